"""What can be done: merging two records, taking them apart again, and the history of a record."""

from __future__ import annotations

from carebook.tui.action import Action

_MERGE = "Merge this record with another one of the same customer; both are shown first."
_SAME = "duplicate double twice same join combine"

MERGING: tuple[Action, ...] = (
    Action("customers.merge", "M", "merge", _MERGE, writes=True, also=_SAME),
    Action("record.merge", "M", "merge", _MERGE, bar=105, writes=True, also=_SAME),
    Action(
        "record.unmerge",
        "",
        "un-merge",
        "Take a record that was merged into this one out of it again.",
        writes=True,
        also="split apart separate undo merge",
    ),
    Action(
        "record.history",
        "h",
        "history",
        "Who they were before: every change to this record.",
        bar=100,
        also="before changes earlier journal old address",
    ),
    # Two records side by side
    Action("merging.merge", "enter", "merge", "Merge them; u takes it back.", bar=10, writes=True),
    Action("merging.swap", "x", "keep other", "Swap which of the two stays in the book.", bar=20),
    Action("merging.back", "escape", "back", "Go back without merging.", bar=30),
    Action("merging.up", "up,k", "up", "Scroll up.", calls="scroll(-1)"),
    Action("merging.down", "down,j", "down", "Scroll down.", calls="scroll(1)"),
    Action("merging.page_up", "pageup", "page up", "Scroll one page up.", calls="leap(-1)"),
    Action("merging.page_down", "pagedown,space", "page down", "Scroll one page down.", calls="leap(1)"),
    # What was merged
    Action("merged.back", "escape", "back", "Go back; they stay merged.", bar=20),
    # The history of a record
    Action(
        "history.unmerge",
        "M",
        "un-merge",
        "Take the record that was merged on this line out of it again; u takes that back.",
        bar=15,
        writes=True,
        also="split apart separate undo merge",
    ),
    Action("history.back", "escape", "back", "Go back to the record.", bar=20),
)
