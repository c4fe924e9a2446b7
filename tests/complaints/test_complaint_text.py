"""Whatever a customer says, or somebody types, is only text (T2)."""

from __future__ import annotations

import pytest
from rosies_desk import Desk

from carebook.book import journal
from carebook.complaints import desk

BIDI, ESCAPE = "\u202e", "\x1b[31m"
HOSTILE = [
    f"{ESCAPE}red{BIDI}gnp",
    "[@click=app.quit]hi[/]",
    "'); DROP TABLE complaint; --",
    "x" * 10_000,
    "{{ customer }}\u0000\u2028",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_text_is_only_text_in_every_field(at_desk: Desk, ann: int, text: str) -> None:
    """T2: the book takes it clean, through every verb, and nothing else happens."""
    case = at_desk.log(
        ann, text, **dict.fromkeys(("summary", "product", "category", "handler", "remedy_sought"), text)
    ).id
    at_desk.do("acknowledge", case, handler=text)
    at_desk.do("tell_progress", case, words=text)
    at_desk.do("ask", case, remedy_sought=text)
    bonus = {"bonus_kind": text, "bonus_what": text}
    at_desk.do("propose", case, what=text, what_happened=text, what_changed=text, agreed="yes", **bonus)
    at_desk.do("add_bonus", case, kind=text, what=text)
    at_desk.do("put_right", case, what=text)
    at_desk.do("follow_up", case, is_right="no", words=text)
    at_desk.do("refuse", case, reason=text, alternative=text, approved_by=text)
    at_desk.do("close", case, outcome="refused", category=text, root_cause=text, what_changed=text)
    at_desk.do("reopen", case, reason=text)
    desk.add_label(at_desk.book, "root cause", text + "2", at_desk.today)
    seen = "".join(str(row) for rows in journal.dump(at_desk.book.db).values() for row in rows)
    assert "\\x1b" not in seen
    assert BIDI not in seen
    assert len(at_desk.book.db.execute("SELECT id FROM complaint").fetchall()) == 1


def test_a_very_long_complaint_is_cut_in_the_contact_only(at_desk: Desk, ann: int) -> None:
    case = at_desk.log(ann, "late " * 2_000)
    assert len(case.words) > 9_000
    assert len(str(at_desk.contacts(case.id)[0][-1])) < 120
