"""The case of a customer who died: the list says so, and the next step is to close it (SUP-1)."""

from __future__ import annotations

from pathlib import Path

from driver import owner
from shops import SETTING, TODAY

from carebook.book import rows
from carebook.book.book import Book
from carebook.complaints import desk
from carebook.complaints.entry import CaseEntry
from carebook.complaints.store import cases
from carebook.customers.desk import mark_deceased
from carebook.entry import read


async def test_the_case_of_one_who_died_is_closed_next(shop_path: Path):
    """SUP-1: nothing more is said to them."""
    with Book.open(shop_path, write=True) as book:
        with book.writing():
            jo = rows.insert(book.db, "customer", {"name": "Jo Moss", "entered_on": TODAY})
        entry = read(CaseEntry, {"words": "Too late", "category": "Late"}, SETTING)
        _, case = desk.log(book, jo, entry, TODAY)
        mark_deceased(book, jo, "her sister", TODAY)
    async with owner(shop_path) as it:
        await it.press("3")
        assert "has died: close it · Too l" in it.text
        await it.press("a")
        assert f"Close · {case.number}" in it.text
        await it.press("escape", "enter")
        await it.settle()
        assert "Close: has died" in it.text
        assert cases.case(it.book.db, case.id).closed_on is None
