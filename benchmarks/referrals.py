"""The referrals' desk of 50,000 customers, 20,000 referrals, chains 50 deep: `python -m benchmarks.referrals`."""

import random
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from carebook.book import rows
from carebook.book.book import Book
from carebook.referrals.model import Stage
from carebook.referrals.store import asking, lists, measures, owed, tree

CUSTOMERS, REFERRALS, DEEP = 50_000, 20_000, 50
_CHAINED, _NAMES_ONLY, _MOMENTS, _ASKS = 9_800, 4_000, 2_400, 8_000
_YEARS = 5 * 365
_STRANGERS = (
    "SELECT id FROM customer WHERE id NOT IN (SELECT customer_id FROM referral UNION SELECT referred_id FROM referral"
    " WHERE referred_id IS NOT NULL) ORDER BY id"
)
_TERMS = {"referrer_kind": "voucher", "introduced_kind": "discount", "introduced_amount": 500}
RUNS = 40


def put_in(path, today, count=REFERRALS):
    """Put so many referrals into a book, half of them in chains, each with its rewards and diary, and who was asked."""
    chance = random.Random(14)
    with Book.open(path, write=True) as book, book.writing():
        everyone = [row[0] for row in book.db.execute(_STRANGERS)]
        chance.shuffle(everyone)
        for n, amount in enumerate((0, 1_000, 1_500, 2_000)):
            since = today - timedelta(days=_YEARS - n * 400)
            rows.insert(book.db, "referral_terms", _TERMS | {"since": since, "referrer_amount": amount})
        for place in range(_CHAINED):
            first = place // (DEEP - 1) * DEEP + place % (DEEP - 1)
            _put_in_one(book.db, chance, everyone[first], everyone[first + 1], today)
        came = count - _CHAINED - _NAMES_ONLY
        begun = _CHAINED // (DEEP - 1) * DEEP
        for referred in everyone[begun : begun + came]:
            _put_in_one(book.db, chance, chance.choice(everyone[:begun]), referred, today)
        for _ in range(_NAMES_ONLY):
            _put_in_one(book.db, chance, chance.choice(everyone), None, today)
        _put_in_asks(book.db, chance, everyone, today)


def _put_in_one(db, chance, referrer, referred, today):
    day = today - timedelta(days=chance.randrange(_YEARS))
    contact = day + timedelta(days=chance.randrange(20)) if referred else None
    values = {"customer_id": referrer, "introduced": "Dora Field", "referred_id": referred, "introduced_on": day}
    values |= {"contact_on": contact, "entered_on": day, "note": "They garden too."}
    if chance.random() < 0.95:
        values |= {"thanked_on": day, "thanked_by": "post"}
    number = rows.insert(db, "referral", values)
    line = {"referral_id": number, "customer_id": referrer, "on_day": day}
    for step in ("introduced", "in contact", "thanked"):
        rows.insert(db, "referral_step", line | {"step": step})
    for who in ("referrer", "introduced"):
        paid = contact if contact and chance.random() < 0.97 else None
        reward = {"referral_id": number, "customer_id": referrer, "for_whom": who, "kind": "voucher", "amount": 1_000}
        rows.insert(db, "reward", reward | {"promised_on": day, "paid_on": paid})


def _put_in_asks(db, chance, everyone, today):
    """Note praise and extra services of the last half year, asks of two years, and a drive a quarter."""
    for _ in range(_MOMENTS):
        moment = {"customer_id": chance.choice(everyone), "kind": chance.choice(["praise", "extra service"])}
        rows.insert(db, "moment", moment | {"on_day": today - timedelta(days=chance.randrange(180)), "what": "Helped."})
    for _ in range(_ASKS):
        asked = today - timedelta(days=1 + chance.randrange(700))
        answer = chance.choice(["agreed", "declined", "none"])
        ask = {"customer_id": chance.choice(everyone), "wanted_on": asked, "by_channel": "phone", "asked_on": asked}
        rows.insert(db, "ask", ask | {"answer": answer, "answered_on": asked})
    for n in range(8):
        drive = {"name": f"Drive {n}", "starts_on": today - timedelta(days=40 + n * 91), "weeks": 10, "baseline": 200}
        closed = today if n else None
        rows.insert(db, "drive", drive | {"target_percent": 10, "cost": 10_000, "closed_on": closed})


def processor(read):
    """The seconds of the processor that something takes, each time."""
    taken = []
    for _ in range(RUNS + 1):
        started = time.process_time()
        read()
        taken.append(time.process_time() - started)
    return taken[1:]


def reads(db, today):
    """What the desk reads, with what is promised of it in seconds."""
    year_ago = today - timedelta(days=365)

    def opened_tree():
        grown = tree.grow(db)
        tree.page(db, grown, len(grown.rows) // 2, 200)

    def branch():
        above = tree.branch_of(db, deepest).above
        tree.branch_of(db, above[-1][0])

    def pipeline():
        lists.count(db)
        for stage in Stage:
            lists.page(db, stage, 0, 200)

    def year():
        measures.measures(db, year_ago, today)

    def all_time():
        measures.measures(db, today.replace(year=2000), today)

    def best():
        measures.best_referrers(db, year_ago, today, 0, 200)

    grown = tree.grow(db)
    deepest = max(grown.rows, key=lambda row: row[1])[0]
    return (
        ("Who brought whom, the whole tree and a page of it", 0.3, opened_tree),
        (f"A branch of {DEEP} generations, from its end and from its root", 0.3, branch),
        ("Everyone who may be asked", 0.3, lambda: asking.may_be_asked(db, today)),
        ("Referrals counted by stage, and a page of each", 0.3, pipeline),
        ("What referrals brought in a year", 0.3, year),
        ("What referrals brought in all years", 0.3, all_time),
        ("The best referrers of a year, a page", 0.3, best),
        ("What each change in reward did", 0.3, lambda: measures.stretches(db, today)),
        ("Everything that referrals ask for on Today", 0.02, lambda: owed.owed(db, today)),
    )


def p95(samples):
    return sorted(samples)[int(len(samples) * 0.95)]


def report(row, path, today):
    """Tell what was measured, a row each."""
    with Book.open(path, write=False) as book:
        for what, promise, read in reads(book.db, today):
            taken = processor(read)
            middle = f"median {statistics.median(taken) * 1000:.0f} ms"
            row(f"{what}, p95", f"{p95(taken) * 1000:.0f} ms of the processor", f"{promise * 1000:.0f} ms", middle)


def main():
    from benchmarks.__main__ import CAREBOOK, TODAY, row, run

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book.db"
        run(CAREBOOK, "sample", str(path), "--today", TODAY.isoformat(), "--customers", str(CUSTOMERS))
        put_in(path, TODAY)
        run(CAREBOOK, "review", str(path))
        report(row, path, TODAY)


if __name__ == "__main__":
    main()
