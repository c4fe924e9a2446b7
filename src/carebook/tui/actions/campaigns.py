"""What can be done with campaigns, and with those in the segment of one."""

from __future__ import annotations

from carebook.tui.action import Action

CAMPAIGNS: tuple[Action, ...] = (
    Action(
        "letters.campaigns",
        "",
        "campaigns",
        "Show the campaigns: whom each reaches, what it costs, what came of it.",
        also="newsletter promotion notice season greeting appreciation segment",
    ),
    Action(
        "campaigns.new",
        "n",
        "new",
        "Write a newsletter or a promotion, or say whom the season's greeting goes to.",
        bar=20,
        writes=True,
        also="campaign newsletter promotion segment season greeting appreciation mailing",
    ),
    Action("campaigns.edit", "e", "edit", "Change this campaign.", bar=30, writes=True, also="segment cost narrow"),
    Action(
        "campaigns.who",
        "w",
        "who",
        "List everybody it is for: who gets it, who waits, who is left out, and why.",
        bar=40,
        also="left out causes segment people recipients",
    ),
    Action(
        "campaigns.print",
        "p",
        "print",
        "Print the letters of this campaign that are due.",
        bar=32,
        writes=True,
        also="pdf batches",
    ),
    Action("campaigns.sent", "s", "sent", "Mark its printed letters sent.", bar=60, writes=True),
    Action(
        "campaigns.log",
        "plus",
        "answers",
        "Log the answers that came on this campaign.",
        bar=33,
        writes=True,
        also="replies response rate",
    ),
    Action(
        "campaigns.notice",
        "b",
        "notice",
        "Write to every buyer of a product, before they complain.",
        bar=92,
        writes=True,
        also="product notice recall warn buyers defect fault campaign",
    ),
    Action(
        "campaigns.remove",
        "d",
        "remove",
        "Take this campaign out; its unsent letters are cancelled.",
        bar=91,
        writes=True,
        also="delete",
    ),
    Action("campaigns.leave", "escape", "leave", "Stop a printing under way."),
    Action("campaign_people.customer", "r", "record", "Open the customer's record.", bar=20),
    Action("campaign_people.back", "escape", "back", "Go back to the campaign.", bar=90),
)
