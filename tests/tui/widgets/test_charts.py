"""Charts in block characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.tui.widgets.charts import columns, curve, nice_top, shaded, with_line


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


def test_columns_stand_beside_the_marks_that_they_were_to_reach():
    lines = [line.plain for line in with_line([1, 4], [2, 4, 6, 8], 8, 8, 4, width=2, gap=1)]
    assert lines == [
        "┄┄┄┄┄┄┄┄┄⠉⠉",
        "      ⠉⠉   ",
        "⣀⣀ ⠉⠉      ",
        "▄▄ ██      ",
    ]


def test_a_mark_that_is_reached_is_cut_out_of_its_column():
    reached, missed = (list(with_line([value], [4], 8, 8, 2, width=2, gap=0)) for value in (8, 2))
    assert [line.plain for line in reached] == ["██", "⠉⠉"]
    assert "reverse" in str(reached[1].spans[0].style)
    assert [line.plain for line in missed] == ["⣀⣀", "▄▄"]
    assert "reverse" not in str(missed[0].spans[0].style)


@given(
    st.lists(st.integers(0, 60), max_size=12),
    st.integers(1, 60),
    st.integers(1, 10),
    st.integers(1, 4),
    st.integers(0, 2),
)
def test_every_column_and_every_mark_is_seen(values, target, height, width, gap):
    weeks = 12
    line = [target * week / weeks for week in range(1, weeks + 1)]
    top = max(target, *values) if values else target
    lines = [one.plain for one in with_line(values, line, target, top, height, width=width, gap=gap)]
    assert {len(one) for one in lines} == {weeks * (width + gap) - gap}
    for place in range(weeks):
        cells = [one[place * (width + gap)] for one in lines]
        assert sum(cell in "⣀⠤⠒⠉" for cell in cells) == 1
        if height > 1 and place < len(values) and values[place]:
            assert any(cell in "▁▂▃▄▅▆▇█" for cell in cells) or cells[-1] in "⣀⠤⠒⠉"
