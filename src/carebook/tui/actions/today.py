"""What can be done on Today."""

from __future__ import annotations

from carebook.tui.action import Action
from carebook.tui.panes.today_rows import AHEAD

TODAY: tuple[Action, ...] = (
    Action(
        "today.print",
        "p",
        "print",
        "Print the marked letters; else the one that is opened; else all that are due.",
        bar=30,
        writes=True,
    ),
    Action(
        "today.sent",
        "s",
        "sent",
        "Mark as sent; a call is marked as made, a reminder as done.",
        bar=40,
        writes=True,
        also="done called remembered",
    ),
    Action(
        "today.go_on",
        "a",
        "next step",
        "Do what the line says: the next step of a complaint, a referral or a win-back, the call; a reminder is done.",
        bar=45,
        writes=True,
        also="acknowledge ask propose put right follow up complaint win-back call thank reward pay drive",
    ),
    Action(
        "today.progress",
        "w",
        "word",
        "Note a word to a customer on how their complaint stands, with a new day.",
        writes=True,
        also="progress tell promise",
    ),
    Action("today.snooze", "z", "snooze", "Put off until a day.", bar=50, writes=True, also="later postpone"),
    Action("today.skip", "x", "skip", "Leave it out for good, with a reason.", bar=70, writes=True, also="never"),
    Action(
        "today.let_go",
        "o",
        "let go",
        "Let a held letter go in spite of its hold, with a reason.",
        bar=90,
        writes=True,
        also="override hold",
    ),
    Action(
        "today.contact", "c", "contact", "Log a contact with this customer.", bar=80, writes=True, also="call phone"
    ),
    Action("today.leave", "escape", "leave", "Stop a printing under way, or take all marks off."),
    Action("today.customer", "r", "record", "Open the customer's record.", bar=100),
    Action(
        "today.all",
        "A",
        "all",
        f"Show or hide what is held, put off, and coming up in the next {AHEAD} days.",
        bar=75,
        also="held snoozed upcoming",
    ),
)
