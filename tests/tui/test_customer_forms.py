"""Everything about customers that is typed, from the keys to what the book then holds."""

import pytest
from driver import owner
from shops import TODAY, customer, sale

from carebook.book.book import Book
from carebook.text import clean

HOSTILE = [
    "[/] a\u200bb \x1b[31mred\x1b[0m",
    "[@click=app.quit]hi[/] \u202egnp.exe שלום עולם",
    "x" * 10_000,
]
"""A text that is no markup, one that is, and one without an end; the tests of the widgets have more, each alone."""


def field(it, key):
    return next(one for one in it.app.screen.form.fields if one.key == key)


async def test_a_household_with_partner_child_and_dog_by_keys_alone(new_path):
    async with owner(new_path) as it:
        await it.press("2", "n")
        await it.type("Park")
        await it.press("enter", "h", "enter")
        await it.type("207 555 0101")
        await it.press("ctrl+s")
        for name, role in (("Ann Park", "partner"), ("Mia", "child"), ("Rex", "pet")):
            await it.press("m")
            await it.type(name)
            await it.press("enter", *([role[0]] if role != "partner" else []), "ctrl+s")
        rows = it.book.db.execute("SELECT name, role, minor FROM member").fetchall()
        assert rows == [("Ann Park", "partner", 0), ("Mia", "child", 1), ("Rex", "pet", 0)]
        assert it.ask("SELECT kind || phone FROM customer") == "household207 555 0101"
        assert it.ask("SELECT addressee FROM customer") == "Ann Park"


async def test_a_birthday_of_the_member_under_the_cursor(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "m")
        await it.type("Mia")
        await it.press("ctrl+s", "tab", "d")
        assert field(it, "whose").control.value == "1" or field(it, "whose").value
        await it.press("enter", "enter")
        await it.type("29 feb 2016")
        await it.press("enter")
        assert it.ask("SELECT month_day || year FROM occasion WHERE customer_id = 1") == "02-292016"
        assert (
            it.ask("SELECT name FROM member JOIN occasion ON member_id = member.id WHERE member.customer_id = 1")
            == "Mia"
        )
        assert "29 Feb 2016 · turns 11" in it.text
        await it.press("down", "e")
        assert field(it, "day").value == "29 Feb 2016"
        await it.press("enter", "end", *["backspace"] * 5, "enter")
        assert it.ask("SELECT year FROM occasion WHERE customer_id = 1") is None


async def test_a_sale_is_one_key_three_fields_and_enter(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "b")
        await it.type("a spade")
        await it.press("enter")
        await it.type("19.90")
        await it.press("enter", "enter")
        assert it.status == "Recorded a sale to Ann and John Park · u to undo"
        assert it.ask("SELECT product || amount || sold_on FROM sale ORDER BY id DESC") == f"a spade1990{TODAY}"
        await it.press("u")
        assert it.ask("SELECT count(*) FROM sale WHERE product = 'a spade'") == 0


async def test_a_gift_is_further_down(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "b")
        await it.type("a globe")
        await it.press("enter")
        await it.type("80")
        await it.press("down", "down", "down", "down")
        await it.type("24 dec")
        await it.press("ctrl+s")
        assert it.ask("SELECT gift_reveal_on FROM sale ORDER BY id DESC") == "2026-12-24"


async def test_a_refund_begins_with_all_that_is_left_and_too_much_is_said_beside_the_amount(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "tab", "tab")
        assert it.app.screen.timeline.move_to(("sale", 1))
        await it.press("R")
        assert field(it, "amount").value == "25.00"
        await it.press("end", *["backspace"] * 5)
        await it.type("99")
        await it.press("ctrl+s")
        assert "Only $25.00 of this sale can still be given back" in field(it, "amount").word
        await it.press("backspace", "ctrl+s")
        assert it.ask("SELECT amount FROM sale WHERE refund_of = 1") == -900
        assert it.status == "Refunded $9.00 to Ann and John Park · u to undo"


WRONG = {
    "b": (("amount", "lots", "is not an amount"), ("sold_on", "32 may", "is not a day"), ("cost", "-3", "below zero")),
    "e": (
        ("country", "Ruritania", "not a country"),
        ("email", "ann at home", "not an e-mail address"),
        ("opened_on", "tomorrow", "still to come"),
    ),
    "c": (("on_day", "someday", "is not a day"),),
}


@pytest.mark.parametrize("verb", WRONG)
async def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(shop_path, verb):
    async with owner(shop_path) as it:
        before = it.ask("SELECT max(id) FROM action")
        await it.press("2", verb)
        form = it.app.screen.form
        if verb == "b":
            field(it, "product").control.value = "a spade"
            field(it, "amount").control.value = "19.90"
        for key, typed, sentence in WRONG[verb]:
            right, field(it, key).control.value = field(it, key).control.value, typed
            held = form.values()
            await it.press("ctrl+s")
            assert it.screens[-1] == "FormScreen"
            assert sentence in field(it, key).word
            assert form.values() == held
            assert field(it, key).control.has_focus
            assert it.ask("SELECT max(id) FROM action") == before
            field(it, key).control.value = right


