"""The fields of a campaign, and what stands in them at first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import Stage
from carebook.customers.store.many import all_tags
from carebook.customers.store.personas import persona_names
from carebook.letters.campaigns import may_change
from carebook.letters.model import KINDS, Campaign
from carebook.letters.store.buyers import products
from carebook.letters.store.campaigns import OwnSeason, places
from carebook.retention.model import Tier
from carebook.shop.model import Shop
from carebook.tui.forms import as_typed
from carebook.tui.forms.known import KnownField
from carebook.tui.forms.reading import past_days
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

_KINDS = ("newsletter", "promotion", "seasons_greeting", "appreciation")
_WORDS = ("title", "message")
_SEGMENT = ("tag", "persona", "tier", "place", "stage", "product", "bought_from", "bought_until")
_COSTS = ("piece_cost", "answer_profit")
_FIELDS = {
    "newsletter": (*_WORDS, "starts_on", *_SEGMENT, *_COSTS),
    "promotion": (*_WORDS, "offer", "ends_on", "starts_on", *_SEGMENT, *_COSTS),
    "seasons_greeting": (*_WORDS, "starts_on", "ends_on", *_SEGMENT, *_COSTS),
    "appreciation": (*_WORDS, "starts_on", "ends_on", *_SEGMENT, *_COSTS),
    "product_notice": (*_WORDS, "starts_on", "product", "bought_from", "bought_until", *_COSTS),
}
"""The fields of each kind that is changed; a new campaign asks for its kind, and has those of all but a notice."""
_NEW = ("kind", *_WORDS, "offer", "ends_on", "starts_on", *_SEGMENT, *_COSTS)


class _SegmentField(KnownField):
    """A word that some customers have; one that nobody has leaves nobody."""

    def judge(self) -> None:
        """Say which is meant, or that nobody has it."""
        super().judge()
        if self.value and not self._begun():
            self.say("Nobody has that yet.")


def chosen_fields(app: CarebookApp, found: Campaign | None, typed: dict[str, str], *, has_left: bool) -> list[Field]:
    """Make the fields of a new campaign, or those of one that may still be changed."""
    if found is None:
        names: Sequence[str] = _NEW
    else:
        names = [name for name in _FIELDS[found.kind] if name in may_change(found, has_left=has_left)]
    return [_field(app, name, typed.get(name, "")) for name in names]


def typed_of(found: Campaign | None, own: OwnSeason | None, shop: Shop, today: date) -> dict[str, str]:
    """Return what stands in the fields at first: a campaign's, or those of what the plan writes by itself."""
    if found is None:
        starts = as_typed.day(own.starts_on, shop) if own and own.starts_on and own.starts_on > today else "today"
        return {"kind": own.kind if own else _KINDS[0], "starts_on": starts}
    words = ("kind", "title", "message", "offer", "tag", "persona", "tier", "place", "stage", "product")
    days = ("starts_on", "ends_on", "bought_from", "bought_until")
    return (
        {name: getattr(found, name) or "" for name in words}
        | {name: as_typed.day(getattr(found, name), shop) for name in days}
        | {name: as_typed.amount(getattr(found, name), shop) for name in _COSTS}
    )


def _field(app: CarebookApp, name: str, value: str) -> Field:
    if name in _SEGMENT:
        return _segment_field(app, name, value)
    match name:
        case "kind":
            return Field(name, "Kind", Choice([(kind, KINDS[kind].title.lower()) for kind in _KINDS], value))
        case "title":
            return Field(name, "Title", LineInput(value, hint="stands over a newsletter or a promotion"))
        case "message":
            return Field(name, "What it says", TextBox(value))
        case "offer":
            return Field(name, "Offer", LineInput(value, hint="of a promotion: 15 % off all pots"))
        case "ends_on":
            return DayField(name, "Until", app.read_day, value, hint="of a promotion: +6w")
        case "starts_on":
            return DayField(name, "Leaves from", app.read_day, value)
        case "piece_cost":
            return Field(name, "A piece costs", LineInput(value, hint="paper, printing, stamp"))
        case _:
            return Field(name, "An answer brings", LineInput(value, hint="profit, on the average"))


def _segment_field(app: CarebookApp, name: str, value: str) -> Field:
    db = app.book.db
    match name:
        case "tag":
            return _SegmentField(name, "Only with tag", all_tags(db), value, hint="empty: everyone who may get it")
        case "persona":
            return _SegmentField(name, "Only persona", persona_names(db), value, hint="any")
        case "tier":
            return Field(name, "Only tier", Choice([("", "any"), *((str(one), str(one)) for one in Tier)], value))
        case "place":
            return _SegmentField(name, "Only in", places(db), value, hint="any place")
        case "stage":
            return Field(name, "Only at stage", Choice([("", "any"), *((str(one), str(one)) for one in Stage)], value))
        case "product":
            return _SegmentField(name, "Only who bought", products(db), value, hint="anything, or nothing")
        case "bought_from":
            return DayField(name, "Bought from", past_days(app), value, hint="at any time")
        case _:
            return DayField(name, "Bought until", past_days(app), value, hint="at any time")
