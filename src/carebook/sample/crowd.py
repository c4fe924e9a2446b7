"""The crowd: as many more customers as were asked for, with sales that follow the seasons."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import accumulate, count, product
from random import Random
from string import ascii_uppercase

from carebook.sample import names
from carebook.sample.almanac import HISTORY_DAYS, Almanac
from carebook.sample.goods import BUSY, BY_MONTH
from carebook.sample.people import Birthday, One, Purchase, Someone, Touch
from carebook.text import fold

_FEW_SALES, _MANY_SALES = 3, 10
_PHONES_PER_AREA = 100
_FIRST_AREA, _AREAS = 603, 190
"""Area codes of the crowd, apart from the shop's own; numbers 555 0100 to 0199 belong to nobody."""


class Crowd:
    """Makes customers, the same ones for the same random numbers."""

    def __init__(self, day: Almanac, chance: Random, *, busy: bool) -> None:
        """Prepare the calendar of sales; in a `busy` shop each customer buys about ten times in two years."""
        self._day, self._chance = day, chance
        self._most_sales = (_MANY_SALES if busy else _FEW_SALES) * 2 - 1
        self._days = day.open_between(day.began + timedelta(days=1), day.eve)
        self._busyness = list(accumulate(BUSY[each.month] for each in self._days))

    def people(self, many: int, taken: Collection[str]) -> Iterator[Someone]:
        """Yield so many customers, none of whom has a name that is taken."""
        made = 0
        for given, family in self._full_names():
            if made == many:
                return
            if f"{given} {family}" not in taken:
                made += 1
                yield self._someone(made, given, family)

    def _full_names(self) -> Iterator[tuple[str, str]]:
        """Yield names without end; when all are used, middle initials begin."""
        pairs = [(given, family) for given in names.GIVEN for family in names.FAMILY]
        self._chance.shuffle(pairs)
        yield from pairs
        for length in count(1):
            for initials in product(ascii_uppercase, repeat=length):
                middle = "".join(f" {initial}." for initial in initials)
                yield from ((given + middle, family) for given, family in pairs)

    def _someone(self, number: int, given: str, family: str) -> Someone:
        chance, roll = self._chance, self._chance.random()
        one = Someone(given, family, purchases=self._purchases())
        one.opened = self._opened(one.purchases)
        one.source, one.persona = chance.choice(names.SOURCES), chance.choice(names.PERSONAS)
        if roll < 0.06:
            one.kind, one.company = "business", f"{family} {chance.choice(names.FIRMS)}"
            one.given_name = one.family_name = ""
            one.members = [One(f"{given} {family}", "contact")]
        elif roll < 0.24:
            one.kind = "household"
            one.members = self._family(family)
        if one.kind != "business" and chance.random() < 0.45:
            one.birthday = self._birthday(22, 85)
        if one.kind != "business" and chance.random() < 0.14:
            one.members.append(One(chance.choice(names.PETS), "pet", self._birthday(1, 13)))
        self._address(one, number, given, family)
        self._story(one)
        return one

    def _purchases(self) -> list[Purchase]:
        chance = self._chance
        many = chance.randint(1, self._most_sales)
        found = []
        for day in sorted(chance.choices(self._days, cum_weights=self._busyness, k=many)):
            good = chance.choice(BY_MONTH[day.month])
            quantity = chance.choice((1, 1, 1, 2, 3))
            known_cost = good.cost * quantity if chance.random() < 0.9 else None
            sale = Purchase(day, good.name, good.price * quantity, known_cost, quantity)
            if chance.random() < 0.02 and (self._day.eve - day).days > 10:
                sale.back, sale.back_on = good.price, self._day.ago((self._day.eve - day).days - 6)
            found.append(sale)
        return found

    def _opened(self, purchases: list[Purchase]) -> date | None:
        """Return the account day: that of the first sale, years before it, or unknown."""
        roll, first = self._chance.random(), purchases[0].day
        if roll < 0.55:
            return first
        return first - timedelta(days=self._chance.randint(30, 5 * 365)) if roll < 0.9 else None

    def _birthday(self, youngest: int, oldest: int) -> Birthday:
        day = self._day.began - timedelta(days=self._chance.randrange(365))
        year = day.year - self._chance.randint(youngest, oldest) if self._chance.random() < 0.7 else None
        return day.month, min(day.day, 28), year

    def _family(self, family: str) -> list[One]:
        chance = self._chance
        born = self._birthday(25, 80) if chance.random() < 0.5 else None
        found = [One(f"{chance.choice(names.GIVEN)} {family}", "partner", born)]
        if chance.random() < 0.4:
            found.append(One(f"{chance.choice(names.GIVEN)} {family}", "child", self._birthday(3, 14), minor=True))
        return found

    def _address(self, one: Someone, number: int, given: str, family: str) -> None:
        chance = self._chance
        one.street, one.town = f"{chance.randint(1, 180)} {chance.choice(names.STREETS)}", chance.choice(names.TOWNS)
        if chance.random() < 0.6:
            one.phone = f"{_FIRST_AREA + number // _PHONES_PER_AREA % _AREAS} 555 01{number % _PHONES_PER_AREA:02}"
        if chance.random() < 0.55:
            mailbox = f"{given} {family}".replace(".", "")
            tail = "" if number < len(names.GIVEN) * len(names.FAMILY) else str(number)
            one.email = f"{fold(mailbox).replace(' ', '.')}{tail}@{chance.choice(names.MAIL)}"

    def _story(self, one: Someone) -> None:
        chance, last = self._chance, one.purchases[-1].day
        if chance.random() < 0.12:
            one.tags = ("newsletter",)
            if one.email:
                one.permissions = (("e-mail", one.purchases[0].day, "signed the list at the counter"),)
        if chance.random() < 0.2:
            one.tags = (*one.tags, chance.choice(names.TAGS))
        if chance.random() < 0.15:
            one.note = chance.choice(names.NOTES)
        if chance.random() < 0.1:
            channel, note, response = chance.choice(names.TALKS)
            one.touches = [Touch(last, channel, note, "in", response)]
        stopped = chance.random()
        if stopped < 0.01:
            one.stops = (("no-marketing", last, "said so at the counter"),)
        elif stopped < 0.02 and one.kind == "person" and (self._day.eve - last).days > HISTORY_DAYS // 4:
            one.stops = (("deceased", last + timedelta(days=60), "read it in the town paper"),)
            one.quiet_from = last + timedelta(days=60)
