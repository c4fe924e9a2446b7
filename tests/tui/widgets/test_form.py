"""Forms: one way through the fields, and nothing typed is lost."""

import asyncio
import time

import pytest

from carebook.tui.widgets import form as form_module
from carebook.tui.widgets.controls import YES_NO, Choice, LineInput
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form
from carebook.tui.widgets.text_box import TextBox


def small_form():
    return Form(
        Field("name", "Name", LineInput("Ann")),
        Field("mail_ok", "Letters welcome", Choice(YES_NO)),
        Field("note", "Note", TextBox()),
        Field("phone", "Phone", LineInput()),
    )


def focused_key(form):
    return next((field.key for field in form.fields if field.control.has_focus), None)


async def test_enter_goes_from_field_to_field_and_the_last_one_hands_over(show):
    async with show(small_form) as (stage, pilot):
        [form] = stage.widgets
        await pilot.press("end", *"a Park", "enter")
        assert focused_key(form) == "mail_ok"
        await pilot.press("n", "enter")
        assert focused_key(form) == "note"
        await pilot.press(*"hi", "enter", *"you", "tab")
        assert focused_key(form) == "phone"
        await pilot.press("1", "enter")
        expected = {"name": "Anna Park", "mail_ok": "no", "note": "hi\nyou", "phone": "1"}
        assert [message.values for message in stage.heard_of(Form.Submitted)] == [expected]
        assert stage.keys_of_the_program == 0


async def test_ctrl_s_hands_over_from_any_field(show):
    async with show(small_form) as (stage, pilot):
        [form] = stage.widgets
        for place in range(4):
            form.fields[place].control.focus()
            await pilot.press("ctrl+s")
        assert len(stage.heard_of(Form.Submitted)) == 4


async def test_up_and_down_go_through_the_fields_and_stop_at_the_ends(show):
    async with show(lambda: Form(*(Field(key, key, LineInput()) for key in "abc"))) as (stage, pilot):
        [form] = stage.widgets
        await pilot.press("up", "down", "down", "down")
        assert focused_key(form) == "c"
        await pilot.press("up")
        assert focused_key(form) == "b"


async def test_errors_stand_at_their_fields_and_the_first_wrong_one_is_next(show):
    async with show(small_form) as (stage, pilot):
        [form] = stage.widgets
        form.show_errors({"phone": "A phone number has digits.", "mail_ok": "Say yes or no."})
        await pilot.pause()
        assert focused_key(form) == "mail_ok"
        assert [field.word for field in form.fields] == ["", "✗ Say yes or no.", "", "✗ A phone number has digits."]


async def test_the_first_wrong_field_is_scrolled_into_sight(show):
    async with show(
        lambda: Form(*(Field(str(number), f"field {number}", LineInput()) for number in range(40))), size=(40, 12)
    ) as (stage, pilot):
        [form] = stage.widgets
        await pilot.pause()
        form.show_errors({"30": "This is wrong."})
        await pilot.pause()
        assert any("field 30" in line for line in stage.lines())


async def test_a_pause_tells_what_to_keep_as_a_draft(show, monkeypatch):
    """T7"""
    monkeypatch.setattr(form_module, "PAUSE", 0.05)
    async with show(small_form) as (stage, pilot):
        await pilot.pause()
        assert stage.heard_of(Form.Changed) == []
        await pilot.press(*"xyz")
        await pilot.pause()
        assert stage.heard_of(Form.Changed)[-1].values["name"] == "Annxyz"
        heard = len(stage.heard_of(Form.Changed))
        await pilot.press("a", "backspace")
        await pilot.pause()
        assert stage.heard_of(Form.Changed)[-1].values["name"] == "Annxyz"
        assert len(stage.heard_of(Form.Changed)) - heard in (0, 2)


async def test_who_types_without_a_pause_has_a_draft_all_the_same(show, monkeypatch):
    """T7"""
    monkeypatch.setattr(form_module, "PAUSE", 0.2)
    async with show(small_form) as (stage, pilot):
        until = time.monotonic() + 5
        while not stage.heard_of(Form.Changed) and time.monotonic() < until:
            await pilot.press("x")
            await asyncio.sleep(0.02)
        assert stage.heard_of(Form.Changed)


async def test_escape_leaves_and_keeps_what_was_typed(show):
    """T7"""
    async with show(small_form) as (stage, pilot):
        await pilot.press("x", "escape")
        await pilot.pause()
        assert [type(message) for message in stage.heard] == [Form.Changed, Form.Cancelled]
        assert stage.heard[0].values["name"] == "Annx"


async def test_a_draft_is_put_back(show):
    async with show(small_form) as (stage, _):
        [form] = stage.widgets
        form.fill({"name": "Bob [/]", "mail_ok": "no", "note": "a\nb", "unknown": "x"})
        assert form.values() == {"name": "Bob [/]", "mail_ok": "no", "note": "a\nb", "phone": ""}


@pytest.mark.parametrize("size", [(120, 40), (40, 12), (20, 5), (5, 2), (1, 1)])
async def test_any_size_survives_with_what_was_typed(show, size):
    """T5"""
    async with show(small_form) as (stage, pilot):
        [form] = stage.widgets
        await pilot.press("x")
        await pilot.resize_terminal(*size)
        await pilot.press("y", "enter", "enter", "tab", "shift+tab")
        await pilot.resize_terminal(80, 24)
        assert form.values()["name"] == "Annxy"


async def test_a_draft_with_an_option_that_is_no_more_leaves_the_choice_alone(show):
    async with show(small_form) as (stage, _):
        [form] = stage.widgets
        form.fill({"mail_ok": "perhaps"})
        assert form.values()["mail_ok"] == "yes"


async def test_a_form_longer_than_the_window_is_whole_right_after_the_first_paint(show):
    """T7: a draft fills the fields that come after it, too."""
    async with show(lambda: Form(*(Field(f"f{place}", str(place), LineInput()) for place in range(30)))) as (
        stage,
        pilot,
    ):
        [form] = stage.widgets
        form.fill({"f29": "last"})
        await pilot.pause()
        assert len(form.query(Field)) == 30
        assert form.values()["f29"] == "last"
        await pilot.press("up", *["down"] * 29, "!")
        assert focused_key(form) == "f29"
        assert form.values()["f29"] == "last!"
