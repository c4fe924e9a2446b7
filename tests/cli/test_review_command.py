"""`carebook review`: the day in JSON for other programs, and in words."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from commands import PROGRAM, carebook, surroundings

from carebook.book.book import Book
from carebook.book.keeping import kept

KEYS = [
    *("desk", "id", "kind", "class", "customer_id", "customer", "subject", "due", "by", "lapses", "state", "cause"),
    "channel",
]


def test_json_has_every_key_always_and_in_order(morning: Path) -> None:
    rows = carebook("review", morning, "--json", "--all").json
    assert rows
    assert all(list(row) == KEYS for row in rows)


def test_a_thank_you_is_told_with_its_window(morning: Path) -> None:
    rows = carebook("review", morning, "--json").json
    assert next(row for row in rows if row["customer"] == "Ann Park" and row["kind"] == "thank_you") == {
        "desk": "letters",
        "id": 1,
        "kind": "thank_you",
        "class": "goodwill",
        "customer_id": 1,
        "customer": "Ann Park",
        "subject": "sale 1",
        "due": "2026-11-25",
        "by": "2026-11-25",
        "lapses": "2026-11-27",
        "state": "due",
        "cause": None,
        "channel": "post",
    }


def test_calls_come_first_and_late_letters_before_due_ones(morning: Path) -> None:
    """The order of Today: desk, late first, FRQ-3."""
    rows = carebook("review", morning, "--json").json
    assert [(row["desk"], row["kind"], row["customer"][:9], row["state"]) for row in rows] == [
        ("callbacks", "call", "Ann Park", "due"),
        ("letters", "thank_you", "Йордан Пе", "late"),
        ("letters", "thank_you", "Ann Marga", "due"),
        ("letters", "thank_you", "Ann Park", "due"),
        ("letters", "thank_you", "[/]", "due"),
        ("letters", "congratulation", "Йордан Пе", "due"),
    ]


def test_a_promised_call_has_nulls_where_a_letter_has_more(morning: Path) -> None:
    call = carebook("review", morning, "--json").json[0]
    assert (call["class"], call["lapses"], call["cause"]) == (None, None, None)
    assert (call["due"], call["by"], call["channel"]) == ("2026-11-25", "2026-11-25", "phone")


def test_all_adds_what_is_held_with_its_cause_and_what_comes_up(morning: Path) -> None:
    """LET-2."""
    rows = carebook("review", morning, "--json", "--all").json
    held = [row for row in rows if row["state"] == "held"]
    assert ("Nobody Home", "thank_you", "no address") in [(r["customer"], r["kind"], r["cause"]) for r in held]
    assert {row["due"] for row in rows if row["kind"] == "how_did_we_do"} >= {"2026-12-02"}


def test_a_call_that_is_promised_for_later_is_among_what_comes_up(morning: Path) -> None:
    with Book.open(morning, write=True) as book, book.writing():
        book.db.execute("UPDATE contact SET call_back_on = '2026-11-30' WHERE call_back_on IS NOT NULL")
    assert [
        row["desk"] for row in carebook("review", morning, "--json", "--ahead", 4).json if row["kind"] == "call"
    ] == []
    call = carebook("review", morning, "--json", "--ahead", 5).json[0]
    assert (call["kind"], call["due"], call["state"]) == ("call", "2026-11-30", "upcoming")
    told = carebook("review", morning, "--all").out
    assert "Call back, coming up\n     “after the holidays”  Ann Park  promised for Mon 30 Nov" in told
    assert "5 to do" in told


def test_ahead_alone_adds_what_comes_up_but_nothing_held(morning: Path) -> None:
    rows = carebook("review", morning, "--json", "--ahead", 7).json
    assert {row["state"] for row in rows} == {"due", "late", "upcoming"}
    assert max(row["due"] for row in rows) == "2026-12-02"


def test_what_is_planned_only_to_look_has_no_id(morning: Path) -> None:
    """LET-3: beyond the horizon."""
    rows = carebook("review", morning, "--json", "--on", "2027-11-25", "--ahead", 10).json
    assert [row["kind"] for row in rows if row["id"] is None] != []
    assert carebook("review", morning, "--json").json[1]["id"] is not None


def test_an_earlier_day_is_answered_with_a_line_on_stderr(morning: Path) -> None:
    """LET-3."""
    answer = carebook("review", morning, "--json", "--on", "2026-11-24")
    assert answer.code == 0
    assert "Wed 25 Nov" in answer.err
    assert all(row["due"] <= "2026-11-24" for row in answer.json)


def test_asking_for_another_day_leaves_the_book_as_it_was(morning: Path) -> None:
    before = carebook("review", morning, "--json").out
    carebook("review", morning, "--json", "--on", "2027-06-01", "--all")
    assert carebook("review", morning, "--json").out == before


def test_a_new_day_is_planned_and_backed_up_by_the_first_who_may_write(morning: Path) -> None:
    """LET-3, B2."""
    carebook("review", morning, "--json", today="2026-11-26")
    with Book.open(morning, write=False) as book:
        assert (kept(book.db, "planned_on"), kept(book.db, "agenda_on")) == ("2026-11-26", "2026-11-26")
    assert [file.name for file in (morning.parent / "book-backups").glob("*-daily.db")] != []


def test_a_held_lock_does_not_stop_a_review(morning: Path) -> None:
    """S3: whoever may only look plans for itself."""
    expected = carebook("review", morning, "--json", today="2026-11-26", home=morning.parent).json
    with Book.open(morning, write=True):
        answer = carebook("review", morning, "--json", today="2026-11-27")
    assert answer.code == 0
    assert {row["customer"] for row in answer.json} >= {"Ann Park"}
    assert expected
    with Book.open(morning, write=False) as book:
        assert kept(book.db, "planned_on") == "2026-11-26"


def test_a_folder_that_may_only_be_read_does_not_stop_a_review(morning: Path) -> None:
    """S4: what cannot be locked cannot be written, and is looked at."""
    morning.with_name("book.db.lock").mkdir()
    answer = carebook("review", morning, "--json", today="2026-11-26")
    assert answer.code == 0
    assert "Ann Park" in {row["customer"] for row in answer.json}
    assert carebook("sent", morning, 1).code == 1


def test_words_have_the_sections_of_today(morning: Path) -> None:
    """T1, T2: a name is just a name."""
    out = carebook("review", morning).out
    lines = out.splitlines()
    assert lines[0] == "Rosie's Garden Supplies · Wed 25 Nov 2026 · 6 to do, 1 late"
    assert [line for line in lines if line and not line.startswith(" ")][1:] == [
        "Call back",
        "Letters",
        "Tonight's cards",
    ]
    assert "“after the holidays”" in out
    assert "[/]" in out
    assert "[bold]pots" in out


def test_columns_stand_under_one_another_in_any_script(morning: Path) -> None:
    from carebook.text import cells

    letters = [line for line in carebook("review", morning).out.splitlines() if "Thank-you" in line]
    starts = {cells(line[: line.index("#")]) for line in letters}
    assert len(letters) == 4
    assert len(starts) == 1


@pytest.mark.parametrize(
    "words", [["--all"], ["--ahead", "200"], ["--ahead", "200", "--on", "2026-11-24"]], ids=" ".join
)
def test_words_tell_what_comes_up_and_leave_the_plan_alone(morning: Path, words: list[str]) -> None:
    before = carebook("review", morning, "--json", "--all").out
    answer = carebook("review", morning, *words)
    assert answer.code == 0
    assert "Coming up" in answer.out
    assert carebook("review", morning, "--json", "--all").out == before
    assert carebook("check", morning).code == 0


def test_what_lapsed_is_told_on_the_day_of_the_next_review(morning: Path) -> None:
    """LET-2."""
    carebook("review", morning, today="2026-11-25")
    for _ in range(2):
        out = carebook("review", morning, today="2026-11-30").out
        assert "Lapsed since your last review" in out
        assert "lapsed after Fri 27 Nov" in out
    assert "Lapsed" not in carebook("review", morning, today="2026-12-01").out


def test_an_empty_day_says_so(book_path: Path) -> None:
    answer = carebook("review", book_path)
    assert "nothing to do" in answer.out
    assert carebook("review", book_path, "--json").out == "[]\n"


def test_a_hostile_terminal_encoding_stops_nothing(morning: Path) -> None:
    env = {**surroundings(morning.parent), "PYTHONIOENCODING": "ascii"}
    words = subprocess.run([*PROGRAM, "review", str(morning)], env=env, capture_output=True, timeout=60)
    told = subprocess.run([*PROGRAM, "review", str(morning), "--json"], env=env, capture_output=True, timeout=60)
    assert (words.returncode, told.returncode) == (0, 0)
    assert "Йордан Петров" in {row["customer"] for row in json.loads(told.stdout)}


@pytest.mark.parametrize("words", [["review", "--json"], ["review"]], ids=["JSON", "words"])
def test_a_planned_day_loads_nothing_heavy(morning: Path, words: list[str]) -> None:
    carebook("review", morning)
    heavy = {
        *("pydantic", "textual", "jinja2", "babel", "typst", "dateutil", "sqlite_utils", "holidays", "phonenumbers"),
        "chardet",
    }
    if "--json" in words:
        heavy |= {"carebook.letters.desk", "carebook.letters.rules", "carebook.days", "carebook.book.backup"}
    asked = [words[0], str(morning), *words[1:]]
    script = "import sys\nfrom carebook.cli.program import run\n"
    script += f"run({asked!r})\nprint(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], env=surroundings(morning.parent), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_clock_behind_the_last_entry_is_pointed_out(morning: Path) -> None:
    """D3."""
    answer = carebook("review", morning, "--json", today="2026-11-20")
    assert "Wed 25 Nov" in answer.err
    assert carebook("review", morning, "--json", today=date(2026, 11, 25).isoformat()).err == ""


def test_a_pipe_that_is_closed_early_is_quiet(morning: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, "review", str(morning)], env=surroundings(morning.parent), stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 0


def test_days_of_another_year_than_the_one_asked_for_are_told_with_their_year(morning: Path) -> None:
    told = carebook("review", morning, "--on", "2025-12-20", "--ahead", "400").out
    days = re.findall(r"from \w+ \d+ \w+ ?(\d*)", told)
    assert days
    assert set(days) <= {"2026", "2027"}


def test_a_reminder_is_told_after_the_calls_until_it_is_done(morning: Path) -> None:
    from carebook.customers.desk.reminding import remind
    from carebook.customers.entry import ReminderEntry

    day = date(2026, 11, 25)
    with Book.open(morning, write=True) as book:
        remind(book, 1, ReminderEntry(what="ask about the fence", on_day=day), day)
    rows = carebook("review", morning, "--json").json
    assert [row["kind"] for row in rows[:2]] == ["call", "remind"]
    assert {key: rows[1][key] for key in ("desk", "id", "class", "subject", "due", "by", "state", "channel")} == {
        "desk": "callbacks",
        "id": 1,
        "class": None,
        "subject": "reminder 1",
        "due": "2026-11-25",
        "by": "2026-11-25",
        "state": "due",
        "channel": None,
    }
    assert "Remember\n  ·  ask about the fence  Ann Park" in carebook("review", morning).out
    with Book.open(morning, write=True) as book:
        remind(book, 2, ReminderEntry(what="send the list", on_day=date(2026, 11, 24)), day)
    rows = carebook("review", morning, "--json").json
    told = [(row["kind"], row["state"]) for row in rows if row["desk"] == "callbacks"]
    assert told == [("remind", "late"), ("call", "due"), ("remind", "due")]
