"""A customer: new, or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import rules, store
from carebook.customers.model import SOURCES, Line, Stage
from carebook.customers.store.personas import persona_names
from carebook.referrals.store.referrals import bringer
from carebook.text import clean, cut, names_in_words
from carebook.tui.forms import as_typed
from carebook.tui.forms.customer_field import CustomerField, meant
from carebook.tui.forms.known import KnownField
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.forms.referral_parts import said_beside
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox
from carebook.tui.widgets.told_field import ToldField

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

STAGES = (("", "not known"), *((str(stage), str(stage)) for stage in Stage))
KINDS = (("person", "person"), ("household", "household"), ("business", "business"))
_LEAST_LETTERS = 3
_NAME_WIDTH = 40
_NAME_PARTS = ("kind", "name", "given_name", "family_name", "called", "company")


@dataclass(frozen=True)
class NamesTyped:
    """The names as they are typed so far, from which an addressee and a salutation are suggested."""

    kind: str
    name: str
    given_name: str
    family_name: str
    called: str
    company: str


def customer_form(app: CarebookApp, *, kind: str = "person") -> FormScreen:
    """Make the form for a new customer, of a kind to begin with."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import add_customer
        from carebook.customers.entry import CustomerEntry
        from carebook.referrals.desk.introducing import add_introduced

        sender = meant(book.db, "sent_by", values["sent_by"])
        entry = read_typed(book, CustomerEntry, {key: values[key] for key in values if key != "sent_by"}, today)
        if sender is None:
            return add_customer(book, entry, today, token=token)
        return add_introduced(book, entry, sender, today, token=token)

    return FormScreen(
        f"New {'business' if kind == 'business' else 'customer'}", _CustomerFields(app, {"kind": kind}).made, save
    )


