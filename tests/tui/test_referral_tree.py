"""Who brought whom, by the keyboard: branches, folds, finding somebody, the card, depth and size (REF-1, REF-7)."""

from __future__ import annotations

import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest
from driver import Owner, owner
from hypothesis import given
from hypothesis import strategies as st
from referrals_shop import ago, count, family_shop, introduce
from shops import TODAY, customer, empty_shop

from carebook.book import rows
from carebook.book.book import Book
from carebook.tui.panes.referrals_tree_rows import DEEPEST_DRAWN, goes_on, lead

SIZES = [(120, 40), (80, 24), (40, 12)]
HOSTILE = ("[bold red]Ro[/]", "[@click=app.quit]hi[/]", "\x1b[31mred\x1b[0m \u202egnp", "x" * 5_000)


@pytest.fixture(scope="session")
def family_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return family_shop(tmp_path_factory.mktemp("family") / "rosie.db")


@pytest.fixture
def family_path(family_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(family_book, tmp_path))


def chain_shop(path: Path, deep: int) -> Path:
    """One brought the next, so many times."""
    empty_shop(path)
    with Book.open(path, write=True) as book:
        ids = [customer(book, f"Link {n}", address1=f"{n} Elm Street") for n in range(deep + 1)]
        for n in range(deep):
            introduce(book, ids[n], f"Link {n + 1}", ago(200 - n), ids[n + 1])
        count(book)
    return path


async def turn(it: Owner) -> None:
    """Go to the place and on to the tree, by keys."""
    await it.press("5")
    while it.app.main.pane.view.PLACE != "tree":
        await it.press("right")
    await it.settle()


def drawn(it: Owner) -> list[str]:
    """The names with their branches, as they stand on the screen."""
    lines = [line[3:] for line in it.text.splitlines()]
    first = next(place for place, line in enumerate(lines) if line.startswith("who "))
    width = len(lines[first]) if "came" not in lines[first] else lines[first].index("came")
    return [line[:width].rstrip() for line in lines[first + 1 : -1] if line.strip()]


# The branches ------------------------------------------------------------------------------------------------


async def test_everybody_stands_under_who_brought_them(family_path: Path):
    async with owner(family_path) as it:
        await turn(it)
        assert drawn(it) == [
            "Ann Park",
            "├─ Bea Lake",
            "│  ├─ Cal Ford",
            "│  │  └─ Dot Hill",
            "│  └─ Eli Moor",
            "└─ Flo Pond",
            "Gil Vet · partner",
            "├─ Hal Rowe",
            "└─ Ida Wood",
        ]


async def test_a_line_tells_when_they_came_whether_they_bought_whom_they_brought_and_their_value(family_path: Path):
    """REF-7."""
    async with owner(family_path) as it:
        await turn(it)
        lines = {name: line for line in it.text.splitlines() for name in ("Ann", "Bea", "Hal") if f"{name} " in line}
        assert lines["Bea"].split("Lake")[1].split() == ["18", "Feb", "yes", "3", "$108"]
        assert lines["Hal"].split("Rowe")[1].split() == ["18", "Jul", "not", "yet", "–", "–"]
        assert lines["Ann"].split("Park")[1].split() == ["–", "yes", "5", "$960"]


@given(st.lists(st.integers(0, 8), max_size=40))
def test_a_trunk_goes_on_exactly_where_a_later_one_of_that_generation_follows(steps: list[int]):
    """Each line is drawn from its own depth and the bits that say which of its branches go on below."""
    depths: list[int] = []
    for step in steps:
        depths.append(min(step, depths[-1] + 1) if depths else 0)
    found = goes_on([(n, depth) for n, depth in enumerate(depths)])
    for place, depth in enumerate(depths):
        for level in range(1, min(depth, DEEPEST_DRAWN) + 1):
            below = next((other for other in depths[place + 1 :] if other <= level), None)
            assert bool(found[place] >> level & 1) == (below == level)


@pytest.mark.parametrize(
    ("depth", "open_depths", "folded", "expected"),
    [
        (0, 0, False, ""),
        (0, 1, True, "▸ "),
        (1, 0b10, False, "├─ "),
        (1, 0, False, "└─ "),
        (1, 0, True, "└─▸ "),
        (3, 0b0010, False, "│     └─ "),
        (5, 0b100100, False, "   │        ├─ "),
        (6, 0b000010, False, "│           ⋯6  "),
        (50, 0, False, "            ⋯50 "),
    ],
)
def test_branches_are_drawn_to_a_depth_and_then_told_by_number(depth, open_depths, folded, expected):
    assert lead(depth, open_depths, is_folded=folded) == expected


async def test_fifty_generations_read_in_a_small_window(tmp_path: Path):
    """Its number tells the generation, and the name stands in sight."""
    async with owner(chain_shop(tmp_path / "rosie.db", 50)) as it:
        await turn(it)
        assert "└─ Link 5" in it.text
        await it.press("end")
        assert "⋯50 Link 50" in it.text
        await it.press("b")
        assert "⋯49 Link 49" in it.text
        assert it.selected == 50


# Moving in it ------------------------------------------------------------------------------------------------


