"""Life in a household on the screen: built, celebrated, left, married, mourned."""

from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING, TODAY, customer, empty_shop

from carebook.book.book import Book
from carebook.customers import store
from carebook.customers.desk import add_member, set_occasion
from carebook.customers.entry import MemberEntry, OccasionEntry
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import plan_day
from carebook.letters.store import letters

PARKS = 1


def member(book: Book, name: str, role: str, born: str = "", minor: str = "") -> int:
    """Enter a member of the Parks."""
    birthday = read(OccasionEntry, {"day": born}, SETTING) if born else None
    entry = read(MemberEntry, {"name": name, "role": role, "minor": minor}, SETTING)
    return add_member(book, PARKS, entry, TODAY, birthday=birthday).only("member")


@pytest.fixture
def parks(tmp_path: Path) -> Path:
    """Ann Park with John, Tim and the dog Rex; all their birthdays are near."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        plan_day(book, TODAY)
        ann = customer(book, "Ann Park", kind="household", given_name="Ann", family_name="Park")
        assert ann == PARKS
        set_occasion(book, ann, read(OccasionEntry, {"day": "1 dec 1978"}, SETTING), TODAY)
        member(book, "John Park", "partner", "2 dec 1980")
        member(book, "Tim Park", "child", "3 dec 2015", "yes")
        member(book, "Rex", "pet", "4 dec")
    return path


def addressed(it: Owner) -> tuple[str, str, str]:
    """Return the name in the book, the addressee and the salutation."""
    found = store.customer(it.book.db, PARKS)
    return found.name, found.addressee, found.salutation


async def to_member(it: Owner, number: int) -> None:
    """Go to a member of the record."""
    await it.press("2", "enter", "tab")
    assert it.app.screen.people.move_to(("member", number))


async def test_a_household_is_built_by_keys(tmp_path: Path) -> None:
    """Two adults, a child and a dog."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        plan_day(book, TODAY)
        customer(book, "Ann Park")
    async with owner(path, size=(100, 40)) as it:
        await it.press("2", "enter")
        for name, turns, born in (("John Park", 0, "2 dec 1980"), ("Tim Park", 1, "3 dec 2015"), ("Rex", 2, "4 dec")):
            await it.press("m")
            await it.type(name)
            await it.press("down", *["right"] * turns, "down")
            await it.type(born)
            await it.press("ctrl+s")
        assert addressed(it) == ("Ann Park", "Ann and John Park", "Dear Ann and John,")
        assert "household" in it.text
        assert "turns 46 in 7 days" in it.text
        assert "child, 10, under age" in it.text
        assert it.ask("SELECT group_concat(kind) FROM letter WHERE subject_kind = 'member'") == (
            "birthday,birthday,pet_birthday"
        )


async def test_a_death_says_exactly_what_stopped_and_is_taken_back_by_one_key(parks: Path) -> None:
    """SUP-1."""
    async with owner(parks, size=(80, 24)) as it:
        before = it.book.db.execute("SELECT id, state FROM letter ORDER BY id").fetchall()
        await to_member(it, 1)
        await it.press("t", "right", "ctrl+s")
        assert it.screens[-1] == "Afterwards"
        assert "Birthday, John Park, on 2 Dec" in it.text
        assert "Dear Ann," in it.text
        assert "Tue 23 Feb 2027: nothing that sells, asks or" in it.text
        assert "Birthday, Tim Park, on 3 Dec" in it.text
        assert it.ask("SELECT group_concat(kind || cause) FROM letter WHERE state = 'cancelled'") == "birthdaydeceased"
        await it.press("u")
        assert it.screens[-1] == "RecordScreen"
        assert it.book.db.execute("SELECT id, state FROM letter ORDER BY id").fetchall() == before
        assert addressed(it)[1:] == ("Ann and John Park", "Dear Ann and John,")


async def test_a_card_of_sympathy_is_one_key_and_says_whom_it_goes_to(parks: Path) -> None:
    async with owner(parks) as it:
        await to_member(it, 1)
        await it.press("t", "right", "ctrl+s", "w")
        assert "A card by hand, to Ann Park." in it.text
        assert "John Park died" in it.text
        await it.press("ctrl+s")
        assert it.ask("SELECT kind || what FROM news") == "condolenceJohn Park died"
        assert it.ask("SELECT kind || state FROM letter WHERE subject_kind = 'news'") == "condolenceopen"


