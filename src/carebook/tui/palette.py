"""The palette: every command by name, also by the words an owner may think of first ("lost" finds undo and restore)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from carebook.tui.action import Action
from carebook.tui.actions import ACTIONS, PLACE_NAMES
from carebook.tui.doer import doers

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp


class Commands(Provider):
    """All that can be done from here, what belongs to other places too."""

    async def discover(self) -> Hits:
        """List everything before a word is typed."""
        for one in self._reachable():
            yield DiscoveryHit(Content(_title(one)), partial(self._app.perform, one), help=one.tooltip)

    async def search(self, query: str) -> Hits:
        """Find by the word, the sentence, or what else it is called."""
        matcher = self.matcher(query)
        for one in self._reachable():
            score = max(matcher.match(_title(one)), matcher.match(f"{one.tooltip} {one.also}") * 0.8)
            if score > 0:
                yield Hit(score, Content(_title(one)), partial(self._app.perform, one), help=one.tooltip)

    @property
    def _app(self) -> CarebookApp:
        return cast("CarebookApp", self.app)

    def _reachable(self) -> Iterator[Action]:
        here = {place for _, place in doers(self.screen)}
        everywhere = self._app.main.place_names if self._app.has_book else frozenset()
        for one in ACTIONS:
            if (one.place in here or one.place in everywhere) and one.id != "everywhere.commands":
                yield one


def _title(one: Action) -> str:
    keys = f"  ({one.key_names})" if one.keys else ""
    return f"{PLACE_NAMES[one.place]}: {one.word}{keys}"
