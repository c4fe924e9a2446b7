"""The main job on the screen: see what is due, read it, mark, print, mark sent, undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from driver import owner
from shops import TODAY

from carebook.book.book import Book
from carebook.letters.desk import follow
from carebook.tui.actions import action

SENT = "SELECT count(*) FROM letter WHERE state = 'sent'"


async def test_the_day_lists_calls_letters_and_cards(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        for words in ("Call back · 1", "Ann and John Park", "Pet's birthday", "Tonight's cards · 1", "1 late"):
            assert words in it.text


async def test_a_letter_is_marked_sent_undone_and_sent_again(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down")
        letter = it.selected[1]
        await it.press("s")
        assert it.status == "Marked 1 letter (Thank-you) sent · u to undo"
        assert it.ask("SELECT state FROM letter WHERE id = ?", letter) == "sent"
        await it.press("u")
        assert it.status.startswith("Undid: Marked 1 letter")
        assert it.ask(SENT) == 0
        await it.press("U")
        assert it.ask("SELECT state FROM letter WHERE id = ?", letter) == "sent"


async def test_marked_letters_go_together_and_the_cursor_keeps_its_place(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down", "space", "down", "down", "down", "down", "space", "s")
        assert it.ask(SENT) == 2
        assert "Marked 2 letters sent" in it.status
        assert it.selected[0] == "letter"
        assert "✓" not in it.text.replace("✓ Marked", "")


async def test_a_call_is_marked_as_made(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        assert it.selected[0] == "call"
        await it.press("s")
        assert it.ask("SELECT called_back_on FROM contact WHERE response = 'later'") == TODAY.isoformat()


async def test_putting_off_asks_until_when_and_takes_the_hint(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down")
        letter = it.selected[1]
        await it.press("z")
        assert it.screens[-1] == "AskDay"
        await it.type("fri")
        assert "Fri 27 Nov 2026, in 2 days" in it.text
        await it.press("enter")
        assert it.ask("SELECT snoozed_until FROM letter WHERE id = ?", letter) == "2026-11-27"
        assert "letter" not in (it.selected, letter)


async def test_skipping_asks_why_and_esc_leaves_everything(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down", "x", "escape")
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'skipped'") == 0
        await it.press("x", "enter")
        assert "Why is needed here" in it.text
        await it.type("moved abroad")
        await it.press("enter")
        assert it.ask("SELECT cause FROM letter WHERE state = 'skipped'") == "moved abroad"


async def test_everything_shows_what_is_held_and_a_hold_can_be_let_go(shop_path: Path) -> None:
    """SUP-8: holds can be overridden with a reason."""
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("A")
        assert "Coming up in 14 days" in it.text or "Held · " in it.text
        await it.press("G", "home")
        held = it.ask("SELECT letter_id FROM agenda WHERE state = 'held'")
        assert held is not None
        it.app.main.pane.lines.move_to(("held", held))
        await it.press("o")
        await it.type("she asked for it")
        await it.press("enter")
        assert it.ask("SELECT override FROM letter WHERE id = ?", held) == "spacing: she asked for it"


async def test_a_verb_that_is_off_says_why(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("o")
        assert it.status.startswith("Only what is held")


async def test_the_detail_opens_over_the_list_and_steps_through_it(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down", "enter")
        assert "Dear Ann and John," in it.text
        assert "Tonight's cards" not in it.text
        first = it.app.main.pane.lines.cursor_key
        await it.press("down")
        assert it.app.main.pane.lines.cursor_key != first
        await it.press("escape")
        assert "Tonight's cards" in it.text
        assert it.selected != first


async def test_a_wide_window_shows_the_letter_beside_the_list(shop_path: Path) -> None:
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("down")
        await it.settle()
        assert "Dear Ann and John," in it.text
        assert "Tonight's cards" in it.text
        assert "the sale of Tue 24 Nov" in it.text


async def test_printing_asks_whether_it_printed_and_yes_marks_sent(shop_path: Path) -> None:
    """LET-7: printing is not sending."""
    async with owner(shop_path) as it:
        await it.press("p")
        await it.settle()
        assert it.screens[-1] == "AskYesNo"
        assert it.ask(SENT) == 0
        printed = it.ask("SELECT count(*) FROM letter WHERE state = 'printed'")
        assert printed > 0
        assert len(list((shop_path.parent / "rosie-letters").glob("*.pdf"))) == 2
        await it.press("y")
        assert it.ask(SENT) == printed


async def test_no_keeps_them_printed(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down", "space", "p")
        await it.settle()
        await it.press("n")
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'printed'") == 1
        assert "not yet sent" in it.status


async def test_esc_stops_a_printing_and_nothing_is_left(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.pilot.press("p", "escape")
        await it.settle()
        assert it.status == "Printing was stopped. Nothing was written."
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'printed'") == 0
        assert not list(shop_path.parent.rglob("*.pdf"))
        assert it.screens == ["MainScreen"]


async def test_what_lapsed_since_the_last_review_is_told_once(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LET-2: nothing due vanishes unseen."""
    async with owner(shop_path) as it:
        assert "Lapsed" not in it.text
    monkeypatch.setenv("CAREBOOK_TODAY", "2026-11-30")
    async with owner(shop_path) as it:
        assert "Lapsed since your last review" in it.text
    monkeypatch.setenv("CAREBOOK_TODAY", "2026-12-01")
    async with owner(shop_path) as it:
        assert "Thank-you" not in it.text


