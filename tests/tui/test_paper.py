"""Paper on the screen: what to make of letters, with counts before; printers, labels and the letterhead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from driver import Owner, owner
from PIL import Image
from shops import TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.customers.desk import stop
from carebook.customers.model import Cause
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.shop import store as shop_store
from carebook.tui.panes.settings import SettingsPane


@contextmanager
def shop(path: Path) -> Iterator[Book]:
    """Make a shop of Rosie's with an e-mail address, and plan its day."""
    empty_shop(path)
    with Book.open(path, write=True, followers=[follow]) as book:
        with book.writing():
            shop_store.save_shop(book.db, shop_store.shop(book.db)._replace(email="rosie@garden.example"))
        yield book
        plan_day(book, TODAY)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A thank-you and a season's greeting each: for two customers by post, for one by e-mail."""
    path = tmp_path / "rosie.db"
    with shop(path) as book:
        for name in ("Ann Park", "Bo Lund"):
            sale(book, customer(book, name), "rose arch", TODAY)
        mail = customer(book, "Mia Mail", email="mia@post.example")
        sale(book, mail, "mower", TODAY)
        stop(book, mail, Cause.NO_POST, "", TODAY)
    return path


def files(path: Path) -> list[str]:
    folder = path.parent / "rosie-letters"
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


async def paper(it: Owner, *keys: str) -> None:
    """Open the box and choose in it; wait until it has counted."""
    await it.press("P", *keys)
    await it.settle()


async def test_the_box_counts_before_it_makes_anything(three: Path) -> None:
    async with owner(three) as it:
        await paper(it)
        assert it.screens == ["MainScreen", "PaperBox"]
        assert "4 letters on 4 pages, 2 left out" in it.text
        assert "2: goes by e-mail" in it.text
        await paper_form(it, "right")
        assert "2 e-mails" in it.text
        await paper_form(it, "right")
        assert "2 labels on 1 sheet" in it.text
        assert "Avery 5160, 30 on a sheet" in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen"]
        assert files(three) == []


async def paper_form(it: Owner, *keys: str) -> None:
    await it.press(*keys)
    await it.settle()


async def test_labels_from_a_used_sheet(three: Path) -> None:
    async with owner(three) as it:
        await paper(it, "right", "right", "tab", "tab", "backspace", "3", "0")
        assert "2 labels on 2 sheets" in it.text
        await it.press("enter")
        await it.settle()
        assert it.status.startswith("Printed 2 labels into rosie-letters")
        assert files(three) == ["labels-2026-11-25.pdf"]
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'printed'") == 0


async def test_a_label_that_the_sheet_does_not_have_is_said(three: Path) -> None:
    async with owner(three) as it:
        await paper(it, "right", "right", "tab", "tab", "backspace", "3", "1", "enter")
        assert it.screens[-1] == "PaperBox"
        assert "31 is out of range" in it.text
        assert files(three) == []


async def test_email_drafts_are_noted_and_marked_sent_when_the_owner_says_so(three: Path) -> None:
    async with owner(three) as it:
        await paper(it, "e", "enter")
        await it.settle()
        assert it.screens[-1] == "AskYesNo"
        assert "Did you send these from your mail program?" in it.text
        assert [name.rpartition(".")[2] for name in files(three)] == ["eml"] * 2
        await it.press("n")
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'printed' AND channel = 'e-mail'") == 2
        await it.press("4", "right")
        while "drafted" not in it.text:
            await it.press("right")
        await it.press("s")
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'sent' AND channel = 'e-mail'") == 1


async def test_p_on_an_opened_letter_by_email_drafts_it(three: Path) -> None:
    async with owner(three) as it:
        mail = it.ask(
            "SELECT l.id FROM letter l JOIN customer c ON c.id = l.customer_id WHERE c.name = 'Mia Mail'"
            " AND l.kind = 'thank_you'"
        )
        while it.selected != ("letter", mail):
            await it.press("down")
        await it.press("enter", "p")
        await it.settle()
        assert [name.rpartition(".")[2] for name in files(three)] == ["eml"]


async def test_the_archive_prints_a_letter_once_more_as_it_was(three: Path) -> None:
    async with owner(three) as it:
        await it.press("p")
        await it.settle()
        await it.press("y")
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'sent'") == 4
        await it.press("4")
        while it.app.screen.focused is None or "archive" not in str(it.app.screen.focused.parent.parent.id):
            await it.press("right")
        await paper(it)
        assert "once more, word for word" in it.text
        await it.press("enter")
        await it.settle()
        assert "again-2026-11-25.pdf" in files(three)
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'sent'") == 4


