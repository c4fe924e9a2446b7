"""The retention desk of 100,000 customers: `python -m benchmarks.retention`, or as a part of `make bench`."""

import random
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.retention.desk.counting import count_day, follow
from carebook.retention.model import Opportunity
from carebook.retention.store import lists, standings

FLOOR = Path(__file__).with_name("value_floor.py")
SALES = 100


def p95(samples):
    return sorted(samples)[int(len(samples) * 0.95)]


def recounts(path, today):
    """The seconds that counting everyone takes, and what goes with what, on each of three days."""
    taken = []
    with Book.open(path, write=True) as book:
        for day in (today + timedelta(days=1), today + timedelta(days=2), today):
            started = time.perf_counter()
            count_day(book, day)
            taken.append(time.perf_counter() - started)
    return taken


def one_by_one(path, today):
    """The seconds in which the figures follow a new sale, for a hundred sales."""
    chance, taken = random.Random(12), []
    with Book.open(path, write=True) as book:
        everyone = [row[0] for row in book.db.execute("SELECT customer_id FROM standing")]
        for customer in chance.sample(everyone, SALES):
            with book.writing():
                sale = {"customer_id": customer, "sold_on": today, "amount": 4_200, "entered_on": today}
                change = Change(0, "A sale", {"sale": frozenset([rows.insert(book.db, "sale", sale)])})
                book.db.execute("DELETE FROM temp.touched")
                book.db.execute("INSERT INTO temp.touched VALUES (?)", [customer])
                started = time.perf_counter()
                follow(book.db, change, today)
                taken.append(time.perf_counter() - started)
    return taken


def opening(path, today):
    """The seconds of what the desk reads when it opens: the shop's figures, eleven counts, a page of the first list."""
    taken = []
    with Book.open(path, write=False) as book:
        for _ in range(21):
            started = time.perf_counter()
            standings.yardstick(book.db)
            for which in Opportunity:
                lists.count(book.db, which, today)
            lists.page(book.db, next(iter(Opportunity)), today, 0, 50)
            taken.append(time.perf_counter() - started)
    return taken[1:]


def report(row, run, interleaved, commands, path, today):
    """Tell what was measured, a row each; `commands` are the interpreter and the program."""
    python, carebook = commands
    size = f"{path.stat().st_size / 1e6:,.0f} MB"
    row(
        "Counting everyone's buying, and pairs of products",
        f"{statistics.median(recounts(path, today)):.2f} s",
        "5 s",
        size,
    )
    for what, on in (("", today), (" of another day", today - timedelta(days=100))):
        floor, ours = interleaved(
            lambda on=on: run(python, str(FLOOR), str(path), on.isoformat()),
            lambda on=on: run(carebook, "value", str(path), "--on", on.isoformat(), "--json"),
            runs=3,
        )
        middle = f"{ours:.2f} against {floor:.2f} s"
        row(f"carebook value --json{what}", f"{ours / floor:.2f} x", "3 x hand-written SQL", middle)
    reads = opening(path, today)
    middle = f"median {statistics.median(reads) * 1000:.0f} ms"
    row("What the retention desk reads when it opens, p95", f"{p95(reads) * 1000:.0f} ms", "300 ms", middle)
    sales = one_by_one(path, today)
    middle = f"median {statistics.median(sales) * 1000:.1f} ms"
    row("The figures that follow a new sale, p95", f"{p95(sales) * 1000:.1f} ms", "5 ms", middle)


def main():
    from benchmarks import foretelling
    from benchmarks.__main__ import CAREBOOK, PYTHON, TODAY, interleaved, row, run

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book.db"
        run(CAREBOOK, "sample", str(path), "--today", TODAY.isoformat(), "--customers", "100000")
        run(CAREBOOK, "review", str(path))
        report(row, run, interleaved, (PYTHON, CAREBOOK), path, TODAY)
    foretelling.report(row)


if __name__ == "__main__":
    main()
