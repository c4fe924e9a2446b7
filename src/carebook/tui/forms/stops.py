"""What a customer wants no more, or gives leave to; a death; a move (docs/rules.md, Who may be written to)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import rules, store
from carebook.customers.model import Cause, Customer, Member
from carebook.text import fold
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.screens.record.card import LEAVE, STOPS
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.told_field import ToldField
from carebook.typed import NotSo, Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

Option = tuple[str, str]
STOP, LIFT, PERMIT, WITHDRAW = "stop ", "lift ", "permit ", "withdraw "
"""How the value of an option begins; the cause or channel follows."""

_IN_ORDER = (
    *("no-marketing", "do-not-contact", "gone-away", "deceased"),
    *("no-post", "no-e-mail", "no-phone", "no-text"),
)

_ONE_DIED = "one of them died"
_DEATH = STOP + Cause.DECEASED
_SOMEBODY_ELSE = "somebody else"


def stops_form(app: CarebookApp, customer_id: int, member: Member | None = None) -> FormScreen:
    """Make the form for one stop or leave, given or taken back; of a death it asks who, unless it is that member."""
    db = app.book.db
    customer = store.customer(db, customer_id)
    several = [member.name] if member else _may_have_died(customer, store.members(db, customer_id))
    options = _options(
        {stop.cause for stop in store.suppressions(db, customer_id)},
        {leave.channel for leave in store.permissions(db, customer_id)},
    )
    if several:
        died = f"{member.name} died" if member else _ONE_DIED
        options = [(value, died if value == _DEATH else word) for value, word in options]
        options.sort(key=lambda option: member is not None and option[0] not in ("", _DEATH))

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        if several and values["what"] == _DEATH:
            return _one_of_them_died(book, customer_id, values, today, member)
        try:
            return _save(book, customer_id, values["what"], values["how"], today)
        except NotSo as refusal:
            raise Wrong({"how": str(refusal)}) from refusal

    fields = _StopFields(app, options, several, member).made
    if member is None:
        return FormScreen(f"May we write to {customer.name}?", fields, save, draft=f"May we write to #{customer_id}")
    about = f"A stop, or leave to write, holds for all of {customer.name}."
    draft = f"A stop or a death of #{customer_id} ·{member.id}"
    return FormScreen(f"{member.name}: what to note?", fields, save, draft=draft, sentence=about)


class _StopFields:
    """The fields of the form: how the shop knows of a stop or leave; of a death who died, and when."""

    def __init__(
        self, app: CarebookApp, options: Sequence[Option], several: Sequence[str], member: Member | None
    ) -> None:
        self._app = app
        self._options = options
        self._several = several
        self._member = member

    def made(self) -> Sequence[Field]:
        """Make them; those of a death are seen once it is one."""
        what = ToldField("what", "Note that", Choice(self._options), self._turned)
        self._how = Field("how", "How we know", LineInput(hint="told us by phone"))
        if not self._several:
            return what, self._how
        people = [("", "← → choose"), *((name, name) for name in self._several), (_SOMEBODY_ELSE, _SOMEBODY_ELSE)]
        self._who = ToldField("who", "Who died", Choice(people), self._named)
        self._name = Field("name", "Their name", LineInput())
        self._died_on = DayField("died_on", "Died on", past_days(self._app), hint="today")
        self._turned("")
        return what, self._how, self._who, self._name, self._died_on

    def _turned(self, what: str) -> str:
        """Show what is asked of this."""
        if self._several:
            is_death = what == _DEATH
            self._how.display, self._died_on.display = not is_death, is_death
            self._who.display = is_death and self._member is None
            self._named(self._who.value)
        return ""

    def _named(self, who: str) -> str:
        """Ask for the name of somebody else."""
        self._name.display = self._who.display and who == _SOMEBODY_ELSE
        return ""


def _may_have_died(customer: Customer, members: Sequence[Member]) -> list[str]:
    """Name those of a household or business of whom one may have died; nobody where only the record itself can."""
    living = [m.name for m in members if m.died_on is None and m.role != "pet"]
    if customer.kind == "person" or not living:
        return []
    own = rules.goes_by(customer, members)
    return [own, *living] if own else living


def _one_of_them_died(
    book: Book, customer_id: int, values: dict[str, str], today: date, member: Member | None
) -> Change:
    """Note the death of a member, or of one who is not among the members yet (SUP-1)."""
    from carebook.customers.desk import member_died
    from carebook.customers.desk.household import someone_died
    from carebook.customers.entry import LeavingEntry

    who = values["name"] if values["who"] == _SOMEBODY_ELSE else values["who"]
    if member is None and not who:
        asked = "name" if values["who"] else "who"
        raise Wrong({asked: "Who of them died? The others are written to as before."})
    try:
        died_on = read_typed(book, LeavingEntry, {"on": values["died_on"]}, today).on
    except Wrong as wrong:
        raise Wrong({"died_on": wrong.errors["on"]}) from wrong
    if member is not None:
        return member_died(book, member.id, died_on, today)
    for one in store.members(book.db, customer_id):
        if fold(one.name) == fold(who):
            return member_died(book, one.id, died_on, today)
    return someone_died(book, customer_id, who, died_on, today)


def _options(stopped: set[str], permitted: set[str]) -> list[Option]:
    """List what may be noted: what is not so yet, then the way back from what is."""
    options = [("", "← → choose")]
    options += [(STOP + cause, STOPS[cause]) for cause in _IN_ORDER if cause not in stopped]
    options += [(PERMIT + channel, f"may send {words}") for channel, words in LEAVE.items() if channel not in permitted]
    options += [(LIFT + cause, f"no longer so: {STOPS[cause]}") for cause in _IN_ORDER if cause in stopped]
    return options + [(WITHDRAW + c, f"no leave any more: {words}") for c, words in LEAVE.items() if c in permitted]


def _save(book: Book, customer_id: int, what: str, how: str, today: date) -> Change:
    from carebook.customers import desk

    for begins, verb in ((PERMIT, desk.permit), (WITHDRAW, desk.withdraw)):
        if what.startswith(begins):
            return verb(book, customer_id, what.removeprefix(begins), how, today)
    if what.startswith(STOP):
        return desk.stop(book, customer_id, Cause(what.removeprefix(STOP)), how, today)
    if what == LIFT + Cause.DECEASED:
        return desk.not_deceased(book, customer_id, today)
    if what.startswith(LIFT):
        return desk.allow_again(book, customer_id, Cause(what.removeprefix(LIFT)), today)
    raise Wrong({"what": "Choose what to note with the left and right arrows."})
