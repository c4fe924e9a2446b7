"""A persona: a kind of customer that the shop writes for; and what serves it at a stage of buying."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import Persona, Stage
from carebook.letters.content_map import entered_as, kinds_named
from carebook.tui.forms.known import KnownField
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change

_PARTS = (
    ("problems", "Their problems"),
    ("needs", "Their needs"),
    ("looks_for", "They look for"),
    ("influenced_by", "Influenced by"),
)


def persona_form(name: str = "") -> FormScreen:
    """Make the form that describes a persona, one by a name that customers have already or a new one."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk.personas import add_persona
        from carebook.customers.entry import PersonaEntry

        return add_persona(book, read_typed(book, PersonaEntry, values, today), today, token=token)

    title = f"Describe {name}" if name else "A new persona"
    sentence = "A kind of customer that you write for. One sentence in each field is enough."
    return FormScreen(title, lambda: _fields({"name": name}), save, draft=f"Persona {name}", sentence=sentence)


def edit_persona_form(persona: Persona) -> FormScreen:
    """Make the form that changes a persona; its customers follow a new name."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk.personas import edit_persona
        from carebook.customers.entry import PersonaEntry

        return edit_persona(book, persona.id, read_typed(book, PersonaEntry, values, today), today)

    typed = {name: str(value) for name, value in persona._asdict().items()}
    return FormScreen(f"Change {persona.name}", lambda: _fields(typed), save, draft=f"Persona #{persona.id}")


def _fields(typed: dict[str, str]) -> Sequence[Field]:
    boxes = [Field(key, label, TextBox(typed.get(key, ""))) for key, label in _PARTS]
    return Field("name", "Name", LineInput(typed["name"], hint="flower lovers, landscapers")), *boxes


def content_form(persona: Persona, stage: Stage) -> FormScreen:
    """Make the form that puts down what serves a persona at a stage."""

    def fields() -> Sequence[Field]:
        hint = "a letter of the plan, or the title of a piece"
        return (KnownField("piece", "What serves them", kinds_named(), hint=hint),)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk.personas import add_content
        from carebook.customers.entry import ContentEntry

        if not values["piece"]:
            raise Wrong({"piece": "Say what serves them: a letter of the plan, or the title of a piece of your own."})
        entry = read_typed(book, ContentEntry, {"stage": str(stage), **entered_as(values["piece"])}, today)
        return add_content(book, persona.id, entry, today, token=token)

    draft = f"Serves #{persona.id} at {stage}"
    return FormScreen(f"{persona.name} · {stage}", fields, save, draft=draft, sentence=WHAT[stage])


WHAT: dict[Stage, str] = {
    Stage.AWARENESS: "They begin to feel a need. What tells them that you understand it?",
    Stage.RESEARCH: "They look into what could help. What answers their questions?",
    Stage.COMPARISON: "They compare you with others. What shows why they should choose you?",
    Stage.PURCHASE: "They are ready to buy, or have just bought. What makes it easy, and thanks them?",
}
"""What a piece has to do at each stage."""
