"""One customer over all desks: everything that the book holds about them, as an access request asks for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from carebook import money
from carebook.complaints.model import Complaint, Remedy, Step
from carebook.complaints.store import cases
from carebook.customers import store
from carebook.customers.model import (
    Contact,
    Customer,
    Member,
    Merging,
    News,
    Occasion,
    Permission,
    Reminder,
    Sale,
    Suppression,
    SurveyAnswer,
)
from carebook.customers.store.mergings import mergings
from carebook.customers.store.reminders import reminders
from carebook.letters.model import Letter, OwnLetter
from carebook.letters.store.letters import letters_of
from carebook.letters.store.own_letters import own_letters_of
from carebook.referrals.model import Ask, Moment, Partner, PassedOn, Referral, Reward
from carebook.referrals.model import Step as ReferralStep
from carebook.referrals.store import asking, partners, referrals
from carebook.retention.model import Departure, Offer, Probe, Standing, StepDone, WinBack, Working
from carebook.retention.store import win_backs
from carebook.retention.store.standings import standing
from carebook.retention.words import in_words
from carebook.shop.model import Shop
from carebook.shop.store import shop

_AMOUNTS = ("amount", "cost", "taken", "price", "profit", "profit_24m", "spent_now", "spent_before")


@dataclass(frozen=True)
class Case:
    """A complaint with its diary and what was offered, both oldest first, and the labels it is sorted by."""

    complaint: Complaint
    category: str
    root_cause: str
    steps: Sequence[Step]
    remedies: Sequence[Remedy]


@dataclass(frozen=True)
class Pursuit:
    """A win-back with its answers, offers and diary, all oldest first, and the strengths that it names."""

    win_back: WinBack
    chose_for: str
    left_for: str
    probes: Sequence[Probe]
    offers: Sequence[Offer]
    steps: Sequence[StepDone]


@dataclass(frozen=True)
class Introduction:
    """A referral with who told of the shop, its rewards and its diary, oldest first."""

    referral: Referral
    referrer: str
    rewards: Sequence[Reward]
    steps: Sequence[ReferralStep]


@dataclass(frozen=True)
class Record:
    """Everything about one customer; what has a day is newest first."""

    today: date
    shop: Shop
    customer: Customer
    tags: Sequence[str]
    members: Sequence[Member]
    occasions: Sequence[Occasion]
    sales: Sequence[Sale]
    contacts: Sequence[Contact]
    news: Sequence[News]
    letters: Sequence[Letter]
    own_letters: Sequence[OwnLetter]
    """What the owner wrote to them besides the plan; each is a letter too once its day comes near."""
    reminders: Sequence[Reminder]
    merged: Sequence[Merging]
    """The records that were merged into this one."""
    complaints: Sequence[Case]
    standing: Standing | None
    """None for a prospect."""
    departures: Sequence[Departure]
    worked: Sequence[Working]
    win_backs: Sequence[Pursuit]
    referrals: Sequence[Introduction]
    """Whom they introduced, the newest first."""
    referred_by: Sequence[Introduction]
    """Who introduced them, the one who counts first."""
    asks: Sequence[Ask]
    moments: Sequence[Moment]
    partner: Partner | None
    passed_on: Sequence[PassedOn]
    """Whom the shop sent to them, as a partner."""
    survey_answers: Sequence[SurveyAnswer]
    suppressions: Sequence[Suppression]
    permissions: Sequence[Permission]


def record(db: sqlite3.Connection, customer_id: int, today: date) -> Record:
    """Gather everything about a customer; raise NoSuchCustomer."""
    return Record(
        today=today,
        shop=shop(db),
        customer=store.customer(db, customer_id),
        tags=store.tags(db, customer_id),
        members=store.members(db, customer_id),
        occasions=store.occasions(db, customer_id),
        sales=store.sales(db, customer_id, size=-1),
        contacts=store.contacts(db, customer_id, size=-1),
        news=store.news(db, customer_id),
        letters=letters_of(db, customer_id),
        own_letters=own_letters_of(db, customer_id),
        reminders=reminders(db, customer_id),
        merged=mergings(db, customer_id),
        complaints=[_case(db, complaint) for complaint in cases.cases_of(db, customer_id)],
        standing=standing(db, customer_id),
        departures=win_backs.departures_of(db, customer_id),
        worked=win_backs.workings_of(db, customer_id),
        win_backs=[_pursuit(db, win_back) for win_back in win_backs.win_backs_of(db, customer_id)],
        referrals=[_introduction(db, one) for one in referrals.referrals_by(db, customer_id)],
        referred_by=[_introduction(db, one) for one in referrals.referrals_of(db, customer_id)],
        asks=asking.asks_of(db, customer_id),
        moments=asking.moments(db, customer_id),
        partner=partners.partner_of(db, customer_id),
        passed_on=partners.passed_on_to(db, customer_id),
        survey_answers=store.survey_answers(db, customer_id),
        suppressions=store.suppressions(db, customer_id),
        permissions=store.permissions(db, customer_id),
    )


def _case(db: sqlite3.Connection, complaint: Complaint) -> Case:
    return Case(
        complaint,
        category=cases.label_name(db, complaint.category_id),
        root_cause=cases.label_name(db, complaint.root_cause_id),
        steps=cases.steps(db, complaint.id),
        remedies=cases.remedies(db, complaint.id),
    )


def _pursuit(db: sqlite3.Connection, found: WinBack) -> Pursuit:
    return Pursuit(
        found,
        chose_for=_strength(db, found.chose_for),
        left_for=_strength(db, found.left_for),
        probes=win_backs.probes(db, found.id),
        offers=win_backs.offers(db, found.id),
        steps=win_backs.steps(db, found.id),
    )


def _introduction(db: sqlite3.Connection, found: Referral) -> Introduction:
    return Introduction(
        found,
        referrer=store.customer(db, found.customer_id).name,
        rewards=referrals.rewards(db, found.id),
        steps=referrals.steps(db, found.id),
    )


def _strength(db: sqlite3.Connection, strength_id: int | None) -> str:
    return win_backs.strength(db, strength_id).name if strength_id else ""


def as_document(found: Record) -> dict[str, Any]:
    """Return a record for JSON: days as YYYY-MM-DD, money as decimal text in the currency that stands beside it."""
    currency = found.shop.currency
    document: dict[str, Any] = {"customer": _plain(found.customer, currency), "currency": currency}
    document["tags"] = list(found.tags)
    parts: dict[str, Iterable[object]] = {
        "members": found.members,
        "occasions": found.occasions,
        "sales": found.sales,
        "contacts": found.contacts,
        "news": found.news,
        "letters": found.letters,
        "own_letters": found.own_letters,
        "reminders": found.reminders,
        "merged": found.merged,
        "survey_answers": found.survey_answers,
        "suppressions": found.suppressions,
        "permissions": found.permissions,
        "departures": found.departures,
        "worked": found.worked,
        "asks": found.asks,
        "moments": found.moments,
        "passed_on": found.passed_on,
    }
    document |= {name: [_plain(one, currency) for one in part] for name, part in parts.items()}
    document["complaints"] = [_case_document(case, currency) for case in found.complaints]
    document["win_backs"] = [_pursuit_document(pursuit, currency) for pursuit in found.win_backs]
    document["referrals"] = [_introduction_document(one, currency) for one in found.referrals]
    document["referred_by"] = [_introduction_document(one, currency) for one in found.referred_by]
    document["partner"] = _plain(found.partner, currency) if found.partner else None
    return document | {"standing": _standing_document(found.standing, found.today, currency)}


def _case_document(case: Case, currency: str) -> dict[str, Any]:
    labels = {"stage": case.complaint.stage, "category": case.category, "root_cause": case.root_cause}
    parts: dict[str, Iterable[object]] = {"steps": case.steps, "remedies": case.remedies}
    listed = {name: [_plain(one, currency) for one in part] for name, part in parts.items()}
    return _plain(case.complaint, currency) | labels | listed


def _pursuit_document(found: Pursuit, currency: str) -> dict[str, Any]:
    strengths = {"chose_for": found.chose_for, "left_for": found.left_for}
    parts: dict[str, Iterable[object]] = {
        "probes": found.probes,
        "offers": found.offers,
        "steps": found.steps,
    }
    listed = {name: [_plain(one, currency) for one in part] for name, part in parts.items()}
    return _plain(found.win_back, currency) | strengths | listed


def _introduction_document(found: Introduction, currency: str) -> dict[str, Any]:
    told = {"referrer": found.referrer, "stage": found.referral.stage}
    parts: dict[str, Iterable[object]] = {"rewards": found.rewards, "steps": found.steps}
    listed = {name: [_plain(one, currency) for one in part] for name, part in parts.items()}
    return _plain(found.referral, currency) | told | listed


def _standing_document(found: Standing | None, today: date, currency: str) -> dict[str, Any] | None:
    """Return how a customer stands on a day, with the rhythm in words; None for a prospect."""
    if found is None:
        return None
    return _plain(found, currency) | {"state": found.state(today), "in_words": in_words(found, today)}


def _plain(one: object, currency: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(one, name) for name in type(one).__annotations__}
    days = {name: value.isoformat() for name, value in values.items() if isinstance(value, date)}
    amounts = {name: money.plain(values[name], currency) for name in _AMOUNTS if values.get(name) is not None}
    return values | days | amounts
