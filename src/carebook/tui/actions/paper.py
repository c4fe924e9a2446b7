"""What can be done: paper."""

from __future__ import annotations

from carebook.tui.action import Action

PAPER: tuple[Action, ...] = ()
