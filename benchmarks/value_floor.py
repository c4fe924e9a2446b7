"""The floor of `carebook value --json`: the same answer by hand-written SQL, of the kept figures or of every sale."""

import json
import math
import sqlite3
import sys

RETENTION, DISCOUNT, MARGIN, GAP = 0.75, 0.1, 40, 90
NAMES = [
    *("customer_id", "external_id", "name", "purchase_days", "last_sale", "silent_days", "rhythm_days", "state"),
    *("return_score", "profit_24m", "past_profit", "expected_profit", "tier"),
]
SHOP = ["customers", "mean_gap_days", "median_gap_days", "top20_share"]

ANSWER = f"""
SELECT c.id, c.external_id, c.name, coalesce(s.purchase_days, 0), s.last_on,
       CAST(julianday(:on) - julianday(s.last_on) AS INTEGER), s.rhythm,
       CASE WHEN s.last_on IS NULL THEN 'prospect' WHEN :on >= s.lost_on THEN 'lost'
            WHEN :on >= s.dormant_on THEN 'dormant' WHEN :on >= s.slipping_on THEN 'slipping' ELSE 'active' END,
       s.purchase_days * exp((julianday(s.last_on) - julianday(:on)) / (2 * y.median_gap)),
       CASE WHEN s.profit IS NOT NULL THEN printf('%.2f', s.profit_24m / 100.0) END,
       CASE WHEN s.profit IS NOT NULL THEN printf('%.2f', s.profit / 100.0) END,
       CASE WHEN s.profit IS NOT NULL THEN printf('%.2f', CASE WHEN :on >= s.lost_on OR s.profit_24m <= 0 THEN 0
              ELSE s.profit_24m / min(max((julianday(:on) - julianday(s.first_on)) / 365.25, 1.0), 2.0)
                   * {1 + DISCOUNT} / {1 + DISCOUNT - RETENTION} END / 100.0) END,
       s.tier
FROM customer c CROSS JOIN yardstick y LEFT JOIN standing s ON s.customer_id = c.id ORDER BY c.id
"""
KEPT = "s.refund_of IS NULL AND s.amount >= 0 AND (s.amount = 0 OR s.amount + coalesce(b.amount, 0) > 0)"
PROFIT = f"""
CASE WHEN o.cost IS NOT NULL AND o.amount <> 0 THEN s.amount * 100 * (o.amount - o.cost) / o.amount
     WHEN o.id IS NOT NULL OR s.cost IS NULL THEN s.amount * {MARGIN}
     WHEN s.amount < 0 THEN (s.amount + s.cost) * 100 ELSE (s.amount - s.cost) * 100 END
"""
OF_SALES = f"""
CREATE TEMP TABLE bought AS
WITH back AS MATERIALIZED (SELECT refund_of, sum(amount) AS amount FROM sale
              WHERE refund_of IS NOT NULL AND sold_on <= :on GROUP BY refund_of)
SELECT s.customer_id, count(DISTINCT CASE WHEN {KEPT} THEN s.sold_on END) AS purchase_days,
       min(s.sold_on) FILTER (WHERE {KEPT}) AS first_on, max(s.sold_on) FILTER (WHERE {KEPT}) AS last_on,
       CAST(round(sum({PROFIT}) / 100.0) AS INTEGER) AS profit,
       CAST(round(total({PROFIT}) FILTER (WHERE coalesce(o.sold_on, s.sold_on) > date(:on, '-24 months')) / 100.0)
            AS INTEGER) AS profit_24m
FROM sale s LEFT JOIN back b ON b.refund_of = s.id LEFT JOIN sale o ON o.id = s.refund_of
WHERE s.sold_on <= :on GROUP BY s.customer_id HAVING purchase_days > 0
"""
YARDSTICK = """
CREATE TEMP TABLE yardstick AS
WITH gap AS (SELECT (julianday(last_on) - julianday(first_on)) / (purchase_days - 1) AS gap,
                    julianday(last_on) - julianday(first_on) AS span, purchase_days - 1 AS gaps
             FROM temp.bought WHERE purchase_days > 1),
     ordered AS (SELECT gap, row_number() OVER (ORDER BY gap) AS place, count(*) OVER () AS gaps FROM gap),
     earner AS (SELECT profit_24m, row_number() OVER (ORDER BY profit_24m DESC) AS place, count(*) OVER () AS earners
                FROM temp.bought WHERE profit_24m > 0)
SELECT (SELECT sum(span) / sum(gaps) FROM gap) AS mean_gap,
       (SELECT avg(gap) FROM ordered WHERE place IN ((gaps + 1) / 2, gaps / 2 + 1)) AS median_gap,
       (SELECT min(profit_24m) FROM earner WHERE place <= (earners + 4) / 5) AS vip_from,
       (SELECT min(profit_24m) FROM earner WHERE place <= earners - earners / 5) AS core_from,
       (SELECT sum(profit_24m) FILTER (WHERE place <= (earners + 4) / 5) * 1.0 / sum(profit_24m) FROM earner)
       AS top20_share
"""
STANDING = f"""
CREATE TEMP TABLE standing AS
WITH rhythms AS (SELECT b.*, y.vip_from, y.core_from, (julianday(last_on) - julianday(first_on)
                 + 2 * coalesce(y.mean_gap, {GAP})) / (purchase_days + 1) AS rhythm FROM temp.bought b, yardstick y)
SELECT *, date(last_on, max(CAST(2 * rhythm AS INTEGER) + 1, 30) || ' days') AS slipping_on,
       date(last_on, max(CAST(3 * rhythm AS INTEGER) + 1, 60) || ' days') AS dormant_on,
       min(date(last_on, max(CAST(5 * rhythm AS INTEGER) + 1, 90) || ' days'), coalesce((SELECT min(d.noted_on)
       FROM departure d WHERE d.customer_id = r.customer_id AND d.told AND d.noted_on BETWEEN r.last_on AND :on),
       '9999')) AS lost_on, CASE WHEN profit_24m <= 0 THEN NULL WHEN profit_24m >= vip_from THEN 'VIP'
                        WHEN profit_24m >= core_from THEN 'core' ELSE 'low' END AS tier
FROM rhythms r
"""


def main(book, on):
    db = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    db.create_function("exp", 1, lambda power: None if power is None else math.exp(power), deterministic=True)
    day = {"on": on}
    if db.execute("SELECT counted_on FROM yardstick").fetchone() != (on,):
        db.execute("PRAGMA temp_store = MEMORY")
        for statement in (OF_SALES, YARDSTICK, STANDING):
            db.execute(statement, day)
        db.execute("CREATE UNIQUE INDEX temp.by_customer ON standing(customer_id)")
    shop = db.execute(
        "SELECT (SELECT count(*) FROM customer), mean_gap, median_gap, top20_share FROM yardstick"
    ).fetchone()
    customers = [dict(zip(NAMES, row, strict=True)) for row in db.execute(ANSWER, day)]
    print(json.dumps({"on": on, "shop": dict(zip(SHOP, shop, strict=True)), "customers": customers}))


if __name__ == "__main__":
    main(*sys.argv[1:])
