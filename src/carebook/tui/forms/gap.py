"""Filling in a gap: a small form with nothing but what is missing about one customer, for one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.binding import BindingType

from carebook.customers import rules, store
from carebook.customers.gaps import LEAVES, TITLES, Gap
from carebook.customers.model import SOURCES, Customer
from carebook.customers.store.gaps import nameless_days, nameless_members
from carebook.tui.actions import bindings
from carebook.tui.forms import as_typed
from carebook.tui.forms.known import KnownField
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.screens.record.card import month_and_day, short_day
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

Values: TypeAlias = dict[str, str]
_Fill: TypeAlias = "Callable[[Book, Values, date, str], Change]"

_LABELS = {
    "phone": "Phone",
    "email": "E-mail",
    "address1": "Street",
    "address2": "Second line",
    "city": "Town",
    "region": "State, region",
    "postcode": "Postcode",
    "country": "Country",
    "salutation": "Salutation",
}
_ADDRESS = ("address1", "address2", "city", "region", "postcode", "country")
_TYPED: dict[Gap, tuple[str, ...]] = {
    Gap.UNREACHABLE: ("phone", "email", "address1", "city", "region", "postcode"),
    Gap.ADDRESS: _ADDRESS,
    Gap.MOVED: _ADDRESS,
    Gap.SALUTATION: ("salutation",),
    Gap.SOURCE: ("source",),
    Gap.SINCE: ("opened_on",),
}
"""The gaps that are fields of the customer's own, each with those fields."""
_ANSWERS = (("", "← → choose"), ("yes", "yes, they said so"), ("no", "no, they do not want it"))
_SOMEONE_NEW = ""
HOW = "how"
"""The field for how leave was given, which is often the same for several in a row."""


class GapForm(FormScreen):
    """A form that can be passed over."""

    PLACE: ClassVar[str] = "filling_gap"
    BINDINGS: ClassVar[list[BindingType]] = bindings("filling_gap")
    passed = False
    """Whether the owner went on to the next customer."""

    def do_pass(self) -> None:
        """Leave this one as it is, and go on to the next; what is typed is kept as a draft."""
        self.passed = True
        self.form.action_cancel()


def gap_form(app: CarebookApp, gap: Gap, customer_id: int, left: int, how: str = "") -> GapForm:
    """Make the form for what a customer lacks, while so many are left; `how` leave was given the last time."""
    customer = store.customer(app.book.db, customer_id)
    filling = _Filling(app, gap, customer, how)
    fields, fill = _kind_of(filling, gap)
    title = f"{customer.name} · {left:,} left"
    return GapForm(title, fields, fill, draft=f"{TITLES[gap]} #{customer_id}", sentence=filling.told())


def _kind_of(one: _Filling, gap: Gap) -> tuple[Callable[[], Sequence[Field]], _Fill]:
    if gap in LEAVES:
        return one.leave_fields, one.leave
    match gap:
        case Gap.NAMELESS_DAY:
            return one.day_fields, one.days
        case Gap.WHOSE_BIRTHDAY:
            return one.whose_fields, one.whose
        case Gap.NAMELESS_MEMBER:
            return one.member_fields, one.member
    return one.fields, one.fill


