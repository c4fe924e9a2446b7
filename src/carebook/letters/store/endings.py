"""Why planning cancels a letter, and whether the fact that it is about is still there (LET-9, SUP-1, CMP-8a)."""

from __future__ import annotations

from carebook.customers.store.figures import KEPT
from carebook.referrals.store.owed import NOT_ASKED_ANEW, STANDS

CANCELLED_BY_PLAN = (
    *("deceased", "refunded", "switched off", "thanked already", "asked already", "no longer applies"),
    *("complaint", "case closed", "done by phone", "done by e-mail", "done by text", "done in person"),
    *("done by post", "done by hand", "bought again", "win-back", "win-back ended"),
    "permission refused",
)
"""The causes with which planning cancels; a letter cancelled so comes back when its fact does."""

YEAR_OF = "substr({}.occurrence, 1, 4)"
"""The year of a yearly letter; after a merge its occurrence can have a number behind that."""
OF_CAMPAIGN = (
    "(l.subject_kind = 'campaign' AND p.id = l.subject_id OR l.kind IN ('seasons_greeting', 'appreciation')"
    f" AND p.kind = l.kind AND substr(p.starts_on, 1, 4) = {YEAR_OF.format('l')})"
)
"""Whether letter `l` is of campaign `p`: about it, or a greeting or appreciation of the year whose place it takes."""

BEING_WON_BACK = "EXISTS (SELECT 1 FROM win_back b WHERE b.customer_id = {} AND b.ended_on IS NULL)"
"""A customer with an open win-back, whose own letters go in place of a reactivation."""

