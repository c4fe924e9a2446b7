"""Whom the shop wishes for, what may be said of it, and what both get for a referral (REF-3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.referrals.model import ForWhom, RewardKind, Terms
from carebook.referrals.store.referrals import terms_on
from carebook.tui.forms import as_typed
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_KINDS = (("", "nothing"), *((str(kind), str(kind)) for kind in RewardKind))
_GETS = {ForWhom.REFERRER: "Who sends gets", ForWhom.INTRODUCED: "Who comes gets"}


def terms_form(app: CarebookApp) -> FormScreen:
    """Make the form for the terms; it begins with those that hold now."""
    held = terms_on(app.book.db, app.today)

    def fields() -> Sequence[Field]:
        return (
            Field("who_fits", "Whom you wish for", TextBox(held.who_fits if held else "")),
            Field("what_to_say", "Words to say", TextBox(held.what_to_say if held else "")),
            *(field for who in ForWhom for field in _reward_fields(app, held, who)),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.rewarding import set_terms
        from carebook.referrals.entry import TermsEntry

        return set_terms(book, read_typed(book, TermsEntry, values, today), today, token=token)

    sentence = (
        "From today on: the letter that asks carries these words, and each introduction is promised this. What held "
        "before stays as it was promised."
    )
    return FormScreen("What a referral brings", fields, save, sentence=sentence)


def _reward_fields(app: CarebookApp, held: Terms | None, who: ForWhom) -> Iterator[Field]:
    """Yield what one of the two gets: the sort, the words for it, and what it costs the shop."""
    kind, what, amount = (getattr(held, f"{who}_{part}") if held else None for part in ("kind", "what", "amount"))
    yield Field(f"{who}_kind", _GETS[who], Choice(_KINDS, kind or ""))
    yield Field(f"{who}_what", "in words", LineInput(what or "", hint="$10 off the next time"))
    yield Field(f"{who}_amount", "costs you", LineInput(as_typed.amount(amount or None, app.shop), hint="nothing"))
