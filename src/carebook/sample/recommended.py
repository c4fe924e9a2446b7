"""Who sent whom to Rosie's, what both got, whom she asked, and her two drives: through the verbs of that desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from carebook.book.book import Book
from carebook.customers import store as customers_store
from carebook.letters.model import REFERRAL_KINDS
from carebook.letters.store import letters as letters_store
from carebook.referrals import entry as entries
from carebook.referrals.desk import asking, driving, introducing, partnering, rewarding
from carebook.referrals.store import referrals as referrals_store
from carebook.referrals.store.asking import asks_of
from carebook.referrals.store.drives import drives
from carebook.sample.almanac import Almanac
from carebook.sample.recommending import ASKS_LATER, JUST_BOUGHT, PRAISED, TO_ASK_BY_LETTER, TO_THANK
from carebook.sample.store import Sent

_CLINIC = "Pine Crossing Veterinary Clinic"
_BAKERY = "Bon Pain Bakery"
_ASKED_BY_LETTER = "Ursula Zimmermann"
_FITS = "Somebody with a first garden, or a first dog, and nobody to ask."
_SAY = "Rosie tells you when not to buy. And she remembers the name of your dog."


class _Sent(NamedTuple):
    """One who was sent to us so many days ago, by whom, and how that one was thanked; "letter" as carebook plans it."""

    name: str
    by: str
    ago: int
    thanked: str = "in person"
    note: str = ""


_SENT = (
    _Sent("Isaac Dunn", "Ramón Zapata", 653),
    _Sent("Vera Kowalski", "Ruth Goldstein", 613, "phone"),
    _Sent("Jamal Carver", "Isaac Dunn", 612),
    _Sent("Pieter van der Berg", "Jamal Carver", 558),
    _Sent("Иван Петров", "Pieter van der Berg", 523, "phone"),
    _Sent("Lorna Fitch", _CLINIC, 478, "phone"),
    _Sent("Quarry Bridge Kennels", _CLINIC, 470, note="They board the clinic's patients."),
    _Sent("Simone Archambault", _CLINIC, 457, "phone"),
    _Sent("Ingrid Halvorsen", "Иван Петров", 439),
    _Sent("Theodore Blackwood", "Ramón Zapata", 428, note="They plant out gardens together."),
    _Sent("Åse Bjørnstad", "Vera Kowalski", 422),
    _Sent("Gustavo Peña", "Karen Thorne", 412, "phone"),
    _Sent("יעל כהן", "Ingrid Halvorsen", 363),
    _Sent("Beatrix Young", "Gustavo Peña", 322),
    _Sent(JUST_BOUGHT, "Margaret O'Brien", 16),
    _Sent("Thanh Nguyễn", "Ursula Zimmermann", 13, "letter"),
    _Sent("Imogen Sayer", "Tanya Whitaker", 7, "phone"),
)


_UNFOLLOWED = (
    ("Odile from the bank", "Marcus Farrow", 240),
    ("a nephew with a greenhouse", "Elias Haddad", 228),
    ("the Hallorans", "Theodore Blackwood", 212),
    ("Rufus Tate", _ASKED_BY_LETTER, 134),
)
"""Friends who never came, by whom they were named, so many days ago."""
_MOMENTS = (
    (TO_ASK_BY_LETTER, 4, "praise", "“You saved my tomatoes, and you would not even sell me the spray.”"),
    (ASKS_LATER, 52, "praise", "Says that nobody else would have come out on a Saturday."),
    (PRAISED, 1, "praise", "“I tell everyone on Quarry Road where my roses come from.”"),
    ("Tanya Whitaker", 30, "extra service", "Drove the winter covers up to her before the frost."),
    (_ASKED_BY_LETTER, 149, "praise", "“Best balcony in the house, thanks to you.”"),
    ("Theodore Blackwood", 220, "praise", "Brought her sister to see the lavender."),
    ("Cordelia Nash", 133, "praise", "“You are the only ones who pick up the telephone.”"),
)


def recommended_before(book: Book, day: Almanac) -> None:
    """Tell the past; thanks and asks that went by letter are still to be planned."""
    _terms(book, day.ago(600), "5.00", "")
    _terms(book, day.ago(200), "10.00", "a bag of tulip bulbs")
    for name, ago, kind, what in _MOMENTS:
        entry = entries.MomentEntry(kind=kind, on_day=day.ago(ago), what=what)
        asking.note_moment(book, _who(book, name), entry, day.ago(ago))
    for one in _SENT:
        _send(book, one, day)
    for name, by, ago in _UNFOLLOWED:
        _introduce(book, name, by, day.ago(ago))
    said = entries.NotNowEntry(on_day=day.ago(118), what="Has no room for a garden until he moves.")
    introducing.not_now(book, _number_of(book, "Rufus Tate", _ASKED_BY_LETTER), said, day.ago(118))
    _partners(book, day)
    _asks(book, day)
    _drives(book, day)


def recommended_now(book: Book, day: Almanac) -> None:
    """Tell what this morning is about: someone named yesterday, a letter to be written, an answer that came."""
    _introduce(book, "Otis Calloway", TO_THANK, day.eve)
    asking.ask_by_letter(book, [_who(book, TO_ASK_BY_LETTER)], "post", day.eve)
    for one in asks_of(book.db, _who(book, _ASKED_BY_LETTER)):
        if one.asked_on:
            agreed = entries.AnswerEntry(on_day=one.asked_on + timedelta(days=6), answer="agreed")
            asking.answer(book, one.id, agreed, agreed.on_day)


def note_letters(db: sqlite3.Connection, sent: Iterable[Sent]) -> None:
    """Note who was thanked, and who was asked, by the letters of the past (CMP-8a)."""
    for one in sent:
        found = letters_store.letter(db, one.letter) if one.kind in REFERRAL_KINDS else None
        if found:
            noted = rewarding.note_letter if one.kind == "referral_thanks" else asking.note_letter
            noted(db, found.subject_id, date.fromisoformat(one.day), one.channel)


def _who(book: Book, name: str) -> int:
    return customers_store.who(book.db, name)


def _number_of(book: Book, name: str, by: str) -> int:
    return next(one.id for one in referrals_store.referrals_by(book.db, _who(book, by)) if one.introduced == name)


def _introduce(book: Book, name: str, by: str, on: date, note: str = "") -> int:
    entry = entries.IntroductionEntry(introduced=name, introduced_on=on, note=note)
    return introducing.introduce(book, _who(book, by), entry, on)[1].id


def _send(book: Book, one: _Sent, day: Almanac) -> None:
    """Tell of one who came a few days after a friend had named them; what was promised was handed over soon."""
    on, came = day.ago(one.ago), day.ago(one.ago - 2)
    number = _introduce(book, one.name, one.by, on, one.note)
    introducing.come_in_contact(book, number, _who(book, one.name), came, came)
    if one.thanked != "letter":
        thanked = entries.ThanksEntry(on_day=day.ago(one.ago - 1), via=one.thanked)
        rewarding.thank(book, number, thanked, thanked.on_day)
    if one.name == JUST_BOUGHT:
        return
    for reward in referrals_store.rewards(book.db, number):
        if referrals_store.referral(book.db, number).bought_on:
            paid = entries.PaidEntry(on_day=day.ago(max(one.ago - 12, 1)), ending="at the counter")
            rewarding.pay(book, reward.id, paid, paid.on_day)


def _terms(book: Book, on: date, voucher: str, bulbs: str) -> None:
    entry = entries.TermsEntry(
        who_fits=_FITS,
        what_to_say=_SAY,
        referrer_kind="voucher",
        referrer_amount=round(100 * float(voucher)),
        introduced_kind="gift" if bulbs else "",
        introduced_what=bulbs,
        introduced_amount=450 if bulbs else 0,
    )
    rewarding.set_terms(book, entry, on)


def _partners(book: Book, day: Almanac) -> None:
    """The clinic sends every new puppy owner; the bakery gives as it takes."""
    agreed = "Our card lies on their counter, their leaflet on ours."
    clinic = entries.PartnerEntry(since=day.ago(500), trade="veterinary clinic", agreed=agreed)
    partnering.make_partner(book, _who(book, _CLINIC), clinic, day.ago(500))
    bakery = entries.PartnerEntry(
        since=day.ago(180), trade="bakery", agreed="Rolls for our evenings, baskets for theirs."
    )
    partnering.make_partner(book, _who(book, _BAKERY), bakery, day.ago(180))
    for name, to, ago in (
        ("Tanya Whitaker", _CLINIC, 300),
        ("a couple with a beagle", _CLINIC, 65),
        ("the choir", _BAKERY, 40),
    ):
        passed = entries.PassedOnEntry(name=name, on_day=day.ago(ago))
        partnering.pass_on(book, _who(book, to), passed, day.ago(ago))


def _asks(book: Book, day: Almanac) -> None:
    """Three who were asked: one agreed, one said later, one said no; a fourth by letter."""
    later = {"answer": "later", "again_on": day.eve, "note": "After the harvest."}
    for name, ago, said in (
        ("Theodore Blackwood", 214, {"answer": "agreed"}),
        (ASKS_LATER, 50, later),
        ("Cordelia Nash", 130, {"answer": "declined", "note": "Does not like to recommend anything to anyone."}),
    ):
        entry = entries.AskEntry(on_day=day.ago(ago), **said)
        asking.ask(book, _who(book, name), entry, day.ago(ago))
    asking.ask_by_letter(book, [_who(book, _ASKED_BY_LETTER)], "post", day.ago(146))


def _drives(book: Book, day: Almanac) -> None:
    """One in spring that reached its target, and one of this autumn that is behind."""
    spring = entries.DriveEntry(
        name="Spring drive",
        starts_on=day.ago(260),
        weeks=10,
        target_percent=50,
        baseline=2,
        cost=3500,
        plan="A card with every bag: who would like one too?",
    )
    driving.start_drive(book, spring, day.ago(260))
    learned = entries.DriveEndEntry(learned="The card alone does nothing. Asking at the counter does.")
    driving.close_drive(book, drives(book.db)[0].id, learned, day.ago(185))
    autumn = entries.DriveEntry(
        name="Autumn drive",
        starts_on=day.ago(40),
        weeks=10,
        target_percent=10,
        baseline=8,
        plan="Ask three good customers a day.",
    )
    driving.start_drive(book, autumn, day.ago(40))
