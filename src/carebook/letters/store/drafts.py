"""What a letter is written from, gathered for a whole batch at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from carebook.complaints.model import LEFT_TO_US, Part, Shadow
from carebook.complaints.rules import answer_by, offered_now
from carebook.complaints.store import cases
from carebook.complaints.store.shadows import shadows
from carebook.customers import store as customers
from carebook.customers.postal import postal_lines
from carebook.customers.rules import family_of, names_person, names_two, short_name
from carebook.customers.store.figures import PURCHASE
from carebook.days import Leap, age_on, in_words, thanksgiving, years_between
from carebook.letters.facts import (
    CampaignFacts,
    ComplaintFacts,
    CustomerFacts,
    LetterFacts,
    OccasionFacts,
    OwnFacts,
    ReferralFacts,
    SaleFacts,
    ShopFacts,
    Whose,
)
from carebook.letters.model import REFERRAL_KINDS, WIN_BACK_KINDS, LetterClass, PlannedKind
from carebook.letters.own import KIND as OWN
from carebook.letters.rules import selling_rests
from carebook.letters.store.endings import OF_CAMPAIGN
from carebook.letters.store.silence import silence_of
from carebook.letters.store.talking import between_us
from carebook.shop import store as shop_store
from carebook.shop.model import Shop
from carebook.text import fold, names_in_words

_FACTS = (
    "SELECT l.id, l.kind, l.anchor, l.late_on IS NOT NULL AS late, c.kind AS what, c.name, c.company, c.addressee,"
    " c.salutation, c.family_name, c.given_name, c.called AS own_called, c.sales > 0 AS bought,"
    " c.address1, c.address2, c.city, c.region, c.postcode,"
    " c.country, c.language, coalesce(c.opened_on, c.first_sale_on) AS account_day,"
    " s.product, s.sold_on, s.gift_reveal_on,"
    " m.name AS member, m.called, m.role, m.minor, o.year, o.month_day,"
    " p.title, p.message, p.offer, p.ends_on, p.product AS notice_of, g.label AS gathering, n.what AS news,"
    " c.id AS customer_id, l.due, l.subject_id, k.id AS complaint_id, b.id AS win_back_id,"
    " w.title AS own_title, w.text AS own_text, w.letter_class AS own_class"
    " FROM temp.drafted t JOIN letter l ON l.id = t.letter_id JOIN customer c ON c.id = l.customer_id"
    " LEFT JOIN sale s ON l.subject_kind = 'sale' AND s.id = l.subject_id"
    " LEFT JOIN member m ON l.subject_kind = 'member' AND m.id = l.subject_id"
    " LEFT JOIN occasion o ON l.kind IN ('birthday', 'pet_birthday') AND o.customer_id = c.id AND o.kind = 'birthday'"
    " AND o.member_id IS m.id"
    f" LEFT JOIN campaign p ON {OF_CAMPAIGN}"
    " LEFT JOIN gathering g ON l.subject_kind = 'gathering' AND g.id = l.subject_id"
    " LEFT JOIN complaint k ON l.subject_kind = 'complaint' AND k.id = l.subject_id"
    " LEFT JOIN win_back b ON l.subject_kind = 'win-back' AND b.id = l.subject_id"
    " LEFT JOIN own_letter w ON l.kind = 'own_letter' AND w.id = CAST(l.occurrence AS INTEGER)"
    " LEFT JOIN news n ON l.subject_kind = 'news' AND n.id = l.subject_id"
)

_TO_THE_SILENT = ("reactivation", *WIN_BACK_KINDS)


def facts_of(
    db: sqlite3.Connection, letters: Iterable[int], shop: Shop, kinds: Mapping[str, PlannedKind], today: date
) -> dict[int, tuple[str, LetterFacts]]:
    """Return, for each of these letters, its kind and all that its text may draw on."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS drafted (letter_id INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM temp.drafted")
    db.executemany("INSERT OR IGNORE INTO temp.drafted VALUES (?)", ((one,) for one in letters))
    cursor = db.execute(_FACTS)
    names = [column[0] for column in cursor.description]
    home = shop_facts(shop)
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    shadow_of = shadows(db, {row["customer_id"] for row in rows})
    found = {}
    for row in rows:
        planned = kinds.get(row["kind"])
        offer = planned.offer if planned and not row["minor"] else ""
        rests = selling_rests(shadow_of.get(row["customer_id"], Shadow()), row["due"]) if offer else None
        case = _complaint(db, row["complaint_id"], shop, today) if row["complaint_id"] else ComplaintFacts()
        facts = _facts(row, home, shop, "" if rests else offer, today)
        if row["kind"] in _TO_THE_SILENT:
            sale, win_back = silence_of(db, row["customer_id"], row["win_back_id"], today)
            facts = replace(facts, sale=sale, win_back=win_back)
        if row["kind"] == OWN:
            facts = replace(facts, sale=silence_of(db, row["customer_id"], None, today)[0])
        if row["kind"] in REFERRAL_KINDS:
            facts = replace(facts, referral=_referral(db, row["kind"], row["subject_id"], shop, today))
        found[row["id"]] = row["kind"], replace(facts, complaint=case, offer_rests=rests or "")
    return found


