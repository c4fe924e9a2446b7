"""Campaigns in the book: whom each reaches, how many of its letters left and were answered, what was bought after."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any, NamedTuple

from carebook.book import rows
from carebook.book.keeping import kept_day
from carebook.customers.model import Segment
from carebook.customers.store.figures import PURCHASE
from carebook.days import days_on
from carebook.letters.campaigns import RESULT_DAYS, Line, Person, person_of, why_none
from carebook.letters.model import SEASON_KINDS, Campaign, Window
from carebook.letters.rules import Decision, window_of
from carebook.letters.store import agenda
from carebook.letters.store.endings import OF_CAMPAIGN, YEAR_OF
from carebook.letters.store.ground import BEFORE, first_gatherings, season_day, season_window
from carebook.letters.store.letters import planned_kinds
from carebook.letters.store.order import OF_TODAY
from carebook.retention.store.segments import AS_ROW, IN_SEGMENT, values_of
from carebook.shop import store as shop_store

_OF_IT = f"l.customer_id = c.id AND l.kind = p.kind AND {OF_CAMPAIGN}"
_GOING = "('printed', 'sent', 'answered')"


def campaign(db: sqlite3.Connection, campaign_id: int) -> Campaign | None:
    """Return one campaign; None where it was taken out."""
    found = db.execute(f"SELECT {rows.columns_of(Campaign)} FROM campaign WHERE id = ?", [campaign_id])
    return next(iter(rows.as_records(Campaign, found)), None)


def campaign_of(db: sqlite3.Connection, letter_id: int) -> Campaign | None:
    """Return the campaign that a letter is of."""
    names = ", ".join(f"p.{name}" for name in Campaign._fields)
    found = db.execute(f"SELECT {names} FROM letter l JOIN campaign p ON {OF_CAMPAIGN} WHERE l.id = ?", [letter_id])
    return next(iter(rows.as_records(Campaign, found)), None)


def change_campaign(db: sqlite3.Connection, campaign_id: int, fields: dict[str, Any]) -> None:
    """Change what is set of a campaign."""
    rows.update(db, "campaign", campaign_id, fields)


def segment_of(found: Campaign) -> Segment:
    """Return whom a campaign is for."""
    return Segment(**{name: getattr(found, name) for name in Segment._fields})


# How many ------------------------------------------------------------------------------------------------


class Tally(NamedTuple):
    """What became so far of a campaign's letters."""

    unsent: int = 0
    """Open and not lapsed, or printed."""
    printed: int = 0
    sent: int = 0
    """Answered ones among them."""
    answered: int = 0
    positive: int = 0


_POSITIVE = (
    "EXISTS (SELECT 1 FROM contact k WHERE k.letter_id = l.id AND k.direction = 'in' AND k.response = 'positive')"
)
_TALLY = (
    "count(*) FILTER (WHERE l.state = 'printed' OR l.state = 'open' AND coalesce(l.lapses >= :today, 1)),"
    " count(*) FILTER (WHERE l.state = 'printed'), count(*) FILTER (WHERE l.state IN ('sent', 'answered')),"
    " count(*) FILTER (WHERE l.state = 'answered'),"
    f" count(*) FILTER (WHERE l.state IN ('sent', 'answered') AND {_POSITIVE})"
)
_OF_SEASON = (
    "SELECT id FROM letter WHERE state = 'open' AND due BETWEEN :first AND :last"
    " UNION ALL SELECT id FROM letter WHERE state = 'printed'"
    " UNION ALL SELECT id FROM letter WHERE sent_on BETWEEN :first AND :last"
)
"""Where the letters of one season can be: they are due, and leave, within the year or the weeks beside it."""


def tallies(db: sqlite3.Connection, campaigns: list[Campaign], today: date) -> dict[int, Tally]:
    """Count the letters of each of these campaigns."""
    return {one.id: _tally(db, one, today) for one in campaigns}


def _tally(db: sqlite3.Connection, found: Campaign, today: date) -> Tally:
    if is_season(found):
        return season_tally(db, found.kind, found.starts_on.year, today)
    counted = db.execute(
        f"SELECT {_TALLY} FROM letter l INDEXED BY letter_by_campaign"
        " WHERE l.subject_kind = 'campaign' AND l.subject_id = :campaign",
        {"campaign": found.id, "today": today.isoformat()},
    )
    return Tally(*counted.fetchone())


def is_season(found: Campaign) -> bool:
    """Tell whether a campaign takes the place of the plan's own letters of a year."""
    return found.kind in SEASON_KINDS


def season_tally(db: sqlite3.Connection, kind: str, year: int, today: date) -> Tally:
    """Count the greetings, or the appreciation, of a year."""
    values = {"kind": kind, "year": str(year), "first": f"{year - 1}-11-01", "last": f"{year + 1}-03-01"}
    counted = db.execute(
        f"SELECT {_TALLY} FROM ({_OF_SEASON}) w CROSS JOIN letter l ON l.id = w.id"
        f" WHERE l.kind = :kind AND {YEAR_OF.format('l')} = :year",
        values | {"today": today.isoformat()},
    )
    return Tally(*counted.fetchone())


