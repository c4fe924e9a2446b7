"""A partner in words and drawn: give and take, what was agreed, and who was sent both ways."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from carebook.customers.store import customer
from carebook.referrals.model import PassedOn, Referral
from carebook.referrals.store.partners import GiveAndTake, passed_on_to
from carebook.referrals.store.referrals import referrals_by
from carebook.tui.panes.complaints_case import owed_lines, part_lines
from carebook.tui.screens.record.card import short_day
from carebook.tui.text import wrapped
from carebook.tui.widgets.facts import Note
from carebook.tui.widgets.letter_preview import PAPER_WIDTH


@dataclass(frozen=True, slots=True)
class PartnerSheet:
    """What is shown of a partner, in this order."""

    title: str
    balance: str
    next_step: str
    """What would be fair now, with its key; empty where neither is behind."""
    about: tuple[Note, ...]
    they_sent: tuple[Note, ...]
    we_sent: tuple[Note, ...]


def partner_sheet(db: sqlite3.Connection, one: GiveAndTake, today: date) -> PartnerSheet:
    """Return a partner in words."""
    partner = one.partner
    return PartnerSheet(
        title=one.name,
        balance=balance(one),
        next_step="" if partner.ended_on else _next_step(one),
        about=tuple(note for note in _about(db, one, today) if note[1]),
        they_sent=tuple(_sent_us(found, today) for found in referrals_by(db, partner.customer_id)),
        we_sent=tuple(_sent_them(found, today) for found in passed_on_to(db, partner.customer_id)),
    )


def balance(one: GiveAndTake) -> str:
    """Say give and take in a line: "sent us 4, 2 bought · we sent them 1"."""
    bought = f", {one.bought:,} bought" if one.bought else ""
    return f"sent us {one.sent_us:,}{bought} · we sent them {one.sent_them:,}"


def _next_step(one: GiveAndTake) -> str:
    if not (one.sent_us or one.sent_them):
        return "Nobody was sent yet: i logs whom they send, o whom you send"
    return "They gave more than you: think of them, and press o when you send somebody" if _owed(one) else ""


def _owed(one: GiveAndTake) -> bool:
    return one.sent_us > one.sent_them


def _about(db: sqlite3.Connection, one: GiveAndTake, today: date) -> Iterator[Note]:
    partner, record = one.partner, customer(db, one.partner.customer_id)
    yield "trade", partner.trade
    yield "agreed", partner.agreed
    yield "since", short_day(partner.since, today)
    yield "ended", short_day(partner.ended_on, today) if partner.ended_on else ""
    yield "phone", " · ".join(filter(None, (record.phone, record.mobile)))
    yield "e-mail", record.email


def _sent_us(one: Referral, today: date) -> Note:
    counts = "" if one.counts else "somebody else was named first"
    return short_day(one.introduced_on, today), " · ".join(filter(None, (one.introduced, one.stage, counts)))


def _sent_them(one: PassedOn, today: date) -> Note:
    return short_day(one.on_day, today), " · ".join(filter(None, (one.name, one.note)))


def laid_out(sheet: PartnerSheet, room: int) -> Iterator[Content]:
    """Yield the lines of a partner, all stored text literal (T1)."""
    width = min(room, PAPER_WIDTH)
    for line in wrapped(sheet.title, width):
        yield Content.styled(line, "bold")
    for line in wrapped(sheet.balance, width):
        yield Content.styled(line, "$foreground-muted")
    if sheet.next_step:
        yield from owed_lines(sheet.next_step, width, is_late=False)
    yield from part_lines("", sheet.about, width)
    yield from part_lines("They sent us", sheet.they_sent, width)
    yield from part_lines("We sent them", sheet.we_sent, width)
