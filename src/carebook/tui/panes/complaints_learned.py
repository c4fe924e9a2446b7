"""What we learn: the measures of a year on a page of their own."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.panes.complaints_measured import laid_out, learned
from carebook.tui.panes.page_view import PageView


class LearnedView(PageView):
    """The measures, and what complaints are about."""

    PLACE: ClassVar[str] = "learned"
    BINDINGS: ClassVar[list[BindingType]] = bindings("learned")

    def reload(self) -> None:
        """Measure anew."""
        keeper = self.keeper
        self.page.show(partial(laid_out, learned(keeper.book.db, keeper.shop, keeper.today)))
