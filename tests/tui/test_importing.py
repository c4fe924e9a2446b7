"""Importing from the screen: a file is chosen, looked at, corrected, taken in, and taken back (X1)."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from driver import Owner, owner
from textual import events
from textual.widgets import Input

CUSTOMERS = (
    "Customer Name,Phone,Town,Colour\n"
    "Nora Ek,207 555 0150,Bath,green\n"
    ",,,red\n"
    "Owen Byrne,207 555 0151,Bath,blue\n"
    "Ann Bell,207 555 0152,Bath,\n"
)
NORA = "SELECT count(*) FROM customer WHERE name = 'Nora Ek'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder where downloads are, with a file in it."""
    folder = tmp_path / "home" / "Downloads"
    (folder / "Old lists").mkdir(parents=True)
    (folder / "clients.csv").write_text(CUSTOMERS)
    return folder


async def look_at(it: Owner, name: str) -> None:
    """Choose a file for import by the beginning of its name."""
    await it.press("comma", "i")
    await it.type(name)
    await it.press("enter")
    await it.settle()


async def put_cursor_on(it: Owner, key: object) -> None:
    """Step down to a row."""
    for _ in range(60):
        if it.selected == key:
            return
        await it.press("down")
    raise AssertionError(f"{key} is not listed: {it.text}")


async def test_a_file_is_previewed_imported_and_undone(shop_path: Path, folder: Path):
    """X1."""
    async with owner(shop_path, (100, 30)) as it:
        before = it.ask("SELECT count(*) FROM customer")
        await look_at(it, "cli")
        assert it.screens[-1] == "ImportScreen"
        assert "such as Nora Ek, Owen Byrne, Ann Bell" in it.text
        assert "line 3" in it.text
        assert "a row needs a name or an e-mail" in it.text
        assert it.ask("SELECT count(*) FROM customer") == before
        await it.press("i")
        await it.settle()
        assert it.screens == ["MainScreen"]
        assert it.status == "Imported 3 customers from clients.csv · 1 left out · u to undo"
        assert it.ask("SELECT count(*) FROM customer") == before + 3
        await it.press("u")
        assert it.ask("SELECT count(*) FROM customer") == before


async def test_a_row_that_is_left_out_says_whose_it_is_and_enter_tells_the_whole_reason(shop_path: Path, folder: Path):
    """X1, T1, T5."""
    (folder / "days.csv").write_text("name,birthday\nNora Ek,1970-01-02\n[/] Byrne,1971-02-30\n")
    for size in ((80, 24), (40, 12)):
        async with owner(shop_path, size) as it:
            await look_at(it, "days")
            await put_cursor_on(it, ("left out", 0))
            assert "[/] Byrne" in it.text
            assert "month, day, year)" not in it.text
            await it.press("enter")
            assert "Line 3 is left out" in it.text
            said = " ".join(it.text.split())
            assert "[/] Byrne" in said
            await it.press("end")
            assert "month, day, year)" in " ".join(it.text.split())
            for key in ("enter", "escape"):
                await it.press(key)
                assert it.screens[-1] == "ImportScreen"
                if key == "enter":
                    await it.press("enter")


async def test_the_same_file_again_has_nothing_to_take_in(shop_path: Path, folder: Path):
    """X1."""
    async with owner(shop_path) as it:
        await look_at(it, "cli")
        await it.press("i")
        await it.settle()
        await look_at(it, "cli")
        await it.press("i")
        assert it.status == "There is nothing in this file to take in."
        assert it.ask(NORA) == 1


async def test_a_column_is_given_another_field_by_the_owner(shop_path: Path, folder: Path):
    async with owner(shop_path) as it:
        await look_at(it, "cli")
        await put_cursor_on(it, ("column", "Colour"))
        await it.press("enter")
        assert it.screens[-1] == "ChooseField"
        await put_cursor_on(it, "tags")
        await it.press("enter")
        await it.settle()
        assert "→ tags" in it.text
        await it.press("i")
        await it.settle()
        assert (
            it.ask("SELECT t.name FROM tag t JOIN customer c ON c.id = t.customer_id WHERE c.name = 'Nora Ek'")
            == "green"
        )


