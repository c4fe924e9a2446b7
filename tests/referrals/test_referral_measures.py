"""What referrals brought and cost, to the cent (REF-7)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from referral_desk import Desk

from carebook.book.rows import Value
from carebook.complaints.model import Share
from carebook.referrals import rules
from carebook.referrals.desk import driving, introducing, partnering
from carebook.referrals.entry import DriveEndEntry, DriveEntry, NotNowEntry, PartnerEntry
from carebook.referrals.figures import Best, Measures, Source, Stretch
from carebook.referrals.store import measures, referrals

FIRST, LAST = date(2026, 1, 1), date(2026, 11, 25)


def measured(desk: Desk, first: date = FIRST, last: date = LAST) -> Measures:
    return measures.measures(desk.book.db, first, last)


def rewarded(desk: Desk, referrer: int, referred: int, on: str, paid: str = "") -> None:
    """Note that somebody brought a customer, and hand over what the terms promise."""
    for reward in referrals.rewards(desk.book.db, desk.brought(referrer, referred, on).id):
        desk.pay(reward.id, on_day=paid or on)


# The example ------------------------------------------------------------------------------------------------


def test_648_of_profit_and_160_of_cost_make_305_percent() -> None:
    """REF-7."""
    assert rules.return_on(6 * 108, 160) == Fraction(305, 100)
    assert rules.return_on(160, 160) == 0
    assert rules.return_on(0, 160) == -1
    assert rules.return_on(648, 0) is None


def test_the_same_out_of_a_book(desk: Desk) -> None:
    """REF-7: six referred at 108.00 each; six rewards of 10.00 and a drive of 100.00."""
    desk.today = date(2026, 3, 1)
    ann = desk.customer("Ann")
    desk.set_terms(referrer_kind="voucher", referrer_amount="10")
    desk.drive(name="Spring", starts_on="2026-03-02", weeks="2", cost="100")
    desk.drive(name="Still on", starts_on="2026-11-23", weeks="2", cost="77")
    desk.today = LAST
    for n in range(6):
        friend = desk.customer(f"Friend {n}", opened_on=date(2026, 3, 5))
        rewarded(desk, ann, friend, "2026-03-05")
        desk.sale(friend, "2026-03-06", amount="200", cost="92")
    found = measured(desk)
    assert (found.profit, found.rewards, found.drives, found.cost) == (648_00, 60_00, 100_00, 160_00)
    assert found.pays == Fraction(305, 100)
    assert (found.came, found.bought) == (6, 6)
    later = measured(desk, date(2026, 3, 16), LAST)
    assert (later.profit, later.cost, later.pays) == (0, 0, None)
    spring = measured(desk, FIRST, date(2026, 3, 14))
    assert spring.drives == 0
    assert measured(desk, FIRST, date(2026, 3, 15)).drives == 100_00


# Asking -----------------------------------------------------------------------------------------------------


def test_asks_answers_and_what_came_of_them(desk: Desk) -> None:
    """REF-7: an introduction within 180 days after an ask counts as brought by it."""
    people = [desk.customer(f"C{n}") for n in range(6)]
    answers = ("agreed", "agreed", "later", "declined", "none", None)
    for customer, said in zip(people, answers, strict=True):
        on = date(2026, 2, 1)
        asked: dict[str, Value] = {"wanted_on": on, "asked_on": on, "by_channel": "phone", "answer": said}
        asked |= {"answered_on": on if said else None, "again_on": date(2027, 1, 1) if said == "later" else None}
        desk.enter("ask", customer_id=customer, **asked)
    desk.enter("ask", customer_id=people[0], wanted_on=date(2026, 2, 2), by_channel="post")
    desk.introduce(people[0], "On the day", "2026-02-01")
    desk.introduce(people[1], "180 days on", "2026-07-31")
    desk.introduce(people[1], "181 days on", "2026-08-01")
    desk.introduce(people[2], "Before it", "2026-01-31")
    desk.introduce(desk.customer("Never asked"), "Out of the blue", "2026-05-01")
    asking = measured(desk).asking
    assert (asking.asked, asking.answered) == (6, 5)
    assert (asking.agreed, asking.later, asking.declined, asking.none) == (2, 1, 1, 1)
    assert (asking.introductions, asking.after_an_ask) == (5, 2)
    assert asking.per_ask == Fraction(2, 6)
    assert measured(desk, date(2026, 2, 2)).asking.per_ask is None


# Leads ------------------------------------------------------------------------------------------------------


def test_referred_leads_are_held_against_all_others_and_by_source(desk: Desk) -> None:
    """REF-5, REF-7."""
    ann = desk.customer("Ann", opened_on=date(2020, 1, 1))
    for name, source, is_referred, sold in (
        ("Bo", "a friend", True, "10"),
        ("Cy", "a friend", True, None),
        ("Dora", "a friend", False, "30"),
        ("Eve", "walked past", False, None),
        ("Flo", "", False, None),
        ("Gus", "", True, "0"),
    ):
        one = desk.customer(name, source=source, opened_on=date(2026, 6, 1))
        if is_referred:
            desk.brought(ann, one, "2026-06-01")
        if sold:
            desk.sale(one, "2026-07-01", amount=sold, cost="0")
    found = measured(desk)
    assert (found.referred_leads, found.other_leads) == (Share(2, 3), Share(1, 3))
    assert found.sources == [
        Source("a friend", Share(2, 3), 40_00),
        Source("", Share(1, 2), 0),
        Source("walked past", Share(0, 1), 0),
    ]
    assert measured(desk, last=date(2026, 6, 30)).referred_leads == Share(0, 3)
    assert measured(desk, date(2026, 6, 2)).other_leads == Share(0, 0)


@pytest.mark.parametrize(
    ("opened_on", "sold_on", "is_lead"),
    [
        (date(2025, 12, 31), "2026-02-01", False),
        (date(2026, 1, 1), "2025-02-01", True),
        (None, "2025-12-31", False),
        (None, "2026-01-01", True),
        (None, None, True),
    ],
)
def test_the_first_day_with_us_makes_a_lead(
    desk: Desk, opened_on: date | None, sold_on: str | None, is_lead: bool
) -> None:
    """REF-7: the account day, else the first sale, else the day on which they were entered."""
    one = desk.customer("Ann", opened_on=opened_on)
    if sold_on:
        desk.sale(one, sold_on)
    assert measured(desk).other_leads.of == is_lead


def test_what_was_all_given_back_converts_nobody_and_a_partner_is_no_lead_until_they_buy(desk: Desk) -> None:
    """REF-7."""
    ann, paws = desk.customer("Ann"), desk.customer("Paws")
    partnering.make_partner(desk.book, paws, desk.form(PartnerEntry), desk.today)
    sale = desk.sale(ann)
    assert measured(desk).other_leads == Share(1, 1)
    desk.refund(sale)
    assert measured(desk).other_leads == Share(0, 1)
    desk.sale(paws)
    assert measured(desk).other_leads == Share(1, 2)


# Those who refer --------------------------------------------------------------------------------------------


def test_who_refers_how_often_and_what_the_referred_are_worth(desk: Desk) -> None:
    """REF-7."""
    ann, bo, cy, dora, eve = (desk.customer(name) for name in ("Ann", "Bo", "Cy", "Dora", "Eve"))
    for customer, amount in ((ann, "100"), (bo, "50"), (cy, "25"), (dora, "6")):
        desk.sale(customer, amount=amount, cost="0")
    desk.brought(ann, bo)
    desk.brought(ann, cy)
    desk.brought(dora, cy)
    desk.introduce(bo, "Somebody")
    desk.introduce(eve, "By one who never bought")
    found = measured(desk)
    assert found.referring.share == Share(2, 4)
    assert found.referring.introductions == 3
    assert found.referring.per_customer == Fraction(3, 4)
    assert found.referring.per_referrer == Fraction(3, 2)
    assert (found.referred.customers, found.others.customers) == (2, 2)
    assert found.referred.mean == 37_50
    assert found.others.mean == 53_00


def test_an_empty_book_has_no_measures_and_no_division_by_nothing(desk: Desk) -> None:
    found = measured(desk)
    assert (found.asking.per_ask, found.pays, found.referred.mean, found.others.mean) == (None,) * 4
    assert (found.referring.per_customer, found.referring.per_referrer, found.sources) == (None, None, [])
    assert measures.stretches(desk.book.db, desk.today) == []


def test_the_best_referrers_stand_by_what_they_brought_beside_their_own(desk: Desk) -> None:
    """REF-7: of whom they brought themselves, never of further generations, and not inside their own profit."""
    ann, bo, cy, dora, paws = (desk.customer(name) for name in ("Ann", "Bo", "Cy", "Dora", "Paws"))
    partnering.make_partner(desk.book, paws, desk.form(PartnerEntry), desk.today)
    desk.sale(ann, amount="500", cost="0")
    desk.brought(ann, bo)
    desk.brought(bo, cy)
    desk.brought(paws, dora)
    desk.introduce(paws, "Somebody")
    desk.introduce(dora, "Somebody else", "2025-05-01")
    for customer, amount in ((bo, "20"), (cy, "90"), (dora, "50")):
        desk.sale(customer, amount=amount, cost="0")
    best = measures.best_referrers(desk.book.db, FIRST, LAST, 0, 200)
    assert best == [
        Best(bo, "Bo", 1, 1, 90_00, own=20_00, is_partner=False),
        Best(paws, "Paws", 2, 1, 50_00, own=0, is_partner=True),
        Best(ann, "Ann", 1, 1, 20_00, own=500_00, is_partner=False),
    ]
    assert measures.best_referrers(desk.book.db, FIRST, LAST, 1, 1) == best[1:2]
    assert len(measures.best_referrers(desk.book.db, date(2025, 1, 1), LAST, 0, 200)) == 4


def test_who_was_put_right_has_brought_nobody(desk: Desk) -> None:
    """REF-1, REF-7."""
    ann, bo, cy = (desk.customer(name) for name in ("Ann", "Bo", "Cy"))
    desk.correct(desk.brought(ann, cy), bo)
    assert [one.name for one in measures.best_referrers(desk.book.db, FIRST, LAST, 0, 9)] == ["Bo"]
    found = measured(desk)
    assert (found.asking.introductions, found.came, found.referred_leads) == (1, 1, Share(0, 1))


def test_not_now_and_names_alone_have_not_come(desk: Desk) -> None:
    """REF-1, REF-7."""
    found = desk.introduce(desk.customer("Ann"))
    introducing.not_now(desk.book, found.id, desk.form(NotNowEntry), desk.today)
    assert (measured(desk).asking.introductions, measured(desk).came, measured(desk).bought) == (1, 0, 0)


# What a change in reward did --------------------------------------------------------------------------------


def test_each_change_in_reward_is_a_stretch_of_its_own(desk: Desk) -> None:
    """REF-7: a change of words alone is none, nor are terms that give nothing after none at all."""
    ann = desk.customer("Ann")
    for since, amount, words in (
        ("2026-02-01", "", "gardeners"),
        ("2026-03-01", "10", "gardeners"),
        ("2026-04-01", "10", "all who garden"),
        ("2026-05-01", "25", "all who garden"),
    ):
        desk.today = date.fromisoformat(since)
        desk.set_terms(who_fits=words, referrer_kind="voucher" if amount else "", referrer_amount=amount)
    desk.today = LAST
    desk.introduce(ann, "Before any terms", "2026-01-04")
    friends = [desk.customer(f"Friend {n}") for n in range(3)]
    for friend, on in zip(friends, ("2026-03-01", "2026-04-30", "2026-05-01"), strict=True):
        rewarded(desk, ann, friend, on, paid="2026-06-01")
    desk.sale(friends[0], "2026-03-02", amount="35", cost="0")
    desk.sale(friends[2], "2026-05-02", amount="100", cost="0")
    latest, middle, nothing = measures.stretches(desk.book.db, desk.today)
    assert (latest.first, latest.last) == (date(2026, 5, 1), LAST)
    assert (latest.introduced, latest.bought, latest.cost, latest.profit) == (1, 1, 25_00, 100_00)
    assert (latest.weeks, latest.per_week) == (Fraction(209, 7), Fraction(7, 209))
    assert latest.pays == 3
    assert (middle.first, middle.last) == (date(2026, 3, 1), date(2026, 4, 30))
    assert (middle.conversion, middle.cost, middle.pays) == (Share(1, 2), 20_00, Fraction(15, 20))
    assert nothing == Stretch(None, date(2026, 1, 4), date(2026, 2, 28), 1, 0, 0, 0)
    assert nothing.weeks == 8
    assert nothing.pays is None


def test_a_drive_costs_what_was_noted_when_it_ended(desk: Desk) -> None:
    """REF-6, REF-7."""
    drive = desk.drive(name="Autumn", starts_on="2026-10-05", weeks="4", cost="10")
    driving.close_drive(desk.book, drive, desk.form(DriveEndEntry, cost="12.34"), desk.today)
    assert measured(desk).drives == 12_34
    entry = desk.form(DriveEntry, name="Autumn", starts_on="2026-10-05", weeks="8", baseline="5")
    driving.edit_drive(desk.book, drive, entry, desk.today)
    assert measured(desk, last=LAST + timedelta(days=3)).drives == 0
