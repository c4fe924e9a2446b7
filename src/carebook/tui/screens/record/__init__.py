"""A customer's record on the screen."""

from carebook.tui.screens.record.screen import RecordScreen

__all__ = ["RecordScreen"]
