"""What a check of the book finds wrong with letters and what serves whom."""

from __future__ import annotations

import sqlite3

from carebook.letters.model import KINDS

_LISTED = 20
_KNOWN = ", ".join(f"'{name}'" for name in KINDS)
_RULES = (
    (
        "A letter is about another customer than the one it goes to",
        "letter #",
        "SELECT id FROM letter WHERE subject_kind = 'customer' AND subject_id <> customer_id",
        "Skip the letter on Today, or restore the newest backup.",
    ),
    (
        "A letter waits for a campaign that is not there",
        "letter #",
        "SELECT id FROM letter WHERE subject_kind = 'campaign' AND state IN ('open', 'printed')"
        " AND NOT EXISTS (SELECT 1 FROM campaign WHERE campaign.id = subject_id)",
        "Skip the letter on Today.",
    ),
    (
        "A letter is of a kind that this carebook does not know",
        "letter #",
        f"SELECT id FROM letter WHERE kind NOT IN ({_KNOWN})",
        "Open the book with the newest carebook.",
    ),
    (
        "The content map names a kind of letter that there is not",
        "persona #",
        f"SELECT persona_id FROM content WHERE letter_kind NOT IN ('', {_KNOWN})",
        "Open the content map of that persona and take the piece out.",
    ),
)


def broken(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Find what breaks the letters' own rules (S7): what it is, where, and what to do."""
    return [
        (what, f"{where}{number}", advice)
        for what, where, query, advice in _RULES
        for (number,) in db.execute(f"SELECT DISTINCT * FROM ({query}) ORDER BY 1 LIMIT {_LISTED}")
    ]
