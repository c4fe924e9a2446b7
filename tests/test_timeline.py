"""One customer's timeline over all desks."""

import subprocess
import sys
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
from carebook.referrals.desk.asking import answer, ask, ask_by_letter, note_letter, note_moment
from carebook.referrals.desk.introducing import add_introduced, come_as_new, correct_referrer, introduce
from carebook.referrals.desk.rewarding import note_letter as note_thanks_by_letter
from carebook.referrals.desk.rewarding import thank
from carebook.referrals.entry import (
    AnswerEntry,
    AskEntry,
    CorrectionEntry,
    IntroductionEntry,
    MomentEntry,
    ThanksEntry,
)
from carebook.referrals.store.told import Recommended
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


def recommended(book: Book, number: int) -> list[tuple[date, str]]:
    """What of the referrals' desk stands in a timeline."""
    return [(one.day, one.record.said) for one in timeline(book.db, number) if isinstance(one.record, Recommended)]


@pytest.fixture
def fan(book, enter, today):
    """Ann, a customer for long, who bought twice and praised us yesterday."""
    number = add_customer(book, enter(CustomerEntry, name="Ann Park", opened_on="2025-01-02"), today).only("customer")
    for day in ("2026-01-05", "2026-03-05"):
        record_sale(book, number, enter(SaleEntry, sold_on=day, product="seed", amount="20"), today)
    note_moment(book, number, enter(MomentEntry, on_day="yesterday", what="so helpful\nand quick"), today)
    return number


def test_a_referral_stands_on_both_sides(book, fan, enter, today):
    """REF-1: who sent whom, in the words of each side; the thanks and the contact that they wrote stand once."""
    noted = enter(IntroductionEntry, introduced="Dora", introduced_on="2026-11-20")
    _, found = introduce(book, fan, noted, today)
    thank(book, found.id, enter(ThanksEntry, on_day="2026-11-23", what="very glad"), today)
    dora = come_as_new(book, found.id, enter(CustomerEntry, name="Dora Lee", opened_on="2026-11-24"), today)
    told = recommended(book, fan)
    assert sorted(told[:2]) == [
        (date(2026, 11, 24), "Dora, whom they sent, came to us"),
        (date(2026, 11, 24), "praised us: so helpful"),
    ]
    assert told[2:] == [
        (date(2026, 11, 23), "thanked by phone for sending Dora: very glad"),
        (date(2026, 11, 20), "introduced Dora"),
    ]
    assert recommended(book, dora.only("customer")) == [
        (date(2026, 11, 24), "came to us, sent by Ann Park"),
        (date(2026, 11, 20), "sent by Ann Park"),
    ]
    assert [one for one in timeline(book.db, fan) if one.key[0] == "contact"] == []
    keys = [one.key for one in timeline(book.db, fan)]
    assert len(set(keys)) == len(keys)


def test_who_was_put_right_reads_so_on_every_side(book, fan, enter, today):
    """REF-1: changes are kept."""
    bo = add_customer(book, enter(CustomerEntry, name="Bo"), today).only("customer")
    eve = add_introduced(book, enter(CustomerEntry, name="Eve"), fan, today).only("customer")
    correct_referrer(book, 1, bo, enter(CorrectionEntry), today)
    assert {said for _, said in recommended(book, eve)} == {
        "sent by Ann Park",
        "came to us, sent by Ann Park",
        "it was not Ann Park who sent them: it was Bo",
        "sent by Bo",
        "came to us, sent by Bo",
    }
    assert "it was not they who sent Eve: it was Bo" in {said for _, said in recommended(book, fan)}


def test_an_ask_stands_with_its_answer_instead_of_its_contact(book, fan, enter, today):
    """CMP-8a: asking and the contact that it wrote are one touch; the owner's own note of that day is another."""
    log_contact(book, fan, enter(ContactEntry, channel="in person", note="Bought bulbs", on_day="today"), today)
    ask(book, fan, enter(AskEntry), today)
    assert (today, "asked in person: no answer yet") in recommended(book, fan)
    answer(book, 1, enter(AnswerEntry, answer="later", again_on="2026-12-23", note="after the season"), today)
    assert (today, "asked in person: later, from Wed 23 Dec 2026") in recommended(book, fan)
    contacts = [one.record.note for one in timeline(book.db, fan) if one.key[0] == "contact"]
    assert contacts == ["Bought bulbs"]


def test_what_a_letter_did_stands_as_that_letter(book, fan, enter, today):
    """CMP-8a: the answer to an ask by letter is what the letter does not tell."""
    _, found = introduce(book, fan, enter(IntroductionEntry, introduced="Dora"), today)
    ask_by_letter(book, [fan], "post", today)
    with book.act("Sent", today) as act:
        note_letter(act.db, 1, today, "post")
        note_thanks_by_letter(act.db, found.id, today, "post")
    before = recommended(book, fan)
    assert {said for _, said in before} == {"introduced Dora", "praised us: so helpful"}
    answer(book, 1, enter(AnswerEntry, answer="agreed"), today)
    assert set(recommended(book, fan)) - set(before) == {(today, "asked by post: agreed")}


def test_who_has_no_referral_loads_nothing_of_them(book, book_path, enter, today):
    """The record of most customers costs no module of the referrals' desk."""
    add_customer(book, enter(CustomerEntry, name="Cy"), today)
    script = (
        "import sys\nfrom pathlib import Path\nfrom carebook.book.book import Book\n"
        "from carebook.timeline import timeline\n"
        f"with Book.open(Path({str(book_path)!r}), write=False) as book:\n    timeline(book.db, 1)\n"
        "print([name for name in sys.modules if name.startswith('carebook.referrals.')])"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "['carebook.referrals.store', 'carebook.referrals.store.told']"
