"""`carebook import`: shown first, then asked, then done (X1)."""

from __future__ import annotations

import fcntl
import os
import pty
import subprocess
import termios
from contextlib import suppress
from pathlib import Path

import pytest
from commands import PROGRAM, carebook, surroundings

from carebook.book.book import Book

LINES = "Name;E-Mail;Kundennr\nAnn Park;ann@example.com;00012\nBob Ray;bob@;00013\nCy Lee;cy@example.com;00014\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(LINES, encoding="utf-8")
    return path


def customers(path: Path) -> int:
    with Book.open(path, write=False) as book:
        return int(book.db.execute("SELECT count(*) FROM customer").fetchone()[0])


def test_json_has_the_guesses_the_counts_and_every_rejected_line(book_path: Path, file: Path) -> None:
    answer = carebook("import", book_path, file, "--map", "Kundennr=external_id", "--yes", "--json")
    assert answer.code == 0
    document = answer.json
    keys = ["kind", "encoding", "delimiter", "header_line", "mapping", "read", "added", "updated", "unchanged"]
    assert list(document) == [*keys, "rejected", "batch"]
    assert document["mapping"] == {"Name": "name", "E-Mail": "email", "Kundennr": "external_id"}
    assert document["read"] == document["added"] + len(document["rejected"]) == 3
    assert [reject["line"] for reject in document["rejected"]] == [3]
    assert isinstance(document["batch"], int)
    assert customers(book_path) == 2
    assert carebook("show", book_path, "00012", "--json").json["customer"]["name"] == "Ann Park"


def test_the_same_file_again_adds_nothing(book_path: Path, file: Path) -> None:
    carebook("import", book_path, file, "--yes")
    again = carebook("import", book_path, file, "--yes", "--json").json
    assert (again["added"], again["updated"], again["unchanged"], again["batch"]) == (0, 0, 2, None)


@pytest.mark.parametrize("words", [["--dry-run"], ["--dry-run", "--yes"], [], ["--json"]], ids=" ".join)
def test_nothing_is_written_without_a_word(book_path: Path, file: Path, words: list[str]) -> None:
    answer = carebook("import", book_path, file, *words)
    assert answer.code == 0
    assert "Ann Park" in answer.out or "--json" in words
    assert ("--yes" in answer.err) == ("--dry-run" not in words)
    assert customers(book_path) == 0


def test_the_preview_shows_columns_names_and_what_stays_out(book_path: Path, file: Path) -> None:
    out = carebook("import", book_path, file, "--dry-run").out
    assert "people.csv: customers, written in utf-8, semicolons between columns, names on line 1" in out
    assert "E-Mail    is email" in out
    assert "  line 3: " in out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--map", "Name"], 2, "COLUMN=FIELD"),
        (["--map", "Nome=name"], 1, "no column “Nome”"),
        (["--map", "Name=nome"], 1, "no field"),
        (["--as", "letters"], 2, "letters"),
        (["--date-order", "ydm"], 2, "ydm"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_word_is_one_sentence(book_path: Path, file: Path, words: list[str], code: int, said: str) -> None:
    answer = carebook("import", book_path, file, *words)
    assert answer.code == code
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1


def _unreadable(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 20)


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, _unreadable, None], ids=["empty", "folder", "binary", "none"])
def test_what_cannot_be_read_is_refused_and_changes_nothing(book_path: Path, tmp_path: Path, make) -> None:
    path = tmp_path / "odd.csv"
    if make:
        make(path)
    answer = carebook("import", book_path, path, "--yes")
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 1
    assert "fault of its own" not in answer.err
    assert customers(book_path) == 0


def ask(book: Path, file: Path, typed: bytes) -> tuple[int, str]:
    """Import at a terminal, and type an answer."""
    ours, theirs = pty.openpty()
    env = surroundings(book.parent)
    running = subprocess.Popen(
        [*PROGRAM, "import", str(book), str(file)],
        env=env,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    seen = b""
    while b"[y/N]" not in seen:
        seen += os.read(ours, 4096)
    while running.poll() is None:  # a key in the moment before Python waits for the line is noticed with the next one
        os.write(ours, typed)
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.5)
    try:
        while more := os.read(ours, 4096):
            seen += more
    except OSError:
        pass  # the terminal is closed with the program
    os.close(ours)
    return running.returncode, seen.decode()


def test_at_a_terminal_it_asks(book_path: Path, file: Path) -> None:
    code, seen = ask(book_path, file, b"n\n")
    assert (code, customers(book_path)) == (0, 0)
    assert "Nothing was written." in seen
    code, seen = ask(book_path, file, b"y\n")
    assert (code, customers(book_path)) == (0, 2)
    assert "Take it back with" in seen


