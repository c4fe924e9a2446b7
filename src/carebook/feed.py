"""What is due in the coming weeks as a calendar that other programs read (iCalendar, RFC 5545).

One entry a day for the letters, one for each call, complaint, reminder, referral and win-back; each rings at nine.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from carebook.book.files import new_file, private_folder
from carebook.book.history import first_day
from carebook.errors import Refusal
from carebook.letters.desk.planning import HORIZON_DAYS
from carebook.letters.model import KINDS, Due
from carebook.review import owed_for_referrals, owed_to_customers, slipping_vips, to_remember, win_back_steps
from carebook.shop.store import shop
from carebook.text import cut

AHEAD = HORIZON_DAYS
"""Days that the calendar looks ahead: as far as the book is planned."""
MAKER = "-//carebook//what is due//EN"
"""By this a calendar of carebook's own is known, which may be written anew over itself."""
NOTHING = "Nothing is due"
_RINGS_AT = timedelta(hours=9)
_WIDTH = 250
"""Cells of a title; a longer one is cut."""
_NAMED = 20
"""So many letters of a day are named."""


class NotOurs(Refusal):
    """A file that is no calendar of carebook's."""

    def __init__(self, path: Path) -> None:
        """Name the path."""
        super().__init__(f"{path} is already there, and no calendar of carebook's. Choose another name.")


class Entry(NamedTuple):
    """One thing on one day; what is late stands on today."""

    key: str
    """Names it over and over again by the same word, so that a calendar changes it and adds no second one."""
    day: date
    title: str
    said: str = ""


def entries(db: sqlite3.Connection, on: date, ahead: int = AHEAD) -> list[Entry]:
    """Return all that is due on a day that is laid out so far ahead, by days."""
    found = [*_letters(db, on, ahead), *_duties(db, on, ahead)]
    return sorted((one._replace(day=max(one.day, on)) for one in found), key=lambda one: (one.day, one.key))


def _letters(db: sqlite3.Connection, on: date, ahead: int) -> Iterator[Entry]:
    """Yield the letters day by day: calendars with a line for each of a thousand are of no use."""
    from carebook.letters.desk.looking import coming_up
    from carebook.letters.store.letters import agenda

    days: dict[date, list[Due]] = defaultdict(list)
    for due in agenda(db):
        days[on].append(due)
    for due in coming_up(db, on, on + timedelta(days=ahead)):
        if not due.cause:
            days[date.fromisoformat(due.due)].append(due)
    for day, dues in days.items():
        kinds = Counter(KINDS[due.kind].title for due in dues)
        title = ", ".join(f"{count} × {title}" if count > 1 else title for title, count in kinds.most_common())
        names = [f"{KINDS[due.kind].title}: {due.customer}" for due in dues[:_NAMED]]
        rest = [f"and {len(dues) - _NAMED} more"] if len(dues) > _NAMED else []
        yield Entry(f"letters-{day}", day, f"Letters: {title}", "\n".join([*names, *rest]))


def _duties(db: sqlite3.Connection, on: date, ahead: int) -> Iterator[Entry]:
    from carebook.customers.store import call_backs
    from carebook.referrals.store.owed import TO_DO as REFERRAL
    from carebook.retention.model import TO_DO as WIN_BACK

    until = on + timedelta(days=ahead)
    for owed in owed_to_customers(db, on, ahead):
        case = owed.duty.case
        yield Entry(
            f"complaint-{case.id}-{owed.duty.kind}", owed.duty.due, f"{owed.duty.to_do}: {owed.customer}", case.title
        )
    for call in call_backs(db, until):
        yield Entry(f"call-{call.id}", call.call_back_on, f"Call {call.customer}", call.note)
    for vip in slipping_vips(db, on):
        yield Entry(f"vip-{vip.customer_id}", on, f"Call {vip.customer}", "One of your best, and slipping away.")
    for one in to_remember(db, on, ahead):
        key = f"reminder-{one.id}" if one.id else f"day-{one.occasion_id}-{one.due}"
        yield Entry(key, one.due, f"{one.what}: {one.customer}")
    for debt in owed_for_referrals(db, on, ahead):
        key = f"referral-{debt.kind}-{debt.id if debt.id is not None else debt.customer_id}"
        yield Entry(key, debt.due, f"{REFERRAL[debt.kind]}: {debt.customer}".rstrip(": "))
    for step in win_back_steps(db, on, ahead):
        yield Entry(f"win-back-{step.case.id}", step.due, f"{WIN_BACK[step.step]}: {step.customer}")


def calendar(db: sqlite3.Connection, on: date, found: Sequence[Entry]) -> bytes:
    """Return entries as a calendar of a day, as it is read by calendar programs.

    Every entry bears a word of its book, so that the calendars of two shops stand side by side. Where nothing is due
    there is one that says so, and rings for nobody: no calendar may be empty.
    """
    from icalendar import Alarm, Calendar, Event, vText

    name = shop(db).name
    book = blake2b(f"{name}\n{first_day(db)}".encode(), digest_size=6).hexdigest()
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(f"{name}: what is due"))
    for one in found or [Entry("nothing", on, NOTHING)]:
        event, alarm = Event(), Alarm()
        event.add("uid", f"{one.key}.{book}@carebook.invalid")
        event.add("dtstamp", datetime.combine(on, time(), tzinfo=UTC))
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", title := cut(one.title, _WIDTH))
        if one.said:
            event.add("description", one.said)
        event.add("transp", "TRANSPARENT")
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", _RINGS_AT)
        if found:
            event.add_component(alarm)
        made.add_component(event)
    return bytes(made.to_ical())


def write_calendar(db: sqlite3.Connection, on: date, out: Path) -> int:
    """Write what is due to a file, over an older one of carebook's own; return how many entries there are."""
    found = entries(db, on)
    content = calendar(db, on, found)
    there = out.exists()
    if out.is_symlink() or (there and not _is_ours(out)):
        raise NotOurs(out)
    private_folder(out.parent)
    with new_file(out, replace=there) as part:
        part.write_bytes(content)
    return len(found)


def _is_ours(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(400)
    except OSError:
        return False
    return head.startswith(b"BEGIN:VCALENDAR") and MAKER.encode() in head
