"""The letters of the referrals' desk: thanks for every introduction, and asking for one (REF-2, REF-3, CMP-8a)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from complaining import Case
from rosie import Rosie, rosies
from word_of_mouth import WordOfMouth

from carebook.book import rows
from carebook.book.rows import Value
from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.letters.causes import said
from carebook.letters.desk import planning, running, sending
from carebook.letters.desk.printing import compose, print_letters
from carebook.letters.model import REFERRAL_KINDS, Window
from carebook.letters.store import letters as store
from carebook.letters.writing import LetterText
from carebook.referrals.model import Ask, Referral


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026."""
    with rosies(book_path, "11-02") as found:
        yield found


@pytest.fixture
def desk(rosie: Rosie) -> WordOfMouth:
    return WordOfMouth(rosie)


@pytest.fixture
def ann(rosie: Rosie) -> int:
    return rosie.customer()


@pytest.fixture
def sent_dora(desk: WordOfMouth, ann: int) -> Referral:
    return desk.introduce(ann)


def later(rosie: Rosie, days: int) -> None:
    rosie.on((rosie.today + timedelta(days=days)).isoformat())


def seen(rosie: Rosie, kind: str) -> tuple[str, str | None]:
    (found,) = [(state, cause) for name, state, cause in rosie.review() if name == kind]
    return found


def ended(rosie: Rosie, kind: str) -> tuple[str, str]:
    (one,) = rosie.letters(kind)
    return one.state, one.cause


def send(rosie: Rosie, kind: str) -> sending.Answer:
    return sending.mark_sent(rosie.book, [rosie.one(kind, None).id], rosie.today, rosie.today)


# Thanks -----------------------------------------------------------------------------------------------------


def test_an_introduction_on_monday_is_thanked_that_day_and_late_after_wednesday(
    rosie: Rosie, sent_dora: Referral
) -> None:
    """REF-3: within 2 business days, and no longer worth sending after 30 days."""
    assert rosie.windows("referral_thanks") == [("11-02", "11-02", "11-04", "12-02")]
    assert seen(rosie, "referral_thanks") == ("due", None)
    rosie.on("11-04")
    assert seen(rosie, "referral_thanks") == ("due", None)
    rosie.on("11-05")
    assert seen(rosie, "referral_thanks") == ("late", None)
    rosie.on("12-02")
    assert seen(rosie, "referral_thanks") == ("late", None)
    rosie.on("12-03")
    assert rosie.review() == []
    assert store.lapsed_between(rosie.book.db, date(2026, 12, 1), rosie.today)[0].about == "Dora Quinn"


def test_sending_it_thanks_and_undo_takes_that_back(rosie: Rosie, desk: WordOfMouth, sent_dora: Referral) -> None:
    """CMP-8a."""
    later(rosie, 1)
    assert send(rosie, "referral_thanks").refused == ()
    found = desk.referral(sent_dora)
    assert (found.thanked_on, found.thanked_by) == (rosie.today, "post")
    assert rosie.review() == []
    rosie.undo()
    assert desk.referral(sent_dora).thanked_on is None
    assert seen(rosie, "referral_thanks") == ("due", None)
    rosie.redo()
    assert desk.referral(sent_dora).thanked_on == rosie.today


@pytest.mark.parametrize(("via", "cause"), [("phone", "done by phone"), ("in person", "done in person")])
def test_thanks_by_another_way_cancel_the_letter(
    rosie: Rosie, desk: WordOfMouth, sent_dora: Referral, via: str, cause: str
) -> None:
    """CMP-8a."""
    desk.thank(sent_dora, via=via)
    assert ended(rosie, "referral_thanks") == ("cancelled", cause)
    rosie.undo()
    assert ended(rosie, "referral_thanks") == ("open", "")


