"""What every pane is: a place that is shown in the main screen, and follows the changes of its kinds."""

from __future__ import annotations

from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from carebook.book.change import Change
from carebook.tui.doer import Doer


class Pane(Doer, Vertical, can_focus=False):
    """One desk's place. A subclass names its PLACE, BINDINGS, KINDS and STYLES."""

    KINDS: ClassVar[tuple[str, ...]] = ()
    """The tables whose changes it shows."""
    STYLES: ClassVar[str] = ""
    """Its .tcss files, in this folder, a space between them."""

    def __init__(self) -> None:
        """A pane known by the name of its place."""
        super().__init__(id=self.PLACE)
        self._stale = False
        self._last_focused: Widget | None = None

    def first_focus(self) -> Widget | None:
        """Return what has the focus when the pane is first shown."""
        return None

    def reload(self) -> None:
        """Read anew what is shown; cursor, marks and filter stay."""

    def follow(self, change: Change) -> None:
        """Reload for a change of this pane's kinds: now, or when it is shown again."""
        if change.touches(*self.KINDS):
            self.reload_when_seen()

    def reload_when_seen(self) -> None:
        """Reload now, or when the pane is shown again."""
        self._stale = not self.display
        if self.display:
            self.reload()

    def come_back(self) -> None:
        """Be shown again: up to date, with the focus where it was."""
        if self._stale:
            self._stale = False
            self.reload()
        target = self._last_focused if self._last_focused and self._last_focused.is_attached else self.first_focus()
        if target is not None:
            target.focus(scroll_visible=False)

    def step_back(self) -> None:
        """Remember where the focus is before another pane is shown, and let go of the painted lines: a megabyte."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            self._last_focused = focused
        for widget in self.walk_children(Widget):
            widget.refresh()
