"""What a draft is called where the owner reads of it.

Drafts are kept under names such as "Contact with #12" or "Refund to #12 ·40": so a draft is found again
after the customer's name was changed, and the number behind the dot tells one sale's draft from another's.
"""

from __future__ import annotations

import re
import sqlite3

from carebook.customers.refusals import NoSuchCustomer
from carebook.customers.store import customer
from carebook.text import cut

_WIDTH = 40
"""Cells that a customer's name may take in a sentence."""


def said_name(db: sqlite3.Connection, name: str) -> str:
    """The name of a draft with the customer's name in it."""
    return re.sub(r"#(\d+)( ·\d+)?$", lambda found: _named(db, int(found[1])), name)


def _named(db: sqlite3.Connection, customer_id: int) -> str:
    try:
        return cut(customer(db, customer_id).name, _WIDTH)
    except NoSuchCustomer:
        return "a customer who is no more"
