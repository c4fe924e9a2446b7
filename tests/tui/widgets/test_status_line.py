"""The line that answers every verb."""

import pytest

from carebook.tui.widgets.status_line import StatusLine


@pytest.mark.parametrize(
    ("tone", "sign"),
    [("ok", "✓"), ("warning", "!"), ("refusal", "✗")],
)
async def test_a_sign_tells_the_tone_without_colour(show, tone, sign):
    """T5"""
    line = StatusLine()
    async with show(line) as (stage, pilot):
        line.say("Marked 3 letters sent · u to undo", tone)
        await pilot.pause()
        assert stage.lines()[0].strip() == f"{sign} Marked 3 letters sent · u to undo"
        assert line.said == "Marked 3 letters sent · u to undo"
        line.clear()
        await pilot.pause()
        assert stage.lines()[0].strip() == ""


async def test_a_long_refusal_is_read_to_its_end(show):
    line = StatusLine()
    async with show(line, size=(40, 12)) as (stage, pilot):
        line.say("This letter cannot be sent: Ann Park asked for none. Press e to change that.", "refusal")
        await pilot.pause()
        assert "Press e to change that." in " ".join(text.strip() for text in stage.lines())


async def test_hostile_text_is_said_literally(show, hostile_texts):
    """T1, T2"""
    line = StatusLine()
    async with show(line) as (stage, pilot):
        for hostile in hostile_texts:
            line.say(f"Erased {hostile}")
            await pilot.pause()
            assert not any(code in "".join(stage.lines()) for code in "\x1b\x07\x9b\x00\u202e"), hostile
            if hostile.startswith("["):
                assert f"✓ Erased {hostile}" in stage.lines()[0]
