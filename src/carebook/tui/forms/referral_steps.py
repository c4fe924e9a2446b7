"""A referral noted, and its steps: thanks, they came, not now, the referrer put right; each a short form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.text import names_in_words
from carebook.tui.forms import as_typed
from carebook.tui.forms.complaint_parts import CHANNELS, SpokenField, day_field, enough
from carebook.tui.forms.customer_field import CustomerField, meant
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.forms.referral_parts import said_beside, step_form
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.referrals.model import Referral
    from carebook.tui.app import CarebookApp

_NAME_ONLY = "Only the name is kept until they come to you themselves."
_BY_LETTER = "By letter? Leave this: p on Today prints it, sending it does the step."
_OTHERS_SHOWN = 3


def introduction_form(app: CarebookApp, referrer_id: int) -> FormScreen:
    """Make the form for somebody whom a customer or partner told of us (REF-1)."""
    referrer = store.customer(app.book.db, referrer_id)

    def fields() -> Sequence[Field]:
        return (
            SpokenField("introduced", "Whom they sent", LineInput(), lambda typed: _likely(app, typed) or _NAME_ONLY),
            CustomerField(app, "referred", "In the book as", hint="empty: they have not come yet"),
            enough(Field("note", "Note", LineInput(hint="wants roses for a small garden"))),
            DayField("introduced_on", "When", past_days(app), "today", hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.introducing import introduce
        from carebook.referrals.entry import IntroductionEntry

        referred_id = meant(book.db, "referred", values.pop("referred"))
        entry = read_typed(book, IntroductionEntry, values, today)
        with said_beside("referred", "introduced_on"):
            return introduce(book, referrer_id, entry, today, referred_id=referred_id, token=token)[0]

    return FormScreen(f"{referrer.name} sent us somebody", fields, save, draft=f"Sent by #{referrer_id}")


def thanks_form(app: CarebookApp, found: Referral) -> FormScreen:
    """Make the form for thanks by telephone or in person (REF-3)."""

    def fields() -> Sequence[Field]:
        return (
            Field("via", "Thanked", Choice(CHANNELS)),
            enough(Field("what", "What was said", LineInput())),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.rewarding import thank
        from carebook.referrals.entry import ThanksEntry

        with said_beside("via", "on_day"):
            return thank(book, found.id, read_typed(book, ThanksEntry, values, today), today, token=token)

    return step_form(app, found, "Thank you", fields, save, hint=_BY_LETTER)


def came_form(app: CarebookApp, found: Referral) -> FormScreen:
    """Make the form for: they came to us, and who they are in the book (REF-1)."""
    likely = _likely(app, found.introduced)
    came_on = as_typed.day(found.contact_on, app.shop) if found.contact_on else "today"

    def fields() -> Sequence[Field]:
        return (
            CustomerField(app, "referred", "In the book as", hint="empty: enter them now, as below"),
            SpokenField("name", "Name", LineInput(found.introduced), lambda _: likely),
            Field("phone", "Phone", LineInput()),
            enough(Field("email", "E-mail", LineInput())),
            DayField("on_day", "When", past_days(app), came_on, hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.introducing import come_as_new, come_in_contact
        from carebook.referrals.entry import NotNowEntry

        referred_id = meant(book.db, "referred", values["referred"])
        on = read_typed(book, NotNowEntry, {"on_day": values["on_day"]}, today).on_day
        with said_beside("referred", "on_day"):
            if referred_id is not None:
                return come_in_contact(book, found.id, referred_id, on, today, token=token)
            from carebook.customers.entry import CustomerEntry

            typed = {key: values[key] for key in ("name", "phone", "email")} | {"opened_on": values["on_day"]}
            return come_as_new(book, found.id, read_typed(book, CustomerEntry, typed, today), today, token=token)

    return step_form(app, found, "They came to us", fields, save)


def not_now_form(app: CarebookApp, found: Referral) -> FormScreen:
    """Make the form for: they want nothing now (REF-1)."""

    def fields() -> Sequence[Field]:
        return (enough(Field("what", "What they said", LineInput(hint="perhaps in spring"))), day_field(app))

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.introducing import not_now
        from carebook.referrals.entry import NotNowEntry

        with said_beside("what", "on_day"):
            return not_now(book, found.id, read_typed(book, NotNowEntry, values, today), today, token=token)

    return step_form(app, found, "Not now", fields, save)


def correction_form(app: CarebookApp, found: Referral) -> FormScreen:
    """Make the form for: somebody else sent them (REF-1)."""

    def fields() -> Sequence[Field]:
        return (
            CustomerField(app, "referrer", "It was"),
            enough(Field("what", "How you know", LineInput(hint="they told me themselves"))),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.introducing import correct_referrer
        from carebook.referrals.entry import CorrectionEntry

        referrer_id = meant(book.db, "referrer", values.pop("referrer"))
        if referrer_id is None:
            raise Wrong({"referrer": "Who sent them? Type the name, or the number with its #."})
        entry = read_typed(book, CorrectionEntry, values, today)
        with said_beside("referrer", "on_day"):
            return correct_referrer(book, found.id, referrer_id, entry, today, token=token)[0]

    hint = "What was noted before is kept in the diary, and counts no more."
    return step_form(app, found, "Who sent them?", fields, save, hint=hint)


def _likely(app: CarebookApp, name: str) -> str:
    """Name who may be in the book already."""
    found = store.likely_same(app.book.db, name)[:_OTHERS_SHOWN] if name else []
    named = names_in_words([f"{line.name} #{line.id}" for line in found])
    return f"In the book already? {named}." if named else ""
