"""print, sent, undo: from a due letter to paper and back."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from commands import carebook

from carebook.book.book import Book


def _due(book: Path) -> list[int]:
    return [row["id"] for row in carebook("review", book, "--json").json if row["kind"] == "thank_you"]


def test_print_typesets_what_is_due_and_lists_what_stays_out(morning: Path, tmp_path: Path) -> None:
    """LET-1, LET-7, SUP-2: nothing is marked sent by it."""
    out = tmp_path / "letters"
    made = carebook("print", morning, "--out", out, "--json").json
    ann, petrov = (row["id"] for row in carebook("review", morning, "--json").json if row["channel"] == "post")
    assert sorted(made["letters"]) == sorted([ann, petrov])
    assert [Path(file).parent for file in made["files"]] == [out]
    assert Path(made["files"][0]).read_bytes().startswith(b"%PDF")
    causes = {row["id"]: row["cause"] for row in made["left_out"]}
    assert set(causes.values()) == {"goes by e-mail: print it as e-mail", "goes by phone", "no address"}


def test_printed_files_are_private(morning: Path, tmp_path: Path) -> None:
    """X4."""
    old = os.umask(0)
    try:
        carebook("print", morning, "--out", tmp_path / "letters")
    finally:
        os.umask(old)
    (file,) = (tmp_path / "letters").iterdir()
    assert stat.S_IMODE((tmp_path / "letters").stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_folder_letters_go_beside_the_book(morning: Path) -> None:
    carebook("print", morning)
    assert list((morning.parent / "book-letters").glob("*.pdf")) != []


def test_two_books_of_one_stem_do_not_share_their_letters(morning: Path) -> None:
    other = morning.rename(morning.with_name("book"))
    carebook("print", other, home=morning.parent)
    assert list((morning.parent / "letters-of-book").glob("*.pdf")) != []
    assert not (morning.parent / "book-letters").exists()


def test_cards_are_listed_for_writing_by_hand(morning: Path, tmp_path: Path) -> None:
    """LET-11."""
    made = carebook("print", morning, "--as", "cards", "--out", tmp_path / "cards", "--json").json
    (card,) = (row["id"] for row in carebook("review", morning, "--json").json if row["kind"] == "congratulation")
    assert made["letters"] == [card]
    assert Path(made["files"][0]).name.startswith("cards-")


def test_print_of_a_day_to_come_takes_that_days_letters(morning: Path, tmp_path: Path) -> None:
    made = carebook("print", morning, "--on", "2026-12-02", "--out", tmp_path / "out", "--json").json
    with Book.open(morning, write=False) as book:
        kinds = {book.db.execute("SELECT kind FROM letter WHERE id = ?", [i]).fetchone()[0] for i in made["letters"]}
    assert kinds == {"how_did_we_do"}


def test_sent_marks_the_good_ones_and_lists_the_refused(morning: Path) -> None:
    """SUP-2."""
    due = _due(morning)
    held = next(r["id"] for r in carebook("review", morning, "--json", "--all").json if r["cause"] == "no address")
    answer = carebook("sent", morning, due[0], held, 999, "--json")
    assert answer.code == 1
    refused = [{"id": held, "cause": "no address"}, {"id": 999, "cause": "no such letter"}]
    assert answer.json == {"sent": [due[0]], "refused": refused}
    again = carebook("sent", morning, due[0], "--json")
    assert (again.code, again.json["sent"]) == (1, [])
    assert "already sent" in again.json["refused"][0]["cause"]


def test_sent_stores_the_exact_text_of_that_day(morning: Path) -> None:
    """LET-1, LET-7."""
    (ann,) = (
        row["id"]
        for row in carebook("review", morning, "--json").json
        if row["channel"] == "post" and row["customer"] == "Ann Park"
    )
    assert carebook("sent", morning, ann, "--on", "2026-11-25").code == 0
    document = carebook("show", morning, "Ann Park", "--json").json
    (letter,) = (one for one in document["letters"] if one["id"] == ann)
    assert (letter["state"], letter["sent_on"]) == ("sent", "2026-11-25")
    assert "mower" in letter["text"]


def test_no_letter_was_sent_on_a_day_to_come(morning: Path) -> None:
    """LET-1: refused in a sentence, and nothing is marked."""
    due = _due(morning)
    answer = carebook("sent", morning, due[0], "--on", "2027-01-04")
    assert (answer.code, answer.out) == (1, "")
    assert "Mon 4 Jan 2027 is still to come, and no letter can have left on it." in answer.err
    assert _due(morning) == due


def test_undo_takes_back_the_newest_action_and_names_it(morning: Path) -> None:
    due = _due(morning)
    carebook("sent", morning, *due)
    assert _due(morning) == []
    assert carebook("undo", morning, "--json").json == {"undone": f"Marked {len(due)} letters sent"}
    assert _due(morning) == due


def test_undo_of_nothing_is_refused(book_path: Path) -> None:
    answer = carebook("undo", book_path, "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "nothing to undo" in answer.err


def test_a_writing_command_names_who_holds_the_book(morning: Path) -> None:
    """S3: it waits five seconds, then says who and since when."""
    with Book.open(morning, write=True):
        answer = carebook("sent", morning, 1)
    assert answer.code == 1
    assert f"process {os.getpid()}, since" in answer.err


def test_a_damaged_table_is_said_and_not_shown(morning: Path) -> None:
    with sqlite3.connect(morning) as db:
        root, size = (
            db.execute(q).fetchone()[0]
            for q in ("SELECT rootpage FROM sqlite_master WHERE name = 'customer'", "PRAGMA page_size")
        )
    with morning.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    answer = carebook("show", morning, "#1")
    assert answer.code == 1
    assert "carebook check" in answer.err
    assert carebook("check", morning, "--json").json["ok"] is False
