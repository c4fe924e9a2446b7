"""Logging answers as fast as they come: the beginning of a name or the letter's number, one key, the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers.model import Response
from carebook.days import in_words
from carebook.letters.model import KINDS
from carebook.letters.store.answering import Scope, SentLetter, found
from carebook.letters.store.letters import campaigns
from carebook.letters.store.rates import by_campaign, by_kind
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.forms.answering import SAID, LogsAnswers, log_with
from carebook.tui.keys import KeysOfScreen
from carebook.tui.text import plain
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.controls import Entered, LineInput
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row
from carebook.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

HOW = (
    "Type the beginning of a name, or the number of the letter. Then one key says it all:\n\n"
    "  +  they answered, and gladly\n"
    "  -  they answered, with a no\n"
    "  >  “later”: you say on which day to call them\n"
    "  <  the post brought it back\n\n"
    "The line is empty again at once, for the next one. ctrl+z takes the last one back."
)
_COLUMNS = (
    Column("customer", least=18),
    Column("letter", width=18, rank=2),
    Column("sent", width=15, rank=1),
    Column("answer", width=9, rank=0),
)
_NOBODY = "Nobody who got one is found by that. Try fewer letters."
LOGGING = {"+": "positive", "-": "negative", ">": "later", "<": "came_back"}
"""What is done by the keys of the answers, as they are typed."""


class AnswerInput(LineInput):
    """A line for names, which leaves the keys of the answers to the screen."""

    @dataclass
    class Answered(Message):
        """A key that logs was pressed."""

        verb: str

    def on_key(self, event: events.Key) -> None:
        """Give the keys that log to the screen: no name is written with them."""
        if verb := LOGGING.get(event.character or ""):
            event.stop()
            event.prevent_default()
            self.post_message(self.Answered(verb))


class AnswersScreen(LogsAnswers, KeysOfScreen, Doer, ModalScreen[Any]):
    """What is typed above, the letters it finds below."""

    PLACE: ClassVar[str] = "answering"
    BINDINGS: ClassVar[list[BindingType]] = bindings("answering")
    CSS_PATH = "answers.tcss"
    AUTO_FOCUS = "AnswerInput"

    def __init__(self, scope: Scope) -> None:
        """Log answers to a campaign or a kind."""
        super().__init__()
        self._scope = scope
        self._logged: list[bool] = []
        """Of each answer logged here, whether its letter had none before."""
        self._typed = AnswerInput(hint="the beginning of a name, or the letter's number")
        self._found: Mapping[Hashable, SentLetter] = {}
        self._head = Static(classes="head")
        self.lines = RecordList(_COLUMNS, empty=HOW, classes="choices")
        self.lines.can_focus = False

    def compose(self) -> ComposeResult:
        """What is answered, the line to type in, who is found."""
        yield self._head
        with Horizontal(classes="typed"):
            yield Static(plain("Who answered"), classes="label")
            yield self._typed
        yield self.lines
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Find with every letter that is typed."""
        self.watch(self._typed, "value", self.find, init=False)
        self._counted = self._count()
        self.show_head()

    def _count(self) -> tuple[str, int, int]:
        """Return what is answered, how many were answered before, and how many were sent; counted once."""
        db, today = self.keeper.book.db, self.keeper.today
        if self._scope.campaign is not None:
            one = next((one for one in campaigns(db) if one.id == self._scope.campaign), None)
            title, rate = one.title if one else "", by_campaign(db, today).get(self._scope.campaign)
        else:
            title, rate = KINDS[self._scope.kind].title, by_kind(db, today).get(self._scope.kind)
        return title, rate.answered if rate else 0, rate.sent if rate else 0

    def show_head(self) -> None:
        """Say what is answered, how many of how many are by now, and how many were logged here."""
        title, before, sent = self._counted
        answered = before + sum(self._logged)
        here = f" · {len(self._logged):,} logged now" if self._logged else ""
        figures = f" · {answered:,} of {sent:,} answered{here}"
        self._head.update(Content.assemble(("Answers to ", "$foreground-muted"), plain(title, "bold"), figures))

    def find(self) -> None:
        """List whose letter it may be."""
        typed = self._typed.value
        self.lines.say_when_empty(_NOBODY if typed.strip() else HOW)
        letters = found(self.keeper.book.db, self._scope, typed) if typed.strip() else []
        self._found = {letter.id: letter for letter in letters}
        self.lines.show(FixedRows(_rows(letters, self.keeper.today)))
        self.lines.action_first()
        self.refresh_bindings()

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off: no letter is under the cursor."""
        if name == "take_back":
            return None if self._logged else "Nothing was logged here yet."
        if name in ("back", "help") or self.lines.cursor_key is not None:
            return None
        return "No letter is under the cursor yet: type the beginning of a name first."

    # The verbs -------------------------------------------------------------------------------------------

    def log_answer(self, response: str) -> None:
        """Log an answer to the letter under the cursor, and begin the next one."""
        letter = self._found.get(self.lines.cursor_key)
        if letter is None:
            return

        def logged(change: Change) -> None:
            self._logged.append(response != Response.RETURNED and letter.response in ("", Response.RETURNED))
            self._typed.value = ""
            self.show_head()
            self.query_one(StatusLine).say(f"{change.label} · ctrl+z takes it back")

        log_with(self.keeper, [letter.id], response, logged)

    def do_take_back(self) -> None:
        """Take the newest action back; where that is refused, its answer stays logged."""
        if not self.keeper.do_undo():
            return
        self._logged.pop()
        self.show_head()
        self.refresh_bindings()

    @on(AnswerInput.Answered)
    def log_pressed(self, answered: AnswerInput.Answered) -> None:
        """Log what was pressed while a name stood in the line."""
        self.action_do(answered.verb)

    @on(Entered)
    @on(RecordList.Chosen)
    def say_how(self) -> None:
        """Enter alone says nothing: the key that logs does."""
        self.keeper.say("Press + for a glad answer, - for a no, > for later, < if the post brought it back.", "warning")

    def do_back(self) -> None:
        """Clear what is typed; with nothing typed go back."""
        if self._typed.value:
            self._typed.value = ""
        else:
            self.dismiss()

    def action_step(self, step: int) -> None:
        """Move in the list while typing."""
        self.lines.action_step(step)


def _rows(letters: Sequence[SentLetter], today: date) -> list[Row]:
    return [
        Row(
            one.id,
            (one.customer, KINDS[one.kind].title, in_words(one.sent_on, today), SAID.get(one.response, "")),
            mark="✓" if one.response else " ",
            dim=bool(one.response),
        )
        for one in letters
    ]


def log_answers_to(app: CarebookApp, scope: Scope, then: Callable[[], None] | None = None) -> None:
    """Log answers to a campaign or a kind as they come; `then` follows once the owner is done."""

    def done(_: object) -> None:
        if then is not None:
            app.call_later(then)

    app.push_screen(AnswersScreen(scope), done)
