"""What the owner can do about customers: each verb is named, undone exactly, and refuses what cannot be."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carebook.book import journal
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.refusals import DoneBefore
from carebook.customers import desk, refusals, store
from carebook.customers.entry import (
    ContactEntry,
    CustomerEntry,
    MemberEntry,
    NewsEntry,
    OccasionEntry,
    RefundEntry,
    SaleEntry,
)
from carebook.customers.model import Cause, Permission, Suppression
from carebook.typed import NotSo

Enter = Callable[..., Any]


@pytest.fixture
def ann(book: Book, today: date, enter: Enter) -> int:
    """Ann Park of 4 Mill Lane."""
    entry = enter(CustomerEntry, given_name="Ann", family_name="Park", address1="4 Mill Lane", city="Bath", tags="vip")
    return desk.add_customer(book, entry, today).only("customer")


@pytest.fixture
def sale(book: Book, ann: int, today: date, enter: Enter) -> int:
    """A mower for $100, bought yesterday."""
    entry = enter(SaleEntry, amount="100", product="mower", sold_on="yesterday")
    return desk.record_sale(book, ann, entry, today).only("sale")


def causes(book: Book, customer_id: int) -> list[str]:
    return [suppression.cause for suppression in store.suppressions(book.db, customer_id)]


def test_every_verb_is_named_and_undone_exactly(book: Book, today: date, enter: Enter) -> None:
    """S9: undo gives back the same dump, redo the other."""
    verbs: list[tuple[str, Callable[[], Change]]] = [
        (
            "Added Ann Park",
            lambda: desk.add_customer(
                book,
                enter(CustomerEntry, given_name="Ann", family_name="Park", kind="household", tags="vip,new"),
                today,
            ),
        ),
        (
            "Added John to Ann Park",
            lambda: desk.add_member(book, 1, enter(MemberEntry, name="John", role="partner"), today),
        ),
        ("Added Rex to Ann Park", lambda: desk.add_member(book, 1, enter(MemberEntry, name="Rex", role="pet"), today)),
        (
            "Changed John Park of Ann Park",
            lambda: desk.edit_member(book, 1, enter(MemberEntry, name="John Park", role="partner"), today),
        ),
        (
            "Set the birthday of Ann Park",
            lambda: desk.set_occasion(book, 1, enter(OccasionEntry, day="29 feb 1980", leap="mar"), today),
        ),
        (
            "Set the birthday of Rex",
            lambda: desk.set_occasion(book, 1, enter(OccasionEntry, day="may 3"), today, member_id=2),
        ),
        (
            "Set the wedding day of Ann Park",
            lambda: desk.set_occasion(book, 1, enter(OccasionEntry, day="6/1/2010", kind="wedding"), today),
        ),
        ("Removed a wedding of Ann Park", lambda: desk.remove_occasion(book, 3, today)),
        (
            "Changed Anna Park",
            lambda: desk.edit_customer(
                book, 1, enter(CustomerEntry, name="Anna Park", kind="household", tags="new,garden", city="Bath"), today
            ),
        ),
        ("Recorded a sale to Anna Park", lambda: desk.record_sale(book, 1, enter(SaleEntry, amount="80"), today)),
        ("Recorded a sale to Anna Park", lambda: desk.record_sale(book, 1, enter(SaleEntry, amount="5"), today)),
        (
            "Changed a sale to Anna Park",
            lambda: desk.edit_sale(book, 1, enter(SaleEntry, amount="90", sold_on="yesterday"), today),
        ),
        ("Refunded $30.50 to Anna Park", lambda: desk.refund_sale(book, 1, enter(RefundEntry, amount="30.50"), today)),
        ("Refunded $59.50 to Anna Park", lambda: desk.refund_sale(book, 1, enter(RefundEntry), today)),
        ("Removed a refund to Anna Park", lambda: desk.remove_sale(book, 4, today)),
        ("Removed a sale to Anna Park", lambda: desk.remove_sale(book, 1, today)),
        (
            "Logged a call to Anna Park",
            lambda: desk.log_contact(
                book, 1, enter(ContactEntry, response="later", call_back_on="today", note="after lunch"), today
            ),
        ),
        ("Called Anna Park back", lambda: desk.called_back(book, 1, today)),
        (
            "Logged a letter to Anna Park",
            lambda: desk.log_contact(book, 1, enter(ContactEntry, channel="post", response="returned"), today),
        ),
        (
            "Noted news of Anna Park",
            lambda: desk.hear_news(book, 1, enter(NewsEntry, what="a prize"), today, member_id=1),
        ),
        ("Removed news of Anna Park", lambda: desk.remove_news(book, 1, today)),
        ("Removed a letter to Anna Park", lambda: desk.remove_contact(book, 2, today)),
        ("Recorded leave for e-mail from Anna Park", lambda: desk.permit(book, 1, "e-mail", "asked", today)),
        ("Stopped e-mail to Anna Park", lambda: desk.withdraw(book, 1, "e-mail", "wrote so", today)),
        ("Stopped marketing to Anna Park", lambda: desk.stop(book, 1, Cause.NO_MARKETING, "", today)),
        ("Recorded leave for surveys from Anna Park", lambda: desk.permit(book, 1, "surveys", "likes them", today)),
        ("Took back leave for surveys from Anna Park", lambda: desk.withdraw(book, 1, "surveys", "", today)),
        ("Lifted no-marketing for Anna Park", lambda: desk.allow_again(book, 1, Cause.NO_MARKETING, today)),
        ("Noted that John Park died", lambda: desk.member_died(book, 1, today, today)),
        ("Removed Rex from Anna Park", lambda: desk.remove_member(book, 2, today)),
        ("Noted that Anna Park died", lambda: desk.mark_deceased(book, 1, "the paper", today)),
        ("Noted that Anna Park is alive", lambda: desk.not_deceased(book, 1, today)),
        ("Removed Anna Park", lambda: desk.remove_customer(book, 1, today)),
    ]
    dumps = [journal.dump(book.db)]
    for label, verb in verbs:
        assert verb().label == label
        dumps.append(journal.dump(book.db))
        assert store.broken(book.db) == []
        book.undo(today)
        assert journal.dump(book.db) == dumps[-2], label
        book.redo(today)
        assert journal.dump(book.db) == dumps[-1], label
    for dump in reversed(dumps[:-1]):
        book.undo(today)
        assert journal.dump(book.db) == dump
    for dump in dumps[1:]:
        book.redo(today)
        assert journal.dump(book.db) == dump


def test_a_new_customer_is_stored_with_suggestions_and_tags(book: Book, ann: int) -> None:
    customer = store.customer(book.db, ann)
    assert (customer.name, customer.addressee, customer.salutation) == ("Ann Park", "Ann Park", "Dear Ann,")
    assert customer.external_id is None
    assert store.tags(book.db, ann) == ["vip"]


def test_a_typed_salutation_is_kept_and_a_suggested_one_follows_the_name(
    book: Book, ann: int, today: date, enter: Enter
) -> None:
    edited = {"given_name": "Anna", "family_name": "Park", "addressee": "Ann Park", "salutation": "Hello dear Ann,"}
    desk.edit_customer(book, ann, enter(CustomerEntry, **edited), today)
    customer = store.customer(book.db, ann)
    assert (customer.addressee, customer.salutation) == ("Anna Park", "Hello dear Ann,")
    desk.edit_customer(book, ann, enter(CustomerEntry, **edited | {"salutation": ""}), today)
    assert store.customer(book.db, ann).salutation == "Dear Anna,"


def test_doing_it_again_with_the_same_token_adds_nothing(book: Book, today: date, enter: Enter) -> None:
    """S2."""
    entry = enter(CustomerEntry, name="Ann", external_id="7")
    desk.add_customer(book, entry, today, token="form-1")
    with pytest.raises(DoneBefore):
        desk.add_customer(book, entry, today, token="form-1")
    assert store.count(book.db) == 1


def test_an_external_id_belongs_to_one_customer(book: Book, ann: int, today: date, enter: Enter) -> None:
    desk.add_customer(book, enter(CustomerEntry, name="Bo", external_id="00012"), today)
    with pytest.raises(refusals.NumberTaken, match="00012 is already the number of Bo"):
        desk.add_customer(book, enter(CustomerEntry, name="Cy", external_id="00012"), today)
    with pytest.raises(refusals.NumberTaken):
        desk.edit_customer(book, ann, enter(CustomerEntry, name="Ann", external_id="00012"), today)
    desk.edit_customer(book, 2, enter(CustomerEntry, name="Bob", external_id="00012"), today)
    assert store.customer(book.db, 2).name == "Bob"


def test_an_edit_that_changes_nothing_leaves_no_trace(book: Book, ann: int, today: date, enter: Enter) -> None:
    same = enter(CustomerEntry, given_name="Ann", family_name="Park", address1="4 Mill Lane", city="Bath", tags="vip")
    assert desk.edit_customer(book, ann, same, today).touched == {}


def test_post_that_came_back_stops_all_post_until_the_address_changes(
    book: Book, ann: int, today: date, enter: Enter
) -> None:
    """SUP-6."""
    desk.log_contact(book, ann, enter(ContactEntry, channel="handwritten", response="returned"), today)
    assert store.suppressions(book.db, ann) == [Suppression("gone-away", today, "post came back")]
    desk.edit_customer(book, ann, enter(CustomerEntry, name="Ann Park", address1="4 MILL LANE", city="Bath"), today)
    assert causes(book, ann) == ["gone-away"]
    desk.edit_customer(book, ann, enter(CustomerEntry, name="Ann Park", address1="9 Oak Street", city="Bath"), today)
    assert causes(book, ann) == []


def test_a_refund_is_a_negative_sale_tied_to_its_sale(
    book: Book, ann: int, sale: int, today: date, enter: Enter
) -> None:
    desk.refund_sale(book, sale, enter(RefundEntry, amount="40", note="scratched"), today)
    refund, bought = store.sales(book.db, ann)
    assert (refund.amount, refund.refund_of, refund.product, refund.sold_on) == (-4000, bought.id, "mower", today)
    customer = store.customer(book.db, ann)
    assert (customer.sales, customer.taken, customer.last_sale_on) == (1, 6000, date(2026, 11, 24))


def test_no_more_is_given_back_than_is_left(book: Book, sale: int, today: date, enter: Enter) -> None:
    desk.refund_sale(book, sale, enter(RefundEntry, amount="40"), today)
    with pytest.raises(refusals.TooMuchBack, match=r"Only \$60\.00 of this sale"):
        desk.refund_sale(book, sale, enter(RefundEntry, amount="60.01"), today)
    desk.refund_sale(book, sale, enter(RefundEntry), today)
    with pytest.raises(refusals.AllGivenBack):
        desk.refund_sale(book, sale, enter(RefundEntry), today)


def test_a_refund_is_not_a_sale_and_not_before_it(book: Book, sale: int, today: date, enter: Enter) -> None:
    with pytest.raises(refusals.RefundedTooEarly, match="Tue 24 Nov 2026"):
        desk.refund_sale(book, sale, enter(RefundEntry, sold_on="11/23/2026"), today)
    refund = desk.refund_sale(book, sale, enter(RefundEntry, amount="40"), today).only("sale")
    with pytest.raises(refusals.NotASale):
        desk.refund_sale(book, refund, enter(RefundEntry), today)
    with pytest.raises(refusals.NotASale):
        desk.edit_sale(book, refund, enter(SaleEntry, amount="1"), today)
    with pytest.raises(refusals.LessThanGivenBack, match=r"\$40\.00 of this sale was given back"):
        desk.edit_sale(book, sale, enter(SaleEntry, amount="39.99"), today)


def test_a_sale_whose_day_was_moved_is_a_fact_of_today(book: Book, sale: int, today: date, enter: Enter) -> None:
    """LET-5."""
    tomorrow = date(2026, 11, 26)
    entered = "SELECT entered_on FROM sale WHERE id = ?"
    desk.edit_sale(book, sale, enter(SaleEntry, amount="90", sold_on="11/24/2026"), tomorrow)
    assert book.db.execute(entered, [sale]).fetchone() == ("2026-11-25",)
    desk.edit_sale(book, sale, enter(SaleEntry, amount="90", sold_on="11/20/2026"), tomorrow)
    assert book.db.execute(entered, [sale]).fetchone() == ("2026-11-26",)


def test_there_is_one_birthday_for_each(book: Book, ann: int, today: date, enter: Enter) -> None:
    tim = desk.add_member(book, ann, enter(MemberEntry, name="Tim", role="child", minor="yes"), today).only("member")
    for day, whom in (("3 may", None), ("4 may 1980", None), ("5 may", tim)):
        desk.set_occasion(book, ann, enter(OccasionEntry, day=day), today, member_id=whom)
    assert [(o.member_id, o.year, o.month, o.day) for o in store.occasions(book.db, ann)] == [
        (None, 1980, 5, 4),
        (tim, None, 5, 5),
    ]
    desk.set_occasion(book, ann, enter(OccasionEntry, day="6 jun", kind="own", label="first visit"), today)
    own = store.occasions(book.db, ann)[-1].id
    with pytest.raises(refusals.OneBirthday):
        desk.set_occasion(book, ann, enter(OccasionEntry, day="6 jun"), today, occasion_id=own)
    desk.set_occasion(book, ann, enter(OccasionEntry, day="7 jun", kind="wedding"), today, occasion_id=own)
    assert store.occasion(book.db, own).kind == "wedding"


def test_a_member_of_another_customer_is_refused(book: Book, ann: int, today: date, enter: Enter) -> None:
    bo = desk.add_customer(book, enter(CustomerEntry, name="Bo"), today).only("customer")
    tim = desk.add_member(book, bo, enter(MemberEntry, name="Tim"), today).only("member")
    with pytest.raises(refusals.NotOneOfThem):
        desk.set_occasion(book, ann, enter(OccasionEntry, day="3 may"), today, member_id=tim)
    with pytest.raises(refusals.NotOneOfThem):
        desk.hear_news(book, ann, enter(NewsEntry, what="a prize"), today, member_id=tim)


def test_a_permission_says_how_it_was_given_and_silence_is_none(book: Book, ann: int, today: date) -> None:
    """SUP-5."""
    with pytest.raises(NotSo, match="Silence is never permission"):
        desk.permit(book, ann, "e-mail", "  ", today)
    desk.permit(book, ann, "e-mail", "ticked the card", today)
    assert store.permissions(book.db, ann) == [Permission("e-mail", today, "ticked the card")]


def test_a_withdrawn_permission_is_an_opt_out(book: Book, ann: int, today: date) -> None:
    """SUP-3, X1: an import cannot give it again."""
    desk.permit(book, ann, "text", "asked", today)
    desk.withdraw(book, ann, "text", "sent STOP", today)
    assert store.permissions(book.db, ann) == []
    assert store.suppressions(book.db, ann) == [Suppression("no-text", today, "sent STOP")]
    with pytest.raises(refusals.NeverOverridden, match="Ann Park is marked no-text"):
        desk.permit(book, ann, "text", "asked", today)
    desk.allow_again(book, ann, Cause.NO_TEXT, today)
    assert store.permissions(book.db, ann) == []
    desk.permit(book, ann, "text", "asked again", today)


def test_a_stop_that_stands_is_not_dated_anew(book: Book, ann: int, today: date) -> None:
    desk.stop(book, ann, Cause.DO_NOT_CONTACT, "said so", today)
    assert desk.stop(book, ann, Cause.DO_NOT_CONTACT, "again", date(2027, 1, 1)).touched == {}


def test_every_stop_has_its_words(book: Book, ann: int, today: date) -> None:
    for cause in Cause:
        desk.stop(book, ann, cause, "", today)
    assert set(causes(book, ann)) == set(Cause)


def test_a_death_is_lifted_only_on_purpose(book: Book, ann: int, today: date) -> None:
    """SUP-1, SUP-8."""
    desk.stop(book, ann, Cause.DECEASED, "her son called", today)
    assert store.customer(book.db, ann).quiet_from == today
    with pytest.raises(refusals.NeverOverridden):
        desk.allow_again(book, ann, Cause.DECEASED, today)
    with pytest.raises(refusals.NeverOverridden):
        desk.permit(book, ann, "e-mail", "asked", today)
    desk.not_deceased(book, ann, today)
    assert causes(book, ann) == []
    assert store.customer(book.db, ann).quiet_from is None


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (lambda book, today: desk.remove_customer(book, 9, today), refusals.NoSuchCustomer),
        (lambda book, today: desk.stop(book, 9, Cause.NO_POST, "", today), refusals.NoSuchCustomer),
        (lambda book, today: desk.remove_member(book, 9, today), refusals.Gone),
        (lambda book, today: desk.remove_occasion(book, 9, today), refusals.Gone),
        (lambda book, today: desk.remove_sale(book, 9, today), refusals.Gone),
        (lambda book, today: desk.called_back(book, 9, today), refusals.Gone),
        (lambda book, today: desk.remove_contact(book, 9, today), refusals.Gone),
        (lambda book, today: desk.remove_news(book, 9, today), refusals.Gone),
    ],
)
def test_what_is_gone_cannot_be_changed(
    book: Book, today: date, verb: Callable[[Book, date], Change], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        verb(book, today)
    assert book.next_undo() is None


def test_a_promised_call_waits_for_its_day_and_leaves_when_made(
    book: Book, ann: int, today: date, enter: Enter
) -> None:
    entry = enter(ContactEntry, response="later", call_back_on="+3d", note="after the holidays")
    contact = desk.log_contact(book, ann, entry, today).only("contact")
    assert store.call_backs(book.db, today) == []
    (call,) = store.call_backs(book.db, date(2026, 11, 28))
    assert (call.id, call.customer, call.call_back_on, call.note) == (
        contact,
        "Ann Park",
        date(2026, 11, 28),
        "after the holidays",
    )
    desk.called_back(book, contact, date(2026, 11, 28))
    assert store.call_backs(book.db, date(2026, 12, 24)) == []
    plain = desk.log_contact(book, ann, enter(ContactEntry), today).only("contact")
    with pytest.raises(refusals.Gone):
        desk.called_back(book, plain, today)
