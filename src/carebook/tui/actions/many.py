"""What can be done with many customers at once, and how their list is narrowed down."""

from __future__ import annotations

from carebook.tui.action import Action

MANY: tuple[Action, ...] = (
    Action(
        "customers.mark_all",
        "A",
        "mark all",
        "Mark all that are listed; where all are marked, take the marks off.",
        also="select everybody",
    ),
    Action(
        "customers.with_marked",
        "m",
        "marked",
        "Do something for all the marked ones: a tag, persona, stage, permission, stop, contact.",
        bar=25,
        writes=True,
        also="bulk many tag persona stage permission stop contact",
    ),
    Action("customers.unmark", "escape", "unmark", "Take all marks off."),
    Action(
        "customers.everybody",
        "backspace,F",
        "everybody",
        "List everybody again.",
        also="clear filter all",
    ),
    Action("left_as_before.back", "escape,enter", "back", "Go back.", bar=10),
    Action("with_marked.back", "escape", "back", "Go back without doing anything.", bar=20),
)
"""Marks, what is done with them, and the way back from a list that was narrowed down."""
