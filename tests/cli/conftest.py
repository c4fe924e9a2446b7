"""A book with a morning in it: something due, something late, a call to make, a stop, a card to write."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carebook.book.book import Book
from carebook.customers.desk import add_customer, hear_news, log_contact, record_sale, stop
from carebook.customers.entry import ContactEntry, CustomerEntry, NewsEntry, SaleEntry
from carebook.customers.model import Cause
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.running import switch

Enter = Callable[..., Any]
LONG = "Ann Margaret Wilhelmina van der Poelgeest-Ravenscroft"


@pytest.fixture(scope="session")
def morning_book(bare_book: Path, tmp_path_factory: pytest.TempPathFactory, today: date, enter: Enter) -> Path:
    path = Path(shutil.copy(bare_book, tmp_path_factory.mktemp("morning")))
    with Book.open(path, write=True, followers=[follow]) as book:
        plan_day(book, today)
        switch(book, "seasons_greeting", today, on=False)
        plan = (
            ("A-1", "Ann Park", {"address1": "4 Mill Lane"}, "today", "mower"),
            ("00012", "Йордан Петров", {"address1": "ул. Шипка 3", "country": "BG"}, "23 nov 2026", "rake"),
            ("A-3", "[/]", {"email": "slash@example.com"}, "today", "[bold]pots"),
            ("A-4", LONG, {"phone": "555 0142"}, "today", "seed"),
            ("A-5", "Nobody Home", {}, "today", "hose"),
        )
        for number, name, details, day, product in plan:
            person = enter(CustomerEntry, name=name, external_id=number, **details)
            who = add_customer(book, person, today).only("customer")
            record_sale(book, who, enter(SaleEntry, sold_on=day, product=product, amount="12.50"), today)
        ann, petrov = 1, 2
        promise = {"response": "later", "call_back_on": "today", "note": "after the holidays"}
        log_contact(book, ann, enter(ContactEntry, **promise), today)
        hear_news(book, petrov, enter(NewsEntry, what="a new shop"), today)
        stop(book, petrov, Cause.NO_PHONE, "said so", today)
    return path


@pytest.fixture
def morning(morning_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(morning_book, tmp_path))
