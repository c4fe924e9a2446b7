"""A field for one of a list of names, in which the first letters of one are enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from carebook.text import fold
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field

SHOWN = 3
"""Names that are shown of those that begin so."""
LISTED = 16
"""Names that are shown where nothing is typed."""


class KnownField(Field):
    """One of a list, by its beginning; below it stands which one is meant, or which there are."""

    none_found: ClassVar[str] = "“{}” is new on the list"

    def __init__(self, key: str, label: str, known: Sequence[str], value: str = "", *, hint: str = "") -> None:
        """A field for one of the `known` names, or a new one; `hint` stands in it while it is empty."""
        super().__init__(key, label, LineInput(value, hint=hint))
        self._known = [name for name in known if name != value] + [value] * bool(value)

    def on_descendant_focus(self) -> None:
        """Say what there is to choose from, unless something else is said of it."""
        super().on_descendant_focus()
        if not self.word:
            self.judge()

    def on_descendant_blur(self) -> None:
        """Leave the room to other fields."""
        super().on_descendant_blur()
        if not self.value:
            self.say("")

    @property
    def value(self) -> str:
        """The name that is meant: the known one that begins so, or a new one as it is typed."""
        return self._meant() or super().value

    def judge(self) -> None:
        """Say which name is meant; that it is a new one; or which there are."""
        typed, begun = super().value, self._begun()
        if not typed:
            self.say(" · ".join((*self._known[:LISTED], *(["…"] if len(self._known) > LISTED else []))))
        elif not begun:
            self.say(self.none_found.format(typed))
        elif typed == begun[0]:
            self.say("")
        else:
            others = " · ".join(begun[1:SHOWN])
            self.say(f"{begun[0]} (also: {others})" if others else begun[0])

    def _fits(self, name: str, typed: str) -> bool:
        """Tell whether a known name may be meant by what is typed."""
        return name.startswith(typed)

    def _meant(self) -> str:
        """Return the known name that is meant."""
        return next(iter(self._begun()), "")

    def _begun(self) -> list[str]:
        """Return the known names that begin as it is typed, the one that is meant first."""
        typed = fold(super().value)
        begun = [name for name in self._known if typed and self._fits(fold(name), typed)]
        return sorted(begun, key=lambda name: (fold(name) != typed, not fold(name).startswith(typed)))


class FoundField(KnownField):
    """One of a list that is not added to, found by the beginnings of any of its words."""

    none_found: ClassVar[str] = "“{}” is not on the list"

    def _fits(self, name: str, typed: str) -> bool:
        """Tell whether every word that is typed begins one of the name."""
        words = name.split()
        return all(any(word.startswith(part) for word in words) for part in typed.split())
