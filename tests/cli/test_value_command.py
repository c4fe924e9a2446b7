"""`carebook value`: what every customer is worth, in JSON for other programs, and in words."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import pytest
from commands import carebook, surroundings

from carebook.book.book import Book
from carebook.retention.store.standings import counted_on

KEYS = [
    *("customer_id", "external_id", "name", "purchase_days", "last_sale", "silent_days", "rhythm_days", "state"),
    *("return_score", "profit_24m", "past_profit", "expected_profit", "tier"),
]
SHOP_KEYS = ["customers", "mean_gap_days", "median_gap_days", "top20_share"]


def test_json_has_every_key_always_and_in_order(buyers: Path) -> None:
    document = carebook("value", buyers, "--json").json
    assert list(document) == ["on", "shop", "customers"]
    assert list(document["shop"]) == SHOP_KEYS
    assert all(list(row) == KEYS for row in document["customers"])
    assert [row["external_id"] for row in document["customers"]] == ["01", "02", "03", "04", "05"]


def test_the_shop_is_measured_over_all_gaps(buyers: Path) -> None:
    """VAL-1, VAL-1b: gaps of 186 days in three, and of 30 in one; medians of 62 and 30."""
    assert carebook("value", buyers, "--json").json["shop"] == {
        "customers": 5,
        "mean_gap_days": 54.0,
        "median_gap_days": 46.0,
        "top20_share": pytest.approx(160 / 180),
    }


def test_a_lost_customer_has_a_past_and_nothing_to_expect(buyers: Path) -> None:
    """VAL-1, VAL-2."""
    assert carebook("value", buyers, "--json").json["customers"][0] == {
        "customer_id": 1,
        "external_id": "01",
        "name": "Ann Park",
        "purchase_days": 4,
        "last_sale": "2025-07-15",
        "silent_days": 498,
        "rhythm_days": pytest.approx((186 + 2 * 54) / 5),
        "state": "lost",
        "return_score": pytest.approx(4 * math.exp(-498 / 92)),
        "profit_24m": "160.00",
        "past_profit": "160.00",
        "expected_profit": "0.00",
        "tier": "VIP",
    }


def test_an_active_customer_is_expected_to_bring_more(buyers: Path) -> None:
    """VAL-2: 40 % of 50 in a year, kept at 75 % and discounted by 10 %: 20 x 1.1 / .35."""
    bo = carebook("value", buyers, "--json").json["customers"][1]
    assert (bo["state"], bo["past_profit"], bo["expected_profit"]) == ("active", "20.00", "62.86")


@pytest.mark.parametrize("place", [2, 4], ids=["never bought", "gave all of it back"])
def test_a_prospect_has_nulls_where_nothing_applies(buyers: Path, place: int) -> None:
    row = carebook("value", buyers, "--json").json["customers"][place]
    assert (row["state"], row["purchase_days"]) == ("prospect", 0)
    assert {row[key] for key in KEYS[4:7] + KEYS[8:]} == {None}


def test_an_earlier_day_is_counted_aside_with_a_line_on_stderr(buyers: Path) -> None:
    carebook("review", buyers)
    answer = carebook("value", buyers, "--json", "--on", "2025-06-01")
    assert "Wed 25 Nov" in answer.err
    ann, bo, *_ = answer.json["customers"]
    assert (answer.json["on"], ann["purchase_days"], ann["state"], ann["past_profit"]) == (
        "2025-06-01",
        3,
        "active",
        "120.00",
    )
    assert bo["state"] == "prospect"
    with Book.open(buyers, write=False) as book:
        assert str(counted_on(book.db)) == "2026-11-25"


def test_a_new_day_is_counted_by_the_first_who_may_write(buyers: Path) -> None:
    """VAL-1a."""
    assert carebook("value", buyers, "--json", today="2026-11-26").json["customers"][1]["silent_days"] == 6
    with Book.open(buyers, write=False) as book:
        assert str(counted_on(book.db)) == "2026-11-26"


def test_a_held_lock_does_not_stop_it(buyers: Path) -> None:
    """S3: whoever may only look counts for itself."""
    with Book.open(buyers, write=True):
        assert carebook("value", buyers, "--json", today="2026-11-27").json["customers"][1]["silent_days"] == 7


def test_words_tell_the_best_and_how_much_they_bring(buyers: Path) -> None:
    """VAL-3: the shop's own concentration; who bought once has no usual gap."""
    lines = carebook("value", buyers).out.splitlines()
    assert lines[0] == "Rosie's Garden Supplies · Wed 25 Nov 2026 · 1 active, 2 lost, 2 prospects"
    assert lines[2] == "Your top 20 % bring 89 % of the last 24 months' profit."
    assert lines[-1].startswith("Where no cost was entered, 40 % of what was taken is profit")
    rows = [line.split("  ") for line in lines[5:-2]]
    assert [row[0] for row in rows] == ["Ann Park", "Bo [/]", "Dee Long"]
    assert lines[5].endswith("lost    usually every 8 weeks, silent for 71")
    assert lines[6].endswith("active  bought once, 5 days ago")


def test_an_empty_book_says_how_to_begin(book_path: Path) -> None:
    assert "carebook import" in carebook("value", book_path).out
    document = carebook("value", book_path, "--json").json
    assert document["shop"] == {
        "customers": 0,
        "mean_gap_days": None,
        "median_gap_days": None,
        "top20_share": None,
    }
    assert document["customers"] == []


def test_a_missing_book_is_refused_and_new_is_named(tmp_path: Path) -> None:
    answer = carebook("value", tmp_path / "none.db", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "carebook new" in answer.err


def test_a_counted_day_loads_nothing_heavy(buyers: Path) -> None:
    carebook("value", buyers)
    heavy = {"pydantic", "textual", "jinja2", "babel", "typst", "dateutil", "sqlite_utils", "holidays", "chardet"}
    script = "import sys\nfrom carebook.cli.program import run\n"
    script += f"run(['value', {str(buyers)!r}, '--json'])\nprint(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], env=surroundings(buyers.parent), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
