"""What SQL says of a whole book is what the laws say of one (REF-1, REF-2, REF-3, REF-6)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referral_desk import Desk

from carebook.book import rows
from carebook.book.rows import Value
from carebook.letters.model import KINDS, Window
from carebook.referrals import rules
from carebook.referrals.model import Stage
from carebook.referrals.store import asking, lists, owed
from carebook.referrals.store.told import any_referral

TODAY = date(2026, 11, 25)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


# How far a referral has come (REF-1) ------------------------------------------------------------------------

STEPS = st.lists(st.tuples(*[st.booleans()] * 3, st.sampled_from([-1, 0, 1]), st.sampled_from([0, 1, 900])))


@given(STEPS)
def test_a_referral_stands_in_the_list_of_its_stage(desk: Desk, known: list[tuple[bool, bool, bool, int, int]]) -> None:
    """REF-1: whether they came, were set aside, bought before or since, and gave back some of it or all."""
    db = desk.book.db
    with desk.book.writing():
        for table in ("referral_step", "referral", "sale", "customer"):
            db.execute(f"DELETE FROM {table}")
        ann = rows.insert(db, "customer", {"name": "Ann", "entered_on": TODAY})
        for came, not_now, bought, since, back in known:
            dora = rows.insert(db, "customer", {"name": "Dora", "entered_on": TODAY})
            if bought:
                sale: dict[str, Value] = {"customer_id": dora, "entered_on": TODAY, "amount": 900}
                sold = rows.insert(db, "sale", sale | {"sold_on": ago(9 - since)})
                if back:
                    rows.insert(db, "sale", sale | {"sold_on": TODAY, "refund_of": sold, "amount": -back})
            values: dict[str, Value] = {"customer_id": ann, "introduced": "Dora", "introduced_on": ago(9)}
            values |= {"entered_on": TODAY, "not_now_on": ago(5) if not_now else None}
            rows.insert(db, "referral", values | ({"referred_id": dora, "contact_on": ago(8)} if came else {}))
    everyone = [desk.referral(number) for (number,) in db.execute("SELECT id FROM referral")]
    assert lists.count(db) == Counter(one.stage for one in everyone)
    for stage in Stage:
        assert {line.referral for line in lists.page(db, stage, 0, 99)} == {
            one for one in everyone if one.stage is stage
        }


# Whom to ask (REF-2) ----------------------------------------------------------------------------------------


@pytest.fixture
def ann(desk: Desk) -> int:
    """Ann Park, a customer of two years with two sales."""
    ann = desk.customer("Ann Park", opened_on=date(2024, 3, 1))
    for on in ("2025-04-01", "2026-05-02"):
        desk.sale(ann, on)
    return ann


def test_sheets_that_may_show_somebody_is_happy_are_found_by_their_index(desk: Desk) -> None:
    """REF-2: the shop may have a hundred thousand sheets."""
    asked: list[str] = []
    desk.book.db.set_trace_callback(asked.append)
    asking.with_a_moment(desk.book.db, TODAY)
    desk.book.db.set_trace_callback(None)
    plan = " ".join(row[3] for row in desk.book.db.execute(f"EXPLAIN QUERY PLAN {asked[-1]}"))
    assert "survey_answer_happy" in plan


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ({"satisfaction": rules.DELIGHTED}, True),
        ({"satisfaction": rules.DELIGHTED - 1}, False),
        ({"recommend": rules.RECOMMENDS}, True),
        ({"recommend": rules.RECOMMENDS - 1}, False),
        ({"praise": "Kind people"}, True),
    ],
    ids=str,
)
def test_a_sheet_that_may_show_somebody_is_happy_wakes_the_desk(
    desk: Desk, ann: int, sheet: dict[str, Value], told: bool
) -> None:
    """REF-2: what Today looks at before it loads the desk says no less than the law."""
    desk.enter("survey_answer", customer_id=ann, kind="how_did_we_do", answered_on=TODAY, **sheet)
    assert any_referral(desk.book.db) is told
    who = asking.candidate(desk.book.db, ann, TODAY)
    assert who is not None
    assert bool(who.happy_on) is told


def test_a_day_that_is_looked_back_at_knows_nothing_of_later_asks(desk: Desk, ann: int) -> None:
    """REF-2: what was wished before stands until they are asked again."""
    later: dict[str, Value] = {"answer": "later", "answered_on": ago(60), "again_on": ago(30)}
    desk.enter("ask", customer_id=ann, wanted_on=ago(60), asked_on=ago(60), by_channel="phone", **later)
    desk.enter("ask", customer_id=ann, wanted_on=ago(10), asked_on=ago(10), by_channel="phone")
    for day, asked_on, again_on, has_moment in (
        (ago(61), "", "", False),
        (ago(60), str(ago(60)), str(ago(30)), False),
        (ago(11), str(ago(60)), str(ago(30)), True),
        (ago(10), str(ago(10)), "", False),
    ):
        who = asking.candidate(desk.book.db, ann, day)
        assert who is not None
        assert (who.asked_on, who.again_on or "") == (asked_on, again_on), day
        assert (ann in asking.with_a_moment(desk.book.db, day)) is has_moment, day


def test_a_letter_is_under_way_until_they_are_asked_anew(desk: Desk, ann: int) -> None:
    """REF-2: else one that is not written any more would stand against the day that they wished."""
    desk.praise(ann)
    desk.enter("ask", customer_id=ann, wanted_on=ago(20), by_channel="post")
    assert desk.against(ann) == ["a letter that asks them is under way"]
    later: dict[str, Value] = {"answer": "later", "answered_on": ago(10), "again_on": TODAY}
    desk.enter("ask", customer_id=ann, wanted_on=ago(10), asked_on=ago(10), by_channel="phone", **later)
    assert desk.against(ann) == []


# The days of what Today asks for ----------------------------------------------------------------------------


@pytest.mark.parametrize(("praised", "by"), [(0, ago(-14)), (1, ago(-13)), (14, TODAY), (15, TODAY), (90, TODAY)])
def test_a_moment_should_be_taken_within_two_weeks(desk: Desk, ann: int, praised: int, by: date) -> None:
    """REF-2: and from then on any day."""
    desk.praise(ann, on_day=f"-{praised}d")
    (one,) = owed.asks(desk.book.db, TODAY)
    assert (one.due, one.by) == (ago(praised), by)


def test_a_reward_should_be_handed_over_within_a_week(desk: Desk, ann: int) -> None:
    """REF-3: of the purchase."""
    desk.set_terms(referrer_kind="voucher", referrer_amount="10")
    dora = desk.customer("Dora")
    desk.brought(ann, dora)
    desk.sale(dora)
    (one,) = owed.rewards(desk.book.db)
    assert (one.due, one.by) == (TODAY, ago(-7))


def test_a_drive_should_be_looked_at_within_a_week(desk: Desk) -> None:
    """REF-6: behind at half-time, and once it is over."""
    desk.drive(name="Autumn", starts_on="2026-11-04", weeks="3", baseline="5")
    for day, due, by in ((ago(1), date(2026, 11, 15), date(2026, 11, 22)), (TODAY, TODAY, ago(-7))):
        (one,) = owed.paces(desk.book.db, day)
        assert (one.due, one.by) == (due, by)


def test_the_letters_go_by_the_days_of_the_desk_as_the_plan_comes() -> None:
    """REF-2, REF-3: the plan names its numbers, because no start shall load the desk for them."""
    thanks, ask = KINDS["referral_thanks"].window, KINDS["referral_ask"].window
    assert thanks == Window(0, rules.THANK_OPEN_DAYS, rules.THANK_LAPSES, open_days=True, lapses_by_days=True)
    assert ask.lapses == rules.LETTER_DAYS
