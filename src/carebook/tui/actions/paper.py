"""What can be done on paper: labels, envelopes, drafts and all else that letters become, and the settings for it."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.tui.action import Action


def _of_letters(place: str, bar: int) -> Iterator[Action]:
    """Yield what every list of letters can do with them."""
    yield Action(
        f"{place}.paper",
        "P",
        "paper",
        "Make labels, envelopes, e-mail drafts or survey sheets of these letters; counts pages before.",
        bar=bar,
        writes=True,
        also="labels envelopes e-mail email drafts cards survey sheets again pages count pdf",
    )


def _copying(place: str) -> Action:
    return Action(f"{place}.copy", "y", "copy", "Copy the text of this letter to the clipboard.", also="yank clipboard")


PAPER: tuple[Action, ...] = (
    *(
        *_of_letters("today", 85),
        *_of_letters("outbox", 60),
        *_of_letters("archive", 50),
        *_of_letters("campaigns", 55),
    ),
    *(_copying("today"), _copying("outbox"), _copying("archive")),
    Action(
        "customers.paper",
        "p",
        "print",
        "Print labels or envelopes for the marked customers, or the one under the cursor; counts them before.",
        also="labels envelopes address",
    ),
    Action("archive.leave", "escape", "leave", "Stop a printing under way."),
    Action(
        "settings.paper", "", "paper", "Show the printers, sheets of labels and the letterhead.", also="logo labels"
    ),
    Action(
        "settings.calendar",
        "",
        "calendar",
        "Write what is due in the next weeks as a calendar for other programs, with alarms.",
        also="ics icalendar feed export alarms",
    ),
    Action("paper.new", "n", "printer", "Add a printer.", bar=20, writes=True, also="new add"),
    Action(
        "paper.sheet", "N", "labels", "Add a sheet of labels of your own.", bar=30, writes=True, also="new label size"
    ),
    Action(
        "paper.edit",
        "e",
        "edit",
        "Change what the cursor is on: a printer's name, the measures of a sheet, the logo.",
        bar=40,
        writes=True,
        also="rename logo letterhead",
    ),
    Action(
        "paper.switch",
        "t",
        "use",
        "Print on this printer from now on; or leave the head of the letters to your own paper, or not.",
        bar=50,
        writes=True,
        also="preprinted letterhead",
    ),
    Action(
        "paper.print",
        "p",
        "test page",
        "Print the page to measure this printer by; or the edges of these labels, to hold against a sheet.",
        bar=24,
        also="alignment trial calibrate",
    ),
    Action(
        "paper.measured",
        "m",
        "measured",
        "Type what you measured on this printer's page: everything printed is moved by what is missing.",
        bar=26,
        writes=True,
        also="alignment offset calibrate",
    ),
    Action("paper.remove", "d", "remove", "Take this printer, sheet or logo out.", bar=70, writes=True, also="delete"),
)
"""The actions of printing beyond plain letters, and of the settings' view of it."""
