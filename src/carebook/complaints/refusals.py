"""Everything that the complaints' desk can say no to, each with its own sentence."""

from __future__ import annotations

from datetime import date

from carebook import days
from carebook.complaints.model import Complaint
from carebook.errors import Refusal


class NoSuchCase(Refusal):
    """The case is not in the book."""

    def __init__(self) -> None:
        """Say that nothing was done."""
        super().__init__("That case is not in the book any more. Nothing was changed.")


class OutOfTurn(Refusal):
    """A step whose turn has not come, or has passed; the sentence names what is missing."""


class BeforeItBegan(Refusal):
    """A step dated before its case came in, or was begun anew."""

    def __init__(self, case: Complaint, on: date) -> None:
        """Name both days."""
        began = "was opened again" if case.reopened_on else "came in"
        super().__init__(
            f"Case {case.number} {began} on {days.in_words(case.begun_on)}, after {days.in_words(on)}. "
            "Choose that day or a later one."
        )


class AboveLimit(Refusal):
    """An offer above the shop's own limit that nobody confirmed (CMP-4)."""

    def __init__(self, cost: str, limit: str) -> None:
        """Name both sums."""
        super().__init__(f"That comes to {cost}, above your own limit of {limit}. Say that you want it all the same.")


class NotOfThisCustomer(Refusal):
    """A sale of somebody else."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("That sale is not this customer's. Choose one of theirs, or none.")


class NamelessLabel(Refusal):
    """A category or root cause without a name."""

    def __init__(self) -> None:
        """Ask for one."""
        super().__init__("A category or root cause needs a name. Type one.")


class LabelTaken(Refusal):
    """A category or root cause that is there already."""

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__(f"“{name}” is on the list already.")
