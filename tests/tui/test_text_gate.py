"""The gate from stored text to the screen (T1, T2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from carebook.tui.text import fitted, plain, shortened, wrapped


@pytest.mark.parametrize("text", ["[/]", "[bold]x[/bold]", "[@click=app.quit]hi[/]", "[$x]"])
def test_markup_is_only_text(text):
    """T1"""
    assert plain(text).plain == text
    assert plain(text).spans == []


def test_a_style_is_ours_and_covers_the_text():
    assert [(span.start, span.end, span.style) for span in plain("[b]", "bold").spans] == [(0, 3, "bold")]


def test_line_ends_stay_only_where_asked_for():
    assert plain("a\nb").plain == "a b"
    assert plain("a\nb", lines=True).plain == "a\nb"


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("Ann", 5, "Ann  "),
        ("Ann Park", 5, "Ann…"),
        ("Annabel", 5, "Anna…"),
        ("田中花子", 5, "田中…"),
        ("田中花子", 4, "田…"),
        ("Ann", 0, ""),
        ("", 3, "   "),
        ("a\nb", 4, "a b "),
    ],
)
def test_a_line_is_cut_with_an_ellipsis_and_padded(text, width, line):
    assert fitted(text, width).rstrip() == line.rstrip()
    assert cell_len(fitted(text, width)) == width


def test_a_line_can_stand_on_the_right():
    assert fitted("12.50", 8, "right") == "   12.50"


@given(st.text(), st.integers(0, 40))
def test_a_fitted_line_is_exactly_as_wide_as_asked(text, width):
    """T2: whatever the characters."""
    assert cell_len(fitted(text, width)) == width
    assert cell_len(shortened(text, width)) <= width
    assert "\x1b" not in fitted(text, width)


@given(st.text(max_size=200), st.integers(2, 30))
def test_wrapped_lines_are_never_wider_than_their_column(text, width):
    assert all(cell_len(line) <= width for line in wrapped(text, width))
