"""What an open win-back has its letters wait for: a book without one never loads this (WIN-2)."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.letters.model import Pursuit
from carebook.retention.rules import CONTACT_DAYS, MOST_CONTACTS, no_offer_letter, rests_until
from carebook.retention.store.win_backs import contact_days, win_back


def pursuit(db: sqlite3.Connection, win_back_id: int, today: date) -> Pursuit:
    """Weigh a win-back for a day."""
    case = win_back(db, win_back_id)
    until = rests_until(contact_days(db, case.id), today)
    rests = f"{MOST_CONTACTS} win-back contacts in {CONTACT_DAYS} days until {until}" if until else ""
    return Pursuit(rests, no_offer_letter(case, standing=False) or "")
