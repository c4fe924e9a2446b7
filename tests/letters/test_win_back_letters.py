"""The letters of a win-back: each step asks for its own, and none goes that may not (WIN-1, WIN-2, CMP-8a)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from rosie import Rosie, rosies
from winning_back import WayBack

from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.letters.desk import looking, running, sending
from carebook.letters.desk.printing import compose, print_letters
from carebook.letters.model import WIN_BACK_KINDS
from carebook.letters.store import letters as store
from carebook.letters.writing import LetterText
from carebook.retention.refusals import NotTheirTurn
from carebook.retention.store import win_backs

REST = "3 win-back contacts in 90 days until 2027-01-31"
NO_PERMISSION = "An offer letter needs their permission to keep in touch (step: permission) first."
NO_REASON = "An offer letter needs the reason why they left (step: why) first."


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026."""
    with rosies(book_path, "11-02") as found:
        yield found


@pytest.fixture
def ann(rosie: Rosie) -> int:
    return rosie.customer()


@pytest.fixture
def way(rosie: Rosie, ann: int) -> WayBack:
    return WayBack(rosie, ann)


def later(rosie: Rosie, days: int) -> None:
    rosie.on((rosie.today + timedelta(days=days)).isoformat())


def send(rosie: Rosie, kind: str) -> sending.Answer:
    return sending.mark_sent(rosie.book, [rosie.one(kind).id], rosie.today, rosie.today)


def seen(rosie: Rosie, kind: str) -> tuple[str, str | None]:
    (found,) = [(state, cause) for name, state, cause in rosie.review() if name == kind]
    return found


def tamper(rosie: Rosie, way: WayBack, **values: object) -> None:
    """Change a win-back behind the desk's back, as a damaged book or an older program may have left it."""
    rosie.book.db.execute("PRAGMA ignore_check_constraints = ON")
    for name, value in values.items():
        rosie.book.db.execute(f"UPDATE win_back SET {name} = ? WHERE id = ?", [value, way.id])


def ended(rosie: Rosie, kind: str) -> tuple[str, str]:
    (one,) = rosie.letters(kind)
    return one.state, one.cause


# Each step asks for its letter ------------------------------------------------------------------------------


def test_each_step_asks_for_its_letter(rosie: Rosie, way: WayBack) -> None:
    """WIN-1: to learn why, to own our part, and the offer once it is asked for."""
    assert [kind for kind, *_ in rosie.review()] == []
    way.want()
    assert rosie.windows("win_back_enquiry") == [("11-02", "11-02", "11-09", "12-02")]
    later(rosie, 2)
    way.learn_why(via="phone")
    way.add_offer()
    assert ended(rosie, "win_back_enquiry") == ("cancelled", "done by phone")
    assert rosie.windows("win_back_amends") == [("11-04", "11-04", "11-11", "12-04")]
    later(rosie, 2)
    way.take_responsibility(via="in person")
    assert ended(rosie, "win_back_amends") == ("cancelled", "done in person")
    way.note_permission()
    assert rosie.letters("win_back_offer") == []
    later(rosie, 2)
    way.offer_by_letter()
    assert rosie.windows("win_back_offer") == [("11-08", "11-08", "11-15", "2027-01-07")]


def test_a_win_back_that_ends_cancels_what_waits(rosie: Rosie, way: WayBack) -> None:
    way.want()
    way.end("stopped")
    assert ended(rosie, "win_back_enquiry") == ("cancelled", "win-back ended")
    rosie.undo()
    assert ended(rosie, "win_back_enquiry") == ("open", "")


def test_a_step_taken_back_brings_its_letter_back(rosie: Rosie, way: WayBack) -> None:
    way.want()
    way.learn_why(via="e-mail")
    assert ended(rosie, "win_back_enquiry") == ("cancelled", "done by e-mail")
    rosie.undo()
    assert ended(rosie, "win_back_enquiry") == ("open", "")


def test_one_that_was_never_begun_has_no_letters(rosie: Rosie, way: WayBack) -> None:
    way.want()
    rosie.undo()
    rosie.undo()
    assert rosie.letters("win_back_enquiry") == []


