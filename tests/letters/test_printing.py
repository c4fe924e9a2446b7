"""From a due letter to paper: what is printed, what stays out and why, and the cards for tonight (LET-7, LET-11)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rosie import Rosie, day, rosies

from carebook.book.refusals import ReadOnly
from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.letters.desk import printing, sending
from carebook.letters.model import Letter
from carebook.letters.store import letters as store
from carebook.letters.store.drafts import points_of


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026, before the season's greetings."""
    with rosies(book_path, "11-02") as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book-letters"


def sold_to(rosie: Rosie, name: str, **typed: str) -> Letter:
    """Enter a customer with a sale of today; return the thank-you."""
    sale = rosie.sale(rosie.customer(name, **typed), "2026-11-02")
    return next(one for one in rosie.letters("thank_you") if one.subject_id == sale)


def stored(rosie: Rosie, letter: Letter) -> Letter:
    found = store.letter(rosie.book.db, letter.id)
    assert found
    return found


def test_printing_is_not_sending(rosie: Rosie, folder: Path) -> None:
    """LET-7: all that is due is on one new private PDF, noted as printed with its exact text."""
    letters = [sold_to(rosie, name) for name in ("Ann Park", "Bo Lund")]
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    (file,) = batch.files
    assert file.name == "letters-2026-11-02.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    assert (file.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert set(batch.letters) == {one.id for one in letters}
    assert batch.left_out == ()
    assert batch.change
    assert batch.change.label == "Printed 2 letters"
    printed = stored(rosie, letters[0])
    assert (printed.state, printed.printed_on, printed.sent_on, printed.channel) == (
        "printed",
        rosie.today,
        None,
        "post",
    )
    assert "your rose arch" in printed.text
    assert [(kind, state) for kind, state, _ in rosie.review()] == [("thank_you", "due")] * 2


def test_printing_again_takes_them_again_onto_another_file(rosie: Rosie, folder: Path) -> None:
    """LET-1: every due and late letter not yet sent, printed before or not."""
    letter = sold_to(rosie, "Ann Park")
    printing.print_letters(rosie.book, None, rosie.today, folder)
    rosie.on("11-09")
    batch = printing.print_letters(rosie.book, [letter.id, letter.id], rosie.today, folder)
    assert batch.letters == (letter.id,)
    assert stored(rosie, letter).printed_on == day("11-09")
    rosie.undo()
    rosie.undo()
    assert stored(rosie, letter) == letter


def test_what_may_not_leave_stays_out_with_its_cause_and_the_others_go_on(rosie: Rosie, folder: Path) -> None:
    """SUP-2, SUP-3, FRQ-1, LET-8, LET-11."""
    fine, stopped, by_mail = (sold_to(rosie, name, email="a@b.example") for name in ("Fine", "Stopped", "By Mail"))
    rosie.sale(rosie.customer("Hole"), "2026-11-02", product="")
    hole = rosie.letters("thank_you")[-1]
    rosie.news(fine.customer_id, "congratulation", "Won the flower show")
    rosie.birthday(fine.customer_id, "10 nov")
    card, waits = rosie.one("congratulation"), rosie.one("birthday")
    customers.stop(rosie.book, stopped.customer_id, Cause.NO_MARKETING, "", rosie.today)
    customers.stop(rosie.book, by_mail.customer_id, Cause.NO_POST, "", rosie.today)
    everything = [fine.id, stopped.id, by_mail.id, hole.id, card.id, waits.id, 10_000]
    batch = printing.print_letters(rosie.book, everything, rosie.today, folder)
    assert batch.letters == (fine.id,)
    causes = {
        stopped.id: "no-marketing",
        by_mail.id: "goes by e-mail: print it as e-mail",
        hole.id: "This letter waits for one detail: what was bought. Fill it in and the letter can go.",
        card.id: "written by hand",
        waits.id: "spacing until 2026-11-09",
        10_000: "no such letter",
    }
    assert dict(batch.left_out) == causes
    assert stored(rosie, hole).state == "open"
    printing_all = printing.print_letters(rosie.book, None, rosie.today, folder)
    del causes[card.id], causes[10_000]
    assert (printing_all.letters, dict(printing_all.left_out)) == ((fine.id,), causes)


def test_what_is_not_due_is_not_printed(rosie: Rosie, folder: Path) -> None:
    letter = sold_to(rosie, "Ann Park")
    survey = rosie.one("how_did_we_do")
    sending.mark_sent(rosie.book, [letter.id], rosie.today, rosie.today)
    batch = printing.print_letters(rosie.book, [letter.id, survey.id], rosie.today, folder)
    assert batch == printing.Batch((), (), ((letter.id, "not due"), (survey.id, "not due")))
    assert not folder.exists()


def test_a_name_that_no_font_has_stays_out_and_the_others_print(rosie: Rosie, folder: Path) -> None:
    fine, odd = sold_to(rosie, "Łucja Żółć"), sold_to(rosie, "Dr \U0010fffd Ur")
    chinese = sold_to(rosie, "王小明")
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    left_out = dict(batch.left_out)
    assert left_out.pop(odd.id) == 'no font for "\U0010fffd"'
    assert left_out == ({} if chinese.id in batch.letters else {chinese.id: 'no font for "王"'})
    assert fine.id in batch.letters
    assert stored(rosie, odd) == odd


