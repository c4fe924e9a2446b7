"""What can be done: reminders."""

from __future__ import annotations

from carebook.tui.action import Action

REMINDERS: tuple[Action, ...] = ()
