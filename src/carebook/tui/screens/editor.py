"""The template editor: the words on one side, the letter as a real customer will read it on the other, as you type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static

from carebook.book.refusals import DoneBefore
from carebook.errors import Refusal
from carebook.letters.languages import name_of
from carebook.letters.wording import Remark, look_over, preview
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.today_detail import as_it_prints
from carebook.tui.panes.words_rows import words_of
from carebook.tui.screens.editor_parts import KeptText, in_turn, marks_of, offered, remark_lines
from carebook.tui.text import plain
from carebook.tui.widgets.field_menu import FieldMenu
from carebook.tui.widgets.letter_preview import Letter, LetterPreview
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.status_line import StatusLine
from carebook.tui.widgets.words_box import WordsBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.letters.facts import LetterFacts
    from carebook.letters.writing import LetterText

    Save: TypeAlias = Callable[[Book, str, date, str], Change]

LOOK_AFTER = 0.2
"""Seconds that the text rests before the letter beside it is written anew."""
KEEP_AFTER = 1.0
"""Seconds that what is typed waits before it is kept as a draft."""
_LINES_A_REMARK = 8
"""One remark is shown for so many lines of the window, the others by f8."""


class Writing(NamedTuple):
    """What is being written."""

    name: str
    """Which text: thank_you, stop."""
    title: str
    note: str
    """What it is beside its title: "in Spanish", "a second text to try"."""
    begun: str
    """The words to begin with."""
    save: Save
    """Takes the book, the words, today and the token of this writing; raises a Refusal."""
    draft: str
    """What it is called among the drafts."""
    language: str = ""
    """That of the words, as two letters; empty for the shop's own."""


