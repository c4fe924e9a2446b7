"""The letter to who falls silent: planned from the dormant day, once for each silence (VAL-1, VAL-1a, LET-3, LET-5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from rosie import Rosie, rosies
from winning_back import WayBack

from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.letters.desk import running, sending
from carebook.letters.desk.waking import write_to
from carebook.letters.model import Window
from carebook.letters.store import letters as store
from carebook.retention.desk.leaving import note_departure
from carebook.retention.entry import DepartureEntry
from carebook.retention.model import Opportunity
from carebook.retention.store import lists
from carebook.retention.store.standings import standing

SILENT = 271
"""Days until a single purchase is dormant, in a shop that has no gaps yet: more than 3 times 90."""
DORMANT = Opportunity.DORMANT


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026."""
    with rosies(book_path, "11-02") as found:
        yield found


@pytest.fixture
def ann(rosie: Rosie) -> int:
    return rosie.customer()


def ago(rosie: Rosie, days: int) -> str:
    return (rosie.today - timedelta(days=days)).isoformat()


def later(rosie: Rosie, days: int) -> Rosie:
    return rosie.on((rosie.today + timedelta(days=days)).isoformat())


def states(rosie: Rosie) -> list[tuple[str, str]]:
    return [(one.state, one.cause) for one in rosie.letters("reactivation")]


# From the dormant day ------------------------------------------------------------------------------------------


def test_a_letter_is_planned_for_the_day_on_which_a_customer_turns_dormant(rosie: Rosie, ann: int) -> None:
    """VAL-1: from day 271 of silence; late after 30, lapsed after 60."""
    rosie.sale(ann, ago(rosie, SILENT - 10))
    assert rosie.windows("reactivation") == [("11-12", "11-12", "12-12", "2027-01-11")]
    letter = rosie.one("reactivation")
    assert (letter.subject_kind, letter.subject_id) == ("customer", ann)
    assert letter.occurrence == ago(rosie, SILENT - 10)


def test_no_letter_is_planned_before_its_day_is_near(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, 100))
    assert states(rosie) == []
    later(rosie, 112)
    assert rosie.windows("reactivation") == [("2027-04-22", "2027-04-22", "2027-05-22", "2027-06-21")]


def test_a_prospect_gets_none(rosie: Rosie, ann: int) -> None:
    later(rosie, 400)
    assert states(rosie) == []


@pytest.mark.parametrize(("days", "planned"), [(SILENT + 60, True), (SILENT + 61, False)])
def test_a_purchase_that_comes_into_the_book_after_its_window_asks_for_none(
    rosie: Rosie, ann: int, days: int, planned: bool
) -> None:
    """LET-5."""
    rosie.sale(ann, ago(rosie, days))
    assert bool(states(rosie)) is planned


def test_who_told_us_that_they_left_is_not_asked_where_they_are(rosie: Rosie, ann: int) -> None:
    """CHN-2: they are lost from that day, before they turn dormant."""
    rosie.sale(ann, ago(rosie, SILENT - 10))
    told = read(DepartureEntry, {"told": "yes", "reason": "moved"}, rosie.setting)
    note_departure(rosie.book, ann, told, rosie.today)
    assert states(rosie) == [("cancelled", "no longer applies")]
    rosie.undo()
    assert states(rosie) == [("open", "")]


def test_who_buys_again_is_not_written_to(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT))
    rosie.sale(ann)
    assert states(rosie) == [("cancelled", "bought again")]
    rosie.undo()
    assert states(rosie) == [("open", "")]
    rosie.redo()
    assert states(rosie) == [("cancelled", "bought again")]


def test_a_purchase_given_back_is_no_purchase(rosie: Rosie, ann: int) -> None:
    """VAL-1a: the letter of the silence before it comes back."""
    rosie.sale(ann, ago(rosie, SILENT))
    sale = rosie.sale(ann)
    rosie.refund(sale)
    assert states(rosie) == [("open", "")]


