"""The complaints' desk with 5,000 cases: `python -m benchmarks.complaints`, or as a part of `make bench`."""

import random
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.terminal import Terminal
from carebook.book import rows
from carebook.book.book import Book
from carebook.complaints import rules
from carebook.complaints.model import BONUSES, CORE_REMEDIES, Stage
from carebook.complaints.store import cases, lists, measures
from carebook.customers import store as customers

CASES, OPEN = 5_000, 300
_DAYS = 700
_COLUMNS = ("acknowledged_on", "asked_on", "proposed_on", "agreed_on", "put_right_on", "followed_up_on")
_STEPS = ("received", "acknowledged", "asked", "proposed", "agreed", "put right", "followed up")


def put_in(path, today, count=CASES):
    """Put so many cases into a book, over two years, most of them closed, each with its diary, offers and contacts."""
    chance = random.Random(10)
    with Book.open(path, write=True) as book, book.writing():
        everyone = [row[0] for row in book.db.execute("SELECT id FROM customer ORDER BY id")]
        years = range(today.year - 3, today.year + 1)
        numbers = {year: int(cases.next_number(book.db, year).split("-")[1]) - 1 for year in years}
        for n in range(count):
            _put_in_one(book.db, chance, chance.choice(everyone), today, numbers, is_open=n >= count - OPEN)


def _put_in_one(db, chance, customer, today, numbers, *, is_open):
    received = today - timedelta(days=chance.randrange(20) if is_open else 20 + chance.randrange(_DAYS))
    reached = chance.randrange(7) if is_open else 6
    days = [min(today, received + timedelta(days=n)) for n in range(7)]
    numbers[received.year] += 1
    sale = db.execute(
        "SELECT id, product FROM sale WHERE customer_id = ? AND amount > 0 LIMIT 1", [customer]
    ).fetchone()
    values = {
        "number": rules.case_number(received.year, numbers[received.year]),
        "customer_id": customer,
        "received_on": received,
        "via": "phone",
        "sale_id": sale[0] if sale else None,
        "product": sale[1] if sale else "",
        "summary": "came late",
        "words": "It came three weeks late, and nobody called me about it. " * 3,
        "severity": chance.choice(["small", "serious", "urgent"]),
        "handler": "Rosie",
        "promised_on": days[6] if reached >= 3 else None,
        "is_right": int(reached == 6),
        "satisfaction": chance.randrange(1, 6) if reached == 6 else None,
        "entered_on": received,
        **{column: days[place + 1] for place, column in enumerate(_COLUMNS) if place < reached},
    }
    if not is_open:
        ended = {"category_id": 1 + n_of(chance, 9), "root_cause_id": 10 + n_of(chance, 10), "what_changed": "We call."}
        values |= {"closed_on": days[6], "outcome": chance.choice(["recovered", "recovered", "unrecovered"]), **ended}
    case = cases.case(db, rows.insert(db, "complaint", values))
    for place, step in enumerate(_STEPS[: reached + 1]):
        cases.write_step(db, case, step, days[place], who="Rosie", what="What was said and done that day.")
        contact = {"customer_id": customer, "on_day": days[place], "channel": "phone", "complaint_id": case.id}
        rows.insert(db, "contact", contact)
    for part, kinds in (("core", CORE_REMEDIES), ("bonus", BONUSES)) if reached >= 3 else ():
        offer = {"part": part, "kind": chance.choice(list(kinds)), "cost": chance.randrange(9_000)}
        rows.insert(db, "remedy", {"complaint_id": case.id, "customer_id": customer, "offered_on": days[3], **offer})


def n_of(chance, count):
    """Choose one of so many, the first ones more often, as causes are."""
    return min(chance.randrange(count), chance.randrange(count))


def clocks(read):
    """The seconds that something takes by the clock on the wall, and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    read()
    return time.perf_counter() - wall, time.process_time() - processor


def reads(path, today):
    """The seconds of what a key in the list reads, of what the desk and a case read when they open, and of measures."""
    chance = random.Random(11)
    with Book.open(path, write=False) as book:
        db = book.db

        def key():
            stage = chance.choice([stage for stage in Stage if stage is not Stage.CLOSED])
            lists.count_open(db)
            lists.count_closed(db)
            lists.page_of_open(db, stage, 0, 50)
            for line in lists.page_of_closed(db, chance.randrange(CASES - OPEN), 50)[:1]:
                lists.place_in_closed(db, line.case.id)

        def desk():
            key()
            lists.owed(db, today)
            measures.alerts(db, today)
            measures.at_risk(db, today)

        def case():
            one = cases.case(db, chance.randrange(1, CASES + 1))
            cases.steps(db, one.id)
            cases.remedies(db, one.id)
            cases.price(db, one)
            cases.cases_of(db, one.customer_id)
            cases.label_name(db, one.category_id)
            cases.labels(db, "category")
            customers.customer(db, one.customer_id)

        def year():
            period = today - timedelta(days=365), today
            measures.measures(db, *period, today)
            for by in ("category", "root cause", "product"):
                measures.pareto(db, by, *period)
            measures.alerts(db, today)

        for read in (key, desk, case, year):
            read()
        return [[clocks(read) for _ in range(100)] for read in (key, desk, case, year)]


def on_screen(carebook, path, environment):
    """The seconds from a key to its paint: the desk opened, moves in its list, and a case opened."""
    terminal = Terminal([carebook, str(path)], environment)
    terminal.until("Today", "help")
    terminal.settle()
    desks, moves, opened = [], [], []
    for _ in range(9):
        desks.append(terminal.key("3", least=500))
        moves += [terminal.key(key) for key in ["j"] * 12 + ["\x1b[6~"] * 4 + ["G", "g"]]
        opened.append(terminal.key("\r", least=500))
        terminal.key("\x1b")
        terminal.key("2")
    terminal.end()
    return desks, moves, opened


def p95(samples):
    return sorted(samples)[int(len(samples) * 0.95)]


def report(row, carebook, path, today, environment):
    """Tell what was measured, a row each."""
    told = (
        ("What a key in the complaints' list reads, p95", "50 ms"),
        ("What the desk reads when it opens, p95", "150 ms"),
        ("What a case reads when it opens, p95", "150 ms"),
        ("The year's measures, Pareto and alerts, p95", "300 ms"),
    )
    for (what, promise), taken in zip(told, reads(path, today), strict=True):
        wall, processor = zip(*taken, strict=True)
        middle = f"median {statistics.median(processor) * 1000:.0f} ms of the processor"
        row(what, f"{p95(wall) * 1000:.0f} ms", promise, middle)
    desks, moves, opened = on_screen(carebook, path, environment)
    row("Key 3 to the complaints painted, median", f"{statistics.median(desks) * 1000:.0f} ms", "150 ms")
    middle = f"median {statistics.median(moves) * 1000:.0f} ms"
    row("A key in the complaints' list to its paint, p95", f"{p95(moves) * 1000:.0f} ms", "50 ms", middle)
    row("Enter to the case painted, median", f"{statistics.median(opened) * 1000:.0f} ms", "150 ms")


def main():
    from benchmarks.__main__ import CAREBOOK, TODAY, clocked, row, run

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book.db"
        run(CAREBOOK, "sample", str(path), "--today", TODAY.isoformat(), "--customers", "50000")
        put_in(path, TODAY)
        run(CAREBOOK, "review", str(path))
        report(row, CAREBOOK, path, TODAY, clocked())


if __name__ == "__main__":
    main()
