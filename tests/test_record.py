"""One customer over all desks: what an access request gets of buying, leaving and coming back."""

from __future__ import annotations

import pytest

from carebook.book import rows
from carebook.cli.record_words import record_in_words
from carebook.customers.desk import add_customer, record_sale
from carebook.customers.entry import CustomerEntry, SaleEntry
from carebook.merging.desk import merge
from carebook.record import as_document, record
from carebook.referrals.desk.asking import ask, note_moment
from carebook.referrals.desk.introducing import add_introduced, introduce
from carebook.referrals.desk.partnering import make_partner, pass_on
from carebook.referrals.desk.rewarding import pay, promise, thank
from carebook.referrals.entry import (
    AskEntry,
    IntroductionEntry,
    MomentEntry,
    PaidEntry,
    PartnerEntry,
    PassedOnEntry,
    RewardEntry,
    ThanksEntry,
)
from carebook.retention.desk.counting import count_day
from carebook.retention.desk.leaving import note_departure
from carebook.retention.desk.winning import add_offer, decide, end, learn_why, open_win_back
from carebook.retention.entry import DepartureEntry, EndingEntry, OfferEntry, WantEntry, WhyEntry

ANSWERS = {
    "first_question": "What made you look elsewhere?",
    "first_answer": "Nobody called back",
    "second_question": "What do they do better?",
    "second_answer": "They call",
}


@pytest.fixture
def ann(book, enter, today):
    """Ann bought twice, told us that she left, and is asked why; one offer of another shop is known."""
    number = add_customer(book, enter(CustomerEntry, name="Ann Park"), today).only("customer")
    for day in ("2026-01-05", "2026-03-05"):
        record_sale(book, number, enter(SaleEntry, sold_on=day, product="seed", amount="100", cost="40"), today)
    left = {"noted_on": "2026-11-02", "reason": "dissatisfied", "words": "The mower", "told": "yes"}
    note_departure(book, number, enter(DepartureEntry, **left), today)
    _, case = open_win_back(book, number, today)
    decide(book, case.id, enter(WantEntry, on_day="today"), today)
    why = {"on_day": "today", "via": "phone", "reason": "dissatisfied", "chose_for": "Advice", "left_for": "Speed"}
    learn_why(book, case.id, enter(WhyEntry, **why, **ANSWERS), today)
    offer = {"side": "theirs", "who": "Big Box", "feature": "mower", "price": "199.50", "rating": "7"}
    add_offer(book, case.id, enter(OfferEntry, on_day="today", **offer), today)
    count_day(book, today)
    return book, number


def test_the_document_has_rhythm_state_and_tier(ann, today):
    """VAL-1 and CHN-2: who told us is lost."""
    book, number = ann
    standing = as_document(record(book.db, number, today))["standing"]
    assert (standing["state"], standing["tier"], standing["profit"]) == ("lost", "VIP", "120.00")
    assert standing["in_words"] == "usually every 8 weeks, silent for 37"
    assert standing["lost_on"] == "2026-11-02"


def test_the_document_has_departures_and_win_backs_with_all_their_parts(ann, today):
    book, number = ann
    document = as_document(record(book.db, number, today))
    assert [(one["reason"], one["words"], one["told"]) for one in document["departures"]] == [
        ("dissatisfied", "The mower", True)
    ]
    (case,) = document["win_backs"]
    assert (case["chose_for"], case["left_for"], case["reason"]) == ("Advice", "Speed", "dissatisfied")
    assert [probe["answer"] for probe in case["probes"]] == ["Nobody called back", "They call"]
    assert [(offer["who"], offer["price"], offer["rating"]) for offer in case["offers"]] == [("Big Box", "199.50", 7)]
    assert [step["step"] for step in case["steps"]] == ["opened", "wanted", "why", "offer"]


def test_words_tell_the_same(ann, today):
    book, number = ann
    words = record_in_words(record(book.db, number, today))
    for said in (
        "usually every 8 weeks, silent for 37",
        "lost since Mon 2 Nov 2026",
        "tier: VIP",
        "profit: $120.00, in the last 24 months $120.00",
        "Mon 2 Nov 2026  dissatisfied (they told us): The mower",
        "open, responsibility",
        "left for: Speed",
        "Wed 25 Nov 2026  told us why by phone: dissatisfied",
        "“What do they do better?” They call",
        "offer from Big Box: mower at $199.50, rated 7 of 10",
    ):
        assert said in words


def test_a_case_that_ended_says_how(ann, enter, today):
    book, number = ann
    (case,) = record(book.db, number, today).win_backs
    stopped = {"on_day": "today", "outcome": "stopped", "ending": "No answer"}
    with book.writing():
        book.db.execute(
            "UPDATE win_back SET responsibility_on = '2026-11-25', permission_on = '2026-11-25', permission = 'refused'"
        )
    end(book, case.win_back.id, enter(EndingEntry, **stopped), today)
    words = record_in_words(record(book.db, number, today))
    assert "stopped on Wed 25 Nov 2026" in words
    assert "how it ended: No answer" in words


def test_a_prospect_has_no_standing(book, enter, today):
    number = add_customer(book, enter(CustomerEntry, name="Cy"), today).only("customer")
    found = record(book.db, number, today)
    assert as_document(found)["standing"] is None
    assert "Buying" not in record_in_words(found)