def test_one_who_died_gets_none(rosie: Rosie, ann: int) -> None:
    """SUP-1."""
    rosie.sale(ann, ago(rosie, SILENT))
    customers.stop(rosie.book, ann, Cause.DECEASED, "", rosie.today)
    assert states(rosie) == [("cancelled", "deceased")]


def test_no_marketing_keeps_it(rosie: Rosie, ann: int) -> None:
    """SUP-3: it sells."""
    rosie.sale(ann, ago(rosie, SILENT))
    customers.stop(rosie.book, ann, Cause.NO_MARKETING, "", rosie.today)
    assert ("reactivation", "held", "no-marketing") in rosie.review()


def test_while_a_win_back_is_open_its_own_letters_go_in_its_place(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT))
    way = WayBack(rosie, ann)
    assert states(rosie) == [("cancelled", "win-back")]
    later(rosie, 1)
    assert states(rosie) == [("cancelled", "win-back")]
    way.end("stopped")
    assert states(rosie) == [("open", "")]


def test_the_kind_can_be_switched_off(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT))
    running.switch(rosie.book, "reactivation", rosie.today, on=False)
    assert states(rosie) == [("cancelled", "switched off")]
    running.switch(rosie.book, "reactivation", rosie.today, on=True)
    assert states(rosie) == [("open", "")]


# A day that moves ---------------------------------------------------------------------------------------------


def dormant_on(rosie: Rosie, customer: int) -> date:
    found = standing(rosie.book.db, customer)
    assert found
    return found.dormant_on


def quicken(rosie: Rosie, days: int) -> None:
    """Let another customer come twice within so many days: the shop's mean gap is that, from the next day on."""
    with rosie.book.act("Others bought", rosie.today) as act:
        for name in range(20):
            act.db.execute(
                "INSERT INTO customer (name, entered_on) VALUES (?, ?)", [f"Customer {name}", rosie.today.isoformat()]
            )
    other = rosie.customer("Ruth Parker")
    rosie.sale(other, ago(rosie, days))
    rosie.sale(other)


def test_a_letter_moves_with_its_day(rosie: Rosie, ann: int) -> None:
    """VAL-1a: the shop's mean gap drifts from day to day."""
    rosie.sale(ann, ago(rosie, SILENT - 10))
    quicken(rosie, 91)
    later(rosie, 1)
    (window,) = rosie.windows("reactivation")
    assert window[0] == dormant_on(rosie, ann).isoformat().removeprefix("2026-") == "11-15"


def test_a_day_that_moves_to_before_what_was_planned_is_not_missed(rosie: Rosie, ann: int) -> None:
    """LET-3: the day was beyond the horizon, and is past by the morning after."""
    rosie.sale(ann, ago(rosie, SILENT - 70))
    assert states(rosie) == []
    quicken(rosie, 60)
    later(rosie, 1)
    assert dormant_on(rosie, ann) < rosie.today
    (window,) = rosie.windows("reactivation")
    assert window[0] == dormant_on(rosie, ann).isoformat().removeprefix("2026-")


def test_a_day_that_moved_does_not_ask_twice(rosie: Rosie, ann: int) -> None:
    """VAL-1a: the occurrence is the last purchase day."""
    rosie.sale(ann, ago(rosie, SILENT))
    sending.mark_sent(rosie.book, [rosie.one("reactivation").id], rosie.today, rosie.today)
    quicken(rosie, 100)
    for _ in range(3):
        later(rosie, 30)
    assert [state for state, _ in states(rosie)] == ["sent"]


