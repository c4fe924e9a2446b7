"""Everything that merging can say no to, each with its own sentence."""

from __future__ import annotations

from carebook.errors import Refusal


class OneAndTheSame(Refusal):
    """A customer that was to be merged with itself."""

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__(f"That is the record of {name} itself. Choose the other one.")


class StandsInTheOther(Refusal):
    """A record of one person that was to take in the household or business where that person is a member."""

    def __init__(self, person: str, other: str) -> None:
        """Say which of the two has to stay."""
        super().__init__(
            f"{person} is one of those in the record {other}, which also says who of them has died or is under age."
            f" Keep {other} instead: x swaps the two."
        )


class TakeOutFirst(Refusal):
    """A merged record into whose customer another one was merged later."""

    def __init__(self, name: str, newer: str) -> None:
        """Name both."""
        super().__init__(f"{newer} was merged later than {name}. Take {newer} out first, then {name}.")


class UnderAge(Refusal):
    """A record that would be a child's, who was marked as under age since it was merged (SUP-7)."""

    def __init__(self, name: str, household: str) -> None:
        """Say why it stays."""
        super().__init__(
            f"{name} is under age, as you noted in {household} since, and no letter goes to a child (SUP-7)."
            " So there is no record of their own to give back. If that is wrong, change the member first."
        )


class NotMerged(Refusal):
    """Nothing is there to be taken apart."""

    def __init__(self) -> None:
        """Say what may have happened."""
        super().__init__(
            "That merged record is not in the book any more: it was taken apart already, or the customer was removed."
            " Nothing was changed."
        )


class NothingKnownOf(Refusal):
    """The book does not know any more which rows were whose."""

    def __init__(self, name: str) -> None:
        """Name the merged record."""
        super().__init__(
            f"The book has no history any more of what belonged to {name}, so the two cannot be told apart."
            " Enter them as a new customer instead."
        )
