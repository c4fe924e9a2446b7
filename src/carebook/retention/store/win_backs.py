"""Win-backs with their questions, offers and diary; why customers left; the shop's strengths."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from carebook.book import rows
from carebook.book.rows import Record, Value
from carebook.retention.model import Departure, Offer, Probe, StepDone, Strength, WinBack, Working
from carebook.retention.refusals import NoSuchOffer, NoSuchStrength, NoSuchWinBack


def _win_backs(db: sqlite3.Connection, where: str, values: Iterable[Value]) -> list[WinBack]:
    sql = f"SELECT {rows.columns_of(WinBack)} FROM win_back {where}"
    return rows.as_records(WinBack, db.execute(sql, list(values)))


def win_back(db: sqlite3.Connection, win_back_id: int) -> WinBack:
    """Return one win-back; raise NoSuchWinBack."""
    if found := _win_backs(db, "WHERE id = ?", [win_back_id]):
        return found[0]
    raise NoSuchWinBack


def win_backs_of(db: sqlite3.Connection, customer_id: int) -> list[WinBack]:
    """Return a customer's win-backs, the newest first."""
    return _win_backs(db, "WHERE customer_id = ? ORDER BY opened_on DESC, id DESC", [customer_id])


def open_win_back(db: sqlite3.Connection, customer_id: int) -> WinBack | None:
    """Return the win-back of a customer that has not ended; there is one at most."""
    return next(iter(_win_backs(db, "WHERE customer_id = ? AND ended_on IS NULL", [customer_id])), None)


def open_win_backs(db: sqlite3.Connection) -> list[WinBack]:
    """Return every win-back that has not ended, the oldest first."""
    return _win_backs(db, "WHERE ended_on IS NULL ORDER BY opened_on, id", [])


def ended_win_backs(db: sqlite3.Connection, start: int, size: int) -> list[WinBack]:
    """Return a page of the win-backs that ended, the newest first."""
    return _win_backs(db, "WHERE ended_on IS NOT NULL ORDER BY ended_on DESC, id DESC LIMIT ? OFFSET ?", [size, start])


def count_ended(db: sqlite3.Connection) -> int:
    """Count the win-backs that ended."""
    return int(db.execute("SELECT count(*) FROM win_back WHERE ended_on IS NOT NULL").fetchone()[0])


def place_in_ended(db: sqlite3.Connection, win_back_id: int) -> int | None:
    """Return where a win-back stands among those that ended; None where it has not ended."""
    row = db.execute("SELECT ended_on, id FROM win_back WHERE id = ? AND ended_on IS NOT NULL", [win_back_id])
    if (place := row.fetchone()) is None:
        return None
    before = "SELECT count(*) FROM win_back WHERE ended_on IS NOT NULL AND (ended_on, id) > (?, ?)"
    return int(db.execute(before, list(place)).fetchone()[0])


def features(db: sqlite3.Connection) -> list[str]:
    """Return everything that was ever offered, the newest first."""
    sql = "SELECT feature FROM offer GROUP BY feature ORDER BY max(id) DESC"
    return [feature for (feature,) in db.execute(sql)]


def count_open(db: sqlite3.Connection) -> int:
    """Count the win-backs that have not ended."""
    return int(db.execute("SELECT count(*) FROM win_back WHERE ended_on IS NULL").fetchone()[0])


def _parts(db: sqlite3.Connection, part: type[Record], source: str, value: int) -> list[Record]:
    sql = f"SELECT {rows.columns_of(part)} FROM {source} = ? ORDER BY id"
    return rows.as_records(part, db.execute(sql, [value]))


def probes(db: sqlite3.Connection, win_back_id: int) -> list[Probe]:
    """Return the probing questions of a win-back with their answers."""
    return _parts(db, Probe, "probe WHERE win_back_id", win_back_id)


def offers(db: sqlite3.Connection, win_back_id: int) -> list[Offer]:
    """Return what was offered in a win-back, by us and by others."""
    return _parts(db, Offer, "offer WHERE win_back_id", win_back_id)


def offer(db: sqlite3.Connection, offer_id: int) -> Offer:
    """Return one offer; raise NoSuchOffer."""
    if found := _parts(db, Offer, "offer WHERE id", offer_id):
        return found[0]
    raise NoSuchOffer


def steps(db: sqlite3.Connection, win_back_id: int) -> list[StepDone]:
    """Return the diary of a win-back, oldest first."""
    return _parts(db, StepDone, "win_back_step WHERE win_back_id", win_back_id)


def steps_of(db: sqlite3.Connection, customer_id: int) -> list[StepDone]:
    """Return the diary of all of a customer's win-backs, oldest first."""
    return _parts(db, StepDone, "win_back_step WHERE customer_id", customer_id)


def save(db: sqlite3.Connection, win_back_id: int, values: dict[str, Value]) -> None:
    """Change the named columns of a win-back."""
    rows.update(db, "win_back", win_back_id, values)


def write_step(
    db: sqlite3.Connection, case: WinBack, step: str, on: date, *, by_channel: str | None = None, what: str = ""
) -> None:
    """Write a line into a win-back's diary."""
    values: dict[str, Value] = {"win_back_id": case.id, "customer_id": case.customer_id, "step": step, "on_day": on}
    rows.insert(db, "win_back_step", values | {"by_channel": by_channel, "what": what})


