"""Today with customers who drift away: whom to call, and which step of a win-back is next."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import owner
from slipping_shop import LOST, VIP, fill


@pytest.fixture
def slipping(book_path: Path) -> Path:
    return fill(book_path)


async def test_a_call_to_a_slipping_vip_leaves_today_once_it_was_logged(slipping: Path) -> None:
    """VAL-4"""
    async with owner(slipping, size=(120, 40)) as it:
        await it.press("g")
        assert it.selected == ("vip", VIP)
        assert "One of your best customers is slipping away" in it.text
        await it.press("s")
        assert it.screens[-1] == "FormScreen"
        await it.press("right", "ctrl+s")
        assert it.ask("SELECT response FROM contact WHERE customer_id = ?", VIP) == "positive"
        assert it.ask("SELECT outcome FROM worked WHERE customer_id = ?", VIP) == "positive"
        assert it.selected != ("vip", VIP)
        await it.press("u")
        assert it.ask("SELECT count(*) FROM contact WHERE customer_id = ?", VIP) == 0


async def test_a_vip_can_be_left_alone(slipping: Path) -> None:
    """VAL-4"""
    async with owner(slipping, size=(80, 24)) as it:
        await it.press("g", "x")
        assert it.ask("SELECT outcome FROM worked WHERE customer_id = ?", VIP) == "left alone"
        assert it.selected == ("win back", 1)


async def test_the_next_step_of_a_win_back_opens_from_today(slipping: Path) -> None:
    """WIN-1"""
    async with owner(slipping, size=(120, 40)) as it:
        await it.press("g", "j")
        assert it.selected == ("win back", 1)
        await it.press("a")
        assert it.screens[-1] == "FormScreen"
        await it.press("ctrl+s")
        assert it.ask("SELECT wanted_on FROM win_back WHERE customer_id = ?", LOST) == "2026-11-25"
