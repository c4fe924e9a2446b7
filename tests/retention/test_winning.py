"""Winning a customer back at the desk: each step in its turn, as it was said, taken back exactly (WIN-1, WIN-2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from winning_desk import WAY, Desk

from carebook.book import journal, rows
from carebook.book.book import Book
from carebook.book.refusals import DoneBefore
from carebook.book.rows import Value
from carebook.retention.desk.leaving import add_strength, rename_strength, retire_strength
from carebook.retention.desk.winning import note_letter, rate_offer
from carebook.retention.entry import StrengthEntry
from carebook.retention.model import WinBack, WinBackStep
from carebook.retention.refusals import EnoughContacts, HasDied, NotTheirTurn, OpenAlready, StrengthTaken, TooEarly
from carebook.retention.store import win_backs
from carebook.typed import Wrong

STEPS = tuple(WinBackStep)


@pytest.fixture
def desk(book: Book, today: date) -> Desk:
    """The desk on the day of every test."""
    return Desk(book, today)


@pytest.fixture
def case(desk: Desk) -> WinBack:
    """Ann Park's win-back, just begun."""
    return desk.begin(desk.customer())


# The way (WIN-1) ----------------------------------------------------------------------------------


def test_six_steps_lead_from_the_wish_to_the_outcome(desk: Desk, case: WinBack, today: date) -> None:
    """WIN-1."""
    for step, verb in WAY.items():
        assert desk.case(case.id).next_step is step
        desk.do(verb, case.id)
    done = desk.case(case.id)
    assert done.next_step is None
    assert set(done.days.values()) == {today}
    assert (done.reason, done.permission, done.outcome) == ("dissatisfied", "given", "won back")
    said = ["opened", "wanted", "why", "offer", "responsibility", "permission", "ended"]
    assert [one.step for one in desk.diary(case.id)] == said


@pytest.mark.parametrize("waits", STEPS[:-1])
def test_no_step_is_done_before_its_turn(desk: Desk, case: WinBack, waits: WinBackStep) -> None:
    """WIN-1: whatever the step, the one that is missing is named, and nothing is written."""
    desk.lead(case.id, waits)
    before = journal.dump(desk.book.db)
    for step in STEPS[STEPS.index(waits) + 1 : -1]:
        with pytest.raises(NotTheirTurn):
            desk.do(WAY[step], case.id)
    assert journal.dump(desk.book.db) == before


@pytest.mark.parametrize("verb", ["decide", "ask", "learn_why", "add_offer", "take_responsibility", "note_permission"])
def test_nothing_is_added_to_one_that_ended(desk: Desk, case: WinBack, verb: str) -> None:
    """WIN-1."""
    desk.lead(case.id, WinBackStep.OUTCOME)
    desk.do("end", case.id)
    with pytest.raises(NotTheirTurn, match="has ended"):
        desk.do(verb, case.id)


@pytest.mark.parametrize("step", STEPS[1:])
def test_no_step_is_dated_before_the_one_that_it_follows(desk: Desk, case: WinBack, step: WinBackStep) -> None:
    """WIN-1."""
    desk.lead(case.id, step)
    with pytest.raises(TooEarly):
        desk.do(WAY[step], case.id, on_day="yesterday")


def test_a_customer_is_won_back_in_one_case_at_a_time(desk: Desk, case: WinBack) -> None:
    with pytest.raises(OpenAlready, match="Ann Park"):
        desk.begin(case.customer_id)
    desk.do("end", case.id, outcome="not won")
    assert desk.begin(case.customer_id).id != case.id


def test_who_died_is_not_won_back_and_what_was_begun_can_only_stop(desk: Desk, case: WinBack) -> None:
    """SUP-1."""
    desk.stop(case.customer_id, "deceased")
    for verb in ("decide", "learn_why"):
        with pytest.raises(HasDied):
            desk.do(verb, case.id)
    with pytest.raises(HasDied):
        desk.do("end", case.id, outcome="won back")
    desk.do("end", case.id, outcome="stopped")
    with pytest.raises(HasDied):
        desk.begin(case.customer_id)


# Do we want them? ---------------------------------------------------------------------------------


