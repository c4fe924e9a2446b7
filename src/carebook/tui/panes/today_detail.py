"""What Today shows of the line under the cursor: the letter as it will print, why it is due, what is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from carebook.customers import store as customers
from carebook.customers.model import Contact, Customer
from carebook.customers.words import by_channel
from carebook.days import in_words, near
from carebook.letters.causes import said, said_of, waits_too_long
from carebook.letters.model import KINDS, SEASON_KINDS, Anchor, Due, State
from carebook.letters.model import Letter as Planned
from carebook.letters.store import letters as store
from carebook.shop import store as shop_store
from carebook.tui.actions import bindings
from carebook.tui.panes.today_rows import CALL, CASE, LETS_GO, PROGRESS, REFERRAL_LINES, REMINDERS, VIP, WIN_BACK
from carebook.tui.widgets.letter_preview import Letter, LetterPreview

if TYPE_CHECKING:
    from carebook.letters.writing import LetterText

Note = tuple[str, str]

REASONS = {
    Anchor.SALE: "the sale of",
    Anchor.ACCOUNT_OPENED: "a new customer since",
    Anchor.ACCOUNT_YEARLY: "one more year as a customer on",
    Anchor.ACCOUNT_HALF_YEAR: "half a year after the yearly day, on",
    Anchor.BIRTHDAY: "the birthday on",
    Anchor.PET_BIRTHDAY: "the pet's birthday on",
    Anchor.GATHERING: "the gathering on",
    Anchor.SEASON: "the season's day,",
    Anchor.CAMPAIGN: "the campaign that starts on",
    Anchor.NEWS: "the news heard on",
    Anchor.COMPLAINT_RECEIVED: "the complaint of",
    Anchor.REMEDY_AGREED: "what was agreed on",
    Anchor.REFUSED: "the decision of",
    Anchor.PUT_RIGHT: "put right on",
    Anchor.DORMANT: "silent for long, a word is due from",
    Anchor.WANTED_BACK: "you want them back since",
    Anchor.OFFERS_KNOWN: "winning them back, what was offered is known since",
    Anchor.OFFER_ASKED: "the offer that you asked for on",
    Anchor.INTRODUCED: "told somebody about us on",
    Anchor.REFERRAL_ASKED: "you want to ask them since",
    Anchor.OWN: "written by you for",
}
"""Why a letter of a kind is here, to stand before the day of its anchor."""

OWN_CALL = "your own call: second complaint in 12 months"
"""Why a call stands here that a complaint asks for (CMP-7)."""

_TELLING = ("complaint", "win-back", "referral")
"""The subjects that are told beside the day."""

BEFORE_IT_GOES = "look again"
"""The label of what the owner should look at before a letter goes."""


class Detail(LetterPreview, inherit_bindings=False):
    """One line of a list, opened; up and down step through the list."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    class Closed(Message):
        """The owner goes back to the list."""

    class Turned(Message):
        """The owner goes on to the next line, or back to the one before."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self) -> None:
        """A detail that shows nothing yet."""
        super().__init__(classes="detail")

    def action_close(self) -> None:
        """Go back to the list."""
        self.post_message(self.Closed())

    def action_turn(self, step: int) -> None:
        """Step through the list."""
        self.post_message(self.Turned(step))


def detail_of(db: sqlite3.Connection, what: str, number: int, today: date) -> Letter | None:
    """Return what is to be shown of a line; None where it is gone."""
    if what == CALL:
        return _call(db, number, today)
    if what in (CASE, PROGRESS):
        return _case(db, number, today)
    if what == VIP:
        return _vip(db, number, today)
    if what == WIN_BACK:
        return _win_back(db, number, today)
    if what in REMINDERS:
        from carebook.tui.panes.today_reminders import detail_of_reminder

        return detail_of_reminder(db, what, number, today)
    if what in REFERRAL_LINES:
        from carebook.tui.panes.today_referrals import detail_of_referral

        return detail_of_referral(db, what, number, today)
    letter = store.letter(db, number)
    if letter and letter.sent_on:
        return as_it_was_sent(letter, letter.sent_on)
    return _letter(db, letter, store.on_agenda(db, number), today) if letter else None


def _letter(db: sqlite3.Connection, letter: Planned, due: Due | None, today: date) -> Letter:
    from carebook.letters.desk.printing import compose
    from carebook.letters.store.drafts import points_of

    notes = [*_why(letter, due, today)]
    if letter.kind in SEASON_KINDS and (campaign := _its_campaign(db, letter, today)):
        notes[0] = campaign
    notes += [("known" if place == 0 else "", point) for place, point in enumerate(points_of(db, letter.id))]
    if KINDS[letter.kind].handwritten:
        return _card(db, letter, notes, today)
    if letter.text:
        return Letter(paragraphs=(letter.text,), notes=tuple(notes))
    notes += _no_offer(db, letter, today)
    text = compose(db, [letter.id], today)[letter.id]
    if isinstance(text, str):
        return Letter(notes=(("cannot print", text), *notes))
    return as_it_prints(text, notes)


def as_it_was_sent(letter: Planned, sent_on: date) -> Letter:
    """Return the exact text of a letter that was sent, and how it went (LET-7)."""
    notes = [("sent", f"{in_words(sent_on)} {by_channel(letter.channel)}")]
    if letter.printed_on:
        notes.append((_done(letter), in_words(letter.printed_on)))
    if letter.override:
        notes.append(("let go", letter.override))
    text = letter.text or "There was no text to keep: it went by hand, or by telephone."
    return Letter(paragraphs=(text,), notes=tuple(notes))


def as_it_prints(text: LetterText, notes: list[Note]) -> Letter:
    """Return a written letter as the preview draws it."""
    if text.sheet:
        notes = [("with it", "the survey sheet"), *notes]
    if text.cards:
        notes = [("with it", "a page of cards to pass on"), *notes]
    notes = [*((BEFORE_IT_GOES if place == 0 else "", said) for place, said in enumerate(text.remarks)), *notes]
    return Letter(
        sender=text.sender,
        addressee=text.addressee,
        dated="\n\n".join(filter(None, (text.dated, text.heading))),
        salutation=text.salutation,
        paragraphs=text.paragraphs,
        closing=text.closing,
        signature=text.signature,
        footer=text.footer,
        notes=tuple(notes),
    )


def _no_offer(db: sqlite3.Connection, letter: Planned, today: date) -> list[Note]:
    """Say why a letter that could invite goes without its offer (CMP-6)."""
    from carebook.letters.store.drafts import facts_of

    if not KINDS[letter.kind].may_offer:
        return []
    _, facts = facts_of(db, [letter.id], shop_store.shop(db), store.planned_kinds(db), today)[letter.id]
    return [("offer", said(facts.offer_rests, today))] if facts.offer_rests else []


def _card(db: sqlite3.Connection, letter: Planned, notes: list[Note], today: date) -> Letter:
    from carebook.letters.store.drafts import facts_of

    _, facts = facts_of(db, [letter.id], shop_store.shop(db), store.planned_kinds(db), today)[letter.id]
    return Letter(
        addressee=facts.customer.addressee,
        paragraphs=(f"{KINDS[letter.kind].title}: {facts.news}", "A card to write by hand tonight."),
        notes=tuple(notes),
    )


def _its_campaign(db: sqlite3.Connection, letter: Planned, today: date) -> Note | None:
    """Say which campaign asks for a greeting or an appreciation, if one takes the place of the plan's own."""
    from carebook.letters.store.campaigns import campaign_of

    found = campaign_of(db, letter.id)
    return ("why", f"{REASONS[Anchor.CAMPAIGN]} {in_words(found.starts_on, today)}: {found.title}") if found else None


