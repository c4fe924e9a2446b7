"""Offers of a win-back: what was offered, how they rate it, and the letter with an offer of ours (WIN-1 to WIN-3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook import money
from carebook.retention.model import Offer, WinBack
from carebook.retention.store import win_backs
from carebook.text import cut
from carebook.tui.forms.complaint_parts import day_field, enough
from carebook.tui.forms.known import KnownField
from carebook.tui.forms.reading import read_typed
from carebook.tui.forms.win_back_parts import step_form
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_SIDES = (("ours", "we did"), ("theirs", "another shop"))
_MARKS = [(str(mark), f"{mark} of 10") for mark in range(10, 0, -1)]
_RATINGS = (("", "not asked"), *_MARKS)
_OFFER_WIDTH = 50
"""Letters of an offer where it is one of a choice."""


def offer_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for what was offered, by us or by others, and how they rate it."""

    def fields() -> Sequence[Field]:
        return (
            Field("side", "Who offered it", Choice(_SIDES)),
            Field("who", "Which shop", LineInput(hint="if another one, and they say")),
            KnownField("feature", "What", win_backs.features(app.book.db)),
            Field("price", "At what price", LineInput(hint=f"in {app.shop.currency}; empty: none named; 0: free")),
            enough(Field("rating", "They rate it", Choice(_RATINGS))),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.winning import add_offer
        from carebook.retention.entry import OfferEntry

        return add_offer(book, case.id, read_typed(book, OfferEntry, values, today), today, token=token)

    hint = "One at a time, ours and others': m notes more."
    return step_form(app, case, "An offer", fields, save, hint=hint)


def rating_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for how they rate one of the offers."""
    listed = sorted(win_backs.offers(app.book.db, case.id), key=lambda one: one.rating is not None)

    def fields() -> Sequence[Field]:
        options = [(str(one.id), _in_words(one, app)) for one in listed]
        return (Field("offer", "Which offer", Choice(options)), Field("rating", "They rate it", Choice(_MARKS)))

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.retention.desk.winning import rate_offer
        from carebook.retention.entry import RatingEntry

        offer = int(values.pop("offer"))
        return rate_offer(book, offer, read_typed(book, RatingEntry, values, today).rating, today)

    return step_form(app, case, "How do they rate it?", fields, save)


def offer_letter_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form for what the offer letter offers."""

    def fields() -> Sequence[Field]:
        return [Field("offer", "We offer", LineInput(case.offer, hint="a whole sentence: it goes into the letter"))]

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.winning import offer_by_letter
        from carebook.retention.entry import OfferLetterEntry

        return offer_by_letter(book, case.id, read_typed(book, OfferLetterEntry, values, today), today, token=token)

    reason = f"It should fit why they left: {case.reason}." if case.reason else ""
    return step_form(app, case, "Offer by letter", fields, save, hint=reason)


def _in_words(one: Offer, app: CarebookApp) -> str:
    who = "we" if one.side == "ours" else one.who or "others"
    price = "" if one.price is None else money.shown(one.price, app.shop.currency, app.shop.country)
    rated = f"{one.rating} of 10" if one.rating else ""
    return cut(f"{who}: {', '.join(filter(None, (one.feature, price, rated)))}", _OFFER_WIDTH)
