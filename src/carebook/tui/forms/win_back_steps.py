"""The steps of a win-back, each a short form (WIN-1); what the customer answered is never filled in already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.retention import rules
from carebook.retention.model import Permission, Reason, WinBack, WinBackStep
from carebook.retention.store import win_backs
from carebook.tui.forms.complaint_parts import CHANNELS, day_field, enough
from carebook.tui.forms.reading import read_typed
from carebook.tui.forms.win_back_ends import ending_form
from carebook.tui.forms.win_back_offers import offer_form, offer_letter_form
from carebook.tui.forms.win_back_parts import question_choice, questions, step_form, strength_field
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_WANTED = (("yes", "yes, we want them back"), ("let go", "no: let them go, with a good farewell"))
_REASONS = (("", "choose"), *((str(reason), str(reason)) for reason in Reason))
_PERMISSIONS = (
    ("", "choose"),
    (Permission.GIVEN, "yes, they said so"),
    (Permission.STANDING, "yes, as they agreed before"),
    (Permission.REFUSED, "no, they would rather not"),
)
_PARTED = ("first", "second")


def next_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for the step that is next in an open win-back."""
    if win_backs.has_died(app.book.db, case.customer_id) or case.permission == Permission.REFUSED:
        return ending_form(app, case)
    step = case.next_step or WinBackStep.OUTCOME
    return _last_form(app, case) if step is WinBackStep.OUTCOME else _NEXT[step](app, case)


def _last_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the offer, or where it is made, or has to rest, note how it ended."""
    rests = rules.rests_until(win_backs.contact_days(app.book.db, case.id), app.today)
    return ending_form(app, case) if case.offered_on or rests else offer_letter_form(app, case)


def want_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for: do we want them back?"""

    def fields() -> Sequence[Field]:
        return (
            enough(Field("wanted", "Want them back?", Choice(_WANTED))),
            Field("ending", "If not", LineInput(hint="why, and how you say farewell")),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.winning import decide
        from carebook.retention.entry import WantEntry

        if values["wanted"] != "yes" or not values["ending"]:
            return decide(book, case.id, read_typed(book, WantEntry, values, today), today, token=token)
        from carebook.typed import Wrong

        raise Wrong({"wanted": "You wrote a farewell: do you want them back, yes or no?"})

    return step_form(app, case, "Do we want them back?", fields, save)


def why_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for why they left, or for better words of it; as many questions as still need an answer."""
    told = win_backs.probes(app.book.db, case.id)
    missing = 0 if case.why_on else max(rules.PROBES - len(told), 0)

    def fields() -> Sequence[Field]:
        listed = questions(app, case)
        asked = [
            field
            for part, question in zip(_PARTED[:missing], listed, strict=False)
            for field in (
                Field(f"{part}_question", "You ask", question_choice(listed, question)),
                Field(f"{part}_answer", "They answer", LineInput()),
            )
        ]
        return (
            *asked,
            Field("reason", "Why they left", Choice(_REASONS, case.reason)),
            Field("reason_words", "In their words", LineInput(case.reason_words)),
            strength_field(app, "left_for", "Better there", case.left_for),
            enough(strength_field(app, "chose_for", "Once chose us for", case.chose_for)),
            *([] if case.why_on else [Field("via", "Asked", Choice(CHANNELS))]),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.winning import learn_why
        from carebook.retention.entry import WhyEntry
        from carebook.typed import Wrong

        empty = [key for key in values if key.endswith("_answer") and not values[key]]
        if empty:
            raise Wrong(dict.fromkeys(empty, "What did they answer? Two answers show more than a first excuse."))
        return learn_why(book, case.id, read_typed(book, WhyEntry, values, today), today, token=token)

    hint = "" if case.why_on else "To ask by letter, print it on Today."
    return step_form(app, case, "Why did they leave?", fields, save, hint=hint)


def answer_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for one more question and its answer."""

    def fields() -> Sequence[Field]:
        listed = questions(app, case)
        return (
            Field("question", "You ask", question_choice(listed, listed[0])),
            Field("own", "Or in your words", LineInput(hint="a question of your own")),
            enough(Field("answer", "They answer", LineInput())),
            Field("via", "Asked", Choice(CHANNELS)),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.winning import ask
        from carebook.retention.entry import ProbeEntry

        own = values.pop("own")
        typed = values | {"question": own or values["question"]}
        return ask(book, case.id, read_typed(book, ProbeEntry, typed, today), today, token=token)

    return step_form(app, case, "A question, and their answer", fields, save)


def responsibility_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for our part in it, without a condition."""

    def fields() -> Sequence[Field]:
        return (
            Field("our_part", "Our part in it", LineInput(case.our_part, hint="we let the order lie for a week")),
            Field("what_changed", "What changed", LineInput(case.what_changed, hint="so that it never comes to that")),
            enough(Field("via", "You say it", Choice(CHANNELS))),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.winning import take_responsibility
        from carebook.retention.entry import ResponsibilityEntry

        entry = read_typed(book, ResponsibilityEntry, values, today)
        return take_responsibility(book, case.id, entry, today, token=token)

    hint = "No “if you come back”. By post: sending the letter does the step."
    return step_form(app, case, "Take responsibility", fields, save, hint=hint)


def permission_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for whether we may keep in touch; it can change at any time."""

    def fields() -> Sequence[Field]:
        return (
            Field("permission", "Keep in touch?", Choice(_PERMISSIONS)),
            Field("permission_how", "How they said it", LineInput(hint="“yes, now and then”")),
            enough(Field("via", "Asked", Choice(CHANNELS))),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.winning import note_permission
        from carebook.retention.entry import PermissionEntry

        return note_permission(book, case.id, read_typed(book, PermissionEntry, values, today), today, token=token)

    return step_form(app, case, "May we keep in touch?", fields, save)


_NEXT: dict[WinBackStep, Callable[[CarebookApp, WinBack], FormScreen]] = {
    WinBackStep.WANT: want_form,
    WinBackStep.WHY: why_form,
    WinBackStep.OFFERS: offer_form,
    WinBackStep.RESPONSIBILITY: responsibility_form,
    WinBackStep.PERMISSION: permission_form,
}
