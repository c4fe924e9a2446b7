"""Charts in block characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.tui.widgets.charts import columns, curve, nice_top, shaded


def test_columns_stand_side_by_side_to_an_eighth_of_a_cell():
    assert columns([4, 2, 0.25, 0, -3], 4, 2, width=1, gap=1) == ["█        ", "█ █ ▁    "]


@given(st.lists(st.floats(-1e6, 1e9), min_size=1, max_size=40), st.integers(1, 9), st.integers(1, 3))
def test_every_line_is_as_wide_as_its_columns_and_the_highest_reaches_the_top(values, height, width):
    most = max(values)
    lines = columns(values, most, height, width=width, gap=1)
    assert {len(line) for line in lines} == {len(values) * (width + 1) - 1}
    assert len(lines) == height
    assert ("█" in lines[0]) == (most > 0)


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (0.3, 0.3), (1, 1), (7, 8), (1234, 1500), (99, 100), (427_061_950, 500_000_000)]
)
def test_the_top_of_an_axis_is_a_round_number(most: float, top: float):
    assert nice_top(most) == pytest.approx(top)


@given(st.floats(1e-3, 1e12))
def test_the_top_of_an_axis_is_not_below_and_not_far_above(most: float):
    assert most <= nice_top(most) * 1.000001
    assert nice_top(most) <= most * 2.000001


def test_a_curve_grows_and_lights_its_first_part():
    shares = [n / 100 for n in range(101)]
    lines = list(curve(shares, 47, 4, 0.2))
    assert [line.cell_length for line in lines] == [47] * 4
    assert lines[0].plain.startswith("100 %")
    assert lines[0].plain.rstrip().endswith("█")
    assert lines[-1].spans[1].style == "$primary"


def test_the_cells_of_a_table_are_darker_the_larger_their_share():
    line = shaded([("", None), ("25 %", 0.25), ("100 %", 1.0)], 8)
    assert line.plain == "            25 %    100 %  "
    assert [span.style for span in line.spans] == ["on $primary 22%", "on $primary 60%"]
