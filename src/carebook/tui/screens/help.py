"""Help: the keys of the screen it was asked from; filters as you type and runs what you choose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from carebook.text import fold
from carebook.tui.action import Action
from carebook.tui.doer import actions_here
from carebook.tui.screens.over import Over
from carebook.tui.text import wrapped
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row

_COLUMNS = (Column("key", width=9), Column("word", width=10), Column("what it does", share=1, rank=1))

Known = tuple[DOMNode, Action, str | None]
"""Who does an action, the action, and why it is off if it is."""


class HelpList(RecordList):
    """Keys, each with its whole sentence in as many lines as it takes."""

    DEFAULT_CSS = """
    HelpList { scrollbar-gutter: stable; }
    """

    def __init__(self) -> None:
        """Nothing listed yet."""
        super().__init__(_COLUMNS, empty="Nothing is called that here. ctrl+p finds every command.")
        self.can_focus = False
        self._listed: Sequence[Known] = ()

    def list(self, known: Sequence[Known]) -> None:
        """List actions."""
        self._listed = known
        self._lay_out()

    def on_resize(self) -> None:
        """Break the sentences anew."""
        super().on_resize()
        self._lay_out()

    def _lay_out(self) -> None:
        self.show(FixedRows([row for _, one, why in self._listed for row in self._rows(one, why)]))

    def _rows(self, one: Action, why: str | None) -> Iterator[Row]:
        off, room = why is not None, self.widths[-1]
        lines = wrapped(f"Off now: {why}" if off else one.tooltip, room) if room else [""]
        yield Row(one.id, (one.key_names, one.word, lines[0]), dim=off)
        for place, line in enumerate(lines[1:]):
            yield Row((one.id, place), ("", "", line), dim=off, goes_on=True)


class HelpScreen(Over[None]):
    """What can be done where the owner was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", show=False),
        Binding("up", "step(-1)", "Up", show=False, priority=True),
        Binding("down", "step(1)", "Down", show=False, priority=True),
    ]

    def __init__(self, about: Screen[object]) -> None:
        """Help on a screen."""
        super().__init__("What you can do here")
        self._about = about
        self._here: dict[str, Known] = {}
        self._list = HelpList()

    def asked(self) -> Iterator[Widget]:
        """A field to filter by, and the list."""
        here = sorted(actions_here(self._about, self.keeper), key=_most_wanted_first)
        self._here = {one.id: (node, one, why) for node, one, why in here if one.keys}
        yield Input(placeholder="type to find, enter runs, esc leaves", compact=True)
        yield self._list

    def on_mount(self) -> None:
        """List everything, and type at once."""
        self._list.list(tuple(self._here.values()))
        self.query_one(Input).focus()

    @on(Input.Changed)
    def filter(self, changed: Input.Changed) -> None:
        """List what the typed words are part of."""
        words = fold(changed.value).split()
        self._list.list([known for known in self._here.values() if _is_called(known[1], words)])

    @on(Input.Submitted)
    @on(RecordList.Chosen)
    def run(self) -> None:
        """Close, and do what is under the cursor."""
        key = self._list.cursor_key
        self.dismiss()
        if isinstance(key, str):
            node, one, _ = self._here[key]
            self.app.call_later(self.app.run_action, one.call, node)

    def action_step(self, step: int) -> None:
        """Move in the list while typing."""
        self._list.action_step(step)


def _is_called(one: Action, words: Sequence[str]) -> bool:
    """Tell whether every word is part of what an action is called, or its key."""
    called = fold(f"{one.word} {one.tooltip} {one.also}")
    return all(word in called or word == one.keys for word in words)


def _most_wanted_first(entry: Known) -> tuple[bool, int]:
    """Order as the footer does; what the footer has not comes below."""
    _, one, _ = entry
    return (not one.bar, one.bar)
