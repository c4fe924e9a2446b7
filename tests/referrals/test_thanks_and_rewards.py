"""Thanks for every introduction, and rewards when the introduced have bought (REF-3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from referral_desk import VOUCHERS, Desk

from carebook.days import OpenDays
from carebook.referrals.desk import rewarding
from carebook.referrals.entry import RewardEntry, TermsEntry, WaivedEntry
from carebook.referrals.model import Reward
from carebook.referrals.refusals import BeforeIt, PromisedAlready, Settled, ThankedAlready
from carebook.referrals.rules import thank_by
from carebook.referrals.store import owed, referrals
from carebook.typed import Wrong


def rewards(desk: Desk, referral_id: int) -> list[Reward]:
    return referrals.rewards(desk.book.db, referral_id)


def due(desk: Desk) -> list[int | None]:
    """The rewards that Today asks for."""
    return [one.id for one in owed.rewards(desk.book.db)]


# Thanks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("introduced", "by"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 19), date(2026, 11, 23)),
        (date(2026, 11, 20), date(2026, 11, 24)),
        (date(2026, 11, 21), date(2026, 11, 24)),
        (date(2026, 11, 22), date(2026, 11, 24)),
        (date(2026, 11, 24), date(2026, 11, 27)),
        (date(2026, 11, 25), date(2026, 11, 30)),
    ],
    ids=str,
)
def test_thanks_are_due_within_two_business_days_over_weekends_and_holidays(introduced: date, by: date) -> None:
    """REF-3: Thanksgiving is 26 November."""
    assert thank_by(introduced, OpenDays(closed_dates=frozenset({date(2026, 11, 26)}))) == by


def test_every_introduction_is_thanked_sale_or_no_sale(desk: Desk) -> None:
    """REF-3: a second-named referrer too, but not one who was put right."""
    ann, bo, dora = (desk.customer(name) for name in ("Ann", "Bo", "Dora"))
    named, first, second = desk.introduce(ann, "Eve"), desk.brought(ann, dora), desk.brought(bo, dora)
    assert [one.id for one in owed.thanks(desk.book.db, desk.today)] == [named.id, first.id, second.id]
    made = desk.correct(first, desk.customer("Cy"))
    assert [one.id for one in owed.thanks(desk.book.db, desk.today)] == [named.id, second.id, made.id]
    for one in (named, second, made):
        desk.thank(one)
    assert owed.thanks(desk.book.db, desk.today) == []


def test_thanks_are_a_contact_and_a_line_in_the_diary_and_come_once(desk: Desk) -> None:
    """REF-3, CMP-8a."""
    found = desk.introduce(desk.customer("Ann"))
    desk.thank(found, via="phone", what="She was glad.")
    assert (desk.referral(found.id).thanked_on, desk.referral(found.id).thanked_by) == (desk.today, "phone")
    assert desk.said(found)[-1] == "thanked"
    (contact,) = desk.book.db.execute("SELECT channel, note FROM contact").fetchall()
    assert contact == ("phone", "Thanked for introducing Dora. She was glad.")
    with pytest.raises(ThankedAlready, match="Wed 25 Nov"):
        desk.thank(found)


@pytest.mark.parametrize(("days", "asked"), [(0, True), (30, True), (31, False)])
def test_thanks_that_come_too_late_to_be_believed_are_not_asked_for(desk: Desk, days: int, asked: bool) -> None:
    """REF-3."""
    desk.introduce(desk.customer("Ann"))
    assert bool(owed.thanks(desk.book.db, desk.today + timedelta(days=days))) is asked


def test_who_died_or_wants_no_contact_is_not_to_be_thanked(desk: Desk) -> None:
    """SUP-1."""
    ann = desk.customer("Ann")
    desk.introduce(ann)
    desk.enter("suppression", customer_id=ann, cause="deceased", since=desk.today)
    assert owed.thanks(desk.book.db, desk.today) == []


# Rewards ----------------------------------------------------------------------------------------------------


def test_a_reward_is_due_when_the_introduced_has_bought(desk: Desk) -> None:
    """REF-3."""
    ann, dora = desk.customer("Ann"), desk.customer("Dora")
    desk.set_terms(**VOUCHERS, introduced_kind="discount", introduced_what="Five off", introduced_amount="5")
    found = desk.introduce(ann, "Dora", "-3d")
    assert rewards(desk, found.id) == []
    found = desk.introduce(ann, "Dora")
    promised = {one.for_whom: (one.kind, one.amount, one.promised_on) for one in rewards(desk, found.id)}
    assert promised == {"referrer": ("voucher", 1000, desk.today), "introduced": ("discount", 500, desk.today)}
    assert due(desk) == []
    desk.comes(found, dora)
    assert due(desk) == []
    desk.sale(dora)
    whom = {(one.customer, one.about, one.due, one.by) for one in owed.rewards(desk.book.db)}
    week = desk.today + timedelta(days=7)
    assert whom == {("Ann", "for sending Dora", desk.today, week), ("Dora", "for coming to us", desk.today, week)}


def test_what_was_all_given_back_earns_no_reward_and_a_sale_for_nothing_does(desk: Desk) -> None:
    """REF-3."""
    ann, dora = desk.customer("Ann"), desk.customer("Dora")
    desk.set_terms(**VOUCHERS)
    desk.brought(ann, dora)
    sale = desk.sale(dora, amount="20")
    desk.refund(sale, "19.99")
    assert len(due(desk)) == 1
    desk.refund(sale)
    assert due(desk) == []
    desk.sale(dora, amount="0")
    assert len(due(desk)) == 1


def test_only_the_referrer_who_counts_is_rewarded(desk: Desk) -> None:
    """REF-1, REF-3: one who was put right is owed nothing."""
    ann, bo, dora = (desk.customer(name) for name in ("Ann", "Bo", "Dora"))
    desk.set_terms(**VOUCHERS)
    found = desk.brought(ann, dora)
    desk.sale(dora)
    made = desk.correct(found, bo)
    assert due(desk) == [one.id for one in rewards(desk, made.id)]


def test_a_reward_is_paid_or_dropped_once_and_its_diary_says_so(desk: Desk) -> None:
    """REF-3, REF-4."""
    desk.set_terms(**VOUCHERS, introduced_kind="gift")
    found = desk.introduce(desk.customer("Ann"))
    hers, theirs = rewards(desk, found.id)
    with pytest.raises(BeforeIt):
        desk.pay(hers.id, on_day="yesterday")
    desk.pay(hers.id, ending="with a card")
    with pytest.raises(Wrong):
        desk.form(WaivedEntry)
    rewarding.waive(desk.book, theirs.id, desk.form(WaivedEntry, ending="One household"), desk.today)
    for reward in (hers, theirs):
        with pytest.raises(Settled):
            desk.pay(reward.id)
    paid, dropped = rewards(desk, found.id)
    assert (paid.paid_on, dropped.waived_on, dropped.ending) == (desk.today, desk.today, "One household")
    said = [(one.step, one.what) for one in referrals.steps(desk.book.db, found.id)][1:]
    assert said == [
        ("rewarded", "Ann: Seed voucher ($10.00), with a card"),
        ("no reward", "Dora: a small gift, One household"),
    ]


def test_the_owner_may_reward_in_spite_of_a_warning_once_for_each(desk: Desk) -> None:
    """REF-4: a warning; the owner decides."""
    ann = desk.customer("Ann")
    desk.enter("member", customer_id=ann, name="Dora")
    found = desk.introduce(ann, "Dora")
    assert len(rewarding.warnings(desk.book.db, found)) == 1
    with pytest.raises(BeforeIt):
        rewarding.promise(desk.book, found.id, desk.form(RewardEntry, kind="gift", promised_on="-1d"), desk.today)
    rewarding.promise(desk.book, found.id, desk.form(RewardEntry, kind="gift", amount="7.50"), desk.today)
    with pytest.raises(PromisedAlready):
        rewarding.promise(desk.book, found.id, desk.form(RewardEntry, kind="money"), desk.today)
    (reward,) = rewards(desk, found.id)
    better = desk.form(RewardEntry, kind="donation", what="The bird shelter", amount="8")
    rewarding.change_reward(desk.book, reward.id, better, desk.today)
    (reward,) = rewards(desk, found.id)
    assert (reward.kind, reward.what, reward.amount) == ("donation", "The bird shelter", 800)
    other = desk.form(RewardEntry, for_whom="introduced", kind="gift")
    rewarding.promise(desk.book, found.id, other, desk.today)
    with pytest.raises(PromisedAlready):
        rewarding.change_reward(desk.book, reward.id, other, desk.today)


def test_terms_hold_from_their_day_and_those_of_one_day_replace_each_other(desk: Desk) -> None:
    """REF-7: what held before is kept, to compare."""
    desk.set_terms(referrer_kind="gift", referrer_amount="3")
    desk.set_terms(**VOUCHERS)
    first = desk.today
    desk.today += timedelta(days=10)
    desk.set_terms(referrer_kind="money", referrer_amount="20")
    assert [(one.since, one.referrer_amount) for one in referrals.all_terms(desk.book.db)] == [
        (first, 1000),
        (desk.today, 2000),
    ]
    earlier = desk.introduce(desk.customer("Ann"), on=first + timedelta(days=9))
    assert [one.kind for one in rewards(desk, earlier.id)] == ["voucher"]


def test_what_is_given_has_a_kind(desk: Desk) -> None:
    with pytest.raises(Wrong, match="Choose what it is"):
        desk.form(TermsEntry, referrer_amount="10")


def test_a_reward_for_a_purchase_to_come_is_not_owed_yet(desk: Desk) -> None:
    """D3: the computer's clock may be behind."""
    ann, dora = desk.customer("Ann"), desk.customer("Dora")
    desk.set_terms(**VOUCHERS)
    desk.brought(ann, dora)
    desk.sale(dora)
    assert [one.kind for one in owed.debts(desk.book.db, desk.today)] == ["thank", "reward"]
    assert owed.debts(desk.book.db, desk.today - timedelta(days=1)) == []
