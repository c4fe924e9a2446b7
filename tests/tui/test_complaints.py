"""Complaints: a case from the first angry word to the follow-up, by the keyboard (CMP-1 to CMP-8)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING, TODAY

from carebook.book.book import Book
from carebook.complaints import desk
from carebook.complaints.entry import AcknowledgementEntry, AskEntry, CaseEntry, DoneEntry, ProposalEntry
from carebook.complaints.model import Stage
from carebook.complaints.store import cases
from carebook.entry import read
from carebook.letters.desk import follow
from carebook.typed import Setting

ANN, MOWER = 1, 1
"""Ann and John Park, and the sale to them."""
WORDS = "It came nine days late, and nobody called!"


def logged(path: Path, stage: Stage = Stage.RECEIVED, days_ago: int = 0, **typed: str) -> int:
    """Log a complaint of Ann's and take it as far as a stage, through the desk."""
    day = TODAY - timedelta(days=days_ago)
    here = Setting(SETTING.country, SETTING.currency, day)
    steps = {
        Stage.ACKNOWLEDGED: lambda book, case: desk.acknowledge(
            book, case, read(AcknowledgementEntry, {"handler": "Rosie Bell"}, here), day
        ),
        Stage.ASKED: lambda book, case: desk.ask(book, case, read(AskEntry, {"remedy_sought": "a call"}, here), day),
        Stage.AGREED: lambda book, case: desk.propose(
            book, case, read(ProposalEntry, {"kind": "refund", "promised_on": "+1d", "agreed": "yes"}, here), day
        ),
        Stage.PUT_RIGHT: lambda book, case: desk.put_right(book, case, read(DoneEntry, {}, here), day),
    }
    with Book.open(path, write=True, followers=[follow]) as book:
        entry = read(CaseEntry, {"words": WORDS, "summary": "the arch came late", **typed}, here)
        case_id = desk.log(book, ANN, entry, day, sale_id=MOWER)[1].id
        for reached, step in steps.items():
            if tuple(Stage).index(reached) <= tuple(Stage).index(stage):
                step(book, case_id)
    return case_id


def case_of(it: Owner, case_id: int = 1):
    """Read a case from the open book."""
    return cases.case(it.book.db, case_id)


# Logging -------------------------------------------------------------------------------------------------


async def test_a_complaint_is_logged_from_the_customers_record_about_the_sale_under_the_cursor(shop_path: Path):
    """CMP-1: their own words, and the case is there with its next step."""
    async with owner(shop_path) as it:
        await it.press("2", "enter", "tab", "tab")
        assert it.app.screen.timeline.move_to(("sale", MOWER))
        await it.press("C")
        await it.type(WORDS)
        await it.press("tab")
        await it.type("the arch came late")
        await it.press("enter", "enter", "u", "enter")
        await it.type("la")
        assert "Late" in it.text
        await it.press("enter", "s", "enter", "enter", "enter")
        await it.settle()
        case = case_of(it)
        assert (case.words, case.summary, case.via) == (WORDS, "the arch came late", "phone")
        assert (case.severity, case.loss, case.handler) == ("urgent", "service", "Rosie Bell")
        assert (case.customer_id, case.sale_id, case.product) == (ANN, MOWER, "rose arch")
        assert cases.label_name(it.book.db, case.category_id) == "Late"
        assert it.screens == ["MainScreen"]
        assert it.app.main.pane.PLACE == "complaints"
        assert "→ Acknowledge: by Thu 26 Nov, tomorrow · press a" in it.text
        assert it.status == "Took down complaint 2026-001 of Ann and John Park · u to undo"
        await it.press("u")
        assert it.ask("SELECT count(*) FROM complaint") == 0
        assert "No complaint is open." in it.text


