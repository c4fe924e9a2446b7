"""What a complaint does to letters: those that it asks for, those that it ends, and those that wait for it (CMP-6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from complaining import Case
from rosie import Rosie, day, rosies

from carebook.complaints import desk as complaints
from carebook.complaints.entry import CaseEntry, ProgressEntry
from carebook.complaints.model import Stage
from carebook.complaints.refusals import HasDied
from carebook.customers import desk as customers
from carebook.customers import store as customer_store
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.letters.desk import planning, running, sending
from carebook.letters.desk.printing import compose, print_letters
from carebook.letters.desk.running import NotInThePlan
from carebook.letters.desk.sending import NotPossible
from carebook.letters.entry import CampaignEntry
from carebook.letters.model import CASE_KINDS
from carebook.letters.store import letters as store
from carebook.letters.store.buyers import count_buyers, products, sale_behind
from carebook.letters.store.drafts import facts_of
from carebook.letters.writing import LetterText
from carebook.shop import desk as shop_desk
from carebook.shop import store as shop_store
from carebook.shop.entry import GatheringEntry
from carebook.typed import Wrong

HELD = ("held", "complaint 2026-001")
FREE = ("due", None)


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026."""
    with rosies(book_path, "11-02") as found:
        yield found


@pytest.fixture
def ann(rosie: Rosie) -> int:
    return rosie.customer()


@pytest.fixture
def case(rosie: Rosie, ann: int) -> Case:
    return Case(rosie, ann)


def seen(rosie: Rosie, kind: str) -> tuple[str, str | None]:
    """The state and cause of the one letter of a kind on the day's agenda."""
    (found,) = [(state, cause) for name, state, cause in rosie.review() if name == kind]
    return found


def text_of(rosie: Rosie, kind: str) -> str:
    letter = rosie.one(kind)
    text = compose(rosie.book.db, [letter.id], rosie.today)[letter.id]
    assert isinstance(text, LetterText)
    return text.plain()


def campaign(rosie: Rosie, kind: str, **typed: str) -> None:
    usual = {"title": "Roses", "message": "They are in.", "starts_on": "today"}
    running.add_campaign(rosie.book, read(CampaignEntry, {"kind": kind, **usual, **typed}, rosie.setting), rosie.today)


# The letters that a case asks for ----------------------------------------------------------------------------


def test_each_step_of_a_case_asks_for_its_letter(rosie: Rosie, case: Case) -> None:
    """CMP-1, CMP-3, CMP-5: business days for what is owed, days for the follow-up."""
    assert rosie.windows("complaint_acknowledgement") == [("11-02", "11-02", "11-03", "-")]
    case.acknowledge()
    assert rosie.windows("complaint_acknowledgement") == []
    rosie.on("11-04")
    case.agree()
    assert rosie.windows("adjustment") == [("11-04", "11-04", "11-05", "-")]
    rosie.on("11-06")
    case.put_right()
    assert rosie.windows("recovery_follow_up") == [("11-06", "11-11", "11-13", "11-20")]


@pytest.mark.parametrize(("kind", "late"), [("complaint_acknowledgement", "11-09"), ("refusal", "11-09")])
def test_a_weekend_between_is_not_counted(rosie: Rosie, ann: int, kind: str, late: str) -> None:
    """Friday's letter is late after Monday, and the same for one whose day 0 is a closed Saturday."""
    for on in ("11-06", "11-07"):
        rosie.on(on)
        case = Case(rosie, ann, words=f"on {on}")
        if kind == "refusal":
            case.acknowledge()
            case.refuse()
        assert rosie.windows(kind)[-1] == (on, on, late, "-")


def test_the_follow_up_lapses_and_the_others_wait_until_the_case_is_closed(rosie: Rosie, case: Case) -> None:
    case.acknowledge()
    case.agree()
    case.put_right()
    rosie.on("11-17")
    assert seen(rosie, "adjustment") == ("late", None)
    assert "recovery_follow_up" not in [kind for kind, *_ in rosie.review()]  # it lapsed on Monday 16
    case.follow_up()
    case.close()
    assert [(one.kind, one.state, one.cause) for one in rosie.letters() if one.kind == "adjustment"] == [
        ("adjustment", "cancelled", "case closed")
    ]


