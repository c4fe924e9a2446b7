"""Personas and the content map, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING, TODAY

from carebook.book.book import Book
from carebook.customers.desk.many import persona_all
from carebook.customers.desk.personas import add_persona
from carebook.customers.entry import PersonaEntry
from carebook.entry import read


@pytest.fixture
def gardeners_path(shop_path: Path) -> Path:
    """Two gardeners, who are described, and a landscaper, whom nobody described."""
    with Book.open(shop_path, write=True) as book:
        add_persona(book, read(PersonaEntry, {"name": "gardeners", "problems": "slugs"}, SETTING), TODAY)
        persona_all(book, [1, 2], "gardeners", TODAY)
        persona_all(book, [3], "landscapers", TODAY)
    return shop_path


async def to_map(it: Owner) -> None:
    await it.press("2", "P", "enter")


async def test_an_empty_list_teaches_and_n_describes_the_first(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("2", "P")
        assert "n describes the first one" in it.text
        await it.press("n")
        await it.type("flower lovers")
        await it.press("down")
        await it.type("slugs")
        await it.press("ctrl+s")
        assert it.status == "Described the persona flower lovers · u to undo"
        assert it.ask("SELECT name || '|' || problems FROM persona") == "flower lovers|slugs"
        await it.press("u")
        assert it.ask("SELECT count(*) FROM persona") == 0
        await it.press("escape")
        assert it.screens == ["MainScreen"]


async def test_the_list_counts_customers_and_says_who_is_not_described(gardeners_path: Path) -> None:
    async with owner(gardeners_path, size=(120, 40)) as it:
        await it.press("2", "P")
        assert all(word in it.text for word in ("gardeners", "0 of 4", "slugs"))
        await it.press("down", "enter")
        assert "Describe landscapers" in it.text
        await it.press("ctrl+s")
        assert it.ask("SELECT count(*) FROM persona") == 2
        assert it.selected == "landscapers"


async def test_a_new_name_is_followed_by_the_customers(gardeners_path: Path) -> None:
    async with owner(gardeners_path) as it:
        await it.press("2", "P", "e", "end")
        await it.type("!")
        await it.press("ctrl+s")
        assert it.ask("SELECT count(*) FROM customer WHERE persona = 'gardeners!'") == 2
        assert it.selected == "gardeners!"


async def test_a_name_that_is_taken_keeps_the_form(gardeners_path: Path) -> None:
    async with owner(gardeners_path) as it:
        await it.press("2", "P", "n")
        await it.type("Gardeners")
        await it.press("ctrl+s")
        assert "is described already" in it.status
        assert it.screens[-1] == "FormScreen"


async def test_removing_leaves_the_word(gardeners_path: Path) -> None:
    async with owner(gardeners_path) as it:
        await it.press("2", "P", "delete")
        assert it.status == "Removed the persona gardeners · u to undo"
        assert it.ask("SELECT count(*) FROM customer WHERE persona = 'gardeners'") == 2
        assert it.text.count("not described yet") >= 2
        await it.press("delete")
        assert "not described yet" in it.status


async def test_arrows_go_through_the_cells_and_enter_puts_something_down(gardeners_path: Path) -> None:
    async with owner(gardeners_path) as it:
        await to_map(it)
        assert "‹○›" in it.text
        assert "Nothing yet for gardeners at any stage" in it.text
        await it.press("right", "right", "enter")
        assert "gardeners · comparison" in it.text
        await it.type("newsl")
        await it.press("ctrl+s")
        assert it.ask("SELECT stage || '|' || letter_kind FROM content") == "comparison|newsletter"
        assert "‹Newsletter›" in it.text
        await it.press("n")
        await it.type("What slugs hate")
        await it.press("ctrl+s")
        assert it.ask("SELECT title FROM content WHERE title <> ''") == "What slugs hate"
        assert "Newsletter; What slugs hate" in it.text
        assert "Nothing yet for gardeners at research" in it.text


async def test_del_takes_the_last_piece_out(gardeners_path: Path) -> None:
    async with owner(gardeners_path) as it:
        await to_map(it)
        await it.press("n")
        await it.type("newsl")
        await it.press("ctrl+s", "delete")
        assert it.status == "Took a piece off gardeners at awareness · u to undo"
        assert it.ask("SELECT count(*) FROM content") == 0
        await it.press("delete")
        assert it.status == "Nothing stands here yet. n puts something down."
        await it.press("u")
        assert it.ask("SELECT count(*) FROM content") == 1


async def test_nothing_typed_is_no_piece(gardeners_path: Path) -> None:
    async with owner(gardeners_path) as it:
        await to_map(it)
        await it.press("n", "ctrl+s")
        assert "Say what serves them" in it.text


async def test_the_ends_of_the_stages_hold(gardeners_path: Path) -> None:
    async with owner(gardeners_path) as it:
        await to_map(it)
        await it.press("left", "enter")
        assert "gardeners · awareness" in it.text
        await it.press("escape", *["right"] * 6, "enter")
        assert "gardeners · purchase" in it.text


async def test_p_prints_the_map_beside_the_book(gardeners_path: Path) -> None:
    async with owner(gardeners_path) as it:
        await to_map(it)
        await it.press("p", "p")
        assert it.status == "One moment: the content map is being set."
        await it.settle()
        (path,) = gardeners_path.parent.glob("rosie-letters/content-map-*.pdf")
        assert path.name in it.status
        assert path.read_bytes().startswith(b"%PDF")


async def test_the_stage_of_a_customer_is_chosen_in_its_form_and_shown(shop_path: Path) -> None:
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("2", "down", "e")
        await it.settle()
        field = it.app.screen.query_one("Form").fields
        (stage,) = [one for one in field if one.key == "stage"]
        stage.control.focus()
        await it.press("c", "ctrl+s")
        assert it.ask("SELECT stage FROM customer WHERE name = 'Luísa Costa'") == "comparison"
        assert "comparison" in it.text
        await it.press("e", "ctrl+s")
        assert it.ask("SELECT stage FROM customer WHERE name = 'Luísa Costa'") == "comparison"


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_every_size_reads(gardeners_path: Path, size: tuple[int, int]) -> None:
    async with owner(gardeners_path, size=size) as it:
        await it.press("2", "P")
        assert "gardeners" in it.text
        await it.press("enter")
        assert "gardeners" in it.text


@pytest.mark.parametrize("name", ["[/]", "[bold]x", "x" * 3_000])
async def test_a_name_is_just_a_name_in_every_list(shop_path: Path, name: str) -> None:
    """T1."""
    with Book.open(shop_path, write=True) as book:
        add_persona(book, read(PersonaEntry, {"name": name, "needs": name}, SETTING), TODAY)
        persona_all(book, [1, 2], name, TODAY)
        persona_all(book, [3], f"{name}2", TODAY)
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("2", "P")
        assert name[:10] in it.text
        await it.press("enter", "n")
        await it.type(name[:60])
        await it.press("ctrl+s")
        assert name[:7] in it.text
        await it.press("escape", "escape", "i")
        await it.settle()
        assert name[:10] in it.text
