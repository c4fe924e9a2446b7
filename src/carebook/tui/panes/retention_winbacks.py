"""Win-backs: who is being won back, step by step, and who was (WIN-1, WIN-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.customers.store import count
from carebook.retention import rules
from carebook.retention.model import WinBack, WinBackStep
from carebook.retention.refusals import EnoughContacts, NoSuchWinBack
from carebook.retention.store import win_backs
from carebook.tui.actions import bindings
from carebook.tui.messages import ContactWanted, CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndSheet
from carebook.tui.panes.retention_winback_rows import CASE, COLUMNS, listed
from carebook.tui.panes.retention_winback_sheet import Sheet, laid_out
from carebook.tui.panes.retention_winback_words import sheet_of
from carebook.tui.panes.sheet_page import SheetPage
from carebook.tui.panes.views import ViewsPane
from carebook.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

_NOBODY = (
    "Nobody is being won back.\n\n"
    "Press n and choose a customer who left. carebook goes through it with you: do we want them back, why did they "
    "leave, what was offered, our part in it, may we keep in touch; and only then an offer that fits."
)
_NO_CUSTOMERS = "Here you win customers back, step by step. They need to be in the book first: press 2 and then n."
_STEPS = {"answer": WinBackStep.WHY, "edit": WinBackStep.WHY, "offer": WinBackStep.OFFERS}
"""The actions that add to a step, whose turn has to have come."""


class WinBacksView(ListAndSheet):
    """The list, and the win-back under the cursor."""

    PLACE: ClassVar[str] = "win_backs"
    BINDINGS: ClassVar[list[BindingType]] = bindings("win_backs")

    detail: SheetPage[Sheet]

    def __init__(self) -> None:
        """Nothing listed yet."""
        super().__init__(RecordList(COLUMNS, empty=_NOBODY, heads=True, classes="choices"), SheetPage(laid_out))

    def compose(self) -> ComposeResult:
        """List and win-back."""
        yield from self.work()

    def on_mount(self) -> None:
        """List them."""
        self.lines.show(listed(self.keeper.book.db, self.keeper.today))
        self._teach()

    def reload(self) -> None:
        """Read it anew."""
        super().reload()
        self._teach()

    def _teach(self) -> None:
        self.lines.say_when_empty(_NOBODY if count(self.keeper.book.db) else _NO_CUSTOMERS)

    def land_on(self, win_back_id: int) -> None:
        """Open a win-back."""
        self.open_at((CASE, win_back_id))

    @property
    def case(self) -> WinBack | None:
        """The win-back under the cursor, if it is in the book still."""
        key = self.lines.cursor_key
        if not (isinstance(key, tuple) and key[0] == CASE):
            return None
        try:
            return win_backs.win_back(self.keeper.book.db, key[1])
        except NoSuchWinBack:
            return None

    def customer_here(self) -> int | None:
        """Return who is being won back under the cursor."""
        return self.case.customer_id if self.case else None

    def show_detail(self) -> None:
        """Show the win-back under the cursor, where there is room for it."""
        if self.detail.display:
            keeper, case = self.keeper, self.case
            self.detail.show_sheet(sheet_of(keeper.book.db, case, keeper.shop, keeper.today) if case else None)

    # What can be done ----------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the win-back under the cursor."""
        if name == "new":
            return None if count(self.keeper.book.db) else _NO_CUSTOMERS
        case = self.case
        if case is None:
            return "No win-back is under the cursor. n begins one."
        return None if name in ("contact", "customer") else self._not_now(name, case)

    def _not_now(self, name: str, case: WinBack) -> str | None:
        """Say why a step is off: the one that is missing before it (WIN-1, WIN-2)."""
        db = self.keeper.book.db
        if name == "offer_letter":
            standing = win_backs.has_standing_permission(db, case.customer_id)
            return rules.no_offer_letter(case, standing=standing) or self._rests(case)
        if name == "rate" and not win_backs.offers(db, case.id):
            return "There is no offer to rate yet: m notes one."
        if name == "edit" and case.why_on is None and not case.ended_on:
            return "Why they left is not known yet: a goes on to the next step."
        if name == "permission":
            return rules.out_of_turn(case, WinBackStep.PERMISSION)
        return rules.out_of_turn(case, _STEPS.get(name, WinBackStep.OUTCOME))

    def _rests(self, case: WinBack) -> str | None:
        until = rules.rests_until(win_backs.contact_days(self.keeper.book.db, case.id), self.keeper.today)
        return str(EnoughContacts(until)) if until else None

    def do_new(self) -> None:
        """Find the customer, and begin."""
        from carebook.tui.forms.win_back_ends import begin_win_back
        from carebook.tui.screens.choose_customer import ChooseCustomer

        def begin(customer_id: int) -> None:
            if (win_back_id := begin_win_back(self.keeper, customer_id)) is not None:
                self.call_after_refresh(self.land_on, win_back_id)

        self.app.push_screen(ChooseCustomer(begin))

    def do_go_on(self) -> None:
        """Do the step that is next."""
        from carebook.tui.forms.win_back_steps import next_form

        if case := self.case:
            self.app.push_screen(next_form(self.keeper, case))

    def do_answer(self) -> None:
        """Note one more answer."""
        from carebook.tui.forms.win_back_steps import answer_form

        if case := self.case:
            self.app.push_screen(answer_form(self.keeper, case))

    def do_offer(self) -> None:
        """Note what was offered."""
        from carebook.tui.forms.win_back_offers import offer_form

        if case := self.case:
            self.app.push_screen(offer_form(self.keeper, case))

    def do_rate(self) -> None:
        """Note how they rate an offer."""
        from carebook.tui.forms.win_back_offers import rating_form

        if case := self.case:
            self.app.push_screen(rating_form(self.keeper, case))

    def do_offer_letter(self) -> None:
        """Make an offer, by letter."""
        from carebook.tui.forms.win_back_offers import offer_letter_form

        if case := self.case:
            self.app.push_screen(offer_letter_form(self.keeper, case))

    def do_permission(self) -> None:
        """Note whether we may keep in touch."""
        from carebook.tui.forms.win_back_steps import permission_form

        if case := self.case:
            self.app.push_screen(permission_form(self.keeper, case))

    def do_edit(self) -> None:
        """Put better why they left."""
        from carebook.tui.forms.win_back_steps import why_form

        if case := self.case:
            self.app.push_screen(why_form(self.keeper, case))

    def do_finish(self) -> None:
        """End it."""
        from carebook.tui.forms.win_back_ends import ending_form

        if case := self.case:
            self.app.push_screen(ending_form(self.keeper, case))

    def do_contact(self) -> None:
        """Log a contact with the customer."""
        if case := self.case:
            self.post_message(ContactWanted(case.customer_id))

    def do_customer(self) -> None:
        """Open the customer's record."""
        if case := self.case:
            self.post_message(CustomerChosen(case.customer_id))


async def show_win_back(app: CarebookApp, win_back_id: int) -> None:
    """Go to a win-back from wherever we are."""
    await app.action_go("retention")
    pane = cast(ViewsPane, app.main.pane)
    pane.turn_to(WinBacksView.PLACE)
    pane.call_after_refresh(cast(WinBacksView, pane.view).land_on, win_back_id)
