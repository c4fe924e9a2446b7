"""What referrals bring, on its page, and the terms that both get, by the keyboard (REF-3, REF-7)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from driver import Owner, owner
from referrals_shop import ago, count, family_shop, introduce
from shops import TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.referrals.store.referrals import all_terms, terms_on

HOSTILE = "[bold red]Ro[/] \u202egnp"


@pytest.fixture(scope="session")
def measured_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return family_shop(tmp_path_factory.mktemp("measured") / "rosie.db")


@pytest.fixture
def measured_path(measured_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(measured_book, tmp_path))


async def turn(it: Owner, view: str = "referral_measures") -> None:
    """Go to the place and on to one of its views, by keys."""
    await it.press("5")
    while view != it.app.main.pane.view.PLACE:
        await it.press("right")
    await it.settle()


def page(it: Owner, width: int = 76) -> dict[str, str]:
    """The whole page: what follows each label, of a narrow page line by line."""
    lines = [line.plain for line in it.app.main.pane.view.page._sheet._lines(width)]
    return {line[:19].strip(): line[19:].strip() for line in lines if line.strip()}


def whole(it: Owner, width: int = 76) -> str:
    """The whole page in one line."""
    return " ".join(" ".join(line.plain for line in it.app.main.pane.view.page._sheet._lines(width)).split())


# The page ----------------------------------------------------------------------------------------------------


async def test_asks_and_answers_and_what_came_of_them(measured_path: Path):
    """REF-7."""
    async with owner(measured_path) as it:
        await turn(it)
        found = page(it)
        assert found["asked"] == "1"
        assert found["agreed"] == "1 of 1"
        assert found["for each ask"] == "1.0 introduced in the half year after it"
        assert found["all introduced"] == "7"


async def test_those_who_were_sent_stand_beside_all_others_and_by_source(measured_path: Path):
    """REF-7: below ten cases the counts stand, not percent."""
    async with owner(measured_path) as it:
        await turn(it)
        assert "sent to us 6 of 7 all others 1 of 2" in whole(it)
        assert "a friend 7 6 of 7 $648" in whole(it)
        assert "the paper 2 1 of 2 $12" in whole(it)


async def test_cost_profit_and_return(measured_path: Path):
    """REF-7: six of 108 are 648; less 160, of 160, that is 305 %."""
    async with owner(measured_path) as it:
        await turn(it)
        found = page(it)
        assert found["profit in all"] == "$648.00 from those who came"
        assert found["cost"] == "$160.00 (rewards $60.00, drives $100.00)"
        assert found["return"] == "305 %: each $1.00 spent brought $4.05 of profit"


async def test_the_best_referrers_stand_with_what_they_brought_beside_their_own(measured_path: Path):
    """REF-7."""
    async with owner(measured_path) as it:
        await turn(it)
        assert "Ann Park 2 2 $216 $960" in whole(it)
        assert "Gil Vet · partner 2 1 $108 $0" in whole(it)
        assert "Cal Ford 1 1 $108 $108" in whole(it)


async def test_who_sends_on_average_and_what_each_is_worth(measured_path: Path):
    """REF-7: a partner who never bought is no customer."""
    async with owner(measured_path) as it:
        await turn(it)
        assert page(it)["customers who did"] == "3 of 8"
        assert "0.6 introduced by every customer, 1.7 by each who did" in whole(it)
        assert "sent to us $108.00 (6 customers) all others $486.00 (2 customers)" in whole(it)


async def test_a_change_in_the_reward_stands_beside_what_it_was_before(measured_path: Path):
    """REF-7."""
    async with owner(measured_path) as it:
        await turn(it)
        told = whole(it)
        newer, older = (
            told.index("28 Jul 2026 1 0.1 1 of 1 $20 440 %"),
            told.index("29 Jan 2026 6 0.2 5 of 6 $40 1,250 %"),
        )
        assert newer < older
        assert "who sends: a voucher for $20.00" in told


async def test_y_turns_to_the_year_before_and_back(measured_path: Path):
    async with owner(measured_path) as it:
        await turn(it)
        assert "The last 12 months" in it.text
        await it.press("y")
        assert "The 12 months before" in it.text
        assert page(it)["all introduced"] == "0"
        assert "Nobody introduced anybody in this time." in whole(it)
        await it.press("y")
        assert page(it)["all introduced"] == "7"


async def test_halves_stand_side_by_side_where_there_is_room(measured_path: Path):
    async with owner(measured_path, (120, 40)) as it:
        await turn(it)
        lines = it.text.splitlines()
        left = next(line for line in lines if "Asking" in line)
        assert "Who sends you customers" in left
        starts = {line.index(name) for line in lines for name in ("Ann Park", "Bea Lake", "Gil Vet") if name in line}
        assert len(starts) == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_the_page_is_read_to_its_end_by_keys(measured_path: Path, size: tuple[int, int]):
    """T5."""
    async with owner(measured_path, size) as it:
        await turn(it)
        assert "The last 12 months" in it.text
        await it.press(*["pagedown"] * 20)
        assert "who sends: a voucher for $10.00" in it.text


async def test_an_empty_page_teaches(shop_path: Path):
    async with owner(shop_path) as it:
        await turn(it)
        assert "From the first person who is sent to you on" in it.text
        assert "Press t" in " ".join(it.text.split())


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_names_and_sources_stand_literally(tmp_path: Path, size: tuple[int, int]):
    """T1, T2."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True) as book:
        referrer = customer(book, HOSTILE)
        referred = customer(book, HOSTILE, ago(20), source=HOSTILE, address1="1 Elm Street")
        introduce(book, referrer, HOSTILE, ago(20), referred)
        sale(book, referred, "seeds", ago(10))
        count(book)
    async with owner(path, size) as it:
        await turn(it)
        assert "[bold red]Ro[/]" in whole(it)
        assert "\u202e" not in whole(it)


