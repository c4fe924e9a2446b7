"""Letters that go by e-mail: drafts that a mail program reads back, word for word (SUP-2, SUP-10, LET-7)."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rosie import Rosie, rosies

from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.letters.desk import printing, sending
from carebook.letters.desk.copying import NothingToCopy, text_to_copy
from carebook.letters.desk.drafting import draft_emails
from carebook.letters.facts import ShopFacts
from carebook.letters.model import KINDS, Letter
from carebook.letters.paper import batches, drafts
from carebook.letters.paper.drafts import NoReceiver, NoSender, an_address
from carebook.letters.store import letters as store
from carebook.letters.writing import LetterText
from carebook.shop import store as shop_store
from carebook.text import clean, cut


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    with rosies(book_path, "11-02") as found:
        shop = shop_store.shop(found.book.db)
        with found.book.writing():
            shop_store.save_shop(found.book.db, shop._replace(email="rosie@garden.example", owner="Rosie Bell"))
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book-letters"


def by_email(rosie: Rosie, name: str = "Ann Park", email: str = "ann@post.example") -> Letter:
    """Enter who wants nothing by post, with a sale of today; return the thank-you."""
    customer = rosie.customer(name, email=email)
    rosie.sale(customer, "2026-11-02")
    customers.stop(rosie.book, customer, Cause.NO_POST, "", rosie.today)
    return rosie.letters("thank_you")[-1]


def read(path: Path) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default))


def test_a_large_job_drafts_each_letter_once(rosie: Rosie, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batch by batch, and one action in the end."""
    monkeypatch.setattr(batches, "BATCH", 2)
    letters = [by_email(rosie, f"Customer {place}", f"{place}@post.example").id for place in range(5)]
    told: list[tuple[int, int]] = []
    batch = draft_emails(rosie.book, letters, rosie.today, folder, progress=lambda *so: told.append(so))
    assert list(batch.letters) == letters
    assert [read(path)["To"].addresses[0].addr_spec for path in batch.files] == [f"{n}@post.example" for n in range(5)]
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]


ENCODED = [
    "=?utf-8?q?=0ABcc:_x@y.example?=",
    "Ann =?utf-8?b?CkJjYzogeEB5LmNvbQo=?=",
    "=?utf-8?q?=0D=0ABcc:_x@y.example=0D=0A=0D=0ABody?=",
    "=?utf-8?q?x=22_=3Cevil=40x.example=3E?=",
    "=?us-ascii?q?a?= =?us-ascii?q?=0d=0aX:y?=",
    "=?=?utf-8?q?=0ABcc:x?=",
    "=?utf-8?q?=00=FF=80?= é =?koi8-r?b?!!!?=",
]
"""What a mail program would read more in than letters, were it not encoded itself."""
HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "X-Unsent", "List-Unsubscribe")
OF_THE_BODY = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding")


def drafted(shop: str = "Shop", name: str = "Ann", heading: str = "News") -> bytes:
    text = LetterText(("S",), (), "", heading, "Dear Ann,", ("Hello.",), "Yours,", ("S",), "Stop.", None, None, "us")
    receiver = (name, "ann@post.example")
    made = drafts.draft(1, "newsletter", text, ShopFacts(shop, email="s@shop.example"), receiver, date(2026, 11, 2))
    return made.as_bytes()


@given(
    *[st.lists(st.one_of(st.sampled_from(ENCODED), st.text(max_size=60)), max_size=4).map(" ".join) for _ in range(3)]
)
@settings(max_examples=150, deadline=None)
def test_every_header_has_just_the_words_that_it_was_given(shop: str, name: str, heading: str) -> None:
    """T1: no name, title or address adds a header, a receiver or a line, and each reads back as it was typed."""
    raw = drafted(shop, name, heading)
    head = raw.split(b"\r\n\r\n")[0]
    lines = head.replace(b"\r\n ", b" ").split(b"\r\n")
    assert sorted(line.split(b":")[0].decode() for line in lines) == sorted((*HEADERS, *OF_THE_BODY))
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert b"\r" not in head.replace(b"\r\n", b"")
    assert max(map(len, head.split(b"\r\n"))) <= 998
    message = cast("EmailMessage", message_from_bytes(raw, policy=default))
    assert [one.addr_spec for one in message["To"].addresses] == ["ann@post.example"]
    assert [one.addr_spec for one in message["From"].addresses] == ["s@shop.example"]
    assert without_spaces(message["To"].addresses[0].display_name) == without_spaces(cut(clean(name), 100))
    assert without_spaces(message["From"].addresses[0].display_name) == without_spaces(cut(clean(shop), 100))
    assert message["Subject"] == cut(clean(heading), 400) or not heading