def test_a_refusal_is_planned_on_the_day_of_the_decision(rosie: Rosie, case: Case) -> None:
    case.acknowledge()
    rosie.on("11-05")
    case.refuse()
    assert rosie.windows("refusal") == [("11-05", "11-05", "11-06", "-")]
    case.close("refused")
    assert rosie.one("refusal", "cancelled").cause == "case closed"


def test_a_case_that_begins_anew_asks_for_letters_of_its_own(rosie: Rosie, case: Case) -> None:
    """A reopened case gives a second adjustment letter; the first stays as it was sent."""
    case.acknowledge()
    case.agree()
    sending.mark_sent(rosie.book, [rosie.one("adjustment").id], rosie.today, rosie.today)
    case.put_right()
    case.follow_up()
    case.close()
    rosie.on("11-20")
    case.reopen()
    assert rosie.letters("adjustment", "open") == []
    case.agree(what="the whole price", promised_on="+3d")
    assert rosie.windows("adjustment") == [("11-20", "11-20", "11-23", "-")]
    assert rosie.one("adjustment", "sent").occurrence != rosie.one("adjustment").occurrence
    assert "You are getting your money back: the whole price. It will be with you by November 23." in text_of(
        rosie, "adjustment"
    )


def test_a_remedy_that_is_not_right_yet_is_agreed_on_once_more(rosie: Rosie, case: Case) -> None:
    case.acknowledge()
    case.agree()
    case.put_right()
    case.follow_up(is_right="no")
    assert rosie.letters("adjustment", "open") == []
    assert rosie.letters("recovery_follow_up", "open") == []
    case.agree(kind="replacement", what="a new arch")
    assert "You are getting a replacement: a new arch." in text_of(rosie, "adjustment")


def test_a_letter_of_a_case_switched_off_is_not_planned(rosie: Rosie, ann: int) -> None:
    running.switch(rosie.book, "complaint_acknowledgement", rosie.today, on=False)
    Case(rosie, ann)
    assert rosie.letters("complaint_acknowledgement") == []
    running.switch(rosie.book, "complaint_acknowledgement", rosie.today, on=True)
    assert rosie.one("complaint_acknowledgement")


def test_do_not_contact_lets_the_letters_of_a_case_through(rosie: Rosie, ann: int) -> None:
    """SUP-3: they are service."""
    customers.stop(rosie.book, ann, Cause.DO_NOT_CONTACT, "said so", rosie.today)
    Case(rosie, ann)
    assert seen(rosie, "complaint_acknowledgement") == FREE


# What waits, and what goes on --------------------------------------------------------------------------------


def a_newsletter(rosie: Rosie, _: int) -> None:
    campaign(rosie, "newsletter")


def a_promotion(rosie: Rosie, _: int) -> None:
    campaign(rosie, "promotion", offer="10 % off", ends_on="+30d")


def an_anniversary(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, "2026-06-02")
    rosie.open_account(ann, "2024-11-04")


def a_greeting(rosie: Rosie, _: int) -> None:
    rosie.on("11-12")


def a_gathering(rosie: Rosie, _: int) -> None:
    """The day drawn for an appreciation lies 21 to 7 days before it."""
    entry = read(GatheringEntry, {"day": "2026-11-23", "label": "Winter evening"}, rosie.setting)
    shop_desk.add_gathering(rosie.book, entry, rosie.today)
    rosie.on(str(rosie.one("appreciation").due))


def a_survey(rosie: Rosie, ann: int) -> None:
    rosie.sale(ann, "2026-11-02", product="spade")
    rosie.on("11-09")


def a_half_year(rosie: Rosie, ann: int) -> None:
    rosie.open_account(ann, "2024-05-02")


HOLDS: list[tuple[str, Callable[[Rosie, int], None]]] = [
    ("newsletter", a_newsletter),
    ("promotion", a_promotion),
    ("anniversary", an_anniversary),
    ("seasons_greeting", a_greeting),
    ("appreciation", a_gathering),
    ("how_did_we_do", a_survey),
    ("how_are_we_doing", a_half_year),
]