@pytest.mark.parametrize("kind", WIN_BACK_KINDS)
def test_a_kind_that_is_switched_off_is_not_planned(rosie: Rosie, way: WayBack, kind: str) -> None:
    running.switch(rosie.book, kind, rosie.today, on=False)
    way.until_permission()
    way.offer_by_letter()
    assert rosie.letters(kind) == []


def test_switching_off_says_so(rosie: Rosie, way: WayBack) -> None:
    way.want()
    running.switch(rosie.book, "win_back_enquiry", rosie.today, on=False)
    assert ended(rosie, "win_back_enquiry") == ("cancelled", "switched off")


def test_one_who_died_gets_none(rosie: Rosie, ann: int, way: WayBack) -> None:
    """SUP-1."""
    way.want()
    customers.stop(rosie.book, ann, Cause.DECEASED, "", rosie.today)
    assert ended(rosie, "win_back_enquiry") == ("cancelled", "deceased")


def test_no_marketing_keeps_all_three(rosie: Rosie, ann: int, way: WayBack) -> None:
    """SUP-3: goodwill and selling."""
    way.want()
    customers.stop(rosie.book, ann, Cause.NO_MARKETING, "", rosie.today)
    assert seen(rosie, "win_back_enquiry") == ("held", "no-marketing")


def test_planning_once_more_plans_nothing_more(rosie: Rosie, way: WayBack) -> None:
    """LET-3."""
    way.want()
    for _ in range(40):
        later(rosie, 1)
    assert len(rosie.letters("win_back_enquiry")) == 1


# Sent: the step is done ---------------------------------------------------------------------------------------


def diary(way: WayBack) -> list[tuple[str, str | None]]:
    return [(one.step, one.by_channel) for one in win_backs.steps(way.rosie.book.db, way.id)]


def test_sending_the_enquiry_is_noted_and_counts_as_a_contact(rosie: Rosie, way: WayBack) -> None:
    """CMP-8a, WIN-2."""
    way.want()
    assert send(rosie, "win_back_enquiry").refused == ()
    assert diary(way)[-1] == ("asked why", "post")
    assert win_backs.contact_days(rosie.book.db, way.id) == [rosie.today]
    later(rosie, 5)
    way.learn_why(via="phone")
    assert ended(rosie, "win_back_enquiry")[0] == "sent"


def test_sending_the_amends_takes_responsibility(rosie: Rosie, way: WayBack) -> None:
    way.want()
    way.learn_why()
    way.add_offer()
    way.take_responsibility(via="post", our_part="We did not call back")
    assert way.now.responsibility_on is None
    text = compose(rosie.book.db, [rosie.one("win_back_amends").id], rosie.today)
    (written,) = text.values()
    assert isinstance(written, LetterText)
    assert "This was our part in it. We did not call back." in written.plain()
    send(rosie, "win_back_amends")
    assert way.now.responsibility_on == rosie.today
    assert diary(way)[-1] == ("responsibility", "post")
    rosie.undo()
    assert way.now.responsibility_on is None
    assert ended(rosie, "win_back_amends") == ("open", "")


def test_sending_the_offer_is_noted(rosie: Rosie, way: WayBack) -> None:
    way.until_permission()
    way.offer_by_letter()
    assert send(rosie, "win_back_offer").refused == ()
    assert diary(way)[-1] == ("offered", "post")


def test_what_was_printed_of_a_case_that_reads_otherwise_by_now_is_put_back(
    rosie: Rosie, way: WayBack, tmp_path: Path
) -> None:
    """LET-7."""
    way.want()
    way.learn_why()
    way.add_offer()
    print_letters(rosie.book, [rosie.one("win_back_amends").id], rosie.today, tmp_path)
    assert ended(rosie, "win_back_amends") == ("printed", "")
    way.take_responsibility(via="post", our_part="We forgot your order")
    assert ended(rosie, "win_back_amends") == ("open", "")


# Three contacts in 90 days -------------------------------------------------------------------------------------