def _complaint(db: sqlite3.Connection, complaint_id: int, shop: Shop, today: date) -> ComplaintFacts:
    """Return what the letters of a case draw on: what is agreed or decided as the case stands."""
    case = cases.case(db, complaint_id)
    offered = offered_now(case, cases.remedies(db, complaint_id))
    core = next((one for one in offered if one.part == Part.CORE), None)
    bonuses = [(one.what or one.kind).rstrip(" .") for one in offered if one.part == Part.BONUS]
    is_done = case.put_right_on is not None
    open_days, numbers = shop_store.open_days(db), shop_store.numbers(db)
    return ComplaintFacts(
        number=case.number,
        product=case.product,
        understood=case.summary,
        handler=case.handler if case.handler != shop.owner else "",
        answer_by=case.answer_by or answer_by(case.begun_on, case.acknowledged_on or today, open_days, numbers),
        sought="" if fold(case.remedy_sought) == fold(LEFT_TO_US) else case.remedy_sought,
        remedy=core.kind if core else "",
        what=core.what if core else "",
        promised_on=case.promised_on if not is_done and case.promised_on and case.promised_on >= today else None,
        is_done=is_done,
        happened=case.what_happened,
        changed=case.what_changed,
        bonus=names_in_words(bonuses),
        reason=case.refusal_reason,
        alternative=case.refusal_alternative,
    )


def _referral(db: sqlite3.Connection, kind: str, subject_id: int, shop: Shop, today: date) -> ReferralFacts:
    from carebook.letters.store.introductions import introduction_of, terms_of_asking

    return introduction_of(db, subject_id) if kind == "referral_thanks" else terms_of_asking(db, shop, today)


def points_of(db: sqlite3.Connection, letter: int) -> tuple[str, ...]:
    """Return what to speak of on a card: the last purchase, the members, the last contact, open matters (LET-11)."""
    customer = "(SELECT customer_id FROM letter WHERE id = :letter)"
    sale = db.execute(
        f"SELECT product, sold_on FROM sale s WHERE customer_id = {customer} AND {PURCHASE}"
        " ORDER BY sold_on DESC, id DESC LIMIT 1",
        {"letter": letter},
    ).fetchone()
    members = db.execute(
        f"SELECT name FROM member WHERE customer_id = {customer} AND died_on IS NULL ORDER BY id", {"letter": letter}
    ).fetchall()
    contact = db.execute(
        f"SELECT on_day, channel, note FROM contact WHERE customer_id = {customer}"
        " ORDER BY on_day DESC, id DESC LIMIT 1",
        {"letter": letter},
    ).fetchone()
    points = []
    if sale:
        points.append(f"Last bought {sale[0] or 'something'} on {in_words(date.fromisoformat(sale[1]))}")
    if members:
        points.append(f"With {names_in_words([row[0] for row in members])}")
    if contact:
        note = f": {contact[2].splitlines()[0]}" if contact[2] else ""
        points.append(f"Last contact by {contact[1]} on {in_words(date.fromisoformat(contact[0]))}{note}")
    return (*points, *between_us(db, letter))


