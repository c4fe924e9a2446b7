"""Partners, by the keyboard: give and take."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from driver import Owner, owner
from referral_shop import ANN, FLORIST, HOSTILE, ROBERT, VET, referral_shop
from shops import TODAY, empty_shop

from carebook.text import clean
from carebook.tui.panes.referrals_partners import PARTNER

SIZES = [(80, 24), (120, 40), (40, 12)]


@pytest.fixture(scope="session")
def partner_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that every `partner_path` is a copy of."""
    return referral_shop(tmp_path_factory.mktemp("partners") / "rosie.db")


@pytest.fixture
def partner_path(partner_book: Path, tmp_path: Path) -> Path:
    """A shop with a vet who sent two and was sent one, and a florist with whom nothing went to and fro yet."""
    return Path(shutil.copy(partner_book, tmp_path))


async def look(it: Owner) -> None:
    """Go to the partners."""
    await it.press("5")
    it.app.main.pane.turn_to("partners")
    await it.settle()


async def choose(it: Owner, typed: str) -> None:
    """Find somebody, and choose them."""
    await it.type(typed)
    await it.settle()
    await it.press("enter")
    await it.settle()


async def test_each_partner_stands_with_give_and_take(partner_path: Path):
    """Whom they sent, who of them bought, whom we sent, and when last."""
    async with owner(partner_path, size=(160, 40)) as it:
        await look(it)
        assert "Partners · 2" in it.text
        source = it.app.main.pane.view.lines._pages.source
        rows = [row.cells for row in source.page(0, 9) if not row.heading]
        assert rows == [
            ("Bath Vets", "vet", "2", "0", "1", "13 Nov"),
            ("Lily & Co", "florist", "0", "0", "0", "nobody yet"),
        ]


async def test_beside_the_list_stands_who_was_sent_both_ways_and_what_was_agreed(partner_path: Path):
    """And what would be fair now."""
    async with owner(partner_path, size=(120, 40)) as it:
        await look(it)
        for words in (
            "sent us 2 · we sent them 1",
            "Our leaflets at their desk, theirs at",
            "Hal Stone · introduced",
            "Jo West · a limping hound",
            "They gave more than you",
        ):
            assert words in it.text
        await it.press("down")
        await it.settle()
        assert "Nobody was sent yet" in it.text


@pytest.mark.parametrize("size", SIZES)
async def test_somebody_of_the_book_becomes_a_partner(partner_path: Path, size: tuple[int, int]):
    """n, the name, what they do; a hostile name stands as it is written (T1)."""
    async with owner(partner_path, size=size) as it:
        await look(it)
        await it.press("n")
        await choose(it, "robert")
        await it.type("tables")
        await it.press("ctrl+s")
        await it.settle()
        assert it.status.endswith("is a partner · u to undo")
        assert it.ask("SELECT trade FROM partner WHERE customer_id = ?", ROBERT) == "tables"
        assert it.selected == (PARTNER, 3)
        assert clean(HOSTILE)[:10] in it.text
        await it.press("u")
        assert it.ask("SELECT count(*) FROM partner") == 2


async def test_a_business_is_entered_and_becomes_a_partner(partner_path: Path):
    """b: two forms, two steps, each undone by itself."""
    async with owner(partner_path) as it:
        await look(it)
        await it.press("b")
        await it.type("Stone Masons")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT kind FROM customer WHERE name = 'Stone Masons'") == "business"
        await it.type("walls")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT count(*) FROM partner WHERE trade = 'walls'") == 1
        await it.press("u")
        assert it.ask("SELECT count(*) FROM partner") == 2
        assert it.ask("SELECT count(*) FROM customer WHERE name = 'Stone Masons'") == 1


async def test_a_partner_is_not_made_twice_but_shown(partner_path: Path):
    """The cursor goes to who is one already."""
    async with owner(partner_path) as it:
        await look(it)
        await it.press("n")
        await choose(it, "lily")
        assert it.status.startswith("Lily & Co is a partner already.")
        assert it.selected == (PARTNER, 2)
        assert it.screens == ["MainScreen"]


