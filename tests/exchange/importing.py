"""Importing a text as a shop would: what the tests of the import's desk share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from carebook.book.book import Book
from carebook.book.journal import dump
from carebook.exchange import desk
from carebook.exchange.model import Imported, Preview
from carebook.exchange.source import look

TODAY = date(2026, 11, 25)
Import = Callable[..., Imported]


class Shop:
    """A book and a file beside it."""

    def __init__(self, book: Book, folder: Path) -> None:
        self.book, self._path = book, folder / "list.csv"

    def look(self, text: str, **owners: Any):
        self._path.write_text(text)
        return look(self._path, shop_country="US", today=TODAY, **owners)

    def preview(self, text: str, **owners: Any) -> Preview:
        return desk.preview(self.book, self.look(text, **owners))

    def run(self, text: str, **owners: Any) -> Imported:
        """Import a text, and see that the preview had said the same."""
        source, before = self.look(text, **owners), self.facts()
        shown = desk.preview(self.book, source)
        assert self.facts() == before
        done = desk.run(self.book, source, TODAY, file_name="list.csv")
        assert counts(done) == counts(shown)
        return done

    def facts(self):
        return dump(self.book.db)

    def rows(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        return self.book.db.execute(sql, params).fetchall()


def reasons(found: Imported | Preview) -> dict[int, str]:
    """Why rows are left out, by their lines."""
    return {reject.line: reject.reason for reject in found.rejected}


def counts(found: Imported | Preview) -> tuple[object, ...]:
    assert found.read == found.added + found.updated + found.unchanged + len(found.rejected)
    return found.read, found.added, found.updated, found.unchanged, found.rejected