@pytest.mark.parametrize(
    ("silent", "gap", "after"),
    [(SILENT + 3, 93, 1), (SILENT + 3, 80, 1), (SILENT + 55, 80, 1), (SILENT, 92, 61), (SILENT - 10, 85, 1)],
    ids=["back", "ahead", "to before its window", "lapsed", "still to come"],
)
def test_a_note_moves_no_letter_whatever_moved_over_night(
    rosie: Rosie, ann: int, silent: int, gap: int, after: int
) -> None:
    """S9, LET-3: one whose day has come keeps its days; what else moved did so by the morning."""
    rosie.sale(ann, ago(rosie, silent))
    stood = rosie.one("reactivation")
    if after > 1:
        later(rosie, after - 1)
    quicken(rosie, gap)
    later(rosie, 1)
    assert dormant_on(rosie, ann) != stood.anchor
    assert (rosie.one("reactivation") == stood) is (silent >= SILENT)
    before = rosie.facts()
    rosie.birthday(ann, "2 June")
    assert rosie.facts()["letter"] == before["letter"]
    rosie.undo()
    assert rosie.facts() == before


def test_a_purchase_that_has_everybody_counted_anew_moves_their_letters_at_once(rosie: Rosie, ann: int) -> None:
    """S9: so it does in a small shop; the next note on one of the others moves nothing."""
    before = rosie.sale(ann, ago(rosie, SILENT - 20)) and rosie.windows("reactivation")
    other = rosie.customer("Ruth Parker")
    rosie.sale(other, ago(rosie, 92))
    start = rosie.facts()
    rosie.sale(other)
    moved = rosie.windows("reactivation")
    assert moved != before
    facts = rosie.facts()
    rosie.birthday(ann, "2 June")
    assert rosie.windows("reactivation") == moved
    rosie.undo()
    assert rosie.facts() == facts
    rosie.undo()
    assert rosie.facts() == start


def test_a_changed_window_holds_for_a_letter_whose_day_has_come(rosie: Rosie, ann: int) -> None:
    """LET-3: it keeps its day 0, and so it does when the window is as it was."""
    rosie.sale(ann, ago(rosie, SILENT + 3))
    quicken(rosie, 93)
    later(rosie, 1)
    before = rosie.windows("reactivation")
    rosie.set_window("reactivation", Window(14, 30, 90))
    assert rosie.windows("reactivation") == [("10-30", "11-13", "11-29", "2027-01-28")]
    rosie.birthday(ann, "2 June")
    rosie.set_window("reactivation", Window(0, 30, 60))
    assert rosie.windows("reactivation") == before


def test_a_letter_to_come_waits_for_a_day_that_moved_beyond_the_horizon(rosie: Rosie, ann: int) -> None:
    """LET-3, S9: it is cancelled by the morning, not by the next note, and comes back in its time."""
    rosie.sale(ann, ago(rosie, SILENT - 50))
    quicken(rosie, 100)
    later(rosie, 1)
    assert states(rosie) == [("cancelled", "no longer applies")]
    before = rosie.facts()
    rosie.birthday(ann, "2 June")
    assert states(rosie) == [("cancelled", "no longer applies")]
    rosie.undo()
    assert rosie.facts() == before
    later(rosie, 25)
    assert rosie.one("reactivation").anchor == dormant_on(rosie, ann)


def test_who_turns_out_to_be_far_from_dormant_is_not_asked_where_they_are(rosie: Rosie, ann: int) -> None:
    """VAL-1: a purchase of long before makes their rhythm slower, though the letter's day has come."""
    rosie.sale(ann, ago(rosie, SILENT + 3))
    rosie.sale(ann, ago(rosie, SILENT + 600))
    assert states(rosie) == [("cancelled", "no longer applies")]
    rosie.undo()
    assert states(rosie) == [("open", "")]


def test_what_lapsed_does_not_come_back_by_a_day_that_moved_a_little(rosie: Rosie, ann: int) -> None:
    """LET-2."""
    rosie.sale(ann, ago(rosie, SILENT))
    later(rosie, 61)
    quicken(rosie, 92)
    later(rosie, 1)
    assert dormant_on(rosie, ann) > rosie.one("reactivation").anchor
    assert "reactivation" not in [kind for kind, *_ in rosie.review()]


def test_each_silence_has_its_letter(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT))
    sending.mark_sent(rosie.book, [rosie.one("reactivation").id], rosie.today, rosie.today)
    rosie.sale(ann)
    for _ in range(30):
        later(rosie, 30)
    assert len({one.occurrence for one in rosie.letters("reactivation")}) == 2


