"""A case that begins anew on the same day: what was given before is given, and is not promised again."""

from __future__ import annotations

import pytest
from rosies_desk import Desk

from carebook.book import rows
from carebook.complaints.model import Stage
from carebook.letters.facts import ComplaintFacts
from carebook.letters.store import letters
from carebook.letters.store.drafts import facts_of
from carebook.shop import store as shop_store
from carebook.tui.panes.complaints_sheet import sheet_of


@pytest.fixture
def anew(at_desk: Desk, case: int) -> int:
    """A case with a refund and a gift, and not right yet."""
    at_desk.lead(case, Stage.AGREED)
    at_desk.do("add_bonus", case)
    at_desk.do("put_right", case)
    at_desk.do("follow_up", case, is_right="no", satisfaction="")
    return case


def in_a_letter(at_desk: Desk, case: int) -> ComplaintFacts:
    """What a letter about a case draws on."""
    db, today = at_desk.book.db, at_desk.today
    about = {"customer_id": 1, "kind": "adjustment", "subject_kind": "complaint", "subject_id": case}
    with at_desk.book.writing():
        letter = rows.insert(db, "letter", about | {"anchor": today, "due": today})
    facts = facts_of(db, [letter], shop_store.shop(db), letters.planned_kinds(db), today)
    return facts[letter][1].complaint


def on_the_sheet(at_desk: Desk, case: int) -> str:
    db = at_desk.book.db
    sheet = sheet_of(db, at_desk.case(case), shop_store.shop(db), at_desk.today)
    return "\n".join(promise.said for promise in sheet.promises)


def test_what_was_given_is_not_promised_again(at_desk: Desk, anew: int) -> None:
    assert "refund" not in on_the_sheet(at_desk, anew)
    assert "small gift" not in on_the_sheet(at_desk, anew)
    at_desk.do("ask", anew)
    at_desk.do("propose", anew, kind="replacement", agreed="yes")
    told = in_a_letter(at_desk, anew)
    assert (told.remedy, told.bonus) == ("replacement", "")
    assert "replacement" in on_the_sheet(at_desk, anew)
    assert "small gift" not in on_the_sheet(at_desk, anew)
    at_desk.do("add_bonus", anew, kind="a voucher")
    assert "a voucher" in on_the_sheet(at_desk, anew)


def test_nothing_is_promised_before_it_is_proposed(at_desk: Desk, anew: int) -> None:
    told = in_a_letter(at_desk, anew)
    assert (told.remedy, told.bonus) == ("", "")
