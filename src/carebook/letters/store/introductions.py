"""What the letters of the referrals' desk are written from: an introduction, or whom we wish for and what both get."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.letters.facts import ReferralFacts
from carebook.referrals.model import ForWhom, Stage
from carebook.referrals.store.partners import partner_of
from carebook.referrals.store.referrals import referral, terms_on
from carebook.referrals.words import reward_in_words
from carebook.shop.model import Shop

_MARKS = ' \n"“”„'
"""What is taken off the ends of words that will be quoted."""


def introduction_of(db: sqlite3.Connection, referral_id: int) -> ReferralFacts:
    """Return what thanks speak of: who was introduced, and whether they came; never what they bought (REF-3)."""
    found = referral(db, referral_id)
    partner = partner_of(db, found.customer_id)
    return ReferralFacts(
        introduced=found.introduced,
        has_come=found.contact_on is not None,
        may_come=found.stage is Stage.INTRODUCED,
        by_partner=partner is not None and partner.ended_on is None,
    )


def terms_of_asking(db: sqlite3.Connection, shop: Shop, today: date) -> ReferralFacts:
    """Return what a letter says that asks: the terms of the day; blank before there are any."""
    terms = terms_on(db, today)
    if terms is None:
        return ReferralFacts()

    def said(who: ForWhom) -> str:
        given = terms.given(who)
        return reward_in_words(*given, shop.currency, shop.country) if given else ""

    return ReferralFacts(
        who_fits=terms.who_fits,
        what_to_say=terms.what_to_say.strip(_MARKS),
        for_referrer=said(ForWhom.REFERRER),
        for_introduced=said(ForWhom.INTRODUCED),
    )
