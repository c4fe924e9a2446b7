"""Who brought whom, to any depth: everybody's tree as rows that can be paged, and one customer's branch of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from carebook.book.rows import listed
from carebook.referrals import rules
from carebook.referrals.store.referrals import bringer, edges

_BELOW = (
    "WITH below(id) AS (SELECT :customer UNION"
    " SELECT r.referred_id FROM below JOIN referral r ON r.customer_id = below.id AND r.counts"
    " WHERE r.referred_id IS NOT NULL)"
    " SELECT r.customer_id, r.referred_id FROM below JOIN referral r ON r.referred_id = below.id AND r.counts"
    " WHERE below.id <> :customer ORDER BY r.contact_on, r.id"
)
"""The edges under a customer; UNION walks a circle once."""
_LEAVES = (
    "SELECT c.id, c.name, y.customer_id IS NOT NULL, coalesce(y.profit, 0), r.contact_on,"
    " EXISTS (SELECT 1 FROM partner p WHERE p.customer_id = c.id AND p.ended_on IS NULL)"
    " FROM customer c LEFT JOIN standing y ON y.customer_id = c.id"
    " LEFT JOIN referral r ON r.referred_id = c.id AND r.counts WHERE c.id IN (SELECT value FROM json_each(?))"
)


class Leaf(NamedTuple):
    """A line of the tree: somebody, under who brought them."""

    customer_id: int
    name: str
    depth: int
    brought: int
    """Whom they brought themselves."""
    below: int
    """Everybody under them, of all generations."""
    bought: bool
    value: int
    """What they brought in themselves, in minor units: profit of all their time."""
    contact_on: date | None
    """The day on which they came; None for who was brought by nobody."""
    is_partner: bool


class Tree:
    """Everybody who brought somebody or was brought, each under who brought them, without what is known of them."""

    def __init__(self, rows: Sequence[tuple[int, int]]) -> None:
        """Take customers with their depths, as rules.forest returns them."""
        self.rows = rows
        self.brought, self.below = _counts(rows)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {customer: place for place, (customer, _) in enumerate(self.rows)}

    def place(self, customer_id: int) -> int | None:
        """Return the line on which a customer stands; None for who is not in it."""
        return self._places.get(customer_id)


def _counts(rows: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return for each line whom they brought themselves, and how many are under them."""
    brought, below = [0] * len(rows), [0] * len(rows)
    path: list[int] = []
    for place, (_, depth) in enumerate(rows):
        while len(path) > depth:
            ended = path.pop()
            below[ended] = place - ended - 1
        if path:
            brought[path[-1]] += 1
        path.append(place)
    for open_still in path:
        below[open_still] = len(rows) - open_still - 1
    return brought, below


def grow(db: sqlite3.Connection) -> Tree:
    """Return everybody's tree, who came first first; who stands in a circle is left out (REF-4)."""
    return Tree(rules.forest(edges(db)))


def page(db: sqlite3.Connection, tree: Tree, start: int, size: int) -> list[Leaf]:
    """Return a page of a tree; who was taken out of the book since it grew is missing."""
    return leaves(db, tree, range(start, min(start + size, len(tree.rows))))


def leaves(db: sqlite3.Connection, tree: Tree, lines: Iterable[int]) -> list[Leaf]:
    """Return some lines of a tree, such as those of which none above is folded."""
    lines = list(lines)
    known = _known(db, [tree.rows[line][0] for line in lines])
    found = []
    for line in lines:
        customer, depth = tree.rows[line]
        if customer in known:
            name, bought, value, contact_on, is_partner = known[customer]
            came = date.fromisoformat(contact_on) if contact_on else None
            counts = tree.brought[line], tree.below[line]
            found.append(Leaf(customer, name, depth, *counts, bool(bought), value, came, bool(is_partner)))
    return found


def _known(db: sqlite3.Connection, customers: Iterable[int]) -> dict[int, tuple[str, int, int, str | None, int]]:
    return {customer: (*known,) for customer, *known in db.execute(_LEAVES, [listed(customers)])}


class Branch(NamedTuple):
    """One customer's part of the tree."""

    above: list[tuple[int, str]]
    """Id and name of who brought them, of who brought that one, and so on up to the root."""
    below: Tree
    """The customer, and everybody under them; nobody where they brought nobody."""


def branch_of(db: sqlite3.Connection, customer_id: int) -> Branch:
    """Return who stands above and below one customer; a circle ends where it closes (REF-4)."""
    above: dict[int, str] = {}
    here = customer_id
    while (found := bringer(db, here)) and found[0] not in above and found[0] != customer_id:
        here = found[0]
        above[here] = found[1]
    return Branch(list(above.items()), Tree(rules.forest(db.execute(_BELOW, {"customer": customer_id}))))
