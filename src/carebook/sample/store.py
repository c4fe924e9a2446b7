"""The SQL of the sample: its facts put in by the thousand, and the letters of its past."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

Row: TypeAlias = tuple[str | int | None, ...]

COLUMNS = {
    "closed_day": "day, label",
    "gathering": "day, label",
    "campaign": (
        "kind, title, message, offer, tag, starts_on, ends_on, entered_on, product, bought_from, bought_until,"
        " piece_cost, answer_profit"
    ),
    "customer": (
        "id, external_id, kind, name, given_name, family_name, called, company, addressee, salutation, email, phone,"
        " mobile, address1, city, region, postcode, country, opened_on, source, persona, note, quiet_from, entered_on"
    ),
    "tag": "customer_id, name",
    "suppression": "customer_id, cause, since, how",
    "permission": "customer_id, channel, given_on, how",
    "member": "id, customer_id, name, role, minor, died_on, note",
    "occasion": "customer_id, member_id, kind, month_day, year, entered_on",
    "sale": "id, customer_id, sold_on, product, quantity, amount, cost, refund_of, gift_reveal_on, note, entered_on",
    "news": "customer_id, kind, heard_on, what, entered_on",
    "contact": "customer_id, on_day, channel, direction, response, call_back_on, note, letter_id",
    "worked": "customer_id, list, on_day, outcome",
    "template": "id, name, text, made_on, on_trial",
    "trial": "name, template_id, ours, begun_on",
    "printer": "name, right_by, down_by, in_use",
}
"""The tables that the sample fills, in the order in which it fills them, and the columns of its rows."""


def put_in(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Add rows to a table."""
    columns = COLUMNS[table]
    marks = ", ".join("?" * (columns.count(",") + 1))
    db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


@dataclass(frozen=True, slots=True)
class Planned:
    """An open letter of the past, with what decides on it."""

    customer: int
    letter: int
    kind: str
    due: str
    late_after: str | None
    lapses: str | None
    to_minor: bool
    has_post: bool
    has_email: bool
    has_phone: bool
    quiet_from: str | None


def planned(db: sqlite3.Connection, until: date) -> Iterator[Planned]:
    """Yield the open letters that were due until a day, customer by customer in the order of their days.

    Those of a case are left out: sending one is a step of the case.
    """
    found = db.execute(
        "SELECT l.customer_id, l.id, l.kind, l.due, l.late_after, l.lapses, l.subject_kind = 'member' AND"
        " (SELECT minor FROM member m WHERE m.id = l.subject_id), c.address1 <> '', c.email <> '',"
        " c.phone <> '' OR c.mobile <> '', c.quiet_from FROM letter l JOIN customer c ON c.id = l.customer_id"
        " WHERE l.state = 'open' AND l.due <= ? AND l.subject_kind NOT IN ('complaint', 'win-back')"
        " ORDER BY l.customer_id, l.due, l.id",
        [until.isoformat()],
    )
    return (Planned(*row) for row in found.fetchall())


def stops(db: sqlite3.Connection) -> dict[int, list[tuple[str, str]]]:
    """Return for each customer that has any the suppressions and the days since when."""
    return _by_customer(db.execute("SELECT customer_id, cause, since FROM suppression"))


def permissions(db: sqlite3.Connection) -> dict[int, list[tuple[str, str]]]:
    """Return for each customer that gave any the permissions and the days on which they were given."""
    return _by_customer(db.execute("SELECT customer_id, channel, given_on FROM permission"))


