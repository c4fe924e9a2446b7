"""What can be done: household."""

from __future__ import annotations

from carebook.tui.action import Action

HOUSEHOLD: tuple[Action, ...] = ()