@pytest.mark.parametrize(("kind", "comes_about"), HOLDS, ids=[kind for kind, _ in HOLDS])
def test_what_sells_asks_or_celebrates_waits_while_a_complaint_is_open(
    rosie: Rosie, ann: int, kind: str, comes_about: Callable[[Rosie, int], None]
) -> None:
    """CMP-6: the cause is the complaint's number; undo brings it back."""
    comes_about(rosie, ann)
    assert seen(rosie, kind) == FREE
    Case(rosie, ann)
    assert seen(rosie, kind) == HELD
    number = rosie.one(kind).id
    assert sending.mark_sent(rosie.book, [number], rosie.today, rosie.today).refused == ((number, HELD[1]),)
    rosie.undo()
    assert seen(rosie, kind) == FREE


@pytest.mark.parametrize(("kind", "comes_about"), HOLDS, ids=[kind for kind, _ in HOLDS])
def test_after_a_complaint_only_what_sells_goes_on_waiting(
    rosie: Rosie, ann: int, kind: str, comes_about: Callable[[Rosie, int], None]
) -> None:
    """CMP-6: 30 days after it was put right, 180 after any other end."""
    comes_about(rosie, ann)
    Case(rosie, ann).settle()
    until = rosie.today + timedelta(days=30)
    sells = kind in ("newsletter", "promotion")
    assert seen(rosie, kind) == (("held", f"complaint 2026-001 until {until}") if sells else FREE)


def test_the_hold_of_a_complaint_can_be_overridden_with_a_reason(rosie: Rosie, ann: int) -> None:
    """SUP-8."""
    campaign(rosie, "newsletter")
    Case(rosie, ann)
    number = rosie.one("newsletter").id
    with pytest.raises(NotPossible, match="Say in a few words"):
        sending.override_hold(rosie.book, number, " ", rosie.today)
    sending.override_hold(rosie.book, number, "she asked for it", rosie.today)
    assert seen(rosie, "newsletter") == FREE
    assert rosie.one("newsletter").override == "she asked for it"
    rosie.undo()
    assert seen(rosie, "newsletter") == HELD


def test_of_two_complaints_the_older_open_one_is_named_and_the_longer_wait_counts(rosie: Rosie, ann: int) -> None:
    campaign(rosie, "newsletter")
    first, second = Case(rosie, ann, words="late"), Case(rosie, ann, words="rude")
    assert seen(rosie, "newsletter") == ("held", "complaint 2026-001")
    first.settle()
    assert seen(rosie, "newsletter") == ("held", "complaint 2026-002")
    second.settle("refused")
    assert seen(rosie, "newsletter") == ("held", "complaint 2026-002 until 2027-05-01")


@pytest.mark.parametrize("kind", ["birthday", "pet_birthday"])
def test_a_birthday_goes_on_without_its_offer(rosie: Rosie, ann: int, kind: str) -> None:
    """CMP-6, SUP-4: without the offer it is goodwill, and says nothing of how to stop."""
    rosie.set_offer(kind, "10 % off")
    member = rosie.member(ann, "Fifi", "pet") if kind == "pet_birthday" else None
    rosie.birthday(ann, "11 nov", member)
    assert "10 % off" in text_of(rosie, kind)
    case = Case(rosie, ann)
    assert seen(rosie, kind) == FREE
    assert "10 % off" not in text_of(rosie, kind)
    assert "We will stop at once" not in text_of(rosie, kind)
    assert offer_rests(rosie, kind) == "complaint 2026-001"
    (due,) = [one for one in store.agenda(rosie.book.db) if one.kind == kind]
    assert due.letter_class == "goodwill"
    case.settle()
    assert offer_rests(rosie, kind) == "complaint 2026-001 until 2026-12-02"
    assert "10 % off" not in text_of(rosie, kind)


def offer_rests(rosie: Rosie, kind: str) -> str:
    db, number = rosie.book.db, rosie.one(kind).id
    return facts_of(db, [number], shop_store.shop(db), store.planned_kinds(db), rosie.today)[number][1].offer_rests


