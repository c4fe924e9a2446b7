"""What can be done: campaigns."""

from __future__ import annotations

from carebook.tui.action import Action

CAMPAIGNS: tuple[Action, ...] = ()
