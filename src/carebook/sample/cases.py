"""A complaint of the sample, and the steps that were taken in it through the verbs of the complaints' desk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from carebook.book.book import Book
from carebook.complaints import desk
from carebook.complaints import entry as entries
from carebook.complaints.store import cases
from carebook.customers import store as customers_store
from carebook.letters.desk.sending import NotPossible, mark_sent
from carebook.letters.rules import window_of
from carebook.letters.store import letters as letters_store
from carebook.sample import store
from carebook.shop import store as shop_store


@dataclass(frozen=True)
class Step(ABC):
    """What was done in a case, so many days ago."""

    days_ago: int

    @abstractmethod
    def take(self, book: Book, case: int, on: date) -> None:
        """Do it on its day."""


@dataclass(frozen=True)
class Heard(Step):
    """Acknowledged, by voice."""

    via: str = "phone"

    def take(self, book: Book, case: int, on: date) -> None:
        """Say that we heard, and who looks after it."""
        handler = cases.case(book.db, case).handler
        desk.acknowledge(book, case, entries.AcknowledgementEntry(on_day=on, via=self.via, handler=handler), on)


@dataclass(frozen=True)
class Asked(Step):
    """Asked what would put it right, and answered."""

    answer: str
    via: str = "phone"

    def take(self, book: Book, case: int, on: date) -> None:
        """Keep the answer."""
        desk.ask(book, case, entries.AskEntry(on_day=on, via=self.via, remedy_sought=self.answer), on)


class OnTop(NamedTuple):
    """A bonus, and its cost in cents."""

    kind: str
    what: str
    cost: int


@dataclass(frozen=True)
class Offered(Step):
    """A remedy at its cost in cents, promised within so many open days; most say yes to it at once."""

    kind: str
    what: str
    cost: int
    within: int
    on_top: OnTop | None = None
    happened: str = ""
    changed: str = ""
    agreed: bool = True

    def take(self, book: Book, case: int, on: date) -> None:
        """Propose it, with what is given on top."""
        bonus = self.on_top or OnTop("", "", 0)
        offer = entries.ProposalEntry(
            on_day=on,
            kind=self.kind,
            what=self.what,
            cost=self.cost,
            promised_on=_within(book, on, self.within),
            bonus_kind=bonus.kind,
            bonus_what=bonus.what,
            bonus_cost=bonus.cost,
            what_happened=self.happened,
            what_changed=self.changed,
            agreed=self.agreed,
        )
        desk.propose(book, case, offer, on)


@dataclass(frozen=True)
class Delayed(Step):
    """Told that the day could not be kept, and the new one."""

    words: str
    within: int

    def take(self, book: Book, case: int, on: date) -> None:
        """Tell how it stands."""
        entry = entries.ProgressEntry(on_day=on, new_day=_within(book, on, self.within), words=self.words)
        desk.tell_progress(book, case, entry, on)


@dataclass(frozen=True)
class PutRight(Step):
    """Done as promised."""

    what: str = ""

    def take(self, book: Book, case: int, on: date) -> None:
        """Note that it is put right."""
        desk.put_right(book, case, entries.DoneEntry(on_day=on, what=self.what), on)


@dataclass(frozen=True)
class FollowedUp(Step):
    """Asked whether it is right now: it is, with a satisfaction of 1 to 5, or nobody answered."""

    satisfaction: int | None
    words: str = ""

    def take(self, book: Book, case: int, on: date) -> None:
        """Note the answer."""
        is_right = "yes" if self.satisfaction else "no answer"
        entry = entries.FollowUpEntry(on_day=on, is_right=is_right, satisfaction=self.satisfaction, words=self.words)
        desk.follow_up(book, case, entry, on)


@dataclass(frozen=True)
class Refused(Step):
    """A fair no."""

    reason: str
    alternative: str

    def take(self, book: Book, case: int, on: date) -> None:
        """Refuse it, with the owner's approval."""
        owner = shop_store.shop(book.db).owner
        entry = entries.RefusalEntry(on_day=on, reason=self.reason, alternative=self.alternative, approved_by=owner)
        desk.refuse(book, case, entry, on)


@dataclass(frozen=True)
class Closed(Step):
    """Ended, with what was learned."""

    outcome: str
    root_cause: str
    changed: str

    def take(self, book: Book, case: int, on: date) -> None:
        """Close it under the category it was taken down with."""
        category = cases.label_name(book.db, cases.case(book.db, case).category_id)
        entry = entries.ClosingEntry(
            outcome=self.outcome, category=category, root_cause=self.root_cause, what_changed=self.changed
        )
        desk.close(book, case, entry, on)


@dataclass(frozen=True)
class Reopened(Step):
    """Opened once more."""

    reason: str

    def take(self, book: Book, case: int, on: date) -> None:
        """Reopen it."""
        desk.reopen(book, case, entries.ReopeningEntry(reason=self.reason), on)


@dataclass(frozen=True)
class Wrote(Step):
    """Sent the letter of a kind that the case asked for, which does its step (CMP-8a)."""

    kind: str

    def take(self, book: Book, case: int, on: date) -> None:
        """Plan the letter as planning would, and mark it sent."""
        found = cases.case(book.db, case)
        anchor = {
            "complaint_acknowledgement": found.received_on,
            "adjustment": found.agreed_on,
            "refusal": found.refused_on,
            "recovery_follow_up": found.put_right_on,
        }[self.kind]
        if anchor is None:
            raise NotPossible(f"Case {found.number} does not ask for a letter of this kind.")
        planned = letters_store.planned_kinds(book.db)[self.kind]
        window = window_of(planned.window, anchor, shop_store.open_days(book.db))
        with book.writing():
            letter = store.plan_letter(book.db, found.customer_id, self.kind, case, anchor, window)
        for _, cause in mark_sent(book, [letter], on, on).refused:
            raise NotPossible(f"The letter of case {found.number} cannot leave: {cause}.")


def _within(book: Book, on: date, days: int) -> date:
    return shop_store.open_days(book.db).nth_open_day(on, days)


@dataclass(frozen=True)
class Trouble:
    """A complaint of the sample: who, about what they bought, how long ago, and what came of it."""

    who: str
    product: str
    """Empty where it is about no sale."""
    days_ago: int
    summary: str
    words: str
    category: str
    loss: str
    steps: tuple[Step, ...] = ()
    severity: str = "serious"
    via: str = "phone"

    def take_down(self, book: Book, on: date) -> int:
        """Log it, and return its case."""
        customer = customers_store.who(book.db, self.who)
        entry = entries.CaseEntry(
            words=self.words,
            summary=self.summary,
            received_on=on,
            via=self.via,
            severity=self.severity,
            loss=self.loss,
            category=self.category,
        )
        sale = store.sale_of(book.db, customer, self.product) if self.product else None
        return desk.log(book, customer, entry, on, sale_id=sale)[1].id