class _Filling:
    """The fields of one form, and what is saved of them."""

    def __init__(self, app: CarebookApp, gap: Gap, customer: Customer, how: str) -> None:
        self._app = app
        self._gap = gap
        self._customer = customer
        self._how = how

    def told(self) -> str:
        """Say what the owner may need for asking: how to reach them, and when they came last."""
        c = self._customer
        last = f"last sale {short_day(c.last_sale_on, self._app.today)}" if c.last_sale_on else "no sale yet"
        reach = " · ".join(filter(None, (c.phone, c.mobile, c.email, c.city)))
        told = (f"{TITLES[self._gap]}.", " · ".join(filter(None, (reach, last))), c.note)
        return "\n".join(filter(None, told))

    # A field of the customer's own

    def fields(self) -> Sequence[Field]:
        typed = as_typed.customer(self._customer, [], self._app.shop)
        return [self._field(key, typed[key]) for key in _TYPED[self._gap]]

    def _field(self, key: str, value: str) -> Field:
        if key == "source":
            heard = store.sources(self._app.book.db)
            known = [*heard, *(source for source in SOURCES if source not in heard)]
            return KnownField(key, "Heard of us by", known, hint="How did you hear of us?")
        if key == "opened_on":
            return DayField(key, "Customer since", past_days(self._app), hint="3 may 2024")
        if key == "salutation":
            members = store.members(self._app.book.db, self._customer.id)
            value = rules.suggest_salutation(self._customer, members)
        return Field(key, _LABELS[key], LineInput(value))

    def fill(self, book: Book, values: Values, today: date, token: str) -> Change:
        from carebook.customers.desk.gaps import fill_in
        from carebook.customers.entry import MissingEntry

        return fill_in(book, self._customer.id, read_typed(book, MissingEntry, values, today), today, token=token)

    # Leave to send offers

    def leave_fields(self) -> Sequence[Field]:
        channel = LEAVES[self._gap]
        return (
            Field("answer", f"Offers by {channel}", Choice(_ANSWERS)),
            Field(HOW, "How we know", LineInput(self._how, hint="type how, such as: asked in the shop")),
        )

    def leave(self, book: Book, values: Values, today: date, _: str) -> Change:
        from carebook.customers.desk import permit, withdraw

        channel = LEAVES[self._gap]
        if not values["answer"]:
            raise Wrong({"answer": "Choose with the left and right arrows. ctrl+n goes on to the next one."})
        if values["answer"] == "yes" and not values[HOW]:
            raise Wrong({HOW: "Say how leave was given, like “asked in the shop”. Silence is never permission."})
        verb = permit if values["answer"] == "yes" else withdraw
        return verb(book, self._customer.id, channel, values[HOW], today)

    # Yearly days and members

    def day_fields(self) -> Sequence[Field]:
        db = self._app.book.db
        days = [store.occasion(db, day) for day in nameless_days(db, self._customer.id)]
        return [Field(str(d.id), month_and_day(d.month, d.day), LineInput(hint="first visit")) for d in days]

    def days(self, book: Book, values: Values, today: date, _: str) -> Change:
        from carebook.customers.desk.gaps import name_days

        return name_days(book, self._customer.id, {int(day): label for day, label in values.items()}, today)

    def whose_fields(self) -> Sequence[Field]:
        members = [one for one in store.members(self._app.book.db, self._customer.id) if one.died_on is None]
        options = [*((str(one.id), one.name) for one in members), (_SOMEONE_NEW, "somebody not entered yet")]
        return (
            Field("whose", "Whose birthday", Choice(options)),
            Field("name", "Or by name", LineInput(hint="only for somebody not entered yet")),
        )

    def whose(self, book: Book, values: Values, today: date, _: str) -> Change:
        from carebook.customers.desk.gaps import say_whose_birthday

        member = int(values["whose"]) if values["whose"] and not values["name"] else None
        if member is None and not values["name"]:
            raise Wrong({"name": "A name is needed here."})
        return say_whose_birthday(book, self._customer.id, member, values["name"], today)

    def member_fields(self) -> Sequence[Field]:
        db = self._app.book.db
        self._member = store.member(db, nameless_members(db, self._customer.id)[0])
        return (Field("name", f"{self._member.role.capitalize()} “{self._member.name}”", LineInput(hint="Fifi")),)

    def member(self, book: Book, values: Values, today: date, _: str) -> Change:
        from carebook.customers.desk import edit_member
        from carebook.customers.entry import MemberEntry

        entry = read_typed(book, MemberEntry, {**as_typed.member(self._member), **values}, today)
        return edit_member(book, self._member.id, entry, today)
