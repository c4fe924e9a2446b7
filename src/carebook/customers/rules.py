"""How customers are called and addressed, and what is missing about them.

Suggestions only: what is stored may be anything the owner typed. No gender, title or order of names is guessed, and
a name is taken apart only where the book has its parts, or where a household shares its last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from carebook.customers.model import Cause, Customer, Member, Occasion, Permission, Suppression, SurveyAnswer
from carebook.days import Leap, age_on, yearly
from carebook.text import fold, names_in_words

_PLURAL = re.compile(r"The ((?:[a-z]+ )*[^\W\d_a-z][\w'’-]*s)")
"""A family's name in the plural, with whatever small words stand before it: "The Parkers", "The van den Bergs"."""

_SEVERAL = re.compile(r"\band\b|\bund\b|\bet\b|\by\b|[&+/,]", re.IGNORECASE)
"""What joins the names of several people in one name."""

_NAMES_ON_S = frozenset(
    (
        *("adams", "andrews", "atkins", "banks", "bates", "bowers", "brooks", "burns", "burrows", "chambers"),
        *("childs", "coates", "collins", "cummings", "daniels", "davies", "edwards", "ellis", "evans", "fields"),
        *("fowles", "gates", "gibbons", "giles", "graves", "hastings", "hawkins", "hayes", "higgins", "hobbs"),
        *("hodges", "holmes", "hopkins", "hughes", "jacobs", "james", "jeffries", "jenkins", "jennings", "johns"),
        *("jones", "lyons", "matthews", "meyers", "mills", "myers", "nichols", "owens", "parsons", "perkins"),
        *("peters", "phillips", "powers", "reeves", "reynolds", "rhodes", "richards", "roberts", "rogers", "sanders"),
        *("saunders", "simmons", "simons", "sims", "stephens", "stevens", "stokes", "summers", "travers", "vickers"),
        *("walters", "waters", "watkins", "watts", "wells", "wilkins", "williams", "withers", "woods", "yates"),
    )
)
"""Family names that end in s before any plural: "The Williams" are the Williams family."""


class Named(Protocol):
    """Whatever has the name fields of a customer: the record, or what was typed."""

    @property
    def kind(self) -> str:
        """Person, household or business."""

    @property
    def name(self) -> str:
        """The name by which the book lists them."""

    @property
    def given_name(self) -> str:
        """The given name, where known apart."""

    @property
    def family_name(self) -> str:
        """The family name, where known apart."""

    @property
    def called(self) -> str:
        """What the shop calls them."""

    @property
    def company(self) -> str:
        """The business they are, or belong to."""


def display_name(kind: str, given_name: str, family_name: str, called: str, company: str) -> str:
    """Compose the name by which a customer is listed from whichever name field there is."""
    person = " ".join(filter(None, (given_name, family_name)))
    order = (company, person, called) if kind == "business" else (person, called, company)
    return next(filter(None, order), "")


def suggest_addressee(customer: Named, members: Sequence[Member] = (), gone: Member | None = None) -> str:
    """Suggest the first line on the envelope: "Ann and John Park"; never one that names who is `gone`."""
    if customer.kind == "business":
        contact = _contact(members)
        return contact.name if contact else customer.company or customer.name
    partners = _partners(customer, members)
    if _own_name_serves(customer, members, gone):
        return customer.name
    names = [customer.name] if _is_one_of_them(customer, members) else []
    names += [member.name for member in partners]
    family = _family(customer, members)
    given = [_without_family(name, family) for name in names]
    if len(names) > 1 and all(given):
        return f"{names_in_words(given)} {family}"
    return names_in_words(names)


def suggest_salutation(customer: Named, members: Sequence[Member] = (), gone: Member | None = None) -> str:
    """Suggest the opening of a letter: "Dear Ann and John,"; never one that names who is `gone`."""
    if customer.kind == "business":
        contact = _contact(members)
        return _dear([contact.called or contact.name] if contact else [customer.called or customer.name])
    if _own_name_serves(customer, members, gone):
        return _dear([customer.called or customer.given_name or _as_family(customer)])
    family = _family(customer, members)
    names = []
    if _is_one_of_them(customer, members):
        names = [customer.called or customer.given_name or short_name(customer.name, "", family)]
    names += [short_name(m.name, m.called, family) for m in _partners(customer, members)]
    return _dear(names)


