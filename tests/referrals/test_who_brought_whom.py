"""Who brought whom, to any depth, and the circles that a damaged book may hold (REF-4, REF-7)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referral_desk import Desk

from carebook.referrals.desk import partnering
from carebook.referrals.entry import PartnerEntry
from carebook.referrals.rules import forest, loops
from carebook.referrals.store import tree
from carebook.referrals.store.tree import Leaf, Tree

REFERRER_OF = st.dictionaries(st.integers(1, 12), st.integers(1, 12), max_size=12)
"""Referred and referrer, circles and all, as only a damaged book has them."""


# The laws ---------------------------------------------------------------------------------------------------


def _above(customer: int, referrer_of: dict[int, int]) -> list[int]:
    """Who stands above somebody, as far as the first who stands there twice."""
    found = [customer]
    while (found[-1] in referrer_of) and found.count(found[-1]) == 1:
        found.append(referrer_of[found[-1]])
    return found[1:]


@given(REFERRER_OF)
def test_loops_are_all_who_stand_above_themselves(referrer_of: dict[int, int]) -> None:
    """REF-4."""
    circles = loops(referrer_of)
    inside = {customer for customer in referrer_of if customer in _above(customer, referrer_of)}
    assert sorted(customer for circle in circles for customer in circle) == sorted(inside)
    for circle in circles:
        assert circle[0] == min(circle)
        assert all(referrer_of[one] == other for one, other in pairwise([*circle, circle[0]]))
    assert circles == sorted(circles)


@given(REFERRER_OF)
def test_the_forest_holds_everybody_once_under_their_referrer_but_for_circles(referrer_of: dict[int, int]) -> None:
    """REF-4, REF-7: held against a walk of each one by itself."""
    edges = [(referrer, referred) for referred, referrer in referrer_of.items()]
    rows = forest(edges)
    inside = {customer for circle in loops(referrer_of) for customer in circle}
    everyone = set(referrer_of) | set(referrer_of.values())
    sound = {one for one in everyone if one not in inside and not inside & set(_above(one, referrer_of))}
    assert sorted(customer for customer, _ in rows) == sorted(sound)
    path: list[int] = []
    for customer, depth in rows:
        assert depth == len(_above(customer, referrer_of))
        path = [*path[:depth], customer]
        assert path[:-1][::-1] == _above(customer, referrer_of)


@given(REFERRER_OF)
def test_who_is_under_somebody_is_counted_over_all_generations(referrer_of: dict[int, int]) -> None:
    """REF-7."""
    grown = Tree(forest((referrer, referred) for referred, referrer in referrer_of.items()))
    standing = {customer for customer, _ in grown.rows}
    for line, (customer, _) in enumerate(grown.rows):
        under = [one for one in standing if customer in _above(one, referrer_of)]
        assert grown.below[line] == len(under)
        assert grown.brought[line] == sum(referrer_of[one] == customer for one in under)
        assert grown.place(customer) == line
    assert grown.place(99) is None


def test_a_chain_of_fifty_thousand_is_walked_without_recursion() -> None:
    """REF-7: any depth."""
    grown = Tree(forest(pairwise(range(50_000))))
    assert grown.rows[-1] == (49_999, 49_999)
    assert grown.below[0] == 49_999


# In the book ------------------------------------------------------------------------------------------------


@pytest.fixture
def family(desk: Desk) -> list[int]:
    """Ann brought Bo and Cy, Bo brought Dora, who bought; Eve, a partner, brought Flo; Gus is alone."""
    ann, bo, cy, dora, eve, flo, _ = people = [
        desk.customer(n) for n in ("Ann", "Bo", "Cy", "Dora", "Eve", "Flo", "Gus")
    ]
    partnering.make_partner(desk.book, eve, desk.form(PartnerEntry, trade="vet"), desk.today)
    for referrer, referred, days in ((ann, bo, 9), (eve, flo, 8), (ann, cy, 7), (bo, dora, 6)):
        desk.brought(referrer, referred, f"-{days}d")
    desk.introduce(ann, "Who never came")
    desk.sale(dora, amount="80", cost="50")
    return people


def _came(days: int) -> date:
    return date(2026, 11, 25) - timedelta(days=days)


def test_the_tree_says_who_brought_whom_and_what_they_are_worth(desk: Desk, family: list[int]) -> None:
    """REF-7."""
    ann, bo, cy, dora, eve, flo, _ = family
    grown = tree.grow(desk.book.db)
    assert tree.page(desk.book.db, grown, 0, 200) == [
        Leaf(ann, "Ann", 0, 2, 3, bought=False, value=0, contact_on=None, is_partner=False),
        Leaf(bo, "Bo", 1, 1, 1, bought=False, value=0, contact_on=_came(9), is_partner=False),
        Leaf(dora, "Dora", 2, 0, 0, bought=True, value=3000, contact_on=_came(6), is_partner=False),
        Leaf(cy, "Cy", 1, 0, 0, bought=False, value=0, contact_on=_came(7), is_partner=False),
        Leaf(eve, "Eve", 0, 1, 1, bought=False, value=0, contact_on=None, is_partner=True),
        Leaf(flo, "Flo", 1, 0, 0, bought=False, value=0, contact_on=_came(8), is_partner=False),
    ]
    assert [leaf.name for leaf in tree.page(desk.book.db, grown, 4, 10)] == ["Eve", "Flo"]
    assert tree.page(desk.book.db, grown, 6, 10) == []
    assert [grown.place(one) for one in family] == [0, 1, 3, 2, 4, 5, None]


def test_a_branch_goes_up_to_the_root_and_down_to_every_leaf(desk: Desk, family: list[int]) -> None:
    """REF-1, REF-7: both directions on the record."""
    ann, bo, cy, dora, _, _, gus = family
    branch = tree.branch_of(desk.book.db, bo)
    assert branch.above == [(ann, "Ann")]
    assert branch.below.rows == [(bo, 0), (dora, 1)]
    assert tree.branch_of(desk.book.db, dora).above == [(bo, "Bo"), (ann, "Ann")]
    assert tree.branch_of(desk.book.db, dora).below.rows == []
    assert tree.branch_of(desk.book.db, ann).below.rows == [(ann, 0), (bo, 1), (dora, 2), (cy, 1)]
    alone = tree.branch_of(desk.book.db, gus)
    assert (alone.above, alone.below.rows) == ([], [])


def test_whom_somebody_named_second_is_not_in_the_tree(desk: Desk, family: list[int]) -> None:
    """REF-1."""
    ann, bo, cy, *_ = family
    desk.brought(cy, bo)
    assert tree.branch_of(desk.book.db, cy).below.rows == []
    desk.correct(desk.brought(cy, family[6]), ann)
    assert tree.branch_of(desk.book.db, cy).below.rows == []


def test_a_circle_in_a_damaged_book_hangs_nothing(desk: Desk, family: list[int]) -> None:
    """REF-4: the tree leaves it out, and a branch ends where it closes."""
    ann, bo, cy, dora, eve, flo, gus = family
    with desk.book.writing():
        desk.book.db.execute(
            "INSERT INTO referral (customer_id, introduced, referred_id, introduced_on, contact_on, entered_on)"
            " VALUES (?, 'Ann', ?, '2026-11-25', '2026-11-25', '2026-11-25')",
            [dora, ann],
        )
    assert tree.grow(desk.book.db).rows == [(eve, 0), (flo, 1)]
    branch = tree.branch_of(desk.book.db, bo)
    assert branch.above == [(ann, "Ann"), (dora, "Dora")]
    assert branch.below.rows == [(bo, 0), (dora, 1), (ann, 2), (cy, 3)]
    assert tree.branch_of(desk.book.db, gus).above == []


def test_who_left_the_book_since_the_tree_grew_is_missing_from_its_page(desk: Desk, family: list[int]) -> None:
    grown = tree.grow(desk.book.db)
    with desk.book.act("Removed Flo", desk.today) as act:
        act.db.execute("DELETE FROM customer WHERE id = ?", [family[5]])
    assert [leaf.name for leaf in tree.page(desk.book.db, grown, 3, 9)] == ["Cy", "Eve"]
