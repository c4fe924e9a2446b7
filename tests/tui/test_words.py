"""The words of letters: edited beside the letter they make, versions, trials, languages (LET-7, LET-10)."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import Owner, owner

from carebook.letters.templates import FILTERS
from carebook.tui.forms.words import joined
from carebook.tui.panes.words_rows import WordsKey
from carebook.tui.screens.editor_parts import WORDS_BEHIND
from carebook.tui.widgets.field_menu import FieldMenu
from carebook.tui.widgets.words_box import WordsBox

OWN = "SELECT text FROM template WHERE retired_on IS NULL AND NOT on_trial"
THANKS = WordsKey("thank_you", "")
CLEAN = "Thank you for your {{ sale.product | bare }}.\n\nWith our thanks,"


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are looked over, and kept as a draft, at once."""
    monkeypatch.setattr("carebook.tui.screens.editor.LOOK_AFTER", 0.001)
    monkeypatch.setattr("carebook.tui.screens.editor.KEEP_AFTER", 0.01)


async def go_to(it: Owner, view: str) -> None:
    """Turn to a view of the letters."""
    await it.press("4")
    while view != it.app.main.pane.view.PLACE:
        await it.press("right")


async def go_to_thanks(it: Owner) -> None:
    """Put the cursor on the thank-you among the words."""
    await go_to(it, "words")
    while it.selected != THANKS:
        await it.press("down")


async def write(it: Owner, text: str) -> None:
    """Write a text in the place of all that stands in the editor."""
    await it.press("f7", "delete")
    await it.type(text)
    await it.settle()


async def test_an_unknown_field_and_an_offer_are_told_with_their_lines_and_keep_the_words_unsaved(shop_path: Path):
    """LET-10: one letter, one purpose."""
    async with owner(shop_path, (120, 40)) as it:
        await go_to_thanks(it)
        await it.press("enter")
        assert it.screens[-1] == "EditorScreen"
        await write(it, "Thank you for your {{ sale.produkt }}.\n\nTake 10 % off your next order.\n\nWith our thanks,")
        assert "line 1" in it.text
        assert "sale.product" in it.text
        assert "will read it · before the mistake" in it.text
        assert "line 3" in it.text
        await it.press("ctrl+s")
        assert it.screens[-1] == "EditorScreen"
        assert "sale.produkt" in it.status
        assert it.app.screen.query_one(WordsBox).cursor_location[0] == 0
        assert it.ask(OWN) is None


async def test_words_saved_are_what_the_next_letter_is_written_with_and_what_was_sent_stays(shop_path: Path):
    """LET-7: the exact text of what was sent is kept."""
    async with owner(shop_path, (120, 40)) as it:
        await it.press("s")
        sent = it.ask("SELECT id FROM letter WHERE state = 'sent'")
        before = it.ask("SELECT text FROM letter WHERE id = ?", sent)
        await go_to_thanks(it)
        await it.press("e")
        await write(it, CLEAN)
        assert "Thank you for your mower." in it.text or "Thank you for your rose arch." in it.text
        await it.press("ctrl+s")
        assert it.screens == ["MainScreen"]
        assert "Thank-you" in it.status
        assert it.ask(OWN) == CLEAN
        assert "yours since" in it.text
        assert it.ask("SELECT text FROM letter WHERE id = ?", sent) == before
        await it.press("1")
        while not (
            isinstance(it.selected, tuple)
            and it.ask("SELECT 1 FROM letter WHERE id = ? AND kind = 'thank_you'", it.selected[1])
        ):
            await it.press("down")
        await it.settle()
        assert "Thank you for your" in it.text
        await it.press("4", "o")
        assert it.ask(OWN) is None
        await it.press("u")
        assert it.ask(OWN) == CLEAN


TANGLED = {
    "conditions": "{% if shop.name %}" * 110 + "x" + "{% endif %}" * 110,
    "brackets": "{{ " + "(" * 2600 + "shop.name" + ")" * 2600 + " }}",
    "nots": "{% if " + "not " * 1200 + "shop.name %}x{% endif %}",
    "filters": "{{ shop.name" + "|date" * 1000 + " }}",
    "names": "{{ shop" + ".name" * 1000 + " }}",
}


async def test_words_too_deep_to_be_read_are_told_and_not_saved(shop_path: Path):
    """T2: no text ends the program."""
    async with owner(shop_path, (120, 40)) as it:
        await go_to_thanks(it)
        await it.press("enter")
        for deep_in, tangled in TANGLED.items():
            await write(it, CLEAN)
            assert not any(remark.is_error for remark in it.app.screen._remarks)
            await write(it, f"{tangled}\n\nYours,")
            assert any("cannot be read" in remark.said for remark in it.app.screen._remarks), deep_in
            assert "cannot be read" in it.text
            await it.press("ctrl+s")
            assert "cannot be read" in it.status
            assert it.screens[-1] == "EditorScreen"
            assert it.ask(OWN) is None


