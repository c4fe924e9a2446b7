"""Pictures of the screens of the sample shop on 25 November 2026. A change is looked at before it is renewed.

`pytest tests/tui/test_snapshots.py --snapshot-update` renews them, on Python 3.11 only.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from driver import Owner
from shops import TODAY
from textual.pilot import Pilot

from carebook import sample
from carebook.book.backup import take_if_changed
from carebook.book.book import Book
from carebook.tui.app import CarebookApp

NORMAL, WIDE, NARROW = (80, 24), (120, 40), (40, 12)
SIZES = pytest.mark.parametrize("size", [NORMAL, WIDE], ids=["80x24", "120x40"])
ALSO_NARROW = pytest.mark.parametrize("size", [NORMAL, WIDE, NARROW], ids=["80x24", "120x40", "40x12"])

Size = tuple[int, int]
Deeds = Callable[[Owner], Awaitable[None]]
Looks = Callable[..., bool]


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "rosie.db"
    sample.write(path, today=TODAY)
    return path


@pytest.fixture
def sample_path(sample_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_book, tmp_path))


@pytest.fixture
def looks_the_same(snap_compare: Callable[..., bool]) -> Looks:
    """Whether the screen on a book looks as in its picture, after keys or deeds."""

    def compare(path: Path | None, size: Size, *keys: str, do: Deeds | None = None) -> bool:
        async def before(pilot: Pilot[None]) -> None:
            someone = Owner(pilot.app, pilot)
            await someone.settle()
            await someone.press(*keys)
            if do is not None:
                await do(someone)
            await someone.settle()

        return snap_compare(CarebookApp(path), terminal_size=size, run_before=before)

    return compare


@ALSO_NARROW
def test_today(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size)


def test_an_opened_letter(looks_the_same: Looks, sample_path: Path) -> None:
    assert looks_the_same(sample_path, NORMAL, "down", "down", "down", "enter")


def test_everything_held_is_shown(looks_the_same: Looks, sample_path: Path) -> None:
    assert looks_the_same(sample_path, NORMAL, "A", *["down"] * 30)


def test_all_is_done(looks_the_same: Looks, shop_path: Path) -> None:
    async def do_all(it: Owner) -> None:
        await it.press("s")
        while it.app.main.pane.lines.count:
            await it.press("space", "s")

    assert looks_the_same(shop_path, NORMAL, do=do_all)


def test_a_new_shop(looks_the_same: Looks, new_path: Path) -> None:
    assert looks_the_same(new_path, NORMAL)


@SIZES
def test_customers(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "2", "down", "down")


@ALSO_NARROW
def test_a_record(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "2", "down", "down", "enter")


def test_a_sale_with_a_wrong_amount(looks_the_same: Looks, sample_path: Path) -> None:
    async def sell(it: Owner) -> None:
        await it.press("2", "b")
        await it.type("a spade")
        await it.press("enter")
        await it.type("lots")
        await it.press("ctrl+s")

    assert looks_the_same(sample_path, NORMAL, do=sell)


def test_find(looks_the_same: Looks, sample_path: Path) -> None:
    async def find(it: Owner) -> None:
        await it.press("slash")
        await it.type("park")

    assert looks_the_same(sample_path, NORMAL, do=find)


@SIZES
def test_a_case_with_its_four_promises(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "3", *["down"] * 6, "enter")


@SIZES
def test_what_complaints_teach(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "3", "right", "right")


@SIZES
def test_no_complaint_yet(looks_the_same: Looks, shop_path: Path, size: Size) -> None:
    assert looks_the_same(shop_path, size, "3")


def test_a_complaint_being_taken_down(looks_the_same: Looks, sample_path: Path) -> None:
    async def find_them(it: Owner) -> None:
        await it.press("3", "n")
        await it.type("ann park")
        await it.press("enter")

    assert looks_the_same(sample_path, NORMAL, do=find_them)


@ALSO_NARROW
def test_the_lists_of_opportunity(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "6")


@SIZES
def test_a_list_to_work(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "6", *["down"] * 9, "enter")


@SIZES
def test_a_win_back_step_by_step(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "6", "right", *["down"] * 3, "enter")


@SIZES
def test_what_customers_are_worth(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "6", *["right"] * 3)


@SIZES
def test_who_leaves_and_why(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "6", *["right"] * 4)


def test_what_win_backs_teach(looks_the_same: Looks, sample_path: Path) -> None:
    assert looks_the_same(sample_path, WIDE, "6", "right", "right")


_HOUSEHOLD = "ann park"
"""A household of the sample, whose first member dies here."""
_REFERRALS = ("who was sent", "owed", "whom to ask", "partners", "who brought whom", "drives", "measures")


@SIZES
@pytest.mark.parametrize("view", range(len(_REFERRALS)), ids=_REFERRALS)
def test_referrals(looks_the_same: Looks, sample_path: Path, size: Size, view: int) -> None:
    assert looks_the_same(sample_path, size, "5", *["right"] * view)


@SIZES
def test_the_plan(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "4")


_LETTERS = ("plan", "campaigns", "outbox", "archive", "words", "answers", "year")


@SIZES
@pytest.mark.parametrize("view", _LETTERS[1:])
def test_letters(looks_the_same: Looks, sample_path: Path, size: Size, view: str) -> None:
    assert looks_the_same(sample_path, size, "4", *["right"] * _LETTERS.index(view))


@SIZES
def test_words_with_two_mistakes(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    async def write(it: Owner) -> None:
        await it.press("4", *["right"] * 4, *["down"] * 5, "e")
        await it.type("For your {{ sale.produkt }} you get 20 % off. ")
        await it.pilot.pause(0.6)

    assert looks_the_same(sample_path, size, do=write)


@SIZES
@pytest.mark.parametrize("key", ["t", "v"], ids=["trial", "versions"])
def test_two_texts_and_their_versions(looks_the_same: Looks, sample_path: Path, size: Size, key: str) -> None:
    """The trial of the short survey."""

    assert looks_the_same(sample_path, size, "4", *["right"] * 4, *["down"] * 11, key)


@SIZES
@pytest.mark.parametrize("keys", ["n", "down w"], ids=["form", "who"])
def test_a_campaign(looks_the_same: Looks, sample_path: Path, size: Size, keys: str) -> None:
    assert looks_the_same(sample_path, size, "4", "right", *keys.split())


def test_answers_being_logged(looks_the_same: Looks, sample_path: Path) -> None:
    async def log(it: Owner) -> None:
        await it.press("4", *["right"] * 5)
        await it.settle()
        await it.press("n", "a")

    assert looks_the_same(sample_path, NORMAL, do=log)


@SIZES
def test_away_for_three_weeks(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    async def go(it: Owner) -> None:
        await it.press("4", *["right"] * 6, "o")
        await it.type("30 nov")
        await it.press("enter")
        await it.type("20 dec")
        await it.press("enter")

    assert looks_the_same(sample_path, size, do=go)


@SIZES
def test_paper(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "P")


@SIZES
def test_printers_and_labels(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    assert looks_the_same(sample_path, size, "comma", *["right"] * 4)


_OF_CUSTOMERS = {
    "personas": "P",
    "content map": "P enter",
    "gaps": "i",
    "gap": "i enter",
    "show only": "f",
    "with marked": "space down space m",
    "merging": "space down space M",
    "own letter": "L",
    "reminder": "r",
    "history": "enter h",
}


@SIZES
@pytest.mark.parametrize("screen", _OF_CUSTOMERS)
def test_knowing_customers(looks_the_same: Looks, sample_path: Path, size: Size, screen: str) -> None:
    async def go(it: Owner) -> None:
        for key in ("2", *_OF_CUSTOMERS[screen].split()):
            await it.press(key)
            await it.settle()  # the gaps are counted beside the screen

    assert looks_the_same(sample_path, size, do=go)


@SIZES
def test_after_a_death(looks_the_same: Looks, sample_path: Path, size: Size) -> None:
    async def note_it(it: Owner) -> None:
        await it.press("slash")
        await it.type(_HOUSEHOLD)
        await it.press("enter", "tab", "down", "t", "right", "ctrl+s")

    assert looks_the_same(sample_path, size, do=note_it)


def test_backups(looks_the_same: Looks, sample_path: Path) -> None:
    with Book.open(sample_path, write=True) as book:
        taken = take_if_changed(book.path, book.db, TODAY)
    assert taken
    for file in taken.parent.iterdir():
        file.rename(file.with_name(re.sub(r"-\d{4}-daily", "-0912-daily", file.name)))
    assert looks_the_same(sample_path, NORMAL, "comma", "right", "right", "right")


def test_an_import_before_it_is_made(looks_the_same: Looks, sample_path: Path, tmp_path: Path) -> None:
    downloads = tmp_path / "home" / "Downloads"
    downloads.mkdir(parents=True)
    (downloads / "clients.csv").write_text(
        "Customer Name,Phone,Town,Colour\nNora Ek,207 555 0150,Bath,green\n,,,red\nOwen Byrne,207 555 0151,Bath,blue\n"
    )

    async def look_at_it(it: Owner) -> None:
        await it.press("comma", "i")
        await it.type("cli")
        await it.press("enter")

    assert looks_the_same(sample_path, WIDE, do=look_at_it)


def test_the_welcome(looks_the_same: Looks) -> None:
    assert looks_the_same(None, NORMAL)


def test_help(looks_the_same: Looks, sample_path: Path) -> None:
    assert looks_the_same(sample_path, NORMAL, "question_mark")