SUGGESTIONS: dict[str, Callable[..., str]] = {"addressee": suggest_addressee, "salutation": suggest_salutation}
"""How each of the two lines by which somebody is addressed is suggested."""


def lines_for(member: Member, customer: Named) -> dict[str, str]:
    """Suggest both lines for one member who is written to alone, as for the contact chosen in a business."""
    return {
        "addressee": member.name,
        "salutation": _dear([short_name(member.name, member.called, customer.family_name)]),
    }


_TWO_PEOPLE = re.compile(r"\S(?:\s+(?:and|und|et)\s+|\s*[&+/]\s*)\S", re.IGNORECASE)


def names_two(name: str) -> bool:
    """Tell whether a name, or a line on an envelope, seems to be that of two people: "John and Mary Whitlow"."""
    return _TWO_PEOPLE.search(name) is not None


def lines_for_two(customer: Named, members: Sequence[Member]) -> dict[str, str]:
    """Return how a couple of two surnames may be greeted, "Dear Anna and Ben,": to be asked about, never taken as so.

    Nothing for a couple whose names do not look like two given and two family names.
    """
    partners, own = _partners(customer, members), goes_by(customer, members)
    if len(partners) != 1 or not own:
        return {}
    given, families = zip(*((name.split()[0], fold(name.split()[-1])) for name in (own, partners[0].name)), strict=True)
    if len(set(families)) < 2 or len(set(given)) < 2 or any(" " not in one for one in (own, partners[0].name)):
        return {}
    called = [customer.called or customer.given_name or given[0], partners[0].called or given[1]]
    return {"addressee": names_in_words([own, partners[0].name]), "salutation": _dear(called)}


def outdated(
    before: Customer, members_before: Sequence[Member], after: Customer, members: Sequence[Member]
) -> dict[str, str]:
    """Return what is suggested for the lines of the owner's own that stand as they were though names have changed."""
    found = {}
    for line, suggest in SUGGESTIONS.items():
        stored, suggested = getattr(after, line), suggest(after, members)
        stands = stored and stored == getattr(before, line) and stored != suggested
        if stands and suggest(before, members_before) != suggested:
            found[line] = suggested
    return found


def _dear(names: Sequence[str]) -> str:
    return f"Dear {names_in_words(names).removeprefix('The ')},"


def may_be_addressed(member: Member) -> bool:
    """Tell whether a letter may be addressed to a member: to a living adult, and to no pet (SUP-1, SUP-7)."""
    return member.role != "pet" and not member.minor and member.died_on is None


def _contact(members: Sequence[Member]) -> Member | None:
    """Return the living adult whom a business is written to through."""
    return next((m for m in members if m.role == "contact" and may_be_addressed(m)), None)


def _partners(customer: Named, members: Sequence[Member]) -> list[Member]:
    """Return the living adults who keep a household; minors are never addressed (SUP-7)."""
    if customer.kind != "household":
        return []
    return [m for m in members if m.role == "partner" and may_be_addressed(m)]


def _own_name_serves(customer: Named, members: Sequence[Member], gone: Member | None) -> bool:
    """Tell whether the name in the book says by itself who is written to.

    It does where it names every partner already, and where one partner would take the place of others whom only the
    name has, as in "Ann and John Park" with John alone among the members. It does not where it names one who is gone.
    """
    partners = _partners(customer, members)
    if not partners:
        return True
    missed = [m for m in members if m.died_on is not None and m.role != "pet"] + ([gone] if gone else [])
    if any(names_someone(customer.name, member, customer) for member in missed):
        return False
    if all(names_someone(customer.name, member, customer) for member in partners):
        return True
    adults = len(partners) + _is_one_of_them(customer, members)
    return adults == 1 and not _is_family_name(customer)


def _is_family_name(customer: Named) -> bool:
    """Tell whether a household goes by its family's name: "The Park family", "The Parks", "Park"."""
    words = fold(customer.name).split()
    return words[:1] == ["the"] or "family" in words or len(words) == 1 or " ".join(words) == fold(customer.family_name)


def _is_one_of_them(customer: Named, members: Sequence[Member]) -> bool:
    """Tell whether a household's own name is a person's, who does not stand among the members as well."""
    person = bool(customer.given_name or _shared_family(customer, members))
    return person and fold(customer.name) not in {fold(m.name) for m in members}


