"""Who brought whom: noted by name, counted once, put right, and never in a circle (REF-1, REF-4, REF-5)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referral_desk import VOUCHERS, Desk, texts

from carebook.book import journal
from carebook.customers.entry import CustomerEntry
from carebook.errors import Refusal
from carebook.referrals.desk import introducing, rewarding
from carebook.referrals.entry import AskEntry, IntroductionEntry, NotNowEntry, PassedOnEntry, RewardEntry
from carebook.referrals.model import Stage
from carebook.referrals.refusals import (
    BeforeIt,
    ClosesALoop,
    DoesNotCount,
    HasReferrer,
    InContactAlready,
    NamedAlready,
    OutOfTurn,
    PutRightAlready,
    Themselves,
)
from carebook.referrals.rules import loops
from carebook.referrals.store import lists, referrals
from carebook.typed import Wrong

# From a name to a customer (REF-1) --------------------------------------------------------------------------


def test_a_referral_goes_from_a_name_to_a_purchase(desk: Desk) -> None:
    """REF-1."""
    ann, dora = desk.customer("Ann Park"), desk.customer("Dora Field")
    found = desk.introduce(ann, "Dora, who gardens", "-10d")
    assert (found.stage, found.referred_id) == (Stage.INTRODUCED, None)
    desk.comes(found, dora, desk.today - timedelta(days=5))
    assert desk.referral(found.id).stage is Stage.IN_CONTACT
    sale = desk.sale(dora, "-3d")
    assert desk.referral(found.id).bought_on == desk.today - timedelta(days=3)
    assert desk.referral(found.id).stage is Stage.BOUGHT
    assert lists.count(desk.book.db) == {Stage.BOUGHT: 1}
    desk.refund(sale)
    assert desk.referral(found.id).stage is Stage.IN_CONTACT
    assert desk.said(found) == ["introduced", "in contact"]


def test_what_was_bought_before_the_introduction_is_no_purchase_by_it(desk: Desk) -> None:
    """REF-1."""
    ann, dora = desk.customer("Ann Park"), desk.customer("Dora Field")
    desk.sale(dora, "-11d")
    found = desk.brought(ann, dora, "-10d")
    assert found.stage is Stage.IN_CONTACT
    desk.sale(dora, "-10d")
    assert desk.referral(found.id).bought_on == desk.today - timedelta(days=10)


def test_not_now_can_be_taken_up_again_and_who_buys_after_it_has_bought(desk: Desk) -> None:
    """REF-1."""
    ann, dora = desk.customer("Ann Park"), desk.customer("Dora Field")
    found = desk.introduce(ann, on="-10d")
    introducing.not_now(desk.book, found.id, desk.form(NotNowEntry, what="Next year."), desk.today)
    assert desk.referral(found.id).stage is Stage.NOT_NOW
    introducing.take_up(desk.book, found.id, desk.today)
    assert desk.referral(found.id).stage is Stage.INTRODUCED
    desk.comes(found, dora)
    introducing.not_now(desk.book, found.id, desk.form(NotNowEntry), desk.today)
    desk.sale(dora)
    assert desk.referral(found.id).stage is Stage.BOUGHT
    assert desk.said(found) == ["introduced", "not now", "taken up", "in contact", "not now"]


def test_no_step_is_dated_before_the_introduction(desk: Desk) -> None:
    """REF-1."""
    ann, dora = desk.customer("Ann Park"), desk.customer("Dora Field")
    found = desk.introduce(ann)
    with pytest.raises(BeforeIt):
        desk.comes(found, dora, desk.today - timedelta(days=1))
    with pytest.raises(BeforeIt):
        introducing.not_now(desk.book, found.id, desk.form(NotNowEntry, on_day="-1d"), desk.today)
    with pytest.raises(BeforeIt):
        desk.thank(found, on_day="-1d")


def test_both_directions_stand_on_the_record(desk: Desk) -> None:
    """REF-1."""
    ann, dora = desk.customer("Ann Park"), desk.customer("Dora Field")
    found = desk.brought(ann, dora)
    assert referrals.referrals_by(desk.book.db, ann) == [found] == referrals.referrals_of(desk.book.db, dora)
    assert referrals.bringer(desk.book.db, dora) == (ann, "Ann Park")
    assert referrals.bringer(desk.book.db, ann) is None


# The first named counts (REF-1) -----------------------------------------------------------------------------


def test_the_first_named_referrer_counts_and_a_second_is_kept_without_reward(desk: Desk) -> None:
    """REF-1."""
    ann, bo, dora = (desk.customer(name) for name in ("Ann", "Bo", "Dora"))
    desk.set_terms(**VOUCHERS)
    first, second = desk.brought(ann, dora), desk.brought(bo, dora)
    assert (first.counts, second.counts) == (True, False)
    assert desk.edges() == [(ann, dora)]
    assert [one.id for one in referrals.referrals_of(desk.book.db, dora)] == [first.id, second.id]
    assert len(referrals.rewards(desk.book.db, first.id)) == 1
    assert referrals.rewards(desk.book.db, second.id) == []


def test_who_named_them_earlier_counts_even_if_noted_later(desk: Desk) -> None:
    """REF-1."""
    ann, bo, dora = (desk.customer(name) for name in ("Ann", "Bo", "Dora"))
    first = desk.brought(ann, dora, "-5d")
    earlier = desk.introduce(bo, "Dora", "-20d")
    desk.comes(earlier, dora, desk.today - timedelta(days=4))
    assert [desk.referral(one.id).counts for one in (first, earlier)] == [False, True]
    assert desk.edges() == [(bo, dora)]


def test_putting_the_referrer_right_keeps_what_stood_before(desk: Desk) -> None:
    """REF-1: changes are kept."""
    ann, bo, dora = (desk.customer(name) for name in ("Ann", "Bo", "Dora"))
    found = desk.brought(ann, dora, "-5d")
    made = desk.correct(found, bo)
    assert (desk.referral(found.id).counts, made.counts) == (False, True)
    assert (made.introduced_on, made.referred_id, made.customer_id) == (found.introduced_on, dora, bo)
    assert desk.said(found)[-1] == "corrected"
    assert "it was Bo" in referrals.steps(desk.book.db, found.id)[-1].what
    assert desk.edges() == [(bo, dora)]
    back = desk.correct(made, ann)
    assert desk.edges() == [(ann, dora)]
    assert back.id == found.id
    assert desk.said(back)[-1] == "taken up"
    assert [one.id for one in referrals.referrals_of(desk.book.db, dora)] == [found.id, made.id]


def test_putting_right_to_one_who_named_them_too_lets_that_referral_count(desk: Desk) -> None:
    """REF-1, REF-3: nobody is thanked or rewarded twice."""
    ann, bo, dora = (desk.customer(name) for name in ("Ann", "Bo", "Dora"))
    desk.set_terms(**VOUCHERS, introduced_kind="gift", introduced_what="bulbs")
    first, second = desk.brought(ann, dora), desk.brought(bo, dora)
    desk.thank(second)
    desk.sale(dora)
    for reward in referrals.rewards(desk.book.db, first.id):
        desk.pay(reward.id)
    made = desk.correct(first, bo)
    assert made.id == second.id
    assert made.thanked_on == desk.today
    assert [one.for_whom for one in referrals.rewards(desk.book.db, made.id)] == ["referrer"]
    assert desk.edges() == [(bo, dora)]


def test_who_is_linked_to_a_name_that_was_put_right_takes_nothing_from_the_one_who_counts(desk: Desk) -> None:
    """REF-1."""
    ann, bo, zed = (desk.customer(name) for name in ("Ann", "Bo", "Zed"))
    named = desk.introduce(ann, "Zed", "-5d")
    made = desk.correct(named, bo)
    desk.comes(made, zed)
    desk.comes(named, zed)
    assert desk.edges() == [(bo, zed)]


def test_nobody_names_themselves_or_the_same_customer_twice(desk: Desk) -> None:
    """REF-4; two friends may have one name."""
    ann, dora = desk.customer("Ann Park"), desk.customer("Dora")
    with pytest.raises(Themselves):
        desk.introduce(ann, "ann  PÁRK")
    desk.introduce(ann, "Dora")
    desk.introduce(ann, "Dora")
    desk.brought(ann, dora)
    with pytest.raises(NamedAlready):
        desk.brought(ann, dora)


def test_what_the_terms_promised_to_a_name_is_taken_back_from_no_stranger(desk: Desk) -> None:
    """REF-4: the owner may promise it all the same."""
    ann, dora = desk.customer("Ann"), desk.customer("Dora")
    desk.set_terms(**VOUCHERS)
    desk.sale(dora, "-30d")
    found = desk.introduce(ann, "Dora")
    desk.comes(found, dora)
    [dropped] = referrals.rewards(desk.book.db, found.id)
    assert "no stranger" in dropped.ending
    again = desk.form(RewardEntry, kind="voucher", amount="5")
    rewarding.promise(desk.book, found.id, again, desk.today)
    [kept] = referrals.rewards(desk.book.db, found.id)
    assert (kept.waived_on, kept.amount) == (None, 500)


def test_a_referral_that_does_not_count_is_promised_nothing(desk: Desk) -> None:
    """REF-1, REF-3."""
    ann, bo, dora = (desk.customer(name) for name in ("Ann", "Bo", "Dora"))
    desk.brought(ann, dora)
    second = desk.brought(bo, dora)
    with pytest.raises(DoesNotCount):
        rewarding.promise(desk.book, second.id, desk.form(RewardEntry, kind="gift"), desk.today)


def test_not_now_and_taking_up_have_their_turn(desk: Desk) -> None:
    """REF-1."""
    found = desk.introduce(desk.customer("Ann"))
    with pytest.raises(OutOfTurn, match="not set aside"):
        introducing.take_up(desk.book, found.id, desk.today)
    introducing.not_now(desk.book, found.id, desk.form(NotNowEntry), desk.today)
    with pytest.raises(OutOfTurn, match="set aside already"):
        introducing.not_now(desk.book, found.id, desk.form(NotNowEntry), desk.today)


def test_a_referrer_is_put_right_to_somebody_else_only_and_only_the_one_who_counts(desk: Desk) -> None:
    """REF-1, REF-4."""
    ann, bo, cy, dora = (desk.customer(name) for name in ("Ann", "Bo", "Cy", "Dora"))
    first, second = desk.brought(ann, dora), desk.brought(bo, dora)
    before = journal.dump(desk.book.db)
    for referral, referrer in ((first, ann), (first, dora), (second, dora)):
        with pytest.raises(Themselves):
            desk.correct(referral, referrer)
    with pytest.raises(HasReferrer, match="was brought by Ann"):
        desk.correct(second, cy)
    assert journal.dump(desk.book.db) == before


def test_a_name_that_was_put_right_is_put_right_in_its_newer_referral(desk: Desk) -> None:
    """REF-1: else one friend would count twice."""
    ann, bo, cy = (desk.customer(name) for name in ("Ann", "Bo", "Cy"))
    desk.set_terms(**VOUCHERS)
    found = desk.introduce(ann, "Dora")
    made = desk.correct(found, bo)
    with pytest.raises(PutRightAlready, match="Who introduced Dora was put right already"):
        desk.correct(found, cy)
    assert desk.correct(made, cy).counts
    rewards_owed = {line.referrer: line.owed for line in lists.page(desk.book.db, Stage.INTRODUCED, 0, 9)}
    assert rewards_owed == {"Ann": 0, "Bo": 0, "Cy": 1}


def test_an_introduced_person_comes_once(desk: Desk) -> None:
    """REF-1."""
    ann, bo, dora = (desk.customer(name) for name in ("Ann", "Bo", "Dora Field"))
    found = desk.introduce(ann, "Dora")
    desk.comes(found, dora)
    with pytest.raises(InContactAlready, match="Dora came to us already, as the customer Dora Field"):
        desk.comes(found, bo)
    with pytest.raises(InContactAlready):
        introducing.come_as_new(desk.book, found.id, desk.form(CustomerEntry, name="Dora"), desk.today)


# Circles (REF-4) --------------------------------------------------------------------------------------------


def test_nobody_brings_themselves(desk: Desk) -> None:
    """REF-4."""
    ann = desk.customer("Ann Park")
    with pytest.raises(Themselves, match="Ann Park cannot have brought themselves"):
        desk.brought(ann, ann)
    found = desk.introduce(ann)
    with pytest.raises(Themselves):
        desk.comes(found, ann)
    assert desk.edges() == []


@pytest.mark.parametrize("length", [2, 3, 50])
def test_a_circle_is_refused_however_long_and_by_every_door(desk: Desk, length: int) -> None:
    """REF-4."""
    everyone = [desk.customer(f"Customer {n}") for n in range(length)]
    for referrer, referred in pairwise(everyone):
        desk.brought(referrer, referred)
    first, last = everyone[0], everyone[-1]
    by_name = desk.introduce(last, "Somebody")
    outsider = desk.brought(desk.customer("Outsider"), first)
    before = journal.dump(desk.book.db)
    for close in (
        lambda: desk.brought(last, first),
        lambda: desk.comes(by_name, first),
        lambda: desk.correct(outsider, last),
    ):
        with pytest.raises(ClosesALoop, match="stands above"):
            close()
    assert journal.dump(desk.book.db) == before


MOVES = st.tuples(st.sampled_from(["brought", "by name", "comes", "correct", "undo", "redo"]), *[st.integers(0, 4)] * 3)


@given(st.lists(MOVES, max_size=30))
def test_no_verbs_in_any_order_make_a_circle(desk: Desk, moves: list[tuple[str, int, int, int]]) -> None:
    """REF-4: whatever is noted, put right and taken back, and everybody has one referrer at most."""
    desk.undo_all()
    everyone = [desk.customer(name) for name in ("Ann", "Bo", "Cy", "Dora", "Eve")]
    noted = []
    for verb, one, other, ago in moves:
        try:
            match verb:
                case "brought":
                    noted.append(desk.brought(everyone[one], everyone[other], f"-{ago}d"))
                case "by name":
                    noted.append(desk.introduce(everyone[one], "Somebody", f"-{ago}d"))
                case "comes" if noted:
                    desk.comes(noted[one % len(noted)], everyone[other])
                case "correct" if noted:
                    noted.append(desk.correct(noted[one % len(noted)], everyone[other]))
                case "undo":
                    desk.book.undo(desk.today)
                case "redo":
                    desk.book.redo(desk.today)
        except Refusal:
            continue
        edges = desk.edges()
        referrer_of = {referred: referrer for referrer, referred in edges}
        assert len(referrer_of) == len(edges), "somebody was brought twice"
        assert loops(referrer_of) == []


# The household, and who was no stranger (REF-4) -------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "introduced", "warned"),
    [
        ("Dora", "Dora", True),
        ("dora", "Dora", True),
        ("Dora Field", "Dora", False),
        ("", "Dora", False),
        ("Élise Noël", "ELISE NOËL", True),
        ("Дора Лукина", "ДОРА ЛУКИНА", True),
        ("Дора Лукина", "Вера Лукина", False),
        ("☺", "☺", True),
        ("☺", "☹", False),
    ],
)
def test_a_member_of_the_household_is_known_by_name(desk: Desk, member: str, introduced: str, warned: bool) -> None:
    """REF-4: in whatever letters it is written."""
    ann = desk.customer("Ann Park")
    if member:
        desk.enter("member", customer_id=ann, name=member)
    desk.set_terms(**VOUCHERS)
    found = desk.introduce(ann, introduced)
    assert ("one household" in texts(rewarding.warnings(desk.book.db, found))) is warned
    assert bool(referrals.rewards(desk.book.db, found.id)) is not warned


@pytest.mark.parametrize(
    ("theirs", "warned"),
    [
        ({}, True),
        ({"address1": "4 MILL LANE"}, True),
        ({"address1": "5 Mill Lane"}, False),
        ({"city": "Bath"}, False),
        ({"postcode": "05602"}, False),
    ],
    ids=str,
)
def test_one_address_is_one_household(desk: Desk, theirs: dict[str, str], warned: bool) -> None:
    """REF-4."""
    mill_lane: dict[str, str] = {"address1": "4 Mill Lane", "city": "Montpelier", "postcode": "05601"}
    found = desk.brought(desk.customer("Ann", **mill_lane), desk.customer("Dora", **mill_lane | theirs))
    assert ("one household" in texts(rewarding.warnings(desk.book.db, found))) is warned


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("12 Rue Élysée", "Orléans", "45000"), ("12 RUE ÉLYSÉE", "ORLEANS", "45000")),
        (("ул. Ленина, 5", "Тверь", "170100"), ("Ул. ЛЕНИНА 5", "ТВЕРЬ", "170100")),
        (("Mill Lane 4", "Bath", "BA1 1AA"), ("Mill Lane 4", "Bath", "ba1 1aa")),
    ],
    ids=str,
)
def test_an_address_is_the_same_in_whatever_letters(desk: Desk, ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    """REF-4."""
    names = ("address1", "city", "postcode")
    ann, dora = (
        desk.customer(name, **dict(zip(names, home, strict=True))) for name, home in (("A", ours), ("D", theirs))
    )
    assert "one household" in texts(rewarding.warnings(desk.book.db, desk.brought(ann, dora)))


def test_two_without_an_address_share_none(desk: Desk) -> None:
    """REF-4."""
    found = desk.brought(desk.customer("Ann"), desk.customer("Dora"))
    assert rewarding.warnings(desk.book.db, found) == []


@pytest.mark.parametrize(("bought", "warned"), [("2024-11-25", False), ("2024-11-26", True), ("2026-11-24", True)])
def test_who_bought_within_24_months_was_no_stranger(desk: Desk, bought: str, warned: bool) -> None:
    """REF-4."""
    ann, dora = desk.customer("Ann"), desk.customer("Dora")
    sale = desk.sale(dora, bought)
    desk.set_terms(**VOUCHERS)
    found = desk.brought(ann, dora)
    assert ("no stranger" in texts(rewarding.warnings(desk.book.db, found))) is warned
    assert bool(referrals.rewards(desk.book.db, found.id)) is not warned
    desk.refund(sale)
    assert rewarding.warnings(desk.book.db, found) == []


# New customers say who sent them (REF-5) --------------------------------------------------------------------


def test_a_new_customer_who_says_who_sent_them_is_brought_at_once(desk: Desk) -> None:
    """REF-5."""
    ann = desk.customer("Ann Park")
    entry = desk.form(CustomerEntry, name="Dora Field", source="a friend", opened_on="-2d")
    dora = introducing.add_introduced(desk.book, entry, ann, desk.today).only("customer")
    (found,) = referrals.referrals_of(desk.book.db, dora)
    assert (found.customer_id, found.introduced, found.counts) == (ann, "Dora Field", True)
    assert found.introduced_on == found.contact_on == date(2026, 11, 23)
    assert found.stage is Stage.IN_CONTACT


def test_an_introduced_person_becomes_a_new_customer(desk: Desk) -> None:
    """REF-1, REF-5: dated on the introduction, should the account be older."""
    ann = desk.customer("Ann Park")
    found = desk.introduce(ann, "Dora", "-2d")
    entry = desk.form(CustomerEntry, name="Dora Field", opened_on="-9d")
    dora = introducing.come_as_new(desk.book, found.id, entry, desk.today).only("customer")
    known = desk.referral(found.id)
    assert (known.referred_id, known.contact_on) == (dora, found.introduced_on)


# A friend's address is never kept (REF-1) -------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        "Dora 802 555 0100",
        "Dora (802) 555-0100",
        "Dora +1.802.555.0100",
        "06.12.34.56.78",
        "20-11-2026-10",
        "dora@field.example",
        "Dora <d@f.example>",
    ],
)
def test_how_to_reach_a_friend_is_refused_in_every_field_about_them(desk: Desk, told: str) -> None:
    """REF-1."""
    for model, field, rest in (
        (IntroductionEntry, "introduced", {}),
        (IntroductionEntry, "note", {"introduced": "Dora"}),
        (AskEntry, "note", {}),
        (PassedOnEntry, "name", {}),
        (PassedOnEntry, "note", {"name": "Dora"}),
    ):
        with pytest.raises(Wrong) as refused:
            desk.form(model, **rest | {field: told})
        assert list(refused.value.errors) == [field]
        assert "only once they come themselves" in refused.value.errors[field]


@pytest.mark.parametrize(
    "told", ["Dora, 3 children", "Dora from 24 Mill Lane", "met on 11/20/2026", "call after 2026-12-01"]
)
def test_other_figures_about_a_friend_are_kept(desk: Desk, told: str) -> None:
    """REF-1."""
    assert desk.form(IntroductionEntry, introduced="Dora", note=told).note == told
