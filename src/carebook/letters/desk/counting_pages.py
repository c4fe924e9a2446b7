"""How much a print run will take, before anything is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from carebook.letters.desk.printing import compose, judge, tonights_cards
from carebook.letters.desk.printing_again import kept_job
from carebook.letters.paper.batches import BATCH, in_batches
from carebook.letters.paper.press import Progress, cards_job, letters_job, press
from carebook.letters.store import paper
from carebook.shop import store as shop_store


class PageCount(NamedTuple):
    """So many pieces on so many pages, and what stays out with its cause."""

    pieces: int
    pages: int
    left_out: dict[int, str]


def count_pages(
    db: sqlite3.Connection,
    letters: Sequence[int] | None,
    on: date,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PageCount:
    """Count the pages of these letters, or of all that are due, as the typesetter would set them."""
    going, left_out, _ = judge(db, letters, on, "post")
    setup, pieces, pages = paper.setup(db), 0, 0
    tell, done = progress or (lambda done, total: None), 0
    for batch in in_batches(going):
        tell(done, len(going))
        texts = compose(db, batch, on)
        left_out |= {number: text for number, text in texts.items() if isinstance(text, str)}
        written = [(number, text) for number, text in texts.items() if not isinstance(text, str)]
        if written:
            made = press(letters_job(written, setup), on, cancelled, only_count=True)
            left_out |= made.left_out
            pieces, pages = pieces + len(made.pages), pages + sum(made.pages.values())
        done += len(batch)
    return PageCount(pieces, pages, left_out)


def count_cards(db: sqlite3.Connection, letters: Sequence[int] | None, on: date) -> PageCount:
    """Count the cards on the list, or of all for tonight, and the pages of the list."""
    cards, left_out = tonights_cards(db, letters, on)
    if not cards:
        return PageCount(0, 0, left_out)
    made = press(cards_job(cards, on, shop_store.shop(db).country, paper.setup(db)), on, only_count=True)
    return PageCount(len(made.pages), made.last_page, left_out | made.left_out)


def count_again(
    db: sqlite3.Connection, letters: Sequence[int], on: date, cancelled: Callable[[], bool] | None = None
) -> PageCount:
    """Count the pages of letters that are set once more from their kept text."""
    job, left_out = kept_job(db, letters)
    pieces = pages = 0
    for part in job.parted(BATCH):
        made = press(part, on, cancelled, only_count=True)
        left_out |= made.left_out
        pieces, pages = pieces + len(made.pages), pages + made.last_page
    return PageCount(pieces, pages, left_out)
