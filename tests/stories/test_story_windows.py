"""Fixed points 1 to 5: when letters are due, late and lapsed, told through the commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import carebook


class Shop:
    """A shop that does everything by typing commands."""

    def __init__(self, folder: Path, day: str) -> None:
        self.folder = folder
        self.book = folder / "rosie.db"
        assert carebook("new", self.book, "--shop", "Rosie's", "--owner", "Rosie Bell", today=day).code == 0

    def takes_in(self, day: str, name: str, *lines: str) -> None:
        file = self.folder / f"{name}.csv"
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        answer = carebook("import", self.book, file, "--as", name, "--yes", "--json", today=day)
        assert answer.code == 0, answer.err
        assert answer.json["rejected"] == []

    def sees(self, day: str, kind: str, *, all_of_it: bool = False) -> list[tuple[str, str]]:
        """What the review says on a day about a kind: state and the day it was due."""
        words = ["--all"] if all_of_it else []
        rows = carebook("review", self.book, "--json", *words, today=day).json
        return [(row["state"], row["due"]) for row in rows if row["kind"] == kind]

    def letter(self, day: str, kind: str) -> int:
        (number,) = (r["id"] for r in carebook("review", self.book, "--json", today=day).json if r["kind"] == kind)
        return number

    def text_of(self, number: int) -> str:
        letters = carebook("show", self.book, "Ann Park", "--json").json["letters"]
        return next(letter["text"] for letter in letters if letter["id"] == number)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path, "2026-01-05")
    shop.takes_in("2026-01-05", "customers", "external_id,name,address1,city", "A-1,Ann Park,4 Mill Lane,Bath")
    return shop


def test_1_a_sale_is_thanked_for_within_two_business_days(shop: Shop) -> None:
    """Fixed point 1."""
    shop.takes_in("2026-11-02", "sales", "external_id,customer,date,product,amount", "S-1,A-1,2026-11-02,mower,199.00")
    assert shop.sees("2026-11-02", "thank_you") == [("due", "2026-11-02")]
    assert shop.sees("2026-11-03", "thank_you") == [("late", "2026-11-02")]
    assert shop.sees("2026-11-04", "thank_you") == [("late", "2026-11-02")]
    assert shop.sees("2026-11-05", "thank_you", all_of_it=True) == []
    assert shop.sees("2026-11-08", "how_did_we_do") == []
    assert shop.sees("2026-11-08", "how_did_we_do", all_of_it=True) == [("upcoming", "2026-11-09")]
    assert shop.sees("2026-11-09", "how_did_we_do") == [("due", "2026-11-09")]


def test_1_what_lapsed_is_told_at_the_next_review_and_not_sent(shop: Shop) -> None:
    """Fixed point 1, LET-2, LET-6."""
    shop.takes_in("2026-11-02", "sales", "external_id,customer,date,product,amount", "S-1,A-1,2026-11-02,mower,199.00")
    number = shop.letter("2026-11-02", "thank_you")
    carebook("review", shop.book, today="2026-11-02")
    assert "Lapsed since your last review" in carebook("review", shop.book, today="2026-11-05").out
    answer = carebook("sent", shop.book, number, "--json", today="2026-11-05")
    assert answer.json == {"sent": [], "refused": [{"id": number, "cause": "lapsed after 2026-11-04"}]}


def test_2_a_gift_is_not_given_away_before_its_day(shop: Shop) -> None:
    """Fixed point 2: upcoming until then, not held."""
    header = "external_id,customer,date,product,amount,gift_reveal_on"
    shop.takes_in("2026-11-02", "sales", header, "S-1,A-1,2026-11-02,mower,199.00,2026-12-24")
    for day in ("2026-11-02", "2026-11-04", "2026-11-09", "2026-12-23"):
        assert shop.sees(day, "thank_you") == []
        assert shop.sees(day, "how_did_we_do") == []
        assert shop.sees(day, "thank_you", all_of_it=True) == [("upcoming", "2026-12-24")]
    assert shop.sees("2026-12-24", "thank_you") == [("due", "2026-12-24")]
    assert shop.sees("2026-12-30", "how_did_we_do") == []
    assert shop.sees("2026-12-31", "how_did_we_do") == [("due", "2026-12-31")]


def test_3_an_anniversary_says_how_many_years(tmp_path: Path) -> None:
    """Fixed point 3."""
    shop = Shop(tmp_path, "2026-03-02")
    people = ("external_id,name,address1,city,opened_on", "A-1,Ann Park,4 Mill Lane,Bath,2024-05-15")
    shop.takes_in("2026-03-02", "customers", *people)
    shop.takes_in("2026-03-02", "sales", "external_id,customer,date,product,amount", "S-1,A-1,2025-05-02,mower,199.00")
    assert shop.sees("2026-05-11", "anniversary") == []
    assert shop.sees("2026-05-12", "anniversary") == [("due", "2026-05-12")]
    number = shop.letter("2026-05-12", "anniversary")
    assert carebook("sent", shop.book, number, today="2026-05-12").code == 0
    assert "two years" in shop.text_of(number)


def test_3_nobody_is_congratulated_who_bought_nothing_for_two_years(tmp_path: Path) -> None:
    """An anniversary needs a sale in the last 24 months."""
    shop = Shop(tmp_path, "2026-03-02")
    people = ("external_id,name,address1,city,opened_on", "A-1,Ann Park,4 Mill Lane,Bath,2022-05-15")
    shop.takes_in("2026-03-02", "customers", *people)
    shop.takes_in("2026-03-02", "sales", "external_id,customer,date,product,amount", "S-1,A-1,2023-05-02,mower,199.00")
    assert shop.sees("2026-05-12", "anniversary") == []


def test_4_a_leap_day_birthday_is_kept_every_year(tmp_path: Path) -> None:
    """Fixed point 4, LET-4."""
    shop = Shop(tmp_path, "2026-11-02")
    people = ("external_id,name,address1,city,birthday", "A-1,Ann Park,4 Mill Lane,Bath,1980-02-29")
    shop.takes_in("2026-11-02", "customers", *people)
    assert shop.sees("2027-02-17", "birthday") == []
    assert shop.sees("2027-02-18", "birthday") == [("due", "2027-02-18")]
    assert shop.sees("2027-02-28", "birthday") == [("late", "2027-02-18")]
    assert shop.sees("2027-03-01", "birthday") == []
    assert shop.sees("2028-02-18", "birthday") == []
    assert shop.sees("2028-02-19", "birthday") == [("due", "2028-02-19")]
    assert shop.sees("2028-02-29", "birthday") == [("late", "2028-02-19")]


def test_5_a_greeting_leaves_before_thanksgiving(shop: Shop) -> None:
    """Fixed point 5."""
    assert shop.sees("2026-11-11", "seasons_greeting") == []
    assert shop.sees("2026-11-12", "seasons_greeting") == [("due", "2026-11-12")]
    assert shop.sees("2026-11-18", "seasons_greeting") == [("due", "2026-11-12")]
    assert shop.sees("2026-11-19", "seasons_greeting") == [("late", "2026-11-12")]
    assert shop.sees("2026-11-25", "seasons_greeting") == [("late", "2026-11-12")]
    assert shop.sees("2026-11-26", "seasons_greeting", all_of_it=True) == []


def test_the_same_file_again_plans_nothing_new(shop: Shop) -> None:
    """X1, LET-3."""
    lines = ("external_id,customer,date,product,amount", "S-1,A-1,2026-11-02,mower,199.00")
    shop.takes_in("2026-11-02", "sales", *lines)
    before = carebook("review", shop.book, "--json", "--all", today="2026-11-02").out
    shop.takes_in("2026-11-02", "sales", *lines)
    assert carebook("review", shop.book, "--json", "--all", today="2026-11-02").out == before


def test_undo_of_an_import_takes_its_letters_back(shop: Shop) -> None:
    """X1, S9."""
    shop.takes_in("2026-11-02", "sales", "external_id,customer,date,product,amount", "S-1,A-1,2026-11-02,mower,199.00")
    assert carebook("undo", shop.book, "--json", today="2026-11-02").json["undone"].startswith("Imported 1 sale from")
    assert shop.sees("2026-11-02", "thank_you", all_of_it=True) == []
    assert carebook("find", shop.book, "mill", "--json").json[0]["name"] == "Ann Park"
