"""What carebook makes of every CSV and TSV under a folder: `python benchmarks/read_samples.py FOLDER [-v]`."""

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from time import perf_counter

from carebook.errors import Refusal
from carebook.exchange.reading import Reject
from carebook.exchange.source import Source, look


def main(folder: Path, *, fully: bool) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".csv", ".tsv", ".txt")):
        try:
            source = look(path, shop_country="US", today=date.fromisoformat("2026-11-25"))
        except Refusal as refusal:
            print(f"{path.relative_to(folder)}: {refusal}\n")
            continue
        show(path.relative_to(folder), source, fully=fully)


def show(path: Path, source: Source, *, fully: bool) -> None:
    began = perf_counter()
    rows = list(source.rows())
    took = perf_counter() - began
    rejects = [row for row in rows if isinstance(row, Reject)]
    print(
        f"{path}: {source.kind}, {source.encoding}, {source.delimiter!r}, header {source.header_line}, "
        f"{source.date_order}, decimal {source.decimal}, {len(rows)} rows, {len(rejects)} rejected, {took:.2f} s"
    )
    print("   ", ", ".join(f"{column} > {field}" for column, field in source.mapping.items()))
    print("    left out:", ", ".join(name for name in source.columns if name not in source.mapping))
    for reason, count in Counter(reject.reason for reject in rejects).most_common(4):
        print(f"    {count} x {reason} (line {next(r.line for r in rejects if r.reason == reason)})")
    if fully:
        for row in source.samples(3):
            print("    ", row.line, row.fields)
    print()


if __name__ == "__main__":
    main(Path(sys.argv[1]), fully="-v" in sys.argv)