def _why(letter: Planned, due: Due | None, today: date) -> Iterator[Note]:
    """Say why a letter is here, until when, and what holds it."""
    kind = KINDS[letter.kind]
    reason, day = REASONS[kind.anchor], letter.anchor
    if kind.anchor is Anchor.GATHERING and letter.lapses:
        reason, day = f"{due.about} on" if due and due.about else reason, letter.lapses
    about = f": {due.about}" if due and due.about and due.subject_kind in _TELLING else ""
    yield "why", f"{reason} {in_words(day, today)}{about}"
    yield "due", " · ".join(filter(None, (in_words(letter.due, today), _until(letter, today))))
    if due and due.cause and due.state == State.HELD:
        yield "held", said(due.cause, today)
        if waits_too_long(due):
            yield "", f"it {said_of(due, today)} · {LETS_GO}"
    if due and due.channel and due.channel != "post":
        yield "goes by", due.channel
    if letter.snoozed_until:
        yield "put off", f"until {in_words(letter.snoozed_until, today)}"
    if letter.printed_on:
        unsent = ", not yet marked sent" if letter.state == "printed" else ""
        yield _done(letter), in_words(letter.printed_on, today) + unsent
    if letter.override:
        yield "let go", letter.override


def _done(letter: Planned) -> str:
    return "drafted" if letter.channel == "e-mail" else "printed"