# Written to by the owner's wish ---------------------------------------------------------------------------------


def wish(rosie: Rosie, *who: int, to: Opportunity = DORMANT) -> list[tuple[int, str]]:
    return list(write_to(rosie.book, who, to, rosie.today).refused)


def worked(rosie: Rosie) -> list[tuple[int, str, str, str]]:
    return rosie.book.db.execute("SELECT customer_id, list, on_day, outcome FROM worked ORDER BY id").fetchall()


def test_a_list_is_written_to_in_one_action(rosie: Rosie) -> None:
    who = [rosie.customer(name) for name in ("Ann Park", "Ruth Parker", "Otis Reed")]
    for one in who:
        rosie.sale(one, ago(rosie, 200))
    before = rosie.facts()
    done = write_to(rosie.book, who, Opportunity.SLIPPING, rosie.today)
    assert done.customers == tuple(who)
    assert done.refused == ()
    assert done.change
    assert done.change.label == "Planned 3 letters"
    assert rosie.windows("reactivation") == [("11-02", "11-02", "12-02", "2027-01-01")] * 3
    assert worked(rosie) == [(one, "slipping", "2026-11-02", "letter") for one in who]
    rosie.undo()
    assert {table: rows for table, rows in rosie.facts().items() if rows} == {
        table: rows for table, rows in before.items() if rows
    }
    rosie.redo()
    assert len(rosie.letters("reactivation", "open")) == 3


def test_one_letter_is_called_by_its_kind(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, 200))
    done = write_to(rosie.book, [ann], DORMANT, rosie.today)
    assert done.change
    assert done.change.label == "Planned 1 letter (We miss you)"


def test_what_the_owner_asked_for_stays_until_they_buy(rosie: Rosie, ann: int) -> None:
    """Planning leaves it alone, whatever is done to the customer meanwhile."""
    rosie.sale(ann, ago(rosie, 200))
    wish(rosie, ann)
    for year in ("1970", "1971", "1972"):
        later(rosie, 10)
        rosie.birthday(ann, f"2 June {year}")
        running.switch(rosie.book, "newsletter", rosie.today, on=False)
        running.switch(rosie.book, "newsletter", rosie.today, on=True)
    assert rosie.windows("reactivation") == [("11-02", "11-02", "12-02", "2027-01-01")]
    rosie.sale(ann)
    assert states(rosie) == [("cancelled", "bought again")]


def test_a_letter_that_went_by_wish_is_not_sent_again_on_the_dormant_day(rosie: Rosie, ann: int) -> None:
    """VAL-1a."""
    rosie.sale(ann, ago(rosie, 200))
    wish(rosie, ann)
    sending.mark_sent(rosie.book, [rosie.one("reactivation").id], rosie.today, rosie.today)
    for _ in range(10):
        later(rosie, 20)
    assert [state for state, _ in states(rosie)] == ["sent"]


def test_a_letter_that_was_to_come_later_comes_at_once(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT - 30))
    assert wish(rosie, ann) == []
    assert rosie.windows("reactivation") == [("11-02", "11-02", "12-02", "2027-01-01")]


def test_one_that_was_left_out_is_taken_up_again(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT))
    sending.skip(rosie.book, [rosie.one("reactivation").id], "not now", rosie.today)
    later(rosie, 10)
    assert wish(rosie, ann) == []
    assert rosie.windows("reactivation") == [("11-12", "11-12", "12-12", "2027-01-11")]


def test_one_that_is_due_already_is_the_letter_that_was_asked_for(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT))
    before = rosie.windows("reactivation")
    assert wish(rosie, ann) == []
    assert rosie.windows("reactivation") == before
    assert [outcome for *_, outcome in worked(rosie)] == ["letter"]


def test_one_that_was_put_off_comes_at_once(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT))
    sending.snooze(rosie.book, [rosie.one("reactivation").id], rosie.today + timedelta(days=20), rosie.today)
    later(rosie, 1)
    assert wish(rosie, ann) == []
    assert ("reactivation", "due", None) in rosie.review()


