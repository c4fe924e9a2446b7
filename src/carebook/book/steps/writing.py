"""Step 5: knowing customers better and writing to them well.

Reminders, personas and the content map, merged records; own words and trials of them, letters of one's own, campaigns
with a segment, and what printing on paper needs.
"""

from __future__ import annotations

from carebook.book.steps.columns import ID, clean, day, flag, line, lines, of_customer, word

_STAGES = ("awareness", "research", "comparison", "purchase")
_MICROMETRES = "{0} INTEGER NOT NULL CHECK ({0} BETWEEN {1} AND 500000)"

_TABLES: dict[str, list[str]] = {
    "reminder": [
        ID,
        of_customer(),
        "occasion_id INTEGER REFERENCES occasion(id) ON DELETE CASCADE",
        day("on_day", needed=True),
        line("what", needed=True),
        day("done_on"),
        day("entered_on", needed=True),
        clean("what"),
    ],
    "persona": [
        ID,
        "name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> '')",
        lines("problems"),
        lines("needs"),
        lines("looks_for"),
        lines("influenced_by"),
        clean("name"),
        clean("problems", "needs", "looks_for", "influenced_by", lines=True),
    ],
    "content": [
        ID,
        "persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE",
        word("stage", *_STAGES),
        line("letter_kind"),
        line("title"),
        "CHECK (letter_kind <> '' OR title <> '')",
        clean("letter_kind", "title"),
    ],
    "merging": [
        ID,
        of_customer(),
        "gone_id INTEGER NOT NULL",
        line("gone_name", needed=True),
        "gone_external_id TEXT CHECK (gone_external_id <> '')",
        "action_id INTEGER NOT NULL",
        day("merged_on", needed=True),
        clean("gone_name", "gone_external_id"),
    ],
    "template": [
        ID,
        line("name", needed=True),
        line("language"),
        "text TEXT NOT NULL CHECK (text <> '')",
        day("made_on", needed=True),
        day("retired_on"),
        flag("on_trial"),
        clean("name", "language"),
        clean("text", lines=True),
    ],
    "trial": [
        ID,
        line("name", needed=True),
        line("language"),
        "template_id INTEGER NOT NULL REFERENCES template(id)",
        "against_id INTEGER REFERENCES template(id)",
        lines("ours"),
        day("begun_on", needed=True),
        day("ended_on"),
        word("kept", "a", "b", needed=False),
        "CHECK ((ended_on IS NULL) = (kept IS NULL))",
        "CHECK ((against_id IS NULL) = (ours <> ''))",
        clean("name", "language"),
        clean("ours", lines=True),
    ],
    "own_letter": [
        ID,
        of_customer(),
        line("title", needed=True),
        "text TEXT NOT NULL CHECK (text <> '')",
        word("letter_class", "service", "goodwill", "selling", default="goodwill"),
        day("wanted_on", needed=True),
        day("entered_on", needed=True),
        clean("title"),
        clean("text", lines=True),
    ],
    "printer": [
        ID,
        "name TEXT NOT NULL UNIQUE CHECK (name <> '')",
        "right_by INTEGER NOT NULL DEFAULT 0 CHECK (right_by BETWEEN -20000 AND 20000)",
        "down_by INTEGER NOT NULL DEFAULT 0 CHECK (down_by BETWEEN -20000 AND 20000)",
        flag("in_use"),
        clean("name"),
    ],
    "label_sheet": [
        ID,
        "name TEXT NOT NULL UNIQUE CHECK (name <> '')",
        word("page", "letter", "a4"),
        "columns INTEGER NOT NULL CHECK (columns BETWEEN 1 AND 20)",
        "rows INTEGER NOT NULL CHECK (rows BETWEEN 1 AND 60)",
        *(_MICROMETRES.format(name, 0) for name in ("left_edge", "top_edge")),
        *(_MICROMETRES.format(name, 5000) for name in ("width", "height", "across", "down")),
        clean("name"),
    ],
    "letterhead": [
        "id INTEGER PRIMARY KEY CHECK (id = 1)",
        line("logo_name"),
        word("logo_kind", "", "png", "jpg", "svg", default=""),
        line("logo"),
        "CHECK ((logo = '') = (logo_kind = ''))",
        "CHECK (logo NOT GLOB '*[^A-Za-z0-9+/=]*')",
        clean("logo_name"),
    ],
    "stationery": ["id INTEGER PRIMARY KEY CHECK (id = 1)", flag("preprinted")],
}
"""The tables that a person's actions change, each with its columns; measures of paper are in micrometres."""

