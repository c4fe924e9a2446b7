"""The laws of making one customer of two (SUP-9), and of giving back what was the other one's.

What the kept record says stands; where it says nothing, the other one speaks. Of every flag the stricter one stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from carebook.customers.model import Cause, Customer, Member, Occasion, Permission, Suppression
from carebook.customers.rules import SUGGESTIONS, beats_leave, died_out, goes_by, may_be_addressed, names_someone
from carebook.text import fold

_FILLED = ("company", "email", "phone", "mobile", "language", "source", "persona", "stage", "external_id")
"""What the kept record takes over where it says nothing itself."""
_OF_THE_SAME_KIND = ("called", "addressee", "salutation")
"""What it takes over only from a record of its own kind: a household is not called as one of its people."""
_OF_THE_SAME_NAME = ("given_name", "family_name")
"""What it takes over only from one of its own kind and name: Ann Reed is not greeted as "Dear Anna,"."""
ADDRESS = ("address1", "address2", "city", "region", "postcode", "country")
"""An address is taken over as a whole, or not at all: half of each would be a place that is nowhere."""
_REACHED = {"name": "name", "email": "e-mail", "phone": "phone", "mobile": "mobile"}
_NO_SURVEYS = frozenset((Cause.NO_MARKETING, Cause.DO_NOT_CONTACT))
"""The stops by which a customer who gave no leave for surveys said no to them (SUP-3)."""


# The record itself ------------------------------------------------------------------------------------------


def joined(keep: Customer, gone: Customer) -> dict[str, str | int | date | None]:
    """Return what of the kept record changes: what is filled from the other one, the earlier days, the note."""
    filled: tuple[str, ...] = _FILLED
    if keep.kind == gone.kind:
        filled += _OF_THE_SAME_KIND + (_OF_THE_SAME_NAME if fold(keep.name) == fold(gone.name) else ())
    changed: dict[str, str | int | date | None] = {
        field: getattr(gone, field) for field in filled if not getattr(keep, field) and getattr(gone, field)
    }
    if not _has_address(keep) and (_has_address(gone) or not keep.country):
        changed |= {field: getattr(gone, field) for field in ADDRESS}
    changed["opened_on"] = _opened(keep, gone)
    changed["entered_on"] = _earlier(keep.entered_on, gone.entered_on)
    changed["quiet_from"] = max(filter(None, (keep.quiet_from, gone.quiet_from)), default=None)
    changed["note"] = _notes(keep, gone, changed)
    return {field: value for field, value in changed.items() if value != getattr(keep, field)}


def _has_address(customer: Customer) -> bool:
    return any(getattr(customer, field) for field in ADDRESS if field != "country")


def _opened(keep: Customer, gone: Customer) -> date | None:
    """Return since when they are a customer: the earlier day, where the book has one besides the first sale."""
    if not (keep.opened_on or gone.opened_on):
        return None
    return _earlier(keep.opened_on or keep.first_sale_on, gone.opened_on or gone.first_sale_on)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _notes(keep: Customer, gone: Customer, taken_over: Collection[str]) -> str:
    """Join both notes, with a line of the ways to reach the other record that the kept one has no room for."""
    passed_over = [
        f"{word} {getattr(gone, field)}"
        for field, word in _REACHED.items()
        if field not in taken_over and _differs(keep, gone, field)
    ]
    if _has_address(keep) and any(_differs(keep, gone, field) for field in ADDRESS[:-1]):
        passed_over.append("address " + ", ".join(filter(None, (getattr(gone, field) for field in ADDRESS))))
    line = f"Merged with another record: {'; '.join(passed_over)}" if passed_over else ""
    theirs = gone.note if gone.note not in keep.note else ""
    return "\n".join(filter(None, (keep.note, theirs, line)))


def _differs(keep: Customer, gone: Customer, field: str) -> bool:
    """Tell whether the other record says something that the kept one does not."""
    theirs = fold(getattr(gone, field))
    return theirs not in ("", fold(getattr(keep, field)))


# Who may be written to (SUP-9) -------------------------------------------------------------------------------


def stricter(one: Suppression, other: Suppression) -> Suppression:
    """Return the stop that stands of two for the same cause: the earlier one."""
    return min(one, other, key=lambda stop: stop.since)


def may_stand(channel: str, stops: Iterable[Iterable[Suppression]], given: Iterable[Permission | None]) -> bool:
    """Tell whether a permission stands in the merged record: nobody of the two said no to it without giving it too.

    `stops` and `given` have each of the two in its turn. An opt-out of the channel itself, and a death, beat any
    permission, be it newer or older (SUP-5); leave for surveys is an exception from no-marketing, for who gave it
    (SUP-3).
    """
    for own, leave in zip(stops, given, strict=True):
        causes = {Cause(stop.cause) for stop in own}
        no = causes & _NO_SURVEYS if channel == "surveys" and leave is None else frozenset()
        if no or causes & beats_leave(channel):
            return False
    return True


def newest(given: Iterable[Permission | None]) -> Permission:
    """Return which leave counts, where both gave it: the newer one."""
    return max(filter(None, given), key=lambda leave: leave.given_on)


# People and their days ---------------------------------------------------------------------------------------


def same_people(keep: Sequence[Member], gone: Sequence[Member]) -> dict[int, int]:
    """Return whom of the other record's members the kept one has too, by name, pets apart; nobody is met twice."""
    free = list(keep)
    met = {}
    for member in gone:
        same = next((one for one in free if _is_same(one, member)), None)
        if same is not None:
            free.remove(same)
            met[member.id] = same.id
    return met


def _is_same(one: Member, other: Member) -> bool:
    return fold(one.name) == fold(other.name) and (one.role == "pet") == (other.role == "pet")


