"""The footer of a screen, kept up with what has the focus."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from carebook.tui.doer import hints
from carebook.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp


BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
"""The classes by which a screen's styles know how wide it is (T5)."""


class KeysOfScreen:
    """A screen with a key bar, which it yields last."""

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = BREAKPOINTS

    @cached_property
    def key_bar(self) -> KeyBar:
        """The bar."""
        return KeyBar()

    @property
    def keeper(self) -> CarebookApp:
        """The app, which keeps the book and the day."""
        return cast("CarebookApp", cast("Screen[object]", self).app)

    def on_screen_resume(self) -> None:
        """Show what was just said, and the keys, from now on whenever they change; a box says only what is its own."""
        screen = cast("Screen[object]", self)
        screen.bindings_updated_signal.subscribe(self.key_bar, lambda _: self.show_keys())
        self.show_keys()
        if not screen.is_modal:
            self.keeper.say_on(screen)

    def keep(self) -> None:
        """Keep a draft of what is half typed, where something can be (T7)."""

    def do_help(self) -> None:
        """Show the keys of this screen: the app does not hear them over a box."""
        self.keeper.do_help()

    def show_keys(self) -> None:
        """Show what can be done now."""
        self.key_bar.show(hints(cast("Screen[object]", self), self.keeper))
