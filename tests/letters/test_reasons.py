"""Why a letter is here, as Today says it of the line under the cursor."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from rosie import rosies
from winning_back import WayBack
from word_of_mouth import WordOfMouth

from carebook.entry import read
from carebook.shop import desk as shop
from carebook.shop.entry import GatheringEntry
from carebook.tui.panes.today_detail import detail_of


def test_an_appreciation_is_here_for_its_gathering_and_not_for_the_day_that_was_drawn(book_path: Path) -> None:
    with rosies(book_path, "11-02") as rosie:
        typed = {"day": "2026-12-11", "label": "Winter evening"}
        shop.add_gathering(rosie.book, read(GatheringEntry, typed, rosie.setting), rosie.today)
        rosie.customer("Ruth Parker")
        rosie.on("12-04")
        letter = detail_of(rosie.book.db, "letter", rosie.one("appreciation").id, rosie.today)
    assert letter
    assert letter.notes[0] == ("why", "Winter evening on Fri 11 Dec")


def test_who_has_gone_silent_is_due_a_word(book_path: Path) -> None:
    with rosies(book_path, "11-02") as rosie:
        ann = rosie.customer()
        rosie.sale(ann, (rosie.today - timedelta(days=275)).isoformat())
        letter = detail_of(rosie.book.db, "letter", rosie.one("reactivation").id, rosie.today)
    assert letter
    assert letter.notes[0] == ("why", "silent for long, a word is due from Thu 29 Oct")


def test_a_letter_of_a_win_back_says_what_it_is_there_for(book_path: Path) -> None:
    with rosies(book_path, "11-02") as rosie:
        way = WayBack(rosie, rosie.customer())
        way.want()
        asks = detail_of(rosie.book.db, "letter", rosie.one("win_back_enquiry").id, rosie.today)
        way.learn_why("moved", via="post")
        way.add_offer()
        owns = detail_of(rosie.book.db, "letter", rosie.one("win_back_amends").id, rosie.today)
    assert asks
    assert asks.notes[0] == ("why", "you want them back since Mon 2 Nov")
    assert owns
    assert owns.notes[0] == ("why", "winning them back, what was offered is known since Mon 2 Nov: moved")


def test_thanks_say_for_whom_and_what_asks_since_when(book_path: Path) -> None:
    with rosies(book_path, "11-02") as rosie:
        desk = WordOfMouth(rosie)
        regular = desk.regular()
        desk.introduce(regular)
        desk.ask(regular)
        thanks, asks = (
            detail_of(rosie.book.db, "letter", rosie.one(kind).id, rosie.today)
            for kind in ("referral_thanks", "referral_ask")
        )
    assert thanks
    assert thanks.notes[0] == ("why", "told somebody about us on Mon 2 Nov: Dora Quinn")
    assert asks
    assert asks.notes[:2] == (
        ("with it", "a page of cards to pass on"),
        ("why", "you want to ask them since Mon 2 Nov"),
    )
