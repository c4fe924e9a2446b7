"""The lists of cases, open and closed, and what can be done with the one under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.complaints import rules
from carebook.complaints.model import Complaint
from carebook.complaints.refusals import NoSuchCase
from carebook.complaints.store import cases
from carebook.customers.store import count
from carebook.tui.actions import bindings
from carebook.tui.messages import ContactWanted, CustomerChosen
from carebook.tui.panes.complaints_case import CaseDetail
from carebook.tui.panes.complaints_rows import CASE, CLOSED_COLUMNS, OPEN_COLUMNS, closed_cases, open_sections
from carebook.tui.panes.complaints_sheet import sheet_of
from carebook.tui.panes.list_and_detail import ListAndSheet
from carebook.tui.panes.sections import Sections
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList

NONE_OPEN = (
    "No complaint is open.\n\n"
    "When a customer complains, press n while you still have them on the phone: it takes their own words, and "
    "carebook keeps the four promises with you. Own it, ask what would put it right, make it right, and then some."
)
NO_CUSTOMERS = "Complaints stand here with what is next in each. They need a customer first: press 2 and then n."
NONE_CLOSED = "Cases that are closed stand here, with how they ended and what was learned. There is none yet."
_TURNS = {"progress": "progress", "remedy": "propose", "refuse": "refuse"}
"""The actions that have their turn, and the step that each is."""


class CaseView(ListAndSheet):
    """A list of cases."""

    detail: CaseDetail

    def __init__(self, columns: tuple[Column, ...], empty: str) -> None:
        """A list of these columns."""
        super().__init__(RecordList(columns, empty=empty, heads=True, classes="choices"), CaseDetail())

    def compose(self) -> ComposeResult:
        """List and case."""
        yield from self.work()

    def land_on(self, complaint_id: int) -> None:
        """Open a case."""
        self.open_at((CASE, complaint_id))

    @property
    def case(self) -> Complaint | None:
        """The case under the cursor, if it is in the book still."""
        key = self.lines.cursor_key
        if not (isinstance(key, tuple) and key[0] == CASE):
            return None
        try:
            return cases.case(self.keeper.book.db, key[1])
        except NoSuchCase:
            return None

    def customer_here(self) -> int | None:
        """Return whose case is under the cursor."""
        return self.case.customer_id if self.case else None

    def show_detail(self) -> None:
        """Show the case under the cursor, where there is room for it."""
        if self.detail.display:
            keeper, case = self.keeper, self.case
            self.detail.show(sheet_of(keeper.book.db, case, keeper.shop, keeper.today) if case else None)

    def why_not(self, name: str) -> str | None:
        """Say that every verb needs a case."""
        return None if self.case else "There is no case under the cursor. n logs one."

    def do_edit(self) -> None:
        """Change what was taken down."""
        from carebook.tui.forms.complaint import edit_complaint_form

        if case := self.case:
            self.app.push_screen(edit_complaint_form(self.keeper, case))

    def do_contact(self) -> None:
        """Log a contact with the customer."""
        if case := self.case:
            self.post_message(ContactWanted(case.customer_id))

    def do_customer(self) -> None:
        """Open the customer's record."""
        if case := self.case:
            self.post_message(CustomerChosen(case.customer_id))


class OpenCases(CaseView):
    """The open cases, stage by stage."""

    PLACE: ClassVar[str] = "cases"
    BINDINGS: ClassVar[list[BindingType]] = bindings("cases")

    def __init__(self) -> None:
        """Every open case."""
        super().__init__(OPEN_COLUMNS, NONE_OPEN)

    def on_mount(self) -> None:
        """List them."""
        self.lines.show(Sections(lambda: open_sections(self.keeper.book.db, self.keeper.today)))
        self._teach()

    def reload(self) -> None:
        """Read them anew."""
        super().reload()
        self._teach()

    def _teach(self) -> None:
        self.lines.say_when_empty(NONE_OPEN if count(self.keeper.book.db) else NO_CUSTOMERS)

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the case under the cursor."""
        case = self.case
        if case is None:
            return super().why_not(name)
        if name == "bonus":
            return rules.no_bonus_yet(case, cases.remedies(self.keeper.book.db, case.id))
        return rules.out_of_turn(case, _TURNS[name]) if name in _TURNS else None

    def do_go_on(self) -> None:
        """Do the step that is next."""
        from carebook.tui.forms.complaint_steps import next_form

        if case := self.case:
            self.app.push_screen(next_form(self.keeper, case))

    def do_remedy(self) -> None:
        """Propose a remedy, or another in its place."""
        from carebook.tui.forms.complaint_offers import proposal_form

        if case := self.case:
            self.app.push_screen(proposal_form(self.keeper, case))

    def do_bonus(self) -> None:
        """Give something on top."""
        from carebook.tui.forms.complaint_offers import bonus_form

        if case := self.case:
            self.app.push_screen(bonus_form(self.keeper, case))

    def do_progress(self) -> None:
        """Note a word to them."""
        from carebook.tui.forms.complaint_steps import progress_form

        if case := self.case:
            self.app.push_screen(progress_form(self.keeper, case))

    def do_refuse(self) -> None:
        """Say a fair no."""
        from carebook.tui.forms.complaint_ends import refusal_form

        if case := self.case:
            self.app.push_screen(refusal_form(self.keeper, case))

    def do_finish(self) -> None:
        """Close the case."""
        from carebook.tui.forms.complaint_ends import closing_form

        if case := self.case:
            self.app.push_screen(closing_form(self.keeper, case))


class ClosedCases(CaseView):
    """The closed cases, newest first."""

    PLACE: ClassVar[str] = "closed_cases"
    BINDINGS: ClassVar[list[BindingType]] = bindings("closed_cases")

    def __init__(self) -> None:
        """Every closed case."""
        super().__init__(CLOSED_COLUMNS, NONE_CLOSED)

    def on_mount(self) -> None:
        """List them."""
        self.lines.show(closed_cases(self.keeper.book.db, self.keeper.today))

    def do_reopen(self) -> None:
        """Open the case again."""
        from carebook.tui.forms.complaint_ends import ask_to_reopen

        if case := self.case:
            ask_to_reopen(self.keeper, case)
