"""Printing what needs no judging: sent letters once more from their kept text, survey sheets alone (LET-7)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from carebook.book.book import Book
from carebook.letters.desk.printing import Batch
from carebook.letters.desk.setting import set_all
from carebook.letters.model import KINDS, Letter, LetterClass
from carebook.letters.paper.batches import BATCH
from carebook.letters.paper.press import Job, Progress, headed, moved, sheet_piece
from carebook.letters.paper.sizes import Page, page_of
from carebook.letters.store import letters as store
from carebook.letters.store import paper
from carebook.letters.survey import sheet
from carebook.shop import store as shop_store

_BY_EMAIL = "Subject: "
"""How the kept text of an e-mail begins."""
_NO_LETTER = "no such letter"
_NO_TEXT = "no text was kept: it went by hand, or by telephone"


def print_again(
    book: Book,
    letters: Sequence[int],
    on: date,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Typeset letters that were sent once more, word for word as they went; nothing is noted."""
    job, left_out = kept_job(book.db, letters)
    return set_all(job.parted(BATCH), left_out, on, folder, f"again-{on}", progress, cancelled)


def kept_job(db: sqlite3.Connection, letters: Sequence[int]) -> tuple[Job, dict[int, str]]:
    """Return the setting of kept texts, and which letters have none."""
    found = {one.id: one for one in store.letters(db, dict.fromkeys(letters))}
    left_out = {number: _NO_LETTER for number in letters if number not in found}
    left_out |= {one.id: _NO_TEXT for one in found.values() if not one.text}
    page, setup = page_of(shop_store.shop(db).country), paper.setup(db)
    pieces = [_kept_piece(one, page) for one in found.values() if one.text]
    return Job("kept.typ", pieces, {**moved(setup), **headed(setup)}), left_out


def _kept_piece(letter: Letter, page: Page) -> dict[str, Any]:
    """Return a kept text with its head and its address in their places; an e-mail has neither."""
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", letter.text)]
    is_letter = len(blocks) > 2 and not letter.text.startswith(_BY_EMAIL)
    sender, addressee = blocks[:2] if is_letter else ([], [])
    text = blocks[2:] if is_letter else blocks
    return {"id": letter.id, "page": page, "sender": sender, "addressee": addressee, "blocks": text}


def print_sheets(
    book: Book,
    letters: Sequence[int] | None,
    on: date,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Typeset the survey sheets of letters without their covers, blank, with the number that finds the letter."""
    found, left_out = with_sheets(book.db, letters)
    shop, setup = shop_store.shop(book.db), paper.setup(book.db)
    pieces = [_sheet_piece(one, page_of(shop.country), shop.name) for one in found]
    job = Job("letter.typ", pieces, {"only": "sheets", **moved(setup)})
    return set_all(job.parted(BATCH), left_out, on, folder, f"sheets-{on}", progress, cancelled)


def with_sheets(db: sqlite3.Connection, letters: Sequence[int] | None) -> tuple[list[Letter], dict[int, str]]:
    """Return which of these letters have a survey sheet, or all of them that are due."""
    if letters is None:
        return [one for one in store.letters(db, store.due_ids(db)) if _has_sheet(one)], {}
    found = {one.id: one for one in store.letters(db, dict.fromkeys(letters))}
    left_out = {number: _NO_LETTER for number in letters if number not in found}
    left_out |= {one.id: "has no survey sheet" for one in found.values() if not _has_sheet(one)}
    return [one for one in found.values() if _has_sheet(one)], left_out


def _has_sheet(letter: Letter) -> bool:
    return letter.kind in KINDS and KINDS[letter.kind].letter_class is LetterClass.SURVEY


def _sheet_piece(letter: Letter, page: Page, shop: str) -> dict[str, Any]:
    asked = sheet_piece(sheet(letter.kind, letter.id))
    return {"id": letter.id, "page": page, "sender": [shop], "cards": None, "sheet": asked}
