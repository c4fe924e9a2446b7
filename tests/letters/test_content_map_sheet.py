"""The content map on paper: one PDF on its side, whatever stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from carebook.book.book import Book
from carebook.customers.desk.personas import add_content, add_persona
from carebook.customers.entry import ContentEntry, PersonaEntry
from carebook.letters.desk.mapping import CannotShow, print_content_map


@pytest.mark.parametrize("name", ["gardeners", "[/] #let x = 1 $", "x" * 200])
def test_the_map_is_printed_into_a_new_file(book: Book, today, enter, tmp_path: Path, name: str) -> None:
    one = add_persona(book, enter(PersonaEntry, name=name, needs="*time*"), today).only("persona")
    add_content(book, one, enter(ContentEntry, stage="research", title="<b>Soil</b>"), today)
    path = print_content_map(book.db, tmp_path / "letters", today)
    assert path.name == "content-map-2026-11-25.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    assert print_content_map(book.db, tmp_path / "letters", today).name == "content-map-2026-11-25-2.pdf"


def test_a_letter_that_no_font_has_is_named(book: Book, today, enter, tmp_path: Path) -> None:
    add_persona(book, enter(PersonaEntry, name="𐎀𐎁"), today)
    with pytest.raises(CannotShow, match="no font for"):
        print_content_map(book.db, tmp_path / "letters", today)
    assert not list(tmp_path.glob("letters/*"))
