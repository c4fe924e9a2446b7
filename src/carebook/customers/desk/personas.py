"""The kinds of customers that the shop writes for, and what serves each of them at each stage of buying."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers.model import Stage
from carebook.customers.refusals import DescribedBefore, ServesAlready
from carebook.customers.store import personas as store
from carebook.text import cut

if TYPE_CHECKING:
    from carebook.customers.entry import ContentEntry, PersonaEntry

_NAME_WIDTH = 40


def add_persona(book: Book, entry: PersonaEntry, today: date, *, token: str | None = None) -> Change:
    """Describe a kind of customer; those who have its name already are its customers."""
    _refuse_second(book, entry.name, None)
    with book.act(f"Described the persona {_short(entry.name)}", today, token=token) as act:
        rows.insert(act.db, "persona", entry.model_dump())
    return act.change


def edit_persona(book: Book, persona_id: int, entry: PersonaEntry, today: date) -> Change:
    """Change a persona; its customers, and the campaigns for it, follow a new name."""
    before = store.persona(book.db, persona_id)
    _refuse_second(book, entry.name, persona_id)
    with book.act(f"Changed the persona {_short(entry.name)}", today) as act:
        rows.update(act.db, "persona", persona_id, entry.model_dump())
        if entry.name != before.name:
            store.rename_persona(act.db, before.name, entry.name)
    return act.change


def remove_persona(book: Book, persona_id: int, today: date) -> Change:
    """Take a persona's description and its row of the content map out; its customers keep the word."""
    persona = store.persona(book.db, persona_id)
    with book.act(f"Removed the persona {_short(persona.name)}", today) as act:
        rows.delete(act.db, "persona", persona_id)
    return act.change


def add_content(book: Book, persona_id: int, entry: ContentEntry, today: date, *, token: str | None = None) -> Change:
    """Put into the content map what serves a persona at a stage: a letter of the plan, or a piece by its title."""
    persona = store.persona(book.db, persona_id)
    typed = {**entry.model_dump(), "persona_id": persona_id}
    if any(one._asdict() == {**typed, "id": one.id} for one in store.contents(book.db)):
        raise ServesAlready(persona.name, entry.stage)
    with book.act(f"Put a piece down for {_short(persona.name)} at {Stage(entry.stage)}", today, token=token) as act:
        rows.insert(act.db, "content", typed)
    return act.change


def remove_content(book: Book, content_id: int, today: date) -> Change:
    """Take one piece out of the content map."""
    piece = store.content(book.db, content_id)
    persona = store.persona(book.db, piece.persona_id)
    with book.act(f"Took a piece off {_short(persona.name)} at {piece.stage}", today) as act:
        rows.delete(act.db, "content", content_id)
    return act.change


def _refuse_second(book: Book, name: str, persona_id: int | None) -> None:
    found = store.persona_named(book.db, name)
    if found is not None and found.id != persona_id:
        raise DescribedBefore(found.name)


def _short(name: str) -> str:
    return cut(name, _NAME_WIDTH)
