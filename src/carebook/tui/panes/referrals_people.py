"""Referrals: who was sent to us, by how far they have come (REF-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType

from carebook.book.change import Change
from carebook.customers.store import count
from carebook.referrals.rules import THANK_OPEN_DAYS
from carebook.tui.actions import bindings
from carebook.tui.panes.referrals_rows import PEOPLE_COLUMNS, REFERRAL, people
from carebook.tui.panes.referrals_teaching import NO_CUSTOMERS, Teaching
from carebook.tui.panes.referrals_verbs import ReferralsView
from carebook.tui.panes.views import ViewsPane
from carebook.tui.widgets.rows import Source

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

_TEACHING = Teaching(
    "Nobody was sent to you yet. They stand here by how far they have come: introduced, in contact, bought.",
    "When somebody says “my neighbour told me of you”: press n, and find the neighbour; or name them in the customer's "
    f"form under “Sent by”. carebook reminds you to thank within {THANK_OPEN_DAYS} business days, sale or no sale, and "
    "of the reward that you promised, once they have bought.",
    "When somebody says “my neighbour told me of you”: press 2 and then n for the neighbour, and then for who came, "
    "whose form asks “Sent by”.",
)


class PeopleView(ReferralsView):
    """Who was sent to us, and the referral under the cursor."""

    PLACE: ClassVar[str] = "people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("people")

    def __init__(self) -> None:
        """Nothing listed yet."""
        super().__init__(PEOPLE_COLUMNS, _TEACHING)

    def source(self) -> Source:
        """Return everyone who was sent to us."""
        return people(self.keeper)

    def referral_id(self) -> int | None:
        """Return the referral under the cursor."""
        key = self.lines.cursor_key
        return key[1] if isinstance(key, tuple) and key[0] == REFERRAL else None

    def land_on(self, referral_id: int) -> None:
        """Open a referral."""
        self.open_at((REFERRAL, referral_id))

    def why_not(self, name: str) -> str | None:
        """A new one needs a customer who sends them; every other verb needs a referral."""
        if name == "new":
            return None if count(self.keeper.book.db) else NO_CUSTOMERS
        return super().why_not(name)

    def do_new(self) -> None:
        """Find who sent somebody, and note whom."""
        from carebook.tui.forms.referral_steps import introduction_form
        from carebook.tui.screens.choose_customer import ChooseCustomer

        def noted(change: Change | None) -> None:
            if change:
                self.call_after_refresh(self.land_on, max(change.touched["referral"]))

        def note(customer_id: int) -> None:
            self.app.push_screen(introduction_form(self.keeper, customer_id), noted)

        self.app.push_screen(ChooseCustomer(note, "Who sent them?"))


async def show_referral(app: CarebookApp, referral_id: int) -> None:
    """Go to a referral from wherever we are."""
    await app.action_go("referrals")
    pane = cast(ViewsPane, app.main.pane)
    pane.turn_to(PeopleView.PLACE)
    pane.call_after_refresh(cast(PeopleView, pane.view).land_on, referral_id)
