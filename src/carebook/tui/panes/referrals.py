"""Referrals: who was sent to us, what is owed for it, whom to ask, partners, the tree, drives and measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from carebook.referrals.store import lists
from carebook.tui.actions import bindings
from carebook.tui.panes.referrals_ask import AskView
from carebook.tui.panes.referrals_drives import DrivesView
from carebook.tui.panes.referrals_measures import MeasuresView
from carebook.tui.panes.referrals_owed import OwedView
from carebook.tui.panes.referrals_partners import PartnersView
from carebook.tui.panes.referrals_people import PeopleView
from carebook.tui.panes.referrals_tree import TreeView
from carebook.tui.panes.views import ViewsPane


class ReferralsPane(ViewsPane):
    """The referrals desk's place."""

    PLACE: ClassVar[str] = "referrals"
    BINDINGS: ClassVar[list[BindingType]] = bindings("referrals")
    STYLES: ClassVar[str] = "list_and_detail.tcss referrals_ask.tcss referrals_tree.tcss"
    KINDS: ClassVar[tuple[str, ...]] = (
        *("referral", "reward", "referral_step", "referral_terms", "moment", "ask", "partner", "passed_on", "drive"),
        *("customer", "member", "sale", "contact", "suppression", "survey_answer", "complaint", "letter"),
        *("shop", "number", "closed_day"),
    )

    def __init__(self) -> None:
        """Start with the people who were sent to us."""
        super().__init__(
            [
                ("Referrals", PeopleView()),
                ("Owed", OwedView()),
                ("Ask", AskView()),
                ("Partners", PartnersView()),
                ("Tree", TreeView()),
                ("Drives", DrivesView()),
                ("Measures", MeasuresView()),
            ]
        )

    def counts(self) -> Mapping[str, int]:
        """Say how many people were sent to us."""
        return {PeopleView.PLACE: sum(lists.count(self.keeper.book.db).values())}

    def do_people(self) -> None:
        """Turn to who was sent to us."""
        self.turn_to(PeopleView.PLACE)

    def do_owed(self) -> None:
        """Turn to the thanks and rewards that are owed."""
        self.turn_to(OwedView.PLACE)

    def do_ask(self) -> None:
        """Turn to whom to ask."""
        self.turn_to(AskView.PLACE)

    def do_partners(self) -> None:
        """Turn to the partners."""
        self.turn_to(PartnersView.PLACE)

    def do_tree(self) -> None:
        """Turn to who brought whom."""
        self.turn_to(TreeView.PLACE)

    def do_drives(self) -> None:
        """Turn to the drives."""
        self.turn_to(DrivesView.PLACE)

    def do_measures(self) -> None:
        """Turn to what referrals bring."""
        self.turn_to(MeasuresView.PLACE)
