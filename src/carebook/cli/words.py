"""What a command says in words: columns that stand under one another, whatever script they are in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import CallBack
from carebook.days import in_words
from carebook.letters.causes import said_of
from carebook.letters.model import KINDS, Due
from carebook.review import Owed, ToDo, about, about_referral, state_of, state_of_call
from carebook.text import cells, cut

if TYPE_CHECKING:
    from carebook.customers.store.reminders import ToRemember
    from carebook.referrals.store.owed import Owed as OwedForReferral
    from carebook.retention.model import NextStep
    from carebook.retention.store.vips import VipCall
    from carebook.shop.model import Shop

_WIDEST = 40
_MARKS = {"late": "!", "due": "·", "held": "‖", "snoozed": "z", "upcoming": " ", "lapsed": "×"}


def in_columns(rows: Sequence[Sequence[str]], indent: str = "  ") -> list[str]:
    """Set rows in columns; what is too long for its column is cut, but in the last."""
    if not rows:
        return []
    last = len(rows[0]) - 1
    cut_rows = [[cell if place == last else cut(cell, _WIDEST) for place, cell in enumerate(row)] for row in rows]
    widths = [max(cells(row[place]) for row in cut_rows) for place in range(last)]
    return [indent + "  ".join([*map(_filled, row, widths), row[last]]) for row in cut_rows]


def _filled(cell: str, width: int) -> str:
    return cell + " " * (width - cells(cell))


def to_do_in_words(shop: Shop, day: date, to_do: ToDo, lapsed: Sequence[Due] = ()) -> str:
    """Say what a day's work is, in the sections of Today."""
    active = [letter for letter in to_do.letters if letter.state in ("due", "late")]
    owed = [one for one in to_do.complaints if one.state != "upcoming"]
    steps = [one for one in to_do.win_backs if state_of(one, day) != "upcoming"]
    thanks = [one for one in to_do.referrals if state_of(one, day) != "upcoming"]
    remember = [one for one in to_do.reminders if state_of(one, day) != "upcoming"]
    calls = [call for call in to_do.calls if state_of_call(call, day) != "upcoming"]
    count = len(owed) + len(active) + len(calls) + len(remember) + len(to_do.vips) + len(thanks) + len(steps)
    states = [*(one.state for one in owed), *(one.state for one in active)]
    states += [*(state_of(one, day) for one in remember), *(state_of(one, day) for one in thanks)]
    states += [state_of(one, day) for one in steps]
    late = states.count("late")
    head = f"{count} to do" + (f", {late} late" if late else "") if count else "nothing to do"
    sections = {
        "Lapsed since your last review": [_letter(letter, day) for letter in lapsed],
        "Complaints": [_complaint(one, day) for one in owed],
        "Call back": [_call(call, day) for call in calls],
        "Remember": [_reminder(one, day) for one in remember],
        "Slipping away": [_vip(call, day) for call in to_do.vips],
        "Referrals": [_referral(one, shop, day) for one in thanks],
        "Win back": [_step(one, day) for one in steps],
        "Letters": [_letter(letter, day) for letter in active if not KINDS[letter.kind].handwritten],
        "Tonight's cards": [_letter(letter, day) for letter in active if KINDS[letter.kind].handwritten],
        "Held or put off": [_letter(letter, day) for letter in to_do.letters if letter.state in ("held", "snoozed")],
        "Complaints, coming up": [_complaint(one, day) for one in to_do.complaints if one.state == "upcoming"],
        "Call back, coming up": [_call(call, day) for call in to_do.calls if call not in calls],
        "Remember, coming up": [_reminder(one, day) for one in to_do.reminders if one not in remember],
        "Referrals, coming up": [_referral(one, shop, day) for one in to_do.referrals if one not in thanks],
        "Win back, coming up": [_step(one, day) for one in to_do.win_backs if one not in steps],
        "Coming up": [_letter(letter, day) for letter in to_do.letters if letter.state == "upcoming"],
    }
    lines = [f"{shop.name} · {in_words(day)} · {head}"]
    if not count:
        lines += ["", "All done for today."]
    for title, rows in sections.items():
        if rows:
            lines += ["", title, *in_columns(rows)]
    return "\n".join(lines)


def _complaint(one: Owed, day: date) -> list[str]:
    duty = one.duty
    when = f"from {in_words(duty.due, day)}" if one.state == "upcoming" else f"by {in_words(duty.by, day)}"
    to_do = duty.to_do if duty.to_do.endswith("?") else f"{duty.to_do}:"
    sentence = f"{to_do} {cut(duty.case.title, _WIDEST)} · {one.customer} · {when}"
    return [_MARKS[one.state], duty.case.number, sentence]


def _call(call: CallBack, day: date) -> list[str]:
    note = cut(call.note.partition("\n")[0], _WIDEST)
    promised = f"promised for {in_words(call.call_back_on, day)}"
    return [_MARKS[state_of_call(call, day)], f"“{note}”" if note else "Call", call.customer, promised]


def _reminder(one: ToRemember, day: date) -> list[str]:
    state = state_of(one, day)
    when = f"from {in_words(one.due, day)}" if state == "upcoming" else f"for {in_words(one.by, day)}"
    return [_MARKS[state], cut(one.what, _WIDEST), one.customer, when]


def _vip(call: VipCall, day: date) -> list[str]:
    silent = f"one of your best, silent since {in_words(call.last_on, day)}"
    return ["!" if call.by < day else "·", "Call", call.customer, silent]


def _referral(one: OwedForReferral, shop: Shop, day: date) -> list[str]:
    from carebook.referrals.store.owed import TO_DO

    state = state_of(one, day)
    when = f"from {in_words(one.due, day)}" if state == "upcoming" else f"by {in_words(one.by, day)}"
    about = cut(about_referral(one, shop), _WIDEST)
    return [_MARKS[state], TO_DO[one.kind], about, one.customer, "" if one.kind == "ask" else when]


def _step(one: NextStep, day: date) -> list[str]:
    from carebook.retention.model import TO_DO

    state = state_of(one, day)
    when = f"from {in_words(one.due, day)}" if state == "upcoming" else f"by {in_words(one.by, day)}"
    return [_MARKS[state], TO_DO[one.step], one.customer, when]


def _letter(letter: Due, day: date) -> list[str]:
    number = "" if letter.id is None else f"#{letter.id}"
    return [_MARKS[letter.state], number, KINDS[letter.kind].title, about(letter), letter.customer, _when(letter, day)]


def _when(letter: Due, day: date) -> str:
    """Say why a letter stands where it does on a day: what holds it, or by when it should leave."""
    if letter.cause:
        return said_of(letter, day)
    if letter.state == "lapsed" and letter.lapses:
        return f"lapsed after {in_words(date.fromisoformat(letter.lapses), day)}"
    if letter.state == "upcoming":
        return f"from {in_words(date.fromisoformat(letter.due), day)}"
    printed = "printed, " if letter.printed_on else ""
    if letter.lapses and letter.late_after and letter.late_after < day.isoformat():
        return f"{printed}lapses after {in_words(date.fromisoformat(letter.lapses), day)}"
    if letter.late_after:
        return f"{printed}by {in_words(date.fromisoformat(letter.late_after), day)}"
    return f"{printed}since {in_words(date.fromisoformat(letter.due), day)}"


def found_in_words(rows: Iterable[Sequence[str]], nobody: str) -> str:
    """List customers, or say that nobody was found."""
    return "\n".join(in_columns(list(rows), indent="")) or nobody