def test_a_printed_one_is_cancelled_too_even_when_its_days_are_over(
    rosie: Rosie, desk: WordOfMouth, sent_dora: Referral, tmp_path: Path
) -> None:
    """SUP-2: nobody is thanked twice."""
    print_letters(rosie.book, None, rosie.today, tmp_path)
    later(rosie, 40)
    assert seen(rosie, "referral_thanks") == ("late", None)
    desk.thank(sent_dora, via="phone")
    assert send(rosie, "referral_thanks").refused == ((rosie.one("referral_thanks", None).id, "done by phone"),)


def test_putting_it_back_or_leaving_it_out_thanks_nobody(
    rosie: Rosie, desk: WordOfMouth, sent_dora: Referral, tmp_path: Path
) -> None:
    letter = rosie.one("referral_thanks").id
    print_letters(rosie.book, [letter], rosie.today, tmp_path)
    sending.put_back(rosie.book, [letter], rosie.today)
    assert seen(rosie, "referral_thanks") == ("due", None)
    sending.skip(rosie.book, [letter], "we met on the street", rosie.today)
    assert desk.referral(sent_dora).thanked_on is None
    later(rosie, 1)
    assert ended(rosie, "referral_thanks") == ("skipped", "we met on the street")


@pytest.mark.parametrize(
    ("cause", "found"),
    [
        (Cause.NO_MARKETING, ("due", None)),
        (Cause.DO_NOT_CONTACT, ("held", "do-not-contact")),
    ],
)
def test_who_wants_no_marketing_is_thanked_all_the_same(
    rosie: Rosie, ann: int, sent_dora: Referral, cause: Cause, found: tuple[str, str | None]
) -> None:
    """SUP-3."""
    customers.stop(rosie.book, ann, cause, "", rosie.today)
    assert seen(rosie, "referral_thanks") == found


def test_who_died_is_thanked_no_more(rosie: Rosie, ann: int, sent_dora: Referral) -> None:
    """SUP-1."""
    customers.stop(rosie.book, ann, Cause.DECEASED, "", rosie.today)
    assert ended(rosie, "referral_thanks") == ("cancelled", "deceased")


def test_two_introductions_are_two_thanks_on_one_day(rosie: Rosie, desk: WordOfMouth, ann: int) -> None:
    """FRQ-1: thanks keep no days between pieces, and wait for none."""
    rosie.open_account(ann, "2026-10-20")
    desk.introduce(ann)
    desk.introduce(ann, "Eve Moss")
    kinds = [(kind, state) for kind, state, _ in rosie.review()]
    assert kinds == [("referral_thanks", "due"), ("referral_thanks", "due"), ("welcome", "due")]


def test_who_was_named_second_is_thanked_too(rosie: Rosie, desk: WordOfMouth, ann: int) -> None:
    """REF-1, REF-3: it counts for no reward, and deserves the same thanks."""
    bob, dora = rosie.customer("Bob Lee"), rosie.customer("Dora Quinn")
    desk.introduce(ann, referred=dora)
    assert not desk.introduce(bob, referred=dora).counts
    assert {letter.customer_id for letter in rosie.letters("referral_thanks", "open")} == {ann, bob}


def test_putting_the_referrer_right_thanks_the_right_one(rosie: Rosie, desk: WordOfMouth, sent_dora: Referral) -> None:
    """REF-1."""
    bob = rosie.customer("Bob Lee")
    desk.correct(sent_dora, bob)
    states = [(one.customer_id, one.state, one.cause) for one in rosie.letters("referral_thanks")]
    assert states == [(sent_dora.customer_id, "cancelled", "no longer applies"), (bob, "open", "")]
    rosie.undo()
    assert ended(rosie, "referral_thanks") == ("open", "")


def test_an_introduction_of_long_ago_is_not_thanked(rosie: Rosie, desk: WordOfMouth, ann: int) -> None:
    """LET-5: by the day on which the introduction came into the book, not the customer."""
    desk.introduce(ann, "Old Friend", "2026-10-02")
    assert rosie.letters("referral_thanks") == []
    desk.introduce(ann, "Late Friend", "2026-10-03")
    assert rosie.windows("referral_thanks") == [("10-03", "10-03", "10-06", "11-02")]


