"""The laws of referrals: who may be asked, what is refused and what is warned of, thanks, drives and their return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from carebook.days import OpenDays, add_months, in_words
from carebook.referrals.model import Candidate, Drive
from carebook.shop.model import Numbers
from carebook.text import fold

if TYPE_CHECKING:
    from fractions import Fraction

MONTHS_KNOWN = 6
LEAST_SALES = 2
HAPPY_DAYS = 180
DELIGHTED, RECOMMENDS = 5, 9
"""From so much satisfaction, or of so much recommending, somebody is happy (REF-2)."""
CONTENT, MIGHT_RECOMMEND = 4, 7
"""Below these, what somebody praises on a survey sheet is spoiled by the rest of it."""
EXTRA_DAYS = 60
"""An extra service is remembered for so many days (REF-2)."""
ASKS_A_DAY = 3
"""So many asks stand on Today; who was asked today has taken a place."""
ASK_DAYS = 14
"""A good moment to ask should be taken within so many days."""
LETTER_DAYS = 30
"""For so many days a letter that asks and has not left stands against another (REF-2).

It can be sent as long, unless the owner gave it another window; once they are asked anew it is not written any more.
"""
THANK_OPEN_DAYS = 2
"""Every introduction is thanked within so many business days (REF-3)."""
THANK_LAPSES = 30
"""After so many days thanks come too late to be believed, and Today asks for none (REF-3).

