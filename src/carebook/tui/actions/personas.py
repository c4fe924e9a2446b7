"""What can be done: personas."""

from __future__ import annotations

from carebook.tui.action import Action

PERSONAS: tuple[Action, ...] = ()
