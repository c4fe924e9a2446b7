"""One month over all desks, for its one page: letters, complaints, referrals, who came and left, what was taken."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from carebook import days, money
from carebook.complaints.model import Measures
from carebook.complaints.store import months as complaint_months
from carebook.complaints.store.measures import measures
from carebook.days import add_months, month_in_words
from carebook.errors import Refusal
from carebook.letters.model import KINDS
from carebook.letters.store import months as letter_months
from carebook.referrals.store import months as referral_months
from carebook.retention.figures import TierSum
from carebook.retention.model import State, Tier
from carebook.retention.store import months as customer_months
from carebook.retention.store.months import Sold
from carebook.retention.store.standings import yardstick
from carebook.retention.store.worth_figures import kept_figures
from carebook.shop.model import Shop
from carebook.shop.store import shop
from carebook.text import cut

MONTHS = 12
"""So many months stand side by side, the report's own last; what was sold reaches one further, to compare."""
_KINDS_NAMED = 4
_NAME_WIDTH = 40
_OF_THE_BEST = "of the profit comes from your top 20 %"
_LOST = "Lost: silent for more than five times their own rhythm, or they told us."


@dataclass(frozen=True)
class Report:
    """How a month went; what is told month by month has an entry for each of `months`, oldest first."""

    shop: Shop
    start: date
    end: date
    """The month's last day, or today where it is not over."""
    months: Sequence[date]
    """The first day of each month that is told, the report's own last."""
    letters: letter_months.Went
    letters_sent: Sequence[int]
    kinds_sent: Mapping[str, int]
    complaints: complaint_months.Went
    complaints_received: Sequence[complaint_months.Received]
    measures: Measures
    """Of the cases received in the month, as they stand now."""
    sold: Sequence[Sold]
    sold_a_year_ago: Sold
    new: Sequence[int]
    lost: Sequence[int]
    won_back: Sequence[int]
    states: Mapping[State, int]
    tiers: Mapping[Tier, TierSum]
    top20_share: float | None
    referrals: referral_months.Went
    introduced: Sequence[int]
    thanked: referral_months.Thanked
    drive: referral_months.Pace | None
    """The drive that runs on the last day, if any does."""

    @property
    def month(self) -> str:
        """The month's name for other programs, such as 2026-11."""
        return _key(self.start)


def last_month(today: date) -> date:
    """Return the first day of the last month that is over."""
    return add_months(today.replace(day=1), -1)


def days_of(month: date, today: date) -> tuple[date, date]:
    """Return the first and the last day of a month; of one that is not over, today is the last."""
    start = month.replace(day=1)
    return start, min(add_months(start, 1) - timedelta(days=1), today)


def _key(day: date) -> str:
    return day.isoformat()[:7]


def gather(db: sqlite3.Connection, month: date, today: date) -> Report:
    """Gather how a month went, on a connection whose figures are counted for the month's last day (`days_of`)."""
    start, end = days_of(month, today)
    a_year_ago, *year = [add_months(start, -ago) for ago in reversed(range(MONTHS + 1))]
    months = [_key(day) for day in year]
    period = year[0], end
    nothing, none = Sold(0, 0), complaint_months.Received(0, 0)
    sold = customer_months.sold(db, a_year_ago, end)
    complaints = complaint_months.received(db, *period)
    measured, tiers = yardstick(db), kept_figures(db, end).tiers

    def each(found: Mapping[str, int]) -> list[int]:
        return [found.get(month, 0) for month in months]

    return Report(
        shop=shop(db),
        start=start,
        end=end,
        months=year,
        letters=letter_months.went(db, start, end, today),
        letters_sent=each(letter_months.sent(db, *period)),
        kinds_sent=letter_months.sent_kinds(db, start, end),
        complaints=complaint_months.went(db, start, end),
        complaints_received=[complaints.get(month, none) for month in months],
        measures=measures(db, start, end, today),
        sold=[sold.get(month, nothing) for month in months],
        sold_a_year_ago=sold.get(_key(a_year_ago), nothing),
        new=each(customer_months.new_customers(db, *period)),
        lost=each(customer_months.lost_customers(db, *period)),
        won_back=each(customer_months.won_back(db, *period)),
        states=customer_months.states(db, end),
        tiers={tier: tiers.get(tier, TierSum(0, 0)) for tier in Tier},
        top20_share=measured.top20_share if measured else None,
        referrals=referral_months.went(db, start, end),
        introduced=each(referral_months.introduced(db, *period)),
        thanked=referral_months.thanked_on_time(db, start, end, today),
        drive=referral_months.pace(db, end),
    )


