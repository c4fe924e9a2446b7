"""Everything that the retention desk can say no to, each with its own sentence."""

from __future__ import annotations

from datetime import date

from carebook import days
from carebook.errors import Refusal
from carebook.retention.rules import CONTACT_DAYS, MOST_CONTACTS


class NoSuchWinBack(Refusal):
    """The win-back is not in the book."""

    def __init__(self) -> None:
        """Say that nothing was done."""
        super().__init__("That win-back is not in the book any more. Nothing was changed.")


class NotTheirTurn(Refusal):
    """A step whose turn has not come, or an offer too early; the sentence names what is missing (WIN-1, WIN-2)."""


class OpenAlready(Refusal):
    """A customer who is being won back already."""

    def __init__(self, name: str) -> None:
        """Name the customer."""
        super().__init__(f"{name} is being won back already. Open that win-back and go on with it.")


class HasDied(Refusal):
    """Winning back somebody who died (SUP-1)."""

    def __init__(self, name: str) -> None:
        """Name the customer."""
        super().__init__(f"{name} has died, so there is nobody to win back.")


class WantsNoContact(Refusal):
    """Winning back somebody who asked not to be contacted (SUP-3)."""

    def __init__(self, name: str) -> None:
        """Name the customer."""
        super().__init__(f"{name} asked not to be contacted. If that has changed, lift it on their record first.")


class NothingOnRecord(Refusal):
    """A standing permission that nobody recorded (SUP-5)."""

    def __init__(self, name: str) -> None:
        """Ask for what was said."""
        super().__init__(f"No leave of {name} is on record. If they gave it now, choose “given” and say how.")


class TooEarly(Refusal):
    """A step dated before the one that it follows."""

    def __init__(self, last: date, on: date) -> None:
        """Name both days."""
        super().__init__(
            f"The step before this one was on {days.in_words(last)}, after {days.in_words(on)}. "
            "Choose that day or a later one."
        )


class EnoughContacts(Refusal):
    """One contact more than may be (WIN-2)."""

    def __init__(self, until: date) -> None:
        """Say until when it rests."""
        super().__init__(
            f"They heard from us {MOST_CONTACTS} times in {CONTACT_DAYS} days about coming back. "
            f"Let it rest until {days.in_words(until)}."
        )


class NoSuchOffer(Refusal):
    """The offer is not in the book."""

    def __init__(self) -> None:
        """Say that nothing was done."""
        super().__init__("That offer is not in the book any more. Nothing was changed.")


class NoSuchStrength(Refusal):
    """The strength is not on the list."""

    def __init__(self) -> None:
        """Say that nothing was done."""
        super().__init__("That strength is not on the list any more. Nothing was changed.")


class StrengthTaken(Refusal):
    """A strength that is on the list already."""

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__(f"“{name}” is on the list already.")
