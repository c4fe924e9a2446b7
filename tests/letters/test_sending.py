"""What becomes of a letter: sent, put back, put off, skipped, let go, sent late (LET-1, LET-2, LET-6, LET-7)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from complaining import Case
from rosie import Rosie, day, rosies

from carebook.customers import desk as customers
from carebook.customers import store as customer_store
from carebook.customers.entry import CustomerEntry
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.letters.desk import running, sending
from carebook.letters.desk.sending import NotPossible
from carebook.letters.entry import CampaignEntry
from carebook.letters.model import Letter
from carebook.letters.store import letters as store

NONE = 10_000


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026, before the season's greetings."""
    with rosies(book_path, "11-02") as found:
        yield found


@pytest.fixture
def thanks(rosie: Rosie) -> Letter:
    """Ann Park's thank-you of today."""
    rosie.sale(rosie.customer(), "2026-11-02")
    return rosie.one("thank_you")


def send(rosie: Rosie, *letters: int, on: str = "") -> sending.Answer:
    return sending.mark_sent(rosie.book, letters, day(on) if on else rosie.today, rosie.today)


def as_stored(rosie: Rosie, letter: Letter) -> Letter:
    found = store.letter(rosie.book.db, letter.id)
    assert found
    return found


def print_on_paper(rosie: Rosie, letter: Letter, text: str = "as it was printed") -> None:
    """Note a print; how one is made is told elsewhere."""
    with rosie.book.act("Printed 1 letter", rosie.today) as act:
        store.set_on(act.db, [letter.id], state="printed", printed_on=rosie.today, channel="post", text=text)


# Sent ------------------------------------------------------------------------------------------------------


def test_what_was_printed_cannot_have_left_before(rosie: Rosie, thanks: Letter) -> None:
    """LET-1: one that was not printed can, from the day on which it was due."""
    rosie.on("11-03")
    print_on_paper(rosie, thanks)
    assert send(rosie, thanks.id, on="11-02").refused == ((thanks.id, "not before it was printed on 2026-11-03"),)
    sending.put_back(rosie.book, [thanks.id], rosie.today)
    assert send(rosie, thanks.id, on="11-02").done == (thanks.id,)


def test_marking_sent_keeps_day_channel_text_and_writes_a_contact(rosie: Rosie, thanks: Letter) -> None:
    """LET-1, LET-7, CMP-8a."""
    answer = send(rosie, thanks.id)
    sent = as_stored(rosie, thanks)
    assert (answer.done, answer.refused) == ((thanks.id,), ())
    assert answer.change
    assert answer.change.label == "Marked 1 letter (Thank-you) sent"
    assert (sent.state, sent.sent_on, sent.printed_on, sent.channel) == ("sent", rosie.today, None, "post")
    assert "Thank you for coming to us for your rose arch." in sent.text
    assert "Dear Ann Park," in sent.text
    (contact,) = customer_store.contacts(rosie.book.db, thanks.customer_id)
    assert (contact.channel, contact.direction, contact.on_day, contact.note, contact.letter_id) == (
        "post", "out", rosie.today, "Thank-you", thanks.id,
    )  # fmt: skip
    assert not rosie.review()
    rosie.undo()
    assert as_stored(rosie, thanks) == thanks
    assert not customer_store.contacts(rosie.book.db, thanks.customer_id)


def test_what_was_printed_is_kept_as_printed_whatever_changed_since(rosie: Rosie, thanks: Letter) -> None:
    """LET-7."""
    print_on_paper(rosie, thanks)
    renamed = read(CustomerEntry, {"name": "Ann Bell", "address1": "9 New Road"}, rosie.setting)
    customers.edit_customer(rosie.book, thanks.customer_id, renamed, rosie.today)
    send(rosie, thanks.id)
    assert as_stored(rosie, thanks).text == "as it was printed"


def test_a_letter_marked_sent_later_has_the_words_of_its_day(rosie: Rosie, thanks: Letter) -> None:
    rosie.on("11-20")
    assert send(rosie, thanks.id, on="11-03").done == (thanks.id,)
    assert as_stored(rosie, thanks).sent_on == day("11-03")
    assert "November 3, 2026" in as_stored(rosie, thanks).text


