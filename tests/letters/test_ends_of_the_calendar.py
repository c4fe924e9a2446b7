"""No day that a person or a file can give stops the planning, however far off it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from complaining import Case
from rosie import Rosie, day, rosies

from carebook.complaints import desk as complaints
from carebook.complaints.entry import CaseEntry, ProgressEntry
from carebook.customers import desk as customers
from carebook.customers.entry import ContactEntry
from carebook.days import OpenDays, days_on
from carebook.entry import read
from carebook.errors import Refusal
from carebook.exchange import desk as exchange
from carebook.exchange.source import look
from carebook.letters.desk import planning, running, sending
from carebook.letters.desk.looking import coming_up
from carebook.letters.entry import CampaignEntry
from carebook.letters.model import CASE_KINDS, Window
from carebook.letters.store import letters as store
from carebook.shop import desk as shop_desk
from carebook.shop.entry import GatheringEntry
from carebook.typed import Wrong

FAR = ("0001-01-01", "1899-12-31", "9999-12-31")


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop, whose kinds may leave as early and as late as can be set."""
    with rosies(book_path, "11-02") as found:
        with found.book.act("Changed the plan", found.today) as act:
            for planned in store.planned_kinds(act.db).values():
                if planned.kind.name in (*CASE_KINDS, "product_notice"):
                    widest = Window(-120, 120, planned.window.lapses and 120)
                    store.set_plan(act.db, planned._replace(window=widest))
        yield found


def _campaign(rosie: Rosie, **typed: str) -> None:
    usual = {"title": "Roses", "message": "They are in.", "starts_on": "today", "product": "rose arch"}
    entry = read(CampaignEntry, {**usual, **typed}, rosie.setting)
    running.add_campaign(rosie.book, entry, rosie.today)


def _contact(rosie: Rosie, customer: int, **typed: str) -> None:
    customers.log_contact(rosie.book, customer, read(ContactEntry, typed, rosie.setting), rosie.today)


def _gathering(rosie: Rosie, far: str) -> None:
    entry = read(GatheringEntry, {"day": far, "label": "Winter evening"}, rosie.setting)
    shop_desk.add_gathering(rosie.book, entry, rosie.today)


def _edited(rosie: Rosie, case: Case, far: str) -> None:
    entry = read(CaseEntry, {"words": "It came late.", "received_on": far}, rosie.setting)
    complaints.edit_case(rosie.book, case.id, entry, rosie.today)


def _new_promise(rosie: Rosie, case: Case, far: str) -> None:
    entry = read(ProgressEntry, {"new_day": far, "words": "Soon."}, rosie.setting)
    complaints.tell_progress(rosie.book, case.id, entry, rosie.today)


ENTRIES: dict[str, Callable[[Rosie, int, str], object]] = {
    "account": lambda rosie, _, far: rosie.customer("Bo Lund", opened_on=far),
    "sale": lambda rosie, ann, far: rosie.sale(ann, far),
    "gift": lambda rosie, ann, far: rosie.sale(ann, gift_reveal_on=far),
    "birthday": lambda rosie, ann, far: rosie.birthday(ann, far),
    "news": lambda rosie, ann, far: rosie.news(ann, "condolence", "Lost her mother", heard_on=far),
    "contact": lambda rosie, ann, far: _contact(rosie, ann, on_day=far),
    "call-back": lambda rosie, ann, far: _contact(rosie, ann, response="later", call_back_on=far),
    "gathering": lambda rosie, _, far: _gathering(rosie, far),
    "closed day": lambda rosie, _, far: shop_desk.close_on(rosie.book, {day(far): "far off"}, rosie.today),
    "newsletter": lambda rosie, _, far: _campaign(rosie, starts_on=far),
    "promotion": lambda rosie, _, far: _campaign(rosie, kind="promotion", offer="10 % off", ends_on=far),
    "notice": lambda rosie, _, far: _campaign(rosie, kind="product_notice", starts_on=far),
    "bought from": lambda rosie, _, far: _campaign(rosie, kind="product_notice", bought_from=far),
    "complaint": lambda rosie, ann, far: Case(rosie, ann, received_on=far),
    "case edited": lambda rosie, ann, far: _edited(rosie, Case(rosie, ann), far),
    "promise": lambda rosie, ann, far: Case(rosie, ann).agree(promised_on=far),
    "new promise": lambda rosie, ann, far: _new_promise(rosie, Case(rosie, ann), far),
    "put right": lambda rosie, ann, far: (case := Case(rosie, ann)).agree() and case.put_right(on_day=far),
    "put off": lambda rosie, _, far: sending.snooze(
        rosie.book, [rosie.letters("thank_you")[0].id], day(far), rosie.today
    ),
}

