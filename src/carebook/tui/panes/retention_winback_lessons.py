"""What win-backs teach, on a page of its own (WIN-3 to WIN-5)."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.panes.page_view import PageView
from carebook.tui.panes.retention_winback_learned import laid_out, learned


class LessonsView(PageView):
    """The chances, what was liked, and the shop's strengths in wins and losses."""

    PLACE: ClassVar[str] = "win_lessons"
    BINDINGS: ClassVar[list[BindingType]] = bindings("win_lessons")

    def reload(self) -> None:
        """Count anew."""
        keeper = self.keeper
        self.page.show(partial(laid_out, learned(keeper.book.db, keeper.shop)))

    def do_strengths(self) -> None:
        """Show the shop's strengths, to add to and to rename."""
        from carebook.tui.screens.strengths import StrengthsScreen

        self.app.push_screen(StrengthsScreen())
