"""The tables of a book, version 1, and the names that the rest of the book needs of them.

Every journalled table has an `id`, and holds only integers and text (docs/rules.md, The file). Dates, clean text and
words of a list are checked by SQLite itself, so that no program can put nonsense in.
"""

from __future__ import annotations

from carebook.text import sql_check

APPLICATION_ID = 0x63617265  # "care"
VERSION = 1


def _day(column: str, *, needed: bool = False) -> str:
    """Declare a local date as text (D1)."""
    null = " NOT NULL" if needed else ""
    return f"{column} TEXT{null} CHECK ({column} IS date({column}, '+0 days'))"


def _month_day(column: str) -> str:
    """Check a day that comes back every year, such as 02-29."""
    return f"CHECK ('2000-' || {column} IS date('2000-' || {column}, '+0 days'))"


def _line(column: str, *, needed: bool = False) -> str:
    """Declare one line of text; where it is needed it may not be empty."""
    return f"{column} TEXT NOT NULL CHECK ({column} <> '')" if needed else f"{column} TEXT NOT NULL DEFAULT ''"


def _lines(column: str) -> str:
    """Declare text of several lines."""
    return f"{column} TEXT NOT NULL DEFAULT ''"


def _joined(*columns: str) -> str:
    return " || ".join(f"coalesce({column}, '')" if column == "external_id" else column for column in columns)


def _clean(*columns: str, lines: bool = False) -> str:
    """Check that these texts are clean (T2), together: one look at a row costs less than one at each column."""
    joined = _joined(*columns)
    return f"CHECK ({sql_check(f'({joined})', lines=lines)})"


def _word(column: str, *words: str, default: str | None = None, needed: bool = True) -> str:
    """Declare a word out of a list."""
    listed = ", ".join(f"'{word}'" for word in words)
    null = " NOT NULL" if needed else ""
    start = f" DEFAULT '{default}'" if default is not None else ""
    return f"{column} TEXT{null}{start} CHECK ({column} IN ({listed}))"


def _flag(column: str, default: int = 0) -> str:
    return f"{column} INTEGER NOT NULL DEFAULT {default} CHECK ({column} IN (0, 1))"


def _of_customer() -> str:
    return "customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE"


_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT"
_EXTERNAL_ID = "external_id TEXT UNIQUE CHECK (external_id <> '')"
_CUSTOMER_LINES = (
    *("name", "given_name", "family_name", "called", "company", "addressee", "salutation"),
    *(
        "email",
        "phone",
        "mobile",
        "address1",
        "address2",
        "city",
        "region",
        "postcode",
        "language",
        "source",
        "persona",
    ),
)
_SHOP_LINES = (
    *("owner", "sign_off", "phone", "email", "website", "address1", "address2", "city", "region", "postcode"),
    "second_backup_folder",
)
_CHANNELS = ("post", "handwritten", "e-mail", "phone", "text", "in person")
_ACCOUNT_DAY = "coalesce(opened_on, first_sale_on)"