async def test_n_finds_the_customer_first_and_then_takes_the_complaint(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("3", "n")
        assert it.screens[-1] == "ChooseCustomer"
        assert "Who is it about?" in it.text
        await it.type("costa")
        await it.press("enter")
        assert it.screens == ["MainScreen", "FormScreen"]
        assert "Complaint of Luísa Costa" in it.text
        await it.type("It does not start.")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT name FROM customer WHERE id = (SELECT customer_id FROM complaint)") == "Luísa Costa"
        assert it.app.main.pane.view.detail.has_focus
        assert "“It does not start.”" in it.text


async def test_a_complaint_logged_elsewhere_is_landed_on_in_the_list_that_was_left(shop_path: Path):
    logged(shop_path, days_ago=1)
    async with owner(shop_path, (120, 40)) as it:
        await it.press("3", "right", "2", "down", "enter", "C")
        await it.type("It does not start.")
        await it.press("ctrl+s")
        await it.settle()
        assert (it.app.main.pane.view.PLACE, it.app.main.pane.view.lines.cursor_key) == ("cases", ("case", 2))
        assert "“It does not start.”" in it.text


async def test_what_they_ask_for_at_once_stands_in_the_question_already(shop_path: Path):
    """CMP-2."""
    logged(shop_path, remedy_sought="A new one, please.")
    async with owner(shop_path) as it:
        await it.press("3", "enter")
        assert "So far they said: “A new one, please.”" in it.text
        await it.press("a", "ctrl+s", "a", "ctrl+s")
        assert case_of(it).remedy_sought == "A new one, please."


async def test_a_sale_can_be_chosen_while_the_complaint_is_logged(shop_path: Path):
    async with owner(shop_path, (80, 40)) as it:
        await it.press("2", "enter", "C")
        await it.type(WORDS)
        await it.press(*["tab"] * 6, "right")
        assert "rose arch, 24 Nov" in it.text
        await it.press("ctrl+s")
        await it.settle()
        assert case_of(it).sale_id == MOWER


async def test_what_is_half_typed_is_there_again(shop_path: Path, quick_drafts: None):
    """T7."""
    async with owner(shop_path) as it:
        await it.press("2", "enter", "C")
        await it.type(WORDS)
        await it.press("escape", "C")
        assert WORDS in it.text


async def test_a_half_written_step_is_told_by_the_customers_name(shop_path: Path, quick_drafts: None):
    """T7."""
    logged(shop_path)
    async with owner(shop_path) as it:
        await it.press("3", "a", "tab")
        await it.type(" and Tom")
        await it.press("escape")
    async with owner(shop_path) as it:
        assert it.status.startswith("“Acknowledge 2026-001, Ann and John Park” is half written")


async def test_nothing_is_logged_without_their_words(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("2", "enter", "C", "ctrl+s")
        assert "✗ What they said, in their own words, is needed" in it.text
        assert it.ask("SELECT count(*) FROM complaint") == 0


# The whole way -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_case_goes_its_whole_way_by_one_key_and_back_by_undo(shop_path: Path, size: tuple[int, int]):
    """CMP-1 to CMP-7: acknowledge, ask, propose with a bonus, put right, follow up, close."""
    case_id = logged(shop_path, days_ago=8, category="Late", loss="money")
    async with owner(shop_path, size) as it:
        await it.press("3", "enter", "a", "enter", "enter")
        assert it.status == "Acknowledged complaint 2026-001 · u to undo"
        assert case_of(it).stage is Stage.ACKNOWLEDGED
        await it.press("a")
        await it.type("Pay the fee back.")
        await it.press("enter", "enter")
        assert (case_of(it).stage, case_of(it).remedy_sought) == (Stage.ASKED, "Pay the fee back.")
        await propose_with_a_bonus(it)
        assert case_of(it).stage is Stage.AGREED
        assert case_of(it).promised_on == TODAY + timedelta(days=7)
        assert [(one.part, one.kind, one.cost) for one in cases.remedies(it.book.db, case_id)] == [
            ("core", "refund", 1200),
            ("bonus", "a voucher", 500),
        ]
        assert "$17.00: 68 % of the sale" in seen(it)
        await it.press("a", "enter", "a", "y", "enter", "5", "enter", "enter")
        assert (case_of(it).stage, case_of(it).satisfaction) == (Stage.FOLLOWED_UP, 5)
        await it.press("a", "enter", "enter")
        await it.type("supplier l")
        await it.press("enter")
        await it.type("We call ahead.")
        await it.press("enter")
        assert (case_of(it).outcome, case_of(it).what_changed) == ("recovered", "We call ahead.")
        assert it.status == "Closed 2026-001: recovered · u to undo"
        await it.press("u", "u", "u")
        assert case_of(it).stage is Stage.AGREED


async def propose_with_a_bonus(it: Owner) -> None:
    """Fill the proposal in: what matches the loss stands first."""
    await it.press("a", "r", "enter", "enter")
    await it.type("12")
    await it.press("enter", "enter", "right", "enter", "enter")
    await it.type("5")
    await it.press("enter", "y", "enter")


def seen(it: Owner) -> str:
    """The whole sheet of the case that is shown, in one line, whatever the size."""
    return " ".join(" ".join(line.plain for line in it.app.main.pane.view.detail._paper._lines(66)).split())


async def test_the_answer_to_the_question_is_typed_and_l_leaves_it_to_us(shop_path: Path):
    """CMP-2."""
    logged(shop_path, Stage.ACKNOWLEDGED)
    async with owner(shop_path) as it:
        await it.press("3", "a", "enter", "enter")
        assert "✗ Their answer, or “leaves it to us”" in it.text
        await it.press("l")
        assert "leaves it to us" in it.text
        await it.press("enter", "enter")
        assert case_of(it).remedy_sought == "leaves it to us"


async def test_enter_after_enter_neither_agrees_nor_promises_nor_closes(shop_path: Path):
    logged(shop_path, Stage.ASKED)
    async with owner(shop_path) as it:
        await it.press("3", "a", *["enter"] * 8)
        assert "✗ Choose what puts it right" in it.text
        await it.press("r", "ctrl+s")
        assert (case_of(it).stage, case_of(it).agreed_on) == (Stage.PROPOSED, None)
        await it.press("a", "enter", "a", "enter", "a", "enter", "enter", "enter")
        assert (case_of(it).stage, case_of(it).asked_again_on) == (Stage.PUT_RIGHT, TODAY)


async def test_a_mark_without_an_answer_asks_for_the_answer(shop_path: Path):
    """CMP-5."""
    logged(shop_path, Stage.PUT_RIGHT, days_ago=8)
    async with owner(shop_path) as it:
        await it.press("3", "a", "enter", "5", "ctrl+s")
        assert "✗ They answered: is it right now, yes or no?" in it.text
        await it.press("y", "ctrl+s")
        assert case_of(it).stage is Stage.FOLLOWED_UP


async def test_an_acknowledgement_by_letter_is_left_to_the_letter(shop_path: Path):
    """CMP-8a: sending it does the step."""
    logged(shop_path, via="post")
    async with owner(shop_path) as it:
        await it.press("3", "a")
        assert "By letter? Leave this: print it on Today" in it.text
        await it.press("p")
        assert "‹ phone ›" in it.text
        await it.press("ctrl+s")
        assert case_of(it).acknowledged_by == "phone"


async def test_an_offer_above_the_shops_own_limit_is_asked_about_first(shop_path: Path):
    """CMP-4."""
    logged(shop_path, Stage.ASKED)
    with Book.open(shop_path, write=True) as book, book.writing():
        book.db.execute("INSERT INTO number (name, value) VALUES ('remedy_limit', 20)")
    async with owner(shop_path) as it:
        await it.press("3", "a", "r", "tab", "tab")
        await it.type("30")
        await it.press("ctrl+s")
        assert it.screens[-1] == "AskYesNo"
        assert "$30.00, above your own limit of $20.00" in it.text
        await it.press("n")
        assert (it.screens[-1], case_of(it).stage) == ("FormScreen", Stage.ASKED)
        await it.press("ctrl+s", "y")
        assert (it.screens, case_of(it).stage) == (["MainScreen"], Stage.PROPOSED)


async def test_a_remedy_that_does_not_match_and_one_that_costs_much_are_pointed_out(shop_path: Path):
    """CMP-3, CMP-4."""
    logged(shop_path, Stage.ASKED, loss="money")
    async with owner(shop_path, (80, 40)) as it:
        await it.press("3", "a")
        assert "they say: a call" in it.text
        await it.press("a")
        assert "they say: a call · A hint: they lost" in " ".join(it.text.split())
        await it.press("r")
        assert "A hint" not in it.text
        await it.press("tab", "tab")
        await it.type("60")
        assert "240 % of the price" in " ".join(it.text.split())


async def test_a_bonus_waits_for_the_promise_and_then_is_given(shop_path: Path):
    """CMP-4."""
    logged(shop_path, Stage.ASKED)
    async with owner(shop_path) as it:
        await it.press("3", "b")
        assert it.status == "A bonus comes on top: first promise what puts it right, with its day."
        await it.press("enter", "a", "r", "ctrl+s", "b", "ctrl+s")
        assert "○ And then some" in seen(it)
        assert [one.part for one in cases.remedies(it.book.db, 1)] == ["core", "bonus"]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("w", "Acknowledge it first: that is the word they wait for."),
        ("R", "Acknowledge it first: even a no begins with having listened."),
        ("m", "First ask what would put it right, and note the answer."),
    ],
)
async def test_a_step_out_of_turn_says_what_is_missing(shop_path: Path, key: str, sentence: str):
    logged(shop_path)
    async with owner(shop_path) as it:
        await it.press("3", key)
        assert it.status == sentence
        assert it.screens == ["MainScreen"]


