"""The shop's numbers: the limits that the plan keeps to, each with its meaning (FRQ-1, FRQ-2, SUP-1, LET-4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from carebook.shop.model import Numbers
from carebook.shop.store import numbers
from carebook.tui.actions import bindings
from carebook.tui.forms.shop import number_form
from carebook.tui.panes.plain_list import PlainList
from carebook.tui.panes.stored import FreshRows
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row, Source


@dataclass(frozen=True)
class Meaning:
    """What a number decides, in words; `words` stand for 0, 1 and so on where the number is a choice."""

    sentence: str
    unit: str
    words: tuple[str, ...] = ()


MEANINGS = {
    "spacing_days": Meaning("Least days between two letters to one household", "days"),
    "posted_most": Meaning("Most posted letters to a household in 90 days", "letters"),
    "selling_most": Meaning("Most of those that sell something", "letters"),
    "quiet_days": Meaning("Quiet days after a death in the household", "days"),
    "acknowledge_open_days": Meaning("A complaint is acknowledged within so many open days", "days"),
    "propose_open_days": Meaning("A remedy is proposed within so many open days", "days"),
    "remedy_limit": Meaning("Remedy and bonus are asked about above this much money; 0: never", ""),
    "selling_after_recovery": Meaning("After a complaint made good, nothing is sold for", "days"),
    "waiting_after_other_close": Meaning("After a complaint that ended otherwise, for", "days"),
    "mean_gap_default": Meaning("Days between two purchases, until your own sales tell", "days"),
    "margin_percent": Meaning("Profit of a sale whose cost you did not enter", "%"),
    "retention_percent": Meaning("So many of a hundred customers buy again next year", "%"),
    "discount_percent": Meaning("A year's waiting takes so much off money to come", "%"),
    "leap_on_1_march": Meaning("A birthday of 29 February, in other years", "", ("on 28 February", "on 1 March")),
}
"""The numbers of the desks that are there."""


class NumbersView(PlainList):
    """The numbers."""

    PLACE: ClassVar[str] = "numbers"
    BINDINGS: ClassVar[list[BindingType]] = bindings("numbers")
    ABOUT: ClassVar[str] = "The limits that every letter keeps to. Enter changes one; ● is one that you have set."
    COLUMNS: ClassVar = (
        Column("meaning", least=24),
        Column("value", width=14, rank=1),
        Column("from to", width=10, rank=2),
    )

    def rows(self) -> Source:
        """Return every number."""
        return FreshRows(self._numbers)

    def _numbers(self) -> list[Row]:
        own = numbers(self.keeper.book.db)
        return [_row(name, getattr(own, name)) for name in MEANINGS]

    @on(RecordList.Chosen)
    def do_edit(self) -> None:
        """Change the number under the cursor."""
        from carebook.shop.entry import RANGES

        name = self.lines.cursor_key
        if isinstance(name, str):
            meaning, value = MEANINGS[name], getattr(numbers(self.keeper.book.db), name)
            least, most = RANGES[name]
            hint = f"{least} to {most}; {getattr(Numbers(), name)} unless you set it"
            self.app.push_screen(number_form(name, meaning.sentence, value, hint, meaning.words))


def _row(name: str, value: int) -> Row:
    from carebook.shop.entry import RANGES

    meaning = MEANINGS[name]
    shown = meaning.words[value] if meaning.words else f"{value:,} {meaning.unit}"
    least, most = RANGES[name]
    return Row(
        name,
        (meaning.sentence, shown, "" if meaning.words else f"{least} to {most}"),
        mark=" " if value == getattr(Numbers(), name) else "●",
    )
