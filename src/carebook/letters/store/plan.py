"""Planning in sets: what the facts want, held against the letters that are there (LET-3, LET-5, LET-9, SUP-1).

`temp.wanted` holds every letter that the facts call for in a span. A missing one is put in, an open one whose date
moved is moved, one whose fact is gone is cancelled, and one that planning cancelled comes back with its fact.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from carebook.customers.store.figures import PURCHASE
from carebook.letters.model import CAMPAIGN_KINDS, Anchor
from carebook.letters.rules import Earlier, SaleDay, Standing, sales_to_ask_about, sales_to_thank_for
from carebook.letters.store.campaign_wishes import asked_appreciation, campaign, drawn_appreciation, greeting
from carebook.letters.store.case_wishes import wishes
from carebook.letters.store.endings import BEING_WON_BACK, CANCELLED_BY_PLAN, CAUSE, COMPLAINED_OF, GONE
from carebook.letters.store.ground import AS_PLANNED, HORIZON, Ground, Span, kinds_on, lay
from carebook.retention.model import LETTER_FITS

_ACCOUNT_DAY = "coalesce(c.opened_on, c.first_sale_on)"
ALIVE = "NOT EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = c.id AND x.cause = 'deceased')"
"""A customer who has not died (SUP-1)."""
_KEY = "customer_id, kind, subject_kind, subject_id, occurrence"
_SAME_KEY = " AND ".join(f"letter.{name} = w.{name}" for name in _KEY.split(", "))
_WINDOW = "d.anchor, d.due, d.late_after, d.lapses"
_YEAR = "substr(d.anchor, 1, 4)"


def wish(db: sqlite3.Connection, ground: Ground, span: Span, *, touched_only: bool) -> None:
    """Fill `temp.wanted` with the letters that the facts call for, of all customers or of those touched."""
    lay(db, ground, span, _leads(db, touched_only=touched_only))
    db.execute("DROP TABLE IF EXISTS temp.wanted")
    db.execute(
        "CREATE TEMP TABLE wanted (customer_id INTEGER, kind TEXT, subject_kind TEXT, subject_id INTEGER,"
        f" occurrence TEXT, anchor TEXT, due TEXT, late_after TEXT, lapses TEXT, PRIMARY KEY ({_KEY})) WITHOUT ROWID"
    )
    moving = span.drifting().floor or span.horizon
    values = {"leap": ground.leap, "moving": moving.isoformat(), "drifted": (moving + HORIZON).isoformat()}
    for subject, source, where in _sources(ground, touched_only=touched_only):
        db.execute(
            f"INSERT OR IGNORE INTO temp.wanted SELECT c.id, {subject}, {_WINDOW} FROM {source} "
            f"WHERE {where} AND {ALIVE} AND (d.lapses IS NULL OR c.entered_on <= d.lapses)",
            values,
        )
    db.executemany(
        "INSERT OR IGNORE INTO temp.wanted SELECT c.id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM customer c"
        f" WHERE c.id = ?1 AND {ALIVE}",
        wishes(db, ground, span, touched_only=touched_only),
    )
    for kind in kinds_on(ground, Anchor.SALE):
        _wish_sales(db, kind, span.with_neighbours(), touched_only=touched_only)


def kinds_for_tiers(db: sqlite3.Connection, ground: Ground, span: Span) -> list[str]:
    """Name the kinds of the campaigns in a span that are for a tier, which is counted anew every night (VAL-1a)."""
    if not any(one.tier for one in ground.campaigns):
        return []
    lay(db, ground.only(CAMPAIGN_KINDS), span)
    campaigns = "temp.day0 d JOIN campaign p ON p.id = d.campaign"
    return [kind for (kind,) in db.execute(f"SELECT DISTINCT p.kind FROM {campaigns} WHERE p.tier IS NOT NULL")]


def _leads(db: sqlite3.Connection, *, touched_only: bool) -> list[int]:
    """Return the lead times that occasions have of their own."""
    source = "temp.touched t CROSS JOIN occasion o ON o.customer_id = t.customer_id" if touched_only else "occasion o"
    return [lead for (lead,) in db.execute(f"SELECT DISTINCT o.lead FROM {source} WHERE o.lead IS NOT NULL")]


def _sources(ground: Ground, *, touched_only: bool) -> list[tuple[str, str, str]]:
    """Return, for each kind that is on: its key, the join that finds it, and its conditions."""
    people = (
        "temp.touched t CROSS JOIN customer c ON c.id = t.customer_id CROSS JOIN temp.day0 d ON {on}"
        if touched_only
        else "temp.day0 d CROSS JOIN customer c ON {on}"
    )
    things = (
        "temp.touched t CROSS JOIN customer c ON c.id = t.customer_id CROSS JOIN {table} o ON o.customer_id = c.id"
        " CROSS JOIN temp.day0 d ON {on}"
        if touched_only
        else "temp.day0 d CROSS JOIN {table} o ON {on} CROSS JOIN customer c ON c.id = o.customer_id"
    )
    by_account_day = f"substr({_ACCOUNT_DAY}, 6) = d.md"
    whole = {
        "welcome": (
            "'welcome', 'customer', c.id, ''",
            people.format(on=f"d.kind = 'welcome' AND {by_account_day}"),
            f"{_ACCOUNT_DAY} = d.anchor",
        ),
        "anniversary": (
            f"'anniversary', 'customer', c.id, {_YEAR}",
            people.format(on=f"d.kind = 'anniversary' AND {by_account_day}"),
            f"{_YEAR} > substr({_ACCOUNT_DAY}, 1, 4) AND c.last_sale_on >= d.since",
        ),
        "how_are_we_doing": (
            f"'how_are_we_doing', 'customer', c.id, {_YEAR}",
            people.format(on=f"d.kind = 'how_are_we_doing' AND {by_account_day}"),
            f"d.anchor > {_ACCOUNT_DAY} AND ({_ACCOUNT_DAY} <= d.since OR c.sales >= 2) AND NOT EXISTS ("
            "SELECT 1 FROM letter s WHERE s.customer_id = c.id AND s.kind = 'how_are_we_doing'"
            f" AND s.occurrence <> {_YEAR} AND s.sent_on > date(d.anchor, '-6 months'))",
        ),
        "seasons_greeting": greeting(people),
        "birthday": _birthdays("birthday", "(m.id IS NULL OR m.role <> 'pet')", things),
        "pet_birthday": _birthdays("pet_birthday", "m.role = 'pet'", things),
        "product_notice": _notice(touched_only=touched_only),
        "newsletter": campaign("newsletter", people),
        "promotion": campaign("promotion", people),
        "appreciation": asked_appreciation(people),
        "congratulation": _news("congratulation", things),
        "condolence": _news("condolence", things),
    }
    found = [parts for kind, parts in whole.items() if ground.kinds[kind].is_on]
    if ground.kinds["appreciation"].is_on:
        found.append(drawn_appreciation(touched_only=touched_only))
    return [*found, *_reactivations(touched_only=touched_only)] if ground.kinds["reactivation"].is_on else found


def _birthdays(kind: str, whose: str, things: str) -> tuple[str, str, str]:
    on = f"d.kind = '{kind}' AND o.month_day = d.md AND d.thing = coalesce(o.lead, {AS_PLANNED})"
    return (
        f"'{kind}', CASE WHEN o.member_id IS NULL THEN 'customer' ELSE 'member' END,"
        f" coalesce(o.member_id, c.id), {_YEAR}",
        things.format(table="occasion", on=on) + " LEFT JOIN member m ON m.id = o.member_id",
        f"o.kind = 'birthday' AND {whose} AND m.died_on IS NULL"
        f" AND (o.year IS NULL OR o.year < CAST({_YEAR} AS INTEGER))"
        " AND (d.leap = '' OR d.leap = coalesce(o.leap, :leap)) AND (d.lapses IS NULL OR o.entered_on <= d.lapses)",
    )


def _notice(*, touched_only: bool) -> tuple[str, str, str]:
    """Find the buyers of a product in a period, as `buyers.count_buyers` counts them."""
    on = "d.kind = 'product_notice' AND s.product = d.md AND s.product <> ''"
    source = (
        "temp.touched t CROSS JOIN customer c ON c.id = t.customer_id CROSS JOIN sale s ON s.customer_id = c.id"
        f" CROSS JOIN temp.day0 d ON {on}"
        if touched_only
        else f"temp.day0 d CROSS JOIN sale s ON {on} CROSS JOIN customer c ON c.id = s.customer_id"
    )
    return (
        "'product_notice', 'campaign', d.campaign, ''",
        f"{source} JOIN campaign p ON p.id = d.campaign",
        f"s.sold_on BETWEEN coalesce(p.bought_from, '') AND coalesce(p.bought_until, '9999') AND {PURCHASE}",
    )


def _news(kind: str, things: str) -> tuple[str, str, str]:
    return (
        f"'{kind}', 'news', o.id, ''",
        things.format(table="news", on=f"d.kind = '{kind}' AND o.heard_on = d.anchor")
        + " LEFT JOIN member m ON m.id = o.member_id",
        f"o.kind = '{kind}' AND (o.kind = 'condolence' OR m.died_on IS NULL)",
    )


# Reactivations: one for each time that a customer falls silent -------------------------------------------------

_LISTS = ", ".join(f"'{name}'" for name in sorted(LETTER_FITS))
_ASKED = (
    "(SELECT max(w.on_day) FROM worked w WHERE w.customer_id = y.customer_id AND w.outcome = 'letter'"
    f" AND w.list IN ({_LISTS}) AND w.on_day > y.last_on)"
)
"""The day on which the owner asked for the letter from a list, whether or not the customer is dormant by then."""
_STAYS = (
    "l.customer_id = y.customer_id AND l.kind = 'reactivation' AND l.occurrence = y.last_on"
    " AND (l.state = 'printed' OR l.state = 'open' AND l.anchor < :moving) AND y.dormant_on <= :drifted"
)
"""A letter of this silence whose day 0 has come: it keeps that, unless they turn out to be far from dormant."""
_OVER_OR_WANTED = (
    "(l.lapses < :moving OR EXISTS (SELECT 1 FROM temp.day0 o WHERE o.kind = 'reactivation' AND o.anchor = l.anchor))"
)
"""It lapsed with that day 0, or may still leave; only a window that was made shorter can have put an end to it."""


def _reactivations(*, touched_only: bool) -> list[tuple[str, str, str]]:
    """Find who turns dormant, and whom the owner asked to write to (VAL-1a, VAL-4).

    The shop's mean gap moves dormant days over night. A letter whose day is still to come moves with it, one whose
    day has come keeps it, and a day that moved to before a span is not missed.
    """
    subject = "'reactivation', 'customer', c.id, y.last_on"
    of = "CROSS JOIN customer c ON c.id = t.customer_id CROSS JOIN standing y ON y.customer_id = c.id"
    on = "CROSS JOIN temp.day0 d ON d.kind = 'reactivation' AND d.anchor ="
    askers = (
        "temp.touched t" if touched_only else "(SELECT DISTINCT customer_id FROM worked WHERE outcome = 'letter') t"
    )
    dormant = (
        f"temp.touched t {of} {on} y.dormant_on"
        if touched_only
        else "temp.day0 d CROSS JOIN standing y ON d.kind = 'reactivation' AND y.dormant_on = d.anchor"
        " CROSS JOIN customer c ON c.id = y.customer_id"
    )
    came = (
        f"temp.touched t {of} CROSS JOIN letter l ON {_STAYS} {on} l.anchor"
        if touched_only
        else f"letter l CROSS JOIN standing y ON {_STAYS} CROSS JOIN customer c ON c.id = y.customer_id {on} l.anchor"
    )
    free = f"NOT {BEING_WON_BACK.format('c.id')}"
    moves = f"NOT EXISTS (SELECT 1 FROM letter l WHERE {_STAYS} AND {_OVER_OR_WANTED})"
    by_itself = f"y.lost_on > y.dormant_on AND y.entered_on <= coalesce(d.lapses, '9999') AND {_ASKED} IS NULL"
    return [
        (subject, came, f"{by_itself} AND {free}"),
        (subject, dormant, f"{by_itself} AND {free} AND {moves}"),
        (subject, f"{askers} {of} {on} {_ASKED}", free),
    ]


# Sales: several of a customer are weighed together, by the rules -----------------------------------------


def _wish_sales(db: sqlite3.Connection, kind: str, span: Span, *, touched_only: bool) -> None:
    """Want a thank_you or how_did_we_do for the sales that the rules choose."""
    by_customer = _sale_days(db, kind, touched_only=touched_only)
    earlier = _earlier(db, kind, span, by_customer)
    wanted: list[tuple[int, int]] = []
    joined: list[tuple[int, int]] = []
    for customer, sales in by_customer.items():
        if kind == "thank_you":
            for sale, taken_over in sales_to_thank_for(sales, earlier[customer]):
                wanted.append((customer, sale.sale))
                if taken_over:
                    joined.append((sale.sale, taken_over.letter))
        else:
            wanted += [(customer, sale.sale) for sale in sales_to_ask_about(sales, earlier[customer])]
    db.executemany("UPDATE letter SET subject_id = ? WHERE id = ?", joined)
    db.executemany(
        f"INSERT OR IGNORE INTO temp.wanted SELECT ?, '{kind}', 'sale', s.id, '', {_WINDOW} FROM sale s"
        f" JOIN temp.day0 d ON d.kind = '{kind}' AND d.anchor = coalesce(s.gift_reveal_on, s.sold_on) WHERE s.id = ?",
        wanted,
    )


def _sale_days(db: sqlite3.Connection, kind: str, *, touched_only: bool) -> dict[int, list[SaleDay]]:
    """Return the sales that could have a letter of this kind: no refunds, and none that was fully refunded (LET-9)."""
    anchor = "coalesce(s.gift_reveal_on, s.sold_on)"
    source = (
        "temp.touched t CROSS JOIN customer c ON c.id = t.customer_id CROSS JOIN sale s ON s.customer_id = c.id"
        f" CROSS JOIN temp.day0 d ON d.kind = :kind AND d.anchor = {anchor}"
        if touched_only
        else f"temp.day0 d CROSS JOIN sale s ON {anchor} = d.anchor CROSS JOIN customer c ON c.id = s.customer_id"
    )
    rows = db.execute(
        f"SELECT c.id, s.id, d.anchor, d.due, coalesce(d.lapses, '9999-12-31') FROM {source} WHERE d.kind = :kind"
        f" AND {PURCHASE} AND {ALIVE} AND NOT {COMPLAINED_OF.format('s.id')}"
        " AND (d.lapses IS NULL OR s.entered_on <= d.lapses)",
        {"kind": kind},
    )
    found: dict[int, list[SaleDay]] = defaultdict(list)
    for customer, *sale in rows:
        found[customer].append(SaleDay(*sale))
    return found


def _earlier(db: sqlite3.Connection, kind: str, span: Span, customers: Iterable[int]) -> dict[int, list[Earlier]]:
    """Return the letters of this kind that these customers have already."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS asked (customer_id INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM temp.asked")
    db.executemany("INSERT INTO temp.asked VALUES (?)", ((customer,) for customer in customers))
    rows = db.execute(
        "SELECT letter.customer_id, letter.id, subject_id, CASE WHEN state IN ('sent', 'answered') THEN 'went'"
        f" WHEN state IN ('skipped', 'cancelled') THEN state WHEN {GONE} THEN 'cancelled'"
        " WHEN state = 'printed' THEN 'went' ELSE state END, coalesce(printed_on, sent_on, due),"
        " state IN ('sent', 'answered') OR due > :horizon OR due <= :after OR lapses < :floor"
        " FROM temp.asked a CROSS JOIN letter ON letter.customer_id = a.customer_id AND kind = :kind",
        {"kind": kind, "horizon": span.horizon.isoformat(), "after": str(span.after or ""), "floor": _floor(span)},
    )
    found: dict[int, list[Earlier]] = defaultdict(list)
    for customer, letter, sale, standing, day, settled in rows:
        found[customer].append(Earlier(letter, sale, Standing(standing), day, bool(settled)))
    return found


