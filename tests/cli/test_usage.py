"""What is typed wrongly, and what is not there: one sentence, the right exit code, never a traceback."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest
from commands import PROGRAM, carebook, surroundings

WRONG = {
    "a slip of the finger": (["revieww", "x.db"], "Did you mean: carebook review x.db"),
    "the book before the command": (["x.db", "review"], "carebook review x.db"),
    "a word that is nothing": (["frobnicate"], "neither a command"),
    "a command that is not there": (["frobnicate", "x.db"], "There are: new, demo"),
    "a word like a command's": (["forget", "x.db"], "“forget” is no command. There are"),
    "a word like a command's alone": (["forget"], "“forget” is no command. There are"),
    "an unknown option": (["review", "x.db", "--foo"], "--foo"),
    "an unknown option of carebook": (["--foo"], "--foo"),
    "no book": (["review"], "BOOK"),
    "no letters": (["sent", "x.db"], "LETTER"),
    "letters that are no numbers": (["sent", "x.db", "first"], "no such letter: first"),
    "a day that is none": (["review", "x.db", "--on", "2026-02-30"], "2026-02-30"),
    "a day too far ahead": (["review", "x.db", "--on", "9999-12-31"], "too far away"),
    "a day too far back": (["print", "x.db", "--on", "0001-01-01"], "too far away"),
    "a sample in the far future": (["sample", "x.db", "--today", "2201-01-01"], "too far away"),
    "a letter that no book can hold": (["sent", "x.db", "99999999999999999999"], "no such letter"),
    "days below zero": (["review", "x.db", "--ahead", "-1"], "-1"),
    "a form of paper that is not there": (["print", "x.db", "--as", "stickers"], "stickers"),
    "a new book without a shop": (["new", "x.db"], "--shop"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_is_one_sentence_and_exit_code_2(tmp_path: Path, words: list[str], said: str) -> None:
    answer = carebook(*words, home=tmp_path)
    assert answer.code == 2
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
    assert answer.out == ""


@pytest.mark.parametrize(
    "words",
    [
        *(["review"], ["review", "--json"], ["print"], ["sent", "1"], ["undo"], ["find", "ann"], ["show", "ann"]),
        *(["backup"], ["check"], []),
    ],
    ids=lambda words: " ".join(words) or "the screen",
)
def test_a_missing_path_names_new(tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "none.db"
    answer = carebook(*words[:1], path, *words[1:])
    assert answer.code == 1
    assert "carebook new" in answer.err
    assert list(tmp_path.glob("none*")) == []


def test_no_terminal_is_exit_code_2(book_path: Path) -> None:
    """T3."""
    for words in ([book_path], []):
        answer = carebook(*words, home=book_path.parent)
        assert answer.code == 2
        assert "terminal" in answer.err
        assert len(answer.err.splitlines()) == 1


def _folder(path: Path) -> None:
    path.mkdir()


def _text(path: Path) -> None:
    path.write_text("Dear diary, " * 500)


def _other(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE song (title TEXT)")


def _cut_off(path: Path) -> None:
    from carebook.book.book import Book

    Book.create(path)
    with path.open("r+b") as file:
        file.truncate(20_000)


@pytest.mark.parametrize("make", [_folder, _text, _other, _cut_off, Path.touch], ids=lambda make: make.__name__)
def test_what_is_no_book_is_refused_and_left_as_it_is(tmp_path: Path, make) -> None:
    """S6."""
    path = tmp_path / "odd.db"
    make(path)
    before = sorted(file.name for file in tmp_path.iterdir()), path.is_file() and path.read_bytes()
    for words in (["review"], ["sent", "1"], ["check"]):
        answer = carebook(words[0], path, *words[1:])
        assert answer.code == 1
        assert "left as it is" in answer.err or "left as it was" in answer.err
        assert len(answer.err.splitlines()) == 1
    assert (sorted(file.name for file in tmp_path.iterdir()), path.is_file() and path.read_bytes()) == before


@pytest.mark.parametrize("day", ["yesterday", "9999-12-31", "0001-01-01"])
def test_a_set_day_that_is_none_is_pointed_out(book_path: Path, day: str) -> None:
    answer = carebook("review", book_path, today=day)
    assert answer.code == 2
    assert "CAREBOOK_TODAY" in answer.err


def test_a_full_disk_under_the_answer_is_said_once(book_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "review", str(book_path)],
            env=surroundings(book_path.parent),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_fault_of_carebooks_own_shows_no_traceback(book_path: Path) -> None:
    """T4: what happened goes to a private log; --debug shows it."""
    broken = "import carebook.review\ncarebook.review.gather = None\nfrom carebook.cli.program import run\nimport sys\n"
    env = surroundings(book_path.parent)
    script = [PROGRAM[0], "-c", broken + f"sys.exit(run(['review', {str(book_path)!r}]))"]
    quiet = subprocess.run(script, env=env, capture_output=True, text=True)
    assert quiet.returncode == 1
    assert "fault of its own" in quiet.stderr
    assert "Traceback" not in quiet.stderr
    script[2] = script[2].replace("['review'", "['--debug', 'review'")
    assert "Traceback" in subprocess.run(script, env=env, capture_output=True, text=True).stderr


def test_help_names_every_command(tmp_path: Path) -> None:
    answer = carebook("--help", home=tmp_path)
    assert answer.code == 0
    commands = "new demo sample import review print sent undo find show value report restore"
    for command in commands.split():
        assert f"\n  {command} " in answer.out
