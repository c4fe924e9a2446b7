"""Answers to letters: logged on the letter, many at once, put right, and called back on (SUP-6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rosie import Rosie, day, rosies

from carebook.book.change import Change
from carebook.book.refusals import DoneBefore
from carebook.customers import store as customers
from carebook.customers.desk import remove_contact
from carebook.customers.model import Contact
from carebook.customers.refusals import IsAnAnswer
from carebook.letters.desk.answers import NotSent, log_answers
from carebook.letters.desk.sending import mark_sent
from carebook.letters.model import Letter
from carebook.retention.model import Opportunity
from carebook.retention.store.lists import page
from carebook.timeline import timeline
from carebook.typed import Wrong


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on 10 November: the thank-yous of Ann and Bob went out on the 2nd."""
    with rosies(book_path, "11-02") as found:
        for name in ("Ann Park", "Bob Reed"):
            found.sale(found.customer(name), "2026-11-02")
        letters = [one.id for one in found.letters("thank_you")]
        assert mark_sent(found.book, letters, found.today, found.today).done == tuple(letters)
        yield found.on("11-10")


def log(rosie: Rosie, *letters: Letter, response: str = "positive", **more: Any) -> Change:
    on = more.pop("on", rosie.today)
    return log_answers(rosie.book, [one.id for one in letters], response, on, rosie.today, **more)


def replies(rosie: Rosie, letter: Letter) -> list[Contact]:
    found = customers.contacts(rosie.book.db, letter.customer_id)
    return [one for one in found if one.direction == "in" and one.letter_id == letter.id]


def test_answers_are_contacts_and_their_letters_are_answered_as_one_action(rosie: Rosie) -> None:
    """LET-1, S9."""
    before = rosie.facts()
    ann, bob = rosie.letters("thank_you")
    assert log(rosie, ann, bob, channel="phone", note="glad\nof it").label == "Logged a yes of 2 letters"
    for one in (ann, bob):
        (reply,) = replies(rosie, one)
        assert (reply.on_day, reply.channel, reply.response) == (rosie.today, "phone", "positive")
        assert reply.note == "glad\nof it"
    assert [one.state for one in rosie.letters("thank_you")] == ["answered", "answered"]
    rosie.undo()
    assert rosie.facts() == before


def test_an_answer_logged_again_takes_the_place_of_what_stood(rosie: Rosie) -> None:
    ann, _ = rosie.letters("thank_you")
    log(rosie, ann, response="later", call_back_on=day("12-01"), note="call me")
    assert log(rosie, ann, response="negative").label == "Logged a no of Ann Park"
    (reply,) = replies(rosie, ann)
    assert (reply.response, reply.call_back_on, reply.note) == ("negative", None, "")
    assert not log(rosie, ann, response="negative").touched


def test_later_is_a_call_that_stands_on_today(rosie: Rosie) -> None:
    ann, _ = rosie.letters("thank_you")
    log(rosie, ann, response="later", call_back_on=day("11-20"))
    assert [one.customer for one in customers.call_backs(rosie.book.db, day("11-20"))] == ["Ann Park"]


def test_a_letter_that_comes_back_is_not_answered_and_stops_all_post(rosie: Rosie) -> None:
    """SUP-6."""
    ann, _ = rosie.letters("thank_you")
    log(rosie, ann)
    log(rosie, ann, response="returned")
    assert rosie.letters("thank_you")[0].state == "sent"
    (stop,) = customers.suppressions(rosie.book.db, ann.customer_id)
    assert (stop.cause, stop.since) == ("gone-away", rosie.today)


def test_an_e_mail_that_comes_back_stops_no_post(rosie: Rosie) -> None:
    ann, _ = rosie.letters("thank_you")
    with rosie.book.act("Sent it by e-mail", rosie.today) as act:
        act.db.execute("UPDATE letter SET channel = 'e-mail' WHERE id = ?", [ann.id])
    log(rosie, ann, response="returned", channel="e-mail")
    assert customers.suppressions(rosie.book.db, ann.customer_id) == []


def test_only_what_left_is_answered(rosie: Rosie) -> None:
    before = rosie.facts()
    ann, _ = rosie.letters("thank_you")
    waiting = rosie.letters("how_did_we_do", "open")[0]
    with pytest.raises(NotSent, match="“How did we do\\?” to Ann Park is not marked sent"):
        log(rosie, ann, waiting)
    with pytest.raises(NotSent, match="no such letter"):
        log_answers(rosie.book, [ann.id, 9999], "positive", rosie.today, rosie.today)
    with pytest.raises(NotSent, match="no such letter"):
        log(rosie)
    assert rosie.facts() == before


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("response", {"response": "maybe"}),
        ("channel", {"channel": "pigeon"}),
        ("on_day", {"on": day("11-11")}),
        ("on_day", {"on": day("11-01")}),
        ("call_back_on", {"response": "later"}),
        ("call_back_on", {"response": "later", "call_back_on": day("11-09")}),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(rosie: Rosie, field: str, more: dict[str, Any]) -> None:
    before = rosie.facts()
    with pytest.raises(Wrong) as refused:
        log(rosie, rosie.letters("thank_you")[0], **more)
    assert list(refused.value.errors) == [field]
    assert rosie.facts() == before


def test_an_answer_stands_in_the_timeline_and_is_not_taken_out_alone(rosie: Rosie) -> None:
    ann, _ = rosie.letters("thank_you")
    log(rosie, ann, note="glad of it")
    (reply,) = replies(rosie, ann)
    assert reply in [entry.record for entry in timeline(rosie.book.db, ann.customer_id)]
    with pytest.raises(IsAnAnswer, match="Log another answer"):
        remove_contact(rosie.book, reply.id, rosie.today)


def test_a_letter_that_came_back_to_a_prospect_is_no_enquiry(rosie: Rosie) -> None:
    """VAL-4."""
    eve = rosie.customer("Eve Stone")
    rosie.birthday(eve, "15 nov")
    mark_sent(rosie.book, [rosie.one("birthday").id], rosie.today, rosie.today)
    rosie.on("11-11")
    for response, asks in (("returned", False), ("positive", True)):
        log(rosie, rosie.one("birthday", None), response=response)
        found = page(rosie.book.db, Opportunity.ENQUIRIES, rosie.today, 0, 10)
        assert [one.customer_id for one in found] == [eve] * asks


def test_a_double_press_logs_once(rosie: Rosie) -> None:
    """S2."""
    ann, _ = rosie.letters("thank_you")
    log(rosie, ann, token="once")
    with pytest.raises(DoneBefore):
        log(rosie, ann, response="negative", token="once")
    assert [one.response for one in replies(rosie, ann)] == ["positive"]
