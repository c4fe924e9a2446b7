"""The lines of a record: who belongs to a customer and their yearly days, and what happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from carebook import money
from carebook.complaints.model import Step
from carebook.complaints.store.cases import cases_of
from carebook.customers import store
from carebook.customers.model import Channel, Contact, Member, Merging, News, Occasion, Reminder, Sale, SurveyAnswer
from carebook.customers.rules import age_of, has_grown_up, returns_on
from carebook.customers.words import by_channel
from carebook.days import Leap, in_words, near
from carebook.letters.causes import said_of
from carebook.letters.model import KINDS, Due, OwnLetter
from carebook.letters.model import Letter as Planned
from carebook.letters.own import KIND as OWN
from carebook.letters.store.letters import on_agenda
from carebook.letters.store.own_letters import titles_of
from carebook.referrals.store.told import Recommended
from carebook.retention.model import StepDone
from carebook.shop.model import Shop
from carebook.shop.store import numbers
from carebook.timeline import Entry, step_in_words, timeline
from carebook.tui.screens.record.card import month_and_day, short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.rows import Row

PEOPLE_COLUMNS = (Column("who", least=10), Column("what", width=22, rank=1))

Subjects = dict[tuple[str, int], str]
"""What a line may be about: the name of a member, the product of a sale, the number of a complaint."""

_SOON = 14
"""Days ahead from which on a yearly day is said to come soon."""
_ROLES = {"partner": "partner", "child": "child", "contact": "contact", "pet": "pet", "other": ""}
_TOUCH = {
    Channel.POST: "Letter",
    Channel.HANDWRITTEN: "Card",
    Channel.EMAIL: "E-mail",
    Channel.PHONE: "Call",
    Channel.TEXT: "Text",
    Channel.IN_PERSON: "Visit",
}
_NEWS = {"congratulation": "Good news", "condolence": "Sad news"}
_RECOMMENDED = {"referral": "Referral", "ask": "Referral", "moment": "Good moment"}
_MARKS = {"due": "·", "late": "!", "held": "‖", "snoozed": "z"}


# Who belongs to a customer ------------------------------------------------------------------------------


def people(db: sqlite3.Connection, customer_id: int, today: date) -> list[Row]:
    """List the customer's own yearly days, then each member with theirs."""
    days = store.occasions(db, customer_id)
    usual = Leap.MAR if numbers(db).leap_on_1_march else Leap.FEB
    rows = [_day_row(day, today, usual) for day in days if day.member_id is None]
    for member in store.members(db, customer_id):
        rows.append(_member_row(member, age_of(member, days, today, usual), today))
        theirs = [day for day in days if day.member_id == member.id]
        rows += [_day_row(day, today, usual, branch="└ ", dead=member.died_on is not None) for day in theirs]
    return rows


def _member_row(member: Member, age: int | None, today: date) -> Row:
    words = [_ROLES[member.role], "" if age is None else str(age), "under age" if member.minor else ""]
    if has_grown_up(member, age):
        words[-1] = "grown up? y"
    if member.died_on:
        words = [f"died {short_day(member.died_on, today)}"]
    called = f" “{member.called}”" if member.called else ""
    what = ", ".join(filter(None, words))
    return Row(
        ("member", member.id),
        (member.name + called, what),
        mark="†" if member.died_on else " ",
        dim=bool(member.died_on),
    )


def _day_row(day: Occasion, today: date, usual: Leap, branch: str = "", *, dead: bool = False) -> Row:
    what = day.label or ("wedding day" if day.kind == "wedding" else "birthday")
    words = f"{month_and_day(day.month, day.day)} {day.year or ''}".rstrip()
    return Row(("occasion", day.id), (branch + what, words if dead else _day_in_words(day, today, usual)), dim=dead)


def _day_in_words(day: Occasion, today: date, usual: Leap) -> str:
    """Say a yearly day as "4 Dec 1980 · turns 46", and what comes soon as "turns 46 in 9 days"."""
    shown, returns = month_and_day(day.month, day.day), returns_on(day, today, usual)
    soon = near(returns, today) if (returns - today).days <= _SOON else ""
    if day.year is None:
        return " · ".join(filter(None, (shown, soon)))
    years = returns.year - day.year
    turns = f"turns {years}" if day.kind == "birthday" else f"{years} years"
    return f"{turns} {soon}" if soon else f"{shown} {day.year} · {turns}"


