"""What the retention rules foretell of published purchases: `CAREBOOK_DATA=FOLDER python -m benchmarks.foretelling`.

The folder holds CDNOW_sample.txt and apparelTrans.csv. Each is imported as a shop would import it, and the rules look
on it as of a day; what was bought after that day tells whether they were right.
"""

import csv
import os
import tempfile
from datetime import date
from pathlib import Path

from carebook.book.book import Book
from carebook.exchange import desk
from carebook.exchange.source import look
from carebook.retention import rules
from carebook.retention.model import State
from carebook.retention.store import counting, standings

VARIABLE = "CAREBOOK_DATA"
IMPORTED = date(2026, 11, 25)
SHOP = "INSERT INTO shop (id, name, country, currency, language) VALUES (1, 'Elm', 'US', 'USD', 'en')"


def cdnow(path):
    """Customer, day and amount of each purchase, from columns of blanks: number, sample number, day, discs, amount."""
    for line in path.read_text().splitlines():
        customer, _, day, _, amount = line.split()
        yield customer, f"{day[:4]}-{day[4:6]}-{day[6:]}", amount


def apparel(path):
    """The same, from a table of which some amounts have the long tail of a binary fraction."""
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            yield row["Id"], row["Date"], f"{float(row['Price']):.2f}"


def book_of(purchases, folder, name):
    """Import customers and purchases into a new book; return its path."""
    path = folder / f"{name}.db"
    everyone = sorted({customer for customer, _, _ in purchases})
    tables = {
        "customers": [("Customer number", "Name"), *((number, f"Customer {number}") for number in everyone)],
        "sales": [("Customer number", "Date", "Amount"), *purchases],
    }
    Book.create(path)
    with Book.open(path, write=True) as book:
        with book.writing():
            book.db.execute(SHOP)
        for kind, table in tables.items():
            file = folder / f"{name}-{kind}.csv"
            with file.open("w", newline="") as out:
                csv.writer(out).writerows(table)
            source = look(file, shop_country="US", today=IMPORTED, kind=kind)
            done = desk.run(book, source, IMPORTED, file_name=file.name)
            assert not done.rejected, done.rejected
    return path


def look_on(path, on):
    """Return the shop's figures and everyone's on a day, counted beside the book."""
    with Book.open(path, write=False) as book:
        counting.lay_aside(book.db)
        counting.count_all(book.db, on)
        buyers = [row[0] for row in book.db.execute("SELECT customer_id FROM standing")]
        return standings.yardstick(book.db), list(standings.standings(book.db, buyers).values())


def who_buys_after(path, on):
    with Book.open(path, write=False) as book:
        found = book.db.execute("SELECT DISTINCT customer_id FROM sale WHERE sold_on > ?", [on.isoformat()])
        return {row[0] for row in found}


def ranked_right(scores):
    """The area under the curve, by ranks, of which ties share the middle one."""
    ordered = sorted(scores)
    returned = sum(returns for _, returns in ordered)
    ranks, place = 0.0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][0] == ordered[place][0]:
            end += 1
        ranks += sum(returns for _, returns in ordered[place:end]) * (place + 1 + end) / 2
        place = end
    return (ranks - returned * (returned + 1) / 2) / (returned * (len(ordered) - returned))


def foretold(path, on):
    """The part of the repeat customers that is flagged, how often rightly, and how well the score ranks everyone."""
    shop, found = look_on(path, on)
    again = who_buys_after(path, on)
    repeating = [one for one in found if one.purchase_days > 1]
    flagged = [one for one in repeating if one.state(on) in (State.DORMANT, State.LOST)]
    right = sum(one.customer_id not in again for one in flagged) / len(flagged)
    scores = [
        (rules.return_score(one.purchase_days, one.silent_days(on), shop.median_gap), one.customer_id in again)
        for one in found
    ]
    return len(flagged) / len(repeating), right, ranked_right(scores), len(found)


def report(row):
    """Tell what was measured, a row each; nothing where the files are not at hand."""
    if not os.environ.get(VARIABLE):
        return
    files = Path(os.environ[VARIABLE])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        discs = book_of(list(cdnow(files / "CDNOW_sample.txt")), folder, "cdnow")
        flagged, right, area, buyers = foretold(discs, date(1997, 9, 30))
        row("CDNOW on 1997-09-30: repeat customers that are dormant", f"{100 * flagged:.1f} %", "35 to 45 %")
        row("Of these did not buy until 1998-06-30", f"{right:.3f}", ".64")
        row("AUC of the score by which customers return", f"{area:.3f}", ".77", f"{buyers:,} customers")
        shop, _ = look_on(discs, date(1998, 6, 30))
        row("Part of the profit of the best fifth on 1998-06-30", f"{shop.top20_share:.4f}", ".675 ± .005")
        clothes = book_of(list(apparel(files / "apparelTrans.csv")), folder, "apparel")
        flagged, right, area, buyers = foretold(clothes, date(2007, 12, 27))
        middle = f"{buyers:,} customers; {100 * flagged:.0f} % of the repeat ones dormant, {right:.2f} of them rightly"
        row("Apparel on 2007-12-27: AUC of the score", f"{area:.3f}", ".85", middle)


if __name__ == "__main__":
    from benchmarks.__main__ import row

    report(row)
