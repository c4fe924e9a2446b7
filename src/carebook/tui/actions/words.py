"""What can be done: words."""

from __future__ import annotations

from carebook.tui.action import Action

WORDS: tuple[Action, ...] = ()
