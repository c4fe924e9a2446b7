"""Short questions: a line of text, a day, yes or no."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from carebook.days import order_of, parse_day
from carebook.errors import Refusal
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.over import Over
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form


class AskLine(Over[str | None]):
    """Asks for one line of text; nothing typed is no answer."""

    def __init__(self, title: str, label: str, *, hint: str = "") -> None:
        """Ask under a title; the label stands before the field, the hint in it."""
        super().__init__(title)
        self._label = label
        self._hint = hint

    def asked(self) -> Iterator[Form]:
        """The one field."""
        yield Form(Field("answer", self._label, LineInput(hint=self._hint)))

    @on(Form.Submitted)
    def answer(self, submitted: Form.Submitted) -> None:
        """Answer with what is typed."""
        if text := submitted.values["answer"]:
            self.dismiss(text)
        else:
            self.query_one(Form).show_errors({"answer": f"{self._label} is needed here."})

    @on(Form.Cancelled)
    def leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class AskDay(Over[date | None]):
    """Asks for a day, typed as owners type days; it is echoed in words."""

    def __init__(self, title: str, label: str, *, hint: str, past: bool = False) -> None:
        """Ask under a title; an empty answer means the hint. A day in the past is never one to come."""
        super().__init__(title)
        self._label = label
        self._hint = hint
        self._past = past

    def asked(self) -> Iterator[Form]:
        """The one field."""
        yield Form(DayField("day", self._label, partial(self.keeper.read_day, past=self._past), hint=self._hint))

    @on(Form.Submitted)
    def answer(self, submitted: Form.Submitted) -> None:
        """Answer with the day."""
        keeper = self.keeper
        try:
            typed, order = submitted.values["day"] or self._hint, order_of(keeper.shop.country)
            day = parse_day(typed, keeper.today, order, past=self._past)
        except Refusal as refusal:
            self.query_one(Form).show_errors({"day": str(refusal)})
        else:
            self.dismiss(day)

    @on(Form.Cancelled)
    def leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class AskYesNo(Doer, Over[bool]):
    """Asks what only the owner can know; leaving it is no."""

    PLACE: ClassVar[str] = "question"
    BINDINGS: ClassVar[list[BindingType]] = bindings("question")

    def do_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def do_no(self) -> None:
        """Answer no."""
        self.dismiss(False)