# What happened ------------------------------------------------------------------------------------------


def happened(db: sqlite3.Connection, customer_id: int, shop: Shop, today: date) -> list[Row]:
    """List a customer's timeline."""
    subjects: Subjects = {("member", number): name for number, name in store.names_of_gone(db, customer_id).items()}
    subjects |= {("member", member.id): member.name for member in store.members(db, customer_id)}
    entries = timeline(db, customer_id)
    subjects |= {("own", int(number)): title for number, title in titles_of(db, customer_id).items()}
    subjects |= {("complaint", case.id): case.number for case in cases_of(db, customer_id)}
    subjects |= {entry.key: entry.record.product for entry in entries if isinstance(entry.record, Sale)}
    return [_entry_row(db, entry, subjects, shop, today) for entry in entries]


def _entry_row(db: sqlite3.Connection, entry: Entry, subjects: Subjects, shop: Shop, today: date) -> Row:
    day = short_day(entry.day, today)
    match entry.record:
        case Sale() as sale:
            return Row(entry.key, (day, "Refund" if sale.refund_of else "Sale", sale_in_words(sale, shop, today)))
        case Contact() as contact:
            return Row(entry.key, (day, _touch(contact), " · ".join(_said(contact, today))))
        case News() as news:
            return Row(entry.key, (day, _NEWS[news.kind], news.what))
        case Reminder() as one:
            return _reminder_row(entry, one, day)
        case Merging() as one:
            return Row(entry.key, (day, "Merged", merged_in_words(one)))
        case SurveyAnswer() as answer:
            return Row(entry.key, (day, "Answered", _answered(answer)))
        case Step() as step:
            number = subjects[("complaint", step.complaint_id)]
            return Row(entry.key, (day, "Complaint", f"{number} {step_in_words(step)}"))
        case StepDone() as step:
            return Row(entry.key, (day, "Win-back", step_in_words(step)))
        case Recommended() as one:
            return Row(entry.key, (day, _RECOMMENDED[one.kind], one.said))
        case OwnLetter() as own:
            return Row(entry.key, (day, KINDS[OWN].title, f"{own.title} · coming up"), dim=True)
        case Planned() as letter:
            due = on_agenda(db, letter.id) if letter.state == "open" else None
            state = state_of(letter, due, today)
            mark = _MARKS.get(due.state, " ") if due else " "
            dim = letter.sent_on is None and due is None and letter.state != "printed"
            about = subjects.get(_subject(letter), "")
            words = " · ".join(filter(None, (about, state)))
            return Row(entry.key, (day, KINDS[letter.kind].title, words), mark=mark, dim=dim)


def _subject(letter: Planned) -> tuple[str, int]:
    """Return what a letter is about: one of the owner's own is about itself, and is called by its title."""
    if letter.kind == OWN:
        return "own", int(letter.occurrence)
    return letter.subject_kind, letter.subject_id


def _reminder_row(entry: Entry, one: Reminder, day: str) -> Row:
    words = " · ".join((one.what, "done" if one.done_on else "to do"))
    return Row(entry.key, (day, "Reminder", words), dim=one.done_on is None)


def merged_in_words(one: Merging) -> str:
    """Say which record was merged into this one: "Anna Park (C2)"."""
    return f"{one.gone_name} ({one.gone_external_id})" if one.gone_external_id else one.gone_name


def sale_in_words(sale: Sale, shop: Shop, today: date) -> str:
    """Say what was sold and for how much: "2 × rose arch · $50.00 · gift for 24 Dec"."""
    many = f"{sale.quantity} × " if sale.quantity != "1" else ""
    parts = [money.shown(sale.amount, shop.currency, shop.country), f"{many}{sale.product}" if sale.product else ""]
    if sale.gift_reveal_on:
        parts.append(f"a gift for {short_day(sale.gift_reveal_on, today)}")
    return " · ".join(filter(None, parts))


def _touch(contact: Contact) -> str:
    return f"{_TOUCH[Channel(contact.channel)]} {'from' if contact.direction == 'in' else 'to'} them"


