"""Everything that merging can say no to, each with its own sentence."""

from __future__ import annotations

from carebook.errors import Refusal


class OneAndTheSame(Refusal):
    """A customer that was to be merged with itself."""

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__(f"That is the record of {name} itself. Choose the other one.")


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
