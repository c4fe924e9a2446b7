"""The sample shop: the same rows for the same arguments, and a morning with something of everything."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from carebook import sample
from carebook.book import check
from carebook.book.book import Book
from carebook.book.journal import dump
from carebook.book.refusals import PathTaken
from carebook.complaints.model import Outcome, Stage
from carebook.complaints.store import cases, lists, measures
from carebook.customers import store as customers
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.printing import compose
from carebook.letters.facts import ComplaintFacts
from carebook.letters.lint import LOOKED_AT, findings
from carebook.letters.model import KINDS, Due, LetterClass
from carebook.letters.rules import HELD_BY_COMPLAINT
from carebook.letters.store import letters, outbox
from carebook.letters.store.order import order_of
from carebook.letters.store.today import lapsed_since_review
from carebook.letters.writing import LetterText

TODAY = date(2026, 11, 25)
CHECKSUM = "305c709f81a23e19"
"""Of every fact of the default sample; renew it when the sample is meant to change, and sample.db with it."""

DAYS = (
    TODAY,
    date(2026, 11, 14),
    date(2026, 12, 25),
    date(2027, 1, 2),
    date(2027, 5, 9),
    date(2027, 8, 31),
    date(2028, 2, 29),
)
"""Days on which dates go wrong: leap days, ends of months, turns of the year, days on which the shop is closed."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Path]:
    """Give the default sample of a day, written once for all that test at the same time."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "samples"
    folder.mkdir(mode=0o700, exist_ok=True)

    def lend(day: date) -> Path:
        path = folder / f"{day}.db"
        if not path.exists():
            with suppress(PathTaken):
                sample.write(path, today=day)
        return path

    return lend


@pytest.fixture
def db(shelf: Callable[[date], Path]) -> Iterator[sqlite3.Connection]:
    with Book.open(shelf(TODAY), write=False) as book:
        yield book.db


def on_review(db: sqlite3.Connection) -> list[Due]:
    return [*letters.agenda(db), *letters.agenda(db, held=True)]


def checksum(db: sqlite3.Connection) -> str:
    return hashlib.sha256(repr(dump(db)).encode()).hexdigest()[:16]


def test_the_same_arguments_give_the_same_rows(shelf: Callable[[date], Path], tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    sample.write(again, today=TODAY)
    with Book.open(shelf(TODAY), write=False) as first, Book.open(again, write=False) as second:
        assert dump(first.db) == dump(second.db)
        assert (
            first.db.execute("SELECT * FROM agenda").fetchall() == second.db.execute("SELECT * FROM agenda").fetchall()
        )


def test_another_seed_gives_other_people(db: sqlite3.Connection, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    sample.write(other, today=TODAY, seed=11)
    with Book.open(other, write=False) as book:
        assert dump(book.db, ["customer"]) != dump(db, ["customer"])


def test_the_default_sample_is_the_one_that_we_know(db: sqlite3.Connection) -> None:
    assert checksum(db) == CHECKSUM


def test_the_sample_at_the_projects_top_is_this_one(db: sqlite3.Connection) -> None:
    kept = Path(__file__).parents[2] / "sample.db"
    with Book.open(kept, write=False) as book:
        assert dump(book.db) == dump(db)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_kind_is_due_on_any_day_by_every_channel(shelf: Callable[[date], Path], day: date) -> None:
    with Book.open(shelf(day), write=False) as book:
        due = letters.agenda(book.db)
        in_season = "seasons_greeting" in {d.kind for d in on_review(book.db)}
        expected = set(KINDS) - (set() if in_season else {"seasons_greeting"})
        assert {d.kind for d in due} == expected
        assert {d.channel for d in due} == {"post", "e-mail", "phone", "handwritten"}
        assert 15 <= len(due) <= 48
        assert sum(d.state == "late" for d in due) >= 3
        assert [d.state for d in letters.agenda(book.db, held=True)].count("snoozed") == 1
        assert [d.kind for d in lapsed_since_review(book.db, day)].count("thank_you") >= 1


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_sample_of_any_day_breaks_no_rule_of_the_book(shelf: Callable[[date], Path], day: date) -> None:
    with Book.open(shelf(day), write=False) as book:
        assert customers.broken(book.db) == []
        assert check.full(book.db) == []


def test_the_morning_is_no_flood(db: sqlite3.Connection) -> None:
    assert 15 <= len(letters.agenda(db)) <= 45


def test_every_letter_that_is_due_can_be_written_without_a_hole(db: sqlite3.Connection) -> None:
    typeset = [d.id for d in letters.agenda(db) if d.id and d.channel in ("post", "e-mail")]
    written = compose(db, typeset, TODAY)
    assert len(written) == len(typeset) > 10
    for text in written.values():
        assert isinstance(text, LetterText)
        assert "None" not in text.plain()


@pytest.mark.parametrize(
    "cause",
    [
        *("spacing until", "quiet period until", "no address", "no-marketing", "do-not-contact", "gone away"),
        *("no permission for e-mail", "5 posted pieces in 90 days", "complaint 2026-016"),
    ],
)
def test_something_is_held_for_each_cause(db: sqlite3.Connection, cause: str) -> None:
    assert any(cause in (d.cause or "") for d in letters.agenda(db, held=True))


def test_every_stop_and_every_kind_of_member_is_in_the_book(db: sqlite3.Connection) -> None:
    causes = {row[0] for row in db.execute("SELECT cause FROM suppression")}
    assert causes == {"deceased", "do-not-contact", "no-marketing", "no-post", "no-phone", "gone-away"}
    assert {row[0] for row in db.execute("SELECT role FROM member")} >= {"partner", "child", "contact", "pet"}
    assert {row[0] for row in db.execute("SELECT kind FROM customer")} == {"person", "household", "business"}
    assert db.execute("SELECT count(*) FROM member WHERE role = 'pet' AND died_on IS NOT NULL").fetchone()[0] == 1
    assert db.execute("SELECT count(*) FROM occasion WHERE month_day = '02-29'").fetchone()[0] == 1


def test_one_is_printed_one_skipped_and_calls_are_promised(db: sqlite3.Connection) -> None:
    assert [d.customer for d in outbox.page_of_outbox(db)] == ["Wendell Oakes"]
    assert db.execute("SELECT count(*) FROM letter WHERE state = 'skipped'").fetchone()[0] >= 1
    assert [call.customer for call in customers.call_backs(db, TODAY)] == ["Roland Whitcomb", "Karen Thorne"]
    assert len(customers.call_backs(db, TODAY + timedelta(days=30))) == 4


def test_one_sale_was_refunded_in_full_and_one_gift_is_still_a_secret(db: sqlite3.Connection) -> None:
    full = "SELECT count(*) FROM sale s WHERE amount = -(SELECT sum(amount) FROM sale r WHERE r.refund_of = s.id)"
    assert db.execute(full).fetchone()[0] >= 1
    assert db.execute("SELECT count(*) FROM sale WHERE gift_reveal_on > ?", [TODAY.isoformat()]).fetchone()[0] == 1


def test_the_undo_list_begins_with_a_handful_of_recent_actions(shelf: Callable[[date], Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(shelf(TODAY).read_bytes())
    with Book.open(copy, write=True, followers=[follow]) as book:
        before = dump(book.db)
        labels = []
        while (label := book.next_undo()) is not None:
            labels.append(label)
            book.undo(TODAY)
        assert labels[0] == "Recorded a sale to Søren Lindqvist"
        assert labels[-1] == "Marked 3 letters sent"
        assert len(labels) == 6
        for _ in labels:
            book.redo(TODAY)
        assert dump(book.db) == before


def test_a_day_that_is_planned_already_plans_nothing_more(shelf: Callable[[date], Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(shelf(TODAY).read_bytes())
    with Book.open(copy, write=True, followers=[follow]) as book:
        before = dump(book.db)
        plan_day(book, TODAY)
        assert dump(book.db) == before


def test_no_letter_of_the_past_left_against_the_rules(db: sqlite3.Connection) -> None:
    """FRQ-1, FRQ-2: what was sent keeps the days between pieces and the most pieces in 90 days."""
    by_customer: dict[int, list[tuple[date, str, str]]] = {}
    sent = "SELECT customer_id, sent_on, kind, channel FROM letter WHERE sent_on IS NOT NULL ORDER BY sent_on"
    for customer, day, kind, channel in db.execute(sent):
        if KINDS[kind].letter_class is LetterClass.SERVICE:
            continue
        by_customer.setdefault(customer, []).append((date.fromisoformat(day), kind, channel))
    for pieces in by_customer.values():
        spaced = [day for day, kind, _ in pieces if KINDS[kind].spaced]
        assert all((b - a).days >= 7 for a, b in pairwise(spaced))
        posted = [day for day, _, channel in pieces if channel in ("post", "handwritten")]
        assert all(sum(0 <= (day - other).days < 90 for other in posted) <= 5 for day in posted)


def test_every_sent_letter_was_within_its_window_and_has_its_text(db: sqlite3.Connection) -> None:
    late = "SELECT count(*) FROM letter WHERE sent_on IS NOT NULL AND (sent_on < due OR sent_on > lapses)"
    assert db.execute(late).fetchone()[0] == 0
    textless = db.execute("SELECT kind, channel FROM letter WHERE sent_on IS NOT NULL AND text = ''").fetchall()
    assert {channel for _, channel in textless} <= {"phone", "handwritten"}
    sent = Counter(row[0] for row in db.execute("SELECT kind FROM letter WHERE sent_on IS NOT NULL"))
    assert set(sent) == set(KINDS) - {"win_back_enquiry", "win_back_amends", "win_back_offer"}  # Rosie rings them up


def test_the_order_of_the_review_is_one_in_the_book_and_out_of_it(db: sqlite3.Connection) -> None:
    """FRQ-3."""
    for held in (False, True):
        keys = [order_of(d.state, d.kind, d.due, d.customer, d.id) for d in letters.agenda(db, held=held)]
        assert keys == sorted(keys)
        assert len(keys) > 10


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_there_is_a_case_at_every_stage_and_with_every_outcome_on_any_day(
    shelf: Callable[[date], Path], day: date
) -> None:
    with Book.open(shelf(day), write=False) as book:
        told = [cases.case(book.db, number) for (number,) in book.db.execute("SELECT id FROM complaint")]
        owed = lists.owed(book.db, day)
        assert {case.stage for case in told} == set(Stage)
        assert {case.outcome for case in told if case.outcome} == set(Outcome)
        assert sum(case.reopened for case in told) == 1
        assert {duty.kind for duty in owed} == {"acknowledge", "ask", "propose", "put_right", "follow_up", "progress"}
        assert any(duty.kind == "acknowledge" and duty.by < day for duty in owed)
        assert any(case.stage is Stage.AGREED and case.promised_on and case.promised_on > day for case in told)
        assert [alert.root_cause for alert in measures.alerts(book.db, day)] == ["Supplier's quality"]
        assert measures.at_risk(book.db, day) == {customers.who(book.db, "Roland Whitcomb")}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_complaint_keeps_back_what_would_hurt_on_any_day(shelf: Callable[[date], Path], day: date) -> None:
    """CMP-6."""
    with Book.open(shelf(day), write=False) as book:
        held = {
            (d.kind, re.sub("[0-9-]+", "N", cause))
            for d in letters.agenda(book.db, held=True)
            for cause in (d.cause or "").split("; ")
        }
        assert {
            ("promotion", "complaint N"),
            ("promotion", "complaint N until N"),
            ("anniversary", "complaint N"),
        } <= held
        cancelled = "SELECT kind, count(*) FROM letter WHERE cause = 'complaint' GROUP BY kind"
        assert dict(book.db.execute(cancelled).fetchall()) == {"how_did_we_do": 1}


def test_nothing_that_hurts_left_while_a_complaint_was_open(db: sqlite3.Connection) -> None:
    """CMP-6: the archive holds no survey, no offer and nothing that celebrates from the time of an open case."""
    query = (
        "SELECT l.kind, l.sells FROM letter l JOIN complaint k ON k.customer_id = l.customer_id"
        " WHERE l.sent_on >= k.received_on AND (k.closed_on IS NULL OR l.sent_on < k.closed_on)"
    )
    for kind, sells in db.execute(query):
        assert not sells
        assert KINDS[kind].letter_class is not LetterClass.SURVEY
        assert kind not in HELD_BY_COMPLAINT


def test_the_last_look_finds_nothing_in_a_letter_that_makes_something_good(db: sqlite3.Connection) -> None:
    marks = ", ".join("?" * len(LOOKED_AT))
    sent = f"SELECT kind, text FROM letter WHERE sent_on IS NOT NULL AND text <> '' AND kind IN ({marks})"
    for kind, text in db.execute(sent, LOOKED_AT):
        paragraphs = text[text.index("Dear ") :].split("\n\n")[1:-2]
        assert findings(kind, paragraphs, ComplaintFacts()) == []
    due = [d.id for d in letters.agenda(db) if d.id and d.kind in LOOKED_AT]
    assert len(due) == 9
    for text in compose(db, due, TODAY).values():
        assert isinstance(text, LetterText)
        assert text.remarks == ()


def test_of_two_notices_one_has_left_and_one_is_due(db: sqlite3.Connection) -> None:
    sent = "SELECT count(*), count(DISTINCT subject_id) FROM letter WHERE kind = 'product_notice' AND sent_on NOTNULL"
    assert db.execute(sent).fetchone() == (3, 1)
    assert {d.about for d in letters.agenda(db) if d.kind == "product_notice"} == {"The folding garden stool"}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_dozen_surveys_were_answered_on_any_day(shelf: Callable[[date], Path], day: date) -> None:
    with Book.open(shelf(day), write=False) as book:
        answers = book.db.execute(
            "SELECT l.state, a.answered_on > l.sent_on, a.satisfaction FROM survey_answer a JOIN letter l"
            " ON l.id = a.letter_id WHERE a.answered_on < ? ORDER BY a.answered_on",
            [day.isoformat()],
        ).fetchall()
        assert len(answers) == 12
        assert {(state, later) for state, later, _ in answers} == {("answered", 1)}
        assert sorted(satisfaction for *_, satisfaction in answers) == [2, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5]
        assert answers[-1][-1] == 2


def test_nobody_got_anything_after_a_stop_that_forbids_it(db: sqlite3.Connection) -> None:
    """SUP-1, SUP-3: the archive holds nothing sent after a death or after do-not-contact."""
    query = (
        "SELECT count(*) FROM letter l JOIN suppression x ON x.customer_id = l.customer_id"
        " WHERE x.cause IN ('deceased', 'do-not-contact') AND l.sent_on >= x.since"
    )
    assert db.execute(query).fetchone()[0] == 0


def test_the_book_is_small_and_private_and_alone_in_its_folder(tmp_path: Path) -> None:
    path = sample.demo_book(tmp_path, TODAY)
    assert path.stat().st_size < 2_500_000
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine")
    with pytest.raises(PathTaken):
        sample.write(path, today=TODAY)
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_large_shop_has_sent_nearly_all_that_it_could(tmp_path: Path) -> None:
    path = tmp_path / "large.db"
    sample.write(path, today=TODAY, customers=2_000)
    with closing(Book.open(path, write=False)) as book:
        count = book.db.execute("SELECT count(*) FROM customer").fetchone()[0]
        sales = book.db.execute("SELECT count(*) FROM sale").fetchone()[0]
        sent = outbox.count_archive(book.db)
        due = len(letters.agenda(book.db))
        assert count == 2_000
        assert 18_000 <= sales <= 22_000
        assert sent > 3 * count
        assert 30 <= due <= 100
        assert {d.kind for d in letters.agenda(book.db)} == set(KINDS)
        assert customers.broken(book.db) == []
