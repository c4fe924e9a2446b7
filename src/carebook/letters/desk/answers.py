"""What comes back on letters: survey sheets, found by the number printed on them, and every other answer (LET-1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.customers.model import Cause, Channel, Response
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.letters.model import KINDS, Letter, LetterClass
from carebook.letters.store import letters as store
from carebook.text import clean, cut
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.customers.entry import SurveyAnswerEntry

_BY_POST = (Channel.POST, Channel.HANDWRITTEN)
_MOST_DIGITS = 18
_WIDTH = 20


class NotASheet(Wrong):
    """A number that is on no survey sheet which went out; its sentence stands beside the number."""

    def __init__(self, sentence: str) -> None:
        """Say why, and what to do."""
        super().__init__({"number": sentence})


class NotSent(Refusal):
    """An answer to a letter that did not leave, or is not in the book."""


def sheet_number(typed: str) -> int:
    """Read the number of a sheet as it is printed, "No. 31", or the figures alone."""
    figures = clean(typed).casefold().removeprefix("no.").strip(" #№")
    if figures.isascii() and figures.isdecimal() and len(figures) <= _MOST_DIGITS:
        return int(figures)
    if not figures:
        raise NotASheet("Type the number that is printed on the sheet.")
    raise NotASheet(f"“{cut(clean(typed), _WIDTH)}” is no number. Type the one that is printed on the sheet.")


def sheet(db: sqlite3.Connection, number: int) -> Letter:
    """Return the letter that a sheet went out with; raise NotASheet."""
    found = store.letter(db, number)
    if found is None:
        raise NotASheet(f"No letter has the number {number}. Look at the number on the sheet once more.")
    kind = KINDS[found.kind]
    if kind.letter_class is not LetterClass.SURVEY:
        raise NotASheet(f"No. {number} is a letter of another kind ({kind.title}), not a survey. Look once more.")
    if found.sent_on is None:
        raise NotASheet(f"The sheet No. {number} is not marked sent. If it did leave, mark its letter sent first.")
    return found


def answer_survey(
    book: Book, number: int, entry: SurveyAnswerEntry, today: date, *, token: str | None = None
) -> Change:
    """Keep what a sheet says, and note its letter as answered; entered again, it takes the place of what stood."""
    letter = sheet(book.db, number)
    if letter.sent_on and entry.answered_on < letter.sent_on:
        sent = in_words(letter.sent_on, today)
        raise Wrong({"answered_on": f"This sheet left only on {sent}. When did it come back?"})
    customer = customers.customer(book.db, letter.customer_id)
    with book.act(f"Entered the answer of {short(customer.name)}", today, token=token) as act:
        store.set_on(act.db, [letter.id], state="answered")
        customers.save_answer(act.db, customer.id, letter.kind, letter.id, entry.model_dump())
    return act.change


def log_answers(
    book: Book,
    letters: Sequence[int],
    response: str,
    on: date,
    today: date,
    *,
    note: str = "",
    call_back_on: date | None = None,
    channel: str = Channel.POST,
    token: str | None = None,
) -> Change:
    """Log the same answer to some sent letters; one logged again takes the place of what stood.

    A letter that the post brought back is not answered: it stops all post until the address changes (SUP-6). One who
    says "later" names a day, and stands on Today as a call from then on.
    """
    _refuse_answer(response, channel, on, call_back_on, today)
    answered = _sent(book.db, letters, on, today)
    values: dict[str, Value] = {
        "on_day": on,
        "channel": channel,
        "response": response,
        "note": clean(note, lines=True),
        "call_back_on": call_back_on if response == Response.LATER else None,
        "called_back_on": None,
    }
    with book.act(_label(book.db, answered, Response(response)), today, token=token) as act:
        for letter in answered:
            store.save_reply(act.db, letter, values)
            came_back = response == Response.RETURNED
            store.set_on(act.db, [letter.id], state="sent" if came_back else "answered")
            if came_back and letter.channel in _BY_POST:
                customers.save_stop(act.db, letter.customer_id, Cause.GONE_AWAY, on, "post came back")
    return act.change


def _refuse_answer(response: str, channel: str, on: date, call_back_on: date | None, today: date) -> None:
    """Refuse an answer that cannot be: its sentence stands beside what is wrong."""
    if response not in tuple(Response):
        raise Wrong({"response": f"An answer is one of {', '.join(Response)}."})
    if channel not in tuple(Channel):
        raise Wrong({"channel": f"An answer comes by one of {', '.join(Channel)}."})
    if on > today:
        raise Wrong({"on_day": f"{in_words(on, today)} is still to come. When did the answer come?"})
    if response == Response.LATER and call_back_on is None:
        raise Wrong({"call_back_on": "Later needs a day: when shall Today ask you to call them?"})
    if response == Response.LATER and call_back_on and call_back_on < on:
        raise Wrong({"call_back_on": f"{in_words(call_back_on, today)} is before they answered. Type a later day."})


def _sent(db: sqlite3.Connection, letters: Sequence[int], on: date, today: date) -> list[Letter]:
    """Return these letters, all of which must have left by then."""
    wanted = list(dict.fromkeys(letters))
    found = store.letters(db, wanted)
    if not found or len(found) < len(wanted):
        raise NotSent("There is no such letter in the book any more, so no answer was logged.")
    for letter in found:
        name, title = customers.customer(db, letter.customer_id).name, KINDS[letter.kind].title
        if letter.sent_on is None:
            raise NotSent(
                f"“{title}” to {short(name)} is not marked sent, so no answer was logged. "
                "If it did leave, mark it sent first."
            )
        if on < letter.sent_on:
            sent = in_words(letter.sent_on, today)
            raise Wrong({"on_day": f"“{title}” to {short(name)} left only on {sent}. When did the answer come?"})
    return found


_SAID = {
    Response.POSITIVE: "a yes",
    Response.NEGATIVE: "a no",
    Response.NONE: "no answer",
    Response.LATER: "a later",
    Response.RETURNED: "post that came back",
}


def _label(db: sqlite3.Connection, letters: Sequence[Letter], response: Response) -> str:
    """Name an action: "Logged a yes of 40 letters", or of whom the one is."""
    if len(letters) != 1:
        return f"Logged {_SAID[response]} of {len(letters)} letters"
    return f"Logged {_SAID[response]} of {short(customers.customer(db, letters[0].customer_id).name)}"
