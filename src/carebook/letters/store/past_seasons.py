"""The greetings and appreciations of earlier years that the plan wrote by itself, so that what came of them is seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from carebook.letters.model import SEASON_KINDS
from carebook.letters.store.campaigns import OwnSeason
from carebook.letters.store.endings import YEAR_OF

_KINDS = ", ".join(f"'{kind}'" for kind in SEASON_KINDS)
_WENT = (
    f"SELECT l.kind, CAST({YEAR_OF.format('l')} AS INTEGER) AS year, min(l.sent_on), max(l.sent_on) FROM letter l"
    f" WHERE l.sent_on IS NOT NULL AND l.kind IN ({_KINDS}) AND NOT EXISTS (SELECT 1 FROM campaign p"
    f" WHERE p.kind = l.kind AND substr(p.starts_on, 1, 4) = {YEAR_OF.format('l')}) GROUP BY 1, 2 ORDER BY 2 DESC, 1"
)


def past_seasons(db: sqlite3.Connection, ahead: Iterable[OwnSeason]) -> list[OwnSeason]:
    """Return those that left, newest first, with their first and last day; none that the plan writes now."""
    now = {(one.kind, one.year) for one in ahead}
    return [
        OwnSeason(kind, year, date.fromisoformat(first), date.fromisoformat(last), is_over=True)
        for kind, year, first, last in db.execute(_WENT)
        if (kind, year) not in now
    ]
