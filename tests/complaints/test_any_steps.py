"""Whatever is done at the complaints' desk, in any order: no case ever comes to what the care rules forbid."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from rosies_desk import VERBS, Desk

from carebook.book import journal, rows
from carebook.book.book import Book
from carebook.book.change import Follower
from carebook.complaints import rules
from carebook.complaints.model import Complaint, Part, Stage, StepName
from carebook.complaints.store import cases
from carebook.errors import Refusal
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.running import add_campaign
from carebook.letters.desk.sending import mark_sent
from carebook.letters.entry import CampaignEntry
from carebook.letters.store.letters import due_ids, held_ids, letter
from carebook.shop import store as shop_store

MONDAY = date(2026, 11, 2)
TABLES = ("complaint", "case_step", "remedy", "case_label", "contact")
ORDER = tuple(Stage)
TYPED: dict[str, dict[str, list[str]]] = {
    "acknowledge": {"via": ["phone", "post"], "answer_by": ["", "+1d"]},
    "propose": {
        "promised_on": ["", "today", "+1w"],
        "bonus_kind": ["", "a voucher"],
        "agreed": ["", "yes"],
        "cost": ["10", "90"],
        "above_limit": ["", "yes"],
    },
    "agree": {"promised_on": ["", "+1w"]},
    "add_bonus": {"cost": ["5", "95"]},
    "follow_up": {"is_right": ["yes", "no", "no answer"], "satisfaction": ["", "5"]},
    "close": {
        "outcome": ["recovered", "unrecovered", "no answer", "refused", "withdrawn"],
        "category": ["", "Late"],
        "root_cause": ["Training"],
        "what_changed": ["", "We train."],
    },
}
"""What is typed into each form, beside what is usual."""


class AnySteps(RuleBasedStateMachine):
    """An owner who tries everything, on days that pass, and takes things back."""

    followers: tuple[Follower, ...] = ()

    def __init__(self, bare: Path) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.book = Book.open(Path(copy(bare, self.folder.name)), write=True, followers=self.followers)
        with self.book.writing():
            shop_store.save_number(self.book.db, "remedy_limit", 100)
            for name in ("Ann", "Bo"):
                rows.insert(self.book.db, "customer", {"name": name, "entered_on": MONDAY})
        self.desk = Desk(self.book, MONDAY)
        self.done: list[dict[str, list[tuple[object, ...]]]] = []

    def teardown(self) -> None:
        self.book.close()
        self.folder.cleanup()

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        return journal.dump(self.book.db, TABLES)

    def all_cases(self) -> list[Complaint]:
        return [*cases.cases_of(self.book.db, 1), *cases.cases_of(self.book.db, 2)]

    @rule(customer=st.sampled_from([1, 2]), words=st.sampled_from(["Late", "Broken"]))
    def log(self, customer: int, words: str) -> None:
        before = self.dump()
        self.desk.log(customer, words)
        if self.dump() != before:
            self.done.append(before)

    @precondition(lambda self: self.all_cases())
    @rule(choose=st.data(), verb=st.sampled_from(VERBS), ago=st.integers(0, 3))
    def take_a_step(self, choose: st.DataObject, verb: str, ago: int) -> None:
        case = choose.draw(st.sampled_from(self.all_cases()))
        typed = {name: choose.draw(st.sampled_from(words)) for name, words in TYPED.get(verb, {}).items()}
        if verb not in ("close", "reopen"):
            typed["on_day"] = f"-{ago}d"
        self.step(verb, case, typed)

    @precondition(lambda self: self.all_cases())
    @rule(choose=st.data(), steps=st.integers(1, 8))
    def walk_towards_the_end(self, choose: st.DataObject, steps: int) -> None:
        """Reach the later stages too."""
        case = choose.draw(st.sampled_from(self.all_cases()))
        for _ in range(steps):
            self.take_the_next_step(self.desk.case(case.id))

    def take_the_next_step(self, case: Complaint) -> None:
        ways: dict[Stage, tuple[str, dict[str, str]]] = {
            Stage.RECEIVED: ("acknowledge", {}),
            Stage.ACKNOWLEDGED: ("ask", {}),
            Stage.ASKED: ("propose", {"cost": "10"}),
            Stage.PROPOSED: ("agree", {}),
            Stage.AGREED: ("put_right", {}),
            Stage.PUT_RIGHT: ("follow_up", {}),
            Stage.FOLLOWED_UP: ("close", {}),
            Stage.REFUSED: ("close", {"outcome": "refused"}),
        }
        if case.stage is Stage.CLOSED:
            return
        verb, typed = ways[case.stage]
        self.step(verb, case, typed)

    def step(self, verb: str, case: Complaint, typed: dict[str, Any]) -> None:
        before = self.dump()
        try:
            self.desk.do(verb, case.id, **typed)
        except Refusal:
            assert self.dump() == before, "a refused step changed something"
            return
        if self.dump() == before:
            return
        self.done.append(before)
        after = self.desk.case(case.id)
        anew = verb == "reopen" or (verb == "follow_up" and typed.get("is_right") == "no")
        assert anew or ORDER.index(after.stage) >= ORDER.index(case.stage), "a case went back by itself"

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.book.undo(self.desk.today)
        assert self.dump() == self.done.pop()

    @rule(days=st.integers(1, 30))
    def let_days_pass(self, days: int) -> None:
        self.desk.today += timedelta(days=days)

    @invariant()
    def every_case_is_as_the_care_rules_allow(self) -> None:
        for case in self.all_cases():
            self.check_order(case)
            self.check_offers(case)
            self.check_end(case)

    def check_order(self, case: Complaint) -> None:
        """CMP-1, CMP-2: asked before proposed, agreed with a day, and so on."""
        assert case.proposed_on is None or case.asked_on is not None
        assert case.agreed_on is None or (case.proposed_on is not None and case.promised_on is not None)
        assert case.put_right_on is None or case.agreed_on is not None
        assert case.followed_up_on is None or case.put_right_on is not None
        assert case.refused_on is None or case.agreed_on is None
        way = (case.asked_on, case.proposed_on, case.agreed_on, case.put_right_on, case.followed_up_on)
        ends = (case.refused_on, case.closed_on)
        reached = [day for day in (case.begun_on, *way, *ends) if day]
        assert reached == sorted(reached), "a step is dated before the one that it follows"
        for remedy in rules.offered_now(case, self.desk.remedies(case.id)):
            assert remedy.offered_on >= case.begun_on, "what was given before is promised again"

    def check_offers(self, case: Complaint) -> None:
        """CMP-4: a bonus only on top of a core remedy that was promised."""
        promised = False
        for remedy in self.desk.remedies(case.id):
            promised = promised or remedy.part == Part.CORE
            assert remedy.part == Part.CORE or promised
        offers = self.desk.remedies(case.id)
        if case.stage is Stage.PROPOSED and offers[-1].part == Part.BONUS:
            assert case.promised_on is not None

    def check_end(self, case: Complaint) -> None:
        """CMP-5, CMP-7: closed with what was learned, recovered only by the customer's own yes."""
        if case.closed_on is None:
            return
        assert case.category_id
        assert case.root_cause_id
        assert case.what_changed
        said = [step.what for step in self.desk.diary(case.id) if step.step == StepName.FOLLOWED_UP]
        assert case.outcome != "recovered" or (case.is_right and said[-1].startswith("It is right now."))
        assert case.outcome != "refused" or (case.refusal_reason and case.refusal_alternative and case.approved_by)


