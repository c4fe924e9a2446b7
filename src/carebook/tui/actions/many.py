"""What can be done: many."""

from __future__ import annotations

from carebook.tui.action import Action

MANY: tuple[Action, ...] = ()