def _until(letter: Planned, today: date) -> str:
    if letter.lapses is None:
        return ""
    if letter.lapses < today:
        return f"lapsed after {in_words(letter.lapses, today)}"
    return f"may leave until {in_words(letter.lapses, today)} ({near(letter.lapses, today)})"


def _case(db: sqlite3.Connection, number: int, today: date) -> Letter:
    """Return a case: what they said, the four promises as far as they are kept, and what is next."""
    from carebook.complaints.store.cases import case
    from carebook.tui.panes.complaints_sheet import sheet_of

    found = case(db, number)
    sheet = sheet_of(db, found, shop_store.shop(db), today)
    promises = (f"{'✓' if promise.kept else '○'} {promise.name}: {promise.said}" for promise in sheet.promises)
    return Letter(
        addressee=(found.summary,) if found.summary else (),
        paragraphs=(sheet.about, f"“{sheet.words}”", "\n".join(promises)),
        notes=tuple(("next" if place == 0 else "", said) for place, (said, _) in enumerate(sheet.owed)),
    )


def _call(db: sqlite3.Connection, number: int, today: date) -> Letter:
    contact = customers.contact(db, number)
    customer = customers.customer(db, contact.customer_id)
    notes = [
        ("phone", phones(customer)),
        ("why", OWN_CALL) if contact.complaint_id else ("promised", _promised(contact, today)),
        ("call on", in_words(contact.call_back_on, today) if contact.call_back_on else ""),
        *known(db, customer, today),
    ]
    said = f"“{contact.note}”" if contact.note else "Call back, as promised."
    return Letter(addressee=(customer.name,), paragraphs=(said,), notes=tuple(notes))


def phones(customer: Customer) -> str:
    """Say by which numbers a customer is called."""
    return " · ".join(filter(None, (customer.phone, customer.mobile))) or "not known"


def known(db: sqlite3.Connection, customer: Customer, today: date) -> Iterator[Note]:
    """Say what helps in a call: who belongs to them, and what they bought last."""
    if names := ", ".join(member.name for member in customers.members(db, customer.id)):
        yield "members", names
    if customer.last_sale_on:
        yield "last sale", in_words(customer.last_sale_on, today)


def _vip(db: sqlite3.Connection, number: int, today: date) -> Letter:
    """Return what to know before calling a VIP who is slipping."""
    from carebook.retention.store.standings import standing
    from carebook.retention.words import in_words as rhythm_in_words

    customer = customers.customer(db, number)
    found = standing(db, number)
    notes = [
        ("phone", phones(customer)),
        ("why", rhythm_in_words(found, today).capitalize() if found else ""),
        *known(db, customer, today),
    ]
    said = "One of your best customers is slipping away. A call today may be all it takes: ask how they are."
    return Letter(addressee=(customer.name,), paragraphs=(said,), notes=tuple(notes))


def _win_back(db: sqlite3.Connection, number: int, today: date) -> Letter:
    """Return a win-back: what is known by now, and what is next."""
    from carebook.retention.model import TO_DO
    from carebook.retention.store import win_backs

    case = win_backs.win_back(db, number)
    customer = customers.customer(db, case.customer_id)
    diary = (f"{in_words(one.on_day, today)}: {one.step}. {one.what}" for one in win_backs.steps(db, number))
    notes = [("phone", phones(customer)), *known(db, customer, today)]
    if case.next_step:
        notes.insert(0, ("next", TO_DO[case.next_step]))
    return Letter(addressee=(customer.name,), paragraphs=("\n".join(diary),), notes=tuple(notes))


def _promised(contact: Contact, today: date) -> str:
    return f"{in_words(contact.on_day, today)}, {by_channel(contact.channel)}"
