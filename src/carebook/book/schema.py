"""The names that the program needs of a book's tables; `steps` makes them."""

from __future__ import annotations

APPLICATION_ID = 0x63617265  # "care"
VERSION = 5

JOURNALLED = (
    *("shop", "number", "closed_day", "gathering", "plan", "campaign"),
    *("customer", "tag", "suppression", "permission", "member", "occasion", "sale", "news", "contact", "letter"),
    *("case_label", "complaint", "case_step", "remedy", "survey_answer"),
    *("departure", "worked", "strength", "win_back", "probe", "offer", "win_back_step"),
    *("partner", "passed_on", "moment", "ask", "referral", "reward", "referral_step", "referral_terms", "drive"),
    *("reminder", "persona", "content", "merging", "template", "trial", "own_letter"),
    *("printer", "label_sheet", "letterhead", "stationery"),
)
"""Every table that a person's actions change. Each has an `id`, and holds only integers and text, because
json_object rounds REAL (docs/rules.md, The file)."""

TABLES = frozenset(
    (
        *(*JOURNALLED, "action", "journal", "seal", "keeping", "draft", "search", "listing", "agenda"),
        *("standing", "yardstick", "goes_with", "suggestion"),
    )
)
"""Every table of a book, but for the inner ones of the index that find uses."""
