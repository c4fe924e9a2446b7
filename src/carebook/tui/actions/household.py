"""What can be done in the life of a household: on a record, and after a death."""

from __future__ import annotations

from carebook.tui.action import Action

HOUSEHOLD: tuple[Action, ...] = (
    Action(
        "record.leaves",
        "l",
        "leaves",
        "Note that the member under the cursor left; with a record of their own if you like.",
        bar=92,
        writes=True,
        also="moved out divorced separated former contact gone",
    ),
    Action(
        "record.marries",
        "W",
        "marries",
        "Note a marriage: of the member under the cursor, or of the customer.",
        bar=94,
        writes=True,
        also="wedding spouse husband wife new name",
    ),
    Action(
        "record.write_to",
        "a",
        "write to",
        "Let the letters go to the contact or member under the cursor.",
        bar=96,
        writes=True,
        also="addressee contact attention business",
    ),
    Action(
        "record.grown_up",
        "y",
        "grown up",
        "Note that the member under the cursor is under age no more.",
        bar=98,
        writes=True,
        also="adult eighteen minor child age",
    ),
    Action(
        "record.go_by",
        "N",
        "their name",
        "Keep this record in the name of the member under the cursor.",
        writes=True,
        also="rename widow household name",
    ),
    # After a death
    Action("afterwards.close", "enter,escape", "close", "Close this.", bar=10),
    Action(
        "afterwards.card",
        "w",
        "sympathy",
        "Put a card of sympathy among those to write by hand.",
        bar=20,
        writes=True,
        also="condolence",
    ),
    Action(
        "afterwards.go_by",
        "n",
        "name",
        "Keep the record in the name of who is written to now.",
        bar=30,
        writes=True,
    ),
    Action(
        "afterwards.leave_out",
        "x",
        "leave out",
        "Leave out birthdays, greetings and all else that would celebrate now; u takes it back.",
        bar=35,
        writes=True,
    ),
    Action("afterwards.undo", "u", "undo", "Take it back: everything is as before.", bar=40, writes=True),
)
