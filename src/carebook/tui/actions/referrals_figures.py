"""What can be done in the views of the referrals' place: the tree, the drives and the measures."""

from __future__ import annotations

from carebook.tui.action import Action

REFERRALS_FIGURES: tuple[Action, ...] = (
    # The tree
    Action(
        "tree.fold",
        "minus",
        "fold",
        "Fold the branch under the cursor: whom they brought is hidden, and those whom these brought.",
        bar=30,
        also="close collapse hide branch",
    ),
    Action("tree.unfold", "plus", "unfold", "Unfold the branch under the cursor.", bar=32, also="open expand branch"),
    Action("tree.above", "b", "above", "Go up to who brought this one.", bar=40, also="parent up referrer brought by"),
    Action("tree.find", "slash", "find", "Find somebody, and go to where they stand in the tree.", bar=60),
    Action("tree.customer", "r", "record", "Open the customer's record.", bar=50),
    # Drives
    Action(
        "drives.new",
        "n",
        "new",
        "Plan a drive: some weeks of asking, with a target above what comes without it.",
        bar=30,
        writes=True,
        also="plan campaign target start",
    ),
    Action(
        "drives.go_on",
        "a",
        "next step",
        "Act: note what you do about the half-time, or what the drive taught when it is over.",
        bar=15,
        writes=True,
        also="half-time close end result learned cost",
    ),
    Action("drives.edit", "e", "edit", "Change this drive.", bar=40, writes=True, also="change"),
    Action(
        "drives.remove",
        "delete,D",
        "remove",
        "Take this drive out; everybody who was introduced in it stays.",
        bar=70,
        writes=True,
        also="delete",
    ),
    Action(
        "drives.terms",
        "t",
        "terms",
        "Say whom you wish for, what a customer may say of you, and what both get.",
        bar=50,
        writes=True,
        also="reward voucher ideal customer who fits",
    ),
    # Measures
    Action(
        "referral_measures.terms",
        "t",
        "terms",
        "Say whom you wish for, what a customer may say of you, and what both get.",
        bar=10,
        writes=True,
        also="reward voucher ideal customer who fits",
    ),
    Action(
        "referral_measures.year",
        "y",
        "year before",
        "Show the year before, or the last 12 months again.",
        bar=20,
        also="last year compare period",
    ),
    Action("referral_measures.up", "up,k", "up", "Scroll up.", calls="scroll(-1)"),
    Action("referral_measures.down", "down,j", "down", "Scroll down.", calls="scroll(1)"),
    Action("referral_measures.page_up", "pageup", "page up", "Scroll one page up.", calls="leap(-1)"),
    Action("referral_measures.page_down", "pagedown,space", "page down", "Scroll one page down.", calls="leap(1)"),
)
"""The actions of these views."""
