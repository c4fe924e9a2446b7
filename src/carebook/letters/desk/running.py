"""Running the aftercare plan: kinds on and off, their channel, offer and window, and campaigns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.letters.model import KINDS, SEASON_KINDS, Campaign, PlannedKind, Window
from carebook.letters.store import letters as store
from carebook.letters.store.buyers import count_buyers
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.letters.entry import CampaignEntry


_FIELD = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)", re.MULTILINE)
_LAPSES_WITH_OFFER = ("promotion",)
"""The kinds whose third number counts from the end of their offer."""


class NotInThePlan(Refusal):
    """What was asked for does not fit the aftercare plan."""


def _kind(book: Book, name: str) -> PlannedKind:
    return store.planned_kinds(book.db)[name]


def _save(book: Book, planned: PlannedKind, label: str, today: date) -> Change:
    with book.act(label, today) as act:
        store.set_plan(act.db, planned)
    return act.change


def switch(book: Book, kind: str, today: date, *, on: bool) -> Change:
    """Switch a kind on or off; its open letters are cancelled, and come back when it is on again."""
    label = f"Switched {KINDS[kind].title} {'on' if on else 'off'}"
    return _save(book, _kind(book, kind)._replace(is_on=on), label, today)


def _refuse_window(kind: str, window: Window) -> None:
    late_after = window.due if window.late_after is None else window.late_after
    if late_after < window.due:
        raise NotInThePlan("A letter cannot be late before it may leave: the second number is below the first.")
    if window.lapses is None and KINDS[kind].window.lapses is not None:
        raise NotInThePlan("Say after how many days such a letter is no longer worth sending, as the third number.")
    if window.lapses is not None and window.lapses < late_after and kind not in _LAPSES_WITH_OFFER:
        raise NotInThePlan("A letter cannot lapse before it is late: the third number is below the others.")


def _refuse_offer(kind: str, offer: str) -> None:
    if offer and not KINDS[kind].may_offer:
        raise NotInThePlan(f"{KINDS[kind].title} never carries an offer: one letter, one purpose.")


def change_kind(book: Book, kind: str, window: Window, channel: str, offer: str, today: date) -> Change:
    """Set at once when a kind may leave, by which channel, and with which offer; its open letters move."""
    _refuse_window(kind, window)
    _refuse_offer(kind, offer)
    planned = _kind(book, kind)._replace(window=window, channel=channel, offer=offer)
    return _save(book, planned, f"Changed how {KINDS[kind].title} goes out", today)


def add_campaign(book: Book, entry: CampaignEntry, today: date, *, token: str | None = None) -> Change:
    """Add a campaign; its letters are planned at once, a season's in the place of the plan's own."""
    _refuse_fields({"title": entry.title, "message": entry.message, "offer": entry.offer})
    _refuse(book, entry, store.campaigns(book.db), today)
    with book.act(f"Added {KINDS[entry.kind].title.lower()} “{entry.title}”", today, token=token) as act:
        store.save_campaign(act.db, entry.model_dump(), today)
    return act.change


def edit_campaign(book: Book, campaign: int, entry: CampaignEntry, today: date) -> Change:
    """Change a campaign; from its first letter on that is printed or sent, what it says and whom it is for stay."""
    from carebook.letters.campaigns import may_change
    from carebook.letters.store.campaigns import change_campaign, count_left

    found = _campaign(book, campaign)
    changed = {name: value for name, value in entry.model_dump().items() if value != getattr(found, name)}
    left = count_left(book.db, found, today)
    if changed.keys() - may_change(found, has_left=left > 0):
        raise NotInThePlan(_cannot_change(left) if left else "A campaign keeps its kind. Take it out, and add another.")
    _refuse_fields({name: value for name, value in changed.items() if name in ("title", "message", "offer")})
    _refuse(book, entry, [one for one in store.campaigns(book.db) if one.id != campaign], today)
    with book.act(f"Changed “{entry.title}”", today) as act:
        change_campaign(act.db, campaign, entry.model_dump())
    return act.change


def _cannot_change(left: int) -> str:
    letters = "1 letter of it is" if left == 1 else f"{left:,} letters of it are"
    return (
        f"{letters} printed or sent, so what it says, what it offers and whom it is for stay as they are. "
        "What it costs can still be changed."
    )


def _refuse_fields(words: Mapping[str, str]) -> None:
    """Refuse what looks like a field: the words of a campaign are printed as they are typed."""
    found = {name: _FIELD.search(text) for name, text in words.items()}
    if fields := {name: field[0] for name, field in found.items() if field}:
        said = "“{}” would be printed as it stands: a message has no fields. Leave it out."
        raise Wrong({name: said.format(field[:40]) for name, field in fields.items()})


def _refuse(book: Book, entry: CampaignEntry, others: Sequence[Campaign], today: date) -> None:
    """Refuse what would go to nobody, or twice to somebody, beside the other campaigns."""
    if entry.kind in SEASON_KINDS:
        _refuse_second_season(entry, others)
    if entry.kind == "product_notice":
        if not count_buyers(book.db, entry.product, entry.bought_from, entry.bought_until):
            raise NotInThePlan(f"Nobody bought “{entry.product}” in that time. Choose the product as it was sold.")
        _refuse_second_notice(entry, others, today)


def _refuse_second_season(entry: CampaignEntry, others: Sequence[Campaign]) -> None:
    """Refuse a second greeting or appreciation in one year: nobody gets two."""
    for one in others:
        if one.kind == entry.kind and one.starts_on.year == entry.starts_on.year:
            raise NotInThePlan(
                f"“{one.title}” is the {KINDS[one.kind].title.lower()} of {one.starts_on.year} already, and nobody "
                "gets two in a year. Change that one, or take it out first."
            )


def _refuse_second_notice(entry: CampaignEntry, others: Sequence[Campaign], today: date) -> None:
    """Refuse a notice about what some of its buyers are told of by another already: nobody gets two letters."""
    for one in others:
        if one.kind == entry.kind and one.product == entry.product and _overlap(one, entry):
            begun = in_words(one.starts_on, today)
            raise NotInThePlan(
                f"The notice “{one.title}” of {begun} goes to buyers of “{one.product}” in that time already. "
                "Choose another time, or take that notice out first."
            )


def _overlap(one: Campaign, other: CampaignEntry) -> bool:
    """Tell whether two periods have a day in common; one without a day goes on without end."""
    first = max(one.bought_from or date.min, other.bought_from or date.min)
    return first <= min(one.bought_until or date.max, other.bought_until or date.max)


def remove_campaign(book: Book, campaign: int, today: date) -> Change:
    """Take a campaign out: its unsent letters are cancelled, and a season's own come back in their place."""
    found = _campaign(book, campaign)
    with book.act(f"Took out “{found.title}”", today) as act:
        store.forget_campaign(act.db, campaign)
    return act.change


def _campaign(book: Book, campaign: int) -> Campaign:
    found = next((one for one in store.campaigns(book.db) if one.id == campaign), None)
    if found is None:
        raise NotInThePlan("That campaign is not there any more.")
    return found
