"""The main screen: the head, one pane a place, the status line, the keys."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from carebook import clock
from carebook.book.change import Change
from carebook.days import in_words
from carebook.letters.store.today import count_late
from carebook.review import late_for_referrals, owed_to_customers, state_of, to_remember, win_back_steps
from carebook.tui import panes
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.pane import Pane
from carebook.tui.places import PLACES
from carebook.tui.widgets.masthead import Masthead
from carebook.tui.widgets.status_line import StatusLine


class MainScreen(KeysOfScreen, Screen[None]):
    """The places of one book; each is mounted when it is first shown."""

    AUTO_FOCUS: ClassVar[str] = ""
    place_names: ClassVar[frozenset[str]] = frozenset(place.name for place in PLACES)

    def __init__(self) -> None:
        """Start on Today."""
        super().__init__()
        self._head = Masthead([(place.name, place.key, place.title) for place in PLACES])
        self._panes = ContentSwitcher()

    def compose(self) -> ComposeResult:
        """Head, panes, status, keys."""
        yield self._head
        yield self._panes
        yield StatusLine()
        yield self.key_bar

    async def on_mount(self) -> None:
        """Show what is due."""
        self.show_head()
        await self.go("today")

    @property
    def pane(self) -> Pane:
        """The pane that is shown."""
        return cast(Pane, self._panes.visible_content)

    async def go(self, name: str) -> None:
        """Show a place, as it was when it was left."""
        if self._panes.current == name:
            return
        if self._panes.current:
            self.pane.step_back()
        place = next(place for place in PLACES if place.name == name)
        if not self._panes.query(f"#{name}"):
            await self._mount_pane(place.make())
        self._panes.current = name
        self._head.turn_to(name)
        self.pane.come_back()
        self.keeper.say_on(self)

    async def _mount_pane(self, pane: Pane) -> None:
        if pane.STYLES:
            for styles in pane.STYLES.split():
                self.app.stylesheet.read(Path(panes.__file__).with_name(styles))
            self.app.stylesheet.parse()  # else what it says of the pane itself comes too late
        await self._panes.add_content(pane)

    @on(Masthead.Clicked)
    async def go_where_clicked(self, clicked: Masthead.Clicked) -> None:
        """Show the place that was clicked."""
        await self.go(clicked.place)

    def show_head(self) -> None:
        """Say the shop, the day, and what is late."""
        db, today = self.keeper.book.db, self.keeper.today
        late = count_late(db) + sum(one.state == "late" for one in owed_to_customers(db, today))
        late += late_for_referrals(db, today)
        late += sum(state_of(one, today) == "late" for one in to_remember(db, today))
        late += sum(state_of(one, today) == "late" for one in win_back_steps(db, today))
        notes = [in_words(self.keeper.today)]
        if clock.is_set():
            notes.append("set by hand")
        if self.keeper.looking_only:
            notes.append("only looking")
        self._head.show(shop=self.keeper.shop.name, day=" · ".join(notes), late=f"{late:,} late" if late else "")

    def follow(self, change: Change) -> None:
        """Let the head and every pane follow a change."""
        self.show_head()
        for pane in self._panes.query_children(Pane):
            pane.follow(change)
        self.refresh_bindings()

    async def forget_hidden(self) -> None:
        """Take away the places that are not shown: they read from a book that was closed, and are made anew."""
        for pane in self._panes.query_children(Pane):
            if pane is not self.pane:
                await pane.remove()

    def reload_all(self) -> None:
        """Read everything anew: another day, or another book under the same name."""
        self.show_head()
        for pane in self._panes.query_children(Pane):
            pane.reload_when_seen()
        self.refresh_bindings()
