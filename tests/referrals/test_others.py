"""Everyone but those who may be asked, page by page; and letters that ask several at once (REF-2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from referral_desk import Desk

from carebook.referrals.desk.asking import ask_by_letter
from carebook.referrals.store import asking, others
from carebook.referrals.store.others import Others

TODAY = date(2026, 11, 25)


@pytest.fixture
def five(desk: Desk) -> list[int]:
    """Five customers, entered from Z to A."""
    return [desk.customer(name) for name in ("Zoe", "Émile", "Cara", "ben", "Ann")]


def test_they_stand_by_name_without_those_left_out(desk: Desk, five: list[int]):
    zoe, emile, cara, ben, ann = five
    whom = Others({cara})
    assert others.page(desk.book.db, whom, 0, 9) == [ann, ben, emile, zoe]
    assert others.page(desk.book.db, whom, 1, 2) == [ben, emile]
    assert others.count(desk.book.db, whom) == 4


def test_each_has_a_place_and_nobody_else_has_one(desk: Desk, five: list[int]):
    zoe, _, cara, _, ann = five
    whom = Others({cara})
    page = others.page(desk.book.db, whom, 0, 9)
    assert [others.place(desk.book.db, whom, one) for one in page] == [0, 1, 2, 3]
    assert others.place(desk.book.db, whom, cara) is None
    assert others.place(desk.book.db, whom, 99) is None
    among = Others({cara}, [zoe, cara])
    assert others.page(desk.book.db, among, 0, 9) == [zoe]
    assert (others.place(desk.book.db, among, zoe), others.place(desk.book.db, among, ann)) == (0, None)
    assert others.count(desk.book.db, among) == 1


def _welcome(desk: Desk, name: str) -> int:
    """Enter somebody who may be asked."""
    one = desk.customer(name, opened_on=TODAY - timedelta(days=500))
    for days in (300, 30):
        desk.sale(one, TODAY - timedelta(days=days))
    desk.enter("moment", customer_id=one, kind="praise", on_day=TODAY - timedelta(days=2), what="")
    return one


def test_letters_ask_whom_the_rules_allow_in_one_action_and_name_why_not_the_others(desk: Desk):
    ann, ben, new = _welcome(desk, "Ann"), _welcome(desk, "Ben"), desk.customer("New")
    done = ask_by_letter(desk.book, [ann, new, ben, ann], "post", TODAY)
    assert done.customers == (ann, ben)
    assert done.change
    assert done.change.label == "Planned 2 letters that ask"
    [(refused, why)] = done.refused
    assert refused == new
    assert "no sale yet" in why
    assert "; " in why
    assert [ask.by_channel for ask in asking.asks_of(desk.book.db, ann)] == ["post"]
    desk.book.undo(TODAY)
    assert asking.asks_of(desk.book.db, ann) == asking.asks_of(desk.book.db, ben) == []


def test_where_nobody_may_be_asked_nothing_is_done(desk: Desk):
    new = desk.customer("New")
    done = ask_by_letter(desk.book, [new, 99], "post", TODAY)
    assert (done.customers, done.change) == ((), None)
    assert [customer for customer, _ in done.refused] == [new]
