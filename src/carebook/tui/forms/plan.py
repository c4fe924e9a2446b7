"""The form of the aftercare plan: how a kind of letter leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import Channel
from carebook.letters.model import PlannedKind, Window
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field
from carebook.typed import Setting

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change

_CHANNELS = [(str(channel), str(channel)) for channel in (Channel.POST, Channel.EMAIL, Channel.PHONE)]


def kind_form(planned: PlannedKind) -> FormScreen:
    """Make the form for when a kind leaves, by which channel and with which offer."""
    kind, window = planned.kind, planned.window
    unit = "open days" if window.open_days else "days"

    def fields() -> Sequence[Field]:
        asked = [
            Field("due", "May leave from", LineInput(_typed(window.due), hint=f"{unit} from day 0; -3 is before")),
            Field("late_after", "Late after", LineInput(_typed(window.late_after), hint="empty: never late")),
            Field("lapses", "Lapses after", LineInput(_typed(window.lapses), hint="empty: no limit of its own")),
        ]
        if not kind.handwritten:
            asked.append(Field("channel", "Goes by", Choice(_CHANNELS, planned.channel)))
        if kind.may_offer:
            asked.append(Field("offer", "Offer", LineInput(planned.offer, hint="none; for example: 10 % off")))
        return asked

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.entry import read
        from carebook.letters.desk.running import change_kind
        from carebook.letters.entry import WindowEntry

        days = {name: values[name] for name in ("due", "late_after", "lapses")}
        entry = read(WindowEntry, days, Setting("", "", today))
        return change_kind(
            book,
            kind.name,
            Window(entry.due, entry.late_after, entry.lapses, window.open_days),
            values.get("channel", planned.channel),
            values.get("offer", planned.offer),
            today,
        )

    return FormScreen(f"{kind.title}: {unit} from {kind.anchor.value}", fields, save)


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)
