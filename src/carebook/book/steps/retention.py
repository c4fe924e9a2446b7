"""Step 3: why customers leave, winning them back, lists that are worked, and the figures kept of everyone's buying."""

from __future__ import annotations

from carebook.book.steps.columns import CHANNELS, ID, clean, day, flag, line, lines, of_customer, word

_REASONS = (
    *("died", "moved", "friend's advice", "better value elsewhere", "dissatisfied", "felt unappreciated"),
    *("need ended", "unknown"),
)
_LISTS = (
    *("enquiries", "second sale", "big sale", "cross-sell", "up-sell", "praise", "complaints"),
    *("slipping", "decreased", "dormant", "lost"),
)
_OUTCOMES = ("positive", "negative", "none", "later", "letter", "win-back", "left alone")
_STEPS = ("opened", "wanted", "asked why", "why", "offer", "rated", "responsibility", "permission", "offered", "ended")
_OF_CASE = "win_back_id INTEGER NOT NULL REFERENCES win_back(id) ON DELETE CASCADE"


def _listed(column: str, *words: str, needed: bool = True) -> str:
    """Declare a word out of a list whose words may hold an apostrophe."""
    return word(column, *(one.replace("'", "''") for one in words), needed=needed)


_TABLES: dict[str, list[str]] = {
    "departure": [
        ID,
        of_customer(),
        day("noted_on", needed=True),
        flag("told"),
        _listed("reason", *_REASONS),
        lines("words"),
        clean("words", lines=True),
    ],
    "worked": [
        ID,
        of_customer(),
        _listed("list", *_LISTS),
        line("about"),
        day("on_day", needed=True),
        word("outcome", *_OUTCOMES),
        clean("about"),
    ],
    "strength": [ID, "name TEXT NOT NULL UNIQUE CHECK (name <> '')", flag("retired"), clean("name")],
    "win_back": [
        ID,
        of_customer(),
        day("opened_on", needed=True),
        day("wanted_on"),
        day("why_on"),
        _listed("reason", *_REASONS, needed=False),
        lines("reason_words"),
        "chose_for INTEGER REFERENCES strength(id)",
        "left_for INTEGER REFERENCES strength(id)",
        day("offers_on"),
        day("responsibility_on"),
        lines("our_part"),
        lines("what_changed"),
        day("permission_on"),
        word("permission", "given", "standing", "refused", needed=False),
        line("permission_how"),
        day("offered_on"),
        lines("offer"),
        day("ended_on"),
        word("outcome", "won back", "not won", "let go", "stopped", needed=False),
        lines("ending"),
        "CHECK ((ended_on IS NULL) = (outcome IS NULL))",
        "CHECK ((why_on IS NULL) = (reason IS NULL))",
        "CHECK ((permission_on IS NULL) = (permission IS NULL))",
        "CHECK (offered_on IS NULL OR (reason IS NOT NULL AND permission IS NOT NULL AND offer <> ''))",
        clean("permission_how"),
        clean("reason_words", "our_part", "what_changed", "offer", "ending", lines=True),
    ],
    "probe": [
        ID,
        _OF_CASE,
        of_customer(),
        day("on_day", needed=True),
        line("question", needed=True),
        "answer TEXT NOT NULL CHECK (answer <> '')",
        clean("question"),
        clean("answer", lines=True),
    ],
    "offer": [
        ID,
        _OF_CASE,
        of_customer(),
        day("on_day", needed=True),
        word("side", "ours", "theirs"),
        line("who"),
        line("feature", needed=True),
        "price INTEGER CHECK (price >= 0)",
        "rating INTEGER CHECK (rating BETWEEN 1 AND 10)",
        clean("who", "feature"),
    ],
    "win_back_step": [
        ID,
        _OF_CASE,
        of_customer(),
        word("step", *_STEPS),
        day("on_day", needed=True),
        word("by_channel", *CHANNELS, needed=False),
        lines("what"),
        clean("what", lines=True),
    ],
}
"""The tables that a person's actions change, each with its columns."""

