"""Letters of the owner's own to one customer: written, changed until they leave, taken out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.customers.model import Cause
from carebook.customers.refusals import Gone
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.letters.facts import OwnFacts
from carebook.letters.model import LetterClass, OwnLetter
from carebook.letters.own_words import offers_in, remarks_on
from carebook.letters.store import letters as store
from carebook.letters.store import own_letters
from carebook.letters.store.drafts import facts_of_own
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.letters.entry import OwnLetterEntry


class NobodyToWriteTo(Refusal):
    """A customer who died gets no letter (SUP-1)."""

    def __init__(self, name: str) -> None:
        """Name the customer."""
        super().__init__(f"{short(name)} died, and nothing is sent there any more.")


class HasLeft(Refusal):
    """A letter of one's own that was sent, or left out, stays as it was."""


def write_own(book: Book, customer_id: int, entry: OwnLetterEntry, today: date, *, token: str | None = None) -> Change:
    """Write a letter of one's own to a customer; on its day it stands on Today like all others."""
    customer = customers.customer(book.db, customer_id)
    if any(stop.cause == Cause.DECEASED for stop in customers.suppressions(book.db, customer_id)):
        raise NobodyToWriteTo(customer.name)
    _refuse_unreadable(book, customer_id, entry, today)
    with book.act(f"Wrote “{short(entry.title)}” to {short(customer.name)}", today, token=token) as act:
        rows.insert(act.db, "own_letter", {"customer_id": customer_id, **entry.model_dump(), "entered_on": today})
    return act.change


def change_own(book: Book, number: int, entry: OwnLetterEntry, today: date) -> Change:
    """Change a letter of one's own that has not left; one that was printed is printed anew (LET-7)."""
    found = _still_here(book, number, today)
    _refuse_unreadable(book, found.customer_id, entry, today)
    with book.act(f"Changed the letter “{short(entry.title)}”", today) as act:
        rows.update(act.db, "own_letter", number, entry.model_dump())
        letter = own_letters.letter_of(act.db, number)
        if letter and letter.state == "printed":
            store.set_on(act.db, [letter.id], **store.NOT_PRINTED)
    return act.change


def remove_own(book: Book, number: int, today: date) -> Change:
    """Take out a letter of one's own that has not left; undo brings it back."""
    found = _still_here(book, number, today)
    with book.act(f"Took out the letter “{short(found.title)}”", today) as act:
        rows.delete(act.db, "own_letter", number)
    return act.change


def _still_here(book: Book, number: int, today: date) -> OwnLetter:
    found = own_letters.own_letter(book.db, number)
    if found is None:
        raise Gone("letter")
    letter = own_letters.letter_of(book.db, number)
    if letter and letter.sent_on:
        raise HasLeft(f"“{short(found.title)}” left on {in_words(letter.sent_on, today)}, and stays as it was sent.")
    if letter and letter.state == "skipped":
        raise HasLeft(f"“{short(found.title)}” was left out: {letter.cause}. Write a new one, or undo that.")
    return found


def _refuse_unreadable(book: Book, customer_id: int, entry: OwnLetterEntry, today: date) -> None:
    """Refuse words that no letter could be written with, and an offer in what does not sell (SUP-4).

    A detail that is only missing holds the letter (LET-8).
    """
    own = OwnFacts(entry.title, entry.text, sells=entry.letter_class == LetterClass.SELLING)
    offers = offers_in(entry.text) or offers_in(entry.title)
    if entry.letter_class != LetterClass.SELLING and offers:
        said = f"“{offers[0]}” is an offer, so this letter sells: choose that it offers something."
        raise Wrong({"letter_class": said})
    facts = facts_of_own(book.db, customer_id, own, today)
    if wrong := next((one for one in remarks_on(entry.text, facts) if one.is_error), None):
        raise Wrong({"text": f"Line {wrong.line}: {wrong.said}"})
