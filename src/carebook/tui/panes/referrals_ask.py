"""Ask: whom to ask for a referral, and why; who has not answered yet; and why not the others (REF-2)."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from carebook.customers.store import count
from carebook.referrals.model import MomentKind
from carebook.referrals.store import asking
from carebook.tui.actions import bindings
from carebook.tui.messages import ContactWanted, CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndMore
from carebook.tui.panes.referrals_ask_rows import COLUMNS, MAY, NOT_NOW, WAITING, Line, sections
from carebook.tui.panes.referrals_ask_sheet import laid_out
from carebook.tui.panes.referrals_ask_words import ask_sheet
from carebook.tui.panes.referrals_teaching import NO_CUSTOMERS, Teaching
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.sheet_page import SheetPage
from carebook.tui.panes.today_detail import Detail
from carebook.tui.text import plain
from carebook.tui.widgets.record_list import RecordList

_TEACHING = Teaching(
    "Here stands whom to ask for a referral, and why: who praised you, and buys from you.",
    "Nobody praised you or had an extra service lately. f lists everybody.",
    "First press 2 and then n for a customer. In the record b enters what they buy, and * notes their praise.",
)
_NOT_TODAY = "Nobody may be asked now. n notes praise, v an extra service: who is glad and buys comes to the top."
_NO_CURSOR = "No customer is under the cursor."


class AskView(ListAndMore):
    """The list, and beside or below it who is under the cursor."""

    PLACE: ClassVar[str] = "asking"
    BINDINGS: ClassVar[list[BindingType]] = bindings("asking")

    def __init__(self) -> None:
        """Nothing read yet: it is read when it is first seen."""
        super().__init__(RecordList(COLUMNS))
        self.detail = SheetPage(laid_out)
        self._not_today = Static(plain(_NOT_TODAY), classes="about")
        self._lately = False
        self._listed = False
        self._stale = True

    def compose(self) -> ComposeResult:
        """Everybody, and who is under the cursor; above them how somebody comes to be asked, where nobody may be."""
        yield self._not_today
        with Container(classes="work"):
            yield self.lines
            yield self.detail

    def reload(self) -> None:
        """Read the list anew; the cursor stays with its customer, or in place where they left their part of it."""
        keeper = self.keeper
        self.lines.say_when_empty(_TEACHING.said(keeper.book.db))
        if self._listed:
            self.lines.refresh_rows()
        else:
            self._listed = True
            self.lines.show(Sections(lambda: sections(self.keeper, lately=self._lately)))
        self.set_class(not self.lines.count, "-empty")
        self._not_today.display = bool(self.lines.count) and not asking.may_be_asked(keeper.book.db, keeper.today, 1)
        self.show_soon()

    def show_detail(self) -> None:
        """Show who is under the cursor, where there is room for it."""
        keeper, line = self.keeper, self._cursor
        if not self.detail.display:
            return
        db, shop, today = keeper.book.db, keeper.shop, keeper.today
        self.detail.show_sheet(ask_sheet(db, line.customer_id, line.ask_id, shop, today) if line else None)

    # Whom the verbs are about ----------------------------------------------------------------------------

    @property
    def _cursor(self) -> Line | None:
        key = self.lines.cursor_key
        return key if isinstance(key, Line) else None

    @property
    def _chosen(self) -> list[int]:
        """The marked customers, or the one under the cursor."""
        marked = sorted(key for key in self.lines.marked if isinstance(key, Line))
        return [line.customer_id for line in marked or ([self._cursor] if self._cursor else [])]

    def customer_here(self) -> int | None:
        """Return who is under the cursor."""
        return self._cursor.customer_id if self._cursor else None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for who is under the cursor; of who is not to be asked, with every reason."""
        line = self._cursor
        match name:
            case "back":
                return None
            case "filter" | "look_up":
                return None if count(self.keeper.book.db) else NO_CUSTOMERS
            case _ if line is None:
                return _NO_CURSOR
            case "letter" if self.lines.marked:
                return None
            case "ask" | "letter":
                return self._why_not_ask(line.what)
            case "answer" if line.what != WAITING:
                return "Only who was asked and has not answered can answer: they stand under “Waiting for an answer”."
            case "remove" if not asking.moments(self.keeper.book.db, line.customer_id):
                return "No praise and no extra service of theirs is noted here."
        return None

    def _why_not_ask(self, what: str) -> str | None:
        row = self.lines.cursor_row
        if what == WAITING:
            return "They were asked already. i notes what they answer."
        return f"{row.cells[0]} is not to be asked now: {row.cells[1]}." if row and what == NOT_NOW else None

    # The verbs -------------------------------------------------------------------------------------------

    def do_ask(self) -> None:
        """Ask them now."""
        from carebook.tui.forms.asking import ask_now

        if line := self._cursor:
            ask_now(self.keeper, line.customer_id)

    def do_letter(self) -> None:
        """Have the letter written that asks the marked ones, or the one under the cursor."""
        from carebook.letters.desk.referring import write_to_ask

        customers = self._chosen
        done = self.keeper.run_verb(lambda book, today: write_to_ask(book, customers, today))
        if done:
            self.lines.clear_marks()
        if done and done.change and not done.refused:
            waits = "it waits" if len(customers) == 1 else "they wait"
            self.keeper.say(f"{done.change.label} · {waits} on Today · u to undo")

    def do_answer(self) -> None:
        """Note what they said who were asked."""
        from carebook.tui.forms.asking import take_answer

        if (line := self._cursor) and line.ask_id is not None:
            take_answer(self.keeper, asking.ask(self.keeper.book.db, line.ask_id))

    def do_praise(self) -> None:
        """Note that they praised us."""
        self._note(MomentKind.PRAISE)

    def do_service(self) -> None:
        """Note an extra service that we gave them."""
        self._note(MomentKind.EXTRA_SERVICE)

    def _note(self, kind: MomentKind) -> None:
        from carebook.tui.forms.moment import note_moment

        if line := self._cursor:
            note_moment(self.keeper, line.customer_id, kind)

    def do_remove(self) -> None:
        """Take out the newest moment of theirs; undo brings it back, so nothing is asked."""
        from carebook.referrals.desk.asking import remove_moment

        if line := self._cursor:
            newest = asking.moments(self.keeper.book.db, line.customer_id)[0]
            self.keeper.run_verb(lambda book, today: remove_moment(book, newest.id, today))

    def do_contact(self) -> None:
        """Log a contact with them."""
        if line := self._cursor:
            self.post_message(ContactWanted(line.customer_id))

    # Looking around --------------------------------------------------------------------------------------

    @on(RecordList.Chosen)
    def do_customer(self) -> None:
        """Open the customer's record, from which up and down step through this list."""
        if line := self._cursor:
            self.post_message(CustomerChosen(line.customer_id, self._step))

    def _step(self, by: int) -> int | None:
        self.lines.action_step(by)
        return self.customer_here()

    def do_filter(self) -> None:
        """Keep those not to be asked now to who made a moment lately, or list all again."""
        self._lately = not self._lately
        self.reload()
        if self._lately:
            self.keeper.say("Of the others only those who praised you or had an extra service lately. f lists all.")
        else:
            self.keeper.say("Everybody is listed again.")

    def do_look_up(self) -> None:
        """Find somebody, and go to where they stand."""
        from carebook.tui.screens.choose_customer import ChooseCustomer

        self.app.push_screen(ChooseCustomer(self._go_to))

    def _go_to(self, customer_id: int) -> None:
        if self._lately:
            self.do_filter()
        waiting = [ask.id for ask in asking.open_asks(self.keeper.book.db) if ask.customer_id == customer_id]
        lines = (
            Line(MAY, customer_id),
            *(Line(WAITING, customer_id, ask) for ask in waiting),
            Line(NOT_NOW, customer_id),
        )
        if not any(self.lines.move_to(line) for line in lines):
            self.keeper.say("They are not in the book any more.", "warning")

    def do_back(self) -> None:
        """Take the marks off."""
        self.lines.clear_marks()

    @on(Detail.Closed)
    def leave_detail(self) -> None:
        """Go back to the list from what is shown beside it."""
        self.lines.focus(scroll_visible=False)

    @on(Detail.Turned)
    def turn_line(self, turned: Detail.Turned) -> None:
        """Step through the list from there."""
        self.lines.action_step(turned.step)
        self.show_detail()