def _said(contact: Contact, today: date) -> Iterator[str]:
    first = contact.note.partition("\n")[0]
    if first:
        yield f"“{first}”"
    if contact.called_back_on:
        yield f"called back {short_day(contact.called_back_on, today)}"
    elif contact.call_back_on:
        yield f"call back {short_day(contact.call_back_on, today)}"
    elif contact.response:
        yield contact.response


def _answered(answer: SurveyAnswer) -> str:
    """Say what a survey sheet says: "how did we do: 5 of 5, would recommend 9"."""
    return ": ".join(filter(None, (answer.title, answer.figures)))


def _leaves(answer: SurveyAnswer) -> Iterator[tuple[str, bool]]:
    yield "we may call", answer.may_call
    yield "we may quote", answer.may_quote


def state_of(letter: Planned, due: Due | None, today: date) -> str:
    """Say where a letter is in its life on a day (LET-1)."""
    match letter.state:
        case "sent" | "answered":
            return " · ".join(filter(None, (letter.state, by_channel(letter.channel))))
        case "skipped" | "cancelled":
            return ": ".join(filter(None, (letter.state, letter.cause)))
        case "printed":
            return "printed, not yet marked sent"
    if due:
        return " · ".join(filter(None, (due.state, said_of(due, today))))
    if letter.lapses and letter.lapses < today:
        return "lapsed, not sent"
    if letter.snoozed_until and letter.snoozed_until > today:
        return f"put off until {short_day(letter.snoozed_until, today)}"
    return "coming up" if letter.due > today else "not yet planned for today"


def _of_contact(contact: Contact, today: date) -> Iterator[tuple[str, str]]:
    yield "how", _touch(contact)
    yield "answer", contact.response or ""
    yield "call back", in_words(contact.call_back_on, today) if contact.call_back_on else ""
    yield "called back", in_words(contact.called_back_on, today) if contact.called_back_on else ""


def _of_sale(sale: Sale, shop: Shop) -> Iterator[tuple[str, str]]:
    yield "cost", money.shown(sale.cost, shop.currency, shop.country) if sale.cost is not None else ""
    yield "note", sale.note
    yield "number", sale.external_id or ""


def _of_reminder(one: Reminder, today: date) -> Iterator[tuple[str, str]]:
    yield "for", in_words(one.on_day, today)
    yield "done", in_words(one.done_on, today) if one.done_on else "not yet"


def _of_answer(answer: SurveyAnswer) -> Iterator[tuple[str, str]]:
    yield "went well", answer.praise
    yield "do better", answer.better
    yield "leave", " and ".join(word for word, given in _leaves(answer) if given)


def entry_as_letter(
    day: date,
    record: Sale | Contact | News | Reminder | SurveyAnswer | Merging | Step | StepDone | Recommended | OwnLetter,
    shop: Shop,
    today: date,
) -> Letter:
    """Return what happened in full, with its details as notes."""
    notes = [("on", in_words(day, today))]
    match record:
        case Sale() as sale:
            said = sale_in_words(sale, shop, today)
            notes += _of_sale(sale, shop)
        case Contact() as contact:
            said = contact.note or _touch(contact)
            notes += _of_contact(contact, today)
        case News() as news:
            said = news.what
            notes.append(("asks for", f"a card of {news.kind}, written by hand"))
        case Reminder() as one:
            said = one.what
            notes = list(_of_reminder(one, today))
        case Merging() as one:
            said = f"The record of {merged_in_words(one)} was merged into this one."
            notes.append(("take it out", "h, and M on the line of the merge"))
        case SurveyAnswer() as answer:
            said = _answered(answer)
            notes += _of_answer(answer)
        case Step() as step:
            said = step.what or step_in_words(step)
            notes += [("step", step_in_words(step._replace(what=""))), ("who", step.who)]
        case StepDone() as step:
            said = step.what or step_in_words(step)
            notes.append(("step", step_in_words(step._replace(what=""))))
        case OwnLetter() as own:
            said = own.text
            notes.append(("title", own.title))
        case Recommended() as one:
            said = one.what or one.said
            notes.append(("what", one.said))
    return Letter(paragraphs=(said,), notes=tuple(note for note in notes if note[1]))
