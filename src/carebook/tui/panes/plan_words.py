"""The aftercare plan in the owner's words: what each letter is for, and its window."""

from __future__ import annotations

from datetime import date

from carebook.days import in_words
from carebook.letters.model import PlannedKind
from carebook.tui.widgets.letter_preview import Letter

PURPOSE = {
    "complaint_acknowledgement": "The first answer to a complaint: we heard, we own it, who acts, and by when.",
    "adjustment": "Tells what puts it right, as good news first, once that is agreed.",
    "refusal": "A fair no: the reasons, one clear no, and the best that you can do instead.",
    "recovery_follow_up": "Asks, some days after you put it right, whether it is right now. It asks nothing else.",
    "product_notice": "Tells every buyer of a product what is wrong with it, before they complain.",
    "condolence": "A card by your own hand, when you hear of a loss. It goes only when you log the news.",
    "thank_you": "Says thanks for one purchase by its name, and whom to call. It offers nothing else.",
    "referral_thanks": "Thanks whoever told somebody about you, sale or no sale. It promises and offers nothing.",
    "welcome": "Introduces you to a new customer: your name, your line, and what to do should anything fall short.",
    "how_did_we_do": "A short survey about one purchase, with a reply sheet.",
    "congratulation": "A card by your own hand, when you hear good news. It goes only when you log the news.",
    "own_letter": "A letter of your own to one customer, from any text or a blank sheet: L in the list or a record.",
    "birthday": "Best wishes to a customer or someone in the household; an offer may go with it.",
    "pet_birthday": "Best wishes to a pet, by its name; an offer may go with it.",
    "anniversary": "Thanks for another year as your customer.",
    "appreciation": "Thanks before a gathering of the shop. It sells nothing.",
    "seasons_greeting": "Thanks before the season begins, ahead of all the other mail.",
    "how_are_we_doing": "The full survey, once a year, to customers who know you well.",
    "win_back_enquiry": "Asks a customer who left, and whom you want back, why they went. It offers nothing.",
    "win_back_amends": "Owns our part in it without any condition, and asks leave to keep in touch.",
    "win_back_offer": "The offer that you chose, fit to why they left. It needs the reason and their permission.",
    "reactivation": "To customers who have gone silent: finds out why, reminds of what they bought, invites.",
    "newsletter": "What is new, in your own words: one issue for each campaign.",
    "referral_ask": "Asks whom else you could help, with cards to pass on. It goes only when you ask by letter.",
    "promotion": "One offer with its last day, for each campaign.",
}


def day_word(number: int | None, *, open_days: bool = False) -> str:
    """Say a day of a window: "10 days before", "on the day", "2 open days after"."""
    if number is None:
        return "no limit"
    if number == 0:
        return "on the day"
    days = f"{abs(number)} {'open ' if open_days else ''}{'day' if abs(number) == 1 else 'days'}"
    return f"{days} {'before' if number < 0 else 'after'}"


def window_in_short(planned: PlannedKind) -> str:
    """Say in a few words from when to when a kind may leave: "10 to 30 days after"."""
    window = planned.window
    days = "open days" if window.lapses_by_open_days else "days"
    if window.lapses is None or window.lapses < window.due:
        return f"from {day_word(window.due, open_days=window.open_days)}" if window.due else "from the day on"
    if window.due >= 0:
        return f"{window.due} to {window.lapses} {days} after"
    if window.lapses <= 0:
        return f"{-window.due} to {-window.lapses} {days} before"
    return f"{-window.due} before to {window.lapses} after"


def kind_shown(planned: PlannedKind, sent: int, waiting: int, next_due: str | None) -> Letter:
    """Return what the screen shows of a kind beside the plan."""
    kind, window = planned.kind, planned.window
    notes = [
        ("this letter", "is on" if planned.is_on else "is off: none of it is planned"),
        ("day 0", kind.anchor.value),
        ("leaves", _window(planned)),
        ("late after", day_word(window.late_after, open_days=window.open_days)),
        ("goes by", "your own hand" if kind.handwritten else f"{planned.channel}, else what the customer allows"),
    ]
    if kind.may_offer:
        notes.append(("offer", planned.offer or "none"))
    next_day = f", the first due {in_words(date.fromisoformat(next_due))}" if next_due else ""
    notes += [("planned", f"{waiting:,}{next_day}"), ("sent so far", f"{sent:,}")]
    return Letter(salutation=kind.title, paragraphs=(PURPOSE[kind.name],), notes=tuple(notes))


def _window(planned: PlannedKind) -> str:
    """Say from when to when a kind may leave: "from 3 days before to 14 days after"."""
    first = day_word(planned.window.due, open_days=planned.window.open_days)
    last = _lapses(planned)
    return f"from {first} to {last}".replace("on the day", "the day") if last else f"from {first} on"


def _lapses(planned: PlannedKind) -> str:
    if planned.kind.name == "promotion":
        return f"{day_word(planned.window.lapses)} the offer ends"
    if planned.kind.name == "appreciation" and planned.window.lapses is None:
        return "the gathering"
    return day_word(planned.window.lapses, open_days=planned.window.lapses_by_open_days)
