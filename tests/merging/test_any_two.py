"""Whoever is merged, whatever they have: undo is exact, and taking apart loses nothing (S9)."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from doubles import TODAY, add, fill, open_shop, person, take_apart, without_planned
from hypothesis import given
from hypothesis import strategies as st

from carebook.book import check
from carebook.book.book import Book
from carebook.book.journal import dump
from carebook.book.owning import OF_CUSTOMER
from carebook.customers import store
from carebook.merging.desk import merge
from carebook.upkeep import own_rules

picks = st.integers(0, 10_000)
Part: TypeAlias = tuple[str, int]
"""What happens, and a number by which it differs."""


@contextmanager
def a_shop(bare_book: Path) -> Iterator[Book]:
    """Open a fresh book: each example has its own."""
    with tempfile.TemporaryDirectory() as folder, open_shop(Path(shutil.copy(bare_book, folder))) as book:
        yield book


def two_customers(book: Book, parts: list[tuple[int, Part]], everything: tuple[bool, bool]) -> tuple[int, int]:
    """Return two customers, with rows in every table or not, and random ones beside them."""
    both = person(book, "Ann Park", external_id="A1"), person(book, "Anna Park", email="anna@example.org")
    for number, name in enumerate(("Ben", "Cy")):
        friend = person(book, name)
        if everything[number]:
            with book.act("Filled", TODAY) as act:
                fill(act.db, both[number], friend, f"mark{number}")
    for which, (what, pick) in parts:
        with book.act("Random", TODAY) as act:
            happen(act.db, both[which], both[1 - which], what, pick)
            store.recount(act.db, both)
    return both


def happen(db: sqlite3.Connection, me: int, other: int, what: str, pick: int) -> None:
    """Let something happen to a customer; what cannot be does not."""
    day = f"2026-{1 + pick % 11:02}-{1 + pick % 24:02}"
    with suppress(sqlite3.IntegrityError):
        if what in ONE_ROW:
            table, values = ONE_ROW[what](pick, day)
            add(db, table, customer_id=me, **values)
        elif what == "member":
            member = add(db, "member", customer_id=me, name=f"Sam {pick % 2}", role=("child", "pet")[pick % 2])
            add(db, "occasion", customer_id=me, member_id=member, month_day=day[5:], entered_on=day)
        elif what == "sale":
            sale = {"customer_id": me, "sold_on": day, "entered_on": day}
            number = add(db, "sale", **sale, product="spade", amount=pick)
            if pick % 3 == 0:
                add(db, "sale", **sale, amount=-pick, refund_of=number)
        elif what == "letter":
            state, sent_on = (("sent", day), ("answered", day), ("skipped", None), ("printed", None))[pick % 4]
            subject = {"subject_kind": "customer", "subject_id": me, "occurrence": str(2020 + pick % 3)}
            whole = {"kind": "anniversary", "anchor": day, "due": day, "lapses": day, "state": state}
            add(db, "letter", customer_id=me, **subject, **whole, sent_on=sent_on)
        elif what == "brought":
            told = {"introduced": "X", "introduced_on": day, "contact_on": day, "entered_on": day}
            third = db.execute("SELECT id FROM customer WHERE name = 'Ben'").fetchone()[0]
            add(db, "referral", customer_id=me, referred_id=(other, third)[pick % 2], counts=0, **told)
        else:
            db.execute("UPDATE customer SET note = ?, phone = ? WHERE id = ?", [f"note {pick}", str(pick), me])


STOPS = ("no-marketing", "no-post", "no-e-mail", "gone-away", "do-not-contact", "deceased")
ONE_ROW = {
    "tag": lambda pick, day: ("tag", {"name": f"tag {pick % 3}"}),
    "stop": lambda pick, day: ("suppression", {"cause": STOPS[pick % 6], "since": day}),
    "leave": lambda pick, day: ("permission", {"channel": ("e-mail", "text", "surveys")[pick % 3], "given_on": day}),
    "birthday": lambda pick, day: (
        "occasion",
        {"month_day": day[5:], "year": [None, 1950][pick % 2], "entered_on": day},
    ),
    "win-back": lambda pick, day: ("win_back", {"opened_on": day}),
}
WHAT = (*ONE_ROW, "member", "sale", "letter", "brought", "note")
parts = st.lists(st.tuples(st.integers(0, 1), st.tuples(st.sampled_from(WHAT), picks)), max_size=8)
later = st.lists(st.tuples(st.sampled_from((*WHAT, "remove", "edit")), picks), max_size=6)
flags = st.tuples(st.booleans(), st.booleans())


@given(parts=parts, everything=flags, swapped=st.booleans())
def test_undo_of_any_merge_is_exact(
    bare_book: Path, parts: list[tuple[int, Part]], everything: tuple[bool, bool], swapped: bool
) -> None:
    """S9."""
    with a_shop(bare_book) as book:
        keep, gone = two_customers(book, parts, everything)[:: -1 if swapped else 1]
        before = dump(book.db)
        merge(book, keep, gone, TODAY)
        assert check.full(book.db, [own_rules]) == []
        after = dump(book.db)
        book.undo(TODAY)
        assert dump(book.db) == before
        book.redo(TODAY)
        assert dump(book.db) == after


@given(parts=parts, everything=flags, then=later)
def test_taking_apart_after_anything_loses_no_row(
    bare_book: Path, parts: list[tuple[int, Part]], everything: tuple[bool, bool], then: list[Part]
) -> None:
    """Every row that the two had is there, but for those that were taken out since."""
    with a_shop(bare_book) as book:
        keep, gone = two_customers(book, parts, everything)
        mine = rows_of(book.db, keep, gone)
        merge(book, keep, gone, TODAY)
        taken_out = set()
        for what, pick in then:
            before = rows_of(book.db, keep)
            with book.act("Later", TODAY) as act:
                later_on(act.db, keep, gone, what, pick)
                store.recount(act.db, [keep])
            taken_out |= before - rows_of(book.db, keep)
        as_merged = dump(book.db)
        take_apart(book, keep)
        assert check.full(book.db, [own_rules]) == []
        assert mine - taken_out - rows_of(book.db, keep, gone) == set()
        book.undo(TODAY)
        assert dump(book.db) == as_merged


@given(parts=parts, everything=flags, order=st.permutations((0, 1, 2)))
def test_a_chain_taken_apart_newest_first_gives_everything_back(
    bare_book: Path, parts: list[tuple[int, Part]], everything: tuple[bool, bool], order: list[int]
) -> None:
    """Nothing that belonged to one of three stays with another."""
    with a_shop(bare_book) as book:
        three = (*two_customers(book, parts, everything), person(book, "Di Hall", phone="5"))
        first, second, last = (three[place] for place in order)
        with book.act("Counted", TODAY) as act:
            store.recount(act.db, three)
        before = dump(book.db)
        merge(book, second, first, TODAY)
        merge(book, last, second, TODAY)
        for keep in (last, second):
            take_apart(book, keep)
        assert without_planned(dump(book.db)) == without_planned(before)
        assert check.full(book.db, [own_rules]) == []


def rows_of(db: sqlite3.Connection, *customers: int) -> set[tuple[str, int]]:
    """Return the rows of customers, but for letters that planning makes by itself, and leave that a stop ended."""
    planned = "AND state NOT IN ('open', 'cancelled')"
    return {
        (table, row_id)
        for table in OF_CUSTOMER
        if table != "permission"
        for customer_id in customers
        for (row_id,) in db.execute(
            f"SELECT id FROM {table} WHERE customer_id = ? {planned if table == 'letter' else ''}", [customer_id]
        )
    }


def later_on(db: sqlite3.Connection, keep: int, gone: int, what: str, pick: int) -> None:
    """Let something happen to the merged customer: what may happen to any, a row taken out, or one changed."""
    if what == "remove":
        table = OF_CUSTOMER[pick % len(OF_CUSTOMER)]
        found = db.execute(f"SELECT id FROM {table} WHERE customer_id = ?", [keep]).fetchall()
        if found and table != "merging":
            db.execute(f"DELETE FROM {table} WHERE id = ?", found[pick % len(found)])
    elif what == "edit":
        db.execute("UPDATE occasion SET year = 1990 WHERE customer_id = ? AND kind = 'birthday'", [keep])
        db.execute("UPDATE win_back SET ended_on = '2026-11-25', outcome = 'let go' WHERE ended_on IS NULL")
    elif what != "brought":
        happen(db, keep, gone, what, pick)
