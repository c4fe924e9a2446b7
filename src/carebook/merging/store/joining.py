"""Giving the rows of one customer to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date

from carebook.book import rows
from carebook.book.owning import NAMING_ONE, OF_CUSTOMER
from carebook.merging.rules import Planned


def move_all(db: sqlite3.Connection, keep: int, gone: int) -> None:
    """Give every row of a customer to another; those that would be there twice are settled before."""
    for table in OF_CUSTOMER:
        db.execute(f"UPDATE {table} SET customer_id = ? WHERE customer_id = ?", [keep, gone])
    for table, column in NAMING_ONE:
        db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", [keep, gone])


def drop_same(db: sqlite3.Connection, table: str, column: str, keep: int, gone: int) -> None:
    """Take out those rows of the one who goes that the other has too, by a column that tells them apart."""
    db.execute(
        f"DELETE FROM {table} WHERE customer_id = ? AND {column} IN"
        f" (SELECT {column} FROM {table} WHERE customer_id = ?)",
        [gone, keep],
    )


def set_stop(db: sqlite3.Connection, customer_id: int, cause: str, since: date, how: str) -> None:
    """Say since when a stop that stands has stood, and how the shop came to know."""
    db.execute(
        "UPDATE suppression SET since = ?, how = ? WHERE customer_id = ? AND cause = ?",
        [since.isoformat(), how, customer_id, cause],
    )


def note_merged(db: sqlite3.Connection, values: Mapping[str, rows.Value]) -> None:
    """Keep who was merged into whom, and by which action."""
    rows.insert(db, "merging", values)


# People and their days ---------------------------------------------------------------------------------------


def give_days(db: sqlite3.Connection, gone: int, member_id: int | None, to: int) -> None:
    """Say that the yearly days and the news of one who goes, or of a member of it, are those of a kept member."""
    for table in ("occasion", "news"):
        db.execute(f"UPDATE {table} SET member_id = ? WHERE customer_id = ? AND member_id IS ?", [to, gone, member_id])


def give_reminders(db: sqlite3.Connection, from_occasion: int, to_occasion: int) -> None:
    """Let what was noted of one yearly day be noted of another; of two for one day the one that is done stays."""
    db.execute("UPDATE reminder SET occasion_id = ? WHERE occasion_id = ?", [to_occasion, from_occasion])
    db.execute(
        "DELETE FROM reminder WHERE occasion_id = ?1 AND id NOT IN (SELECT id FROM (SELECT id, row_number() OVER"
        " (PARTITION BY on_day ORDER BY done_on IS NULL, id) AS place FROM reminder WHERE occasion_id = ?1)"
        " WHERE place = 1)",
        [to_occasion],
    )


# Letters -----------------------------------------------------------------------------------------------------

Key = tuple[str, str, int, str]
"""What a letter is for: kind, subject's kind and id, occurrence."""


def letters_by_key(db: sqlite3.Connection, customer_id: int) -> dict[Key, Planned]:
    """Return every letter of a customer by what it is for."""
    found = db.execute(
        "SELECT kind, subject_kind, subject_id, occurrence, id, state, sent_on IS NOT NULL,"
        " EXISTS (SELECT 1 FROM contact WHERE letter_id = letter.id)"
        " OR EXISTS (SELECT 1 FROM survey_answer WHERE letter_id = letter.id)"
        " FROM letter WHERE customer_id = ? ORDER BY id",
        [customer_id],
    )
    return {row[:4]: Planned(row[4], row[5], bool(row[6]), bool(row[7])) for row in found}


def set_key(db: sqlite3.Connection, letter_id: int, key: Key) -> None:
    """Say what a letter is for."""
    kind, subject_kind, subject_id, occurrence = key
    values: dict[str, rows.Value] = {"kind": kind, "subject_kind": subject_kind}
    rows.update(db, "letter", letter_id, values | {"subject_id": subject_id, "occurrence": occurrence})


def date_reactivations(db: sqlite3.Connection, keep: int, gone: int) -> None:
    """Let what was sent to either of two in their present silence count for the silence of both (VAL-1a).

    That has begun with the later of their last purchases; a letter from before it was for an earlier silence.
    """
    latest = "(SELECT max(last_on) FROM standing WHERE customer_id IN (?1, ?2))"
    db.execute(
        f"UPDATE OR IGNORE letter SET occurrence = {latest} WHERE customer_id IN (?1, ?2) AND kind = 'reactivation'"
        f" AND sent_on > {latest} AND occurrence < {latest}"
        " AND occurrence = (SELECT y.last_on FROM standing y WHERE y.customer_id = letter.customer_id)",
        [keep, gone],
    )


# Who brought whom --------------------------------------------------------------------------------------------


def between(db: sqlite3.Connection, one: int, other: int) -> list[int]:
    """Return the referrals by which one of two is said to have brought the other."""
    sql = "SELECT id FROM referral WHERE (customer_id, referred_id) IN (VALUES (?1, ?2), (?2, ?1)) ORDER BY id"
    return _ids(db.execute(sql, [one, other]))


def counting(db: sqlite3.Connection, customers: Iterable[int]) -> list[int]:
    """Return the referrals that count for any of these customers, the first named one first."""
    sql = (
        "SELECT id FROM referral WHERE referred_id IN (SELECT value FROM json_each(?)) AND counts"
        " ORDER BY introduced_on, id"
    )
    return _ids(db.execute(sql, [rows.listed(customers)]))


def said_twice(db: sqlite3.Connection, customer_id: int) -> list[int]:
    """Return the referrals that say again what another says, to or from a customer: all but the first of each.

    The one that counts is the first, then the one that was thanked for, then the older one. Those put right are none.
    """
    sql = (
        "SELECT id FROM (SELECT r.id, row_number() OVER (PARTITION BY customer_id, referred_id"
        " ORDER BY counts DESC, thanked_on IS NULL, introduced_on, r.id) AS place FROM referral r"
        " WHERE (customer_id = ?1 OR referred_id = ?1) AND referred_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM referral_step p WHERE p.referral_id = r.id AND p.step = 'corrected'))"
        " WHERE place > 1 ORDER BY id"
    )
    return _ids(db.execute(sql, [customer_id]))


def circle(db: sqlite3.Connection, customer_id: int) -> list[int]:
    """Return the referrals by which a customer would have brought itself, the newest last; empty without any."""
    sql = (
        "WITH RECURSIVE up(referral_id, referrer_id, introduced_on, path) AS ("
        " SELECT id, customer_id, introduced_on, '[' || id || ']' FROM referral WHERE referred_id = ?1 AND counts"
        " UNION SELECT r.id, r.customer_id, r.introduced_on, json_insert(up.path, '$[#]', r.id) FROM up"
        " JOIN referral r ON r.referred_id = up.referrer_id AND r.counts WHERE up.referrer_id <> ?1"
        " AND NOT EXISTS (SELECT 1 FROM json_each(up.path) WHERE value = r.id))"
        " SELECT j.value FROM (SELECT path FROM up WHERE referrer_id = ?1) closed, json_each(closed.path) j"
        " JOIN referral r ON r.id = j.value ORDER BY r.introduced_on, r.id"
    )
    return _ids(db.execute(sql, [customer_id]))


def _ids(found: Iterable[tuple[int]]) -> list[int]:
    return [row[0] for row in found]
