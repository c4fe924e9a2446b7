"""One customer's timeline over all desks."""

from datetime import date, timedelta

import pytest

from carebook.book.book import Book
from carebook.complaints.desk import acknowledge, log, tell_progress
from carebook.complaints.entry import AcknowledgementEntry, CaseEntry, ProgressEntry
from carebook.complaints.model import Step
from carebook.customers.desk import add_customer, hear_news, log_contact, record_sale, refund_sale
from carebook.customers.entry import (
    ContactEntry,
    CustomerEntry,
    NewsEntry,
    RefundEntry,
    SaleEntry,
    SurveyAnswerEntry,
)
from carebook.letters.desk import follow
from carebook.letters.desk.answers import answer_survey
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.sending import mark_sent
from carebook.retention.desk.winning import decide, learn_why, open_win_back
from carebook.retention.entry import WantEntry, WhyEntry
from carebook.retention.model import StepDone
from carebook.timeline import step_in_words, timeline


@pytest.fixture
def ann(book_path, enter, today):
    """Ann, with two sales, a refund, a call, news, and her letters."""
    with Book.open(book_path, write=True, followers=[follow]) as book:
        entry = enter(CustomerEntry, name="Ann Park", address1="4 Mill Lane", city="Bath", postcode="04530")
        number = add_customer(book, entry, today).only("customer")
        for ago, product in ((30, "a hoe"), (0, "a spade")):
            day = (today - timedelta(days=ago)).isoformat()
            record_sale(book, number, enter(SaleEntry, product=product, amount="20", sold_on=day), today)
        refund_sale(book, 1, enter(RefundEntry, amount="5"), today)
        log_contact(book, number, enter(ContactEntry, channel="phone", note="asked", on_day="yesterday"), today)
        hear_news(book, number, enter(NewsEntry, what="won a prize"), today)
        plan_day(book, today)
        yield book, number


def test_it_is_newest_first_and_a_letter_follows_its_sale(ann):
    book, number = ann
    entries = timeline(book.db, number)
    assert [entry.day for entry in entries] == sorted((entry.day for entry in entries), reverse=True)
    kinds = [entry.key[0] for entry in entries if entry.day == date(2026, 11, 25)]
    assert kinds == sorted(kinds, key=["letter", "contact", "news", "sale"].index)
    assert {entry.key[0] for entry in entries} == {"letter", "contact", "news", "sale"}


def test_pages_put_together_are_the_whole(ann):
    book, number = ann
    whole = timeline(book.db, number)
    assert len(whole) > 5
    for size in (1, 2, 3, 100):
        pages = [timeline(book.db, number, start, size) for start in range(0, len(whole), size)]
        assert [entry for page in pages for entry in page] == whole


def test_a_sent_letter_stands_once_on_the_day_it_was_sent(ann, today):
    book, number = ann
    letter = book.db.execute(
        "SELECT id FROM letter WHERE kind = 'thank_you' AND due = ?", [today.isoformat()]
    ).fetchone()[0]
    mark_sent(book, [letter], today, today)
    entries = [entry for entry in timeline(book.db, number) if entry.key == ("letter", letter)]
    assert [entry.day for entry in entries] == [today]
    assert [entry.key for entry in timeline(book.db, number) if entry.key[0] == "contact"] == [("contact", 1)]


def test_others_are_not_in_it(ann, enter, today):
    book, _ = ann
    other = add_customer(book, enter(CustomerEntry, name="Bo"), today).only("customer")
    assert [entry for entry in timeline(book.db, other) if entry.key[0] != "letter"] == []


def test_a_complaint_stands_step_by_step_each_on_its_day_without_the_contacts_of_it(ann, enter, today):
    """CMP-8a: a step and the contact that it wrote are one touch."""
    book, number = ann
    contacts = [entry.key for entry in timeline(book.db, number) if entry.key[0] == "contact"]
    taken_down = enter(CaseEntry, words="The mower came late.\nNine days!", received_on="2026-11-20", via="in person")
    _, case = log(book, number, taken_down, today)
    heard = {"handler": "Rosie", "on_day": "2026-11-23", "answer_by": "2026-11-25"}
    acknowledge(book, case.id, enter(AcknowledgementEntry, **heard), today)
    tell_progress(book, case.id, enter(ProgressEntry, new_day="+1w", words="Still waiting"), today)
    assert book.db.execute("SELECT count(*) FROM contact WHERE complaint_id = ?", [case.id]).fetchone()[0] == 3
    entries = timeline(book.db, number)
    assert [entry.key for entry in entries if entry.key[0] == "contact"] == contacts
    told = [(entry.day, step_in_words(entry.record)) for entry in entries if isinstance(entry.record, Step)]
    assert told == [
        (date(2026, 11, 25), "told how it stands by phone: Still waiting"),
        (date(2026, 11, 23), "acknowledged by phone"),
        (date(2026, 11, 20), "received in person: The mower came late."),
    ]


def test_an_answered_survey_stands_on_the_day_of_its_answer(ann, enter, today):
    book, number = ann
    letter = book.db.execute("SELECT min(id) FROM letter WHERE kind = 'how_did_we_do'").fetchone()[0]
    with book.act("Sent", today) as act:
        act.db.execute("UPDATE letter SET state = 'sent', sent_on = '2026-11-20' WHERE id = ?", [letter])
    answer_survey(book, letter, enter(SurveyAnswerEntry, satisfaction="4", answered_on="yesterday"), today)
    days = {entry.key: entry.day for entry in timeline(book.db, number)}
    assert days["surveyanswer", 1] == date(2026, 11, 24)
    assert days["letter", letter] == date(2026, 11, 20)


def test_a_win_back_stands_step_by_step_without_the_contacts_of_it(ann, enter, today):
    """CMP-8a: a step and the contact that it wrote are one touch."""
    book, number = ann
    contacts = [entry.key for entry in timeline(book.db, number) if entry.key[0] == "contact"]
    _, case = open_win_back(book, number, today)
    decide(book, case.id, enter(WantEntry, on_day="today", wanted="yes"), today)
    answers = {"first_question": "Why?", "first_answer": "No call", "second_question": "And?", "second_answer": "So"}
    learn_why(book, case.id, enter(WhyEntry, on_day="today", via="phone", reason="dissatisfied", **answers), today)
    assert book.db.execute("SELECT count(*) FROM contact WHERE win_back_id = ?", [case.id]).fetchone()[0] == 1
    entries = timeline(book.db, number)
    assert [entry.key for entry in entries if entry.key[0] == "contact"] == contacts
    told = [step_in_words(entry.record) for entry in entries if isinstance(entry.record, StepDone)]
    assert told == ["told us why by phone: dissatisfied", "we want them back", "begun"]