def test_a_congratulation_goes_on(rosie: Rosie, ann: int) -> None:
    rosie.news(ann, "congratulation", "Opened a second shop")
    Case(rosie, ann)
    assert seen(rosie, "congratulation") == FREE


def test_the_letters_of_the_sale_complained_of_are_cancelled_and_no_others(rosie: Rosie, ann: int) -> None:
    """CMP-6, S9."""
    mower = rosie.sale(ann, "2026-11-02", product="mower")
    before = rosie.facts()
    Case(rosie, ann, sale_id=mower)
    for kind in ("thank_you", "how_did_we_do"):
        assert rosie.one(kind, "cancelled").cause == "complaint"
    rosie.on("11-20")
    rosie.sale(ann, "2026-11-20", product="spade")
    assert rosie.one("thank_you").anchor == day("11-20")
    rosie.undo()
    rosie.undo()
    assert rosie.facts() == before
    assert rosie.one("thank_you").subject_id == mower


def test_a_thank_you_that_is_printed_is_cancelled_too(rosie: Rosie, ann: int, tmp_path: Path) -> None:
    """SUP-2."""
    sale = rosie.sale(ann, "2026-11-02")
    (number,) = print_letters(rosie.book, None, rosie.today, tmp_path).letters
    Case(rosie, ann, sale_id=sale)
    assert dict(sending.mark_sent(rosie.book, [number], rosie.today, rosie.today).refused) == {number: "complaint"}


# Letter and duty are one (CMP-8a) ----------------------------------------------------------------------------


def test_a_sent_acknowledgement_acknowledges(rosie: Rosie, case: Case) -> None:
    """CMP-8a."""
    before = rosie.facts()
    sending.mark_sent(rosie.book, [rosie.one("complaint_acknowledgement").id], rosie.today, rosie.today)
    assert (case.now.stage, case.now.acknowledged_by, case.now.acknowledged_on) == (
        Stage.ACKNOWLEDGED, "post", rosie.today,
    )  # fmt: skip
    assert case.now.answer_by == day("11-09")
    assert rosie.one("complaint_acknowledgement", "sent")
    assert [one.note for one in customer_store.contacts(rosie.book.db, case.now.customer_id)][-1:] != []
    rosie.undo()
    assert rosie.facts() == before


@pytest.mark.parametrize(
    ("via", "cause"), [("phone", "done by phone"), ("in person", "done in person"), ("e-mail", "done by e-mail")]
)
def test_acknowledging_otherwise_cancels_the_letter(rosie: Rosie, case: Case, via: str, cause: str) -> None:
    """CMP-8a."""
    case.acknowledge(via=via)
    assert rosie.one("complaint_acknowledgement", "cancelled").cause == cause
    rosie.undo()
    assert rosie.one("complaint_acknowledgement").cause == ""


def test_a_sent_follow_up_asks_and_a_call_before_it_cancels_it(rosie: Rosie, case: Case) -> None:
    """CMP-5, CMP-8a."""
    case.acknowledge()
    case.agree()
    case.put_right()
    rosie.on("11-07")
    sending.mark_sent(rosie.book, [rosie.one("recovery_follow_up").id], rosie.today, rosie.today)
    assert (case.now.asked_again_on, case.now.stage) == (day("11-07"), Stage.PUT_RIGHT)
    rosie.undo()
    assert case.now.asked_again_on is None
    case.follow_up(via="phone")
    assert rosie.one("recovery_follow_up", "cancelled").cause == "done by phone"
    rosie.undo()
    assert rosie.one("recovery_follow_up")


# Ends --------------------------------------------------------------------------------------------------------


def test_a_printed_letter_whose_case_closes_is_refused_at_sending(rosie: Rosie, case: Case, tmp_path: Path) -> None:
    """SUP-2."""
    case.acknowledge()
    case.agree()
    (number,) = print_letters(rosie.book, None, rosie.today, tmp_path).letters
    case.close("withdrawn")
    assert sending.mark_sent(rosie.book, [number], rosie.today, rosie.today).refused == ((number, "case closed"),)
    rosie.undo()
    assert sending.mark_sent(rosie.book, [number], rosie.today, rosie.today).done == (number,)


