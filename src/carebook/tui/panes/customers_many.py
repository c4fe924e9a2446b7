"""Many customers at once: marking them, and doing one thing for all of them as one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from carebook.book.change import Change
from carebook.tui.beside import Beside

if TYPE_CHECKING:
    from datetime import date

    from carebook.book.book import Book
    from carebook.customers.desk.many import Many
    from carebook.tui.app import CarebookApp

ManyVerb: TypeAlias = "Callable[[Book, date], Change | Many]"
"""A verb for all that are marked, waiting for the book and the day."""
AT_ONCE = 300
"""So many customers are done while the screen waits; more are done beside it."""


def with_marked(app: CarebookApp, customers: Sequence[int], done: Callable[[], None]) -> None:
    """Ask what is to be done for these customers, then how, and do it."""
    from carebook.tui.screens.with_marked import WithMarked

    def ask_how(what: str | None) -> None:
        if what is not None:
            _ask_how(app, what, customers, done)

    app.push_screen(WithMarked(len(customers)), ask_how)


def _ask_how(app: CarebookApp, what: str, customers: Sequence[int], done: Callable[[], None]) -> None:
    """Open the form for one of those things; what is typed into it stays until that is done (T7)."""
    from carebook.tui.forms.many import many_form

    form = many_form(app, what, customers)

    def finish() -> None:
        form.drop()
        done()

    def do_it(verb: ManyVerb | None) -> None:
        if verb is not None:
            run_for_many(app, verb, len(customers), finish)

    app.push_screen(form, do_it)


def run_for_many(app: CarebookApp, verb: ManyVerb, many: int, done: Callable[[], None]) -> None:
    """Do a verb for so many customers; many take a moment, so it is done in a thread and the screen goes on."""
    if many <= AT_ONCE:
        if (result := app.run_verb(verb)) is not None:
            _finish(app, result, done)
        return
    app.say(f"One moment: {many:,} customers")

    def settle(result: Change | Many) -> None:
        app.settle(result)
        _finish(app, result, done)

    today = app.today
    Beside(app).do(lambda book: verb(book, today), settle)


def _finish(app: CarebookApp, result: Change | Many, done: Callable[[], None]) -> None:
    """Take the marks off, and list who was left out."""
    done()
    refused = () if isinstance(result, Change) else result.refused
    if refused:
        from carebook.tui.screens.with_marked import LeftAsBefore

        app.push_screen(LeftAsBefore(refused))
