"""Planning a referral drive, and changing it (REF-6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from carebook.days import order_of, parse_day
from carebook.errors import Refusal
from carebook.referrals.model import Drive
from carebook.referrals.refusals import DrivesOverlap
from carebook.referrals.store import drives
from carebook.tui.forms import as_typed
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_WEEKS, _PERCENT = "10", "10"
"""What a new drive begins with."""
_SENTENCE = "The target is so many per cent more people named to you than in as many weeks before it."


class BaselineField(Field):
    """How many were named without a drive; below it stands what the book counts, by what is typed above."""

    def __init__(self, value: str, counted: Callable[[str], str], above: Sequence[Field]) -> None:
        """`counted` says what the book counts, by what is typed in the fields `above` now, and the target."""
        super().__init__("baseline", "Named before", LineInput(value, hint="empty: what the book counts"))
        self._counted = counted
        self._above = above

    def on_mount(self) -> None:
        """Say what the book counts, now and whenever something else is typed above."""
        for field in self._above:
            self.watch(field.control, "value", self.judge, init=False)
        self.judge()

    def judge(self) -> None:
        """Say what the book counts, and the target that this makes."""
        self.say(self._counted(self.value))


def drive_form(app: CarebookApp, found: Drive | None = None) -> FormScreen:
    """Make the form for a drive: a new one, or one to change."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.driving import edit_drive, start_drive
        from carebook.referrals.entry import DriveEntry

        entry = read_typed(book, DriveEntry, values, today)
        try:
            if found:
                return edit_drive(book, found.id, entry, today)
            return start_drive(book, entry, today, token=token)
        except DrivesOverlap as refusal:
            raise Wrong({"starts_on": str(refusal)}) from refusal

    title, draft = ("Plan a drive", "") if found is None else ("Change the drive", f"Change the drive ·{found.id}")
    return FormScreen(title, lambda: _fields(app, found), save, draft=draft, sentence=_SENTENCE)


def _fields(app: CarebookApp, found: Drive | None) -> Sequence[Field]:
    starts = DayField(
        "starts_on", "Starts on", app.read_day, as_typed.day(found.starts_on, app.shop) if found else "today"
    )
    weeks = Field("weeks", "Weeks", LineInput(str(found.weeks) if found else _WEEKS))
    percent = Field("target_percent", "Per cent more", LineInput(str(found.target_percent) if found else _PERCENT))
    above = (starts, weeks, percent)
    baseline = BaselineField(str(found.baseline) if found else "", lambda typed: _counted(app, *above, typed), above)
    cost = as_typed.amount(found.cost or None, app.shop) if found else ""
    return (
        Field("name", "Name", LineInput(found.name if found else "", hint="Spring drive")),
        *above,
        baseline,
        Field("plan", "What you do", TextBox(found.plan if found else "")),
        Field("cost", "Costs you", LineInput(cost, hint="flyers and cards, not the rewards")),
    )


def _counted(app: CarebookApp, starts: Field, weeks: Field, percent: Field, typed: str) -> str:
    """Say how many were named in as many weeks before, and the target over that, or over what is typed for it.

    Nothing is said while it cannot be read.
    """
    from carebook.referrals.entry import a_count, a_percent, some_weeks

    try:
        first = parse_day(starts.value, app.today, order_of(app.shop.country))
        length, more, own = some_weeks(weeks.value), a_percent(percent.value), a_count(typed)
    except Refusal:
        return ""
    count = drives.baseline(app.book.db, first, length, app.today)
    planned = Drive(0, "", first, length, more, count if own is None else own, 0, "", None, "", None, "")
    weeks_long = "week" if length == 1 else f"{length} weeks"
    when = f"the last {weeks_long}" if first > app.today else f"the {weeks_long} before"
    return f"the book counts {count:,} named in {when}: the target is {ceil(planned.target):,}"
