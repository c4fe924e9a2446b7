"""Commands for what customers are worth, and for how a month went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carebook import clock, money
from carebook.cli.answers import as_json, as_long_json, say
from carebook.cli.opening import counted, warn_of_later_entries
from carebook.cli.options import PATH, book_argument, json_option, on_option
from carebook.retention.model import State
from carebook.text import cells

if TYPE_CHECKING:
    import sqlite3

    from carebook.retention.store.worth import Worth
    from carebook.shop.model import Shop

_LISTED = 20
"""So many of the best are told in words; everyone is in JSON."""
_AMOUNTS = ("profit_24m", "past_profit", "expected_profit")


@click.command()
@book_argument
@on_option
@json_option
def value(book: Path, on: date | None, in_json: bool) -> None:
    """Show what customers are worth, who drifts away, and how much the best of them bring."""
    from carebook.customers.store import count
    from carebook.retention.store.standings import yardstick
    from carebook.shop.store import shop

    day = on or clock.today()
    with counted(book, day) as opened:
        warn_of_later_entries(opened, day)
        here = shop(opened.db)
        if not in_json:
            say(_in_words(opened.db, day, here))
            return
        measured = yardstick(opened.db)
        figures = {
            "customers": count(opened.db),
            "mean_gap_days": measured and measured.mean_gap,
            "median_gap_days": measured and measured.median_gap,
            "top20_share": measured and measured.top20_share,
        }
        rows = _documents(opened.db, day, here.currency)
        as_long_json({"on": day.isoformat(), "shop": figures}, "customers", rows)


def _month(typed: str) -> date:
    """Read a month, written YYYY-MM, that has begun."""
    try:
        month = date.fromisoformat(f"{typed}-01")
    except ValueError:
        raise click.BadParameter(f"“{typed[:20]}” is no month. Write it as YYYY-MM, like 2026-11.") from None
    if not clock.FIRST <= month <= clock.today():
        raise click.BadParameter(f"{typed} has not begun." if month > clock.FIRST else f"{typed} is too long ago.")
    return month


@click.command()
@book_argument
@click.option("--month", type=_month, metavar="YYYY-MM", help="Without it, the last month that is over.")
@click.option("--out", type=PATH, metavar="FILE.pdf", help="Without it, a new file among the letters beside the book.")
@json_option
def report(book: Path, month: date | None, out: Path | None, in_json: bool) -> None:
    """Set a month on one page: letters, complaints, referrals, customers, sales. With --json no file is made."""
    from carebook.book.files import folder_beside
    from carebook.days import month_in_words
    from carebook.letters.paper.batches import free_name
    from carebook.report import as_document, days_of, gather, last_month, typeset

    today = clock.today()
    start, end = days_of(month or last_month(today), today)
    with counted(book, end) as opened:
        warn_of_later_entries(opened, today)
        found = gather(opened.db, start, today)
    if in_json:
        as_json(as_document(found))
        if out is None:
            return
    made = typeset(found, out or free_name(folder_beside(book, "letters"), f"report-{found.month}"), today)
    if not in_json:
        say(f"Typeset the report of {month_in_words(start)}: {made}")


def _documents(db: sqlite3.Connection, on: date, currency: str) -> Iterator[dict[str, object]]:
    from carebook.retention.store.worth import values

    for one in values(db, on):
        document: dict[str, object] = one._asdict()
        if one.last_sale is not None:
            document["last_sale"] = one.last_sale.isoformat()
        amounts = {name: getattr(one, name) for name in _AMOUNTS}
        document |= {name: money.plain(amount, currency) for name, amount in amounts.items() if amount is not None}
        yield document


def _in_words(db: sqlite3.Connection, on: date, shop: Shop) -> str:
    """Tell how many stand how, what the best bring, and who they are."""
    from carebook.days import in_words
    from carebook.retention.store.standings import yardstick
    from carebook.retention.store.worth import values
    from carebook.shop.store import numbers

    states: Counter[str] = Counter()

    def buyers() -> Iterator[Worth]:
        for one in values(db, on):
            states[one.state] += 1
            if one.last_sale is not None:
                yield one

    best = nlargest(_LISTED, buyers(), key=lambda one: (one.past_profit or 0) + (one.expected_profit or 0))
    tally = ", ".join(f"{states[state]:,} {_of_many(state, states[state])}" for state in State if states[state])
    lines = [f"{shop.name} · {in_words(on)} · {tally or 'no customers yet'}", ""]
    if not best:
        return "\n".join([*lines, "Nobody has bought yet. Bring your sales in with: carebook import"])
    measured = yardstick(db)
    if measured and measured.top20_share is not None:
        lines += [f"Your top 20 % bring {100 * measured.top20_share:.0f} % of the last 24 months' profit.", ""]
    margin = numbers(db).margin_percent
    lines += [*_table(db, best, on, shop), ""]
    if (bought := sum(states.values()) - states[State.PROSPECT]) > len(best):
        lines.append(f"These are the first {len(best)} of {bought:,} who bought; --json tells of all.")
    lines.append(f"Where no cost was entered, {margin} % of what was taken is profit; “expected” is from now on.")
    return "\n".join(lines)


def _of_many(state: State, count: int) -> str:
    return "prospects" if state is State.PROSPECT and count > 1 else state


def _table(db: sqlite3.Connection, best: Sequence[Worth], on: date, shop: Shop) -> list[str]:
    """Set the best customers in columns, with what they brought and what is to be expected of them."""
    from carebook.cli.words import in_columns
    from carebook.retention.store.standings import standings
    from carebook.retention.words import in_words

    found = standings(db, [one.customer_id for one in best])
    past, expected = (
        _right_aligned([title, *(money.shown(amount or 0, shop.currency, shop.country) for amount in amounts)])
        for title, amounts in (
            ("brought", [one.past_profit for one in best]),
            ("expected", [one.expected_profit for one in best]),
        )
    )
    rows = [["customer", "tier", past[0], expected[0], "state", "rhythm"]]
    for place, one in enumerate(best, 1):
        rhythm = in_words(found[one.customer_id], on)
        rows.append([one.name, one.tier or "", past[place], expected[place], one.state, rhythm])
    return in_columns(rows, indent="")


def _right_aligned(column: Sequence[str]) -> list[str]:
    width = max(map(cells, column))
    return [" " * (width - cells(cell)) + cell for cell in column]
