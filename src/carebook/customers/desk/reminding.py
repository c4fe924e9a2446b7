"""Reminders of the owner's own, and what becomes of them and of yearly days: done, put off, changed, taken out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store
from carebook.customers.desk.people import short
from carebook.customers.refusals import DoneAlready, NotPutOff
from carebook.customers.rules import MOST_LEAD
from carebook.customers.store.reminders import ToRemember, by_when, reminder
from carebook.days import in_words

if TYPE_CHECKING:
    from carebook.customers.entry import ReminderEntry
    from carebook.customers.model import Reminder


def remind(book: Book, customer_id: int, entry: ReminderEntry, today: date, *, token: str | None = None) -> Change:
    """Note what to be reminded of about a customer; from its day on it stands on Today."""
    customer = store.customer(book.db, customer_id)
    when = in_words(entry.on_day, today)
    with book.act(f"Noted a reminder of {short(customer.name)} for {when}", today, token=token) as act:
        rows.insert(book.db, "reminder", {"customer_id": customer_id, **entry.model_dump(), "entered_on": today})
    return act.change


def change_reminder(book: Book, reminder_id: int, entry: ReminderEntry, today: date) -> Change:
    """Change the day or the words of a reminder that is not done yet; that of a yearly day stands before that day."""
    found = _open(book, reminder_id)
    _check_yearly_day(found.occasion_id, by_when(book.db, found.occasion_id, found.on_day), entry.on_day, today)
    with book.act(f"Changed {_named(book, found)}", today) as act:
        rows.update(book.db, "reminder", reminder_id, entry.model_dump())
    return act.change


def remembered(book: Book, what: ToRemember, today: date) -> Change:
    """Note that a reminder is done; a yearly day is, for this year."""
    with book.act(f"Remembered {short(what.customer)}: {short(what.what)}", today) as act:
        if what.id is None:
            rows.insert(book.db, "reminder", {**_of_yearly_day(what, today), "on_day": what.by, "done_on": today})
        else:
            _open(book, what.id)
            rows.update(book.db, "reminder", what.id, {"done_on": today})
    return act.change


def put_reminder_off(book: Book, what: ToRemember, until: date, today: date) -> Change:
    """Be reminded again on a later day: of a yearly day on that day itself at the latest."""
    if until <= today:
        raise NotPutOff(f"{in_words(until, today)} is not ahead. Choose a later day.")
    _check_yearly_day(what.occasion_id, what.by, until, today)
    label = f"Put the reminder of {short(what.customer)} off until {in_words(until, today)}"
    with book.act(label, today) as act:
        if what.id is None:
            rows.insert(book.db, "reminder", {**_of_yearly_day(what, today), "on_day": until})
        else:
            _open(book, what.id)
            rows.update(book.db, "reminder", what.id, {"on_day": until})
    return act.change


def remove_reminder(book: Book, reminder_id: int, today: date) -> Change:
    """Take a reminder out, done or not."""
    found = reminder(book.db, reminder_id)
    with book.act(f"Took out {_named(book, found)}", today) as act:
        rows.delete(book.db, "reminder", reminder_id)
    return act.change


def _check_yearly_day(occasion_id: int | None, by: date, on_day: date, today: date) -> None:
    """Refuse a day on which nobody can be reminded of a yearly day: after it, or before its longest lead time."""
    if occasion_id is None:
        return
    if by < today:
        raise NotPutOff(f"The day itself was {in_words(by, today)}. Note that it was remembered, or take it out.")
    if on_day > by:
        raise NotPutOff(f"The day itself is {in_words(by, today)}: be reminded of it then at the latest.")
    if on_day < by - timedelta(days=MOST_LEAD):
        raise NotPutOff(f"The day itself is {in_words(by, today)}: be reminded of it at most {MOST_LEAD} days before.")


def _of_yearly_day(what: ToRemember, today: date) -> dict[str, rows.Value]:
    return {
        "customer_id": what.customer_id,
        "occasion_id": what.occasion_id,
        "what": what.what,
        "entered_on": today,
    }


def _open(book: Book, reminder_id: int) -> Reminder:
    found = reminder(book.db, reminder_id)
    if found.done_on is not None:
        raise DoneAlready(in_words(found.done_on))
    return found


def _named(book: Book, found: Reminder) -> str:
    return f"the reminder of {short(store.customer(book.db, found.customer_id).name)}"