async def test_a_step_that_was_taken_elsewhere_meanwhile_is_refused_in_the_form(shop_path: Path):
    case_id = logged(shop_path)
    async with owner(shop_path) as it:
        await it.press("3", "a")
        entry = read(AcknowledgementEntry, {"handler": "Rosie Bell"}, SETTING)
        desk.acknowledge(it.book, case_id, entry, TODAY)
        desk.ask(it.book, case_id, read(AskEntry, {"remedy_sought": "a call"}, SETTING), TODAY)
        await it.press("ctrl+s")
        assert it.status == "Case 2026-001 is further than that: it is remedy asked already."
        assert it.screens == ["MainScreen", "FormScreen"]


async def test_a_promised_day_that_passed_asks_for_a_word_with_a_new_day(shop_path: Path):
    logged(shop_path, Stage.AGREED, days_ago=5)
    async with owner(shop_path) as it:
        await it.press("3", "enter")
        assert "! Put it right: due" in it.text
        assert "! Tell how it stands" in it.text
        await it.press("w", "ctrl+s")
        assert "✗ What you told them is needed here." in it.text
        assert "✗ Name the new day" in it.text
        await it.type("The part comes Monday.")
        await it.press("enter")
        await it.type("+1w")
        await it.press("enter")
        assert case_of(it).promised_on == TODAY + timedelta(days=7)
        assert "Tell them" not in it.text


