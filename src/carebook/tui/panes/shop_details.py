"""The shop: who writes the letters."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.forms.shop import DETAILS, as_typed, shop_form
from carebook.tui.panes.plain_list import PlainList
from carebook.tui.panes.stored import FreshRows
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row, Source


class ShopView(PlainList):
    """The shop's details."""

    PLACE: ClassVar[str] = "shop"
    BINDINGS: ClassVar[list[BindingType]] = bindings("shop")
    ABOUT: ClassVar[str] = "Every letter is headed and signed with this. What is not filled in leaves its line out."
    COLUMNS: ClassVar = (Column("what", width=18), Column("value", rank=1))

    def rows(self) -> Source:
        """Return every detail."""
        return FreshRows(self._details)

    def _details(self) -> list[Row]:
        typed = as_typed(self.keeper.shop)
        return [Row(name, (label, typed[name] or "–"), dim=not typed[name]) for name, label, _ in DETAILS]

    @on(RecordList.Chosen)
    def do_edit(self) -> None:
        """Change the shop's details."""
        self.app.push_screen(shop_form(self.keeper))
