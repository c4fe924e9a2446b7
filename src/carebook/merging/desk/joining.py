"""Making one customer of two (SUP-9): every row of the one goes to the other."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.customers.model import Cause, Customer, Member, Occasion
from carebook.customers.rules import died_out
from carebook.merging import rules
from carebook.merging.desk.recommending import let_one_count, let_them_rest, part_the_two, put_right
from carebook.merging.refusals import OneAndTheSame, StandsInTheOther
from carebook.merging.store import joining as store
from carebook.referrals.store.partners import partner_of
from carebook.retention.model import Ending
from carebook.retention.store import win_backs


def merge(book: Book, keep_id: int, gone_id: int, today: date) -> Change:
    """Give everything of one customer to another, whose record stays; of every flag the stricter one stands (SUP-9)."""
    keep, gone = customers.customer(book.db, keep_id), customers.customer(book.db, gone_id)
    if keep_id == gone_id:
        raise OneAndTheSame(short(keep.name))
    ours, theirs = (customers.members(book.db, one) for one in (keep_id, gone_id))
    if rules.one_of_theirs(keep, ours, theirs):
        raise StandsInTheOther(short(keep.name), short(gone.name))
    with book.act(f"Merged {short(gone.name)} into {short(keep.name)}", today) as act:
        _join(act.db, keep, gone, act.number, today)
    return act.change


def _join(db: sqlite3.Connection, keep: Customer, gone: Customer, action: int, today: date) -> None:
    before = customers.members(db, keep.id)
    people = _join_people(db, keep, gone)
    _join_days(db, keep.id, gone.id)
    _let_member_die(db, keep, gone.id, people.get(None))
    _join_flags(db, keep.id, gone.id)
    _stop_one_win_back(db, keep, gone, today)
    _join_partners(db, keep.id, gone.id)
    _join_letters(db, keep.id, gone.id, people)
    part_the_two(db, keep, gone, today)
    let_one_count(db, keep.id, gone.id)
    let_them_rest(db, keep.id, gone.id, today)
    store.move_all(db, keep.id, gone.id)
    put_right(db, keep.id, today)
    for member_id in people:
        if member_id is not None:
            rows.delete(db, "member", member_id)
    changed = rules.joined(keep, gone)
    rows.delete(db, "customer", gone.id)
    if changed:
        rows.update(db, "customer", keep.id, changed)
    _address_anew(db, keep, before, today)
    customers.recount(db, [keep.id])
    merged: dict[str, Value] = {"customer_id": keep.id, "gone_id": gone.id, "gone_name": gone.name}
    merged |= {"gone_external_id": gone.external_id, "action_id": action, "merged_on": today}
    store.note_merged(db, merged)


def _join_people(db: sqlite3.Connection, keep: Customer, gone: Customer) -> dict[int | None, int]:
    """Join those who are in both records; return who of the other one is which member, None being its person."""
    ours = customers.members(db, keep.id)
    theirs = {member.id: member for member in customers.members(db, gone.id)}
    met: dict[int | None, int] = dict(rules.same_people(ours, list(theirs.values())).items())
    for gone_id, kept_id in met.items():
        kept = customers.member(db, kept_id)
        if gone_id is not None and (changed := rules.joined_member(kept, theirs[gone_id])):
            rows.update(db, "member", kept_id, changed)
    person = rules.themselves(keep, ours, gone)
    if person is not None and person not in met.values():
        met[None] = person
    for gone_id, kept_id in met.items():
        store.give_days(db, gone.id, gone_id, kept_id)
    return met


def _join_days(db: sqlite3.Connection, keep: int, gone: int) -> None:
    """Join the yearly days that are in both records; the others only change hands."""
    ours = customers.occasions(db, keep)
    for theirs in customers.occasions(db, gone):
        same = next((one for one in ours if _is_same_day(one, theirs)), None)
        if same is None:
            continue
        if changed := rules.joined_day(same, theirs):
            rows.update(db, "occasion", same.id, changed)
        store.give_reminders(db, theirs.id, same.id)
        rows.delete(db, "occasion", theirs.id)


def _is_same_day(one: Occasion, other: Occasion) -> bool:
    return one.member_id == other.member_id and rules.same_day(one, other)


def _let_member_die(db: sqlite3.Connection, keep: Customer, gone: int, member_id: int | None) -> None:
    """Note the death of a person who is a member of the kept household with that member, if others live (SUP-1)."""
    death = next((stop for stop in customers.suppressions(db, gone) if stop.cause == Cause.DECEASED), None)
    if death is None or member_id is None:
        return
    if customers.member(db, member_id).died_on is None:
        rows.update(db, "member", member_id, {"died_on": death.since})
    if rules.lives_on(keep, customers.members(db, keep.id)):
        customers.lift_stop(db, gone, Cause.DECEASED)


def _join_flags(db: sqlite3.Connection, keep: int, gone: int) -> None:
    """Let the stricter of every stop and permission stand, and every tag (SUP-9)."""
    both = keep, gone
    stops = [customers.suppressions(db, one) for one in both]
    given = [{one.channel: one for one in customers.permissions(db, of)} for of in both]
    for channel in given[0] | given[1]:
        leave = [own.get(channel) for own in given]
        if not rules.may_stand(channel, stops, leave):
            for one in both:
                customers.lift_permission(db, one, channel)
        elif all(leave):
            counts = rules.newest(leave)
            customers.save_permission(db, keep, channel, counts.given_on, counts.how)
    ours = {stop.cause: stop for stop in stops[0]}
    for stop in stops[1]:
        if stop.cause in ours:
            stands = rules.stricter(ours[stop.cause], stop)
            store.set_stop(db, keep, stands.cause, stands.since, stands.how)
    for table, column in (("permission", "channel"), ("suppression", "cause"), ("tag", "name")):
        store.drop_same(db, table, column, keep, gone)


def _stop_one_win_back(db: sqlite3.Connection, keep: Customer, gone: Customer, today: date) -> None:
    """Stop the newer of two win-backs that are both under way: one customer is won back once."""
    ours, theirs = win_backs.open_win_back(db, keep.id), win_backs.open_win_back(db, gone.id)
    if ours is None or theirs is None:
        return
    newer = max(ours, theirs, key=lambda case: (case.opened_on, case.id))
    ending = f"{short(gone.name)} turned out to be {short(keep.name)}"
    win_backs.save(db, newer.id, {"ended_on": today, "outcome": Ending.STOPPED, "ending": ending})
    win_backs.write_step(db, newer, "ended", today, what=f"{Ending.STOPPED}. {ending}")


def _join_partners(db: sqlite3.Connection, keep: int, gone: int) -> None:
    """Join what was agreed with two partners; it has ended only if both have."""
    ours, theirs = partner_of(db, keep), partner_of(db, gone)
    if ours is None or theirs is None:
        return
    ended = max(ours.ended_on, theirs.ended_on) if ours.ended_on and theirs.ended_on else None
    agreed = "\n".join(filter(None, (ours.agreed, theirs.agreed if theirs.agreed not in ours.agreed else "")))
    values: dict[str, Value] = {"trade": ours.trade or theirs.trade, "agreed": agreed}
    rows.update(db, "partner", ours.id, values | {"since": min(ours.since, theirs.since), "ended_on": ended})
    rows.delete(db, "partner", theirs.id)


def _join_letters(db: sqlite3.Connection, keep: int, gone: int, people: dict[int | None, int]) -> None:
    """Say of the other record's letters whom they are about now, and settle those that both have for one thing.

    What went out stays: of two that did, the other record's has its own number added to what it is for.
    """
    store.date_reactivations(db, keep, gone)
    ours = store.letters_by_key(db, keep)
    for key, theirs in store.letters_by_key(db, gone).items():
        new = _about(key, keep, gone, people)
        same = ours.get(new)
        if same is not None:
            stands = rules.better(same, theirs)
            other = theirs if stands is same else same
            if other.stays:
                aside = (*new[:3], f"{new[3]}#{other.id}")
                store.set_key(db, other.id, aside)
                new = aside if other is theirs else new
            else:
                rows.delete(db, "letter", other.id)
                if other is theirs:
                    continue
        if new != key:
            store.set_key(db, theirs.id, new)


def _about(key: store.Key, keep: int, gone: int, people: dict[int | None, int]) -> store.Key:
    """Return what a letter is for, once its customer is the kept one."""
    kind, subject_kind, subject_id, occurrence = key
    if (subject_kind, subject_id) == ("customer", gone):
        if kind == "birthday" and None in people:
            return kind, "member", people[None], occurrence
        return kind, subject_kind, keep, occurrence
    if subject_kind == "member" and subject_id in people:
        return kind, subject_kind, people[subject_id], occurrence
    return key


def _address_anew(db: sqlite3.Connection, before: Customer, ours: list[Member], today: date) -> None:
    """Let both lines take in who came and leave out who may not be addressed; a household may have died out (SUP-1)."""
    after, members = customers.customer(db, before.id), customers.members(db, before.id)
    if new := rules.lines_anew(before, ours, after, members):
        rows.update(db, "customer", before.id, new)
    if died_out(after, members) and not died_out(before, ours):
        customers.save_stop(db, before.id, Cause.DECEASED, today, f"{short(after.name)} died")
