"""What can be done with complaints."""

from __future__ import annotations

from carebook.tui.action import Action

COMPLAINTS: tuple[Action, ...] = (
    Action("complaints.previous", "left", "view left", "Turn to the view on the left."),
    Action("complaints.next", "right", "views", "Turn to the next view: open, closed, what we learn.", bar=80),
    Action(
        "complaints.new",
        "n",
        "new",
        "Log a complaint: first find the customer, then take down what they say.",
        bar=40,
        writes=True,
        also="log complain angry unhappy case",
    ),
    Action("complaints.open", "", "open cases", "Show the open complaints, by stage.", also="late"),
    Action("complaints.closed", "", "closed cases", "Show the closed complaints.", also="outcome history"),
    Action(
        "complaints.learned",
        "",
        "lessons",
        "Show the year's measures, and what complaints are about.",
        also="measures pareto causes alerts report",
    ),
    Action(
        "cases.go_on",
        "a",
        "next step",
        "Act: do the step that is next. Acknowledge, ask, propose, agree, put right, follow up, close.",
        bar=15,
        writes=True,
        also="acknowledge ask propose agree put right follow up go on act",
    ),
    Action(
        "cases.bonus",
        "b",
        "bonus",
        "Give something on top of what was promised.",
        bar=64,
        writes=True,
        also="and then some gift",
    ),
    Action(
        "cases.progress",
        "w",
        "word",
        "Note a word to them on how it stands, with a new day.",
        bar=66,
        writes=True,
        also="progress tell delay promise",
    ),
    Action(
        "cases.remedy",
        "m",
        "make right",
        "Propose what makes it right; or something else, if they did not agree.",
        writes=True,
        also="remedy propose again",
    ),
    Action("cases.edit", "e", "edit", "Change what was taken down.", bar=50, writes=True, also="change"),
    Action(
        "cases.refuse",
        "R",
        "refuse",
        "Say a fair no: with the reason, and what you can do instead.",
        bar=90,
        writes=True,
        also="no decline",
    ),
    Action(
        "cases.finish",
        "f",
        "close",
        "Close the case now: how it ended and what was learned. Also if they withdrew it.",
        bar=62,
        writes=True,
        also="finish end withdrawn",
    ),
    Action(
        "cases.contact", "c", "contact", "Log a contact with this customer.", bar=85, writes=True, also="call phone"
    ),
    Action("cases.customer", "r", "record", "Open the customer's record.", bar=45),
    Action(
        "closed_cases.reopen",
        "o",
        "reopen",
        "Open this case again, with the reason; it becomes urgent.",
        bar=30,
        writes=True,
        also="again",
    ),
    Action("closed_cases.edit", "e", "edit", "Change what was taken down.", bar=50, writes=True, also="change"),
    Action(
        "closed_cases.contact",
        "c",
        "contact",
        "Log a contact with this customer.",
        bar=85,
        writes=True,
        also="call phone",
    ),
    Action("closed_cases.customer", "r", "record", "Open the customer's record.", bar=45),
    Action("learned.up", "up,k", "up", "Scroll up.", calls="scroll(-1)"),
    Action("learned.down", "down,j", "down", "Scroll down.", calls="scroll(1)"),
    Action("learned.page_up", "pageup", "page up", "Scroll one page up.", calls="leap(-1)"),
    Action("learned.page_down", "pagedown,space", "page down", "Scroll one page down.", calls="leap(1)"),
)
"""The actions of the complaints' place and its views."""

LABELS: tuple[Action, ...] = (
    Action("labels.new", "n", "new", "Add a category or root cause, to the list of the cursor.", bar=30, writes=True),
    Action("labels.edit", "e", "edit", "Give it another name, in all its cases.", bar=40, writes=True, also="rename"),
    Action(
        "labels.switch",
        "t",
        "on/off",
        "Offer it no longer, or again; the cases that have it keep it.",
        bar=50,
        writes=True,
        also="retire remove bring back",
    ),
)
"""The actions of the settings' view of categories and root causes."""
