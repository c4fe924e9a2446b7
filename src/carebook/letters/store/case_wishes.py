"""The letters that cases ask for: complaints and win-backs, each for those of its stage, referrals, and one's own.

CMP-1, CMP-5, WIN-1, REF-2, REF-3.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date

from carebook.letters.rules import window_of
from carebook.letters.store.ground import Ground, Span
from carebook.referrals.store.owed import NOT_ASKED_ANEW, STANDS

Wish = tuple[int, str, int, str, Mapping[str, str | None]]
"""Customer, subject's kind and id, occurrence, and the day 0 of each letter; None: it is not asked for."""

_COMPLAINTS = (
    "SELECT k.id, k.customer_id, k.acknowledged_on IS NULL, coalesce(k.reopened_on, k.received_on), k.agreed_on,"
    " k.refused_on, k.put_right_on, k.followed_up_on IS NULL, k.reopened FROM {} WHERE k.closed_on IS NULL"
)
_WIN_BACKS = (
    "SELECT b.id, b.customer_id, iif(b.why_on IS NULL, b.wanted_on, NULL),"
    " iif(b.responsibility_on IS NULL, b.offers_on, NULL), b.offered_on FROM {} WHERE b.ended_on IS NULL"
)
_BETWEEN = "BETWEEN :first AND :last"
_THANKS = (
    f"SELECT r.id, r.customer_id, r.introduced_on FROM {{}} WHERE r.thanked_on IS NULL AND r.introduced_on {_BETWEEN}"
    f" AND (:lapses IS NULL OR r.entered_on <= date(r.introduced_on, :lapses || ' days')) AND {STANDS}"
)
_ASKS = (
    f"SELECT q.id, q.customer_id, q.wanted_on FROM {{}} WHERE q.asked_on IS NULL AND q.wanted_on {_BETWEEN}"
    f" AND {NOT_ASKED_ANEW}"
)


def wishes(db: sqlite3.Connection, ground: Ground, span: Span, *, touched_only: bool) -> Iterator[tuple[object, ...]]:
    """Yield every letter that a case wants in a span, as a row of `temp.wanted`."""
    for customer, subject_kind, subject, occurrence, anchors in (
        *_of_complaints(db, touched_only=touched_only),
        *_of_win_backs(db, touched_only=touched_only),
        *_of_referrals(db, ground, span, touched_only=touched_only),
        *_of_the_owner(db, touched_only=touched_only),
    ):
        for kind, anchor in anchors.items():
            if anchor is None or not ground.kinds[kind].is_on:
                continue
            due, late_after, lapses = window_of(ground.kinds[kind].window, date.fromisoformat(anchor), ground.open_days)
            if span.takes(due, lapses):
                days = (str(due), _text(late_after), _text(lapses))
                yield (customer, kind, subject_kind, subject, occurrence, anchor, *days)


def _from(table: str, alias: str, *, touched_only: bool) -> str:
    touched = f"temp.touched t CROSS JOIN {table} {alias} ON {alias}.customer_id = t.customer_id"
    return touched if touched_only else f"{table} {alias}"


def _of_complaints(db: sqlite3.Connection, *, touched_only: bool) -> Iterator[Wish]:
    """Yield what each open complaint asks for; one that begins anew asks for its own."""
    for case, customer, unheard, received, agreed, refused, put_right, unasked, again in db.execute(
        _COMPLAINTS.format(_from("complaint", "k", touched_only=touched_only))
    ):
        anchors = {
            "complaint_acknowledgement": received if unheard else None,
            "adjustment": agreed,
            "refusal": refused,
            "recovery_follow_up": put_right if unasked else None,
        }
        yield customer, "complaint", case, str(again) if again else "", anchors


def _of_win_backs(db: sqlite3.Connection, *, touched_only: bool) -> Iterator[Wish]:
    """Yield what each open win-back asks for: to learn why, to own our part, and the offer once it is asked for."""
    for case, customer, unasked_since, unowned_since, offered in db.execute(
        _WIN_BACKS.format(_from("win_back", "b", touched_only=touched_only))
    ):
        yield customer, "win-back", case, "", {"win_back_enquiry": unasked_since, "win_back_amends": unowned_since}
        yield customer, "win-back", case, offered or "", {"win_back_offer": offered}


def _of_referrals(db: sqlite3.Connection, ground: Ground, span: Span, *, touched_only: bool) -> Iterator[Wish]:
    """Yield thanks for each introduction that stands, and what asks for one by letter and has not left.

    One that came into the book when it was too late for thanks has none (LET-5). Only the days that the span can take
    are looked at, so that a new day's planning does not walk all that was ever left unthanked.
    """
    for kind, sql, source in (
        ("referral_thanks", _THANKS, _from("referral", "r", touched_only=touched_only)),
        ("referral_ask", _ASKS, _from("ask", "q", touched_only=touched_only)),
    ):
        window = ground.kinds[kind].window
        first, last = map(str, span.bounds(window))
        values = {"first": first, "last": last, "lapses": window.lapses}
        for case, customer, anchor in db.execute(sql.format(source), values):
            yield customer, "referral", case, "", {kind: anchor}


def _of_the_owner(db: sqlite3.Connection, *, touched_only: bool) -> Iterator[Wish]:
    """Yield the letters of the owner's own, each on its day."""
    source = _from("own_letter", "w", touched_only=touched_only)
    for number, customer, wanted_on in db.execute(f"SELECT w.id, w.customer_id, w.wanted_on FROM {source}"):
        yield customer, "customer", customer, str(number), {"own_letter": wanted_on}


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
