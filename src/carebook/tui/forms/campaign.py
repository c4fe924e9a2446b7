"""The form of a campaign: what it says, whom it is for, what it costs; above it stands how many it reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from carebook.errors import Refusal
from carebook.letters.campaigns import reach_of
from carebook.letters.model import Campaign
from carebook.letters.store import campaigns as store
from carebook.retention.store.segments import count_in
from carebook.tui.beside import Beside
from carebook.tui.forms.campaign_fields import chosen_fields, typed_of
from carebook.tui.forms.reading import read_typed
from carebook.tui.panes.campaigns_sheet import said
from carebook.tui.screens.form import FormScreen, Save
from carebook.tui.text import plain
from carebook.tui.widgets.controls import Edited
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.letters.entry import CampaignEntry
    from carebook.tui.app import CarebookApp

_PAUSE = 0.3
"""Seconds that what is typed rests before it is counted whom it reaches."""
_NOT_YET = "–"
"""Stands for words that are still to be typed while it is counted whom they reach."""


class _Body(Form):
    """The fields, which tell whenever something is typed."""

    class Typed(Message):
        """Something was typed: another segment, perhaps."""

    @on(Edited)
    def tell(self) -> None:
        """Tell it to the screen."""
        self.post_message(self.Typed())


class CampaignForm(FormScreen):
    """The form, which says while it is filled in how many customers it reaches."""

    DEFAULT_CSS = """
    CampaignForm .reach { height: 2; color: $text-accent; }
    """

    def __init__(
        self,
        title: str,
        fields: Callable[[], Sequence[Field]],
        save: Save,
        typed: dict[str, str],
        *,
        draft: str,
        number: int = 0,
    ) -> None:
        """A form of fields, with what was typed of a campaign before; `draft` names it among the drafts.

        `number`: the id of a campaign that is in the book.
        """
        super().__init__(title, fields, save, draft=draft)
        self._typed = typed
        self._number = number
        self._reach = Static(classes="reach")
        self._waiting: Timer | None = None
        self._beside = Beside(self)

    def asked(self) -> Iterator[Widget]:
        """How many it reaches, and the form."""
        yield self._reach
        self.form = _Body(*self._fields())
        yield self.form

    def on_mount(self) -> None:
        """Bring back what was half written, and count whom it reaches."""
        super().on_mount()
        self._count_now()

    @on(_Body.Typed)
    def count_soon(self) -> None:
        """Count once what is typed rests."""
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self._count_now)

    def _count_now(self) -> None:
        """Say how many are in the segment, and how many of them would get it once that is counted, in a thread."""
        keeper = self.keeper
        try:
            planned = _planned(keeper.book, self._number, {**self._typed, **self.form.values()}, keeper.today)
        except Refusal:
            self._beside.leave()
            self._reach.update("")
            return
        in_all = count_in(keeper.book.db, store.segment_of(planned))
        self._reach.update(f"→ {in_all:,} customers …" if in_all else "→ nobody yet")
        if in_all:
            self._beside.do(partial(_reach_of, planned, keeper.today), self._take)
        else:
            self._beside.leave()

    def _take(self, words: str) -> None:
        """Show what was counted."""
        self._reach.update(plain(f"→ {words}"))


def campaign_form(
    app: CarebookApp, found: Campaign | None = None, *, own: store.OwnSeason | None = None
) -> CampaignForm:
    """Make the form for a new campaign, for one that takes the place of what the plan writes, or for one to change."""
    left = store.count_left(app.book.db, found, app.today) if found else 0
    typed = typed_of(found, own, app.shop, app.today)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.letters.desk.running import add_campaign, edit_campaign

        entry = _entry(book, {**typed, **values}, today)
        return edit_campaign(book, found.id, entry, today) if found else add_campaign(book, entry, today, token=token)

    def fields() -> Sequence[Field]:
        return chosen_fields(app, found, typed, has_left=left > 0)

    if found:
        title = f"Change “{found.title}”" if not left else f"“{found.title}” has left: what can still change"
        return CampaignForm(title, fields, save, typed, draft=f"Change the campaign ·{found.id}", number=found.id)
    return CampaignForm(
        "New campaign", fields, save, typed, draft=f"New campaign {own.kind}" if own else "New campaign"
    )


def _reach_of(planned: Campaign, today: date, book: Book) -> str:
    """Count, in a thread, how many get a campaign, and say it."""
    return said(reach_of(store.preview(book.db, planned, today)))


def _entry(book: Book, values: dict[str, str], today: date) -> CampaignEntry:
    from carebook.letters.entry import CampaignEntry

    return read_typed(book, CampaignEntry, values, today)


def _planned(book: Book, number: int, values: dict[str, str], today: date) -> Campaign:
    """Return the campaign as far as it is typed; its words, and the end of an offer, may be missing."""
    words = {name: values.get(name) or _NOT_YET for name in ("title", "message", "offer")}
    if values["kind"] == "promotion" and not values.get("ends_on"):
        words["ends_on"] = "+1y"
    return Campaign(number, **_entry(book, {**values, **words}, today).model_dump())
