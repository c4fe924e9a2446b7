"""Planning: once for each new day, and after every action for what it touched (LET-3)."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.journal import bulk
from carebook.book.keeping import keep, kept, kept_day
from carebook.letters.model import CAMPAIGN_KINDS, KINDS
from carebook.letters.store import agenda, plan
from carebook.letters.store import letters as store
from carebook.letters.store.ground import HORIZON, Ground, Span
from carebook.retention.store.standings import yardstick
from carebook.shop import store as shop_store

HORIZON_DAYS = HORIZON.days

_WHOLE_PLAN = ("shop", "number", "closed_day", "gathering", "plan", "campaign")
"""Facts that touch the letters of every customer."""
_THEIR_KINDS: Mapping[str, Collection[str]] = {
    "gathering": ("appreciation",),
    "closed_day": [name for name, kind in KINDS.items() if kind.window.open_days],
    "campaign": CAMPAIGN_KINDS,
    "plan": KINDS,
}
"""The kinds of letters that some of those facts can touch; all others can touch any."""


def ground_of(db: sqlite3.Connection) -> Ground:
    """Return what planning knows of the shop."""
    return Ground(
        shop=shop_store.shop(db),
        calendar=shop_store.calendar(db),
        open_days=shop_store.open_days(db),
        leap="mar" if shop_store.numbers(db).leap_on_1_march else "feb",
        kinds=store.planned_kinds(db),
        campaigns=store.campaigns(db),
    )


def plan_day(book: Book, today: date) -> None:
    """Plan and lay out a day that was not yet planned (LET-3); does nothing on a day that was, or on an earlier one."""
    planned = kept_day(book.db, "planned_on")
    if planned is not None and planned >= today:
        if kept_day(book.db, "agenda_on") != today:
            with book.writing():
                _lay_out(book.db, today)
        return
    with book.writing():
        ground = ground_of(book.db)
        horizon = today + HORIZON
        reached = kept_day(book.db, "horizon")
        span = Span(after=reached, horizon=horizon, floor=None if reached else today)
        plan.wish(book.db, ground, span, touched_only=False)
        _bring_up_to_date(book.db, ground, span.drifting(), today, ["reactivation"], touched_only=False)
        whole = Span(after=None, horizon=horizon, floor=today)
        _plan_by_figures(book.db, ground, whole, today, plan.kinds_for_tiers(book.db, ground, whole))
        _lay_out(book.db, today)
        keep(book.db, "planned_on", today)
        keep(book.db, "horizon", max(horizon, reached or horizon))


def _lay_out(db: sqlite3.Connection, today: date) -> None:
    agenda.lay_out(db, store.planned_kinds(db), shop_store.numbers(db), today)
    keep(db, "agenda_on", today)


def follow(db: sqlite3.Connection, change: Change, today: date) -> None:
    """Bring the plan up to date with an action, in its transaction; every writer hands this to its book."""
    horizon = kept_day(db, "horizon")
    if horizon is None:
        return
    whole = change.touches(*_WHOLE_PLAN)
    ground = ground_of(db)
    span = Span(after=None, horizon=max(horizon, today), floor=today)
    kinds = kinds_touched(db, change)
    plan.wish(db, ground.only(kinds), span, touched_only=not whole)
    if change.touches("complaint", "remedy", "win_back"):
        _put_outdated_back(db)
    if change.touches("member"):
        _follow_members(db, change.action, today)
    _bring_up_to_date(db, ground, span, today, kinds, touched_only=not whole)
    counted_anew = kept(db, "planned_by") != _limits(db)
    if counted_anew:
        _plan_by_figures(db, ground, span, today, ["reactivation", *plan.kinds_for_tiers(db, ground, span)])
    day = kept_day(db, "agenda_on")
    if day is None:
        return
    if whole or counted_anew:
        _lay_out(db, day)
    else:
        agenda.lay_out_touched(db, ground.kinds, shop_store.numbers(db), day)


def _plan_by_figures(db: sqlite3.Connection, ground: Ground, span: Span, today: date, kinds: Collection[str]) -> None:
    """Plan these kinds anew for everybody, when the whole shop was counted: a tier or a dormant day may have moved."""
    if kinds:
        plan.wish(db, ground.only(kinds), span, touched_only=False)
        _bring_up_to_date(db, ground, span, today, kinds, touched_only=False)
    keep(db, "planned_by", _limits(db))


def _limits(db: sqlite3.Connection) -> str:
    """Name the figures of the shop by which everybody's tier and dormant day were counted (VAL-1a)."""
    shop = yardstick(db)
    return repr(shop and (shop.mean_gap, shop.vip_from, shop.core_from))


