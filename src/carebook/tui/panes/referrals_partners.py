"""Partners: businesses that send us customers, and whom we send to them; give and take."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.book.change import Change
from carebook.customers.store import count
from carebook.referrals.refusals import PartnerAlready
from carebook.referrals.store import partners as store
from carebook.referrals.store.partners import GiveAndTake
from carebook.tui.actions import bindings
from carebook.tui.messages import ContactWanted, CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndSheet
from carebook.tui.panes.referrals_partners_sheet import PartnerSheet, laid_out, partner_sheet
from carebook.tui.panes.referrals_teaching import Teaching
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.sheet_page import SheetPage
from carebook.tui.panes.stored import FreshRows
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row, Source

PARTNER = "partner"
"""What a row stands for; its key is this word and the partner's id."""
COLUMNS = (
    Column("partner", share=3, least=14),
    Column("what they do", share=2, least=12, rank=5),
    Column("sent us", width=7, align="right", rank=1),
    Column("bought", width=6, align="right", rank=3),
    Column("we sent", width=7, align="right", rank=2),
    Column("last on", width=11, rank=4),
)
_TEACHING = Teaching(
    "You have no partner yet. A partner is a business that serves the same people as you: a vet, a florist, a builder. "
    "They send you customers, you send them some, and here you see what goes to and fro.",
    "Press n to choose one who is in your book, or b to enter a business.",
    "Press b to enter a business.",
)


class PartnersView(ListAndSheet):
    """The list of partners, and the one under the cursor."""

    PLACE: ClassVar[str] = "partners"
    BINDINGS: ClassVar[list[BindingType]] = bindings("partners")

    detail: SheetPage[PartnerSheet]

    def __init__(self) -> None:
        """Nothing listed yet."""
        super().__init__(RecordList(COLUMNS, heads=True, classes="choices"), SheetPage(laid_out))

    def compose(self) -> ComposeResult:
        """List and partner."""
        yield from self.work()

    def on_mount(self) -> None:
        """List them."""
        self._teach()
        self.lines.show(Sections(lambda: _sections(self.keeper.book.db, self.keeper.today)))

    def reload(self) -> None:
        """Read it anew."""
        self._teach()
        super().reload()
        self.set_class(not self.lines.count, "-empty")

    def _teach(self) -> None:
        self.lines.say_when_empty(_TEACHING.said(self.keeper.book.db))

    @property
    def partner(self) -> GiveAndTake | None:
        """The partner under the cursor."""
        key = self.lines.cursor_key
        if not isinstance(key, tuple):
            return None
        return next((one for one in store.partners(self.keeper.book.db) if one.partner.id == key[1]), None)

    def customer_here(self) -> int | None:
        """Return the record of the partner under the cursor."""
        return one.partner.customer_id if (one := self.partner) else None

    def show_detail(self) -> None:
        """Show the partner under the cursor, where there is room for it."""
        if self.detail.display:
            keeper, one = self.keeper, self.partner
            self.detail.show_sheet(partner_sheet(keeper.book.db, one, keeper.today) if one else None)

    # What can be done ------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the partner under the cursor."""
        if name == "new":
            return None if count(self.keeper.book.db) else "Nobody is in the book yet. b enters a business."
        if name == "business":
            return None
        one = self.partner
        if one is None:
            first = _TEACHING.how if count(self.keeper.book.db) else _TEACHING.before
            return f"No partner is under the cursor. {first}"
        if one.partner.ended_on and name in ("finish", "we_sent", "they_sent"):
            return f"{one.name} is no partner any more. n makes them one again."
        return None

    def do_new(self) -> None:
        """Find somebody, and make them a partner."""
        from carebook.tui.screens.choose_customer import ChooseCustomer

        self.app.push_screen(ChooseCustomer(self._make))

    def do_business(self) -> None:
        """Enter a business, and make it a partner."""
        from carebook.tui.forms.customer import customer_form

        def entered(change: Change | None) -> None:
            if change is not None:
                self._make(change.only("customer"))

        self.app.push_screen(customer_form(self.keeper, kind="business"), entered)

    def _make(self, customer_id: int) -> None:
        from carebook.tui.forms.partner import new_partner_form

        db = self.keeper.book.db
        known = next((one for one in store.partners(db) if one.partner.customer_id == customer_id), None)
        if known and known.partner.ended_on is None:
            self.lines.move_to((PARTNER, known.partner.id))
            self.keeper.say(str(PartnerAlready(known.name)), "warning")
            return

        def land(change: Change | None) -> None:
            if change is not None:
                self.lines.move_to((PARTNER, change.only("partner")))

        self.app.push_screen(new_partner_form(self.keeper, customer_id), land)

    def do_they_sent(self) -> None:
        """Log whom they sent to us."""
        from carebook.tui.forms.referral_steps import introduction_form

        if one := self.partner:
            self.app.push_screen(introduction_form(self.keeper, one.partner.customer_id))

    def do_we_sent(self) -> None:
        """Note whom we sent to them."""
        from carebook.tui.forms.partner import passed_on_form

        if one := self.partner:
            self.app.push_screen(passed_on_form(self.keeper, one.partner))

    def do_edit(self) -> None:
        """Change what was agreed."""
        from carebook.tui.forms.partner import edit_partner_form

        if one := self.partner:
            self.app.push_screen(edit_partner_form(self.keeper, one.partner))

    def do_finish(self) -> None:
        """End the partnership; undo takes it back, so nothing is asked."""
        from carebook.referrals.desk.partnering import end_partner

        if one := self.partner:
            self.keeper.run_verb(lambda book, today: end_partner(book, one.partner.id, today))

    def do_contact(self) -> None:
        """Log a contact with them."""
        if one := self.partner:
            self.post_message(ContactWanted(one.partner.customer_id))

    def do_customer(self) -> None:
        """Open their record."""
        if one := self.partner:
            self.post_message(CustomerChosen(one.partner.customer_id))


def _sections(db: sqlite3.Connection, today: date) -> list[tuple[str, Source]]:
    found = store.partners(db)
    return [
        ("Partners", FreshRows(lambda: _rows([one for one in found if one.partner.ended_on is None], today))),
        ("No partners any more", FreshRows(lambda: _rows([one for one in found if one.partner.ended_on], today))),
    ]


def _rows(found: Sequence[GiveAndTake], today: date) -> list[Row]:
    return [_row(one, today) for one in found]


def _row(one: GiveAndTake, today: date) -> Row:
    last = short_day(one.last_on, today) if one.last_on else "nobody yet"
    counts = (f"{one.sent_us:,}", f"{one.bought:,}", f"{one.sent_them:,}")
    ended = one.partner.ended_on is not None
    return Row((PARTNER, one.partner.id), (one.name, one.partner.trade, *counts, last), dim=ended)
