"""Whatever is done while winning back, in any order: no win-back ever comes to what the care rules forbid."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from winning_desk import FORMS, WAY, Desk

from carebook.book import journal
from carebook.book.book import Book
from carebook.errors import Refusal
from carebook.retention import rules
from carebook.retention.desk.winning import note_letter
from carebook.retention.model import Permission, WinBack, WinBackStep
from carebook.retention.store import win_backs

MONDAY = date(2026, 11, 2)
TABLES = ("win_back", "probe", "offer", "win_back_step", "contact", "strength")
TYPED: dict[str, dict[str, list[str]]] = {
    "decide": {"wanted": ["yes", "let go"], "ending": ["", "A good farewell."]},
    "learn_why": {"second_answer": ["", "The roses."], "left_for": ["", "Price", "Sundays"], "via": ["phone", "post"]},
    "add_offer": {"rating": ["", "3"], "price": ["", "0", "25"]},
    "take_responsibility": {"via": ["phone", "post"]},
    "note_permission": {"permission": ["given", "refused", "standing"]},
    "end": {"outcome": ["won back", "not won", "let go", "stopped"], "ending": ["", "So be it."]},
}
"""What is typed into each form, beside what is usual."""


class AnyWinBacks(RuleBasedStateMachine):
    """An owner who tries everything, on days that pass, and takes things back."""

    def __init__(self, bare: Path) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.book = Book.open(Path(copy(bare, self.folder.name)), write=True)
        self.desk = Desk(self.book, MONDAY)
        self.customers = [self.desk.customer(name) for name in ("Ann", "Bo")]
        self.done: list[dict[str, list[tuple[object, ...]]]] = []

    def teardown(self) -> None:
        self.book.close()
        self.folder.cleanup()

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        return journal.dump(self.book.db, TABLES)

    def all_cases(self) -> list[WinBack]:
        return [case for customer in self.customers for case in win_backs.win_backs_of(self.book.db, customer)]

    @rule(customer=st.sampled_from([0, 1]))
    def begin(self, customer: int) -> None:
        before = self.dump()
        try:
            self.desk.begin(self.customers[customer])
        except Refusal:
            assert self.dump() == before
        else:
            self.done.append(before)

    @precondition(lambda self: self.all_cases())
    @rule(choose=st.data(), verb=st.sampled_from(list(FORMS)), ago=st.integers(0, 3))
    def try_a_step(self, choose: st.DataObject, verb: str, ago: int) -> None:
        typed = {name: choose.draw(st.sampled_from(words)) for name, words in TYPED.get(verb, {}).items()}
        if verb != "offer_by_letter":
            typed["on_day"] = f"-{ago}d"
        self.step(verb, choose.draw(st.sampled_from(self.all_cases())), typed)

    @precondition(lambda self: self.all_cases())
    @rule(choose=st.data(), steps=st.integers(1, 5))
    def walk_towards_the_end(self, choose: st.DataObject, steps: int) -> None:
        """Reach the later steps too."""
        case = choose.draw(st.sampled_from(self.all_cases()))
        for _ in range(steps):
            if (waits := self.desk.case(case.id).next_step) not in (None, WinBackStep.OUTCOME):
                self.step(WAY[waits], case, {})

    @precondition(lambda self: any(case.next_step is WinBackStep.RESPONSIBILITY for case in self.all_cases()))
    @rule()
    def send_the_letter(self) -> None:
        """CMP-8a."""
        case = next(case for case in self.all_cases() if case.next_step is WinBackStep.RESPONSIBILITY)
        self.done.append(self.dump())
        with self.book.act("Marked 1 letter sent", self.desk.today) as act:
            note_letter(act.db, case.id, "win_back_amends", self.desk.today, "post")

    def step(self, verb: str, case: WinBack, typed: dict[str, str]) -> None:
        before = self.dump()
        rests = rules.rests_until(win_backs.contact_days(self.book.db, case.id), self.desk.today)
        try:
            self.desk.do(verb, case.id, **typed)
        except Refusal:
            assert self.dump() == before, "a refused step changed something"
            return
        assert verb != "offer_by_letter" or rests is None, "a fourth contact in 90 days"
        assert case.ended_on is None, "one that ended was changed"
        if self.dump() != before:
            self.done.append(before)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.book.undo(self.desk.today)
        assert self.dump() == self.done.pop()

    @rule(days=st.integers(1, 40))
    def let_days_pass(self, days: int) -> None:
        self.desk.today += timedelta(days=days)

    @invariant()
    def every_win_back_is_as_the_care_rules_allow(self) -> None:
        open_cases = [case.customer_id for case in self.all_cases() if case.ended_on is None]
        assert len(open_cases) == len(set(open_cases)), "one customer is won back twice at a time"
        for case in self.all_cases():
            self.check_order(case)
            assert case.why_on is None or len(win_backs.probes(self.book.db, case.id)) >= rules.PROBES
            if case.offered_on:
                assert case.reason
                assert case.permission in (Permission.GIVEN, Permission.STANDING)

    def check_order(self, case: WinBack) -> None:
        """WIN-1: no step without the one before it, and none dated before it."""
        reached = [day for step, day in case.days.items() if step is not WinBackStep.OUTCOME]
        known = [day for day in reached if day]
        assert reached[: len(known)] == known, "a step was left out"
        assert known == sorted(known), "a step is dated before the one that it follows"
        assert case.ended_on is None or case.ended_on >= max(known, default=case.opened_on)


def test_any_steps_in_any_order_come_to_nothing_that_is_forbidden(bare_book: Path) -> None:
    """WIN-1, WIN-2, S9."""
    run_state_machine_as_test(lambda: AnyWinBacks(bare_book), settings=settings(stateful_step_count=25))
