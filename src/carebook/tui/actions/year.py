"""What can be done: year."""

from __future__ import annotations

from carebook.tui.action import Action

YEAR: tuple[Action, ...] = ()