def test_an_offer_sent_unprinted_counts_as_selling(rosie: Rosie) -> None:
    """SUP-4, FRQ-2."""
    rosie.customer()
    for month in ("11", "12"):
        rosie.on(f"{month}-02")
        typed = {"title": "News", "message": "All is warm.", "starts_on": f"2026-{month}-02"}
        running.add_campaign(rosie.book, read(CampaignEntry, typed, rosie.setting), rosie.today)
        running.switch(rosie.book, "seasons_greeting", rosie.today, on=False)
        (letter,) = rosie.letters("newsletter", "open")
        send(rosie, letter.id)
        assert as_stored(rosie, letter).sells
        assert "If you would rather not hear from us" in as_stored(rosie, letter).text
    typed = {"title": "Again", "message": "Still warm.", "starts_on": "2026-12-20"}
    rosie.on("12-20")
    running.add_campaign(rosie.book, read(CampaignEntry, typed, rosie.setting), rosie.today)
    assert rosie.review() == [("newsletter", "held", "2 selling pieces in 90 days until 2027-01-31")]


def test_a_card_is_marked_sent_without_a_text(rosie: Rosie) -> None:
    """LET-11."""
    customer = rosie.customer()
    rosie.news(customer, "condolence", "Lost her mother")
    card = rosie.one("condolence")
    send(rosie, card.id)
    assert (as_stored(rosie, card).channel, as_stored(rosie, card).text) == ("handwritten", "")
    assert [contact.channel for contact in customer_store.contacts(rosie.book.db, customer)] == ["handwritten"]


def test_one_put_off_may_have_gone_all_the_same(rosie: Rosie, thanks: Letter) -> None:
    sending.snooze(rosie.book, [thanks.id], day("11-04"), rosie.today)
    assert send(rosie, thanks.id).done == (thanks.id,)
    assert as_stored(rosie, thanks).snoozed_until is None


# Refused ---------------------------------------------------------------------------------------------------


def test_a_stale_batch_fails_closed(rosie: Rosie) -> None:
    """SUP-2: each that may not leave is refused with its cause, the others go on."""
    names = ("Dead", "Stopped", "Moved", "Refunded", "Fine")
    ids = {name: rosie.customer(name) for name in names}
    sales = {name: rosie.sale(customer, "2026-11-02") for name, customer in ids.items()}
    letters = {name: next(o for o in rosie.letters("thank_you") if o.customer_id == ids[name]) for name in names}
    for letter in letters.values():
        print_on_paper(rosie, letter)
    customers.mark_deceased(rosie.book, ids["Dead"], "", rosie.today)
    customers.stop(rosie.book, ids["Stopped"], Cause.NO_POST, "", rosie.today)
    customers.stop(rosie.book, ids["Moved"], Cause.GONE_AWAY, "", rosie.today)
    rosie.refund(sales["Refunded"])
    answer = send(rosie, *(letter.id for letter in letters.values()))
    assert answer.done == (letters["Fine"].id,)
    assert dict(answer.refused) == {
        letters["Dead"].id: "deceased",
        letters["Stopped"].id: "channel opt-out",
        letters["Moved"].id: "gone away",
        letters["Refunded"].id: "refunded",
    }
    assert as_stored(rosie, letters["Moved"]).state == "printed"


def test_what_cannot_be_marked_sent_says_why(rosie: Rosie, thanks: Letter) -> None:
    rosie.birthday(thanks.customer_id, "1 dec")
    birthday, survey = rosie.one("birthday"), rosie.one("how_did_we_do")
    send(rosie, thanks.id)
    assert send(rosie, NONE, thanks.id, birthday.id).refused == (
        (NONE, "no such letter"),
        (thanks.id, "already sent on 2026-11-02"),
        (birthday.id, "not before 2026-11-21"),
    )
    sending.skip(rosie.book, [birthday.id], "said so", rosie.today)
    rosie.on("12-20")
    assert send(rosie, survey.id, birthday.id).refused == (
        (survey.id, "lapsed after 2026-11-23"),
        (birthday.id, "already skipped on 2026-11-02"),
    )
    assert send(rosie, survey.id).change is None


