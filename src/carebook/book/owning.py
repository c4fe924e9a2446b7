"""Which tables hold rows of a customer, and which rows go with which others: for merging, and for the check.

A test holds both against the foreign keys of the schema, so that no table is forgotten.
"""

from __future__ import annotations

from typing import NamedTuple

OF_CUSTOMER = (
    *("tag", "suppression", "permission", "member", "occasion", "sale", "news", "contact", "letter"),
    *("complaint", "case_step", "remedy", "survey_answer"),
    *("departure", "worked", "win_back", "probe", "offer", "win_back_step"),
    *("partner", "passed_on", "moment", "ask", "referral", "reward", "referral_step"),
    *("reminder", "merging", "own_letter"),
)
"""Tables whose rows are a customer's, by `customer_id`."""

NAMING_ONE = (("referral", "referred_id"),)
"""Other columns that name a customer."""


class Tie(NamedTuple):
    """A row of one table that goes with a row of another, whosever that is."""

    table: str
    column: str
    parent: str
    always: bool = True
    """Whether both are the same customer's at any time; a sale, a member and what is about them may change hands."""
    where: str = "true"


_SUBJECTS = {
    "sale": "subject_kind = 'sale'",
    "member": "subject_kind = 'member'",
    "news": "subject_kind = 'news'",
    "complaint": "subject_kind = 'complaint'",
    "win_back": "subject_kind = 'win-back'",
    "referral": "subject_kind = 'referral' AND kind = 'referral_thanks'",
    "ask": "subject_kind = 'referral' AND kind = 'referral_ask'",
}
"""What a letter is about, where that belongs to a customer; no foreign key says so."""

TIES = (
    Tie("complaint", "sale_id", "sale", always=False),
    Tie("sale", "refund_of", "sale"),
    Tie("occasion", "member_id", "member"),
    Tie("news", "member_id", "member", always=False),
    Tie("reminder", "occasion_id", "occasion", always=False),
    *(Tie("letter", "subject_id", parent, always=False, where=where) for parent, where in _SUBJECTS.items()),
    Tie("letter", "occurrence", "own_letter", always=False, where="kind = 'own_letter'"),
    Tie("survey_answer", "letter_id", "letter"),
    *(Tie(table, "complaint_id", "complaint") for table in ("case_step", "remedy")),
    *(Tie(table, "win_back_id", "win_back") for table in ("probe", "offer", "win_back_step")),
    *(Tie(table, "referral_id", "referral") for table in ("reward", "referral_step")),
    *(Tie("contact", f"{parent}_id", parent) for parent in ("letter", "complaint", "win_back", "referral", "ask")),
)
"""Every row that goes with another row of its customer; who is tied stands before what is tied to it."""