def contact_days(db: sqlite3.Connection, win_back_id: int) -> list[date]:
    """Return the days on which we got in touch to win a customer back, in this win-back or in one before (WIN-2).

    What was said in one talk is one contact.
    """
    found = db.execute(
        "SELECT DISTINCT k.on_day FROM win_back w JOIN win_back each ON each.customer_id = w.customer_id"
        " JOIN contact k ON k.win_back_id = each.id WHERE w.id = ? AND k.direction = 'out' ORDER BY k.on_day",
        [win_back_id],
    )
    return [date.fromisoformat(day) for (day,) in found]


def contact_on(db: sqlite3.Connection, win_back_id: int, on: date, channel: str) -> tuple[int, str] | None:
    """Return the id and the note of the touch of a win-back on a day by a channel."""
    found: tuple[int, str] | None = db.execute(
        "SELECT id, note FROM contact WHERE win_back_id = ? AND on_day = ? AND channel = ? AND direction = 'out'"
        " ORDER BY id LIMIT 1",
        [win_back_id, on.isoformat(), channel],
    ).fetchone()
    return found


def has_standing_permission(db: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer gave leave to be written to before, and has not said stop since (WIN-2)."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM permission WHERE customer_id = ?1 AND channel IN ('e-mail', 'text'))"
        " AND NOT EXISTS (SELECT 1 FROM suppression WHERE customer_id = ?1"
        " AND cause IN ('deceased', 'do-not-contact', 'no-marketing'))"
    )
    return bool(db.execute(sql, [customer_id]).fetchone()[0])


def offer_letters(db: sqlite3.Connection, case: WinBack) -> set[date]:
    """Return the days on which offer letters of a win-back left."""
    sql = "SELECT on_day FROM win_back_step WHERE win_back_id = ? AND step = 'offered' AND by_channel IS NOT NULL"
    return {date.fromisoformat(day) for (day,) in db.execute(sql, [case.id])}


def wants_no_contact(db: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer asked not to be contacted (SUP-3)."""
    sql = "SELECT 1 FROM suppression WHERE customer_id = ? AND cause = 'do-not-contact'"
    return db.execute(sql, [customer_id]).fetchone() is not None


def has_died(db: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer died (SUP-1)."""
    sql = "SELECT 1 FROM suppression WHERE customer_id = ? AND cause = 'deceased'"
    return db.execute(sql, [customer_id]).fetchone() is not None


# Why they left (CHN-2) ---------------------------------------------------------------------------------------


def departures_of(db: sqlite3.Connection, customer_id: int) -> list[Departure]:
    """Return what was noted of a customer's leaving, the newest first."""
    sql = f"SELECT {rows.columns_of(Departure)} FROM departure WHERE customer_id = ? ORDER BY noted_on DESC, id DESC"
    return rows.as_records(Departure, db.execute(sql, [customer_id]))


def workings_of(db: sqlite3.Connection, customer_id: int) -> list[Working]:
    """Return which lists a customer was worked from, the newest first (VAL-4)."""
    sql = f"SELECT {rows.columns_of(Working)} FROM worked WHERE customer_id = ? ORDER BY on_day DESC, id DESC"
    return rows.as_records(Working, db.execute(sql, [customer_id]))


# Strengths and what was learned (WIN-3 to WIN-5) --------------------------------------------------------------


def strengths(db: sqlite3.Connection) -> list[Strength]:
    """Return the shop's strengths, retired ones last."""
    sql = f"SELECT {rows.columns_of(Strength)} FROM strength ORDER BY retired, id"
    return rows.as_records(Strength, db.execute(sql))


def strength(db: sqlite3.Connection, strength_id: int) -> Strength:
    """Return one strength; raise NoSuchStrength."""
    sql = f"SELECT {rows.columns_of(Strength)} FROM strength WHERE id = ?"
    if found := rows.as_records(Strength, db.execute(sql, [strength_id])):
        return found[0]
    raise NoSuchStrength


def strength_for(db: sqlite3.Connection, name: str) -> int | None:
    """Return the strength of this name, made if it is new; None for no name."""
    if not name:
        return None
    known = next((one.id for one in strengths(db) if one.name.casefold() == name.casefold()), None)
    return rows.insert(db, "strength", {"name": name}) if known is None else known


class Tally(NamedTuple):
    """How often a strength was why they chose us, why they left, and why they came back (WIN-4)."""

    strength: str
    chose: int
    left: int
    won: int


def tallies(db: sqlite3.Connection) -> list[Tally]:
    """Count wins and losses against the shop's strengths, those that lose most first (WIN-4)."""
    sql = (
        "SELECT s.name, count(*) FILTER (WHERE w.chose_for = s.id), count(*) FILTER (WHERE w.left_for = s.id),"
        " count(*) FILTER (WHERE w.chose_for = s.id AND w.outcome = 'won back') AS won FROM strength s"
        " JOIN win_back w ON s.id IN (w.chose_for, w.left_for) GROUP BY s.id ORDER BY 3 DESC, 2 DESC, s.name"
    )
    return [Tally(*row) for row in db.execute(sql)]


def outcomes(db: sqlite3.Connection) -> list[str]:
    """Return how every win-back that ended did end; one that a death stopped says nothing of the shop."""
    sql = (
        "SELECT outcome FROM win_back WHERE ended_on IS NOT NULL AND NOT (outcome = 'stopped' AND customer_id IN"
        " (SELECT customer_id FROM suppression WHERE cause = 'deceased'))"
    )
    return [outcome for (outcome,) in db.execute(sql)]


def ratings(db: sqlite3.Connection) -> list[tuple[str, int | None, int]]:
    """Return every rated offer of all win-backs: what it was, its price in minor units, its rating (WIN-3)."""
    sql = "SELECT feature, price, rating FROM offer WHERE rating IS NOT NULL ORDER BY id"
    return db.execute(sql).fetchall()
