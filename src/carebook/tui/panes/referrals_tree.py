"""Tree: who brought whom, to any depth, and beside it who is under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.customers.store import names
from carebook.tui.actions import bindings
from carebook.tui.messages import CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndMore
from carebook.tui.panes.referrals_teaching import Teaching
from carebook.tui.panes.referrals_tree_card import branch_card
from carebook.tui.panes.referrals_tree_rows import COLUMNS, TreeRows
from carebook.tui.widgets.facts import Facts
from carebook.tui.widgets.record_list import RecordList

_TEACHING = Teaching(
    "Nobody in the book was brought by another yet. Here a tree grows: who brought whom, and what they are worth.",
    "When a new customer says “my sister told me of you”: press 2, n, and name the sister under “Sent by”. For one who "
    "is in the book already, open the record and press e: the same field is there.",
    "It takes two customers: press 2 and then n for the first, and name them under “Sent by” of the second.",
)
_NOT_HERE = "{} is not in the tree: they brought nobody who came, and nobody brought them."


class TreeView(ListAndMore):
    """Everybody who brought somebody or was brought, each under who brought them."""

    PLACE: ClassVar[str] = "tree"
    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")

    def __init__(self) -> None:
        """Nothing grown yet: it is read when it is first seen."""
        super().__init__(RecordList(COLUMNS, heads=True, classes="choices"))
        self._card = Facts(classes="card")
        self._card.can_focus = False
        self._rows: TreeRows | None = None
        self._stale = True

    def compose(self) -> ComposeResult:
        """The tree, and who is under the cursor."""
        yield self.lines
        yield self._card

    def reload(self) -> None:
        """Let it grow anew; what is folded stays so."""
        keeper = self.keeper
        self.lines.say_when_empty(_TEACHING.said(keeper.book.db))
        if self._rows is None:
            self._rows = TreeRows(keeper)
            self.lines.show(self._rows)
        else:
            self._rows.grow()
            self.lines.refresh_rows()
        self.set_class(not self.lines.count, "-empty")
        self.show_soon()
        self.screen.refresh_bindings()

    @property
    def customer_id(self) -> int | None:
        """The customer under the cursor."""
        key = self.lines.cursor_key
        return key if isinstance(key, int) else None

    def customer_here(self) -> int | None:
        """Return the customer under the cursor."""
        return self.customer_id

    def show_detail(self) -> None:
        """Show who is under the cursor, where there is room for it."""
        if self._card.display:
            keeper, chosen = self.keeper, self.customer_id
            notes = () if chosen is None else branch_card(keeper.book.db, chosen, keeper.shop, keeper.today)
            self._card.show(notes)

    # What can be done ----------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        chosen, rows = self.customer_id, self._rows
        if chosen is None or rows is None:
            return "Nobody is under the cursor."
        match name:
            case "fold" if not rows.can_fold(chosen):
                return "There is nothing to fold here: nobody whom they brought is shown."
            case "unfold" if not rows.is_folded(chosen):
                return "Nothing is folded here."
            case "above" if rows.bringer(chosen) is None:
                return "Nobody brought this one: the branch begins here."
        return None

    def do_fold(self) -> None:
        """Hide whom they brought."""
        if (chosen := self.customer_id) is not None and self._rows:
            self._rows.fold(chosen)
            self._show_folds()

    def do_unfold(self) -> None:
        """Show whom they brought again."""
        if (chosen := self.customer_id) is not None and self._rows:
            self._rows.unfold(chosen)
            self._show_folds()

    def _show_folds(self) -> None:
        self.lines.refresh_rows()
        self.screen.refresh_bindings()

    def do_above(self) -> None:
        """Go up to who brought them."""
        if (chosen := self.customer_id) is not None and self._rows:
            self.lines.move_to(self._rows.bringer(chosen))

    def do_find(self) -> None:
        """Find somebody and go to their line."""
        from carebook.tui.screens.choose_customer import ChooseCustomer

        self.app.push_screen(ChooseCustomer(self.go_to))

    def go_to(self, customer_id: int) -> None:
        """Go to somebody's line, out of every fold."""
        if self._rows and self._rows.show(customer_id):
            self._show_folds()
            self.lines.move_to(customer_id)
        else:
            self.keeper.say(_NOT_HERE.format(names(self.keeper.book.db, [customer_id])[customer_id]), "warning")

    @on(RecordList.Chosen)
    def do_customer(self) -> None:
        """Open the customer's record."""
        if self.customer_id is not None:
            self.post_message(CustomerChosen(self.customer_id, self._step))

    def _step(self, step: int) -> int | None:
        """Go on, or back, in the tree from inside the record."""
        self.lines.action_step(step)
        return self.customer_id
