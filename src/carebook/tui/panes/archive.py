"""The archive: every letter that was sent, with its exact text (LET-7)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.days import in_words
from carebook.letters.model import KINDS
from carebook.letters.model import Letter as StoredLetter
from carebook.letters.store.letters import letter as stored_letter
from carebook.letters.store.outbox import count_archive, page_of_archive, place_in_archive
from carebook.tui.actions import bindings
from carebook.tui.messages import CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndDetail
from carebook.tui.panes.stored import StoredRows
from carebook.tui.panes.today_detail import as_it_was_sent
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row

SENT = "sent"
"""What a row stands for; its key is this word and an id."""

_COLUMNS = (
    Column("sent", width=15),
    Column("letter", width=17, rank=1),
    Column("customer", least=12, rank=0),
    Column("by", width=11, rank=3),
)
_EMPTY = "Every letter that you mark sent is kept here, word for word. There is none yet: press 1 for what is due."


class ArchiveView(ListAndDetail):
    """The archive."""

    PLACE: ClassVar[str] = "archive"
    BINDINGS: ClassVar[list[BindingType]] = bindings("archive")

    def __init__(self) -> None:
        """Everything that was sent, newest first."""
        super().__init__(RecordList(_COLUMNS, empty=_EMPTY, heads=True, classes="choices"))

    def compose(self) -> ComposeResult:
        """List and detail."""
        yield from self.work()

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
        found, today = page_of_archive(self.keeper.book.db, start, size), self.keeper.today
        return [
            Row((SENT, sent.id), (in_words(sent.sent_on, today), KINDS[sent.kind].title, sent.customer, sent.channel))
            for sent in found
        ]

    def shown_of(self, key: Hashable) -> Letter | None:
        """Return the exact text as it was sent."""
        letter = self._letter(key)
        return as_it_was_sent(letter, letter.sent_on) if letter and letter.sent_on else None

    def _letter(self, key: Hashable) -> StoredLetter | None:
        return stored_letter(self.keeper.book.db, key[1]) if isinstance(key, tuple) else None

    def customer_here(self) -> int | None:
        """Return to whom the letter under the cursor went."""
        letter = self._letter(self.lines.cursor_key)
        return letter.customer_id if letter else None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        return None if self.lines.cursor_key is not None else "Nothing was sent yet."

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
