"""What Today shows of reminders and yearly days, and what can be done with them."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING

from carebook.customers import store as customers
from carebook.customers.store import reminders as store
from carebook.customers.store.reminders import ToRemember
from carebook.days import in_words
from carebook.tui.panes.today_detail import known, phones
from carebook.tui.panes.today_rows import AHEAD, YEARLY
from carebook.tui.widgets.letter_preview import Letter

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

_OWN_DAY = "A yearly day comes back by itself: s when it is done. r opens the record, where it can be taken out."


def found(db: sqlite3.Connection, what: str, number: int, today: date) -> ToRemember | None:
    """Return what a line is about; None where it is gone."""
    until = today + timedelta(days=AHEAD)
    return next((one for one in store.all_to_remember(db, today, until=until) if _is(one, what, number)), None)


def _is(one: ToRemember, what: str, number: int) -> bool:
    return one.id is None and one.occasion_id == number if what == YEARLY else one.id == number


def customer_of(db: sqlite3.Connection, what: str, number: int) -> int:
    """Return whom a line is about."""
    if what == YEARLY:
        return customers.occasion(db, number).customer_id
    return store.reminder(db, number).customer_id


def detail_of_reminder(db: sqlite3.Connection, what: str, number: int, today: date) -> Letter | None:
    """Return what to remember, and what is known of the customer."""
    one = found(db, what, number, today)
    if one is None:
        return None
    customer = customers.customer(db, one.customer_id)
    stops = ", ".join(stop.cause for stop in customers.suppressions(db, customer.id))
    notes = [
        ("for", in_words(one.by, today)),
        ("phone", phones(customer)),
        *([("stop", stops)] if stops else []),
        *known(db, customer, today),
    ]
    if customer.note:
        notes.append(("noted", customer.note))
    return Letter(addressee=(customer.name,), paragraphs=(one.what,), notes=tuple(notes))


def why_not(name: str, what: str) -> str | None:
    """Say why a verb is off for a line."""
    return _OWN_DAY if what == YEARLY and name in ("skip", "edit") else None


def done(app: CarebookApp, what: str, number: int) -> None:
    """Note that a line is done."""
    from carebook.customers.desk.reminding import remembered

    if one := found(app.book.db, what, number, app.today):
        app.run_verb(lambda book, today: remembered(book, one, today))


def put_off(app: CarebookApp, what: str, number: int) -> None:
    """Put a line off until a day that is asked for."""
    from carebook.customers.desk.reminding import put_reminder_off
    from carebook.tui.screens.ask import AskDay

    one = found(app.book.db, what, number, app.today)
    if one is None:
        return

    def until(day: date | None) -> None:
        if day:
            app.run_verb(lambda book, today: put_reminder_off(book, one, day, today))

    app.push_screen(AskDay(f"Remind me later: {one.what}", "On", hint="+1w" if one.id else "tomorrow"), until)


def take_out(app: CarebookApp, number: int) -> None:
    """Take a reminder out; undo brings it back."""
    from carebook.customers.desk.reminding import remove_reminder

    app.run_verb(lambda book, today: remove_reminder(book, number, today))


def change(app: CarebookApp, number: int) -> None:
    """Open the form that changes a reminder."""
    from carebook.tui.forms.reminder import edit_reminder_form

    app.push_screen(edit_reminder_form(app, number))


def change_letter(app: CarebookApp, letter_id: int) -> None:
    """Open a letter of the owner's own, to change it until it leaves."""
    from carebook.letters.store.letters import letter
    from carebook.letters.store.own_letters import own_of
    from carebook.tui.screens import own_letter

    if own := own_of(app.book.db, letter(app.book.db, letter_id)):
        own_letter.change_letter(app, own)
