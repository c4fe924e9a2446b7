"""Who a campaign is for, in a large book: whatever takes long is done beside the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from driver import owner
from shops import TODAY

from carebook.letters import campaigns
from carebook.letters.campaigns import Fate, grouped
from carebook.letters.store.letters import campaigns as all_campaigns
from carebook.letters.store.letters import save_campaign
from carebook.tui.screens import campaign_people


async def test_people_are_summed_up_and_sorted_beside_the_screen(
    shop_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[threading.Thread] = []

    def noted(work: Callable[..., Any]) -> Callable[..., Any]:
        def note(*what: Any) -> Any:
            where.append(threading.current_thread())
            return work(*what)

        return note

    monkeypatch.setattr(campaign_people, "reach_of", noted(campaigns.reach_of))
    monkeypatch.setattr(campaign_people, "by_cause", noted(campaigns.by_cause))
    async with owner(shop_path) as it:
        values = {"kind": "newsletter", "title": "News", "message": "The seeds are in.", "starts_on": TODAY}
        with it.book.act("Added", TODAY) as act:
            save_campaign(act.db, values, TODAY)
        (found,) = all_campaigns(it.book.db)
        it.app.push_screen(campaign_people.PeopleScreen(found))
        await it.settle()
        assert "6 customers" in it.text
        assert where
        assert threading.current_thread() not in where


def test_a_cause_is_looked_up_once() -> None:
    grouped.cache_clear()
    for _ in range(1000):
        assert grouped(Fate.LEFT_OUT, "no-marketing") == "wants no marketing"
    assert grouped.cache_info().misses == 1
