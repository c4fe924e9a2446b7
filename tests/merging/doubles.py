"""Records to merge: a customer with a row in every table that can hold one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from carebook.book import rows
from carebook.book.book import Book
from carebook.customers import store as customers
from carebook.customers.store import mergings
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import plan_day
from carebook.merging.desk import unmerge
from carebook.retention.desk.counting import count_day

TODAY = date(2026, 11, 25)
Value = str | int | None
Facts = dict[str, list[tuple[object, ...]]]
"""Every row of the book, by table."""


@contextmanager
def open_shop(path: Path) -> Iterator[Book]:
    """Open a book as the program does, with the day counted and planned."""
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        count_day(book, TODAY)
        plan_day(book, TODAY)
        yield book


def add(db: sqlite3.Connection, table: str, **values: Value) -> int:
    """Put a row in."""
    return rows.insert(db, table, values)


def person(book: Book, name: str, **values: Value) -> int:
    """Enter a customer by its columns alone."""
    with book.act(f"Added {name}", TODAY) as act:
        typed = {"name": name, "salutation": f"Dear {name},", "addressee": name, "entered_on": "2026-01-02"}
        return add(act.db, "customer", **(typed | values))


def take_apart(book: Book, customer_id: int) -> None:
    """Take the newest record that was merged into a customer out again."""
    unmerge(book, mergings.mergings(book.db, customer_id)[0].id, TODAY)


def causes(book: Book, customer_id: int) -> list[str]:
    """Return the stops of a customer, the oldest first."""
    return [stop.cause for stop in customers.suppressions(book.db, customer_id)]


def without_planned(facts: Facts) -> Facts:
    """Return facts without the letters that planning makes and takes back by itself."""
    state = 10
    return facts | {"letter": [row for row in facts["letter"] if row[state] not in ("open", "cancelled")]}


def two_full_records(book: Book) -> tuple[int, int]:
    """Return two customers who have rows in every table, and some that meet."""
    keep, gone, friend, other = (person(book, name) for name in ("Anna Smith", "Anna Smit", "Ben", "Cy"))
    with book.act("Filled", TODAY) as act:
        fill(act.db, keep, friend, "kept")
        fill(act.db, gone, other, "gone")
        customers.recount(act.db, [keep, gone])
    return keep, gone


def fill(db: sqlite3.Connection, me: int, friend: int, mark: str) -> None:
    """Give a customer a row in every table; `friend` is another customer, whom they sent us and who sent them.

    `mark` parts what is told apart by words; all else is the same for everyone, so that it meets when merged.
    """
    of = {"customer_id": me}
    add(db, "tag", **of, name="garden")
    add(db, "tag", **of, name=mark)
    add(db, "suppression", **of, cause="no-phone", since="2026-02-01", how=mark)
    add(db, "permission", **of, channel="e-mail", given_on="2026-02-02", how=mark)
    member = add(db, "member", **of, name="Sam", role="child")
    birthday = {"month_day": "12-04", "entered_on": "2026-01-03"}
    add(db, "occasion", **of, kind="birthday", **birthday)
    own = add(db, "occasion", **of, member_id=member, kind="own", label="name day", **birthday)
    add(db, "occasion", **of, member_id=member, kind="birthday", year=2015, **birthday)
    add(db, "reminder", **of, occasion_id=own, on_day="2026-12-01", what=mark, entered_on="2026-11-01")
    add(db, "reminder", **of, on_day="2026-12-01", what=mark, entered_on="2026-11-01")
    sale = add(
        db,
        "sale",
        **of,
        external_id=f"S-{mark}",
        sold_on="2026-11-20",
        product="rose arch",
        amount=5000,
        entered_on="2026-11-20",
    )
    add(db, "sale", **of, sold_on="2026-11-21", amount=-1000, refund_of=sale, entered_on="2026-11-21")
    add(db, "sale", **of, sold_on="2024-05-05", product="spade", amount=2500, entered_on="2024-05-05")
    news = {"kind": "congratulation", "heard_on": "2026-11-24", "what": mark, "entered_on": "2026-11-24"}
    add(db, "news", **of, member_id=member, **news)
    _letters(db, me, mark)
    _cases(db, me, sale, mark)
    _referrals(db, me, friend, mark)
    add(db, "own_letter", **of, title=mark, text="Dear all,", wanted_on="2026-11-20", entered_on="2026-11-20")
    add(db, "merging", **of, gone_id=900 + me, gone_name=mark, action_id=1, merged_on="2026-03-03")


def _letters(db: sqlite3.Connection, me: int, mark: str) -> None:
    of = {"customer_id": me, "anchor": "2026-01-10", "due": "2026-01-10"}
    went = {"state": "sent", "sent_on": "2026-01-10", "ended_on": "2026-01-10", "channel": "post", "text": mark}
    whole = {"kind": "anniversary", "subject_kind": "customer", "subject_id": me, "occurrence": "2026"}
    letter = add(db, "letter", **of, **whole, **went)
    add(db, "contact", customer_id=me, on_day="2026-01-10", channel="post", letter_id=letter)
    survey = {"kind": "how_are_we_doing", "subject_kind": "customer", "subject_id": me, "occurrence": "2025"}
    sheet = add(db, "letter", **of, **survey, **{**went, "state": "answered"})
    answer = {"kind": "how_are_we_doing", "answered_on": "2026-01-20", "satisfaction": 4, "better": mark}
    add(db, "survey_answer", customer_id=me, letter_id=sheet, **answer)
    skipped = {"state": "skipped", "ended_on": "2026-01-11", "cause": mark}
    greeting = {"kind": "seasons_greeting", "subject_kind": "customer", "subject_id": me, "occurrence": "2025"}
    add(db, "letter", **of, **greeting, **skipped)


def _cases(db: sqlite3.Connection, me: int, sale: int, mark: str) -> None:
    of = {"customer_id": me}
    case = add(
        db,
        "complaint",
        **of,
        number=f"C-{mark}",
        received_on="2026-11-22",
        via="phone",
        sale_id=sale,
        summary=mark,
        entered_on="2026-11-22",
    )
    add(db, "case_step", **of, complaint_id=case, step="received", on_day="2026-11-22")
    add(db, "remedy", **of, complaint_id=case, part="core", kind="refund", offered_on="2026-11-23")
    add(db, "contact", **of, on_day="2026-11-22", channel="phone", direction="in", complaint_id=case)
    add(db, "departure", **of, noted_on="2026-06-01", reason="unknown", words=mark)
    add(db, "worked", **of, list="dormant", on_day="2026-06-02", outcome="none")
    pursuit = add(db, "win_back", **of, opened_on="2026-06-03")
    add(db, "probe", **of, win_back_id=pursuit, on_day="2026-06-04", question="What else?", answer=mark)
    add(db, "offer", **of, win_back_id=pursuit, on_day="2026-06-04", side="theirs", feature="price")
    add(db, "win_back_step", **of, win_back_id=pursuit, step="opened", on_day="2026-06-03")
    add(db, "contact", **of, on_day="2026-06-04", channel="phone", win_back_id=pursuit)


def _referrals(db: sqlite3.Connection, me: int, friend: int, mark: str) -> None:
    of = {"customer_id": me}
    add(db, "partner", **of, trade=mark, since="2025-01-01")
    add(db, "passed_on", **of, name="A neighbour", on_day="2025-02-02")
    add(db, "moment", **of, kind="praise", on_day="2025-03-03", what=mark)
    ask = add(db, "ask", **of, wanted_on="2025-04-04", by_channel="phone", asked_on="2025-04-04")
    add(db, "contact", **of, on_day="2025-04-04", channel="phone", ask_id=ask)
    told = {"introduced_on": "2025-05-05", "contact_on": "2025-05-06", "entered_on": "2025-05-05"}
    out = add(
        db, "referral", **of, external_id=f"R-{mark}", introduced="A friend", referred_id=friend, counts=0, **told
    )
    add(db, "reward", **of, referral_id=out, for_whom="referrer", kind="voucher", amount=500, promised_on="2025-05-05")
    add(db, "referral_step", **of, referral_id=out, step="introduced", on_day="2025-05-05")
    add(db, "contact", **of, on_day="2025-05-06", channel="phone", referral_id=out)
    brought = {"introduced_on": "2025-01-05", "contact_on": "2025-01-06", "entered_on": "2025-01-05"}
    add(db, "referral", customer_id=friend, introduced=mark, referred_id=me, **brought)