class AnyStepsAmongLetters(AnySteps):
    """The same, while promotions fall due and everything is sent that may leave."""

    followers = (follow,)

    def __init__(self, bare: Path) -> None:
        super().__init__(bare)
        with self.book.writing():
            for name in ("spacing_days", "posted_most", "selling_most"):
                shop_store.save_number(self.book.db, name, 0 if name == "spacing_days" else 100)
            self.book.db.execute("UPDATE customer SET address1 = '4 Mill Lane', addressee = name, salutation = name")
        plan_day(self.book, MONDAY)
        for n in range(4):
            typed = {"title": f"Roses {n}", "message": "They are in.", "offer": "5 % off", "kind": "promotion"}
            days = {"starts_on": f"+{n * 30}d", "ends_on": "+400d"}
            add_campaign(self.book, self.desk.form(CampaignEntry, **typed, **days), MONDAY)

    @rule(days=st.integers(1, 30))
    def let_days_pass(self, days: int) -> None:
        self.desk.today += timedelta(days=days)
        plan_day(self.book, self.desk.today)

    @rule()
    def send_everything_that_may_leave(self) -> None:
        """Each piece is judged anew, as when it is printed (SUP-2)."""
        today, before = self.desk.today, self.dump()
        forbidden = {case.customer_id for case in self.all_cases() if not self.may_sell(case, today)}
        answer = mark_sent(self.book, [*due_ids(self.book.db), *held_ids(self.book.db)], today, today)
        if answer.done:
            self.done.append(before)
        for number in answer.done:
            sent = letter(self.book.db, number)
            assert not (sent.sells and sent.customer_id in forbidden), "it sells to someone who complains"

    def may_sell(self, case: Complaint, today: date) -> bool:
        """CMP-6, told once more."""
        if case.closed_on is None:
            return False
        return today >= case.closed_on + timedelta(days=30 if case.outcome == "recovered" else 180)


def test_any_steps_in_any_order_come_to_nothing_that_is_forbidden(bare_book: Path) -> None:
    """CMP-1 to CMP-7, S9."""
    run_state_machine_as_test(lambda: AnySteps(bare_book), settings=settings(stateful_step_count=30))


def test_no_letter_sells_to_someone_whose_complaint_is_open(bare_book: Path) -> None:
    """CMP-6."""
    few = settings(max_examples=settings.default.max_examples // 3, stateful_step_count=15)
    run_state_machine_as_test(lambda: AnyStepsAmongLetters(bare_book), settings=few)
