"""The figures of a whole shop, counted from a small book by hand (VAL-2, VAL-3, CHN-1, CHN-2)."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.book import rows
from carebook.book.book import Book
from carebook.complaints.model import Share
from carebook.retention.figures import Cohort, Loss, Trait
from carebook.retention.model import Churn, Reason, Tier
from carebook.retention.store import worth_figures
from carebook.retention.store.counting import count_all
from carebook.retention.store.leaving import (
    Bought,
    bought_and_given_up,
    losses,
    page_of_leavers,
    place_of_leaver,
)
from carebook.retention.store.worth_figures import kept_figures, print_of_facts, sales_figures

TODAY = date(2026, 11, 25)
ANN, BEN, CAT, DAN = 1, 2, 3, 4


def sold(book: Book, customer: int, day: str, amount: int, product: str = "rose", refund_of: int | None = None) -> int:
    known: dict[str, rows.Value] = {"customer_id": customer, "sold_on": day, "entered_on": day, "product": product}
    return rows.insert(book.db, "sale", known | {"amount": amount, "refund_of": refund_of})


@pytest.fixture
def shop(book: Book) -> Book:
    """Ann comes every quarter, Ben gave up tools, Cat is gone, Dan gave all of it back."""
    with book.writing():
        for number, name in enumerate(("Ann", "Ben", "Cat", "Dan"), 1):
            rows.insert(book.db, "customer", {"id": number, "name": name, "entered_on": TODAY})
        for year in (2025, 2026):
            for month in (2, 5, 8, 11):
                sold(book, ANN, f"{year}-{month:02}-10", 10_000)
        sold(book, BEN, "2025-03-01", 8_000, "tools")
        sold(book, BEN, "2025-06-01", 2_000, "soil")
        sold(book, BEN, "2026-06-01", 6_000, "soil")
        sold(book, CAT, "2022-01-10", 5_000)
        sold(book, CAT, "2023-01-10", 5_000)
        given = sold(book, DAN, "2024-05-05", 3_000)
        sold(book, DAN, "2026-05-05", 1_000)
        sold(book, DAN, "2025-05-06", -3_000, refund_of=given)
        count_all(book.db, TODAY)
    return book


def test_past_profit_expected_profit_and_own_retention(shop: Book):
    """VAL-2: at 40 % Ann brought 320.00, Ben 64.00, Cat 40.00, Dan 4.00."""
    figures = kept_figures(shop.db, TODAY)
    assert figures.past == 32_000 + 6_400 + 4_000 + 400
    assert figures.stayed == Share(2, 2)
    assert figures.tiers[Tier.VIP].customers == 1
    assert figures.expected > 0
    assert figures.curve[-1] == pytest.approx(1)


@pytest.mark.parametrize("at_once", [1, 3, 2000])
def test_months_and_cohorts_are_the_same_whatever_the_slices(shop: Book, at_once: int, monkeypatch: pytest.MonkeyPatch):
    """A purchase that was given back whole makes no cohort (VAL-1a), but its money counts in its month."""
    monkeypatch.setattr(worth_figures, "AT_ONCE", at_once)
    figures = sales_figures(shop.db, TODAY)
    assert figures is not None
    months = dict(figures.months)
    assert (figures.months[0][0], figures.months[-1]) == (date(2024, 12, 1), (date(2026, 11, 1), 10_000))
    assert months[date(2025, 5, 1)] == 7_000
    assert figures.cohorts == [
        Cohort(2022, 1, {2022: 1, 2023: 1}),
        Cohort(2025, 2, {2025: 2, 2026: 2}),
        Cohort(2026, 1, {2026: 1}),
    ]


@pytest.mark.parametrize("at_once", [1, 2000])
def test_a_persona_written_in_several_ways_is_one_thing_that_a_tier_has_in_common(
    book: Book, at_once: int, monkeypatch: pytest.MonkeyPatch
):
    """VAL-3: as in the list of personas and in a segment."""
    with book.writing():
        for number in range(1, 21):
            persona = ("Grower", "grower", "GROWER", "")[min(number - 1, 3)]
            known: dict[str, rows.Value] = {"id": number, "name": f"C{number}", "persona": persona}
            rows.insert(book.db, "customer", known | {"entered_on": TODAY})
            sold(book, number, "2026-11-01", 10_000 - 100 * number)
        rows.insert(book.db, "persona", {"name": "GROWER"})
        count_all(book.db, TODAY)
    monkeypatch.setattr(worth_figures, "AT_ONCE", at_once)
    figures = sales_figures(book.db, TODAY)
    assert figures is not None
    found = [one for one in figures.traits[Tier.VIP] if one.what == "persona"]
    assert found == [Trait("persona", "GROWER", Share(3, 4), Share(3, 20))]


def test_counting_stops_when_it_is_told_to(shop: Book):
    assert sales_figures(shop.db, TODAY, lambda: True) is None


def test_the_print_of_the_facts_changes_with_a_sale_only(shop: Book):
    before = print_of_facts(shop.db)
    with shop.act("a day off", TODAY) as act:
        rows.insert(act.db, "closed_day", {"day": TODAY, "label": ""})
    assert print_of_facts(shop.db) == before
    with shop.act("a sale", TODAY) as act:
        rows.insert(act.db, "sale", {"customer_id": ANN, "sold_on": TODAY, "entered_on": TODAY, "amount": 5})
    assert print_of_facts(shop.db) != before


def test_what_is_lost_in_a_year_by_the_way_it_is_lost(shop: Book):
    """CHN-1: Cat brought 40.00 in a year; Ben spent 60.00 of 100.00 on fewer products, of which 40 % is profit."""
    found = losses(shop.db, TODAY)
    assert found.lost == {Churn.ACCOUNT: Loss(1, 1, 4_000), Churn.PRODUCTS: Loss(1, 1, 1_600)}
    assert found.won_back == Loss(0, 0, 0)
    assert [one.name for one in page_of_leavers(shop.db, Churn.ACCOUNT, 0, 10)] == ["Cat"]
    assert place_of_leaver(shop.db, Churn.PRODUCTS, BEN) == 0
    assert place_of_leaver(shop.db, Churn.SPEND, BEN) is None
    assert bought_and_given_up(shop.db, [BEN], TODAY) == {BEN: Bought(["soil"], ["tools"])}


def test_each_customer_counts_for_the_newest_reason_that_is_known(shop: Book):
    """CHN-2: what was noted, what a win-back that ended has learned, and a death."""
    with shop.writing():
        for day, reason in (("2026-01-01", "unknown"), ("2026-03-01", "moved")):
            rows.insert(shop.db, "departure", {"customer_id": CAT, "noted_on": day, "reason": reason})
        case: dict[str, rows.Value] = {"customer_id": BEN, "opened_on": "2026-02-01", "wanted_on": "2026-02-01"}
        case |= {"why_on": "2026-02-02", "reason": "dissatisfied", "ended_on": "2026-10-01", "outcome": "won back"}
        rows.insert(shop.db, "win_back", case)
        rows.insert(shop.db, "suppression", {"customer_id": DAN, "cause": "deceased", "since": "2026-04-01"})
    found = losses(shop.db, TODAY)
    assert found.reasons == {Reason.DIED: 1, Reason.MOVED: 1, Reason.DISSATISFIED: 1}
    assert found.won_back == Loss(1, 1, round(6_400 / (457 / 365.25)))
    assert page_of_leavers(shop.db, Churn.ACCOUNT, 0, 1)[0].reason == Reason.MOVED