_DECEASED = "EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = letter.customer_id AND x.cause = 'deceased')"
_OF_SUBJECT = {
    "sale": "sale s WHERE s.id = letter.subject_id",
    "member": "member m WHERE m.id = letter.subject_id",
    "news": "news n LEFT JOIN member m ON m.id = n.member_id WHERE n.id = letter.subject_id",
    "campaign": "campaign p WHERE p.id = letter.subject_id",
    "gathering": "gathering g WHERE g.id = letter.subject_id",
    "complaint": "complaint k WHERE k.id = letter.subject_id",
    "win-back": "win_back b WHERE b.id = letter.subject_id",
}
_FACTS = {
    **{f"letter.subject_kind = '{kind}'": fact for kind, fact in _OF_SUBJECT.items()},
    "letter.kind = 'referral_thanks'": "referral r WHERE r.id = letter.subject_id",
    "letter.kind = 'referral_ask'": "ask q WHERE q.id = letter.subject_id",
}
"""Where the fact is found that a letter is about."""
_HOLDS_GOOD = {
    "letter.subject_kind = 'sale'": KEPT,
    "letter.subject_kind = 'member'": "m.died_on IS NULL",
    "letter.subject_kind = 'news'": "(n.kind = 'condolence' OR m.died_on IS NULL)",
    "letter.kind = 'referral_thanks'": f"r.thanked_on IS NULL AND {STANDS}",
    "letter.kind = 'referral_ask'": NOT_ASKED_ANEW,
}
_ITS_FACT = "{} AND {}EXISTS (SELECT 1 FROM {} AND {})"
GONE = " OR ".join(
    [
        _DECEASED,
        *(_ITS_FACT.format(which, "NOT ", fact, _HOLDS_GOOD.get(which, "true")) for which, fact in _FACTS.items()),
    ]
)
"""Nobody is left to write to, or nothing to write about, whatever the window says."""
_STILL_THERE = " OR ".join(_ITS_FACT.format(which, "", fact, "true") for which, fact in _FACTS.items())
_PASSED_OVER = (
    "EXISTS (SELECT 1 FROM sale s JOIN temp.day0 d ON d.kind = letter.kind"
    " AND d.anchor = coalesce(s.gift_reveal_on, s.sold_on) WHERE s.id = letter.subject_id)"
)
"""The sale could have its letter, if it were not for that of another."""
_DIED_SINCE = (
    "kind = 'birthday' AND subject_kind = 'customer' AND EXISTS (SELECT 1 FROM occasion o"
    " JOIN member m ON m.id = o.member_id WHERE o.customer_id = letter.customer_id AND o.kind = 'birthday'"
    " AND m.died_on IS NOT NULL AND o.month_day IN (substr(anchor, 6), '02-29'))"
)
"""The birthday is that of one who gave the household its name, and stands among its dead."""
_DONE = "'done ' || CASE {0} WHEN 'in person' THEN {0} WHEN 'handwritten' THEN 'by hand' ELSE 'by ' || {0} END"
_DONE_OTHERWISE = (
    f"(SELECT CASE WHEN k.closed_on IS NOT NULL THEN 'case closed' ELSE {_DONE} END FROM complaint k"
    " WHERE k.id = subject_id)"
)
"""A case is closed, or its step was done by another channel, which this names (CMP-8a)."""
_WON_OTHERWISE = (
    "(SELECT CASE WHEN b.ended_on IS NOT NULL THEN 'win-back ended'"
    " WHEN kind = 'win_back_offer' THEN iif(b.permission = 'refused', 'permission refused', NULL)"
    f" ELSE (SELECT {_DONE.format('p.by_channel')} FROM win_back_step p WHERE p.win_back_id = b.id"
    " AND p.step = iif(kind = 'win_back_enquiry', 'why', 'responsibility') ORDER BY p.id DESC LIMIT 1) END"
    " FROM win_back b WHERE b.id = subject_id)"
)
"""A win-back has ended, they refused to be written to, or its step was done by another channel."""
_THANKED_OTHERWISE = f"(SELECT {_DONE.format('r.thanked_by')} FROM referral r WHERE r.id = subject_id)"
"""The thanks were given by another channel; nothing while they were not (CMP-8a)."""
_ASKED_ANEW = f"EXISTS (SELECT 1 FROM ask q WHERE q.id = subject_id AND NOT {NOT_ASKED_ANEW})"
_BOUGHT_AGAIN = "EXISTS (SELECT 1 FROM standing y WHERE y.customer_id = letter.customer_id AND y.last_on > occurrence)"
_NOT_WANTED = "iif(kind IN ({off}), 'switched off', 'no longer applies')"
COMPLAINED_OF = "EXISTS (SELECT 1 FROM complaint k WHERE k.sale_id = {})"
CAUSE = (
    f"CASE WHEN {_DECEASED} OR {_DIED_SINCE} THEN 'deceased' WHEN kind = 'complaint_acknowledgement'"
    f" THEN coalesce({_DONE_OTHERWISE.format('k.acknowledged_by')}, 'no longer applies')"
    f" WHEN subject_kind = 'complaint' THEN coalesce({_DONE_OTHERWISE.format('k.followed_up_by')}, 'no longer applies')"
    f" WHEN subject_kind = 'win-back' THEN coalesce({_WON_OTHERWISE}, {_NOT_WANTED})"
    f" WHEN kind = 'referral_thanks' THEN coalesce({_THANKED_OTHERWISE}, {_NOT_WANTED})"
    f" WHEN kind = 'referral_ask' AND {_ASKED_ANEW} THEN 'asked already'"
    f" WHEN kind = 'reactivation' AND {_BOUGHT_AGAIN} THEN 'bought again'"
    f" WHEN kind = 'reactivation' AND {BEING_WON_BACK.format('letter.customer_id')} THEN 'win-back'"
    f" WHEN subject_kind = 'sale' AND {COMPLAINED_OF.format('subject_id')} THEN 'complaint'"
    f" WHEN ({GONE}) AND ({_STILL_THERE})"
    " THEN CASE subject_kind WHEN 'sale' THEN 'refunded' ELSE 'deceased' END WHEN kind IN ({off}) THEN 'switched off'"
    f" WHEN kind = 'thank_you' AND {_PASSED_OVER} THEN 'thanked already'"
    f" WHEN kind = 'how_did_we_do' AND {_PASSED_OVER} THEN 'asked already' ELSE 'no longer applies' END"
)
"""The cause of a cancelled letter; `off` are the kinds that are switched off."""
