"""A drive on the screen: how it stands, its chart, what was noted of it, and all drives side by side (REF-6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from carebook import money
from carebook.days import in_words
from carebook.referrals import rules
from carebook.referrals.model import Drive
from carebook.shop.model import Shop
from carebook.tui.actions import bindings
from carebook.tui.panes.complaints_case import owed_lines, part_lines
from carebook.tui.panes.figures import QUIET, in_columns
from carebook.tui.panes.referrals_drives_chart import chart
from carebook.tui.panes.referrals_drives_rows import Run, people, week_of
from carebook.tui.panes.today_detail import Detail
from carebook.tui.text import plain, wrapped
from carebook.tui.widgets.columns import Column, column_widths
from carebook.tui.widgets.facts import Note
from carebook.tui.widgets.page import Page

WIDEST = 84
"""Cells beyond which a drive is no longer read in one look."""
_COMPARED = (
    Column("drive", share=1, least=12),
    Column("begun", width=8, rank=7),
    Column("weeks", width=5, align="right", rank=6),
    Column("before", width=6, align="right", rank=3),
    Column("target", width=6, align="right", rank=1),
    Column("named", width=5, align="right"),
    Column("a week", width=6, align="right", rank=2),
    Column("bought", width=6, align="right", rank=4),
    Column("return", width=7, align="right", rank=5),
)


@dataclass(frozen=True, slots=True)
class DriveSheet:
    """A drive as it is drawn, with all of them to compare, the newest first."""

    run: Run
    runs: tuple[Run, ...]
    shop: Shop
    today: date


class DriveDetail(Page):
    """Shows one drive; up and down step through the list."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    def __init__(self) -> None:
        """No drive yet."""
        super().__init__(classes="detail")
        self.sheet: DriveSheet | None = None

    def show_sheet(self, sheet: DriveSheet | None) -> None:
        """Show another drive from its beginning; None shows none. The same one stays as it is scrolled."""
        if sheet != self.sheet:
            self.sheet = sheet
            self.show(partial(laid_out, sheet) if sheet else lambda _: ())
            self.scroll_home(animate=False)

    def action_close(self) -> None:
        """Go back to the list."""
        self.post_message(Detail.Closed())

    def action_turn(self, step: int) -> None:
        """Step through the list."""
        self.post_message(Detail.Turned(step))


def laid_out(sheet: DriveSheet, room: int) -> Iterator[Content]:
    """Yield the lines of a drive, all stored text literal (T1)."""
    run, width = sheet.run, min(room, WIDEST)
    for line in wrapped(run.drive.name, width):
        yield Content.styled(line, "bold")
    yield from _standing(sheet, width)
    for line in wrapped(" ".join(_aims(run.drive)), width):
        yield Content.styled(line, QUIET)
    yield Content("")
    yield from chart(run.drive, run.weeks, width)
    yield from part_lines("", _notes(sheet), width)
    yield from _side_by_side(sheet, width)


def _aims(found: Drive) -> Iterator[str]:
    """Say what it aims for: "22 wanted in 10 weeks; 11 by week 5"."""
    wanted, half = people(found.target), people(found.target / 2)
    by = f"by week {found.weeks // 2}" if found.weeks % 2 == 0 else f"by {in_words(found.half_time_day)}"
    yield f"{wanted:,} wanted in {_weeks(found.weeks)}; {half:,} {by}."
    yield f"{found.baseline:,} named in as many weeks before; {found.target_percent}\u00a0% more is the target."


def _weeks(weeks: int) -> str:
    return "1 week" if weeks == 1 else f"{weeks} weeks"


def _standing(sheet: DriveSheet, width: int) -> Iterator[Content]:
    """Yield how it stands, and what is to be done about it."""
    found, today = sheet.run.drive, sheet.today
    if sheet.run.is_to_look_at and today <= found.ends_on:
        said = f"{_half_time(sheet.run)} Press a and note what you do."
        yield from owed_lines(said, width, is_late=True)
    if today < found.starts_on:
        yield from owed_lines(f"It begins on {in_words(found.starts_on)}.", width, is_late=False)
    elif today <= found.ends_on:
        by_today = people(rules.pace(found, today))
        so_far = (
            f"Week {week_of(found, today)} of {found.weeks}: {sheet.run.named:,} named, {by_today:,} wanted by today."
        )
        yield from owed_lines(so_far, width, is_late=False)
    else:
        yield from _result(sheet, width)


