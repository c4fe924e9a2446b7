"""What can be done with the year ahead, and with days on which the shop is closed."""

from __future__ import annotations

from carebook.tui.action import Action

YEAR: tuple[Action, ...] = (
    Action(
        "letters.year",
        "",
        "year",
        "Show the year ahead: how many letters each week will ask for.",
        also="calendar load weeks ahead expected busy",
    ),
    Action(
        "year.away",
        "o",
        "away",
        "See what closing the shop for days or weeks means for the letters, before you leave.",
        bar=30,
        also="holiday vacation closed leave absent",
    ),
    Action("away.back", "escape", "back", "Go back to the year.", bar=10),
    Action(
        "away.close",
        "n",
        "close",
        "Make closed days of all these days; undo opens them again.",
        bar=20,
        writes=True,
        also="closed days holiday",
    ),
    Action("away.up", "up", "up", "Scroll up.", calls="scroll(-1)"),
    Action("away.down", "down", "down", "Scroll down.", calls="scroll(1)"),
    Action("away.page_up", "pageup", "page up", "Scroll up by a page.", calls="leap(-1)"),
    Action("away.page_down", "pagedown", "page down", "Scroll down by a page.", calls="leap(1)"),
)