def test_one_let_go_gets_a_reason_and_a_farewell(desk: Desk, case: WinBack) -> None:
    """WIN-1."""
    with pytest.raises(Wrong):
        desk.do("decide", case.id, wanted="let go")
    desk.do("decide", case.id, wanted="let go", ending="They moved far away; a card with our best wishes.")
    done = desk.case(case.id)
    assert (done.outcome, done.wanted_on) == ("let go", None)
    assert done.ending.startswith("They moved")


def test_the_wish_is_said_once(desk: Desk, case: WinBack) -> None:
    desk.do("decide", case.id)
    with pytest.raises(NotTheirTurn, match="already"):
        desk.do("decide", case.id)


# Why? ---------------------------------------------------------------------------------------------


def test_the_reason_stands_on_two_answers_whenever_they_were_given(desk: Desk, case: WinBack) -> None:
    """WIN-1: at least two probing questions."""
    desk.do("decide", case.id)
    with pytest.raises(NotTheirTurn, match="one more answer"):
        desk.do("learn_why", case.id, second_answer="")
    desk.do("ask", case.id)
    desk.do("learn_why", case.id, second_answer="")
    assert len(win_backs.probes(desk.book.db, case.id)) == 2


def test_answers_and_offers_can_be_added_until_the_end(desk: Desk, case: WinBack) -> None:
    """WIN-1."""
    desk.lead(case.id, WinBackStep.OUTCOME)
    before = desk.case(case.id)
    desk.do("ask", case.id)
    desk.do("add_offer", case.id, side="theirs", who="DIY Barn", feature="10 % off", rating="")
    assert desk.case(case.id) == before
    assert [one.rating for one in win_backs.offers(desk.book.db, case.id)] == [8, None]


def test_a_reason_can_be_put_better_and_that_is_no_further_touch(desk: Desk, case: WinBack) -> None:
    """CHN-2, WIN-2."""
    desk.lead(case.id, WinBackStep.OFFERS)
    touched, why_on = desk.contacts(case.id), desk.case(case.id).why_on
    desk.today += timedelta(days=3)
    desk.do(
        "learn_why", case.id, reason="felt unappreciated", first_answer="", second_answer="", left_for="Friendliness"
    )
    case = desk.case(case.id)
    assert (case.reason, case.why_on) == ("felt unappreciated", why_on)
    assert win_backs.strength(desk.book.db, case.left_for or 0).name == "Friendliness"
    assert desk.contacts(case.id) == touched


def test_a_strength_is_found_by_its_name_and_a_new_one_is_put_on_the_list(desk: Desk, case: WinBack) -> None:
    """WIN-4."""
    before = len(win_backs.strengths(desk.book.db))
    desk.do("decide", case.id)
    desk.do("learn_why", case.id, chose_for="ADVICE", left_for="Opens on Sundays")
    case = desk.case(case.id)
    assert win_backs.strength(desk.book.db, case.chose_for or 0).name == "Advice"
    assert len(win_backs.strengths(desk.book.db)) == before + 1
    assert win_backs.tallies(desk.book.db) == [("Opens on Sundays", 0, 1, 0), ("Advice", 1, 0, 0)]


# Offers and their ratings -------------------------------------------------------------------------


def test_an_offer_is_rated_at_once_or_later(desk: Desk, case: WinBack) -> None:
    """WIN-1, WIN-3."""
    desk.lead(case.id, WinBackStep.OFFERS)
    desk.do("add_offer", case.id, rating="")
    offer = win_backs.offers(desk.book.db, case.id)[0]
    assert win_backs.ratings(desk.book.db) == []
    rate_offer(desk.book, offer.id, 9, desk.today)
    assert win_backs.ratings(desk.book.db) == [("Free delivery", 0, 9)]
    desk.do("end", case.id, outcome="not won")
    with pytest.raises(NotTheirTurn):
        rate_offer(desk.book, offer.id, 1, desk.today)


# Our part, and their leave ------------------------------------------------------------------------


def test_responsibility_by_letter_is_taken_when_the_letter_is_sent(desk: Desk, case: WinBack) -> None:
    """CMP-8a: marking it sent does the step."""
    desk.lead(case.id, WinBackStep.RESPONSIBILITY)
    touched = desk.contacts(case.id)
    desk.do("take_responsibility", case.id, via="post", what_changed="Calls are returned the same day.")
    waiting = desk.case(case.id)
    assert (waiting.responsibility_on, waiting.next_step) == (None, WinBackStep.RESPONSIBILITY)
    assert waiting.our_part.startswith("We let")
    assert desk.contacts(case.id) == touched
    with desk.book.act("Marked 1 letter sent", desk.today) as act:
        note_letter(act.db, case.id, "win_back_amends", desk.today, "post")
    assert desk.case(case.id).next_step is WinBackStep.PERMISSION
    assert desk.diary(case.id)[-1].by_channel == "post"


