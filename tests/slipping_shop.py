"""A shop with one VIP who is slipping away, and one lost customer who is being won back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from carebook.book.book import Book
from carebook.customers.desk import add_customer, record_sale
from carebook.customers.entry import CustomerEntry, SaleEntry
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.retention.desk.winning import open_win_back
from carebook.typed import Setting

TODAY = date(2026, 11, 25)
VIP, LOST = 1, 2


def fill(path: Path) -> Path:
    """Enter Vera, who bought every month until 75 days ago, Lou, who left years ago, and three who are here."""
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        for number, (name, days, amount) in enumerate(
            (
                ("Vera Vane", range(75, 500, 30), "90"),
                ("Lou Lost", range(1500, 1560, 30), "20"),
                ("Ann Park", range(5, 300, 40), "10"),
                ("Ben Cole", range(9, 300, 40), "10"),
                ("Cy Dorn", range(12, 300, 40), "10"),
            ),
            1,
        ):
            add_customer(book, read(CustomerEntry, {"name": name, "phone": "802 555 0100"}, _on(TODAY)), TODAY)
            for ago in days:
                sold = {"sold_on": (TODAY - timedelta(days=ago)).isoformat(), "product": "soil", "amount": amount}
                record_sale(book, number, read(SaleEntry, sold, _on(TODAY)), TODAY)
        open_win_back(book, LOST, TODAY)
    return path


def _on(day: date) -> Setting:
    return Setting("US", "USD", day)
