"""The shop as it is read: its details, its calendar, its numbers."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Numbers(NamedTuple):
    """Every number that a shop can set, with its default; days unless said otherwise."""

    quiet_days: int = 90
    """Quiet period after a death in the household (SUP-1)."""
    spacing_days: int = 7
    """Least days between two non-service pieces to one household (FRQ-1)."""
    posted_most: int = 5
    """Most posted pieces to a household in 90 days (FRQ-2)."""
    selling_most: int = 2
    """Most of them that sell (FRQ-2)."""
    leap_on_1_march: int = 0
    """1: a birthday of 29 February falls on 1 March in common years; 0: on 28 February (LET-4)."""
    acknowledge_open_days: int = 1
    """A complaint is acknowledged within so many business days (CMP-1)."""
    propose_open_days: int = 5
    """A remedy is proposed within so many business days (CMP-2)."""
    remedy_limit: int = 0
    """Remedy and bonus of one case above so much money, in whole units of the currency, are confirmed by the owner
    (CMP-4); 0: no limit."""
    selling_after_recovery: int = 30
    """Selling waits after a complaint closed recovered (CMP-6)."""
    asking_after_recovery: int = 90
    """Referral asks wait after a complaint closed recovered (CMP-6)."""
    waiting_after_other_close: int = 180
    """Both wait after any other close (CMP-6)."""
    mean_gap_default: int = 90
    """The mean gap between purchase days of a shop that has none yet (VAL-1)."""
    margin_percent: int = 40
    """Profit of a sale whose cost is unknown, in percent (VAL-2)."""
    retention_percent: int = 75
    """So many of a hundred customers buy again in the next year (VAL-2)."""
    discount_percent: int = 10
    """What a year's waiting takes off the worth of money to come (VAL-2)."""
    referral_ask_gap: int = 180
    """Nobody is asked for a referral more often (REF-2)."""


class Shop(NamedTuple):
    """Who writes the letters: the book's own shop."""

    name: str
    owner: str = ""
    sign_off: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    address1: str = ""
    address2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = "US"
    currency: str = "USD"
    language: str = "en"
    closed_weekdays: str = "56"
    """The weekdays on which the shop is closed, Monday 0 to Sunday 6."""
    greeting_day: str = "12-01"
    """The season's greeting of a country without Thanksgiving goes by this month and day."""
    second_backup_folder: str = ""


class Gathering(NamedTuple):
    """A day on which the shop brings people together."""

    id: int
    day: date
    label: str


class Calendar(NamedTuple):
    """The shop's own days: closed ones by date with their names, and gatherings."""

    closed: dict[date, str]
    gatherings: tuple[Gathering, ...]
