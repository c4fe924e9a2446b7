"""What every place of the screen is: a widget or screen that does the actions of the registry under its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from carebook.tui.action import Action
from carebook.tui.actions import DETAIL, EVERYWHERE, FORM, LIST, actions_of
from carebook.tui.widgets.form import Form
from carebook.tui.widgets.key_bar import KeyHint
from carebook.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp


class Doer:
    """A place: its actions are methods `do_<name>`; its class takes `BINDINGS = bindings(PLACE)`."""

    PLACE: ClassVar[str]

    @property
    def keeper(self) -> CarebookApp:
        """The app, which keeps the book and the day."""
        return cast("CarebookApp", cast(DOMNode, self).app)

    def why_not(self, name: str) -> str | None:
        """Say in one sentence why an action is off just now, or return None where it is on."""
        return None

    def customer_here(self) -> int | None:
        """Return the customer whom the line under the cursor, or the whole screen, is about; None: nobody."""
        return None

    def action_do(self, name: str) -> None:
        """Do one of this place's actions, or say why it is off."""
        one = next(found for found in actions_of(self.PLACE) if found.name == name)
        if why := self.keeper.why_off(cast(DOMNode, self), one):
            self.keeper.say(why, "warning")
        else:
            getattr(self, f"do_{name}")()


def place_of(node: DOMNode) -> str | None:
    """Return the place whose actions a node does, if it does any."""
    if isinstance(node, Doer):
        return node.PLACE
    if isinstance(node, RecordList):
        return LIST
    if isinstance(node, Form):
        return FORM
    return DETAIL if node.has_class("detail") else None


def doers(screen: Screen[object]) -> Iterator[tuple[DOMNode, str]]:
    """Yield who hears a key now, nearest first, with the place of each; behind a modal screen nobody does."""
    start: DOMNode = screen.focused or screen
    for node in start.ancestors_with_self:
        if isinstance(node, App) and screen.is_modal:
            return
        if place := place_of(node):
            yield node, place


def customer_here(screen: Screen[object]) -> int | None:
    """Return the customer whom what has the focus is about; None: nobody in particular."""
    found = (node.customer_here() for node, _ in doers(screen) if isinstance(node, Doer))
    return next((customer for customer in found if customer is not None), None)


def actions_here(screen: Screen[object], app: CarebookApp) -> list[tuple[DOMNode, Action, str | None]]:
    """Return what can be done now: by whom, what, and why it is off if it is."""
    found: list[tuple[DOMNode, Action, str | None]] = []
    taken: set[str] = set()
    for node, place in doers(screen):
        for one in actions_of(place):
            if (one.keys and set(one.keys.split(",")) <= taken) or _means_nothing(node, one, app):
                continue
            taken.update(one.keys.split(","))
            why = app.why_off(node, one) if isinstance(node, Doer) else None
            found.append((node, one, why))
    return found


def _means_nothing(node: DOMNode, one: Action, app: CarebookApp) -> bool:
    """Tell whether an action is not worth a word: in an empty list, marking among choices, finding without a book."""
    if isinstance(node, RecordList) and not node.count:
        return True
    if one.id == "list.mark":
        return node.has_class("choices")
    return one.place == EVERYWHERE and not app.has_book and app.why_off(node, one) is not None


def hints(screen: Screen[object], app: CarebookApp) -> list[KeyHint]:
    """Return the footer of a screen: what is most wanted first, help last; in an empty list only what can be done."""
    here = sorted((entry for entry in actions_here(screen, app) if entry[1].bar), key=lambda entry: entry[1].bar)
    if isinstance(screen.focused, RecordList) and not screen.focused.count:
        here = [entry for entry in here if entry[2] is None]
    return [KeyHint(one.key_names.split(" ")[0], one.word, enabled=why is None) for _, one, why in here]