JOURNALLED: dict[str, list[str]] = {
    "shop": [
        "id INTEGER PRIMARY KEY CHECK (id = 1)",
        _line("name", needed=True),
        *(_line(c) for c in _SHOP_LINES),
        "country TEXT NOT NULL CHECK (country GLOB '[A-Z][A-Z]')",
        "currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]')",
        "language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 8)",
        "closed_weekdays TEXT NOT NULL DEFAULT '56' CHECK (closed_weekdays NOT GLOB '*[^0-6]*')",
        f"greeting_day TEXT NOT NULL DEFAULT '12-01' {_month_day('greeting_day')}",
        _clean("name", *_SHOP_LINES),
    ],
    "number": [_ID, "name TEXT NOT NULL UNIQUE", "value INTEGER NOT NULL"],
    "closed_day": [_ID, _day("day", needed=True) + " UNIQUE", _line("label"), _clean("label")],
    "gathering": [_ID, _day("day", needed=True), _line("label", needed=True), _clean("label")],
    "plan": [
        _ID,
        "kind TEXT NOT NULL UNIQUE",
        _flag("is_on", 1),
        _word("channel", *_CHANNELS, default="post"),
        _line("offer"),
        "due INTEGER",
        "late_after INTEGER",
        "lapses INTEGER",
        _clean("offer"),
    ],
    "campaign": [
        _ID,
        _word("kind", "newsletter", "promotion"),
        _line("title", needed=True),
        _lines("message"),
        _line("offer"),
        _line("tag"),
        _day("starts_on", needed=True),
        _day("ends_on"),
        _day("entered_on", needed=True),
        "CHECK (kind <> 'promotion' OR ends_on IS NOT NULL)",
        _clean("title", "offer", "tag"),
        _clean("message", lines=True),
    ],
    "customer": [
        _ID,
        _EXTERNAL_ID,
        _word("kind", "person", "household", "business", default="person"),
        _line("name", needed=True),
        *(_line(c) for c in _CUSTOMER_LINES if c != "name"),
        "country TEXT NOT NULL DEFAULT '' CHECK (country = '' OR country GLOB '[A-Z][A-Z]')",
        _day("opened_on"),
        _lines("note"),
        _day("quiet_from"),
        _day("entered_on", needed=True),
        _day("first_sale_on"),
        _day("last_sale_on"),
        "sales INTEGER NOT NULL DEFAULT 0",
        "taken INTEGER NOT NULL DEFAULT 0",
        f"all_lines TEXT GENERATED ALWAYS AS ({_joined('external_id', *_CUSTOMER_LINES)}) VIRTUAL",
        _clean("all_lines"),
        _clean("note", lines=True),
    ],
    "tag": [_ID, _of_customer(), _line("name", needed=True), "UNIQUE (customer_id, name)", _clean("name")],
    "suppression": [
        _ID,
        _of_customer(),
        _word(
            "cause",
            *("deceased", "do-not-contact", "no-marketing"),
            *("no-post", "no-e-mail", "no-phone", "no-text", "gone-away"),
        ),
        _day("since", needed=True),
        _line("how"),
        "UNIQUE (customer_id, cause)",
        _clean("how"),
    ],
    "permission": [
        _ID,
        _of_customer(),
        _word("channel", "e-mail", "text", "surveys"),
        _day("given_on", needed=True),
        _line("how"),
        "UNIQUE (customer_id, channel)",
        _clean("how"),
    ],
    "member": [
        _ID,
        _of_customer(),
        _line("name", needed=True),
        _line("called"),
        _word("role", "partner", "child", "contact", "pet", "other", default="other"),
        _flag("minor"),
        _day("died_on"),
        _line("note"),
        _clean("name", "called", "note"),
    ],
    "occasion": [
        _ID,
        _of_customer(),
        "member_id INTEGER REFERENCES member(id) ON DELETE CASCADE",
        _word("kind", "birthday", "wedding", "own", default="birthday"),
        _line("label"),
        f"month_day TEXT NOT NULL {_month_day('month_day')}",
        "year INTEGER CHECK (year BETWEEN 1850 AND 2200)",
        _word("leap", "feb", "mar", needed=False),
        _day("entered_on", needed=True),
        _clean("label"),
    ],
    "sale": [
        _ID,
        _EXTERNAL_ID,
        "row_key TEXT UNIQUE",
        _of_customer(),
        _day("sold_on", needed=True),
        _line("product"),
        "quantity TEXT NOT NULL DEFAULT '1' CHECK (quantity NOT GLOB '*[^0-9.-]*')",
        "amount INTEGER NOT NULL",
        "cost INTEGER",
        "refund_of INTEGER REFERENCES sale(id) ON DELETE CASCADE",
        _day("gift_reveal_on"),
        _line("note"),
        _day("entered_on", needed=True),
        "CHECK (refund_of IS NULL OR amount <= 0)",
        _clean("external_id", "product", "note"),
    ],
    "news": [
        _ID,
        _of_customer(),
        "member_id INTEGER REFERENCES member(id) ON DELETE CASCADE",
        _word("kind", "congratulation", "condolence"),
        _day("heard_on", needed=True),
        _line("what", needed=True),
        _day("entered_on", needed=True),
        _clean("what"),
    ],
    "contact": [
        _ID,
        _of_customer(),
        _day("on_day", needed=True),
        _word("channel", *_CHANNELS),
        _word("direction", "in", "out", default="out"),
        _word("response", "positive", "negative", "none", "later", "returned", needed=False),
        _day("call_back_on"),
        _day("called_back_on"),
        _lines("note"),
        "letter_id INTEGER REFERENCES letter(id) ON DELETE CASCADE",
        _clean("note", lines=True),
    ],
    "letter": [
        _ID,
        _of_customer(),
        "kind TEXT NOT NULL",
        _word("subject_kind", "customer", "member", "sale", "campaign", "gathering", "news"),
        "subject_id INTEGER NOT NULL",
        "occurrence TEXT NOT NULL DEFAULT ''",
        _day("anchor", needed=True),
        _day("due", needed=True),
        _day("late_after"),
        _day("lapses"),
        _word("state", "open", "printed", "sent", "answered", "skipped", "cancelled", default="open"),
        _word("channel", *_CHANNELS, needed=False),
        _day("snoozed_until"),
        _day("printed_on"),
        _day("sent_on"),
        _day("ended_on"),
        _line("cause"),
        _line("override"),
        _flag("sells"),
        _day("late_on"),
        _lines("text"),
        "UNIQUE (customer_id, kind, subject_kind, subject_id, occurrence)",
        _clean("cause", "override"),
        _clean("text", lines=True),
    ],
}
"""Every table that a person's actions change; references point backwards, but for a contact's letter."""

