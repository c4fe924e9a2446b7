"""The year ahead: what each week will ask for, so that the owner sees the load before it comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from carebook.book.book import Book
from carebook.customers.store import count
from carebook.letters.store.letters import campaigns, planned_kinds
from carebook.letters.year import Year
from carebook.shop import store as shop_store
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.panes.list_and_detail import ListAndSheet
from carebook.tui.panes.sheet_page import SheetPage
from carebook.tui.panes.stored import FreshRows
from carebook.tui.panes.year_rows import COLUMNS, WeekSheet, marked_in, row_of, said_of, sheet_lines
from carebook.tui.text import plain
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row

_COUNTING = "Counting what the year ahead asks for…"
_NOT_COUNTED = "This could not be counted just now. Turn to another view and back to try again."
_NO_CUSTOMERS = (
    "Here you will see week by week how many letters are to come in the year ahead.\n\n"
    "It needs your customers first: press 2 and then n to type one in, or , to import a file."
)


class YearView(ListAndSheet):
    """The weeks of the year ahead, and the one under the cursor in full."""

    DEFAULT_CSS = """
    YearView > .caption { height: auto; padding: 0 1; }
    """
    PLACE: ClassVar[str] = "year"
    BINDINGS: ClassVar[list[BindingType]] = bindings("year")

    detail: SheetPage[WeekSheet]

    def __init__(self) -> None:
        """Nothing counted yet: it takes some seconds in a large book, and is done when it is first seen."""
        super().__init__(RecordList(COLUMNS, heads=True, classes="choices"), SheetPage(sheet_lines))
        self._caption = Static(classes="caption")
        self._sheets: dict[date, WeekSheet] = {}
        self._beside = Beside(self, reading=True)
        self._stale = True

    def compose(self) -> ComposeResult:
        """How much it is in all, the weeks, and one of them."""
        yield self._caption
        yield from self.work()

    def on_mount(self) -> None:
        """Show nothing yet."""
        self.lines.show(FreshRows(self._rows))

    def _rows(self) -> Sequence[Row]:
        most = max((sheet.week.letters for sheet in self._sheets.values()), default=0)
        return [row_of(sheet, most) for sheet in self._sheets.values()]

    # Counting -------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Count anew, in a thread; what was counted before stays until then."""
        keeper = self.keeper
        if not count(keeper.book.db):
            self._beside.leave()
            self._sheets = {}
            self._caption.update("")
            self.lines.say_when_empty(_NO_CUSTOMERS)
            super().reload()
            return
        if not self._sheets:
            self.lines.say_when_empty("")
            self._caption.update(_COUNTING)
        self._beside.do(partial(_count, keeper.today), partial(self._take, keeper.today), self._give_up)

    def _give_up(self, why: str) -> None:
        """Say that nothing comes, and try again the next time."""
        self._stale = True
        self._caption.update(_NOT_COUNTED)
        self.keeper.say(why, "refusal")

    def _take(self, today: date, year: Year) -> None:
        """Show what was counted."""
        self._sheets = self._sheets_of(year)
        self._caption.update(plain(said_of(year, today), "$foreground-muted"))
        super().reload()
        self.screen.refresh_bindings()

    def _sheets_of(self, year: Year) -> dict[date, WeekSheet]:
        db = self.keeper.book.db
        calendar, open_days, known = shop_store.calendar(db), shop_store.open_days(db), campaigns(db)
        offers = frozenset(name for name, one in planned_kinds(db).items() if one.kind.may_offer and one.offer)
        return {
            week.first: WeekSheet(
                week, marked_in(week, calendar, open_days, known), year.from_sales if place else {}, offers
            )
            for place, week in enumerate(year.weeks)
        }

    # List and week --------------------------------------------------------------------------------------

    def show_detail(self) -> None:
        """Show the week under the cursor, where there is room for it."""
        if self.detail.display:
            key = self.lines.cursor_key
            self.detail.show_sheet(self._sheets.get(key) if isinstance(key, date) else None)

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        return None if count(self.keeper.book.db) else "There is nobody to write to yet: press 2 and then n."

    def do_away(self) -> None:
        """Ask from when and until when the shop is closed, and show what that means."""
        from carebook.tui.screens.away import ask_away

        key = self.lines.cursor_key
        ask_away(self.keeper, key if isinstance(key, date) else None)


def _count(today: date, book: Book) -> Year:
    """Count, in a thread."""
    from carebook.letters.desk.looking import year_ahead

    return year_ahead(book.db, today)
