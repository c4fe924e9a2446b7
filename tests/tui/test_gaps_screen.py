"""Honest gaps, worked in a row by the keyboard (LET-8)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import TODAY, customer

from carebook.book.book import Book
from carebook.customers.desk.many import persona_all

ADDRESS_GONE = "UPDATE customer SET address1 = '' WHERE id IN (2, 3)"
"""Luísa Costa and Maria Okafor: the gap below the first one."""


@asynccontextmanager
async def gaps(path: Path, *forgotten: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Owner]:
    """Forget some things, and open the list of gaps."""
    with Book.open(path, write=True) as book, book.act("Forgot", TODAY) as act:
        for sql in forgotten:
            act.db.execute(sql)
    async with owner(path, size) as it:
        await it.press("2", "i")
        await it.settle()
        yield it


async def open_gap(it: Owner, downs: int = 0) -> None:
    """Open the gap so many lines below the first."""
    await it.press(*["down"] * downs, "enter")
    await it.settle()
    assert it.screens[-1] == "GapScreen"


async def test_the_list_counts_what_is_missing_of_customers_and_of_the_shop(shop_path: Path) -> None:
    with Book.open(shop_path, write=True) as book:
        persona_all(book, [1], "gardeners", TODAY)
    async with gaps(shop_path, ADDRESS_GONE, size=(120, 40)) as it:
        lines = [line for line in it.text.splitlines() if "No full address" in line]
        assert [" 2 " in line for line in lines] == [True]
        assert "How they heard of us is not known" in it.text
        assert "Your e-mail address" in it.text
        assert "a persona that is not described yet" in it.text


async def test_one_after_the_other_is_filled_in(shop_path: Path) -> None:
    async with gaps(shop_path, ADDRESS_GONE) as it:
        await open_gap(it, 1)
        assert it.selected == 2
        await it.press("enter")
        assert "Luísa Costa · 2 left" in it.text
        await it.type("9 New Street")
        await it.press("ctrl+s")
        assert it.ask("SELECT address1 FROM customer WHERE id = 2") == "9 New Street"
        assert "Maria Okafor · 1 left" in it.text
        await it.type("1 Quay")
        await it.press("ctrl+s")
        await it.settle()
        assert it.screens[-1] == "GapScreen"
        assert it.status == "That was the last one here. Well done."
        assert "Nobody lacks this any more" in it.text
        await it.press("u")
        await it.settle()
        assert it.selected == 3


async def test_one_is_passed_over_and_stays_and_its_record_steps_through_the_gap(shop_path: Path) -> None:
    async with gaps(shop_path, ADDRESS_GONE) as it:
        await open_gap(it, 1)
        await it.press("enter", "ctrl+n")
        assert "Maria Okafor · 2 left" in it.text
        await it.press("escape")
        assert it.screens[-1] == "GapScreen"
        assert it.selected == 3
        await it.press("enter", "ctrl+n")
        assert it.status == "This is the end of the list."
        await it.press("r")
        assert it.screens[-1] == "RecordScreen"
        assert "Maria Okafor" in it.text
        await it.press("up")
        assert "Luísa Costa" in it.text


async def test_how_they_heard_of_us_is_a_known_way_by_its_beginning(shop_path: Path) -> None:
    """REF-5."""
    async with gaps(shop_path) as it:
        assert it.selected == ("gap", "source")
        await open_gap(it)
        await it.press("enter")
        await it.type("walk")
        await it.press("ctrl+s")
        assert it.ask("SELECT count(*) FROM customer WHERE source = 'walked past'") == 1
        assert "5 left" in it.text
        await it.press("ctrl+s")
        assert it.status.startswith("Nothing is typed yet. ctrl+n")


async def test_leave_is_asked_for_with_yes_or_no(shop_path: Path) -> None:
    """SUP-5."""
    e_mail = "UPDATE customer SET email = 'x@example.com' WHERE id IN (2, 3)"
    async with gaps(shop_path, e_mail, "UPDATE customer SET source = 'x'") as it:
        assert it.selected == ("gap", "e-mail leave")
        await open_gap(it)
        await it.press("enter", "y", "ctrl+s")
        assert "Silence is never permission." in it.text
        await it.type("on the phone")
        await it.press("ctrl+s")
        assert it.ask("SELECT how FROM permission") == "on the phone"
        assert it.app.screen.form.values() == {"answer": "", "how": "on the phone"}
        await it.press("n", "ctrl+s")
        assert it.ask("SELECT cause FROM suppression") == "no-e-mail"
        assert it.screens[-1] == "GapScreen"


async def test_a_shop_without_customers_lacks_only_its_own_details_until_nothing_is_missing(new_path: Path) -> None:
    """LET-8."""
    async with gaps(new_path) as it:
        assert "Your customers" not in it.text
        assert it.selected == ("shop", "email")
        await it.press("enter")
        await it.type("r@example.com")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT email FROM shop") == "r@example.com"
        assert "Nothing is missing" in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen"]


async def test_a_customer_who_is_taken_back_leaves_the_gap_at_once(
    shop_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with gaps(shop_path) as it:
        zoe = customer(it.book, "Zoe")
        await open_gap(it)
        assert it.app.screen.lines.move_to(zoe)
        monkeypatch.setattr(it.app.screen, "_find", lambda: None)  # the list is not read anew yet
        await it.press("u", "enter")
        assert it.screens[-1] == "GapForm"
