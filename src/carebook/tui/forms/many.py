"""How something is done for many customers: a small form for each thing that can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from carebook.customers.model import Cause, Stage
from carebook.customers.store.many import all_tags, tags_of
from carebook.customers.store.personas import persona_names
from carebook.errors import Refusal
from carebook.tui.forms.contact import contact_fields
from carebook.tui.forms.customer import STAGES
from carebook.tui.forms.known import KnownField
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import DraftForm
from carebook.tui.screens.record.card import LEAVE, STOPS
from carebook.tui.screens.with_marked import CHOICES
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form
from carebook.tui.widgets.status_line import StatusLine
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp
    from carebook.tui.panes.customers_many import ManyVerb

Values = dict[str, str]

_HOW = "how"


class ManyForm(DraftForm["ManyVerb | None"]):
    """A form that answers with the verb to be done; its draft goes once that is done."""

    def __init__(
        self, title: str, fields: Callable[[], Sequence[Field]], read: Callable[[Values], ManyVerb], *, draft: str
    ) -> None:
        """A form of fields; `read` makes a verb of what is typed, or refuses."""
        super().__init__(title, fields, draft=draft)
        self._read = read

    @on(Form.Submitted)
    def answer(self, submitted: Form.Submitted) -> None:
        """Answer; what is wrong is said beside its field."""
        try:
            verb = self._read(submitted.values)
        except Wrong as wrong:
            self.form.show_errors(wrong.errors)
        except Refusal as refusal:
            self.query_one(StatusLine).say(str(refusal), "refusal")
        else:
            self.dismiss(verb)


def many_form(app: CarebookApp, what: str, customers: Sequence[int]) -> ManyForm:
    """Make the form for one thing that can be done for these customers."""
    one = _Asked(app, customers)
    fields, read = {
        "tag": (one.tag_fields, one.tag),
        "untag": (one.untag_fields, one.untag),
        "persona": (one.persona_fields, one.persona),
        "stage": (one.stage_fields, one.stage),
        "permit": (one.permit_fields, one.permit),
        "stop": (one.stop_fields, one.stop),
        "contact": (lambda: contact_fields(app), one.contact),
    }[what]
    return ManyForm(f"{CHOICES[what]} · {len(customers):,} marked", fields, read, draft=f"Of many: {CHOICES[what]}")


class _Asked:
    """The fields of each form, and the verb that is made of what is typed into them."""

    def __init__(self, app: CarebookApp, customers: Sequence[int]) -> None:
        self._app = app
        self._customers = customers

    def tag_fields(self) -> Sequence[Field]:
        return (Field("tag", "Tags", LineInput(hint=_offered(all_tags(self._app.book.db)))),)

    def tag(self, values: Values) -> ManyVerb:
        from carebook.customers.desk.many import tag_all
        from carebook.customers.entry import some_tags

        tags = some_tags(values["tag"])
        if not tags:
            raise Wrong({"tag": "A tag is needed here, like: roses."})
        return lambda book, today: tag_all(book, self._customers, tags, today)

    def untag_fields(self) -> Sequence[Field]:
        return (KnownField("tag", "Tag", tags_of(self._app.book.db, self._customers)),)

    def untag(self, values: Values) -> ManyVerb:
        from carebook.customers.desk.many import untag_all

        if values["tag"] not in tags_of(self._app.book.db, self._customers):
            raise Wrong({"tag": "None of them has that tag." if values["tag"] else "Say which tag is to come off."})
        return lambda book, today: untag_all(book, self._customers, values["tag"], today)

    def persona_fields(self) -> Sequence[Field]:
        return (KnownField("persona", "Persona", persona_names(self._app.book.db), hint="empty: none"),)

    def persona(self, values: Values) -> ManyVerb:
        from carebook.customers.desk.many import persona_all

        return lambda book, today: persona_all(book, self._customers, values["persona"], today)

    def stage_fields(self) -> Sequence[Field]:
        return (Field("stage", "Buying stage", Choice(STAGES)),)

    def stage(self, values: Values) -> ManyVerb:
        from carebook.customers.desk.many import stage_all

        stage = Stage(values["stage"]) if values["stage"] else None
        return lambda book, today: stage_all(book, self._customers, stage, today)

    def permit_fields(self) -> Sequence[Field]:
        options = [(channel, f"may send {words}") for channel, words in LEAVE.items()]
        return Field("channel", "Note that we", Choice(options)), _how("ticked the box on the sign-up sheet")

    def permit(self, values: Values) -> ManyVerb:
        from carebook.customers.desk.many import permit_all

        if not values[_HOW]:
            raise Wrong({_HOW: "Say how leave was given, like “asked in the shop”. Silence is never permission."})
        return lambda book, today: permit_all(book, self._customers, values["channel"], values[_HOW], today)

    def stop_fields(self) -> Sequence[Field]:
        options = [("", "← → choose"), *((cause, words) for cause, words in STOPS.items() if cause != Cause.DECEASED)]
        return Field("cause", "Note that", Choice(options)), _how("told us at the fair")

    def stop(self, values: Values) -> ManyVerb:
        from carebook.customers.desk.many import stop_all

        if not values["cause"]:
            raise Wrong({"cause": "Choose what to note with the left and right arrows."})
        return lambda book, today: stop_all(book, self._customers, Cause(values["cause"]), values[_HOW], today)

    def contact(self, values: Values) -> ManyVerb:
        from carebook.customers.desk.many import contact_all
        from carebook.customers.entry import ContactEntry

        entry = read_typed(self._app.book, ContactEntry, values, self._app.today)
        return lambda book, today: contact_all(book, self._customers, entry, today)


def _how(hint: str) -> Field:
    return Field(_HOW, "How we know", LineInput(hint=hint))


def _offered(tags: Sequence[str]) -> str:
    return ", ".join(tags[:4]) or "roses, trade"
