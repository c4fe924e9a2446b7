"""Fixed point 7: a complaint, what it keeps from the customer, and from when on they are sold to again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands import carebook

from carebook.book.book import Book
from carebook.complaints import desk
from carebook.complaints.entry import (
    AcknowledgementEntry,
    AskEntry,
    ClosingEntry,
    DoneEntry,
    FollowUpEntry,
    ProposalEntry,
)
from carebook.complaints.store import cases
from carebook.complaints.store.shadows import shadows
from carebook.entry import read
from carebook.letters.desk import follow, planning
from carebook.letters.desk.running import add_campaign, switch
from carebook.letters.entry import CampaignEntry
from carebook.typed import Setting

DAY_0 = date(2026, 3, 2)
"""The day of the sale, a Monday."""
Verb = Callable[..., Any]


def day(n: int) -> date:
    return DAY_0 + timedelta(days=n)


class Shop:
    """A shop that takes in its facts by commands, and leads its cases at the desk."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "rosie.db"
        assert carebook("new", self.path, "--shop", "Rosie's", "--owner", "Rosie Bell", today=str(day(0))).code == 0
        self._takes_in("customers", "external_id,name,address1,city", "A-1,Ann Park,4 Mill Lane,Bath")
        self._takes_in("sales", "external_id,customer,date,product,amount", f"S-1,A-1,{day(0)},mower,199.00")
        with self.open_on(0) as book:
            switch(book, "welcome", day(0), on=False)

    def _takes_in(self, name: str, *lines: str) -> None:
        file = self.folder / f"{name}.csv"
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        answer = carebook("import", self.path, file, "--as", name, "--yes", "--json", today=str(day(0)))
        assert answer.json["rejected"] == []

    @contextmanager
    def open_on(self, n: int) -> Iterator[Book]:
        with Book.open(self.path, write=True, followers=[follow]) as book:
            planning.plan_day(book, day(n))
            yield book

    def complains(self, n: int) -> str:
        words = ("complaint", self.path, "A-1", "--text", "It came nine days late.", "--sale", "S-1", "--json")
        return str(carebook(*words, today=str(day(n))).json["number"])

    def does(self, verb: Verb, model: type[Any], n: int, **typed: str) -> None:
        with self.open_on(n) as book:
            verb(book, 1, read(model, typed, Setting("US", "USD", day(n))), day(n))

    def puts_it_right(self, n: int) -> None:
        """Acknowledge, ask, agree on a remedy, put it right and follow up, all on one day."""
        self.does(desk.acknowledge, AcknowledgementEntry, n, handler="Rosie Bell")
        self.does(desk.ask, AskEntry, n, remedy_sought="The delivery for nothing.")
        self.does(desk.propose, ProposalEntry, n, kind="refund", cost="12", promised_on="today", agreed="yes")
        self.does(desk.put_right, DoneEntry, n)
        self.does(desk.follow_up, FollowUpEntry, n, satisfaction="5")

    def closes(self, n: int, outcome: str) -> None:
        learned = {"category": "Late", "root_cause": "Supplier late", "what_changed": "We call the day before."}
        self.does(desk.close, ClosingEntry, n, outcome=outcome, **learned)

    def plans_a_newsletter(self, n: int) -> None:
        issue = {"title": "Spring", "message": "The seeds are in.", "starts_on": str(day(n))}
        with self.open_on(n) as book:
            add_campaign(book, read(CampaignEntry, issue, Setting("US", "USD", day(n))), day(n))

    def sees(self, n: int, kind: str) -> list[tuple[str, str | None]]:
        """What the review says on a day of a kind: its state and the cause."""
        rows = carebook("review", self.path, "--json", "--all", today=str(day(n))).json
        return [(row["state"], row["cause"]) for row in rows if row["kind"] == kind]

    def letter(self, kind: str) -> tuple[str, str]:
        letters = carebook("show", self.path, "A-1", "--json").json["letters"]
        return next((letter["state"], letter["cause"]) for letter in letters if letter["kind"] == kind)

    def asks_from(self) -> str:
        with Book.open(self.path, write=False) as book:
            return shadows(book.db, [1])[1].asking_from


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_7_a_complaint_ends_the_survey_and_holds_the_newsletter_until_well_after_it_is_put_right(shop: Shop) -> None:
    """Fixed point 7, CMP-6."""
    assert shop.sees(0, "how_did_we_do") == [("upcoming", None)]
    number = shop.complains(5)
    assert number == "2026-001"
    assert shop.letter("how_did_we_do") == ("cancelled", "complaint")
    shop.plans_a_newsletter(10)
    assert shop.sees(10, "newsletter") == [("held", "complaint 2026-001")]
    shop.puts_it_right(12)
    assert shop.sees(19, "newsletter") == [("held", "complaint 2026-001")]
    shop.closes(20, "recovered")
    for n in (20, 49):
        assert shop.sees(n, "newsletter") == [("held", f"complaint 2026-001 until {day(50)}")]
    assert shop.sees(50, "newsletter") == [("late", None)]
    assert shop.asks_from() == str(day(110))
    assert shop.letter("how_did_we_do") == ("cancelled", "complaint")


def test_7_any_other_end_is_waited_for_180_days(shop: Shop) -> None:
    """CMP-6."""
    shop.complains(5)
    shop.puts_it_right(12)
    shop.closes(20, "unrecovered")
    shop.plans_a_newsletter(160)
    assert shop.sees(199, "newsletter") == [("held", f"complaint 2026-001 until {day(200)}")]
    assert shop.sees(200, "newsletter") == [("late", None)]
    assert shop.asks_from() == str(day(200))


def test_7_a_complaint_taken_back_leaves_no_trace(shop: Shop) -> None:
    """S9."""
    before = shop.sees(5, "how_did_we_do")
    shop.complains(5)
    assert shop.sees(5, "complaint_acknowledgement") == [("due", None)]
    assert carebook("undo", shop.path, today=str(day(5))).code == 0
    assert (shop.sees(5, "complaint_acknowledgement"), shop.sees(5, "how_did_we_do")) == ([], before)
    with Book.open(shop.path, write=False) as book:
        assert cases.cases_of(book.db, 1) == []
