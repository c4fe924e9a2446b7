"""Work beside the screen: told when it is done, the last one only, and in words where it could not be done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from driver import Owner, owner

from carebook.book.book import Book
from carebook.customers.desk import mark_deceased
from carebook.errors import Refusal
from carebook.letters.desk import printing
from carebook.letters.desk.wording import save_words
from carebook.tui.beside import Beside
from carebook.tui.widgets.status_line import StatusLine

HOW = "No letter is printed today."
BROKEN = "Nothing was changed: the book could not be read (disk I/O error). Quit, and look with: carebook check"


def customers(book: Book) -> int:
    return int(book.db.execute("SELECT count(*) FROM customer").fetchone()[0])


@pytest.mark.parametrize("reading", [False, True])
async def test_what_was_found_is_told_on_the_screens_own_thread(shop_path: Path, *, reading: bool) -> None:
    async with owner(shop_path) as it:
        found: list[int] = []
        Beside(it.app.main.pane, reading=reading).do(customers, found.append)
        await it.settle()
        assert found == [6]


async def test_an_older_answer_never_takes_the_place_of_a_newer_one(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        found, go_on, beside = list[str](), Event(), Beside(it.app.main.pane)

        def slow(_: Book) -> str:
            go_on.wait(5)
            return "older"

        beside.do(slow, found.append)
        beside.do(lambda _: "newer", found.append)
        await it.pilot.pause(0.1)
        go_on.set()
        await it.settle()
        assert found == ["newer"]
        beside.do(lambda _: "not wanted any more", found.append)
        beside.leave()
        await it.settle()
        assert found == ["newer"]


@pytest.mark.parametrize(
    ("problem", "words"), [(Refusal(HOW), HOW), (sqlite3.OperationalError("disk I/O error"), BROKEN)]
)
async def test_what_could_not_be_done_is_said_in_words(shop_path: Path, problem: Exception, words: str) -> None:
    def fail(_: Book) -> int:
        raise problem

    async with owner(shop_path) as it:
        beside, found, why = Beside(it.app.main.pane), list[int](), list[str]()
        beside.do(fail, found.append)
        await it.settle()
        assert (it.status, found) == (words, [])
        beside.do(fail, found.append, why.append)
        await it.settle()
        assert why == [words]


async def test_a_screen_that_was_left_is_told_nothing(shop_path: Path) -> None:
    async with owner(shop_path, (120, 40)) as it:
        await it.press("?")
        found, screen = list[int](), it.app.screen
        Beside(screen).do(customers, found.append)
        screen.dismiss()
        await it.settle()
        assert found == []


# Printing, while the screen is free ----------------------------------------------------------------------


async def while_printing(it: Owner, monkeypatch: pytest.MonkeyPatch, happen: Callable[[], Any]) -> None:
    """Print all that is due, and let something happen on the screen before it is noted as printed."""
    note, is_set, go_on = printing.note_printed, Event(), Event()

    def note_later(*what: Any) -> Any:
        is_set.set()
        go_on.wait(10)
        return note(*what)

    monkeypatch.setattr(printing, "note_printed", note_later)
    await it.press("p")
    for _ in range(100):
        if not is_set.is_set():
            await it.pilot.pause(0.05)
    assert is_set.is_set()
    happen()
    go_on.set()
    await it.settle()


async def test_undo_while_it_prints_does_not_end_the_program(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LET-7: words that were taken back meanwhile stay on the letters that were printed with them."""
    async with owner(shop_path) as it:
        save_words(it.book, "thank_you", "", "Thank you for the {{ sale.product }}!\n\nYours,", it.app.today)
        await while_printing(it, monkeypatch, it.app.do_undo)
        assert it.ask("SELECT count(*) FROM template") == 0
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'printed' AND text LIKE '%Thank you for the %!%'") > 0
        assert it.screens[-1] == "AskYesNo"


async def test_a_book_that_fails_while_it_prints_is_said(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise sqlite3.IntegrityError("FOREIGN KEY constraint failed")

    async with owner(shop_path) as it:
        monkeypatch.setattr(printing, "note_printed", fail)
        await it.press("p")
        await it.settle()
        assert "Nothing was changed" in it.status
        assert "FOREIGN KEY constraint failed" in it.status
        assert not it.app.main.pane.has_class("-printing")


async def test_who_died_while_it_printed_is_not_asked_for(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SUP-1, SUP-2: they are named as left out, and stay out of the question whether these did print."""
    async with owner(shop_path) as it:
        due = it.ask("SELECT count(*) FROM agenda WHERE state IN ('due', 'late')")
        who = it.ask(
            "SELECT l.customer_id FROM agenda a JOIN letter l ON l.id = a.letter_id WHERE l.kind = 'thank_you'"
        )
        died: list[Any] = []
        await while_printing(
            it, monkeypatch, lambda: died.append(mark_deceased(it.book, who, "told in the shop", it.app.today))
        )
        assert due > 1
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'printed' AND customer_id = ?", who) == 0
        assert it.screens[-1] == "AskYesNo"
        said = it.app.main.query(StatusLine).last().said
        assert "2 left out: changed while it was printed: take it out of the stack" in said
