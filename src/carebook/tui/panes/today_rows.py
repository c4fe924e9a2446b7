"""The lines of Today: what lapsed, complaints, calls to make, letters, tonight's cards, and on request what waits."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from carebook.customers.model import CallBack
from carebook.customers.store import call_backs
from carebook.days import in_words
from carebook.letters.causes import said, said_of, waits_too_long
from carebook.letters.desk.looking import coming_up
from carebook.letters.model import KINDS, Due
from carebook.letters.store.letters import agenda
from carebook.letters.store.today import count_today, lapsed_since_review, page_of_today, place_in_today
from carebook.review import (
    Owed,
    about,
    about_referral,
    owed_for_referrals,
    owed_to_customers,
    slipping_vips,
    state_of,
    to_remember,
    win_back_steps,
)
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import FixedRows, Row, Source

if TYPE_CHECKING:
    from carebook.customers.store.reminders import ToRemember
    from carebook.referrals.store.owed import Owed as OwedForReferral
    from carebook.retention.model import NextStep
    from carebook.retention.store.vips import VipCall
    from carebook.shop.model import Shop

AHEAD = 14
"""Days that "all" looks ahead."""
LETTER, CALL, LAPSED, HELD, COMING = "letter", "call", "lapsed", "held", "coming"
CASE, PROGRESS = "case", "progress"
VIP, WIN_BACK = "vip", "win back"
REMINDERS = REMIND, YEARLY = "remind", "yearly day"
REFERRAL_LINES = THANK, REWARD, ASK, DRIVE = "thank", "reward", "ask", "pace"
"""What a row stands for; its key is this word and an id, a VIP's and an ask's that of the customer, a yearly
day's that of the occasion."""

COLUMNS = (
    Column("what", width=18),
    Column("about", least=8, rank=2),
    Column("customer", least=12, rank=1),
)
LETS_GO = "o lets it go"
_MARKS = {"late": "!", "due": "·", "held": "‖", "snoozed": "z"}


