"""Find: customers by the beginnings of folded words, and by any run of four phone digits.

Each customer has one row of words (names, address, e-mail without its domain, note, members) and one of phone
numbers cut into overlapping runs of four digits, so that any longer run is a phrase of them. Beside the index,
`listing` keeps the place of each customer in a list by name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from carebook.text import digits, fold

_RUN = 4

_LINES = (
    *("name", "given_name", "family_name", "called", "company", "addressee"),
    *("address1", "address2", "city", "region", "postcode"),
)
_MEMBERS = (
    "(SELECT group_concat(m.name || ' ' || m.called || ' ' || m.note, ' ') FROM member m WHERE m.customer_id = c.id)"
)
_WORDS = " || ' ' || ".join(
    [
        *(f"c.{line}" for line in _LINES),
        "coalesce(c.external_id, '')",
        "substr(c.email, 1, max(instr(c.email, '@') - 1, 0))",
        "c.note",
        f"coalesce({_MEMBERS}, '')",
    ]
)
_TEXTS = f"SELECT c.id, {_WORDS}, c.phone, c.mobile FROM customer c"


def refresh(db: sqlite3.Connection) -> None:
    """Bring the index up to date for the customers in `temp.touched`, gone ones included."""
    touched = "IN (SELECT customer_id FROM temp.touched)"
    db.execute(f"DELETE FROM search WHERE rowid {touched}")
    db.execute(f"DELETE FROM listing WHERE customer_id {touched}")
    _put_in(db, f"WHERE c.id {touched}")


def rebuild(db: sqlite3.Connection) -> None:
    """Make the whole index anew."""
    db.execute("DELETE FROM search")
    db.execute("DELETE FROM listing")
    _put_in(db, "")


def differences(db: sqlite3.Connection) -> list[int]:
    """Return the customers that the index does not know as their records say, gone ones included (S7)."""
    known = (
        f"SELECT c.id, {_WORDS}, c.phone, c.mobile, s.words, s.phones"
        " FROM customer c LEFT JOIN search s ON s.rowid = c.id"
    )
    wrong = [
        customer
        for customer, words, phone, mobile, *entry in db.execute(known)
        if entry != list(_entry(words, phone, mobile))
    ]
    others = db.execute(
        "SELECT id FROM customer c LEFT JOIN listing l ON l.customer_id = c.id WHERE l.sorts_as IS NOT sorts_as(name)"
        " UNION ALL SELECT customer_id FROM listing l WHERE NOT EXISTS (SELECT 1 FROM customer WHERE id = customer_id)"
        " UNION ALL SELECT s.rowid FROM search s WHERE NOT EXISTS (SELECT 1 FROM customer WHERE id = s.rowid)"
    )
    return [*wrong, *(customer for (customer,) in others)]


def _put_in(db: sqlite3.Connection, where: str) -> None:
    entries = _entries(db.execute(f"{_TEXTS} {where}"))
    db.executemany("INSERT INTO search (rowid, words, phones) VALUES (?, ?, ?)", entries)
    db.execute(f"INSERT INTO listing SELECT c.id, sorts_as(c.name) FROM customer c {where}")


def _entries(rows: Iterable[tuple[int, str, str, str]]) -> Iterator[tuple[int, str, str]]:
    return ((customer, *_entry(*texts)) for customer, *texts in rows)


def _entry(words: str, phone: str, mobile: str) -> tuple[str, str]:
    """Return what the index keeps of a customer: the folded words, and the runs of the phones' digits."""
    return fold(words), f"{_runs(digits(phone))} {_runs(digits(mobile))}".strip()


def sorts_as(name: str) -> str:
    """The key by which a name stands in a list: its folded letters, so that Émile comes before Zoë in every script.

    Every connection knows it as a function of SQL.
    """
    return fold(name) or name


def _runs(number: str) -> str:
    return " ".join([number[i : i + _RUN] for i in range(len(number) - _RUN + 1)])


def match(typed: str) -> str | None:
    """Return the FTS5 expression for what was typed, or None where nothing can be looked for.

    Every word is quoted, so that no typed character means anything to FTS5.
    """
    words = fold(typed).split()
    if not words:
        return None
    by_words = "words : (" + " AND ".join(f'"{word}" *' for word in words) + ")"
    number = digits(typed)
    if len(number) < _RUN or any(not word.isdigit() for word in words):
        return by_words
    return f'{by_words} OR phones : "{_runs(number)}"'
