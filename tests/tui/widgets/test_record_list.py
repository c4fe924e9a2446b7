"""The list: its cursor, its marks, and what it draws."""

import time

import pytest
from rich.cells import cell_len

from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import KEPT_PAGES, PAGE, FixedRows, Pages, Row
from carebook.tui.widgets.timeline import Timeline

NAME = (Column("name"),)


def names(*keys, headings=()):
    return FixedRows([Row(key, (f"name {key}",), heading=key in tuple(headings)) for key in keys])


class Many:
    """A source that makes its rows when asked, and remembers what it was asked."""

    def __init__(self, count):
        self.rows = count
        self.asked = []

    def count(self):
        return self.rows

    def page(self, start, size):
        self.asked.append(start)
        return [Row(place, (f"name {place}",)) for place in range(start, min(start + size, self.rows))]

    def position(self, key):
        return key if key < self.rows else None


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ([], 0),
        (["down"], 1),
        (["j", "j", "k"], 1),
        (["up"], 0),
        (["end"], 99),
        (["G", "down"], 99),
        (["end", "home"], 0),
        (["G", "g"], 0),
        (["pagedown"], 23),
        (["pagedown", "pageup"], 0),
    ],
)
async def test_keys_move_the_cursor(show, keys, cursor):
    records = RecordList(NAME, names(*range(100)))
    async with show(records) as (_, pilot):
        await pilot.press(*keys)
        assert records.cursor_key == cursor


async def test_the_cursor_is_always_in_sight(show):
    records = RecordList(NAME, names(*range(100)), heads=True)
    async with show(records) as (stage, pilot):
        for key in ["end", "pageup", "up", "pagedown", "home", "pagedown", "j"]:
            await pilot.press(key)
            assert any(f"name {records.cursor_key} " in line for line in stage.lines())


async def test_the_cursor_passes_over_headings(show):
    records = RecordList(NAME, names("A", 1, "B", "C", 2, "D", headings="ABCD"))
    async with show(records) as (_, pilot):
        assert records.cursor_key == 1
        await pilot.press("down")
        assert records.cursor_key == 2
        await pilot.press("down")
        assert records.cursor_key == 2
        await pilot.press("up", "up")
        assert records.cursor_key == 1


async def test_headings_above_the_first_record_come_into_sight_with_it(show):
    records = RecordList(NAME, names("A", "B", *range(50), headings="AB"))
    async with show(records, size=(40, 12)) as (stage, pilot):
        await pilot.press("end", "home")
        assert "name A" in stage.lines()[0]


async def test_a_list_of_headings_only_has_no_cursor(show):
    records = RecordList(NAME, names("A", "B", headings="AB"))
    async with show(records) as (stage, pilot):
        await pilot.press("down", "enter", "space", "end")
        assert records.cursor_key is None
        assert stage.heard == []


async def test_enter_opens_and_moving_tells(show):
    records = RecordList(NAME, names(1, 2))
    async with show(records) as (stage, pilot):
        await pilot.press("down", "down", "enter")
        assert [message.key for message in stage.heard_of(RecordList.Highlighted)] == [1, 2]
        assert [message.key for message in stage.heard_of(RecordList.Chosen)] == [2]


async def test_space_marks_and_unmarks(show):
    records = RecordList(NAME, names(1, 2, 3))
    async with show(records) as (stage, pilot):
        await pilot.press("space", "down", "space", "down", "space", "space")
        assert records.marked == {1, 2}
        assert [line[0] for line in stage.lines()[:3]] == ["✓", "✓", "▌"]
        records.clear_marks()
        await pilot.pause()
        assert records.marked == set()
        assert stage.heard_of(RecordList.Marked)[-1].marked == set()


async def test_marks_stay_when_rows_are_read_anew(show):
    records = RecordList(NAME, names(1, 2, 3))
    async with show(records) as (_, pilot):
        await pilot.press("space")
        records.show(names(2, 3))
        records.show(names(0, 1))
        assert records.marked == {1}


