"""What is done on the screen while letters are set: each is judged once more when it is noted (SUP-2, LET-7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rosie import Rosie, day, rosies

from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.letters.desk import drafting, printing, sending
from carebook.letters.desk.wording import begin_trial, save_words
from carebook.letters.model import Letter
from carebook.letters.store import letters as store
from carebook.shop import store as shop_store

Happening = Callable[[], object]


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026."""
    with rosies(book_path, "11-02") as found:
        shop = shop_store.shop(found.book.db)
        with found.book.writing():
            shop_store.save_shop(found.book.db, shop._replace(email="rosie@garden.example"))
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book-letters"


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Happening], None]:
    """Let something be done once all are set, or drafted, and before that is noted."""

    def let(happen: Happening) -> None:
        for module in (printing, drafting):
            note = module.note_printed

            def note_later(*what: Any, note: Callable[..., Any] = note) -> Any:
                happen()
                return note(*what)

            monkeypatch.setattr(module, "note_printed", note_later)

    return let


def sold_to(rosie: Rosie, name: str, **typed: str) -> Letter:
    """Enter a customer with a sale of today; return the thank-you."""
    sale = rosie.sale(rosie.customer(name, **typed), "2026-11-02")
    return next(one for one in rosie.letters("thank_you") if one.subject_id == sale)


def stored(rosie: Rosie, letter: Letter) -> Letter:
    found = store.letter(rosie.book.db, letter.id)
    assert found
    return found


def happenings(rosie: Rosie, letter: Letter) -> dict[str, Happening]:
    book, on, who = rosie.book, rosie.today, letter.customer_id
    return {
        "skipped": lambda: sending.skip(book, [letter.id], "told in the shop", on),
        "sent": lambda: sending.mark_sent(book, [letter.id], on, on),
        "deceased": lambda: customers.mark_deceased(book, who, "", on),
        "no-marketing": lambda: customers.stop(book, who, Cause.NO_MARKETING, "", on),
        "put off": lambda: sending.snooze(book, [letter.id], day("11-04"), on),
        "undone": rosie.undo,
    }


@pytest.mark.parametrize("what", ["skipped", "sent", "deceased", "no-marketing", "put off", "undone"])
def test_what_changed_while_it_was_printed_stays_as_it_is_now(
    rosie: Rosie, folder: Path, meanwhile: Callable[[Happening], None], what: str
) -> None:
    fine, other = sold_to(rosie, "Fine"), sold_to(rosie, "Other")
    as_it_is: list[Letter | None] = []

    def happen() -> None:
        happenings(rosie, other)[what]()
        as_it_is.append(store.letter(rosie.book.db, other.id))

    meanwhile(happen)
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    assert batch.letters == (fine.id,)
    assert dict(batch.left_out) == {other.id: "changed while it was printed: take it out of the stack"}
    assert [store.letter(rosie.book.db, other.id)] == as_it_is
    assert stored(rosie, fine).state == "printed"
    assert batch.change
    assert batch.change.label == "Printed 1 letter"


@pytest.mark.parametrize("what", ["skipped", "deceased"])
def test_what_changed_while_it_was_drafted_stays_as_it_is_now(
    rosie: Rosie, folder: Path, meanwhile: Callable[[Happening], None], what: str
) -> None:
    letters = [sold_to(rosie, name, email=f"{name}@post.example") for name in ("fine", "other")]
    for letter in letters:
        customers.stop(rosie.book, letter.customer_id, Cause.NO_POST, "", rosie.today)
    fine, other = letters
    meanwhile(happenings(rosie, other)[what])
    batch = drafting.draft_emails(rosie.book, None, rosie.today, folder)
    assert batch.letters == (fine.id,)
    assert dict(batch.left_out) == {other.id: "changed while it was drafted: delete its draft"}
    assert (stored(rosie, fine).state, stored(rosie, other).state) in (("printed", "skipped"), ("printed", "cancelled"))


@pytest.mark.parametrize(("what", "is_left_out"), [({"address1": "9 Other Street"}, True), ({"note": "tall"}, False)])
def test_a_letter_that_would_read_otherwise_is_left_out(
    rosie: Rosie,
    folder: Path,
    meanwhile: Callable[[Happening], None],
    what: dict[str, str],
    is_left_out: bool,
) -> None:
    """SUP-2; what is changed and stands in no letter keeps none back."""
    fine, other = sold_to(rosie, "Fine"), sold_to(rosie, "Other")
    meanwhile(lambda: rosie.change(other.customer_id, "Other", **what))
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    assert (fine.id in batch.letters, other.id in batch.letters) == (True, not is_left_out)


def test_where_all_changed_while_they_were_printed_no_paper_is_left(
    rosie: Rosie, folder: Path, meanwhile: Callable[[Happening], None]
) -> None:
    letter = sold_to(rosie, "Ann Park")
    meanwhile(happenings(rosie, letter)["skipped"])
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    assert (batch.files, batch.letters, batch.change, batch.remarks) == ((), (), None, ())
    assert list(folder.iterdir()) == []
    assert stored(rosie, letter).state == "skipped"


def test_a_text_taken_back_while_it_was_printed_leaves_the_letter_its_words(
    rosie: Rosie, folder: Path, meanwhile: Callable[[Happening], None]
) -> None:
    """LET-7: the words that were printed are kept, and nothing is said of whose they are."""
    letter = sold_to(rosie, "Ann Park")
    save_words(rosie.book, "thank_you", "", "Thank you for the {{ sale.product }}!\n\nWith thanks,", rosie.today)
    begin_trial(rosie.book, "thank_you", "", "The {{ sale.product }}: thank you!\n\nWith thanks,", rosie.today)

    def take_back() -> None:
        rosie.undo()
        rosie.undo()

    meanwhile(take_back)
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    printed = stored(rosie, letter)
    assert batch.letters == (letter.id,)
    assert (printed.state, printed.template_id, printed.trial_id, printed.arm) == ("printed", None, None, None)
    assert "rose arch" in printed.text
    assert "With thanks," in printed.text