The letter can be sent as long, unless the owner gave it another window.
"""
REWARD_DAYS = 7
"""A reward should be handed over within so many days of the purchase."""
BOUGHT_MONTHS = 24
"""Who bought within so many months was no stranger (REF-4)."""
ASK_WORKS_DAYS = 180
"""Whom somebody introduces within so many days after an ask counts as brought by it (REF-7)."""
PACE_ALARM_PERCENT = 80
"""Below so many percent of its pace at half-time a drive raises an alert (REF-6)."""
PACE_DAYS = 7
"""A drive that asks to be looked at should be within so many days."""

_STOPS = {"deceased": "they have died", "do-not-contact": "they asked not to be contacted"}
_STOPS["no-marketing"] = "they want no marketing"


# Whom to ask (REF-2) ----------------------------------------------------------------------------------------


def reasons_for(who: Candidate, today: date) -> list[str]:
    """Say what speaks for asking somebody."""
    found = []
    if who.again_on and who.again_on <= today.isoformat():
        found.append(f"wished to be asked again from {in_words(_day(who.again_on), today)}")
    if _within(who.praised_on, today, HAPPY_DAYS):
        found.append(f"praised us on {in_words(_day(who.praised_on), today)}")
    elif _within(who.happy_on, today, HAPPY_DAYS):
        found.append(f"happy on {in_words(_day(who.happy_on), today)}")
    if _within(who.served_on, today, EXTRA_DAYS):
        found.append(f"extra service on {in_words(_day(who.served_on), today)}")
    if who.tier == "VIP":
        found.append("VIP")
    if who.since and who.sales:
        found.append(f"{who.sales} sale{'s' if who.sales != 1 else ''} since {in_words(_day(who.since), today)}")
    return found


def reasons_against(who: Candidate, today: date, numbers: Numbers) -> list[str]:
    """Return every reason why somebody may not be asked now (REF-2, SUP-1, SUP-3, CMP-6); none: they may."""
    return [*_stopped(who, today, numbers), *_too_soon(who, today, numbers), *_no_occasion(who, today)]


def _stopped(who: Candidate, today: date, numbers: Numbers) -> list[str]:
    found = [said for stop, said in _STOPS.items() if stop in who.stops.split(",")]
    if _within(who.quiet_from, today, numbers.quiet_days - 1):
        until = _day(who.quiet_from) + timedelta(days=numbers.quiet_days)
        found.append(f"a death in the household: quiet until {in_words(until, today)}")
    if who.open_case:
        found.append(f"complaint {who.open_case} is open")
    if today.isoformat() < who.asking_from:
        found.append(f"a complaint is not long over: wait until {in_words(_day(who.asking_from), today)}")
    return found


def _too_soon(who: Candidate, today: date, numbers: Numbers) -> list[str]:
    found = []
    if who.again_on:
        if today.isoformat() < who.again_on:
            found.append(f"wishes to be asked again on {in_words(_day(who.again_on), today)}")
    elif who.asked_on and today < (again := _day(who.asked_on) + timedelta(days=numbers.referral_ask_gap)):
        found.append(f"asked on {in_words(_day(who.asked_on), today)}: not before {in_words(again, today)}")
    if _within(who.under_way, today, LETTER_DAYS):
        found.append("a letter that asks them is under way")
    if not who.since and who.sales:
        found.append("nobody noted since when they are a customer")
    if who.since and today < (known := add_months(_day(who.since), MONTHS_KNOWN)):
        found.append(f"a customer for less than {MONTHS_KNOWN} months, until {in_words(known, today)}")
    if who.sales < LEAST_SALES:
        found.append("no sale yet" if who.sales == 0 else "only one sale so far")
    return found


def _no_occasion(who: Candidate, today: date) -> list[str]:
    """Miss a good moment; who wished to be asked again made one."""
    if who.again_on and who.again_on <= today.isoformat():
        return []
    found = []
    if who.tier != "VIP" and not _within(who.happy_on, today, HAPPY_DAYS):
        found.append(f"neither a VIP nor known to be happy in the last {HAPPY_DAYS} days")
    if not (_within(who.praised_on, today, HAPPY_DAYS) or _within(who.served_on, today, EXTRA_DAYS)):
        found.append(f"no praise in {HAPPY_DAYS} days and no extra service in {EXTRA_DAYS}")
    return found


def _within(day: str, today: date, days: int) -> bool:
    return bool(day) and (today - timedelta(days=days)).isoformat() <= day <= today.isoformat()


def _day(text: str) -> date:
    return date.fromisoformat(text)


# Loops, households, strangers (REF-4) -----------------------------------------------------------------------


def loops(referrer_of: Mapping[int, int]) -> list[list[int]]:
    """Return every circle of customers who brought one another, each beginning with its lowest id (REF-4)."""
    found: dict[int, list[int]] = {}
    done: set[int] = set()
    for start in referrer_of:
        path: dict[int, None] = {}
        here = start
        while here in referrer_of and here not in done and here not in path:
            path[here] = None
            here = referrer_of[here]
        if here in path:
            ring = list(path)[list(path).index(here) :]
            lowest = ring.index(min(ring))
            found[min(ring)] = ring[lowest:] + ring[:lowest]
        done.update(path)
    return [found[lowest] for lowest in sorted(found)]


def is_same(one: str, other: str) -> bool:
    """Tell whether two names, or two places, are the same however they are written: Élise is ELISE."""
    key = fold(one)
    return key == fold(other) if key else one == other


def share_household(introduced: str, members: Iterable[str], homes: Sequence[Sequence[str]]) -> bool:
    """Tell whether referrer and introduced share a household (REF-4).

    One of the referrer's `members` is called so; or both have an address, and `homes` are one: the first line, the
    city and the postcode of each.
    """
    if any(is_same(introduced, member) for member in members):
        return True
    return len(homes) == 2 and all(home[0] for home in homes) and all(map(is_same, *homes))


def warnings(*, same_household: bool, bought_before: date | None, introduced_on: date) -> list[str]:
    """Say what speaks against a reward; the owner decides (REF-4)."""
    found = ["They share one household: a reward for that is not usual."] if same_household else []
    if bought_before and bought_before > add_months(introduced_on, -BOUGHT_MONTHS):
        found.append(f"They bought on {in_words(bought_before)} already, so they were no stranger.")
    return found


# Thanks and rewards (REF-3) ---------------------------------------------------------------------------------


def thank_by(introduced_on: date, open_days: OpenDays) -> date:
    """Return the day by which an introduction is thanked: 2 business days (REF-3)."""
    return open_days.nth_open_day(introduced_on, THANK_OPEN_DAYS)


# Drives (REF-6) ---------------------------------------------------------------------------------------------


def pace(drive: Drive, on: date) -> Fraction:
    """Return how many introductions the line of pace asks for by the end of a day (REF-6)."""
    gone = min(max((on - drive.starts_on).days + 1, 0), 7 * drive.weeks)
    return drive.target * gone / (7 * drive.weeks)


def is_behind(drive: Drive, introduced: int) -> bool:
    """Tell whether so many introductions in the first half are below 80 % of its pace (REF-6)."""
    return 100 * introduced < PACE_ALARM_PERCENT * pace(drive, drive.first_half_ends)


def reached(drive: Drive, introduced: int) -> bool:
    """Tell whether a drive has its target."""
    return introduced >= drive.target


# What it brings (REF-7) -------------------------------------------------------------------------------------


def return_on(profit: int, cost: int) -> Fraction | None:
    """Return (profit - cost) / cost: 648 and 160 make 305 %; None where nothing was spent (REF-7)."""
    from fractions import Fraction

    return Fraction(profit - cost, cost) if cost else None


def ratio(part: int, whole: int) -> Fraction | None:
    """Return a part of a whole; None of nothing."""
    from fractions import Fraction

    return Fraction(part, whole) if whole else None


def forest(edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return everyone who brought somebody, or was brought, as (customer, depth), each under who brought them.

    `edges` are (referrer, referred) in the order in which they shall stand. Who stands in a circle is left out;
    a check of the book finds those.
    """
    brought: dict[int, list[int]] = {}
    led: set[int] = set()
    for referrer, referred in edges:
        brought.setdefault(referrer, []).append(referred)
        led.add(referred)
    rows: list[tuple[int, int]] = []
    waiting = [(root, 0) for root in reversed(brought) if root not in led]
    while waiting:
        customer, depth = waiting.pop()
        rows.append((customer, depth))
        waiting += [(child, depth + 1) for child in reversed(brought.get(customer, ()))]
    return rows
