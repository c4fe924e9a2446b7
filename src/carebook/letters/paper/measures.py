"""Measures as they are typed and read back: millimetres, or inches where that is said; kept in micrometres."""

from __future__ import annotations

import re
from fractions import Fraction

from carebook.text import clean
from carebook.typed import NotSo, Setting

INCH = 25_400
_MEASURE = re.compile(
    r"(?P<sign>[-\u2212]?)(?:(?P<whole>\d{1,4}(?:[.,]\d{1,4})?)?(?: ?(?P<over>\d{1,3})/(?P<under>\d{1,3}))?)"
    r" ?(?P<unit>mm|cm|in|inch|inches|\"|\u201d)?",
    re.IGNORECASE,
)
_UNITS = {"mm": 1000, "cm": 10_000}


def a_measure(typed: str, _: Setting | None = None) -> int:
    """Read a measure of at least nothing, such as 63.5, 2.5 cm or 2 5/8 in, into micrometres."""
    word = clean(typed)
    found = _MEASURE.fullmatch(word)
    if not found or not (found["whole"] or found["over"]) or found["under"] == "0":
        raise NotSo(f"“{word[:40]}” is not a measure. Type millimetres, like 63.5, or inches, like 2 5/8 in.")
    if found["over"] and found["whole"] and not found["whole"].isdigit():
        raise NotSo(f"“{word[:40]}” is a decimal and a fraction at once. Type 63.5, or 2 5/8 in.")
    value = Fraction((found["whole"] or "0").replace(",", ".")) + Fraction(
        int(found["over"] or 0), int(found["under"] or 1)
    )
    unit = _UNITS.get((found["unit"] or "mm").lower(), INCH)
    if found["sign"] and value:
        raise NotSo("A measure is never less than nothing.")
    return round(value * unit)


def in_millimetres(measure: int) -> str:
    """Return micrometres as they are typed: "63.5"."""
    return f"{measure / 1000:.3f}".rstrip("0").rstrip(".")


def moved(right_by: int, down_by: int) -> str:
    """Say how a page is moved: "1.5 mm to the right, 0.5 mm up"; empty where it is not."""
    across = f"{in_millimetres(abs(right_by))} mm to the {'right' if right_by > 0 else 'left'}" if right_by else ""
    along = f"{in_millimetres(abs(down_by))} mm {'down' if down_by > 0 else 'up'}" if down_by else ""
    return ", ".join(filter(None, (across, along)))