_CAMPAIGN = [
    ID,
    word("kind", "newsletter", "promotion", "product_notice", "seasons_greeting", "appreciation"),
    line("title", needed=True),
    lines("message"),
    line("offer"),
    line("tag"),
    day("starts_on", needed=True),
    day("ends_on"),
    day("entered_on", needed=True),
    line("product"),
    day("bought_from"),
    day("bought_until"),
    line("persona"),
    word("stage", *_STAGES, needed=False),
    word("tier", "VIP", "core", "low", needed=False),
    line("place"),
    "piece_cost INTEGER CHECK (piece_cost >= 0)",
    "answer_profit INTEGER CHECK (answer_profit >= 0)",
    "CHECK (kind <> 'promotion' OR ends_on IS NOT NULL)",
    clean("title", "offer", "tag", "product", "persona", "place"),
    clean("message", lines=True),
]
"""The campaigns, made anew: two more kinds, and whom they are for."""

_KEPT = "id, kind, title, message, offer, tag, starts_on, ends_on, entered_on, product, bought_from, bought_until"
_CAMPAIGNS = (
    f"CREATE TABLE campaign_anew ({', '.join(_CAMPAIGN)}) STRICT",
    f"INSERT INTO campaign_anew ({_KEPT}) SELECT {_KEPT} FROM campaign",
    "DELETE FROM sqlite_sequence WHERE name = 'campaign_anew'",
    "INSERT INTO sqlite_sequence SELECT 'campaign_anew', seq FROM sqlite_sequence WHERE name = 'campaign'",
    "DROP TABLE campaign",
    "ALTER TABLE campaign_anew RENAME TO campaign",
)

_COLUMNS = (
    f"ALTER TABLE customer ADD COLUMN {word('stage', *_STAGES, needed=False)}",
    "ALTER TABLE occasion ADD COLUMN lead INTEGER CHECK (lead BETWEEN 0 AND 60)",
    "ALTER TABLE letter ADD COLUMN template_id INTEGER REFERENCES template(id)",
    "ALTER TABLE letter ADD COLUMN trial_id INTEGER REFERENCES trial(id)",
    f"ALTER TABLE letter ADD COLUMN {word('arm', 'a', 'b', needed=False)}",
)

_INDEXES = (
    "CREATE INDEX reminder_by_customer ON reminder(customer_id, on_day)",
    "CREATE INDEX reminder_to_do ON reminder(on_day) WHERE done_on IS NULL",
    "CREATE INDEX reminder_by_occasion ON reminder(occasion_id, on_day) WHERE occasion_id IS NOT NULL",
    "CREATE INDEX occasion_to_remember ON occasion(month_day) WHERE kind <> 'birthday'",
    "CREATE INDEX content_by_persona ON content(persona_id, stage)",
    "CREATE INDEX merging_by_customer ON merging(customer_id)",
    "CREATE INDEX merging_by_number ON merging(gone_external_id) WHERE gone_external_id IS NOT NULL",
    "CREATE INDEX template_by_name ON template(name, language)",
    "CREATE UNIQUE INDEX template_in_use ON template(name, language) WHERE retired_on IS NULL AND on_trial = 0",
    "CREATE UNIQUE INDEX trial_once ON trial(name, language) WHERE ended_on IS NULL",
    "CREATE INDEX own_letter_by_customer ON own_letter(customer_id, wanted_on)",
    "CREATE UNIQUE INDEX printer_in_use ON printer(in_use) WHERE in_use = 1",
    "CREATE INDEX customer_by_persona ON customer(persona COLLATE NOCASE, id) WHERE persona <> ''",
    "CREATE INDEX customer_by_stage ON customer(stage, id) WHERE stage IS NOT NULL",
    "CREATE INDEX customer_by_place ON customer(city COLLATE NOCASE, id) WHERE city <> ''",
    "CREATE INDEX letter_by_campaign ON letter(subject_id, state, customer_id) WHERE subject_kind = 'campaign'",
    "CREATE INDEX letter_by_trial ON letter(trial_id, arm) WHERE trial_id IS NOT NULL",
    "CREATE INDEX letter_by_template ON letter(template_id) WHERE template_id IS NOT NULL",
)


def statements() -> list[str]:
    """Return the statements that add the customers' and the letters' desk in full to a book."""
    tables = [f"CREATE TABLE {name} ({', '.join(columns)}) STRICT" for name, columns in _TABLES.items()]
    return [*tables, *_CAMPAIGNS, *_COLUMNS, *_INDEXES]
