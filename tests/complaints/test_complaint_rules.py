"""The laws of the complaints' desk, as tables of cases (CMP-1 to CMP-7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from any_case import RECEIVED, a_case, a_remedy, case_at, day
from hypothesis import given
from hypothesis import strategies as st

from carebook.complaints import rules
from carebook.complaints.model import BONUSES, CORE_REMEDIES, Loss, Outcome, Part, Share, Stage
from carebook.days import OpenDays
from carebook.shop.model import Numbers

WEEK = OpenDays()
HOLIDAY = OpenDays(closed_dates=frozenset({date(2026, 11, 26), date(2026, 11, 27)}))
EVERY_DAY = OpenDays(closed_weekdays=frozenset())
NUMBERS = Numbers()


# CMP-1, CMP-2: the clocks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "open_days", "acknowledge", "propose"),
    [
        ("2026-11-25", WEEK, "2026-11-26", "2026-12-02"),
        ("2026-11-25", HOLIDAY, "2026-11-30", "2026-12-04"),
        ("2026-11-25", EVERY_DAY, "2026-11-26", "2026-11-30"),
        ("2026-11-27", WEEK, "2026-11-30", "2026-12-04"),
        ("2026-11-28", WEEK, "2026-11-30", "2026-12-04"),
        ("2026-11-29", WEEK, "2026-11-30", "2026-12-04"),
    ],
)
def test_clocks_count_business_days(received: str, open_days: OpenDays, acknowledge: str, propose: str) -> None:
    """CMP-1, CMP-2: by 1 and by 5 business days, over weekends and closed days."""
    case = a_case(received_on=date.fromisoformat(received))
    (duty,) = rules.duties(case, case.received_on, open_days, NUMBERS)
    assert (duty.kind, duty.due, duty.by) == ("acknowledge", case.received_on, date.fromisoformat(acknowledge))
    assert rules.propose_by(case.received_on, open_days, NUMBERS) == date.fromisoformat(propose)


def test_the_shop_sets_its_own_clocks() -> None:
    numbers = Numbers(acknowledge_open_days=0, propose_open_days=2)
    assert rules.acknowledge_by(RECEIVED, WEEK, numbers) == RECEIVED
    assert rules.propose_by(RECEIVED, WEEK, numbers) == day(2)


@pytest.mark.parametrize(
    ("stage", "kind", "to_do", "due", "by"),
    [
        (Stage.RECEIVED, "acknowledge", "Acknowledge", day(0), day(1)),
        (Stage.ACKNOWLEDGED, "ask", "Ask what helps", day(1), day(7)),
        (Stage.ASKED, "propose", "Propose a remedy", day(2), day(7)),
        (Stage.PROPOSED, "propose", "Do they agree?", day(9), day(9)),
        (Stage.AGREED, "put_right", "Put it right", day(4), day(10)),
        (Stage.PUT_RIGHT, "follow_up", "Is it right now?", day(5 + 7), day(5 + 14)),
        (Stage.FOLLOWED_UP, "follow_up", "Close it", day(12), day(19)),
        (Stage.REFUSED, "follow_up", "Close it", day(3 + 14), day(3 + 21)),
    ],
)
def test_each_stage_owes_its_next_step(stage: Stage, kind: str, to_do: str, due: date, by: date) -> None:
    (duty,) = rules.duties(case_at(stage), RECEIVED, WEEK, NUMBERS)
    assert duty[1:] == (kind, to_do, due, by)


def test_a_closed_case_owes_nothing() -> None:
    assert rules.duties(case_at(Stage.CLOSED), day(400), WEEK, NUMBERS) == []


def test_without_an_answer_the_case_waits_21_days_to_be_closed() -> None:
    """CMP-5."""
    case = case_at(Stage.PUT_RIGHT, asked_again_on=day(12))
    (duty,) = rules.duties(case, day(12), WEEK, NUMBERS)
    assert duty[1:] == ("follow_up", "Close: no answer", day(33), day(33))


@pytest.mark.parametrize(
    ("stage", "known", "named"),
    [
        (Stage.RECEIVED, {"answer_by": day(7)}, None),
        (Stage.ACKNOWLEDGED, {}, day(7)),
        (Stage.ACKNOWLEDGED, {"answer_by": None}, None),
        (Stage.ASKED, {}, day(7)),
        (Stage.PROPOSED, {}, None),
        (Stage.AGREED, {}, day(10)),
        (Stage.PUT_RIGHT, {}, None),
        (Stage.FOLLOWED_UP, {}, None),
        (Stage.REFUSED, {}, None),
        (Stage.CLOSED, {}, None),
    ],
)
def test_a_promised_day_that_passed_asks_for_a_word(stage: Stage, known: dict[str, date], named: date | None) -> None:
    case = case_at(stage, **known)
    assert rules.missed_promise(case, day(400)) == named
    progress = [duty for duty in rules.duties(case, day(400), WEEK, NUMBERS) if duty.kind == "progress"]
    if named is None:
        assert progress == []
    else:
        assert rules.missed_promise(case, named) is None
        assert [duty[2:] for duty in progress] == [
            ("Tell how it stands", named + timedelta(days=1), named + timedelta(days=1))
        ]


@pytest.mark.parametrize(
    ("acknowledged", "named"),
    [(day(0), day(7)), (day(1), day(7)), (day(6), day(7)), (day(7), day(8)), (day(9), day(12))],
)
def test_an_acknowledgement_never_names_a_day_that_is_over(acknowledged: date, named: date) -> None:
    """The 5th business day is Wed 2 Dec; acknowledged on Fri 4 Dec, the next business day is promised."""
    assert rules.answer_by(RECEIVED, acknowledged, WEEK, NUMBERS) == named


def test_the_clocks_of_a_case_begun_anew_run_from_that_day() -> None:
    anew = rules.begin_anew(case_at(Stage.CLOSED), day(20))
    assert anew.stage is Stage.ACKNOWLEDGED
    (duty,) = rules.duties(anew, day(20), WEEK, NUMBERS)
    assert duty[1:] == ("ask", "Ask what helps", day(20), day(27))
    asked = rules.begin_anew(case_at(Stage.PUT_RIGHT), day(20))
    assert rules.missed_promise(asked, day(400)) is None


@pytest.mark.parametrize("stage", Stage)
def test_a_case_begun_anew_is_urgent_and_keeps_only_what_was_learned(stage: Stage) -> None:
    before = case_at(stage, root_cause_id=3, category_id=2, what_changed="a new supplier", remedy_sought="my money")
    after = rules.begin_anew(before, day(20))
    changed = {name: value for name, value in after._asdict().items() if before._asdict()[name] != value}
    assert (after.severity, after.reopened, after.reopened_on, after.begun_on) == ("urgent", 1, day(20), day(20))
    assert after.acknowledged_on == before.acknowledged_on
    days_gone = ("asked_on", "proposed_on", "agreed_on", "promised_on", "put_right_on", "followed_up_on", "closed_on")
    assert all(getattr(after, name) is None for name in (*days_gone, "refused_on", "outcome", "satisfaction"))
    assert not after.is_right
    kept = {"words", "root_cause_id", "category_id", "what_changed", "remedy_sought", "received_on", "number"}
    assert not kept & changed.keys()


# In which order --------------------------------------------------------------------------------------------

STEPS = ("acknowledge", "ask", "propose", "agree", "put right", "follow up", "refuse", "progress")
TURNS = {
    Stage.RECEIVED: "yes early early early early early early early",
    Stage.ACKNOWLEDGED: "late yes early early early early yes yes",
    Stage.ASKED: "late late yes early early early yes yes",
    Stage.PROPOSED: "late late yes yes early early yes yes",
    Stage.AGREED: "late late late late yes early late yes",
    Stage.PUT_RIGHT: "late late late late late yes late late",
    Stage.FOLLOWED_UP: "late late late late late late late late",
    Stage.REFUSED: "late late late late late late yes late",
    Stage.CLOSED: "closed closed closed closed closed closed closed closed",
}
EARLY = {
    "ask": "Acknowledge it first",
    "propose": "First ask what would put it right",
    "agree": "Propose a remedy first",
    "put right": "First note what was agreed",
    "follow up": "not put right yet",
    "refuse": "Acknowledge it first",
    "progress": "Acknowledge it first",
}


@pytest.mark.parametrize(
    ("stage", "step", "turn"),
    [(stage, step, turn) for stage, turns in TURNS.items() for step, turn in zip(STEPS, turns.split(), strict=True)],
)
def test_every_step_has_its_turn_and_a_refusal_names_what_is_missing(stage: Stage, step: str, turn: str) -> None:
    why = rules.out_of_turn(case_at(stage), step)
    expected = {
        "yes": None,
        "early": EARLY.get(step, ""),
        "late": f"it is {stage} already",
        "closed": "Case 2026-001 is closed. Reopen it first, with the reason.",
    }[turn]
    if expected is None:
        assert why is None
    else:
        assert why is not None
        assert expected in why


CORE, BONUS = a_remedy(1, Part.CORE), a_remedy(2, Part.BONUS, "a voucher")


@pytest.mark.parametrize(
    ("stage", "known", "remedies", "missing"),
    [
        (Stage.RECEIVED, {}, [], "first promise what puts it right"),
        (Stage.ASKED, {}, [CORE], "first promise what puts it right"),
        (Stage.PROPOSED, {"promised_on": None}, [CORE], "first promise what puts it right"),
        (Stage.PROPOSED, {}, [], "first promise what puts it right"),
        (Stage.PROPOSED, {}, [BONUS], "first promise what puts it right"),
        (Stage.PROPOSED, {}, [CORE], None),
        (Stage.AGREED, {}, [CORE, BONUS], None),
        (Stage.PUT_RIGHT, {}, [CORE], None),
        (Stage.FOLLOWED_UP, {}, [CORE], None),
        (Stage.REFUSED, {"promised_on": day(9)}, [CORE], "it is refused already"),
        (Stage.CLOSED, {}, [CORE], "Reopen it first"),
    ],
)
def test_a_bonus_comes_on_top_of_a_promised_core_remedy(stage, known, remedies, missing) -> None:
    """CMP-4."""
    why = rules.no_bonus_yet(case_at(stage, **known), remedies)
    assert (missing in why) if missing else why is None


def test_the_offer_at_hand_is_the_newest_core_remedy_and_what_was_added_to_it() -> None:
    given = [a_remedy(1, Part.CORE), a_remedy(2, Part.BONUS)]
    new = [a_remedy(3, Part.CORE), a_remedy(4, Part.BONUS), a_remedy(5, Part.BONUS)]
    assert rules.offer_at_hand(case_at(Stage.PROPOSED), [*given, *new]) == new
    assert rules.offer_at_hand(case_at(Stage.PROPOSED), []) == []
    assert list(rules.offer_at_hand(case_at(Stage.ASKED), given)) == []
    assert list(rules.offer_at_hand(case_at(Stage.AGREED), [*given, *new])) == []
    assert list(rules.offered_now(case_at(Stage.AGREED), [*given, *new])) == new
    assert list(rules.offered_now(rules.begin_anew(case_at(Stage.PUT_RIGHT), day(5)), given)) == []


@pytest.mark.parametrize(
    ("stage", "known", "possible"),
    [
        (Stage.RECEIVED, {}, "withdrawn"),
        (Stage.ACKNOWLEDGED, {}, "unrecovered withdrawn"),
        (Stage.ASKED, {}, "unrecovered withdrawn"),
        (Stage.PROPOSED, {}, "unrecovered withdrawn"),
        (Stage.AGREED, {}, "unrecovered withdrawn"),
        (Stage.PUT_RIGHT, {}, "unrecovered withdrawn"),
        (Stage.PUT_RIGHT, {"asked_again_on": day(80)}, "unrecovered withdrawn"),
        (Stage.PUT_RIGHT, {"asked_again_on": day(79)}, "unrecovered,no answer withdrawn"),
        (Stage.FOLLOWED_UP, {}, "recovered unrecovered withdrawn"),
        (Stage.FOLLOWED_UP, {"asked_again_on": day(20)}, "recovered unrecovered withdrawn"),
        (Stage.FOLLOWED_UP, {"is_right": False}, "unrecovered withdrawn"),
        (Stage.REFUSED, {}, "refused unrecovered withdrawn"),
        (Stage.CLOSED, {}, ""),
    ],
)
def test_each_stage_has_its_outcomes_and_says_what_others_lack(stage, known, possible) -> None:
    """CMP-5: 21 days of silence, and "recovered" only once they said so."""
    case, today = case_at(stage, **known), day(100)
    expected = possible.replace(",no answer", " no_answer").split()
    found = [str(outcome).replace(" ", "_") for outcome in rules.outcomes(case, today)]
    assert found == expected
    for outcome in Outcome:
        why = rules.not_that_outcome(case, outcome, today)
        assert (why is None) == (outcome.replace(" ", "_") in expected)
        if stage is Stage.CLOSED:
            assert why == "Case 2026-001 is closed already, as recovered."


@pytest.mark.parametrize(
    ("outcome", "missing"),
    [
        (Outcome.RECOVERED, "Follow up first"),
        (Outcome.NO_ANSWER, "wait 21 days"),
        (Outcome.REFUSED, "Refuse it first"),
        (Outcome.UNRECOVERED, "Acknowledge it first"),
    ],
)
def test_what_an_outcome_lacks_is_named(outcome: Outcome, missing: str) -> None:
    assert missing in (rules.not_that_outcome(a_case(), outcome, RECEIVED) or "")


# CMP-3, CMP-4: what is offered -----------------------------------------------------------------------------


@pytest.mark.parametrize("loss", Loss)
def test_what_matches_the_loss_is_suggested_first(loss: Loss) -> None:
    """CMP-3: money for money, goods for goods, redo for service, attention for neglect."""
    for part, known in ((Part.CORE, CORE_REMEDIES), (Part.BONUS, BONUSES)):
        found = rules.suggested(loss, part)
        matching = [kind for kind in known if loss in known[kind]]
        assert matching
        assert found[: len(matching)] == matching
        assert sorted(found) == sorted(known)


def test_without_a_known_loss_everything_is_suggested_in_its_order() -> None:
    assert rules.suggested(None, Part.CORE) == list(CORE_REMEDIES)


@pytest.mark.parametrize("kind", CORE_REMEDIES)
@pytest.mark.parametrize("loss", Loss)
def test_a_remedy_of_another_kind_than_the_loss_is_questioned(loss: Loss, kind: str) -> None:
    said = rules.mismatch(loss, kind)
    assert (said is None) == (loss in CORE_REMEDIES[kind])
    if said:
        assert f"lost {loss}" in said
        assert " a a" not in said


def test_the_question_reads_well() -> None:
    assert rules.mismatch("service", "apology in person") == "A hint: they lost service, which a redo gives back."
    assert rules.mismatch("attention", "redo") == (
        "A hint: they lost attention, which an apology in person gives back."
    )


def test_what_was_wished_for_is_not_questioned() -> None:
    """CMP-3: the wish leads."""
    assert rules.mismatch("service", "refund", "I want my money back!") is None
    assert rules.mismatch("service", "refund", "Come again, please.") is not None


@pytest.mark.parametrize(("loss", "kind"), [(None, "refund"), ("money", "a balloon"), (None, "a balloon")])
def test_what_nobody_knows_is_not_questioned(loss: str | None, kind: str) -> None:
    assert rules.mismatch(loss, kind) is None


@pytest.mark.parametrize(
    ("cost", "price", "warned"),
    [
        (15_000, 10_000, False),
        (15_001, 10_000, True),
        (15_100, 10_000, True),
        (1, 0, False),
        (1, None, False),
        (0, 10_000, False),
        (3, 2, False),
        (4, 2, True),
        (100, -10_000, False),
    ],
)
def test_more_than_150_percent_of_the_price_asks_for_a_second_look(cost, price, warned) -> None:
    """CMP-4: at exactly 150 % nothing is said."""
    assert bool(rules.second_looks(cost, price)) == warned


def test_the_second_look_names_the_share() -> None:
    assert rules.second_looks(16_000, 10_000) == ["Remedy and bonus come to 160 % of the price."]


@pytest.mark.parametrize(
    ("cost", "limit", "minor", "above"),
    [
        (5_000, 50, 100, False),
        (5_001, 50, 100, True),
        (50, 50, 1, False),
        (51, 50, 1, True),
        (10**9, 0, 100, False),
    ],
)
def test_the_shops_own_limit_counts_from_the_first_unit_above_it(cost, limit, minor, above) -> None:
    """CMP-4; 0 is no limit; a currency may have no minor unit."""
    assert rules.above_limit(cost, Numbers(remedy_limit=limit), minor) == above


# CMP-6, CMP-7: what a case does ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "selling", "asking"),
    [
        (Outcome.RECOVERED, 30, 90),
        (Outcome.UNRECOVERED, 180, 180),
        (Outcome.NO_ANSWER, 180, 180),
        (Outcome.REFUSED, 180, 180),
        (Outcome.WITHDRAWN, 180, 180),
    ],
)
def test_selling_and_asking_wait_after_a_case(outcome: Outcome, selling: int, asking: int) -> None:
    """CMP-6."""
    assert rules.selling_waits_until(outcome, RECEIVED, NUMBERS) == day(selling)
    assert rules.asking_waits_until(outcome, RECEIVED, NUMBERS) == day(asking)


def test_the_waits_are_the_shops_own() -> None:
    numbers = Numbers(selling_after_recovery=1, asking_after_recovery=2, waiting_after_other_close=3)
    assert rules.selling_waits_until("recovered", RECEIVED, numbers) == day(1)
    assert rules.asking_waits_until("recovered", RECEIVED, numbers) == day(2)
    assert rules.selling_waits_until("refused", RECEIVED, numbers) == day(3)


@pytest.mark.parametrize(
    ("received", "today", "risk"),
    [
        ([], "2026-11-25", False),
        (["2026-11-25"], "2026-11-25", False),
        (["2025-11-25", "2026-11-25"], "2026-11-25", True),
        (["2026-11-25", "2025-11-25"], "2026-11-25", True),
        (["2025-11-24", "2026-11-25"], "2026-11-25", False),
        (["2024-02-29", "2025-02-28"], "2025-02-28", True),
        (["2024-02-29", "2025-03-01"], "2025-03-01", False),
        (["2026-11-25", "2026-11-25"], "2027-11-25", True),
        (["2026-11-25", "2026-11-25"], "2027-11-26", False),
        (["2020-01-01", "2025-11-25", "2026-11-25"], "2026-11-25", True),
        (["2024-01-01", "2024-02-01", "2026-11-25"], "2026-11-25", False),
    ],
)
def test_a_second_complaint_within_12_months_marks_a_customer_at_risk(received, today, risk) -> None:
    """CMP-7: 12 months to the day, by the calendar."""
    assert rules.at_risk([date.fromisoformat(day) for day in received], date.fromisoformat(today)) == risk


@pytest.mark.parametrize(("year", "nth", "number"), [(2026, 1, "2026-001"), (2026, 1000, "2026-1000")])
def test_a_case_number_has_its_year(year: int, nth: int, number: str) -> None:
    assert rules.case_number(year, nth) == number


@pytest.mark.parametrize(
    ("n", "of", "shown"), [(0, 0, None), (9, 9, None), (5, 10, 50), (0, 10, 0), (2, 3000, 0), (10, 10, 100)]
)
def test_fewer_than_10_are_counted_not_rated(n: int, of: int, shown: int | None) -> None:
    """CMP-9."""
    assert rules.percent(Share(n, of)) == shown


# For any case ----------------------------------------------------------------------------------------------


@given(st.sampled_from(Stage), st.integers(0, 400), st.sets(st.integers(0, 6), max_size=6))
def test_what_is_owed_is_never_due_after_its_last_day(stage: Stage, n: int, closed: set[int]) -> None:
    open_days = OpenDays(closed_weekdays=frozenset(closed))
    for duty in rules.duties(case_at(stage), day(n), open_days, NUMBERS):
        assert duty.due <= duty.by
        assert duty.case.stage is stage


@given(st.sampled_from(Stage), st.sampled_from(STEPS))
def test_a_refusal_is_one_whole_sentence_or_more(stage: Stage, step: str) -> None:
    why = rules.out_of_turn(case_at(stage), step)
    assert why is None or (why.endswith(".") and why[0].isupper())
