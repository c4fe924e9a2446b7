"""A notice to every buyer of a product: whom it reaches is said before it is saved, and an answer becomes a case."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import pytest
from driver import Owner, owner

from carebook.book.book import Book
from carebook.complaints.desk import log
from carebook.complaints.entry import CaseEntry
from carebook.customers.desk import add_customer, record_sale, set_occasion
from carebook.customers.entry import CustomerEntry, OccasionEntry, SaleEntry
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.running import change_kind
from carebook.letters.store.letters import planned_kinds
from carebook.tui.panes.today_detail import detail_of


@pytest.fixture
def mowers(book_path: Path, enter, today) -> Path:
    """Three who bought a mower, one of them last year, and one who bought a spade."""
    sales = [("Ann Park", "Brill mower", "-2w"), ("John Novak", "Brill mower", "-400d")]
    sales += [("Mary Costa", "Brill mower", "-4w"), ("Leo Stone", "Spade", "-5w")]
    with Book.open(book_path, write=True, followers=[follow]) as book:
        for name, product, sold_on in sales:
            who = add_customer(book, enter(CustomerEntry, name=name, address1="4 Mill Lane"), today).only("customer")
            record_sale(book, who, enter(SaleEntry, product=product, amount="100", sold_on=sold_on), today)
    return book_path


async def go_down_to(it: Owner, key: Hashable) -> None:
    """Put the cursor on a line of the list, which is one of the first twenty."""
    await it.press("home")
    for _ in range(20):
        if it.selected == key:
            return
        await it.press("down")
    assert it.selected == key


async def test_the_form_says_how_many_buyers_it_reaches_as_it_is_filled_in(mowers: Path):
    async with owner(mowers, size=(120, 40)) as it:
        await it.press("4", "b")
        assert "Brill mower · Spade" in it.text
        await it.type("mow")
        assert "Brill mower: goes to 3 buyers" in it.text
        await it.press("enter")
        await it.type("-1y")
        assert "Brill mower: goes to 2 buyers" in it.text
        await it.press("enter", "enter")
        await it.type("The bolt comes loose.")
        await it.press("ctrl+s")
        assert it.status == "Added notice to buyers “Brill mower” · u to undo"
        assert it.ask("SELECT count(*) FROM letter WHERE kind = 'product_notice'") == 2
        assert it.ask("SELECT bought_until FROM campaign") == "2026-11-25"
        await it.settle()
        assert "everyone who bought" in it.text
        await it.press("u")
        assert it.ask("SELECT count(*) FROM letter WHERE kind = 'product_notice'") == 0


async def test_a_product_that_was_never_sold_and_days_that_are_none_are_said(mowers: Path):
    async with owner(mowers) as it:
        await it.press("4", "b")
        await it.type("rake")
        assert "Nothing was sold by that name." in it.text
        await it.press("ctrl+s")
        assert "✗ What is wrong with it" in it.text
        assert it.ask("SELECT count(*) FROM campaign") == 0
        await it.type("It is loose.")
        await it.press("ctrl+s")
        assert "Nobody bought “rake” in that time." in it.status
        assert "It is loose." in it.text


async def test_the_same_notice_is_refused_a_second_time(mowers: Path):
    async with owner(mowers, size=(120, 40)) as it:
        for _ in range(2):
            await it.press("4", "b")
            await it.type("brill")
            await it.press("tab", "tab", "tab")
            await it.type("The bolt comes loose.")
            await it.press("ctrl+s")
        assert it.status.startswith("The notice “Brill mower” of Wed 25 Nov goes to buyers of “Brill mower”")
        assert it.ask("SELECT count(*) FROM letter WHERE kind = 'product_notice'") == 3


async def test_an_answer_to_a_notice_becomes_a_case_about_that_sale(mowers: Path):
    async with owner(mowers) as it:
        await it.press("4", "b")
        await it.type("brill")
        await it.press("tab", "tab", "tab")
        await it.type("The bolt comes loose.")
        await it.press("ctrl+s")
        number = it.ask("SELECT id FROM letter WHERE kind = 'product_notice' AND customer_id = 1")
        await it.press("1")
        await go_down_to(it, ("letter", number))
        await it.press("s", "4")
        await it.turn_to("archive")
        await it.press("C")
        await it.type("Mine came loose as well.")
        await it.press("ctrl+s")
        assert it.ask("SELECT product || ' ' || sale_id FROM complaint") == "Brill mower 1"


async def test_words_that_do_harm_are_said_beside_the_letter(mowers: Path):
    async with owner(mowers, size=(120, 40)) as it:
        await it.press("4", "b")
        await it.type("brill")
        await it.press("tab", "tab", "tab")
        await it.type("By company policy, please bring it in.")
        await it.press("ctrl+s", "1")
        number = it.ask("SELECT id FROM letter WHERE kind = 'product_notice' AND customer_id = 1")
        await go_down_to(it, ("letter", number))
        assert "look again" in it.text
        assert "“company policy” hides behind a rule" in it.text


def test_a_birthday_without_its_offer_says_which_complaint_keeps_it_back(mowers: Path, enter, today):
    """CMP-6."""
    with Book.open(mowers, write=True, followers=[follow]) as book:
        plan_day(book, today)
        birthday = planned_kinds(book.db)["birthday"]
        change_kind(book, "birthday", birthday.window, "post", "10 % off", today)
        set_occasion(book, 1, enter(OccasionEntry, kind="birthday", day="4 dec"), today)
        number = book.db.execute("SELECT id FROM letter WHERE kind = 'birthday'").fetchone()[0]
        assert "offer" not in dict(detail_of(book.db, "letter", number, today).notes)
        log(book, 1, enter(CaseEntry, words="It came loose."), today)
        notes = dict(detail_of(book.db, "letter", number, today).notes)
        assert notes["offer"] == "waits until complaint 2026-001 is settled"
        asked = book.db.execute("SELECT id FROM letter WHERE kind = 'complaint_acknowledgement'").fetchone()[0]
        notes = dict(detail_of(book.db, "letter", asked, today).notes)
        assert notes["why"] == "the complaint of Wed 25 Nov: It came loose."
