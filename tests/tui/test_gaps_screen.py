"""Honest gaps, worked in a row by the keyboard (LET-8)."""

from __future__ import annotations

from pathlib import Path

from driver import owner
from shops import TODAY

from carebook.book.book import Book
from carebook.customers.desk.many import persona_all


def without_address(path: Path, *customers: int) -> None:
    """Let these customers have no address."""
    with Book.open(path, write=True) as book, book.act("Forgot", TODAY) as act:
        for number in customers:
            act.db.execute("UPDATE customer SET address1 = '' WHERE id = ?", [number])


async def test_the_list_counts_what_is_missing_of_customers_and_of_the_shop(shop_path: Path) -> None:
    without_address(shop_path, 2, 3)
    with Book.open(shop_path, write=True) as book:
        persona_all(book, [1], "gardeners", TODAY)
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("2", "i")
        await it.settle()
        lines = [line for line in it.text.splitlines() if "No full address" in line]
        assert [" 2 " in line for line in lines] == [True]
        assert "How they heard of us is not known" in it.text
        assert "Your e-mail address" in it.text
        assert "a persona that is not described yet" in it.text


async def test_one_after_the_other_is_filled_in(shop_path: Path) -> None:
    without_address(shop_path, 2, 3)
    async with owner(shop_path) as it:
        await it.press("2", "i")
        await it.settle()
        await it.press("down", "enter")
        await it.settle()
        assert it.screens[-1] == "GapScreen"
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


async def test_one_is_passed_over_and_stays(shop_path: Path) -> None:
    without_address(shop_path, 2, 3)
    async with owner(shop_path) as it:
        await it.press("2", "i")
        await it.settle()
        await it.press("down", "enter")
        await it.settle()
        await it.press("enter", "ctrl+n")
        assert "Maria Okafor · 2 left" in it.text
        await it.press("escape")
        assert it.screens[-1] == "GapScreen"
        assert it.selected == 3
        await it.press("enter", "ctrl+n")
        assert it.status == "This is the end of the list."


async def test_how_they_heard_of_us_is_a_known_way_by_its_beginning(shop_path: Path) -> None:
    """REF-5."""
    async with owner(shop_path) as it:
        await it.press("2", "i")
        await it.settle()
        assert it.selected == ("gap", "source")
        await it.press("enter")
        await it.settle()
        await it.press("enter")
        await it.type("walk")
        await it.press("ctrl+s")
        assert it.ask("SELECT count(*) FROM customer WHERE source = 'walked past'") == 1
        assert "5 left" in it.text
        await it.press("ctrl+s")
        assert it.status.startswith("Nothing is typed yet. ctrl+n")


async def test_leave_is_asked_for_with_yes_or_no(shop_path: Path) -> None:
    """SUP-5."""
    with Book.open(shop_path, write=True) as book, book.act("E-mail", TODAY) as act:
        act.db.execute("UPDATE customer SET email = 'x@example.com', source = 'x' WHERE id IN (2, 3)")
        act.db.execute("UPDATE customer SET source = 'x'")
    async with owner(shop_path) as it:
        await it.press("2", "i")
        await it.settle()
        assert it.selected == ("gap", "e-mail leave")
        await it.press("enter")
        await it.settle()
        await it.press("enter", "y", "ctrl+s")
        assert "Silence is never permission." in it.text
        await it.type("on the phone")
        await it.press("ctrl+s")
        assert it.ask("SELECT how FROM permission") == "on the phone"
        assert it.app.screen.form.values() == {"answer": "", "how": "on the phone"}
        await it.press("n", "ctrl+s")
        assert it.ask("SELECT cause FROM suppression") == "no-e-mail"
        assert it.screens[-1] == "GapScreen"


async def test_what_the_shop_has_not_said_is_filled_in_too(shop_path: Path) -> None:
    """LET-8."""
    async with owner(shop_path) as it:
        await it.press("2", "i")
        await it.settle()
        await it.press("end", "enter")
        await it.type("r@example.com")
        await it.press("ctrl+s")
        assert it.ask("SELECT email FROM shop") == "r@example.com"
        await it.settle()
        assert "Your e-mail address" not in it.text


async def test_a_shop_without_customers_lacks_only_its_own_details(new_path: Path) -> None:
    async with owner(new_path) as it:
        await it.press("2", "i")
        await it.settle()
        assert "Your e-mail address" in it.text
        assert "Your customers" not in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen"]


async def test_nothing_missing_is_said(new_path: Path) -> None:
    with Book.open(new_path, write=True) as book, book.act("E-mail", TODAY) as act:
        act.db.execute("UPDATE shop SET email = 'x@example.com'")
    async with owner(new_path) as it:
        await it.press("2", "i")
        await it.settle()
        assert "Nothing is missing" in it.text


async def test_the_record_opens_from_a_gap_and_steps_through_it(shop_path: Path) -> None:
    without_address(shop_path, 2, 3)
    async with owner(shop_path) as it:
        await it.press("2", "i")
        await it.settle()
        await it.press("down", "enter")
        await it.settle()
        await it.press("r")
        assert it.screens[-1] == "RecordScreen"
        assert "Luísa Costa" in it.text
        await it.press("down")
        assert "Maria Okafor" in it.text
