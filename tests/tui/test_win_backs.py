"""Win-backs: from the wish to the outcome by the keyboard, and what they teach (WIN-1 to WIN-5)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING, TODAY

from carebook.book import journal, rows
from carebook.book.book import Book
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.retention.desk import winning
from carebook.retention.entry import OfferEntry, PermissionEntry, ResponsibilityEntry, WantEntry, WhyEntry
from carebook.retention.model import Ending, WinBack, WinBackStep
from carebook.retention.store import win_backs
from carebook.tui.panes.retention_winbacks import show_win_back
from carebook.typed import Setting

ANN = 1
"""Ann and John Park."""
HOSTILE = "[red]Gone[/] \x1b[31m\u202eaway"
TABLES = ("win_back", "probe", "offer", "win_back_step", "contact", "strength")


def begun(path: Path, to: WinBackStep = WinBackStep.WANT, days_ago: int = 0, customer: int = ANN) -> int:
    """Begin to win a customer back, and take it as far as a step, through the desk."""
    day = TODAY - timedelta(days=days_ago)
    here = Setting(SETTING.country, SETTING.currency, day)
    why = {"reason": "dissatisfied", "left_for": "Price", "chose_for": "Advice"}
    why |= {"first_question": "Why?", "first_answer": "A late mower."}
    why |= {"second_question": "What else?", "second_answer": "Nobody called."}
    ways = (
        (winning.decide, WantEntry, {}),
        (winning.learn_why, WhyEntry, why),
        (winning.add_offer, OfferEntry, {"feature": "Free delivery", "price": "0", "rating": "8"}),
        (winning.take_responsibility, ResponsibilityEntry, {"our_part": "We let two calls go unanswered."}),
        (winning.note_permission, PermissionEntry, {"permission": "given"}),
    )
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        case = winning.open_win_back(book, customer, day)[1]
        for verb, model, typed in ways[: tuple(WinBackStep).index(to)]:
            verb(book, case.id, read(model, {"on_day": "today", **typed}, here), day)
    return case.id


def of(it: Owner, win_back_id: int = 1) -> WinBack:
    """Read a win-back from the open book."""
    return win_backs.win_back(it.book.db, win_back_id)


def seen(it: Owner) -> str:
    """The whole sheet that is shown, in one line, whatever the size."""
    sheet = it.app.main.pane.view.detail._sheet
    return " ".join(" ".join(line.plain for line in sheet._lines(66)).split())


# Beginning ---------------------------------------------------------------------------------------------------


async def test_an_empty_list_teaches(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("6", "right")
        assert "Nobody is being won back." in it.text
        await it.press("a")
        assert it.status == "No win-back is under the cursor. n begins one."


async def test_without_customers_it_says_where_to_begin(new_path: Path):
    async with owner(new_path) as it:
        await it.press("6", "right")
        assert "press 2 and then n" in " ".join(it.text.split())
        await it.press("n")
        assert it.screens == ["MainScreen"]


async def test_n_finds_the_customer_and_opens_the_case(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("6", "right", "n")
        assert it.screens[-1] == "ChooseCustomer"
        await it.type("costa")
        await it.press("enter")
        await it.settle()
        assert it.app.main.pane.view.detail.has_focus
        assert "→ Do we want them back? Decide" in seen(it)
        assert it.status == "Began to win Luísa Costa back · u to undo"


async def test_a_customer_who_is_won_back_already_is_gone_to(shop_path: Path):
    begun(shop_path)
    async with owner(shop_path) as it:
        await it.press("6", "right", "n")
        await it.type("ann")
        await it.press("enter")
        await it.settle()
        assert it.status == "Ann and John Park is being won back already. Open that win-back and go on with it."
        assert it.app.main.pane.view.detail.has_focus
        assert it.ask("SELECT count(*) FROM win_back") == 1


async def test_a_win_back_is_gone_to_from_anywhere(shop_path: Path):
    begun(shop_path, customer=2)
    case = begun(shop_path)
    async with owner(shop_path) as it:
        it.app.call_later(show_win_back, it.app, case)
        await it.settle()
        await it.settle()
        assert it.app.main.pane.view.detail.has_focus
        assert "Ann and John Park" in seen(it)


# The whole way -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_customer_is_won_back_by_one_key_step_by_step_and_undo_takes_all_of_it_back(
    shop_path: Path, size: tuple[int, int]
):
    """WIN-1, WIN-2, story 10: six steps, an offer letter that waits for them, and won back."""
    begun(shop_path)
    async with owner(shop_path, size) as it:
        before = journal.dump(it.book.db, TABLES)
        await it.press("6", "right", "enter", "a", "enter")
        assert of(it).next_step is WinBackStep.WHY
        await it.press("o")
        assert "(step: why)" in it.status
        assert "(step: permission)" in it.status
        await answer_why(it)
        assert (of(it).reason, of(it).next_step) == ("felt unappreciated", WinBackStep.OFFERS)
        await note_an_offer(it)
        assert of(it).next_step is WinBackStep.RESPONSIBILITY
        await it.press("a")
        await it.type("We never called back.")
        await it.press("enter", "enter", "enter")
        assert of(it).next_step is WinBackStep.PERMISSION
        await it.press("o")
        assert it.status == "An offer letter needs their permission to keep in touch (step: permission) first."
        await it.press("a", "y", "ctrl+s", "o")
        await it.type("We bring your roses ourselves.")
        await it.press("enter")
        assert of(it).offer == "We bring your roses ourselves."
        assert "→ See that the offer leaves, then note how it ended" in seen(it)
        await it.press("a", "w", "enter")
        assert (of(it).outcome, of(it).ended_on) == (Ending.WON, TODAY)
        assert it.status == "Ann and John Park: won back · u to undo"
        await it.press(*["u"] * 7)
        assert journal.dump(it.book.db, TABLES) == before


async def answer_why(it: Owner) -> None:
    """Ask the first question and the fifth, and choose the reason."""
    await it.press("a", "enter")
    await it.type("A late mower.")
    await it.press("enter", "5", "enter")
    await it.type("The roses.")
    await it.press("enter", "f", "f", "enter", "enter")
    await it.type("pri")
    await it.press("enter")
    await it.type("adv")
    await it.press("enter")
    probes = [(one.question, one.answer) for one in win_backs.probes(it.book.db, 1)]
    assert probes == [
        ("What made you look elsewhere?", "A late mower."),
        ("What do you miss about us, if anything?", "The roses."),
    ]


async def note_an_offer(it: Owner) -> None:
    await it.press("a", "enter", "enter")
    await it.type("Free delivery")
    await it.press("enter", "0", "enter", "8", "enter")
    offer = win_backs.offers(it.book.db, 1)[0]
    assert (offer.side, offer.feature, offer.price, offer.rating) == ("ours", "Free delivery", 0, 8)


async def test_the_reason_waits_for_two_answers_beside_their_fields(shop_path: Path):
    """WIN-1."""
    begun(shop_path, WinBackStep.WHY)
    async with owner(shop_path, (80, 40)) as it:
        await it.press("6", "right", "a", "tab")
        await it.type("A late mower.")
        await it.press("ctrl+s")
        assert it.text.count("✗ What did they answer?") == 1
        assert of(it).reason is None


async def test_what_is_half_typed_is_there_again(shop_path: Path, quick_drafts: None):
    """T7."""
    begun(shop_path, WinBackStep.RESPONSIBILITY)
    async with owner(shop_path) as it:
        await it.press("6", "right", "a")
        await it.type("We never called back.")
        await it.press("escape", "a")
        assert "We never called back." in it.text
        await it.press("escape")
    async with owner(shop_path) as it:
        assert it.status.startswith("“Take responsibility, Ann and John Park” is half written")


async def test_responsibility_by_letter_waits_for_the_letter(shop_path: Path):
    """CMP-8a: sending it does the step."""
    begun(shop_path, WinBackStep.RESPONSIBILITY)
    async with owner(shop_path) as it:
        await it.press("6", "right", "enter", "a")
        await it.type("We never called back.")
        await it.press("tab", "tab", "p", "ctrl+s")
        assert of(it).next_step is WinBackStep.RESPONSIBILITY
        assert "Sending the letter does it: “We never called back.”" in seen(it)


# At any time -----------------------------------------------------------------------------------------------------


async def test_answers_offers_and_ratings_are_added_at_any_time(shop_path: Path):
    """WIN-1, WIN-3."""
    begun(shop_path, WinBackStep.OUTCOME)
    async with owner(shop_path) as it:
        await it.press("6", "right", "enter", "i", "enter")
        await it.type("Do you still garden?")
        await it.press("enter")
        await it.type("Every day.")
        await it.press("enter")
        assert "Do you still garden? “Every day.”" in seen(it)
        await it.press("m", "a", "enter")
        await it.type("DIY Barn")
        await it.press("enter")
        await it.type("10 off")
        await it.press("ctrl+s", "t", "tab", "3", "enter")
        rated = [(one.who, one.feature, one.rating) for one in win_backs.offers(it.book.db, 1)]
        assert rated == [("", "Free delivery", 8), ("DIY Barn", "10 off", 3)]
        assert "3 of 10 DIY Barn: 10 off" in seen(it)


async def test_why_can_be_put_better(shop_path: Path):
    """CHN-2."""
    begun(shop_path, WinBackStep.OUTCOME)
    async with owner(shop_path) as it:
        await it.press("6", "right", "e", "m", "ctrl+s")
        assert of(it).reason == "moved"
        assert it.status == "Put better why Ann and John Park left · u to undo"


async def test_who_takes_the_leave_back_is_let_go_on_to_the_end(shop_path: Path):
    """WIN-2."""
    begun(shop_path, WinBackStep.OUTCOME)
    async with owner(shop_path) as it:
        await it.press("6", "right", "enter", "y", "n", "ctrl+s")
        assert of(it).permission == "refused"
        assert "They want no more letters: end it here" in seen(it)
        await it.press("o")
        assert it.status == "They asked us not to keep in touch, so no offer is written."
        await it.press("a", "s", "enter")
        assert of(it).outcome == Ending.STOPPED


async def test_three_contacts_in_90_days_ask_for_a_rest(shop_path: Path):
    """WIN-2."""
    case = begun(shop_path, WinBackStep.OUTCOME, days_ago=9)
    with Book.open(shop_path, write=True) as book, book.writing():
        for ago in (5, 3):
            contact = {"customer_id": ANN, "win_back_id": case, "channel": "phone", "direction": "out"}
            rows.insert(book.db, "contact", {**contact, "on_day": TODAY - timedelta(days=ago)})
    async with owner(shop_path) as it:
        await it.press("6", "right")
        assert "rests to 14 Feb" in it.text
        await it.press("o")
        assert it.status.startswith("They heard from us 3 times in 90 days about coming back.")
        assert it.status.endswith("Let it rest until Sun 14 Feb 2027.")
        await it.press("enter")
        assert "Let it rest until Sun 14 Feb 2027" in seen(it)


async def test_one_let_go_gets_a_farewell(shop_path: Path):
    """WIN-1."""
    begun(shop_path)
    async with owner(shop_path) as it:
        await it.press("6", "right", "a", "n", "enter")
        assert "✗ Why is it better so" in it.text
        await it.type("They moved; a card.")
        await it.press("ctrl+s")
        assert (of(it).outcome, of(it).ending) == (Ending.LET_GO, "They moved; a card.")
        assert "Ended · 1" in it.text


async def test_who_died_is_asked_for_nothing_and_the_case_only_ends(shop_path: Path):
    """SUP-1."""
    begun(shop_path, WinBackStep.WHY)
    with Book.open(shop_path, write=True) as book, book.writing():
        rows.insert(book.db, "suppression", {"customer_id": ANN, "cause": "deceased", "since": TODAY})
    async with owner(shop_path) as it:
        await it.press("6", "right")
        assert "Have died, or want no contact: end it · 1" in it.text
        await it.press("a", "enter")
        assert of(it).outcome == Ending.STOPPED


async def test_what_is_late_is_marked_and_up_and_down_step_through_the_list(shop_path: Path):
    begun(shop_path, days_ago=30)
    begun(shop_path, customer=2)
    async with owner(shop_path) as it:
        await it.press("6", "right")
        marked = ["!" in line for line in it.text.splitlines() if "Ann and" in line or "Luísa" in line]
        assert marked == [True, False]
        await it.press("enter", "down")
        assert it.app.main.pane.view.lines.cursor_key == ("win-back", 2)
        assert "Luísa Costa" in seen(it)
        await it.press("r")
        assert it.screens[-1] == "RecordScreen"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_hostile_words_stay_words(shop_path: Path, size: tuple[int, int]):
    """T1, T2."""
    case = begun(shop_path, WinBackStep.OUTCOME)
    words = HOSTILE.replace("\x1b", "").replace("\u202e", "")
    with Book.open(shop_path, write=True) as book, book.writing():
        book.db.execute("UPDATE win_back SET reason_words = ?, our_part = ? WHERE id = ?", [words, words, case])
        book.db.execute("UPDATE probe SET answer = ?", [words])
        book.db.execute("UPDATE offer SET feature = ?", [words])
        book.db.execute("UPDATE strength SET name = ? WHERE name = 'Price'", [words])
    async with owner(shop_path, size) as it:
        await it.press("6", "right", "enter")
        assert seen(it).count("[red]Gone[/]") >= 4
        await it.press("escape", "right")
        assert "\x1b" not in it.text
        await it.press("S")
        assert it.screens[-1] == "StrengthsScreen"


# What they teach -------------------------------------------------------------------------------------------------


async def test_the_lessons_begin_by_teaching(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("6", "right", "right")
        text = " ".join(it.text.split())
        assert "Rule of thumb: 20–40 % of those who are lost. So far 0 of 0 in your shop" in text
        assert "m notes an offer and t rates one" in text


async def test_the_lessons_say_what_is_liked_and_which_strength_loses(shop_path: Path):
    """WIN-3, WIN-4."""
    begun(shop_path, WinBackStep.OUTCOME)
    async with owner(shop_path, (120, 40)) as it:
        await it.press("6", "right", "f", "w", "ctrl+s", "right")
        lines = [line.split() for line in it.text.splitlines()]
        assert any(line[:3] == ["Free", "delivery", "8.0"] for line in lines)
        text = " ".join(it.text.split())
        assert "Ended so far: 1 won back." in text
        assert "More went elsewhere for “Price”" in text


async def test_after_20_tries_the_shops_own_rate_stands(shop_path: Path):
    """WIN-5."""
    with Book.open(shop_path, write=True) as book, book.writing():
        for n in range(21):
            outcome = "let go" if n == 20 else "won back" if n < 7 else "not won"
            ended = {"customer_id": ANN, "opened_on": TODAY, "ended_on": TODAY, "outcome": outcome}
            rows.insert(book.db, "win_back", ended)
    async with owner(shop_path) as it:
        await it.press("6", "right", "right")
        assert "35 % in your shop: 7 of 20 tries." in it.text


async def test_strengths_are_added_renamed_and_retired_by_key(shop_path: Path):
    """WIN-4."""
    async with owner(shop_path) as it:
        await it.press("6", "right", "right", "S", "n")
        await it.type("Opens on Sundays")
        await it.press("enter")
        assert "Opens on Sundays" in it.text
        await it.press("end", "e")
        await it.type(" too")
        await it.press("enter", "t")
        one = win_backs.strengths(it.book.db)[-1]
        assert (one.name, one.retired) == ("Opens on Sundays too", True)
        await it.press("escape")
        assert it.screens == ["MainScreen"]
