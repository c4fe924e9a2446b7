"""Answers: logged in a moment, by the beginning of a name and one key; rates of what came back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.refusals import NothingToUndo
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.sending import mark_sent
from carebook.letters.desk.wording import begin_trial

NAMES = ("Ada Brook", "Ben Carver", "Cleo Dunn", "Dan Ellis", "Eve Field", "Finn Grey")
ANSWERED = "SELECT count(*) FROM letter WHERE state = 'answered'"
REPLY = (
    "SELECT k.response FROM contact k JOIN letter l ON l.id = k.letter_id JOIN customer c ON c.id = l.customer_id"
    " WHERE c.name = ? AND k.direction = 'in'"
)


@pytest.fixture
def sent_path(tmp_path: Path) -> Path:
    """A shop whose six thank-yous were sent today."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=[follow]) as book:
        for name in NAMES:
            sale(book, customer(book, name), "spade", TODAY)
        plan_day(book, TODAY)
        letters = [row[0] for row in book.db.execute("SELECT id FROM letter WHERE kind = 'thank_you'")]
        mark_sent(book, letters, TODAY, TODAY)
    return path


async def go_to(it: Owner, view: str) -> None:
    """Turn to a view of the letters, and wait until it is counted."""
    await it.press("4")
    await it.turn_to(view)
    await it.settle()


def refused(_: date) -> Change:
    raise NothingToUndo("undo")


async def test_five_answers_are_logged_by_the_beginning_of_a_name_and_one_key(
    sent_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with owner(sent_path) as it:
        await go_to(it, "answers")
        assert "Thank-you" in it.text
        await it.press("n")
        assert it.screens[-1] == "AnswersScreen"
        assert "0 of 6 answered" in it.text
        await it.press(*"ada", "plus", *"ben", "minus", *"cleo", "plus", *"dan", "less_than_sign")
        assert it.ask(REPLY, "Ben Carver") == "negative"
        assert it.ask(REPLY, "Dan Ellis") == "returned", it.text
        await it.press(*"eve", "greater_than_sign")
        await it.type("fri")
        await it.press("enter")
        assert it.ask(REPLY, "Eve Field") == "later"
        assert it.ask("SELECT call_back_on FROM contact WHERE response = 'later'") == "2026-11-27"
        assert "4 of 6 answered" in it.text
        assert "5 logged now" in it.text
        with monkeypatch.context() as locked:
            locked.setattr(it.book, "undo", refused)
            await it.press("ctrl+z")
        assert "5 logged now" in it.text
        await it.press("ctrl+z")
        assert it.ask(REPLY, "Eve Field") is None
        assert "4 logged now" in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen"]
        assert it.ask(ANSWERED) == 3


async def test_f1_shows_the_keys_while_a_name_is_typed(sent_path: Path):
    async with owner(sent_path) as it:
        await go_to(it, "answers")
        await it.press("n", *"ada", "f1")
        assert it.screens[-1] == "HelpScreen"
        assert "The post brought it back." in it.text
        await it.press("escape")
        assert it.screens[-1] == "AnswersScreen"
        await it.press("plus")
        assert it.ask(ANSWERED) == 1


async def test_a_letter_is_found_by_its_number_and_one_that_is_answered_says_so(sent_path: Path):
    async with owner(sent_path) as it:
        await go_to(it, "answers")
        await it.press("enter")
        number = it.ask("SELECT id FROM letter WHERE sent_on IS NOT NULL ORDER BY id LIMIT 1")
        await it.type(str(number))
        assert it.selected == number
        await it.press("plus")
        assert it.ask(ANSWERED) == 1
        await it.type(str(number))
        assert "yes" in it.text.splitlines()[4]
        await it.press("minus")
        assert it.ask("SELECT count(*) FROM contact WHERE direction = 'in'") == 1


async def test_a_key_that_logs_says_why_it_does_not_before_anybody_is_found(sent_path: Path):
    async with owner(sent_path) as it:
        await go_to(it, "answers")
        await it.press("n", "plus")
        assert "type the beginning of a name first" in it.status
        await it.press(*"zz", "plus")
        assert it.ask(ANSWERED) == 0
        await it.press("escape", "escape")
        assert it.screens == ["MainScreen"]


async def test_an_answer_is_logged_in_the_archive_and_undone(sent_path: Path):
    async with owner(sent_path, (120, 40)) as it:
        await go_to(it, "archive")
        letter = it.selected[1]
        await it.press("plus")
        assert it.ask("SELECT state FROM letter WHERE id = ?", letter) == "answered"
        await it.settle()
        assert any(line.rstrip(" │").endswith("yes") for line in it.text.splitlines()[:-2])
        await it.press("u")
        assert it.ask("SELECT state FROM letter WHERE id = ?", letter) == "sent"
        await it.press("less_than_sign")
        assert it.ask("SELECT cause FROM suppression") == "gone-away"


async def test_answers_of_nothing_teach(new_path: Path):
    async with owner(new_path) as it:
        await go_to(it, "answers")
        assert "shows what came back" in it.text
        await it.press("n")
        assert it.status == "No letter was sent yet, so nobody can have answered."


async def test_the_words_that_letters_went_out_with_and_a_trial_stand_below_their_kind(sent_path: Path):
    """The plain verdict of a trial is said with its uncertainty."""
    with Book.open(sent_path, write=True, followers=[follow]) as book:
        words = "Thank you for your {{ sale.product }}.\n\nWith thanks,"
        begin_trial(book, "thank_you", "", words, TODAY)
        sale(book, customer(book, "Gil Hart"), "rake", TODAY)
        plan_day(book, TODAY)
        mark_sent(book, [row[0] for row in book.db.execute("SELECT id FROM letter WHERE state = 'open'")], TODAY, TODAY)
    async with owner(sent_path, (120, 40)) as it:
        await go_to(it, "answers")
        assert "A, on trial" in it.text
        assert "└ B, on trial: the second one" in it.text
        await it.press("end", "up")
        await it.settle()
        assert "Too few to say" in it.text or "too few to say" in it.text


async def test_more_answers_change_what_is_counted_once_the_owner_is_back(sent_path: Path):
    async with owner(sent_path) as it:
        await go_to(it, "answers")
        await it.press("n", *"ada", "plus", "escape")
        await it.settle()
        row = next(line for line in it.text.splitlines() if line.strip("▌ ").startswith("Thank-you"))
        assert "17 %" in row


async def test_the_same_answer_again_is_not_counted_twice(sent_path: Path):
    async with owner(sent_path) as it:
        await go_to(it, "answers")
        await it.press("n", *"ada", "plus", *"ada", "plus")
        assert it.status == "Nothing had to be changed"
        assert "1 logged now" in it.text
