"""The day's letters as other programs are told of them: plain rows of one statement, for there may be thousands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from carebook.letters.store.order import IN_ORDER, OF_TODAY, WAITING

_TOLD = (
    "SELECT l.id, l.kind, a.letter_class, l.customer_id, a.name,"
    " iif(l.kind = 'referral_ask', 'ask', l.subject_kind) || ' ' || l.subject_id,"
    " l.due, l.late_after, l.lapses, a.state, a.cause, a.channel"
    f" FROM agenda a JOIN letter l ON l.id = a.letter_id WHERE {{which}} {IN_ORDER}"
)


def told(db: sqlite3.Connection, *, held: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the letters that are due and late, if asked with those held and put off, in the order of the review.

    Columns: id, kind, class, customer's id and name, subject, due, late after, lapses, state, cause, channel.
    """
    return db.execute(_TOLD.format(which=f"({OF_TODAY} OR {WAITING})" if held else OF_TODAY))
