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


class TooEarly(Refusal):
    """A step dated before the one that it follows."""

    def __init__(self, case: Complaint, last: date, said: str, on: date) -> None:
        """Name both days, and what happened on the later one."""
        super().__init__(
            f"Case {case.number} {said} on {days.in_words(last)}, after {days.in_words(on)}. "
            "Choose that day or a later one."
        )


class ClockBehind(Refusal):
    """A case ends or begins anew today, and today is before what was done in it."""

    def __init__(self, case: Complaint, last: date, said: str, today: date) -> None:
        """Name both days, and ask for the clock to be set right."""
        super().__init__(
            f"Case {case.number} {said} on {days.in_words(last)}, but by this computer's clock today is "
            f"{days.in_words(today)}. Set the clock right first. Nothing was changed."
        )


class HasDied(Refusal):
    """A step that would speak to a customer who died (SUP-1)."""

    def __init__(self, name: str, case: Complaint) -> None:
        """Say what is left to do."""
        super().__init__(f"{name} has died, so nothing more is said or offered to them. Close case {case.number}.")


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


class NoSuchLabel(Refusal):
    """The category or root cause is not in the book."""

    def __init__(self) -> None:
        """Say that nothing was done."""
        super().__init__("That category or root cause is not on its list any more. Nothing was changed.")


class LabelTaken(Refusal):
    """A category or root cause that is there already."""

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__(f"“{name}” is on the list already.")
