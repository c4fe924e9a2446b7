"""Letters of the owner's own: planned, held, printed, sent, changed and taken out like all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from rosie import Rosie, day, rosies

from carebook.book.change import Change
from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.errors import Refusal
from carebook.letters import own
from carebook.letters.desk import sending
from carebook.letters.desk.own_letters import HasLeft, change_own, remove_own, write_own
from carebook.letters.desk.printing import compose, print_letters
from carebook.letters.entry import OwnLetterEntry
from carebook.letters.facts import CustomerFacts, LetterFacts, OwnFacts, ShopFacts
from carebook.letters.model import Letter
from carebook.letters.own_words import remarks_on
from carebook.letters.store import letters as store
from carebook.letters.store.own_letters import letter_of, own_letter, title_of
from carebook.letters.templates import known_fields
from carebook.letters.writing import LetterText
from carebook.typed import Wrong

WAITS = "The letter to Ann would wait for it: shop phone."
OFFER = "makes an offer of it: leave the offer out of this letter."
TEXT = "It was good to see you at the fair.\n\nThe hedge shears are ready when you are."


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Wednesday 25 November 2026; no season's greeting is in the way."""
    with rosies(book_path, "12-02") as found:
        yield found


def entry(rosie: Rosie, text: str = TEXT, **typed: str) -> OwnLetterEntry:
    return read(OwnLetterEntry, {"title": "After the fair", "wanted_on": "today", "text": text, **typed}, rosie.setting)


def write(rosie: Rosie, customer: int, text: str = TEXT, **typed: str) -> int:
    return write_own(rosie.book, customer, entry(rosie, text, **typed), rosie.today).only("own_letter")


def text_of(rosie: Rosie, letter: Letter) -> LetterText:
    text = compose(rosie.book.db, [letter.id], rosie.today)[letter.id]
    assert isinstance(text, LetterText), text
    return text


def its_letter(rosie: Rosie, number: int) -> Letter:
    found = letter_of(rosie.book.db, number)
    assert found is not None
    return found


# What may come in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": ""}, "title"),
        ({"text": " \n "}, "text"),
        ({"wanted_on": ""}, "wanted_on"),
        ({"wanted_on": "2026-12-01"}, "wanted_on"),
        ({"letter_class": "survey"}, "letter_class"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(rosie: Rosie, typed: dict[str, str], field: str) -> None:
    with pytest.raises(Wrong) as wrong:
        entry(rosie, **{"text": TEXT, **typed})
    assert set(wrong.value.errors) == {field}


@pytest.mark.parametrize(
    "text", ["Your {{ sale.colour }} is here.", "Your {{ sale.product is here.", "{% for x in y %}"]
)
def test_words_that_no_letter_could_be_written_with_are_not_kept(rosie: Rosie, text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        write(rosie, rosie.customer(), text)
    assert wrong.value.errors["text"].startswith("Line 1: ")
    assert rosie.letters("own_letter") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Good to see you.", []),
        (" \n", [(1, "", "There is not a word in it yet.", True)]),
        ("x" * 6001, [(1, "", "This is too long for a letter: it has 6001 characters of at most 6000.", True)]),
        ("Hello.\n{{ shop.hours }", [(2, "{{ shop.hours }", "{{ is not closed: put }} behind it.", True)]),
        ("Hello.\n{{ colour }}", [(2, "colour", "No letter has “colour”. f2 shows those that there are.", True)]),
        ("Hello.\nCall {{ shop.phone }}.", [(2, "shop.phone", f"{WAITS} Say it in your own words.", False)]),
        ("Hello.\nA special\noffer for you.", [(2, "special offer", f"This {OFFER}", False)]),
        ("Hello.\n\nYou get 10 %\noff.", [(3, "10 % off", f"This {OFFER}", False)]),
    ],
)
def test_each_remark_stands_on_its_own_line_even_where_the_words_are_broken(
    text: str, expected: list[tuple[int, str, str, bool]]
) -> None:
    """An offer is no error here: the letter's class is chosen at the end (SUP-4)."""
    facts = LetterFacts(ShopFacts("Rosie's"), CustomerFacts("Ann"), date(2026, 12, 2))
    assert [tuple(one) for one in remarks_on(text, facts)] == expected


