"""Keeping the figures of everyone's buying fresh: each new day, and after every action for what it touched (VAL-1a)."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.retention.store.standings import counted_on, yardstick

_MANY = 10
"""An action that touches the sales of one customer in so many counts everyone anew, and the shop with them."""


def count_day(book: Book, today: date) -> None:
    """Count everyone on a day that is not the one counted last."""
    if counted_on(book.db) != today:
        from carebook.retention.store.counting import count_all
        from carebook.retention.store.pairs import count_pairs

        with book.writing():
            count_all(book.db, today)
            count_pairs(book.db, today)


def follow(db: sqlite3.Connection, change: Change, today: date) -> None:
    """Bring the figures up to date with an action, in its transaction."""
    if not change.touches("sale", "departure", "suppression", "number"):
        return
    from carebook.retention.store.counting import count_all, count_touched, how_many_touched
    from carebook.retention.store.pairs import count_pairs, suggest_to_touched

    known = yardstick(db)
    if known is None or change.touches("number") or how_many_touched(db) * _MANY >= known.customers:
        count_all(db, today)
        count_pairs(db, today)
    else:
        count_touched(db, today)
        suggest_to_touched(db, today)
