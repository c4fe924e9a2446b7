"""What the sample knows of someone before it stands in the book."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from carebook.customers.model import Member
from carebook.customers.rules import display_name, suggest_addressee, suggest_salutation

Birthday: TypeAlias = tuple[int, int, int | None]
"""Month, day, and the year where it is known."""


@dataclass(slots=True)
class One:
    """A member of a household or business, or a pet."""

    name: str
    role: str
    birthday: Birthday | None = None
    minor: bool = False
    died_on: date | None = None
    note: str = ""


@dataclass(slots=True)
class Purchase:
    """A sale in cents; what was given back of it, when and why."""

    day: date
    product: str
    amount: int
    cost: int | None
    quantity: int = 1
    reveal: date | None = None
    back: int = 0
    back_on: date | None = None
    why_back: str = ""


@dataclass(slots=True)
class Touch:
    """A contact."""

    day: date
    channel: str
    note: str
    direction: str = "in"
    response: str | None = None
    call_back_on: date | None = None


@dataclass(slots=True)
class Someone:
    """A customer with everything that belongs to it; `town` is town, state and postcode."""

    given_name: str = ""
    family_name: str = ""
    kind: str = "person"
    called: str = ""
    company: str = ""
    salutation: str = ""
    street: str = ""
    town: tuple[str, str, str] = ("", "", "")
    country: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    opened: date | None = None
    source: str = ""
    persona: str = ""
    note: str = ""
    birthday: Birthday | None = None
    wedding: Birthday | None = None
    quiet_from: date | None = None
    members: list[One] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    touches: list[Touch] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    stops: tuple[tuple[str, date, str], ...] = ()
    """Each suppression with the day since when, and how the shop came to know."""
    permissions: tuple[tuple[str, date, str], ...] = ()
    news: tuple[tuple[str, date, str], ...] = ()
    waits: str = ""
    """The kind of letter to them that Rosie has not got round to this morning."""

    @property
    def name(self) -> str:
        """The name by which the book lists them."""
        return display_name(self.kind, self.given_name, self.family_name, self.called, self.company)

    def envelope(self) -> tuple[str, str]:
        """Return addressee and salutation as the customers' desk would suggest them."""
        members = [Member(0, 0, one.name, "", one.role, one.minor, one.died_on, "") for one in self.members]
        return suggest_addressee(self, members), self.salutation or suggest_salutation(self, members)

    def known_on(self, began: date) -> date:
        """Return the day on which they came into the book: its first, or the day of their own first fact."""
        days = [self.opened] if self.opened else [purchase.day for purchase in self.purchases]
        return max([began, *days[:1]])
