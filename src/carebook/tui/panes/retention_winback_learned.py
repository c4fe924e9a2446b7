"""What win-backs teach, in lines: chances, what was liked at which price, strengths in wins and losses (WIN-3 to 5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from carebook import money
from carebook.retention import rules
from carebook.retention.model import Ending, Liked, TradeOff
from carebook.retention.store import win_backs
from carebook.retention.store.win_backs import Tally
from carebook.shop.model import Shop
from carebook.tui.panes.figures import QUIET, prose, side_by_side
from carebook.tui.text import fitted, plain
from carebook.tui.widgets.bars import bar

SIDE_BY_SIDE = 100
"""Cells from which the strengths stand beside what was liked."""
_NAME, _WORTH, _COUNT, _LONGEST_BAR = 28, 9, 12, 20
_READABLE = 92
"""Cells beyond which a sentence is no longer read in one look."""
_MOST_FEATURES = 12
_BEST = 10
"""The best rating."""
_NO_RATINGS = (
    "Rate what you and others offered, from 1 to 10, while you win customers back: here you see which features and "
    "which prices they like. In a win-back, m notes an offer and t rates one."
)
_NO_STRENGTHS = (
    "Say in each win-back for what they once chose you and for what they went elsewhere: here you see which of your "
    "strengths hold customers, and which let them go."
)


@dataclass(frozen=True)
class Lessons:
    """What all win-backs together say."""

    shop: Shop
    outcomes: Sequence[str]
    liked: TradeOff | None
    tallies: Sequence[Tally]


def learned(db: sqlite3.Connection, shop: Shop) -> Lessons:
    """Count all win-backs."""
    return Lessons(shop, win_backs.outcomes(db), rules.trade_off(win_backs.ratings(db)), win_backs.tallies(db))


def laid_out(found: Lessons, width: int) -> Iterator[Content]:
    """Yield the lines of the page."""
    yield from _chances(found.outcomes, min(width, _READABLE))
    yield Content("")
    if width < SIDE_BY_SIDE:
        yield from _liked(found, width)
        yield Content("")
        yield from _strengths(found.tallies, width)
        return
    half = width // 2
    left, right = _liked(found, half - 4), _strengths(found.tallies, width - half)
    yield from side_by_side(left, right, half)


# Chances (WIN-5) ------------------------------------------------------------------------------------------------


def _chances(outcomes: Sequence[str], width: int) -> Iterator[Content]:
    won, tries = rules.success(outcomes)
    yield plain("How likely they come back", "bold")
    if tries >= rules.OWN_RATE_FROM:
        yield from prose(f"{won * 100 / tries:.0f} % in your shop: {won:,} of {tries:,} tries.", width, "")
    else:
        least, most = rules.CHANCES["lost"]
        own = f"So far {won:,} of {tries:,} in your shop; your own rate takes its place after {rules.OWN_RATE_FROM}."
        yield from prose(f"Rule of thumb: {least}–{most} % of those who are lost. {own}", width, "")
    existing, prospects = (
        f"{least}–{most} %" for least, most in (rules.CHANCES["existing"], rules.CHANCES["prospect"])
    )
    yield from prose(
        f"For comparison, by the rule of thumb: existing customers {existing}, prospects {prospects}.", width
    )
    if endings := _endings(outcomes):
        yield from prose(f"Ended so far: {endings}.", width)


def _endings(outcomes: Sequence[str]) -> str:
    counted = ((one, sum(outcome == one for outcome in outcomes)) for one in Ending)
    return ", ".join(f"{count:,} {one}" for one, count in counted if count)


# What was liked (WIN-3) -----------------------------------------------------------------------------------------


def _liked(found: Lessons, width: int) -> Iterator[Content]:
    yield plain("What they like, at what price", "bold")
    liked = found.liked
    if liked is None:
        yield from prose(_NO_RATINGS, width)
        return
    yield from prose(_reading(liked), width)
    for heading, rows in (("Offers", _features(liked)), ("Prices", _prices(liked, found.shop))):
        yield Content("")
        yield plain(heading, "bold")
        for name, one in rows:
            yield _worth(name, one, liked, width)
    if len(liked.features) > _MOST_FEATURES:
        yield from prose(f"and {len(liked.features) - _MOST_FEATURES:,} more that they like less", width)


def _reading(liked: TradeOff) -> str:
    """Say how the numbers are to be read."""
    ratings = sum(one.ratings for one in liked.features)
    if liked.adds:
        return (
            f"Of {ratings:,} ratings the mean is {liked.mean:.1f} of 10. Each line says how many points an offer, "
            "or its price, adds to that or takes away."
        )
    return (
        f"The mean rating, 1 to 10, of each offer and each price: {ratings:,} ratings so far. With more "
        "of them, and an offer at more than one price, the two can be told apart."
    )


def _features(liked: TradeOff) -> Iterator[tuple[str, Liked]]:
    yield from ((str(one.level), one) for one in liked.features[:_MOST_FEATURES])


def _prices(liked: TradeOff, shop: Shop) -> Iterator[tuple[str, Liked]]:
    yield from ((_price(one, liked.limits, shop), one) for one in liked.prices)


def _price(one: Liked, limits: Sequence[int], shop: Shop) -> str:
    """Say a level of prices: "up to $25", "over $25 up to $50", "over $50"."""
    if not isinstance(one.level, int):
        return "no price named"
    edges = [money.shown(limit, shop.currency, shop.country) if limit else "free" for limit in limits]
    if not edges:
        return "a price named"
    if one.level == len(edges):
        return f"over {edges[-1]}" if limits[-1] else "not free"
    if one.level == 0:
        return f"up to {edges[0]}" if limits[0] else "free"
    below = f"over {edges[one.level - 1]} " if limits[one.level - 1] else ""
    return f"{below}up to {edges[one.level]}"


def _worth(name: str, one: Liked, liked: TradeOff, width: int) -> Content:
    name_width = min(_NAME, width * 2 // 5)
    shown = f"{one.worth:+.1f}" if liked.adds else f"{one.worth:.1f}"
    most = max(abs(other.worth) for other in (*liked.features, *liked.prices)) if liked.adds else _BEST
    room = min(max(width - name_width - _WORTH - _COUNT, 0), _LONGEST_BAR)
    drawn = bar(round(abs(one.worth) * 100), round(most * 100), room)
    colour = "$primary" if one.worth >= 0 else "$text-warning"
    count = f" {one.ratings:,} rating{'s' if one.ratings != 1 else ''}"
    return Content.assemble(fitted(name, name_width), shown.rjust(5) + "  ", (drawn, colour), (count, QUIET))


# Strengths (WIN-4) ----------------------------------------------------------------------------------------------


def _strengths(tallies: Sequence[Tally], width: int) -> Iterator[Content]:
    yield plain("Your strengths, in wins and losses", "bold")
    if not tallies:
        yield from prose(_NO_STRENGTHS, width)
        return
    name_width = max(min(_NAME, width - 33), 8)
    heads = f"{fitted('', name_width)}{'chose us':>10}{'went there':>12}{'came back':>11}"
    yield Content.styled(heads, QUIET)
    for one in tallies:
        yield Content.assemble(
            fitted(one.strength, name_width),
            f"{one.chose or '–':>10}",
            (f"{one.left or '–':>12}", "bold" if one.left > one.chose else ""),
            f"{one.won or '–':>11}",
        )
    if weakest := [one.strength for one in tallies if one.left > one.chose][:1]:
        yield Content("")
        yield from prose(f"More went elsewhere for “{weakest[0]}” than once chose you for it.", width, "")
