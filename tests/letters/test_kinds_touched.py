"""Which kinds an action can have touched, and no others: a book of 100,000 customers waits for no more (LET-3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.letters.desk.planning import kinds_touched
from carebook.letters.model import KINDS
from carebook.letters.store import letters as store

TODAY = date(2026, 11, 2)
BY_OPEN_DAYS = {
    *("complaint_acknowledgement", "adjustment", "refusal", "product_notice", "thank_you", "referral_thanks"),
}
OF_CAMPAIGNS = {"newsletter", "promotion", "product_notice", "seasons_greeting", "appreciation"}
ALL = set(KINDS)
GONE = frozenset({99})
NEWS, GREETING = frozenset({1}), frozenset({2})
THANKS = frozenset({1})


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    """A book with two campaigns and a line of the plan."""
    with Book.open(book_path, write=True) as found, found.writing():
        for kind in ("newsletter", "seasons_greeting"):
            store.save_campaign(found.db, {"kind": kind, "title": kind, "starts_on": TODAY}, TODAY)
        store.set_plan(found.db, store.planned_kinds(found.db)["thank_you"]._replace(is_on=False))
        yield found


@pytest.mark.parametrize(
    ("touched", "kinds"),
    [
        ({}, ALL),
        ({"letter": GONE}, ALL),
        ({"customer": GONE}, ALL),
        ({"shop": GONE}, ALL),
        ({"number": GONE}, ALL),
        ({"gathering": GONE}, {"appreciation"}),
        ({"gathering": GONE, "letter": GONE}, {"appreciation"}),
        ({"gathering": GONE, "sale": GONE}, ALL),
        ({"closed_day": GONE}, BY_OPEN_DAYS),
        ({"closed_day": GONE, "gathering": GONE}, {*BY_OPEN_DAYS, "appreciation"}),
        ({"campaign": NEWS}, {"newsletter"}),
        ({"campaign": NEWS | GREETING}, {"newsletter", "seasons_greeting"}),
        ({"campaign": GONE}, OF_CAMPAIGNS),
        ({"campaign": NEWS | GONE}, OF_CAMPAIGNS),
        ({"campaign": frozenset[int]()}, OF_CAMPAIGNS),
        ({"campaign": GONE, "gathering": GONE}, OF_CAMPAIGNS),
        ({"plan": THANKS}, {"thank_you"}),
        ({"plan": GONE}, ALL),
        ({"plan": GONE, "gathering": GONE}, ALL),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)
def test_an_action_touches_these_kinds_and_no_others(
    book: Book, touched: dict[str, frozenset[int]], kinds: set[str]
) -> None:
    """Of a campaign or a line of the plan that is gone, or was one of many, it is not known which kind it was of."""
    assert kinds_touched(book.db, Change(1, "", touched)) == kinds
