"""The letterhead: a logo, or paper that has its head printed already."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.letters.paper.logos import NoLogo, logo_kind, read_logo
from carebook.letters.paper.model import Letterhead, Setup
from carebook.letters.paper.press import CannotTypeset, Job, headed, press
from carebook.letters.store import paper as store
from carebook.text import clean, cut

_LONGEST_NAME = 80
_MOST_SECONDS = 3
"""So long a logo may keep the processor: every batch of letters takes that much longer."""


def set_logo(book: Book, path: Path, today: date) -> Change:
    """Put a picture at the head of the letters; it is tried first, so that it can never stop one (X5)."""
    content, name = read_logo(path), cut(clean(path.name), _LONGEST_NAME)
    head = Letterhead(name, logo_kind(content, name), base64.b64encode(content).decode("ascii"))
    try:
        tried = press(Job("logo.typ", [{"id": 0}], headed(Setup(head=head))), today, seconds=_MOST_SECONDS)
    except CannotTypeset as error:
        raise NoLogo(
            f"{name} cannot be printed: it is damaged, or drawn in a way that letters cannot have or that takes too "
            "long. Save it as PNG, and choose that."
        ) from error
    if not tried.pdf:
        raise NoLogo(f"{name} has words in letters that no font here can show. Save it as PNG, and choose that.")
    with book.act(f"Put {name} at the head of the letters", today) as act:
        store.save_letterhead(act.db, {"logo_name": name, "logo_kind": head.logo_kind, "logo": head.logo})
    return act.change


def remove_logo(book: Book, today: date) -> Change:
    """Head the letters with the shop's name again."""
    with book.act("Removed the logo", today) as act:
        store.save_letterhead(act.db, {"logo_name": "", "logo_kind": "", "logo": ""})
    return act.change


def set_preprinted(book: Book, today: date, *, preprinted: bool) -> Change:
    """Leave the head out, because the shop's paper has it printed; or print it again."""
    label = "Letters leave their head to your paper" if preprinted else "Letters print their head again"
    with book.act(label, today) as act:
        store.save_preprinted(act.db, preprinted=preprinted)
    return act.change
