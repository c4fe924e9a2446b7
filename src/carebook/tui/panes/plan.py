"""The aftercare plan: every kind of letter as this shop runs it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.book.change import Change
from carebook.days import in_words
from carebook.letters.model import PlannedKind
from carebook.letters.store import letters as store
from carebook.tui.actions import bindings
from carebook.tui.panes.list_and_detail import ListAndDetail
from carebook.tui.panes.plan_dates import notes_on
from carebook.tui.panes.plan_words import kind_shown, window_in_short
from carebook.tui.panes.sections import Sections
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row, Source

KIND = "kind"
"""What a row stands for; its key is this word and a name."""
ON, OFF = "●", "○"

_COLUMNS = (
    Column("letter", width=17),
    Column("leaves", least=16, rank=4),
    Column("by", width=6, rank=5),
    Column("due", width=6, rank=1),
    Column("planned", width=7, align="right", rank=2),
    Column("sent", width=7, align="right", rank=3),
)
_NONE = (0, 0, None)


class PlanView(ListAndDetail):
    """The plan."""

    PLACE: ClassVar[str] = "plan"
    BINDINGS: ClassVar[list[BindingType]] = bindings("plan")

    def __init__(self) -> None:
        """Every kind."""
        super().__init__(RecordList(_COLUMNS, heads=True, classes="choices"))

    def compose(self) -> ComposeResult:
        """List and detail."""
        yield from self.work()

    def on_mount(self) -> None:
        """List the plan."""
        self.lines.show(Sections(self._sections, counted=False))

    def reload(self) -> None:
        """Read the plan anew."""
        self.lines.refresh_rows()
        self.show_soon()

    def _sections(self) -> list[tuple[str, Source]]:
        db = self.keeper.book.db
        counts = store.counts_by_kind(db, self.keeper.today)
        kinds = [_kind_row(one, *counts.get(name, _NONE)) for name, one in store.planned_kinds(db).items()]
        return [("The aftercare plan", FixedRows(kinds))]

    def shown_of(self, key: Hashable) -> Letter | None:
        """Return a kind in full."""
        kind = self._kind()
        if kind is None:
            return None
        counts = store.counts_by_kind(self.keeper.book.db, self.keeper.today)
        shown = kind_shown(kind, *counts.get(kind.kind.name, _NONE))
        return replace(shown, notes=(*shown.notes, *notes_on(self.keeper.book.db, kind, self.keeper.today)))

    # What the verbs are about ---------------------------------------------------------------------------

    def _kind(self) -> PlannedKind | None:
        key = self.lines.cursor_key
        return store.planned_kinds(self.keeper.book.db)[key[1]] if isinstance(key, tuple) else None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for what is under the cursor."""
        kind = self._kind()
        if name == "edit" and kind and kind.kind.name == "promotion":
            return "Promotions leave by the days of their campaigns: n adds one."
        return None

    # The verbs ------------------------------------------------------------------------------------------

    def do_switch(self) -> None:
        """Switch a kind on or off."""
        from carebook.letters.desk.running import switch

        if kind := self._kind():
            self.keeper.run_verb(lambda book, today: switch(book, kind.kind.name, today, on=not kind.is_on))

    def do_edit(self) -> None:
        """Change when a kind leaves, by which channel, and with which offer."""
        from carebook.tui.forms.plan import kind_form

        if kind := self._kind():
            self.app.push_screen(kind_form(kind))

    def do_new(self) -> None:
        """Add a campaign, and go to it."""
        from carebook.tui.forms.campaign import campaign_form

        self.app.push_screen(campaign_form(self.keeper), self._go_to_campaign)

    def do_notice(self) -> None:
        """Write to every buyer of a product, and go there."""
        from carebook.tui.forms.notice import notice_form

        self.app.push_screen(notice_form(self.keeper), self._go_to_campaign)

    def _go_to_campaign(self, change: Change | None) -> None:
        from carebook.tui.panes.campaigns import show_campaign

        if change:
            self.app.call_later(show_campaign, self.keeper, change.only("campaign"))


def _kind_row(planned: PlannedKind, sent: int, waiting: int, next_due: str | None) -> Row:
    by = "hand" if planned.kind.handwritten else planned.channel
    next_day = _short(date.fromisoformat(next_due)) if next_due else "" if planned.is_on else "off"
    cells = (planned.kind.title, window_in_short(planned), by, next_day or "–", _count(waiting), _count(sent))
    return Row((KIND, planned.kind.name), cells, mark=ON if planned.is_on else OFF, dim=not planned.is_on)


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def _short(day: date) -> str:
    return " ".join(in_words(day).split(" ")[1:3])