_KEPT = (
    "CREATE TABLE standing (customer_id INTEGER PRIMARY KEY, purchase_days INTEGER NOT NULL, first_on TEXT NOT NULL,"
    " last_on TEXT NOT NULL, entered_on TEXT NOT NULL, rhythm REAL NOT NULL, slipping_on TEXT NOT NULL,"
    " dormant_on TEXT NOT NULL, lost_on TEXT NOT NULL, return_order REAL NOT NULL, profit INTEGER NOT NULL,"
    " profit_24m INTEGER NOT NULL, spent_now INTEGER NOT NULL, spent_before INTEGER NOT NULL,"
    " products_now INTEGER NOT NULL, products_before INTEGER NOT NULL, tier TEXT, churn TEXT) STRICT",
    "CREATE TABLE yardstick (id INTEGER PRIMARY KEY CHECK (id = 1), counted_on TEXT NOT NULL, customers INTEGER"
    " NOT NULL, mean_gap REAL, median_gap REAL, vip_from INTEGER, core_from INTEGER, top20_share REAL,"
    " big_sale INTEGER) STRICT",
    "CREATE TABLE goes_with (product TEXT NOT NULL, other TEXT NOT NULL, both INTEGER NOT NULL, lift REAL NOT NULL,"
    " dearer INTEGER NOT NULL, PRIMARY KEY (product, other)) STRICT, WITHOUT ROWID",
    "CREATE TABLE suggestion (customer_id INTEGER NOT NULL, list TEXT NOT NULL, product TEXT NOT NULL,"
    " other TEXT NOT NULL, both INTEGER NOT NULL, lift REAL NOT NULL, PRIMARY KEY (list, customer_id)) STRICT,"
    " WITHOUT ROWID",
)
"""What is counted from the facts once a day, and for one customer by each sale; it can be counted anew at any time."""

_COLUMNS = ("ALTER TABLE contact ADD COLUMN win_back_id INTEGER REFERENCES win_back(id) ON DELETE CASCADE",)

_INDEXES = (
    "CREATE INDEX departure_by_customer ON departure(customer_id, noted_on)",
    "CREATE INDEX worked_by_customer ON worked(customer_id, list, on_day)",
    "CREATE INDEX worked_by_list ON worked(list, on_day)",
    "CREATE INDEX win_back_by_customer ON win_back(customer_id, opened_on)",
    "CREATE UNIQUE INDEX win_back_once ON win_back(customer_id) WHERE ended_on IS NULL",
    "CREATE INDEX win_back_ended ON win_back(ended_on, id) WHERE ended_on IS NOT NULL",
    "CREATE INDEX probe_by_case ON probe(win_back_id, id)",
    "CREATE INDEX offer_by_case ON offer(win_back_id, id)",
    "CREATE INDEX win_back_step_by_case ON win_back_step(win_back_id, id)",
    "CREATE INDEX win_back_step_by_customer ON win_back_step(customer_id, on_day)",
    "CREATE INDEX contact_by_win_back ON contact(win_back_id) WHERE win_back_id IS NOT NULL",
    "CREATE INDEX sale_by_day ON sale(sold_on, amount, refund_of, customer_id)",
    "CREATE INDEX standing_by_slipping"
    " ON standing(slipping_on, dormant_on, lost_on, return_order, profit_24m, last_on)",
    "CREATE INDEX standing_by_dormant ON standing(dormant_on, lost_on, return_order, profit_24m, last_on)",
    "CREATE INDEX standing_by_lost ON standing(lost_on, profit)",
    "CREATE INDEX standing_once ON standing(first_on, dormant_on) WHERE purchase_days = 1",
    "CREATE INDEX standing_less ON standing(churn, dormant_on, spent_now, spent_before) WHERE churn IS NOT NULL",
    "CREATE INDEX standing_vip ON standing(dormant_on, slipping_on) WHERE tier = 'VIP'",
)

_FIRST_STRENGTHS = (
    *("Advice", "Choice", "Quality", "Price", "Speed", "Delivery", "Friendliness", "Nearby", "Keeps its word"),
    "After-sales help",
)


def statements() -> list[str]:
    """Return the statements that add the retention desk to a book."""
    tables = [f"CREATE TABLE {name} ({', '.join(columns)}) STRICT" for name, columns in _TABLES.items()]
    strengths = [f"INSERT INTO strength (name) VALUES ('{name}')" for name in _FIRST_STRENGTHS]
    return [*tables, *_KEPT, *_COLUMNS, *_INDEXES, *strengths]