def three_times_in_touch(rosie: Rosie, way: WayBack) -> None:
    """Talk to them by phone on three days, the first of them today."""
    way.want()
    way.learn_why(via="phone")
    for _ in range(2):
        later(rosie, 3)
        _call(rosie, way)
    later(rosie, 3)


def _call(rosie: Rosie, way: WayBack) -> None:
    with rosie.book.act("Called", rosie.today) as act:
        act.db.execute(
            "INSERT INTO contact (customer_id, on_day, channel, direction, win_back_id)"
            " VALUES (?, ?, 'phone', 'out', ?)",
            [way.now.customer_id, rosie.today.isoformat(), way.id],
        )


def test_after_three_contacts_in_90_days_the_letters_wait(rosie: Rosie, way: WayBack) -> None:
    """WIN-2: on any channel; until the first of the three is 90 days ago."""
    three_times_in_touch(rosie, way)
    way.add_offer()
    assert seen(rosie, "win_back_amends") == ("held", REST)
    answer = send(rosie, "win_back_amends")
    assert answer.refused == ((rosie.one("win_back_amends").id, REST),)
    rosie.on("2026-12-05")
    assert seen(rosie, "win_back_amends") == ("held", REST)


def test_two_contacts_are_not_enough_to_wait(rosie: Rosie, way: WayBack) -> None:
    way.want()
    way.learn_why(via="phone")
    later(rosie, 3)
    _call(rosie, way)
    way.add_offer()
    assert seen(rosie, "win_back_amends") == ("due", None)


def test_the_wait_ends_on_its_day(rosie: Rosie, way: WayBack) -> None:
    three_times_in_touch(rosie, way)
    rosie.on("2027-01-30")
    way.add_offer()
    assert seen(rosie, "win_back_amends") == ("held", REST)
    rosie.on("2027-01-31")
    assert seen(rosie, "win_back_amends") == ("due", None)


def test_the_owner_may_let_one_go_all_the_same(rosie: Rosie, way: WayBack) -> None:
    """SUP-8: a hold, not a lasting stop."""
    three_times_in_touch(rosie, way)
    way.add_offer()
    sending.override_hold(rosie.book, rosie.one("win_back_amends").id, "she asked for it in writing", rosie.today)
    assert seen(rosie, "win_back_amends") == ("due", None)


def test_contacts_of_other_kinds_do_not_count(rosie: Rosie, ann: int, way: WayBack) -> None:
    way.want()
    for number in range(5):
        with rosie.book.act("Called", rosie.today) as act:
            act.db.execute(
                "INSERT INTO contact (customer_id, on_day, channel, direction, win_back_id)"
                " VALUES (?, ?, 'phone', ?, ?)",
                [ann, f"2026-10-{10 + number}", "in" if number < 3 else "out", way.id if number < 3 else None],
            )
    assert seen(rosie, "win_back_enquiry") == ("due", None)


# Story 10: no offer without a reason and a permission -----------------------------------------------------------


def test_an_offer_letter_is_refused_until_its_steps_are_there(rosie: Rosie, way: WayBack) -> None:
    """WIN-2, fixed point 10: the message names the missing step."""
    way.want()
    with pytest.raises(NotTheirTurn, match=r"step: why.*step: permission"):
        way.offer_by_letter()
    way.learn_why()
    with pytest.raises(NotTheirTurn, match=r"step: permission"):
        way.offer_by_letter()
    assert rosie.letters("win_back_offer") == []


@pytest.mark.parametrize(
    ("missing", "cause"),
    [
        ({"permission": None, "permission_on": None}, NO_PERMISSION),
        ({"reason": None, "why_on": None}, NO_REASON),
        ({"permission": "refused"}, "They asked us not to keep in touch, so no offer is written."),
    ],
)
def test_an_offer_whose_step_is_missing_is_refused_at_printing_and_at_sending(
    rosie: Rosie, way: WayBack, tmp_path: Path, missing: dict[str, object], cause: str
) -> None:
    """WIN-2, SUP-2: a stale batch fails closed, and names the step."""
    way.until_permission()
    way.offer_by_letter()
    letter = rosie.one("win_back_offer").id
    tamper(rosie, way, **missing)
    batch = print_letters(rosie.book, [letter], rosie.today, tmp_path)
    assert (batch.files, batch.left_out) == ((), ((letter, cause),))
    assert sending.mark_sent(rosie.book, [letter], rosie.today, rosie.today).refused == ((letter, cause),)
    with pytest.raises(sending.NotPossible, match=r"This one cannot go: (needs|asked us)"):
        sending.override_hold(rosie.book, letter, "all the same", rosie.today)


