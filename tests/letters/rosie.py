"""Rosie's shop with her letters' desk at work: facts come in through the desks' own verbs, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from carebook.book import journal
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import desk as customers
from carebook.customers.entry import CustomerEntry, MemberEntry, NewsEntry, OccasionEntry, RefundEntry, SaleEntry
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.letters.desk import planning, running
from carebook.letters.model import Letter, Window
from carebook.letters.store import letters as store
from carebook.retention.desk.counting import count_day
from carebook.typed import Setting

ADDRESS = {"address1": "4 Mill Lane", "city": "Bath", "region": "ME", "postcode": "04530"}
Facts = dict[str, list[tuple[object, ...]]]


def day(text: str) -> date:
    """Return a day of 2026 as month-day, or a whole date."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


class Rosie:
    """The shop on a day: `on` opens the book on another one."""

    def __init__(self, book: Book, today: date) -> None:
        self.book, self.today = book, today

    @property
    def setting(self) -> Setting:
        return Setting("US", "USD", self.today)

    def on(self, text: str) -> Rosie:
        """Let it be another day, and count and plan it as the first open of the day does."""
        self.today = day(text)
        count_day(self.book, self.today)
        planning.plan_day(self.book, self.today)
        return self

    # Facts

    def customer(self, name: str = "Ann Park", **typed: str) -> int:
        entry = read(CustomerEntry, {"name": name, **ADDRESS, **typed}, self.setting)
        return customers.add_customer(self.book, entry, self.today).only("customer")

    def open_account(self, customer: int, opened_on: str, name: str = "Ann Park") -> Change:
        return self.change(customer, name, opened_on=opened_on)

    def change(self, customer: int, name: str, **typed: str) -> Change:
        entry = read(CustomerEntry, {"name": name, **ADDRESS, **typed}, self.setting)
        return customers.edit_customer(self.book, customer, entry, self.today)

    def member(self, customer: int, name: str, role: str = "partner", minor: str = "") -> int:
        entry = read(MemberEntry, {"name": name, "role": role, "minor": minor}, self.setting)
        return customers.add_member(self.book, customer, entry, self.today).only("member")

    def sale(
        self, customer: int, sold_on: str = "", product: str = "rose arch", amount: str = "25", **more: str
    ) -> int:
        typed = {"sold_on": sold_on, "product": product, "amount": amount, **more}
        return customers.record_sale(self.book, customer, read(SaleEntry, typed, self.setting), self.today).only("sale")

    def edit_sale(self, sale: int, sold_on: str, **more: str) -> Change:
        typed = {"sold_on": sold_on, "product": "rose arch", "amount": "25", **more}
        return customers.edit_sale(self.book, sale, read(SaleEntry, typed, self.setting), self.today)

    def refund(self, sale: int, amount: str = "") -> int:
        """Give money back; return the refund's id."""
        entry = read(RefundEntry, {"sold_on": "", "amount": amount}, self.setting)
        (refund,) = customers.refund_sale(self.book, sale, entry, self.today).touched["sale"]
        return refund

    def birthday(self, customer: int, text: str, member: int | None = None, leap: str = "") -> int:
        entry = read(OccasionEntry, {"kind": "birthday", "day": text, "leap": leap}, self.setting)
        return customers.set_occasion(self.book, customer, entry, self.today, member_id=member).only("occasion")

    def news(self, customer: int, kind: str, what: str, member: int | None = None, heard_on: str = "") -> int:
        entry = read(NewsEntry, {"kind": kind, "what": what, "heard_on": heard_on}, self.setting)
        return customers.hear_news(self.book, customer, entry, self.today, member_id=member).only("news")

    # The plan

    def set_window(self, kind: str, window: Window) -> Change:
        """Change the days of a kind and nothing else of it."""
        planned = store.planned_kinds(self.book.db)[kind]
        return running.change_kind(self.book, kind, window, planned.channel, planned.offer, self.today)

    def set_offer(self, kind: str, offer: str) -> Change:
        """Put an offer into a kind and change nothing else of it."""
        planned = store.planned_kinds(self.book.db)[kind]
        return running.change_kind(self.book, kind, planned.window, planned.channel, offer, self.today)

    # Letters

    def letters(self, kind: str | None = None, state: str | None = None) -> list[Letter]:
        """Return the letters of all customers as stored, by due day."""
        ids = [row[0] for row in self.book.db.execute("SELECT id FROM letter ORDER BY due, id").fetchall()]
        found = store.letters(self.book.db, ids)
        return [one for one in found if kind in (None, one.kind) and state in (None, one.state)]

    def one(self, kind: str, state: str | None = "open") -> Letter:
        """Return the only letter of a kind in a state."""
        (found,) = self.letters(kind, state)
        return found

    def windows(self, kind: str) -> list[tuple[str, str, str, str]]:
        """Return anchor, due, late and lapse day of a kind's open letters, months and days of this year shortened."""
        return [
            (_short(one.anchor), _short(one.due), _short(one.late_after), _short(one.lapses))
            for one in self.letters(kind, "open")
        ]

    def review(self) -> list[tuple[str, str, str | None]]:
        """Return kind, state and cause of what stands on the day's agenda."""
        due = [*store.agenda(self.book.db), *store.agenda(self.book.db, held=True)]
        return [(one.kind, one.state, one.cause) for one in due]

    def facts(self) -> Facts:
        return journal.dump(self.book.db)

    def undo(self) -> Change:
        return self.book.undo(self.today)

    def redo(self) -> Change:
        return self.book.redo(self.today)


def _short(found: date | None) -> str:
    return found.isoformat().removeprefix("2026-") if found else "-"


@contextmanager
def rosies(path: Path, today: str = "11-25", *, planned: bool = True) -> Iterator[Rosie]:
    """Open Rosie's book as every writing program does: the figures and the plan follow every action."""
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        rosie = Rosie(book, day(today))
        if planned:
            rosie.on(today)
        yield rosie