def test_no_other_words_may_name_it() -> None:
    assert not {field for field in known_fields() if field.startswith("own")}


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("Good to see you.", own.CLOSING),
        ("Good to see you.\n\nWith a bow,", "With a bow,"),
        ("Good to see you,", "Good to see you,"),
        ("Good to see you.\n\nWe will write again when the new catalogue is here, in spring,", own.CLOSING),
    ],
)
def test_it_ends_as_the_owner_ends_it_or_as_a_letter_does(text: str, closing: str) -> None:
    facts = LetterFacts(ShopFacts("Rosie's"), CustomerFacts("Ann"), date(2026, 12, 2), own=OwnFacts("x", text))
    assert own.words_of(facts).paragraphs(facts)[-1] == closing


# The plan ---------------------------------------------------------------------------------------------------


def test_it_stands_on_today_from_its_day_on_and_never_lapses(rosie: Rosie) -> None:
    """LET-1, LET-3."""
    ann = rosie.customer()
    number = write(rosie, ann)
    letter = rosie.one("own_letter")
    assert (letter.subject_kind, letter.subject_id, letter.occurrence) == ("customer", ann, str(number))
    assert rosie.windows("own_letter") == [("12-02", "12-02", "12-09", "-")]
    assert ("own_letter", "due", None) in rosie.review()
    assert ("own_letter", "late", None) in rosie.on("12-10").review()
    assert ("own_letter", "late", None) in rosie.on("2028-12-10").review()


def test_one_for_a_day_far_ahead_is_planned_when_the_plan_reaches_it(rosie: Rosie) -> None:
    """LET-3."""
    number = write(rosie, rosie.customer(), wanted_on="1 may 2027")
    assert letter_of(rosie.book.db, number) is None
    rosie.on("2027-03-01").on("2027-03-15")
    assert its_letter(rosie, number).due == date(2027, 5, 1)


def test_two_to_one_customer_are_two_letters_and_the_plan_is_idempotent(rosie: Rosie) -> None:
    """LET-3; FRQ-1 lets only the first leave."""
    ann = rosie.customer()
    write(rosie, ann)
    write(rosie, ann, title="And another thing")
    rosie.on("12-03").on("12-03")
    assert sorted(row for row in rosie.review() if row[0] == "own_letter") == [
        ("own_letter", "due", None),
        ("own_letter", "held", "spacing until 2026-12-10"),
    ]


def test_the_class_is_the_owners_choice(rosie: Rosie) -> None:
    ann = rosie.customer()
    for letter_class in ("goodwill", "service", "selling"):
        write(rosie, ann, letter_class=letter_class)
    found = [*store.agenda(rosie.book.db), *store.agenda(rosie.book.db, held=True)]
    assert sorted(one.letter_class for one in found if one.kind == "own_letter") == ["goodwill", "selling", "service"]
    assert {one.about for one in found if one.kind == "own_letter"} == {"After the fair"}


@pytest.mark.parametrize(
    ("cause", "letter_class", "state"),
    [
        *((Cause.NO_MARKETING, word, "held") for word in ("goodwill", "selling")),
        (Cause.NO_MARKETING, "service", "due"),
        (Cause.DO_NOT_CONTACT, "goodwill", "held"),
        (Cause.DO_NOT_CONTACT, "service", "due"),
    ],
)
def test_stops_hold_it_by_its_class(rosie: Rosie, cause: Cause, letter_class: str, state: str) -> None:
    """SUP-3, SUP-4."""
    ann = rosie.customer()
    customers.stop(rosie.book, ann, cause, "said so", rosie.today)
    write(rosie, ann, letter_class=letter_class)
    assert [row[1] for row in rosie.review() if row[0] == "own_letter"] == [state]


@pytest.mark.parametrize(("letter_class", "cause"), [("goodwill", None), ("selling", "no permission for e-mail")])
def test_what_sells_by_e_mail_needs_leave(rosie: Rosie, letter_class: str, cause: str | None) -> None:
    """SUP-5."""
    ann = rosie.customer(address1="", city="", region="", postcode="", email="ann@example.com")
    write(rosie, ann, letter_class=letter_class)
    assert [row[2] for row in rosie.review() if row[0] == "own_letter"] == [cause]