async def test_who_gave_the_record_its_name_dies_and_it_goes_on_as_johns(parks: Path) -> None:
    """SUP-1: from the stops of the household, where the others are written to on."""
    async with owner(parks, size=(80, 30)) as it:
        await it.press("2", "enter", "t")
        await it.press("o", "ctrl+s")
        assert "one of them died" in it.text
        assert "Who of them died?" in it.text
        await it.press("right", "ctrl+s")
        assert it.screens[-1] == "Afterwards"
        assert "Ann Park died" in it.text
        assert "n puts it in" in it.text
        cancelled = "SELECT subject_kind || cause FROM letter WHERE state = 'cancelled'"
        assert it.ask(cancelled) == "customerdeceased"
        await it.press("n")
        assert addressed(it) == ("John Park", "John Park", "Dear John,")
        await it.press("u", "u")
        assert addressed(it) == ("Ann Park", "Ann and John Park", "Dear Ann and John,")


async def test_for_one_who_was_alone_nobody_is_left_to_write_to(tmp_path: Path) -> None:
    """SUP-1."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        plan_day(book, TODAY)
        set_occasion(book, customer(book, "Bo Ash"), read(OccasionEntry, {"day": "1 dec"}, SETTING), TODAY)
    async with owner(path) as it:
        await it.press("2", "enter", "t")
        it.app.screen.form.fields[0].control.value = "stop deceased"
        await it.press("ctrl+s")
        assert it.screens[-1] == "Afterwards"
        assert "nothing is sent any more" in it.text
        assert "Birthday, Bo Ash, on 1 Dec" in it.text
        await it.press("w")
        assert it.screens[-1] == "Afterwards"
        assert "no one to write to" in it.status
        await it.press("enter")
        assert it.screens[-1] == "RecordScreen"


async def test_a_printed_letter_that_names_the_dead_is_printed_anew(parks: Path) -> None:
    """SUP-1, LET-7: nothing leaves that says Dear Ann and John."""
    with Book.open(parks, write=True, followers=FOLLOWERS) as book:
        tim = book.db.execute("SELECT id FROM letter WHERE kind = 'birthday' AND subject_id = 2").fetchone()[0]
        with book.act("Printed", TODAY):
            printed = {"state": "printed", "printed_on": TODAY.isoformat(), "channel": "post"}
            letters.set_on(book.db, [tim], **printed, text="Ann and John Park\n\nDear Ann and John,\n\nhappy birthday")
    async with owner(parks, size=(80, 30)) as it:
        assert it.ask("SELECT state FROM letter WHERE id = ?", tim) == "printed"
        await to_member(it, 1)
        await it.press("t", "right", "ctrl+s")
        assert "print anew" in it.text
        assert it.ask("SELECT state || text FROM letter WHERE id = ?", tim) == "open"
        await it.press("u")
        assert it.ask("SELECT state FROM letter WHERE id = ?", tim) == "printed"


async def test_the_owners_own_lines_are_asked_about_after_a_change_of_name(parks: Path) -> None:
    async with owner(parks) as it:
        with it.book.act("Typed", TODAY):
            it.book.db.execute("UPDATE customer SET salutation = 'Hi Ann & John!'")
        await to_member(it, 1)
        await it.press("e", "ctrl+u")
        await it.type("Jack Park")
        await it.press("ctrl+s")
        assert it.screens[-1] == "FormScreen"
        assert "Hi Ann & John!" in it.text
        await it.press("escape")
        assert addressed(it)[1:] == ("Ann and Jack Park", "Hi Ann & John!")
        await it.press("e", "ctrl+u")
        await it.type("Joe Park")
        await it.press("ctrl+s", "enter")
        assert addressed(it)[1:] == ("Ann and Joe Park", "Dear Ann and Joe,")
        await it.press("u")
        assert addressed(it)[1:] == ("Ann and Joe Park", "Hi Ann & John!")


async def test_a_member_leaves_with_a_record_of_their_own(parks: Path) -> None:
    async with owner(parks) as it:
        await to_member(it, 1)
        await it.press("l", "down", "right", "ctrl+s")
        assert addressed(it) == ("Ann Park", "Ann Park", "Dear Ann,")
        assert it.ask("SELECT name || note FROM customer WHERE id <> ?", PARKS) == (
            "John ParkLeft Ann Park (#1) on Wed 25 Nov 2026."
        )
        birthdays = (
            "SELECT group_concat(customer_id || subject_kind, ' ') FROM (SELECT * FROM letter WHERE state = 'open'"
        )
        assert it.ask(f"{birthdays} AND kind = 'birthday' ORDER BY customer_id, subject_kind)") == (
            "1customer 1member 2customer"
        )


async def test_a_person_marries(tmp_path: Path) -> None:
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        plan_day(book, TODAY)
        customer(book, "Ann Reed", given_name="Ann", family_name="Reed")
        customer(book, "John Park")
    async with owner(path, size=(100, 40)) as it:
        await it.press("2", "enter", "W")
        await it.type("John Park")
        assert "In the book already? John Park" in it.text
        await it.press("down", "down")
        await it.type("21 nov")
        await it.press("down")
        await it.type("Ann Park")
        await it.press("ctrl+s")
        assert addressed(it) == ("Ann Park", "Ann and John Park", "Dear Ann and John,")
        assert it.ask("SELECT kind || month_day FROM occasion") == "wedding11-21"
        await it.press("u")
        assert addressed(it) == ("Ann Reed", "Ann Reed", "Dear Ann,")


async def test_a_contact_is_chosen_and_the_firm_stands_below_the_name(tmp_path: Path) -> None:
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        plan_day(book, TODAY)
        customer(book, "Northside Café", kind="business")
        member(book, "Kim Ash", "contact")
        lee = member(book, "Lee Byrd", "contact")
    async with owner(path) as it:
        await to_member(it, lee)
        await it.press("W")
        assert "e on the contact" in it.status
        await it.press("a")
        assert addressed(it)[1:] == ("Lee Byrd", "Dear Lee Byrd,")
        await it.press("l", "ctrl+s")
        assert addressed(it)[1:] == ("Kim Ash", "Dear Kim Ash,")


async def test_a_child_grows_up_when_the_owner_says_so(parks: Path) -> None:
    """SUP-7."""
    with Book.open(parks, write=True, followers=FOLLOWERS) as book:
        eva = member(book, "Eva Park", "child", "25 nov 2008", "yes")
    async with owner(parks, size=(120, 40)) as it:
        await it.press("2", "enter")
        assert "Eva Park is 18 or older" in it.text
        await it.press("tab")
        assert it.app.screen.people.move_to(("member", eva))
        assert "grown up? y" in it.text
        await it.press("y")
        assert it.ask("SELECT minor FROM member WHERE id = ?", eva) == 0
        await it.press("y")
        assert "not marked as under age" in it.status


async def test_a_verb_of_a_member_says_where_to_go(parks: Path) -> None:
    async with owner(parks) as it:
        for key in ("l", "a", "y", "N"):
            await it.press("2", "enter", key)
            assert "tab, then up and down" in it.status


async def test_a_birthday_card_is_written_earlier_where_the_owner_wants_it(parks: Path) -> None:
    async with owner(parks) as it:
        await it.press("2", "enter", "tab")
        assert it.app.screen.people.move_to(("occasion", 1))
        await it.press("e", "down", "down", "down")
        await it.type("2")
        await it.press("ctrl+s")
        assert it.ask("SELECT lead FROM occasion WHERE id = 1") == 2
        assert it.ask("SELECT due FROM letter WHERE subject_kind = 'customer' AND kind = 'birthday'") == "2026-11-29"


async def test_t_on_a_member_names_them_and_notes_no_death_by_itself(parks: Path) -> None:
    """SUP-1: only what the owner chooses is noted; a death asks for its day alone."""
    async with owner(parks) as it:
        await to_member(it, 2)
        await it.press("t")
        assert "Tim Park: what to note?" in it.text
        assert "Died on" not in it.text
        await it.press("enter", "enter")
        assert "Choose what to note" in it.text
        assert it.ask("SELECT count(*) FROM member WHERE died_on IS NOT NULL") == 0
        await it.press("right")
        assert "Tim Park died" in it.text
        assert "Died on" in it.text
        assert "How we know" not in it.text
        await it.press("escape")
        assert it.ask("SELECT count(*) FROM member WHERE died_on IS NOT NULL") == 0


async def test_after_undo_of_a_leaving_the_cursor_is_on_who_came_back(parks: Path) -> None:
    async with owner(parks) as it:
        await to_member(it, 1)
        await it.press("l", "ctrl+s")
        assert it.app.screen.people.cursor_key != ("member", 1)
        await it.press("u")
        assert it.app.screen.people.cursor_key == ("member", 1)


async def test_somebody_who_is_not_on_the_list_died(parks: Path) -> None:
    """SUP-1."""
    async with owner(parks, size=(80, 30)) as it:
        await it.press("2", "enter", "t", "o", "down", "s")
        assert "Their name" in it.text
        await it.press("down")
        await it.type("Grandma Park")
        await it.press("ctrl+s")
        assert it.screens[-1] == "Afterwards"
        assert it.ask("SELECT count(*) FROM member WHERE name = 'Grandma Park' AND died_on IS NOT NULL") == 1


async def test_all_that_celebrates_is_left_out_after_a_death_by_one_key(parks: Path) -> None:
    """SUP-1: nobody in a house of mourning gets a birthday card that the owner does not want to send."""
    async with owner(parks, size=(80, 30)) as it:
        await to_member(it, 1)
        await it.press("t", "right", "ctrl+s")
        assert "x leaves out all" in it.text
        happy = it.ask("SELECT count(*) FROM letter WHERE state = 'open' AND kind IN ('birthday', 'pet_birthday')")
        assert happy > 1
        await it.press("x")
        assert it.screens[-1] == "Afterwards"
        skipped = "SELECT count(*) FROM letter WHERE state = 'skipped' AND cause = 'a death in the house'"
        assert it.ask(skipped) >= happy
        assert "x leaves out" not in it.text
        assert "Birthday, Tim Park" not in it.text
        await it.press("x")
        assert "Nothing that celebrates" in it.status
        await it.press("u")
        assert it.screens[-1] == "Afterwards"
        assert it.ask(skipped) == 0
        assert "Birthday, Tim Park" in it.text
        await it.press("u")
        assert it.screens[-1] == "RecordScreen"
        assert it.ask("SELECT count(*) FROM member WHERE died_on IS NOT NULL") == 0


async def test_what_can_not_leave_any_more_does_not_go_on_after_a_death(parks: Path) -> None:
    """SUP-1, LET-1: a birthday that lapsed before is not among what goes on."""
    with Book.open(parks, write=True, followers=FOLLOWERS) as book:
        member(book, "Eva Park", "other", "8 dec 1980")
    async with owner(parks, size=(80, 40)) as it:
        await to_member(it, 1)
        await it.press("t", "right", "ctrl+s")
        it.book.db.execute("UPDATE letter SET lapses = '2026-11-24' WHERE anchor = '2026-12-08'")
        it.app.screen.show()
        await it.settle()
        assert "Birthday, Tim Park" in it.text
        assert "Birthday, Eva Park" not in it.text
        assert "Season's greeting" not in it.text


async def test_a_couple_of_two_surnames_is_asked_about(tmp_path: Path) -> None:
    """No name is taken apart without a word; enter takes what is offered."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        plan_day(book, TODAY)
        customer(book, "Anna Rossi")
    async with owner(path, size=(100, 40)) as it:
        await it.press("2", "enter", "m")
        await it.type("Ben Kelly")
        await it.press("ctrl+s")
        assert "Two surnames" in it.text
        await it.press("enter")
        assert addressed(it) == ("Anna Rossi", "Anna Rossi and Ben Kelly", "Dear Anna and Ben,")
        await it.press("u")
        assert addressed(it)[2] == "Dear Anna Rossi,"


