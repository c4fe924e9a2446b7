"""Who left or buys less, what that costs a year, and why they left (CHN-1, CHN-2).

Half of a book may be in here, so it is read from end to end (`+churn`): an index would be the long way round.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from carebook.book import rows
from carebook.customers.store.figures import PURCHASE
from carebook.days import add_months
from carebook.retention.figures import Loss, Losses
from carebook.retention.model import Churn, Ending, Reason

_BEFORE = "max(profit, 0) / max((julianday(last_on) - julianday(first_on)) / 365.25, 1.0)"
"""What a customer brought in a year of all their time with us, one year at the least."""
_LESS = "max(profit_24m, 0) * max(spent_before - spent_now, 0) / max(spent_before + spent_now, 1.0)"
"""The profit in what they spent less than the year before, by what their sales of both years brought."""
_A_YEAR = f"CAST(round(CASE churn WHEN 'account' THEN {_BEFORE} ELSE {_LESS} END) AS INTEGER)"
"""What is lost in a year, in minor units; a law in SQL, because it adds up a whole book."""
_REASONS = (
    "SELECT customer_id, reason, noted_on AS on_day, told FROM departure UNION ALL"
    " SELECT customer_id, reason, why_on, 0 FROM win_back WHERE reason IS NOT NULL UNION ALL"
    " SELECT customer_id, 'died', since, 0 FROM suppression WHERE cause = 'deceased'"
)
"""Why customers left: noted, learned in a win-back, or because they died."""
_NEWEST = f"SELECT customer_id, reason, told, max(on_day) AS on_day FROM ({_REASONS}) {{}} GROUP BY customer_id"

_LISTED = "(SELECT value FROM json_each(:listed))"
_PRODUCTS = (
    f"SELECT s.customer_id, s.product, max(s.sold_on) > :year_ago FROM sale s WHERE s.customer_id IN {_LISTED}"
    f" AND s.sold_on > :two_years_ago AND s.sold_on <= :on AND s.product <> '' AND {PURCHASE}"
    " GROUP BY s.customer_id, s.product ORDER BY s.customer_id, sum(s.amount) DESC, s.product"
)


class Leaver(NamedTuple):
    """A customer who left, or buys less; money in minor units."""

    customer_id: int
    name: str
    a_year: int
    """The profit that is lost in a year."""
    spent_now: int
    spent_before: int
    reason: str | None
    """The newest that is known, and when it was noted."""
    told: bool
    on_day: date | None


def losses(db: sqlite3.Connection, today: date) -> Losses:
    """Count who left in each of the three ways, who was won back, and the reasons (CHN-1, CHN-2)."""
    year_ago = add_months(today, -12).isoformat()
    lost = {
        Churn(churn): Loss(*figures)
        for churn, *figures in db.execute(
            f"SELECT churn, count(*), sum(churn <> 'account' OR lost_on > ?), sum({_A_YEAR}) FROM standing"
            " WHERE +churn IS NOT NULL GROUP BY churn",
            [year_ago],
        )
    }
    won = db.execute(
        f"SELECT count(*), coalesce(sum(ended_on > ?), 0), CAST(coalesce(sum({_BEFORE}), 0) AS INTEGER) FROM"
        " (SELECT customer_id, max(ended_on) AS ended_on FROM win_back WHERE outcome = ? GROUP BY customer_id)"
        " JOIN standing USING (customer_id)",
        [year_ago, Ending.WON],
    ).fetchone()
    reasons = dict(db.execute(f"SELECT reason, count(*) FROM ({_NEWEST.format('')}) GROUP BY reason"))
    return Losses(lost, Loss(*won), {reason: reasons[reason] for reason in Reason if reason in reasons})


def page_of_leavers(db: sqlite3.Connection, churn: Churn, start: int, size: int) -> list[Leaver]:
    """Return a page of those who left in one way, the largest loss first."""
    found = db.execute(
        f"SELECT customer_id, {_A_YEAR} AS a_year, spent_now, spent_before FROM standing WHERE +churn = ?"
        " ORDER BY a_year DESC, customer_id LIMIT ? OFFSET ?",
        [churn, size, start],
    ).fetchall()
    listed = {"listed": rows.listed(row[0] for row in found)}
    names = dict(db.execute(f"SELECT id, name FROM customer WHERE id IN {_LISTED}", listed))
    known = {row[0]: row for row in db.execute(_NEWEST.format(f"WHERE customer_id IN {_LISTED}"), listed)}
    leavers = []
    for customer_id, a_year, now, before in found:
        _, reason, told, day = known.get(customer_id, (0, None, 0, None))
        on_day = date.fromisoformat(day) if day else None
        leavers.append(Leaver(customer_id, names[customer_id], a_year, now, before, reason, bool(told), on_day))
    return leavers


def place_of_leaver(db: sqlite3.Connection, churn: Churn, customer_id: int) -> int | None:
    """Return where a customer stands in that list; None where they are not in it."""
    row = db.execute(f"SELECT churn, {_A_YEAR} FROM standing WHERE customer_id = ?", [customer_id]).fetchone()
    if row is None or row[0] != churn:
        return None
    before = (
        f"SELECT count(*) FROM standing WHERE +churn = ?1 AND ({_A_YEAR} > ?2 OR {_A_YEAR} = ?2 AND customer_id < ?3)"
    )
    place: int = db.execute(before, [churn, row[1], customer_id]).fetchone()[0]
    return place


class Bought(NamedTuple):
    """What somebody buys still, and what not any more, each by the money that it took, most first."""

    still: list[str]
    no_more: list[str]


def bought_and_given_up(db: sqlite3.Connection, customers: Iterable[int], today: date) -> dict[int, Bought]:
    """Return which products these customers bought in the last 12 months, and which only in the 12 before (CHN-1)."""
    which = {
        "listed": rows.listed(customers),
        "year_ago": add_months(today, -12).isoformat(),
        "two_years_ago": add_months(today, -24).isoformat(),
        "on": today.isoformat(),
    }
    found: dict[int, Bought] = {}
    for customer_id, product, is_recent in db.execute(_PRODUCTS, which):
        bought = found.setdefault(customer_id, Bought([], []))
        (bought.still if is_recent else bought.no_more).append(product)
    return found
