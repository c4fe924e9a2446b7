"""What is known of a customer who stays away, for the letters that ask why, make amends and win back."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.letters.facts import SaleFacts, WinBackFacts
from carebook.letters.store.endings import KEPT

_LAST_SALE = (
    "SELECT s.product, s.sold_on FROM sale s WHERE s.customer_id = ? AND s.refund_of IS NULL AND s.amount >= 0"
    f" AND {KEPT} AND s.sold_on <= ? ORDER BY s.sold_on DESC, s.id DESC LIMIT 1"
)
_WIN_BACK = (
    "SELECT coalesce(b.reason, ''), b.our_part, b.what_changed, b.offer, coalesce(t.name, '') FROM win_back b"
    " LEFT JOIN strength t ON t.id = b.chose_for WHERE b.id = ?"
)
_FEW, _MANY = 2, 20
"""From so many months on, and up to so many, a silence is named by its months."""


def silence_of(
    db: sqlite3.Connection, customer_id: int, win_back_id: int | None, today: date
) -> tuple[SaleFacts, WinBackFacts]:
    """Return a customer's last purchase, and the win-back as it stands; of the latter only the months without one."""
    last = db.execute(_LAST_SALE, [customer_id, today.isoformat()]).fetchone()
    sale = SaleFacts(last[0], date.fromisoformat(last[1])) if last else SaleFacts()
    months = _months_between(sale.day, today) if sale.day else 0
    named = months if _FEW <= months <= _MANY else 0
    row = db.execute(_WIN_BACK, [win_back_id]).fetchone()
    if row is None:
        return sale, WinBackFacts(months=named)
    reason, our_part, changed, offer, chose_for = row
    return sale, WinBackFacts(
        months=named,
        reason=reason,
        our_part=our_part,
        changed=changed,
        offer=offer,
        chose_for=_in_a_sentence(chose_for),
    )


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _in_a_sentence(name: str) -> str:
    """Give a strength's name a small letter at its beginning, unless it is written in capitals ("DIY help")."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
