"""From a due letter to paper: its words as of a day, PDFs of some hundred each, what had to stay out (SUP-2, LET-7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from carebook.book import history
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.errors import Refusal
from carebook.letters import writing
from carebook.letters.facts import LetterFacts
from carebook.letters.model import KINDS
from carebook.letters.paper.batches import RunOfFiles, free_name, in_batches
from carebook.letters.paper.press import Card, Progress, letters_job, press, typeset_cards
from carebook.letters.rules import Decision
from carebook.letters.shelf import Shelf
from carebook.letters.store import agenda, paper, wording
from carebook.letters.store import letters as store
from carebook.letters.store.drafts import facts_of, points_of
from carebook.letters.writing import LetterText
from carebook.shop import store as shop_store


@dataclass(frozen=True)
class Batch:
    """What a print run made: its file, the letters in it, and every other letter with what kept it out."""

    files: tuple[Path, ...]
    letters: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...]
    change: Change | None = None
    remarks: tuple[tuple[int, str], ...] = ()
    """What the owner should look at in a printed letter before it goes, as the lint found it."""


def compose(
    db: sqlite3.Connection, letters: Iterable[int], on: date, shelf: Shelf | None = None
) -> dict[int, LetterText | str]:
    """Write letters as of a day with the words in use, or a shelf's; or say in one sentence what one lacks (LET-8)."""
    shelf = shelf or wording.shelf(db)
    written: dict[int, LetterText | str] = {}
    for number, (kind, facts) in facts_of(db, letters, shop_store.shop(db), store.planned_kinds(db), on).items():
        try:
            written[number] = writing.compose(kind, facts, shelf)
        except Refusal as lack:
            written[number] = str(lack)
    return written


class Judged(NamedTuple):
    """Letters that are to leave by one channel on a day: which of them may, and what keeps the others back (SUP-2)."""

    going: list[int]
    left_out: dict[int, str]
    channels: dict[int, str]
    """By which channel each letter that may leave at all goes."""


def judge(db: sqlite3.Connection, letters: Sequence[int] | None, on: date, *channels: str) -> Judged:
    """Judge these letters anew, or all of a day: may they leave, and by one of these channels?"""
    chosen = letters if letters is not None else (*store.due_ids(db), *store.held_ids(db))
    wanted = list(dict.fromkeys(chosen))
    standing = agenda.standing(db, store.planned_kinds(db), shop_store.numbers(db), on, wanted)
    left_out = {number: cause for number in wanted if (cause := _stays_out(db, number, standing, channels))}
    going = [number for number in wanted if number not in left_out]
    return Judged(going, left_out, {number: decision.channel or "" for number, decision in standing.items()})


class Made(NamedTuple):
    """What a run has set so far."""

    since: int
    """The book's newest action as the run began."""
    kept: dict[int, dict[str, object]]
    """What is kept of each letter."""
    reads: dict[int, int]
    """By a hash of its words how each reads, so that one that would read otherwise is found."""
    left_out: dict[int, str]
    remarks: list[tuple[int, str]]

    @classmethod
    def begin(cls, db: sqlite3.Connection, left_out: dict[int, str]) -> Made:
        """Begin a run, with what stays out of it."""
        return cls(history.newest(db), {}, {}, left_out, [])

    def add(self, number: int, text: LetterText, exact: str) -> None:
        """Take in a letter that was set, with its exact text (LET-7)."""
        self.kept[number] = {**text.kept(), "text": exact}
        self.reads[number] = hash(text.plain())
        self.remarks.extend((number, said) for said in text.remarks)


