"""How the list of customers is narrowed down, in words, and read beside the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from carebook.customers.store import Order
from carebook.errors import Refusal
from carebook.retention.store.listing import Narrowed, narrowed

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp


def in_words(only: Narrowed) -> str:
    """Say who is listed: "tagged roses, in Bath, with a stop"."""
    return ", ".join(_parts(only)) or "all"


def _parts(only: Narrowed) -> Iterator[str]:
    segment = only.segment
    if segment.tag:
        yield f"tagged {segment.tag}"
    if segment.persona:
        yield segment.persona
    if segment.stage:
        yield f"at {segment.stage}"
    if segment.tier:
        yield segment.tier
    if segment.place:
        yield f"in {segment.place}"
    if segment.product:
        yield f"bought {segment.product}"
    if only.stopped is not None:
        yield "with a stop" if only.stopped else "without a stop"


def read_beside(app: CarebookApp, only: Narrowed, order: Order, then: Callable[[list[int]], None]) -> None:
    """Find who is wanted, in a thread on a twin of the book, and hand their ids over on the screen's own."""
    try:
        with closing(app.book.twin()) as twin:
            found = narrowed(twin.db, only, order)
    except Refusal as refusal:
        app.call_later(app.say, str(refusal), "refusal")
    else:
        app.call_later(then, found)
