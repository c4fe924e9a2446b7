"""Forms over the screen: they bring their draft back, keep one, save through a verb, lose nothing typed (T7, S4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Generic, TypeAlias
from uuid import uuid4

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from carebook.book.drafts import Draft, draft_of, drop_draft, keep_draft
from carebook.book.refusals import DoneBefore
from carebook.errors import Refusal
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.over import Answer, Over
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form
from carebook.tui.widgets.status_line import StatusLine
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change

Save: TypeAlias = "Callable[[Book, dict[str, str], date, str], Change]"
"""Takes the book, what is typed by field, today, and the token of this filling-in; raises Wrong or another Refusal."""


class DraftForm(Doer, Over[Answer], Generic[Answer]):
    """A form whose typing is never lost; a subclass answers when it is submitted."""

    PLACE: ClassVar[str] = "filling"
    BINDINGS: ClassVar[list[BindingType]] = bindings("filling")

    def __init__(
        self, title: str, fields: Callable[[], Sequence[Field]], *, draft: str = "", sentence: str = ""
    ) -> None:
        """A form of fields (made when it is shown); `draft` names it among the drafts, by default its title."""
        super().__init__(title, sentence)
        self._fields = fields
        self._draft_name = draft or title
        self._token = uuid4().hex

    def asked(self) -> Iterator[Widget]:
        """The form."""
        self.form = Form(*self._fields())
        yield self.form

    def on_mount(self) -> None:
        """Bring back what was half written."""
        self._first = self.form.values()
        if draft := draft_of(self.keeper.book.db, self._draft_name):
            self._token = draft.token
            self.form.fill(draft.fields)
            self.query_one(StatusLine).say("Here is what you had typed. ctrl+r begins afresh.")

    def do_afresh(self) -> None:
        """Empty the form of what was brought back, and begin at its top."""
        self._token = uuid4().hex
        self.form.fill(self._first)
        self.drop()
        self.query_one(StatusLine).clear()
        self.form.fields[0].control.focus()

    @on(Form.Changed)
    def keep(self) -> None:
        """Keep a draft of what is typed so far; a form that is as it began needs none."""
        values = self.form.values()
        if values == self._first:
            self.drop()
            return
        try:
            keep_draft(self.keeper.book, Draft(self._draft_name, self._token, values))
        except Refusal as refusal:
            self.query_one(StatusLine).say(str(refusal), "refusal")

    @on(Form.Cancelled)
    def leave(self) -> None:
        """Leave; a draft stays."""
        self.dismiss(None)

    def drop(self) -> None:
        """Let go of the draft: what it was typed for is done."""
        try:
            drop_draft(self.keeper.book, self._draft_name)
        except Refusal as refusal:
            self.keeper.say(str(refusal), "refusal")


class FormScreen(DraftForm["Change | None"]):
    """A form that answers with the Change of what was saved, or None."""

    def __init__(
        self, title: str, fields: Callable[[], Sequence[Field]], save: Save, *, draft: str = "", sentence: str = ""
    ) -> None:
        """A form of fields, and what saves them."""
        super().__init__(title, fields, draft=draft, sentence=sentence)
        self._save = save

    @on(Form.Submitted)
    def save(self, submitted: Form.Submitted) -> None:
        """Save; what is wrong is said beside its field, and everything typed stays."""
        try:
            change = self._save(self.keeper.book, submitted.values, self.keeper.today, self._token)
        except Wrong as wrong:
            self.form.show_errors(wrong.errors)
        except DoneBefore as before:
            self.drop()
            self.dismiss(None)
            self.keeper.say(str(before), "warning")
        except Refusal as refusal:
            self.query_one(StatusLine).say(str(refusal), "refusal")
        else:
            self.drop()
            self.dismiss(change)
            self.keeper.settle(change)
