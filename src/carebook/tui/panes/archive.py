"""The archive: every letter that was sent, with its exact text (LET-7)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.days import in_words
from carebook.letters.model import KINDS
from carebook.letters.store import letters as store
from carebook.letters.store.outbox import page_of_archive, place_in_archive
from carebook.tui.actions import bindings
from carebook.tui.messages import CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndDetail
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row

_COLUMNS = (
    Column("sent", width=15),
    Column("letter", width=17, rank=1),
    Column("customer", least=12, rank=0),
    Column("by", width=11, rank=3),
)
_EMPTY = "Every letter that you mark sent is kept here, word for word. There is none yet: press 1 for what is due today."


class ArchiveView(ListAndDetail):
    """The archive."""

    PLACE: ClassVar[str] = "archive"
    BINDINGS: ClassVar[list[BindingType]] = bindings("archive")

    def __init__(self) -> None:
        """Everything that was sent, newest first."""
        super().__init__(RecordList(_COLUMNS, empty=_EMPTY, heads=True))

    def compose(self) -> ComposeResult:
        """List and detail."""
        yield from self.work()

    def on_mount(self) -> None:
        """List what was sent."""
        self.lines.show(self)

    def reload(self) -> None:
        """Read it anew."""
        self.lines.refresh_rows()
        self.show_soon()

    def count(self) -> int:
        """How many there are."""
        return store.count_archive(self.keeper.book.db)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on."""
        today = self.keeper.today
        return [
            Row(sent.id, (in_words(sent.sent_on, today), KINDS[sent.kind].title, sent.customer, sent.channel))
            for sent in page_of_archive(self.keeper.book.db, start, size)
        ]

    def position(self, key: Hashable) -> int | None:
        """Where one stands."""
        return place_in_archive(self.keeper.book.db, key) if isinstance(key, int) else None

    def shown_of(self, key: Hashable) -> Letter | None:
        """Return the exact text as it was sent."""
        letter = store.letter(self.keeper.book.db, key) if isinstance(key, int) else None
        if letter is None or letter.sent_on is None:
            return None
        notes = [("sent", f"{in_words(letter.sent_on)} by {letter.channel}")]
        if letter.printed_on:
            notes.append(("printed", in_words(letter.printed_on)))
        if letter.override:
            notes.append(("let go", letter.override))
        text = letter.text or "There was no text to keep: it went by hand, or by telephone."
        return Letter(paragraphs=(text,), notes=tuple(notes))

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        return None if self.lines.cursor_key is not None else "Nothing was sent yet."

    def do_customer(self) -> None:
        """Open the customer's record."""
        key = self.lines.cursor_key
        letter = store.letter(self.keeper.book.db, key) if isinstance(key, int) else None
        if letter:
            self.post_message(CustomerChosen(letter.customer_id))