def count_left(db: sqlite3.Connection, found: Campaign, today: date) -> int:
    """Return how many letters of a campaign are printed or sent."""
    tally = _tally(db, found, today)
    return tally.printed + tally.sent


def due_letters(db: sqlite3.Connection, found: Campaign, *, printed: bool) -> dict[int, str]:
    """Return a campaign's letters that may leave today, by name, and how: those not printed yet, or those that are."""
    sql = (
        "SELECT l.id, a.channel FROM campaign p CROSS JOIN agenda a CROSS JOIN letter l ON l.id = a.letter_id"
        f" WHERE p.id = ? AND {OF_TODAY} AND l.kind = p.kind AND {OF_CAMPAIGN} AND l.state = ?"
        " ORDER BY a.name, l.id"
    )
    return dict(db.execute(sql, [found.id, "printed" if printed else "open"]).fetchall())


# Who -----------------------------------------------------------------------------------------------------

_IN_IT = f"SELECT c.id FROM {AS_ROW} p CROSS JOIN customer c WHERE {IN_SEGMENT}"
_PEOPLE = (
    "SELECT c.id, l.id, l.state, l.lapses, l.cause, coalesce(a.channel, l.channel), a.state, a.cause"
    f" FROM campaign p CROSS JOIN customer c LEFT JOIN letter l ON {_OF_IT} LEFT JOIN agenda a ON a.letter_id = l.id"
    f" LEFT JOIN listing n ON n.customer_id = c.id WHERE p.id = ? AND ({IN_SEGMENT} OR l.state IN {_GOING})"
    " ORDER BY n.sorts_as, c.id, l.occurrence DESC"
)
"""Who was merged can have two letters of it; the one with the campaign's own occurrence comes last."""


def preview(db: sqlite3.Connection, planned: Campaign, today: date) -> list[Person]:
    """Return everybody in the segment of a campaign that is not in the book yet."""
    lapses, ahead = last_day(db, planned), _foreseen(db, planned, today)
    written = _written_already(db, planned) if is_season(planned) else {}
    return [
        person_of(written.get(customer) or Line(customer), decision, lapses, "", today)
        for customer, decision in ahead.items()
    ]


def _written_already(db: sqlite3.Connection, planned: Campaign) -> dict[int, Line]:
    """Return who got this year's greeting or appreciation already, or was skipped: nobody gets two."""
    found = db.execute(
        f"SELECT customer_id, id, state, lapses, cause, channel FROM letter l WHERE kind = ?"
        f" AND {YEAR_OF.format('l')} = ? AND state IN ('printed', 'sent', 'answered', 'skipped')",
        [planned.kind, str(planned.starts_on.year)],
    )
    return {row[0]: Line(*row) for row in found}


def people(db: sqlite3.Connection, found: Campaign, today: date) -> list[Person]:
    """Return everybody in a campaign's segment, and who got it before they left that, by name.

    Once it is over, who has no letter of it does not belong to it.
    """
    lapses, ahead = last_day(db, found), _foreseen(db, found, today)
    is_over = lapses is not None and lapses < today.isoformat()
    no_letter = why_none(found, is_on=planned_kinds(db)[found.kind].is_on, horizon=kept_day(db, "horizon"))
    lines = {line.customer: line for line in map(Line._make, db.execute(_PEOPLE, [found.id]))}
    return [
        person_of(line, ahead.get(customer), lapses, no_letter, today)
        for customer, line in lines.items()
        if line.letter or not is_over
    ]


_ITS_OWN = {
    True: f"l.kind = :kind AND {YEAR_OF.format('l')} = :year",
    False: "l.subject_kind = 'campaign' AND l.subject_id = :campaign",
}
"""Which letters are of a campaign, or of the year whose place it takes."""


def _foreseen(db: sqlite3.Connection, found: Campaign, today: date) -> dict[int, Decision]:
    kinds, numbers = planned_kinds(db), shop_store.numbers(db)
    on, number, year = max(found.starts_on, today), found.id, str(found.starts_on.year)
    values = {**values_of(segment_of(found)), "campaign": number, "year": year, "today": today.isoformat()}
    return agenda.foreseen(db, kinds, numbers, found.kind, on, _IN_IT, _ITS_OWN[is_season(found)], values)


def last_day(db: sqlite3.Connection, found: Campaign) -> str | None:
    """Return the last day on which a letter of a campaign may leave, if there is one."""
    window = planned_kinds(db)[found.kind].window
    if is_season(found):
        gathering = first_gatherings(shop_store.calendar(db)).get(found.starts_on.year)
        held_on = gathering.day if gathering and found.kind == "appreciation" else None
        return season_window(found, window, held_on)[1].isoformat()
    lapses = window_of(window, found.starts_on, shop_store.open_days(db))[2]
    last = days_on(found.ends_on, window.lapses or 0) if found.ends_on else lapses
    return last.isoformat() if last else None


