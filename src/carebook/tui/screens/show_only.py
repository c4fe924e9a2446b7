"""Whom the list of customers shows: those of whom all that is filled in here is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from textual import on

from carebook.customers.model import Segment, Stage
from carebook.retention.model import Tier
from carebook.retention.store.listing import MOST_KNOWN, Known, Narrowed, known
from carebook.tui.forms.known import FoundField
from carebook.tui.screens.over import Over
from carebook.tui.widgets.controls import Choice
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form

_STAGES = (("", "any"), *((str(stage), str(stage)) for stage in Stage))
_TIERS = (("", "any"), *((str(tier), str(tier)) for tier in Tier))
_STOPS = (("", "all"), ("yes", "only with a stop"), ("no", "only without"))


class ShowOnly(Over[Narrowed | None]):
    """A form that answers with whom to list."""

    def __init__(self, now: Narrowed) -> None:
        """Begin with who is listed now."""
        super().__init__("Show only", "Those of whom all of this is true. What is left empty says nothing.")
        self._now = now

    def asked(self) -> Iterator[Form]:
        """The form."""
        self._known = known(self.keeper.book.db)
        self.form = Form(*segment_fields(self._known, self._now.segment), self._stop())
        yield self.form

    def _stop(self) -> Field:
        value = {None: "", True: "yes", False: "no"}[self._now.stopped]
        return Field("stopped", "Stops", Choice(_STOPS, value))

    @on(Form.Submitted)
    def answer(self, submitted: Form.Submitted) -> None:
        """Answer, unless something is named that nobody has."""
        if unknown := _unknown(submitted.values, self._known):
            self.form.show_errors(unknown)
            return
        stopped = {"": None, "yes": True, "no": False}[submitted.values["stopped"]]
        self.dismiss(Narrowed(segment_of(submitted.values, self._now.segment), stopped))

    @on(Form.Cancelled)
    def leave(self) -> None:
        """Leave the list as it is."""
        self.dismiss(None)


def segment_fields(known_here: Known, now: Segment) -> tuple[Field, ...]:
    """Make the fields of a segment, with what the book has to choose from."""
    return (
        FoundField("tag", "Tag", known_here.tags, now.tag),
        FoundField("persona", "Persona", known_here.personas, now.persona),
        Field("stage", "Buying stage", Choice(_STAGES, now.stage or "")),
        Field("tier", "Tier", Choice(_TIERS, now.tier or "")),
        FoundField("place", "Town", known_here.places, now.place),
        FoundField("product", "Bought", known_here.products, now.product),
    )


def segment_of(values: Mapping[str, str], now: Segment) -> Segment:
    """Make a segment of what is typed; its period stays."""
    return now._replace(
        tag=values["tag"],
        persona=values["persona"],
        stage=values["stage"] or None,
        tier=values["tier"] or None,
        place=values["place"],
        product=values["product"],
    )


_NONE: dict[str, tuple[Callable[[Known], list[str]], str]] = {
    "tag": (lambda known: known.tags, "Nobody has that tag."),
    "persona": (lambda known: known.personas, "Nobody has that persona."),
    "place": (lambda known: known.places, "Nobody lives in that town."),
    "product": (lambda known: known.products, "Nothing of that name was sold."),
}


def _unknown(values: Mapping[str, str], known_here: Known) -> dict[str, str]:
    """Say beside each field what nobody has; a list that is too long to know is asked in vain instead."""
    found = {}
    for field, (names, sentence) in _NONE.items():
        listed = names(known_here)
        if values[field] and values[field] not in listed and len(listed) < MOST_KNOWN:
            found[field] = sentence
    return found