def _bring_up_to_date(
    db: sqlite3.Connection, ground: Ground, span: Span, today: date, kinds: Collection[str], *, touched_only: bool
) -> None:
    """Move, bring back and put in what is wanted; cancel of these kinds what is not."""
    if plan.cancel_unwanted(db, ground, span, today, kinds, touched_only=touched_only):
        plan.wish(db, ground.only(kinds), span, touched_only=touched_only)
    plan.move_and_bring_back(db)
    with bulk(db, "letter"):
        plan.put_in_missing(db)


def kinds_touched(db: sqlite3.Connection, change: Change) -> set[str]:
    """Name the kinds that an action can have touched: all, unless it was about nothing but a few."""
    facts = change.touched.keys() - {"letter"}
    if not facts or facts - _THEIR_KINDS.keys():
        return set(KINDS)
    return {kind for table in facts for kind in _kinds_of(db, table, change.touched[table])}


def _kinds_of(db: sqlite3.Connection, table: str, ids: Collection[int]) -> Collection[str]:
    """Name the kinds that some facts touch; one that is not there any more may have been of any that it could be of."""
    own = store.kinds_of(db, table, ids) if table in ("campaign", "plan") else ()
    return own or _THEIR_KINDS[table]


def _follow_members(db: sqlite3.Connection, action: int, today: date) -> None:
    """Put back what was printed to one who died or left, to be printed anew to the others (SUP-1, LET-7).

    Who left with a record of their own is not written to twice for one birthday.
    """
    from carebook.letters.store.households import note_sent_before, printed_to_who_is_gone

    store.set_on(db, printed_to_who_is_gone(db, action), **store.NOT_PRINTED)
    note_sent_before(db, action, today)


def _put_outdated_back(db: sqlite3.Connection) -> None:
    """Put back what was printed about a case and would read otherwise by now, so that it is printed anew (LET-7)."""
    printed = plan.printed_about_cases(db)
    if not printed:
        return
    from carebook.letters.desk.printing import compose
    from carebook.letters.store.wording import shelf_of

    for letter, day, words in printed:
        text = compose(db, [letter], day, shelf_of(db, letter))[letter]
        if isinstance(text, str) or text.plain() != words:
            store.set_on(db, [letter], **store.NOT_PRINTED)


def look_ahead(db: sqlite3.Connection, on: date, ahead: int = 0) -> int:
    """Make the agenda of another day, on a connection for reading; return the highest id that the book itself has.

    Beyond the book's horizon, and for a day before its last planned one, letters are planned that it has not (LET-3).
    """
    planned, horizon = kept_day(db, "planned_on"), kept_day(db, "horizon")
    until = on + timedelta(days=ahead)
    known = planned is not None and horizon is not None and planned <= on and until <= horizon
    newest = store.newest_id(db)
    agenda.look_at_the_book(db)
    if known and kept_day(db, "agenda_on") == on:
        return newest
    agenda.set_aside(db, letters=not known)
    ground = ground_of(db)
    if not known:
        earlier = planned is None or on < planned
        span = Span(after=None if earlier else horizon, horizon=until, floor=on if earlier else None)
        plan.wish(db, ground, span, touched_only=False)
        plan.move_and_bring_back(db)
        plan.put_in_missing(db)
    agenda.lay_out(db, ground.kinds, shop_store.numbers(db), on)
    return newest
