"""A small list of fields under the cursor, each with what it is for the customer in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.geometry import Offset, Size

from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row

_MOST = 8
"""Lines of it that are seen at once."""
_WIDTH = 52


class Known(NamedTuple):
    """A field, and what it says for the customer in view."""

    field: str
    value: str


class FieldMenu(RecordList):
    """The fields that what is typed is part of; the keys come from the box that is typed in."""

    DEFAULT_CSS = f"""
    FieldMenu {{
        layer: above; width: {_WIDTH}; height: auto; max-height: {_MOST}; display: none;
        background: $surface; scrollbar-size-vertical: 1;
        & > .rows--cursor {{ background: $primary 40%; text-style: bold; }}
    }}
    """

    def __init__(self) -> None:
        """Closed, and empty."""
        super().__init__((Column("field", least=16), Column("value", least=12, rank=1)), classes="choices")
        self.can_focus = False

    def offer(self, known: Sequence[Known], typed: str) -> bool:
        """List the fields that what is typed is part of, those that begin with it first; False where there is none."""
        wanted = typed.casefold()
        found = sorted((one for one in known if wanted in one.field), key=lambda one: not one.field.startswith(wanted))
        self.show(FixedRows([Row(one.field, (one.field, one.value)) for one in found]))
        self.action_first()
        self.display = bool(found)
        return self.display

    def stand_by(self, caret: Offset, room: Size) -> None:
        """Stand below the cursor, or above it where there is no room below."""
        below, width = room.height - caret.y - 3, min(_WIDTH, room.width)
        height = min(self.count, _MOST, max(below, caret.y))
        left = max(min(caret.x, room.width - width), 0)
        top = caret.y + 1 if height <= below else caret.y - height
        self.styles.width, self.styles.height = width, height
        self.styles.offset = (left, top)
