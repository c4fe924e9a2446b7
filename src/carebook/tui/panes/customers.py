"""Customers: the list of all of them, and beside it who is under the cursor."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers import store
from carebook.customers.store import Order
from carebook.tui.actions import bindings
from carebook.tui.messages import ContactWanted
from carebook.tui.panes.customer_rows import COLUMNS, Customers, stepping
from carebook.tui.panes.list_and_detail import ListAndMore
from carebook.tui.screens.record.card import card
from carebook.tui.text import plain
from carebook.tui.widgets.facts import Facts
from carebook.tui.widgets.record_list import RecordList

NO_CUSTOMERS = (
    "Here you will find everyone who buys from you, and all that happened with each.\n\n"
    "n enters the first one. To bring in a file of customers or sales, press , and choose import."
)
NONE_LIKE_THAT = "No customer is like that. f lists the others."

_ORDERS: dict[Order, str] = {"name": "by name", "last_sale": "latest sale first", "taken": "most money taken first"}
_STOPPED: dict[bool | None, str] = {None: "all", True: "only with a stop"}


class CustomersPane(ListAndMore):
    """The customers."""

    PLACE: ClassVar[str] = "customers"
    BINDINGS: ClassVar[list[BindingType]] = bindings("customers")
    STYLES: ClassVar[str] = "customers.tcss"
    KINDS: ClassVar[tuple[str, ...]] = (
        *("customer", "member", "occasion", "sale", "contact", "news", "suppression", "permission", "tag"),
        "shop",
    )

    def __init__(self) -> None:
        """Everybody, by name."""
        super().__init__(RecordList(COLUMNS, heads=True, classes="choices"))
        self._order: Order = "name"
        self._stopped: bool | None = None
        self._caption = Static(classes="caption")
        self.card = Facts(classes="card")
        self.card.can_focus = False

    def compose(self) -> ComposeResult:
        """How many and in which order; the list; who is under the cursor."""
        yield self._caption
        yield self.lines
        yield self.card

    def on_mount(self) -> None:
        """List them."""
        self.reload()

    def reload(self) -> None:
        """Read the list anew; the cursor stays."""
        keeper = self.keeper
        everybody = store.count(keeper.book.db)
        self.lines.say_when_empty(NONE_LIKE_THAT if everybody else NO_CUSTOMERS)
        self.lines.show(Customers(keeper.book.db, keeper.shop, keeper.today, self._order, self._stopped))
        self._show_caption(everybody)
        self.show_soon()

    def _show_caption(self, everybody: int) -> None:
        many = f"{self.lines.count:,} of {everybody:,}" if self._stopped is not None else f"{everybody:,}"
        noun = "customer" if everybody == 1 else "customers"
        words = f"{many} {noun} · {_STOPPED[self._stopped]} · {_ORDERS[self._order]}"
        self._caption.update(plain(words if everybody else "", "$foreground-muted"))

    # List and card --------------------------------------------------------------------------------------

    def show_detail(self) -> None:
        """Show who is under the cursor, where there is room for it."""
        if not self.card.display:
            return
        keeper, chosen = self.keeper, self._chosen
        if chosen is None:
            self.card.show(())
            return
        found = store.customer(keeper.book.db, chosen)
        self.card.show(card(keeper.book.db, found, keeper.shop, keeper.today))

    @property
    def _chosen(self) -> int | None:
        """The customer under the cursor."""
        key = self.lines.cursor_key
        return key if isinstance(key, int) else None

    def customer_here(self) -> int | None:
        """Return the customer under the cursor."""
        return self._chosen

    # What can be done -----------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name in ("edit", "bought", "contact", "remove") and self._chosen is None:
            return "There is no customer under the cursor. n enters one."
        return None

    @on(RecordList.Chosen)
    async def open_record(self) -> None:
        """Open the record of who is under the cursor, from which up and down step through this list."""
        from carebook.tui.screens.record.screen import RecordScreen

        if (chosen := self._chosen) is not None:
            await self.app.push_screen(RecordScreen(chosen, stepping(self.lines)))

    def do_new(self) -> None:
        """Enter a new customer, and go on in the new record."""
        from carebook.tui.forms.customer import customer_form

        async def go_on(change: Change | None) -> None:
            if change is not None and self.lines.move_to(change.only("customer")):
                await self.open_record()
                self.keeper.say(f"{change.label} · u to undo")

        self.app.push_screen(customer_form(self.keeper), go_on)

    def do_edit(self) -> None:
        """Change what is known of who is under the cursor."""
        from carebook.tui.forms.customer import edit_customer_form

        if (chosen := self._chosen) is not None:
            self.app.push_screen(edit_customer_form(self.keeper, chosen))

    def do_bought(self) -> None:
        """Enter a sale to who is under the cursor."""
        from carebook.tui.forms.sale import sale_form

        if (chosen := self._chosen) is not None:
            self.app.push_screen(sale_form(self.keeper, chosen))

    def do_contact(self) -> None:
        """Log a contact with who is under the cursor."""
        if (chosen := self._chosen) is not None:
            self.post_message(ContactWanted(chosen))

    def do_remove(self) -> None:
        """Take out who is under the cursor; undo brings them back, so nothing is asked."""
        from carebook.customers.desk import remove_customer

        if (chosen := self._chosen) is not None:
            self.keeper.run_verb(lambda book, today: remove_customer(book, chosen, today))

    def do_order(self) -> None:
        """Go on to the next order; the cursor stays on its customer."""
        self._order = _after(self._order, list(_ORDERS))
        self.reload()

    def do_filter(self) -> None:
        """List only those with a stop, or all again."""
        self._stopped = _after(self._stopped, list(_STOPPED))
        self.reload()


Choice = TypeVar("Choice")


def _after(choice: Choice, choices: list[Choice]) -> Choice:
    return choices[(choices.index(choice) + 1) % len(choices)]
