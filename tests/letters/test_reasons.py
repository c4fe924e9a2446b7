"""Why a letter is here, as Today says it of the line under the cursor."""

from __future__ import annotations

from pathlib import Path

from rosie import rosies

from carebook.entry import read
from carebook.shop import desk as shop
from carebook.shop.entry import GatheringEntry
from carebook.tui.panes.today_detail import detail_of


def test_an_appreciation_is_here_for_its_gathering_and_not_for_the_day_that_was_drawn(book_path: Path) -> None:
    with rosies(book_path, "11-02") as rosie:
        typed = {"day": "2026-12-11", "label": "Winter evening"}
        shop.add_gathering(rosie.book, read(GatheringEntry, typed, rosie.setting), rosie.today)
        rosie.customer("Ruth Parker")
        rosie.on("12-04")
        letter = detail_of(rosie.book.db, "letter", rosie.one("appreciation").id, rosie.today)
    assert letter
    assert letter.notes[0] == ("why", "Winter evening on Fri 11 Dec")
