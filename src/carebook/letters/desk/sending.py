"""What becomes of a letter: sent, put back, put off, skipped, let go in spite of a hold, or sent late (LET-1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.complaints import desk as complaints
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.letters import overriding
from carebook.letters.causes import said
from carebook.letters.desk.printing import compose
from carebook.letters.model import CASE_KINDS, KINDS, WIN_BACK_KINDS, Letter, LetterClass, State
from carebook.letters.rules import Decision
from carebook.letters.store import agenda
from carebook.letters.store import letters as store
from carebook.letters.store.own_letters import title_of
from carebook.letters.writing import LetterText
from carebook.shop import store as shop_store
from carebook.text import clean

LATE_DAYS = 7
"""A lapsed thank-you that is sent all the same leaves within so many days (LET-6)."""
_OPEN = ("open", "printed")


class NotPossible(Refusal):
    """A letter is not in a state in which this can be done to it."""


@dataclass(frozen=True)
class Answer:
    """What became of the letters that a verb was asked to deal with (SUP-2)."""

    done: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]
    """Each refused letter with the cause."""
    change: Change | None


def mark_sent(book: Book, letters: Sequence[int], on: date, today: date) -> Answer:
    """Mark letters sent on a day and store their exact texts; those that may not leave are refused, the others go on.

    What was printed keeps the text that was printed; what was not is written as of that day (LET-1, LET-7).
    """
    if on > today:
        raise NotPossible(
            f"{in_words(on, today)} is still to come, and no letter can have left on it. "
            "Mark it sent on the day on which it leaves."
        )
    wanted = list(dict.fromkeys(letters))
    standing = agenda.standing(book.db, store.planned_kinds(book.db), shop_store.numbers(book.db), on, wanted)
    refused = {number: cause for number in wanted if (cause := _refused(book.db, number, standing, on))}
    going = {number: found for number in wanted if number not in refused and (found := store.letter(book.db, number))}
    unwritten = [n for n, letter in going.items() if not letter.text and _has_text(letter, standing[n])]
    written = compose(book.db, unwritten, on)
    refused |= {number: lack for number, lack in written.items() if isinstance(lack, str)}
    going = {number: letter for number, letter in going.items() if number not in refused}
    if not going:
        return Answer((), tuple(refused.items()), None)
    with book.act(_label("Marked", going, "sent"), today) as act:
        for number, letter in going.items():
            channel = standing[number].channel or "post"
            sells = letter.sells or KINDS[letter.kind].letter_class is LetterClass.SELLING
            own = {"channel": channel, "sells": int(sells)}
            store.set_on(act.db, [number], state="sent", sent_on=on, snoozed_until=None, **own)
            if not isinstance(text := written.get(number, ""), str):
                store.set_on(act.db, [number], **_kept(letter, channel, text))
            store.write_contact(act.db, letter, channel, on, title_of(act.db, letter))
            _note_step(act.db, letter, on, channel)
    return Answer(tuple(going), tuple(refused.items()), act.change)


def _kept(letter: Letter, channel: str, text: LetterText) -> dict[str, object]:
    """Return what is kept of a letter that was never printed: by e-mail it went with a subject, and without a day."""
    if channel != "e-mail":
        return text.kept()
    from carebook.letters.paper.drafts import kept

    return {**text.kept(), "text": kept(letter.kind, text)}


def _note_step(db: sqlite3.Connection, letter: Letter, on: date, channel: str) -> None:
    """Do the step that a letter of a case is (CMP-8a); one that wakes the dormant takes them off their list."""
    if letter.kind in CASE_KINDS:
        complaints.note_letter(db, letter.subject_id, letter.kind, on, channel)
    elif letter.kind in WIN_BACK_KINDS:
        from carebook.retention.desk.winning import note_letter

        note_letter(db, letter.subject_id, letter.kind, on, channel)
    elif letter.kind == "referral_thanks":
        from carebook.referrals.desk import rewarding

        rewarding.note_letter(db, letter.subject_id, on, channel)
    elif letter.kind == "referral_ask":
        from carebook.referrals.desk import asking

        asking.note_letter(db, letter.subject_id, on, channel)
    elif letter.kind == "reactivation":
        from carebook.retention.desk.working import note_worked
        from carebook.retention.model import Opportunity, Worked

        note_worked(db, letter.customer_id, Opportunity.DORMANT, Worked.LETTER, on)


def _has_text(letter: Letter, decision: Decision) -> bool:
    return not KINDS[letter.kind].handwritten and decision.channel in ("post", "e-mail", "text")


def _refused(db: sqlite3.Connection, number: int, standing: dict[int, Decision], on: date) -> str | None:
    """Say why a letter cannot be marked sent on a day, or None where it can."""
    letter = store.letter(db, number)
    if letter is None:
        return "no such letter"
    if letter.state not in _OPEN:
        when = letter.sent_on or letter.ended_on
        return letter.cause if letter.state == "cancelled" else f"already {letter.state} on {when}"
    if letter.printed_on and on < letter.printed_on:
        return f"not before it was printed on {letter.printed_on}"
    decision = standing.get(number)
    if decision is None:
        return f"not before {letter.due}" if letter.due > on else f"lapsed after {letter.lapses}"
    return decision.cause if decision.state is State.HELD else None


def put_back(book: Book, letters: Sequence[int], today: date) -> Change:
    """Put printed letters back: they did not print, or shall not leave yet."""
    chosen = _all_in(book.db, letters, ("printed",), "was not printed")
    with book.act(_label("Put", chosen, "back"), today) as act:
        store.set_on(act.db, chosen, **store.NOT_PRINTED)
    return act.change


def snooze(book: Book, letters: Sequence[int], until: date, today: date) -> Change:
    """Put letters off until a day; their windows stay as they are."""
    if until <= today:
        raise NotPossible(f"{in_words(until, today)} is not ahead. Choose a later day.")
    chosen = _all_in(book.db, letters, ("open",), "is no longer open")
    with book.act(_label("Put", chosen, f"off until {in_words(until, today)}"), today) as act:
        store.set_on(act.db, chosen, snoozed_until=until)
    return act.change


def skip(book: Book, letters: Sequence[int], reason: str, today: date) -> Change:
    """Leave letters out for good, with a reason that is kept."""
    reason = clean(reason)
    if not reason:
        raise NotPossible("Say in a few words why this one is left out.")
    chosen = _all_in(book.db, letters, _OPEN, "is no longer open")
    with book.act(_label("Skipped", chosen), today) as act:
        store.set_on(act.db, chosen, state="skipped", ended_on=today, cause=reason, snoozed_until=None)
    return act.change


def override_hold(book: Book, letter: int, reason: str, today: date) -> Change:
    """Let one held letter go in spite of what holds it now, with a reason that is kept (SUP-8).

    A suppression stays, and what comes up later holds it again.
    """
    reason = clean(reason)
    if not reason:
        raise NotPossible("Say in a few words why this one may go all the same.")
    standing = agenda.standing(book.db, store.planned_kinds(book.db), shop_store.numbers(book.db), today, [letter])
    decision = standing.get(letter)
    if decision is None or not decision.cause:
        raise NotPossible("Nothing holds this letter.")
    if decision.suppressed:
        why = said(decision.cause, today)
        raise NotPossible(f"This one cannot go: {why}. A lasting stop is changed on the customer's record.")
    chosen = _all_in(book.db, [letter], _OPEN, "is no longer open")
    with book.act(_label("Let", chosen, "go all the same"), today) as act:
        held_by = {overriding.same_hold(cause) for cause in decision.cause.split("; ")}
        override = overriding.kept(held_by.union(chosen[letter].in_spite_of), reason)
        store.set_on(act.db, chosen, override=override, snoozed_until=None)
    return act.change


def send_late(book: Book, letter: int, today: date) -> Change:
    """Bring a lapsed thank-you back in the words that own the delay (LET-6)."""
    found = store.letter(book.db, letter)
    if not found or found.kind != "thank_you" or found.state != "open" or not found.lapses or found.lapses >= today:
        raise NotPossible("Only a thank-you that has lapsed unsent can be sent late.")
    last = today + timedelta(days=LATE_DAYS)
    with book.act(_label("Brought", {letter: found}, "back, to be sent late"), today) as act:
        store.set_on(act.db, [letter], late_on=today, due=today, late_after=last, lapses=last)
    return act.change


def _all_in(db: sqlite3.Connection, letters: Sequence[int], states: Sequence[str], else_: str) -> dict[int, Letter]:
    """Return these letters, all of which must be in one of the states."""
    found = {letter.id: letter for letter in store.letters(db, letters)}
    wrong = [number for number in letters if number not in found or found[number].state not in states]
    if wrong:
        kind = KINDS[found[wrong[0]].kind].title if wrong[0] in found else "That letter"
        raise NotPossible(f"{kind} {else_}, so nothing was changed.")
    return found


def _label(verb: str, letters: dict[int, Letter], rest: str = "") -> str:
    """Name an action: "Marked 3 letters sent", or the one letter by its kind."""
    what = (
        f"{len(letters)} letters"
        if len(letters) != 1
        else f"1 letter ({KINDS[next(iter(letters.values())).kind].title})"
    )
    return " ".join(filter(None, (verb, what, rest)))
