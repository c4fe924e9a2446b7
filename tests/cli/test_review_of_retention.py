"""`carebook review` with customers who drift away: calls to slipping VIPs, and the steps of win-backs."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import carebook
from slipping_shop import LOST, VIP, fill


@pytest.fixture
def slipping(book_path: Path) -> Path:
    return fill(book_path)


def test_a_slipping_vip_asks_for_a_call_and_a_win_back_for_its_step(slipping: Path) -> None:
    """VAL-4, WIN-1"""
    rows = [row for row in carebook("review", slipping, "--json").json if row["desk"] != "letters"]
    nothing = {"class": None, "lapses": None, "cause": None}
    vip, step = rows
    assert vip == nothing | {
        "desk": "callbacks",
        "id": None,
        "kind": "call",
        "customer_id": VIP,
        "customer": "Vera Vane",
        "subject": "customer 1",
        "due": vip["due"],
        "by": vip["by"],
        "state": "late",
        "channel": "phone",
    }
    assert step == nothing | {
        "desk": "winbacks",
        "id": 1,
        "kind": "step",
        "customer_id": LOST,
        "customer": "Lou Lost",
        "subject": "win-back 1",
        "due": "2026-11-25",
        "by": "2026-12-02",
        "state": "due",
        "channel": None,
    }


def test_both_are_told_in_words(slipping: Path) -> None:
    said = carebook("review", slipping).out
    assert "Slipping away" in said
    assert "one of your best, silent since" in said
    assert "Want them back?  Lou Lost  by Wed 2 Dec" in said
