"""A place of several views, of which one is shown: left and right turn to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from carebook.tui.panes.pane import Pane
from carebook.tui.widgets.view_bar import ViewBar


class ViewsPane(Pane):
    """A pane whose views are panes themselves, each with actions of its own."""

    DEFAULT_CSS = """
    ViewsPane > ContentSwitcher { height: 1fr; }
    """

    def __init__(self, views: Sequence[tuple[str, Pane]]) -> None:
        """A pane of views, each with its title; the first is shown."""
        super().__init__()
        self.bar = ViewBar([(view.PLACE, title) for title, view in views])
        self._switcher = ContentSwitcher(*(view for _, view in views), initial=views[0][1].PLACE)

    def compose(self) -> ComposeResult:
        """The names of the views, and the one that is shown."""
        yield self.bar
        yield self._switcher

    @property
    def view(self) -> Pane:
        """The view that is shown."""
        return cast(Pane, self._switcher.visible_content)

    def counts(self) -> Mapping[str, int]:
        """Say how much there is in some of the views, by name."""
        return {}

    def on_mount(self) -> None:
        """Count what is in the views."""
        self.bar.count(self.counts())

    def first_focus(self) -> Widget | None:
        """Start in the view that is shown."""
        return self.view.first_focus()

    def reload(self) -> None:
        """Read the view that is shown anew, the others when they are."""
        self.bar.count(self.counts())
        for view in self._switcher.query_children(Pane):
            view.reload_when_seen()

    def come_back(self) -> None:
        """Be shown again, and with it the view that was left."""
        super().come_back()
        self.view.come_back()

    def step_back(self) -> None:
        """Remember where the focus is, here and in the view."""
        super().step_back()
        self.view.step_back()

    def turn_to(self, name: str) -> None:
        """Show a view, as it was when it was left; a key that was meant for another place does nothing here."""
        if not self.display:
            return
        if name != self.view.PLACE:
            self.view.step_back()
            self._switcher.current = name
            self.bar.turn_to(name)
        self.view.come_back()
        self.screen.refresh_bindings()

    def do_previous(self) -> None:
        """Turn to the view on the left."""
        self.turn_to(self.bar.beside(-1))

    def do_next(self) -> None:
        """Turn to the view on the right."""
        self.turn_to(self.bar.beside(1))

    @on(ViewBar.Clicked)
    def turn_where_clicked(self, clicked: ViewBar.Clicked) -> None:
        """Show the view that was clicked."""
        self.turn_to(clicked.view)
