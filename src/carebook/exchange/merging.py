"""Rows of a file laid over one customer: what each of them changes.

A filled cell replaces what stands, an empty one changes nothing; a row of a record that was merged only fills what is
empty, because the owner has chosen which of two values stands. Notes and tags are added to. A stop is put and never
lifted; leave for e-mail is taken down only where nothing speaks against it, so that no file ever subscribes anybody
again who said stop (X1, SUP-3, SUP-5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from carebook.customers import rules
from carebook.customers.model import Cause, Member
from carebook.text import fold

COLUMNS: Final = (
    *("external_id", "kind", "name", "given_name", "family_name", "called", "company", "addressee", "salutation"),
    *("email", "phone", "mobile", "address1", "address2", "city", "region", "postcode", "country"),
    *("language", "opened_on", "source", "persona", "note"),
)
"""The columns of a customer that a file may fill, or that are suggested from what it fills."""

_REPLACED: Final = frozenset(COLUMNS) - {"addressee", "note", "email"}
_ADDRESS: Final = ("address1", "address2", "city", "region", "postcode", "country")
_GIVEN: Final = ("given_name", "family_name")
_PARTS: Final = (*_GIVEN, "called", "company")
_NAMING: Final = ("kind", "name", *_PARTS)
_STOPS: Final = {
    "mail_ok": Cause.NO_POST,
    "email_ok": Cause.NO_EMAIL,
    "phone_ok": Cause.NO_PHONE,
    "marketing_ok": Cause.NO_MARKETING,
}
_EARLIEST_BIRTH: Final = 1850
_REMEMBERED: Final = 10_000
_NOTHING: Final[Mapping[str, str]] = dict.fromkeys(COLUMNS, "") | {"kind": "person"}


class Names(NamedTuple):
    """The name fields of a customer, as the rules of addressing want them."""

    kind: str
    name: str
    given_name: str
    family_name: str
    called: str
    company: str

    @classmethod
    def of(cls, columns: Mapping[str, str]) -> Names:
        """Take them out of a customer's columns."""
        return cls(*map(columns.__getitem__, _NAMING))


class Newcomer(NamedTuple):
    """How a customer that one row makes is listed, and what is suggested for the envelope and for "Dear ...,"."""

    name: str
    addressee: str
    salutation: str


@dataclass(slots=True)
class Person:
    """A customer as it will stand: columns as text, empty where unknown; a birthday as YYYY-MM-DD or --MM-DD."""

    id: int
    is_new: bool = True
    columns: dict[str, str] = field(default_factory=lambda: dict(_NOTHING))
    birthday: str = ""
    tags: set[str] = field(default_factory=set)
    stops: set[str] = field(default_factory=set)
    may_email: bool = False
    died_on: str = ""
    members: Sequence[Member] = ()


def fault(fields: Mapping[str, str], today: date) -> str | None:
    """Return why a customer's row cannot be taken, whoever it is about."""
    for column in ("opened_on", "deceased_on"):
        if column in fields and fields[column] > today.isoformat():
            return f"{column}: {fields[column]} is still to come"
    if "0" < fields.get("birthday", "--")[:4] < str(_EARLIEST_BIRTH):
        return f"birthday: {fields['birthday']} is before {_EARLIEST_BIRTH}"
    return None


def listed_name(fields: Mapping[str, str]) -> str:
    """Return the name by which a row's customer is listed: its own, its parts, or its e-mail; empty without any."""
    if "name" in fields:
        return fields["name"]
    parts = [fields.get(part, "") for part in _PARTS]
    return rules.display_name(fields.get("kind", "person"), *parts) or fields.get("email", "")


def shown_name(fields: Mapping[str, str]) -> str:
    """Return whom a row is about, for the owner: who bought or was introduced, else what the row has instead."""
    buyer = (
        fields.get("introduced")
        or fields.get("customer_name")
        or fields.get("customer")
        or fields.get("customer_email")
    )
    return buyer or listed_name(fields) or fields.get("external_id", "")


def newcomer(fields: Mapping[str, str]) -> Newcomer:
    """Return how the customer that a row makes by itself is called."""
    get = fields.get
    name = listed_name(fields)
    return _called(Names(get("kind", "person"), name, *[get(part, "") for part in _PARTS]))


@lru_cache(_REMEMBERED)
def _called(names: Names) -> Newcomer:
    return Newcomer(names.name, rules.suggest_addressee(names), rules.suggest_salutation(names))


def refused(person: Person, fields: Mapping[str, str]) -> str | None:
    """Return why a row cannot be laid over this customer: a household is not dead with one of its people (SUP-1)."""
    others = any(member.died_on is None and member.role != "pet" for member in person.members)
    if "deceased_on" in fields and others and person.columns["kind"] != "person":
        return f"deceased_on: this is a {person.columns['kind']} with members; mark the member who died"
    return None