@pytest.mark.parametrize(
    "name", ["[/]", "#panic()", "{{ shop.owner }}", "$x$ *b* _i_ @a <b> \\n `c`", pytest.param("a" * 10_000, id="long")]
)
def test_a_name_is_just_a_name_on_paper(rosie: Rosie, folder: Path, name: str) -> None:
    """T1."""
    letter = sold_to(rosie, name)
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    assert batch.letters == (letter.id,)
    assert name[:50] in stored(rosie, letter).text


def test_a_book_that_cannot_be_written_leaves_no_paper(rosie: Rosie, folder: Path) -> None:
    """S4: what cannot be noted as printed is not left lying there as if it were."""
    letter = sold_to(rosie, "Ann Park")
    rosie.book._lock, lock = None, rosie.book._lock
    with pytest.raises(ReadOnly):
        printing.print_letters(rosie.book, None, rosie.today, folder)
    rosie.book._lock = lock
    assert list(folder.iterdir()) == []
    assert stored(rosie, letter) == letter


def test_an_offer_says_how_to_stop_and_counts_as_selling(rosie: Rosie, folder: Path) -> None:
    """SUP-4, SUP-7, SUP-10: the child's card in the same house has no offer."""
    home = rosie.customer("Ann Park", kind="household")
    tim = rosie.member(home, "Tim", "child", "yes")
    rosie.birthday(home, "10 nov")
    rosie.birthday(home, "10 nov", tim)
    rosie.set_offer("birthday", "10 % off")
    letters = {one.subject_kind: one for one in rosie.letters("birthday")}
    for letter in letters.values():
        if stored(rosie, letter).override == "" and letter.id not in store.due_ids(rosie.book.db):
            sending.override_hold(rosie.book, letter.id, "both at once", rosie.today)
    printing.print_letters(rosie.book, None, rosie.today, folder)
    own, child = stored(rosie, letters["customer"]), stored(rosie, letters["member"])
    assert (own.sells, child.sells) == (True, False)
    assert "10 % off" in own.text
    assert "If you would rather not hear from us" in own.text
    assert "10 % off" not in child.text
    assert "Dear Ann Park," in child.text


def test_cards_are_a_list_and_stay_open(rosie: Rosie, folder: Path) -> None:
    """LET-11."""
    customer = rosie.customer()
    rosie.sale(customer, "2026-11-02")
    rosie.member(customer, "Fifi", "pet")
    rosie.news(customer, "congratulation", "Won the flower show")
    far = rosie.customer("Bo Lund", email="b@l.example")
    rosie.news(far, "condolence", "Lost his mother")
    customers.stop(rosie.book, far, Cause.GONE_AWAY, "post came back", rosie.today)
    card, other = rosie.one("congratulation"), rosie.one("condolence")
    batch = printing.print_cards(rosie.book, None, rosie.today, folder)
    assert [file.name for file in batch.files] == ["cards-2026-11-02.pdf"]
    assert (batch.letters, batch.left_out, batch.change) == ((card.id,), ((other.id, "goes by e-mail"),), None)
    assert stored(rosie, card) == card


def test_the_list_has_only_the_cards_that_were_chosen(rosie: Rosie, folder: Path) -> None:
    """LET-11."""
    rosie.news(rosie.customer(), "congratulation", "Won the flower show")
    rosie.news(rosie.customer("Bo Lund"), "condolence", "Lost his mother")
    card, other = rosie.one("congratulation"), rosie.one("condolence")
    assert printing.print_cards(rosie.book, [card.id], rosie.today, folder).letters == (card.id,)
    both = printing.print_cards(rosie.book, [other.id, card.id, 99, other.id], rosie.today, folder)
    assert (set(both.letters), both.left_out) == ({card.id, other.id}, ((99, "not a card for tonight"),))
    assert printing.print_cards(rosie.book, [], rosie.today, folder) == printing.Batch((), (), ())


def test_without_cards_there_is_no_list(rosie: Rosie, folder: Path) -> None:
    assert printing.print_cards(rosie.book, None, rosie.today, folder) == printing.Batch((), (), ())


def test_talking_points_are_the_last_purchase_the_members_and_the_last_contact(rosie: Rosie) -> None:
    """LET-11."""
    customer = rosie.customer()
    rosie.sale(customer, "2026-10-20", "mower")
    rosie.refund(rosie.sale(customer, "2026-10-30", "bench"))
    rosie.member(customer, "Fifi", "pet")
    rosie.news(customer, "congratulation", "Won the flower show")
    sending.mark_sent(rosie.book, [rosie.one("welcome").id], rosie.today, rosie.today)
    assert points_of(rosie.book.db, rosie.one("congratulation").id) == (
        "Last bought mower on Tue 20 Oct 2026",
        "With Fifi",
        "Last contact by post on Mon 2 Nov 2026: Welcome",
    )