@pytest.mark.parametrize(("letter_class", "is_kept"), [("goodwill", False), ("selling", True), ("service", False)])
def test_a_kindness_is_no_offer(rosie: Rosie, letter_class: str, *, is_kept: bool) -> None:
    """SUP-4."""
    ann = rosie.customer()
    with nullcontext() if is_kept else pytest.raises(Wrong, match="10 % off"):
        write(rosie, ann, "Here is 10 % off your next visit.", letter_class=letter_class)
    assert bool(rosie.letters("own_letter")) == is_kept


@pytest.mark.parametrize("letter_class", ["goodwill", "service"])
def test_a_title_that_is_an_offer_and_words_that_change_later_are_refused_as_well(
    rosie: Rosie, letter_class: str
) -> None:
    """SUP-4: nobody who wants no offers gets one in a letter of service."""
    ann = rosie.customer()
    with pytest.raises(Wrong, match="20% off") as wrong:
        write(rosie, ann, title="20% off this week", letter_class=letter_class)
    assert set(wrong.value.errors) == {"letter_class"}
    number = write(rosie, ann, letter_class=letter_class)
    with pytest.raises(Wrong, match="voucher"):
        changed = entry(rosie, "A $10 voucher for you.", letter_class=letter_class)
        change_own(rosie.book, number, changed, rosie.today)


def test_service_keeps_no_days_and_makes_none_be_kept(rosie: Rosie, tmp_path: Path) -> None:
    """FRQ-1."""
    ann = rosie.customer()
    write(rosie, ann, letter_class="service")
    print_letters(rosie.book, None, rosie.today, tmp_path)
    write(rosie, ann, letter_class="goodwill")
    assert [row[1:] for row in rosie.review() if row[0] == "own_letter"] == [("due", None), ("due", None)]


def test_who_died_gets_none(rosie: Rosie) -> None:
    """SUP-1."""
    ann = rosie.customer()
    write(rosie, ann)
    customers.mark_deceased(rosie.book, ann, "the paper", rosie.today)
    assert [(one.state, one.cause) for one in rosie.letters("own_letter")] == [("cancelled", "deceased")]
    with pytest.raises(Refusal, match="nothing is sent there"):
        write(rosie, ann)


# Its words --------------------------------------------------------------------------------------------------


def test_it_reads_like_every_letter(rosie: Rosie) -> None:
    ann = rosie.customer("Ann Park", salutation="Dear Ann")
    write(rosie, ann)
    text = text_of(rosie, rosie.one("own_letter"))
    assert text.salutation == "Dear Ann,"
    assert text.paragraphs == tuple(TEXT.split("\n\n"))
    assert text.addressee[0] == "Ann Park"
    assert (text.footer, text.heading, text.sheet, text.cards) == ("", "", None, None)


def test_what_sells_says_how_to_stop(rosie: Rosie) -> None:
    """SUP-10."""
    write(rosie, rosie.customer(), letter_class="selling")
    text = text_of(rosie, rosie.one("own_letter"))
    assert text.footer
    assert text.kept()["sells"] == 1


def test_it_may_speak_of_the_last_purchase(rosie: Rosie) -> None:
    ann = rosie.customer()
    rosie.sale(ann, "2026-11-01", "rose arch, white")
    write(rosie, ann, "How is the {{ sale.product }}?")
    assert text_of(rosie, rosie.one("own_letter")).paragraphs == ("How is the rose arch?",)


def test_a_detail_that_is_missing_holds_it(rosie: Rosie, tmp_path: Path) -> None:
    """LET-8."""
    write(rosie, rosie.customer(), "How is the {{ sale.product }}?")
    batch = print_letters(rosie.book, None, rosie.today, tmp_path)
    assert batch.letters == ()
    assert "what was bought" in batch.left_out[0][1]


def test_plain_words_are_no_markup(rosie: Rosie) -> None:
    write(rosie, rosie.customer(), "A smile :-) and 100 % sure. [b]not markup[/b]")
    assert text_of(rosie, rosie.one("own_letter")).paragraphs == ("A smile :-) and 100 % sure. [b]not markup[/b]",)


