"""Complaints: the open cases, the closed ones, and what they teach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType

from carebook.complaints.store import cases, lists
from carebook.customers.store import count
from carebook.tui.actions import bindings
from carebook.tui.panes.complaints_cases import ClosedCases, OpenCases
from carebook.tui.panes.complaints_learned import LearnedView
from carebook.tui.panes.views import ViewsPane

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp


class ComplaintsPane(ViewsPane):
    """The complaints' place."""

    PLACE: ClassVar[str] = "complaints"
    BINDINGS: ClassVar[list[BindingType]] = bindings("complaints")
    STYLES: ClassVar[str] = "list_and_detail.tcss"
    KINDS: ClassVar[tuple[str, ...]] = (
        *("complaint", "case_step", "remedy", "case_label", "customer", "sale", "letter"),
        *("shop", "number", "closed_day"),
    )

    def __init__(self) -> None:
        """Start with the open cases."""
        self.open_cases = OpenCases()
        self.closed_cases = ClosedCases()
        super().__init__([("Open", self.open_cases), ("Closed", self.closed_cases), ("What we learn", LearnedView())])

    def counts(self) -> Mapping[str, int]:
        """Say how many are open, and how many closed."""
        db = self.keeper.book.db
        return {"cases": sum(lists.count_open(db).values()), "closed_cases": lists.count_closed(db)}

    def why_not(self, name: str) -> str | None:
        """A complaint needs a customer."""
        if name == "new" and not count(self.keeper.book.db):
            return "A complaint needs a customer first: press 2 and then n to enter one."
        return None

    def land_on(self, complaint_id: int) -> None:
        """Open a case, in the view that has it."""
        is_open = cases.case(self.keeper.book.db, complaint_id).closed_on is None
        view = self.open_cases if is_open else self.closed_cases
        self.turn_to(view.PLACE)
        view.land_on(complaint_id)

    def do_new(self) -> None:
        """Find the customer, and log what they say."""
        from carebook.tui.forms.complaint import log_complaint
        from carebook.tui.screens.choose_customer import ChooseCustomer

        self.app.push_screen(ChooseCustomer(lambda customer_id: log_complaint(self.keeper, customer_id)))

    def do_open(self) -> None:
        """Turn to the open cases."""
        self.turn_to("cases")

    def do_closed(self) -> None:
        """Turn to the closed cases."""
        self.turn_to("closed_cases")

    def do_learned(self) -> None:
        """Turn to what the cases teach."""
        self.turn_to("learned")


async def show_case(app: CarebookApp, complaint_id: int) -> None:
    """Go to a case from wherever we are."""
    await app.action_go("complaints")
    pane = cast(ComplaintsPane, app.main.pane)
    pane.call_after_refresh(pane.land_on, complaint_id)
