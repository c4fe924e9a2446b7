"""The footer: the keys that do something for what is under the cursor, one word each."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from carebook.tui.text import plain

SHOWN_AT_80 = 7


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key as it is written on the keyboard, and the word for what it does."""

    key: str
    word: str
    enabled: bool = True


def fitting(hints: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """The hints that a line of `width` holds, seven at most up to 80 cells; the last (help) always stays.

    Where there is not room for all, those that are on come before those that are off.
    """
    if not hints:
        return []
    *others, last = hints
    most = SHOWN_AT_80 if width <= 80 else len(hints)
    room = width - _cells(last)
    shown: list[KeyHint] = []
    for hint in sorted(others, key=lambda hint: not hint.enabled)[: most - 1]:
        room -= _cells(hint)
        if room < 0:
            break
        shown.append(hint)
    return [*(hint for hint in others if hint in shown), last]


def _cells(hint: KeyHint) -> int:
    return cell_len(f" {hint.key} {hint.word} ")


class KeyBar(Widget, can_focus=False):
    """One quiet line of keys and words at the foot of the screen."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self, hints: Sequence[KeyHint] = (), *, id: str | None = None) -> None:
        """A footer that shows `hints`, the most wanted first and help last."""
        super().__init__(id=id)
        self._hints = tuple(hints)

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show other keys."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def render(self) -> Content:
        """The keys that fit; one that is off is dim and its key is not bold."""
        return Content("").join(_drawn(hint) for hint in fitting(self._hints, self.size.width))


def _drawn(hint: KeyHint) -> Content:
    key_style, word_style = ("bold $foreground", "") if hint.enabled else ("dim", "dim")
    return Content.assemble(" ", plain(hint.key, key_style), " ", plain(hint.word, word_style), " ")
