"""Worth: what customers bring, on a page of its own; the sales are counted in a thread while it is read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.worker import get_current_worker

from carebook.book.book import Book
from carebook.errors import Refusal
from carebook.retention.figures import KeptFigures, SalesFigures
from carebook.retention.store.standings import yardstick
from carebook.retention.store.worth_figures import kept_figures, print_of_facts, sales_figures
from carebook.shop import store as shop_store
from carebook.tui.actions import bindings
from carebook.tui.panes.page_view import PageView
from carebook.tui.panes.retention_worth_sheet import Worth, laid_out

_NOT_COUNTED = "This could not be counted just now. Turn to another view and back to try again."


class WorthView(PageView):
    """Concentration, tiers, months and cohorts; counted when it is first seen, and kept while nothing changes."""

    PLACE: ClassVar[str] = "worth"
    BINDINGS: ClassVar[list[BindingType]] = bindings("worth")

    def __init__(self) -> None:
        """Nothing counted yet."""
        super().__init__()
        self._worth: Worth | None = None
        self._counted_from: object = None

    def reload(self) -> None:
        """Say at once what is kept, and count the rest unless it is counted from the same facts already."""
        keeper, db = self.keeper, self.keeper.book.db
        facts = (keeper.today, yardstick(db), print_of_facts(db))
        before = self._worth
        worth = Worth(keeper.shop, shop_store.numbers(db), keeper.today, yardstick(db))
        if before is not None:
            worth = replace(worth, kept=before.kept, sales=before.sales)
        self._show(worth)
        if facts != self._counted_from:
            self._counted_from = facts
            count = partial(self._count, facts, keeper.book, keeper.today)
            self.run_worker(count, thread=True, exclusive=True, group="worth")

    def _count(self, facts: object, book: Book, today: date) -> None:
        """Count on the book's twin, in a thread, and tell the screen as the figures come."""
        worker = get_current_worker()
        try:
            with closing(book.twin()) as twin:
                kept = kept_figures(twin.db, today)
                self.app.call_later(self._take, facts, kept, None)
                sales = sales_figures(twin.db, today, lambda: worker.is_cancelled)
        except (Refusal, sqlite3.Error):
            self.app.call_later(self._give_up, facts)
            return
        if sales is not None:
            self.app.call_later(self._take, facts, kept, sales)

    def _take(self, facts: object, kept: KeptFigures, sales: SalesFigures | None) -> None:
        """Show what was counted, unless it is out of date by now."""
        if facts == self._counted_from and self._worth is not None:
            self._show(replace(self._worth, kept=kept, sales=sales or self._worth.sales))

    def _give_up(self, facts: object) -> None:
        """Say that nothing more comes, and try again the next time."""
        if facts == self._counted_from and self._worth is not None:
            self._counted_from, self._stale = None, True
            self._show(replace(self._worth, problem=_NOT_COUNTED))

    def _show(self, worth: Worth) -> None:
        self._worth = worth
        self.page.show(partial(laid_out, worth))