def lay_over(person: Person, fields: Mapping[str, str], *, unwanted: bool) -> bool:
    """Take a row's cells into a customer; return whether that changed anything.

    `unwanted`: somebody of this e-mail address said stop, in the book or in the file.
    """
    if _is_of_merged(person, fields):
        fields = _only_new(person, fields)
    changes = _changes(person.columns, fields)
    if changes:
        _follow_names(person, fields, changes)
        person.columns.update(changes)
    return any(
        [
            bool(changes),
            _set_birthday(person, fields.get("birthday", "")),
            _add_tags(person, fields.get("tags", "")),
            _stop(person, fields),
            _permit(person, fields, unwanted=unwanted),
        ]
    )


def _is_of_merged(person: Person, fields: Mapping[str, str]) -> bool:
    """Tell whether a row has the number of a record that was merged into this customer, which has its own."""
    standing = person.columns["external_id"]
    return (
        not person.is_new and "" not in (standing, fields.get("external_id", "")) and standing != fields["external_id"]
    )


def _only_new(person: Person, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a merged record that say what the kept one does not say.

    An address comes as a whole or not at all, and so do the parts of a name: those of another name are not theirs.
    """
    standing = person.columns | {"birthday": person.birthday, "note": ""}
    passed_over: set[str] = set()
    if any(person.columns[name] for name in _ADDRESS[:-1]):
        passed_over.update(_ADDRESS)
    if fold(" ".join(fields.get(part, "") for part in _GIVEN)) != fold(person.columns["name"]):
        passed_over.update(_GIVEN)
    return {name: cell for name, cell in fields.items() if not standing.get(name) and name not in passed_over}


def _changes(standing: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    changes = {name: cell for name, cell in fields.items() if name in _REPLACED and standing[name] != cell}
    email, note = fields.get("email"), fields.get("note")
    if email and email.lower() != standing["email"].lower():
        changes["email"] = email
    if note and note not in standing["note"]:
        changes["note"] = f"{standing['note']}\n{note}" if standing["note"] else note
    return changes


def _follow_names(person: Person, fields: Mapping[str, str], changes: dict[str, str]) -> None:
    """Let the listed name, the addressee and the salutation follow their parts where they were the suggested ones."""
    if not person.is_new and changes.keys().isdisjoint((*_NAMING, "email")):
        return
    before = person.columns
    after = before | changes
    if "name" not in fields and (not before["name"] or before["name"] == _composed(before)):
        after["name"] = _composed(after) or before["name"]
    new = Names.of(after)
    if not before["addressee"] or before["addressee"] == rules.suggest_addressee(Names.of(before), person.members):
        changes["addressee"] = rules.suggest_addressee(new, person.members)
    if "salutation" not in fields and (
        not before["salutation"] or before["salutation"] == rules.suggest_salutation(Names.of(before), person.members)
    ):
        changes["salutation"] = rules.suggest_salutation(new, person.members)
    changes["name"] = after["name"]


def _composed(columns: Mapping[str, str]) -> str:
    """Return the name that a customer would be listed by if it had none of its own."""
    parts = (columns[part] for part in _PARTS)
    return rules.display_name(columns["kind"], *parts) or columns["email"]


def _set_birthday(person: Person, birthday: str) -> bool:
    """Keep a birthday; one without its year adds nothing to the same day with it."""
    if not birthday or birthday == person.birthday:
        return False
    if birthday.startswith("--") and person.birthday[-5:] == birthday[-5:]:
        return False
    person.birthday = birthday
    return True


def _add_tags(person: Person, tags: str) -> bool:
    new = {tag for tag in tags.split(", ") if tag} - person.tags
    person.tags |= new
    return bool(new)


def _stop(person: Person, fields: Mapping[str, str]) -> bool:
    """Put the stops that a row asks for (SUP-3), and note a death (SUP-1)."""
    new = {str(cause) for column, cause in _STOPS.items() if fields.get(column) == "no"} - person.stops
    if "deceased_on" in fields and Cause.DECEASED not in person.stops:
        new.add(Cause.DECEASED)
        person.died_on = fields["deceased_on"]
    person.stops |= new
    if Cause.NO_EMAIL in new:
        person.may_email = False
    return bool(new)


def _permit(person: Person, fields: Mapping[str, str], *, unwanted: bool) -> bool:
    """Note leave for e-mail (SUP-5), unless the customer or anybody of that address said stop."""
    against = unwanted or not person.stops.isdisjoint((Cause.NO_EMAIL, Cause.DECEASED))
    if fields.get("email_ok") != "yes" or against or person.may_email:
        return False
    person.may_email = True
    return True