def test_nothing_is_printed_for_a_customer_who_died_with_a_case_open(
    rosie: Rosie, ann: int, case: Case, tmp_path: Path
) -> None:
    """SUP-1."""
    customers.mark_deceased(rosie.book, ann, "her son called", rosie.today)
    assert rosie.one("complaint_acknowledgement", "cancelled").cause == "deceased"
    with pytest.raises(HasDied):
        case.acknowledge()
    assert print_letters(rosie.book, None, rosie.today, tmp_path).letters == ()
    assert rosie.review() == []


def test_planning_a_case_twice_and_after_a_month_plans_each_letter_once(rosie: Rosie, case: Case) -> None:
    """LET-3."""
    case.acknowledge()
    case.agree()
    case.put_right()
    once = [(one.kind, one.state, one.due) for one in rosie.letters() if one.kind in CASE_KINDS]
    for on in ("11-02", "11-03", "12-10"):
        rosie.on(on)
        assert [(one.kind, one.state, one.due) for one in rosie.letters() if one.kind in CASE_KINDS] == once
    case.follow_up()
    rosie.on("12-11")
    assert [one.kind for one in rosie.letters() if one.kind in CASE_KINDS] == [kind for kind, *_ in once]


def test_a_reader_of_another_day_sees_the_letters_of_cases(rosie: Rosie, case: Case) -> None:
    """LET-3: ahead, and on a day before."""
    case.acknowledge()
    case.agree()
    case.put_right()
    with rosie.book.twin() as reader:
        planning.look_ahead(reader.db, day("11-08"))
        assert [one.kind for one in store.agenda(reader.db)] == ["adjustment", "recovery_follow_up"]


# Printed, and then the case goes on -------------------------------------------------------------------------


def tell(rosie: Rosie, case: Case, **typed: str) -> None:
    entry = read(ProgressEntry, {"words": "It is on its way.", **typed}, rosie.setting)
    complaints.tell_progress(rosie.book, case.id, entry, rosie.today)


def edit(rosie: Rosie, case: Case, **typed: str) -> None:
    as_it_was = {"words": case.now.words, "summary": case.now.summary, "received_on": str(case.now.received_on)}
    complaints.edit_case(rosie.book, case.id, read(CaseEntry, {**as_it_was, **typed}, rosie.setting), rosie.today)


OUTDATED: list[tuple[str, Callable[[Rosie, Case], object]]] = [
    ("complaint_acknowledgement", lambda rosie, case: edit(rosie, case, summary="the rose arch came broken")),
    ("adjustment", lambda rosie, case: tell(rosie, case, new_day="+3w")),
    ("adjustment", lambda _, case: case.put_right()),
    ("complaint_acknowledgement", lambda rosie, case: edit(rosie, case, received_on="2026-10-30")),
    ("adjustment", lambda _, case: case.give("a bag of bulbs")),
]


@pytest.mark.parametrize(("kind", "goes_on"), OUTDATED)
def test_what_is_printed_about_a_case_goes_back_when_its_words_are_outdated(
    rosie: Rosie, case: Case, tmp_path: Path, kind: str, goes_on: Callable[[Rosie, Case], object]
) -> None:
    """LET-7, S9: it is to be printed anew; undo makes it the printed one again."""
    if kind == "adjustment":
        case.acknowledge()
        case.agree()
    number = rosie.one(kind).id
    assert print_letters(rosie.book, [number], rosie.today, tmp_path).letters == (number,)
    before, old = rosie.facts(), rosie.one(kind, "printed").text
    rosie.on("11-03")
    goes_on(rosie, case)
    back = rosie.one(kind, "open")
    assert (back.printed_on, back.text) == (None, "")
    assert seen(rosie, kind) in (FREE, ("late", None))
    assert text_of(rosie, kind) != old
    rosie.undo()
    assert rosie.facts() == before


