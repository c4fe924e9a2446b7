"""An import takes as much memory for a long file as for a short one, and leaves nothing behind (X3, X4)."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importing import TODAY, Shop

from carebook.exchange import desk, people
from carebook.exchange.model import ImportStopped

MAY_GROW = 8 << 10
"""KiB: what repeats in a column is remembered. The longer file has 20,000 KiB more."""

PEAK_OF_IMPORT = """
import re, sys
from datetime import date
from pathlib import Path
from carebook.book.book import Book
from carebook.exchange import desk, people
from carebook.exchange.source import look
today = date(2026, 11, 25)
with Book.open(Path(sys.argv[1]), write=True) as book:
    source = look(Path(sys.argv[2]), shop_country="US", today=today)
    desk.run(book, source, today, file_name="list.csv")
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""

NOTE = "likes roses " * 160


def customers(count: int) -> Iterator[str]:
    yield "name,email,city,source\n"
    yield from (f"Ann {i},a{i}@elm.example,Bath {i % 900},{NOTE}{i}\n" for i in range(count))


def sales(count: int) -> Iterator[str]:
    yield "external_id,customer_email,date,product,amount,note\n"
    yield from (f"S{i},a{i % 900}@elm.example,2026-0{i % 9 + 1}-02,rose,5.50,{NOTE}{i}\n" for i in range(count))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process its peak of memory")
@pytest.mark.parametrize("lines", [customers, sales])
def test_a_file_that_is_longer_takes_no_more_memory(book_path: Path, lines):
    path = book_path.with_name("list.csv")
    peaks = []
    for count in (8_000, 18_000):
        path.write_text("".join(lines(count)))
        command = [sys.executable, "-c", PEAK_OF_IMPORT, str(book_path), str(path)]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True).stdout))
    assert peaks[1] < peaks[0] + MAY_GROW


def test_what_is_set_aside_meanwhile_is_in_a_private_folder_that_goes_however_it_ends(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    seen = []

    def look_around(done: int, every: int) -> None:
        (private,) = folder.iterdir()
        seen.append((stat.S_IMODE(private.stat().st_mode), list(private.iterdir()), open_files(private) > 0))

    source = shop.look("name\n" + "".join(f"Ann {i}\n" for i in range(5000)))
    desk.preview(shop.book, source, progress=look_around)
    with pytest.raises(ImportStopped):
        desk.run(shop.book, source, TODAY, file_name="x", cancelled=lambda: len(seen) > 9, progress=look_around)
    assert len(seen) > 9
    assert set(map(str, seen)) == {str((0o700, [], True))}
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("writes", [False, True], ids=["preview", "import"])
def test_the_owner_may_stop_what_the_book_does_by_itself(shop: Shop, writes: bool, monkeypatch: pytest.MonkeyPatch):
    """Planning what follows an import takes minutes for a million customers."""
    source = shop.look("name\nAnn\n")
    before = shop.facts()
    asked: list[bool] = []

    def long_work(db: sqlite3.Connection, *_: object) -> None:
        asked.append(True)
        db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n").fetchone()

    monkeypatch.setattr(people, "settle", long_work)
    with pytest.raises(ImportStopped):
        if writes:
            desk.run(shop.book, source, TODAY, file_name="x", cancelled=lambda: bool(asked))
        else:
            desk.preview(shop.book, source, cancelled=lambda: bool(asked))
    assert (shop.facts(), shop.book.next_undo()) == (before, None)


def open_files(folder: Path) -> int:
    """How many files without a name this process has open in a folder."""
    handles = [os.path.realpath(handle) for handle in Path("/proc/self/fd").iterdir()]
    return sum(handle.startswith(f"{folder}/") and handle.endswith(" (deleted)") for handle in handles)
