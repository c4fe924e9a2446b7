"""What the plan says of a kind beside its window: whose words it has, and its next days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shops import SETTING, TODAY, small_shop

from carebook.book.book import Book
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.letters.desk.wording import save_words
from carebook.letters.store.letters import planned_kinds
from carebook.shop.desk import add_gathering
from carebook.shop.entry import GatheringEntry
from carebook.tui.panes.plan_dates import notes_on


def test_a_kind_names_its_words_and_its_next_days(tmp_path: Path) -> None:
    """LET-7."""
    with Book.open(small_shop(tmp_path / "x.db"), write=True, followers=FOLLOWERS) as book:

        def notes(kind: str) -> list[tuple[str, str]]:
            return notes_on(book.db, planned_kinds(book.db)[kind], TODAY)

        assert notes("how_did_we_do") == [("words", "ours"), ("next", "Tue 1 Dec (1) · Wed 2 Dec (1)")]
        assert notes("appreciation")[-1] == (
            "gathering",
            "none ahead: the shop's days in the settings have the calendar",
        )
        gathering = read(GatheringEntry, {"day": "2027-01-15", "label": "Open evening"}, SETTING)
        add_gathering(book, gathering, TODAY)
        assert notes("appreciation")[-1] == ("gathering", "Open evening, Fri 15 Jan 2027")
        save_words(
            book,
            "thank_you_gift",
            "",
            "A gift, and a fine one: {{ sale.product }}. Questions? Please {{ shop.reach }}.\n\nThank you,",
            date(2026, 11, 3),
        )
        assert notes("thank_you")[:2] == [("words", "ours"), ("", "Thank-you for a gift: yours since 3 Nov")]
        assert notes("own_letter") == []


def test_a_kind_that_is_off_has_no_next_days(tmp_path: Path) -> None:
    from carebook.letters.desk.running import switch

    with Book.open(small_shop(tmp_path / "x.db"), write=True, followers=FOLLOWERS) as book:
        switch(book, "how_did_we_do", TODAY, on=False)
        assert notes_on(book.db, planned_kinds(book.db)["how_did_we_do"], TODAY) == [("words", "ours")]