async def test_the_cursor_stays_with_its_record(show):
    records = RecordList(NAME, names(*range(50)))
    async with show(records, size=(40, 12)) as (stage, pilot):
        await pilot.press(*["down"] * 20)
        line = next(number for number, text in enumerate(stage.lines()) if "name 20" in text)
        records.show(names(*range(50)))
        records._pages.source._rows = [Row("new", ("new",)), *records._pages.source._rows]
        records.refresh_rows()
        await pilot.pause()
        assert records.cursor_key == 20
        assert "name 20" in stage.lines()[line]


async def test_the_cursor_stays_in_place_when_its_record_is_gone(show):
    source = names(1, 2, 3)
    records = RecordList(NAME, source)
    async with show(records) as (stage, pilot):
        await pilot.press("down")
        source._rows = [row for row in source._rows if row.key != 2]
        records.refresh_rows()
        assert records.cursor_key == 3
        source._rows = source._rows[:1]
        records.refresh_rows()
        assert records.cursor_key == 1
        source._rows = []
        records.refresh_rows()
        await pilot.pause()
        assert records.cursor_key is None
        assert [message.key for message in stage.heard_of(RecordList.Highlighted)] == [1, 2, 3, 1, None]


async def test_another_source_starts_at_the_top_unless_it_holds_the_record(show):
    records = RecordList(NAME, Many(1000))
    async with show(records) as (_, pilot):
        records.move_to(700)
        records.show(Many(800))
        assert records.cursor_key == 700
        records.show(Many(300))
        await pilot.pause()
        assert (records.cursor_key, records.scroll_offset.y) == (0, 0)


async def test_it_goes_to_a_record_far_away(show):
    records = RecordList(NAME, Many(100_000))
    async with show(records) as (stage, pilot):
        assert records.move_to(77_777)
        await pilot.pause()
        assert any("name 77777" in line for line in stage.lines())
        assert not records.move_to(100_001)
        assert records.cursor_key == 77_777


async def test_an_empty_list_teaches(show):
    records = RecordList(NAME, empty="No customers yet. Press n to write down the first.", heads=True)
    async with show(records, size=(40, 12)) as (stage, pilot):
        await pilot.press("down", "enter", "space", "end", "pagedown", "home")
        assert "No customers yet. Press n to write" in stage.lines()[1]
        assert stage.heard == []


async def test_a_click_selects_and_a_double_click_opens(show):
    records = RecordList(NAME, names("A", 1, 2, 3, headings="A"), heads=True)
    async with show(records) as (stage, pilot):
        await pilot.click(records, offset=(5, 3))
        assert records.cursor_key == 2
        await pilot.click(records, offset=(5, 1))
        await pilot.click(records, offset=(5, 0))
        await pilot.click(records, offset=(5, 20))
        assert records.cursor_key == 2
        await pilot.double_click(records, offset=(5, 4))
        assert [message.key for message in stage.heard_of(RecordList.Chosen)] == [3]


async def test_hostile_text_shows_literally_and_lines_up(show, hostile):
    """T1, T2"""
    columns = (Column("name", share=3), Column("day", width=6))
    rows = [Row(1, (hostile, "24 Nov")), Row(hostile, (hostile,), heading=True), Row(2, ("Ann", hostile))]
    records = RecordList(columns, FixedRows(rows), heads=True)
    async with show(records) as (stage, pilot):
        await pilot.press("space", "down")
        lines = stage.lines()
        assert all(cell_len(line) == 80 for line in lines)
        day = lines[1].index("24 Nov")
        assert cell_len(lines[1][:day]) == lines[0].index("day")
        assert not any(code in "".join(lines) for code in "\x1b\x07\x9b\x00\u202e")
        if hostile.startswith("["):
            assert hostile in lines[1]
            assert hostile in lines[2]


@pytest.mark.parametrize("size", [(200, 60), (80, 24), (40, 12), (20, 5), (10, 3), (3, 1), (1, 1)])
async def test_any_size_survives(show, size):
    """T5"""
    columns = (Column("name"), Column("day", width=11, rank=1), Column("sum", width=9, align="right", rank=2))
    rows = [Row(place, (f"name {place}", "24 Nov 2026", "12.50"), "!") for place in range(100)]
    records = RecordList(columns, FixedRows(rows), heads=True)
    async with show(records) as (stage, pilot):
        await pilot.press("end")
        await pilot.resize_terminal(*size)
        await pilot.press("up", "pageup", "end")
        await pilot.resize_terminal(80, 24)
        assert any("name 99" in line for line in stage.lines())


