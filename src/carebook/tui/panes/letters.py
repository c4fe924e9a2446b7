"""Letters: the plan, the outbox, the archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from carebook.letters.store.outbox import count_archive, count_printed
from carebook.tui.actions import bindings
from carebook.tui.panes.archive import ArchiveView
from carebook.tui.panes.outbox import OutboxView
from carebook.tui.panes.plan import PlanView
from carebook.tui.panes.views import ViewsPane


class LettersPane(ViewsPane):
    """The letters' place."""

    PLACE: ClassVar[str] = "letters"
    BINDINGS: ClassVar[list[BindingType]] = bindings("letters")
    STYLES: ClassVar[str] = "list_and_detail.tcss"
    KINDS: ClassVar[tuple[str, ...]] = (
        *("letter", "plan", "campaign", "customer", "member", "occasion", "sale", "news", "suppression", "permission"),
        *("shop", "number", "closed_day", "gathering"),
    )

    def __init__(self) -> None:
        """Start with the plan."""
        super().__init__([("Plan", PlanView()), ("Outbox", OutboxView()), ("Archive", ArchiveView())])

    def counts(self) -> Mapping[str, int]:
        """Say how many are printed, and how many were ever sent."""
        db = self.keeper.book.db
        return {"outbox": count_printed(db), "archive": count_archive(db)}

    def do_plan(self) -> None:
        """Turn to the plan."""
        self.turn_to("plan")

    def do_outbox(self) -> None:
        """Turn to the outbox."""
        self.turn_to("outbox")

    def do_archive(self) -> None:
        """Turn to the archive."""
        self.turn_to("archive")

    def do_answer(self) -> None:
        """Enter the survey sheets that came back."""
        from carebook.tui.forms.survey import enter_surveys

        enter_surveys(self.keeper)
