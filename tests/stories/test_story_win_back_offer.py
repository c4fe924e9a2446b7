"""Fixed point 10: an offer letter without a reason or a permission is refused, naming the missing step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carebook.book.book import Book
from carebook.customers import desk as customers
from carebook.customers.entry import CustomerEntry
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.printing import compose, print_letters
from carebook.letters.desk.sending import mark_sent
from carebook.letters.store.letters import letters_of
from carebook.letters.writing import LetterText
from carebook.retention.desk import winning
from carebook.retention.entry import OfferEntry, OfferLetterEntry, PermissionEntry, WantEntry, WhyEntry
from carebook.retention.refusals import NotTheirTurn
from carebook.retention.store import win_backs
from carebook.shop.founding import make_book
from carebook.typed import Setting

TODAY = date(2026, 11, 2)
WHY = {
    "reason": "better value elsewhere",
    "first_question": "What made you look elsewhere?",
    "first_answer": "The price of seed.",
    "second_question": "What do they do better?",
    "second_answer": "They have a bag for every size.",
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "rosie.db"
    make_book(path, {"name": "Rosie's", "owner": "Rosie Bell", "country": "US"}, TODAY)
    with Book.open(path, write=True, followers=FOLLOWERS) as found:
        plan_day(found, TODAY)
        yield found


def test_the_offer_waits_for_the_reason_and_the_permission(book: Book, tmp_path: Path) -> None:
    def form(model: type[Any], **typed: str) -> Any:
        return read(model, typed, Setting("US", "USD", TODAY))

    def do(verb: Callable[..., object], model: type[Any], **typed: str) -> None:
        verb(book, case.id, form(model, **typed), TODAY)

    ann = customers.add_customer(book, form(CustomerEntry, name="Ann Park", address1="4 Mill Lane"), TODAY)
    customer = ann.only("customer")
    _, case = winning.open_win_back(book, customer, TODAY)
    do(winning.decide, WantEntry, wanted="yes")
    with pytest.raises(NotTheirTurn, match=r"the reason why they left .* and their permission"):
        do(winning.offer_by_letter, OfferLetterEntry, offer="Seed at their price.")
    do(winning.learn_why, WhyEntry, **WHY)
    with pytest.raises(NotTheirTurn, match="step: permission"):
        do(winning.offer_by_letter, OfferLetterEntry, offer="Seed at their price.")
    do(winning.add_offer, OfferEntry, feature="Seed in small bags", rating="8")
    mark_sent(book, [one.id for one in letters_of(book.db, customer) if one.kind == "win_back_amends"], TODAY, TODAY)
    assert win_backs.win_back(book.db, case.id).responsibility_on == TODAY
    do(winning.note_permission, PermissionEntry, permission="given")
    do(winning.offer_by_letter, OfferLetterEntry, offer="Seed at their price.")
    (letter,) = [one.id for one in letters_of(book.db, customer) if one.kind == "win_back_offer"]
    written = compose(book.db, [letter], TODAY)[letter]
    assert isinstance(written, LetterText)
    assert "You told us that elsewhere you get more for your money." in written.plain()
    assert "Seed at their price." in written.plain()
    refused = print_letters(book, [letter], TODAY, tmp_path)
    assert refused.left_out == ((letter, "spacing until 2026-11-09"),)
    later = date(2026, 11, 9)
    plan_day(book, later)
    assert print_letters(book, [letter], later, tmp_path).letters == (letter,)
    assert mark_sent(book, [letter], later, later).done == (letter,)
    assert [step.step for step in win_backs.steps(book.db, case.id)][-2:] == ["offered", "offered"]