def _family(customer: Named, members: Sequence[Member]) -> str:
    """Return the family name that stands once for all: the known one, or that of all partners of "The Parks"."""
    known = customer.family_name or _shared_family(customer, members)
    if known or not _is_family_name(customer):
        return known
    family = family_of(customer.name, "")
    return family if all(_without_family(m.name, family) for m in _partners(customer, members)) else ""


def _shared_family(customer: Named, members: Sequence[Member]) -> str:
    """Return the last word that a name like "Ann Park" shares with a partner's, "John Park"; none of a family's name.

    A name that joins several, or names somebody among the members, tells nothing more.
    """
    family = customer.name.rpartition(" ")[2]
    if customer.family_name or _is_family_name(customer) or _SEVERAL.search(customer.name):
        return ""
    others = [m.name for m in _partners(customer, members) if fold(m.name) != fold(customer.name)]
    return family if any(name.endswith(f" {family}") for name in others) else ""


def _without_family(name: str, family_name: str) -> str:
    """Return a name without the family name at its end, or alone as it is one word; else nothing."""
    if not family_name:
        return ""
    if name.endswith(f" {family_name}"):
        return name.removesuffix(f" {family_name}")
    return name if " " not in name and name != family_name else ""


def _as_family(customer: Named) -> str:
    """Return the name in the book, and for a family's plural the family: "The Parkers" is the Parker family."""
    is_plural = _PLURAL.fullmatch(customer.name) is not None
    return f"{family_of(customer.name, customer.family_name)} family" if is_plural else customer.name


def family_of(name: str, family_name: str) -> str:
    """Return a household's family name: the known one, that in "The Parkers" or "The Park family", or the last word."""
    if family_name:
        return family_name
    if plural := _PLURAL.fullmatch(name):
        return _singular(plural[1])
    return re.sub(r" family$", "", name, flags=re.IGNORECASE).rpartition(" ")[2]


def _singular(family: str) -> str:
    """Return a family's name from its plural; one that ends in s by itself, as in "The Hughes", stays."""
    stem = family.removesuffix("es")
    if family.endswith(("'s", "’s")):
        return family[:-2]
    if _ends_on_s(family):
        return family
    return stem if _ends_on_s(stem) or stem.endswith(("x", "z", "ch", "sh")) else family[:-1]


def _ends_on_s(family: str) -> bool:
    return fold(family) in _NAMES_ON_S or family.endswith(("is", "us", "ss"))


def short_name(name: str, called: str, family: str) -> str:
    """Return what a letter calls a member: as the shop does, else without the family's name, else by the whole name."""
    return called or _without_family(name, family) or name


def names_person(line: str, name: str, called: str, family: str) -> bool:
    """Tell whether an addressee line has this very person: "Ann and John Park" has Ann Park, and not Ann Reed."""
    return any(f" {fold(one)} " in f" {fold(line)} " for one in (name, called, short_name(name, "", family)) if one)


def names_someone(line: str, member: Member, customer: Named) -> bool:
    """Tell whether a name, addressee or salutation of a customer names this member (SUP-1)."""
    family = fold(customer.family_name or customer.name.rpartition(" ")[2])
    first = fold(member.name.partition(" ")[0])
    names = {fold(member.name), fold(member.called), "" if first == family else first} - {""}
    return any(f" {name} " in f" {fold(line)} " for name in names)


def goes_by(customer: Named, members: Sequence[Member]) -> str:
    """Return the person by whose name a household is kept and who is not among its members; empty where none is."""
    if customer.kind != "household" or _is_family_name(customer) or _SEVERAL.search(customer.name):
        return ""
    return customer.name if fold(customer.name) not in {fold(m.name) for m in members} else ""


def heirs(customer: Customer, members: Sequence[Member]) -> list[Member]:
    """Return the living adults in whose name a household can be kept whose own name is that of one who died."""
    dead = [m for m in members if m.died_on is not None and m.role != "pet"]
    if customer.kind != "household" or not any(names_someone(customer.name, m, customer) for m in dead):
        return []
    return sorted(filter(may_be_addressed, members), key=lambda m: m.role != "partner")


ADULT_AGE = 18
"""From this age on nobody is a minor (SUP-7)."""


def age_of(member: Member, occasions: Collection[Occasion], today: date, usual: Leap = Leap.FEB) -> int | None:
    """Return how old a living member is; None without a year of birth (LET-4)."""
    born = next((o for o in occasions if o.member_id == member.id and o.kind == "birthday"), None)
    if born is None or born.year is None or member.died_on is not None:
        return None
    leap = Leap(born.leap) if born.leap else usual
    return age_on(born.year, born.month, born.day, today, leap)


