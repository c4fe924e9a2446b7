"""Words: every text of every letter, ours or the owner's own, and the letter that is written with it (LET-7)."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from carebook.letters.store.wording import in_use, languages, trial_on, versions
from carebook.letters.wording import STOP
from carebook.tui.actions import bindings
from carebook.tui.panes.list_and_detail import ListAndMore
from carebook.tui.panes.stored import FreshRows
from carebook.tui.panes.words_rows import COLUMNS, WordsKey, text_shown, words_listed
from carebook.tui.widgets.letter_preview import LetterPreview
from carebook.tui.widgets.record_list import RecordList


class WordsView(ListAndMore):
    """The texts, and beside them the letter as a real customer reads it."""

    PLACE: ClassVar[str] = "words"
    BINDINGS: ClassVar[list[BindingType]] = bindings("words")

    def __init__(self) -> None:
        """Every text, a line of its own for each language."""
        super().__init__(RecordList(COLUMNS, heads=True, classes="choices"))
        self._letter = LetterPreview()
        self._letter.can_focus = False
        self._stale = True

    def compose(self) -> ComposeResult:
        """List and letter."""
        with Horizontal(classes="work"):
            yield self.lines
            yield self._letter

    def reload(self) -> None:
        """Read it anew; for the first time when it is first seen."""
        self.lines.show(FreshRows(lambda: words_listed(self.keeper.book.db, self.keeper.today)))
        self.show_soon()

    def show_detail(self) -> None:
        """Show the letter of the text under the cursor, where there is room for it."""
        if self.display and self._letter.display:
            keeper, key = self.keeper, self._key
            self._letter.show(text_shown(keeper.book.db, key, keeper.shop, keeper.today) if key else None)

    @property
    def _key(self) -> WordsKey | None:
        """The text under the cursor."""
        key = self.lines.cursor_key
        return key if isinstance(key, WordsKey) else None

    # The verbs -------------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the text under the cursor."""
        if (key := self._key) is None:
            return "No text is under the cursor."
        db = self.keeper.book.db
        if name in ("edit", "original") and trial_on(db, *key):
            return "Two texts are tried here, and stay as they are meanwhile. t shows how it goes, and ends it."
        match name:
            case "try_out" if key.name == STOP:
                return "This stands below other letters, and is not tried by itself. e changes it."
            case "original" if in_use(db, *key) is None:
                return "These are our words already. e changes them."
            case "versions" if not versions(db, *key):
                return "There is only one version yet, ours. e changes it."
            case "language" if key.language:
                return "Go up to the text itself: from there it can be written in one more language."
            case _:
                return None

    @on(RecordList.Chosen)
    def edit_chosen(self) -> None:
        """Change the words under the cursor."""
        self.action_do("edit")

    def do_edit(self) -> None:
        """Change the words under the cursor."""
        from carebook.tui.forms.words import edit_words

        if key := self._key:
            edit_words(self.keeper, *key)

    def do_try_out(self) -> None:
        """Write a second text to try, or see how the trial that is on goes."""
        from carebook.tui.forms.words import try_words
        from carebook.tui.screens.trial import TrialScreen

        if (key := self._key) is None:
            return
        if trial := trial_on(self.keeper.book.db, *key):
            self.app.push_screen(TrialScreen(trial))
        else:
            try_words(self.keeper, *key)

    def do_versions(self) -> None:
        """Show every version of it."""
        from carebook.tui.screens.versions import VersionsScreen

        if key := self._key:
            self.app.push_screen(VersionsScreen(*key))

    def do_language(self) -> None:
        """Write it in another language."""
        from carebook.tui.forms.words import write_in_language

        if key := self._key:
            write_in_language(self.keeper, key.name, languages(self.keeper.book.db))

    def do_original(self) -> None:
        """Put our words back."""
        from carebook.letters.desk.wording import restore_original

        if key := self._key:
            self.keeper.run_verb(lambda book, today: restore_original(book, *key, today))