@pytest.mark.parametrize(
    ("kind", "step"),
    [("win_back_enquiry", "asked why"), ("win_back_offer", "offered"), ("win_back_amends", "responsibility")],
)
def test_a_letter_that_was_sent_stands_in_the_diary(desk: Desk, case: WinBack, kind: str, step: str) -> None:
    """CMP-8a."""
    with desk.book.act("Marked 1 letter sent", desk.today) as act:
        note_letter(act.db, case.id, kind, desk.today, "post")
    assert desk.diary(case.id)[-1].step == step


def test_words_said_again_keep_the_day_of_the_step(desk: Desk, case: WinBack, today: date) -> None:
    desk.lead(case.id, WinBackStep.PERMISSION)
    desk.today += timedelta(days=2)
    desk.do("take_responsibility", case.id, our_part="We never called back.")
    assert (desk.case(case.id).responsibility_on, desk.case(case.id).our_part) == (today, "We never called back.")


def test_who_takes_the_leave_back_is_made_no_offer_any_more(desk: Desk, case: WinBack) -> None:
    """WIN-2."""
    desk.lead(case.id, WinBackStep.OUTCOME)
    desk.do("offer_by_letter", case.id)
    desk.do("note_permission", case.id, permission="refused")
    assert (desk.case(case.id).offered_on, desk.case(case.id).offer) == (None, "")
    with pytest.raises(NotTheirTurn, match="not to keep in touch"):
        desk.do("offer_by_letter", case.id)


# The offer letter (WIN-2, story 10) ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("waits", "named"),
    [
        (WinBackStep.WANT, ("why", "permission")),
        (WinBackStep.WHY, ("why", "permission")),
        (WinBackStep.OFFERS, ("permission",)),
        (WinBackStep.PERMISSION, ("permission",)),
    ],
)
def test_story_10_an_offer_letter_is_refused_and_names_the_missing_step(
    desk: Desk, case: WinBack, waits: WinBackStep, named: tuple[str, ...]
) -> None:
    """WIN-2, story 10."""
    desk.lead(case.id, waits)
    with pytest.raises(NotTheirTurn) as refused:
        desk.do("offer_by_letter", case.id)
    assert [step for step in ("why", "permission") if f"(step: {step})" in str(refused.value)] == list(named)


def test_a_standing_permission_is_one(desk: Desk, case: WinBack) -> None:
    """WIN-2."""
    with desk.book.act("Offers by e-mail", desk.today) as act:
        values: dict[str, Value] = {"customer_id": case.customer_id, "channel": "e-mail", "given_on": desk.today}
        rows.insert(act.db, "permission", values)
    desk.lead(case.id, WinBackStep.OFFERS)
    desk.do("offer_by_letter", case.id)
    assert (desk.case(case.id).permission, desk.case(case.id).offered_on) == ("standing", desk.today)


def test_three_contacts_in_90_days_are_enough(desk: Desk, case: WinBack, today: date) -> None:
    """WIN-2: what was said on one day is one contact."""
    desk.lead(case.id, WinBackStep.RESPONSIBILITY)
    assert len(win_backs.contact_days(desk.book.db, case.id)) == 1
    for verb in ("take_responsibility", "note_permission"):
        desk.today += timedelta(days=7)
        desk.do(verb, case.id)
    with pytest.raises(EnoughContacts):
        desk.do("offer_by_letter", case.id)
    desk.today = today + timedelta(days=90)
    desk.do("offer_by_letter", case.id)


def test_a_new_win_back_does_not_begin_to_count_anew(desk: Desk, case: WinBack, today: date) -> None:
    """WIN-2: it is the customer who hears from us, not the case."""
    desk.do("decide", case.id)
    for _ in range(3):
        desk.do("ask", case.id)
        desk.today += timedelta(days=1)
    desk.do("end", case.id, outcome="stopped")
    again = desk.begin(case.customer_id)
    days = win_backs.contact_days(desk.book.db, again.id)
    assert days == [today + timedelta(days=n) for n in range(3)]


