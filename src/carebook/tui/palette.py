"""The palette: every command by name, also by the words an owner may think of first ("lost" finds undo and restore)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from carebook.text import fold
from carebook.tui.action import Action
from carebook.tui.actions import ACTIONS, PLACE_NAMES, actions_of
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
        matcher, reachable = self.matcher(query), list(self._reachable())
        for one in reachable:
            score = max(matcher.match(_title(one)), _score(query, one))
            if score > 0:
                yield Hit(score, Content(_title(one)), partial(self._app.perform, one), help=one.tooltip)
        words = {one.word for one in reachable}
        for one in actions_of("record"):
            if one.word not in words and (score := _score(query, one)):
                say = partial(self._app.say, _RECORD_FIRST, "warning")
                yield Hit(score / 2, Content.styled(_title(one), "dim"), say, help=f"Off now: {_RECORD_FIRST}")

    @property
    def _app(self) -> CarebookApp:
        return cast("CarebookApp", self.app)

    def _reachable(self) -> Iterator[Action]:
        here = {place for _, place in doers(self.screen)}
        everywhere = self._app.main.place_names if self._app.has_book else frozenset()
        for one in ACTIONS:
            if (one.place in here or one.place in everywhere) and one.id != "everywhere.commands":
                yield one


_RECORD_FIRST = "Open the customer's record first: 2, then enter on their line."


def _score(query: str, one: Action) -> float:
    """Score an action by its words: each that is typed begins one of them. Scattered letters find nothing."""
    words = fold(f"{one.word} {one.tooltip} {one.also}").split()
    typed = fold(query).split()
    return 0.8 if typed and all(any(word.startswith(part) for word in words) for part in typed) else 0.0


def _title(one: Action) -> str:
    keys = f"  ({one.key_names})" if one.keys else ""
    return f"{PLACE_NAMES[one.place]}: {one.word}{keys}"
