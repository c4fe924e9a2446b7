"""Every speed that is promised, measured in one run against its own floor: `make bench`.

The figures are ratios of medians of interleaved runs, so that a noisy machine harms both sides alike. Nothing here
fails a build.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks import complaints, foretelling, import_customers, referrals, retention
from benchmarks.terminal import Terminal

HERE = Path(__file__).parent
PYTHON = sys.executable
CAREBOOK = str(Path(PYTHON).with_name("carebook"))
TODAY = date(2026, 11, 25)
BIG, SMALL = 100_000, 100
RUNS = 9
RESULTS = 1000  # bytes: the letter typed is painted at once, in some 200; its results in more


def clocked(day=TODAY):
    return {"CAREBOOK_TODAY": day.isoformat()}


def run(*argv, day=TODAY):
    """Run a command to its end; return its seconds."""
    import os

    started = time.perf_counter()
    subprocess.run(
        argv, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **clocked(day)}
    )
    return time.perf_counter() - started


def interleaved(*measures, runs=RUNS):
    """Take each measure in turn, after one round that is not counted; return the median of each."""
    taken = [[measure() for measure in measures] for _ in range(runs + 1)][1:]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def p95(samples):
    return sorted(samples)[int(len(samples) * 0.95)]


def row(what, figure, promise, note=""):
    print(f"| {what} | {figure} | {promise} | {note} |", flush=True)


def bare():
    terminal = Terminal([PYTHON, str(HERE / "bare.py")])
    taken = terminal.until("Customer 30", "Quit")
    terminal.settle()
    memory = terminal.memory()
    terminal.end()
    return taken, memory


def screen(book):
    terminal = Terminal([CAREBOOK, str(book)], clocked())
    taken = terminal.until("Today", "Thank-you", "help")
    terminal.settle()
    memory = terminal.memory()
    terminal.end()
    return taken, memory


def begin(path):
    """Do what a book is owed in the morning, as its backup: each start here is cut off before that is done."""
    from carebook.book.book import Book
    from carebook.upkeep import begin_day

    with Book.open(path, write=True) as book:
        begin_day(book, TODAY, print)


def starts(big, small):
    floor, large, little = interleaved(lambda: bare()[0], lambda: screen(big)[0], lambda: screen(small)[0])
    row(
        "Start to Today painted, 100,000 customers",
        f"{large / floor:.2f} x",
        "1.5 x a bare app",
        f"{floor * 1000:.0f} ms bare",
    )
    row("The same with 100 customers", f"{(large / little - 1) * 100:+.0f} %", "within 15 %", f"{little * 1000:.0f} ms")


def keys(big):
    terminal = Terminal([CAREBOOK, str(big)], clocked())
    terminal.until("Today", "help")
    terminal.settle()
    terminal.key("2", quiet=0.5)
    moves = [terminal.key(key) for key in ["j"] * 60 + ["\x1b[6~"] * 30 + ["G", "g"] * 10]
    middle = f"median {statistics.median(moves) * 1000:.0f} ms"
    row("A key in a list of 100,000 to its paint, p95", f"{p95(moves) * 1000:.0f} ms", "50 ms", middle)
    terminal.key("/", quiet=0.5)
    finds = []
    for word in ("ann", "ann", "park", "mill", "5550", "petrov", "so", "elm"):
        finds += [terminal.key(letter, least=RESULTS) for letter in word]
        terminal.key("\x1b", quiet=0.5)
    finds = finds[3:]
    middle = f"median {statistics.median(finds) * 1000:.0f} ms"
    row("A letter typed in find to its results, p95", f"{p95(finds) * 1000:.0f} ms", "50 ms", middle)
    used = terminal.memory()
    terminal.end()
    floor = bare()[1]
    row("Memory after that", f"{used / floor:.2f} x", "1.5 x a bare app", f"{used:.0f} against {floor:.0f} MiB")


def review(big):
    floor, ours = interleaved(
        lambda: run(PYTHON, str(HERE / "review_floor.py"), str(big)),
        lambda: run(CAREBOOK, "review", str(big), "--json"),
    )
    row("carebook review --json", f"{ours / floor:.2f} x", "2 x one SQL statement", f"{ours * 1000:.0f} ms")


def planning(big, folder):
    from carebook.book.book import Book
    from carebook.letters.desk.planning import plan_day

    copy = folder / "planned.db"
    shutil.copy(big, copy)
    with Book.open(copy, write=True) as book:
        started = time.perf_counter()
        plan_day(book, TODAY + timedelta(days=1))
        whole = time.perf_counter()
        plan_day(book, TODAY + timedelta(days=1))
        again = time.perf_counter()
    row("Planning a whole new day", f"{whole - started:.2f} s", "3 s", "")
    row("The second run", f"{again - whole:.4f} s", "0.3 s", "plans nothing")


def paper(big, folder):
    from carebook.book.book import Book
    from carebook.letters.desk.planning import follow
    from carebook.letters.desk.printing import print_letters
    from carebook.letters.store.letters import due_ids

    copy = folder / "printed.db"
    shutil.copy(big, copy)
    with Book.open(copy, write=True, followers=[follow]) as book:
        letters = due_ids(book.db)[:500]
        started = time.perf_counter()
        batch = print_letters(book, letters, TODAY, folder / "paper")
        taken = time.perf_counter() - started
    row(f"{len(batch.letters)} letters written, typeset to one PDF and noted", f"{taken:.2f} s", "5 s", "")


def complaints_desk(big, folder):
    copy = folder / "complaints.db"
    shutil.copy(big, copy)
    complaints.put_in(copy, TODAY)
    complaints.report(row, CAREBOOK, copy, TODAY, clocked())


def retention_desk(big, folder):
    copy = folder / "retention.db"
    shutil.copy(big, copy)
    retention.report(row, run, interleaved, (PYTHON, CAREBOOK), copy, TODAY)
    foretelling.report(row)


def referrals_desk(folder):
    book = folder / "referrals.db"
    run(CAREBOOK, "sample", str(book), "--today", TODAY.isoformat(), "--customers", str(referrals.CUSTOMERS))
    referrals.put_in(book, TODAY)
    referrals.report(row, book, TODAY)


def importing():
    wall, processor = import_customers.compare(BIG, 3)
    row(
        "Import of 100,000 customers",
        f"{wall[0] / wall[1]:.2f} x",
        "1.5 x sqlite-utils insert",
        f"{wall[0]:.1f} against {wall[1]:.1f} s",
    )
    row("The same in processor time", f"{processor[0] / processor[1]:.2f} x", "", "")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        big, small = folder / "big.db", folder / "small.db"
        for book, customers in ((big, BIG), (small, SMALL)):
            run(CAREBOOK, "sample", str(book), "--today", TODAY.isoformat(), "--customers", str(customers))
            run(CAREBOOK, "review", str(book))
            run(CAREBOOK, "check", str(book))
            begin(book)
        print("| what | measured | promised | |\n| --- | --- | --- | --- |")
        starts(big, small)
        keys(big)
        review(big)
        planning(big, folder)
        paper(big, folder)
        complaints_desk(big, folder)
        retention_desk(big, folder)
        referrals_desk(folder)
        importing()


if __name__ == "__main__":
    main()
