"""Bulk work: one thing done for many customers, as one undoable action."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers.desk.consent import STOPPED
from carebook.customers.model import Cause, Response, Stage
from carebook.customers.refusals import NeverOverridden
from carebook.customers.rules import OPT_OUTS, beats_leave
from carebook.customers.store import many as store
from carebook.text import clean, cut
from carebook.typed import NotSo

if TYPE_CHECKING:
    from carebook.customers.entry import ContactEntry

_WORD_WIDTH = 40

_REFUSED = {Cause.DECEASED: "deceased", Cause.NO_EMAIL: "asked for no e-mail", Cause.NO_TEXT: "asked for no texts"}


class Many(NamedTuple):
    """What came of bulk work that not everybody could take part in."""

    change: Change | None
    """None where nobody could."""
    refused: tuple[tuple[int, str], ...] = ()
    """Who stayed as they were, each with the cause."""


def counted(number: int) -> str:
    """Say how many customers: "1 customer", "2,013 customers"."""
    return f"{number:,} customer{'' if number == 1 else 's'}"


def tag_all(book: Book, customers: Collection[int], tags: Sequence[str], today: date) -> Change:
    """Give customers one tag or several."""
    if not tags:
        raise NotSo("A tag is needed here, like: roses.")
    with book.act(f"Tagged {_there(book, customers)} “{cut(', '.join(tags), _WORD_WIDTH)}”", today) as act:
        store.tag_all(act.db, customers, tags)
    return act.change


def untag_all(book: Book, customers: Collection[int], tag: str, today: date) -> Change:
    """Take a tag off customers."""
    if not clean(tag):
        raise NotSo("Say which tag is to come off.")
    with book.act(f"Took the tag “{cut(clean(tag), _WORD_WIDTH)}” off {_there(book, customers)}", today) as act:
        store.untag_all(act.db, customers, clean(tag))
    return act.change


def persona_all(book: Book, customers: Collection[int], persona: str, today: date) -> Change:
    """Give customers a persona; an empty one takes theirs off."""
    name, who = clean(persona), _there(book, customers)
    label = f"Made {who} “{cut(name, _WORD_WIDTH)}”" if name else f"Took the persona off {who}"
    with book.act(label, today) as act:
        store.set_all(act.db, customers, "persona", name)
    return act.change


def stage_all(book: Book, customers: Collection[int], stage: Stage | None, today: date) -> Change:
    """Note how far customers are on the way to buying; None: not known."""
    who = _there(book, customers)
    label = f"Put {who} at {stage}" if stage else f"Took the buying stage off {who}"
    with book.act(label, today) as act:
        store.set_all(act.db, customers, "stage", stage)
    return act.change


def permit_all(book: Book, customers: Collection[int], channel: str, how: str, today: date) -> Many:
    """Record leave of customers to sell by e-mail or text (SUP-5), or for surveys (SUP-3), and how it was given.

    Who died, or asked not to be written to in that way, stays as before; the others go on.
    """
    if not clean(how):
        raise NotSo("Say how leave was given, like “asked in the shop”. Silence is never permission.")
    willing, refused = _without_stopped(book, customers, beats_leave(channel))
    if not willing:
        return Many(None, refused)
    with book.act(f"Recorded leave for {channel} from {counted(len(willing))}", today) as act:
        store.permit_all(act.db, willing, channel, today, clean(how))
    return Many(act.change, refused)


def stop_all(book: Book, customers: Collection[int], cause: Cause, how: str, today: date) -> Change:
    """Put a lasting stop for customers and how the shop came to know; a channel's takes back its permission (SUP-3)."""
    if cause is Cause.DECEASED:
        raise NeverOverridden("A death is noted on the customer's own record, one at a time.")
    with book.act(STOPPED[cause].format(_there(book, customers)), today) as act:
        store.stop_all(act.db, customers, cause, today, clean(how))
        for channel, opt_out in OPT_OUTS.items():
            if opt_out is cause:
                store.lift_permission_of_all(act.db, customers, channel)
    return act.change


def contact_all(
    book: Book, customers: Collection[int], entry: ContactEntry, today: date, *, token: str | None = None
) -> Many:
    """Log one contact for each of these customers; who died is left out, post that came back stops post (SUP-6)."""
    reached, refused = _without_stopped(book, customers, [Cause.DECEASED])
    if not reached:
        return Many(None, refused)
    with book.act(f"Logged a contact with {counted(len(reached))}", today, token=token) as act:
        store.contact_all(act.db, reached, {**entry.model_dump(), "response": entry.response or None})
        if entry.response == Response.RETURNED:
            store.stop_all(act.db, reached, Cause.GONE_AWAY, entry.on_day, "post came back")
    return Many(act.change, refused)


def _there(book: Book, customers: Collection[int]) -> str:
    return counted(len(store.there(book.db, customers)))


def _without_stopped(
    book: Book, customers: Collection[int], causes: Collection[Cause]
) -> tuple[set[int], tuple[tuple[int, str], ...]]:
    """Part customers into those without any of these stops, and the others, each with its first one in words."""
    stopped = store.stopped_by(book.db, customers, causes)
    refused = tuple((customer, _REFUSED[Cause(found[0])]) for customer, found in stopped.items())
    return store.there(book.db, customers) - set(stopped), refused
