"""Cases made out of nothing, for the laws: a complaint of a Wednesday, taken to any stage."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from carebook.complaints.model import Complaint, Outcome, Part, Remedy, Stage

RECEIVED = date(2026, 11, 25)
"""A Wednesday."""

_TEXTS = (
    *("product", "summary", "words", "handler", "remedy_sought", "what_happened"),
    *("refusal_reason", "refusal_alternative", "approved_by", "what_changed"),
)
_BARE: dict[str, Any] = {
    **dict.fromkeys(Complaint._fields, None),
    **dict.fromkeys(_TEXTS, ""),
    "id": 1,
    "number": "2026-001",
    "customer_id": 1,
    "received_on": RECEIVED,
    "via": "phone",
    "severity": "serious",
    "is_right": False,
    "reopened": 0,
    "entered_on": RECEIVED,
}


def day(n: int) -> date:
    """The n-th day after the complaint."""
    return RECEIVED + timedelta(days=n)


_REACHED: dict[Stage, dict[str, Any]] = {
    Stage.RECEIVED: {},
    Stage.ACKNOWLEDGED: {"acknowledged_on": day(1), "acknowledged_by": "phone", "answer_by": day(7)},
    Stage.ASKED: {"asked_on": day(2)},
    Stage.PROPOSED: {"proposed_on": day(3), "promised_on": day(10)},
    Stage.AGREED: {"agreed_on": day(4)},
    Stage.PUT_RIGHT: {"put_right_on": day(5)},
    Stage.FOLLOWED_UP: {"followed_up_on": day(12), "is_right": True, "satisfaction": 5},
}


def a_case(**known: Any) -> Complaint:
    """A case that was only received, but for what is named."""
    return Complaint(**_BARE | known)


def case_at(stage: Stage, **known: Any) -> Complaint:
    """A case that came to a stage, one step a day."""
    if stage is Stage.REFUSED:
        return case_at(Stage.ASKED, **{"refused_on": day(3)} | known)
    if stage is Stage.CLOSED:
        ended = {"closed_on": day(13), "outcome": Outcome.RECOVERED}
        return case_at(Stage.FOLLOWED_UP, **ended | known)
    columns: dict[str, Any] = {}
    for reached, of_stage in _REACHED.items():
        columns |= of_stage
        if reached is stage:
            break
    return a_case(**columns | known)


def a_remedy(remedy_id: int, part: Part, kind: str = "refund", cost: int = 0) -> Remedy:
    """Something that was offered."""
    return Remedy(remedy_id, 1, 1, part, kind, "", cost, RECEIVED)
