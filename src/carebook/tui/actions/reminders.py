"""What can be done: reminders, and letters of one's own."""

from __future__ import annotations

from carebook.tui.action import Action

_REMIND = "Note what to be reminded of about this customer, on a day; then it stands on Today."
_OWN_LETTER = "Write a letter of your own to this customer, from any text or a blank sheet."

REMINDERS: tuple[Action, ...] = (
    Action(
        "today.edit",
        "e",
        "edit",
        "Change this reminder, or this letter of your own.",
        writes=True,
        also="change reminder own letter",
    ),
    Action("customers.remind", "r", "remind", _REMIND, bar=85, writes=True, also="reminder remember note day"),
    Action("record.remind", "r", "remind", _REMIND, bar=85, writes=True, also="reminder remember note day"),
    Action("customers.letter", "L", "letter", _OWN_LETTER, bar=86, writes=True, also="write own letter blank sheet"),
    Action("record.letter", "L", "letter", _OWN_LETTER, bar=86, writes=True, also="write own letter blank sheet"),
    Action("starting.back", "escape", "back", "Write no letter.", bar=20),
)
