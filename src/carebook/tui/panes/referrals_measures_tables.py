"""The tables of what referrals bring: by source, the best referrers, each change in reward (REF-7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from carebook.complaints.model import Share
from carebook.complaints.rules import percent
from carebook.days import in_words
from carebook.referrals.figures import Best, Source, Stretch
from carebook.referrals.model import ForWhom, Terms
from carebook.referrals.words import reward_in_words
from carebook.shop.model import Shop
from carebook.tui.panes.figures import QUIET, SHARE, counted, in_columns, prose
from carebook.tui.panes.retention_money import whole
from carebook.tui.text import wrapped
from carebook.tui.widgets.columns import Column, column_widths

_MOST_SOURCES = 8
_SOURCES = (
    Column("they came by", share=1, least=12),
    Column("came", width=5, align="right"),
    Column("bought", width=14, align="right", rank=1),
    Column("profit in all", width=13, align="right", rank=2),
)
_BEST = (
    Column("who", share=1, least=12),
    Column("sent", width=4, align="right", rank=2),
    Column("bought", width=6, align="right", rank=3),
    Column("these brought", width=13, align="right"),
    Column("own profit", width=10, align="right", rank=1),
)
_STRETCHES = (
    Column("since", width=11),
    Column("sent", width=4, align="right", rank=4),
    Column("a week", width=6, align="right", rank=1),
    Column("bought", width=14, align="right"),
    Column("rewards cost", width=12, align="right", rank=3),
    Column("return", width=8, align="right", rank=2),
    Column("", share=1, least=1, rank=5),
)
_SHORT = "{n:,} · {percent} %"
"""How a share is said in a narrow column."""
_COUNTS = "{n:,} of {of:,}"
_WHO = {"who sends": ForWhom.REFERRER, "who comes": ForWhom.INTRODUCED}


def alike(shares: Sequence[Share], form: str = SHARE) -> list[str]:
    """Say shares that stand below one another: with percents where each has enough cases for them, else with none."""
    has_percents = all(percent(share) is not None for share in shares if share.of)
    return [counted(share, form if has_percents else _COUNTS) for share in shares]


def source_lines(sources: Sequence[Source], shop: Shop, width: int) -> Iterator[Content]:
    """Yield where new customers came from, the most profit first."""
    shown = sources[:_MOST_SOURCES]
    shares = alike([one.bought for one in shown], _SHORT)
    cells = [
        (one.name or "nobody asked", f"{one.bought.of:,}", bought, whole(one.profit, shop))
        for one, bought in zip(shown, shares, strict=True)
    ]
    yield from _table(_SOURCES, cells, width)
    if len(sources) > len(shown):
        yield Content.styled(f"and {len(sources) - len(shown):,} more", QUIET)


def best_lines(best: Sequence[Best], shop: Shop, width: int) -> Iterator[Content]:
    """Yield who brought most: what those brought whom they sent, and beside it their own, which is no part of it."""
    yield from _table(_BEST, [_best_cells(one, shop) for one in best], width)
    note = "“These brought” is the profit in all from those whom they sent; their own stands beside it, not in it."
    yield from prose(note, width)


def _best_cells(one: Best, shop: Shop) -> tuple[str, ...]:
    name = f"{one.name} · partner" if one.is_partner else one.name
    return (name, f"{one.introduced:,}", f"{one.bought:,}", whole(one.brought, shop), whole(one.own, shop))


def stretch_lines(stretches: Sequence[Stretch], shop: Shop, width: int) -> Iterator[Content]:
    """Yield each time in which the rewards were the same, the newest first, and under it what they were."""
    widths = column_widths(_STRETCHES, width)
    yield Content.styled(in_columns(_STRETCHES, [column.title for column in _STRETCHES], widths), QUIET)
    for one, bought in zip(stretches, alike([one.conversion for one in stretches], _SHORT), strict=True):
        yield Content(in_columns(_STRETCHES, _stretch_cells(one, bought, shop), widths))
        for line in wrapped(_promised(one.terms, shop), width - 2):
            yield Content.styled(f"  {line}", QUIET)


def _stretch_cells(one: Stretch, bought: str, shop: Shop) -> tuple[str, ...]:
    pays = "–" if one.pays is None else f"{round(one.pays * 100):,} %"
    return (
        in_words(one.first).partition(" ")[2],
        f"{one.introduced:,}",
        "–" if one.weeks < 1 else f"{float(one.per_week):.1f}",
        bought,
        whole(one.cost, shop),
        pays,
        "",
    )


def _promised(terms: Terms | None, shop: Shop) -> str:
    """Say what both were promised."""
    if terms is None:
        return "before anything was promised"
    given = ((who, terms.given(whom)) for who, whom in _WHO.items())
    promised = [f"{who}: {reward_in_words(*one, shop.currency, shop.country)}" for who, one in given if one]
    return "; ".join(promised) or "nothing"


def _table(columns: tuple[Column, ...], rows: Sequence[Sequence[str]], width: int) -> Iterator[Content]:
    widths = column_widths(columns, width)
    yield Content.styled(in_columns(columns, [column.title for column in columns], widths), QUIET)
    for cells in rows:
        yield Content(in_columns(columns, cells, widths))
