"""Win-backs made out of nothing, for the laws: each taken so far, one step a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from carebook.retention.model import WinBack, WinBackStep

OPENED = date(2026, 11, 2)
_TEXTS = ("reason_words", "our_part", "what_changed", "permission_how", "offer", "ending")
_BARE: dict[str, Any] = {
    **dict.fromkeys(WinBack._fields, None),
    **dict.fromkeys(_TEXTS, ""),
    "id": 1,
    "customer_id": 1,
    "opened_on": OPENED,
}


def day(n: int) -> date:
    """The n-th day after the win-back was opened."""
    return OPENED + timedelta(days=n)


_DONE: dict[WinBackStep, dict[str, Any]] = {
    WinBackStep.WANT: {"wanted_on": day(1)},
    WinBackStep.WHY: {"why_on": day(2), "reason": "dissatisfied"},
    WinBackStep.OFFERS: {"offers_on": day(3)},
    WinBackStep.RESPONSIBILITY: {"responsibility_on": day(4)},
    WinBackStep.PERMISSION: {"permission_on": day(5), "permission": "given"},
    WinBackStep.OUTCOME: {"ended_on": day(6), "outcome": "won back"},
}


def a_win_back(**known: Any) -> WinBack:
    """A win-back that was only opened, but for what is named."""
    return WinBack(**_BARE | known)


def waiting_for(step: WinBackStep, **known: Any) -> WinBack:
    """A win-back whose every step before this one is done."""
    columns: dict[str, Any] = {}
    for done, of_step in _DONE.items():
        if done is step:
            break
        columns |= of_step
    return a_win_back(**columns | known)


def ended(**known: Any) -> WinBack:
    """A win-back with every step done."""
    return waiting_for(WinBackStep.OUTCOME, **_DONE[WinBackStep.OUTCOME] | known)
