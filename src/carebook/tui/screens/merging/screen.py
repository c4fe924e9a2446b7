"""Two records side by side before they become one: enter merges, x swaps which of them is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from carebook.merging.comparing import compare
from carebook.tui.actions import bindings
from carebook.tui.screens.merging.choose import ChooseDouble
from carebook.tui.screens.merging.sheet import laid_out
from carebook.tui.screens.of_customer import OfCustomer
from carebook.tui.text import plain
from carebook.tui.widgets.page import Page
from carebook.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp


class MergingScreen(OfCustomer):
    """What both records say, and what stays."""

    PLACE: ClassVar[str] = "merging"
    BINDINGS: ClassVar[list[BindingType]] = bindings("merging")
    DEFAULT_CSS = """
    MergingScreen .name { height: auto; max-height: 2; padding: 0 1; }
    MergingScreen Page { height: 1fr; border-top: solid $foreground 25%; }
    """
    AUTO_FOCUS: ClassVar[str] = "Page"

    def __init__(self, keep_id: int, gone_id: int) -> None:
        """The one that is kept, unless it is swapped, and the one that is merged into it."""
        super().__init__()
        self._keep, self._gone = keep_id, gone_id
        self._title = Static(classes="name")
        self._page = Page()

    def compose(self) -> ComposeResult:
        """Who into whom; the sheet."""
        yield self._title
        yield self._page
        yield StatusLine()
        yield self.key_bar

    def show(self) -> None:
        """Read both anew."""
        keeper = self.keeper
        found = compare(keeper.book.db, self._keep, self._gone, keeper.shop, keeper.today)
        names = plain(found.gone.name, "bold"), plain(found.keep.name, "bold")
        self._title.update(Content.assemble("Merge ", names[0], " into ", names[1]))
        self._page.show(partial(laid_out, found))

    def customer_here(self) -> int | None:
        """Return the one that is kept."""
        return self._keep

    def do_merge(self) -> None:
        """Merge them, and go back."""
        from carebook.merging.desk import merge

        if change := self.keeper.run_verb(lambda book, today: merge(book, self._keep, self._gone, today)):
            self.keeper.say(f"{change.label} · u to undo; later h on the record does it")

    def do_swap(self) -> None:
        """Keep the other one."""
        self._keep, self._gone = self._gone, self._keep
        self.show()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._page.by_lines(lines)

    def action_leap(self, pages: int) -> None:
        """Scroll by pages."""
        self._page.by_pages(pages)


def merge_with(keeper: CarebookApp, customer_id: int) -> None:
    """Ask who else this customer is, and compare both records."""

    def go_on(other: int) -> None:
        keeper.push_screen(MergingScreen(customer_id, other))

    keeper.push_screen(ChooseDouble(customer_id, go_on))
