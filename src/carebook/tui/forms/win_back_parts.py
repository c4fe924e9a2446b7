"""What the forms of a win-back have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from carebook.customers.store import customer
from carebook.retention.model import QUESTIONS, WinBack
from carebook.retention.store import win_backs
from carebook.tui.forms.known import KnownField
from carebook.tui.screens.form import FormScreen, Save
from carebook.tui.widgets.controls import Choice
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp


def step_form(
    app: CarebookApp, case: WinBack, title: str, fields: Callable[[], Sequence[Field]], save: Save, *, hint: str = ""
) -> FormScreen:
    """Make the form for a step of a win-back; it names whom to call, and below that a hint."""
    whose = customer(app.book.db, case.customer_id)
    named = " · ".join(filter(None, (title, whose.name, whose.phone or whose.mobile)))
    return FormScreen(named, fields, save, draft=f"{title}, #{whose.id} ·{case.id}", sentence=hint)


def strength_field(app: CarebookApp, key: str, label: str, strength_id: int | None) -> KnownField:
    """Make the field for one of the shop's strengths that are in use, or the one that is named already (WIN-4)."""
    listed = win_backs.strengths(app.book.db)
    named = next((one.name for one in listed if one.id == strength_id), "")
    return KnownField(key, label, [one.name for one in listed if not one.retired], named)


def questions(app: CarebookApp, case: WinBack) -> list[str]:
    """Return the probing questions, those not asked yet in this win-back first."""
    asked = {one.question for one in win_backs.probes(app.book.db, case.id)}
    return sorted(QUESTIONS, key=lambda question: question in asked)


class QuestionChoice(Choice):
    """A choice whose words may take two lines."""

    DEFAULT_CSS = """
    QuestionChoice { height: auto; }
    """


def question_choice(asked: Sequence[str], chosen: str) -> QuestionChoice:
    """Make the choice of a question; its number chooses it too."""
    return QuestionChoice([(question, f"{number} {question}") for number, question in enumerate(asked, 1)], chosen)