def test_one_talk_is_one_contact_with_all_that_was_said(desk: Desk, case: WinBack) -> None:
    """WIN-2."""
    desk.lead(case.id, WinBackStep.PERMISSION)
    desk.do("note_permission", case.id, permission="refused")
    desk.do("ask", case.id, via="e-mail")
    assert [(channel, response, note) for _, channel, response, note in desk.contacts(case.id)] == [
        ("phone", "negative", "Winning back: why, responsibility, permission"),
        ("e-mail", None, "Winning back: asked why"),
    ]


# The end ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["won back", "not won", "stopped"])
@pytest.mark.parametrize("waits", STEPS)
def test_it_may_end_at_any_time(desk: Desk, case: WinBack, waits: WinBackStep, outcome: str) -> None:
    desk.lead(case.id, waits)
    desk.do("end", case.id, outcome=outcome)
    assert (desk.case(case.id).outcome, win_backs.outcomes(desk.book.db)) == (outcome, [outcome])


def test_only_who_came_back_chose_us_anew(desk: Desk) -> None:
    """WIN-4."""
    for name, outcome in (("Ann", "won back"), ("Bo", "not won")):
        case = desk.begin(desk.customer(name))
        desk.do("decide", case.id)
        desk.do("learn_why", case.id, chose_for="Price", left_for="Speed")
        desk.do("end", case.id, outcome=outcome, chose_for="Quality")
    assert win_backs.tallies(desk.book.db) == [("Speed", 0, 2, 0), ("Price", 1, 0, 0), ("Quality", 1, 0, 1)]


# Strengths (WIN-4) --------------------------------------------------------------------------------


def test_strengths_are_added_renamed_and_retired(desk: Desk) -> None:
    """WIN-4."""
    book, today = desk.book, desk.today
    number = add_strength(book, StrengthEntry(name="Opens on Sundays"), today).only("strength")
    rename_strength(book, number, StrengthEntry(name="Sundays"), today)
    retire_strength(book, number, today)
    one = win_backs.strengths(book.db)[-1]
    assert (one.id, one.name, one.retired) == (number, "Sundays", True)
    retire_strength(book, number, today, retired=False)
    with pytest.raises(StrengthTaken):
        rename_strength(book, number, StrengthEntry(name="advice"), today)
    with pytest.raises(StrengthTaken):
        add_strength(book, StrengthEntry(name="SUNDAYS"), today)


# Undo (S9), and the same form twice (S2) ----------------------------------------------------------


def test_every_step_is_taken_back_and_done_again_exactly(desk: Desk, case: WinBack) -> None:
    """S9."""
    dumps = [journal.dump(desk.book.db)]
    for verb in (
        "decide",
        "ask",
        "learn_why",
        "add_offer",
        "take_responsibility",
        "note_permission",
        "offer_by_letter",
        "end",
    ):
        desk.do(verb, case.id)
        dumps.append(journal.dump(desk.book.db))
    for before in reversed(dumps[:-1]):
        desk.book.undo(desk.today)
        assert journal.dump(desk.book.db) == before
    for after in dumps[1:]:
        desk.book.redo(desk.today)
        assert journal.dump(desk.book.db) == after


def test_a_form_handed_over_twice_is_taken_once(desk: Desk, case: WinBack) -> None:
    """S2."""
    desk.do("decide", case.id)
    desk.do("ask", case.id, token="one")
    with pytest.raises(DoneBefore):
        desk.do("ask", case.id, token="one")
    assert len(win_backs.probes(desk.book.db, case.id)) == 1


# Lists --------------------------------------------------------------------------------------------


def test_those_that_ended_are_listed_newest_first_each_in_its_place(desk: Desk) -> None:
    cases = [desk.begin(desk.customer(name)).id for name in ("Ann", "Bo", "Cy")]
    for number in (cases[2], cases[0]):
        desk.do("end", number, outcome="not won")
        desk.today += timedelta(days=1)
    db = desk.book.db
    assert [one.id for one in win_backs.ended_win_backs(db, 0, 10)] == [cases[0], cases[2]]
    assert [win_backs.place_in_ended(db, number) for number in cases] == [0, None, 1]
    assert [one.id for one in win_backs.open_win_backs(db)] == [cases[1]]
