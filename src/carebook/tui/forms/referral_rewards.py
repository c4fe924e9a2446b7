"""Rewards for a referral: promised or changed, handed over, dropped; above it what speaks against one (REF-4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.store import customer
from carebook.referrals.desk.rewarding import warnings
from carebook.referrals.model import ForWhom, Given, RewardKind
from carebook.referrals.store.referrals import rewards, terms_on
from carebook.tui.forms import as_typed
from carebook.tui.forms.complaint_parts import SpokenField, day_field, enough
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.forms.referral_parts import said_beside, step_form
from carebook.tui.panes.referrals_sheet import said_of
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.referrals.model import Referral, Reward
    from carebook.tui.app import CarebookApp

_KINDS = (("", "choose"), *((str(kind), str(kind)) for kind in RewardKind))


def reward_form(app: CarebookApp, found: Referral, begin_with: Reward | None) -> FormScreen:
    """Make the form that promises a reward, or changes the one that is promised already (REF-3)."""
    promised = {one.for_whom: one for one in rewards(app.book.db, found.id)}
    first = begin_with.for_whom if begin_with else _first_free(promised)
    typed = _as_typed(app, found, begin_with, first)

    def told_for(whom: str) -> str:
        held = promised.get(whom)
        return f"Changes what is promised: {said_of(held.given, app.shop)}" if held else ""

    def fields() -> Sequence[Field]:
        return (
            SpokenField("for_whom", "For", Choice(_whom(app, found), first), told_for),
            Field("kind", "What it is", Choice(_KINDS, typed["kind"])),
            Field("what", "In words", LineInput(typed["what"], hint="a rose of their choice")),
            enough(Field("amount", "What it costs you", LineInput(typed["amount"]))),
            DayField("promised_on", "Promised", past_days(app), typed["promised_on"], hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.rewarding import change_reward, promise
        from carebook.referrals.entry import RewardEntry

        entry = read_typed(book, RewardEntry, values, today)
        held = promised.get(entry.for_whom)
        with said_beside("for_whom", "promised_on"):
            if held:
                return change_reward(book, held.id, entry, today)
            return promise(book, found.id, entry, today, token=token)

    return step_form(app, found, "A reward", fields, save, hint=_doubts(app, found))


def paid_form(app: CarebookApp, found: Referral, unsettled: Sequence[Reward]) -> FormScreen:
    """Make the form for a reward handed over (REF-3)."""

    def fields() -> Sequence[Field]:
        return (
            *_which(app, found, unsettled),
            enough(Field("ending", "How", LineInput(hint="by hand, with a card"))),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.rewarding import pay
        from carebook.referrals.entry import PaidEntry

        reward_id = int(values.pop("reward", unsettled[0].id))
        with said_beside("reward", "on_day"):
            return pay(book, reward_id, read_typed(book, PaidEntry, values, today), today, token=token)

    return step_form(app, found, "Hand over the reward", fields, save, hint=_about(app, found, unsettled))


def waived_form(app: CarebookApp, found: Referral, unsettled: Sequence[Reward]) -> FormScreen:
    """Make the form for: no reward after all, and why (REF-4)."""

    def fields() -> Sequence[Field]:
        return (*_which(app, found, unsettled), enough(Field("ending", "Why not", LineInput())), day_field(app))

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.rewarding import waive
        from carebook.referrals.entry import WaivedEntry

        reward_id = int(values.pop("reward", unsettled[0].id))
        with said_beside("reward", "on_day"):
            return waive(book, reward_id, read_typed(book, WaivedEntry, values, today), today, token=token)

    return step_form(app, found, "No reward", fields, save, hint=_about(app, found, unsettled))


def _which(app: CarebookApp, found: Referral, unsettled: Sequence[Reward]) -> list[Field]:
    """Make the choice among the rewards that are not settled yet, where there are two."""
    options = [(str(one.id), _said(app, found, one)) for one in unsettled]
    return [Field("reward", "Which", Choice(options))] if len(options) > 1 else []


def _about(app: CarebookApp, found: Referral, unsettled: Sequence[Reward]) -> str:
    """Say which reward it is, where there is one, and what speaks against it."""
    only = f"{_said(app, found, unsettled[0])}." if len(unsettled) == 1 else ""
    return " ".join(filter(None, (only, _doubts(app, found))))


def _said(app: CarebookApp, found: Referral, reward: Reward) -> str:
    return f"{dict(_whom(app, found))[reward.for_whom]}: {said_of(reward.given, app.shop)}"


def _whom(app: CarebookApp, found: Referral) -> list[tuple[str, str]]:
    referrer = customer(app.book.db, found.customer_id).name
    return [(ForWhom.REFERRER, referrer), (ForWhom.INTRODUCED, found.introduced)]


def _first_free(promised: dict[str, Reward]) -> str:
    return next((str(whom) for whom in ForWhom if whom not in promised), str(ForWhom.REFERRER))


def _as_typed(app: CarebookApp, found: Referral, promised: Reward | None, for_whom: str) -> dict[str, str]:
    """Begin with what is promised, else with what the terms of that day give the one it is for."""
    if promised:
        on, given = as_typed.day(promised.promised_on, app.shop), promised.given
    else:
        terms = terms_on(app.book.db, found.introduced_on)
        on, given = "today", (terms.given(ForWhom(for_whom)) if terms else None) or Given("", "", 0)
    amount = as_typed.amount(given.amount or None, app.shop)
    return {"kind": given.kind, "what": given.what, "amount": amount, "promised_on": on}


def _doubts(app: CarebookApp, found: Referral) -> str:
    return " ".join(warnings(app.book.db, found))
