"""What is known of a customer who stays away, for the letters that ask why, make amends and win back."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.customers.store.figures import PURCHASE
from carebook.letters.facts import SaleFacts, WinBackFacts

_LAST_SALE = (
    f"SELECT s.product, s.sold_on FROM sale s WHERE s.customer_id = ? AND {PURCHASE} AND s.sold_on <= ?"
    " ORDER BY s.sold_on DESC, s.id DESC LIMIT 1"
)
_WIN_BACK = "SELECT coalesce(b.reason, ''), b.our_part, b.what_changed, b.offer FROM win_back b WHERE b.id = ?"
_FEW, _MANY = 2, 20
"""From so many months on, and up to so many, a silence is named by its months."""


def silence_of(
    db: sqlite3.Connection, customer_id: int, win_back_id: int | None, today: date
) -> tuple[SaleFacts, WinBackFacts]:
    """Return a customer's last purchase, and the win-back as it stands; of the latter only the months without one."""
    last = db.execute(_LAST_SALE, [customer_id, today.isoformat()]).fetchone()
    sale = SaleFacts(_thing(last[0]), date.fromisoformat(last[1])) if last else SaleFacts()
    months = _months_between(sale.day, today) if sale.day else 0
    named = months if _FEW <= months <= _MANY else 0
    row = db.execute(_WIN_BACK, [win_back_id]).fetchone()
    if row is None:
        return sale, WinBackFacts(months=named)
    reason, our_part, changed, offer = row
    return sale, WinBackFacts(
        months=named,
        reason=reason,
        our_part=our_part,
        changed=changed,
        offer=offer,
    )


def _months_between(first: date, last: date) -> int:
    return round((last - first).days * 12 / 365.25)


def _thing(product: str) -> str:
    """Return what a product is, without its size or make: "potting soil" of "potting soil, 40 quarts"."""
    return product.partition(",")[0].strip()
