"""X1: whatever the file, there is a refusal in words or there are rows, and nothing unclean in them."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from carebook.errors import Refusal
from carebook.exchange.columns import FIELDS
from carebook.exchange.rows import Row
from carebook.exchange.source import look
from carebook.text import clean

TODAY = date(2026, 11, 25)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *(
                '"',
                '"a',
                'a"',
                '""',
                ",",
                ";",
                "\t",
                "\n",
                "\r",
                "\r\n",
                " ",
                "Total",
                "Name",
                "Email",
                "Phone",
                "Date",
            ),
            *("Amount", "Customer", "Birthday", "Birth Year", "Birth Month", "Birth Day", "Country", "Notes", "Tags"),
            *(
                "a@b.example",
                "a@b / 555 01 02",
                "31/12/2026",
                "2026-02-30",
                "--02-29",
                "12,50",
                "(3.00)",
                "yes",
                "x" * 99,
            ),
            *("\x00", "\x1b[31m", "\u202e", "\ufeff", "\ud7ff", "٣", "²", "12/²/2020", "名前"),
        ]
    ),
)
FILES = st.one_of(
    st.binary(max_size=400),
    st.lists(st.lists(CELLS, max_size=6).map(",".join), max_size=12).map(lambda lines: "\n".join(lines).encode()),
    st.lists(st.lists(CELLS, max_size=6).map(";".join), max_size=12).map(
        lambda lines: "\r".join(lines).encode("utf-16")
    ),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=FILES)
@example(content=b"Birth Year,Birth Month,Birth Day,Name\n,2,,Ann\n")
@example(content="Name,Birthday\nAnn,²/3/2020\n".encode())
@example(content="Birth Year,Birth Month,Birth Day,Name\n²,²,²,Ann\n".encode())
def test_any_file_is_read_or_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    try:
        source = look(path, shop_country="DE", today=TODAY)
    except Refusal:
        return
    found = list(source.rows())
    assert [row.line for row in found] == sorted({row.line for row in found})
    assert set(source.mapping) <= set(source.columns)
    for row in found:
        if isinstance(row, Row):
            assert set(row.fields) <= set(FIELDS[source.kind])
            assert all(clean(value, lines=field == "note") == value != "" for field, value in row.fields.items())
        else:
            assert row.reason