async def test_what_a_narrow_cell_leaves_unsaid_flows_over_an_empty_neighbour(show):
    columns = (Column("what", width=10), Column("about", width=10), Column("who", width=10))
    rows = [Row(1, ("a sentence of some length", "", "Ann")), Row(2, ("a sentence of some length", "x", "Bob"))]
    async with show(RecordList(columns, FixedRows(rows))) as (stage, _):
        assert "a sentence of some le…  Ann" in stage.lines()[0]
        assert "a sentenc…  x           Bob" in stage.lines()[1]


async def test_late_marked_and_cursor_are_told_without_colour(show):
    """T5"""
    records = RecordList(NAME, FixedRows([Row(1, ("a",), "!"), Row(2, ("b",), "!"), Row(3, ("c",), "·")]))
    async with show(records) as (stage, pilot):
        await pilot.press("space", "down")
        assert [line[:4] for line in stage.lines()[:3]] == ["✓! a", "▌! b", " · c"]


async def test_the_cursor_is_reversed_where_colours_are_the_terminals_own(show):
    """T5: themes that NO_COLOR starts in."""
    records = RecordList(NAME, names(1, 2))
    async with show(records) as (stage, pilot):
        stage.theme = "ansi-dark"
        await pilot.pause()
        strip = records.render_line(0)
        assert all(segment.style.reverse for segment in strip)
        assert not any(segment.style.reverse for segment in records.render_line(1))


async def test_a_million_rows_cost_no_more_than_what_is_seen(show):
    source = Many(1_000_000)
    records = RecordList(NAME, source)
    async with show(records) as (stage, pilot):
        await pilot.press("end")
        assert any("name 999999" in line for line in stage.lines())
        await pilot.press("home", "pagedown", "j")
        assert set(source.asked) <= {0, 999_800}
        started = time.perf_counter()
        for _ in range(100):
            records.action_step(1)
            records.render_lines(records.size.region)
        assert (time.perf_counter() - started) / 100 < 0.05


def test_only_the_pages_read_last_are_kept():
    source = Many(PAGE * 100)
    pages = Pages(source)
    for place in range(0, PAGE * 100, PAGE):
        assert pages.row(place).key == place
    assert len(pages._read) == KEPT_PAGES
    asked = len(source.asked)
    pages.row(PAGE * 99)
    assert len(source.asked) == asked


def test_a_source_that_shrank_has_no_row_where_one_was_counted():
    source = Many(10)
    pages = Pages(source)
    source.rows = 5
    assert pages.row(7) is None


async def test_a_timeline_is_a_list_of_day_event_and_detail(show):
    rows = [Row(1, ("24 Nov 2026", "Sale", "cordless mower, £249.00")), Row(2, ("1 May 2025", "Birthday card", "sent"))]
    async with show(Timeline(FixedRows(rows))) as (stage, _):
        assert "24 Nov 2026  Sale" in stage.lines()[0]
        assert "cordless mower, £249.00" in stage.lines()[0]


async def test_many_are_marked_at_once_and_no_others_stay_marked(show):
    records = RecordList(NAME, names(1, 2, 3))
    async with show(records) as (_, pilot):
        await pilot.press("space")
        records.mark([2, 3, 99])
        assert records.marked == {2, 3, 99}
        await pilot.press("down", "space")
        assert records.marked == {3, 99}


async def test_what_stands_in_the_place_of_a_source_keeps_the_cursor_on_its_record_or_in_place(show):
    records = RecordList(NAME, names(1, 2, 3, 4))
    async with show(records) as (_, pilot):
        await pilot.press("down", "down")
        records.replace(names(3, 4))
        assert records.cursor_key == 3
        records.replace(names(1, 2, 4))
        assert records.cursor_key == 1
        await pilot.press("end")
        records.replace(names(1, 2))
        assert records.cursor_key == 2
