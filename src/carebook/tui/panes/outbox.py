"""The outbox: what was printed and is not yet sent, and what is held or put off, with the cause."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.days import in_words
from carebook.letters.model import KINDS, Due
from carebook.letters.store import letters as store
from carebook.letters.store.outbox import count_printed, page_of_outbox, place_in_outbox, place_in_waiting
from carebook.tui.actions import bindings
from carebook.tui.panes.list_and_detail import ListAndDetail
from carebook.tui.panes.printing_pane import Wanted
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.stored import StoredRows
from carebook.tui.panes.today_detail import detail_of
from carebook.tui.panes.today_rows import HELD, LETTER, held_in_words
from carebook.tui.panes.today_verbs import TodayVerbs
from carebook.tui.widgets.bars import ProgressLine
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row, Source

_EMPTY = (
    "What was printed stands here until it is on its way: then s marks it sent. What a rule holds back stands here "
    "too, with the cause. Nothing does just now."
)
_COLUMNS = (
    Column("what", width=17),
    Column("why here", least=16, share=3, rank=2),
    Column("customer", least=12, share=2, rank=1),
)
_MARKS = {"held": "‖", "snoozed": "z"}


class OutboxView(ListAndDetail, TodayVerbs):
    """The outbox; its verbs are those of Today."""

    PLACE: ClassVar[str] = "outbox"
    BINDINGS: ClassVar[list[BindingType]] = bindings("outbox")

    def __init__(self) -> None:
        """What was printed, and what waits."""
        super().__init__(RecordList(_COLUMNS, empty=_EMPTY))
        self.progress = ProgressLine()

    def compose(self) -> ComposeResult:
        """List and detail; the progress of a printing."""
        yield from self.work()
        yield self.progress

    def on_mount(self) -> None:
        """List what is printed and what waits."""
        self.lines.show(Sections(self._sections))

    def reload(self) -> None:
        """Read it anew."""
        self.lines.refresh_rows()
        self.show_soon()

    def _sections(self) -> list[tuple[str, Source]]:
        db, today = self.keeper.book.db, self.keeper.today

        def printed(start: int, size: int) -> Sequence[Row]:
            return [_printed_row(due, today) for due in page_of_outbox(db, start, size)]

        def waiting(start: int, size: int) -> Sequence[Row]:
            return [_waiting_row(due, today) for due in store.agenda(db, held=True, start=start, size=size)]

        def count_waiting() -> int:
            counts = store.count_agenda(db)
            return counts["held"] + counts["snoozed"]

        outbox = StoredRows(LETTER, lambda: count_printed(db), printed, lambda letter: place_in_outbox(db, letter))
        others = StoredRows(HELD, count_waiting, waiting, lambda letter: place_in_waiting(db, letter))
        return [("Printed, not yet sent", outbox), ("Held or put off", others)]

    def shown_of(self, key: Hashable) -> Letter | None:
        """Return the letter as it prints, and why it waits."""
        if isinstance(key, tuple) and isinstance(key[1], int):
            return detail_of(self.keeper.book.db, LETTER, key[1], self.keeper.today)
        return None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for what is marked or under the cursor."""
        if name == "back":
            return None if self._letters(LETTER) else "Only what was printed can be put back."
        if name == "print" and not self.printing:
            return None if self._letters(LETTER) else "Put the cursor on a printed letter to print it again."
        if name == "paper" and not self.printing:
            return None if count_printed(self.keeper.book.db) else "Nothing is printed and unsent."
        if name == "sent":
            return None if self._letters(LETTER) else "This one is held or put off; it is not printed."
        return super().why_not(name)

    def do_back(self) -> None:
        """Put printed letters back: they did not print, or shall not leave yet."""
        from carebook.letters.desk.sending import put_back

        letters = self._letters(LETTER)
        if self.keeper.run_verb(lambda book, today: put_back(book, letters, today)):
            self.lines.clear_marks()

    def do_print(self) -> None:
        """Print the marked letters again, or the one under the cursor."""
        chosen = self._letters(LETTER)
        emails = [number for number in chosen if self._by_email(number)]
        self.start_printing([number for number in chosen if number not in emails], [], emails)

    def wanted(self) -> Wanted | None:
        """Return what is marked of the printed ones, or all of them, for paper of every kind."""
        forms = ("labels", "envelopes", "letters", "email", "sheets")
        if self.lines.marked or self.detail.has_focus:
            chosen = self._letters(LETTER)
            return Wanted(self._named(chosen), forms, chosen) if chosen else None
        printed = [due.id for due in page_of_outbox(self.keeper.book.db) if due.id]
        return Wanted("all that is printed", forms, printed) if printed else None


def _printed_row(due: Due, today: date) -> Row:
    day = in_words(date.fromisoformat(due.printed_on), today) if due.printed_on else ""
    done = "drafted" if due.channel == "e-mail" else "printed"
    return Row((LETTER, due.id), (KINDS[due.kind].title, f"{done} {day}", due.customer), mark="✓")


def _waiting_row(due: Due, today: date) -> Row:
    cells = (KINDS[due.kind].title, held_in_words(due, today), due.customer)
    return Row((HELD, due.id), cells, mark=_MARKS[due.state])