def test_what_is_printed_about_a_case_stays_when_its_words_do(rosie: Rosie, case: Case, tmp_path: Path) -> None:
    print_letters(rosie.book, None, rosie.today, tmp_path)
    rosie.on("11-05")
    edit(rosie, case, severity="urgent")
    assert rosie.one("complaint_acknowledgement", "printed").text
    case.acknowledge()
    case.agree(promised_on="+1w")
    print_letters(rosie.book, None, rosie.today, tmp_path)
    edit(rosie, case, severity="small")
    assert rosie.one("adjustment", "printed").printed_on == day("11-05")


# A notice to buyers ------------------------------------------------------------------------------------------


def notice(rosie: Rosie, product: str = "mower", **period: str) -> None:
    campaign(rosie, "product_notice", product=product, message="The bolt comes loose.", title="", **period)


def readers(rosie: Rosie) -> list[int]:
    return sorted(one.customer_id for one in rosie.letters("product_notice", "open"))


@pytest.fixture
def buyers(rosie: Rosie) -> list[int]:
    """Four customers: three of a mower, one of a spade; the third gave hers back."""
    sales = {
        "Ann Park": ("2026-03-02", "mower"),
        "John Novak": ("2026-06-02", "mower"),
        "Mary Costa": ("2026-06-02", "mower"),
        "Leo Stone": ("2026-06-02", "spade"),
    }
    found = []
    for name, (sold_on, product) in sales.items():
        found.append(rosie.customer(name))
        sale = rosie.sale(found[-1], sold_on, product=product)
        if name == "Mary Costa":
            rosie.refund(sale)
    return found


def test_a_notice_goes_to_every_buyer_and_says_so_beforehand(rosie: Rosie, buyers: list[int]) -> None:
    """What was given back in full does not count; the product is matched exactly."""
    assert products(rosie.book.db) == ["mower", "spade"]
    assert count_buyers(rosie.book.db, "mower", None, None) == 2
    notice(rosie)
    assert readers(rosie) == buyers[:2]
    assert set(rosie.windows("product_notice")) == {("11-02", "11-02", "11-03", "-")}
    assert store.campaigns(rosie.book.db)[0].title == "mower"
    rosie.undo()
    assert rosie.letters("product_notice") == []


@pytest.mark.parametrize(
    ("period", "reached"),
    [
        ({"bought_from": "2026-03-03"}, [1]),
        ({"bought_until": "2026-06-01"}, [0]),
        ({"bought_from": "2026-03-02", "bought_until": "2026-06-02"}, [0, 1]),
    ],
)
def test_only_who_bought_in_the_period_gets_the_notice(
    rosie: Rosie, buyers: list[int], period: dict[str, str], reached: list[int]
) -> None:
    first, last = (day(period[name]) if name in period else None for name in ("bought_from", "bought_until"))
    assert count_buyers(rosie.book.db, "mower", first, last) == len(reached)
    notice(rosie, **period)
    assert readers(rosie) == [buyers[place] for place in reached]


def test_nobody_gets_the_same_notice_twice(rosie: Rosie, buyers: list[int]) -> None:
    notice(rosie, bought_until="2026-04-01")
    for period in ({}, {"bought_from": "2026-04-01"}, {"bought_until": "2026-03-02"}):
        with pytest.raises(NotInThePlan, match="“mower” of Mon 2 Nov goes to buyers of “mower”"):
            notice(rosie, **period)
    notice(rosie, bought_from="2026-04-02")
    notice(rosie, product="spade")
    assert readers(rosie) == [buyers[0], buyers[1], buyers[3]]
    for _ in range(3):
        rosie.undo()
    notice(rosie)
    assert readers(rosie) == buyers[:2]


def test_a_notice_follows_its_facts(rosie: Rosie, buyers: list[int]) -> None:
    """LET-9: a refund takes it away; a sale of that product, found later, brings it."""
    notice(rosie)
    sale = sale_behind(rosie.book.db, rosie.letters("product_notice")[0].id)
    assert sale
    rosie.refund(sale)
    assert readers(rosie) == [buyers[1]]
    rosie.sale(buyers[3], "2026-06-03", product="mower")
    assert readers(rosie) == [buyers[1], buyers[3]]


def test_the_dead_get_no_notice(rosie: Rosie, buyers: list[int]) -> None:
    """SUP-1."""
    customers.mark_deceased(rosie.book, buyers[0], "", rosie.today)
    assert count_buyers(rosie.book.db, "mower", None, None) == 1
    notice(rosie)
    assert readers(rosie) == [buyers[1]]


