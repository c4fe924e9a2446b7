"""What needs doing on a day, gathered from every desk."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from carebook.complaints.model import Duty
from carebook.complaints.store.told import any_open as any_case
from carebook.customers.model import CallBack
from carebook.customers.store import any_reminder, call_backs, names
from carebook.letters.model import Due, State
from carebook.letters.store.order import order_of
from carebook.letters.store.told import told
from carebook.referrals.store.told import any_referral
from carebook.retention.store.told import any_open as any_win_back
from carebook.retention.store.told import any_vip_slipping

if TYPE_CHECKING:
    from carebook.customers.store.reminders import ToRemember
    from carebook.referrals.store.owed import Owed as OwedForReferral
    from carebook.retention.model import NextStep
    from carebook.retention.store.vips import VipCall
    from carebook.shop.model import Shop

KEYS = (
    *("desk", "id", "kind", "class", "customer_id", "customer", "subject"),
    *("due", "by", "lapses", "state", "cause", "channel"),
)
"""The names of a row's fields in JSON, in their order; `class` is a word that Python keeps for itself."""


class Row(NamedTuple):
    """One thing to do, as it is told to other programs: None where something does not apply."""

    desk: str
    id: int | None
    kind: str
    letter_class: str | None
    customer_id: int | None
    customer: str | None
    subject: str
    due: str
    by: str | None
    lapses: str | None
    state: str
    cause: str | None
    channel: str | None


class Owed(NamedTuple):
    """What the complaints' desk owes a customer: due, late or upcoming."""

    duty: Duty
    customer: str
    state: State


class ToDo(NamedTuple):
    """What needs doing: complaints, late ones first, calls, longest promised first, what to remember, VIPs who are
    slipping, thanks, rewards and asks, steps of win-backs, letters in the order of FRQ-3."""

    complaints: list[Owed]
    calls: list[CallBack]
    reminders: list[ToRemember]
    vips: list[VipCall]
    referrals: list[OwedForReferral]
    win_backs: list[NextStep]
    letters: list[Due]


class Ahead(NamedTuple):
    """Something to do in the days ahead: from when on, what, what it is about, and for whom."""

    due: date
    what: str
    about: str
    customer: str


def gather(db: sqlite3.Connection, on: date, *, ahead: int = 0, everything: bool = False) -> ToDo:
    """Gather what is due and late on a day that is laid out.

    `ahead` adds what falls due within so many days, `everything` what is held or put off.
    """
    from carebook.letters.store.letters import agenda

    letters = agenda(db)
    if everything:
        letters += agenda(db, held=True)
    if ahead:
        letters += _coming_up(db, on, ahead)
    return ToDo(
        owed_to_customers(db, on, ahead),
        call_backs(db, on + timedelta(days=ahead)),
        to_remember(db, on, ahead),
        slipping_vips(db, on),
        owed_for_referrals(db, on, ahead),
        win_back_steps(db, on, ahead),
        letters,
    )


def owed_to_customers(db: sqlite3.Connection, on: date, ahead: int = 0) -> list[Owed]:
    """Return what the complaints' desk owes on a day: late, due, and what falls due within so many days.

    In the order of the review: late first, then by day and name; what is upcoming comes last.
    """
    if not any_case(db):
        return []
    from carebook.complaints.store.lists import owed

    duties = owed(db, on, until=on + timedelta(days=ahead))
    called = names(db, {duty.case.customer_id for duty in duties})
    found = [Owed(duty, called[duty.case.customer_id], state_of(duty, on)) for duty in duties]
    return sorted(found, key=lambda one: (_STATES.index(one.state), one.duty.due, one.customer, one.duty.case.id))


def to_remember(db: sqlite3.Connection, on: date, ahead: int = 0) -> list[ToRemember]:
    """Return what the owner wants to be reminded of on a day, and within so many days: late ones first.

    Reminders of their own, and yearly days that are near and have no letter; what is upcoming comes last.
    """
    if not any_reminder(db):
        return []
    from carebook.customers.store.reminders import all_to_remember

    found = all_to_remember(db, on, until=on + timedelta(days=ahead))
    return sorted(found, key=lambda one: (_STATES.index(state_of(one, on)), one.by, one.customer, one.id or 0))


def slipping_vips(db: sqlite3.Connection, on: date) -> list[VipCall]:
    """Return the VIPs who are slipping and should be called (VAL-4)."""
    if not any_vip_slipping(db, on):
        return []
    from carebook.retention.store.vips import vips_to_call

    return vips_to_call(db, on)