# Printed, sent, changed, taken out -------------------------------------------------------------------------------


def test_sent_it_is_a_contact_by_its_title_and_keeps_its_text(rosie: Rosie, tmp_path: Path) -> None:
    """LET-7, CMP-8a."""
    number = write(rosie, rosie.customer())
    letter = rosie.one("own_letter")
    batch = print_letters(rosie.book, None, rosie.today, tmp_path)
    assert batch.letters == (letter.id,)
    sending.mark_sent(rosie.book, [letter.id], rosie.today, rosie.today)
    sent = its_letter(rosie, number)
    assert sent.state == "sent"
    assert "hedge shears" in sent.text
    assert rosie.book.db.execute("SELECT note, letter_id FROM contact").fetchone() == ("After the fair", letter.id)
    assert title_of(rosie.book.db, sent) == "After the fair"


def test_what_left_is_neither_changed_nor_taken_out(rosie: Rosie) -> None:
    number = write(rosie, rosie.customer())
    sending.mark_sent(rosie.book, [rosie.one("own_letter").id], rosie.today, rosie.today)
    for verb in (
        lambda: change_own(rosie.book, number, entry(rosie, "Other."), rosie.today),
        lambda: remove_own(rosie.book, number, rosie.today),
    ):
        with pytest.raises(HasLeft, match="left on Wed 2 Dec"):
            verb()


def test_what_was_skipped_says_why(rosie: Rosie) -> None:
    number = write(rosie, rosie.customer())
    sending.skip(rosie.book, [rosie.one("own_letter").id], "told her on the phone", rosie.today)
    with pytest.raises(HasLeft, match="told her on the phone"):
        change_own(rosie.book, number, entry(rosie, "Other."), rosie.today)


def test_a_changed_one_moves_and_is_printed_anew(rosie: Rosie, tmp_path: Path) -> None:
    number = write(rosie, rosie.customer())
    print_letters(rosie.book, None, rosie.today, tmp_path)
    change_own(rosie.book, number, entry(rosie, "Other.", wanted_on="2026-12-04"), rosie.today)
    letter = its_letter(rosie, number)
    assert (letter.state, letter.text, letter.due) == ("open", "", day("12-04"))
    assert text_of(rosie, letter).paragraphs == ("Other.",)


@pytest.mark.parametrize("printed", [False, True])
def test_taken_out_its_letter_is_cancelled_and_undo_brings_both_back(
    rosie: Rosie, tmp_path: Path, *, printed: bool
) -> None:
    number = write(rosie, rosie.customer())
    if printed:
        print_letters(rosie.book, None, rosie.today, tmp_path)
    before = rosie.facts()
    remove_own(rosie.book, number, rosie.today)
    assert own_letter(rosie.book.db, number) is None
    assert [(one.state, one.cause) for one in rosie.letters("own_letter")] == [("cancelled", "no longer applies")]
    rosie.undo()
    assert rosie.facts() == before
    rosie.redo()
    assert rosie.letters("own_letter", "open") == []


def test_every_verb_is_undone_exactly(rosie: Rosie) -> None:
    """S9."""
    ann = rosie.customer()
    number = write(rosie, ann)

    def verbs() -> Iterator[Change]:
        yield write_own(rosie.book, ann, entry(rosie), rosie.today)
        yield change_own(rosie.book, number, entry(rosie, "Other.", wanted_on="2027-06-01"), rosie.today)
        yield remove_own(rosie.book, number, rosie.today)

    found = verbs()
    for _ in range(3):
        before = rosie.facts()
        next(found)
        rosie.undo()
        assert rosie.facts() == before


def test_what_is_gone_says_so(rosie: Rosie) -> None:
    with pytest.raises(Refusal, match="not in the book any more"):
        remove_own(rosie.book, 77, rosie.today)


def test_switched_off_in_the_plan_none_is_planned(rosie: Rosie) -> None:
    from carebook.letters.desk import running

    write(rosie, rosie.customer())
    running.switch(rosie.book, "own_letter", rosie.today, on=False)
    assert [(one.state, one.cause) for one in rosie.letters("own_letter")] == [("cancelled", "switched off")]