async def test_the_text_of_a_letter_is_copied(three: Path) -> None:
    async with owner(three) as it:
        while not str(it.selected).startswith("('letter'"):
            await it.press("down")
        await it.press("y")
        assert it.status.startswith("Copied ")
        assert "Thank you for coming to us" in it.app.clipboard


async def test_chosen_customers_have_labels_and_envelopes(three: Path) -> None:
    async with owner(three) as it:
        await it.press("2", "space", "down", "space", "down", "space")
        await paper_form(it, "p")
        assert "Paper: 3 customers" in it.text
        assert "2 labels on 1 sheet, 1 left out" in it.text
        assert "1: wants nothing by any way we have" in it.text
        await paper_form(it, "right", "enter")
        assert it.status.startswith("Printed 2 envelopes into rosie-letters")
        assert files(three) == ["envelopes-2026-11-25.pdf"]


# The settings


async def go_to_paper(it: Owner) -> None:
    await it.press("comma", "left", "left")
    assert "Sheets of labels" in it.text


async def test_a_printer_is_added_measured_and_used(three: Path) -> None:
    async with owner(three) as it:
        await go_to_paper(it)
        await it.press("n")
        await it.type("Office [/]")
        await it.press("enter")
        assert it.status == "Added the printer Office [/] · u to undo"
        assert it.selected == ("printer", 1)
        await it.press("p")
        await it.settle()
        assert files(three) == ["alignment-2026-11-25.pdf"]
        await it.press("m")
        await it.type("48.5")
        await it.press("tab")
        await it.type("51")
        await it.press("enter")
        assert it.status == "Aligned Office [/]: 1.5 mm to the right, 1 mm up · u to undo"
        assert "1.5 mm to the right, 1 mm up" in it.text
        await it.press("n")
        await it.type("Counter")
        await it.press("enter")
        await it.press("home")
        assert it.selected == ("printer", 2)
        await it.press("t")
        assert it.ask("SELECT name FROM printer WHERE in_use") == "Counter"
        await it.press("d", "u", "u", "u", "u", "u")
        assert it.ask("SELECT count(*) FROM printer") == 0


async def test_a_sheet_of_labels_is_added_and_what_does_not_fit_is_said(three: Path) -> None:
    async with owner(three, size=(80, 30)) as it:
        await go_to_paper(it)
        await it.press("N")
        for typed in ("Ours", "", "4", "10", "2 5/8 in", "1 in", "5", "12.7", "69.85", "1 in"):
            await it.type(typed)
            await it.press("tab")
        await it.press("ctrl+s")
        assert "4 columns end" in it.text
        assert it.ask("SELECT count(*) FROM label_sheet") == 0
        await it.press("backspace", "3", "ctrl+s")
        assert it.status == "Added the labels Ours · u to undo"
        while it.selected != ("own labels", 1):
            await it.press("down")
        await it.press("p")
        await it.settle()
        assert files(three) == ["trial-2026-11-25.pdf"]


async def test_a_logo_is_chosen_and_the_head_left_to_the_paper(three: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (40, 20), "green").save(logo)
    async with owner(three) as it:
        await go_to_paper(it)
        while it.selected != ("logo", 0):
            await it.press("down")
        await it.press("enter")
        await it.type(str(logo))
        await it.press("enter")
        assert it.status == "Put logo.png at the head of the letters · u to undo"
        await it.press("down", "t")
        assert it.ask("SELECT preprinted FROM stationery") == 1
        assert "yes: it is left out of the letters" in it.text
        await it.press("up", "d")
        assert it.ask("SELECT logo_kind FROM letterhead") == ""


async def test_what_is_built_in_is_not_changed(three: Path) -> None:
    async with owner(three) as it:
        await go_to_paper(it)
        while it.selected != ("labels", "Avery 5163"):
            await it.press("down")
        await it.press("e")
        assert it.status.startswith("These measures are the maker's")
        await it.press("d")
        assert it.status.startswith("Only printers")


async def test_what_is_due_is_written_as_a_calendar(three: Path) -> None:
    async with owner(three) as it:
        await it.press("comma")
        it.app.screen.query_one(SettingsPane).action_do("calendar")
        assert it.status.endswith("into rosie-letters/due.ics: open it in your calendar")
        assert files(three) == ["due.ics"]
