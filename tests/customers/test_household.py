"""Life in a household or business: leaving, marrying, dying, growing up; and how the others are addressed then."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carebook.book import journal
from carebook.book.book import Book
from carebook.customers import desk, rules, store
from carebook.customers.desk import household
from carebook.customers.entry import AddressedEntry, CustomerEntry, MarriageEntry, MemberEntry, NewsEntry, OccasionEntry
from carebook.customers.model import Cause
from carebook.customers.refusals import NotInTheirLife, NotOneOfThem

Enter = Callable[..., Any]


@pytest.fixture
def home(book: Book, today: date, enter: Enter) -> Callable[..., int]:
    """Enter a customer."""

    def entered(name: str = "", **typed: str) -> int:
        return desk.add_customer(book, enter(CustomerEntry, name=name, **typed), today).only("customer")

    return entered


@pytest.fixture
def add(book: Book, today: date, enter: Enter) -> Callable[..., int]:
    """Enter a member."""

    def entered(customer: int, name: str, role: str = "partner", born: str = "", **typed: str) -> int:
        birthday = enter(OccasionEntry, day=born) if born else None
        entry = enter(MemberEntry, name=name, role=role, **typed)
        return desk.add_member(book, customer, entry, today, birthday=birthday).only("member")

    return entered


def addressed(book: Book, customer: int) -> tuple[str, str, str]:
    found = store.customer(book.db, customer)
    return found.name, found.addressee, found.salutation


# Leaving ------------------------------------------------------------------------------------------------


def test_one_who_leaves_is_addressed_no_more_and_both_records_tell_it(
    book: Book, today: date, enter: Enter, home: Any, add: Any
) -> None:
    parks = home(kind="household", given_name="Ann", family_name="Park", language="de")
    john = add(parks, "John Park", born="4 dec 1980", called="Johnny", note="likes tulips")
    desk.hear_news(book, parks, enter(NewsEntry, what="Won the flower show"), today, member_id=john)
    before = journal.dump(book.db)
    change = household.member_left(book, john, date(2026, 11, 20), today, own_record=True)
    assert change.label == "Noted that John Park left Ann Park"
    (own,) = change.touched["customer"] - {parks}
    assert addressed(book, parks) == ("Ann Park", "Ann Park", "Dear Ann,")
    assert addressed(book, own) == ("John Park", "John Park", "Dear Johnny,")
    assert store.members(book.db, parks) == []
    assert store.customer(book.db, parks).note == f"John Park left on Fri 20 Nov 2026. Now on record as #{own}."
    new = store.customer(book.db, own)
    assert new.note == f"likes tulips\nLeft Ann Park (#{parks}) on Fri 20 Nov 2026."
    assert (new.given_name, new.family_name, new.language, new.address1, new.source) == ("John", "Park", "de", "", "")
    assert [(o.member_id, o.year) for o in store.occasions(book.db, own)] == [(None, 1980)]
    assert [n.what for n in store.news(book.db, own)] == ["Won the flower show"]
    book.undo(today)
    assert journal.dump(book.db) == before


def test_one_who_leaves_without_a_record_takes_the_birthday_along(book: Book, today: date, home: Any, add: Any) -> None:
    parks = home("Ann and John Park", kind="household")
    add(parks, "Ann Park")
    john = add(parks, "John Park", born="4 dec")
    household.member_left(book, john, today, today)
    assert addressed(book, parks) == ("Ann Park", "Ann Park", "Dear Ann Park,")
    assert store.occasions(book.db, parks) == []
    assert book.db.execute("SELECT count(*) FROM customer").fetchone() == (1,)


@pytest.mark.parametrize(
    ("typed", "word"),
    [({"role": "pet"}, "is a pet"), ({"role": "child", "minor": "yes"}, "no letter goes to a child")],
)
def test_a_child_or_a_pet_has_no_record_of_its_own(
    book: Book, today: date, home: Any, add: Any, typed: dict[str, str], word: str
) -> None:
    """SUP-7."""
    tim = add(home("Ann Park", kind="household"), "Tim", **typed)
    with pytest.raises(NotInTheirLife, match=word):
        household.member_left(book, tim, today, today, own_record=True)
    household.member_left(book, tim, today, today)


def test_a_contact_leaves_and_the_next_one_is_written_to(book: Book, today: date, home: Any, add: Any) -> None:
    cafe = home("Northside Café", kind="business", company="Northside Café Ltd")
    kim, lee = add(cafe, "Kim Ash", "contact"), add(cafe, "Lee Byrd", "contact", called="Lee")
    assert addressed(book, cafe)[1:] == ("Kim Ash", "Dear Kim Ash,")
    household.write_to(book, lee, today)
    assert addressed(book, cafe)[1:] == ("Lee Byrd", "Dear Lee,")
    household.member_left(book, lee, today, today)
    assert addressed(book, cafe)[1:] == ("Kim Ash", "Dear Kim Ash,")
    household.member_left(book, kim, today, today)
    assert addressed(book, cafe)[1:] == ("Northside Café Ltd", "Dear Northside Café,")


def test_the_chosen_contact_keeps_the_letters_under_a_new_name(
    book: Book, today: date, enter: Enter, home: Any, add: Any
) -> None:
    cafe = home("Northside Café", kind="business")
    add(cafe, "Kim Ash", "contact")
    lee = add(cafe, "Lee Byrd", "contact")
    household.write_to(book, lee, today)
    desk.edit_member(book, lee, enter(MemberEntry, name="Lee Carr", role="contact"), today)
    assert addressed(book, cafe)[1:] == ("Lee Carr", "Dear Lee Carr,")


def test_nobody_is_written_to_who_is_a_child_a_pet_or_dead(book: Book, today: date, home: Any, add: Any) -> None:
    """SUP-1, SUP-7."""
    parks = home("Ann Park", kind="household")
    rex, tim, john = add(parks, "Rex", "pet"), add(parks, "Tim", "child", minor="yes"), add(parks, "John Park")
    desk.member_died(book, john, today, today)
    for member in (rex, tim, john):
        with pytest.raises(NotInTheirLife):
            household.write_to(book, member, today)
        with pytest.raises(NotInTheirLife):
            household.go_by(book, member, today)


# Marrying -----------------------------------------------------------------------------------------------


def test_a_person_marries_and_is_a_household_with_a_new_name(book: Book, today: date, enter: Enter, home: Any) -> None:
    ann = home(given_name="Ann", family_name="Reed")
    before = journal.dump(book.db)
    entry = enter(MarriageEntry, spouse="John Park", day="21 nov 2026", new_name="Ann Park")
    assert household.marry(book, ann, entry, today).label == "Noted that Ann Reed married John Park"
    found = store.customer(book.db, ann)
    assert (found.kind, found.name, found.given_name, found.family_name) == ("household", "Ann Park", "Ann", "Park")
    assert addressed(book, ann)[1:] == ("Ann and John Park", "Dear Ann and John,")
    assert [(o.kind, o.member_id, o.month, o.day, o.year) for o in store.occasions(book.db, ann)] == [
        ("wedding", None, 11, 21, 2026)
    ]
    book.undo(today)
    assert journal.dump(book.db) == before


@pytest.mark.parametrize(
    ("name", "spouse", "new_name", "addressee", "salutation"),
    [
        ("Ann Reed", "John Park", "", "Ann Reed and John Park", "Dear Ann Reed and John Park,"),
        ("Ann Reed", "John Park", "Ann Park", "Ann and John Park", "Dear Ann and John,"),
        ("Suharto", "Tien", "", "Suharto and Tien", "Dear Suharto and Tien,"),
    ],
)
def test_a_name_that_is_not_known_apart_is_not_taken_apart(
    book: Book,
    today: date,
    enter: Enter,
    home: Any,
    name: str,
    spouse: str,
    new_name: str,
    addressee: str,
    salutation: str,
) -> None:
    ann = home(name)
    household.marry(book, ann, enter(MarriageEntry, spouse=spouse, new_name=new_name), today)
    assert addressed(book, ann)[1:] == (addressee, salutation)


def test_partners_of_a_household_marry_and_nobody_is_added(
    book: Book, today: date, enter: Enter, home: Any, add: Any
) -> None:
    parks = home(kind="household", given_name="Ann", family_name="Reed")
    john = add(parks, "John Park")
    household.marry(book, parks, enter(MarriageEntry, spouse="John Park", new_name="Ann Park"), today)
    assert [m.id for m in store.members(book.db, parks)] == [john]
    assert addressed(book, parks) == ("Ann Park", "Ann and John Park", "Dear Ann and John,")


def test_a_partner_marries_who_the_record_is_named_after(
    book: Book, today: date, enter: Enter, home: Any, add: Any
) -> None:
    parks = home(kind="household", given_name="Ann", family_name="Park")
    john = add(parks, "John Park")
    entry = enter(MarriageEntry, spouse="Ann Park", day="21 nov 2026", new_name="John Park-Reed")
    household.marry(book, parks, entry, today, member_id=john)
    assert [m.name for m in store.members(book.db, parks)] == ["John Park-Reed"]
    assert addressed(book, parks) == ("Ann Park", "Ann Park and John Park-Reed", "Dear Ann and John Park-Reed,")
    assert [o.member_id for o in store.occasions(book.db, parks)] == [None]


def test_a_grown_up_childs_spouse_does_not_keep_the_household(
    book: Book, today: date, enter: Enter, home: Any, add: Any
) -> None:
    parks = home(kind="household", given_name="Ann", family_name="Park")
    tim = add(parks, "Tim Park", "child")
    household.marry(book, parks, enter(MarriageEntry, spouse="Lucy Ash", day="1 may"), today, member_id=tim)
    assert [(m.name, m.role) for m in store.members(book.db, parks)] == [("Tim Park", "child"), ("Lucy Ash", "other")]
    assert addressed(book, parks)[1:] == ("Ann Park", "Dear Ann,")
    assert [o.member_id for o in store.occasions(book.db, parks)] == [tim]


def test_a_second_marriage_takes_the_place_of_the_first_wedding_day(
    book: Book, today: date, enter: Enter, home: Any
) -> None:
    ann = home(given_name="Ann", family_name="Reed")
    household.marry(book, ann, enter(MarriageEntry, spouse="John Park", day="4 dec 1990"), today)
    (john,) = store.members(book.db, ann)
    household.member_left(book, john.id, today, today)
    household.marry(book, ann, enter(MarriageEntry, spouse="Bob Ash", day="1 may 2026"), today)
    assert [(o.month, o.year) for o in store.occasions(book.db, ann)] == [(5, 2026)]
    household.marry(book, ann, enter(MarriageEntry, spouse="Cy Dole"), today)
    assert store.occasions(book.db, ann) == []


@pytest.mark.parametrize(
    ("kind", "typed", "word"),
    [
        ("household", {"role": "child", "minor": "yes"}, "under age"),
        ("household", {"role": "pet"}, "a pet"),
        ("business", {"role": "contact"}, "In a business"),
    ],
)
def test_who_cannot_marry_here(
    book: Book, today: date, enter: Enter, home: Any, add: Any, kind: str, typed: dict[str, str], word: str
) -> None:
    parks = home("The Parks", kind=kind)
    tim = add(parks, "Tim", **typed)
    entry = enter(MarriageEntry, spouse="Lucy")
    with pytest.raises(NotInTheirLife, match=word):
        household.marry(book, parks, entry, today, member_id=tim)
    with pytest.raises(NotOneOfThem):
        household.marry(book, home("Bob"), entry, today, member_id=tim)


def test_a_family_does_not_marry(book: Book, today: date, enter: Enter, home: Any) -> None:
    with pytest.raises(NotInTheirLife, match="The Parks is a family"):
        household.marry(book, home("The Parks", kind="household"), enter(MarriageEntry, spouse="Bob"), today)


# Dying, and going on ------------------------------------------------------------------------------------


def test_who_gave_the_household_its_name_dies_and_the_record_goes_on_as_johns(
    book: Book, today: date, enter: Enter, home: Any, add: Any
) -> None:
    """SUP-1: the record is Ann Park, a household with John; Ann dies."""
    parks = home(kind="household", given_name="Ann", family_name="Park", called="Annie")
    john = add(parks, "John Park")
    desk.set_occasion(book, parks, enter(OccasionEntry, day="4 dec"), today)
    before = journal.dump(book.db)
    household.someone_died(book, parks, "Ann Park", date(2026, 11, 20), today)
    assert addressed(book, parks) == ("Ann Park", "John Park", "Dear John,")
    ann = store.members(book.db, parks)[-1]
    assert (ann.name, ann.called, ann.died_on) == ("Ann Park", "Annie", date(2026, 11, 20))
    assert [o.member_id for o in store.occasions(book.db, parks)] == [ann.id]
    found = store.customer(book.db, parks)
    assert found.quiet_from == today
    assert store.suppressions(book.db, parks) == []
    assert [m.id for m in rules.heirs(found, store.members(book.db, parks))] == [john]
    household.go_by(book, john, today)
    found = store.customer(book.db, parks)
    assert (found.name, found.given_name, found.family_name, found.called) == ("John Park", "John", "Park", "")
    assert addressed(book, parks)[1:] == ("John Park", "Dear John,")
    assert rules.heirs(found, store.members(book.db, parks)) == []
    assert rules.honest_gaps(found, store.members(book.db, parks))[0].startswith("no full address")
    book.undo(today)
    book.undo(today)
    assert journal.dump(book.db) == before


def test_somebody_of_a_shared_name_dies_who_was_no_member(book: Book, today: date, home: Any, add: Any) -> None:
    """SUP-1."""
    parks = home("Ann and John Park", kind="household")
    add(parks, "John Park")
    household.someone_died(book, parks, "Ann Park", today, today)
    assert addressed(book, parks) == ("Ann and John Park", "John Park", "Dear John Park,")


def test_the_last_one_dies_and_nothing_is_written_any_more(book: Book, today: date, home: Any, add: Any) -> None:
    """SUP-1: a child alone is not written to."""
    parks = home(kind="household", given_name="Ann", family_name="Park")
    add(parks, "Tim Park", "child", minor="yes")
    household.someone_died(book, parks, "Ann Park", today, today)
    assert [s.cause for s in store.suppressions(book.db, parks)] == [Cause.DECEASED]


def test_a_child_grows_up_when_the_owner_says_so(book: Book, today: date, home: Any, add: Any) -> None:
    """SUP-7: on the 18th birthday it is suggested, and not before; without a year of birth it never is."""
    parks = home(kind="household", given_name="Ann", family_name="Park")
    tim = add(parks, "Tim Park", "child", "25 nov 2008", minor="yes")
    add(parks, "Ben Park", "child", "26 nov 2008", minor="yes")
    add(parks, "Eva Park", "child", "1 jan", minor="yes")

    def grown_up() -> list[int]:
        days = store.occasions(book.db, parks)
        ages = {one: rules.age_of(one, days, today) for one in store.members(book.db, parks)}
        return [one.id for one, age in ages.items() if rules.has_grown_up(one, age)]

    assert grown_up() == [tim]
    household.grew_up(book, tim, today)
    assert grown_up() == []
    assert not store.member(book.db, tim).minor
    with pytest.raises(NotInTheirLife):
        household.grew_up(book, tim, today)


# Asked about --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("addressee", "salutation", "asked"),
    [
        ("Ann and John Park", "Dear Ann and John,", {}),
        ("The Parks", "Dear Ann and John,", {"addressee": "Ann and Jack Park"}),
        ("The Parks", "Hi both!", {"addressee": "Ann and Jack Park", "salutation": "Dear Ann and Jack,"}),
        ("", "Hi both!", {"salutation": "Dear Ann and Jack,"}),
    ],
)
def test_the_owners_own_lines_are_asked_about_when_a_name_changes(
    book: Book,
    today: date,
    enter: Enter,
    home: Any,
    add: Any,
    addressee: str,
    salutation: str,
    asked: dict[str, str],
) -> None:
    """Never silently an old name; what was suggested follows by itself."""
    parks = home(kind="household", given_name="Ann", family_name="Park")
    john = add(parks, "John Park")
    with book.act("Typed", today):
        book.db.execute("UPDATE customer SET addressee = ?, salutation = ?", [addressee, salutation])
    before, members = store.customer(book.db, parks), store.members(book.db, parks)
    desk.edit_member(book, john, enter(MemberEntry, name="Jack Park", role="partner"), today)
    after, now = store.customer(book.db, parks), store.members(book.db, parks)
    assert rules.outdated(before, members, after, now) == asked


def test_a_change_of_no_name_asks_nothing(book: Book, today: date, enter: Enter, home: Any, add: Any) -> None:
    parks = home(kind="household", given_name="Ann", family_name="Park", addressee="The Parks", salutation="Hi both!")
    john = add(parks, "John Park")
    before, members = store.customer(book.db, parks), store.members(book.db, parks)
    desk.edit_member(book, john, enter(MemberEntry, name="John Park", role="partner", note="tulips"), today)
    assert rules.outdated(before, members, store.customer(book.db, parks), store.members(book.db, parks)) == {}


def test_how_they_are_addressed_is_changed_and_undone(book: Book, today: date, enter: Enter, home: Any) -> None:
    parks = home(given_name="Ann", family_name="Park", salutation="Hi Ann")
    household.address(book, parks, enter(AddressedEntry, addressee="Mrs Park"), today)
    assert addressed(book, parks)[1:] == ("Mrs Park", "Dear Ann,")
    book.undo(today)
    assert addressed(book, parks)[1:] == ("Ann Park", "Hi Ann")


def test_a_person_with_a_partner_is_a_household(book: Book, home: Any, add: Any) -> None:
    ann = home("Ann Park")
    add(ann, "John Park")
    assert store.customer(book.db, ann).kind == "household"
    assert addressed(book, ann)[1:] == ("Ann and John Park", "Dear Ann and John,")
