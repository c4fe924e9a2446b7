"""What a view of the referrals' place says while it is empty: what will stand here, and the key that puts it in."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from carebook.customers.store import count

NO_CUSTOMERS = "A customer needs to be in the book first: press 2 and then n."


class Teaching(NamedTuple):
    """The sentences of one view."""

    what: str
    """What will stand here."""
    how: str
    """How the first comes in."""
    before: str
    """What comes before that, while nobody is in the book."""

    def said(self, db: sqlite3.Connection) -> str:
        """Say what stands here, and what to do now."""
        return f"{self.what}\n\n{self.how if count(db) else self.before}"
