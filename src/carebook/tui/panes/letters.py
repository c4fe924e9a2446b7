"""Letters: the plan, the outbox, the archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from carebook.letters.store.outbox import count_archive, count_printed
from carebook.tui.actions import bindings
from carebook.tui.panes.answers import AnswersView
from carebook.tui.panes.archive import ArchiveView
from carebook.tui.panes.campaigns import CampaignsView
from carebook.tui.panes.outbox import OutboxView
from carebook.tui.panes.plan import PlanView
from carebook.tui.panes.views import ViewsPane
from carebook.tui.panes.words import WordsView
from carebook.tui.panes.year import YearView


class LettersPane(ViewsPane):
    """The letters' place."""

    PLACE: ClassVar[str] = "letters"
    BINDINGS: ClassVar[list[BindingType]] = bindings("letters")
    STYLES: ClassVar[str] = "list_and_detail.tcss words.tcss"
    KINDS: ClassVar[tuple[str, ...]] = (
        *("letter", "plan", "campaign", "customer", "member", "occasion", "sale", "news", "suppression", "permission"),
        *("shop", "number", "closed_day", "gathering", "template", "trial", "contact"),
    )

    def __init__(self) -> None:
        """Start with the plan."""
        super().__init__(
            [
                ("Plan", PlanView()),
                ("Campaigns", CampaignsView()),
                ("Outbox", OutboxView()),
                ("Archive", ArchiveView()),
                ("Words", WordsView()),
                ("Answers", AnswersView()),
                ("Year", YearView()),
            ]
        )

    def counts(self) -> Mapping[str, int]:
        """Say how many are printed, and how many were ever sent."""
        db = self.keeper.book.db
        return {"outbox": count_printed(db), "archive": count_archive(db)}

    def do_plan(self) -> None:
        """Turn to the plan."""
        self.turn_to("plan")

    def do_campaigns(self) -> None:
        """Turn to the campaigns."""
        self.turn_to("campaigns")

    def do_outbox(self) -> None:
        """Turn to the outbox."""
        self.turn_to("outbox")

    def do_archive(self) -> None:
        """Turn to the archive."""
        self.turn_to("archive")

    def do_words(self) -> None:
        """Turn to the words."""
        self.turn_to("words")

    def do_answers(self) -> None:
        """Turn to the answers."""
        self.turn_to("answers")

    def do_year(self) -> None:
        """Turn to the year ahead."""
        self.turn_to("year")

    def do_answer(self) -> None:
        """Enter the survey sheets that came back."""
        from carebook.tui.forms.survey import enter_surveys

        enter_surveys(self.keeper)
