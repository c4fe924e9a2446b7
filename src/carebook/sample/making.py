"""Making the sample: its facts in bulk, two years of letters, and the last actions through the desks' own verbs."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from operator import attrgetter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from carebook.book import seal, search
from carebook.book.book import Book
from carebook.book.change import Follower
from carebook.book.connection import connect
from carebook.book.files import new_file
from carebook.customers import store as customers_store
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import HORIZON_DAYS, plan_day
from carebook.letters.desk.printing import compose
from carebook.letters.model import KINDS
from carebook.letters.store import letters as letters_store
from carebook.letters.store.today import note_review
from carebook.retention.desk.counting import count_day
from carebook.sample import store
from carebook.sample.almanac import Almanac, almanac
from carebook.sample.answered import enter_answers
from carebook.sample.campaigns import campaigns
from carebook.sample.coming_back import now, once_asked
from carebook.sample.crowd import Crowd
from carebook.sample.described import WRITTEN_TO, describe, note_to_remember, write_to_some
from carebook.sample.drifting import drifting
from carebook.sample.ending import PRINTED, eve_actions, todays_actions
from carebook.sample.facts import put_in_everyone
from carebook.sample.history import Past, live_through
from carebook.sample.morning import this_morning
from carebook.sample.people import Someone
from carebook.sample.readers import readers
from carebook.sample.recommended import note_letters, recommended_before, recommended_now
from carebook.sample.recommending import recommending
from carebook.sample.regulars import regulars
from carebook.sample.season import season
from carebook.sample.store import Sent
from carebook.sample.trouble import go_through, take_down_the_last
from carebook.sample.troubled import troubled
from carebook.sample.worded import TRIED_AGO, begin_trial, log_what_they_said
from carebook.shop import store as shop_store
from carebook.shop.model import Shop

CUSTOMERS = 120
_SEED = 10
_BUSY_FROM = 1_000
"""From so many customers on the sample is for benchmarks: more sales each, letters of three months, short texts."""
_FIRST_KINDS = frozenset({"thank_you", "welcome", "birthday", "pet_birthday"})
"""What a small shop began with two years ago."""
_WHOLE_PLAN_DAYS = 150
_BUSY_PLAN_DAYS = 90

SHOP = Shop(
    name="Rosie's Garden Supplies",
    owner="Rosie Marsh",
    phone="802 555 0100",
    email="rosie@rosiesgarden.example",
    website="rosiesgarden.example",
    address1="14 Mill Street",
    city="Alder Falls",
    region="VT",
    postcode="05097",
    closed_weekdays="6",
)


_PRINTER = ("the one behind the till", 600, -400, 1)
"""It prints so many micrometres too far to the left, and too low: what it prints is moved by them."""


def write(path: Path, *, today: date, customers: int = CUSTOMERS, seed: int = _SEED) -> None:
    """Write the sample shop as it stands on the morning of a day: same arguments, same rows.

    It holds at least the customers that it tells of by name. Nothing is at the path until all of it is; raises
    PathTaken where something is there already.
    """
    with new_file(path) as part, TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        draft = Path(folder) / "draft.db"
        Book.create(draft)
        _live(draft, almanac(today), customers, Random(seed))
        with closing(connect(draft, write=True)) as db:
            db.execute("VACUUM INTO ?", [str(part)])


def demo_book(folder: Path, today: date) -> Path:
    """Write the sample shop, as it would stand today, into a folder; return where."""
    path = folder / "rosies-garden.db"
    write(path, today=today)
    return path


def _live(path: Path, day: Almanac, customers: int, chance: Random) -> None:
    """Fill a new book with two years, up to this morning."""
    busy = customers >= _BUSY_FROM
    cast = [*this_morning(day), *readers(day), *regulars(day), *troubled(day), *drifting(day), *recommending(day)]
    with closing(connect(path, write=True)) as db:
        db.execute("BEGIN")
        _set_up_shop(db, day, busy=busy)
        count = put_in_everyone(db, _everyone(cast, day, customers, chance, busy=busy), day)
        customers_store.recount(db, range(1, count + 1))
        search.rebuild(db)
        seal.make(db)
        db.execute("COMMIT")
    with _draft(path) as book:
        go_through(book, day)
        once_asked(book, day)
        recommended_before(book, day)
        describe(book, day)
        write_to_some(book, day)
        count_day(book, day.eve)
    with _draft(path, FOLLOWERS) as book:
        _plan_the_past(book, day, busy=busy)
        with book.writing():
            waits = _who_waits(book.db, cast, day)
            past = live_through(book, day, waits, chance, begun_today=busy)
            on_the_table = _take_last(past, day)
            _record(book.db, day, past, short=busy)
            _leave_printed(book.db, day)
            note_review(book.db, day.eve)
        enter_answers(book, day)
        log_what_they_said(book, day)
        take_down_the_last(book, day)
        now(book, day)
        recommended_now(book, day)
        note_to_remember(book, day)
        with book.writing():
            store.forget_actions(book.db)
        eve_actions(book, on_the_table, day)
        count_day(book, day.today)
        plan_day(book, day.today)
        todays_actions(book, day)
        book.note_checked(day.today)


def _draft(path: Path, followers: Sequence[Follower] = ()) -> Book:
    """Open the draft to write; nothing of it is worth waiting for the disk, as it is thrown away if anything fails."""
    book = Book.open(path, write=True, followers=followers)
    book.db.execute("PRAGMA synchronous = OFF")
    return book


def _everyone(cast: list[Someone], day: Almanac, customers: int, chance: Random, *, busy: bool) -> Iterator[Someone]:
    yield from cast
    taken = {one.name for one in cast}
    yield from Crowd(day, chance, busy=busy).people(max(0, customers - len(cast)), taken)


def _set_up_shop(db: sqlite3.Connection, day: Almanac, *, busy: bool) -> None:
    shop_store.save_shop(db, SHOP)
    store.put_in(db, "closed_day", ((closed.isoformat(), label) for closed, label in day.closed.items()))
    houses = (day.open_house_before(), day.open_house())
    store.put_in(db, "gathering", ((house.isoformat(), season(house.month).gathering) for house in houses))
    store.put_in(db, "campaign", campaigns(day))
    store.put_in(db, "printer", [_PRINTER])
    kinds = letters_store.planned_kinds(db)
    letters_store.set_plan(db, kinds["newsletter"]._replace(channel="e-mail"))
    letters_store.set_plan(db, kinds["pet_birthday"]._replace(offer="10 % off any treat or toy"))
    if not busy:
        _switch(db, on=False)


def _switch(db: sqlite3.Connection, *, on: bool) -> None:
    for name, planned in letters_store.planned_kinds(db).items():
        if name not in _FIRST_KINDS:
            letters_store.set_plan(db, planned._replace(is_on=on))


def _plan_the_past(book: Book, day: Almanac, *, busy: bool) -> None:
    """Plan up to the last open day; a small shop switched most kinds on some months ago."""
    if busy:
        plan_day(book, day.today - timedelta(days=_BUSY_PLAN_DAYS))
    else:
        plan_day(book, day.began)
        plan_day(book, day.today - timedelta(days=_WHOLE_PLAN_DAYS + HORIZON_DAYS))
        with book.writing():
            _switch(book.db, on=True)
    plan_day(book, day.eve)


def _who_waits(db: sqlite3.Connection, cast: list[Someone], day: Almanac) -> dict[int, str]:
    """Return whose letter of which kind waits this morning; appreciation goes to someone whose drawn day has come."""
    waits = {number: one.waits for number, one in enumerate(cast, 1) if one.waits}
    waits[customers_store.who(db, WRITTEN_TO)] = "own_letter"
    drawn = store.someone_with(db, "appreciation", day.today, waits)
    return waits if drawn is None else waits | {drawn: "appreciation"}


def _take_last(past: Past, day: Almanac) -> list[int]:
    """Take the last three posted letters out of the past: they are marked sent by an action that can be undone."""
    eve = day.eve.isoformat()
    posted = (one for one in past.sent if one.printed and one.day <= eve and KINDS[one.kind].spaced)
    last = [one.letter for one in sorted(posted, key=attrgetter("day", "letter"))[-3:]]
    past.sent = [one for one in past.sent if one.letter not in last]
    return last


def _record(db: sqlite3.Connection, day: Almanac, past: Past, *, short: bool) -> None:
    """Write down what was sent, with its text and its contact, and what ended otherwise."""
    titles = {name: kind.title for name, kind in KINDS.items()}
    written = [one for one in past.sent if one.channel in ("post", "e-mail")]
    store.mark_sent(db, past.sent)
    in_short = {one.letter: {"text": f"{titles[one.kind]}, in short."} for one in written} if short else {}
    store.keep_words(db, in_short or _words(db, day, written))
    store.mark_ended(db, past.ended)
    rows = ((one.customer, one.day, one.channel, "out", None, None, titles[one.kind], one.letter) for one in past.sent)
    store.put_in(db, "contact", rows)
    note_letters(db, past.sent)
    woken = (one for one in past.sent if one.kind == "reactivation")
    store.put_in(db, "worked", ((one.customer, "dormant", one.day, "letter") for one in woken))


def _words(db: sqlite3.Connection, day: Almanac, written: Iterable[Sent]) -> dict[int, Mapping[str, object]]:
    """Write the letters as of the days on which they left, with the words of that day (LET-7)."""
    by_day: defaultdict[str, list[int]] = defaultdict(list)
    for one in written:
        by_day[one.day].append(one.letter)
    words: dict[int, Mapping[str, object]] = {}
    begun = day.ago(TRIED_AGO).isoformat()
    before = [on for on in sorted(by_day) if on < begun]
    for on in before:
        words |= _written(db, by_day[on], date.fromisoformat(on))
    begin_trial(db, day)
    for on in sorted(set(by_day).difference(before)):
        words |= _written(db, by_day[on], date.fromisoformat(on))
    return words


def _written(db: sqlite3.Connection, numbers: Iterable[int], on: date) -> dict[int, Mapping[str, object]]:
    return {n: text.kept() for n, text in compose(db, numbers, on).items() if not isinstance(text, str)}


def _leave_printed(db: sqlite3.Connection, day: Almanac) -> None:
    """Leave one letter on the table that was printed yesterday and not sent."""
    name, kind = PRINTED
    letter = store.open_letter(db, customers_store.who(db, name), kind, day.eve)
    if letter is not None:
        store.mark_printed(db, letter, day.eve)
        store.keep_words(db, _written(db, [letter], day.eve))