@pytest.mark.parametrize("kind", REFERRAL_KINDS)
def test_a_kind_that_is_switched_off_is_cancelled_and_comes_back(rosie: Rosie, desk: WordOfMouth, kind: str) -> None:
    regular = desk.regular()
    desk.introduce(regular)
    desk.ask(regular)
    running.switch(rosie.book, kind, rosie.today, on=False)
    assert ended(rosie, kind) == ("cancelled", "switched off")
    running.switch(rosie.book, kind, rosie.today, on=True)
    assert ended(rosie, kind) == ("open", "")


def test_other_days_for_a_kind_keep_their_units(rosie: Rosie, sent_dora: Referral) -> None:
    """The first two numbers count business days, the third days."""
    rosie.set_window("referral_thanks", Window(1, 5, 10, open_days=True))
    assert rosie.windows("referral_thanks") == [("11-02", "11-03", "11-09", "11-12")]


def test_planning_once_more_plans_nothing_more(rosie: Rosie, desk: WordOfMouth) -> None:
    """LET-3."""
    regular = desk.regular()
    desk.introduce(regular)
    desk.ask(regular)
    for _ in range(40):
        later(rosie, 1)
    assert [len(rosie.letters(kind)) for kind in REFERRAL_KINDS] == [1, 1]


def test_old_introductions_cost_a_new_day_nothing(rosie: Rosie, ann: int) -> None:
    """Twenty thousand that nobody ever thanked for."""
    with rosie.book.act("Imported", rosie.today) as act:
        act.db.executemany(
            "INSERT INTO referral (customer_id, introduced, introduced_on, entered_on) VALUES (?, ?, ?, ?)",
            (
                (ann, f"Friend {n}", (date(2025, 1, 1) + timedelta(days=n % 600)).isoformat(), "2026-11-02")
                for n in range(20_000)
            ),
        )
    asked: list[str] = []
    rosie.book.db.set_trace_callback(asked.append)
    began = time.perf_counter()
    planning.plan_day(rosie.book, rosie.today + timedelta(days=1))
    took = time.perf_counter() - began
    rosie.book.db.set_trace_callback(None)
    (walks,) = [sql for sql in asked if "FROM referral r WHERE" in sql and "thanked_on" in sql and "SELECT r.id" in sql]
    plan = " ".join(row[3] for row in rosie.book.db.execute(f"EXPLAIN QUERY PLAN {walks}"))
    assert "referral_unthanked (introduced_on>? AND introduced_on<?)" in plan
    assert took < 1
    assert rosie.letters("referral_thanks") == []


# Asking -----------------------------------------------------------------------------------------------------


@pytest.fixture
def regular(desk: WordOfMouth) -> int:
    return desk.regular()


@pytest.fixture
def asked(desk: WordOfMouth, regular: int) -> Ask:
    return desk.ask(regular)


def test_asking_by_letter_plans_it_and_sending_it_asks(
    rosie: Rosie, desk: WordOfMouth, asked: Ask, tmp_path: Path
) -> None:
    """REF-2, CMP-8a."""
    assert rosie.windows("referral_ask") == [("11-02", "11-02", "11-16", "12-02")]
    later(rosie, 1)
    assert print_letters(rosie.book, None, rosie.today, tmp_path).letters == (rosie.one("referral_ask", "printed").id,)
    assert desk.asked(asked).asked_on is None
    later(rosie, 1)
    assert send(rosie, "referral_ask").refused == ()
    assert desk.asked(asked).asked_on == rosie.today
    assert rosie.one("referral_ask", "sent").sells
    rosie.undo()
    assert desk.asked(asked).asked_on is None
    assert ended(rosie, "referral_ask") == ("printed", "")


def test_an_ask_taken_back_takes_its_letter_along(rosie: Rosie, asked: Ask) -> None:
    rosie.undo()
    assert rosie.letters("referral_ask") == []


