"""Customers: the list of all of them, and beside it who is under the cursor."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers import store
from carebook.customers.rules import names_two
from carebook.customers.store import Order
from carebook.retention.store.listing import Narrowed, narrowed
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.messages import ContactWanted
from carebook.tui.panes.customer_rows import COLUMNS, Customers, Picked, stepping
from carebook.tui.panes.customers_only import in_words
from carebook.tui.panes.list_and_detail import ListAndMore
from carebook.tui.panes.printing_pane import PrintingPane, Wanted
from carebook.tui.screens.record.card import card
from carebook.tui.text import plain
from carebook.tui.widgets.facts import Facts
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Source

NO_CUSTOMERS = (
    "Here you will find everyone who buys from you, and all that happened with each.\n\n"
    "n enters the first one. To bring in a file of customers or sales, press , and choose import."
)
_NO_ONE = "There is no customer under the cursor. n enters one."
NONE_LIKE_THAT = "No customer is like that.\n\nf asks for others, F lists everybody."

_ORDERS: dict[Order, str] = {"name": "by name", "last_sale": "latest sale first", "taken": "most money taken first"}


class CustomersPane(ListAndMore, PrintingPane):
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
        super().__init__(RecordList(COLUMNS, heads=True))
        self._order: Order = "name"
        self._only = Narrowed()
        self._shown: tuple[Narrowed, Order] = (self._only, self._order)
        self._picked: Picked | None = None
        """Who is listed of those that are wanted; None: everybody is."""
        self._everybody = 0
        self._beside = Beside(self)
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
        self._everybody = store.count(keeper.book.db)
        self.lines.say_when_empty(NONE_LIKE_THAT if self._everybody else NO_CUSTOMERS)
        if self._only.is_everybody:
            self._picked = None
            self._show(Customers(keeper.book.db, keeper.shop, keeper.today, self._order))
        else:
            only, order = self._only, self._order
            self._beside.do(lambda book: narrowed(book.db, only, order), partial(self._show_picked, only, order))
        self._forget_gone()

    def _show_picked(self, only: Narrowed, order: Order, ids: list[int]) -> None:
        """Show who was found, unless the owner wants to see others by now."""
        if (only, order) != (self._only, self._order):
            return
        keeper = self.keeper
        self._picked = Picked(keeper.book.db, keeper.shop, keeper.today, ids)
        self._show(self._picked)

    def _show(self, source: Source) -> None:
        """List a source; where it is the same list read anew, the cursor stays in place too."""
        wanted = (self._only, self._order)
        if self._shown == wanted:
            self.lines.replace(source)
        else:
            self.lines.show(source)
        self._shown = wanted
        self._show_caption()
        self.show_soon()
        self.screen.refresh_bindings()

    def _forget_gone(self) -> None:
        """Let go at once of customers who are not in the book any more: of their marks, and of those who were found."""
        shown = self._picked.ids if self._picked and self._shown == (self._only, self._order) else ()
        if not shown and not self.lines.marked:
            return
        from carebook.customers.store.many import there

        still = there(self.keeper.book.db, [*self.marked, *shown])
        if not still.issuperset(self.marked):
            self.lines.mark(still.intersection(self.marked))
        if not still.issuperset(shown):
            self._show_picked(self._only, self._order, [customer_id for customer_id in shown if customer_id in still])

    def _show_caption(self) -> None:
        everybody = self._everybody
        many = f"{everybody:,}" if self._only.is_everybody else f"{self.lines.count:,} of {everybody:,}"
        noun = "customer" if everybody == 1 else "customers"
        words = [f"{many} {noun}", in_words(self._only), _ORDERS[self._order]]
        if self.lines.marked:
            words.insert(1, f"{len(self.lines.marked):,} marked")
        self._caption.update(plain(" · ".join(words) if everybody else "", "$foreground-muted"))

    @on(RecordList.Marked)
    def count_marks(self) -> None:
        """Say how many are marked."""
        self._show_caption()

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
        if name in ("edit", "bought", "contact", "remind", "letter", "merge", "remove") and self._chosen is None:
            return _NO_ONE
        if name == "paper":
            return "One printing is under way." if self.printing else None if self.wanted() else _NO_ONE
        if name in ("with_marked", "unmark") and not self.lines.marked:
            return "Nobody is marked. Space marks one, A marks all that are listed."
        if name == "merge" and len(self.lines.marked) not in (0, 2):
            return "Two records are merged at once: mark the two, or nobody."
        if name == "everybody" and self._only.is_everybody:
            return "Everybody is listed already."
        return None

    def _tell(self, done: int, total: int) -> None:
        """Say how far the labels have come: they take no time that asks for a line of its own."""
        self.keeper.say(f"Printing: {done:,} of {total:,}")

    def wanted(self) -> Wanted | None:
        """Return the marked customers, or the one under the cursor, for labels and envelopes."""
        chosen = self.marked or ([self._chosen] if self._chosen else [])
        title = "1 customer" if len(chosen) == 1 else f"{len(chosen):,} customers"
        return Wanted(title, ("labels", "envelopes"), customers=chosen) if chosen else None

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
                self.keeper.say(f"{change.label} · u to undo{self._two_people(change.only('customer'))}")

        self.app.push_screen(customer_form(self.keeper), go_on)

    def _two_people(self, customer_id: int) -> str:
        """Point out that a person just entered seems to be two."""
        one = store.customer(self.keeper.book.db, customer_id)
        seem_two = one.kind == "person" and names_two(one.name)
        return " · Two people? m adds the second, so that both are greeted" if seem_two else ""

    def do_edit(self) -> None:
        """Change what is known of who is under the cursor."""
        from carebook.tui.forms.addressing import asking_how_addressed
        from carebook.tui.forms.customer import edit_customer_form

        if (chosen := self._chosen) is not None:
            ask = asking_how_addressed(self.keeper, chosen)
            self.app.push_screen(edit_customer_form(self.keeper, chosen), ask)

    def do_bought(self) -> None:
        """Enter a sale to who is under the cursor."""
        from carebook.tui.forms.sale import sale_form

        if (chosen := self._chosen) is not None:
            self.app.push_screen(sale_form(self.keeper, chosen))

    def do_contact(self) -> None:
        """Log a contact with who is under the cursor."""
        if (chosen := self._chosen) is not None:
            self.post_message(ContactWanted(chosen))

    def do_remind(self) -> None:
        """Note what to be reminded of about who is under the cursor."""
        from carebook.tui.forms.reminder import reminder_form

        if (chosen := self._chosen) is not None:
            self.app.push_screen(reminder_form(self.keeper, chosen))

    def do_letter(self) -> None:
        """Write a letter of one's own to who is under the cursor."""
        from carebook.tui.screens.own_letter import write_letter

        if (chosen := self._chosen) is not None:
            write_letter(self.keeper, chosen)

    def do_remove(self) -> None:
        """Take out who is under the cursor; undo brings them back, so nothing is asked."""
        from carebook.customers.desk import remove_customer

        if (chosen := self._chosen) is not None:
            self.keeper.run_verb(lambda book, today: remove_customer(book, chosen, today))

    def do_merge(self) -> None:
        """Compare who is under the cursor with who may be the same; of two marked ones, those two."""
        from carebook.tui.screens.merging.screen import MergingScreen, merge_with

        match self.marked, self._chosen:
            case [one, other], _:
                self.app.push_screen(MergingScreen(one, other))
            case _, int(chosen):
                merge_with(self.keeper, chosen)

    def do_order(self) -> None:
        """Go on to the next order; the cursor stays on its customer."""
        self._order = _after(self._order, list(_ORDERS))
        self.reload()

    # Whom the list shows --------------------------------------------------------------------------------

    def do_filter(self) -> None:
        """Ask whom to list."""
        from carebook.tui.screens.show_only import ShowOnly

        self.app.push_screen(ShowOnly(self._only), self.show_only)

    def show_only(self, only: Narrowed | None) -> None:
        """List those; None leaves the list as it is."""
        if only is not None:
            self._only = only
            self.reload()

    def do_everybody(self) -> None:
        """List everybody again."""
        self.show_only(Narrowed())

    # Many at once ---------------------------------------------------------------------------------------

    @property
    def marked(self) -> list[int]:
        """The customers who are marked."""
        return sorted(key for key in self.lines.marked if isinstance(key, int))

    def do_mark_all(self) -> None:
        """Mark all who are listed; where all are marked already, take the marks off."""
        listed = set(self._picked.ids if self._picked else narrowed(self.keeper.book.db, Narrowed()))
        if listed <= self.lines.marked:
            self.lines.clear_marks()
        else:
            self.lines.mark(self.lines.marked | listed)

    def do_unmark(self) -> None:
        """Take all marks off."""
        self.lines.clear_marks()

    def do_with_marked(self) -> None:
        """Do something for all who are marked."""
        from carebook.tui.panes.customers_many import with_marked

        with_marked(self.keeper, self.marked, self.lines.clear_marks)

    # What is opened from here ---------------------------------------------------------------------------

    def do_personas(self) -> None:
        """Show the kinds of customers."""
        from carebook.tui.screens.personas import PersonasScreen

        self.app.push_screen(PersonasScreen())

    def do_gaps(self) -> None:
        """Show what is not known yet."""
        from carebook.tui.screens.gaps import GapsScreen

        self.app.push_screen(GapsScreen())


Choice = TypeVar("Choice")


def _after(choice: Choice, choices: list[Choice]) -> Choice:
    return choices[(choices.index(choice) + 1) % len(choices)]
