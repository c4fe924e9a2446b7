"""An override as the book keeps it: what the letter was let go in spite of, and why ("spacing: she asked for it")."""

from __future__ import annotations

import re
from collections.abc import Collection

_FIGURES = re.compile(r"^\d+ | in \d+ days|(?<!quiet period) until .+")
"""What moves in a hold while it stays the same one. A quiet period keeps its day: that of another death is another."""


def same_hold(cause: str) -> str:
    """Return what a hold is called however long it lasts: "spacing", "complaint 2026-014"."""
    return _FIGURES.sub("", cause)


def kept(held_by: Collection[str], reason: str) -> str:
    """Return an override as it is kept (SUP-8)."""
    return f"{', '.join(sorted(held_by))}: {reason}"


def read(override: str) -> tuple[tuple[str, ...], str]:
    """Return the holds that an override lifts, and its reason; nothing where there is none."""
    held_by, _, reason = override.partition(": ")
    return tuple(held_by.split(", ")) if held_by else (), reason
