"""Whom to ask for a referral, by the keyboard; and “they just praised us”, from anywhere (REF-2)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest
from driver import Owner, owner
from referral_shop import ANN, BEN, CARA, DAN, EVE, FLORIST, HOSTILE, ROBERT, VET, referral_shop
from shops import TODAY, customer, empty_shop

from carebook.book.book import Book
from carebook.letters.desk.running import switch
from carebook.text import clean
from carebook.tui.panes.referrals_ask_rows import MAY, NOT_NOW, WAITING, Line

SIZES = [(80, 24), (120, 40), (40, 12)]


@pytest.fixture(scope="session")
def referral_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that every `referral_path` is a copy of."""
    return referral_shop(tmp_path_factory.mktemp("referrals") / "rosie.db")


@pytest.fixture
def referral_path(referral_book: Path, tmp_path: Path) -> Path:
    """A shop with three who may be asked, one who has not answered, and four who are not to be asked."""
    return Path(shutil.copy(referral_book, tmp_path))


async def look(it: Owner, *where: object) -> None:
    """Go to whom to ask, and put the cursor on somebody."""
    await it.press("5")
    it.app.main.pane.turn_to("asking")
    await it.settle()
    if where:
        assert it.app.main.pane.view.lines.move_to(Line(*where))
        await it.settle()


def asks(it: Owner, customer_id: int) -> list[tuple[str, str | None, str | None]]:
    """Return channel, answer and day to ask again of every ask of somebody, the newest first."""
    sql = "SELECT by_channel, answer, again_on FROM ask WHERE customer_id = ? ORDER BY id DESC"
    return list(it.book.db.execute(sql, [customer_id]))


# The list ----------------------------------------------------------------------------------------------------


async def test_who_may_be_asked_stands_first_with_why_and_everyone_else_below_with_why_not(referral_path: Path):
    """The best moment first; then who has not answered; then the others by name, with every reason."""
    async with owner(referral_path, size=(160, 40)) as it:
        await look(it)
        lines = it.app.main.pane.view.lines
        rows = lines._pages.source.page(0, 50)
        assert [row.key[1] if not row.heading else row.cells[0] for row in rows] == [
            *("May be asked · 3", ANN, CARA, ROBERT),
            *("Waiting for an answer · 1", BEN),
            *("Not now · 4", VET, DAN, EVE, FLORIST),
        ]
        assert it.selected == Line(MAY, ANN)
        assert "3 sales since" in rows[1].cells[1]
        assert "praised us on Sun 22 Nov ·" in rows[1].cells[1]
        assert rows[5].cells[1] == "asked 21 Nov, by phone · will think about it"
        assert rows[8].cells[1] == "no praise in 180 days and no extra service in 60"
        assert "a customer for less than 6 months" in rows[9].cells[1]
        assert "no sale yet" in rows[9].cells[1]