def has_grown_up(member: Member, age: int | None) -> bool:
    """Tell whether a member is still marked as under age, and is so no more."""
    return member.minor and member.role != "pet" and age is not None and age >= ADULT_AGE


def died_out(customer: Customer, members: Sequence[Member]) -> bool:
    """Tell whether a household goes by the name of a member who died and has no living partner left (SUP-1)."""
    dead = {fold(m.name) for m in members if m.died_on is not None}
    return customer.kind == "household" and fold(customer.name) in dead and not _partners(customer, members)


def moved(customer: Customer, values: Mapping[str, object]) -> bool:
    """Tell whether a customer's new details have another postal address, and not only another spelling (SUP-6)."""
    parts = ("address1", "address2", "city", "region", "postcode", "country")
    return any(fold(getattr(customer, part)) != fold(str(values[part])) for part in parts)


MOST_LEAD = 60
"""The longest lead time of a yearly day, in days: as far as planning reaches (LET-3)."""


def returns_on(occasion: Occasion, today: date, usual: Leap = Leap.FEB) -> date:
    """Return the next day, today counted, on which a yearly day comes back (LET-4)."""
    leap = Leap(occasion.leap) if occasion.leap else usual
    this_year = yearly(occasion.month, occasion.day, today.year, leap)
    return this_year if this_year >= today else yearly(occasion.month, occasion.day, today.year + 1, leap)


OPT_OUTS: Mapping[str, Cause] = {"e-mail": Cause.NO_EMAIL, "text": Cause.NO_TEXT}
"""The opt-out that a withdrawn permission leaves behind, so that no import gives the permission again."""


def beats_leave(channel: str) -> frozenset[Cause]:
    """Return the stops beside which no leave for a channel stands: a death, and its opt-out (SUP-1, SUP-5)."""
    return frozenset(filter(None, (Cause.DECEASED, OPT_OUTS.get(channel))))


def honest_gaps(
    customer: Customer,
    members: Sequence[Member] = (),
    permissions: Collection[Permission] = (),
    suppressions: Collection[Suppression] = (),
) -> list[str]:
    """List what the shop does not know about a customer, in a few words each and in the order of `Gap` (LET-8)."""
    causes = {suppression.cause for suppression in suppressions}
    if Cause.DECEASED in causes:
        return []
    dead = [m.name for m in members if m.died_on and m.role != "pet" and names_someone(customer.name, m, customer)]
    gaps = [f"the record still goes by the name of {name}, who died" for name in dead]
    if not (customer.address1 and (customer.city or customer.postcode)) and Cause.NO_POST not in causes:
        gaps.append("no full address: nothing can go by post")
    if Cause.GONE_AWAY in causes:
        gaps.append("moved away: the new address is not known")
    if not customer.salutation:
        gaps.append("no salutation: letters begin with the name")
    known = {permission.channel for permission in permissions}
    if causes & {Cause.NO_MARKETING, Cause.DO_NOT_CONTACT}:
        known |= {"e-mail", "text"}
    if customer.email and "e-mail" not in known and Cause.NO_EMAIL not in causes:
        gaps.append("may we send offers by e-mail? Not asked yet")
    if customer.mobile and "text" not in known and Cause.NO_TEXT not in causes:
        gaps.append("may we send offers by text? Not asked yet")
    if not customer.source:
        gaps.append("how did they hear of us? Not asked yet")
    if customer.opened_on is None and customer.first_sale_on is None:
        gaps.append("not known since when they are a customer")
    return gaps


DISSATISFIED = 2
"""A satisfaction up to here, of 5, is a complaint waiting to be asked for (CMP-8)."""
DETRACTS = 6
"""A recommend up to here, of 10, is one too where they say what should be better (CMP-8)."""


def grievance(answer: SurveyAnswer) -> str | None:
    """Say why a survey answer asks for a complaint to be opened; None where it does not (CMP-8)."""
    if answer.satisfaction is not None and answer.satisfaction <= DISSATISFIED:
        return f"They are not satisfied: {answer.satisfaction} of 5."
    if answer.recommend is not None and answer.recommend <= DETRACTS and answer.better:
        return f"They would hardly recommend the shop, {answer.recommend} of 10, and say what should be better."
    return None
