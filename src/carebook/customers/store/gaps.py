"""Who lacks what: the honest gaps, found and counted in sets (LET-8)."""

from __future__ import annotations

import sqlite3

from carebook.customers.gaps import Gap

_NO_FULL_ADDRESS = "(c.address1 = '' OR (c.city = '' AND c.postcode = ''))"
_STOPPED = "EXISTS (SELECT 1 FROM suppression s WHERE s.customer_id = c.id AND s.cause IN ({}))"
_LIVING = "NOT " + _STOPPED.format("'deceased'")
_NO_WORD_ON = (
    "{0} <> '' AND NOT EXISTS (SELECT 1 FROM permission p WHERE p.customer_id = c.id AND p.channel = '{1}') AND NOT "
    + _STOPPED.format("'no-{1}', 'no-marketing', 'do-not-contact'")
)
"""Nothing is known of leave, and nobody asked for no offers at all."""
_NO_POST = "'no-post'"
_NO_NAME = "{} NOT GLOB '*[^-?.!_*0-9 …–]*'"
"""A name in which nothing stands but signs and digits, such as "?"."""
_NAMELESS_DAY = "o.kind = 'own' AND " + _NO_NAME.format("o.label")
_NO_PERSON = "c.kind <> 'person' AND c.given_name = ''"
_WHOSE = "o.kind = 'birthday' AND o.member_id IS NULL"
_NAMELESS_MEMBER = "m.died_on IS NULL AND " + _NO_NAME.format("m.name")

_LACKS: dict[Gap, str] = {
    Gap.UNREACHABLE: f"{_NO_FULL_ADDRESS} AND c.email = '' AND c.phone = '' AND c.mobile = ''",
    Gap.ADDRESS: f"{_NO_FULL_ADDRESS} AND NOT {_STOPPED.format(_NO_POST)}",
    Gap.MOVED: "c.id IN (SELECT customer_id FROM suppression WHERE cause = 'gone-away')",
    Gap.SALUTATION: "c.salutation = ''",
    Gap.EMAIL_LEAVE: _NO_WORD_ON.format("c.email", "e-mail"),
    Gap.TEXT_LEAVE: _NO_WORD_ON.format("c.mobile", "text"),
    Gap.NAMELESS_DAY: f"c.id IN (SELECT o.customer_id FROM occasion o WHERE {_NAMELESS_DAY})",
    Gap.WHOSE_BIRTHDAY: f"{_NO_PERSON} AND c.id IN (SELECT o.customer_id FROM occasion o WHERE {_WHOSE})",
    Gap.NAMELESS_MEMBER: f"c.id IN (SELECT m.customer_id FROM member m WHERE {_NAMELESS_MEMBER})",
    Gap.SOURCE: "c.source = ''",
    Gap.SINCE: "c.opened_on IS NULL AND c.first_sale_on IS NULL",
}
"""What makes customer `c` one of a gap; who died is in none."""


def count_gaps(db: sqlite3.Connection) -> dict[Gap, int]:
    """Count who lacks what, in the order in which it matters; everything in one look at the customers."""
    sums = ", ".join(f"coalesce(sum({_LACKS[gap]}), 0)" for gap in Gap)
    row = db.execute(f"SELECT {sums} FROM customer c WHERE {_LIVING}").fetchone()
    return dict(zip(Gap, row, strict=True))


def in_gap(db: sqlite3.Connection, gap: Gap) -> list[int]:
    """Return everybody of a gap, who bought last first: the shop still knows them best."""
    found = db.execute(
        f"SELECT c.id FROM customer c WHERE {_LACKS[gap]} AND {_LIVING} ORDER BY c.last_sale_on DESC, c.id DESC"
    )
    return [customer for (customer,) in found]


def is_in_gap(db: sqlite3.Connection, gap: Gap, customer_id: int) -> bool:
    """Tell whether a customer lacks this."""
    asked = f"SELECT 1 FROM customer c WHERE c.id = ? AND {_LACKS[gap]} AND {_LIVING}"
    return db.execute(asked, [customer_id]).fetchone() is not None


def nameless_days(db: sqlite3.Connection, customer_id: int) -> list[int]:
    """Return the ids of a customer's yearly days without a name."""
    asked = f"SELECT o.id FROM occasion o WHERE o.customer_id = ? AND {_NAMELESS_DAY} ORDER BY o.id"
    return [row[0] for row in db.execute(asked, [customer_id])]


def nameless_members(db: sqlite3.Connection, customer_id: int) -> list[int]:
    """Return the ids of a customer's members without a real name."""
    asked = f"SELECT m.id FROM member m WHERE m.customer_id = ? AND {_NAMELESS_MEMBER} ORDER BY m.id"
    return [row[0] for row in db.execute(asked, [customer_id])]