async def test_a_half_written_customer_is_there_again_after_a_kill(new_path, quick_drafts):
    """T7"""
    async with owner(new_path) as it:
        await it.press("2", "n")
        await it.type("Ann Pa")
        await it.pilot.pause()
    async with owner(new_path) as it:
        await it.press("2", "n")
        assert field(it, "name").value == "Ann Pa"


async def test_typing_a_name_that_is_there_shows_the_likely_ones(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "n")
        await it.type("petrov ivan")
        assert field(it, "name").word == ""
        field(it, "name").control.value = "Иван Петров"
        await it.pilot.pause()
        assert "In the book already? Иван Петров in Bath." in field(it, "name").word


async def test_the_suggested_addressee_and_salutation_show_and_may_be_typed_over(new_path):
    async with owner(new_path) as it:
        await it.press("2", "n")
        await it.type("Ann Park")
        assert field(it, "salutation").control.placeholder == "Dear Ann Park,"
        field(it, "called").control.value = "Annie"
        await it.pilot.pause()
        assert field(it, "salutation").control.placeholder == "Dear Annie,"
        field(it, "salutation").control.value = "Hello Annie,"
        await it.press("ctrl+s")
        assert it.ask("SELECT salutation FROM customer") == "Hello Annie,"
        assert it.ask("SELECT addressee FROM customer") == "Ann Park"


async def test_editing_begins_with_what_is_known_and_saving_it_changes_nothing(shop_path):
    async with owner(shop_path) as it:
        before = list(it.book.db.execute("SELECT * FROM customer"))
        await it.press("2", "e", "ctrl+s")
        assert list(it.book.db.execute("SELECT * FROM customer")) == before
        await it.press("e", "end")
        await it.type("s")
        await it.press("ctrl+s")
        assert it.ask("SELECT name FROM customer WHERE id = 1") == "Ann and John Parks"


@pytest.mark.parametrize(
    ("presses", "how", "sql", "answer"),
    [
        (1, "at the till", "SELECT cause || how FROM suppression", "no-marketingat the till"),
        (3, "", "SELECT cause FROM suppression", "gone-away"),
        (9, "asked by phone", "SELECT channel || how FROM permission", "e-mailasked by phone"),
    ],
)
async def test_stops_and_leaves_are_one_form(shop_path, presses, how, sql, answer):
    async with owner(shop_path) as it:
        await it.press("2", "down", "enter", "t", *["right"] * presses, "enter")
        await it.type(how)
        await it.press("enter")
        assert it.ask(sql) == answer
        await it.press("u")
        assert it.ask(sql) is None


async def test_leave_without_saying_how_it_was_given_is_refused_beside_the_field(shop_path):
    """SUP-5"""
    async with owner(shop_path) as it:
        await it.press("2", "enter", "t", *["right"] * 9, "ctrl+s")
        assert "Silence is never permission" in field(it, "how").word
        await it.press("escape", "t", *["left"] * 9, "ctrl+s")


async def test_a_stop_is_lifted_by_the_same_form(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "t", "right", "ctrl+s")
        assert it.ask("SELECT cause FROM suppression") == "no-marketing"
        await it.press("t", "left", "ctrl+s")
        assert it.ask("SELECT cause FROM suppression") is None


async def test_news_of_a_customer_asks_for_a_card(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "w")
        await it.type("won the tulip prize")
        await it.press("ctrl+s")
        assert it.ask("SELECT kind || what FROM news WHERE customer_id = 1") == "congratulationwon the tulip prize"
        assert "won the tulip prize" in it.text


async def test_a_contact_from_the_record_stands_in_its_timeline(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "c")
        field(it, "note").control.value = "asked for tall tomatoes"
        await it.press("ctrl+s")
        assert it.screens == ["MainScreen", "RecordScreen"]
        assert "“asked for tall tomatoes”" in it.text


async def test_a_member_who_died_stays_marked_and_is_addressed_no_more(shop_path):
    """SUP-1"""
    async with owner(shop_path) as it:
        await it.press("2", "enter", "m")
        await it.type("John Park")
        await it.press("ctrl+s", "tab", "t", "right", "ctrl+s")
        assert it.ask("SELECT died_on FROM member WHERE name = 'John Park'") == TODAY.isoformat()
        assert it.screens[-1] == "Afterwards"
        await it.press("escape")
        assert "†" in it.text


