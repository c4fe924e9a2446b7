"""The Letters place: the plan, campaigns, the outbox, the archive."""

from __future__ import annotations

from pathlib import Path

from driver import owner

from carebook.tui.panes.letters import LettersPane

OPEN = "SELECT count(*) FROM letter WHERE kind = ? AND state = 'open'"
CANCELLED = "SELECT cause FROM letter WHERE kind = ? AND state = 'cancelled'"


async def go_to_kind(it, name: str) -> None:
    """Open the letters and put the cursor on a kind of the plan."""
    await it.press("4")
    while it.selected != ("kind", name):
        await it.press("down")


async def test_a_kind_switched_off_has_its_letters_cancelled_and_on_again_back(shop_path: Path):
    async with owner(shop_path) as it:
        await go_to_kind(it, "thank_you")
        assert it.ask(OPEN, "thank_you") == 2
        await it.press("t")
        assert it.status == "Switched Thank-you off · u to undo"
        assert (it.ask(OPEN, "thank_you"), it.ask(CANCELLED, "thank_you")) == (0, "switched off")
        assert "○" in it.text
        await it.press("t")
        assert it.status == "Switched Thank-you on · u to undo"
        assert it.ask(OPEN, "thank_you") == 2


async def test_the_window_the_channel_and_the_offer_of_a_kind_change_in_one_form(shop_path: Path):
    async with owner(shop_path) as it:
        await go_to_kind(it, "birthday")
        await it.press("e", *["backspace"] * 3)
        await it.type("-14")
        await it.press("tab", "tab", "tab", "right", "tab")
        await it.type("10 % off")
        await it.press("enter")
        assert it.screens == ["MainScreen"]
        assert it.status == "Changed how Birthday goes out · u to undo"
        assert (
            it.ask("SELECT due || ' ' || channel || ' ' || offer FROM plan WHERE kind = 'birthday'")
            == "-14 e-mail 10 % off"
        )
        await it.press("u")
        assert it.ask("SELECT count(*) FROM plan") == 0


async def test_a_window_that_ends_before_it_begins_is_said_and_nothing_is_lost(shop_path: Path):
    async with owner(shop_path) as it:
        await go_to_kind(it, "welcome")
        await it.press("e", "backspace", "backspace")
        await it.type("99")
        await it.press("ctrl+s")
        assert "cannot be late before it may leave" in it.status
        assert "99" in it.text
        assert it.ask("SELECT count(*) FROM plan") == 0


async def test_a_newsletter_is_planned_and_taken_out_again(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("4", "n", "enter")
        await it.type("Spring news")
        await it.press("enter")
        await it.type("The seeds are in.")
        await it.press("ctrl+s")
        assert it.status == "Added newsletter “Spring news” · u to undo"
        assert it.ask(OPEN, "newsletter") > 0
        assert it.selected == ("campaign", 1)
        assert "Spring news" in it.text
        await it.press("d")
        assert it.status == "Took out “Spring news” · u to undo"
        assert it.ask(OPEN, "newsletter") == 0
        await it.press("u")
        assert it.ask(OPEN, "newsletter") > 0


async def test_a_campaign_without_its_words_says_so_beside_the_field(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("4", "n", "ctrl+s")
        assert "✗ A title is needed here." in it.text
        assert it.ask("SELECT count(*) FROM campaign") == 0


async def test_what_was_printed_waits_in_the_outbox_to_be_sent_or_put_back(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("p")
        await it.settle()
        await it.press("n", "4")
        await it.turn_to("outbox")
        printed = it.ask("SELECT count(*) FROM letter WHERE state = 'printed'")
        assert printed > 1
        assert f"Outbox {printed}" in it.text
        assert "Printed, not yet sent" in it.text
        first = it.selected[1]
        await it.press("b")
        assert it.ask("SELECT state FROM letter WHERE id = ?", first) == "open"
        await it.press("u")
        assert it.ask("SELECT state FROM letter WHERE id = ?", first) == "printed"
        await it.press("home", "space", "down", "space", "s")
        assert it.status == "Marked 2 letters sent · u to undo"
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'sent' AND text <> ''") == 2
        assert f"Outbox {printed - 2}" in it.text or printed == 2


async def test_a_letter_in_the_outbox_is_printed_again(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("p")
        await it.settle()
        await it.press("n", "4")
        await it.turn_to("outbox")
        await it.press("p")
        await it.settle()
        assert it.screens[-1] == "AskYesNo"
        await it.press("y")
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'sent'") == 1


async def test_what_is_put_off_stands_in_the_outbox_with_its_cause(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("down", "z", "enter", "4")
        await it.turn_to("outbox")
        assert "Held or put off" in it.text


async def test_the_archive_shows_the_exact_text_newest_first(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("down", "s", "4")
        await it.turn_to("archive")
        assert "Archive 1" in it.text
        await it.press("enter")
        assert "Dear Ann and John" in it.text
        assert "your rose arch" in it.text
        await it.press("escape", "r")
        assert it.screens[-1] == "RecordScreen"


async def test_views_without_letters_teach_what_will_stand_there(new_path: Path):
    async with owner(new_path) as it:
        await it.press("4")
        await it.turn_to("outbox")
        assert "What was printed stands here" in it.text
        await it.press("right")
        assert "kept here, word for word" in it.text


async def test_the_views_are_found_by_name_from_anywhere(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("ctrl+p")
        await it.type("archive")
        await it.settle()
        await it.press("enter")
        await it.settle()
        assert "kept here, word for word" in it.text


HOSTILE = "[/] [bold]x [@click=app.quit]hi[/] [$x]"


async def test_hostile_names_stand_as_they_are_in_every_view(shop_path: Path):
    """T1."""
    async with owner(shop_path, (120, 40)) as it:
        with it.book.writing():
            it.book.db.execute("UPDATE customer SET name = ?, addressee = ?", [HOSTILE, HOSTILE])
        await it.press("4", "n", "enter")
        await it.type("[/] news")
        await it.press("enter")
        await it.type("[red]All[/] is new.")
        await it.press("ctrl+s")
        await it.settle()
        assert "[/] news" in it.text
        assert "[red]All[/] is new." in it.text
        await it.press("1", "p")
        await it.settle()
        await it.press("n", "4")
        await it.turn_to("outbox")
        await it.settle()
        assert "[/] [bold]x" in it.text
        await it.press("home", "s", "right")
        await it.settle()
        assert "[/] [bold]x" in it.text


async def test_every_view_stands_on_a_small_screen(shop_path: Path):
    """T5."""
    async with owner(shop_path, (40, 12)) as it:
        await it.press("4")
        assert "We have heard you" in it.text
        await it.press(*["down"] * 5, "enter")
        assert "your own hand" in it.text
        await it.press("escape")
        await it.turn_to("archive")
        assert "Archive" in it.text


async def test_a_key_that_comes_late_does_not_take_the_focus_to_a_hidden_place(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("4", "comma")
        focused = it.app.focused
        it.app.main.query_one(LettersPane).do_next()
        await it.pilot.pause()
        assert it.app.focused is focused


async def test_a_sheet_is_answered_from_the_plan_and_the_outbox_by_a_key_of_the_footer(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("4")
        assert " a sheet" in it.keys
        await it.turn_to("outbox")
        assert " a sheet" in it.keys