def as_document(found: Report) -> dict[str, Any]:
    """Return a report for JSON: money as decimal text in the shop's currency."""
    currency, measured = found.shop.currency, found.measures
    on_time = measured.acknowledged
    return {
        "month": found.month,
        "letters": {**found.letters._asdict(), "sent_by_kind": dict(found.kinds_sent)},
        "complaints": {
            **found.complaints._asdict(),
            "acknowledged_on_time": on_time.n,
            "acknowledgements_due": on_time.of,
            "satisfaction": measured.satisfaction.value,
            "remedies": money.plain(measured.remedies, currency),
            "bonuses": money.plain(measured.bonuses, currency),
        },
        "retention": {
            "sales": found.sold[-1].sales,
            "revenue": money.plain(found.sold[-1].amount, currency),
            "revenue_by_month": {
                _key(month): money.plain(one.amount, currency)
                for month, one in zip(found.months, found.sold, strict=True)
            },
            "currency": currency,
            "new": found.new[-1],
            "lost": found.lost[-1],
            "won_back": found.won_back[-1],
            "states": {str(state): count for state, count in found.states.items()},
            "tiers": {
                str(tier): {"customers": one.customers, "profit_24m": money.plain(one.profit, currency)}
                for tier, one in found.tiers.items()
            },
            "top20_share": found.top20_share,
        },
        "referrals": _referrals_document(found),
    }


def _referrals_document(found: Report) -> dict[str, Any]:
    drive = {"drive": found.drive._asdict()} if found.drive else {}
    paid = money.plain(found.referrals.rewards_paid, found.shop.currency)
    told = {"thanked_on_time": found.thanked._asdict(), "rewards_paid": paid}
    return found.referrals._asdict() | told | drive


# The page ---------------------------------------------------------------------------------------------------


class CannotShow(Refusal):
    """A letter of the shop's name is in no font."""

    def __init__(self, cause: str) -> None:
        """Say which letter it is."""
        super().__init__(f"The report could not be set: there is {cause}. Nothing was written.")


def typeset(found: Report, out: Path, today: date) -> Path:
    """Set a report on one page of the country's paper, into a new file; return its path."""
    from carebook.letters.paper.press import typeset_report

    made = typeset_report(as_page(found, today), out, today, found.shop.country)
    for cause in made.left_out.values():
        raise CannotShow(cause)
    return out


def as_page(found: Report, today: date) -> dict[str, Any]:
    """Word a report for its sheet of paper: texts, and the lengths of its bars."""
    return {
        "shop": found.shop.name,
        "title": month_in_words(found.start),
        "dated": f"as known on {days.long(today, found.shop.country)}",
        "months": [month_in_words(month)[0] for month in found.months],
        "taken": _taken(found),
        "letters": _letters(found),
        "complaints": _complaints(found),
        "customers": _customers(found),
        "tiers": _tiers(found),
        "referrals": _referrals(found),
        "foot": f"Bars: the twelve months up to {month_in_words(found.start)}. {_LOST}",
    }


def _taken(found: Report) -> dict[str, Any]:
    amount, sales = found.sold[-1]
    best = max(range(len(found.sold)), key=lambda place: found.sold[place].amount)
    most = found.sold[best].amount
    best_month = f"The best of these months was {month_in_words(found.months[best])} with {_money(found, most)}."
    told = best_month if most > 0 else "Nothing was taken in these twelve months."
    return {
        "headline": [_money(found, amount), f"in {_many(sales, 'sale')}{'' if _is_over(found) else ' so far'}"],
        "bars": [one.amount for one in found.sold],
        "note": " ".join(filter(None, (_compared(found), told))),
    }


def _is_over(found: Report) -> bool:
    return found.end == days_of(found.start, date.max)[1]


def _compared(found: Report) -> str:
    """Compare a month that is over with the same one a year before, where there was any."""
    amount, before = found.sold[-1].amount, found.sold_a_year_ago.amount
    if before <= 0 or not _is_over(found):
        return ""
    change = round(100 * (amount - before) / before)
    that_month = month_in_words(add_months(found.start, -12))
    if change == 0:
        return f"As much as in {that_month}."
    return f"{abs(change):,} % {'more' if change > 0 else 'less'} than in {that_month}."


