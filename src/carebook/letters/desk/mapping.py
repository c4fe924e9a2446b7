"""Printing the content map on one sheet."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from carebook.customers.store.personas import contents, persona_lines, personas
from carebook.errors import Refusal
from carebook.letters.content_map import as_page, content_map
from carebook.letters.paper.batches import free_name
from carebook.letters.paper.press import typeset_content_map
from carebook.shop.store import shop


class CannotShow(Refusal):
    """A letter of the map is in no font."""

    def __init__(self, cause: str) -> None:
        """Say which letter it is."""
        super().__init__(f"The content map could not be set: there is {cause}. Nothing was written.")


def print_content_map(db: sqlite3.Connection, folder: Path, today: date) -> Path:
    """Set the content map on the country's paper, on its side, into a new file in a folder; return its path."""
    here = shop(db)
    undescribed = [line.name for line in persona_lines(db) if line.id is None]
    page = as_page(content_map(personas(db), contents(db)), undescribed, here, today)
    out = free_name(folder, f"content-map-{today}")
    made = typeset_content_map(page, out, today, here.country)
    for cause in made.left_out.values():
        raise CannotShow(cause)
    return out