def shop_facts(shop: Shop) -> ShopFacts:
    """Return the shop as a letter's head and foot need it."""
    return ShopFacts(
        name=shop.name,
        owner=shop.owner,
        sign_off=shop.sign_off,
        phone=shop.phone,
        email=shop.email,
        website=shop.website,
        address=postal_lines(
            shop.address1, shop.address2, shop.city, shop.region, shop.postcode, shop.country, home=shop.country
        ),
        country=shop.country,
        language=shop.language,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _facts(row: Mapping[str, Any], home: ShopFacts, shop: Shop, offer: str, today: date) -> LetterFacts:
    anchor = date.fromisoformat(row["anchor"])
    opened = _day(row["account_day"])
    return LetterFacts(
        shop=home,
        customer=customer_facts(row, row["customer_id"], shop),
        today=today,
        sale=SaleFacts(row["product"] or "", _day(row["sold_on"]), is_gift=row["gift_reveal_on"] is not None),
        occasion=_occasion(row, anchor, shop),
        campaign=CampaignFacts(
            row["title"] or "", row["message"] or "", row["offer"] or "", _day(row["ends_on"]), row["notice_of"] or ""
        ),
        own=OwnFacts(row["own_title"] or "", row["own_text"] or "", sells=row["own_class"] == LetterClass.SELLING),
        bought=bool(row["bought"]),
        years=years_between(opened, anchor) if opened and opened <= anchor else 0,
        news=row["news"] or "",
        offer=offer,
        late=bool(row["late"]),
        number=row["id"],
    )


def facts_of_own(db: sqlite3.Connection, customer_id: int, own: OwnFacts, today: date) -> LetterFacts:
    """Return what a letter of the owner's own to a customer may draw on, before it is kept: the last purchase too."""
    shop, customer = shop_store.shop(db), customers.customer(db, customer_id)
    opened = customer.opened_on or customer.first_sale_on
    return LetterFacts(
        shop=shop_facts(shop),
        customer=customer_facts({**customer._asdict(), "what": customer.kind}, customer_id, shop),
        today=today,
        sale=silence_of(db, customer_id, None, today)[0],
        own=own,
        bought=customer.sales > 0,
        years=years_between(opened, today) if opened and opened <= today else 0,
    )


def addressee_lines(row: Mapping[str, Any], shop: Shop) -> tuple[str, ...]:
    """Return the lines on the envelope to the customer of a row, names first."""
    return (_addressee(row), *_company(row), *_address(row, shop))


def customer_facts(row: Mapping[str, Any], number: int, shop: Shop) -> CustomerFacts:
    """Return who is written to, from the columns of their record: never by a name that they outlived (SUP-1)."""
    return CustomerFacts(
        name=row["name"] if row["what"] == "business" else _addressee(row),
        addressee=addressee_lines(row, shop),
        salutation=row["salutation"],
        language=row["language"],
        number=number,
    )


def _addressee(row: Mapping[str, Any]) -> str:
    return str(row["addressee"] or row["name"])


def _company(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The firm's own line, where a person in it is written to."""
    firm = row["company"] or (row["name"] if row["what"] == "business" else "")
    is_named = firm in _addressee(row)
    return () if not firm or is_named else (firm,)


def _address(row: Mapping[str, Any], shop: Shop) -> tuple[str, ...]:
    return postal_lines(
        row["address1"], row["address2"], row["city"], row["region"], row["postcode"], row["country"], home=shop.country
    )


def feast_of(shop: Shop, year: int) -> date | None:
    """Return the day of Thanksgiving where a greeting speaks of it."""
    return thanksgiving(shop.country, year) if shop.country in ("US", "CA") else None


def _occasion(row: Mapping[str, Any], anchor: date, shop: Shop) -> OccasionFacts:
    if row["kind"] == "seasons_greeting":
        feast = feast_of(shop, anchor.year)
        is_before = feast is not None and row["due"] <= feast.isoformat()
        return OccasionFacts(name="Thanksgiving" if is_before else "", day=anchor)
    if row["gathering"]:
        return OccasionFacts(name=row["gathering"], day=anchor)
    name, whose = _whose(row)
    age = None
    if row["year"]:
        month, day = (int(part) for part in row["month_day"].split("-"))
        leap = Leap.MAR if (anchor.month, anchor.day) == (3, 1) else Leap.FEB
        age = age_on(row["year"], month, day, anchor, leap)
    return OccasionFacts(name=name, day=anchor, age=age, whose=whose)


def _own_name(row: Mapping[str, Any]) -> str:
    """Return what a household's own person is called, where others read along; empty where nobody knows who it is."""
    line = _addressee(row)
    if row["what"] != "household" or not names_two(line) or names_two(row["name"]):
        return ""
    family = family_of(row["name"], row["family_name"])
    if not names_person(line, row["name"], row["own_called"], family):
        return ""
    return str(row["own_called"] or row["given_name"] or short_name(row["name"], "", family))


def _whose(row: Mapping[str, Any]) -> tuple[str, Whose]:
    """Return what the one is called whose birthday it is, and who that is to the reader.

    A grown-up on the envelope is the reader: named where others read along, and not where the letter is theirs alone.
    """
    if not row["member"]:
        return _own_name(row), "customer"
    family = family_of(row["name"], row["family_name"])
    name = short_name(row["member"], row["called"], family)
    if row["role"] == "pet":
        return name, "pet"
    if row["minor"]:
        return name, "minor"
    line = _addressee(row)
    if not names_person(line, row["member"], row["called"], family):
        return name, "member"
    return (name if names_two(line) else ""), "customer"