@pytest.mark.parametrize("via", ["post", "e-mail", "handwritten"])
def test_it_goes_by_the_channel_that_was_chosen(rosie: Rosie, desk: WordOfMouth, via: str) -> None:
    regular = desk.regular(email="ann@park.example")
    customers.permit(rosie.book, regular, "e-mail", "by form", rosie.today)
    asked = desk.ask(regular, via)
    (due,) = store.agenda(rosie.book.db)
    assert (due.kind, due.channel) == ("referral_ask", via)
    assert send(rosie, "referral_ask").refused == ()
    assert (desk.asked(asked).asked_on, desk.asked(asked).by_channel) == (rosie.today, via)
    assert rosie.one("referral_ask", "sent").sells


def test_without_leave_for_e_mail_it_goes_by_post(rosie: Rosie, desk: WordOfMouth) -> None:
    """SUP-5."""
    asked = desk.ask(desk.regular(email="ann@park.example"), "e-mail")
    assert send(rosie, "referral_ask").refused == ()
    assert desk.asked(asked).by_channel == "post"


def test_one_that_is_left_out_or_lapses_was_never_asked(rosie: Rosie, desk: WordOfMouth, asked: Ask) -> None:
    """Thirty days later they may be asked again."""
    sending.skip(rosie.book, [rosie.one("referral_ask").id], "not now", rosie.today)
    later(rosie, 30)
    desk.praise(asked.customer_id)
    assert "a letter that asks them is under way" in desk.against(asked.customer_id)
    later(rosie, 1)
    assert desk.asked(asked).asked_on is None
    desk.ask(asked.customer_id)
    assert [letter.state for letter in rosie.letters("referral_ask")] == ["skipped", "open"]


@pytest.mark.parametrize("cause", [Cause.NO_MARKETING, Cause.DO_NOT_CONTACT])
def test_who_wants_none_is_not_asked(rosie: Rosie, asked: Ask, cause: Cause) -> None:
    """SUP-3."""
    customers.stop(rosie.book, asked.customer_id, cause, "", rosie.today)
    assert seen(rosie, "referral_ask") == ("held", str(cause))


def test_a_death_in_the_household_holds_it(rosie: Rosie, asked: Ask) -> None:
    """SUP-1."""
    with rosie.book.act("A death", rosie.today) as act:
        act.db.execute("UPDATE customer SET quiet_from = '2026-11-02' WHERE id = ?", [asked.customer_id])
    assert seen(rosie, "referral_ask") == ("held", "quiet period until 2027-01-31")


def settle(rosie: Rosie, case: Case) -> None:
    case.acknowledge()
    case.agree()
    case.put_right()
    case.follow_up()
    case.close()


def test_story_7_a_complaint_holds_it_until_day_110(rosie: Rosie, desk: WordOfMouth, asked: Ask) -> None:
    """CMP-6, fixed point 7: received on day 5 after a sale, closed recovered on day 20, asked again from day 110."""
    rosie.set_window("referral_ask", Window(0, 14, 200))
    for kind in ("seasons_greeting", "anniversary", "how_are_we_doing", "reactivation"):
        running.switch(rosie.book, kind, rosie.today, on=False)
    sale = rosie.today
    later(rosie, 5)
    case = Case(rosie, asked.customer_id)
    assert seen(rosie, "referral_ask") == ("held", f"complaint {case.number}")
    later(rosie, 15)
    settle(rosie, case)
    until = sale + timedelta(days=110)
    hold = f"complaint {case.number} until {until}"
    assert seen(rosie, "referral_ask") == ("held", hold)
    assert said(hold, rosie.today) == f"waits until Sat 20 Feb 2027: too soon after complaint {case.number}"
    rosie.on((until - timedelta(days=1)).isoformat())
    assert seen(rosie, "referral_ask") == ("held", hold)
    rosie.on(until.isoformat())
    assert seen(rosie, "referral_ask")[0] == "late"


def test_thanks_go_on_while_a_complaint_is_open(rosie: Rosie, ann: int, sent_dora: Referral) -> None:
    """CMP-6 holds what sells or asks; thanks do neither."""
    Case(rosie, ann)
    assert seen(rosie, "referral_thanks") == ("due", None)