async def test_where_nobody_may_be_asked_it_says_how_the_shop_comes_to_know(tmp_path: Path):
    """REF-2: above the list, and below the reasons of each."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True) as book:
        customer(book, "Zoe Alone")
    async with owner(path, (120, 40)) as it:
        await look(it, NOT_NOW, 1)
        text = " ".join(it.text.replace("│", " ").split())
        assert "Nobody may be asked now. n notes praise, v an extra service" in text
        assert "survey sheets count too." in text


@pytest.mark.parametrize("size", SIZES)
async def test_a_hostile_name_stands_as_it_is_written(referral_path: Path, size: tuple[int, int]):
    """T1: stored text is never markup."""
    async with owner(referral_path, size=size) as it:
        await look(it, MAY, ROBERT)
        assert it.selected == Line(MAY, ROBERT)
        assert clean(HOSTILE)[:10] in it.text


async def test_beside_the_list_stands_what_to_say_and_what_was_before(referral_path: Path):
    """Reasons both ways, whom they sent, the moments, the asks, and the words for it."""
    async with owner(referral_path, size=(120, 40)) as it:
        await look(it, MAY, ANN)
        for words in (
            "→ Ask them now: press a",
            "Who fits: people with a new garden",
            "They tell you honestly what will grow.",
            "They get a voucher for $10.00",
            "Whom they send gets a bag of",
            "Dora Bell · introduced",
            "praise: The best advice I ever had",
        ):
            assert words in it.text
        await look(it, WAITING, BEN, 1)
        assert "by phone, no answer yet, “will" in it.text
        await look(it, NOT_NOW, DAN)
        assert "✗ no praise in 180 days" in it.text
        assert "✓ 3 sales since" in it.text


async def test_enter_opens_the_record_from_which_the_list_goes_on(referral_path: Path):
    """The record steps through this list."""
    async with owner(referral_path) as it:
        await look(it, MAY, ANN)
        await it.press("enter")
        await it.settle()
        assert it.app.screen.customer_id == ANN
        await it.press("down")
        assert it.app.screen.customer_id == CARA
        await it.press("escape")
        assert it.selected == Line(MAY, CARA)


async def test_what_is_below_the_list_is_read_to_its_end_by_tab(referral_path: Path):
    """At 80x24 it is longer than its room; up and down step through the list, esc goes back to it."""
    async with owner(referral_path) as it:
        await look(it, MAY, ANN)
        assert "The best advice I ever had" not in it.text
        await it.press("tab", "pagedown", "pagedown")
        await it.settle()
        assert "praise: The best advice I ever had" in it.text
        await it.press("down", "escape")
        assert it.app.focused is it.app.main.pane.view.lines
        assert it.selected == Line(MAY, CARA)


async def test_the_filter_keeps_only_those_who_gave_an_occasion(referral_path: Path):
    """Who praised us lately, and yet is not to be asked: only little is missing there."""
    async with owner(referral_path) as it:
        await look(it, MAY, ANN)
        await it.press("f")
        await it.settle()
        assert "Not now, though there was a moment · 1" in it.text
        assert "Eve Holm" in it.text
        assert "Dan Birch" not in it.text
        await it.press("f")
        await it.settle()
        assert "Not now · 4" in it.text
        assert it.selected == Line(MAY, ANN)


async def test_looking_somebody_up_goes_to_where_they_stand(referral_path: Path):
    """“May I ask her?” is answered by her name."""
    async with owner(referral_path) as it:
        await look(it)
        await it.press("f", "l")
        await it.type("eve")
        await it.settle()
        await it.press("enter")
        await it.settle()
        assert it.selected == Line(NOT_NOW, EVE)
        await it.press("l")
        await it.type("cara")
        await it.settle()
        await it.press("enter")
        await it.settle()
        assert it.selected == Line(MAY, CARA)
        await it.press("l")
        await it.type("reed")
        await it.settle()
        await it.press("enter")
        await it.settle()
        assert it.selected == Line(WAITING, BEN, 1)


async def test_an_empty_book_teaches(tmp_path: Path):
    """The place says what it needs."""
    async with owner(empty_shop(tmp_path / "empty.db")) as it:
        await look(it)
        assert "press 2 and then n" in it.text
        await it.press("a")
        assert it.status == "No customer is under the cursor."


async def test_ten_thousand_who_are_not_to_be_asked_page_quickly(tmp_path: Path):
    """Reasons are looked for only where they are looked at."""
    path = empty_shop(tmp_path / "large.db")
    with Book.open(path, write=True) as book:
        first = customer(book, "Aaron First")
        with book.act("Many", TODAY) as act:
            act.db.executemany(
                "INSERT INTO customer (name, entered_on) VALUES (?, ?)",
                ((f"Customer {number:05}", TODAY.isoformat()) for number in range(10_000)),
            )
    async with owner(path) as it:
        await look(it)
        assert it.selected == Line(NOT_NOW, first)
        start = perf_counter()
        await it.press("end")
        assert it.app.main.pane.view.lines.cursor_row.cells[0] == "Customer 09999"
        await it.press("home", *["pagedown"] * 10)
        assert perf_counter() - start < 3
        assert "Customer 0" in it.text


# Asking ------------------------------------------------------------------------------------------------------


async def test_asking_in_person_who_will_think_about_it(referral_path: Path):
    """They go to those who wait for an answer, and the ask is a contact."""
    async with owner(referral_path) as it:
        await look(it, MAY, CARA)
        await it.press("a")
        assert "Who fits: people with a new garden" in it.text
        await it.press("ctrl+s")
        await it.settle()
        assert it.status == "Asked Cara Fern · u to undo"
        assert asks(it, CARA) == [("in person", None, None)]
        assert it.ask("SELECT note FROM contact WHERE customer_id = ?", CARA) == "Asked for a referral"
        assert it.selected == Line(MAY, ROBERT)
        assert "Waiting for an answer · 2" in it.text
        await it.press("u")
        assert asks(it, CARA) == []


@pytest.mark.parametrize("size", SIZES)
async def test_long_words_to_say_leave_room_for_the_answer(referral_path: Path, size: tuple[int, int]):
    """T5: what to say stands above the form, as far as there is room."""
    with Book.open(referral_path, write=True) as book, book.act("Long", TODAY) as act:
        act.db.execute("UPDATE referral_terms SET what_to_say = ?", ["They listen. " * 60])
    async with owner(referral_path, size=size) as it:
        await look(it, MAY, CARA)
        await it.press("a")
        await it.settle()
        assert "Who fits: people with a new garden" in it.text
        assert "They say" in it.text
        assert "open: they will think about it" in it.text


async def test_who_agrees_is_asked_for_the_name_at_once(referral_path: Path):
    """“a”, “agreed”, then whom: one undo takes back one step."""
    async with owner(referral_path) as it:
        await look(it, MAY, CARA)
        await it.press("a", "a", "enter", "enter", "enter")
        await it.settle()
        assert asks(it, CARA) == [("in person", "agreed", None)]
        assert it.screens[-1] == "FormScreen"
        await it.type("Zoe Lamb")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT introduced FROM referral WHERE customer_id = ?", CARA) == "Zoe Lamb"
        await it.press("u")
        assert it.ask("SELECT count(*) FROM referral WHERE customer_id = ?", CARA) == 0
        assert asks(it, CARA) == [("in person", "agreed", None)]
        await it.press("u")
        assert asks(it, CARA) == []


async def test_later_needs_a_day_and_typing_one_means_later(referral_path: Path):
    """From that day on they may be asked again."""
    async with owner(referral_path) as it:
        await look(it, MAY, CARA)
        await it.press("a", "l", "ctrl+s")
        assert "later” needs a day" in it.text
        await it.press("escape", "a", "ctrl+r", "enter")
        await it.type("+4w")
        await it.press("ctrl+s")
        await it.settle()
        again = (TODAY + timedelta(weeks=4)).isoformat()
        assert asks(it, CARA) == [("in person", "later", again)]
        assert it.screens == ["MainScreen"]


async def test_an_open_ask_is_answered(referral_path: Path):
    """Ben thought about it, and declines."""
    async with owner(referral_path) as it:
        await look(it, WAITING, BEN, 1)
        await it.press("a")
        assert it.status == "They were asked already. i notes what they answer."
        await it.press("i", "d", "ctrl+s")
        await it.settle()
        assert asks(it, BEN) == [("phone", "declined", None)]
        assert "Waiting for an answer" not in it.text


async def test_who_is_not_to_be_asked_is_refused_with_every_reason(referral_path: Path):
    """REF-2: everyone else says why not."""
    async with owner(referral_path, size=(120, 40)) as it:
        await look(it, NOT_NOW, FLORIST)
        for key in ("a", "w"):
            await it.press(key)
            assert it.screens == ["MainScreen"]
            assert it.status.startswith("Lily & Co is not to be asked now: ")
            for reason in ("no sale yet", "neither a VIP", "no extra service in 60"):
                assert reason in it.status


async def test_letters_are_planned_for_the_marked_ones_but_not_for_whom_the_rules_spare(referral_path: Path):
    """One action, one undo; the others are named with why not."""
    async with owner(referral_path, size=(120, 40)) as it:
        await look(it, MAY, ANN)
        await it.press("space", "down", "space")
        it.app.main.pane.view.lines.move_to(Line(NOT_NOW, EVE))
        await it.press("space", "w")
        await it.settle()
        assert it.status.startswith("Planned 2 letters that ask · u to undo · 1 left as before: a customer for less")
        assert asks(it, ANN) == asks(it, CARA) == [("post", None, None)]
        assert "May be asked · 1" in it.text
        assert not it.app.main.pane.view.lines.marked
        await it.press("u")
        assert asks(it, ANN) == asks(it, CARA) == []


async def test_no_letter_is_planned_while_the_plan_has_none(referral_path: Path):
    """Nothing is written that would never leave."""
    with Book.open(referral_path, write=True) as book:
        switch(book, "referral_ask", TODAY, on=False)
    async with owner(referral_path, size=(120, 40)) as it:
        await look(it, MAY, ANN)
        await it.press("w")
        assert "“Asking for an introduction” is switched off in the plan" in it.status
        assert asks(it, ANN) == []


async def test_a_letter_that_asks_is_planned_for_today(referral_path: Path):
    """It is due at once."""
    async with owner(referral_path) as it:
        await look(it, MAY, ANN)
        await it.press("w")
        sql = "SELECT due FROM letter WHERE kind = 'referral_ask' AND customer_id = ?"
        assert it.ask(sql, ANN) == TODAY.isoformat()


async def test_escape_takes_the_marks_off(referral_path: Path):
    """As everywhere."""
    async with owner(referral_path) as it:
        await look(it, MAY, ANN)
        await it.press("space", "escape")
        assert not it.app.main.pane.view.lines.marked


# Moments -----------------------------------------------------------------------------------------------------


async def test_an_extra_service_is_noted_and_taken_out_again(referral_path: Path):
    """It makes nobody a customer of long standing: the line says why Eve is not to be asked even so."""
    async with owner(referral_path) as it:
        await look(it, NOT_NOW, EVE)
        await it.press("v")
        await it.type("carried it home")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT kind || ': ' || what FROM moment WHERE customer_id = ? ORDER BY id DESC", EVE) == (
            "extra service: carried it home"
        )
        assert "Do not ask them now: a customer for less" in it.status
        assert it.screens == ["MainScreen"]
        await it.press("delete")
        assert it.ask("SELECT kind FROM moment WHERE customer_id = ?", EVE) == "praise"
        it.app.main.pane.view.lines.move_to(Line(NOT_NOW, DAN))
        await it.press("delete")
        assert it.status == "No praise and no extra service of theirs is noted here."


async def test_praise_makes_the_moment_and_the_ask_follows(referral_path: Path):
    """n, their words, y: from “not now” to asked in one breath; each step is undone by itself."""
    async with owner(referral_path) as it:
        await look(it, NOT_NOW, DAN)
        await it.press("n")
        await it.type("thank you, all good")
        await it.press("ctrl+s")
        await it.settle()
        assert it.screens[-1] == "AskYesNo"
        assert "They may be asked whom else you could help. Ask now?" in it.text
        await it.press("y")
        await it.settle()
        assert it.screens[-1] == "FormScreen"
        await it.press("d", "ctrl+s")
        await it.settle()
        assert asks(it, DAN) == [("in person", "declined", None)]
        await it.press("u")
        assert asks(it, DAN) == []
        assert it.ask("SELECT what FROM moment WHERE customer_id = ?", DAN) == "thank you, all good"
        await it.press("u")
        assert it.ask("SELECT count(*) FROM moment WHERE customer_id = ?", DAN) == 0


# They just praised us: one key, anywhere ---------------------------------------------------------------------


async def praise(it: Owner, words: str = "lovely shop") -> None:
    """Press the one key, and type what they said."""
    await it.press("asterisk")
    await it.settle()
    assert it.screens[-1] == "FormScreen"
    await it.type(words)
    await it.press("ctrl+s")
    await it.settle()


def praised(it: Owner) -> int:
    """Return whose praise was noted last."""
    return int(it.ask("SELECT customer_id FROM moment ORDER BY id DESC"))


async def test_praise_in_the_list_of_customers_is_of_who_is_under_the_cursor(referral_path: Path):
    """Dan has bought thrice in two years: one word of praise, and he may be asked."""
    async with owner(referral_path) as it:
        await it.press("2")
        it.app.main.pane.lines.move_to(DAN)
        await praise(it)
        assert praised(it) == DAN
        assert it.screens[-1] == "AskYesNo"
        await it.press("n")
        assert it.status == "Noted praise from Dan Birch · u to undo"


async def test_praise_in_a_record_is_of_that_customer_who_may_be_too_new_to_be_asked(referral_path: Path):
    """It is noted, and the line says why not to ask now."""
    async with owner(referral_path, size=(120, 40)) as it:
        await it.press("2")
        it.app.main.pane.lines.move_to(EVE)
        await it.press("enter")
        await it.settle()
        await praise(it)
        assert praised(it) == EVE
        assert it.screens[-1] == "RecordScreen"
        assert it.status.startswith("Noted praise from Eve Holm · u to undo · Do not ask them now: a customer for less")
        assert it.status.endswith("and 1 more")


@pytest.mark.parametrize(("place", "whose"), [("1", "Bath Vets"), ("5", "Ann Park"), ("6", "Lily & Co")])
async def test_praise_in_a_list_is_of_whom_its_line_is_about(referral_path: Path, place: str, whose: str):
    """Today, the people who were sent, a list that is worked: the one under the cursor."""
    async with owner(referral_path) as it:
        await it.press(place)
        await it.settle()
        if place == "6":
            it.app.main.pane.view.lines.action_last()
            await it.press("enter")
            await it.settle()
        lines = it.app.focused
        while whose not in lines.cursor_row.cells and lines.cursor_row.cells[-1] != whose:
            before = lines.cursor_key
            await it.press("down")
            assert lines.cursor_key != before, it.text
        await it.press("asterisk")
        await it.settle()
        assert f"Praise from {whose}" in it.text


async def test_praise_where_nobody_is_under_the_cursor_asks_who(referral_path: Path):
    """In the settings there is no customer: find asks."""
    async with owner(referral_path) as it:
        await it.press("comma", "asterisk")
        await it.settle()
        assert it.screens[-1] == "ChooseCustomer"
        await it.type("eve")
        await it.settle()
        await it.press("enter")
        await it.settle()
        await it.type("so kind")
        await it.press("ctrl+s")
        await it.settle()
        assert praised(it) == EVE


async def test_praise_while_typing_is_a_star(referral_path: Path):
    """The key belongs to what is typed."""
    async with owner(referral_path) as it:
        await it.press("slash", "asterisk")
        await it.settle()
        assert it.screens[-1] == "FindScreen"


@pytest.mark.parametrize("size", SIZES)
async def test_praise_of_a_hostile_name_in_every_window(referral_path: Path, size: tuple[int, int]):
    """T1, T5: the form and the question stand, and nothing is markup."""
    async with owner(referral_path, size=size) as it:
        await look(it, MAY, ROBERT)
        await praise(it, "[b]great[/b] *")
        assert it.ask("SELECT what FROM moment ORDER BY id DESC") == "[b]great[/b] *"
        assert it.screens[-1] == "AskYesNo"
        assert "Ask now?" in " ".join(it.text.split())