def _letters(found: Report) -> dict[str, Any]:
    went = found.letters
    rows = {"fell due": went.due, "sent": went.sent, "lapsed": went.lapsed, "skipped": went.skipped}
    kinds = [
        f"{KINDS[kind].title if kind in KINDS else kind}\u00a0{count:,}" for kind, count in found.kinds_sent.items()
    ]
    others = len(kinds) - _KINDS_NAMED
    listed = [*kinds[:_KINDS_NAMED], *([f"{others} other kinds"] if others > 1 else kinds[_KINDS_NAMED:])]
    return {
        "headline": [f"{went.sent:,}", "letter sent" if went.sent == 1 else "letters sent"],
        "bars": found.letters_sent,
        "rows": [(label, count, f"{count:,}") for label, count in rows.items() if count or label != "skipped"],
        "note": ", ".join(listed),
    }


def _complaints(found: Report) -> dict[str, Any]:
    went, measured = found.complaints, found.measures
    rows = [("closed", f"{went.closed:,}"), ("of them recovered", f"{went.recovered:,}")]
    rows.append(("open at the end", f"{went.open:,}"))
    if measured.acknowledged.of:
        rows.append(("acknowledged on time", f"{measured.acknowledged.n:,} of {measured.acknowledged.of:,}"))
    if measured.satisfaction.value is not None:
        rows.append(("satisfied afterwards, of 5", f"{measured.satisfaction.value:.1f}"))
    if cost := measured.remedies + measured.bonuses:
        rows.append(("remedies and what came on top", _money(found, cost)))
    return {
        "headline": [f"{went.received:,}", "complaint received" if went.received == 1 else "complaints received"],
        "bars": [(one.cases - one.recovered, one.recovered) for one in found.complaints_received],
        "rows": rows,
    }


def _customers(found: Report) -> dict[str, Any]:
    new, lost, won = found.new[-1], found.lost[-1], found.won_back[-1]
    everyone = sum(found.states.values())
    return {
        "headline": [f"{new:,}", "new customer" if new == 1 else "new customers"],
        "up": list(zip(found.won_back, found.new, strict=True)),
        "down": [(count,) for count in found.lost],
        "rows": [
            ("lost", f"{lost:,}"),
            ("won back", f"{won:,}"),
            ("in the book", f"{everyone:,}"),
            ("of them yet to buy", f"{found.states[State.PROSPECT]:,}"),
        ],
    }


def _tiers(found: Report) -> dict[str, Any]:
    share = found.top20_share
    buyers = [state for state in State if state is not State.PROSPECT]
    return {
        "headline": ["–", "no profit yet"] if share is None else [f"{100 * share:.0f} %", _OF_THE_BEST],
        "names": list(found.tiers),
        "customers": [one.customers for one in found.tiers.values()],
        "profit": [one.profit for one in found.tiers.values()],
        "states": [found.states[state] for state in buyers],
        "state-names": [f"{state} {found.states[state]:,}" for state in buyers],
    }


def _referrals(found: Report) -> dict[str, Any]:
    went = found.referrals
    rows = [("came to you", f"{went.in_contact:,}"), ("bought for the first time since", f"{went.bought:,}")]
    if went.asked or went.agreed:
        rows.append(("asked, and agreed", f"{went.asked:,}, {went.agreed:,}"))
    if found.thanked.of:
        rows.append(("thanked on time", f"{found.thanked.n:,} of {found.thanked.of:,}"))
    if went.rewards_paid:
        rows.append(("rewards paid", _money(found, went.rewards_paid)))
    if drive := found.drive:
        rows.append(
            (cut(drive.name, _NAME_WIDTH), f"{drive.introduced:,} of {drive.target:.3g}, pace {drive.pace:.3g}")
        )
    return {
        "headline": [f"{went.introduced:,}", "introduction" if went.introduced == 1 else "introductions"],
        "bars": found.introduced,
        "rows": rows,
    }


def _money(found: Report, amount: int) -> str:
    return money.shown(amount, found.shop.currency, found.shop.country)


def _many(count: int, name: str) -> str:
    return f"{count:,} {name}{'s' if count != 1 else ''}"
