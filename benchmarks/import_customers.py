"""Import of 100,000 customers against `sqlite-utils insert --csv` of the same file, as whole processes taking turns.

`python benchmarks/import_customers.py [CUSTOMERS] [ROUNDS]` prints the medians of wall and processor time and their
ratio; the issue allows 1.5. Search index, journal and backup are in carebook's time; planning is not, as in a new book.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

COLUMNS = (
    *("external_id", "name", "given_name", "family_name", "email", "phone"),
    *("address1", "city", "postcode", "country", "opened_on", "note"),
)
GIVEN = ["Ann", "Bob", "Carla", "Dmitri", "Eve", "Fatima", "Georg", "Hanna", "Ivan", "Julia", "Zoë", "Łukasz"]
FAMILY = ["Park", "Smith", "Müller", "Иванов", "Garcia", "Rossi", "Novák", "Kim", "Singh", "O'Brien"]
CITIES = ["Boise", "Perth", "Köln", "Rome", "London"]
NOTES = ("", "likes roses", "met at the fair")

IMPORT = """
import sys
from datetime import date
from pathlib import Path
from carebook.book.book import Book
from carebook.exchange import desk
from carebook.exchange.source import look
today = date(2026, 11, 25)
with Book.open(Path(sys.argv[1]), write=True) as book:
    source = look(Path(sys.argv[2]), shop_country="US", today=today)
    print(desk.run(book, source, today, file_name="customers.csv").added)
"""
NEW = """
import sys
from pathlib import Path
from carebook.book.book import Book
Book.create(Path(sys.argv[1]))
with Book.open(Path(sys.argv[1]), write=True) as book, book.writing():
    book.db.execute("INSERT INTO shop (id, name, country, currency, language) VALUES (1, 'Elm', 'US', 'USD', 'en')")
"""


def write_customers(path: Path, count: int) -> None:
    chance = random.Random(4)
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for i in range(count):
            given, family = chance.choice(GIVEN), chance.choice(FAMILY)
            opened = f"{chance.randrange(2015, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            street, city = f"{chance.randrange(1, 999)} Elm Street", chance.choice(CITIES)
            number = (f"C{i:06}", f"{given} {family}", given, family, f"c{i}@example.com")
            phone, code = f"555-{chance.randrange(10**7):07}", f"{chance.randrange(10**5):05}"
            out.writerow((*number, phone, street, city, code, "US", opened, chance.choice(NOTES)))


def timed(*command: str) -> tuple[float, float]:
    """Wall and processor seconds of a whole process."""
    wall, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - wall, used


def compare(count: int, rounds: int) -> list[tuple[float, float]]:
    """Medians of carebook's and sqlite-utils' seconds: of wall time, then of processor time."""
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "customers.csv"
        write_customers(path, count)
        for n in range(rounds):
            book, other = folder / f"book{n}.db", folder / f"other{n}.db"
            subprocess.run([sys.executable, "-c", NEW, str(book)], check=True)
            ours.append(timed(sys.executable, "-c", IMPORT, str(book), str(path)))
            theirs.append(timed(sys.executable, "-m", "sqlite_utils", "insert", str(other), "c", str(path), "--csv"))
    return [(median(run[place] for run in ours), median(run[place] for run in theirs)) for place in (0, 1)]


def main(count: int, rounds: int) -> None:
    for label, (us, them) in zip(("wall", "processor"), compare(count, rounds), strict=True):
        print(f"{count:,} customers, {label}: carebook {us:.2f} s, sqlite-utils {them:.2f} s, ratio {us / them:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
