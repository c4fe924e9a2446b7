"""Fixed point 9: opening the book daily, or only when something happens, leaves the same record of letters."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.book.book import Book
from carebook.complaints import desk as complaints
from carebook.complaints.entry import (
    AcknowledgementEntry,
    AskEntry,
    CaseEntry,
    ClosingEntry,
    DoneEntry,
    FollowUpEntry,
    ProposalEntry,
    ReopeningEntry,
)
from carebook.customers import desk
from carebook.customers.entry import CustomerEntry, OccasionEntry, RefundEntry, SaleEntry
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.errors import Refusal
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.running import add_campaign, switch
from carebook.letters.desk.sending import mark_sent, skip, snooze
from carebook.letters.desk.waking import write_to
from carebook.letters.entry import CampaignEntry
from carebook.letters.model import KINDS
from carebook.letters.store.letters import due_ids
from carebook.retention.desk import winning
from carebook.retention.desk.counting import count_day
from carebook.retention.entry import EndingEntry, OfferEntry, OfferLetterEntry, PermissionEntry, WantEntry, WhyEntry
from carebook.retention.model import Opportunity
from carebook.shop.founding import make_book
from carebook.typed import Setting

START = date(2026, 2, 9)
LENGTH = 400

Deed = Callable[[Book, date], object]


def enter(model: type[Any], today: date, **values: str) -> Any:
    return read(model, values, Setting("US", "USD", today))


def one_of(book: Book, table: str, place: int) -> int:
    """The id of one row: the same in two books to which the same was done."""
    ids = [row[0] for row in book.db.execute(f"SELECT id FROM {table} ORDER BY id")]
    return ids[place % len(ids)] if ids else 0


def comes_in(days_ago: int, birthday: date | None) -> Deed:
    def do(book: Book, today: date) -> None:
        opened = str(today - timedelta(days=days_ago))
        entry = enter(CustomerEntry, today, name="Ann", address1="4 Mill Lane", opened_on=opened)
        who = desk.add_customer(book, entry, today).only("customer")
        if birthday:
            day = enter(OccasionEntry, today, kind="birthday", day=f"{birthday:%m/%d}/1980")
            desk.set_occasion(book, who, day, today)

    return do


def buys(who: int, days_ago: int, gift_in: int | None) -> Deed:
    def do(book: Book, today: date) -> None:
        sold = today - timedelta(days=days_ago)
        reveal = {"gift_reveal_on": str(sold + timedelta(days=gift_in))} if gift_in is not None else {}
        sale = enter(SaleEntry, today, sold_on=str(sold), product="mower", amount="10", **reveal)
        desk.record_sale(book, one_of(book, "customer", who), sale, today)

    return do


def gives_back(sale: int) -> Deed:
    return lambda book, today: desk.refund_sale(
        book, one_of(book, "sale", sale), enter(RefundEntry, today, sold_on=str(today)), today
    )


def stops(who: int, cause: Cause) -> Deed:
    return lambda book, today: desk.stop(book, one_of(book, "customer", who), cause, "said so", today)


def sends_some(every: int) -> Deed:
    return lambda book, today: mark_sent(book, due_ids(book.db)[::every], today, today)


def writes_cards(book: Book, today: date) -> None:
    mark_sent(book, due_ids(book.db, handwritten=True), today, today)


def skips_one(book: Book, today: date) -> None:
    skip(book, due_ids(book.db)[:1], "not this one", today)


def puts_off(days: int) -> Deed:
    return lambda book, today: snooze(book, due_ids(book.db)[:1], today + timedelta(days=days), today)


def turns(kind: str, on: bool) -> Deed:
    return lambda book, today: switch(book, kind, today, on=on)


def promotes(starts_in: int, lasts: int) -> Deed:
    def do(book: Book, today: date) -> None:
        starts = today + timedelta(days=starts_in)
        days = {"starts_on": str(starts), "ends_on": str(starts + timedelta(days=lasts))}
        add_campaign(
            book,
            enter(
                CampaignEntry, today, kind="promotion", title="Roses", message="They are in.", offer="10 % off", **days
            ),
            today,
        )

    return do


def complains(who: int, about: int) -> Deed:
    def do(book: Book, today: date) -> None:
        customer = one_of(book, "customer", who)
        sale = one_of(book, "sale", about)
        entry = enter(CaseEntry, today, words="It is not right.", summary="it is not right")
        complaints.log(book, customer, entry, today, sale_id=sale or None)

    return do


def goes_on_with(case: int, verb: Callable[..., object], model: type[Any], **typed: str) -> Deed:
    return lambda book, today: verb(book, one_of(book, "complaint", case), enter(model, today, **typed), today)


def writes_to(who: int) -> Deed:
    return lambda book, today: write_to(book, [one_of(book, "customer", who)], Opportunity.DORMANT, today)


def wants_back(who: int) -> Deed:
    return lambda book, today: winning.open_win_back(book, one_of(book, "customer", who), today)


def wins_on_with(case: int, verb: Callable[..., object], model: type[Any], **typed: str) -> Deed:
    return lambda book, today: verb(book, one_of(book, "win_back", case), enter(model, today, **typed), today)


def takes_back(book: Book, today: date) -> None:
    book.undo(today)


places = st.integers(0, 3)
PROMISE = {"kind": "refund", "promised_on": "+1w", "agreed": "yes"}
LEARNED = {"category": "Late", "root_cause": "Supplier late", "what_changed": "We call the day before."}
steps: list[tuple[Callable[..., object], type[Any], dict[str, str]]] = [
    (complaints.acknowledge, AcknowledgementEntry, {"handler": "Rosie Bell"}),
    (complaints.ask, AskEntry, {"remedy_sought": "My money back."}),
    (complaints.propose, ProposalEntry, PROMISE),
    (complaints.put_right, DoneEntry, {}),
    (complaints.follow_up, FollowUpEntry, {}),
    (complaints.close, ClosingEntry, {"outcome": "withdrawn", **LEARNED}),
    (complaints.reopen, ReopeningEntry, {"reason": "It broke again."}),
]
ANSWERS = {"first_question": "Why?", "first_answer": "So.", "second_question": "And?", "second_answer": "So too."}
ways_back: list[tuple[Callable[..., object], type[Any], dict[str, str]]] = [
    (winning.decide, WantEntry, {}),
    (winning.learn_why, WhyEntry, {"reason": "moved", **ANSWERS}),
    (winning.add_offer, OfferEntry, {"feature": "Free delivery"}),
    (winning.note_permission, PermissionEntry, {"permission": "given"}),
    (winning.offer_by_letter, OfferLetterEntry, {"offer": "We bring it."}),
    (winning.end, EndingEntry, {"outcome": "not won"}),
]
deeds: st.SearchStrategy[Deed] = st.one_of(
    st.builds(comes_in, st.integers(0, 900), st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31))),
    st.builds(buys, places, st.integers(0, 20), st.none() | st.integers(0, 90)),
    st.builds(buys, places, st.just(0), st.none()),
    st.builds(gives_back, places),
    st.builds(stops, places, st.sampled_from([Cause.NO_MARKETING, Cause.GONE_AWAY, Cause.DECEASED])),
    st.builds(sends_some, st.integers(1, 2)),
    st.just(writes_cards),
    st.just(skips_one),
    st.builds(puts_off, st.integers(1, 20)),
    st.builds(turns, st.sampled_from(sorted(KINDS)), st.booleans()),
    st.builds(promotes, st.integers(0, 80), st.integers(6, 60)),
    st.just(takes_back),
    st.builds(complains, places, places),
    *(
        st.builds(goes_on_with, places, st.just(verb), st.just(model), **{n: st.just(w) for n, w in typed.items()})
        for verb, model, typed in steps
    ),
    st.builds(writes_to, places),
    st.builds(wants_back, places),
    *(
        st.builds(wins_on_with, places, st.just(verb), st.just(model), **{n: st.just(w) for n, w in typed.items()})
        for verb, model, typed in ways_back
    ),
)
lives = st.lists(st.tuples(st.integers(0, LENGTH), deeds), min_size=1, max_size=12)


def live(path: Path, life: list[tuple[int, Deed]], opened_on: set[int]) -> set[tuple[object, ...]]:
    """Do the same things on the same days, and open the book on these days besides; say what became of the letters."""
    end = START + timedelta(days=LENGTH)
    by_day: dict[int, list[Deed]] = {}
    for n, deed in life:
        by_day.setdefault(n, []).append(deed)
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        for n in sorted({0, LENGTH, *by_day, *opened_on}):
            today = START + timedelta(days=n)
            count_day(book, today)
            plan_day(book, today)
            for deed in by_day.get(n, ()):
                with suppress(Refusal):
                    deed(book, today)
        return set(
            book.db.execute(
                "SELECT customer_id, kind, subject_kind, subject_id, occurrence, due, lapses,"
                " CASE WHEN state = 'open' AND lapses < :end THEN 'lapsed' ELSE state END FROM letter"
                " WHERE due <= :end",
                {"end": end.isoformat()},
            )
        )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "book.db"
    make_book(path, {"name": "Rosie's", "owner": "Rosie Bell", "country": "US"}, START)
    return path


def both(empty: Path, life: list[tuple[int, Deed]], opened_on: set[int]) -> tuple[set[Any], set[Any]]:
    with TemporaryDirectory() as folder:
        once, often = Path(folder, "once.db"), Path(folder, "often.db")
        shutil.copy(empty, once)
        shutil.copy(empty, often)
        return live(once, life, set()), live(often, life, opened_on)


@given(life=lives, opened_on=st.sets(st.integers(0, LENGTH), max_size=12))
def test_however_often_the_book_is_opened_the_same_letters_were_sent_or_lapsed(
    empty: Path, life: list[tuple[int, Deed]], opened_on: set[int]
) -> None:
    """LET-3; fixed point 9, on random days."""
    once, often = both(empty, life, opened_on)
    assert once == often


def test_who_falls_silent_is_written_to_once_however_the_days_move(empty: Path) -> None:
    """LET-3, VAL-1a: fixed point 9 with dormant customers, whose days move with the shop's mean gap."""
    life: list[tuple[int, Deed]] = [
        *((n, comes_in(0, None)) for n in range(4)),
        *((4 + n, buys(n, 0, None)) for n in range(4)),
        *((9 + n * gap, buys(0, 0, None)) for n, gap in enumerate((5, 7, 30, 40, 50))),
        (200, buys(1, 0, None)),
        (230, buys(1, 0, None)),
        (240, writes_to(2)),
        (240, sends_some(1)),
        (300, buys(2, 0, None)),
        (330, wants_back(3)),
        (390, sends_some(2)),
    ]
    once, daily = both(empty, life, set(range(LENGTH)))
    assert once == daily
    to_the_silent = [(who, occurrence) for who, kind, _, _, occurrence, *_ in daily if kind == "reactivation"]
    assert len(to_the_silent) == len(set(to_the_silent)) > 3


def test_daily_for_400_days_is_as_once_after_400_days(empty: Path) -> None:
    """LET-3; fixed point 9, on every day."""
    life: list[tuple[int, Deed]] = [
        (0, comes_in(100, date(2024, 2, 29))),
        (0, buys(0, 0, None)),
        (1, sends_some(1)),
        (20, comes_in(0, date(2024, 4, 4))),
        (20, buys(1, 3, 60)),
        (33, sends_some(2)),
        (90, buys(0, 0, None)),
        (95, promotes(40, 30)),
        (140, sends_some(1)),
        (200, stops(1, Cause.DECEASED)),
        (300, sends_some(1)),
    ]
    once, daily = both(empty, life, set(range(LENGTH)))
    assert once == daily
    assert {"lapsed", "sent", "cancelled"} <= {letter[-1] for letter in once}
