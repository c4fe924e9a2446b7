"""X1: introductions that the book or the file has already, and what a second file may tell of them (REF-1)."""

from __future__ import annotations

import pytest
from importing import TODAY, Shop, counts, reasons
from introductions import HEAD, all_of, enter, ids, who, with_people

from carebook.referrals import rules
from carebook.referrals.desk import introducing
from carebook.referrals.entry import CorrectionEntry
from carebook.referrals.store import referrals


@pytest.fixture
def shop(shop: Shop) -> Shop:
    return with_people(shop)


def test_a_row_that_tells_later_who_somebody_is_links_the_name_that_came_before(shop: Shop):
    """REF-1: one introduction, one thanks; the same file once more changes nothing."""
    shop.run(HEAD + ",A-1,Dora Lee,2026-05-02,,,,\n")
    told = HEAD + ",A-1,Dora Lee,2026-05-02,D-4,,20,met at the fair\n"
    assert counts(shop.run(told))[:4] == (1, 0, 1, 0)
    assert all_of(shop) == [("Ann Park", "Dora Lee", "Dora Lee", "bought", True)]
    assert referrals.referral(shop.book.db, ids(shop)[0]).note == "met at the fair"
    assert [one.amount for one in referrals.rewards(shop.book.db, ids(shop)[0])] == [2000]
    assert shop.run(told).unchanged == 1
    assert shop.run(HEAD + ",A-1,Dora Lee,2026-05-02,,,,\n").unchanged == 1


def test_a_name_is_linked_once_and_by_a_numbered_row_too(shop: Shop):
    shop.run(HEAD + ",A-1,Somebody,2026-05-02,,,,\n")
    done = shop.run(HEAD + "R-1,A-1,Somebody,2026-05-02,D-4,,,\nR-2,A-1,Somebody,2026-05-02,Cy Dorn,,,\n")
    assert (done.updated, done.added) == (1, 1)
    assert [one[2] for one in all_of(shop)] == ["Dora Lee", "Cy Dorn"]


def test_a_name_of_another_day_or_referrer_is_somebody_else(shop: Shop):
    shop.run(HEAD + ",A-1,Dora Lee,2026-05-02,,,,\n")
    assert shop.run(HEAD + ",A-1,Dora Lee,2026-05-03,D-4,,,\n,Bo Ray,Dora Lee,2026-05-02,D-4,,,\n").added == 2


@pytest.mark.parametrize(("moved_to", "first"), [("2026-11-10", "Bo Ray"), ("2026-11-04", "Ann Park")])
def test_the_first_named_is_weighed_again_when_a_day_moves(shop: Shop, moved_to: str, first: str):
    """REF-1: and undo gives the place back."""
    rows = "R-1,A-1,,2026-11-01,D-4,,,\n", "R-2,Bo Ray,,2026-11-05,D-4,,,\n"
    shop.run(HEAD + "".join(rows))
    assert [one[0] for one in all_of(shop) if one[4]] == ["Ann Park"]
    shop.run(HEAD + rows[0].replace("2026-11-01", moved_to))
    assert [one[0] for one in all_of(shop) if one[4]] == [first]
    shop.book.undo(TODAY)
    assert [one[0] for one in all_of(shop) if one[4]] == ["Ann Park"]


def test_a_later_one_that_moves_before_the_first_takes_its_place(shop: Shop):
    """REF-1."""
    shop.run(HEAD + "R-1,A-1,,2026-11-05,D-4,,,\nR-2,Bo Ray,,2026-11-06,D-4,,,\n")
    shop.run(HEAD + "R-2,Bo Ray,,2026-11-01,D-4,,,\n")
    assert [one[0] for one in all_of(shop) if one[4]] == ["Bo Ray"]


def test_a_moved_day_takes_nothing_from_whom_the_owner_put_in_the_place(shop: Shop):
    """REF-1: what was put right stays right."""
    shop.run(HEAD + "R-1,A-1,,2026-11-01,D-4,,,\nR-2,Bo Ray,,2026-11-05,D-4,,,\n")
    introducing.correct_referrer(shop.book, ids(shop)[0], who(shop, "Cy Dorn"), enter(CorrectionEntry), TODAY)
    shop.run(HEAD + "R-2,Bo Ray,,2026-10-01,D-4,,,\n")
    assert [one[0] for one in all_of(shop) if one[4]] == ["Cy Dorn"]


def test_a_moved_day_closes_no_circle(shop: Shop):
    """REF-4: Dora brought Bo since, so Bo cannot be who brought Dora."""
    shop.run(HEAD + "R-1,A-1,,2026-11-01,D-4,,,\nR-2,Bo Ray,,2026-11-05,D-4,,,\nR-3,D-4,,2026-11-06,Bo Ray,,,\n")
    shop.run(HEAD + "R-1,A-1,,2026-11-10,D-4,,,\n")
    assert rules.loops({referred: referrer for referrer, referred in referrals.edges(shop.book.db)}) == []
    assert ("Ann Park", "Dora Lee") in [one[:2] for one in all_of(shop) if one[4]]


@pytest.mark.parametrize("row", [",A-1,Zed,2026-05-02,,,,", ",A-1,,2026-05-02,D-4,,,", ",A-1,Dora,2026-05-02,D-4,,,"])
def test_a_line_that_stands_twice_in_one_file_is_taken_once(shop: Shop, row: str):
    """S2: whoever writes out their list twice has no two friends of one name."""
    text = HEAD + f"{row}\n,A-1,Yve,2026-05-02,,,,\n{row.replace('A-1', 'ann park')}\n"
    done = shop.run(text)
    assert (done.added, reasons(done)) == (2, {4: "it says the same as line 2"})
    again = shop.run(text)
    assert (again.unchanged, reasons(again)) == (2, reasons(done))


def test_the_preview_tells_who_bears_the_name_of_a_customer(shop: Shop):
    text = HEAD + ",A-1,Cy Dorn,2026-05-02,,,,\n,A-1,dora lee,2026-05-02,,,,\n,A-1,Bo Ray,2026-05-02,Bo Ray,,,\n"
    assert shop.preview(text + ",A-1,Twin,2026-05-02,,,,\n").consequence == (
        "2 of them bear the name of a customer, as a name only: say so in the column “customer” if they are the same."
    )
    shop.run(text)
    assert shop.preview(text).consequence == ""


def test_the_preview_names_only_who_is_added(shop: Shop):
    shop.run(HEAD + ",A-1,Zed,2026-05-02,,,,\n")
    text = (
        HEAD + ",A-1,Zed,2026-05-02,,,,\n,Zoe,Otto,2026-05-02,,,,\n,A-1,,2026-05-02,D-4,,,\n,A-1,Yve,2026-05-02,,,,\n"
    )
    assert shop.preview(text).names == ("D-4", "Yve")