async def test_no_not_yet_begins_the_case_anew_and_urgent(shop_path: Path):
    """CMP-5."""
    logged(shop_path, Stage.PUT_RIGHT, days_ago=8)
    async with owner(shop_path) as it:
        await it.press("3", "a", "n", "ctrl+s")
        assert (case_of(it).stage, case_of(it).severity) == (Stage.ACKNOWLEDGED, "urgent")
        assert "urgent · the arch came late" in it.text


async def test_three_weeks_of_silence_lead_to_closing_without_an_answer(shop_path: Path):
    """CMP-5."""
    case_id = logged(shop_path, Stage.PUT_RIGHT, days_ago=40)
    with Book.open(shop_path, write=True) as book, book.writing():
        asked = (TODAY - timedelta(days=22)).isoformat()
        book.db.execute("UPDATE complaint SET asked_again_on = ? WHERE id = ?", [asked, case_id])
    async with owner(shop_path) as it:
        await it.press("3", "enter")
        assert "press f, or a if they did answer" in " ".join(it.text.split())
        await it.press("escape", "f")
        assert "no answer to our question" in it.text
        await it.press("escape", "a")
        assert "Is it right now?" in it.text


# Endings -------------------------------------------------------------------------------------------------


async def test_a_fair_no_has_its_reason_and_an_alternative(shop_path: Path):
    logged(shop_path, Stage.ACKNOWLEDGED)
    async with owner(shop_path) as it:
        await it.press("3", "R")
        await it.type("It was agreed so.")
        await it.press("enter")
        await it.type("We plant it.")
        await it.press("enter", "enter")
        case = case_of(it)
        assert (case.stage, case.refusal_alternative, case.approved_by) == (
            Stage.REFUSED,
            "We plant it.",
            "Rosie Bell",
        )
        await it.press("R")
        assert "It was agreed so." in it.text
        await it.press("tab", "end")
        await it.type(" For free.")
        await it.press("ctrl+s")
        assert case_of(it).refusal_alternative == "We plant it. For free."


