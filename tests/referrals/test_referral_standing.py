"""How one referral stands: what is owed for it, and what is next (REF-1, REF-3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from referral_desk import VOUCHERS, Desk

from carebook.customers.entry import CustomerEntry
from carebook.referrals.desk import introducing
from carebook.referrals.refusals import NotThere
from carebook.referrals.store import lists, owed
from carebook.referrals.store.standing import NextStep, Standing, standing


@pytest.fixture
def ann(desk: Desk) -> int:
    """Ann, who sends somebody, in a shop that gives vouchers."""
    desk.set_terms(**VOUCHERS)
    return desk.customer("Ann Park")


def how(desk: Desk, referral_id: int) -> Standing:
    return standing(desk.book.db, referral_id, desk.today)


def test_one_step_follows_the_other_until_nothing_is_left(desk: Desk, ann: int) -> None:
    dora = desk.introduce(ann)
    assert how(desk, dora.id).next_step is NextStep.THANK
    desk.thank(dora)
    assert how(desk, dora.id).next_step is NextStep.CAME
    customer = desk.customer("Dora")
    desk.comes(dora, customer)
    assert how(desk, dora.id).next_step is NextStep.BOUGHT
    desk.sale(customer)
    found = how(desk, dora.id)
    assert found.next_step is NextStep.REWARD
    assert [one.id for one in found.open_rewards] == list(found.due) == [1]
    desk.pay(1)
    assert how(desk, dora.id).next_step is None
    assert how(desk, dora.id).open_rewards == []


def test_thanks_come_before_a_reward(desk: Desk, ann: int) -> None:
    dora = desk.brought(ann, customer := desk.customer("Dora"))
    desk.sale(customer)
    assert how(desk, dora.id).next_step is NextStep.THANK
    assert list(how(desk, dora.id).due) == [1]


def test_what_is_not_in_the_book_any_more_has_no_standing(desk: Desk) -> None:
    with pytest.raises(NotThere):
        how(desk, 7)


def test_the_rewards_of_one_referral_are_its_own(desk: Desk, ann: int) -> None:
    for name in ("Dora", "Kit"):
        desk.brought(ann, customer := desk.customer(name))
        desk.sale(customer)
    assert [one.id for one in owed.rewards(desk.book.db)] == [1, 2]
    assert [one.id for one in owed.rewards(desk.book.db, of=2)] == [2]


def test_rewards_handed_over_lately_stand_the_latest_first(desk: Desk, ann: int) -> None:
    for name in ("Dora", "Kit", "Lou"):
        desk.introduce(ann, name)
    desk.today += timedelta(days=9)
    today = desk.today
    for reward, ago in ((1, 5), (2, 1), (3, 8)):
        desk.pay(reward, on_day=(today - timedelta(days=ago)).isoformat())
    since = today - timedelta(days=7)
    assert lists.count_paid(desk.book.db, since) == 2
    assert [one.id for one in lists.page_of_paid(desk.book.db, since, 0, 9)] == [2, 1]
    assert [one.id for one in lists.page_of_paid(desk.book.db, since, 1, 9)] == [1]
    assert [lists.place_in_paid(desk.book.db, since, reward) for reward in (1, 2, 3)] == [1, 0, None]


@pytest.mark.parametrize(("typed", "kept"), [("", "recommended"), ("the paper", "the paper")])
def test_who_was_sent_has_a_source_in_any_case(desk: Desk, ann: int, typed: str, kept: str) -> None:
    """REF-5: what is typed comes first."""
    entry = desk.form(CustomerEntry, name="Dora", source=typed)
    introducing.add_introduced(desk.book, entry, ann, desk.today)
    kit = desk.introduce(ann, "Kit")
    introducing.come_as_new(desk.book, kit.id, desk.form(CustomerEntry, name="Kit", source=typed), desk.today)
    sources = desk.book.db.execute("SELECT source FROM customer WHERE name IN ('Dora', 'Kit')").fetchall()
    assert sources == [(kept,), (kept,)]
