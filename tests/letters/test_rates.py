"""What comes back on letters, counted: by kind, by the words they went out with, by campaign and by arm of a trial."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rosie import Rosie, rosies

from carebook.book.book import Book
from carebook.customers.entry import SurveyAnswerEntry
from carebook.entry import read
from carebook.letters.desk.answers import answer_survey, log_answers
from carebook.letters.desk.sending import mark_sent
from carebook.letters.store import rates
from carebook.letters.store.rates import Rate

TODAY = date(2026, 11, 25)
RESPONSES = ("positive", "negative", "later", "returned")
NOTHING = Rate(0, 0, 0, 0, 0, 0)


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    with rosies(book_path, "11-02") as found:
        yield found


def test_rates_follow_what_is_logged(rosie: Rosie) -> None:
    for number in range(5):
        rosie.sale(rosie.customer(f"Customer {number}"), "2026-11-02")
    letters = [one.id for one in rosie.letters("thank_you")]
    mark_sent(rosie.book, letters, rosie.today, rosie.today)
    for letter, response in zip(letters, ("positive", "negative", "later", "returned"), strict=False):
        log_answers(rosie.book, [letter], response, rosie.today, rosie.today, call_back_on=rosie.today)
    assert rates.by_kind(rosie.book.db, rosie.today) == {"thank_you": Rate(5, 3, 1, 1, 1, 1)}
    assert rates.by_kind(rosie.book.db, rosie.today)["thank_you"].share == 0.6
    log_answers(rosie.book, [letters[1]], "positive", rosie.today, rosie.today)
    assert rates.by_version(rosie.book.db, rosie.today) == {("thank_you", None): Rate(5, 3, 2, 0, 1, 1)}


def test_a_survey_sheet_is_an_answer_neither_positive_nor_negative(rosie: Rosie) -> None:
    rosie.sale(rosie.customer(), "2026-11-02")
    rosie.on("11-10")
    letter = rosie.one("how_did_we_do").id
    mark_sent(rosie.book, [letter], rosie.today, rosie.today)
    answer_survey(rosie.book, letter, read(SurveyAnswerEntry, {"satisfaction": "5"}, rosie.setting), rosie.today)
    assert rates.by_kind(rosie.book.db, rosie.today)["how_did_we_do"] == Rate(1, 1, 0, 0, 0, 0)


def test_nothing_sent_has_no_rate(rosie: Rosie) -> None:
    assert rates.by_kind(rosie.book.db, TODAY) == {}
    assert rates.by_campaign(rosie.book.db, TODAY) == {}
    assert rates.by_arm(rosie.book.db, 1) == {"a": NOTHING, "b": NOTHING}
    assert NOTHING.share == 0


Sent = tuple[str, int, int | None, str | None, str | None, int]
some_sent = st.lists(
    st.tuples(
        st.sampled_from(["newsletter", "promotion", "thank_you"]),
        st.integers(1, 2),
        st.sampled_from([None, 1, 2]),
        st.sampled_from([None, "a", "b"]),
        st.sampled_from([None, "positive", "negative", "none", "later", "returned"]),
        st.sampled_from([0, 100, 364, 366, 500]),
    ),
    max_size=30,
)


class Undone(Exception):
    """What was filled in is taken out again."""


@given(some_sent)
def test_every_way_to_count_agrees_with_counting_one_by_one(book: Book, sent: list[Sent]) -> None:
    with suppress(Undone), book.writing():
        fill(book.db, sent)
        counted = {
            "version": rates.by_version(book.db, TODAY),
            "kind": rates.by_kind(book.db, TODAY),
            "campaign": rates.by_campaign(book.db, TODAY),
            "arm": rates.by_arm(book.db, 1),
        }
        raise Undone
    assert counted == one_by_one(sent)


def fill(db: sqlite3.Connection, sent: list[Sent]) -> None:
    db.execute("INSERT INTO customer (id, name, entered_on) VALUES (1, 'Ann Park', '2020-01-01')")
    words = "INSERT INTO template (id, name, text, made_on, on_trial) VALUES (?, 'newsletter', 'x', '2020-01-01', ?)"
    db.executemany(words, [(1, 0), (2, 1)])
    trial = (
        "INSERT INTO trial (id, name, template_id, against_id, begun_on) VALUES (1, 'newsletter', 2, 1, '2020-01-01')"
    )
    db.execute(trial)
    for number, (kind, campaign, template, arm, response, ago) in enumerate(sent, 1):
        on = (TODAY - timedelta(days=ago)).isoformat()
        state = "sent" if response in (None, "returned") else "answered"
        about = "sale" if kind == "thank_you" else "campaign"
        db.execute(
            "INSERT INTO letter (id, customer_id, kind, subject_kind, subject_id, occurrence, anchor, due, state,"
            " sent_on, template_id, trial_id, arm) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [number, kind, about, campaign, number, on, on, state, on, template, 1 if arm else None, arm],
        )
        for direction, came in (("out", None), ("in", response))[: 2 if response else 1]:
            db.execute(
                "INSERT INTO contact (customer_id, on_day, channel, direction, response, letter_id)"
                " VALUES (1, ?, 'post', ?, ?, ?)",
                [on, direction, came, number],
            )


def one_by_one(sent: list[Sent]) -> dict[str, dict[object, Rate]]:
    counted: dict[str, dict[object, Rate]] = {
        "version": defaultdict(lambda: NOTHING),
        "kind": defaultdict(lambda: NOTHING),
        "campaign": defaultdict(lambda: NOTHING),
        "arm": defaultdict(lambda: NOTHING, {"a": NOTHING, "b": NOTHING}),
    }
    for kind, campaign, template, arm, response, ago in sent:
        one = Rate(1, response not in (None, "returned"), *(response == word for word in RESPONSES))
        keys = {"version": (kind, template), "kind": kind} if ago < 365 else {}
        keys |= {"campaign": campaign} if ago < 365 and kind != "thank_you" else {}
        keys |= {"arm": arm} if arm else {}
        for way, key in keys.items():
            counted[way][key] = Rate(*map(sum, zip(counted[way][key], one, strict=True)))
    return counted