async def test_a_closed_case_gives_its_place_to_the_list_not_to_another_customers_case(shop_path: Path):
    first = logged(shop_path, category="Late")
    logged(shop_path, summary="billed twice", words="Billed twice.")
    async with owner(shop_path) as it:
        await it.press("3", "enter")
        assert it.app.main.pane.view.lines.cursor_key == ("case", first)
        await it.press("f")
        it.app.screen.form.fill({"root_cause": "Our own", "what_changed": "Nothing, it was found."})
        await it.press("ctrl+s")
        assert case_of(it, first).stage is Stage.CLOSED
        assert it.app.main.pane.view.lines.has_focus
        assert not it.app.main.pane.view.has_class("-open")
        assert it.selected == ("case", 2)


async def test_a_case_is_closed_as_withdrawn_at_any_time_and_reopened_with_a_reason(shop_path: Path):
    """CMP-7: a category, a root cause, what was changed."""
    logged(shop_path)
    async with owner(shop_path) as it:
        await it.press("3", "f", "ctrl+s")
        assert "✗ A category is needed here." in it.text
        await it.press("o", "enter")
        await it.type("our own")
        await it.press("enter")
        await it.type("Nothing, because they found it.")
        await it.press("enter")
        assert (case_of(it).outcome, it.ask("SELECT name FROM case_label WHERE id = ?", case_of(it).category_id)) == (
            "withdrawn",
            "Other",
        )
        assert "No complaint is open." in it.text
        await it.press("right", "o")
        await it.type("Broken again")
        await it.press("enter")
        await it.settle()
        assert (case_of(it).stage, case_of(it).severity, case_of(it).reopened) == (Stage.RECEIVED, "urgent", 1)
        assert it.app.main.pane.view.PLACE == "cases"
        assert "Acknowledge: by" in it.text


async def test_what_was_taken_down_can_be_changed_and_a_new_category_typed(shop_path: Path):
    logged(shop_path, category="Late")
    async with owner(shop_path, (80, 40)) as it:
        await it.press("3", "e", "tab", "end")
        await it.type(", twice")
        await it.press(*["tab"] * 3, *["backspace"] * 4)
        await it.type("Slow")
        assert "new on the list" in it.text
        await it.press("ctrl+s")
        assert case_of(it).summary == "the arch came late, twice"
        assert cases.label_name(it.book.db, case_of(it).category_id) == "Slow"


# The places ----------------------------------------------------------------------------------------------