_HOUSEKEEPING = [
    "CREATE TABLE action (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, made_on TEXT NOT NULL,"
    " token TEXT UNIQUE, state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped'))) STRICT",
    "CREATE TABLE journal (id INTEGER PRIMARY KEY, action_id INTEGER NOT NULL REFERENCES action(id), tbl TEXT NOT NULL,"
    " row_id INTEGER NOT NULL, upto INTEGER, customer_id INTEGER, before TEXT, after TEXT) STRICT",
    "CREATE INDEX journal_by_action ON journal(action_id)",
    "CREATE INDEX journal_by_customer ON journal(customer_id) WHERE customer_id IS NOT NULL",
    "CREATE TABLE seal (tbl TEXT PRIMARY KEY, sum INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX action_undone ON action(id) WHERE state = 'undone'",
    "CREATE TABLE keeping (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE draft (form TEXT PRIMARY KEY, token TEXT NOT NULL, fields TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE VIRTUAL TABLE search USING fts5(words, phones,"
    " tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mc Mn'\")",
]

AGENDA = (
    "letter_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, state TEXT NOT NULL,"
    " letter_class TEXT NOT NULL,"
    " late INTEGER NOT NULL, rank INTEGER NOT NULL, due TEXT NOT NULL, name TEXT NOT NULL, channel TEXT, cause TEXT"
)
"""The columns of a day's agenda, in the book for the last planned day and in a temporary table for any other."""

TABLES = frozenset((*JOURNALLED, "action", "journal", "seal", "keeping", "draft", "search", "agenda"))
"""Every table of a book, but for the inner ones of the index that find uses."""

_INDEXES = [
    "CREATE INDEX customer_by_name ON customer(name COLLATE NOCASE, id)",
    "CREATE INDEX customer_by_last_sale ON customer(last_sale_on, id)",
    "CREATE INDEX customer_by_taken ON customer(taken, id)",
    f"CREATE INDEX customer_by_account_day ON customer(substr({_ACCOUNT_DAY}, 6))",
    "CREATE INDEX customer_by_email ON customer(lower(email)) WHERE email <> ''",
    "CREATE INDEX tag_by_name ON tag(name, customer_id)",
    "CREATE INDEX member_by_customer ON member(customer_id)",
    "CREATE INDEX occasion_by_day ON occasion(month_day)",
    "CREATE INDEX occasion_by_customer ON occasion(customer_id)",
    "CREATE UNIQUE INDEX birthday_once ON occasion(customer_id, coalesce(member_id, 0)) WHERE kind = 'birthday'",
    "CREATE INDEX sale_by_customer ON sale(customer_id, sold_on, amount, refund_of)",
    "CREATE INDEX sale_by_anchor ON sale(coalesce(gift_reveal_on, sold_on))",
    "CREATE INDEX sale_by_refund ON sale(refund_of) WHERE refund_of IS NOT NULL",
    "CREATE INDEX news_by_customer ON news(customer_id)",
    "CREATE INDEX contact_by_customer ON contact(customer_id, on_day)",
    "CREATE INDEX contact_by_letter ON contact(letter_id) WHERE letter_id IS NOT NULL",
    "CREATE INDEX call_backs ON contact(call_back_on) WHERE call_back_on IS NOT NULL AND called_back_on IS NULL",
    "CREATE INDEX letter_open ON letter(due, lapses) WHERE state = 'open'",
    "CREATE INDEX letter_lapsing ON letter(lapses, due) WHERE state = 'open'",
    "CREATE INDEX letter_printed ON letter(printed_on) WHERE state = 'printed'",
    "CREATE INDEX letter_sent ON letter(sent_on, id) WHERE sent_on IS NOT NULL",
    "CREATE INDEX agenda_in_order ON agenda(late DESC, rank, due, name, letter_id) WHERE state IN ('due', 'late')",
    "CREATE INDEX agenda_by_customer ON agenda(customer_id)",
]


def statements() -> list[str]:
    """Return the statements that make an empty book."""
    tables = [f"CREATE TABLE {name} ({', '.join(columns)}) STRICT" for name, columns in JOURNALLED.items()]
    return [*tables, *_HOUSEKEEPING, f"CREATE TABLE agenda ({AGENDA}) STRICT", *_INDEXES]
