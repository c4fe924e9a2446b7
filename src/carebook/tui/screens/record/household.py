"""What can be done in a record about life in a household: leaving, marrying, growing up, a death, whom to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from carebook.customers import rules, store
from carebook.customers.model import Member
from carebook.customers.refusals import NoSuchCustomer
from carebook.tui.doer import Doer

if TYPE_CHECKING:
    from carebook.tui.widgets.record_list import RecordList

_ON_A_MEMBER = "Go to the member first: tab, then up and down."


class HouseholdVerbs(Doer, Screen[None]):
    """The verbs for who belongs to a customer."""

    customer_id: int
    people: RecordList

    def member_here(self) -> Member | None:
        """Return the member under the cursor, or whose yearly day it is on."""
        key = self.people.cursor_key
        if not self.people.has_focus or not isinstance(key, tuple):
            return None
        db = self.keeper.book.db
        if key[0] == "member":
            return store.member(db, key[1])
        owner = store.occasion(db, key[1]).member_id if key[0] == "occasion" else None
        return store.member(db, owner) if owner is not None else None

    def why_not_in_household(self, name: str) -> str | None:
        """Say why a verb of the household is off for what is under the cursor."""
        if name not in ("leaves", "marries", "write_to", "grown_up", "go_by"):
            return None
        try:
            customer = store.customer(self.keeper.book.db, self.customer_id)
        except NoSuchCustomer as gone:
            return str(gone)
        member = self.member_here()
        if name == "marries":
            return _why_not_married(customer.kind, member)
        if member is None:
            return _ON_A_MEMBER
        if name == "grown_up":
            return None if member.minor and member.role != "pet" else f"{member.name} is not marked as under age."
        if member.died_on is not None:
            return f"{member.name} has died."
        if name in ("write_to", "go_by") and not rules.may_be_addressed(member):
            return "Letters are addressed to an adult."
        if name == "go_by" and member.id not in {m.id for m in rules.heirs(customer, self._members())}:
            return "The record does not go by the name of one who died. e on the customer changes its name."
        return None

    def _members(self) -> list[Member]:
        return store.members(self.keeper.book.db, self.customer_id)

    def do_leaves(self) -> None:
        """Note that the member under the cursor left."""
        from carebook.tui.forms.addressing import asking_how_addressed
        from carebook.tui.forms.household import leaving_form

        if member := self.member_here():
            ask = asking_how_addressed(self.keeper, self.customer_id)
            self.keeper.push_screen(leaving_form(self.keeper, member), ask)

    def do_marries(self) -> None:
        """Note the marriage of the member under the cursor, or of the customer."""
        from carebook.tui.forms.addressing import asking_how_addressed
        from carebook.tui.forms.household import marriage_form

        ask = asking_how_addressed(self.keeper, self.customer_id)
        self.keeper.push_screen(marriage_form(self.keeper, self.customer_id, self.member_here()), ask)

    def do_write_to(self) -> None:
        """Let the letters go to the member under the cursor."""
        from carebook.customers.desk.household import write_to

        if member := self.member_here():
            self.keeper.run_verb(lambda book, today: write_to(book, member.id, today))

    def do_grown_up(self) -> None:
        """Note that the member under the cursor is grown up."""
        from carebook.customers.desk.household import grew_up

        if member := self.member_here():
            self.keeper.run_verb(lambda book, today: grew_up(book, member.id, today))

    def do_go_by(self) -> None:
        """Keep the record in the name of the member under the cursor."""
        from carebook.customers.desk.household import go_by

        if member := self.member_here():
            self.keeper.run_verb(lambda book, today: go_by(book, member.id, today))

    def do_stops(self) -> None:
        """Note a stop or a leave of the customer, or the death of one of them: first of who is under the cursor."""
        from carebook.tui.forms.stops import stops_form
        from carebook.tui.screens.record.afterwards import watching_for_a_death

        look = watching_for_a_death(self.keeper, self.customer_id)
        member = self.member_here()
        living = member if member and member.died_on is None else None
        self.keeper.push_screen(stops_form(self.keeper, self.customer_id, living), look)


def _why_not_married(kind: str, member: Member | None) -> str | None:
    """Say why nobody marries here."""
    if kind == "business":
        return "In a business a new name is all that changes: e on the contact."
    if member and not rules.may_be_addressed(member):
        return f"{member.name} is {'a pet' if member.role == 'pet' else 'under age' if member.minor else 'dead'}."
    return None