def print_letters(
    book: Book,
    letters: Sequence[int] | None,
    on: date,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Typeset these letters, or all that are due, to new PDFs in a folder, and note that they were printed.

    Each is judged anew (SUP-2): what may not leave stays out with its cause, and the others go on. A large job is set
    batch by batch; stopped, it leaves no file and no note.
    """
    going, left_out, _ = judge(book.db, letters, on, "post")
    setup, made = paper.setup(book.db), Made.begin(book.db, left_out)
    tell, batches, done = progress or (lambda done, total: None), in_batches(going), 0
    tell(done, len(going))
    with RunOfFiles(folder) as run:
        for batch in batches:
            done += len(batch)
            texts = compose(book.db, batch, on)
            left_out |= {number: text for number, text in texts.items() if isinstance(text, str)}
            written = [(number, text) for number in batch if not isinstance(text := texts[number], str)]
            if not written:
                continue
            pressed = press(letters_job(written, setup), on, cancelled)
            left_out |= pressed.left_out
            if pressed.pdf:
                run.add(pressed.pdf, f"letters-{on}", numbered=len(batches) > 1)
            for number, text in written:
                if number in pressed.pages:
                    made.add(number, text, text.plain())
            tell(done, len(going))
    return note_printed(book, run, made, "post", on)


def _stays_out(
    db: sqlite3.Connection, number: int, standing: dict[int, Decision], channels: Sequence[str]
) -> str | None:
    """Say why a letter cannot leave now by one of these channels, or None where it can."""
    decision = standing.get(number)
    letter = store.letter(db, number)
    if letter is None:
        return "no such letter"
    if decision is None:
        return "not due"
    if decision.cause:
        return decision.cause
    if KINDS[letter.kind].handwritten and "handwritten" not in channels:
        return "written by hand"
    if decision.channel in channels:
        return None
    return "goes by e-mail: print it as e-mail" if decision.channel == "e-mail" else f"goes by {decision.channel}"


_CHANGED = {
    "post": "changed while it was printed: take it out of the stack",
    "e-mail": "changed while it was drafted: delete its draft",
}
"""What keeps a letter out that was set already, by its channel."""


def note_printed(book: Book, run: RunOfFiles, made: Made, channel: str, on: date) -> Batch:
    """Note what was printed, or drafted, in one action; where that fails, nothing is left of the files either.

    Setting a large job takes a while, in which the owner goes on: each is judged once more (SUP-2), and one that was
    sent, left out, stopped or would read otherwise meanwhile stays as it is now.
    """
    if not made.kept:
        return Batch((), (), tuple(made.left_out.items()))
    own = {"state": "printed", "printed_on": on, "snoozed_until": None, "channel": channel}
    try:
        with book.act(_label(len(made.kept), channel), on) as act:
            other = _read_otherwise(act.db, made, on)
            going = [one for one in judge(act.db, list(made.kept), on, channel).going if one not in other]
            act.label = _label(len(going), channel)
            for number in going:
                store.set_on(act.db, [number], **own, **made.kept[number])
    except BaseException:
        run.take_out()
        raise
    if not going:
        run.take_out()
    changed = dict.fromkeys(made.kept.keys() - set(going), _CHANGED[channel])
    told = tuple((number, said) for number, said in made.remarks if number not in changed)
    change = act.change if going else None
    return Batch(tuple(run.paths), tuple(going), tuple({**made.left_out, **changed}.items()), change, told)


def _read_otherwise(db: sqlite3.Connection, made: Made, on: date) -> set[int]:
    """Return the letters that would read otherwise now, because something of their customers was changed meanwhile."""
    touched = history.touched_since(db, made.since)
    theirs = [one.id for one in store.letters(db, list(made.kept)) if one.customer_id in touched] if touched else []
    fresh = compose(db, theirs, on)
    return {one for one, text in fresh.items() if isinstance(text, str) or hash(text.plain()) != made.reads[one]}


def _label(count: int, channel: str) -> str:
    done, noun = ("Drafted", "e-mail") if channel == "e-mail" else ("Printed", "letter")
    return f"{done} {count:,} {noun}s" if count != 1 else f"{done} 1 {noun}"


def print_cards(book: Book, letters: Sequence[int] | None, on: date, folder: Path) -> Batch:
    """Typeset the list of these cards, or of all for tonight, with what to speak of; they are written by hand (LET-11).

    Where no card may go, by post, the list has none: its customer is called, or written to by e-mail.
    """
    cards, left_out = tonights_cards(book.db, letters, on)
    if not cards:
        return Batch((), (), tuple(left_out.items()))
    out, country = free_name(folder, f"cards-{on}"), shop_store.shop(book.db).country
    made = typeset_cards(cards, out, on, country, setup=paper.setup(book.db))
    return Batch((made.path,) if made.path else (), tuple(made.pages), tuple((left_out | made.left_out).items()))


def tonights_cards(
    db: sqlite3.Connection, letters: Sequence[int] | None, on: date
) -> tuple[list[tuple[int, Card]], dict[int, str]]:
    """Return these cards, or all for tonight, and why others are not among them."""
    tonight = store.due_ids(db, handwritten=True)
    wanted = tonight if letters is None else list(dict.fromkeys(letters))
    left_out = {number: "not a card for tonight" for number in wanted if number not in tonight}
    due = [found for number in wanted if number in tonight and (found := store.on_agenda(db, number))]
    left_out |= {one.id: f"goes by {one.channel}" for one in due if one.id and one.channel != "handwritten"}
    numbers = [one.id for one in due if one.id and one.id not in left_out]
    facts = facts_of(db, numbers, shop_store.shop(db), store.planned_kinds(db), on)
    return [(number, _card(db, number, *facts[number])) for number in numbers], left_out


def _card(db: sqlite3.Connection, number: int, kind: str, facts: LetterFacts) -> Card:
    name, *address = facts.customer.addressee
    return Card(
        name=name,
        address=tuple(address),
        occasion=f"{KINDS[kind].title}: {facts.news}",
        points=points_of(db, number),
        thoughts=writing.thoughts(kind, facts),
    )
