"""After a death was noted: what stopped, gently and exactly, and the next steps by one key (SUP-1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from carebook.customers import rules, store
from carebook.customers.model import Cause
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.forms.addressing import asking_how_addressed
from carebook.tui.screens.over import Over
from carebook.tui.screens.record.afterwards_words import after_death, happy_letters, nobody_is_left
from carebook.tui.widgets.facts import Facts

if TYPE_CHECKING:
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

CARD, NAME, UNDO, CLOSE = "card", "name", "undo", ""
"""What the owner goes on to."""
_REASON = "a death in the house"
"""Why a letter that celebrates is left out."""


class Afterwards(Doer, Over[str]):
    """What a death changed; answers with what the owner goes on to."""

    PLACE: ClassVar[str] = "afterwards"
    BINDINGS: ClassVar[list[BindingType]] = bindings("afterwards")
    DEFAULT_CSS = """
    Afterwards Facts { height: auto; max-height: 16; }
    """

    def __init__(self, customer_id: int, who: str, change: Change) -> None:
        """After the action that noted that `who` died."""
        super().__init__(f"{who} died. It is noted, and this is what changed.")
        self._customer_id = customer_id
        self._who = who
        self._change = change
        self._left_out = False

    def asked(self) -> Iterator[Facts]:
        """What it changed, to be scrolled."""
        self._changes = Facts()
        yield self._changes

    def on_mount(self) -> None:
        """Show it."""
        self.show()
        self._changes.focus()

    def show(self) -> None:
        """Read anew what it changed."""
        keeper = self.keeper
        notes = after_death(keeper.book.db, self._customer_id, self._who, self._change, keeper.today)
        self._changes.show(tuple(notes))

    def follow(self, change: Change) -> None:
        """Show what is left of it."""
        self.show()
        self.refresh_bindings()

    @on(Facts.Turned)
    def scroll_on(self, turned: Facts.Turned) -> None:
        """Scroll a line."""
        self._changes.scroll_relative(y=turned.step, animate=False)

    @on(Facts.Closed)
    def close(self) -> None:
        """Leave everything as it is now."""
        self.do_close()

    def why_not(self, name: str) -> str | None:
        """Say why a step is off: there is nobody to write to, or the record has a living one's name."""
        db = self.keeper.book.db
        if name == "card" and nobody_is_left(db, self._customer_id):
            return "Nobody else is known there: the book has no one to write to."
        if name == "go_by" and not _heirs(self.keeper, self._customer_id):
            return "The record does not go by the name of who died."
        if name == "leave_out" and not self._happy():
            return "Nothing that celebrates is on its way to them."
        return None

    def _happy(self) -> list[int]:
        return happy_letters(self.keeper.book.db, self._customer_id, self._change, self.keeper.today)

    def do_close(self) -> None:
        """Leave everything as it is now."""
        self.dismiss(CLOSE)

    def do_card(self) -> None:
        """Go on to a card of sympathy."""
        self.dismiss(CARD)

    def do_go_by(self) -> None:
        """Put the record in the name of who is written to now."""
        self.dismiss(NAME)

    def do_leave_out(self) -> None:
        """Leave out all that would celebrate now."""
        from carebook.letters.desk.sending import skip

        happy = self._happy()
        if self.keeper.run_verb(lambda book, today: skip(book, happy, _REASON, today)):
            self._left_out = True

    def do_undo(self) -> None:
        """Take back that letters were left out; or else the death."""
        if self._left_out:
            self._left_out = not self.keeper.do_undo()
        else:
            self.dismiss(UNDO)


def _heirs(app: CarebookApp, customer_id: int) -> list[int]:
    db = app.book.db
    return [one.id for one in rules.heirs(store.customer(db, customer_id), store.members(db, customer_id))]


def watching_for_a_death(app: CarebookApp, customer_id: int) -> Callable[[Change | None], None]:
    """Remember who is alive now; return what shows, once a death was noted, what it changed."""
    before = dict(_dead(app, customer_id))
    ask = asking_how_addressed(app, customer_id)

    def look(change: Change | None) -> None:
        died = [name for key, name in _dead(app, customer_id) if key not in before] if change else []
        if change is None or not died:
            return

        def go_on(step: str | None) -> None:
            _go_on(app, customer_id, died[0], step or CLOSE, lambda: ask(change))

        app.push_screen(Afterwards(customer_id, died[0], change), go_on)

    return look


def _dead(app: CarebookApp, customer_id: int) -> Iterator[tuple[int, str]]:
    """Yield who died: the members by their ids, the customer by 0 where nobody else is left."""
    db = app.book.db
    for member in store.members(db, customer_id):
        if member.died_on is not None and member.role != "pet":
            yield member.id, member.name
    if any(stop.cause == Cause.DECEASED for stop in store.suppressions(db, customer_id)):
        yield 0, store.customer(db, customer_id).name


def _go_on(app: CarebookApp, customer_id: int, who: str, step: str, ask: Callable[[], None]) -> None:
    """Do the next step; where it is not undo, ask about the owner's own lines that stand as they were."""
    match step:
        case "undo":
            app.do_undo()
            return
        case "name":
            from carebook.customers.desk.household import go_by

            heir = _heirs(app, customer_id)[0]
            app.run_verb(lambda book, today: go_by(book, heir, today))
            ask()
        case "card":
            from carebook.tui.forms.news import news_form

            form = news_form(app, customer_id, None, loss=f"{who} died")
            app.push_screen(form, lambda _: ask())
        case _:
            ask()