def _by_customer(rows: Iterable[Any]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for customer, word, day in rows:
        found.setdefault(customer, []).append((word, day))
    return found


class Case(NamedTuple):
    """A complaint as it keeps letters from its customer; days as ISO text, `closed` None while it is open."""

    number: str
    received: str
    closed: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter as it left."""

    customer: int
    letter: int
    kind: str
    day: str
    channel: str
    sells: bool
    printed: bool


def mark_sent(db: sqlite3.Connection, sent: Iterable[Sent]) -> None:
    """Mark letters of the past sent."""
    db.executemany(
        "UPDATE letter SET state = 'sent', printed_on = ?, sent_on = ?, channel = ?, sells = ? WHERE id = ?",
        ((one.day if one.printed else None, one.day, one.channel, int(one.sells), one.letter) for one in sent),
    )


def keep_words(db: sqlite3.Connection, words: Mapping[int, Mapping[str, object]]) -> None:
    """Keep of each letter its text, and whose words it has."""
    db.executemany(
        "UPDATE letter SET text = :text, template_id = :template_id, trial_id = :trial_id, arm = :arm WHERE id = :id",
        ({"template_id": None, "trial_id": None, "arm": None, **kept, "id": letter} for letter, kept in words.items()),
    )


def unanswered(db: sqlite3.Connection, kind: str, until: date) -> tuple[int, str] | None:
    """Return the newest letter of a kind that was sent until a day and not answered, and the day on which it was."""
    row: tuple[int, str] | None = db.execute(
        "SELECT id, sent_on FROM letter WHERE kind = ? AND state = 'sent' AND sent_on <= ?"
        " ORDER BY sent_on DESC, id LIMIT 1",
        [kind, until.isoformat()],
    ).fetchone()
    return row


def mark_printed(db: sqlite3.Connection, letter: int, day: date) -> None:
    """Mark one letter printed and not sent yet."""
    db.execute(
        "UPDATE letter SET state = 'printed', printed_on = ?, channel = 'post' WHERE id = ?",
        [day.isoformat(), letter],
    )


def mark_ended(db: sqlite3.Connection, ended: Iterable[tuple[str, str, str, int]]) -> None:
    """End letters of the past: the state, the day, the cause, the letter."""
    db.executemany("UPDATE letter SET state = ?, ended_on = ?, cause = ? WHERE id = ?", ended)


def open_letter(db: sqlite3.Connection, customer: int, kind: str, on: date) -> int | None:
    """Return someone's open letter of a kind that may leave on a day."""
    row = db.execute(
        "SELECT id FROM letter WHERE customer_id = ? AND kind = ? AND state = 'open' AND due <= ? AND"
        " (lapses IS NULL OR lapses >= ?) ORDER BY due DESC LIMIT 1",
        [customer, kind, on.isoformat(), on.isoformat()],
    ).fetchone()
    return row[0] if row else None


def someone_with(db: sqlite3.Connection, kind: str, on: date, others: Iterable[int]) -> int | None:
    """Return the first customer, none of the others, whom a letter of a kind could reach by post on a day."""
    row = db.execute(
        "SELECT l.customer_id FROM letter l JOIN customer c ON c.id = l.customer_id WHERE l.kind = ? AND state = 'open'"
        " AND l.due <= ? AND l.lapses >= ? AND c.address1 <> '' AND c.quiet_from IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM complaint k WHERE k.customer_id = c.id AND k.closed_on IS NULL)"
        " AND l.customer_id NOT IN (SELECT value FROM json_each(?)) ORDER BY l.customer_id LIMIT 1",
        [kind, on.isoformat(), on.isoformat(), f"[{','.join(map(str, others))}]"],
    ).fetchone()
    return row[0] if row else None


def sale_of(db: sqlite3.Connection, customer: int, product: str) -> int | None:
    """Return the latest sale of a product to a customer, or None."""
    found = (
        "SELECT id FROM sale WHERE customer_id = ? AND product = ? AND refund_of IS NULL ORDER BY sold_on DESC, id DESC"
    )
    row = db.execute(found, [customer, product]).fetchone()
    return row[0] if row else None


def plan_letter(
    db: sqlite3.Connection,
    customer: int,
    kind: str,
    case: int,
    anchor: date,
    window: tuple[date, date | None, date | None],
) -> int:
    """Plan a letter that a case asks for, as planning would, and return it."""
    days = (day.isoformat() if day else None for day in (anchor, *window))
    made = db.execute(
        "INSERT INTO letter (customer_id, kind, subject_kind, subject_id, occurrence, anchor, due, late_after, lapses)"
        " VALUES (?, ?, 'complaint', ?, '', ?, ?, ?, ?) RETURNING id",
        [customer, kind, case, *days],
    )
    return int(made.fetchone()[0])


def cases(db: sqlite3.Connection) -> dict[int, list[Case]]:
    """Return for each customer that ever complained the days between which the rules keep letters from them."""
    found: dict[int, list[Case]] = {}
    rows = db.execute("SELECT customer_id, number, received_on, closed_on, outcome FROM complaint ORDER BY id")
    for customer, *case in rows:
        found.setdefault(customer, []).append(Case(*case))
    return found


def sheets_out(db: sqlite3.Connection, since: date, until: date) -> list[tuple[int, str]]:
    """Return the survey letters that went out between two days, and when, but none to who died or complained."""
    found = db.execute(
        "SELECT id, sent_on FROM letter l WHERE kind IN ('how_did_we_do', 'how_are_we_doing') AND state = 'sent'"
        " AND channel <> 'phone' AND sent_on BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM complaint k WHERE k.customer_id = l.customer_id) AND NOT EXISTS"
        " (SELECT 1 FROM suppression x WHERE x.customer_id = l.customer_id AND x.cause = 'deceased')"
        " ORDER BY sent_on, id",
        [since.isoformat(), until.isoformat()],
    )
    return found.fetchall()


def forget_actions(db: sqlite3.Connection) -> None:
    """Let the undo list begin here."""
    db.execute("DELETE FROM journal")
    db.execute("DELETE FROM action")
