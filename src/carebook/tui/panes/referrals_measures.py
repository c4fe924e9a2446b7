"""Measures: what referrals bring, on a page of their own (REF-7)."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.panes.page_view import PageView
from carebook.tui.panes.referrals_measures_sheet import laid_out, measured


class MeasuresView(PageView):
    """The last 12 months, or the 12 months before them."""

    PLACE: ClassVar[str] = "referral_measures"
    BINDINGS: ClassVar[list[BindingType]] = bindings("referral_measures")

    def __init__(self) -> None:
        """The last 12 months."""
        super().__init__()
        self._years_back = 0

    def reload(self) -> None:
        """Measure anew."""
        keeper = self.keeper
        found = measured(keeper.book.db, keeper.shop, keeper.today, self._years_back)
        self.page.show(partial(laid_out, found))

    def do_year(self) -> None:
        """Turn to the year before, or back."""
        self._years_back = 1 - self._years_back
        self.reload()
        self.page.scroll_home(animate=False)

    def do_terms(self) -> None:
        """Say whom we wish for and what both get."""
        from carebook.tui.forms.referral_terms import terms_form

        self.app.push_screen(terms_form(self.keeper))
