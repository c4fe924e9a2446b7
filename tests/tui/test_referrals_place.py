"""Referrals by the keyboard: who sent whom, thanks, the sale, the reward, and all of it taken back (REF-1 to REF-5)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING, TODAY, customer, sale

from carebook.book import journal
from carebook.book.book import Book
from carebook.cli.letters import review_in_words
from carebook.customers.desk import remove_customer
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.referrals.desk import introducing, rewarding
from carebook.referrals.entry import IntroductionEntry, PaidEntry, TermsEntry, ThanksEntry
from carebook.tui.messages import CustomerChosen
from carebook.tui.panes.referrals_people import show_referral
from carebook.typed import Setting

ANN, COSTA, OKAFOR = 1, 2, 3
"""Ann and John Park, Luísa Costa, Maria Okafor."""
HOSTILE = "[red]Dora[/] \x1b[31m\u202eaway [/]"
TABLES = ("customer", "referral", "reward", "referral_step", "contact", "sale")


def promised(path: Path) -> None:
    """Set what a referral brings: a voucher for 10 dollars."""
    with Book.open(path, write=True) as book:
        typed = {"referrer_kind": "voucher", "referrer_amount": "10"}
        rewarding.set_terms(book, read(TermsEntry, typed, SETTING), TODAY - timedelta(days=60))


def sent(path: Path, name: str = "Dora", days_ago: int = 0, by: int = ANN, referred: int | None = None) -> int:
    """Note whom a customer sent, through the desk."""
    day = TODAY - timedelta(days=days_ago)
    here = Setting(SETTING.country, SETTING.currency, day)
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        entry = read(IntroductionEntry, {"introduced": name}, here)
        return introducing.introduce(book, by, entry, day, referred_id=referred)[1].id


def bought(path: Path, name: str = "Dora Vale", days_ago: int = 20) -> int:
    """Note somebody sent by Ann who came and bought; return the referral."""
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        dora = customer(book, name, source="recommended", address1="8 Elm Row")
    referral = sent(path, name, days_ago, referred=dora)
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        sale(book, dora, "spade", TODAY - timedelta(days=days_ago - 1))
    return referral


def seen(it: Owner) -> str:
    """The whole sheet that is shown, in one line, whatever the size."""
    sheet = it.app.main.pane.view.detail._sheet
    return " ".join(" ".join(line.plain for line in sheet._lines(66)).split())


def said(it: Owner) -> str:
    """Everything on the screen in one line, without the frames of boxes."""
    return " ".join(it.text.replace("│", " ").split())


# Empty --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_an_empty_list_teaches(shop_path: Path, size: tuple[int, int]):
    async with owner(shop_path, size) as it:
        await it.press("5")
        assert "Nobody was sent to you yet." in said(it)
        await it.press("a")
        assert it.status == "Nothing is under the cursor. n notes whom somebody sent to you."
        await it.press("right")
        assert "Nothing is owed" in said(it)


async def test_without_customers_it_says_where_to_begin(new_path: Path):
    async with owner(new_path) as it:
        await it.press("5")
        assert "press 2 and then n" in said(it)
        await it.press("n")
        assert it.screens == ["MainScreen"]
        await it.press("asterisk")
        assert it.screens == ["MainScreen"]
        assert it.status.endswith("nobody is in the book yet: press 2 and then n.")


async def test_each_empty_view_says_what_will_stand_in_it_and_offers_no_key_that_is_off(new_path: Path):
    async with owner(new_path, (120, 40)) as it:
        await it.press("5")
        taught = set()
        for _ in range(6):
            await it.settle()
            taught.add(it.app.main.pane.view.lines._empty)
            assert not {"enter", "space"} & set(it.keys.split())
            await it.press("right")
        assert len(taught) == 6


# The whole way ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_new_customer_says_who_sent_them_and_all_that_follows_is_taken_back_by_undo(
    shop_path: Path, size: tuple[int, int]
):
    """Issue 5, acceptance 1: sent by, thanked, the sale, the reward due and handed over; then undo, step by step."""
    promised(shop_path)
    async with owner(shop_path, size) as it:
        before = journal.dump(it.book.db, TABLES)
        await it.press("2", "n")
        await it.type("Dora Vale")
        await it.press("down", "down", "down", "down", "down")
        await it.type("ann j")
        assert "Ann and John Park, Bath" in said(it)
        await it.press("ctrl+s")
        assert it.status == "Added Dora Vale, sent by Ann and John Park · u to undo"
        assert it.ask("SELECT source FROM customer WHERE name = 'Dora Vale'") == "recommended"
        await it.press("escape", "5", "a", "enter", "enter")
        assert it.status == "Thanked Ann and John Park for Dora Vale · u to undo"
        await it.press("a")
        await it.type("hoe")
        await it.press("enter")
        await it.type("40")
        await it.press("ctrl+s")
        await it.press("right")
        assert it.selected == ("reward", 1)
        await it.press("a")
        await it.type("by hand")
        await it.press("enter")
        assert it.status == "Rewarded Ann and John Park · u to undo"
        assert it.ask("SELECT ending FROM reward WHERE paid_on = ?", TODAY.isoformat()) == "by hand"
        assert "Handed over lately · 1" in it.text
        await it.press("u", "u", "u", "u")
        assert journal.dump(it.book.db, TABLES) == before
        assert "Nothing is owed" in said(it)


async def test_the_wrong_name_is_said_beside_its_field_and_nothing_is_entered(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("2", "n")
        await it.type("Dora Vale")
        await it.press("down", "down", "down", "down", "down")
        await it.type("nobody")
        await it.press("ctrl+s")
        assert "✗ Nobody in the book is called “nobody”." in said(it)
        assert it.ask("SELECT count(*) FROM customer WHERE name = 'Dora Vale'") == 0


async def test_of_several_who_fit_one_is_chosen_by_number(shop_path: Path):
    with Book.open(shop_path, write=True) as book:
        customer(book, "Ann Parker")
    async with owner(shop_path) as it:
        await it.press("2", "n")
        await it.type("Dora Vale")
        await it.press("down", "down", "down", "down", "down")
        await it.type("ann")
        assert "Ann and John Park, Bath #1 · Ann Parker, Bath #7: type more, or the number" in said(it)
        await it.press("ctrl+s")
        assert "✗ Which one?" in it.text
        await it.press("end", "backspace", "backspace", "backspace")
        await it.type("#7")
        await it.press("ctrl+s")
        assert it.ask("SELECT customer_id FROM referral") == 7


async def test_how_they_heard_is_asked_in_the_form_with_what_is_known(shop_path: Path):
    """REF-5: the question stands in the form, and the first letters of an answer are enough."""
    async with owner(shop_path) as it:
        await it.press("2", "n")
        await it.type("Dora Vale")
        await it.press("down", "down", "down", "down")
        assert "recommended · walked past · found us online" in said(it)
        await it.type("wal")
        await it.press("ctrl+s")
        assert it.ask("SELECT source FROM customer WHERE name = 'Dora Vale'") == "walked past"
        assert it.ask("SELECT count(*) FROM referral") == 0


async def test_a_record_says_that_nobody_asked_how_they_heard(shop_path: Path):
    """REF-5."""
    async with owner(shop_path, (120, 40)) as it:
        await it.press("2", "enter")
        assert "how did they hear of us? Not asked yet" in said(it)
        await it.press("e")
        assert "Heard of us by" in it.text
        assert "Sent by" in it.text


async def test_who_sent_a_known_customer_is_noted_in_their_form(shop_path: Path):
    """REF-1, REF-5: as one action, on the day since when they are a customer; then it is asked no more."""
    async with owner(shop_path) as it:
        it.app.post_message(CustomerChosen(COSTA))
        await it.settle()
        await it.press("e")
        sent_by = next(field for field in it.app.screen.form.fields if field.key == "sent_by")
        sent_by.control.value = "costa"
        await it.press("ctrl+s")
        assert it.ask("SELECT count(*) FROM referral") == 0
        sent_by.control.value = "okaf"
        await it.press("ctrl+s")
        assert it.status == "Changed Luísa Costa, sent by Maria Okafor · u to undo"
        assert it.ask("SELECT customer_id FROM referral WHERE referred_id = ? AND counts", COSTA) == OKAFOR
        await it.press("e")
        assert "Sent by" not in it.text
        await it.press("escape", "u")
        assert it.ask("SELECT count(*) FROM referral") == 0


async def test_who_came_and_has_no_record_is_given_one(shop_path: Path):
    """REF-1: imported as in contact, or the record was removed."""
    referral = sent(shop_path, "Dora", days_ago=9, referred=COSTA)
    with Book.open(shop_path, write=True, followers=FOLLOWERS) as book:
        rewarding.thank(book, referral, read(ThanksEntry, {}, SETTING), TODAY)
        remove_customer(book, COSTA, TODAY)
    async with owner(shop_path) as it:
        await it.press("5")
        assert "In contact: have not bought yet · 1" in it.text
        await it.press("b")
        assert it.status == "Their record is not in the book: v enters them, or says who they are."
        await it.press("a")
        assert "They came to us" in it.text
        await it.press("ctrl+s")
        assert it.status == "Added Dora, introduced before · u to undo"
        assert it.ask("SELECT contact_on FROM referral") == (TODAY - timedelta(days=9)).isoformat()


# Noting one ---------------------------------------------------------------------------------------------------


async def test_n_finds_who_sent_them_and_opens_the_referral(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("5", "n")
        await it.type("costa")
        await it.press("enter")
        await it.settle()
        await it.type("Kit")
        assert "Only the name is kept until they come" in said(it)
        await it.press("ctrl+s")
        await it.settle()
        assert it.status == "Noted that Luísa Costa introduced Kit · u to undo"
        assert it.app.main.pane.view.detail.has_focus
        assert "→ Thank Luísa Costa: by Fri 27 Nov" in seen(it)


async def test_how_to_reach_a_friend_is_not_taken_down(shop_path: Path):
    """REF-1: a name only."""
    async with owner(shop_path) as it:
        await it.press("5", "n")
        await it.type("costa")
        await it.press("enter")
        await it.settle()
        await it.type("Kit 207 555 0111")
        await it.press("ctrl+s")
        assert "✗ Leave out how to reach them" in said(it)
        assert it.ask("SELECT count(*) FROM referral") == 0


async def test_a_circle_is_refused_beside_the_name(shop_path: Path):
    """REF-4."""
    sent(shop_path, "Luísa Costa", referred=COSTA)
    async with owner(shop_path) as it:
        await it.press("5", "n")
        await it.type("costa")
        await it.press("enter")
        await it.settle()
        await it.type("Ann")
        await it.press("down")
        await it.type("#1")
        await it.press("ctrl+s")
        assert "✗ Ann and John Park stands above Luísa Costa" in said(it)
        assert it.ask("SELECT count(*) FROM referral") == 1


async def test_the_record_of_the_sender_notes_one_too_and_both_records_say_so(shop_path: Path):
    """REF-1: both directions."""
    bought(shop_path)
    async with owner(shop_path, (120, 40)) as it:
        await it.press("2", "enter", "i")
        await it.type("Kit")
        await it.press("ctrl+s")
        assert "sent us 2, 1 bought" in it.text
        await it.press("escape", "slash")
        await it.type("dora")
        await it.press("enter")
        assert "sent by Ann and John Park" in it.text


# Step by step -------------------------------------------------------------------------------------------------


async def test_who_comes_is_entered_with_two_keys(shop_path: Path):
    sent(shop_path, days_ago=40)
    async with owner(shop_path) as it:
        await it.press("5", "a")
        assert "They came to us · Dora, sent by Ann and John Park" in said(it)
        await it.press("ctrl+s")
        assert it.status == "Added Dora, introduced before · u to undo"
        assert it.ask("SELECT name FROM customer WHERE id = (SELECT referred_id FROM referral)") == "Dora"
        assert it.ask("SELECT source FROM customer WHERE name = 'Dora'") == "recommended"


async def test_who_comes_may_be_in_the_book_already(shop_path: Path):
    sent(shop_path, "Maria Okafor", days_ago=40)
    async with owner(shop_path) as it:
        await it.press("5", "v")
        assert "In the book already? Maria Okafor #3." in said(it)
        await it.type("#3")
        await it.press("ctrl+s")
        assert it.ask("SELECT referred_id FROM referral") == OKAFOR
        assert it.ask("SELECT count(*) FROM customer") == 6


async def test_not_now_is_noted_and_taken_up_again(shop_path: Path):
    sent(shop_path, days_ago=40)
    async with owner(shop_path) as it:
        await it.press("5", "x")
        await it.type("in spring")
        await it.press("enter")
        assert "Not now · 1" in it.text
        await it.press("x")
        assert it.status == "Took up Dora again · u to undo"
        assert "Introduced: have not come yet · 1" in it.text


async def test_a_reward_is_promised_changed_and_dropped(shop_path: Path):
    sent(shop_path)
    async with owner(shop_path) as it:
        await it.press("5", "enter", "m", "down", "v", "down")
        await it.type("a rose")
        await it.press("enter")
        await it.type("8")
        await it.press("enter")
        assert it.status == "Promised Ann and John Park a reward · u to undo"
        await it.press("m", "down", "down")
        await it.type(" of their choice")
        await it.press("ctrl+s")
        assert it.ask("SELECT what FROM reward") == "a rose of their choice"
        await it.press("w")
        await it.type("they would rather not")
        await it.press("enter")
        assert "dropped 25 Nov: they would rather not" in seen(it)
        await it.press("dollar_sign")
        assert it.status == "No reward is waiting here: m promises one."


async def test_what_speaks_against_a_reward_is_said_and_the_owner_decides(shop_path: Path):
    """REF-4: they bought before, so nothing was promised of itself; it can be all the same."""
    promised(shop_path)
    sent(shop_path, "Luísa Costa", by=OKAFOR, referred=COSTA)
    async with owner(shop_path) as it:
        await it.press("5", "m")
        assert it.ask("SELECT count(*) FROM reward") == 0
        assert "share one household" in said(it)
        await it.press("ctrl+s")
        assert it.ask("SELECT count(*) FROM reward") == 1
        await it.press("enter")
        assert "! reward? They share one household" in seen(it)


async def test_the_one_who_sent_them_is_put_right(shop_path: Path):
    """REF-1: the first named counts, unless that was wrong; what stood before is kept."""
    sent(shop_path)
    async with owner(shop_path) as it:
        await it.press("5", "o")
        await it.type("okaf")
        await it.press("enter")
        await it.type("she said so")
        await it.press("enter")
        assert it.status == "It was Maria Okafor who introduced Dora · u to undo"
        assert it.ask("SELECT group_concat(customer_id || ':' || counts) FROM referral") == "1:0,3:1"
        await it.press("G", "m")
        assert "Somebody else counts as the one who sent them" in it.status


# What is owed -------------------------------------------------------------------------------------------------


async def test_what_is_owed_takes_as_many_questions_however_much_it_is(shop_path: Path):
    """Each line says what the reward is and what for without another look into the book."""
    promised(shop_path)
    asked: dict[int, list[str]] = {}
    for count, name in enumerate(("Dora Vale", "Edwin Moss", "Fay Reed"), start=1):
        bought(shop_path, name)
        with Book.open(shop_path, write=True, followers=FOLLOWERS) as book:
            rewarding.pay(book, count, read(PaidEntry, {"on_day": TODAY.isoformat()}, SETTING), TODAY)
        async with owner(shop_path) as it:
            await it.press("5", "right")
            it.book.db.set_trace_callback(asked.setdefault(count, []).append)
            source = it.app.main.pane.view.source()
            lines = [row.cells[1] for row in source.page(0, source.count()) if row.key and row.key[0] == "reward"]
            it.book.db.set_trace_callback(None)
            assert lines.count(f"a voucher for $10.00, for sending {name}") == 1
    assert len(asked[1]) == len(asked[3])


async def test_a_reward_is_called_the_same_on_today_in_the_list_and_on_its_sheet(shop_path: Path):
    promised(shop_path)
    bought(shop_path)
    async with owner(shop_path) as it:
        assert "a voucher for $10.00" in said(it)
        assert "a voucher for $10.00" in review_in_words(shop_path, TODAY)
        await it.press("5", "right")
        assert "a voucher for $10.00, for sending" in said(it)
        await it.press("G", "enter")
        assert "Ann and John Park: a voucher for $10.00" in seen(it)


async def test_what_is_owed_stands_late_first_and_is_done_with_a(shop_path: Path):
    promised(shop_path)
    bought(shop_path)
    late = sent(shop_path, "Kit", days_ago=9)
    async with owner(shop_path) as it:
        await it.press("5", "right")
        assert it.selected == ("referral", 1)
        assert "Say thank you · 2" in it.text
        assert "Hand over the reward · 1" in it.text
        await it.press("G", "a", "enter")
        assert it.ask("SELECT count(*) FROM reward WHERE paid_on IS NOT NULL") == 1
        await it.press("g", "j", "a", "enter", "enter")
        assert it.status == "Thanked Ann and John Park for Kit · u to undo"
        assert it.ask("SELECT thanked_on FROM referral WHERE id = ?", late) == TODAY.isoformat()


async def test_a_reward_handed_over_stays_in_sight_for_a_while(shop_path: Path):
    promised(shop_path)
    bought(shop_path)
    with Book.open(shop_path, write=True) as book:
        rewarding.pay(book, 1, read(PaidEntry, {"ending": "by hand"}, SETTING), TODAY)
    async with owner(shop_path, (120, 40)) as it:
        await it.press("5", "right", "G")
        assert it.selected == ("reward", 1)
        assert "handed over 25 Nov: by hand" in said(it)
        await it.press("dollar_sign")
        assert it.status == "No reward is waiting here: m promises one."


# Everything else ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_hostile_names_show_literally(shop_path: Path, size: tuple[int, int]):
    """T1: no markup, no control character."""
    promised(shop_path)
    sent(shop_path, HOSTILE)
    async with owner(shop_path, size) as it:
        await it.press("5", "enter")
        assert "[red]Dora[/] away [/]" in seen(it)
        for key in "tvmo":
            await it.press(key)
            assert it.screens[-1] == "FormScreen"
            assert "\x1b" not in it.text
            await it.press("escape")
        await it.press("escape", "right")
        assert "[red]" in it.text or size == (40, 12)


async def test_p_on_a_line_of_thanks_prints_just_its_letter(shop_path: Path):
    """REF-3: the other letters that are due wait."""
    referral = sent(shop_path, "Kit")
    sent(shop_path, "Dora")
    async with owner(shop_path) as it:
        assert it.app.main.pane.lines.move_to(("thank", referral))
        await it.press("p")
        await it.settle()
        printed = "SELECT group_concat(subject_kind || subject_id) FROM letter WHERE printed_on IS NOT NULL"
        assert it.ask(printed) == f"referral{referral}"


async def test_a_referral_is_gone_to_from_anywhere(shop_path: Path):
    sent(shop_path, "Kit")
    dora = sent(shop_path, "Dora", days_ago=3)
    async with owner(shop_path) as it:
        it.app.call_later(show_referral, it.app, dora)
        await it.settle()
        await it.settle()
        assert "Dora Sent by Ann and John Park" in seen(it)


async def test_the_records_of_both_are_one_key_away(shop_path: Path):
    bought(shop_path)
    async with owner(shop_path) as it:
        await it.press("5", "r")
        assert it.screens[-1] == "RecordScreen"
        assert it.app.screen.customer_id == 7
        await it.press("escape", "h")
        assert it.app.screen.customer_id == ANN


async def test_every_view_has_its_turn(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("5")
        shown = []
        for _ in range(7):
            shown.append(it.app.main.pane.view.PLACE)
            await it.press("right")
        assert shown == ["people", "owed", "asking", "partners", "tree", "drives", "referral_measures"]
        assert it.app.main.pane.view.PLACE == "people"


async def test_a_line_of_the_record_leads_to_its_referral(shop_path: Path):
    sent(shop_path)
    async with owner(shop_path, (120, 40)) as it:
        await it.press("2", "enter", "tab", "tab")
        while it.selected != ("referral", 1):
            await it.press("down")
        await it.press("enter")
        await it.settle()
        await it.settle()
        assert it.app.main.pane.PLACE == "referrals"
        assert "Dora Sent by Ann and John Park" in seen(it)
