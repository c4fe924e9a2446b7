"""Whom to ask for a referral, and every reason why not (REF-2, CMP-6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from referral_desk import Desk, texts

from carebook.book import rows
from carebook.book.rows import Value
from carebook.referrals import rules
from carebook.referrals.desk.asking import ask_by_letter, note_letter
from carebook.referrals.model import Candidate
from carebook.referrals.refusals import AnsweredAlready, BeforeIt, MayNotBeAsked, NotAskedYet
from carebook.referrals.store import asking, owed
from carebook.shop.model import Numbers
from carebook.typed import Wrong

TODAY = date(2026, 11, 25)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


WELCOME = Candidate(
    customer_id=1,
    customer="Ann Park",
    since="2025-01-10",
    sales=2,
    tier=None,
    happy_on=ago(10),
    praised_on=ago(10),
    served_on="",
    stops="",
    quiet_from="",
    open_case="",
    asking_from="",
    asked_on="",
    again_on="",
    under_way="",
)
"""Somebody who may be asked."""


def against(**differs: object) -> list[str]:
    who = Candidate(**{**WELCOME._asdict(), **differs})
    return rules.reasons_against(who, TODAY, Numbers())


@dataclass(frozen=True)
class Case:
    """What is different from somebody who may be asked, and the reason that it is; empty: none."""

    what: str
    differs: Mapping[str, object]
    reason: str = ""


UNHAPPY: dict[str, object] = {"happy_on": "", "praised_on": ""}
CASES = (
    Case("all is well", {}),
    Case("six months to the day", {"since": "2026-05-25"}),
    Case("one day short of six months", {"since": "2026-05-26"}, "less than 6 months"),
    Case("six months after the end of a long month", {"since": "2026-05-31"}, "less than 6 months"),
    Case("nobody knows since when", {"since": ""}, "nobody noted since when"),
    Case("one sale", {"sales": 1}, "only one sale so far"),
    Case("no sale", {"sales": 0}, "no sale yet"),
    Case("happy 180 days ago", {"happy_on": ago(180), "praised_on": ago(180)}),
    Case("happy 181 days ago and served", {"happy_on": ago(181), "praised_on": "", "served_on": ago(1)}, "neither"),
    Case("a VIP needs no survey", {"tier": "VIP", "happy_on": "", "praised_on": "", "served_on": ago(1)}),
    Case("a VIP needs a moment", {"tier": "VIP", "happy_on": ago(1), "praised_on": ""}, "no praise in 180 days"),
    Case("core is not VIP", {"tier": "Core", "happy_on": "", "praised_on": "", "served_on": ago(1)}, "neither a VIP"),
    Case("happy by number, and served 60 days ago", {"praised_on": "", "served_on": ago(60)}),
    Case("happy by number, and served 61 days ago", {"praised_on": "", "served_on": ago(61)}, "no extra service in 60"),
    Case("happy by number alone", {"praised_on": ""}, "no praise in 180 days and no extra service in 60"),
    Case("praised 180 days ago", {"praised_on": ago(180)}),
    Case("praised 181 days ago", {"praised_on": ago(181)}, "no praise in 180 days"),
    Case("asked 180 days ago", {"asked_on": ago(180)}),
    Case("asked 179 days ago", {"asked_on": ago(179)}, "not before Thu 26 Nov"),
    Case("asked today", {"asked_on": ago(0)}, "asked on Wed 25 Nov"),
    Case("wishes it from today, asked last week", {"asked_on": ago(7), "again_on": ago(0)}),
    Case("wishes it from tomorrow", {"asked_on": ago(300), "again_on": ago(-1)}, "wishes to be asked again on"),
    Case("a wish is a moment", UNHAPPY | {"asked_on": ago(7), "again_on": ago(1)}),
    Case("a letter under way", {"under_way": ago(30)}, "under way"),
    Case("a letter that never left", {"under_way": ago(31)}),
    Case("a complaint is open", {"open_case": "2026-0007"}, "complaint 2026-0007 is open"),
    Case("CMP-6 waits until today", {"asking_from": ago(0)}),
    Case("CMP-6 waits until tomorrow", {"asking_from": ago(-1)}, "wait until Thu 26 Nov"),
    Case("has died", {"stops": "deceased"}, "have died"),
    Case("no contact", {"stops": "do-not-contact"}, "not to be contacted"),
    Case("no marketing", {"stops": "no-post,no-marketing"}, "no marketing"),
    Case("no post is no reason", {"stops": "no-post,no-e-mail"}),
    Case("quiet for 90 days, 89 gone", {"quiet_from": ago(89)}, "quiet until Thu 26 Nov"),
    Case("quiet for 90 days, over", {"quiet_from": ago(90)}),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_each_condition_alone(case: Case) -> None:
    """REF-2."""
    found = against(**case.differs)
    assert len(found) == bool(case.reason), found
    assert case.reason in texts(found)


def test_all_that_speaks_against_is_named_together() -> None:
    """REF-2."""
    stops = {"stops": "deceased,do-not-contact,no-marketing", "quiet_from": ago(1), "open_case": "2026-0001"}
    times = {"asking_from": ago(-5), "asked_on": ago(3), "under_way": ago(2), "since": ago(20), "sales": 1}
    found = against(**stops, **times, **UNHAPPY)
    assert len(found) == 12, found
    assert len(set(found)) == 12


def test_the_shops_own_numbers_hold() -> None:
    """REF-2: the 180 days between two asks, and the quiet after a death, are set."""
    numbers = Numbers(referral_ask_gap=30, quiet_days=10)
    who = WELCOME._replace(asked_on=ago(30), quiet_from=ago(10))
    assert rules.reasons_against(who, TODAY, numbers) == []
    assert len(rules.reasons_against(who, TODAY - timedelta(days=1), numbers)) == 2


@given(st.sampled_from(CASES), st.sampled_from(CASES))
def test_two_conditions_name_both_their_reasons(one: Case, other: Case) -> None:
    """REF-2."""
    assume(not set(one.differs) & set(other.differs))
    assume(not {"again_on", "praised_on", "served_on", "tier"} & {*one.differs, *other.differs})
    assert len(against(**one.differs, **other.differs)) == bool(one.reason) + bool(other.reason)


# In the book ------------------------------------------------------------------------------------------------


@pytest.fixture
def ann(desk: Desk) -> int:
    """Ann Park, a customer of two years with two sales and a good word for us."""
    ann = desk.customer("Ann Park", opened_on=date(2024, 3, 1))
    for on in ("2025-04-01", "2026-05-02"):
        desk.sale(ann, on)
    desk.praise(ann, what="So helpful.")
    return ann


def test_who_praised_us_may_be_asked_and_why_is_said(desk: Desk, ann: int) -> None:
    """REF-2."""
    assert desk.against(ann) == []
    assert desk.may_be_asked() == [ann]
    (who,) = asking.candidates(desk.book.db, [ann], desk.today)
    assert "praised us on Wed 25 Nov" in texts(rules.reasons_for(who, desk.today))
    assert [one.customer_id for one in owed.asks(desk.book.db, desk.today)] == [ann]


def test_a_refused_ask_names_every_reason_and_writes_nothing(desk: Desk) -> None:
    """REF-2."""
    bo = desk.customer("Bo Lind", opened_on=desk.today - timedelta(days=30))
    desk.enter("suppression", customer_id=bo, cause="no-marketing", since=desk.today)
    with pytest.raises(MayNotBeAsked) as refused:
        desk.ask(bo)
    for reason in ("no marketing", "less than 6 months", "no sale yet", "neither a VIP", "no praise"):
        assert reason in str(refused.value)
    assert refused.value.reasons == desk.against(bo)
    assert asking.asks_of(desk.book.db, bo) == []


@pytest.mark.parametrize(
    ("sheet", "happy", "praised"),
    [
        ({"satisfaction": 5}, True, False),
        ({"satisfaction": 4}, False, False),
        ({"recommend": 9}, True, False),
        ({"recommend": 8}, False, False),
        ({"praise": "Kind people"}, True, True),
        ({"praise": "The door", "satisfaction": 2}, False, False),
        ({"praise": "The door", "recommend": 6}, False, False),
        ({"praise": "Kind people", "satisfaction": 4, "recommend": 7}, True, True),
    ],
    ids=str,
)
def test_a_survey_sheet_shows_who_is_happy(desk: Desk, sheet: dict[str, str | int], happy: bool, praised: bool) -> None:
    """REF-2: satisfaction 5, recommend 9-10, or praise that is not spoiled on the same sheet."""
    ann = desk.customer("Ann Park", opened_on=date(2024, 3, 1))
    desk.enter("survey_answer", customer_id=ann, kind="how_did_we_do", answered_on=desk.today, **sheet)
    who = asking.candidate(desk.book.db, ann, desk.today)
    assert who is not None
    assert (bool(who.happy_on), bool(who.praised_on)) == (happy, praised)


def test_a_complaint_makes_asking_wait(desk: Desk, ann: int) -> None:
    """CMP-6, fixed point 7: recovered on day 20, a referral ask from day 110; 180 days after any other close."""
    day_0 = desk.today - timedelta(days=200)
    told: dict[str, Value] = {"number": "2026-0001", "via": "phone", "summary": "late", "severity": "small"}
    told |= {"customer_id": ann, "received_on": day_0 + timedelta(days=5), "entered_on": day_0, "handler": "Rosie"}
    case = desk.enter("complaint", **told)
    assert texts(desk.against(ann)) == "complaint 2026-0001 is open"
    ended: dict[str, Value] = {"category_id": 1, "root_cause_id": 10, "what_changed": "We call."}
    ended["closed_on"] = day_0 + timedelta(days=20)
    for outcome, from_day in (("recovered", 110), ("unrecovered", 200)):
        with desk.book.act("Closed", desk.today) as act:
            rows.update(act.db, "complaint", case, ended | {"outcome": outcome})
        for day, waits in ((from_day - 1, True), (from_day, False)):
            who = asking.candidate(desk.book.db, ann, day_0 + timedelta(days=day))
            assert who is not None
            found = rules.reasons_against(who, day_0 + timedelta(days=day), Numbers())
            assert ("complaint" in texts(found)) is waits


def test_a_sale_that_was_all_given_back_is_none(desk: Desk) -> None:
    """REF-2: two sales."""
    ann = desk.customer("Ann Park", opened_on=date(2024, 3, 1))
    desk.praise(ann)
    desk.sale(ann, "2025-04-01")
    second = desk.sale(ann, "2025-05-01")
    desk.refund(second, "5")
    assert desk.against(ann) == []
    desk.refund(second)
    assert "only one sale so far" in texts(desk.against(ann))
    desk.sale(ann, "2025-06-01", "0")
    assert desk.against(ann) == []


# Asking and answers -----------------------------------------------------------------------------------------


def test_who_was_asked_is_not_asked_again_before_the_gap_is_over(desk: Desk, ann: int) -> None:
    """REF-2."""
    desk.ask(ann, answer="agreed")
    desk.today += timedelta(days=179)
    desk.praise(ann)
    assert "not before" in texts(desk.against(ann))
    desk.today += timedelta(days=1)
    assert desk.against(ann) == []


@pytest.mark.parametrize(("answer", "response"), [("agreed", "positive"), ("declined", "negative"), ("none", "none")])
def test_an_ask_is_a_contact_with_what_they_said(desk: Desk, ann: int, answer: str, response: str) -> None:
    desk.ask(ann, answer=answer, note="On the stairs.")
    (known,) = asking.asks_of(desk.book.db, ann)
    assert (known.asked_on, known.answer, known.answered_on) == (desk.today, answer, desk.today)
    found = desk.book.db.execute("SELECT channel, response, note FROM contact").fetchall()
    assert found == [("in person", response, f"Asked for a referral. Said: {answer}. On the stairs.")]


def test_later_needs_a_day_and_from_that_day_they_may_be_asked(desk: Desk, ann: int) -> None:
    """REF-2."""
    with pytest.raises(Wrong, match="When may we ask again"):
        desk.ask(ann, answer="later")
    with pytest.raises(Wrong, match="goes with the answer"):
        desk.ask(ann, answer="agreed", again_on="+4w")
    desk.ask(ann, answer="later", again_on="+4w")
    assert "wishes to be asked again" in texts(desk.against(ann))
    desk.today += timedelta(weeks=4)
    assert desk.against(ann) == []
    assert desk.may_be_asked() == [ann]


def test_an_answer_comes_once_and_not_before_the_ask(desk: Desk, ann: int) -> None:
    ask = desk.ask(ann)
    assert [one.id for one in asking.open_asks(desk.book.db)] == [ask]
    with pytest.raises(BeforeIt):
        desk.answer(ask, answer="agreed", on_day="yesterday")
    desk.answer(ask, answer="agreed")
    assert asking.open_asks(desk.book.db) == []
    with pytest.raises(AnsweredAlready, match="agreed"):
        desk.answer(ask, answer="declined")


def test_an_ask_by_letter_is_asked_when_the_letter_leaves(desk: Desk, ann: int) -> None:
    """CMP-8a."""
    ask = ask_by_letter(desk.book, [ann], "post", desk.today).change.only("ask")
    assert asking.ask(desk.book.db, ask).asked_on is None
    assert "under way" in texts(desk.against(ann))
    with pytest.raises(NotAskedYet):
        desk.answer(ask, answer="agreed")
    with desk.book.act("Marked 1 letter sent", desk.today) as act:
        note_letter(act.db, ask, desk.today, "post")
    desk.answer(ask, answer="agreed")
    assert "not before" in texts(desk.against(ann))


def test_today_asks_a_few_and_an_ask_of_today_takes_a_place(desk: Desk) -> None:
    """REF-2: a few a day, not all; VIPs and fresh praise first."""
    for n in range(6):
        who = desk.customer(f"C{n}", opened_on=date(2024, 3, 1))
        for on in ("2025-04-01", "2026-05-02"):
            desk.sale(who, on)
        desk.praise(who, on_day=f"-{6 - n}d")
    with desk.book.writing():
        desk.book.db.execute("UPDATE standing SET tier = CASE customer_id WHEN 3 THEN 'VIP' END")
    assert desk.may_be_asked()[:3] == [3, 6, 5]
    assert [one.customer_id for one in owed.asks(desk.book.db, desk.today)] == [3, 6, 5]
    desk.ask(3)
    assert [one.customer_id for one in owed.asks(desk.book.db, desk.today)] == [6, 5]


@pytest.fixture
def four(desk: Desk) -> list[int]:
    """Four good customers, the second of them a VIP."""
    people = [desk.customer(f"C{n}", opened_on=date(2024, 3, 1)) for n in range(4)]
    for customer in people * 2:
        desk.sale(customer, "2025-04-01", "900" if customer == people[1] else "20")
    return people


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 200), st.sampled_from(["praise", "service", "wish"]))))
def test_the_first_to_ask_are_the_first_of_all_who_may_be_asked(
    desk: Desk, four: list[int], known: list[tuple[int, int, str]]
) -> None:
    """REF-2: by who wished it, VIPs, and the latest moment, however few are looked at."""
    db = desk.book.db
    with desk.book.writing():
        db.execute("DELETE FROM moment")
        db.execute("DELETE FROM ask")
        for person, days, what in known:
            on, asked = TODAY - timedelta(days=days), TODAY - timedelta(days=max(days, 0) + 1)
            if what == "wish":
                later: dict[str, Value] = {"asked_on": asked, "answer": "later", "answered_on": asked, "again_on": on}
                rows.insert(db, "ask", later | {"customer_id": four[person], "wanted_on": asked, "by_channel": "phone"})
            else:
                kind = "praise" if what == "praise" else "extra service"
                rows.insert(db, "moment", {"customer_id": four[person], "kind": kind, "on_day": on})
    everyone = [asking.candidate(db, one, TODAY) for one in four]
    free = [who for who in everyone if who and not rules.reasons_against(who, TODAY, Numbers())]

    def moment(who: Candidate) -> str:
        return max(who.again_on, who.praised_on, who.served_on)

    free.sort(key=moment, reverse=True)
    free.sort(key=lambda who: (not who.again_on, who.tier != "VIP"))
    found = asking.may_be_asked(db, TODAY)
    assert [(who.again_on, who.tier, moment(who)) for who in found] == [
        (who.again_on, who.tier, moment(who)) for who in free
    ]
    assert {who.customer_id for who in found} == {who.customer_id for who in free}
    for most in range(5):
        assert asking.may_be_asked(db, TODAY, most) == found[:most]
