"""Campaigns: whom each reaches and who is left out, what it costs, its letters, and what came of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from carebook.book.change import Change
from carebook.letters.campaigns import Reach, reach_of
from carebook.letters.model import Campaign
from carebook.letters.store import campaigns as store
from carebook.letters.store.letters import campaigns
from carebook.letters.store.past_seasons import past_seasons
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.panes.campaigns_rows import CAMPAIGN, COLUMNS, OWN, Year, campaign_row, own_row
from carebook.tui.panes.campaigns_sheet import CampaignSheet, laid_out
from carebook.tui.panes.list_and_detail import ListAndSheet
from carebook.tui.panes.printing_pane import PrintingPane, Wanted
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.sheet_page import SheetPage
from carebook.tui.panes.views import ViewsPane
from carebook.tui.widgets.bars import ProgressLine
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Source

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.tui.app import CarebookApp

_EMPTY = (
    "A campaign is one letter to many: a newsletter, a promotion, a season's greeting, a word to every buyer of a "
    "product. Here stands whom each reaches, who is left out and why, what it costs and what it brought.\n\n"
    "n writes one, b warns the buyers of a product."
)
_Counted = tuple[Reach, store.Bought]


class _Tallied(NamedTuple):
    """What became of all letters of campaigns."""

    campaigns: dict[int, store.Tally]
    past: list[store.OwnSeason]
    """What the plan wrote by itself in earlier years."""
    own: dict[Year, store.Tally]


class CampaignsView(ListAndSheet, PrintingPane):
    """The campaigns, and the one under the cursor in full."""

    DEFAULT_CSS = """
    CampaignsView > .teaching { height: auto; max-height: 40%; padding: 0 3 1 3; }
    """
    PLACE: ClassVar[str] = "campaigns"
    BINDINGS: ClassVar[list[BindingType]] = bindings("campaigns")

    detail: SheetPage[CampaignSheet]

    def __init__(self) -> None:
        """Nothing listed yet: it is read when it is first seen."""
        super().__init__(RecordList(COLUMNS, heads=True, classes="choices"), SheetPage(laid_out))
        self.progress = ProgressLine()
        self._teaching = Static(_EMPTY, classes="teaching")
        self._found: dict[int, Campaign] = {}
        self._own: dict[Year, store.OwnSeason] = {}
        """What the plan writes by itself, and what it wrote in earlier years."""
        self._tallied = _Tallied({}, [], {})
        self._counted: dict[int, _Counted] = {}
        self._counting = 0
        self._beside = Beside(self)
        self._tallying = Beside(self)
        self._listed = False
        self._stale = True

    def compose(self) -> ComposeResult:
        """What a campaign is, before there is one; list and detail; the progress of a printing."""
        yield self._teaching
        yield from self.work()
        yield self.progress

    def reload(self) -> None:
        """Read them anew; what became of their letters is counted in a thread, and stays as it was until then."""
        self._counted.clear()
        self._counting = 0
        self._show_listed()
        self._tallying.do(partial(_tally_all, self.keeper.today), self._take_tallies)

    def _take_tallies(self, tallied: _Tallied) -> None:
        """Show what was counted of all of them."""
        self._tallied = tallied
        self._show_listed()

    def _show_listed(self) -> None:
        """List what there is, with what was counted of it so far."""
        db, today = self.keeper.book.db, self.keeper.today
        self._found = {one.id: one for one in campaigns(db)}
        self._own = {Year(one.kind, one.year): one for one in (*store.own_seasons(db, today), *self._tallied.past)}
        self._teaching.display = not self._found
        if not self._listed:
            self._listed = True
            self.lines.show(Sections(self._sections, counted=False))
        super().reload()
        self.screen.refresh_bindings()

    def _sections(self) -> list[tuple[str, Source]]:
        tallied, today = self._tallied, self.keeper.today
        listed = [campaign_row(one, tallied.campaigns.get(one.id), today) for one in self._found.values()]
        own = [own_row(one, tallied.own.get(key), today) for key, one in self._own.items()]
        return [("Campaigns", FixedRows(listed)), ("By itself, to everybody", FixedRows(own))]

    def land_on(self, campaign_id: int) -> None:
        """Put the cursor on a campaign."""
        self.lines.move_to((CAMPAIGN, campaign_id))

    @property
    def campaign(self) -> Campaign | None:
        """The campaign under the cursor."""
        key = self.lines.cursor_key
        return self._found.get(key[1]) if isinstance(key, tuple) and key[0] == CAMPAIGN else None

    @property
    def own(self) -> store.OwnSeason | None:
        """What the plan writes by itself, under the cursor."""
        key = self.lines.cursor_key
        return self._own.get(Year(*key[1:])) if isinstance(key, tuple) and key[0] == OWN else None

    # The detail ------------------------------------------------------------------------------------------

    def show_detail(self) -> None:
        """Show what is under the cursor, where there is room for it; what is counted of it follows."""
        if not self.detail.display:
            return
        keeper, tallied = self.keeper, self._tallied
        sheet: CampaignSheet | None = None
        if (own := self.own) and (tally := tallied.own.get(Year(own.kind, own.year))):
            sheet = CampaignSheet(own, tally, None, None, keeper.shop, keeper.today)
        elif found := self.campaign:
            reach, bought = self._counted.get(found.id, (None, None))
            if reach is None:
                self._count(found)
            if tally := tallied.campaigns.get(found.id):
                last_day = store.last_day(keeper.book.db, found)
                sheet = CampaignSheet(found, tally, reach, bought, keeper.shop, keeper.today, last_day)
        self.detail.show_sheet(sheet)

    def _count(self, found: Campaign) -> None:
        """Count in a thread whom a campaign reaches: one of everybody in a large book takes a while."""
        if self._counting == found.id:
            return
        self._counting, today = found.id, self.keeper.today

        def work(book: Book) -> _Counted:
            return reach_of(store.people(book.db, found, today)), store.bought_after(book.db, found, today)

        self._beside.do(work, partial(self._take, found))

    def _take(self, found: Campaign, counted: _Counted) -> None:
        """Show what was counted, unless the campaign was changed meanwhile."""
        if self._found.get(found.id) == found:
            self._counted[found.id] = counted
            self._counting = 0
            self.show_detail()

    # What can be done ------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for what is under the cursor."""
        if name in ("new", "notice", "leave"):
            return None
        if own := self.own:
            if own.is_over:
                return "The plan wrote this one by itself, and it is over. n writes a new one."
            return None if name == "edit" else "The plan writes this one by itself. e makes a campaign of it."
        found = self.campaign
        if found is None:
            return "No campaign is under the cursor. n writes one."
        match name:
            case "paper":
                return "One printing is under way; esc stops it." if self.printing else None
            case "print":
                return self._why_not_print(found)
            case "sent":
                printed = store.due_letters(self.keeper.book.db, found, printed=True)
                return None if printed else "None of its letters is printed and waits to be sent. p prints them."
            case "log":
                tally = self._tallied.campaigns.get(found.id)
                return None if tally and tally.sent else "None of its letters was sent: there is nothing to answer yet."
        return None

    def _why_not_print(self, found: Campaign) -> str | None:
        if self.printing:
            return "One printing is under way; esc stops it."
        if store.due_letters(self.keeper.book.db, found, printed=False):
            return None
        if store.due_letters(self.keeper.book.db, found, printed=True):
            return "What may leave today is printed: s marks it sent, and the outbox prints it again."
        return "None of its letters may leave today. w says what keeps each of them."

    def do_new(self) -> None:
        """Write a newsletter, a promotion, a greeting or an appreciation."""
        from carebook.tui.forms.campaign import campaign_form

        self.app.push_screen(campaign_form(self.keeper), self._land)

    def do_notice(self) -> None:
        """Write to every buyer of a product."""
        from carebook.tui.forms.notice import notice_form

        self.app.push_screen(notice_form(self.keeper), self._land)

    def _land(self, change: Change | None) -> None:
        if change:
            self.call_after_refresh(self.land_on, change.only("campaign"))

    def do_edit(self) -> None:
        """Change the campaign, or make one of what the plan writes by itself."""
        from carebook.tui.forms.campaign import campaign_form

        if found := self.campaign:
            self.app.push_screen(campaign_form(self.keeper, found))
        elif own := self.own:
            self.app.push_screen(campaign_form(self.keeper, own=own), self._land)

    def do_remove(self) -> None:
        """Take the campaign out."""
        from carebook.letters.desk.running import remove_campaign

        if found := self.campaign:
            self.keeper.run_verb(lambda book, today: remove_campaign(book, found.id, today))

    def do_who(self) -> None:
        """List everybody it is for."""
        from carebook.tui.screens.campaign_people import PeopleScreen

        if found := self.campaign:
            self.app.push_screen(PeopleScreen(found))

    def do_print(self) -> None:
        """Print those of its letters that may leave today and are not printed yet, and draft those by e-mail."""
        if found := self.campaign:
            due = store.due_letters(self.keeper.book.db, found, printed=False)
            emails = [letter for letter, channel in due.items() if channel == "e-mail"]
            others = [letter for letter, channel in due.items() if channel != "e-mail"]
            self.start_printing(others, [], emails)

    def wanted(self) -> Wanted | None:
        """Return its letters that may leave today, printed or not, for paper of every kind."""
        db, found = self.keeper.book.db, self.campaign
        if found is None:
            return None
        letters = [one for printed in (False, True) for one in store.due_letters(db, found, printed=printed)]
        return Wanted(found.title, ("letters", "email", "labels", "envelopes"), letters)

    def do_sent(self) -> None:
        """Mark its printed letters sent."""
        if found := self.campaign:
            self._mark_sent(list(store.due_letters(self.keeper.book.db, found, printed=True)))

    def do_log(self) -> None:
        """Log the answers that came."""
        from carebook.letters.store.answering import of_campaign
        from carebook.tui.screens.answers import log_answers_to

        if found := self.campaign:
            log_answers_to(self.keeper, of_campaign(found.id, found.kind))

    def do_leave(self) -> None:
        """Stop a printing."""
        if self.printing:
            self.printing.stop()


def _tally_all(today: date, book: Book) -> _Tallied:
    """Count, in a thread, what became of the letters of every campaign, and of what the plan writes by itself."""
    db = book.db
    ahead = store.own_seasons(db, today)
    past = past_seasons(db, ahead)
    own = {Year(one.kind, one.year): one for one in (*ahead, *past)}
    tallies = {year: store.season_tally(db, *year, today) for year in own}
    return _Tallied(store.tallies(db, campaigns(db), today), past, tallies)


def show_campaign(app: CarebookApp, campaign_id: int) -> None:
    """Go from another view of the letters to a campaign."""
    pane = cast(ViewsPane, app.main.pane)
    pane.turn_to(CampaignsView.PLACE)
    pane.call_after_refresh(cast(CampaignsView, pane.view).land_on, campaign_id)
