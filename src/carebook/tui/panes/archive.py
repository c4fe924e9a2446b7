"""The archive: every letter that was sent, with its exact text (LET-7)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.days import in_words
from carebook.letters.model import KINDS, LetterClass
from carebook.letters.model import Letter as StoredLetter
from carebook.letters.store.answering import responses
from carebook.letters.store.letters import letter as stored_letter
from carebook.letters.store.outbox import Sent, count_archive, page_of_archive, place_in_archive
from carebook.tui.actions import bindings
from carebook.tui.forms.answering import SAID, LogsAnswers, log_with
from carebook.tui.messages import CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndDetail
from carebook.tui.panes.printing_pane import PrintingPane, Wanted
from carebook.tui.panes.stored import StoredRows
from carebook.tui.panes.today_detail import as_it_was_sent
from carebook.tui.widgets.bars import ProgressLine
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row

SENT = "sent"
"""What a row stands for; its key is this word and an id."""

_COLUMNS = (
    Column("sent", width=15),
    Column("letter", width=17, rank=1),
    Column("customer", least=20, rank=0),
    Column("by", width=11, rank=4),
    Column("answer", width=9, rank=3),
)
_EMPTY = "Every letter that you mark sent is kept here, word for word. There is none yet: press 1 for what is due."


class ArchiveView(LogsAnswers, ListAndDetail, PrintingPane):
    """The archive."""

    PLACE: ClassVar[str] = "archive"
    BINDINGS: ClassVar[list[BindingType]] = bindings("archive")

    def __init__(self) -> None:
        """Everything that was sent, newest first."""
        super().__init__(RecordList(_COLUMNS, empty=_EMPTY, heads=True, classes="choices"))
        self.progress = ProgressLine()

    def compose(self) -> ComposeResult:
        """List and detail; the progress of a printing."""
        yield from self.work()
        yield self.progress

    def on_mount(self) -> None:
        """List what was sent."""
        db = self.keeper.book.db
        sent = StoredRows(SENT, lambda: count_archive(db), self._page, lambda letter: place_in_archive(db, letter))
        self.lines.show(sent)

    def reload(self) -> None:
        """Read it anew."""
        self.lines.refresh_rows()
        self.show_soon()

    def _page(self, start: int, size: int) -> Sequence[Row]:
        db, today = self.keeper.book.db, self.keeper.today
        found = page_of_archive(db, start, size)
        answers = responses(db, (sent.id for sent in found))
        return [_row(sent, SAID.get(answers.get(sent.id, ""), ""), today) for sent in found]

    def shown_of(self, key: Hashable) -> Letter | None:
        """Return the exact text as it was sent."""
        letter = self._letter(key)
        if letter is None or letter.sent_on is None:
            return None
        shown = as_it_was_sent(letter, letter.sent_on)
        return replace(shown, notes=(*shown.notes, *self._more(letter)))

    def _more(self, letter: StoredLetter) -> Iterator[tuple[str, str]]:
        """Say with whose words it went, and what came back."""
        from carebook.letters.store.wording import template
        from carebook.tui.forms.words import whose_words

        db = self.keeper.book.db
        if letter.template_id:
            yield "words", whose_words(template(db, letter.template_id), self.keeper.today)
        if answer := responses(db, [letter.id]).get(letter.id):
            yield "answer", SAID[answer]

    def _letter(self, key: Hashable) -> StoredLetter | None:
        return stored_letter(self.keeper.book.db, key[1]) if isinstance(key, tuple) else None

    def customer_here(self) -> int | None:
        """Return to whom the letter under the cursor went."""
        letter = self._letter(self.lines.cursor_key)
        return letter.customer_id if letter else None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name == "leave":
            return None
        if name == "paper" and self.printing:
            return "One printing is under way; esc stops it."
        return None if self.lines.cursor_key is not None else "Nothing was sent yet."

    def log_answer(self, response: str) -> None:
        """Log an answer to the letter under the cursor."""
        if letter := self._letter(self.lines.cursor_key):
            log_with(self.keeper, [letter.id], response)

    def do_customer(self) -> None:
        """Open the customer's record."""
        if letter := self._letter(self.lines.cursor_key):
            self.post_message(CustomerChosen(letter.customer_id))

    def do_complaint(self) -> None:
        """Log a complaint in answer to a letter, about the sale that it was about."""
        from carebook.letters.store.buyers import sale_behind
        from carebook.tui.forms.complaint import log_complaint

        if letter := self._letter(self.lines.cursor_key):
            log_complaint(self.keeper, letter.customer_id, sale_behind(self.keeper.book.db, letter.id))

    # Paper ------------------------------------------------------------------------------------------------

    def wanted(self) -> Wanted | None:
        """Return the letter under the cursor: to be printed once more as it went, or put into an envelope."""
        letter = self._letter(self.lines.cursor_key)
        if letter is None:
            return None
        forms = ["again", "envelopes", "labels"]
        if KINDS[letter.kind].letter_class is LetterClass.SURVEY:
            forms.append("sheets")
        return Wanted(KINDS[letter.kind].title, forms, [letter.id], [letter.customer_id])

    def letter_here(self) -> int | None:
        """Return the letter under the cursor."""
        letter = self._letter(self.lines.cursor_key)
        return letter.id if letter else None

    def do_leave(self) -> None:
        """Stop a printing."""
        if self.printing:
            self.printing.stop()


def _row(sent: Sent, answer: str, today: date) -> Row:
    day = in_words(sent.sent_on, today)
    return Row((SENT, sent.id), (day, sent.title or KINDS[sent.kind].title, sent.customer, sent.channel, answer))
