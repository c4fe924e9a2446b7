"""Who can be written to from a list of opportunities, by the letters that are there already."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from carebook.book import rows
from carebook.letters.store.endings import BEING_WON_BACK
from carebook.letters.store.plan import ALIVE

_OF_THIS_SILENCE = "l.customer_id = y.customer_id AND l.kind = 'reactivation' AND l.occurrence = y.last_on"
_OBSTACLES = (
    "SELECT j.value, CASE WHEN c.id IS NULL THEN 'is not in the book any more'"
    f" WHEN NOT {ALIVE} THEN 'has died' WHEN y.last_on IS NULL THEN 'has not bought yet'"
    " WHEN y.last_on >= :today THEN 'bought today'"
    f" WHEN {BEING_WON_BACK.format('c.id')} THEN 'is being won back'"
    " WHEN l.state IN ('sent', 'answered') THEN 'had this letter on ' || l.sent_on"
    " WHEN l.state = 'printed' THEN 'this letter is printed already' END AS why"
    " FROM json_each(:customers) j LEFT JOIN customer c ON c.id = j.value LEFT JOIN standing y ON y.customer_id = c.id"
    f" LEFT JOIN letter l ON {_OF_THIS_SILENCE} WHERE why IS NOT NULL"
)


def obstacles(db: sqlite3.Connection, customers: Sequence[int], today: date) -> dict[int, str]:
    """Return those of these customers who cannot be written to now, each with why."""
    values = {"customers": rows.listed(customers), "today": today.isoformat()}
    return dict(db.execute(_OBSTACLES, values).fetchall())


def take_up_again(db: sqlite3.Connection, customers: Sequence[int]) -> None:
    """Open the letters to these customers that were put off, skipped or cancelled since they bought last."""
    db.execute(
        "UPDATE letter SET state = 'open', ended_on = NULL, cause = '', snoozed_until = NULL"
        " WHERE state IN ('open', 'skipped', 'cancelled') AND id IN (SELECT l.id FROM json_each(?) j"
        f" JOIN standing y ON y.customer_id = j.value JOIN letter l ON {_OF_THIS_SILENCE})",
        [rows.listed(customers)],
    )