def test_a_letter_with_a_hole_is_refused_by_the_name_of_the_detail(rosie: Rosie) -> None:
    """LET-8."""
    rosie.sale(rosie.customer(), "2026-11-02", product="")
    rosie.sale(rosie.customer("Bo Lund"), "2026-11-02")
    hole, whole = rosie.letters("thank_you")
    answer = send(rosie, hole.id, whole.id)
    assert answer.done == (whole.id,)
    assert answer.refused == (
        (hole.id, "This letter waits for one detail: what was bought. Fill it in and the letter can go."),
    )


# Put back, put off, skipped, let go, late ------------------------------------------------------------------


def test_putting_back_opens_it_again_with_nothing_left_of_the_print(rosie: Rosie, thanks: Letter) -> None:
    print_on_paper(rosie, thanks)
    rosie.on("11-10")
    assert rosie.review() == [("thank_you", "late", None), ("how_did_we_do", "due", None)]
    sending.put_back(rosie.book, [thanks.id], rosie.today)
    assert as_stored(rosie, thanks) == thanks
    assert rosie.review() == [("how_did_we_do", "due", None)]
    with pytest.raises(NotPossible, match="Thank-you was not printed, so nothing was changed"):
        sending.put_back(rosie.book, [thanks.id], rosie.today)


def test_putting_off_hides_it_until_its_day_and_moves_no_window(rosie: Rosie, thanks: Letter) -> None:
    sending.snooze(rosie.book, [thanks.id], day("11-04"), rosie.today)
    assert rosie.review() == [("thank_you", "snoozed", "until 2026-11-04")]
    assert as_stored(rosie, thanks).lapses == thanks.lapses
    rosie.on("11-04")
    assert rosie.review() == [("thank_you", "late", None)]
    with pytest.raises(NotPossible, match="not ahead"):
        sending.snooze(rosie.book, [thanks.id], rosie.today, rosie.today)


def test_skipping_keeps_the_reason_and_planning_never_brings_it_back(rosie: Rosie, thanks: Letter) -> None:
    """LET-2."""
    sending.skip(rosie.book, [thanks.id], "  said it\x1b in person ", rosie.today)
    skipped = as_stored(rosie, thanks)
    assert (skipped.state, skipped.cause, skipped.ended_on) == ("skipped", "said it in person", rosie.today)
    rosie.birthday(thanks.customer_id, "1 dec")
    rosie.on("11-03")
    assert as_stored(rosie, thanks) == skipped
    with pytest.raises(NotPossible, match="no longer open"):
        sending.skip(rosie.book, [thanks.id], "again", rosie.today)


def test_one_wrong_letter_changes_none(rosie: Rosie, thanks: Letter) -> None:
    for verb in (
        lambda: sending.skip(rosie.book, [thanks.id, NONE], "no", rosie.today),
        lambda: sending.snooze(rosie.book, [thanks.id, NONE], day("11-04"), rosie.today),
        lambda: sending.put_back(rosie.book, [thanks.id, NONE], rosie.today),
        lambda: sending.skip(rosie.book, [thanks.id], " ", rosie.today),
        lambda: sending.override_hold(rosie.book, thanks.id, "", rosie.today),
        lambda: sending.override_hold(rosie.book, thanks.id, "please", rosie.today),
        lambda: sending.send_late(rosie.book, thanks.id, rosie.today),
        lambda: sending.send_late(rosie.book, NONE, rosie.today),
    ):
        before = rosie.facts()
        with pytest.raises(NotPossible):
            verb()
        assert rosie.facts() == before


def test_a_hold_is_let_go_with_a_reason_that_is_kept(rosie: Rosie) -> None:
    """SUP-8."""
    customer = rosie.customer()
    rosie.birthday(customer, "10 nov")
    rosie.news(customer, "congratulation", "Won the flower show")
    held = rosie.one("birthday")
    assert ("birthday", "held", "spacing until 2026-11-09") in rosie.review()
    assert send(rosie, held.id).refused == ((held.id, "spacing until 2026-11-09"),)
    sending.override_hold(rosie.book, held.id, "she asked for it", rosie.today)
    assert as_stored(rosie, held).override == "she asked for it"
    assert ("birthday", "due", None) in rosie.review()
    assert send(rosie, held.id).done == (held.id,)


