"""Rosie's shop with customers who fell silent, for the tests of the retention desk's screens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from shops import TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.followers import FOLLOWERS
from carebook.retention.desk.counting import count_day

HOSTILE = "[bold red]Robert[/] 'Bobby' 😀 O\u202eTables"
DORMANT = ("Ada Moss", "Ben Reed", "Cara Fern", "Dan Birch", "Eve Holm", "Finn Ash", "Gail Rowan", "Hugh Sedge")
MORE_DORMANT = ("Iris Vale", "Jack Heath", "Kit Marsh", HOSTILE)


def silent_shop(path: Path) -> Path:
    """Fill the shop: twelve are dormant, one slips, one is lost, three took gloves with their spade, one only a spade.

    Everyone who is silent bought monthly.
    """
    empty_shop(path)
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        for number, name in enumerate((*DORMANT, *MORE_DORMANT)):
            _monthly(book, name, silent=95 + number, amount="80")
        _monthly(book, "Lena Slipping", silent=70, amount="50")
        _monthly(book, "Otto Lost", silent=300, amount="40")
        for name in ("Pia Both", "Quin Both", "Rosa Both"):
            pair = customer(book, name)
            sale(book, pair, "spade", TODAY - timedelta(days=20), "30")
            sale(book, pair, "gloves", TODAY - timedelta(days=20), "32")
        spade = customer(book, "Sam Spade", phone="207 555 0199")
        sale(book, spade, "spade", TODAY - timedelta(days=10), "30")
        count_day(book, TODAY)
    return path


def _monthly(book: Book, name: str, *, silent: int, amount: str) -> None:
    one = customer(book, name)
    for gap in (60, 30, 0):
        sale(book, one, "seeds", TODAY - timedelta(days=silent + gap), amount)
