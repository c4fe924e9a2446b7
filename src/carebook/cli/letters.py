"""Commands of the morning: what needs doing, printing it, marking it sent, taking a mistake back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carebook import clock
from carebook.book.refusals import NotSaved
from carebook.cli.answers import as_json, say, warn
from carebook.cli.opening import laid_out, reading, writing
from carebook.cli.options import PATH, book_argument, json_option, letter_number, on_option

if TYPE_CHECKING:
    import sqlite3

    from carebook.letters.desk.printing import Batch


@click.command()
@book_argument
@on_option
@click.option("--ahead", type=click.IntRange(0, 3660), metavar="DAYS", help="Also what falls due within so many days.")
@click.option("--all", "everything", is_flag=True, help="Also what is held, put off and coming up.")
@json_option
def review(book: Path, on: date | None, ahead: int | None, everything: bool, in_json: bool) -> None:
    """Show what needs doing today."""
    day = on or clock.today()
    if ahead is None:
        ahead = _horizon() if everything else 0
    if not in_json:
        say(review_in_words(book, day, ahead=ahead, everything=everything))
        return
    from carebook.review import KEYS
    from carebook.review import review as gather_rows

    with laid_out(book, day, ahead) as (opened, newest):
        rows = gather_rows(opened.db, day, ahead=ahead, everything=everything, newest_id=newest)
    as_json([dict(zip(KEYS, row, strict=True)) for row in rows])


def _horizon() -> int:
    from carebook.letters.desk.planning import HORIZON_DAYS

    return HORIZON_DAYS


def review_in_words(path: Path, day: date, *, ahead: int = 0, everything: bool = False) -> str:
    """Say what needs doing on a day; whoever may write notes that this day was seen (LET-2)."""
    from carebook.cli.words import to_do_in_words
    from carebook.letters.store.today import lapsed_since_review, note_review
    from carebook.review import gather
    from carebook.shop.store import shop

    with laid_out(path, day, ahead) as (book, _):
        found = gather(book.db, day, ahead=ahead, everything=everything)
        lapsed = lapsed_since_review(book.db, day)
        words = to_do_in_words(shop(book.db), day, found, lapsed)
        if book.writable and day == clock.today():
            with suppress(NotSaved), book.writing():
                note_review(book.db, day)
    return words


@click.command("print")
@book_argument
@on_option
@click.option(
    "--as",
    "form",
    type=click.Choice(["letters", "labels", "envelopes", "cards", "email"]),
    default="letters",
    help="The letters; address labels or envelopes for what goes by post; the list of cards; drafts of e-mails.",
)
@click.option("--out", type=PATH, metavar="DIR", help="The folder for the files; without it, one beside the book.")
@json_option
def print_due(book: Path, on: date | None, form: str, out: Path | None, in_json: bool) -> None:
    """Typeset what is due to PDFs, or draft it as e-mails. Nothing is marked sent by it."""
    from carebook.book.files import folder_beside
    from carebook.letters.causes import said

    day = on or clock.today()
    batch = _printed(form, book, day, out or folder_beside(book, "letters"))
    for number, remark in batch.remarks:
        warn(f"Before #{number} goes: {remark}")
    if in_json:
        as_json(
            {
                "files": [str(file) for file in batch.files],
                "letters": list(batch.letters),
                "left_out": [{"id": number, "cause": cause} for number, cause in batch.left_out],
            }
        )
        return
    for number, cause in batch.left_out:
        warn(f"Left out #{number}: {said(cause.rstrip('.'), day)}.")
    if not batch.files:
        say("Nothing is due to be printed." if form != "email" else "Nothing is due to go by e-mail.")
        return
    done, noun = ("Drafted", "e-mails") if form == "email" else ("Typeset", form)
    where = batch.files[0] if len(batch.files) == 1 else f"{len(batch.files)} files in {batch.files[0].parent}"
    say(f"{done} {len(batch.letters)} {noun if len(batch.letters) != 1 else noun[:-1]}: {where}")


def _printed(form: str, path: Path, day: date, folder: Path) -> Batch:
    """Make what is asked for of all that is due; letters and e-mails are noted as printed, the rest only looks."""
    from carebook.letters.desk.orders import Order, fill
    from carebook.letters.desk.planning import look_ahead

    if form not in ("letters", "email"):
        with laid_out(path, day) as (book, newest):
            return fill(book, Order(form, _in_the_book(book.db, form, newest)), day, folder)
    with writing(path) as book:
        if day == clock.today():
            return fill(book, Order(form), day, folder)
        with reading(path) as looked_at:
            chosen = _in_the_book(looked_at.db, form, look_ahead(looked_at.db, day))
        return fill(book, Order(form, chosen), day, folder)


def _in_the_book(db: sqlite3.Connection, form: str, newest: int | None) -> list[int] | None:
    """Return what is due on a day, and what is held on it, but for what was planned only to look; None: it is all.

    A letter that the book has not may get another one's number later (LET-3).
    """
    from carebook.letters.store.letters import due_ids, held_ids

    if newest is None:
        return None
    by_hand = due_ids(db, handwritten=True) if form in ("cards", "labels", "envelopes") else []
    found = by_hand if form == "cards" else [*due_ids(db), *by_hand, *held_ids(db)]
    return [number for number in found if number <= newest]


@click.command()
@book_argument
@click.argument("letters", type=letter_number, nargs=-1, required=True, metavar="LETTER...")
@on_option
@json_option
def sent(book: Path, letters: tuple[int, ...], on: date | None, in_json: bool) -> int:
    """Mark printed letters sent. Those that may not leave are listed, the others go on."""
    from carebook.letters.causes import said
    from carebook.letters.desk.sending import mark_sent

    today = clock.today()
    with writing(book) as opened:
        answer = mark_sent(opened, letters, on or today, today)
    if in_json:
        refused = [{"id": number, "cause": cause} for number, cause in answer.refused]
        as_json({"sent": list(answer.done), "refused": refused})
    else:
        for number, cause in answer.refused:
            warn(f"Not #{number}: {said(cause.rstrip('.'), today)}.")
        if answer.change:
            say(f"{answer.change.label}. Take it back with: carebook undo {book}")
    return 1 if answer.refused else 0


@click.command()
@book_argument
@json_option
def undo(book: Path, in_json: bool) -> None:
    """Take back the newest action."""
    with writing(book) as opened:
        change = opened.undo(clock.today())
    if in_json:
        as_json({"undone": change.label})
    else:
        say(f"Took back: {change.label}")