def test_a_notice_that_would_reach_nobody_is_refused(rosie: Rosie, buyers: list[int]) -> None:
    with pytest.raises(running.NotInThePlan, match="Nobody bought “mow” in that time"):
        notice(rosie, "mow")
    assert store.campaigns(rosie.book.db) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"product": ""}, "product"),
        ({"message": " "}, "message"),
        ({"message": "\u200b\u2800"}, "message"),
        ({"kind": "newsletter", "title": "Roses", "message": "\u200b"}, "message"),
        ({"kind": "promotion", "title": "Roses", "offer": "\u200b", "ends_on": "+6w"}, "offer"),
        ({"bought_from": "2026-06-02", "bought_until": "2026-03-02"}, "bought_until"),
    ],
)
def test_a_notice_needs_its_product_its_words_and_a_period_in_order(
    rosie: Rosie, typed: dict[str, str], field: str
) -> None:
    whole = {"kind": "product_notice", "product": "mower", "message": "It is loose.", "starts_on": "today", **typed}
    with pytest.raises(Wrong) as wrong:
        read(CampaignEntry, whole, rosie.setting)
    assert list(wrong.value.errors) == [field]


def test_a_notice_whose_title_shows_nothing_is_called_by_its_product(rosie: Rosie) -> None:
    typed = {"kind": "product_notice", "product": "mower", "message": "Loose.", "starts_on": "today", "title": "\u200b"}
    assert read(CampaignEntry, typed, rosie.setting).title == "mower"


def test_a_buyers_answer_becomes_a_case_about_that_sale(rosie: Rosie, buyers: list[int]) -> None:
    later = rosie.sale(buyers[0], "2026-09-02", product="mower")
    notice(rosie)
    number = next(one.id for one in rosie.letters("product_notice") if one.customer_id == buyers[0])
    assert sale_behind(rosie.book.db, number) == later
    case = Case(rosie, buyers[0], sale_id=later)
    assert case.now.product == "mower"


def test_letters_about_no_sale_have_none_behind_them(rosie: Rosie, case: Case) -> None:
    assert sale_behind(rosie.book.db, rosie.one("complaint_acknowledgement").id) is None
    assert sale_behind(rosie.book.db, 999) is None


# What the letters say ----------------------------------------------------------------------------------------


def test_an_acknowledgement_says_all_that_it_must(rosie: Rosie, ann: int) -> None:
    """Case number, what we understood, thanks, an apology with responsibility, who, and the next date."""
    Case(rosie, ann, sale_id=rosie.sale(ann, "2026-10-28", product="A rose arch"), handler="Tom Hart")
    text = text_of(rosie, "complaint_acknowledgement")
    for said in (
        "Thank you for telling us about your rose arch.",
        "case 2026-001",
        "This is how we understand it: the rose arch came nine days late.",
        "We are sorry, and we take responsibility for it",
        "Tom Hart looks after it",
        "by November 9",
    ):
        assert said in text


def test_an_adjustment_says_what_was_given_in_its_order(rosie: Rosie, case: Case) -> None:
    """CMP-3, CMP-4."""
    case.acknowledge()
    case.agree(what_happened="it was taken down wrong", what_changed="We read it back now")
    case.give("A bag of bulbs.")
    case.give("an hour of our time")
    parts = [
        "You are getting your money back: the delivery. It will be with you by November 9.",
        "We are sorry for what happened",
        "It was taken down wrong. We read it back now.",
        "We would also like you to have a bag of bulbs and an hour of our time.",
        "Thank you for giving us the chance.",
    ]
    text = text_of(rosie, "adjustment")
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_an_adjustment_promises_no_day_that_is_over(rosie: Rosie, case: Case) -> None:
    case.acknowledge()
    case.agree()
    rosie.on("11-11")
    assert "You are getting your money back: the delivery.\n" in text_of(rosie, "adjustment")
    case.put_right()
    assert "You have your money back: the delivery.\n" in text_of(rosie, "adjustment")
