"""Those who drift away from the sample shop, and those who are asked back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from carebook import sample
from carebook.book.book import Book
from carebook.retention.model import Opportunity, State, Tier, WinBackStep
from carebook.retention.store import lists, owed, standings, vips, win_backs

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = Path(tmp_path_factory.mktemp("sample") / "rosie.db")
    sample.write(path, today=TODAY)
    with closing(Book.open(path, write=False)) as book:
        yield book.db


def test_the_place_of_those_who_drift_away_is_full_of_life(db: sqlite3.Connection) -> None:
    """VAL-1, VAL-4, WIN-1: somebody in every state and tier, a VIP to call, a step to take, and wins and losses."""
    standing = standings.standings(db, range(1, 200))
    assert {one.state(TODAY) for one in standing.values()} == set(State) - {State.PROSPECT}
    assert {one.tier for one in standing.values()} >= set(Tier)
    assert [call.customer for call in vips.vips_to_call(db, TODAY)] == ["Theodore Blackwood"]
    assert [one.customer for one in owed.next_steps(db, TODAY)] == ["Agnes Rourke"]
    assert {case.next_step for case in win_backs.open_win_backs(db)} >= {WinBackStep.WANT, WinBackStep.WHY}
    assert sorted(win_backs.outcomes(db)) == ["let go", "not won", "won back"]
    filled = {which for which in Opportunity if lists.count(db, which, TODAY)}
    assert filled >= set(Opportunity) - {Opportunity.ENQUIRIES, Opportunity.UP_SELL, Opportunity.CROSS_SELL}