def test_one_that_lapsed_is_due_again(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, ago(rosie, SILENT))
    later(rosie, 61)
    assert wish(rosie, ann) == []
    assert rosie.one("reactivation").due == rosie.today


def test_who_cannot_be_written_to_is_skipped_with_why(rosie: Rosie) -> None:
    names = ("Has Died", "Never Bought", "Is Back", "Had It", "Sees It Printed", "Is Fine")
    who = {name: rosie.customer(name) for name in names}
    for name in names:
        if name != "Never Bought":
            rosie.sale(who[name], ago(rosie, 200))
    wish(rosie, who["Had It"])
    wish(rosie, who["Sees It Printed"])
    had, printed = (next(o.id for o in rosie.letters("reactivation") if o.customer_id == who[n]) for n in names[3:5])
    sending.mark_sent(rosie.book, [had], rosie.today, rosie.today)
    store.set_on(rosie.book.db, [printed], state="printed", printed_on=rosie.today)
    customers.stop(rosie.book, who["Has Died"], Cause.DECEASED, "", rosie.today)
    WayBack(rosie, who["Is Back"])
    skipped = dict(wish(rosie, *who.values()))
    assert {name: skipped[one] for name, one in who.items() if one in skipped} == {
        "Has Died": "has died",
        "Never Bought": "has not bought yet",
        "Is Back": "is being won back",
        "Had It": "had this letter on 2026-11-02",
        "Sees It Printed": "this letter is printed already",
    }


@pytest.mark.parametrize(
    ("to", "on", "why"),
    [
        (Opportunity.PRAISE, True, "no letter fits this list"),
        (DORMANT, False, "“We miss you” is switched off in the plan"),
    ],
)
def test_nobody_is_written_to_where_no_letter_can_come_of_it(
    rosie: Rosie, ann: int, to: Opportunity, on: bool, why: str
) -> None:
    rosie.sale(ann, ago(rosie, 200))
    running.switch(rosie.book, "reactivation", rosie.today, on=on)
    done = write_to(rosie.book, [ann], to, rosie.today)
    assert (done.customers, done.refused, done.change) == ((), ((ann, why),), None)
    assert worked(rosie) == []


def test_what_they_bought_last_is_named(rosie: Rosie, ann: int) -> None:
    from carebook.letters.desk.printing import compose
    from carebook.letters.writing import LetterText

    rosie.sale(ann, ago(rosie, SILENT), product="rose arch")
    letter = rosie.one("reactivation")
    text = compose(rosie.book.db, [letter.id], rosie.today)[letter.id]
    assert isinstance(text, LetterText)
    assert "It is nine months since we last saw you" in text.plain()
    assert "The last time it was for your rose arch" in text.plain()
    assert "We will stop at once" in text.footer


def test_who_buys_on_the_day_of_the_wish_is_not_written_to(rosie: Rosie, ann: int) -> None:
    """The new silence has not begun yet."""
    rosie.sale(ann, ago(rosie, 200))
    wish(rosie, ann)
    rosie.sale(ann)
    assert states(rosie) == [("cancelled", "bought again")]
    assert wish(rosie, ann) == [(ann, "bought today")]


def test_one_that_was_planned_and_left_takes_its_customer_off_the_list(rosie: Rosie, ann: int) -> None:
    """VAL-4: whoever had the letter is not to be written to again from the list."""
    rosie.sale(ann, ago(rosie, SILENT))
    letter = rosie.one("reactivation")
    sending.mark_sent(rosie.book, [letter.id], rosie.today, rosie.today)
    assert lists.worked(rosie.book.db, DORMANT, rosie.today).by_outcome == {"letter": 1}
    assert lists.place(rosie.book.db, DORMANT, rosie.today, ann) is None
    rosie.undo()
    assert lists.worked(rosie.book.db, DORMANT, rosie.today).by_outcome == {}