async def test_words_that_are_not_saved_are_there_when_the_editor_is_opened_again(
    shop_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """T7: nothing typed is lost, and not the last key before ctrl+q."""
    monkeypatch.setattr("carebook.tui.screens.editor.KEEP_AFTER", 60)
    async with owner(shop_path) as it:
        await go_to_thanks(it)
        await it.press("enter")
        await write(it, CLEAN)
        await it.press("escape")
        assert "Not saved yet" in it.status
        assert it.ask(OWN) is None
        await it.press("enter", "M", "ctrl+q")
    async with owner(shop_path) as it:
        assert "The words of Thank-you" in it.status
        await go_to_thanks(it)
        await it.press("enter")
        assert it.app.screen.query_one(WordsBox).text == f"M{CLEAN}"
        await it.press("ctrl+r")
        assert CLEAN not in it.app.screen.query_one(WordsBox).text
        await it.press("escape")
        assert it.ask("SELECT count(*) FROM draft") == 0


async def test_two_braces_offer_the_fields_and_enter_puts_one_in(shop_path: Path):
    async with owner(shop_path, (120, 40)) as it:
        await go_to_thanks(it)
        await it.press("enter")
        await it.press("f7", "delete", "{", "{", *"prod")
        menu = it.app.screen.query_one(FieldMenu)
        assert menu.display
        assert menu.cursor_key == "sale.product"
        await it.press("enter")
        assert it.app.screen.query_one(WordsBox).text == "{{ sale.product }}"
        assert not menu.display
        await it.press("f2", "escape")
        assert not menu.display
        assert it.app.screen.query_one(WordsBox).text == "{{ sale.product }}"
        assert it.screens[-1] == "EditorScreen"


@pytest.mark.parametrize(
    ("before", "typed", "after", "told"),
    [
        ("{{ sale.day | ", "dat", "", "{{ sale.day | date }}"),
        ("{{ sale.", "prod", " | bare }}.", "{{ sale.product | bare }}."),
        ("For {{", "owner", "", "For {{ shop.owner }}"),
        ("{% if sale.is", "_", " %}a present{% endif %}", "{% if sale.is_gift %}a present{% endif %}"),
        ("{{ sale.pro", "d", "uct }} is yours", "{{ sale.product }} is yours"),
    ],
)
async def test_what_is_chosen_takes_the_place_of_what_is_typed(
    shop_path: Path, before: str, typed: str, after: str, told: str
):
    async with owner(shop_path) as it:
        await go_to_thanks(it)
        await it.press("enter")
        box = it.app.screen.query_one(WordsBox)
        box.show_text(before + after)
        box.move_cursor((0, len(before)))
        await it.press(*typed)
        assert it.app.screen.query_one(FieldMenu).display
        await it.press("tab")
        assert box.text == told


def test_every_word_that_may_follow_a_field_is_offered():
    assert {known.field for known in WORDS_BEHIND} == set(FILTERS)


async def test_a_trial_is_begun_and_one_of_its_texts_kept(shop_path: Path):
    async with owner(shop_path, (120, 40)) as it:
        await go_to_thanks(it)
        await it.press("t")
        await write(it, CLEAN)
        await it.press("ctrl+s")
        assert it.screens == ["MainScreen"]
        assert it.ask("SELECT count(*) FROM trial WHERE ended_on IS NULL") == 1
        await it.press("t")
        assert it.screens[-1] == "TrialScreen"
        assert "Too few to say" in it.text
        assert "Thank you for your" in it.text
        await it.press("u")
        assert it.screens == ["MainScreen"]
        assert it.status.startswith("Undid: Began a trial")
        await it.press("U", "t", "b")
        assert it.screens == ["MainScreen"]
        assert it.ask("SELECT kept FROM trial") == "b"
        assert it.ask(OWN) == CLEAN


async def test_f1_shows_the_keys_of_the_editor_and_does_one(shop_path: Path):
    async with owner(shop_path, (120, 40)) as it:
        await go_to_thanks(it)
        await it.press("enter")
        assert "f1 help" in it.text
        await it.press("f1")
        assert it.screens[-1] == "HelpScreen"
        assert "for whom" in it.text
        await it.type("for whom")
        await it.press("enter")
        assert it.screens[-2:] == ["EditorScreen", "ChooseCustomer"]


async def test_an_older_version_is_brought_back(shop_path: Path):
    async with owner(shop_path) as it:
        await go_to_thanks(it)
        for text in (CLEAN, CLEAN.replace("our", "many")):
            await it.press("e")
            await write(it, text)
            await it.press("ctrl+s")
        await it.press("v")
        assert it.screens[-1] == "VersionsScreen"
        await it.press("b")
        assert it.status == "This version is the one in use."
        await it.press("down", "b")
        assert it.ask(OWN) == CLEAN
        await it.press("escape")
        assert it.screens == ["MainScreen"]


async def test_a_text_in_another_language_is_a_line_of_its_own(shop_path: Path):
    async with owner(shop_path) as it:
        await go_to_thanks(it)
        await it.press("l")
        await it.type("german")
        await it.press("enter")
        assert it.screens[-1] == "EditorScreen"
        await write(it, "Danke für Ihren Einkauf: {{ sale.product }}.\n\nHerzlich,")
        await it.press("ctrl+s")
        assert it.ask("SELECT language FROM template") == "de"
        assert "└ in German" in it.text


async def test_our_words_cannot_be_restored_where_they_are_ours(shop_path: Path):
    async with owner(shop_path) as it:
        await go_to_thanks(it)
        await it.press("o")
        assert it.status == "These are our words already. e changes them."


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_text_and_letter_can_be_read_at_every_size(shop_path: Path, size: tuple[int, int]):
    async with owner(shop_path, size) as it:
        await go_to_thanks(it)
        await it.press("enter")
        assert "Thank you for coming" in it.text
        await it.press("f4")
        assert "With our thanks" in it.text or "Warmly" in it.text or "Dear" in it.text
        await it.press("f4", "escape")
        assert it.screens == ["MainScreen"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One\ntwo.\n\nThree", "One two.\n\nThree"),
        ("{% if offer %}\nFor\nyou\n{% endif %}\n", "{% if offer %}\nFor you\n{% endif %}"),
        ("", ""),
    ],
)
def test_each_paragraph_stands_on_a_line_of_its_own(text: str, told: str):
    assert joined(text) == told
