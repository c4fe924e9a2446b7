"""Writing to customers who may be asked whom else we could help: their letters are due at once (REF-2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from carebook.book.book import Book
from carebook.letters.model import KINDS
from carebook.letters.store import letters as store
from carebook.referrals.desk.asking import WrittenTo, ask_by_letter

_KIND = "referral_ask"


def write_to_ask(book: Book, customers: Sequence[int], today: date) -> WrittenTo:
    """Ask each of these customers by letter whom the rules allow; none while the plan has no such letter."""
    planned = store.planned_kinds(book.db)[_KIND]
    if not planned.is_on:
        cause = f"“{KINDS[_KIND].title}” is switched off in the plan"
        return WrittenTo((), tuple((customer, cause) for customer in dict.fromkeys(customers)), None)
    return ask_by_letter(book, customers, planned.channel, today)