def owed_for_referrals(db: sqlite3.Connection, on: date, ahead: int = 0) -> list[OwedForReferral]:
    """Return what the referrals' desk asks for on a day: thanks, rewards, the pace of a drive, a few asks (REF-3).

    Late ones come first, then thanks before all else; what is upcoming comes last.
    """
    if not any_referral(db):
        return []
    from carebook.referrals.store.owed import TO_DO, owed

    kinds = list(TO_DO)
    found = owed(db, on, until=on + timedelta(days=ahead))
    return sorted(
        found, key=lambda one: (_STATES.index(state_of(one, on)), kinds.index(one.kind), one.due, one.customer)
    )


def late_for_referrals(db: sqlite3.Connection, on: date) -> int:
    """Count the thanks, rewards and drives that are late."""
    if not any_referral(db):
        return 0
    from carebook.referrals.store.owed import debts

    return sum(state_of(one, on) is State.LATE for one in debts(db, on))


def win_back_steps(db: sqlite3.Connection, on: date, ahead: int = 0) -> list[NextStep]:
    """Return the steps of win-backs that are due on a day, and within so many days (WIN-1); late ones first."""
    if not any_win_back(db):
        return []
    from carebook.retention.store.owed import next_steps

    return sorted(
        next_steps(db, on, until=on + timedelta(days=ahead)), key=lambda one: _STATES.index(state_of(one, on))
    )


_STATES = (State.LATE, State.DUE, State.UPCOMING)


def state_of(owed: Duty | NextStep | OwedForReferral | ToRemember, on: date) -> State:
    """Return what a duty or a step is on a day."""
    if owed.due > on:
        return State.UPCOMING
    return State.LATE if owed.by < on else State.DUE


def state_of_call(call: CallBack, on: date) -> State:
    """Return what a promised call is on a day; one of yesterday is late."""
    if call.call_back_on > on:
        return State.UPCOMING
    return State.LATE if call.call_back_on < on else State.DUE


def _coming_up(db: sqlite3.Connection, on: date, ahead: int) -> list[Due]:
    from carebook.letters.desk.looking import coming_up

    return coming_up(db, on, on + timedelta(days=ahead))


def review(db: sqlite3.Connection, on: date, *, ahead: int, everything: bool, newest_id: int | None) -> list[Row]:
    """Return what needs doing in the order of the screen, desk by desk, as `gather` does but in plain rows.

    Letters above `newest_id`, where there is one, were planned only to look, and have no id (LET-3).
    """
    letters = [Row("letters", *row) for row in told(db, held=everything)]
    if ahead:
        letters += map(_row, _coming_up(db, on, ahead))
        letters.sort(key=lambda row: order_of(row.state, row.kind, row.due, row.customer or "", row.id))
    if newest_id is not None:
        letters = [row._replace(id=None) if row.id is not None and row.id > newest_id else row for row in letters]
    return [
        *map(_complaint, owed_to_customers(db, on, ahead)),
        *_called(db, on, ahead),
        *(_referral(one, on) for one in owed_for_referrals(db, on, ahead)),
        *(_win_back(one, on) for one in win_back_steps(db, on, ahead)),
        *letters,
    ]


def duties_ahead(db: sqlite3.Connection, on: date, until: date) -> list[Ahead]:
    """Return what is to be done until a day, letters and asks left out, the first due first."""
    ahead = (until - on).days
    found = [
        Ahead(one.duty.due, one.duty.to_do, one.duty.case.title, one.customer)
        for one in owed_to_customers(db, on, ahead)
    ]
    found += [
        Ahead(one.call_back_on, "Call back", one.note.partition("\n")[0], one.customer) for one in call_backs(db, until)
    ]
    found += [Ahead(one.due, "Remember", one.what, one.customer) for one in to_remember(db, on, ahead)]
    if any_referral(db):
        from carebook.referrals.store.owed import TO_DO

        owed = owed_for_referrals(db, on, ahead)
        found += [Ahead(one.due, TO_DO[one.kind], one.about, one.customer) for one in owed if one.kind != "ask"]
    if any_win_back(db):
        from carebook.retention.model import TO_DO as STEPS

        found += [Ahead(one.due, STEPS[one.step], "", one.customer) for one in win_back_steps(db, on, ahead)]
    return sorted(found)


