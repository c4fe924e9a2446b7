"""Who is under the cursor of the tree: who they are to it, the chain up to the first, whom they brought, the profit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from carebook.customers.store import customer
from carebook.referrals.store import tree
from carebook.referrals.store.tree import Branch, Leaf
from carebook.shop.model import Shop
from carebook.tui.panes.referrals_tree_rows import DEEPEST_DRAWN
from carebook.tui.panes.retention_money import whole
from carebook.tui.screens.record.card import figures, short_day
from carebook.tui.widgets.facts import Note

_MOST_NAMED = 12
"""Names that are listed of a long chain, or of many who were brought."""


def branch_card(db: sqlite3.Connection, customer_id: int, shop: Shop, today: date) -> list[Note]:
    """Return what the tree knows of somebody."""
    who, branch = customer(db, customer_id), tree.branch_of(db, customer_id)
    below = tree.page(db, branch.below, 0, len(branch.below.rows))
    so_far = figures(db, who, shop, today)
    return [("name", who.name), ("so far", so_far), *_above(branch), *_brought(below, shop, today)]


def _above(branch: Branch) -> Iterator[Note]:
    """Yield who brought them, and the chain up to the first."""
    names = [name for _, name in branch.above]
    if not names:
        yield "brought by", "nobody: the branch begins here"
        return
    yield "brought by", names[0]
    if len(names) > 1:
        many = f"{len(names) - _MOST_NAMED:,} others"
        chain = names if len(names) <= _MOST_NAMED else [*names[: _MOST_NAMED - 1], many, names[-1]]
        yield "chain", " ← ".join(chain)
        deep = f"; ⋯{len(names)} in the tree" if len(names) > DEEPEST_DRAWN else ""
        yield "generation", f"{len(names)} after {names[-1]}, who was the first{deep}"


def _brought(below: list[Leaf], shop: Shop, today: date) -> Iterator[Note]:
    """Yield whom they brought themselves, and what all under them are worth; the first leaf is their own."""
    if not below:
        yield "brought", "nobody yet"
        return
    own, others = below[0], below[1:]
    direct = [leaf for leaf in others if leaf.depth == own.depth + 1]
    named = [_named(leaf, today) for leaf in direct[:_MOST_NAMED]]
    more = [f"and {len(direct) - _MOST_NAMED:,} more"] if len(direct) > _MOST_NAMED else []
    yield f"brought {len(direct):,}", "\n".join([*named, *more])
    if len(others) > len(direct):
        yield "and these", f"{len(others) - len(direct):,} more, in all generations {len(others):,}"
    bought = sum(leaf.bought for leaf in others)
    yield "bought", f"{bought:,} of {len(others):,}"
    yield (
        "profit",
        f"{whole(sum(leaf.value for leaf in direct), shop)} from those they brought themselves",
    )
    if len(others) > len(direct):
        yield "", f"{whole(sum(leaf.value for leaf in others), shop)} from all below"
    yield "own profit", f"{whole(own.value, shop)}, not counted in it"


def _named(leaf: Leaf, today: date) -> str:
    came = f", came {short_day(leaf.contact_on, today)}" if leaf.contact_on else ""
    return f"{leaf.name}{came}{'' if leaf.bought else ', not bought yet'}"