class TodaysLetters:
    """The letters, or the cards, of the day, in pages."""

    def __init__(self, db: sqlite3.Connection, *, handwritten: bool) -> None:
        """Letters to print, or cards to write by hand."""
        self._db = db
        self._handwritten = handwritten

    def count(self) -> int:
        """How many there are."""
        return count_today(self._db, handwritten=self._handwritten)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on."""
        return [_letter_row(due) for due in page_of_today(self._db, start, size, handwritten=self._handwritten)]

    def position(self, key: Hashable) -> int | None:
        """Where one stands."""
        if not (isinstance(key, tuple) and key[0] == LETTER):
            return None
        return place_in_today(self._db, key[1], handwritten=self._handwritten)


def todays_sections(db: sqlite3.Connection, shop: Shop, today: date, *, everything: bool) -> list[tuple[str, Source]]:
    """Return all that Today lists; with `everything` also what is held, put off and coming up."""
    found: list[tuple[str, Source]] = [
        ("Lapsed since your last review", FixedRows([_lapsed_row(due) for due in lapsed_since_review(db, today)])),
        ("Complaints", FixedRows(_case_rows(db, today))),
        ("Call back", FixedRows([_call_row(call, today) for call in call_backs(db, today)])),
        ("Remember", FixedRows([_reminder_row(one, today) for one in to_remember(db, today)])),
        ("Slipping away", FixedRows([_vip_row(call, today) for call in slipping_vips(db, today)])),
        ("Referrals", FixedRows([_referral_row(one, shop, today) for one in owed_for_referrals(db, today)])),
        ("Win back", FixedRows([_step_row(one, today) for one in win_back_steps(db, today)])),
        ("Letters", TodaysLetters(db, handwritten=False)),
        ("Tonight's cards", TodaysLetters(db, handwritten=True)),
    ]
    return [*found, *what_waits(db, today)] if everything else found


def what_waits(db: sqlite3.Connection, today: date) -> list[tuple[str, FixedRows]]:
    """Return what is held, put off and coming up."""
    held = agenda(db, held=True)
    coming = coming_up(db, today, today + timedelta(days=AHEAD))
    ahead = [one for one in to_remember(db, today, AHEAD) if one.due > today]
    return [
        ("Held", FixedRows([_held_row(due, today) for due in held if due.state == "held"])),
        ("Put off", FixedRows([_held_row(due, today) for due in held if due.state == "snoozed"])),
        (f"To remember in {AHEAD} days", FixedRows([_reminder_row(one, today) for one in ahead])),
        (f"Coming up in {AHEAD} days", FixedRows([_coming_row(due, today) for due in coming])),
    ]


def _short(day: str) -> str:
    """A day as "25 Nov"."""
    return " ".join(in_words(date.fromisoformat(day)).split(" ")[1:3])


def _letter_row(due: Due) -> Row:
    mark = "✎" if KINDS[due.kind].handwritten and due.state != "late" else _MARKS[due.state]
    title = KINDS[due.kind].title
    words = f"{title} ✓" if due.printed_on else title
    return Row((LETTER, due.id), (words, about(due), due.customer), mark=mark)


def _held_row(due: Due, today: date) -> Row:
    cells = (KINDS[due.kind].title, held_in_words(due, today), due.customer)
    return Row((HELD, due.id), cells, mark=_MARKS[due.state], dim=True)


def held_in_words(due: Due, today: date) -> str:
    """Say why a letter waits; one that lapses while it does can still be let go."""
    words = said_of(due, today) or due.state
    return f"{words} · {LETS_GO}" if due.state == "held" and waits_too_long(due) else words


def _coming_row(due: Due, today: date) -> Row:
    why = said(due.cause, today) if due.cause else f"from {_short(due.due)}"
    return Row((COMING, due.id), (KINDS[due.kind].title, why, due.customer), dim=True)


def _lapsed_row(due: Due) -> Row:
    return Row((LAPSED, due.id), (KINDS[due.kind].title, about(due), due.customer), mark="×", dim=True)


def _case_rows(db: sqlite3.Connection, today: date) -> list[Row]:
    return [_case_row(one) for one in owed_to_customers(db, today)]


def _case_row(one: Owed) -> Row:
    case, key = one.duty.case, PROGRESS if one.duty.kind == "progress" else CASE
    return Row((key, case.id), (one.duty.to_do, case.title, one.customer), mark=_MARKS[one.state])


def _reminder_row(one: ToRemember, today: date) -> Row:
    state = state_of(one, today)
    key = (YEARLY, one.occasion_id) if one.id is None else (REMIND, one.id)
    when = "Today" if one.by == today else _short(one.by.isoformat())
    return Row(key, (when, one.what, one.customer), mark=_MARKS.get(state, " "), dim=state == "upcoming")


def _vip_row(call: VipCall, today: date) -> Row:
    silent = f"one of your best, silent since {_short(call.last_on.isoformat())}"
    return Row((VIP, call.customer_id), ("Call", silent, call.customer), mark="!" if call.by < today else "·")


def _referral_row(one: OwedForReferral, shop: Shop, today: date) -> Row:
    from carebook.referrals.store.owed import TO_DO

    key = (one.kind, one.id if one.id is not None else one.customer_id)
    return Row(key, (TO_DO[one.kind], about_referral(one, shop), one.customer), mark=_MARKS[state_of(one, today)])


def _step_row(one: NextStep, today: date) -> Row:
    from carebook.retention.model import TO_DO

    about = f"since {_short(one.case.opened_on.isoformat())}"
    return Row((WIN_BACK, one.case.id), (TO_DO[one.step], about, one.customer), mark=_MARKS[state_of(one, today)])


def _call_row(call: CallBack, today: date) -> Row:
    note = call.note.partition("\n")[0]
    return Row(
        (CALL, call.id),
        ("Call", f"“{note}”" if note else "", call.customer),
        mark="!" if call.call_back_on < today else "·",
    )
