"""What can be done with the plan, the outbox and the archive."""

from __future__ import annotations

from carebook.tui.action import Action

LETTERS: tuple[Action, ...] = (
    Action("letters.previous", "left", "view left", "Turn to the view on the left."),
    Action("letters.next", "right", "views", "Turn to the next view.", bar=80),
    Action(
        "letters.plan",
        "",
        "plan",
        "Show the aftercare plan: every kind of letter.",
        also="kinds windows",
    ),
    Action(
        "letters.outbox", "", "outbox", "Show what is printed and not yet sent, held, or put off.", also="held snoozed"
    ),
    Action(
        "letters.archive", "", "archive", "Show every letter that was sent, word for word.", also="sent history old"
    ),
    Action(
        "letters.answer",
        "a",
        "sheet",
        "Enter a survey sheet that came back, by the number on it.",
        bar=35,
        writes=True,
        also="survey answer satisfaction recommend sheet reply returned",
    ),
    Action(
        "plan.switch", "t", "on/off", "Switch this kind of letter on or off.", bar=30, writes=True, also="stop start"
    ),
    Action(
        "plan.edit",
        "e",
        "edit",
        "Change when this kind leaves, by which channel, with which offer.",
        bar=40,
        writes=True,
    ),
    Action(
        "plan.new",
        "n",
        "new",
        "Add a newsletter issue or a promotion.",
        bar=50,
        writes=True,
        also="campaign newsletter promotion",
    ),
    Action(
        "plan.notice",
        "b",
        "notice",
        "Write to every buyer of a product, before they complain.",
        bar=60,
        writes=True,
        also="product notice recall warn buyers defect fault campaign",
    ),
    Action("outbox.sent", "s", "sent", "Mark as sent.", bar=30, writes=True),
    Action(
        "outbox.back", "b", "put back", "It did not print, or shall not leave yet: put it back.", bar=40, writes=True
    ),
    Action("outbox.print", "p", "print", "Print it again.", bar=50, writes=True),
    Action(
        "outbox.let_go",
        "o",
        "let go",
        "Let a held letter go in spite of its hold, with a reason.",
        bar=70,
        writes=True,
        also="override hold",
    ),
    Action("outbox.snooze", "z", "snooze", "Put off until a day.", bar=90, writes=True, also="later postpone"),
    Action("outbox.skip", "x", "skip", "Leave it out for good, with a reason.", bar=91, writes=True, also="never"),
    Action("outbox.contact", "c", "contact", "Log a contact with this customer.", writes=True, also="call phone"),
    Action("outbox.customer", "r", "record", "Open the customer's record.", bar=92),
    Action("outbox.leave", "escape", "leave", "Stop a printing under way, or take all marks off."),
    Action("archive.customer", "r", "record", "Open the customer's record.", bar=30),
    Action(
        "archive.complaint",
        "C",
        "complaint",
        "Log a complaint in answer to this letter, about the sale that it was about.",
        bar=40,
        writes=True,
        also="case log product notice",
    ),
)