@pytest.fixture
def vet(book, enter, today):
    """Bo Vet, a partner, sent by Ann; asked once, with two who came by him and one whom we sent."""
    ann = add_customer(book, enter(CustomerEntry, name="Ann Park"), today).only("customer")
    number = add_introduced(book, enter(CustomerEntry, name="Bo Vet", opened_on="2025-01-02"), ann, today)
    bo = number.only("customer")
    for day in ("2026-01-05", "2026-03-05"):
        record_sale(book, bo, enter(SaleEntry, sold_on=day, product="seed", amount="100"), today)
    note_moment(book, bo, enter(MomentEntry, on_day="2026-11-20", what="so kind"), today)
    ask(book, bo, enter(AskEntry, via="phone", answer="agreed", note="gladly"), today)
    _, found = introduce(book, bo, enter(IntroductionEntry, introduced="Dora", note="met at the show"), today)
    promise(book, found.id, enter(RewardEntry, kind="voucher", what="for tea", amount="12.50"), today)
    pay(book, 1, enter(PaidEntry, ending="by hand"), today)
    make_partner(book, bo, enter(PartnerEntry, since="2026-02-01", trade="vet", agreed="a card at each counter"), today)
    pass_on(book, bo, enter(PassedOnEntry, name="Zed", on_day="2026-05-01", note="a sick cat"), today)
    return bo


def test_the_document_has_both_directions_of_referrals_with_rewards_and_diary(book, vet, today):
    """REF-1: the record shows both directions."""
    document = as_document(record(book.db, vet, today))
    (given,) = document["referrals"]
    assert (given["introduced"], given["stage"], given["referrer"]) == ("Dora", "introduced", "Bo Vet")
    (reward,) = given["rewards"]
    assert (reward["amount"], reward["paid_on"], reward["ending"]) == ("12.50", "2026-11-25", "by hand")
    assert [step["step"] for step in given["steps"]] == ["introduced", "rewarded"]
    (received,) = document["referred_by"]
    assert (received["referrer"], received["stage"], received["counts"]) == ("Ann Park", "bought", True)


def test_the_document_has_asks_moments_and_the_partner(book, vet, today):
    document = as_document(record(book.db, vet, today))
    assert [(one["answer"], one["asked_on"]) for one in document["asks"]] == [("agreed", "2026-11-25")]
    assert [(one["kind"], one["what"]) for one in document["moments"]] == [("praise", "so kind")]
    assert (document["partner"]["trade"], document["partner"]["since"]) == ("vet", "2026-02-01")
    assert [(one["name"], one["on_day"]) for one in document["passed_on"]] == [("Zed", "2026-05-01")]


def test_words_tell_of_referrals_too(book, vet, today):
    words = record_in_words(record(book.db, vet, today))
    for said in (
        "Wed 25 Nov 2026  Dora, introduced (met at the show)",
        "reward of the referrer: for tea ($12.50), paid on Wed 25 Nov 2026 (by hand)",
        "Thu 2 Jan 2025  Ann Park, bought",
        "Wed 25 Nov 2026, by phone: agreed on Wed 25 Nov 2026 (gladly)",
        "Fri 20 Nov 2026  praise: so kind",
        "since Sun 1 Feb 2026 (vet)",
        "agreed: a card at each counter",
        "Fri 1 May 2026  sent them Zed (a sick cat)",
    ):
        assert said in words


@pytest.mark.parametrize(
    ("via", "how"), [("in person", "in person"), ("handwritten", "by hand"), ("phone", "by phone")]
)
def test_words_say_how_somebody_was_thanked_and_asked(book, vet, enter, today, via: str, how: str):
    thank(book, 2, enter(ThanksEntry, via=via, on_day="today"), today)
    with book.writing():
        book.db.execute("UPDATE ask SET by_channel = ?", [via])
    words = record_in_words(record(book.db, vet, today))
    assert f"Wed 25 Nov 2026  thanked {how}" in words
    assert f"Wed 25 Nov 2026, {how}: agreed" in words


def test_who_has_nothing_to_do_with_referrals_has_empty_parts(book, enter, today):
    number = add_customer(book, enter(CustomerEntry, name="Cy"), today).only("customer")
    found = record(book.db, number, today)
    document = as_document(found)
    assert [document[part] for part in ("referrals", "referred_by", "asks", "moments", "passed_on")] == [[]] * 5
    assert document["partner"] is None
    assert "Partner" not in record_in_words(found)


def test_reminders_own_letters_and_merged_records_are_told(book, enter, today):
    """An access request gets them too."""
    ann = add_customer(book, enter(CustomerEntry, name="Ann Park", stage="research"), today).only("customer")
    double = add_customer(book, enter(CustomerEntry, name="Anna Park", external_id="C2"), today).only("customer")
    with book.act("More", today) as act:
        of = {"customer_id": double, "entered_on": today}
        rows.insert(act.db, "reminder", of | {"on_day": "2026-11-20", "what": "Ask about the fence"})
        rows.insert(act.db, "own_letter", of | {"title": "The fence", "text": "It is in.", "wanted_on": "2026-11-21"})
    merge(book, ann, double, today)
    found = record(book.db, ann, today)
    document = as_document(found)
    assert document["customer"]["stage"] == "research"
    assert [(one["on_day"], one["what"]) for one in document["reminders"]] == [("2026-11-20", "Ask about the fence")]
    assert [(one["title"], one["letter_class"]) for one in document["own_letters"]] == [("The fence", "goodwill")]
    assert [(one["gone_name"], one["gone_external_id"]) for one in document["merged"]] == [("Anna Park", "C2")]
    words = record_in_words(found)
    for said in (
        "buying stage: research",
        "Fri 20 Nov 2026  Ask about the fence",
        "Sat 21 Nov 2026  The fence, goodwill",
        "Wed 25 Nov 2026  Anna Park (C2)",
    ):
        assert said in words