def edit_customer_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form that changes what is known of a customer."""
    db = app.book.db
    stored = store.customer(db, customer_id)
    typed = as_typed.customer(stored, store.tags(db, customer_id), app.shop)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import edit_customer
        from carebook.customers.entry import CustomerEntry
        from carebook.referrals.desk.introducing import edit_introduced

        sender = meant(book.db, "sent_by", values.pop("sent_by", ""))
        entry = read_typed(book, CustomerEntry, values, today)
        if sender is None:
            return edit_customer(book, customer_id, entry, today)
        with said_beside("sent_by", "opened_on"):
            return edit_introduced(book, customer_id, entry, sender, today)

    fields = _CustomerFields(app, typed, customer_id)
    return FormScreen(f"Change {stored.name}", fields.made, save, draft=f"Change #{customer_id}")


class _CustomerFields:
    """The fields of one form, which follow one another: names are looked up, and suggest how they are addressed."""

    def __init__(
        self, app: CarebookApp, typed: Mapping[str, str] | None = None, customer_id: int | None = None
    ) -> None:
        self._app = app
        self._typed = typed or {}
        self._customer_id = customer_id
        self._fields: dict[str, Field] = {}

    def made(self) -> Sequence[Field]:
        """Make them, the ones that are most often filled in first."""
        self._fields = {field.key: field for field in self._in_order()}
        self._suggest()
        return tuple(self._fields.values())

    def _in_order(self) -> Sequence[Field]:
        name = ToldField("name", "Name", self._line("name", "Ann Park, The Parks, Haddad & Sons"), self._told_of_name)
        kind = ToldField("kind", "Kind", Choice(KINDS, self._typed.get("kind", "person")), self._told_of_kind)
        return (
            name,
            kind,
            ToldField("phone", "Phone", self._line("phone"), lambda typed: self._likely(phone=typed)),
            ToldField("email", "E-mail", self._line("email"), lambda typed: self._likely(email=typed)),
            *self._how_they_came(),
            Field("mobile", "Mobile", self._line("mobile")),
            Field("address1", "Street", self._line("address1")),
            Field("address2", "Second line", self._line("address2")),
            Field("city", "Town", self._line("city")),
            Field("region", "State, region", self._line("region")),
            Field("postcode", "Postcode", self._line("postcode")),
            Field("country", "Country", self._line("country", "empty: the shop's own")),
            Field("addressee", "On the envelope", self._line("addressee")),
            Field("salutation", "Salutation", self._line("salutation")),
            Field("note", "Note", TextBox(self._typed.get("note", ""))),
            Field("tags", "Tags", self._line("tags", "roses, trade")),
            DayField("opened_on", "Customer since", past_days(self._app), self._typed.get("opened_on", "")),
            self._name_part("given_name", "Given name", "for “Dear Ann”; may stay empty"),
            self._name_part("family_name", "Family name", "for “Ann and John Park”; may stay empty"),
            self._name_part("called", "Called", "Annie"),
            self._name_part("company", "Company", ""),
            *self._how_they_buy(),
            Field("language", "Language", self._line("language", "empty: the shop's own")),
            Field("external_id", "Number", self._line("external_id", "from another program")),
        )

    def _how_they_came(self) -> Sequence[Field]:
        """Ask how they heard of the shop and, where nobody is noted to have sent them, who did (REF-5)."""
        heard = store.sources(self._app.book.db)
        known = [*heard, *(source for source in SOURCES if source not in heard)]
        source = KnownField(
            "source", "Heard of us by", known, self._typed.get("source", ""), hint="How did you hear of us?"
        )
        sent_by = CustomerField(self._app, "sent_by", "Sent by", hint="a customer or partner: a name, or #7")
        is_known = self._customer_id is not None and bringer(self._app.book.db, self._customer_id)
        return (source,) if is_known else (source, sent_by)

    def _how_they_buy(self) -> Sequence[Field]:
        """Ask which kind of customer they are, and how far they are on the way to buying."""
        names, typed = persona_names(self._app.book.db), self._typed.get("persona", "")
        persona = KnownField("persona", "Persona", names, typed, hint="a kind of customer that you write for")
        return persona, Field("stage", "Buying stage", Choice(STAGES, self._typed.get("stage", "")))

    def _line(self, key: str, hint: str = "") -> LineInput:
        return LineInput(self._typed.get(key, ""), hint=hint)

    def _name_part(self, key: str, label: str, hint: str) -> Field:
        return ToldField(key, label, self._line(key, hint), self._told_of_kind)

    def _told_of_kind(self, _: str) -> str:
        self._suggest()
        return ""

    def _told_of_name(self, typed: str) -> str:
        self._suggest()
        return self._likely(name=typed)

    def _suggest(self) -> None:
        """Show in the empty fields how they would be addressed."""
        parts = {key: self._fields[key].value for key in _NAME_PARTS}
        if not parts["name"]:
            parts["name"] = rules.display_name(**{key: parts[key] for key in parts if key != "name"})
        names = NamesTyped(**parts)
        members = [] if self._customer_id is None else store.members(self._app.book.db, self._customer_id)
        for key, suggest in (("addressee", rules.suggest_addressee), ("salutation", rules.suggest_salutation)):
            control = self._fields[key].control
            if isinstance(control, LineInput):
                control.placeholder = clean(suggest(names, members)) if names.name else ""

    def _likely(self, *, name: str = "", email: str = "", phone: str = "") -> str:
        """Name who may be in the book already."""
        if len(name or email or phone) < _LEAST_LETTERS:
            return ""
        found = store.likely_same(self._app.book.db, name, email, phone)
        return said_of_likely([line for line in found if line.id != self._customer_id])


def said_of_likely(lines: Sequence[Line]) -> str:
    """Say who may be meant, each with a place that tells them apart."""
    places = [f" in {cut(line.place, _NAME_WIDTH)}" if line.place else "" for line in lines]
    named = [cut(line.name, _NAME_WIDTH) + place for line, place in zip(lines, places, strict=True)]
    return f"In the book already? {names_in_words(named)}. esc, then / finds them." if named else ""