# What they are written from ------------------------------------------------------------------------------------


def text_of(rosie: Rosie, kind: str) -> LetterText:
    (written,) = compose(rosie.book.db, [rosie.one(kind).id], rosie.today).values()
    assert isinstance(written, LetterText)
    return written


def test_thanks_know_whether_they_came_and_nothing_of_what_they_bought(
    rosie: Rosie, desk: WordOfMouth, sent_dora: Referral
) -> None:
    """REF-3."""
    assert "Should Dora Quinn come to us one day" in text_of(rosie, "referral_thanks").plain()
    desk.not_now(sent_dora)
    assert text_of(rosie, "referral_thanks").plain().count("Dora Quinn") == 1
    dora = rosie.customer("Dora Quinn")
    desk.come(sent_dora, dora)
    rosie.sale(dora, product="golden spade")
    whole = text_of(rosie, "referral_thanks").plain()
    assert "We have got to know Dora Quinn by now" in whole
    assert "spade" not in whole


def test_a_partner_is_thanked_as_one(rosie: Rosie, desk: WordOfMouth) -> None:
    vet = rosie.customer("Mill Lane Vets", kind="business")
    with rosie.book.act("Agreed", rosie.today) as act:
        act.db.execute("INSERT INTO partner (customer_id, since) VALUES (?, '2026-01-01')", [vet])
    desk.introduce(vet)
    assert "Thank you for sending Dora Quinn our way." in text_of(rosie, "referral_thanks").plain()
    with rosie.book.act("Ended", rosie.today) as act:
        act.db.execute("UPDATE partner SET ended_on = '2026-11-01'")
    assert "Thank you for telling Dora Quinn about us." in text_of(rosie, "referral_thanks").plain()


def test_what_asks_says_the_terms_of_the_day(rosie: Rosie, desk: WordOfMouth, asked: Ask) -> None:
    """LET-8: before there are any, what they would say is left out."""
    assert "first time" not in text_of(rosie, "referral_ask").plain()
    desk.set_terms(
        who_fits="People with a garden and little time.",
        what_to_say="“They come when they say they will.”",
        referrer_kind="voucher",
        referrer_amount="10",
        introduced_kind="discount",
        introduced_what="10 % off",
    )
    text = text_of(rosie, "referral_ask")
    whole = " ".join(text.paragraphs)
    assert "whom we can do the most for: people with a garden and little time." in whole.casefold()
    assert "plenty: “They come when they say they will.” Your own" in whole
    assert "we thank you with a voucher for $10.00, and welcome them with 10 % off." in whole
    assert text.cards
    assert text.cards.lines[1:] == ("With your first purchase: 10 % off", "Sent by Ann Park")
    assert "Sent by Ann Park" in text.plain()


@pytest.mark.parametrize("printed", [False, True], ids=["open", "printed"])
@pytest.mark.parametrize("by_letter", [True, False], ids=["by letter", "by phone"])
def test_an_ask_takes_the_place_of_an_earlier_one(
    rosie: Rosie, asked: Ask, tmp_path: Path, *, printed: bool, by_letter: bool
) -> None:
    """REF-2: nobody is asked twice, not by a letter that the owner lets wait longer either."""
    rosie.set_window("referral_ask", Window(0, 14, 90))
    if printed:
        print_letters(rosie.book, None, rosie.today, tmp_path)
    later(rosie, 31)
    values: dict[str, Value] = {"customer_id": asked.customer_id, "wanted_on": rosie.today}
    values |= {"by_channel": "post"} if by_letter else {"by_channel": "phone", "asked_on": rosie.today}
    with rosie.book.act("Asked anew", rosie.today) as act:
        rows.insert(act.db, "ask", values)
    found = [(letter.state, letter.cause) for letter in rosie.letters("referral_ask")]
    assert found == [("cancelled", "asked already"), ("open", "")][: 1 + by_letter]
    rosie.undo()
    assert ended(rosie, "referral_ask") == ("printed" if printed else "open", "")