def themselves(keep: Customer, members: Sequence[Member], gone: Customer) -> int | None:
    """Return the member of a kept household or business who is the other record's person, if it is one."""
    if keep.kind == "person" or gone.kind != "person":
        return None
    same = of_name(members, gone.name)
    return same.id if same else None


def of_name(members: Sequence[Member], *names: str) -> Member | None:
    """Return the first member, no pet, who has one of these names."""
    wanted = {fold(name) for name in names}
    return next((one for one in members if one.role != "pet" and fold(one.name) in wanted), None)


def one_of_theirs(keep: Customer, ours: Sequence[Member], theirs: Sequence[Member]) -> Member | None:
    """Return the member of the other record whose name alone the kept one has: that record must be the one that stays.

    A record of one person has no room for what a household knows of its people, that one died or is under age.
    """
    if keep.kind == "household" or of_name(ours, keep.name):
        return None
    return of_name(theirs, keep.name)


def lives_on(keep: Customer, members: Sequence[Member]) -> bool:
    """Tell whether the kept record, one of whose members has died, has somebody left to write to (SUP-1)."""
    if keep.kind != "household":
        return True
    return (any(map(may_be_addressed, members)) or bool(goes_by(keep, members))) and not died_out(keep, members)


def lines_anew(before: Customer, ours: Sequence[Member], after: Customer, members: Sequence[Member]) -> dict[str, str]:
    """Return which of the addressee and the salutation change: those that were suggested take in who came.

    None names anybody who died or is under age, unless the kept record's own line did, knowing it (SUP-1, SUP-7).
    """
    silent = [one for one in members if _is_silent(one) and not _is_namesake(one, members)]
    known = {one.id for one in ours if _is_silent(one)}
    new = {}
    for line, suggest in SUGGESTIONS.items():
        own = getattr(before, line)
        stands = suggest(after, members) if own == suggest(before, ours) else getattr(after, line)
        for one in silent:
            if (one.id not in known or stands != own) and names_someone(stands, one, after):
                stands = suggest(after, members, one)
                stands = "" if names_someone(stands, one, after) else stands
        new[line] = stands
    return {line: stands for line, stands in new.items() if stands != getattr(after, line)}


def _is_silent(member: Member) -> bool:
    """Tell whether a member is addressed no more, or not yet."""
    return member.role != "pet" and not may_be_addressed(member)


def _is_namesake(child: Member, members: Sequence[Member]) -> bool:
    """Tell whether a living child has the first name of an adult of the same record, whom a line may mean."""
    first = fold(child.name.partition(" ")[0])
    adults = filter(may_be_addressed, members)
    return child.died_on is None and any(fold(one.name.partition(" ")[0]) == first for one in adults)


def joined_member(keep: Member, gone: Member) -> dict[str, str | int | date | None]:
    """Return what of a kept member changes; one who died or is a minor in either record is so (SUP-1, SUP-7)."""
    changed: dict[str, str | int | date | None] = {
        "called": keep.called or gone.called,
        "role": gone.role if keep.role == "other" else keep.role,
        "minor": int(keep.minor or gone.minor),
        "died_on": _earlier(keep.died_on, gone.died_on),
        "note": "; ".join(filter(None, (keep.note, gone.note if gone.note not in keep.note else ""))),
    }
    return {field: value for field, value in changed.items() if value != getattr(keep, field)}


def same_day(one: Occasion, other: Occasion) -> bool:
    """Tell whether two yearly days of one person are the same: there is one birthday; others by day and label."""
    if one.kind != other.kind:
        return False
    alike = (one.month, one.day, fold(one.label)) == (other.month, other.day, fold(other.label))
    return one.kind == "birthday" or alike


def joined_day(keep: Occasion, gone: Occasion) -> dict[str, str | int | None]:
    """Return what of a kept yearly day changes; of two birthdays the one with its year stands."""
    alike = (keep.month, keep.day) == (gone.month, gone.day)
    if not alike and (keep.year or not gone.year):
        return {}
    changed: dict[str, str | int | None] = {
        "month_day": f"{gone.month:02}-{gone.day:02}",
        "year": gone.year if not alike else keep.year or gone.year,
        "leap": gone.leap if not alike else keep.leap or gone.leap,
        "lead": gone.lead if keep.lead is None else keep.lead,
        "label": keep.label or gone.label,
    }
    standing = keep._asdict() | {"month_day": f"{keep.month:02}-{keep.day:02}"}
    return {field: value for field, value in changed.items() if value != standing[field]}


# Letters -----------------------------------------------------------------------------------------------------


class Planned(NamedTuple):
    """A letter as far as two for the same thing are weighed."""

    id: int
    state: str
    went: bool
    """It was sent."""
    tied: bool
    """A contact or an answered sheet belongs to it."""

    @property
    def stays(self) -> bool:
        """Whether it is never given up: what went out is what the customer has read."""
        return self.went or self.tied


_COUNTS_MOST = ("answered", "sent", "printed", "skipped", "open", "cancelled")


def better(keep: Planned, gone: Planned) -> Planned:
    """Return which of two letters for the same thing stands for it; of equals the kept record's."""
    return min(keep, gone, key=lambda one: (not one.went, _COUNTS_MOST.index(one.state), one is gone))


# Giving back -------------------------------------------------------------------------------------------------

Row = Mapping[str, str | int | None]
"""The columns of one row."""


def given_back(before: Row, after: Row, now: Row) -> dict[str, str | int | None]:
    """Return the columns that merging changed and nobody since, as they were before it."""
    return {
        column: value for column, value in before.items() if value != after[column] and now[column] == after[column]
    }