def without_spaces(text: str) -> str:
    """Return a text to compare by: Python reads a space between the parts of a long name that has none there."""
    return "".join(text.split())


def test_a_draft_says_what_the_letter_says(rosie: Rosie, folder: Path) -> None:
    letter = by_email(rosie)
    batch = draft_emails(rosie.book, None, rosie.today, folder)
    (path,) = batch.files
    assert path.name == f"email-2026-11-02-{letter.id}-ann-park.eml"
    assert path.stat().st_mode & 0o777 == 0o600
    message = read(path)
    assert message["To"] == "Ann Park <ann@post.example>"
    assert message["From"].addresses[0].addr_spec == "rosie@garden.example"
    assert message["Subject"] == "Thank you"
    assert message["Date"].datetime.date() == rosie.today
    assert message["X-Unsent"] == "1"
    assert message["List-Unsubscribe"] is None
    assert message.get_content_type() == "text/plain"
    body = message.get_content().replace("\r\n", "\n")
    assert body.splitlines()[0].endswith(" Ann Park,")
    assert "your rose arch" in body
    assert "4 Mill Lane" not in body
    assert message.defects == []
    stored = store.letter(rosie.book.db, letter.id)
    assert stored
    assert (stored.state, stored.channel) == ("printed", "e-mail")
    assert stored.text == f"Subject: Thank you\n\n{body.rstrip()}"
    assert batch.change
    assert batch.change.label == "Drafted 1 e-mail"
    assert socket.gethostname() not in message["Message-ID"]


def test_what_was_drafted_is_sent_and_can_be_taken_back(rosie: Rosie, folder: Path) -> None:
    """SUP-2: it leaves by e-mail, as it was drafted."""
    letter, before = by_email(rosie), rosie.facts()
    draft_emails(rosie.book, [letter.id], rosie.today, folder)
    sent = sending.mark_sent(rosie.book, [letter.id], rosie.today, rosie.today)
    assert sent.done == (letter.id,)
    found = store.letter(rosie.book.db, letter.id)
    assert found
    assert (found.channel, found.text.splitlines()[0]) == ("e-mail", "Subject: Thank you")
    assert rosie.book.db.execute("SELECT channel FROM contact").fetchall() == [("e-mail",)]
    rosie.undo()
    rosie.undo()
    assert rosie.facts() == before


def test_what_is_marked_sent_without_a_draft_is_kept_as_its_draft_would_be(rosie: Rosie, folder: Path) -> None:
    """LET-7: it went as an e-mail, with a subject and without an address block."""
    first, second = by_email(rosie), by_email(rosie, "Bo Park", "bo@post.example")
    draft_emails(rosie.book, [first.id], rosie.today, folder)
    sending.mark_sent(rosie.book, [first.id, second.id], rosie.today, rosie.today)
    drafted, unseen = (store.letter(rosie.book.db, one.id) for one in (first, second))
    assert drafted
    assert unseen
    assert unseen.text == drafted.text.replace("Ann Park", "Bo Park")


def test_printing_says_how_such_a_letter_goes(rosie: Rosie, folder: Path) -> None:
    letter = by_email(rosie)
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    assert batch.left_out == ((letter.id, "goes by e-mail: print it as e-mail"),)
    posted = rosie.customer("By Post")
    rosie.sale(posted, "2026-11-02")
    paper = rosie.letters("thank_you")[-1]
    asked = draft_emails(rosie.book, [letter.id, paper.id], rosie.today, folder)
    assert (asked.letters, asked.left_out) == ((letter.id,), ((paper.id, "goes by post"),))


