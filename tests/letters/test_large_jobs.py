"""Large print jobs: batch by batch, all together or not at all (LET-7, X4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from rosie import Rosie, rosies

from carebook.book.refusals import ReadOnly
from carebook.letters.desk import printing
from carebook.letters.desk.counting_pages import count_cards, count_pages
from carebook.letters.paper import batches
from carebook.letters.paper.batches import RunOfFiles, in_batches
from carebook.letters.paper.press import PrintingCancelled
from carebook.letters.store import letters as store


@pytest.fixture
def rosie(book_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rosie]:
    """Her shop with five thank-yous, of which two are set at once."""
    monkeypatch.setattr(batches, "BATCH", 2)
    with rosies(book_path, "11-02") as found:
        for place in range(5):
            found.sale(found.customer(f"Customer {place}"), "2026-11-02")
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book-letters"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], []),
        ([1], [[1]]),
        ([1, 2], [[1, 2]]),
        ([1, 2, 3], [[1, 2], [3]]),
        ([1, 2, 3, 4, 5], [[1, 2], [3, 4], [5]]),
    ],
)
def test_every_piece_is_in_one_batch(
    pieces: list[int], expected: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    assert in_batches(pieces) == expected


def test_a_large_job_is_several_files_and_one_action(rosie: Rosie, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    batch = printing.print_letters(rosie.book, None, rosie.today, folder, progress=lambda *so: told.append(so))
    assert [path.name for path in batch.files] == [f"letters-2026-11-02-{n}.pdf" for n in (1, 2, 3)]
    assert [len(pdfium.PdfDocument(path)) for path in batch.files] == [2, 2, 1]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in batch.files)
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]
    assert len(batch.letters) == 5
    assert batch.change
    assert batch.change.label == "Printed 5 letters"
    assert rosie.undo().label == "Printed 5 letters"
    assert not rosie.letters("thank_you", "printed")


def test_a_second_large_job_of_the_day_counts_on(rosie: Rosie, folder: Path) -> None:
    printing.print_letters(rosie.book, None, rosie.today, folder)
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    assert [path.name for path in batch.files] == [f"letters-2026-11-02-{n}.pdf" for n in (4, 5, 6)]


def test_a_small_job_is_one_file_by_the_day_alone(rosie: Rosie, folder: Path) -> None:
    two = [one.id for one in rosie.letters("thank_you")][:2]
    batch = printing.print_letters(rosie.book, two, rosie.today, folder)
    assert [path.name for path in batch.files] == ["letters-2026-11-02.pdf"]


def test_stopped_halfway_it_leaves_nothing_at_all(rosie: Rosie, folder: Path) -> None:
    before, done = rosie.facts(), list[int]()
    with pytest.raises(PrintingCancelled):
        printing.print_letters(
            rosie.book,
            None,
            rosie.today,
            folder,
            progress=lambda so_far, _: done.append(so_far),
            cancelled=lambda: bool(done) and done[-1] >= 2,
        )
    assert done[-1] == 2
    assert names(folder) == []
    assert rosie.facts() == before


def test_where_it_cannot_be_noted_no_file_stays(rosie: Rosie, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """S4."""

    def refuse(*_: object, **__: object) -> None:
        raise ReadOnly(rosie.book.path)

    monkeypatch.setattr(store, "set_on", refuse)
    with pytest.raises(ReadOnly):
        printing.print_letters(rosie.book, None, rosie.today, folder)
    assert names(folder) == []


def test_a_name_taken_meanwhile_takes_back_the_whole_run_and_not_the_strangers_file(folder: Path) -> None:
    """X4."""
    folder.mkdir()
    with pytest.raises(Exception, match="already there"), RunOfFiles(folder) as run:
        run.add(b"first", "letters", numbered=True)
        run.add(b"second", "letters", numbered=True)
        (folder / "letters-2.pdf").write_text("somebody else's")
    assert names(folder) == ["letters-2.pdf"]
    assert (folder / "letters-2.pdf").read_text() == "somebody else's"


def test_pages_are_counted_before_anything_is_written(rosie: Rosie, folder: Path) -> None:
    """A survey sheet is a second page, and what stays out is counted with its cause."""
    rosie.sale(rosie.customer("Hole"), "2026-11-02", product="")
    rosie.news(rosie.customer("Card"), "congratulation", "Won the flower show")
    told: list[tuple[int, int]] = []
    found = count_pages(rosie.book.db, None, rosie.today, lambda *so: told.append(so))
    assert (found.pieces, found.pages) == (5, 5)
    assert told == [(0, 6), (2, 6), (4, 6)]
    assert list(found.left_out.values()) == [
        "This letter waits for one detail: what was bought. Fill it in and the letter can go."
    ]
    rosie.on("11-09")
    surveys = [one.id for one in rosie.letters("how_did_we_do")][:3]
    printing.print_letters(rosie.book, None, rosie.today, folder)
    counted = count_pages(rosie.book.db, surveys, rosie.today)
    assert (counted.pieces, counted.pages) == (3, 6)


def test_the_pages_of_the_list_of_cards_are_those_of_the_list(rosie: Rosie) -> None:
    assert count_cards(rosie.book.db, None, rosie.today)[:2] == (0, 0)
    for name in ("Ann Park", "Bo Lund"):
        rosie.news(rosie.customer(name), "congratulation", "Won the flower show")
    assert count_cards(rosie.book.db, None, rosie.today)[:2] == (2, 1)
