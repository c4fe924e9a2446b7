"""Writing to customers who have gone silent, from a list of opportunities: their letters are due at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.letters.model import KINDS
from carebook.letters.store import letters as store
from carebook.letters.store import waking
from carebook.retention.model import LETTER_FITS, Opportunity

_KIND = "reactivation"


@dataclass(frozen=True)
class Woken:
    """Whom the owner wrote to from a list, and every other with why not."""

    customers: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]
    change: Change | None
    """None where nobody could be written to."""


def write_to(
    book: Book, customers: Sequence[int], opportunity: Opportunity, today: date, *, token: str | None = None
) -> Woken:
    """Have a reactivation letter due today for each of these customers, dormant or not, and log it on their list.

    One is planned for each time that a customer falls silent, so who has had theirs since the last purchase is left
    out. A letter that was to come later comes today, one that was skipped is taken up again, and one that is
    due already is the letter that was asked for.
    """
    wanted = list(dict.fromkeys(customers))
    refused = _not_to_be_written_to(book.db, wanted, opportunity, today)
    chosen = [customer for customer in wanted if customer not in refused]
    if not chosen:
        return Woken((), tuple(refused.items()), None)
    with book.act(_label(len(chosen)), today, token=token) as act:
        _ask_for(act.db, chosen, opportunity, today)
    return Woken(tuple(chosen), tuple(refused.items()), act.change)


def _not_to_be_written_to(
    db: sqlite3.Connection, customers: Sequence[int], opportunity: Opportunity, today: date
) -> dict[int, str]:
    if opportunity not in LETTER_FITS:
        return dict.fromkeys(customers, "no letter fits this list")
    if not store.planned_kinds(db)[_KIND].is_on:
        return dict.fromkeys(customers, f"“{KINDS[_KIND].title}” is switched off in the plan")
    return waking.obstacles(db, customers, today)


def _ask_for(db: sqlite3.Connection, customers: Sequence[int], opportunity: Opportunity, today: date) -> None:
    """Note who is written to; the follower plans their letters from that."""
    from carebook.retention.desk.working import note_worked
    from carebook.retention.model import Worked

    waking.take_up_again(db, customers)
    for customer in customers:
        note_worked(db, customer, opportunity, Worked.LETTER, today)


def _label(count: int) -> str:
    return f"Planned {count} letters" if count != 1 else f"Planned 1 letter ({KINDS[_KIND].title})"
