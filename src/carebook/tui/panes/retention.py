"""Retention: lists that bring money back, win-backs, who is worth what, and who is leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from carebook.retention.store.win_backs import count_open
from carebook.tui.actions import bindings
from carebook.tui.panes.retention_leaving import LeavingView
from carebook.tui.panes.retention_lists import OpportunitiesView
from carebook.tui.panes.retention_winback_lessons import LessonsView
from carebook.tui.panes.retention_winbacks import WinBacksView
from carebook.tui.panes.retention_worth import WorthView
from carebook.tui.panes.views import ViewsPane


class RetentionPane(ViewsPane):
    """The retention desk's place."""

    PLACE: ClassVar[str] = "retention"
    BINDINGS: ClassVar[list[BindingType]] = bindings("retention")
    STYLES: ClassVar[str] = "list_and_detail.tcss retention.tcss retention_lists.tcss"
    KINDS: ClassVar[tuple[str, ...]] = (
        *("sale", "customer", "contact", "suppression", "permission", "survey_answer", "complaint", "letter"),
        *("departure", "worked", "strength", "win_back", "probe", "offer", "win_back_step"),
        *("shop", "number"),
    )

    def __init__(self) -> None:
        """Start with the lists to work."""
        super().__init__(
            [
                ("Opportunities", OpportunitiesView()),
                ("Win-backs", WinBacksView()),
                ("Lessons", LessonsView()),
                ("Worth", WorthView()),
                ("Leaving", LeavingView()),
            ]
        )

    def counts(self) -> Mapping[str, int]:
        """Say how many are being won back."""
        return {"win_backs": count_open(self.keeper.book.db)}

    def do_opportunities(self) -> None:
        """Turn to the lists to work."""
        self.turn_to("opportunities")

    def do_win_backs(self) -> None:
        """Turn to the win-backs."""
        self.turn_to("win_backs")

    def do_lessons(self) -> None:
        """Turn to what win-backs teach."""
        self.turn_to("win_lessons")

    def do_worth(self) -> None:
        """Turn to what customers are worth."""
        self.turn_to("worth")

    def do_leaving(self) -> None:
        """Turn to who is leaving."""
        self.turn_to("leaving")