async def test_whom_we_sent_is_noted_without_how_to_reach_them(partner_path: Path):
    """REF-1: a friend's address is kept only once they come themselves."""
    async with owner(partner_path) as it:
        await look(it)
        await it.press("down", "o")
        await it.type("Max, 207 555 0123")
        await it.press("ctrl+s")
        assert "Leave out how to reach them" in " ".join(it.text.split())
        await it.press("ctrl+r")
        await it.type("Max Bloom")
        await it.press("ctrl+s")
        await it.settle()
        assert it.status == "Sent Max Bloom to Lily & Co · u to undo"
        assert it.ask("SELECT name FROM passed_on WHERE customer_id = ?", FLORIST) == "Max Bloom"


async def test_whom_they_sent_is_noted(partner_path: Path):
    """An introduction by a partner is one like a customer's."""
    async with owner(partner_path) as it:
        await look(it)
        await it.press("i")
        await it.settle()
        await it.type("Nina Hart")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT introduced FROM referral WHERE customer_id = ? ORDER BY id DESC", VET) == "Nina Hart"
        assert it.selected == (PARTNER, 1)


async def test_what_was_agreed_is_changed(partner_path: Path):
    """The form begins with what is known."""
    async with owner(partner_path) as it:
        await look(it)
        await it.press("e")
        await it.type(" and shelter")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT trade, agreed FROM partner WHERE id = 1") == "vet and shelter"
        assert it.ask("SELECT since FROM partner WHERE id = 1") == "2026-01-15"


async def test_a_partnership_ends_and_begins_again(partner_path: Path):
    """Who was sent stays; what was agreed before is there when it begins anew."""
    async with owner(partner_path) as it:
        await look(it)
        await it.press("f")
        await it.settle()
        assert it.status == "Bath Vets is no partner any more · u to undo"
        assert it.ask("SELECT ended_on FROM partner WHERE id = 1") == TODAY.isoformat()
        assert "No partners any more · 1" in it.text
        it.app.main.pane.view.lines.move_to((PARTNER, 1))
        await it.press("f")
        assert it.status == "Bath Vets is no partner any more. n makes them one again."
        await it.press("n")
        await choose(it, "bath vets")
        await it.press("ctrl+s")
        await it.settle()
        assert it.ask("SELECT trade FROM partner WHERE id = 1 AND ended_on IS NULL") == "vet"
        assert it.selected == (PARTNER, 1)


async def test_the_record_opens_and_praise_is_of_the_partner(partner_path: Path):
    """The partner is a customer like any."""
    async with owner(partner_path) as it:
        await look(it)
        await it.press("r")
        await it.settle()
        assert it.app.screen.customer_id == VET
        await it.press("escape", "asterisk")
        await it.settle()
        assert "Praise from Bath Vets" in it.text


async def test_enter_opens_the_partner_over_the_list(partner_path: Path):
    """At 80x24 there is room for one of the two."""
    async with owner(partner_path) as it:
        await look(it)
        assert "Hal Stone" not in it.text
        await it.press("enter")
        await it.settle()
        assert "Hal Stone · introduced" in it.text
        await it.press("escape")
        assert "Lily & Co" in it.text


async def test_no_partner_yet_teaches(tmp_path: Path):
    """What a partner is, and the keys that make one."""
    async with owner(empty_shop(tmp_path / "empty.db")) as it:
        await look(it)
        assert "A partner is a business that serves the same people" in " ".join(it.text.split())
        await it.press("i")
        assert it.status == "No partner is under the cursor. Press b to enter a business."
        await it.press("n")
        assert it.status == "Nobody is in the book yet. b enters a business."


async def test_ann_is_no_partner_for_having_sent_somebody(partner_path: Path):
    """Only who was made one stands here."""
    async with owner(partner_path) as it:
        await look(it)
        assert it.ask("SELECT count(*) FROM referral WHERE customer_id = ?", ANN) == 2
        assert "Ann Park" not in it.text
