"""What an action changed about a customer, in the owner's words: each field old → new, other rows only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from carebook.book.history import Changed, Image
from carebook.days import in_words
from carebook.text import names_in_words
from carebook.tui.screens.record.card import LEAVE, STOPS, month_and_day
from carebook.tui.widgets.facts import Note

_FIELDS = {
    "external_id": "number",
    "kind": "kind",
    "name": "name",
    "given_name": "given name",
    "family_name": "family name",
    "called": "called",
    "company": "company",
    "addressee": "letters to",
    "salutation": "greeting",
    "email": "e-mail",
    "phone": "phone",
    "mobile": "mobile",
    "address1": "address",
    "address2": "address",
    "city": "town",
    "region": "region",
    "postcode": "postcode",
    "country": "country",
    "language": "language",
    "opened_on": "since",
    "source": "came by",
    "persona": "persona",
    "note": "note",
    "quiet_from": "quiet from",
    "stage": "buying stage",
}
_OF_MEMBER = {
    "name": "name",
    "called": "called",
    "role": "role",
    "minor": "under age",
    "died_on": "died",
    "note": "note",
}
_OF_DAY = {"label": "label", "month_day": "day", "year": "year", "leap": "29 February falls on", "lead": "days ahead"}
_OF_FLAG = {"since": "since", "given_on": "since", "how": "how we know"}
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "customer": _FIELDS,
    "member": _OF_MEMBER,
    "occasion": _OF_DAY,
    "suppression": _OF_FLAG,
    "permission": _OF_FLAG,
    "tag": {"name": "name"},
}
"""The tables whose rows are told one by one, with the columns that the owner knows."""
_NOUNS = {
    "sale": ("sale", "sales"),
    "contact": ("contact", "contacts"),
    "letter": ("letter", "letters"),
    "news": ("piece of news", "pieces of news"),
    "complaint": ("complaint", "complaints"),
    "case_step": ("step of a complaint", "steps of complaints"),
    "remedy": ("remedy", "remedies"),
    "survey_answer": ("answered survey", "answered surveys"),
    "departure": ("reason for leaving", "reasons for leaving"),
    "worked": ("line of a list", "lines of lists"),
    "win_back": ("win-back", "win-backs"),
    "probe": ("answer in a win-back", "answers in win-backs"),
    "offer": ("offer", "offers"),
    "win_back_step": ("step of a win-back", "steps of win-backs"),
    "partner": ("partnership", "partnerships"),
    "passed_on": ("person sent to them", "people sent to them"),
    "moment": ("good moment", "good moments"),
    "ask": ("referral ask", "referral asks"),
    "referral": ("referral", "referrals"),
    "reward": ("reward", "rewards"),
    "referral_step": ("step of a referral", "steps of referrals"),
    "reminder": ("reminder", "reminders"),
    "merging": ("merged record", "merged records"),
    "own_letter": ("letter of your own", "letters of your own"),
}
"""Every other table, for one row and for several; a test holds this against the schema."""
_DAYS = ("opened_on", "quiet_from", "died_on", "since", "given_on")
NOTHING = "nothing"


def told(changes: Sequence[Changed], people: Mapping[int, str], today: date) -> list[Note]:
    """Return what changed as notes: those of the record one by one, then how many other rows."""
    notes = [note for one in changes if one.table in _COLUMNS for note in _notes(one, people, today)]
    others = Counter(one.table for one in changes if one.table not in _COLUMNS)
    counted = [f"{number:,} {_NOUNS[table][number != 1]}" for table, number in others.items()]
    return [*notes, *([("also", names_in_words(counted))] if counted else [])]


def in_short(changes: Sequence[Changed], people: Mapping[int, str], today: date) -> str:
    """Say in a line what changed."""
    return " · ".join(said if label == "also" else f"{label}: {said}" for label, said in told(changes, people, today))


def _notes(one: Changed, people: Mapping[int, str], today: date) -> Iterator[Note]:
    """Yield what became of one row of the record."""
    image = one.after or one.before or {}
    which = _WHICH[one.table](image, people)
    noun = _OWN_NOUNS.get(one.table, "")
    if one.before is None or one.after is None:
        yield noun, f"{which}: {'added' if one.before is None else 'taken out'}{_with(image, one.table)}"
        return
    for column in one.columns:
        if word := _COLUMNS[one.table].get(column):
            before, after = (_value(column, side[column], today) for side in (one.before, one.after))
            said = f"{before} → {after}"
            yield (word, said) if one.table == "customer" else (noun, f"{which}, {word}: {said}")


def _with(image: Image, table: str) -> str:
    """Return the day of a yearly day, and how a stop or leave came to be known."""
    if table == "occasion":
        return f", {_value('month_day', image['month_day'], date.min)} {image['year'] or ''}".rstrip()
    return f", {image['how']}" if image.get("how") else ""


def _value(column: str, value: str | int | None, today: date) -> str:
    if value in (None, ""):
        return NOTHING
    if column in _DAYS:
        return in_words(date.fromisoformat(str(value)), today)
    if column == "month_day":
        month, day = (int(part) for part in str(value).split("-"))
        return month_and_day(month, day)
    if column == "minor":
        return "yes" if value else "no"
    return str(value)


def _of_day(image: Image, people: Mapping[int, str]) -> str:
    kind = {"birthday": "birthday", "wedding": "wedding day"}.get(str(image["kind"]), "yearly day")
    member = image["member_id"]
    whose = people.get(member, "a former member") if isinstance(member, int) else ""
    return " of ".join(filter(None, (str(image["label"]) or kind, whose)))


_OWN_NOUNS = {
    "customer": "record",
    "member": "member",
    "occasion": "day",
    "suppression": "stop",
    "permission": "leave",
    "tag": "tag",
}
_WHICH: Mapping[str, Callable[[Image, Mapping[int, str]], str]] = {
    "customer": lambda image, people: f"{image['name']}",
    "member": lambda image, people: f"{image['name']}",
    "occasion": _of_day,
    "suppression": lambda image, people: STOPS[str(image["cause"])],
    "permission": lambda image, people: LEAVE[str(image["channel"])],
    "tag": lambda image, people: f"“{image['name']}”",
}
"""Which of its kind a row is."""
