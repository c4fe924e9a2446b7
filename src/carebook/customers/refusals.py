"""Everything that the customers' desk can say no to, each with its own sentence."""

from __future__ import annotations

from collections.abc import Sequence

from carebook.customers.model import Line
from carebook.errors import Refusal
from carebook.text import cut, names_in_words

_NAMED = 5
_WIDTH = 60


class NoSuchCustomer(Refusal):
    """Nobody in the book goes by that."""

    def __init__(self, text: str) -> None:
        """Quote what was asked for."""
        super().__init__(
            f"There is no customer “{cut(text, _WIDTH)}” in the book. Find them by the beginning of a name first."
        )


class SeveralCustomers(Refusal):
    """Several customers have that name."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        """Name each in a way that tells them apart."""
        named = [f"#{line.id}{f' in {cut(line.place, _WIDTH)}' if line.place else ''}" for line in lines[:_NAMED]]
        if len(lines) > _NAMED:
            named.append(f"{len(lines) - _NAMED} more")
        super().__init__(
            f"Several customers are called “{cut(text, _WIDTH)}”: {names_in_words(named)}. Say which by its number."
        )


class Gone(Refusal):
    """The record that was to be changed is not in the book any more."""

    def __init__(self, what: str) -> None:
        """Name the kind of record."""
        super().__init__(f"That {what} is not in the book any more. Nothing was changed.")


class NumberTaken(Refusal):
    """Another customer has that external_id."""

    def __init__(self, number: str, name: str) -> None:
        """Name whose it is."""
        super().__init__(f"{cut(number, _WIDTH)} is already the number of {cut(name, _WIDTH)}. Give this one another.")


class NoSuchSale(Refusal):
    """No sale in the book has that external_id."""

    def __init__(self, number: str) -> None:
        """Quote what was asked for."""
        super().__init__(
            f"There is no sale “{cut(number, _WIDTH)}” in the book. Give its external_id, or leave the sale out."
        )


class OneBirthday(Refusal):
    """A second birthday of one person."""

    def __init__(self) -> None:
        """Point to the first."""
        super().__init__("There is a birthday already. Change that one instead of adding a second.")


class NotOneOfThem(Refusal):
    """A member of another customer."""

    def __init__(self, name: str) -> None:
        """Name the customer."""
        super().__init__(f"That member does not belong to {cut(name, _WIDTH)}. Choose one who does.")


class IsASentLetter(Refusal):
    """A contact that is a letter marked sent (CMP-8a)."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__(
            "This contact is a letter that was marked sent, so it cannot be taken out alone. "
            "If the letter never left, undo the marking."
        )


class IsAnAnswer(Refusal):
    """A contact that is what came back on a letter."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__(
            "This is what came back on a letter, so it cannot be taken out alone. "
            "Log another answer to that letter, and it takes the place of this one."
        )


class NotASale(Refusal):
    """A refund where a sale was asked for."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("This is money given back, not a sale. Remove it and refund the sale again to change it.")


class TooMuchBack(Refusal):
    """More given back than was taken."""

    def __init__(self, left: str) -> None:
        """Say how much can still be given back."""
        super().__init__(f"Only {left} of this sale can still be given back. Type that or less.")


class AllGivenBack(Refusal):
    """A sale of which nothing is left."""

    def __init__(self) -> None:
        """Say that nothing is left."""
        super().__init__("Nothing is left to give back: the sale was free, or all of it was refunded before.")


class LessThanGivenBack(Refusal):
    """A sale made smaller than its refunds."""

    def __init__(self, back: str) -> None:
        """Say how much was given back."""
        super().__init__(f"{back} of this sale was given back, so it cannot be less. Remove the refund first.")


class RefundedTooEarly(Refusal):
    """Money given back before it was taken."""

    def __init__(self, sold_on: str) -> None:
        """Name the day of the sale."""
        super().__init__(f"The sale was on {sold_on}: money is given back that day or later.")


class DoneAlready(Refusal):
    """A reminder that was done before."""

    def __init__(self, done_on: str) -> None:
        """Say when."""
        super().__init__(f"That was done on {done_on}. Nothing was changed; r on their record notes another one.")


class NotPutOff(Refusal):
    """A reminder cannot be put off until that day."""


class NeverOverridden(Refusal):
    """A stop that an ordinary verb does not lift (SUP-8)."""


class OthersLiveThere(Refusal):
    """A household or business is not dead with one of its people (SUP-1)."""

    def __init__(self, name: str, kind: str) -> None:
        """Say where a death is noted instead."""
        super().__init__(
            f"{cut(name, _WIDTH)} is a {kind}. Mark the member who died, so that the others are written to rightly;"
            " someone who is not among the members yet can be added first."
        )


class DescribedBefore(Refusal):
    """A second persona of one name."""

    def __init__(self, name: str) -> None:
        """Name the first."""
        super().__init__(f"“{cut(name, _WIDTH)}” is described already. Change that one, or give this one another name.")


class ServesAlready(Refusal):
    """The same piece a second time in one cell of the content map."""

    def __init__(self, persona: str, stage: str) -> None:
        """Say where it stands."""
        super().__init__(f"That serves {cut(persona, _WIDTH)} at {stage} already. Nothing was added.")


class NothingTyped(Refusal):
    """A gap that was to be closed with nothing."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("Nothing is typed yet. ctrl+n goes on to the next one and leaves this one as it is.")


class NotInTheirLife(Refusal):
    """A step in the life of a household that cannot be theirs; the sentence says why, and what to do."""
