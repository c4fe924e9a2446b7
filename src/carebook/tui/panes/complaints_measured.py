"""What the complaints of a year teach, in lines: alerts, measures, and bars of what they were about (CMP-7, CMP-9)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from textual.content import Content

from carebook import money
from carebook.complaints.model import Alert, Bar, Figure, Measures, Share
from carebook.complaints.rules import FEW, percent
from carebook.complaints.store.measures import alerts, at_risk, measures, pareto
from carebook.customers.model import SurveyFigures
from carebook.customers.store import names, survey_figures
from carebook.days import add_months, in_words
from carebook.shop.model import Shop
from carebook.text import names_in_words
from carebook.tui.panes.figures import QUIET, counted, labelled, prose, side_by_side
from carebook.tui.text import fitted, plain, wrapped
from carebook.tui.widgets.bars import bar

MONTHS = 12
SIDE_BY_SIDE = 104
"""Cells from which the bars stand beside the measures."""
_LABEL, _NAME, _COUNT, _LONGEST_BAR = 30, 24, 5, 30
_NAMED = 5
_NONE_YET = (
    "From the first complaint on, this page shows how the last 12 months went: how soon you answered, how many were "
    "made good, what it cost, and what they were about. Three with the same root cause in 90 days are pointed out."
)
_BY = {"category": "By category", "root cause": "By root cause", "product": "By product"}


@dataclass(frozen=True)
class Learned:
    """What a year of complaints teaches."""

    shop: Shop
    start: date
    end: date
    measures: Measures
    about: dict[str, list[Bar]]
    alerts: list[Alert]
    at_risk: list[str]
    """The customers with a second complaint within 12 months, by name."""
    surveys: SurveyFigures


def learned(db: sqlite3.Connection, shop: Shop, today: date) -> Learned:
    """Measure the 12 months up to today."""
    start = add_months(today, -MONTHS) + timedelta(days=1)
    surveys = survey_figures(db, start, today)
    risky = sorted(names(db, at_risk(db, today)).values())
    about = {by: pareto(db, by, start, today) for by in _BY}
    return Learned(shop, start, today, measures(db, start, today, today), about, alerts(db, today), risky, surveys)


def laid_out(found: Learned, width: int) -> Iterator[Content]:
    """Yield the lines of the page."""
    for alert in found.alerts:
        yield from _alert(alert, width)
    if found.at_risk:
        said = f"At risk after a second complaint in 12 months: {_a_few(found.at_risk)}."
        yield from _pointed_out(said, width)
    if found.alerts or found.at_risk:
        yield Content("")
    if not found.measures.cases:
        yield from prose(_NONE_YET, min(width, 76))
        yield from _surveys(found.surveys, width)
        return
    if width < SIDE_BY_SIDE:
        yield from _measured(found, width)
        yield Content("")
        yield from _bars(found, width)
        return
    half = width // 2
    yield from side_by_side(_measured(found, half - 3), _bars(found, width - half), half)


def _alert(alert: Alert, width: int) -> Iterator[Content]:
    numbers = ", ".join(case.number for case in alert.cases)
    said = f"{alert.root_cause}: {len(alert.cases)} cases in 90 days have this root cause ({numbers})."
    yield from _pointed_out(said, width)


def _a_few(called: Sequence[str]) -> str:
    beyond = len(called) - _NAMED
    return names_in_words([*called[:_NAMED], *([f"{beyond:,} more"] if beyond > 0 else [])])


def _pointed_out(said: str, width: int) -> Iterator[Content]:
    for place, line in enumerate(wrapped(said, width - 2)):
        yield Content.assemble(("! " if place == 0 else "  ", "bold $text-error"), (line, "bold"))


# The measures --------------------------------------------------------------------------------------------


def _measured(found: Learned, width: int) -> Iterator[Content]:
    yield plain("The last 12 months", "bold")
    cases = found.measures.cases
    of = f"{cases:,} {'case' if cases == 1 else 'cases'} since {in_words(found.start)}"
    yield plain(of, QUIET)
    yield Content("")
    for label, said in _figures(found.measures, found.shop):
        yield from labelled(label, said, width, _LABEL)
    yield from _surveys(found.surveys, width)


def _surveys(surveys: SurveyFigures, width: int) -> Iterator[Content]:
    """Say what the answered survey sheets of the year say, each mean with its number of answers."""
    figures = (("satisfied with us", surveys.satisfaction, 5), ("would recommend us", surveys.recommend, 10))
    answered = [(label, mean.value, mean.n, best) for label, mean, best in figures if mean.value is not None]
    if answered:
        yield Content("")
        yield plain("What the survey sheets say", "bold")
    for label, value, n, best in answered:
        yield from labelled(label, f"{value:.1f} of {best} (mean of {n:,})", width, _LABEL)


def _figures(measured: Measures, shop: Shop) -> Iterator[tuple[str, str]]:
    yield "acknowledged on time", counted(measured.acknowledged)
    yield "proposed a remedy after", _days(measured.days_to_propose)
    yield "put right after", _days(measured.days_to_put_right)
    yield "settled at first contact", counted(measured.at_first_contact)
    yield "satisfaction afterwards", _satisfaction(measured.satisfaction)
    yield "recovered, of the closed", counted(measured.recovered)
    yield "bought again, recovered", counted(measured.bought_after_recovery)
    yield "bought again, others", counted(measured.bought_after_other_close)
    yield "remedies cost", money.shown(measured.remedies, shop.currency, shop.country)
    yield "bonuses cost", money.shown(measured.bonuses, shop.currency, shop.country)
    yield "complaints per 100 sales", _per_sales(measured)


def _days(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return f"{figure.value:g} {'day' if figure.value == 1 else 'days'} (median of {figure.n:,})"


def _satisfaction(figure: Figure) -> str:
    return "–" if figure.value is None else f"{figure.value:.1f} of 5 (mean of {figure.n:,})"


def _per_sales(measured: Measures) -> str:
    of = f"{measured.cases:,} on {measured.sales:,} {'sale' if measured.sales == 1 else 'sales'}"
    rate = measured.per_100_sales
    return of if rate is None or measured.cases < FEW else f"{rate:.1f} ({of})"


# What they were about ------------------------------------------------------------------------------------


def _bars(found: Learned, width: int) -> Iterator[Content]:
    for by, heading in _BY.items():
        yield from _pareto(heading, found.about[by], found.measures.cases, width)
        yield Content("")


def _pareto(heading: str, bars: Sequence[Bar], cases: int, width: int) -> Iterator[Content]:
    named = sum(one.cases for one in bars)
    unnamed = f" · {cases - named:,} without one" if named < cases else ""
    yield Content.assemble((heading, "bold"), (f" · {named:,}{unnamed}", QUIET))
    name_width = min(_NAME, width // 2)
    room = min(max(width - name_width - _COUNT - 8, 0), _LONGEST_BAR)
    for one in bars:
        percents = percent(Share(one.cases, named))
        count = f"{one.cases:,}".rjust(_COUNT - 1) + " "
        yield Content.assemble(
            fitted(one.name, name_width),
            count,
            (bar(one.cases, bars[0].cases, room).rstrip(), "$primary"),
            ("" if percents is None else f" {percents} %", QUIET),
        )
