"""Writing a letter of one's own to one customer: a text to start from, its words beside the letter, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType

from carebook.book.change import Change
from carebook.customers import store as customers
from carebook.errors import Refusal
from carebook.letters.facts import OwnFacts
from carebook.letters.languages import code_of
from carebook.letters.model import KINDS, LetterClass, OwnLetter
from carebook.letters.own_words import offers_in, remarks_on, written
from carebook.letters.store.drafts import facts_of_own
from carebook.letters.wording import STOP, TEXTS, Remark, kind_of
from carebook.letters.writing import LetterText
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.forms.reading import read_typed
from carebook.tui.forms.words import words_now
from carebook.tui.screens.editor import EditorScreen, Writing
from carebook.tui.screens.form import FormScreen
from carebook.tui.screens.over import Over
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.tui.app import CarebookApp

BLANK = "blank"
"""The key of an empty sheet among the texts."""
_CLASSES = (
    ("goodwill", "it is a kindness"),
    ("service", "it answers them"),
    ("selling", "it offers something"),
)


class Begun(NamedTuple):
    """A letter as it begins: a new one from a text, or one that is changed."""

    customer_id: int
    text: str
    title: str = ""
    letter_class: str = LetterClass.GOODWILL
    wanted_on: date | None = None
    number: int | None = None
    """The letter that is changed; None for a new one."""


class ChooseText(Doer, Over["str | None"]):
    """Asks for the text that a letter starts from."""

    PLACE: ClassVar[str] = "starting"
    BINDINGS: ClassVar[list[BindingType]] = bindings("starting")

    def __init__(self, name: str) -> None:
        """Ask for a letter to a customer."""
        super().__init__(f"A letter to {name}", "Which text does it start from? Its words are yours to change.")

    def asked(self) -> Iterator[RecordList]:
        """A blank sheet, and every text."""
        rows = [Row(BLANK, ("A blank sheet",)), *(Row(one.name, (one.title,)) for one in TEXTS if one.name != STOP)]
        yield RecordList((Column("text"),), FixedRows(rows), classes="choices")

    @on(RecordList.Chosen)
    def choose(self) -> None:
        """Start from the text under the cursor."""
        self.dismiss(str(self.query_one(RecordList).cursor_key))

    def do_back(self) -> None:
        """Leave."""
        self.dismiss(None)


def write_letter(app: CarebookApp, customer_id: int) -> None:
    """Write a letter of one's own to a customer: ask for a text to start from, then open it."""
    customer = customers.customer(app.book.db, customer_id)

    def begin(name: str | None) -> None:
        if name is not None:
            app.push_screen(OwnEditor(app, _begun(app, customer_id, customer.language, name)))

    app.push_screen(ChooseText(customer.name), begin)


def change_letter(app: CarebookApp, found: OwnLetter) -> None:
    """Change a letter of one's own that has not left."""
    wanted_on = max(found.wanted_on, app.today)
    begun = Begun(found.customer_id, found.text, found.title, found.letter_class, wanted_on, found.id)
    app.push_screen(OwnEditor(app, begun))


def _begun(app: CarebookApp, customer_id: int, language: str, name: str) -> Begun:
    if name == BLANK:
        return Begun(customer_id, "")
    kind = KINDS[kind_of(name)]
    letter_class = LetterClass.GOODWILL if kind.letter_class is LetterClass.SURVEY else kind.letter_class
    title = next(one.title for one in TEXTS if one.name == name)
    return Begun(customer_id, words_now(app.book.db, name, code_of(language)), title, letter_class)


class OwnEditor(EditorScreen):
    """The words of a letter of one's own, and beside them the letter as this customer will read it."""

    def __init__(self, app: CarebookApp, begun: Begun) -> None:
        """Begin with a text."""
        self._starts = begun
        self._whose = customers.customer(app.book.db, begun.customer_id).name
        note = "a letter of your own"
        draft = f"Letter {begun.number}" if begun.number else f"A letter to #{begun.customer_id}"
        super().__init__(Writing("own_letter", f"To {self._whose}", note, begun.text, _not_saved_here, draft))

    def read_for(self, customer_id: int | None) -> None:
        """Show the letter for the one it goes to."""
        keeper, begun = self.keeper, self._starts
        own = OwnFacts(begun.title, begun.text, sells=begun.letter_class == LetterClass.SELLING)
        self._facts = facts_of_own(keeper.book.db, begun.customer_id, own, keeper.today)
        self.look()

    def remarks_on(self, text: str) -> Sequence[Remark]:
        """Return what there is to say about a text."""
        return remarks_on(text, self._facts) if self._facts else ()

    def written(self, text: str) -> LetterText | None:
        """Write the letter with a text."""
        return written(text, self._facts) if self._facts else None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name == "reader":
            return f"This letter goes to {self._whose} alone."
        return super().why_not(name)

    def do_save(self) -> None:
        """Ask for title, class and day; what is wrong with the words keeps the owner here, with the cursor on it."""
        self.look()
        if wrong := next((remark for remark in self._remarks if remark.is_error), None):
            self._go_to(wrong)
            return
        text = self.box.text
        begun = self._starts
        if begun.letter_class == LetterClass.GOODWILL and offers_in(text):
            begun = begun._replace(letter_class=LetterClass.SELLING)
        self.app.push_screen(details_form(self.keeper, self._whose, begun._replace(text=text)), self._saved)

    def _saved(self, change: Change | None) -> None:
        if change is not None:
            self._leave(change)


def _not_saved_here(book: Book, text: str, today: date, token: str) -> Change:
    raise Refusal("Title, class and day are asked for before a letter of your own is kept.")


def details_form(app: CarebookApp, name: str, begun: Begun) -> FormScreen:
    """Make the form for the rest of a letter: its title, what it does, and from when on it may leave."""

    def fields() -> Sequence[Field]:
        day = begun.wanted_on.isoformat() if begun.wanted_on else "today"
        return (
            Field("title", "Title", LineInput(begun.title, hint="you find it again by it; it is not printed")),
            Field("letter_class", "What it does", Choice(_CLASSES, begun.letter_class)),
            DayField("wanted_on", "Leaves from", app.read_day, day, hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.letters.desk.own_letters import change_own, write_own
        from carebook.letters.entry import OwnLetterEntry

        entry = read_typed(book, OwnLetterEntry, {**values, "text": begun.text}, today)
        try:
            if begun.number is not None:
                return change_own(book, begun.number, entry, today)
            return write_own(book, begun.customer_id, entry, today, token=token)
        except Wrong as wrong:
            if "text" in wrong.errors:
                raise Refusal(wrong.errors["text"]) from wrong
            raise

    which = f"letter {begun.number}" if begun.number else f"a letter to #{begun.customer_id}"
    return FormScreen(f"The letter to {name}", fields, save, draft=f"The rest of {which}")
