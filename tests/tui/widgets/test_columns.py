"""Columns share the width of a list and give way by rank (T5)."""

import pytest

from carebook.tui.widgets.columns import GAP, Column, column_widths

NAME = Column("name", share=2, least=12)
PLACE = Column("place", least=8, rank=2)
DAY = Column("last sale", width=11, rank=1)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (75, (40, 20, 11)),
        (35, (13, 7, 11)),
        (34, (21, 0, 11)),
        (25, (12, 0, 11)),
        (24, (24, 0, 0)),
        (5, (5, 0, 0)),
        (0, (0, 0, 0)),
    ],
)
def test_the_highest_rank_gives_way_first(width, widths):
    assert column_widths((NAME, PLACE, DAY), width) == widths


@pytest.mark.parametrize("width", range(120))
def test_columns_fill_the_line_exactly_and_never_overflow(width):
    widths = [cells for cells in column_widths((NAME, PLACE, DAY), width) if cells]
    assert sum(widths) + GAP * (len(widths) - 1) == width or not widths


def test_fixed_columns_leave_the_rest_of_the_line_empty():
    assert column_widths((Column(width=5), Column(width=6)), 40) == (5, 6)
