"""A book with a morning in it: something due, something late, a call to make, a stop, a card to write."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carebook.book.book import Book
from carebook.customers.desk import add_customer, hear_news, log_contact, record_sale, refund_sale, stop
from carebook.customers.entry import ContactEntry, CustomerEntry, NewsEntry, RefundEntry, SaleEntry
from carebook.customers.model import Cause
from carebook.followers import FOLLOWERS
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


@pytest.fixture(scope="session")
def buyers_book(bare_book: Path, tmp_path_factory: pytest.TempPathFactory, today: date, enter: Enter) -> Path:
    """Ann bought four times and is lost, Bo once last week, Dee twice long ago, Cy never; Eve gave it all back."""
    path = Path(shutil.copy(bare_book, tmp_path_factory.mktemp("buyers")))
    bought = {
        "Ann Park": [(day, "100", "60") for day in ("2025-01-10", "2025-03-12", "2025-05-09", "2025-07-15")],
        "Bo [/]": [("2026-11-20", "50", "")],
        "Cy Prospect": [],
        "Dee Long": [("2024-01-10", "30", "20"), ("2024-02-09", "30", "20")],
        "Eve Back": [("2026-10-01", "80", "")],
    }
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        for number, (name, sales) in enumerate(bought.items(), 1):
            who = add_customer(book, enter(CustomerEntry, name=name, external_id=f"0{number}"), today).only("customer")
            for day, amount, cost in sales:
                entry = enter(SaleEntry, sold_on=day, product="seed", amount=amount, cost=cost)
                sale = record_sale(book, who, entry, today).only("sale")
        refund_sale(book, sale, enter(RefundEntry, amount="80", sold_on="2026-10-03"), today)
    return path


@pytest.fixture
def buyers(buyers_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(buyers_book, tmp_path))
