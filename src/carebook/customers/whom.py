"""Whether anybody is left to whom a letter may be addressed, after a death or among children (SUP-1, SUP-7)."""

from __future__ import annotations

from collections.abc import Sequence

from carebook.customers.model import Customer, Member
from carebook.customers.rules import goes_by, may_be_addressed
from carebook.text import fold

NOBODY = "whom to write to: somebody died, or is a child"
"""The cause that keeps back what would be addressed to nobody living, or to a child."""


def nobody_to_address(customer: Customer, members: Sequence[Member]) -> bool:
    """Tell whether what a customer is sent would have a dead person's or a child's name on it, or nobody's.

    Lines of the owner's own that name neither are always good.
    """
    people = [member for member in members if member.role != "pet"]
    adults = [member for member in people if may_be_addressed(member)]
    living = {fold(member.name) for member in adults}
    dead = [member for member in people if member.died_on is not None and fold(member.name) not in living]
    lines = [fold(line or customer.name) for line in (customer.addressee, customer.salutation)]
    if customer.kind != "household":
        return lines[0] in {fold(member.name) for member in dead}
    if any(_is_named(line, member) for line in lines for member in dead):
        return True
    children = {fold(member.name) for member in people if member.minor} - living
    if adults or goes_by(customer, members):
        return lines[0] in children
    is_own = lines[0] == fold(customer.name)
    return lines[0] in children or (is_own and any(member.role == "partner" for member in dead))


def _is_named(line: str, member: Member) -> bool:
    """Tell whether a line has every word of a name: "Vi and Ed Una" has Vi Una."""
    words = fold(member.name).split()
    return bool(words) and set(words) <= set(line.replace(",", " ").split())
