"""What can be done with personas, with the content map, and with honest gaps."""

from __future__ import annotations

from carebook.tui.action import Action

PERSONAS: tuple[Action, ...] = (
    Action(
        "customers.personas",
        "P",
        "personas",
        "The kinds of customers that you write for, and what serves each at each stage.",
        also="persona content map segment",
    ),
    Action(
        "customers.gaps",
        "i",
        "gaps",
        "What is not known yet, of your customers and of your shop; filled in one after the other.",
        bar=85,
        also="incomplete missing address salutation permission honest gaps",
    ),
    # Personas
    Action("personas.new", "n", "new", "Describe another kind of customer.", bar=30, writes=True),
    Action("personas.edit", "e", "edit", "Change this persona, or describe it.", bar=40, writes=True, also="rename"),
    Action(
        "personas.remove",
        "delete,D",
        "remove",
        "Take its description out; its customers keep the word.",
        bar=50,
        writes=True,
        also="delete",
    ),
    Action("personas.back", "escape", "back", "Go back to the customers.", bar=20),
    # The content map
    Action("content_map.left", "left", "stage before", "Go to the stage before.", calls="turn(-1)"),
    Action("content_map.right", "right", "stage after", "Go to the stage after.", bar=15, calls="turn(1)"),
    Action(
        "content_map.new",
        "n",
        "new",
        "Put down what serves this persona at this stage.",
        bar=30,
        writes=True,
        also="content letter piece",
    ),
    Action(
        "content_map.remove",
        "delete,D",
        "remove",
        "Take the last piece out of this cell.",
        bar=50,
        writes=True,
        also="delete",
    ),
    Action("content_map.print", "p", "print", "Print the map on one sheet.", bar=40),
    Action("content_map.back", "escape", "back", "Go back to the personas.", bar=20),
    # Honest gaps
    Action("gaps.back", "escape", "back", "Go back to the customers.", bar=20),
    Action("gap.customer", "r", "record", "Open the customer's record.", bar=30),
    Action("gap.back", "escape", "back", "Go back to the other gaps.", bar=20),
    Action("filling_gap.pass", "ctrl+n", "next one", "Leave this one as it is, and go on to the next.", bar=15),
    Action("filling_gap.afresh", "ctrl+r", "afresh", "Begin the form afresh, without what was brought back.", bar=30),
)
"""Opened from the customers' place."""