def _floor(span: Span) -> str:
    return str(span.floor or "")


# Holding what is wanted against what is there ------------------------------------------------------------


def put_in_missing(db: sqlite3.Connection) -> None:
    """Plan every wanted letter that is not there yet."""
    db.execute(
        f"INSERT INTO letter ({_KEY}, anchor, due, late_after, lapses) SELECT {_KEY}, anchor, due, late_after, lapses"
        f" FROM temp.wanted w WHERE NOT EXISTS (SELECT 1 FROM letter WHERE {_SAME_KEY}) ORDER BY due, customer_id"
    )


def move_and_bring_back(db: sqlite3.Connection) -> None:
    """Move open letters whose day moved; bring back those that planning had cancelled and that are wanted again."""
    met = db.execute(
        "SELECT letter.state, w.anchor, w.due, w.late_after, w.lapses, letter.id"
        f" FROM temp.wanted w CROSS JOIN letter ON {_SAME_KEY} WHERE CASE letter.state WHEN 'open'"
        " THEN letter.late_on IS NULL AND (letter.anchor, letter.due, letter.late_after, letter.lapses)"
        " IS NOT (w.anchor, w.due, w.late_after, w.lapses)"
        f" WHEN 'cancelled' THEN letter.cause IN ({_quoted(CANCELLED_BY_PLAN)}) END"
    ).fetchall()
    update = "UPDATE letter SET anchor = ?, due = ?, late_after = ?, lapses = ?{} WHERE id = ?"
    unwritten = (
        "state = 'open', ended_on = NULL, cause = '', printed_on = NULL, channel = NULL, text = '', sells = 0,"
        " template_id = NULL, trial_id = NULL, arm = NULL"
    )
    db.executemany(update.format(""), (values for state, *values in met if state == "open"))
    db.executemany(update.format(f", {unwritten}"), (values for state, *values in met if state == "cancelled"))