def _complaint(one: Owed) -> Row:
    case = one.duty.case
    return Row(
        desk="complaints",
        id=case.id,
        kind=one.duty.kind,
        letter_class=None,
        customer_id=case.customer_id,
        customer=one.customer,
        subject=f"complaint {case.id}",
        due=one.duty.due.isoformat(),
        by=one.duty.by.isoformat(),
        lapses=None,
        state=one.state,
        cause=None,
        channel=None,
    )


def _called(db: sqlite3.Connection, on: date, ahead: int) -> list[Row]:
    """Return the calls to make, promised ones and those to slipping VIPs, and what to remember: late first, then by
    day and name; what is upcoming comes last."""
    rows = [
        *(_call(one, on) for one in call_backs(db, on + timedelta(days=ahead))),
        *(_vip(one, on) for one in slipping_vips(db, on)),
        *(_reminder(one, on) for one in to_remember(db, on, ahead)),
    ]
    return sorted(rows, key=lambda row: (_STATES.index(State(row.state)), row.due, row.customer or ""))


def _call(call: CallBack, on: date) -> Row:
    day = call.call_back_on.isoformat()
    return Row(
        desk="callbacks",
        id=call.id,
        kind="call",
        letter_class=None,
        customer_id=call.customer_id,
        customer=call.customer,
        subject=f"contact {call.id}",
        due=day,
        by=day,
        lapses=None,
        state=state_of_call(call, on),
        cause=None,
        channel="phone",
    )


def _vip(call: VipCall, on: date) -> Row:
    return Row(
        desk="callbacks",
        id=None,
        kind="call",
        letter_class=None,
        customer_id=call.customer_id,
        customer=call.customer,
        subject=f"customer {call.customer_id}",
        due=call.slipping_on.isoformat(),
        by=call.by.isoformat(),
        lapses=None,
        state=State.LATE if call.by < on else State.DUE,
        cause=None,
        channel="phone",
    )


def _reminder(one: ToRemember, on: date) -> Row:
    return Row(
        desk="callbacks",
        id=one.id,
        kind="remind",
        letter_class=None,
        customer_id=one.customer_id,
        customer=one.customer,
        subject=f"occasion {one.occasion_id}" if one.id is None else f"reminder {one.id}",
        due=one.due.isoformat(),
        by=one.by.isoformat(),
        lapses=None,
        state=state_of(one, on),
        cause=None,
        channel=None,
    )


def _referral(one: OwedForReferral, on: date) -> Row:
    return Row(
        desk="referrals",
        id=one.id,
        kind=one.kind,
        letter_class=None,
        customer_id=one.customer_id,
        customer=one.customer or None,
        subject=one.subject,
        due=one.due.isoformat(),
        by=one.by.isoformat(),
        lapses=one.lapses.isoformat() if one.lapses else None,
        state=state_of(one, on),
        cause=None,
        channel=None,
    )


def _win_back(one: NextStep, on: date) -> Row:
    return Row(
        desk="winbacks",
        id=one.case.id,
        kind="step",
        letter_class=None,
        customer_id=one.case.customer_id,
        customer=one.customer,
        subject=f"win-back {one.case.id}",
        due=one.due.isoformat(),
        by=one.by.isoformat(),
        lapses=None,
        state=state_of(one, on),
        cause=None,
        channel=None,
    )


def _row(letter: Due) -> Row:
    return Row(
        desk="letters",
        id=letter.id,
        kind=letter.kind,
        letter_class=letter.letter_class,
        customer_id=letter.customer_id,
        customer=letter.customer,
        subject=f"{'ask' if letter.kind == 'referral_ask' else letter.subject_kind} {letter.subject_id}",
        due=letter.due,
        by=letter.late_after,
        lapses=letter.lapses,
        state=letter.state,
        cause=letter.cause,
        channel=letter.channel,
    )


def about(letter: Due) -> str:
    """Say what a letter is about in a few words: the product, the pet, the sale's day."""
    from carebook.days import in_words

    if letter.about:
        return letter.about
    day = in_words(date.fromisoformat(letter.anchor)).split(" ", 1)[1].rsplit(" ", 1)[0]
    return f"sale {day}" if letter.subject_kind == "sale" else day


def about_referral(one: OwedForReferral, shop: Shop) -> str:
    """Say what the referrals' desk asks for in a few words: of a reward what it is, "a voucher for $10.00"."""
    if one.given is None:
        return one.about
    from carebook.referrals.words import reward_in_words

    return reward_in_words(*one.given, shop.currency, shop.country)
