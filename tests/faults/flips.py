"""A book with everything in it, and the bytes of it that hold something (S7)."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from carebook.book import journal
from carebook.book.book import Book

TODAY = date(2026, 11, 25)
_GIVEN = ("Ann", "Béatrice", "Chidi", "Dara", "Евгения", "Fatou", "Gus", "Hana", "Íris", "José")
_FAMILY = ("Park", "O'Brien", "Müller", "Okafor", "Иванова", "Nguyễn", "García", "Smith", "Ødegård", "Łukasz")
_STREETS = ("Elm Street", "Rue de la Paix", "Hauptstraße", "High Road", "Mill Lane")


def _customer(number: int, chance: random.Random) -> dict[str, str]:
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    return {
        "external_id": f"C{number:05}",
        "name": f"{given} {family}",
        "given_name": given,
        "family_name": family,
        "email": f"{number}{chance.randrange(1000)}@example.com",
        "phone": f"555-{chance.randrange(10**7):07}",
        "address1": f"{chance.randrange(1, 400)} {chance.choice(_STREETS)}",
        "city": chance.choice(("Springfield", "Lyon", "Köln")),
        "note": chance.choice(("", "Likes roses.", "Rings the bell twice.\nHas a dog, Bruno.")),
        "opened_on": "2025-03-01",
        "entered_on": "2026-11-01",
    }


def _add(db: sqlite3.Connection, table: str, values: dict[str, str | int]) -> int:
    marks = ", ".join("?" * len(values))
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"
    return db.execute(sql, list(values.values())).lastrowid or 0


def _sale(customer: int, chance: random.Random) -> dict[str, str | int]:
    day = f"2026-{chance.randrange(1, 11):02}-{chance.randrange(1, 29):02}"
    product = chance.choice(("Roses", "Tulips, 12", "Blumenerde 40 l", "Watering can"))
    money = {"amount": chance.randrange(100, 90_000), "cost": chance.randrange(50, 40_000)}
    return {"customer_id": customer, "sold_on": day, "product": product, **money, "entered_on": "2026-11-01"}


def furnish(path: Path, *, imported: int = 400, typed: int = 60) -> None:
    """Make a book whose customers came by import and by hand, with sales, letters and a history."""
    chance = random.Random(7)
    Book.create(path)
    with Book.open(path, write=True) as book:
        with book.act("Imported", TODAY):
            with journal.bulk(book.db, "customer"):
                ids = [_add(book.db, "customer", dict(_customer(n, chance))) for n in range(imported)]
            with journal.bulk(book.db, "sale"):
                for customer in ids * 3:
                    _add(book.db, "sale", _sale(customer, chance))
        for number in range(imported, imported + typed):
            with book.act("Added by hand", TODAY):
                customer = _add(book.db, "customer", dict(_customer(number, chance)))
                _add(book.db, "tag", {"customer_id": customer, "name": "garden club"})
                _add(book.db, "member", {"customer_id": customer, "name": "Bruno", "role": "pet"})
            with book.act("Sold", TODAY):
                _add(book.db, "sale", _sale(customer, chance))
            with book.act("Sent", TODAY):
                _add(book.db, "letter", _letter(customer, number))


def _letter(customer: int, number: int) -> dict[str, str | int]:
    text = f"Dear friend {number},\n\n" + "thank you for coming by, and for the kind words you left with us. " * 9
    days = {"anchor": "2026-11-01", "due": "2026-11-02", "sent_on": "2026-11-03"}
    about = {"kind": "thank_you", "subject_kind": "sale", "subject_id": number, "state": "sent", "text": text}
    return {"customer_id": customer, **about, **days}


def held_bytes(path: Path, table: str = "") -> list[int]:
    """Return the places of a book's bytes that hold rows or index entries, of one table or of all."""
    content = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        where = " WHERE name = ?" if table else ""
        pages = db.execute(f"SELECT pageno, pagetype, unused FROM dbstat{where}", [table] if table else []).fetchall()
    places: list[int] = []
    for number, kind, unused in pages:
        start = (number - 1) * size
        if kind == "overflow":
            places += range(start + 4, start + size - unused)
        else:
            places += _cells(content[start : start + size], start, 100 if number == 1 else 0)
    return places


def _cells(page: bytes, start: int, header: int) -> set[int]:
    """Return where a page of a tree holds cells: its content area without the free blocks in it."""
    first = int.from_bytes(page[header + 5 : header + 7], "big") or 65536
    places = set(range(start + first, start + len(page)))
    block = int.from_bytes(page[header + 1 : header + 3], "big")
    while block:
        length = int.from_bytes(page[block + 2 : block + 4], "big")
        places -= set(range(start + block, start + block + length))
        block = int.from_bytes(page[block : block + 2], "big")
    return places


def flip(path: Path, place: int, bit: int) -> None:
    """Turn one bit of a closed file."""
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ (1 << bit)]))
