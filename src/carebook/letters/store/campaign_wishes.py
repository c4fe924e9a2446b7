"""The letters that campaigns ask for, and those whose place in a year a campaign takes: greetings and appreciation.

Each function returns what planning joins: the key of the letters, whom and which days it joins, and its conditions.
"""

from __future__ import annotations

from carebook.letters.store.endings import OF_CAMPAIGN, YEAR_OF
from carebook.letters.store.ground import BEFORE, DRAWN
from carebook.retention.store.segments import IN_ALL_BUT_TIER, IN_TIER

_ITS_CAMPAIGN = "campaign p ON p.id = d.campaign"
_FIRST_DAYS = 5
"""VIPs and those who sent somebody to us are appreciated on one of the first days, all others on those after them."""

_PRINTED = (
    "EXISTS (SELECT 1 FROM letter l WHERE l.customer_id = c.id AND l.state = 'printed' AND l.kind = p.kind"
    f" AND {OF_CAMPAIGN})"
)
_REACHED = f"({IN_ALL_BUT_TIER} AND ({IN_TIER} OR {_PRINTED}))"
"""In the segment of campaign `p`; what is printed stays, though the night counted its reader out of the tier."""

Parts = tuple[str, str, str]


def campaign(kind: str, people: str) -> Parts:
    """Find who is in the segment of a newsletter's issue or a promotion."""
    of_kind = people.format(on=f"d.kind = '{kind}'")
    return f"'{kind}', 'campaign', d.campaign, ''", f"{of_kind} JOIN {_ITS_CAMPAIGN}", _REACHED


def greeting(people: str) -> Parts:
    """Find whom a year's greeting goes to: everybody, or the segment of the campaign in its place."""
    of_kind = people.format(on="d.kind = 'seasons_greeting'")
    key = "'seasons_greeting', 'customer', c.id, substr(d.anchor, 1, 4)"
    return key, f"{of_kind} LEFT JOIN {_ITS_CAMPAIGN}", f"(p.id IS NULL OR {_REACHED})"


_THANKED_THIS_YEAR = (
    "EXISTS (SELECT 1 FROM letter s WHERE s.customer_id = c.id AND s.kind = 'appreciation'"
    f" AND {YEAR_OF.format('s')} = {{year}}"
    " AND (s.subject_kind, s.subject_id) IS NOT ({subject}) AND s.state IN ('printed', 'sent', 'answered'))"
)
"""An appreciation of the year, about something else, is printed or went already."""


def asked_appreciation(people: str) -> Parts:
    """Find whom a campaign appreciates: for the year's gathering, or where there is none for its own sake."""
    subject = "iif(d.thing, 'gathering', 'campaign'), iif(d.thing, d.thing, d.campaign)"
    asked = people.format(on="d.kind = 'appreciation' AND d.campaign <> 0")
    is_new = f"NOT {_THANKED_THIS_YEAR.format(year='d.md', subject=subject)}"
    return f"'appreciation', {subject}, d.md", f"{asked} JOIN {_ITS_CAMPAIGN}", f"{_REACHED} AND {is_new}"


_NUMBER = "(c.id * 7919 + h.thing * 104729)"
_FIRST = (
    "(EXISTS (SELECT 1 FROM standing y WHERE y.customer_id = c.id AND y.tier = 'VIP')"
    " OR EXISTS (SELECT 1 FROM referral r WHERE r.customer_id = c.id))"
)
_BEFORE_IT = "julianday(s.lapses) - julianday(s.anchor)"
_DRAWN_BEFORE = (
    f"(SELECT {BEFORE} - CAST({_BEFORE_IT} AS INTEGER) FROM letter s WHERE s.customer_id = c.id"
    " AND s.kind = 'appreciation' AND s.subject_kind = 'gathering' AND s.subject_id = h.thing"
    f" AND {_BEFORE_IT} BETWEEN {BEFORE - DRAWN[-1]} AND {BEFORE})"
)
"""The day that was drawn for a letter which is there: it is kept, whatever they buy or whoever they send us since."""
_DRAWN_DAY = (
    f"CAST(coalesce({_DRAWN_BEFORE}, CASE WHEN {_FIRST} THEN {_NUMBER} % {_FIRST_DAYS}"
    f" ELSE {_FIRST_DAYS} + {_NUMBER} % {len(DRAWN) - _FIRST_DAYS} END) AS TEXT)"
)


def drawn_appreciation(*, touched_only: bool) -> Parts:
    """Find who is appreciated before a gathering: a day is drawn for each, once; VIPs and referrers come first."""
    whom = "temp.touched t CROSS JOIN customer c ON c.id = t.customer_id" if touched_only else "customer c"
    gatherings = "(SELECT DISTINCT thing FROM temp.day0 WHERE kind = 'appreciation' AND campaign = 0)"
    year, subject = "substr(d.anchor, 1, 4)", "'gathering', d.thing"
    return (
        f"'appreciation', {subject}, {year}",
        f"{gatherings} h CROSS JOIN {whom} CROSS JOIN temp.day0 d"
        f" ON d.kind = 'appreciation' AND d.md = {_DRAWN_DAY} AND d.thing = h.thing AND d.campaign = 0",
        f"NOT {_THANKED_THIS_YEAR.format(year=year, subject=subject)}",
    )