_CUSTOMERS = "name,address1,birthday,opened_on,deceased_on\nBo Lund,4 Mill Lane,{},{},{}\n"
FILES = {
    "birthday": _CUSTOMERS.format("{far}", "", ""),
    "account": _CUSTOMERS.format("", "{far}", ""),
    "deceased": _CUSTOMERS.format("", "", "{far}"),
    "sale": "customer_name,date,product,amount\nAnn Park,{far},spade,5.00\n",
    "gift": "customer_name,date,product,amount,gift_reveal_on\nAnn Park,2026-11-02,spade,5.00,{far}\n",
    "complaint": "customer,received_on,text\nAnn Park,{far},It came late.\n",
}


def look_around(rosie: Rosie) -> None:
    """Plan another day, look ahead beyond what is planned, and read what is to come."""
    rosie.on("11-03").review()
    with rosie.book.twin() as reader:
        planning.look_ahead(reader.db, day("2027-03-02"))
        coming_up(reader.db, rosie.today, day("2027-03-02"))


@pytest.mark.parametrize("far", FAR)
@pytest.mark.parametrize("entered", ENTRIES)
def test_no_day_that_is_typed_stops_the_planning(rosie: Rosie, entered: str, far: str) -> None:
    ann = rosie.customer()
    rosie.sale(ann, "2026-11-02")
    with suppress(Refusal):
        ENTRIES[entered](rosie, ann, far)
    look_around(rosie)


@pytest.mark.parametrize("far", FAR)
@pytest.mark.parametrize("imported", FILES)
def test_no_day_in_a_file_stops_the_planning(rosie: Rosie, tmp_path: Path, imported: str, far: str) -> None:
    rosie.sale(rosie.customer(), "2026-11-02")
    file = tmp_path / "list.csv"
    file.write_text(FILES[imported].format(far=far))
    with suppress(Refusal):
        source = look(file, shop_country="US", today=rosie.today)
        exchange.run(rosie.book, source, rosie.today, file_name="list.csv")
    look_around(rosie)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_on": "2037-01-01"}, "starts_on"),
        ({"starts_on": "2015-12-31"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"kind": "promotion", "offer": "10 % off", "ends_on": "9999-12-31"}, "ends_on"),
        ({"kind": "product_notice", "bought_from": "1899-12-31"}, "bought_from"),
        ({"kind": "product_notice", "bought_until": "0001-01-01"}, "bought_until"),
    ],
)
def test_a_campaign_too_far_off_is_said_beside_its_day(rosie: Rosie, typed: dict[str, str], field: str) -> None:
    with pytest.raises(Wrong) as wrong:
        _campaign(rosie, **typed)
    assert list(wrong.value.errors) == [field]


def test_counting_days_ends_with_the_calendar() -> None:
    """D1."""
    never = OpenDays(closed_dates=frozenset({date.max}))
    assert never.nth_open_day(date(9999, 12, 29), 5) == date.max
    assert days_on(date.max, 1) == date.max
    assert days_on(date.min, -1) == date.min
    assert days_on(date.min, 1) == date(1, 1, 2)
