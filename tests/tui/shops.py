"""A small shop for the tests of the screen, built through the desks' own verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from carebook.book.book import Book
from carebook.customers.desk import add_customer, add_member, hear_news, log_contact, record_sale, set_occasion
from carebook.customers.entry import ContactEntry, CustomerEntry, MemberEntry, NewsEntry, OccasionEntry, SaleEntry
from carebook.entry import read
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.shop.desk import open_shop
from carebook.shop.entry import ShopEntry
from carebook.typed import Setting

TODAY = date(2026, 11, 25)
"""A Wednesday, the day before Thanksgiving."""
SETTING = Setting("US", "USD", TODAY)
ADDRESS = {"address1": "4 Mill Lane", "city": "Bath", "region": "ME", "postcode": "04530"}


def empty_shop(path: Path) -> Path:
    """Make Rosie's shop, with no customers yet."""
    return _copied(_empty_shop, path)


def small_shop(path: Path, *, planned: bool = True) -> Path:
    """Fill Rosie's shop: a late and a due thank-you, a survey, a birthday, a card to write, a call to make."""
    return _copied(_planned_shop if planned else _small_shop, path)


def _copied(make: Callable[[Path], None], path: Path) -> Path:
    path.write_bytes(_made(make))
    path.chmod(0o600)
    return path


@cache
def _made(make: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        make(Path(folder, "rosie.db"))
        return Path(folder, "rosie.db").read_bytes()


def _empty_shop(path: Path) -> None:
    Book.create(path)
    with Book.open(path, write=True) as book:
        typed = {
            "name": "Rosie's Garden Supplies",
            "owner": "Rosie Bell",
            "sign_off": "Warmly",
            "phone": "207 555 0142",
            "address1": "12 High Street",
            "city": "Bath",
            "region": "ME",
            "postcode": "04530",
            "country": "US",
            "currency": "USD",
            "language": "en",
        }
        open_shop(book, read(ShopEntry, typed, SETTING))


def customer(book: Book, name: str, entered: date = TODAY, **typed: str) -> int:
    """Enter a customer with an address."""
    entry = read(CustomerEntry, {"name": name, **ADDRESS, **typed}, SETTING)
    return add_customer(book, entry, entered).only("customer")


def sale(book: Book, customer_id: int, product: str, day: date, amount: str = "25") -> int:
    """Enter a sale."""
    entry = read(SaleEntry, {"sold_on": day.isoformat(), "product": product, "amount": amount}, SETTING)
    return record_sale(book, customer_id, entry, day).only("sale")


def _small_shop(path: Path) -> None:
    empty_shop(path)
    with Book.open(path, write=True, followers=[follow]) as book:
        ann = customer(
            book, "Ann and John Park", kind="household", salutation="Dear Ann and John", phone="207 555 0101"
        )
        costa = customer(book, "Luísa Costa")
        okafor = customer(book, "Maria Okafor")
        petrov = customer(book, "Иван Петров", phone="207 555 0103")
        haddad = customer(book, "Rami Haddad", kind="business")
        sofia = customer(book, "Sofia Lindqvist")
        sale(book, ann, "rose arch", TODAY - timedelta(days=1))
        sale(book, costa, "mower", TODAY)
        sale(book, okafor, "seed potatoes", TODAY - timedelta(days=8))
        fifi = add_member(book, sofia, read(MemberEntry, {"name": "Fifi", "role": "pet"}, SETTING), TODAY).only(
            "member"
        )
        birthday = read(OccasionEntry, {"kind": "birthday", "day": "4 dec"}, SETTING)
        set_occasion(book, sofia, birthday, TODAY, member_id=fifi)
        contact = {"channel": "phone", "response": "later", "call_back_on": "2026-11-25", "note": "after the holidays"}
        log_contact(book, petrov, read(ContactEntry, contact, SETTING), TODAY)
        hear_news(book, haddad, read(NewsEntry, {"what": "Opened a second shop"}, SETTING), TODAY)


def _planned_shop(path: Path) -> None:
    small_shop(path, planned=False)
    with Book.open(path, write=True, followers=[follow]) as book:
        plan_day(book, TODAY)