def _result(sheet: DriveSheet, width: int) -> Iterator[Content]:
    found, named = sheet.run.drive, sheet.run.named
    is_reached = rules.reached(found, named)
    sign, style = ("✓ ", "bold $text-success") if is_reached else ("✗ ", "bold")
    word = "Reached" if is_reached else "Not reached"
    yield Content.assemble((sign, style), (f"{word}: {named:,} named, {people(found.target):,} were wanted.", "bold"))
    if found.closed_on is None:
        yield from owed_lines("It is over. Press a and note what it taught.", width, is_late=False)


def _half_time(run: Run) -> str:
    wanted = people(rules.pace(run.drive, run.drive.first_half_ends))
    return f"At half-time {run.half:,} named, {wanted:,} {'was' if wanted == 1 else 'were'} wanted."


def _notes(sheet: DriveSheet) -> tuple[Note, ...]:
    """Return what was noted of it."""
    found = sheet.run.drive
    half_time = _half_time(sheet.run) if sheet.today >= found.half_time_day else ""
    notes = (
        ("days", f"{in_words(found.starts_on)} to {in_words(found.ends_on)}"),
        ("half-time", " ".join(filter(None, (half_time, found.half_time)))),
        ("plan", found.plan),
        ("taught", found.learned),
        ("brought", _brought(sheet)),
    )
    return tuple((label, said) for label, said in notes if said)


def _brought(sheet: DriveSheet) -> str:
    """Say who of them bought, the profit of that, and what the drive cost."""
    run, brought = sheet.run, sheet.run.brought
    if not run.named:
        return ""
    profit = f", profit {_money(brought.profit, sheet)}" if brought.bought else " so far"
    cost = f"; cost {_money(run.cost, sheet)}" if run.cost else ""
    rewards = f", {_money(brought.cost, sheet)} of it rewards" if brought.cost and run.drive.cost else ""
    pays = _return(run)
    back = f": a return of {pays}" if pays and brought.bought else ""
    return f"{brought.bought:,} of {run.named:,} bought{profit}{cost}{rewards}{back}"


def _money(amount: int, sheet: DriveSheet) -> str:
    return money.shown(amount, sheet.shop.currency, sheet.shop.country)


def _return(run: Run) -> str:
    pays = rules.return_on(run.brought.profit, run.cost)
    return "" if pays is None else f"{round(pays * 100):,} %"


# Beside the others ------------------------------------------------------------------------------------------


def _side_by_side(sheet: DriveSheet, width: int) -> Iterator[Content]:
    """Yield all drives in a table, the oldest first; the one that is shown has a sign."""
    if len(sheet.runs) < 2:
        return
    widths = column_widths(_COMPARED, width - 2)
    yield Content("")
    yield plain("Beside the other drives", "bold")
    yield Content.styled("  " + in_columns(_COMPARED, [one.title for one in _COMPARED], widths), QUIET)
    for run in reversed(sheet.runs):
        is_this = run.drive.id == sheet.run.drive.id
        line = in_columns(_COMPARED, _compared(run, sheet), widths)
        yield Content.assemble(("▸ " if is_this else "  ", "$primary"), (line, "bold" if is_this else ""))


def _compared(run: Run, sheet: DriveSheet) -> tuple[str, ...]:
    found = run.drive
    days = (min(sheet.today, found.ends_on) - found.starts_on).days + 1
    return (
        found.name,
        in_words(found.starts_on).split(" ", 2)[2],
        str(found.weeks),
        f"{found.baseline:,}",
        f"{people(found.target):,}",
        f"{run.named:,}",
        f"{run.named * 7 / days:.1f}" if days > 0 else "–",
        f"{run.brought.bought:,}",
        _return(run) or "–",
    )
