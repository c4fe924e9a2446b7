"""The lines of the answers: campaigns and kinds with what came back, the texts and trials of a kind below it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from carebook.letters.languages import name_of
from carebook.letters.model import KINDS, OwnWords
from carebook.letters.store.letters import campaigns
from carebook.letters.store.rates import Rate, by_arm, by_campaign, by_version
from carebook.letters.store.wording import template, trial, trials
from carebook.letters.trials import FEWEST, Counts, verdict, wilson
from carebook.letters.wording import kind_of, title_of
from carebook.tui.forms.words import whose_words
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import FixedRows, Row, Source

CAMPAIGN, KIND, VERSION, TRIAL = "campaign", "kind", "version", "trial"
COLUMNS = (
    Column("letters of the last 12 months", least=26),
    Column("sent", width=7, align="right"),
    Column("answered", width=8, align="right", rank=1),
    Column("", width=6, align="right", rank=2),
    Column("yes", width=6, align="right", rank=3),
    Column("no", width=6, align="right", rank=4),
    Column("later", width=6, align="right", rank=5),
    Column("came back", width=9, align="right", rank=6),
)
SMALL = 0.1
"""The share below which a percent more or less is told apart."""
_BRANCH, _LAST = "├ ", "└ "


class RateKey(NamedTuple):
    """What a line counts: a campaign, a kind, one text of it, or one arm of a trial."""

    what: str
    kind: str
    number: int = 0
    """The campaign, the version (0: ours) or the trial."""
    arm: str = ""


class Rates(NamedTuple):
    """What came back on the letters of the last twelve months."""

    campaigns: Mapping[int, Rate]
    versions: Mapping[tuple[str, int | None], Rate]
    """By kind, and the owner's words; None: ours."""
    arms: Mapping[int, Mapping[str, Rate]]
    """Of the trials that are on."""

    def of_kind(self, kind: str) -> Rate | None:
        """Return the rate of a kind, whatever its words."""
        found = [rate for (one, _), rate in self.versions.items() if one == kind]
        return Rate(*map(sum, zip(*found, strict=True))) if found else None


def rates_of(db: sqlite3.Connection, today: date) -> Rates:
    """Count what came back, once."""
    on_trial = [trial.id for trial in trials(db) if trial.ended_on is None]
    return Rates(by_campaign(db, today), by_version(db, today), {one: by_arm(db, one) for one in on_trial})


def rates_listed(db: sqlite3.Connection, rates: Rates, today: date) -> Sequence[tuple[str, Source]]:
    """Return the lines; nothing is listed of which nothing was sent."""
    found = ("Campaigns", _campaigns(db, rates)), ("Kinds of letters", _kinds(db, rates, today))
    return [(heading, FixedRows([*rows])) for heading, rows in found]


def _campaigns(db: sqlite3.Connection, rates: Rates) -> Iterator[Row]:
    for one in sorted(campaigns(db), key=lambda one: (one.starts_on, one.id), reverse=True):
        if rate := rates.campaigns.get(one.id):
            yield _row(RateKey(CAMPAIGN, one.kind, one.id), one.title, rate)


def _kinds(db: sqlite3.Connection, rates: Rates, today: date) -> Iterator[Row]:
    for kind in KINDS:
        if (of_kind := rates.of_kind(kind)) is None:
            continue
        yield _row(RateKey(KIND, kind), KINDS[kind].title, of_kind)
        texts = {template or 0: rate for (one, template), rate in rates.versions.items() if one == kind}
        below = [*_texts(db, kind, texts, today), *_arms(db, kind, rates)]
        for place, row in enumerate(below):
            yield Row(row.key, row.cells, lead=_LAST if place == len(below) - 1 else _BRANCH, dim=True)


def _texts(db: sqlite3.Connection, kind: str, texts: Mapping[int, Rate], today: date) -> Iterator[Row]:
    """Yield the versions of a kind that letters went out with, where there is more than ours; a trial has its own."""
    own = {number: template(db, number) for number in texts if number}
    shown = [number for number in sorted(texts) if not number or not own[number].on_trial]
    if shown != [0]:
        for number in shown:
            yield _row(RateKey(VERSION, kind, number), _said(own.get(number), kind, today), texts[number])


def _said(words: OwnWords | None, kind: str, today: date) -> str:
    """Say whose words they are, of which variant and in which language."""
    variant = f"{title_of(words.name)}, " if words and words.name != kind else ""
    language = f", in {name_of(words.language)}" if words and words.language else ""
    return f"{variant}{whose_words(words, today)}{language}"


def _arms(db: sqlite3.Connection, kind: str, rates: Rates) -> Iterator[Row]:
    for number, arms in rates.arms.items():
        if kind_of(trial(db, number).name) == kind:
            for arm, rate in arms.items():
                said = "on trial: the one you have" if arm == "a" else "on trial: the second one"
                yield _row(RateKey(TRIAL, kind, number, arm), f"{arm.upper()}, {said}", rate)


def _row(key: RateKey, title: str, rate: Rate) -> Row:
    counts = (rate.answered, rate.positive, rate.negative, rate.later, rate.returned)
    answered, *others = (f"{count:,}" if count else "" for count in counts)
    return Row(
        key, (title, f"{rate.sent:,}", answered or "–", f"{of_100(rate.share)} %" if rate.answered else "", *others)
    )


def of_100(share: float) -> str:
    """Write a share in percent: "12", and small ones as "3.5"."""
    return f"{100 * share:.1f}" if 0 < share < SMALL else f"{100 * share:.0f}"


def said_of(rates: Rates, key: RateKey) -> str:
    """Say in words what a line means, with its uncertainty: of a trial, which text does better."""
    if key.what == TRIAL:
        return verdict(*(Counts(one.sent, one.positive, one.answered) for one in rates.arms[key.number].values()))
    rate = _rate(rates, key)
    if rate is None or not rate.sent:
        return ""
    if rate.sent < FEWEST:
        return f"{rate.answered:,} of {rate.sent:,} answered: too few to say more."
    likely = wilson(rate.answered, rate.sent)
    sheets = rate.answered - rate.positive - rate.negative - rate.later
    with_sheets = f" {sheets:,} of them by a survey sheet." if sheets > 0 else ""
    return (
        f"{rate.answered:,} of {rate.sent:,} answered.{with_sheets} In the long run it is between"
        f" {of_100(likely.low)} and {of_100(likely.high)} of 100 (19 times out of 20)."
    )


def _rate(rates: Rates, key: RateKey) -> Rate | None:
    if key.what == CAMPAIGN:
        return rates.campaigns.get(key.number)
    return rates.of_kind(key.kind) if key.what == KIND else rates.versions.get((key.kind, key.number or None))