async def test_a_cancelled_birthday_says_whose_it_was(parks: Path) -> None:
    async with owner(parks, size=(120, 40)) as it:
        await to_member(it, 1)
        await it.press("l", "ctrl+s")
        assert "John Park · cancelled" in it.text


async def test_roles_are_those_of_a_family_or_of_a_business(parks: Path) -> None:
    """SUP-7: what the owner chose of being under age stays while other roles are looked at."""
    with Book.open(parks, write=True, followers=FOLLOWERS) as book:
        customer(book, "Zoe Café", kind="business")
    async with owner(parks) as it:
        await it.press("2", "enter", "m", "down")
        seen = set()
        for _ in range(6):
            seen.add(it.app.screen.form.fields[1].value)
            await it.press("right")
        assert seen == {"partner", "child", "pet", "other"}
        form = it.app.screen.form
        form.fields[1].control.value = "child"
        await it.settle()
        assert form.values()["minor"] == "yes"
        form.fields[3].control.value = "no"
        await it.press("right", "left")
        assert form.values()["role"] == "child"
        assert form.values()["minor"] == "no"
        await it.press("escape", "escape", "down", "enter", "m", "down")
        assert it.app.screen.form.values()["role"] == "contact"
        await it.press("right", "right")
        assert it.app.screen.form.values()["role"] == "contact"
