"""A letter on the screen as it will print."""

import pytest
from rich.cells import cell_len

from carebook.tui.widgets.letter_preview import PAPER_WIDTH, Letter, LetterPreview, laid_out

LETTER = Letter(
    sender=("Rosie's Garden Supplies", "12 High Street, Bath"),
    addressee=("Ann and John Park", "4 Mill Lane"),
    dated="25 November 2026",
    salutation="Dear Ann and John,",
    paragraphs=("Thank you for choosing the mower. " * 5, "Please call me."),
    closing="With warm thanks,",
    signature=("Rosie Lane",),
    footer="If you would rather not have letters, a word is enough.",
    notes=(("why", "sale of 24 Nov, due that day"), ("open matters", "none at all, " * 8)),
)


def test_the_parts_stand_in_their_order_with_a_line_between():
    lines = [line.strip() for line in laid_out(LETTER, 60, 99).plain.split("\n")]
    parts = [
        "Rosie's Garden Supplies", "12 High Street, Bath", "", "Ann and John Park", "4 Mill Lane", "",
        "25 November 2026", "", "Dear Ann and John,", "",
    ]  # fmt: skip
    assert lines[: len(parts)] == parts
    assert lines.index("With warm thanks,") < lines.index("Rosie Lane") < lines.index("─" * 60)


def test_the_sender_stands_on_the_right_and_aligned():
    first, second = laid_out(LETTER, 60, 99).plain.split("\n")[:2]
    assert len(first) == 60
    assert first.index("Rosie") == second.index("12 High")


def test_a_part_that_is_missing_leaves_no_hole():
    assert laid_out(Letter(salutation="Dear Ann,", closing="Yours,"), 40, 99).plain == "\nDear Ann,\n\nYours,\n"


def test_notes_stand_beside_their_labels():
    lines = laid_out(LETTER, 60, 99).plain.split("\n")
    assert "why         sale of 24 Nov, due that day" in lines
    label, below = [line for line in lines if "none at all" in line][:2]
    assert label.index("none at all") == len(below) - len(below.lstrip())


@pytest.mark.parametrize(("height", "first"), [(19, "why"), (36, "Rosie's")])
async def test_notes_come_first_where_not_all_of_the_letter_is_seen_at_once(show, height, first):
    preview = LetterPreview()
    async with show(preview, size=(80, height)) as (stage, pilot):
        preview.show(LETTER)
        await pilot.pause()
        assert stage.lines()[0].split()[0] == first


@pytest.mark.parametrize("width", [1, 2, 3, 5, 10, 20, 36, 68])
def test_no_line_is_wider_than_the_paper(width):
    """T5"""
    wide = Letter(**{**{name: getattr(LETTER, name) for name in LETTER.__slots__}, "closing": "田中花子" * 9})
    assert all(cell_len(line) <= max(width, 2) for line in laid_out(wide, width, 24).plain.split("\n"))


async def test_another_letter_is_shown_from_its_beginning(show):
    preview = LetterPreview(empty="Nothing is due.")
    async with show(preview, size=(80, 12)) as (stage, pilot):
        assert "Nothing is due." in "".join(stage.lines())
        preview.show(LETTER)
        await pilot.press("tab", "end")
        assert "a word is enough" in "".join(stage.lines())
        preview.show(Letter(salutation="Dear Bob,", paragraphs=("word " * 400,)))
        await pilot.pause()
        assert "Dear Bob," in stage.lines()[1]
        preview.show(None)
        await pilot.pause()
        assert "Nothing is due." in "".join(stage.lines())


async def test_the_letter_is_as_long_as_its_lines_at_every_width(show):
    preview = LetterPreview()
    async with show(preview) as (_, pilot):
        preview.show(LETTER)
        for width in (40, 120, 60, 12):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            paper = preview.children[0]
            assert paper.size.width <= PAPER_WIDTH
            assert paper.size.height == laid_out(LETTER, paper.size.width, preview.size.height).plain.count("\n") + 1


async def test_hostile_text_is_shown_literally(show, hostile_texts):
    """T1, T2"""
    preview = LetterPreview()
    async with show(preview) as (stage, pilot):
        for hostile in hostile_texts:
            letter = Letter(
                sender=(hostile,), addressee=(hostile,), dated=hostile, salutation=hostile, paragraphs=(hostile,),
                closing=hostile, signature=(hostile,), footer=hostile, notes=((hostile, hostile),),
            )  # fmt: skip
            preview.show(letter)
            await pilot.pause()
            assert not any(code in "".join(stage.lines()) for code in "\x1b\x07\x9b\x00\u202e"), hostile
            if hostile.startswith("["):
                assert "".join(stage.lines()).count(hostile) >= 9
