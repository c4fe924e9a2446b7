"""find and show: who is meant, and all that is known about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import carebook


def test_find_answers_with_who_and_where(morning: Path) -> None:
    assert carebook("find", morning, "slash", "--json").json == [
        {"id": 3, "external_id": "A-3", "name": "[/]", "place": ""}
    ]


def test_find_takes_words_in_any_order_and_phone_digits(morning: Path) -> None:
    """Folded, by the beginnings of words; external_id stays as written."""
    assert [c["external_id"] for c in carebook("find", morning, "ПЕТР", "йор", "--json").json] == ["00012"]
    assert [c["external_id"] for c in carebook("find", morning, "0142", "--json").json] == ["A-4"]


def test_find_of_nobody_is_an_empty_list(morning: Path) -> None:
    assert carebook("find", morning, "zzz", "--json").out == "[]\n"
    assert "Nobody" in carebook("find", morning, "zzz").out


@pytest.mark.parametrize("who", ["00012", "#2", "Йордан Петров"])
def test_show_takes_a_number_an_id_or_an_exact_name(morning: Path, who: str) -> None:
    assert carebook("show", morning, who, "--json").json["customer"]["id"] == 2


def test_show_has_everything_the_book_holds(morning: Path) -> None:
    """An access request."""
    document = carebook("show", morning, "#1", "--json").json
    parts = ["members", "occasions", "sales", "contacts", "news", "letters"]
    more = ["own_letters", "reminders", "merged", "survey_answers", "suppressions", "permissions"]
    more += ["departures", "worked", "asks", "moments", "passed_on"]
    of_desks = ["complaints", "win_backs", "referrals", "referred_by", "partner", "standing"]
    assert list(document) == ["customer", "currency", "tags", *parts, *more, *of_desks]
    assert document["customer"]["taken"] == "12.50"
    assert document["sales"][0]["amount"] == "12.50"
    assert document["currency"] == "USD"
    assert document["contacts"][0]["note"] == "after the holidays"
    assert carebook("show", morning, "#2", "--json").json["suppressions"][0]["cause"] == "no-phone"


def test_show_in_words_has_the_letters_with_their_texts(morning: Path) -> None:
    due = [row["id"] for row in carebook("review", morning, "--json").json if row["channel"] == "post"]
    carebook("sent", morning, *due)
    out = carebook("show", morning, "Ann Park").out
    assert out.startswith("Ann Park · #1 · A-1\n")
    assert "Thank-you, sent on Wed 25 Nov 2026" in out
    assert "4 Mill Lane" in out
    assert "$12.50" in out
    assert "mower" in out.partition("\nLetters")[2]


def test_show_of_nobody_is_refused(morning: Path) -> None:
    answer = carebook("show", morning, "Ann", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "no customer" in answer.err
