"""What comes back on letters: how many of those sent were answered, and how, over the last twelve months."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from carebook import days
from carebook.letters.model import SEASON_KINDS
from carebook.letters.store.endings import OF_CAMPAIGN

MONTHS = 12
"""Letters sent so many months back are counted."""


class Rate(NamedTuple):
    """Letters that were sent, and what came back; a survey sheet is an answer, neither positive nor negative."""

    sent: int
    answered: int
    """With any answer; one that the post brought back is none."""
    positive: int
    negative: int
    later: int
    returned: int

    @property
    def share(self) -> float:
        """The part that was answered, 0 where none was sent."""
        return self.answered / self.sent if self.sent else 0.0


_SENT = (
    "SELECT {key}, count(*), sum(l.state = 'answered') FROM letter l INDEXED BY {index} WHERE {where} GROUP BY {key}"
)
_CAME_BACK = (
    "SELECT {key}, c.response, count(*) FROM contact c NOT INDEXED CROSS JOIN letter l ON l.id = c.letter_id"
    " WHERE c.direction = 'in' AND c.letter_id IS NOT NULL AND {where} GROUP BY {key}, c.response"
)
"""What came back is counted from its few contacts: most letters have none."""
_SEASONS = ", ".join(f"'{kind}'" for kind in SEASON_KINDS)
_ITS_CAMPAIGN = f"(SELECT p.id FROM campaign p WHERE {OF_CAMPAIGN})"
"""The campaign of a season's letter; none where the plan wrote it by itself."""
_LATELY = "l.sent_on > ? AND l.sent_on <= ?"
_Key = tuple[str | int | None, ...]


def by_kind(db: sqlite3.Connection, today: date) -> dict[str, Rate]:
    """Return the rate of every kind of which any letter was sent."""
    counted: dict[str, Rate] = {}
    for (kind, _), rate in by_version(db, today).items():
        counted[kind] = _sum(counted[kind], rate) if kind in counted else rate
    return counted


def by_version(db: sqlite3.Connection, today: date) -> dict[tuple[str, int | None], Rate]:
    """Return the rate of every kind by the owner's words that its letters went out with; None: ours."""
    found = _counted(db, "l.kind, l.template_id", "letter_sent", _LATELY, _last_months(today))
    return {(str(kind), template): rate for (kind, template), rate in found.items() if not isinstance(template, str)}


def by_campaign(db: sqlite3.Connection, today: date) -> dict[int, Rate]:
    """Return the rate of every campaign of which any letter was sent, by its id; a season's are those of its year."""
    about = f"l.subject_kind = 'campaign' AND l.kind NOT IN ({_SEASONS}) AND {_LATELY}"
    of_a_year = f"EXISTS (SELECT 1 FROM campaign WHERE kind IN ({_SEASONS})) AND l.kind IN ({_SEASONS}) AND {_LATELY}"
    found = {
        **_counted(db, "l.subject_id", "letter_by_campaign", about, _last_months(today)),
        **_counted(db, _ITS_CAMPAIGN, "letter_sent", of_a_year, _last_months(today)),
    }
    return {int(campaign): rate for (campaign,), rate in found.items() if campaign is not None}


def by_arm(db: sqlite3.Connection, trial_id: int) -> dict[str, Rate]:
    """Return the rate of each of the two texts of a trial, from its begin: "a" and "b"."""
    found = _counted(db, "l.arm", "letter_by_trial", "l.trial_id = ? AND l.sent_on IS NOT NULL", [trial_id])
    return {arm: found.get((arm,), Rate(0, 0, 0, 0, 0, 0)) for arm in ("a", "b")}


def _last_months(today: date) -> list[str | int]:
    return [days.add_months(today, -MONTHS).isoformat(), today.isoformat()]


def _counted(db: sqlite3.Connection, key: str, index: str, where: str, values: Sequence[str | int]) -> dict[_Key, Rate]:
    """Return the rate of each value of a key that letters have."""
    came: dict[_Key, dict[str, int]] = {}
    for *at, response, number in db.execute(_CAME_BACK.format(key=key, where=where), values):
        came.setdefault(tuple(at), {})[response] = number
    rates = {}
    for *at, sent, answered in db.execute(_SENT.format(key=key, index=index, where=where), values):
        back = came.get(tuple(at), {})
        rates[tuple(at)] = Rate(sent, answered, *(back.get(word, 0) for word in Rate._fields[2:]))
    return rates


def _sum(one: Rate, other: Rate) -> Rate:
    return Rate(*(mine + theirs for mine, theirs in zip(one, other, strict=True)))
