"""From people to rows: the facts of the sample, as if each had been entered on its day."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count, islice

from carebook.sample import store
from carebook.sample.almanac import Almanac
from carebook.sample.people import Birthday, Purchase, Someone
from carebook.sample.store import Row

_AT_ONCE = 5_000
_FIRST_NUMBER = 1000
"""The shop's own customer numbers begin here."""


def put_in_everyone(db: sqlite3.Connection, people: Iterable[Someone], day: Almanac) -> int:
    """Write people and all that belongs to them, some thousands at a time; return how many there are."""
    ledger = _Ledger(day)
    waiting = iter(people)
    while group := list(islice(waiting, _AT_ONCE)):
        for someone in group:
            ledger.enter(someone)
        for table, rows in ledger.take():
            store.put_in(db, table, rows)
    return ledger.customers


class _Ledger:
    """Gathers rows by table and gives customers, members and sales their numbers."""

    def __init__(self, day: Almanac) -> None:
        self._day = day
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        self._members, self._sales = count(1), count(1)
        self.customers = 0

    def take(self) -> Iterator[tuple[str, list[Row]]]:
        """Hand over what was gathered, tables in the order in which they refer to each other."""
        gathered, self._rows = self._rows, defaultdict(list)
        return ((table, gathered[table]) for table in store.COLUMNS if gathered[table])

    def enter(self, one: Someone) -> None:
        """Gather the rows of one customer."""
        self.customers += 1
        me, known = self.customers, one.known_on(self._day.began)
        self._rows["customer"].append(self._customer(one, me, known))
        self._rows["tag"] += ((me, tag) for tag in one.tags)
        self._rows["suppression"] += ((me, cause, since.isoformat(), how) for cause, since, how in one.stops)
        self._rows["permission"] += ((me, what, given.isoformat(), how) for what, given, how in one.permissions)
        self._rows["news"] += ((me, kind, heard.isoformat(), what, heard.isoformat()) for kind, heard, what in one.news)
        self._yearly(me, None, "birthday", one.birthday, known)
        self._yearly(me, None, "wedding", one.wedding, known)
        for member in one.members:
            number = next(self._members)
            self._rows["member"].append(
                (number, me, member.name, member.role, int(member.minor), _iso(member.died_on), member.note)
            )
            self._yearly(me, number, "birthday", member.birthday, known)
        for purchase in one.purchases:
            self._sale(me, purchase)
        self._rows["contact"] += (
            (me, t.day.isoformat(), t.channel, t.direction, t.response, _iso(t.call_back_on), t.note, None)
            for t in one.touches
        )

    def _customer(self, one: Someone, number: int, known: date) -> Row:
        addressee, salutation = one.envelope()
        city, region, postcode = one.town
        return (
            *(number, str(_FIRST_NUMBER + number), one.kind, one.name, one.given_name, one.family_name, one.called),
            *(one.company, addressee, salutation, one.email, one.phone, one.mobile, one.street, city, region, postcode),
            *(one.country, _iso(one.opened), one.source, one.persona, one.note, _iso(one.quiet_from)),
            known.isoformat(),
        )

    def _yearly(self, customer: int, member: int | None, kind: str, born: Birthday | None, known: date) -> None:
        if born:
            month, number, year = born
            self._rows["occasion"].append((customer, member, kind, f"{month:02}-{number:02}", year, known.isoformat()))

    def _sale(self, customer: int, sale: Purchase) -> None:
        number, on = next(self._sales), sale.day.isoformat()
        entered = max(sale.day, self._day.began).isoformat()
        what = (sale.product, str(sale.quantity), sale.amount, sale.cost)
        rows = self._rows["sale"]
        rows.append((number, customer, on, *what, None, _iso(sale.reveal), "", entered))
        if sale.back and (back_on := _iso(sale.back_on)):
            what = (sale.product, "1", -sale.back, None)
            rows.append((next(self._sales), customer, back_on, *what, number, None, sale.why_back, back_on))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