async def test_a_lapsed_thank_you_is_brought_back_late(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LET-6."""
    async with owner(shop_path):
        pass
    monkeypatch.setenv("CAREBOOK_TODAY", "2026-11-30")
    async with owner(shop_path) as it:
        it.app.main.pane.lines.move_to(("lapsed", it.ask("SELECT id FROM letter WHERE kind = 'thank_you'")))
        await it.press("o")
        assert it.ask("SELECT late_on FROM letter WHERE kind = 'thank_you' ORDER BY id") == "2026-11-30"


async def test_the_book_may_be_replaced_under_the_open_screen(shop_path: Path) -> None:
    """S4: a book moved away under the screen is said, and nothing is lost or made anew."""
    async with owner(shop_path) as it:
        moved = shop_path.rename(shop_path.with_name("elsewhere.db"))
        await it.press("down", "s")
        assert "was moved or replaced" in it.status
        assert not shop_path.exists()
        moved.rename(shop_path)
        await it.press("s")
        assert it.ask(SENT) == 1


async def test_an_unplanned_day_is_planned_after_the_first_paint(unplanned_path: Path) -> None:
    """LET-3."""
    async with owner(unplanned_path) as it:
        assert it.ask("SELECT value FROM keeping WHERE name = 'planned_on'") == TODAY.isoformat()
        assert "Ann and John Park" in it.text


async def test_midnight_brings_the_new_day(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """D3: right within a minute, after midnight and after a long sleep."""
    async with owner(shop_path) as it:
        monkeypatch.setenv("CAREBOOK_TODAY", "2026-11-26")
        it.app.look_at_clock()
        await it.settle()
        assert "Thu 26 Nov 2026" in it.text
        assert it.ask("SELECT value FROM keeping WHERE name = 'agenda_on'") == "2026-11-26"


async def test_midnight_says_anew_what_day_an_open_form_will_save(
    shop_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D3: what stands beside the field is the day that is kept."""
    async with owner(shop_path) as it:
        await it.press("c")
        assert "Wed 25 Nov 2026, today" in it.text
        monkeypatch.setenv("CAREBOOK_TODAY", "2026-11-26")
        it.app.look_at_clock()
        await it.settle()
        assert "Thu 26 Nov 2026, today" in it.text
        await it.press("ctrl+s")
        assert it.ask("SELECT on_day FROM contact ORDER BY id DESC LIMIT 1") == "2026-11-26"


async def test_what_is_chosen_by_name_while_the_day_is_planned_waits_for_it(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        it.app.planning = True
        it.app.perform(action("customers.new"))
        await it.settle()
        assert it.screens == ["MainScreen"]
        it.app.planning = False
        it.app.show_plan()
        await it.settle()
        assert it.screens == ["MainScreen", "FormScreen"]
        it.app.show_plan()
        await it.settle()
        assert it.screens == ["MainScreen", "FormScreen"]


async def test_what_waits_for_the_plan_is_forgotten_where_the_owner_went_on(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        it.app.planning = True
        it.app.perform(action("customers.new"))
        await it.press("question_mark")
        it.app.planning = False
        it.app.show_plan()
        await it.settle()
        assert it.screens == ["MainScreen", "HelpScreen"]


async def test_a_clock_behind_the_last_entry_is_pointed_out(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """D3."""
    monkeypatch.setenv("CAREBOOK_TODAY", "2024-01-02")
    async with owner(shop_path) as it:
        assert "the last entry is of Wed 25 Nov 2026" in it.status


async def test_a_second_screen_may_only_look(shop_path: Path) -> None:
    """S3: it says who writes, and no verb is on."""
    with Book.open(shop_path, write=True, followers=[follow]):
        async with owner(shop_path) as it:
            assert "is open in another carebook (process" in it.status
            await it.press("down", "s")
            assert "another carebook" in it.status
            assert it.ask(SENT) == 0
            assert "Ann and John Park" in it.text


async def test_an_empty_shop_teaches_how_to_begin(new_path: Path) -> None:
    async with owner(new_path) as it:
        assert "whom to thank" in it.text
        assert "press 2 and then n" in it.text


async def test_all_done_says_what_tomorrow_brings(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("s")
        while it.app.main.pane.lines.count:
            await it.press("space", "s")
        assert "All done for today." in it.text
        assert "Tomorrow:" in it.text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12), (20, 5)])
async def test_every_size_reads(shop_path: Path, size: tuple[int, int]) -> None:
    """T5."""
    async with owner(shop_path, size=size) as it:
        await it.press("down", "enter", "down", "escape", "A")
        await it.pilot.resize_terminal(61, 9)
        await it.pilot.resize_terminal(*size)
        assert date(2026, 11, 25) == it.app.today
        assert it.screens == ["MainScreen"]


WAITING = "SELECT count(*) FROM agenda WHERE state IN ('held', 'snoozed')"


async def test_everything_says_how_much_waits_and_goes_there_and_back(shop_path: Path) -> None:
    """At 80x24, where what is shown begins below the edge."""
    async with owner(shop_path, size=(80, 14)) as it:
        await it.press("down")
        before = it.selected
        await it.press("A")
        held = it.ask("SELECT count(*) FROM agenda WHERE state = 'held'")
        assert it.status.startswith(f"{held} held")
        assert "coming up in 14 days" in it.status
        assert it.status.endswith("A hides them again")
        assert it.selected[0] == "held"
        assert "Held · " in it.text
        await it.press("A")
        assert it.selected == before
        assert "Held · " not in it.text
        assert it.status == "Only what is due is shown · A shows what waits"


async def test_what_is_put_off_is_counted_by_itself(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down", "z")
        await it.type("fri")
        await it.press("enter", "A")
        assert "1 put off" in it.status


async def test_everything_says_that_nothing_waits(new_path: Path) -> None:
    async with owner(new_path) as it:
        await it.press("A")
        assert it.status == "Nothing is held, put off, or coming up in 14 days"


async def test_a_letter_that_waits_is_told_of_where_it_is_missed(new_path: Path) -> None:
    """A new customer without an address: nothing can be sent, and Today says that something waits."""
    async with owner(new_path) as it:
        assert "held" not in it.text
        await it.press("2", "n")
        await it.type("Elsa")
        await it.press("ctrl+s", "b")
        await it.type("globe")
        await it.press("enter")
        await it.type("79")
        await it.press("enter", "enter", "1")
        assert "2 held · 1 letter lapses tonight · A shows why" in it.text
        await it.press("A")
        assert "no address" in it.text
        assert "A shows why" not in it.text


async def test_p_in_an_opened_letter_prints_that_letter_only(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down", "enter")
        opened = it.app.main.pane.lines.cursor_key[1]
        await it.press("p")
        await it.settle()
        assert it.ask("SELECT group_concat(id) FROM letter WHERE printed_on IS NOT NULL") == str(opened)


async def test_p_in_an_opened_call_prints_nothing_and_says_why(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("enter", "p")
        assert it.status.startswith("What is opened is no letter that is due.")
        assert it.ask("SELECT count(*) FROM letter WHERE printed_on IS NOT NULL") == 0
