"""How a step declares columns: dates, clean text and words of a list are checked by SQLite itself (D1, T2).

What a released step says may never change with these helpers; a test holds every step against its checksum.
"""

from __future__ import annotations

from carebook.text import sql_check

ID = "id INTEGER PRIMARY KEY AUTOINCREMENT"
EXTERNAL_ID = "external_id TEXT UNIQUE CHECK (external_id <> '')"
CHANNELS = ("post", "handwritten", "e-mail", "phone", "text", "in person")


def day(column: str, *, needed: bool = False) -> str:
    """Declare a local date as text (D1)."""
    null = " NOT NULL" if needed else ""
    return f"{column} TEXT{null} CHECK ({column} IS date({column}, '+0 days'))"


def month_day(column: str) -> str:
    """Check a day that comes back every year, such as 02-29."""
    return f"CHECK ('2000-' || {column} IS date('2000-' || {column}, '+0 days'))"


def line(column: str, *, needed: bool = False) -> str:
    """Declare one line of text; where it is needed it may not be empty."""
    return f"{column} TEXT NOT NULL CHECK ({column} <> '')" if needed else f"{column} TEXT NOT NULL DEFAULT ''"


def lines(column: str) -> str:
    """Declare text of several lines."""
    return f"{column} TEXT NOT NULL DEFAULT ''"


def joined(*columns: str) -> str:
    """Put texts together, for one check of them all."""
    return " || ".join(f"coalesce({column}, '')" if column == "external_id" else column for column in columns)


def clean(*columns: str, lines: bool = False) -> str:
    """Check that these texts are clean (T2), together: one look at a row costs less than one at each column."""
    return f"CHECK ({sql_check(f'({joined(*columns)})', lines=lines)})"


def word(column: str, *words: str, default: str | None = None, needed: bool = True) -> str:
    """Declare a word out of a list."""
    listed = ", ".join(f"'{word}'" for word in words)
    null = " NOT NULL" if needed else ""
    start = f" DEFAULT '{default}'" if default is not None else ""
    return f"{column} TEXT{null}{start} CHECK ({column} IN ({listed}))"


def flag(column: str, default: int = 0) -> str:
    """Declare a yes or no."""
    return f"{column} INTEGER NOT NULL DEFAULT {default} CHECK ({column} IN (0, 1))"


def of_customer() -> str:
    """Declare whose row it is; it goes with its customer."""
    return "customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE"