# What was bought after -----------------------------------------------------------------------------------


class Bought(NamedTuple):
    """What the readers of a campaign bought within some weeks after it left; amounts in minor units."""

    customers: int
    sales: int
    amount: int
    """Refunds subtracted."""
    profit: int


_NET = "(s.amount + coalesce((SELECT sum(r.amount) FROM sale r WHERE r.refund_of = s.id), 0))"
_PROFIT = (
    f"CASE WHEN s.cost IS NULL THEN {_NET} * :margin / 100.0 WHEN s.amount = 0 THEN -s.cost"
    f" ELSE {_NET} * 1.0 * (s.amount - s.cost) / s.amount END"
)
"""The profit of a purchase, of which money given back takes its share (VAL-2)."""
_SENT = {
    True: f"l.sent_on BETWEEN :first AND :last AND l.kind = :kind AND {YEAR_OF.format('l')} = :year",
    False: "l.subject_kind = 'campaign' AND l.subject_id = :campaign AND l.state IN ('sent', 'answered')",
}
"""Which letters of a campaign left: of one that takes a season's place, and of the others."""


def bought_after(db: sqlite3.Connection, found: Campaign, today: date) -> Bought:
    """Return what the readers bought within RESULT_DAYS after it; it is not said that they did so for the campaign."""
    year = found.starts_on.year
    values: dict[str, str | int] = {
        "kind": found.kind,
        "year": str(year),
        "first": f"{year - 1}-11-01",
        "last": f"{year + 1}-03-01",
        "campaign": found.id,
        "today": today.isoformat(),
        "margin": shop_store.numbers(db).margin_percent,
    }
    row = db.execute(
        f"SELECT count(DISTINCT s.customer_id), count(*), coalesce(sum({_NET}), 0),"
        f" CAST(round(coalesce(sum({_PROFIT}), 0)) AS INTEGER)"
        " FROM (SELECT l.customer_id, min(l.sent_on) AS sent_on FROM letter l"
        f" WHERE {_SENT[is_season(found)]} GROUP BY l.customer_id) w"
        " CROSS JOIN sale s ON s.customer_id = w.customer_id AND s.sold_on > w.sent_on AND s.sold_on <= :today"
        f" AND s.sold_on <= date(w.sent_on, '+{RESULT_DAYS} days') WHERE {PURCHASE}",
        values,
    ).fetchone()
    return Bought(*row)


# What the plan writes by itself --------------------------------------------------------------------------


class OwnSeason(NamedTuple):
    """A greeting or an appreciation that the plan writes by itself, to everybody; days are None until there are any."""

    kind: str
    year: int
    starts_on: date | None
    ends_on: date | None
    is_over: bool = False


def own_seasons(db: sqlite3.Connection, today: date) -> list[OwnSeason]:
    """Return what the plan writes next by itself, of each kind that is on and in whose place no campaign goes."""
    kinds, taken = planned_kinds(db), {(row[0], row[1]) for row in db.execute(_TAKEN)}
    found = [_own_greeting(db, kinds["seasons_greeting"].window, today), _own_appreciation(db, today)]
    return [one for one in found if kinds[one.kind].is_on and (one.kind, one.year) not in taken]


_TAKEN = "SELECT kind, CAST(substr(starts_on, 1, 4) AS INTEGER) FROM campaign"


def _own_greeting(db: sqlite3.Connection, window: Window, today: date) -> OwnSeason:
    shop, open_days = shop_store.shop(db), shop_store.open_days(db)
    for year in (today.year, today.year + 1):
        due, _, lapses = window_of(window, season_day(shop, year), open_days)
        if lapses is None or lapses >= today:
            break
    return OwnSeason("seasons_greeting", year, due, lapses)


def _own_appreciation(db: sqlite3.Connection, today: date) -> OwnSeason:
    first = first_gatherings(shop_store.calendar(db))
    ahead = next((one for year, one in sorted(first.items()) if one.day >= today), None)
    if ahead is None:
        return OwnSeason("appreciation", today.year, None, None)
    return OwnSeason("appreciation", ahead.day.year, days_on(ahead.day, -BEFORE), ahead.day)


def places(db: sqlite3.Connection) -> list[str]:
    """Return the towns where customers live, those with most of them first."""
    found = db.execute(
        "SELECT city FROM customer WHERE city <> '' GROUP BY city COLLATE NOCASE ORDER BY count(*) DESC, city"
    )
    return [row[0] for row in found]


def names(db: sqlite3.Connection, customers: list[int]) -> dict[int, tuple[str, str]]:
    """Return the names of some customers, and where they live."""
    found = db.execute(
        "SELECT id, name, city FROM customer WHERE id IN (SELECT value FROM json_each(?))", [rows.listed(customers)]
    )
    return {number: (name, city) for number, name, city in found}
