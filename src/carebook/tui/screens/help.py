"""Help: the keys of the screen it was asked from; filters as you type and runs what you choose."""

from __future__ import annotations

from collections.abc import Iterator
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
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row

_COLUMNS = (Column("key", width=9), Column("word", width=10), Column("what it does", share=1, rank=1))


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
        self._here: dict[str, tuple[DOMNode, Action, str | None]] = {}

    def asked(self) -> Iterator[Widget]:
        """A field to filter by, and the list."""
        here = sorted(actions_here(self._about, self.keeper), key=_most_wanted_first)
        self._here = {one.id: (node, one, why) for node, one, why in here if one.keys}
        yield Input(placeholder="type to find, enter to run", compact=True)
        self._list = RecordList(
            _COLUMNS, self._rows(""), empty="Nothing is called that here. ctrl+p finds every command."
        )
        self._list.can_focus = False
        yield self._list

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def _rows(self, typed: str) -> FixedRows:
        words = fold(typed).split()
        return FixedRows(
            [
                Row(
                    one.id,
                    (one.key_names, one.word, one.tooltip if why is None else f"Off now: {why}"),
                    dim=why is not None,
                )
                for _, one, why in self._here.values()
                if all(word in fold(f"{one.word} {one.tooltip} {one.also}") or word == one.keys for word in words)
            ]
        )

    @on(Input.Changed)
    def filter(self, changed: Input.Changed) -> None:
        """List what the typed words are part of."""
        self._list.show(self._rows(changed.value))

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


def _most_wanted_first(entry: tuple[DOMNode, Action, str | None]) -> tuple[bool, int]:
    """Order as the footer does; what the footer has not comes below."""
    _, one, _ = entry
    return (not one.bar, one.bar)
