"""The aftercare plan: every kind of letter as this shop runs it, and the campaigns."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.days import in_words
from carebook.letters.model import KINDS, Campaign, PlannedKind
from carebook.letters.store import letters as store
from carebook.tui.actions import bindings
from carebook.tui.panes.list_and_detail import ListAndDetail
from carebook.tui.panes.plan_words import campaign_shown, kind_shown, window_in_short
from carebook.tui.panes.sections import Sections
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row, Source

KIND, CAMPAIGN = "kind", "campaign"
"""What a row stands for; its key is this word and a name or an id."""
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
        """Every kind and every campaign."""
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
        campaigns = [_campaign_row(one) for one in store.campaigns(db)]
        return [("The aftercare plan", FixedRows(kinds)), ("Campaigns", FixedRows(campaigns))]

    def shown_of(self, key: Hashable) -> Letter | None:
        """Return a kind or a campaign in full."""
        if kind := self._kind():
            counts = store.counts_by_kind(self.keeper.book.db, self.keeper.today)
            return kind_shown(kind, *counts.get(kind.kind.name, _NONE))
        campaign = self._campaign()
        return campaign_shown(campaign, KINDS[campaign.kind].title) if campaign else None

    # What the verbs are about ---------------------------------------------------------------------------

    def _under_cursor(self, what: str) -> Hashable | None:
        key = self.lines.cursor_key
        return key[1] if isinstance(key, tuple) and key[0] == what else None

    def _kind(self) -> PlannedKind | None:
        name = self._under_cursor(KIND)
        return store.planned_kinds(self.keeper.book.db)[name] if isinstance(name, str) else None

    def _campaign(self) -> Campaign | None:
        number = self._under_cursor(CAMPAIGN)
        return next((one for one in store.campaigns(self.keeper.book.db) if one.id == number), None)

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for what is under the cursor."""
        kind = self._kind()
        match name:
            case "switch":
                return None if kind else "A campaign is taken out with d; only a kind of letter is switched off."
            case "edit":
                return self._why_not_edit(kind)
            case "remove":
                return "A kind of letter stays in the plan; t switches it off." if kind else None
            case _:
                return None

    def _why_not_edit(self, kind: PlannedKind | None) -> str | None:
        if kind is None:
            return "A campaign is not changed once its letters are planned: take it out with d and add it anew."
        if kind.kind.name == "promotion":
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
        """Add a campaign."""
        from carebook.tui.forms.plan import campaign_form

        self.app.push_screen(campaign_form(self.keeper))

    def do_notice(self) -> None:
        """Write to every buyer of a product."""
        from carebook.tui.forms.notice import notice_form

        self.app.push_screen(notice_form(self.keeper))

    def do_remove(self) -> None:
        """Take a campaign out."""
        from carebook.letters.desk.running import remove_campaign

        if campaign := self._campaign():
            self.keeper.run_verb(lambda book, today: remove_campaign(book, campaign.id, today))


def _kind_row(planned: PlannedKind, sent: int, waiting: int, next_due: str | None) -> Row:
    by = "hand" if planned.kind.handwritten else planned.channel
    next_day = _short(date.fromisoformat(next_due)) if next_due else "" if planned.is_on else "off"
    cells = (planned.kind.title, window_in_short(planned), by, next_day or "–", _count(waiting), _count(sent))
    return Row((KIND, planned.kind.name), cells, mark=ON if planned.is_on else OFF, dim=not planned.is_on)


def _campaign_row(campaign: Campaign) -> Row:
    return Row(
        (CAMPAIGN, campaign.id), (KINDS[campaign.kind].title, campaign.title, "", _short(campaign.starts_on), "", "")
    )


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def _short(day: date) -> str:
    return " ".join(in_words(day).split(" ")[1:3])
