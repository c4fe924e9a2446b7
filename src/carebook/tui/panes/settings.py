"""Settings: the shop, its days, its numbers, its backups, its labels; check and import start here."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from carebook.errors import Refusal
from carebook.tui.actions import bindings
from carebook.tui.panes.backups import BackupsView
from carebook.tui.panes.case_labels import LabelsView
from carebook.tui.panes.closed_days import DaysView
from carebook.tui.panes.numbers import NumbersView
from carebook.tui.panes.paper import PaperView
from carebook.tui.panes.shop_details import ShopView
from carebook.tui.panes.views import ViewsPane

if TYPE_CHECKING:
    from carebook.book.check import Finding


class SettingsPane(ViewsPane):
    """The settings."""

    PLACE: ClassVar[str] = "settings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")
    STYLES: ClassVar[str] = "settings.tcss"
    KINDS: ClassVar[tuple[str, ...]] = (
        *("shop", "number", "closed_day", "gathering", "case_label", "complaint"),
        *("printer", "label_sheet", "letterhead", "stationery"),
    )

    def __init__(self) -> None:
        """Start with the shop."""
        self.backups = BackupsView()
        super().__init__(
            [
                ("Shop", ShopView()),
                ("Days", DaysView()),
                ("Numbers", NumbersView()),
                ("Backups", self.backups),
                ("Paper", PaperView()),
                ("Labels", LabelsView()),
            ]
        )

    def do_shop(self) -> None:
        """Turn to the shop's details."""
        self.turn_to("shop")

    def do_days(self) -> None:
        """Turn to the calendar."""
        self.turn_to("days")

    def do_numbers(self) -> None:
        """Turn to the numbers."""
        self.turn_to("numbers")

    def do_labels(self) -> None:
        """Turn to the categories and root causes of complaints."""
        self.turn_to("labels")

    def do_paper(self) -> None:
        """Turn to the printers, the sheets of labels and the letterhead."""
        self.turn_to("paper")

    def do_backups(self) -> None:
        """Turn to the backups."""
        self.turn_to("backups")

    def do_restore(self) -> None:
        """Turn to the backups, from which one is chosen."""
        self.turn_to("backups")
        self.keeper.say("Put the cursor on a backup and press R to go back to it.", "warning")

    def do_calendar(self) -> None:
        """Write what is due as a calendar beside the letters, over the one of an earlier day."""
        from carebook.book.files import folder_beside, private_folder
        from carebook.feed import write_calendar

        keeper = self.keeper
        try:
            out = private_folder(folder_beside(keeper.book.path, "letters")) / "due.ics"
            count = write_calendar(keeper.book.db, keeper.today, out)
        except Refusal as refusal:
            keeper.say(str(refusal), "refusal")
        else:
            keeper.say(f"Wrote {count:,} entries into {out.parent.name}/{out.name}: open it in your calendar")

    def do_import(self) -> None:
        """Choose a file and look at what it would bring."""
        from carebook.tui.screens.importing import import_file

        import_file(self.keeper)

    # Check ----------------------------------------------------------------------------------------------

    def do_check(self) -> None:
        """Look whether all of the book is whole (S7)."""
        self.keeper.say("Looking through all of the book…")
        self.run_worker(self._check, thread=True, group="check", exclusive=True)

    def _check(self) -> None:
        from carebook.upkeep import look_through

        keeper = self.keeper
        try:
            with closing(keeper.book.twin()) as twin:
                findings = look_through(twin, keeper.today)
        except Refusal as refusal:
            self.app.call_from_thread(keeper.say, str(refusal), "refusal")
        else:
            self.app.call_from_thread(self._tell_findings, findings)

    def _tell_findings(self, findings: list[Finding]) -> None:
        if not findings:
            self.keeper.say("The book is whole: its file, every row, what find uses, and the sums.")
            return
        from carebook.tui.screens.findings import FindingsScreen

        self.keeper.say("The check found something.", "refusal")
        self.app.push_screen(FindingsScreen(findings))
