"""Stored records as they would be typed, so that a form that changes them begins with what is known.

A form reads these back into the same record: days in the country's order, amounts with its decimal mark.
"""

from __future__ import annotations

from datetime import date

from carebook import money
from carebook.customers.model import Customer, Member, Occasion, Sale
from carebook.days import order_of
from carebook.shop.model import Shop
from carebook.tui.screens.record.card import month_and_day

Typed = dict[str, str]

_OF_CUSTOMER = (
    *("kind", "name", "given_name", "family_name", "called", "company", "addressee", "salutation"),
    *("email", "phone", "mobile", "address1", "address2", "city", "region", "postcode", "country"),
    *("language", "source", "persona", "note"),
)


def day(value: date | None, shop: Shop) -> str:
    """Write a day as the shop's country does: 11/25/2026, 25/11/2026 or 2026-11-25."""
    if value is None:
        return ""
    match order_of(shop.country):
        case "mdy":
            return f"{value.month}/{value.day}/{value.year:04}"
        case "dmy":
            return f"{value.day}/{value.month}/{value.year:04}"
        case _:
            return value.isoformat()


def amount(value: int | None, shop: Shop) -> str:
    """Write an amount without sign and groups, with the country's decimal mark: 1234.50."""
    if value is None:
        return ""
    return money.plain(value, shop.currency).replace(".", money.decimal_mark(shop.country))


def customer(stored: Customer, tags: list[str], shop: Shop) -> Typed:
    """Write a customer."""
    typed = {name: str(getattr(stored, name)) for name in _OF_CUSTOMER}
    own = {
        "opened_on": day(stored.opened_on, shop),
        "tags": ", ".join(tags),
        "external_id": stored.external_id or "",
        "stage": stored.stage or "",
    }
    return typed | own


def member(stored: Member) -> Typed:
    """Write a member."""
    return {
        "name": stored.name,
        "called": stored.called,
        "role": stored.role,
        "minor": "yes" if stored.minor else "no",
        "note": stored.note,
    }


def occasion(stored: Occasion) -> Typed:
    """Write a yearly day; its month is a word, which reads the same in every country."""
    year = f" {stored.year}" if stored.year else ""
    return {
        "kind": stored.kind,
        "label": stored.label,
        "day": month_and_day(stored.month, stored.day) + year,
        "leap": stored.leap or "",
        "lead": "" if stored.lead is None else str(stored.lead),
    }


def sale(stored: Sale, shop: Shop) -> Typed:
    """Write a sale."""
    return {
        "product": stored.product,
        "amount": amount(stored.amount, shop),
        "sold_on": day(stored.sold_on, shop),
        "quantity": stored.quantity,
        "cost": amount(stored.cost, shop),
        "gift_reveal_on": day(stored.gift_reveal_on, shop),
        "note": stored.note,
    }