def test_a_selling_one_has_the_stop_words_and_an_address_to_unsubscribe_by(rosie: Rosie, folder: Path) -> None:
    """SUP-6, SUP-10: and none is drafted without a recorded leave."""
    customer = rosie.customer("Ann Park", email="ann@post.example")
    customers.stop(rosie.book, customer, Cause.NO_POST, "", rosie.today)
    rosie.set_offer("birthday", "10 % off")
    rosie.birthday(customer, "5 nov")
    birthday = rosie.one("birthday")
    refused = draft_emails(rosie.book, [birthday.id], rosie.today, folder)
    assert not refused.files
    assert "no permission for e-mail" in dict(refused.left_out)[birthday.id]
    customers.permit(rosie.book, customer, "e-mail", "on the phone", rosie.today)
    batch = draft_emails(rosie.book, [birthday.id], rosie.today, folder)
    assert batch.left_out == ()
    message = read(batch.files[0])
    assert message["List-Unsubscribe"] == "<mailto:rosie@garden.example?subject=stop>"
    assert "If you would rather not hear from us" in message.get_content()
    assert "answer this e-mail with the word “stop”" in message.get_content()


@pytest.mark.parametrize(
    "name",
    [
        "Ann\r\nBcc: all@evil.example",
        "x" * 10_000,
        'Ann "the" <b@c.example>, D',
        "יעל כהן",
        "王小明 [/]",
        "=?utf-8?q?trick?=",
        "a@b.example",
        *ENCODED,
    ],
)
def test_no_name_gets_into_another_header(rosie: Rosie, folder: Path, name: str) -> None:
    """T1: a name is just a name."""
    letter = by_email(rosie, name)
    batch = draft_emails(rosie.book, [letter.id], rosie.today, folder)
    message = read(batch.files[0])
    assert [address.addr_spec for address in message["To"].addresses] == ["ann@post.example"]
    assert message["Bcc"] is None
    assert len(message["To"].addresses) == 1
    assert set(message.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "X-Unsent"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b@c",
        "a b@c.example",
        "a@",
        "@b.example",
        "ä@b.example",
        "a@b.example\r\nBcc: x@y.example",
        "a,b@c.d",
        "=?utf-8?q?=0ABcc=3Ax=40y.example?=@b.example",
        "a@[127.0.0.1]",
        "a@b.example>",
        "<a@b.example",
        "a..b@c.example",
        ".a@c.example",
        '"a b"@c.example',
        "a@" + "x" * 300 + ".example",
        "a" * 300 + "@b.example",
    ],
)
def test_what_is_no_address_is_left_out_with_its_cause(address: str) -> None:
    with pytest.raises(NoReceiver):
        an_address("Ann", address)


def test_a_domain_in_other_letters_is_written_in_plain_ones() -> None:
    assert an_address("Ann", "ann@gärten.example").address == "ann@xn--grten-gra.example"


@pytest.mark.parametrize(("email", "said"), [("", "no e-mail address yet"), ("rosé@garden.example", "Correct it")])
def test_a_shop_without_an_address_to_write_from_is_told_where_it_stands(
    rosie: Rosie, folder: Path, email: str, said: str
) -> None:
    by_email(rosie)
    shop = shop_store.shop(rosie.book.db)
    with rosie.book.writing():
        shop_store.save_shop(rosie.book.db, shop._replace(email=email))
    with pytest.raises(NoSender, match=said):
        draft_emails(rosie.book, None, rosie.today, folder)
    assert not folder.exists()


def test_the_same_letter_has_the_same_id_on_the_same_day(rosie: Rosie, folder: Path) -> None:
    """A mail program that opens it again takes it for the same draft."""
    letter = by_email(rosie)
    first, second = (draft_emails(rosie.book, [letter.id], rosie.today, folder).files[0] for _ in range(2))
    assert first != second
    assert first.read_bytes() == second.read_bytes()


def test_every_kind_that_is_typeset_has_a_subject_of_its_own() -> None:
    printed = {name for name, kind in KINDS.items() if not kind.handwritten}
    assert printed <= set(drafts._SUBJECTS)


def test_a_letters_words_are_copied_as_they_would_leave(rosie: Rosie) -> None:
    mail, card = by_email(rosie), rosie.customer("Card")
    assert text_to_copy(rosie.book.db, mail.id, rosie.today).splitlines()[0].endswith(" Ann Park,")
    rosie.sale(rosie.customer("By Post"), "2026-11-02")
    assert "4 Mill Lane" in text_to_copy(rosie.book.db, rosie.letters("thank_you")[-1].id, rosie.today)
    rosie.news(card, "congratulation", "Won the flower show")
    with pytest.raises(NothingToCopy):
        text_to_copy(rosie.book.db, rosie.one("congratulation").id, rosie.today)
