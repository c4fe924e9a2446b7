"""What a notice, a greeting or an appreciation says is no offer: it also goes to who wants none (SUP-4, LET-10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rosie import Rosie, rosies

from carebook.entry import read
from carebook.letters.desk import running
from carebook.letters.entry import CampaignEntry
from carebook.typed import Wrong


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    with rosies(book_path, "11-02") as found:
        found.sale(found.customer(), "2026-10-02", product="gift voucher")
        yield found


def entry(rosie: Rosie, kind: str, **typed: str) -> CampaignEntry:
    product = {"product": "gift voucher"} if kind == "product_notice" else {}
    usual = {"kind": kind, "title": "", "message": "It is not right.", "starts_on": rosie.today.isoformat()}
    return read(CampaignEntry, {**usual, **product, **typed}, rosie.setting)


@pytest.mark.parametrize("kind", ["product_notice", "seasons_greeting", "appreciation"])
@pytest.mark.parametrize("field", ["title", "message"])
@pytest.mark.parametrize("words", ["20% off everything!", "25 Prozent Rabatt.", "A $10 coupon.", "Buy one get one."])
def test_an_offer_is_refused_beside_its_field(rosie: Rosie, kind: str, field: str, words: str) -> None:
    running.add_campaign(rosie.book, entry(rosie, kind), rosie.today)
    with pytest.raises(Wrong, match=r"is an offer, and a .* makes none") as wrong:
        entry(rosie, kind, **{field: words})
    assert set(wrong.value.errors) == {field}


@pytest.mark.parametrize("kind", ["newsletter", "promotion"])
def test_what_is_there_to_sell_may_offer(rosie: Rosie, kind: str) -> None:
    typed = {"title": "Winter", "message": "20% off everything!", "offer": "20% off", "ends_on": "2026-12-24"}
    running.add_campaign(rosie.book, entry(rosie, kind, **typed), rosie.today)


def test_a_product_may_be_called_by_its_name_in_a_notice_about_it(rosie: Rosie) -> None:
    message = "The gift voucher you bought has no number on it. Bring it in, and we write you a new one."
    running.add_campaign(rosie.book, entry(rosie, "product_notice", message=message), rosie.today)
