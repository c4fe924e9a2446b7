"""Addresses on paper: labels and envelopes for what goes by post, or for chosen customers; nothing is noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from carebook.book.book import Book
from carebook.errors import Refusal
from carebook.letters.desk.printing import Batch, judge
from carebook.letters.desk.setting import set_all
from carebook.letters.paper.labels import sheets_to_offer
from carebook.letters.paper.model import LabelSheet, Setup
from carebook.letters.paper.press import Job, Progress, envelopes_job, labels_job
from carebook.letters.paper.sizes import page_of
from carebook.letters.store import letters as store
from carebook.letters.store import paper
from carebook.letters.store.drafts import shop_facts
from carebook.shop import store as shop_store

Envelope = Literal["no10", "dl", "c6"]
ENVELOPES: dict[Envelope, str] = {"no10": "#10 (9½ × 4⅛ in)", "dl": "DL (220 × 110 mm)", "c6": "C6 (162 × 114 mm)"}
"""The envelopes and how they are called."""
_POSTED = ("post", "handwritten")
_SHEETS_AT_ONCE, _ENVELOPES_AT_ONCE = 40, 500


class NoSuchLabel(Refusal):
    """A first label that the sheet does not have."""

    def __init__(self, sheet: LabelSheet) -> None:
        """Say how many it has."""
        super().__init__(f"{sheet.name} has labels 1 to {sheet.on_one}: say with which one to begin.")


class Addressed(NamedTuple):
    """Addresses with what they are for, a letter or a customer, and what stays without one."""

    lines: list[tuple[int, tuple[str, ...]]]
    left_out: dict[int, str]


def of_letters(db: sqlite3.Connection, letters: Sequence[int] | None, on: date) -> Addressed:
    """Return the addresses of these letters and cards, or of all that are due, as far as they go by post; each once."""
    chosen = letters if letters is not None else [*_all_due(db), *store.held_ids(db)]
    going, left_out, channels = judge(db, chosen, on, *_POSTED)
    if letters is None:
        left_out = {number: cause for number, cause in left_out.items() if channels.get(number) in _POSTED}
    customers = paper.customers_of(db, going)
    found = paper.addresses(db, customers.values(), shop_store.shop(db))
    lines: dict[int, tuple[int, tuple[str, ...]]] = {}
    for number in going:
        if customers[number] not in found:
            left_out[number] = "no address"
        elif customers[number] in lines:
            left_out[number] = "in one envelope with another letter"
        else:
            lines[customers[number]] = number, found[customers[number]]
    return Addressed(list(lines.values()), left_out)


def _all_due(db: sqlite3.Connection) -> list[int]:
    return [*store.due_ids(db), *store.due_ids(db, handwritten=True)]


def of_customers(db: sqlite3.Connection, customers: Sequence[int]) -> Addressed:
    """Return the addresses of these customers; who has died, moved away or wants nothing by post has none (SUP-1)."""
    wanted = list(dict.fromkeys(customers))
    found, stops = paper.addresses(db, wanted, shop_store.shop(db)), paper.why_not_posted(db, wanted)
    left_out = {one: stops.get(one, "no address") for one in wanted if one in stops or one not in found}
    return Addressed([(one, found[one]) for one in wanted if one not in left_out], left_out)


def label_sheets(db: sqlite3.Connection) -> list[LabelSheet]:
    """Return every sheet of labels, the shop's own first, then those of its country's paper."""
    return sheets_to_offer(paper.label_sheets(db), shop_store.shop(db).country)


def print_labels(
    book: Book,
    addressed: Addressed,
    on: date,
    folder: Path,
    sheet: LabelSheet | None = None,
    first: int = 1,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Typeset addresses on sheets of labels, from a label of the first sheet on."""
    sheet = sheet or label_sheets(book.db)[0]
    if not 1 <= first <= sheet.on_one:
        raise NoSuchLabel(sheet)
    step, setup = sheet.on_one * _SHEETS_AT_ONCE, paper.setup(book.db)
    begun = step - first + 1
    jobs = labels_job(addressed.lines[:begun], sheet, first, setup).parted(begun)
    jobs += labels_job(addressed.lines[begun:], sheet, 1, setup).parted(step)
    return set_all(jobs, addressed.left_out, on, folder, f"labels-{on}", progress, cancelled)


def print_envelopes(
    book: Book,
    addressed: Addressed,
    on: date,
    folder: Path,
    envelope: Envelope | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Typeset an envelope to each address, with the shop's own in its corner."""
    shop = shop_facts(shop_store.shop(book.db))
    sender, setup = (shop.name, *shop.address), paper.setup(book.db)
    job = envelopes_job(addressed.lines, sender, envelope or usual_envelope(shop.country), setup)
    jobs = job.parted(_ENVELOPES_AT_ONCE)
    return set_all(jobs, addressed.left_out, on, folder, f"envelopes-{on}", progress, cancelled)


def usual_envelope(country: str) -> Envelope:
    """Return the envelope that fits the country's paper."""
    return "no10" if page_of(country) == "us" else "dl"


def sheets_needed(count: int, sheet: LabelSheet, first: int) -> int:
    """Return how many sheets so many labels take."""
    return -(-(count + first - 1) // sheet.on_one) if count else 0


def trial_job(sheet: LabelSheet, setup: Setup) -> Job:
    """Return the setting of a trial: the edge and the number of every label, to hold against a sheet."""
    lines = [(place, (f"{place}", sheet.name)) for place in range(1, sheet.on_one + 1)]
    return labels_job(lines, sheet, 1, setup, edges=True)
