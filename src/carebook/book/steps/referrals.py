"""Step 4: who recommends us to whom, thanks and rewards, partners, when to ask, and referral drives."""

from __future__ import annotations

from carebook.book.steps.columns import CHANNELS, EXTERNAL_ID, ID, clean, day, flag, line, lines, of_customer, word

_REWARDS = ("voucher", "money", "gift", "discount", "donation")
_STEPS = ("introduced", "in contact", "not now", "thanked", "rewarded", "no reward", "corrected", "taken up")
_OF_REFERRAL = "referral_id INTEGER NOT NULL REFERENCES referral(id) ON DELETE CASCADE"
_AMOUNT = "{0} INTEGER NOT NULL DEFAULT 0 CHECK ({0} >= 0)"

_TABLES: dict[str, list[str]] = {
    "partner": [
        ID,
        f"{of_customer()} UNIQUE",
        line("trade"),
        lines("agreed"),
        day("since", needed=True),
        day("ended_on"),
        clean("trade"),
        clean("agreed", lines=True),
    ],
    "passed_on": [
        ID,
        of_customer(),
        line("name", needed=True),
        day("on_day", needed=True),
        line("note"),
        clean("name", "note"),
    ],
    "moment": [
        ID,
        of_customer(),
        word("kind", "praise", "extra service"),
        day("on_day", needed=True),
        lines("what"),
        clean("what", lines=True),
    ],
    "ask": [
        ID,
        of_customer(),
        day("wanted_on", needed=True),
        word("by_channel", *CHANNELS),
        day("asked_on"),
        word("answer", "agreed", "later", "declined", "none", needed=False),
        day("answered_on"),
        day("again_on"),
        lines("note"),
        "CHECK ((answer IS NULL) = (answered_on IS NULL))",
        "CHECK (answer IS NULL OR asked_on IS NOT NULL)",
        "CHECK ((again_on IS NOT NULL) = (answer IS 'later'))",
        clean("note", lines=True),
    ],
    "referral": [
        ID,
        EXTERNAL_ID,
        of_customer(),
        line("introduced", needed=True),
        "referred_id INTEGER REFERENCES customer(id) ON DELETE SET NULL",
        day("introduced_on", needed=True),
        day("contact_on"),
        day("not_now_on"),
        flag("counts", 1),
        day("thanked_on"),
        word("thanked_by", *CHANNELS, needed=False),
        lines("note"),
        day("entered_on", needed=True),
        "CHECK (referred_id IS NOT customer_id)",
        "CHECK (referred_id IS NULL OR contact_on IS NOT NULL)",
        "CHECK ((thanked_on IS NULL) = (thanked_by IS NULL))",
        clean("external_id", "introduced"),
        clean("note", lines=True),
    ],
    "reward": [
        ID,
        _OF_REFERRAL,
        of_customer(),
        word("for_whom", "referrer", "introduced"),
        word("kind", *_REWARDS),
        line("what"),
        _AMOUNT.format("amount"),
        day("promised_on", needed=True),
        day("paid_on"),
        day("waived_on"),
        line("ending"),
        "UNIQUE (referral_id, for_whom)",
        "CHECK (paid_on IS NULL OR waived_on IS NULL)",
        "CHECK (waived_on IS NULL OR ending <> '')",
        clean("what", "ending"),
    ],
    "referral_step": [
        ID,
        _OF_REFERRAL,
        of_customer(),
        word("step", *_STEPS),
        day("on_day", needed=True),
        word("by_channel", *CHANNELS, needed=False),
        lines("what"),
        clean("what", lines=True),
    ],
    "referral_terms": [
        ID,
        day("since", needed=True) + " UNIQUE",
        lines("who_fits"),
        lines("what_to_say"),
        word("referrer_kind", *_REWARDS, needed=False),
        line("referrer_what"),
        _AMOUNT.format("referrer_amount"),
        word("introduced_kind", *_REWARDS, needed=False),
        line("introduced_what"),
        _AMOUNT.format("introduced_amount"),
        clean("referrer_what", "introduced_what"),
        clean("who_fits", "what_to_say", lines=True),
    ],
    "drive": [
        ID,
        line("name", needed=True),
        day("starts_on", needed=True),
        "weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 53)",
        "target_percent INTEGER NOT NULL CHECK (target_percent BETWEEN 0 AND 1000)",
        "baseline INTEGER NOT NULL CHECK (baseline >= 0)",
        _AMOUNT.format("cost"),
        lines("plan"),
        day("half_time_on"),
        lines("half_time"),
        day("closed_on"),
        lines("learned"),
        clean("name"),
        clean("plan", "half_time", "learned", lines=True),
    ],
}
"""The tables that a person's actions change, each with its columns."""

_COLUMNS = (
    "ALTER TABLE contact ADD COLUMN referral_id INTEGER REFERENCES referral(id) ON DELETE CASCADE",
    "ALTER TABLE contact ADD COLUMN ask_id INTEGER REFERENCES ask(id) ON DELETE CASCADE",
)
"""A contact that was the thanks for a referral, or an ask."""

_INDEXES = (
    "CREATE INDEX passed_on_by_customer ON passed_on(customer_id, on_day)",
    "CREATE INDEX moment_by_customer ON moment(customer_id, on_day)",
    "CREATE INDEX moment_by_day ON moment(on_day, kind, customer_id)",
    "CREATE INDEX ask_by_customer ON ask(customer_id, wanted_on)",
    "CREATE INDEX ask_by_day ON ask(asked_on, answer, customer_id) WHERE asked_on IS NOT NULL",
    "CREATE INDEX ask_again ON ask(again_on, customer_id) WHERE again_on IS NOT NULL",
    "CREATE INDEX referral_by_customer ON referral(customer_id, introduced_on)",
    "CREATE INDEX referral_by_day ON referral(introduced_on, id)",
    "CREATE UNIQUE INDEX referral_counts ON referral(referred_id) WHERE referred_id IS NOT NULL AND counts",
    "CREATE INDEX referral_by_referred ON referral(referred_id) WHERE referred_id IS NOT NULL",
    "CREATE INDEX referral_unthanked ON referral(introduced_on, id) WHERE thanked_on IS NULL",
    "CREATE INDEX reward_owed ON reward(referral_id) WHERE paid_on IS NULL AND waived_on IS NULL",
    "CREATE INDEX reward_paid ON reward(paid_on, amount) WHERE paid_on IS NOT NULL",
    "CREATE INDEX reward_by_customer ON reward(customer_id)",
    "CREATE INDEX referral_step_by_referral ON referral_step(referral_id, id)",
    "CREATE INDEX referral_step_by_customer ON referral_step(customer_id, on_day)",
    "CREATE INDEX contact_by_referral ON contact(referral_id) WHERE referral_id IS NOT NULL",
    "CREATE INDEX contact_by_ask ON contact(ask_id) WHERE ask_id IS NOT NULL",
    "CREATE INDEX drive_by_start ON drive(starts_on)",
    "CREATE INDEX survey_answer_happy ON survey_answer(answered_on, customer_id)"
    " WHERE satisfaction = 5 OR recommend >= 9 OR praise <> ''",
)


def statements() -> list[str]:
    """Return the statements that add the referrals' desk to a book."""
    tables = [f"CREATE TABLE {name} ({', '.join(columns)}) STRICT" for name, columns in _TABLES.items()]
    return [*tables, *_COLUMNS, *_INDEXES]
