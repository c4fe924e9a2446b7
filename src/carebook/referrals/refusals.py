"""Everything that the referrals' desk can say no to, each with its own sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from carebook.days import in_words
from carebook.errors import Refusal


class NotThere(Refusal):
    """What was to be changed is not in the book."""

    def __init__(self, what: str) -> None:
        """Name it."""
        super().__init__(f"That {what} is not in the book any more. Nothing was changed.")


class Themselves(Refusal):
    """Somebody who would have referred themselves (REF-4)."""

    def __init__(self, name: str) -> None:
        """Name them."""
        super().__init__(f"{name} cannot have brought themselves. Choose the one who told them of you.")


class ClosesALoop(Refusal):
    """A referral that would close a circle (REF-4)."""

    def __init__(self, referrer: str, referred: str) -> None:
        """Name both."""
        super().__init__(
            f"{referred} stands above {referrer} among those who brought one another, so {referrer} cannot have"
            f" brought {referred}. Look at the tree of who brought whom."
        )


class HasReferrer(Refusal):
    """A customer whom somebody else brought already, for a step that only one referral can take (REF-1)."""

    def __init__(self, referred: str, referrer: str) -> None:
        """Name both."""
        super().__init__(f"{referred} was brought by {referrer}, who was named first. Put that right if it is wrong.")


class NamedAlready(Refusal):
    """Somebody whom the same referrer named before (REF-1)."""

    def __init__(self, referrer: str, introduced: str) -> None:
        """Name both."""
        super().__init__(f"{referrer} sent {introduced} already. Open that referral and go on with it.")


class OutOfTurn(Refusal):
    """A step that this referral, reward or drive does not take now; the sentence says why."""


class DoesNotCount(Refusal):
    """A reward for one who was not the first to name somebody, or was put right (REF-1)."""

    def __init__(self, introduced: str) -> None:
        """Name the introduced person."""
        super().__init__(f"Somebody else counts as the one who sent {introduced}, so no reward is owed for this.")


class PutRightAlready(Refusal):
    """A referral that was put right before, and gave way to another one (REF-1)."""

    def __init__(self, introduced: str) -> None:
        """Name the introduced person."""
        super().__init__(f"Who introduced {introduced} was put right already. Change the newer referral instead.")


class InContactAlready(Refusal):
    """An introduced person who came already, as another customer (REF-1)."""

    def __init__(self, introduced: str, customer: str) -> None:
        """Name both."""
        super().__init__(
            f"{introduced} came to us already, as the customer {customer}. Take that back with u if it was a slip."
        )


class MayNotBeAsked(Refusal):
    """An ask that the rules do not allow; the sentence names every reason (REF-2)."""

    def __init__(self, name: str, reasons: Sequence[str]) -> None:
        """Name the customer and all that stands against it."""
        super().__init__(f"{name} is not to be asked now: {'; '.join(reasons)}.")
        self.reasons = list(reasons)


class AnsweredAlready(Refusal):
    """An ask that has its answer."""

    def __init__(self, name: str, answer: str) -> None:
        """Name the answer."""
        super().__init__(f"{name} answered “{answer}” already. Take that back with u if it was a slip.")


class NotAskedYet(Refusal):
    """An answer to an ask that has not left."""

    def __init__(self, name: str) -> None:
        """Name the customer."""
        super().__init__(f"The letter that asks {name} has not left yet. Mark it sent first.")


class ThankedAlready(Refusal):
    """Thanks for an introduction that has had them."""

    def __init__(self, name: str, on: date) -> None:
        """Say when."""
        super().__init__(f"{name} was thanked for it on {in_words(on)}.")


class BeforeIt(Refusal):
    """A step dated before the one that it follows."""

    def __init__(self, what: str, on: date) -> None:
        """Name that one, as "The introduction was", and its day."""
        super().__init__(f"{what} on {in_words(on)}. Choose that day or a later one.")


class Settled(Refusal):
    """A reward that was handed over or dropped already."""

    def __init__(self) -> None:
        """Say that nothing was done."""
        super().__init__("That reward is settled already. Nothing was changed.")


class PromisedAlready(Refusal):
    """A second reward of one referral for the same of the two."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("A reward for them is written down already. Change that one.")


class PartnerAlready(Refusal):
    """A partner who is one."""

    def __init__(self, name: str) -> None:
        """Name them."""
        super().__init__(f"{name} is a partner already. Open that partner to change it.")


class DrivesOverlap(Refusal):
    """Two drives at one time, whose introductions nobody could tell apart (REF-6)."""

    def __init__(self, name: str, ends_on: date) -> None:
        """Name the other one."""
        super().__init__(f"“{name}” runs until {in_words(ends_on)}. Let this one start after it.")
