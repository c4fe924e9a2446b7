"""One customer over all desks."""

from itertools import pairwise

import pytest
from driver import owner
from shops import SETTING, TODAY, customer, empty_shop

from carebook.book.book import Book
from carebook.customers.desk import log_contact
from carebook.customers.entry import ContactEntry
from carebook.entry import read
from carebook.letters.desk import follow
from carebook.tui.messages import CustomerChosen


async def test_the_record_shows_who_they_are_and_everything_newest_first(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter")
        assert "since 24 Nov · 1 sale · $25.00 taken · last sale 24 Nov" in it.text
        assert "Bath, ME 04530" in it.text
        assert "207 555 0101" in it.text
        assert "to ask" in it.text
        assert it.text.index("How did we do?") < it.text.index("Thank-you") < it.text.index("$25.00 · rose arch")


async def test_up_and_down_step_through_the_list_while_the_timeline_has_not_the_focus(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "down", "down")
        assert it.app.screen.customer_id == 3
        await it.press("up")
        assert it.app.screen.customer_id == 2
        await it.press("tab", "tab", "down")
        assert it.app.screen.customer_id == 2
        await it.press("escape")
        assert it.selected == 2


async def test_a_letter_in_the_timeline_opens_with_its_text_and_steps_on(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "tab", "tab")
        assert it.app.screen.timeline.move_to(("sale", 1))
        await it.press("up", "enter")
        assert it.screens[-1] == "EntryScreen"
        assert "Dear Ann and John" in it.text
        await it.press("down")
        assert "$25.00 · rose arch" in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen", "RecordScreen"]
        assert it.selected == ("sale", 1)


async def test_a_letter_that_was_sent_opens_with_the_exact_text(shop_path):
    async with owner(shop_path, size=(80, 50)) as it:
        await it.press("down", "s")
        text = it.ask("SELECT text FROM letter WHERE sent_on IS NOT NULL")
        customer_id = it.ask("SELECT customer_id FROM letter WHERE sent_on IS NOT NULL")
        await it.press("2")
        assert it.app.main.pane.lines.move_to(customer_id)
        await it.press("enter", "tab", "tab")
        assert it.app.screen.timeline.move_to(("letter", it.ask("SELECT id FROM letter WHERE sent_on IS NOT NULL")))
        await it.press("enter")
        longest = max(text.splitlines(), key=len).split()
        assert " ".join(longest[:4]) in it.text
        assert "Wed 25 Nov 2026 by post" in it.text
        assert "not yet marked sent" not in it.text
        assert it.ask("SELECT count(*) FROM contact WHERE letter_id IS NOT NULL") == 1


async def test_a_removed_member_and_a_removed_sale_come_back_by_undo(shop_path):
    async with owner(shop_path) as it:
        await it.press("2")
        assert it.app.main.pane.lines.move_to(it.ask("SELECT customer_id FROM member"))
        await it.press("enter", "tab", "delete")
        assert it.ask("SELECT count(*) FROM member") == 0
        await it.press("u")
        assert it.ask("SELECT count(*) FROM member") == 1
        assert "Fifi" in it.text


async def test_removing_the_customer_goes_back_to_the_list_and_undo_is_one_key(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "delete")
        assert it.screens == ["MainScreen"]
        assert it.status == "Removed Ann and John Park · u to undo"
        await it.press("u")
        assert it.ask("SELECT count(*) FROM customer") == 6


async def test_the_record_of_one_with_nothing_teaches(new_path):
    with Book.open(new_path, write=True) as book:
        customer(book, "Ann Park")
    async with owner(new_path) as it:
        await it.press("2", "enter")
        assert "adds a partner" in it.text


async def test_a_verb_that_does_not_fit_says_why(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "R")
        assert it.status == "Go to a sale below first: tab, then up and down."
        await it.press("tab", "tab", "e")
        assert it.status == "Only sales, members and days are changed here. del takes a contact or news out."
        await it.press("delete")
        assert it.status == "A letter is part of the plan: press 1 to skip it, or 4 to see what was sent."


async def test_a_record_opened_by_itself_says_that_there_is_no_list(shop_path):
    async with owner(shop_path) as it:
        it.app.post_message(CustomerChosen(1))
        await it.settle()
        await it.press("down")
        assert it.screens == ["MainScreen", "RecordScreen"]
        assert it.status == "This record was opened by itself: esc goes back."


async def test_a_record_opened_from_today_steps_through_today(shop_path):
    async with owner(shop_path) as it:
        lines, seen = it.app.main.pane.lines, []
        await it.press("r")
        for _ in range(10):
            seen.append((it.app.screen.customer_id, lines.cursor_key))
            await it.press("down")
        assert all(one == other or one[0] != other[0] for one, other in pairwise(seen))
        assert {number for number, _ in seen} == {1, 2, 3, 4, 5, 6}
        await it.press("escape")
        assert it.selected == seen[-1][1]


async def test_a_contact_and_news_are_taken_out_and_come_back_by_undo(shop_path):
    """LET-11: without its news no card is written."""
    async with owner(shop_path) as it:
        for kind, card in (("contact", "open"), ("news", "cancelled")):
            customer_id, number = it.book.db.execute(f"SELECT customer_id, id FROM {kind}").fetchone()
            await it.press("2")
            assert it.app.main.pane.lines.move_to(customer_id)
            await it.press("enter", "tab", "tab")
            assert it.app.screen.timeline.move_to((kind, number))
            await it.press("delete")
            assert it.ask(f"SELECT count(*) FROM {kind}") == 0
            assert it.ask("SELECT state FROM letter WHERE kind = 'congratulation'") == card
            await it.press("u")
            assert it.ask(f"SELECT count(*) FROM {kind}") == 1
            assert it.ask("SELECT state FROM letter WHERE kind = 'congratulation'") == "open"
            await it.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_a_long_note_is_whole_in_its_entry(tmp_path, size):
    path = empty_shop(tmp_path / "book.db")
    with Book.open(path, write=True, followers=[follow]) as book:
        ann = customer(book, "Ann Park")
        contact = {"channel": "phone", "note": "first line\nsecond line " + "word " * 40 + "end."}
        log_contact(book, ann, read(ContactEntry, contact, SETTING), TODAY)
    async with owner(path, size=size) as it:
        await it.press("2", "enter", *(["tab"] if size == (40, 12) else ["tab", "tab"]))
        assert it.app.screen.timeline.move_to(("contact", 1))
        await it.press("enter")
        assert "second line" in it.text


async def test_undoing_a_new_customer_from_an_opened_letter_goes_all_the_way_back(new_path):
    async with owner(new_path) as it:
        await it.press("2", "n")
        await it.type("Ann Park")
        await it.press("ctrl+s", "b")
        await it.type("a hoe")
        await it.press("enter", "5", "enter", "enter", "tab", "tab", "enter")
        assert it.screens[-1] == "EntryScreen"
        await it.press("u")
        assert it.screens[-1] == "RecordScreen"
        await it.press("U", "u", "enter", "u")
        assert it.screens == ["MainScreen"]
        assert it.status == "Undid: Added Ann Park · U to do it again"
        await it.press("U")
        assert "Ann Park" in it.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_only_the_list_with_the_focus_shows_a_cursor(shop_path, size):
    async with owner(shop_path, size=size) as it:
        await it.press("2")
        assert it.app.main.pane.lines.move_to(it.ask("SELECT customer_id FROM member"))
        await it.press("enter")
        assert it.text.count("▌") == 0
        await it.press("tab")
        assert [line.split()[-1] for line in it.text.splitlines() if "▌" in line] == ["pet"]
        await it.press("tab")
        assert it.text.count("▌") == 1
        assert "pet" not in next(line for line in it.text.splitlines() if "▌" in line)
