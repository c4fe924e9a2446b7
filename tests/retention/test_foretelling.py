"""What the rules foretell of a made-up shop whose customers' leaving is known: acceptance of VAL-1, VAL-1b and VAL-3.

Each customer buys at a pace of their own, and after any purchase may stay away for good. As in published purchases of
a real shop, many come once, some come often, and a few spend most of the money. What `benchmarks/retention.py` measures
on real files is measured here on this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from shutil import copy

import pytest

from carebook.book import rows
from carebook.book.book import Book
from carebook.retention import rules
from carebook.retention.model import Standing, State, Yardstick
from carebook.retention.store import counting, standings

OPENED = date(1997, 1, 1)
ON, END = date(1997, 9, 30), date(1998, 6, 30)
CUSTOMERS = 1500


def made_up(chance: Random) -> list[tuple[int, date, int]]:
    """Sales of a year and a half: customer, day and amount."""
    sales = []
    for customer in range(1, CUSTOMERS + 1):
        pace = chance.gammavariate(1.2, 1 / 45)
        leaves = chance.betavariate(0.5, 2.2)
        spends = chance.lognormvariate(8, 0.8)
        day = OPENED + timedelta(days=chance.randrange(84))
        while day <= END:
            sales.append((customer, day, round(spends * chance.lognormvariate(0, 0.4))))
            if chance.random() < leaves:
                break
            day += timedelta(days=1 + round(chance.expovariate(pace)))
    return sales


@pytest.fixture(scope="module")
def sales() -> list[tuple[int, date, int]]:
    return made_up(Random(1997))


@pytest.fixture(scope="module")
def shop_path(bare_book: Path, sales: list[tuple[int, date, int]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with these sales."""
    path = Path(copy(bare_book, tmp_path_factory.mktemp("made-up")))
    with Book.open(path, write=True) as book, book.writing():
        for customer in range(1, CUSTOMERS + 1):
            rows.insert(book.db, "customer", {"id": customer, "name": f"Customer {customer}", "entered_on": OPENED})
        for customer, day, amount in sales:
            sold: dict[str, rows.Value] = {"customer_id": customer, "sold_on": day, "entered_on": day}
            rows.insert(book.db, "sale", sold | {"amount": amount})
    return path


def look_on(path: Path, on: date) -> tuple[Yardstick, list[Standing]]:
    """Count everyone as of a day, beside the book."""
    with Book.open(path, write=False) as book:
        counting.lay_aside(book.db)
        counting.count_all(book.db, on)
        shop = standings.yardstick(book.db)
        assert shop
        return shop, list(standings.standings(book.db, range(1, CUSTOMERS + 1)).values())


def ranked_right(scores: Sequence[tuple[float, bool]]) -> float:
    """The area under the curve: how often one who returns stands before one who does not, a tie counting half."""
    back = [score for score, returns in scores if returns]
    gone = [score for score, returns in scores if not returns]
    return sum((a > b) + (a == b) / 2 for a in back for b in gone) / (len(back) * len(gone))


def test_most_of_the_dormant_do_not_come_back(shop_path: Path, sales: list[tuple[int, date, int]]) -> None:
    """VAL-1: of those who bought more than once 35 to 45 % are flagged, and at least 64 % of them bought no more."""
    _, found = look_on(shop_path, ON)
    again = {customer for customer, day, _ in sales if day > ON}
    repeating = [one for one in found if one.purchase_days > 1]
    flagged = [one for one in repeating if one.state(ON) in (State.DORMANT, State.LOST)]
    assert 0.35 <= len(flagged) / len(repeating) <= 0.45
    assert sum(one.customer_id not in again for one in flagged) / len(flagged) >= 0.64


def test_who_is_likely_to_return_stands_before_who_is_not(shop_path: Path, sales: list[tuple[int, date, int]]) -> None:
    """VAL-1b: of a pair of which one bought again, the score puts that one first 77 times in a hundred."""
    shop, found = look_on(shop_path, ON)
    assert shop.median_gap
    again = {customer for customer, day, _ in sales if day > ON}
    scores = [
        (rules.return_score(one.purchase_days, one.silent_days(ON), shop.median_gap), one.customer_id in again)
        for one in found
    ]
    assert ranked_right(scores) >= 0.77


def test_the_best_fifth_brings_what_it_brings(shop_path: Path, sales: list[tuple[int, date, int]]) -> None:
    """VAL-3: the part of the profit of the best fifth, by the money of each."""
    shop, _ = look_on(shop_path, END)
    by_customer = [sum(amount for one, _, amount in sales if one == customer) for customer in range(1, CUSTOMERS + 1)]
    best = sorted(by_customer, reverse=True)[: CUSTOMERS // 5]
    assert shop.top20_share == pytest.approx(sum(best) / sum(by_customer), abs=0.001)
    assert 0.6 <= sum(best) / sum(by_customer) <= 0.75