async def test_the_empty_place_teaches(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("3")
        assert "press n while you still have them on the phone" in " ".join(it.text.split())
        await it.press("a")
        assert it.status == "There is no case under the cursor. n logs one."
        await it.press("right")
        assert "There is none yet." in " ".join(it.text.split())
        await it.press("right")
        assert "From the first complaint on" in it.text


async def test_a_shop_without_customers_is_told_to_enter_one_first(new_path: Path):
    async with owner(new_path) as it:
        await it.press("3")
        assert "press 2 and then n" in " ".join(it.text.split())
        await it.press("n")
        assert it.status == "A complaint needs a customer first: press 2 and then n to enter one."


async def test_the_record_and_a_contact_are_one_key_away(shop_path: Path):
    logged(shop_path)
    async with owner(shop_path) as it:
        await it.press("3", "r")
        assert it.screens[-1] == "RecordScreen"
        await it.press("escape", "c")
        assert "Contact with Ann and John Park" in it.text


async def test_up_and_down_step_through_the_cases_from_inside_one(shop_path: Path):
    logged(shop_path)
    logged(shop_path, Stage.ACKNOWLEDGED, days_ago=1, summary="billed twice")
    async with owner(shop_path) as it:
        await it.press("3", "enter", "down")
        assert "billed twice" in it.text
        await it.press("up", "escape")
        assert it.selected == ("case", 1)


HOSTILE = ["[/]", "[bold]x", "[@click=app.quit]hi[/]", "\x1b[31mred\x1b[0m \u202egnp"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_words_stand_literally(shop_path: Path, size: tuple[int, int]):
    """T1, T2."""
    for text in HOSTILE:
        logged(shop_path, words=text, summary=text, category=text, product=text)
    async with owner(shop_path, size) as it:
        for key in ("3", "enter", "down", "down", "down", "a", "escape", "f", "escape", "e", "escape", "escape"):
            await it.press(key)
            assert "\x1b" not in it.text
            assert "\u202e" not in it.text
        await it.press("right", "right")
        found = " ".join(line.plain for line in it.app.main.pane.view.page._sheet._lines(80))
        for text in ("[/]", "[bold]x", "[@click=app.quit]hi[/]", "red gnp"):
            assert text in found
        await it.press("comma", "left", "end")
        await it.settle()
        assert "\x1b" not in it.text


async def test_what_is_learned_counts_few_cases_and_points_out_a_root_cause_that_comes_back(shop_path: Path):
    """CMP-7, CMP-9."""
    for number in range(3):
        close_one(shop_path, logged(shop_path, words=f"Late again, {number}"))
    async with owner(shop_path, (80, 50)) as it:
        await it.press("3", "right", "right")
        assert "! Supplier late: 3 cases in 90 days have this root cause (2026-001," in it.text
        assert "3 cases since Wed 26 Nov 2025" in it.text
        assert "0 of 3" in it.text
        assert "%" not in it.text
        assert "█" in it.text


def close_one(path: Path, case_id: int) -> None:
    """Close a case as withdrawn."""
    from carebook.complaints.entry import ClosingEntry

    learned = {"category": "Late", "root_cause": "Supplier late", "what_changed": "We call ahead."}
    with Book.open(path, write=True) as book:
        desk.close(book, case_id, read(ClosingEntry, {"outcome": "withdrawn", **learned}, SETTING), TODAY)


# Labels --------------------------------------------------------------------------------------------------


async def test_categories_are_added_renamed_and_retired_in_the_settings(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("comma", "left")
        await it.settle()
        await it.press("n")
        await it.type("Too slow")
        await it.press("enter")
        assert it.status == "Added “Too slow” to the list · u to undo"
        assert it.ask("SELECT list FROM case_label WHERE name = 'Too slow'") == "category"
        await it.press("enter", "end")
        await it.type("!")
        await it.press("enter")
        assert it.ask("SELECT count(*) FROM case_label WHERE name = 'Late!'") == 1
        await it.press("t")
        assert it.ask("SELECT retired FROM case_label WHERE name = 'Late!'") == 1
        assert "retired" in it.text
        await it.press("t")
        assert it.status == "Brought “Late!” back · u to undo"


async def test_a_name_that_is_on_the_list_already_is_refused(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("comma", "left", "n")
        await it.type("other")
        await it.press("enter")
        assert it.status == "“Other” is on the list already."