def test_one_printed_before_the_permission_went_is_not_marked_sent(rosie: Rosie, way: WayBack, tmp_path: Path) -> None:
    """SUP-2."""
    way.until_permission()
    way.offer_by_letter()
    letter = rosie.one("win_back_offer").id
    assert print_letters(rosie.book, [letter], rosie.today, tmp_path).letters == (letter,)
    tamper(rosie, way, permission=None, permission_on=None)
    assert sending.mark_sent(rosie.book, [letter], rosie.today, rosie.today).refused == ((letter, NO_PERMISSION),)


def test_one_printed_before_they_refused_is_not_marked_sent(rosie: Rosie, way: WayBack, tmp_path: Path) -> None:
    """WIN-2, SUP-2."""
    way.until_permission()
    way.offer_by_letter()
    letter = rosie.one("win_back_offer").id
    print_letters(rosie.book, [letter], rosie.today, tmp_path)
    way.note_permission("refused")
    refused = sending.mark_sent(rosie.book, [letter], rosie.today, rosie.today).refused
    assert refused == ((letter, "permission refused"),)


def test_an_offer_without_an_open_win_back_goes_nowhere(rosie: Rosie, way: WayBack) -> None:
    way.until_permission()
    way.offer_by_letter()
    letter = rosie.one("win_back_offer").id
    tamper(rosie, way, ended_on="2026-11-02", outcome="stopped")
    assert sending.mark_sent(rosie.book, [letter], rosie.today, rosie.today).refused == ((letter, "win-back ended"),)


def test_what_comes_up_tells_what_is_missing(rosie: Rosie, way: WayBack) -> None:
    way.until_permission()
    way.offer_by_letter()
    tamper(rosie, way, permission=None, permission_on=None)
    yesterday = rosie.today - timedelta(days=1)
    (due,) = [one for one in looking.coming_up(rosie.book.db, yesterday, rosie.today) if one.kind == "win_back_offer"]
    assert due.cause == NO_PERMISSION


def test_the_lines_of_the_review_tell_the_offer_and_the_reason(rosie: Rosie, way: WayBack) -> None:
    way.until_permission("moved")
    way.offer_by_letter("We bring it to your door.\nFree of charge.")
    about = {due.kind: due.about for due in store.agenda(rosie.book.db)}
    assert about["win_back_offer"] == "We bring it to your door. Free of charge."


def test_a_book_without_win_backs_asks_for_nothing_of_them(rosie: Rosie, ann: int) -> None:
    """What decides on letters asks one index whether there is any."""
    rosie.sale(ann)
    asked: list[str] = []
    rosie.book.db.set_trace_callback(asked.append)
    rosie.on("11-03")
    rosie.book.db.set_trace_callback(None)
    assert not [sql for sql in asked if "FROM contact WHERE win_back_id" in sql]


def test_another_offer_on_another_day_is_another_letter(rosie: Rosie, way: WayBack) -> None:
    """WIN-2"""
    way.until_permission()
    way.offer_by_letter("Free postage for a year.")
    assert send(rosie, "win_back_offer").refused == ()
    later(rosie, 14)
    way.offer_by_letter("And a bag of soil.")
    assert [letter.state for letter in rosie.letters("win_back_offer")] == ["sent", "open"]


def test_an_offer_put_in_other_words_on_a_later_day_takes_the_place_of_the_one_that_waits(
    rosie: Rosie, way: WayBack
) -> None:
    way.until_permission()
    way.offer_by_letter("Free postage for a year.")
    later(rosie, 1)
    way.offer_by_letter("Free postage for two years.")
    assert sorted(letter.state for letter in rosie.letters("win_back_offer")) == ["cancelled", "open"]
