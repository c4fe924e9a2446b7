"""What puts a case right, and what is given on top: remedies that match the loss, with a second look at their cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from carebook.complaints import rules
from carebook.complaints.model import Complaint, Part
from carebook.complaints.refusals import AboveLimit
from carebook.complaints.store import cases
from carebook.errors import Refusal
from carebook.money import decimal_mark, parse
from carebook.tui.forms.complaint_parts import SpokenField, day_field, enough, step_form
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.ask import AskYesNo
from carebook.tui.screens.form import FormScreen, Save
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.told_field import ToldField

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_NO_REMEDY = ("", "choose")
_NO_BONUS = ("", "nothing yet")
_AGREED = (("no", "not yet"), ("yes", "yes"))


def proposal_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for what puts it right, by when, and what is given on top (CMP-3, CMP-4)."""

    def fields() -> Sequence[Field]:
        costs = (LineInput(hint=f"in {app.shop.currency}"), LineInput(hint=f"in {app.shop.currency}"))
        look = _second_look(app, case, costs)
        return (
            _remedy_field(case),
            Field("what", "In detail", LineInput(hint="the delivery fee")),
            ToldField("cost", "It costs us", costs[0], look),
            DayField("promised_on", "Done by", app.read_day, "+1w"),
            Field("bonus_kind", "And then some", _bonuses(case, _NO_BONUS)),
            Field("bonus_what", "In detail", LineInput(hint="roses, with a card")),
            ToldField("bonus_cost", "It costs us", costs[1], look),
            enough(Field("agreed", "They agree", Choice(_AGREED))),
            Field("what_happened", "How it came about", LineInput(case.what_happened, hint="for the letter to them")),
            Field("what_changed", "What we changed", LineInput(case.what_changed, hint="so that it stays right")),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import propose
        from carebook.complaints.entry import ProposalEntry

        return propose(book, case.id, read_typed(book, ProposalEntry, values, today), today, token=token)

    return _offer_form(app, case, "Make it right", fields, save)


def bonus_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for something on top (CMP-4)."""

    def fields() -> Sequence[Field]:
        cost = LineInput(hint=f"in {app.shop.currency}")
        given = sum(remedy.cost for remedy in cases.remedies(app.book.db, case.id))
        return (
            Field("kind", "And then some", _bonuses(case)),
            Field("what", "In detail", LineInput(hint="roses, with a card")),
            enough(ToldField("cost", "It costs us", cost, _second_look(app, case, [cost], given))),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import add_bonus
        from carebook.complaints.entry import BonusEntry

        return add_bonus(book, case.id, read_typed(book, BonusEntry, values, today), today, token=token)

    return _offer_form(app, case, "And then some", fields, save)


def _offer_form(
    app: CarebookApp, case: Complaint, title: str, fields: Callable[[], Sequence[Field]], save: Save
) -> FormScreen:
    """Make a form whose offer, if it is above the shop's own limit, is saved once the owner said yes to it (CMP-4)."""
    wanted: set[str] = set()
    """The sentences, each with its sum, to which the owner said yes."""

    def save_if_wanted(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        try:
            return save(book, values | {"above_limit": "no"}, today, token)
        except AboveLimit as above:
            sentence = str(above)
            if sentence in wanted:
                return save(book, values | {"above_limit": "yes"}, today, token)
            app.push_screen(AskYesNo("Do you want it all the same?", sentence), partial(submit_again, sentence))
            raise

    def submit_again(sentence: str, yes: bool | None) -> None:
        if yes:
            wanted.add(sentence)
            form.form.action_submit()

    form = step_form(app, case, title, fields, save_if_wanted)
    return form


def _remedy_field(case: Complaint) -> Field:
    """Make the field for the remedy, those that match the loss first, with the wish and a hint at the loss (CMP-3)."""
    remedies = [_NO_REMEDY, *((kind, kind) for kind in rules.suggested(case.loss, Part.CORE))]

    def said(kind: str) -> str:
        hint = rules.mismatch(case.loss, kind, case.remedy_sought)
        return " · ".join(filter(None, (f"they say: {case.remedy_sought}", hint)))

    return SpokenField("kind", "What we do", Choice(remedies), said)


def _bonuses(case: Complaint, *first: tuple[str, str]) -> Choice:
    return Choice([*first, *((kind, kind) for kind in rules.suggested(case.loss, Part.BONUS))])


def _second_look(app: CarebookApp, case: Complaint, costs: Sequence[LineInput], given: int = 0) -> Callable[[str], str]:
    """Return the listener that warns when all costs, with what was given before, are much against the price."""
    price, shop = cases.price(app.book.db, case), app.shop

    def amount(typed: str) -> int:
        try:
            return parse(typed, shop.currency, decimal=decimal_mark(shop.country)) if typed.strip() else 0
        except Refusal:
            return 0

    def look(_: str) -> str:
        return " ".join(rules.second_looks(given + sum(amount(cost.value) for cost in costs), price))

    return look
