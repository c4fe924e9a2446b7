"""Fixed point 6: a promotion was printed, and then one of its customers dies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from carebook.book.book import Book
from carebook.customers.desk import add_customer, mark_deceased
from carebook.customers.entry import CustomerEntry
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.printing import Batch, print_letters
from carebook.letters.desk.running import add_campaign, switch
from carebook.letters.desk.sending import mark_sent
from carebook.letters.entry import CampaignEntry
from carebook.letters.store.letters import letter

Enter = Callable[..., Any]


@pytest.fixture
def printed(book_path: Path, today: date, enter: Enter, tmp_path: Path) -> tuple[Path, Batch]:
    with Book.open(book_path, write=True, followers=[follow]) as book:
        plan_day(book, today)
        switch(book, "seasons_greeting", today, on=False)
        for name in ("Ann Park", "John Novak", "Mary Costa"):
            add_customer(book, enter(CustomerEntry, name=name, address1="4 Mill Lane"), today)
        ends = str(today + timedelta(days=30))
        roses = enter(
            CampaignEntry,
            kind="promotion",
            title="Roses",
            message="They are in.",
            offer="15 % off",
            starts_on="today",
            ends_on=ends,
        )
        add_campaign(book, roses, today)
        return book_path, print_letters(book, None, today, tmp_path)


def test_marking_the_batch_sent_refuses_that_one_and_sends_the_others(printed: tuple[Path, Batch], today: date) -> None:
    """Fixed point 6, SUP-1, SUP-2."""
    path, batch = printed
    assert len(batch.letters) == 3
    with Book.open(path, write=True, followers=[follow]) as book:
        of_john = next(n for n in batch.letters if letter(book.db, n).customer_id == 2)
        mark_deceased(book, 2, "his wife called", today)
        answer = mark_sent(book, batch.letters, today, today)
        assert dict(answer.refused) == {of_john: "deceased"}
        assert sorted(answer.done) == sorted(set(batch.letters) - {of_john})
        assert [letter(book.db, n).state for n in answer.done] == ["sent", "sent"]
        assert (letter(book.db, of_john).state, letter(book.db, of_john).cause) == ("cancelled", "deceased")


def test_a_death_noted_by_mistake_brings_the_letter_back(printed: tuple[Path, Batch], today: date) -> None:
    """S9."""
    path, batch = printed
    with Book.open(path, write=True, followers=[follow]) as book:
        before = [letter(book.db, n) for n in batch.letters]
        mark_deceased(book, 2, "his wife called", today)
        book.undo(today)
        assert [letter(book.db, n) for n in batch.letters] == before