# The terms ---------------------------------------------------------------------------------------------------


async def test_t_says_whom_we_wish_for_and_what_both_get(shop_path: Path):
    """REF-3."""
    async with owner(shop_path) as it:
        await turn(it)
        await it.press("t")
        await it.type("gardeners")
        await it.press("tab")
        await it.type("we deliver")
        await it.press("tab", "v", "tab", "tab")
        await it.type("10")
        await it.press("tab", "d", "tab")
        await it.type("first order")
        await it.press("ctrl+s")
        held = terms_on(it.book.db, TODAY)
        assert (held.since, held.who_fits, held.what_to_say) == (TODAY, "gardeners", "we deliver")
        assert (held.referrer_kind, held.referrer_what, held.referrer_amount) == ("voucher", "", 1000)
        assert (held.introduced_kind, held.introduced_what, held.introduced_amount) == ("discount", "first order", 0)
        assert "u to undo" in it.status
        await it.press("u")
        assert all_terms(it.book.db) == []


async def test_the_terms_that_hold_are_where_the_form_begins_and_older_ones_are_kept(measured_path: Path):
    async with owner(measured_path) as it:
        await turn(it)
        await it.press("t", "tab", "tab", "tab", "tab")
        assert it.app.focused.value == "20.00"
        await it.press("home", "delete", "3", "ctrl+s")
        assert [terms.referrer_amount for terms in all_terms(it.book.db)] == [1000, 2000, 3000]
        assert "25 Nov 2026 0 – – $0 –" in whole(it)


async def test_a_reward_without_its_sort_is_said_beside_the_field(shop_path: Path):
    async with owner(shop_path) as it:
        await turn(it)
        await it.press("t", "tab", "tab", "tab")
        await it.type("a cake")
        await it.press("ctrl+s")
        assert it.app.screen.form.fields[2].word.startswith("✗ Choose what it is")
        assert all_terms(it.book.db) == []


async def test_the_terms_are_at_hand_among_the_drives_too(shop_path: Path):
    async with owner(shop_path) as it:
        await turn(it, "drives")
        await it.press("t")
        assert "What a referral brings" in it.text
