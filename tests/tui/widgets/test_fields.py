"""Fields: what is typed, chosen and pasted, and the sentence below it."""

import pytest
from textual.events import Paste

from carebook.tui.widgets.controls import YES_NO, Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox

KINDS = (("person", "person"), ("household", "household"), ("business", "business"), ("public", "public body"))


def read_day(typed):
    if typed == "25 nov":
        return "Wed 25 Nov 2026", True
    return f"“{typed}” is not a day.", False


def paste(stage, text):
    stage.post_message(Paste(text))


async def test_what_is_typed_is_the_value(show):
    async with show(lambda: Field("name", "Name", LineInput())) as (stage, pilot):
        [field] = stage.widgets
        await pilot.press("tab", *"q1 Ann", "space")
        assert field.value == "q1 Ann"
        assert stage.keys_of_the_program == 0


@pytest.mark.parametrize(
    ("pasted", "value", "word"),
    [
        ("Ann Park", "Ann Park", ""),
        ("4 Mill Lane\nBath\r\nBA2 3QX\n", "4 Mill Lane Bath BA2 3QX", "Pasted 3 lines as one line"),
        ("\nAnn\n", "Ann", ""),
        ("\n", "", ""),
        ("\x1b[31mAnn\x07", "Ann", ""),
    ],
)
async def test_a_paste_into_one_line_loses_nothing_and_says_so(show, pasted, value, word):
    """T6"""
    async with show(lambda: Field("name", "Name", LineInput())) as (stage, pilot):
        [field] = stage.widgets
        await pilot.press("tab")
        paste(stage, pasted)
        await pilot.pause()
        await pilot.pause()
        assert (field.value, field.word) == (value, word)


async def test_a_paste_from_the_programs_own_clipboard_is_treated_the_same(show):
    """T6"""
    async with show(lambda: Field("name", "Name", LineInput("Dear Ann"))) as (stage, pilot):
        [field] = stage.widgets
        stage.copy_to_clipboard("one\ntwo")
        await pilot.press("tab", "shift+home", "ctrl+v")
        await pilot.pause()
        assert (field.value, field.word) == ("one two", "Pasted 2 lines as one line")


async def test_typing_takes_an_old_sentence_away(show):
    async with show(lambda: Field("name", "Name", LineInput())) as (stage, pilot):
        [field] = stage.widgets
        field.say("A customer needs a name.", wrong=True)
        await pilot.pause()
        assert "✗ A customer needs a name." in stage.lines()[1]
        await pilot.press("tab", "A")
        await pilot.pause()
        assert field.word == ""


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ([], "person"),
        (["right"], "household"),
        (["left"], "public"),
        (["right", "left"], "person"),
        (["h"], "household"),
        (["B"], "business"),
        (["p"], "public"),
        (["p", "p"], "person"),
        (["space", "space"], "business"),
        (["x"], "person"),
    ],
)
async def test_arrows_and_first_letters_choose(show, keys, value):
    async with show(lambda: Field("kind", "Kind", Choice(KINDS))) as (stage, pilot):
        [field] = stage.widgets
        await pilot.press("tab", *keys)
        assert field.value == value
        assert stage.keys_of_the_program == 0


async def test_yes_and_no_are_one_letter(show):
    async with show(lambda: Field("mail_ok", "Letters welcome", Choice(YES_NO, "no"))) as (stage, pilot):
        [field] = stage.widgets
        assert "‹ no ›" in stage.lines()[0]
        await pilot.press("tab", "y")
        assert field.value == "yes"
        await pilot.press("n", "q", "1")
        assert field.value == "no"
        assert stage.keys_of_the_program == 0


async def test_several_lines_keep_their_line_ends(show):
    async with show(lambda: Field("note", "Note", TextBox("likes roses"))) as (stage, pilot):
        [field] = stage.widgets
        await pilot.press("enter", *"has a cat")
        paste(stage, "\x1b[31m, \nand a dog")
        await pilot.pause()
        assert field.value == "likes roses\nhas a cat,\nand a dog"
        assert stage.keys_of_the_program == 0


async def test_a_day_is_echoed_in_words_as_it_is_typed(show):
    async with show(lambda: DayField("birthday", "Birthday", read_day)) as (stage, pilot):
        [field] = stage.widgets
        assert field.word == ""
        await pilot.press("tab", *"25 no")
        await pilot.pause()
        assert field.word == "✗ “25 no” is not a day."
        await pilot.press("v")
        await pilot.pause()
        assert field.word == "Wed 25 Nov 2026"
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert field.word == ""


async def test_a_day_that_is_there_already_is_echoed_at_once(show):
    async with show(lambda: DayField("birthday", "Birthday", read_day, "25 nov")) as (stage, _):
        assert "Wed 25 Nov 2026" in stage.lines()[1]


async def test_where_it_is_narrow_the_label_stands_above(show):
    """T5"""
    async with show(lambda: Field("name", "Customer since", LineInput("2019")), size=(40, 12)) as (stage, pilot):
        assert stage.lines()[0].strip() == "Customer since"
        assert stage.lines()[1].strip() == "2019"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert stage.lines()[0].split() == ["Customer", "since", "2019"]


async def test_hostile_text_stays_text(show, hostile_texts):
    """T1, T2"""
    async with show() as (stage, pilot):
        for hostile in hostile_texts:
            fields = [
                Field("name", hostile, LineInput(hostile, hint=hostile)),
                Field("note", "Note", TextBox(hostile)),
                Field("kind", "Kind", Choice((("a", hostile), ("b", "b")))),
                Field("hint", "Hint", LineInput(hint=hostile)),
            ]
            await stage.screen.mount(*fields)
            for field in fields:
                field.say(hostile, wrong=True)
            await pilot.press("tab", "tab", "tab")
            drawn = "".join(stage.lines())
            assert not any(code in drawn for code in "\x1b\x07\x9b\x00\u202e"), hostile
            assert not any(code in field.value for field in fields for code in "\x1b\x07\x9b\x00\u202e"), hostile
            if hostile.startswith("["):
                assert fields[0].value == fields[1].value == hostile
                assert drawn.count(hostile) >= 7
            await stage.screen.remove_children()
