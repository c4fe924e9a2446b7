"""Any shop over any days: whatever was done, undo and redo are exact (S9, LET-3)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rosie import Rosie, rosies

from carebook.book.book import Book
from carebook.customers import desk as customers
from carebook.customers import store
from carebook.customers.desk import household
from carebook.customers.entry import MemberEntry, OccasionEntry
from carebook.errors import Refusal
from carebook.letters.desk import running, sending
from carebook.letters.model import KINDS, Window
from carebook.letters.store import letters


def _pick(rosie: Rosie, table: str, pick: int, where: str = "true") -> int | None:
    ids = [row[0] for row in rosie.book.db.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]
    return ids[pick % len(ids)] if ids else None


def _customer(rosie: Rosie, pick: int) -> int:
    return _pick(rosie, "customer", pick) or rosie.customer()


def _ago(rosie: Rosie, days: int) -> str:
    return (rosie.today - timedelta(days=days)).isoformat()


def _sell(rosie: Rosie, pick: int) -> None:
    gift = {} if pick % 4 else {"gift_reveal_on": (rosie.today + timedelta(days=pick)).isoformat()}
    rosie.sale(_customer(rosie, pick), _ago(rosie, pick % 12), **gift)


def _refund(rosie: Rosie, pick: int) -> None:
    if sale := _pick(rosie, "sale", pick, "refund_of IS NULL"):
        rosie.refund(sale)


def _remove_sale(rosie: Rosie, pick: int) -> None:
    if sale := _pick(rosie, "sale", pick):
        customers.remove_sale(rosie.book, sale, rosie.today)


def _birthday(rosie: Rosie, pick: int) -> None:
    soon = rosie.today + timedelta(days=pick * 3)
    with suppress(KeyError):  # the birthday that is there already changes nothing
        rosie.birthday(_customer(rosie, pick), "29 feb" if pick % 7 == 0 else f"{soon:%d %b}")


def _account(rosie: Rosie, pick: int) -> None:
    rosie.open_account(_customer(rosie, pick), _ago(rosie, pick * 17))


def _die(rosie: Rosie, pick: int) -> None:
    if pick % 2:
        customers.mark_deceased(rosie.book, _customer(rosie, pick), "", rosie.today)
    else:
        customers.not_deceased(rosie.book, _customer(rosie, pick), rosie.today)


def _send(rosie: Rosie, pick: int) -> None:
    if letter := _pick(rosie, "letter", pick, "state = 'open'"):
        sending.mark_sent(rosie.book, [letter], rosie.today, rosie.today)


def _skip(rosie: Rosie, pick: int) -> None:
    if letter := _pick(rosie, "letter", pick, "state = 'open'"):
        sending.skip(rosie.book, [letter], "enough", rosie.today)


def _late(rosie: Rosie, pick: int) -> None:
    if letter := _pick(rosie, "letter", pick, "kind = 'thank_you' AND state = 'open'"):
        sending.send_late(rosie.book, letter, rosie.today)


def _switch(rosie: Rosie, pick: int) -> None:
    running.switch(rosie.book, sorted(KINDS)[pick % len(KINDS)], rosie.today, on=pick % 3 > 0)


def _window(rosie: Rosie, pick: int) -> None:
    kind = ("thank_you", "birthday", "how_did_we_do")[pick % 3]
    rosie.set_window(kind, Window(0, pick % 5, 5 + pick))


def _join(rosie: Rosie, pick: int) -> None:
    role = ("partner", "child", "pet")[pick % 3]
    entry = MemberEntry(name=f"Kim{pick} Park", role=role, minor=role == "child")
    soon = rosie.today + timedelta(days=pick * 2)
    birthday = OccasionEntry(day=(None, soon.month, soon.day))
    customers.add_member(rosie.book, _customer(rosie, pick), entry, rosie.today, birthday=birthday)


def _leave(rosie: Rosie, pick: int) -> None:
    if member := _pick(rosie, "member", pick):
        household.member_left(rosie.book, member, rosie.today, rosie.today, own_record=pick % 3 > 0)


def _lose(rosie: Rosie, pick: int) -> None:
    if pick % 3 == 0:
        household.someone_died(rosie.book, _customer(rosie, pick), "Ann Park", rosie.today, rosie.today)
    elif member := _pick(rosie, "member", pick):
        customers.member_died(rosie.book, member, rosie.today, rosie.today)


def _ahead(rosie: Rosie, pick: int) -> None:
    if occasion := _pick(rosie, "occasion", pick):
        stored = store.occasion(rosie.book.db, occasion)
        entry = OccasionEntry(day=(None, stored.month, stored.day), lead=pick)
        where = {"member_id": stored.member_id, "occasion_id": occasion}
        customers.set_occasion(rosie.book, stored.customer_id, entry, rosie.today, **where)


def _print(rosie: Rosie, pick: int) -> None:
    if letter := _pick(rosie, "letter", pick, "state = 'open'"):
        with rosie.book.act("Printed", rosie.today) as act:
            who = store.customer(
                act.db, act.db.execute(f"SELECT customer_id FROM letter WHERE id = {letter}").fetchone()[0]
            )
            printed = {"state": "printed", "printed_on": rosie.today, "channel": "post", "text": who.salutation}
            letters.set_on(act.db, [letter], **printed)


VERBS: list[Callable[[Rosie, int], None]] = [
    *(_sell, _sell, _refund, _remove_sale, _birthday, _account, _die, _send, _send, _skip, _late, _switch, _window),
    *(_join, _join, _leave, _lose, _ahead, _print),
]
acts = st.tuples(st.integers(0, 9) | st.integers(0, 90), st.sampled_from(VERBS), st.integers(0, 40))


def _shop(path: Path) -> Path:
    Book.create(path)
    with Book.open(path, write=True) as book, book.writing():
        book.db.execute(
            "INSERT INTO shop (id, name, country, currency, language) VALUES (1, 'Rosie''s', 'US', 'USD', 'en')"
        )
    return path


@given(st.lists(acts, min_size=3, max_size=12))
def test_every_action_is_taken_back_and_done_again_exactly(found: list[tuple[int, Callable[..., None], int]]) -> None:
    """S9, LET-3: with days passing between the actions, and the plan following every one."""
    with tempfile.TemporaryDirectory() as folder, rosies(_shop(Path(folder) / "book.db"), "01-10") as rosie:
        rosie.customer()
        for days, verb, pick in found:
            rosie.on((rosie.today + timedelta(days=days)).isoformat())
            before, named = rosie.facts(), rosie.book.db.execute("SELECT max(id) FROM action").fetchone()
            try:
                verb(rosie, pick)
            except Refusal:
                continue
            if rosie.book.db.execute("SELECT max(id) FROM action").fetchone() == named:
                continue
            after = rosie.facts()
            rosie.undo()
            assert rosie.facts() == before
            rosie.redo()
            assert rosie.facts() == after
