"""What the cases of a period teach: measures, what they were about, and what calls for a look (CMP-7, CMP-9)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter, itemgetter
from statistics import fmean, median

from carebook.book import rows
from carebook.complaints import rules
from carebook.complaints.model import Alert, Bar, Concerned, Figure, Measured, Measures, Outcome, Part, Share
from carebook.days import add_months
from carebook.shop import store as shop_store

_MEASURED = """
SELECT customer_id, received_on, acknowledged_on,
       (SELECT min(on_day) FROM case_step WHERE complaint_id = complaint.id AND step = 'proposed') AS first_proposed_on,
       put_right_on, satisfaction, closed_on, outcome,
       (SELECT min(sold_on) FROM sale WHERE sale.customer_id = complaint.customer_id AND sold_on > closed_on
        AND amount > 0 AND refund_of IS NULL) AS bought_on
FROM complaint WHERE received_on BETWEEN ? AND ?
"""
_COSTS = """
SELECT part, sum(cost) FROM complaint JOIN remedy ON remedy.complaint_id = complaint.id
WHERE received_on BETWEEN ? AND ? AND (agreed_on IS NOT NULL OR proposed_on IS NULL OR remedy.id <
      (SELECT max(id) FROM remedy WHERE complaint_id = complaint.id AND part = 'core'))
GROUP BY part
"""
_SALES = "SELECT count(*) FROM sale WHERE sold_on BETWEEN ? AND ? AND amount > 0 AND refund_of IS NULL"
_NAMES = {
    "category": "(SELECT name FROM case_label WHERE id = category_id)",
    "root cause": "(SELECT name FROM case_label WHERE id = root_cause_id)",
    "product": "nullif(product, '')",
}
_SAME_CAUSE = """
SELECT case_label.name, complaint.id, number, customer_id, customer.name, received_on
FROM complaint JOIN case_label ON case_label.id = root_cause_id JOIN customer ON customer.id = customer_id
WHERE received_on BETWEEN ? AND ? ORDER BY root_cause_id, received_on, complaint.id
"""
_RECEIVED = """
SELECT customer_id, received_on FROM complaint
WHERE customer_id IN (SELECT customer_id FROM complaint WHERE received_on >= ?) ORDER BY customer_id
"""


def measures(db: sqlite3.Connection, start: date, end: date, today: date) -> Measures:
    """Measure the cases received in a period, both days included, as they stand today (CMP-9)."""
    period = [start.isoformat(), end.isoformat()]
    cases = rows.as_records(Measured, db.execute(_MEASURED, period))
    costs = dict(db.execute(_COSTS, period))
    closed = [case for case in cases if case.outcome]
    recovered = [case for case in closed if case.outcome == Outcome.RECOVERED]
    return Measures(
        cases=len(cases),
        acknowledged=_acknowledged(db, cases, today),
        days_to_propose=_days(cases, "first_proposed_on"),
        days_to_put_right=_days(cases, "put_right_on"),
        at_first_contact=Share(sum(case.put_right_on == case.received_on for case in cases), len(cases)),
        satisfaction=_mean(case.satisfaction for case in cases),
        recovered=Share(len(recovered), len(closed)),
        bought_after_recovery=_bought_again(recovered),
        bought_after_other_close=_bought_again(case for case in closed if case.outcome != Outcome.RECOVERED),
        remedies=costs.get(Part.CORE, 0),
        bonuses=costs.get(Part.BONUS, 0),
        sales=db.execute(_SALES, period).fetchone()[0],
    )


def _acknowledged(db: sqlite3.Connection, cases: Iterable[Measured], today: date) -> Share:
    """Count the cases acknowledged on time, of those whose time has come: done, or waited for until it was over."""
    open_days, numbers = shop_store.open_days(db), shop_store.numbers(db)
    by: dict[date, date] = {}
    on_time = due = 0
    for case in cases:
        if case.received_on not in by:
            by[case.received_on] = rules.acknowledge_by(case.received_on, open_days, numbers)
        last = by[case.received_on]
        on_time += case.acknowledged_on is not None and case.acknowledged_on <= last
        due += case.acknowledged_on is not None or (case.closed_on or today) > last
    return Share(on_time, due)


def _days(cases: Iterable[Measured], reached: str) -> Figure:
    """Return the median of days from the day received to one that was reached."""
    days = [(day - case.received_on).days for case in cases if (day := getattr(case, reached))]
    return Figure(median(days) if days else None, len(days))


def _mean(values: Iterable[int | None]) -> Figure:
    known = [value for value in values if value is not None]
    return Figure(fmean(known) if known else None, len(known))


def _bought_again(closed: Iterable[Measured]) -> Share:
    """Count the closed cases whose customer bought within 12 months after; of a young case, what happened so far."""
    bought = [
        case.bought_on is not None
        and case.closed_on is not None
        and case.bought_on <= add_months(case.closed_on, rules.BOUGHT_AGAIN_MONTHS)
        for case in closed
    ]
    return Share(sum(bought), len(bought))


def pareto(db: sqlite3.Connection, by: str, start: date, end: date) -> list[Bar]:
    """Count the cases received in a period by "category", "root cause" or "product", largest first (CMP-9).

    A case that names none is left out.
    """
    found = db.execute(
        f"SELECT {_NAMES[by]} AS name, count(*) FROM complaint WHERE received_on BETWEEN ? AND ? AND name IS NOT NULL"
        " GROUP BY name ORDER BY count(*) DESC, name",
        [start.isoformat(), end.isoformat()],
    )
    return [Bar(*row) for row in found]


def alerts(db: sqlite3.Connection, today: date) -> list[Alert]:
    """Return the root causes that three or more cases of the last 90 days share, most of them first (CMP-7)."""
    since = today - timedelta(days=rules.ALERT_DAYS)
    found = rows.as_records(Concerned, db.execute(_SAME_CAUSE, [since.isoformat(), today.isoformat()]))
    by_cause = [Alert(cause, list(same)) for cause, same in groupby(found, key=attrgetter("root_cause"))]
    several = [alert for alert in by_cause if len(alert.cases) >= rules.SAME_CAUSE]
    return sorted(several, key=lambda alert: (-len(alert.cases), alert.root_cause))


def at_risk(db: sqlite3.Connection, today: date) -> set[int]:
    """Return the customers with a second complaint within 12 months (CMP-7)."""
    found = db.execute(_RECEIVED, [add_months(today, -rules.AT_RISK_MONTHS).isoformat()])
    return {
        customer_id
        for customer_id, same in groupby(found, key=itemgetter(0))
        if rules.at_risk([date.fromisoformat(day) for _, day in same], today)
    }
