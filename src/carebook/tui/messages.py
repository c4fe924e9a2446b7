"""What panes and screens tell one another; every message says what happened or what is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

Step = Callable[[int], int | None]
"""Goes on, or back, in the list that a record was opened from; answers with the customer who stands there."""


@dataclass
class CustomerChosen(Message):
    """The owner wants to see a customer's record, and to step on from there where it was chosen from a list."""

    customer_id: int
    step: Step | None = None


@dataclass
class ContactWanted(Message):
    """The owner wants to log a contact with a customer."""

    customer_id: int


@dataclass
class BookChosen(Message):
    """The owner chose a book to open, from the welcome screen."""

    path: Path
    then: str = "everywhere.today"
    """The action to begin with."""
