"""Referrals on a customer's record: the lines of the timeline, and what each opens with."""

from __future__ import annotations

from pathlib import Path

from driver import owner
from shops import SETTING

from carebook.customers.desk import add_customer
from carebook.customers.entry import CustomerEntry
from carebook.entry import read
from carebook.referrals.desk.asking import note_moment
from carebook.referrals.desk.introducing import introduce
from carebook.referrals.entry import IntroductionEntry, MomentEntry
from carebook.referrals.store.told import Recommended
from carebook.shop.model import Shop
from carebook.tui.messages import CustomerChosen
from carebook.tui.screens.record.rows import entry_as_letter

ANN = 1


async def test_a_referral_and_praise_are_lines_that_open_with_their_words(shop_path: Path) -> None:
    """REF-1; T1: a name is never markup."""
    async with owner(shop_path, size=(120, 40)) as it:
        today = it.app.today
        noted = read(IntroductionEntry, {"introduced": "[red]Dora[/]", "introduced_on": today.isoformat()}, SETTING)
        dora = add_customer(it.book, read(CustomerEntry, {"name": "Dora Lee"}, SETTING), today).only("customer")
        introduce(it.book, ANN, noted, today, referred_id=dora)
        praise = {"what": "so helpful\nall summer", "on_day": today.isoformat()}
        note_moment(it.book, ANN, read(MomentEntry, praise, SETTING), today)
        it.app.post_message(CustomerChosen(ANN))
        await it.settle()
        assert "introduced [red]Dora[/]" in it.text
        assert "praised us: so helpful" in it.text
        assert "all summer" not in it.text
        it.app.post_message(CustomerChosen(dora))
        await it.settle()
        assert "sent by " in it.text


def test_an_opened_line_tells_all_that_was_noted(today) -> None:
    shop = Shop(name="Rosie", country="US", currency="USD")
    one = Recommended("moment", 1, today, "praised us: so helpful", "so helpful\nall summer")
    letter = entry_as_letter(today, one, shop, today)
    assert letter.paragraphs == ("so helpful\nall summer",)
    assert ("what", "praised us: so helpful") in letter.notes