class EditorScreen(KeysOfScreen, Doer, ModalScreen[Any]):
    """The words of one letter; it answers with the Change of what was saved, or None."""

    PLACE: ClassVar[str] = "editor"
    BINDINGS: ClassVar[list[BindingType]] = bindings("editor")
    CSS_PATH = "editor.tcss"
    AUTO_FOCUS = "WordsBox"

    def __init__(self, writing: Writing) -> None:
        """Nothing typed yet."""
        super().__init__()
        self.writing = writing
        self._facts: LetterFacts | None = None
        self._remarks: Sequence[Remark] = ()
        self._at_remark = -1
        self._read_by = ""
        self._waiting: Timer | None = None
        self._unkept: Timer | None = None
        self.box = WordsBox()
        self.menu = FieldMenu()
        self.letter = LetterPreview(empty="The letter stands here as soon as the words can be read.")
        self._reader = Static(classes="reader")
        self._said = Static(classes="remarks")

    def compose(self) -> ComposeResult:
        """The title; words and remarks beside or above the letter; status, keys."""
        note = (f" · {self.writing.note}", "$foreground-muted") if self.writing.note else ("", "")
        yield Static(Content.assemble(plain(self.writing.title, "bold"), note), classes="head")
        with Container(classes="desk"):
            with Vertical(classes="writing"):
                yield self.box
                yield self._said
            with Vertical(classes="reading"):
                yield self._reader
                yield self.letter
        yield StatusLine()
        yield self.key_bar
        yield self.menu

    def on_mount(self) -> None:
        """Bring back what was half written, and show the letter for a customer."""
        self.box.show_text(self.writing.begun)
        self._begun = self.box.text
        self._kept = KeptText(self.keeper, self.writing.draft)
        if (before := self._kept.bring_back()) is not None:
            self.box.show_text(before)
            self.query_one(StatusLine).say("Here is what you had written. ctrl+r begins from the saved words.")
        self.read_for(None)

    # The letter beside it -------------------------------------------------------------------------------

    def read_for(self, customer_id: int | None) -> None:
        """Show the letter for a customer; None takes one whom such a letter fits."""
        from carebook.letters.desk.wording import facts_to_preview

        keeper = self.keeper
        try:
            facts = facts_to_preview(keeper.book.db, self.writing.name, customer_id, keeper.today)
        except Refusal as refusal:
            self.query_one(StatusLine).say(str(refusal), "refusal")
            return
        self._facts = facts
        self._read_by = self._said_of_reader(facts.customer.addressee[0])
        self.look()

    def _said_of_reader(self, addressee: str) -> str:
        """Say who reads it so: a customer, or with their details whoever reads its language."""
        if self.writing.language:
            return f"as a customer who reads {name_of(self.writing.language)} gets it"
        return f"as {addressee} will read it"

    def look(self) -> None:
        """Look over the words, mark what is to be looked at, and write the letter anew."""
        if self.menu.display:
            return  # a field is half typed: what is wrong with it is looked at once it stands
        text = self.box.text
        self._remarks = in_turn(self.remarks_on(text))
        self._at_remark = -1
        self.box.mark(marks_of(text, self._remarks))
        self._said.update(remark_lines(self._remarks, max(self.size.height // _LINES_A_REMARK, 1)))
        self._said.display = bool(self._remarks)
        self.refresh_bindings()
        if not text.strip():
            return
        try:
            letter = self.written(text)
        except Refusal:  # the remarks say what is wrong; the last letter that could be read stays
            self._reader.update(plain(f"{self._read_by} · before the mistake", "$text-warning"))
            return
        self._reader.update(plain(self._read_by, "$foreground-muted"))
        if letter:
            self._show_letter(replace(as_it_prints(letter, []), notes=()))

    def remarks_on(self, text: str) -> Sequence[Remark]:
        """Return what there is to say about the words."""
        return look_over(self.writing.name, text, self._facts)

    def written(self, text: str) -> LetterText | None:
        """Write the letter with the words; raises what writing it raises."""
        writing = self.writing
        return preview(writing.name, text, self._facts, writing.language) if self._facts else None

    def _show_letter(self, letter: Letter) -> None:
        """Show it; where there is little room, without what stands in no text: sender, address and day."""
        has_room = self.has_class("-wide") or (self.has_class("-letter") and not self.has_class("-narrow"))
        self.letter.show(letter if has_room else words_of(letter))

    @on(WordsBox.Written)
    def follow_words(self) -> None:
        """Look again once the words rest; keep a draft a little later."""
        if self._waiting:
            self._waiting.stop()
        self._waiting = self.set_timer(LOOK_AFTER, self.look)
        if self._unkept is None:
            self._unkept = self.set_timer(KEEP_AFTER, self.keep)

    # Fields ---------------------------------------------------------------------------------------------

    @on(WordsBox.FieldAsked)
    def offer_fields(self, asked: WordsBox.FieldAsked) -> None:
        """Open the list of fields under the cursor, or close it."""
        now = asked.asked
        if now is None or not self.menu.offer(offered(now, self.writing.name, self._facts), now.typed):
            self._close_menu()
            return
        self.box.has_menu = True
        self.menu.stand_by(self.box.caret, self.size)

    def _close_menu(self) -> None:
        self.box.has_menu = False
        if self.menu.display:
            self.menu.display = False
            self.follow_words()

    @on(WordsBox.MenuKey)
    def use_menu(self, pressed: WordsBox.MenuKey) -> None:
        """Move in the list of fields, take the one under its cursor, or close it."""
        if pressed.key in ("up", "down"):
            self.menu.action_step(1 if pressed.key == "down" else -1)
            return
        if pressed.key == "escape":
            self._close_menu()
            self.box.take_back_field()
        else:
            self.take_field()

    @on(RecordList.Chosen)
    def take_field(self) -> None:
        """Put in what is under the cursor of the list."""
        word = self.menu.cursor_key
        self._close_menu()
        if isinstance(word, str):
            self.box.put_in(word)

    def do_field(self) -> None:
        """Offer every field at the cursor."""
        self.box.focus()
        self.box.begin_field()

    # Verbs ----------------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name == "next_remark" and not self._remarks:
            return "There is nothing to look at: the words are fine."
        return None

    def do_reader(self) -> None:
        """Ask for whom the letter is to be shown."""
        from carebook.tui.screens.choose_customer import ChooseCustomer

        self.app.push_screen(ChooseCustomer(self.read_for, "For whom?"))

    def do_turn(self) -> None:
        """Go to the letter, which takes the words' place where there is little room; or back."""
        to_letter = not self.has_class("-letter")
        self.set_class(to_letter, "-letter")
        self.look()
        (self.letter if to_letter else self.box).focus()

    def do_next_remark(self) -> None:
        """Put the cursor where the next remark is about."""
        self._at_remark = (self._at_remark + 1) % len(self._remarks)
        self._go_to(self._remarks[self._at_remark])

    def _go_to(self, remark: Remark) -> None:
        line = min(max(remark.line - 1, 0), self.box.document.line_count - 1)
        column = max(self.box.document.get_line(line).find(remark.quote), 0) if remark.quote else 0
        self.remove_class("-letter")
        self.box.focus()
        self.box.move_cursor((line, column), center=True)
        self.query_one(StatusLine).say(remark.said, "refusal" if remark.is_error else "warning")

    def do_save(self) -> None:
        """Save; what is wrong keeps the owner here, with the cursor on it."""
        self.look()
        if wrong := next((remark for remark in self._remarks if remark.is_error), None):
            self._go_to(wrong)
            return
        if self.box.text == self._begun:
            self.query_one(StatusLine).say("Nothing is changed yet. Write, then save; esc leaves.", "warning")
            return
        try:
            change = self.writing.save(self.keeper.book, self.box.text, self.keeper.today, self._kept.token)
        except DoneBefore as before:
            self._leave(None)
            self.keeper.say(str(before), "warning")
        except Refusal as refusal:
            self.query_one(StatusLine).say(str(refusal), "refusal")
        else:
            self._leave(change)
            self.keeper.settle(change)

    def _leave(self, change: Change | None) -> None:
        self._stop_keeping()
        self._kept.drop()
        self.dismiss(change)

    def do_back(self) -> None:
        """Leave; what is not saved stays as a draft."""
        self.keep()
        self.dismiss(None)
        if self.box.text != self._begun:
            self.keeper.say("Not saved yet: what you wrote is there when you open it again.", "warning")

    def do_afresh(self) -> None:
        """Begin again from the saved words."""
        self._kept.drop()
        self.box.show_text(self.writing.begun)
        self.query_one(StatusLine).clear()

    # Drafts (T7) ----------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep a draft of what is written so far; words that are as they were saved need none."""
        self._stop_keeping()
        if self.box.text == self._begun:
            self._kept.drop()
        else:
            self._kept.keep(self.box.text)

    def _stop_keeping(self) -> None:
        if self._unkept:
            self._unkept.stop()
            self._unkept = None
