"""What can be done: merging."""

from __future__ import annotations

from carebook.tui.action import Action

MERGING: tuple[Action, ...] = ()