async def test_minus_folds_a_branch_and_plus_unfolds_it(family_path: Path):
    async with owner(family_path) as it:
        await turn(it)
        await it.press("down", "minus")
        assert drawn(it)[:3] == ["Ann Park", "├─▸ Bea Lake", "└─ Flo Pond"]
        await it.press("minus")
        assert "There is nothing to fold here" in it.status
        await it.press("plus")
        assert drawn(it)[2] == "│  ├─ Cal Ford"
        await it.press("plus")
        assert it.status == "Nothing is folded here."


async def test_a_fold_stays_when_something_changes(family_path: Path):
    async with owner(family_path) as it:
        await turn(it)
        await it.press("minus", "enter", "e")
        await it.type(" Senior")
        await it.press("ctrl+s", "escape")
        await it.settle()
        assert drawn(it)[:2] == ["▸ Ann Park Senior", "Gil Vet · partner"]


async def test_b_goes_up_to_who_brought_them(family_path: Path):
    async with owner(family_path) as it:
        await turn(it)
        await it.press("down", "down", "down", "b")
        assert it.app.main.pane.view.lines.cursor_row.cells[0] == "Cal Ford"
        await it.press("b", "b", "b")
        assert it.app.main.pane.view.lines.cursor_row.cells[0] == "Ann Park"
        assert "the branch begins here" in it.status


async def test_slash_finds_somebody_and_goes_to_them_out_of_every_fold(family_path: Path):
    async with owner(family_path) as it:
        await turn(it)
        await it.press("minus", "slash")
        await it.type("dot")
        await it.press("enter")
        await it.settle()
        assert it.screens == ["MainScreen"]
        assert it.app.main.pane.view.lines.cursor_row.cells[0] == "Dot Hill"


async def test_who_is_not_in_the_tree_is_said_so(family_path: Path):
    async with owner(family_path) as it:
        await turn(it)
        await it.press("slash")
        await it.type("zoe")
        await it.press("enter")
        await it.settle()
        assert "Zoe Alone is not in the tree" in it.status


async def test_enter_opens_the_record_and_down_goes_on_in_the_tree(family_path: Path):
    async with owner(family_path) as it:
        await turn(it)
        await it.press("enter")
        assert it.screens[-1] == "RecordScreen"
        assert "Ann Park" in it.text
        await it.press("down")
        assert "Bea Lake" in it.text.splitlines()[0]


# The card ----------------------------------------------------------------------------------------------------


async def test_the_card_tells_the_chain_whom_they_brought_and_the_value(family_path: Path):
    """REF-7: what they brought stands beside their own, not in it."""
    async with owner(family_path, (120, 40)) as it:
        await turn(it)
        await it.press("slash")
        await it.type("cal f")
        await it.press("enter")
        assert "Bea Lake ← Ann Park" in it.text
        assert "2 after Ann Park" in it.text
        assert "Dot Hill" in it.text
        assert "1 of 1" in it.text
        assert "$108, not counted in it" in it.text


# Empty, hostile, large ---------------------------------------------------------------------------------------


async def test_an_empty_tree_teaches(shop_path: Path):
    async with owner(shop_path) as it:
        await turn(it)
        assert "Nobody in the book was brought by another yet." in it.text
        await it.press("minus")
        assert it.status == "Nobody is under the cursor."


async def test_without_customers_it_says_where_to_begin(new_path: Path):
    async with owner(new_path) as it:
        await turn(it)
        assert "press 2 and then n" in " ".join(it.text.split())


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_stand_literally_in_every_size(tmp_path: Path, size: tuple[int, int]):
    """T1, T2, T5."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True) as book:
        ids = [customer(book, name, address1=f"{n} Elm Street") for n, name in enumerate(HOSTILE)]
        for n, below in enumerate(ids[1:], 1):
            introduce(book, ids[0], f"Friend {n}", ago(100 - n), below)
        count(book)
    async with owner(path, size) as it:
        await turn(it)
        assert "[bold red]Ro[/]" in it.text
        assert "├─ [@click=app.quit]hi" in it.text
        assert "\x1b" not in it.text
        assert "\u202e" not in it.text
        assert all(len(line) <= size[0] for line in it.text.splitlines())


async def test_a_tree_of_eight_thousand_opens_fast(tmp_path: Path):
    """Four seconds would be no surprise if each line were read at once; one is plenty on a slow machine."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True) as book, book.writing():
        first = rows.insert(book.db, "customer", {"kind": "person", "name": "Root", "entered_on": ago(900)})
        ids = [first]
        for n in range(8_000):
            person = {"kind": "person", "name": f"Person {n}", "entered_on": ago(900)}
            ids.append(rows.insert(book.db, "customer", person))
            day = TODAY - timedelta(days=800 - n // 100)
            referral = {"customer_id": ids[n // 3], "introduced": f"Person {n}", "referred_id": ids[-1]}
            days = {"introduced_on": day, "contact_on": day, "entered_on": day}
            rows.insert(book.db, "referral", referral | days)
    async with owner(path) as it:
        await it.press("5")
        started = time.perf_counter()
        it.app.main.pane.turn_to("tree")
        assert time.perf_counter() - started < 1.0
        await it.pilot.pause()
        assert it.app.main.pane.view.lines.count == 8_001
        await it.press("end", "pageup", "minus", "home")
        assert "Root" in it.text
