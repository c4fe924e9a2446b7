"""print --as labels, envelopes, email; export --as ics: what leaves the book for printers and other programs."""

from __future__ import annotations

import stat
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from commands import carebook
from icalendar import Calendar

from carebook.book.book import Book
from carebook.shop import store as shop_store


def change_shop_email(book: Book, email: str) -> None:
    with book.writing():
        shop_store.save_shop(book.db, shop_store.shop(book.db)._replace(email=email))


@pytest.mark.parametrize(("form", "pages"), [("labels", 1), ("envelopes", 2)])
def test_addresses_are_for_what_goes_by_post_and_nothing_is_noted(
    morning: Path, tmp_path: Path, form: str, pages: int
) -> None:
    before = carebook("review", morning, "--json").json
    made = carebook("print", morning, "--as", form, "--out", tmp_path / "out", "--json").json
    assert set(made) == {"files", "letters", "left_out"}
    (file,) = made["files"]
    assert Path(file).name == f"{form}-2026-11-25.pdf"
    document = pdfium.PdfDocument(file)
    assert len(document) == pages
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Ann Park" in text
    assert "Йордан Петров" in text
    assert len(made["letters"]) == 2
    assert carebook("review", morning, "--json").json == before


def test_addresses_for_another_day_are_for_letters_that_the_book_has(morning: Path, tmp_path: Path) -> None:
    """LET-3: what is planned only to look has no number, by which another one could be marked sent."""
    day = ("--on", "2027-11-25", "--json")
    rows = carebook("review", morning, *day).json
    posted = [row for row in rows if row["desk"] == "letters" and row["channel"] == "post"]
    made = carebook("print", morning, "--as", "labels", "--out", tmp_path, *day).json
    assert None in [row["id"] for row in posted]
    assert set(made["letters"]) <= {row["id"] for row in posted}


def test_emails_are_drafted_and_noted_as_printed(morning: Path, tmp_path: Path) -> None:
    with Book.open(morning, write=True) as book:
        change_shop_email(book, "rosie@garden.example")
    answer = carebook("print", morning, "--as", "email", "--out", tmp_path / "out")
    assert answer.code == 0
    assert answer.out.startswith("Drafted 1 e-mail: ")
    (file,) = (tmp_path / "out").glob("*.eml")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["To"].addresses[0].addr_spec == "slash@example.com"
    assert message["To"].addresses[0].display_name == "[/]"
    assert "[bold]pots" in message.get_content()
    assert carebook("undo", morning).out.strip() == "Took back: Drafted 1 e-mail"


def test_a_shop_without_an_email_address_is_told_so(morning: Path, tmp_path: Path) -> None:
    answer = carebook("print", morning, "--as", "email", "--out", tmp_path / "out")
    assert answer.code == 1
    assert "no e-mail address yet" in answer.err
    assert not (tmp_path / "out").exists()


def test_what_is_due_is_a_calendar_with_alarms(morning: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "due.ics"
    answer = carebook("export", morning, "--as", "ics", "--out", out)
    assert answer.code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    calendar = Calendar.from_ical(out.read_bytes())
    events = calendar.walk("VEVENT")
    titles = [str(event["SUMMARY"]) for event in events]
    assert "Call Ann Park" in titles
    assert any(title.startswith("Letters: ") for title in titles)
    assert all(len(event.walk("VALARM")) == 1 for event in events)
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert all(len(line) <= 75 for line in out.read_bytes().split(b"\r\n"))


def test_a_calendar_is_written_anew_over_itself_and_over_nothing_else(morning: Path, tmp_path: Path) -> None:
    """X4: a calendar program looks at the same file every day."""
    out, other = tmp_path / "due.ics", tmp_path / "notes.txt"
    first = carebook("export", morning, "--out", out)
    content = out.read_bytes()
    assert carebook("export", morning, "--out", out).out == first.out
    assert out.read_bytes() == content
    other.write_text("mine")
    refused = carebook("export", morning, "--out", other)
    assert (refused.code, other.read_text()) == (1, "mine")
    assert "no calendar of carebook's" in refused.err
    (tmp_path / "link.ics").symlink_to(out)
    assert carebook("export", morning, "--out", tmp_path / "link.ics").code == 1
