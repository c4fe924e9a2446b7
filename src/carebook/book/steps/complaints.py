"""Step 2: complaints and their recovery, survey answers, and notices to the buyers of a product."""

from __future__ import annotations

from carebook.book.steps.columns import CHANNELS, EXTERNAL_ID, ID, clean, day, flag, line, lines, of_customer, word

_OF_CASE = "complaint_id INTEGER NOT NULL REFERENCES complaint(id) ON DELETE CASCADE"
_SCORE = "{0} INTEGER CHECK ({0} BETWEEN {1} AND {2})"
_STEPS = (
    *("received", "acknowledged", "asked", "proposed", "agreed", "put right", "followed up", "closed"),
    *("refused", "reopened", "progress"),
)

_TABLES: dict[str, list[str]] = {
    "case_label": [
        ID,
        word("list", "category", "root cause"),
        line("name", needed=True),
        flag("retired"),
        "UNIQUE (list, name)",
        clean("name"),
    ],
    "complaint": [
        ID,
        EXTERNAL_ID,
        "number TEXT NOT NULL UNIQUE CHECK (number <> '')",
        of_customer(),
        day("received_on", needed=True),
        word("via", *CHANNELS),
        "sale_id INTEGER REFERENCES sale(id) ON DELETE SET NULL",
        line("product"),
        line("summary"),
        lines("words"),
        word("severity", "small", "serious", "urgent", default="serious"),
        word("loss", "money", "goods", "service", "attention", needed=False),
        "category_id INTEGER REFERENCES case_label(id)",
        line("handler"),
        day("acknowledged_on"),
        word("acknowledged_by", *CHANNELS, needed=False),
        day("answer_by"),
        day("asked_on"),
        lines("remedy_sought"),
        day("proposed_on"),
        day("agreed_on"),
        day("promised_on"),
        lines("what_happened"),
        day("put_right_on"),
        day("asked_again_on"),
        day("followed_up_on"),
        word("followed_up_by", *CHANNELS, needed=False),
        flag("is_right"),
        _SCORE.format("satisfaction", 1, 5),
        day("refused_on"),
        lines("refusal_reason"),
        lines("refusal_alternative"),
        line("approved_by"),
        day("closed_on"),
        word("outcome", "recovered", "unrecovered", "no answer", "refused", "withdrawn", needed=False),
        "root_cause_id INTEGER REFERENCES case_label(id)",
        lines("what_changed"),
        "reopened INTEGER NOT NULL DEFAULT 0",
        day("reopened_on"),
        day("entered_on", needed=True),
        "CHECK ((closed_on IS NULL) = (outcome IS NULL))",
        "CHECK (closed_on IS NULL OR (category_id IS NOT NULL AND root_cause_id IS NOT NULL AND what_changed <> ''))",
        "CHECK (proposed_on IS NULL OR asked_on IS NOT NULL)",
        "CHECK (agreed_on IS NULL OR proposed_on IS NOT NULL)",
        "CHECK (put_right_on IS NULL OR agreed_on IS NOT NULL)",
        "CHECK (refused_on IS NULL OR (refusal_reason <> '' AND refusal_alternative <> '' AND approved_by <> ''))",
        clean("number", "external_id", "product", "summary", "handler", "approved_by"),
        clean(
            *("words", "remedy_sought", "what_happened", "refusal_reason", "refusal_alternative", "what_changed"),
            lines=True,
        ),
    ],
    "case_step": [
        ID,
        _OF_CASE,
        of_customer(),
        word("step", *_STEPS),
        day("on_day", needed=True),
        word("by_channel", *CHANNELS, needed=False),
        line("who"),
        lines("what"),
        clean("who"),
        clean("what", lines=True),
    ],
    "remedy": [
        ID,
        _OF_CASE,
        of_customer(),
        word("part", "core", "bonus"),
        line("kind", needed=True),
        line("what"),
        "cost INTEGER NOT NULL DEFAULT 0 CHECK (cost >= 0)",
        day("offered_on", needed=True),
        clean("kind", "what"),
    ],
    "survey_answer": [
        ID,
        of_customer(),
        "letter_id INTEGER UNIQUE REFERENCES letter(id) ON DELETE CASCADE",
        word("kind", "how_did_we_do", "how_are_we_doing"),
        day("answered_on", needed=True),
        _SCORE.format("satisfaction", 1, 5),
        _SCORE.format("recommend", 0, 10),
        lines("praise"),
        lines("better"),
        flag("may_call"),
        flag("may_quote"),
        clean("praise", "better", lines=True),
    ],
}

_COLUMNS = (
    "ALTER TABLE campaign ADD COLUMN product TEXT NOT NULL DEFAULT ''",
    f"ALTER TABLE campaign ADD COLUMN {day('bought_from')}",
    f"ALTER TABLE campaign ADD COLUMN {day('bought_until')}",
    "ALTER TABLE contact ADD COLUMN complaint_id INTEGER REFERENCES complaint(id) ON DELETE CASCADE",
)

_INDEXES = (
    "CREATE INDEX complaint_by_customer ON complaint(customer_id, received_on)",
    "CREATE INDEX complaint_by_sale ON complaint(sale_id) WHERE sale_id IS NOT NULL",
    "CREATE INDEX complaint_open ON complaint(received_on, id) WHERE closed_on IS NULL",
    "CREATE INDEX complaint_closed ON complaint(closed_on, id) WHERE closed_on IS NOT NULL",
    "CREATE INDEX complaint_received ON complaint(received_on, id)",
    "CREATE INDEX case_step_by_case ON case_step(complaint_id, id)",
    "CREATE INDEX case_step_by_customer ON case_step(customer_id, on_day)",
    "CREATE INDEX remedy_by_case ON remedy(complaint_id, id)",
    "CREATE INDEX survey_answer_by_customer ON survey_answer(customer_id, answered_on)",
    "CREATE INDEX survey_answer_by_day ON survey_answer(answered_on, id)",
    "CREATE INDEX contact_by_complaint ON contact(complaint_id) WHERE complaint_id IS NOT NULL",
    "CREATE INDEX sale_by_product ON sale(product, sold_on) WHERE product <> ''",
)

_FIRST_LABELS = {
    "category": (
        *("Late", "Broken or faulty", "Wrong goods", "Wrong bill or price", "Rude or careless", "Not kept a promise"),
        *("Poor work", "Hard to reach", "Other"),
    ),
    "root cause": (
        *("Supplier late", "Supplier's quality", "Order taken down wrong", "Packing or transport", "No time planned"),
        *("Not told in time", "Training", "Price list out of date", "Our own slip", "Outside our hands"),
    ),
}


def statements() -> list[str]:
    """Return the statements that add the complaints' desk to a book."""
    tables = [f"CREATE TABLE {name} ({', '.join(columns)}) STRICT" for name, columns in _TABLES.items()]
    labels = [
        f"INSERT INTO case_label (list, name) VALUES ('{kind}', '{name.replace(chr(39), chr(39) * 2)}')"
        for kind, names in _FIRST_LABELS.items()
        for name in names
    ]
    return [*tables, *_COLUMNS, *_INDEXES, *labels]