async def test_a_sale_under_the_cursor_is_changed_and_removed(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "tab", "tab")
        assert it.app.screen.timeline.move_to(("sale", 1))
        await it.press("e")
        assert field(it, "sold_on").value == "11/24/2026"
        field(it, "amount").control.value = "30"
        await it.press("ctrl+s")
        assert it.ask("SELECT amount FROM sale WHERE id = 1") == 3000
        await it.press("delete")
        assert it.ask("SELECT count(*) FROM sale WHERE id = 1") == 0
        await it.press("u", "u")
        assert it.ask("SELECT amount FROM sale WHERE id = 1") == 2500


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name)[:16])
async def test_a_hostile_name_is_only_a_name_in_every_form_and_screen(new_path, name):
    """T1, T2"""
    shown = clean(name)[:12]
    async with owner(new_path) as it:
        await it.press("2", "n")
        field(it, "name").control.value = name
        field(it, "note").control.value = name
        await it.press("ctrl+s")
        assert it.ask("SELECT name FROM customer") == clean(name)
        assert shown in it.text
        for key, first in (("m", "name"), ("w", "what"), ("c", "note"), ("b", "product")):
            await it.press(key)
            field(it, first).control.value = name
            if key == "b":
                field(it, "amount").control.value = "1"
            await it.press("ctrl+s")
            assert it.screens == ["MainScreen", "RecordScreen"]
        await it.press("d", "end")
        field(it, "kind").control.value = "own"
        field(it, "label").control.value = name
        field(it, "day").control.value = "3 may"
        await it.press("ctrl+s", "tab", "down", "e", "escape", "d", "escape", "t", "escape", "tab")
        for _ in range(it.app.screen.timeline.count):
            await it.press("enter", "escape", "down")
        await it.press("t", "escape", "escape", "slash")
        await it.type("x" if name.startswith("x") else "h")
        await it.press("escape", "escape", "e")
        assert field(it, "name").value == clean(name)
        await it.press("escape")
        assert it.screens == ["MainScreen"]
        assert shown in it.text


async def test_a_book_that_may_only_be_looked_at_shows_records_and_says_why_nothing_is_changed(shop_path):
    with Book.open(shop_path, write=True) as book:
        sale(book, customer(book, "Aaron Aalto"), "a hoe", TODAY)
        async with owner(shop_path) as it:
            await it.press("2", "enter")
            assert "Aaron Aalto" in it.text
            await it.press("e")
            assert it.screens == ["MainScreen", "RecordScreen"]
            assert it.status


OF_MIA = "FROM occasion JOIN member ON member.id = member_id WHERE name = 'Mia'"


async def test_a_member_and_their_birthday_are_one_action(shop_path):
    async with owner(shop_path) as it:
        days = it.ask("SELECT count(*) FROM occasion")
        await it.press("2", "enter", "m")
        await it.type("Mia")
        await it.press("enter", "enter")
        await it.type("3 may 2019")
        assert "3 May 2019, 7 years ago" in field(it, "birthday").word
        await it.press("ctrl+s")
        assert it.ask(f"SELECT month_day || year {OF_MIA}") == "05-032019"
        assert "└ birthday" in it.text
        await it.press("u")
        assert it.ask("SELECT count(*) FROM occasion") == days
        assert it.ask("SELECT count(*) FROM member WHERE name = 'Mia'") == 0


async def test_a_birthday_that_is_no_day_is_said_beside_it_and_nobody_is_entered(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "m")
        await it.type("Mia")
        await it.press("enter", "enter")
        await it.type("31 june")
        await it.press("ctrl+s")
        assert it.screens[-1] == "FormScreen"
        assert field(it, "birthday").word.startswith("✗")
        assert it.ask("SELECT count(*) FROM member WHERE name = 'Mia'") == 0


async def test_a_birthday_is_added_where_a_member_is_changed_until_one_is_known(shop_path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "m")
        await it.type("Mia")
        await it.press("ctrl+s", "tab", "e", "down", "down")
        await it.type("3 may")
        await it.press("ctrl+s")
        assert it.ask(f"SELECT month_day {OF_MIA}") == "05-03"
        await it.press("e")
        assert "birthday" not in it.app.screen.form.values()


async def test_a_child_is_taken_to_be_under_age_and_need_not_be(shop_path):
    """SUP-7."""
    async with owner(shop_path) as it:
        await it.press("2", "enter", "m")
        await it.type("Mia")
        await it.press("enter", "c")
        assert field(it, "minor").value == "yes"
        await it.press("right")
        assert field(it, "minor").value == "no"
        await it.press("left", "ctrl+s")
        assert it.ask("SELECT minor FROM member WHERE name = 'Mia'") == 1
        await it.press("m")
        await it.type("Tom")
        await it.press("enter", "c")
        field(it, "minor").control.value = "no"
        await it.press("escape", "m")
        assert field(it, "minor").value == "no"
        await it.press("ctrl+s")
        assert it.ask("SELECT minor FROM member WHERE name = 'Tom'") == 0
