"""A campaign on the screen: whom it is for, who is left out and why, what it must bring, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from textual.content import Content

from carebook import money
from carebook.days import in_words
from carebook.letters.campaigns import RESULT_DAYS, Cause, Fate, Reach, break_even, how_far
from carebook.letters.model import KINDS, Campaign
from carebook.letters.store.campaigns import Bought, OwnSeason, Tally
from carebook.shop.model import Shop
from carebook.tui.panes.campaigns_rows import readers
from carebook.tui.panes.figures import QUIET, prose
from carebook.tui.text import plain, wrapped
from carebook.tui.widgets.facts import Note
from carebook.tui.widgets.letter_preview import PAPER_WIDTH, labelled

_SHOWN = 12
"""So many causes are named; w lists everybody."""


class CampaignSheet(NamedTuple):
    """A campaign, or what the plan writes by itself, as it is shown."""

    found: Campaign | OwnSeason
    tally: Tally
    reach: Reach | None
    """None while it is being counted."""
    bought: Bought | None
    shop: Shop
    today: date
    last_day: str | None = None
    """The last day on which a letter of it may leave, if there is one."""


def laid_out(sheet: CampaignSheet, room: int) -> Iterator[Content]:
    """Yield the lines of a campaign, all stored text literal (T1)."""
    width = min(room, PAPER_WIDTH)
    if isinstance(sheet.found, OwnSeason):
        yield from _by_itself(sheet, sheet.found, width)
        return
    found = sheet.found
    for line in wrapped(found.title, width):
        yield Content.styled(line, "bold")
    yield from prose(_course(found, sheet), width)
    yield Content("")
    yield from labelled(_whom(found, sheet), width)
    if sheet.reach:
        yield from _causes(sheet.reach, width)
    if notes := [*_money(found, sheet), *_result(sheet)]:
        yield Content("")
        yield from labelled(notes, width)
    for text in (found.offer and f"Offer: {found.offer}", found.message):
        if text:
            yield Content("")
            yield from (plain(line) for line in wrapped(text, width))


def _by_itself(sheet: CampaignSheet, own: OwnSeason, width: int) -> Iterator[Content]:
    kind = KINDS[own.kind].title
    for line in wrapped(f"{kind} {own.year}", width):
        yield Content.styled(line, "bold")
    if own.is_over:
        yield from prose("The plan wrote it by itself, to everybody who could get it.", width)
        yield Content("")
        yield from labelled([("letters", _letters(sheet.tally)), *_answered(sheet.tally)], width)
        return
    if own.starts_on and own.ends_on:
        when = f"from {in_words(own.starts_on)} to {in_words(own.ends_on)}"
        yield from prose(f"The plan writes it by itself, to everybody who may get it, {when}.", width)
    else:
        yield from prose(
            "The plan writes it by itself before a gathering, and none is ahead. Settings (,) has the gatherings.",
            width,
        )
    yield Content("")
    yield from prose("Press e to choose whom it goes to, when it leaves, and to see what it costs.", width, "")
    yield Content("")
    yield from labelled([("letters", _letters(sheet.tally))], width)


def _course(found: Campaign, sheet: CampaignSheet) -> str:
    course = f"{KINDS[found.kind].title}, {how_far(found, sheet.tally.unsent, sheet.today)}"
    leaves = f"leaves from {in_words(found.starts_on)}"
    if sheet.last_day:
        leaves += f" until {in_words(date.fromisoformat(sheet.last_day))}"
    offer = f"; the offer ends on {in_words(found.ends_on)}" if found.offer and found.ends_on else ""
    return f"{course}: {leaves}{offer}"


def _whom(found: Campaign, sheet: CampaignSheet) -> list[Note]:
    notes = [("for", readers(found))]
    reach = sheet.reach
    if reach is None:
        return [*notes, ("in all", "being counted …")]
    return [*notes, ("in all", said(reach)), ("letters", _letters(sheet.tally))]


def said(reach: Reach) -> str:
    """Say how far a campaign reaches: "2,013 customers: 1,874 get it, 61 wait, 78 are left out"."""
    customers = "1 customer" if reach.segment == 1 else f"{reach.segment:,} customers"
    if not reach.segment:
        return "nobody yet"
    rest = (
        f"{reach.waits:,} {'waits' if reach.waits == 1 else 'wait'}" if reach.waits else "",
        f"{reach.left_out:,} {'is' if reach.left_out == 1 else 'are'} left out" if reach.left_out else "",
    )
    gets = f"{reach.gets:,} {'gets' if reach.gets == 1 else 'get'} it"
    return f"{customers}: " + ", ".join(filter(None, (gets, *rest)))


def _letters(tally: Tally) -> str:
    if not tally.unsent + tally.sent:
        return "none planned"
    open_ones = tally.unsent - tally.printed
    parts = ((open_ones, "planned"), (tally.printed, "printed, not yet sent"), (tally.sent, "sent"))
    return " · ".join(f"{count:,} {what}" for count, what in parts if count)


def _causes(reach: Reach, width: int) -> Iterator[Content]:
    """Yield who is left out, and who waits, by cause."""
    for fate, heading in ((Fate.LEFT_OUT, "Left out"), (Fate.WAITS, "Waiting")):
        causes = [one for one in reach.causes if one.fate is fate]
        if causes:
            yield Content("")
            yield plain(heading, "bold")
            yield from _listed(causes, width)


def _listed(causes: list[Cause], width: int) -> Iterator[Content]:
    for one in causes[:_SHOWN]:
        lines = wrapped(one.said, width - 9)
        yield Content.assemble(f"{one.customers:7,}  ", lines[0])
        yield from (Content(" " * 9 + line) for line in lines[1:])
    if more := sum(one.customers for one in causes[_SHOWN:]):
        yield Content.styled(f"{more:7,}  for other causes", QUIET)


# Money ---------------------------------------------------------------------------------------------------


def _money(found: Campaign, sheet: CampaignSheet) -> Iterator[Note]:
    """Say what it costs, and how many answers pay for it."""
    pieces = sheet.reach.gets if sheet.reach else sheet.tally.unsent + sheet.tally.sent
    if found.piece_cost is None:
        yield "cost", "not known: e takes what a piece costs and an answer brings"
        return
    each = shown_money(found.piece_cost, sheet.shop)
    yield "cost", f"{pieces:,} × {each} = {shown_money(pieces * found.piece_cost, sheet.shop)}"
    even = break_even(found.piece_cost, found.answer_profit, pieces)
    if even:
        must = "must answer" if even.answers != 1 else "must answer to pay for all"
        yield "pays from", f"{even.share:.1f} %: {even.answers:,} of {even.pieces:,} {must}"
    else:
        yield "pays from", "not known: e takes what an answer brings"


def _result(sheet: CampaignSheet) -> Iterator[Note]:
    """Say what came of it: answers against those that pay for it, and what its readers bought since."""
    tally, found = sheet.tally, sheet.found
    if not tally.sent or not isinstance(found, Campaign):
        return
    yield from _answered(tally)
    even = break_even(found.piece_cost, found.answer_profit, tally.sent)
    if even:
        missing = even.answers - tally.answered
        yield "", "It has paid for itself." if missing <= 0 else f"{missing:,} more would pay for what left so far."
    bought = sheet.bought
    if bought and bought.customers:
        who = "1 customer" if bought.customers == 1 else f"{bought.customers:,} customers"
        amount, profit = shown_money(bought.amount, sheet.shop), shown_money(bought.profit, sheet.shop)
        yield f"{RESULT_DAYS} days", f"{who} bought within {RESULT_DAYS} days: {amount}, profit {profit}"
        yield "", "They might have bought without it."
    elif bought:
        yield f"{RESULT_DAYS} days", "none of them has bought so far"


def _answered(tally: Tally) -> Iterator[Note]:
    if tally.sent:
        share = f"{tally.answered:,} of {tally.sent:,} · {100 * tally.answered / tally.sent:.1f} %"
        yield "answered", share + (f", {tally.positive:,} gladly" if tally.positive else "")


def shown_money(amount: int, shop: Shop) -> str:
    """Write an amount as the shop's country does."""
    return money.shown(amount, shop.currency, shop.country)