def test_what_comes_up_after_a_letter_was_let_go_holds_it_again(rosie: Rosie) -> None:
    """SUP-8, CMP-6: one reason for each; together they let it go."""
    customer = rosie.customer()
    rosie.news(customer, "congratulation", "Won the flower show")
    typed = {"title": "Roses", "message": "They are in.", "starts_on": "today"}
    running.add_campaign(rosie.book, read(CampaignEntry, typed, rosie.setting), rosie.today)
    letter = rosie.one("newsletter")
    sending.override_hold(rosie.book, letter.id, "she asked: now", rosie.today)
    assert ("newsletter", "due", None) in rosie.review()
    Case(rosie, customer)
    assert send(rosie, letter.id).refused == ((letter.id, "complaint 2026-001"),)
    sending.override_hold(rosie.book, letter.id, "she still asks", rosie.today)
    assert as_stored(rosie, letter).override == "she still asks"
    customers.member_died(rosie.book, rosie.member(customer, "John Park"), rosie.today, rosie.today)
    ((_, cause),) = send(rosie, letter.id).refused
    assert cause.startswith("quiet period until")
    rosie.undo()
    assert send(rosie, letter.id).done == (letter.id,)


def test_a_suppression_cannot_be_let_go(rosie: Rosie, thanks: Letter) -> None:
    """SUP-8."""
    customers.stop(rosie.book, thanks.customer_id, Cause.DO_NOT_CONTACT, "", rosie.today)
    with pytest.raises(NotPossible, match="cannot go: asked not to be contacted"):
        sending.override_hold(rosie.book, thanks.id, "please", rosie.today)
    assert as_stored(rosie, thanks).override == ""


def test_a_lapsed_thank_you_goes_late_in_words_that_own_the_delay(rosie: Rosie, thanks: Letter) -> None:
    """LET-6."""
    rosie.on("11-12")
    assert send(rosie, thanks.id).refused == ((thanks.id, "lapsed after 2026-11-04"),)
    sending.send_late(rosie.book, thanks.id, rosie.today)
    assert ("thank_you", "due", None) in rosie.review()
    rosie.birthday(thanks.customer_id, "20 dec")  # an action that plans anew leaves it alone
    assert send(rosie, thanks.id).done == (thanks.id,)
    assert "The delay is ours alone" in as_stored(rosie, thanks).text
    for _ in range(3):
        rosie.undo()
    assert as_stored(rosie, thanks) == thanks


def test_only_thanks_go_late(rosie: Rosie, thanks: Letter) -> None:
    rosie.on("12-20")
    with pytest.raises(NotPossible, match="Only a thank-you"):
        sending.send_late(rosie.book, rosie.one("how_did_we_do").id, rosie.today)


def test_a_letter_leaves_the_review_only_by_what_was_done_or_by_lapsing(rosie: Rosie) -> None:
    """LET-2: every open letter whose window is open stands in the review; nothing else does."""
    for number in range(6):
        rosie.sale(rosie.customer(f"Guest {number}"), "2026-11-02")
    letters = rosie.letters("thank_you")
    send(rosie, letters[0].id)
    sending.skip(rosie.book, [letters[1].id], "spoke to her", rosie.today)
    sending.snooze(rosie.book, [letters[2].id], day("11-03"), rosie.today)
    customers.mark_deceased(rosie.book, letters[3].customer_id, "", rosie.today)
    customers.stop(rosie.book, letters[4].customer_id, Cause.NO_MARKETING, "", rosie.today)
    print_on_paper(rosie, letters[5])

    def shown() -> dict[int | None, str]:
        found = [*store.agenda(rosie.book.db), *store.agenda(rosie.book.db, held=True)]
        return {one.id: one.state for one in found if one.kind == "thank_you"}

    assert shown() == {letters[2].id: "snoozed", letters[4].id: "held", letters[5].id: "due"}
    rosie.on("11-03")
    assert shown() == {letters[2].id: "late", letters[4].id: "held", letters[5].id: "late"}
    rosie.on("11-05")
    assert shown() == {letters[5].id: "late"}
    ends = [(as_stored(rosie, one).state, as_stored(rosie, one).cause) for one in letters]
    skipped, dead = ("skipped", "spoke to her"), ("cancelled", "deceased")
    assert ends == [("sent", ""), skipped, ("open", ""), dead, ("open", ""), ("printed", "")]