async def test_the_order_of_dates_is_turned_by_enter(shop_path: Path, folder: Path):
    (folder / "sales.csv").write_text("date,amount,customer_name\n03/04/2026,12.50,Ann Bell\n")
    async with owner(shop_path) as it:
        await look_at(it, "sales")
        await put_cursor_on(it, ("guess", "order"))
        assert "month, day, year" in it.text
        await it.press("enter")
        await it.settle()
        assert "year, month, day" in it.text


async def test_what_cannot_be_read_is_said_and_nothing_is_written(shop_path: Path, folder: Path):
    (folder / "photo.csv").write_bytes(bytes(range(256)) * 40)
    async with owner(shop_path) as it:
        before = it.ask("SELECT count(*) FROM customer")
        await look_at(it, "photo")
        assert it.status
        await it.press("i")
        await it.settle()
        assert it.ask("SELECT count(*) FROM customer") == before


async def test_a_file_is_left_alone_with_escape(shop_path: Path, folder: Path):
    async with owner(shop_path) as it:
        await look_at(it, "cli")
        await it.press("escape")
        assert it.screens == ["MainScreen"]
        assert it.ask(NORA) == 0


async def test_tab_writes_a_folder_out_and_its_files_stand_below(shop_path: Path, folder: Path):
    (folder / "Old lists" / "2019.csv").write_text(CUSTOMERS)
    async with owner(shop_path) as it:
        await it.press("comma", "i")
        await it.type("ol")
        await it.press("tab")
        assert "~/Downloads/Old lists/" in it.text
        assert "2019.csv" in it.text
        await it.press("enter")
        await it.settle()
        assert it.screens[-1] == "ImportScreen"


async def test_a_whole_path_that_is_pasted_takes_the_place_of_what_stands_there(shop_path: Path, folder: Path):
    dropped = str(folder / "Old lists" / "Rosie's 2019.csv")
    Path(dropped).write_text(CUSTOMERS)
    for pasted in (
        dropped,
        "~/Downloads/Old lists/Rosie's 2019.csv",
        shlex.quote(dropped) + " ",
        f'"{dropped}"\n',
        dropped.replace(" ", "\\ ").replace("'", "\\'"),
        Path(dropped).as_uri(),
        Path(dropped).as_uri().replace("file://", "file://localhost"),
    ):
        async with owner(shop_path, (100, 30)) as it:
            await it.press("comma", "i")
            it.app.screen.post_message(events.Paste(pasted))
            await it.press("enter")
            await it.settle()
            assert it.screens[-1] == "ImportScreen", pasted


async def test_a_path_that_is_typed_anew_takes_the_place_of_what_stands_there(shop_path: Path, folder: Path):
    async with owner(shop_path) as it:
        await it.press("comma", "i")
        typed = it.app.screen.query_one(Input)
        assert typed.value == "~/Downloads/"
        await it.press(*["slash" if letter == "/" else letter for letter in "/tmp"])
        assert typed.value == "/tmp"
        await it.press("slash", "tilde", "slash", "x")
        assert typed.value == "~/x"


ODD_PATHS = ("~nobody here/x", "x" * 5000, "'", '/"', "/\\", "file://", "/\x00")


async def test_no_path_is_too_odd_to_be_said_not_to_be_there(shop_path: Path, folder: Path):
    async with owner(shop_path) as it:
        await it.press("comma", "i")
        for odd in ODD_PATHS:
            it.app.screen.query_one(Input).value = ""
            it.app.screen.post_message(events.Paste(odd))
            await it.press("enter")
            assert it.screens[-1] == "ChooseFile", ascii(odd)[:9]