def printed_about_cases(db: sqlite3.Connection) -> list[tuple[int, date, str]]:
    """Return what is printed about complaints and win-backs and still wanted: the letter, its day and its words."""
    found = db.execute(
        f"SELECT letter.id, letter.printed_on, letter.text FROM temp.wanted w CROSS JOIN letter ON {_SAME_KEY}"
        " WHERE w.subject_kind IN ('complaint', 'win-back') AND letter.state = 'printed'"
    )
    return [(letter, date.fromisoformat(day), words) for letter, day, words in found.fetchall()]


def cancel_unwanted(
    db: sqlite3.Connection, ground: Ground, span: Span, today: date, kinds: Collection[str], *, touched_only: bool
) -> bool:
    """Cancel the unsent letters of these kinds that no fact calls for any more, each with its cause.

    What lapsed, and a thank-you that the owner sends late, are left alone unless their fact is gone. Return whether
    a printed appreciation was cancelled, which may have kept another of its year from being wanted.
    """
    off = [name for name, planned in ground.kinds.items() if not planned.is_on]
    scope = "letter.customer_id IN (SELECT customer_id FROM temp.touched) AND" if touched_only else ""
    cancelled = db.execute(
        f"UPDATE letter SET state = 'cancelled', ended_on = :today, cause = {CAUSE.format(off=_quoted(off))}"
        f" WHERE {scope} state IN ('open', 'printed') AND due <= :horizon AND kind IN ({_quoted(kinds)})"
        f" AND (late_on IS NULL AND coalesce(lapses >= :floor, true) OR {GONE})"
        f" AND NOT EXISTS (SELECT 1 FROM temp.wanted w WHERE {_SAME_KEY})"
        " RETURNING kind = 'appreciation' AND printed_on IS NOT NULL",
        {"today": today.isoformat(), "horizon": span.horizon.isoformat(), "floor": _floor(span)},
    )
    return (True,) in cancelled.fetchall()


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
