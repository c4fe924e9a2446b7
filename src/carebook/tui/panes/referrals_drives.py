"""Drives: a target over some weeks, and how it goes (REF-6)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.book.change import Change
from carebook.customers.store import count
from carebook.referrals.model import Drive
from carebook.referrals.words import not_at_half_time
from carebook.tui.actions import bindings
from carebook.tui.panes.list_and_detail import ListAndSheet
from carebook.tui.panes.referrals_drives_rows import COLUMNS, DRIVE, Run, row, runs
from carebook.tui.panes.referrals_drives_sheet import DriveDetail, DriveSheet
from carebook.tui.panes.referrals_teaching import NO_CUSTOMERS, Teaching
from carebook.tui.panes.stored import FreshRows
from carebook.tui.widgets.record_list import RecordList

_TEACHING = Teaching(
    "No drive is planned. A drive is some weeks in which you ask more of your customers than usual.",
    "Press n: carebook counts how many were named to you without one, sets a target above that, and draws week by week "
    "who was named against the line of pace.",
    "There must be somebody to ask: press 2 and then n for your first customer. What you want to say when you ask, and "
    "what both get, you can set now: t.",
)


class DrivesView(ListAndSheet):
    """The drives, and the one under the cursor as a chart."""

    PLACE: ClassVar[str] = "drives"
    BINDINGS: ClassVar[list[BindingType]] = bindings("drives")

    detail: DriveDetail

    def __init__(self) -> None:
        """Nothing listed yet: it is read when it is first seen."""
        super().__init__(RecordList(COLUMNS, heads=True, classes="choices"), DriveDetail())
        self._runs: tuple[Run, ...] = ()
        self._listed = False
        self._stale = True

    def compose(self) -> ComposeResult:
        """List and chart."""
        yield from self.work()

    def reload(self) -> None:
        """Read them anew."""
        keeper = self.keeper
        self.lines.say_when_empty(_TEACHING.said(keeper.book.db))
        self._runs = runs(keeper.book.db, keeper.today)
        if not self._listed:
            self._listed = True
            self.lines.show(FreshRows(lambda: [row(one, keeper.today) for one in self._runs]))
        super().reload()
        self.screen.refresh_bindings()

    def land_on(self, drive_id: int) -> None:
        """Open a drive."""
        self.open_at((DRIVE, drive_id))

    @property
    def run(self) -> Run | None:
        """The drive under the cursor, with who was named in it, as it was read last."""
        return next((one for one in self._runs if (DRIVE, one.drive.id) == self.lines.cursor_key), None)

    @property
    def drive(self) -> Drive | None:
        """The drive under the cursor."""
        return run.drive if (run := self.run) else None

    def show_detail(self) -> None:
        """Show the drive under the cursor, where there is room for it."""
        if self.detail.display:
            keeper, run = self.keeper, self.run
            self.detail.show_sheet(DriveSheet(run, self._runs, keeper.shop, keeper.today) if run else None)

    # What can be done ----------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the drive under the cursor."""
        if name == "new":
            return None if count(self.keeper.book.db) else NO_CUSTOMERS
        if name == "terms":
            return None
        found = self.drive
        if found is None:
            return "No drive is under the cursor. n plans one." if count(self.keeper.book.db) else NO_CUSTOMERS
        if name == "go_on" and self.keeper.today < found.half_time_day:
            return not_at_half_time(found)
        return None

    def do_new(self) -> None:
        """Plan a drive, and open it."""
        from carebook.tui.forms.drive import drive_form

        def planned(change: Change | None) -> None:
            if change:
                self.call_after_refresh(self.land_on, change.only("drive"))

        self.app.push_screen(drive_form(self.keeper), planned)

    def do_edit(self) -> None:
        """Change the drive."""
        from carebook.tui.forms.drive import drive_form

        if found := self.drive:
            self.app.push_screen(drive_form(self.keeper, found))

    def do_go_on(self) -> None:
        """Note what is done about the half-time, or what the drive taught."""
        from carebook.tui.forms.drive_steps import next_form

        if found := self.drive:
            self.app.push_screen(next_form(self.keeper, found))

    def do_remove(self) -> None:
        """Take the drive out."""
        from carebook.referrals.desk.driving import remove_drive

        if found := self.drive:
            self.keeper.run_verb(lambda book, today: remove_drive(book, found.id, today))

    def do_terms(self) -> None:
        """Say whom we wish for and what both get."""
        from carebook.tui.forms.referral_terms import terms_form

        self.app.push_screen(terms_form(self.keeper))
