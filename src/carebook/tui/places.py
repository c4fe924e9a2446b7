"""The places of the main screen and how each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carebook.tui.panes.pane import Pane


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its name, the key that leads there, its title in the header, its pane."""

    name: str
    key: str
    title: str
    make: Callable[[], Pane]


def _today() -> Pane:
    from carebook.tui.panes.today import TodayPane

    return TodayPane()


def _customers() -> Pane:
    from carebook.tui.panes.customers import CustomersPane

    return CustomersPane()


def _complaints() -> Pane:
    from carebook.tui.panes.complaints import ComplaintsPane

    return ComplaintsPane()


def _letters() -> Pane:
    from carebook.tui.panes.letters import LettersPane

    return LettersPane()


def _referrals() -> Pane:
    from carebook.tui.panes.referrals import ReferralsPane

    return ReferralsPane()


def _retention() -> Pane:
    from carebook.tui.panes.retention import RetentionPane

    return RetentionPane()


def _settings() -> Pane:
    from carebook.tui.panes.settings import SettingsPane

    return SettingsPane()


PLACES = (
    Place("today", "1", "Today", _today),
    Place("customers", "2", "Customers", _customers),
    Place("complaints", "3", "Complaints", _complaints),
    Place("letters", "4", "Letters", _letters),
    Place("referrals", "5", "Referrals", _referrals),
    Place("retention", "6", "Retention", _retention),
    Place("settings", ",", "Settings", _settings),
)
"""In the order of the header."""