def test_leaving_at_the_question_writes_nothing(book_path: Path, file: Path) -> None:
    """T3."""
    for typed in (b"\x03", b"\x04"):
        code, seen = ask(book_path, file, typed)
        assert (code, customers(book_path)) == (130, 0)
        assert "Traceback" not in seen


def test_an_import_is_taken_back_whole(book_path: Path, file: Path) -> None:
    carebook("import", book_path, file, "--yes")
    assert carebook("undo", book_path, "--json").json == {"undone": "Imported 2 customers from people.csv"}
    assert customers(book_path) == 0


def test_referrals_are_shown_with_what_they_owe_and_taken_in(book_path: Path, file: Path) -> None:
    """X1 and REF-1: “bought” is told by the sales, and the preview says where there is none."""
    carebook("import", book_path, file, "--yes")
    referrals = file.with_name("referrals.csv")
    referrals.write_text(
        "Referral ID,Referred by,Friend,Date,Status,Reward\nR-1,Ann Park,Zed,2026-10-01,Purchased,$10.00\n"
        "R-2,Zoe,Yve,2026-10-02,,\n"
    )
    shown = carebook("import", book_path, referrals, "--dry-run").out
    assert "referrals.csv: referrals, " in shown
    assert "1 of them stands as “in contact” and not as “bought”" in shown
    assert "1 reward of them is not paid yet" in shown
    told = carebook("import", book_path, referrals, "--as", "referrals", "--yes").out
    assert "1 new" in told
    assert "in contact" in told
    again = carebook("import", book_path, referrals, "--yes", "--json").json
    assert (again["kind"], again["unchanged"], [one["line"] for one in again["rejected"]]) == ("referrals", 1, [3])
    (shown_referral,) = carebook("show", book_path, "Ann Park", "--json").json["referrals"]
    assert (shown_referral["external_id"], shown_referral["stage"]) == ("R-1", "in contact")
    assert carebook("undo", book_path, "--json").json == {"undone": "Imported 1 referral from referrals.csv"}


def test_complaints_are_shown_with_the_cases_that_they_open_and_taken_in(book_path: Path, file: Path) -> None:
    carebook("import", book_path, file, "--yes")
    complaints = file.with_name("complaints.csv")
    complaints.write_text(
        "Ticket,Customer,Complaint date,Complaint\nT-1,Ann Park,2026-11-20,It came late\nT-2,Zoe,2026-11-20,Broken\n"
    )
    shown = carebook("import", book_path, complaints, "--dry-run").out
    assert "complaints.csv: complaints, " in shown
    assert "The new one becomes an open case" in shown
    assert "line 3: nobody in the book has the number, the e-mail or the name “Zoe”" in shown
    done = carebook("import", book_path, complaints, "--as", "complaints", "--yes", "--json").json
    assert (done["kind"], done["read"], done["added"], len(done["rejected"])) == ("complaints", 2, 1, 1)
    assert carebook("show", book_path, "Ann Park", "--json").json["complaints"][0]["external_id"] == "T-1"
    assert carebook("undo", book_path, "--json").json == {"undone": "Imported 1 complaint from complaints.csv"}


@pytest.mark.parametrize("lines", ["name,email\n,nobody\n,\u200b\n", "name,email\n"], ids=["all left out", "no row"])
def test_a_file_of_which_nothing_can_be_taken_in_is_refused(book_path: Path, file: Path, lines: str) -> None:
    file.write_text(lines)
    answer = carebook("import", book_path, file, "--yes")
    assert (answer.code, answer.out) == (1, "")
    assert "othing can be taken in" in answer.err
    assert answer.err.count("\n  line ") == lines.count("\n") - 1
    in_json = carebook("import", book_path, file, "--yes", "--json")
    assert (in_json.code, in_json.json["batch"], in_json.err) == (1, None, answer.err)


def test_a_file_that_is_known_already_is_no_refusal(book_path: Path, file: Path) -> None:
    carebook("import", book_path, file, "--yes")
    assert carebook("import", book_path, file, "--yes").code == 0


@pytest.mark.parametrize(
    "words", [["--dry-run"], ["--dry-run", "--json"], ["--yes"], ["--yes", "--json"]], ids=" ".join
)
def test_a_column_of_numbers_that_repeat_is_named_when_it_is_left_out(
    book_path: Path, file: Path, words: list[str]
) -> None:
    file.write_text("Invoice,Date,Buyer Name,Amount\n7,2026-11-05,Ann,1.00\n7,2026-11-05,Ann,2.00\n")
    answer = carebook("import", book_path, file, *words)
    assert answer.code == 0
    assert "“Invoice” is left out" in answer.err
    assert '--map "Invoice=external_id"' in answer.err
    assert "left out" not in carebook("import", book_path, file, "--map", "Invoice=external_id", *words).err
