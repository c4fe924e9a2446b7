"""One thing that can be done on the screen, and how its keys are written."""

from __future__ import annotations

from dataclasses import dataclass

_KEYS_AS_WRITTEN = {
    "question_mark": "?",
    "slash": "/",
    "comma": ",",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "plus": "+",
    "minus": "-",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "dollar_sign": "$",
    "ctrl+p": "^p",
    "ctrl+s": "^s",
    "ctrl+q": "^q",
    "ctrl+r": "^r",
    "ctrl+z": "^z",
    "delete": "del",
    "asterisk": "*",
    "backspace": "⌫",
    "ctrl+n": "^n",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done, in one place or everywhere."""

    id: str
    """The place and the name: "today.print"."""
    keys: str
    """As Textual names them, parted by commas; empty: from the palette only."""
    word: str
    tooltip: str
    bar: int = 0
    """Its place in the footer, low numbers first; 0: not there."""
    writes: bool = False
    """Off while the book may only be looked at, or is being planned."""
    also: str = ""
    """Other words by which the palette finds it."""
    calls: str = ""
    """The Textual action behind it; empty: the place's own `do_<name>`."""

    @property
    def place(self) -> str:
        """Where it applies."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """What it is called in its place."""
        return self.id.partition(".")[2]

    @property
    def call(self) -> str:
        """What Textual runs for its key."""
        return self.calls or f"do('{self.name}')"

    @property
    def key_names(self) -> str:
        """Its keys as they stand on the keyboard."""
        return " ".join(shown_key(key) for key in self.keys.split(",")) if self.keys else ""


def shown_key(key: str) -> str:
    """Return a key as it stands on the keyboard."""
    return _KEYS_AS_WRITTEN.get(key, key)
