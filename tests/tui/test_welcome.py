"""The welcome: a book in under a minute, the last one used, and what begins in it."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from driver import owner

from carebook.tui.app import CarebookApp
from carebook.tui.last_book import last_book, remember_book
from carebook.tui.run import book_at_hand
from carebook.tui.widgets.form import Form


async def make_shop(it, *answers: str) -> None:
    await it.press("n")
    for place, answer in enumerate(answers):
        if place == 2:
            await it.press("ctrl+u")
        await it.type(answer)
        await it.press("enter" if place < 3 else "ctrl+s")


async def test_three_answers_make_a_book(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    async with owner(None) as it:
        assert it.screens[-1] == "WelcomeScreen"
        await make_shop(it, "Rosie's Garden", "Rosie Bell", "germany", str(path))
        assert it.screens[-1] == "FirstStep"
        await it.press("down", "down", "enter")
        await it.settle()
        assert it.screens[-1] == "MainScreen"
        assert it.ask("SELECT country || currency || owner FROM shop") == "DEEURRosie Bell"
        assert "Rosie's Garden" in it.text
    assert last_book() == path.resolve()


async def test_the_country_is_echoed_with_its_money(tmp_path: Path) -> None:
    async with owner(None) as it:
        await it.press("n", "down", "down")
        assert "United States, with prices in USD" in it.text
        await it.press("ctrl+u")
        await it.type("japan")
        assert "Japan, with prices in JPY" in it.text
        await it.type("x")
        assert "is not a country" in it.text


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    async with owner(None) as it:
        await make_shop(it, "", "Rosie", "us", str(path))
        assert "is needed here" in it.text
        assert not path.exists()


async def test_a_taken_path_is_refused(shop_path: Path) -> None:
    """X4: never over an existing file."""
    before = shop_path.read_bytes()
    async with owner(None) as it:
        await make_shop(it, "Mine", "Me", "us", str(shop_path))
        assert "is already there" in it.text.replace("\n", " ")
        assert shop_path.read_bytes() == before


async def test_the_last_book_is_offered(shop_path: Path) -> None:
    async with owner(shop_path):
        pass
    async with owner(None) as it:
        assert "Open rosie" in it.text
        await it.press("enter")
        await it.settle()
        assert "Ann and John Park" in it.text


def test_the_last_book_is_a_private_note(shop_path: Path, tmp_path: Path) -> None:
    remember_book(shop_path)
    (note,) = tmp_path.rglob("last-book")
    assert note.stat().st_mode & 0o777 == 0o600
    assert book_at_hand() == shop_path
    shop_path.unlink()
    assert book_at_hand() is None


async def test_places_wait_until_there_is_a_book() -> None:
    async with owner(None) as it:
        await it.press("1")
        assert it.status == "No book is open yet."
        await it.press("question_mark")
        assert it.screens[-1] == "HelpScreen"


@pytest.mark.parametrize("size", [(40, 12), (120, 40)])
async def test_the_welcome_reads_at_every_size(size: tuple[int, int]) -> None:
    """T5."""
    async with owner(None, size=size) as it:
        assert "Make a book" in it.text


async def test_a_sample_shop_is_not_the_last_book_and_goes_when_the_program_ends(shop_path: Path) -> None:
    remember_book(shop_path)
    folder = TemporaryDirectory()
    app = CarebookApp(Path(shutil.copy(shop_path, folder.name)), sample=folder)
    async with app.run_test() as pilot:
        await pilot.pause(0.1)
    assert last_book() == shop_path
    assert not Path(folder.name).exists()


async def test_what_was_typed_of_a_new_shop_is_there_again_after_esc(tmp_path: Path) -> None:
    """T7: there is no book yet that could keep a draft."""
    async with owner(None) as it:
        await it.press("n")
        await it.type("Rosie's Garden")
        await it.press("escape")
        assert it.screens[-1] == "WelcomeScreen"
        await it.press("n")
        assert it.app.screen.query_one(Form).values()["shop"] == "Rosie's Garden"
        assert "what you had typed" in it.status


async def test_a_new_shop_left_untouched_says_nothing_when_it_is_opened_again() -> None:
    async with owner(None) as it:
        await it.press("n", "escape", "n")
        assert it.status == ""


async def test_the_first_customer_is_typed_at_once(tmp_path: Path) -> None:
    async with owner(None) as it:
        await make_shop(it, "Rosie's Garden", "Rosie Bell", "us", str(tmp_path / "mine.db"))
        await it.press("enter")
        await it.settle()
        assert it.screens == ["WelcomeScreen", "MainScreen", "FormScreen"]
        await it.type("Ann Park")
        await it.press("ctrl+s")
        assert it.ask("SELECT name FROM customer") == "Ann Park"