async def test_a_name_with_two_quotes_is_taken_as_it_is(shop_path: Path, folder: Path):
    path = folder / "Ann's-Bob's.csv"
    path.write_text(CUSTOMERS)
    async with owner(shop_path) as it:
        await it.press("comma", "i")
        await it.type(str(path))
        assert it.app.screen.query_one(Input).value == str(path)


async def test_a_file_that_is_not_there_is_said(shop_path: Path, folder: Path):
    async with owner(shop_path) as it:
        await it.press("comma", "i")
        await it.type("nothing-like-it.csv")
        await it.press("enter")
        assert it.status.startswith("There is no file ")
        assert it.screens[-1] == "ChooseFile"


async def test_names_of_files_columns_and_cells_stand_as_they_are(shop_path: Path, folder: Path):
    """T1."""
    (folder / "[bold]x.csv").write_text("name,[red]note[/]\n[/],[@click=app.quit]hi[/]\n")
    async with owner(shop_path, (120, 40)) as it:
        await look_at(it, "[bold]x")
        for text in ("Import · [bold]x.csv", "[red]note[/]", "such as [/]", "[@click=app.quit]hi[/]"):
            assert text in it.text
        await put_cursor_on(it, ("column", "[red]note[/]"))
        await it.press("enter")
        assert "What is in the column “[red]note[/]”?" in it.text
        await it.press("escape", "i")
        await it.settle()
        assert it.status.startswith("Imported 1 customer from [bold]x.csv")


async def test_two_columns_for_one_field_are_refused_and_the_preview_stays(shop_path: Path, folder: Path):
    async with owner(shop_path) as it:
        await look_at(it, "cli")
        for column in ("Phone", "Colour"):
            await it.press("home")
            await put_cursor_on(it, ("column", column))
            await it.press("enter")
            await put_cursor_on(it, "source")
            await it.press("enter")
            await it.settle()
        assert it.status == "Only one column can be the source. Please choose one."
        assert "→ how they heard" in it.text
        await it.press("i")
        await it.settle()
        assert it.ask("SELECT source FROM customer WHERE name = 'Nora Ek'") == "207 555 0150"


async def test_an_import_that_is_stopped_leaves_nothing(shop_path: Path, folder: Path):
    """X1, X3."""
    rows = "".join(f"Customer {place},207 555 {place:06}\n" for place in range(30_000))
    (folder / "many.csv").write_text(f"name,phone\n{rows}")
    async with owner(shop_path) as it:
        before = it.ask("SELECT count(*) FROM customer")
        await look_at(it, "many")
        assert "30,000" in it.text
        await it.press("i", "escape")
        await it.settle()
        assert it.status == "The import was stopped. Nothing of it is in the book."
        assert it.ask("SELECT count(*) FROM customer") == before
        assert it.book.next_undo() != "Imported 30,000 customers from many.csv"


async def test_an_import_stands_on_a_small_screen(shop_path: Path, folder: Path):
    """T5."""
    async with owner(shop_path, (40, 12)) as it:
        await look_at(it, "cli")
        assert "What would come in" in it.text
        assert "new" in it.text


async def test_a_file_of_complaints_says_how_many_cases_it_opens_and_enter_goes_round_the_kinds(
    shop_path: Path, folder: Path
):
    (folder / "desk.csv").write_text(
        "Customer,Complaint date,Complaint\nLuísa Costa,2026-11-20,It came late\nZoe,2026-11-20,It broke\n"
    )
    async with owner(shop_path, (100, 30)) as it:
        await look_at(it, "desk")
        assert "the new ones, each to be answered" in it.text
        assert "→ what they said" in it.text
        assert "nobody in the book" in it.text
        await put_cursor_on(it, ("guess", "kind"))
        for kind in ("referrals", "customers", "sales", "complaints"):
            await it.press("enter")
            await it.settle()
            assert it.app.screen._source.kind == kind
        await it.press("i")
        await it.settle()
        assert it.status == "Imported 1 complaint from desk.csv · 1 left out · u to undo"
        assert it.ask("SELECT words FROM complaint") == "It came late"
