"""Campaigns: whom they are for, who is left out and why, what they take the place of, and what came of them."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rosie import Rosie, day, rosies
from word_of_mouth import WordOfMouth

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import desk as customers
from carebook.customers.entry import ContactEntry
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.letters import campaigns as laws
from carebook.letters.campaigns import (
    Fate,
    HowFar,
    Line,
    Person,
    Reach,
    break_even,
    by_cause,
    grouped,
    held_as,
    person_of,
    reach_of,
    why_none,
)
from carebook.letters.desk import answers, planning, running, sending
from carebook.letters.desk.printing import compose
from carebook.letters.desk.running import NotInThePlan
from carebook.letters.entry import CampaignEntry
from carebook.letters.model import Campaign, State
from carebook.letters.rules import Decision
from carebook.letters.store import answering, letters, rates
from carebook.letters.store import campaigns as store
from carebook.letters.store.buyers import sale_behind
from carebook.letters.store.past_seasons import past_seasons
from carebook.letters.writing import LetterText
from carebook.merging.desk import merge
from carebook.shop import desk as shop_desk
from carebook.shop.entry import GatheringEntry
from carebook.tui.panes.today_detail import detail_of
from carebook.typed import Wrong


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026, before the season's greetings."""
    with rosies(book_path, "11-02") as found:
        yield found


def entry(rosie: Rosie, **typed: str) -> CampaignEntry:
    usual = {"title": "Winter news", "message": "All is warm.", "starts_on": rosie.today.isoformat()}
    return read(CampaignEntry, {**usual, **typed}, rosie.setting)


def campaign(rosie: Rosie, **typed: str) -> int:
    return running.add_campaign(rosie.book, entry(rosie, **typed), rosie.today).only("campaign")


def season(rosie: Rosie, kind: str = "seasons_greeting", **typed: str) -> int:
    return campaign(rosie, kind=kind, **{"title": "", "message": "", **typed})


def gathering(rosie: Rosie, on: str) -> int:
    typed = {"day": day(on).isoformat(), "label": "Open house"}
    return shop_desk.add_gathering(rosie.book, read(GatheringEntry, typed, rosie.setting), rosie.today).only(
        "gathering"
    )


def found(rosie: Rosie, number: int) -> Campaign:
    one = store.campaign(rosie.book.db, number)
    assert one
    return one


def people(rosie: Rosie, number: int) -> dict[int, Person]:
    return {one.customer_id: one for one in store.people(rosie.book.db, found(rosie, number), rosie.today)}


def fates(rosie: Rosie, number: int) -> dict[int, tuple[str, str]]:
    return {who: (str(one.fate), one.cause) for who, one in people(rosie, number).items()}


def written_to(rosie: Rosie, kind: str) -> set[int]:
    return {one.customer_id for one in rosie.letters(kind, "open")}


# The laws ------------------------------------------------------------------------------------------------

LEFT_OUT, WAITS = Fate.LEFT_OUT, Fate.WAITS


@pytest.mark.parametrize(
    ("cause", "lapses", "fate", "called"),
    [
        ("deceased", "2026-12-01", LEFT_OUT, "has died"),
        ("do-not-contact; no-marketing", None, LEFT_OUT, "asked not to be contacted"),
        ("no-marketing", None, LEFT_OUT, "wants no marketing"),
        ("gone away", None, LEFT_OUT, "moved away, no new address"),
        ("no address", None, LEFT_OUT, "no address"),
        ("no permission for e-mail", None, LEFT_OUT, "no leave for offers by e-mail"),
        ("complaint 2026-014", "2026-12-01", LEFT_OUT, "an open complaint"),
        ("complaint 2026-014 until 2026-11-20", "2026-12-01", WAITS, "a complaint not long ago"),
        ("quiet period until 2027-02-01", "2026-12-01", LEFT_OUT, "a death in the household, until it is too late"),
        ("quiet period until 2026-11-30", "2026-12-01", WAITS, "a death in the household"),
        ("spacing until 2026-11-20", "2026-12-01", WAITS, "too soon after another letter"),
        ("spacing until 2026-12-01", "2026-12-01", WAITS, "too soon after another letter"),
        ("spacing until 2026-12-02", "2026-12-01", LEFT_OUT, "too soon after another letter, until it is too late"),
        ("spacing until 2026-11-20", None, WAITS, "too soon after another letter"),
        (
            *("spacing until 2026-11-20; 5 posted pieces in 90 days until 2027-01-02", "2026-12-01", LEFT_OUT),
            "enough by post for now, until it is too late",
        ),
        ("2 selling pieces in 90 days until 2026-11-30", "2026-12-01", WAITS, "enough offers by post for now"),
        ("no posted pieces in this shop", None, LEFT_OUT, "your settings let nothing go by post"),
        ("until 2026-11-09", "2026-12-01", WAITS, "put off"),
        ("skipped: moved abroad", None, LEFT_OUT, "skipped by you"),
        ("lapsed unsent", None, LEFT_OUT, "lapsed unsent"),
    ],
)
def test_a_cause_leaves_out_or_lets_wait_and_has_a_name(
    cause: str, lapses: str | None, fate: Fate, called: str
) -> None:
    """LET-2: who waits for something that ends too late is left out."""
    decided, first = held_as(cause, lapses)
    assert (decided, grouped(decided, first)) == (fate, called)


GETS, LAPSES = Fate.GETS, "2026-11-20"
SPACED = "spacing until 2026-11-09"


@pytest.mark.parametrize(
    ("letter", "ahead", "expected"),
    [
        ({}, None, (GETS, "")),
        ({}, SPACED, (WAITS, SPACED)),
        ({}, "deceased", (LEFT_OUT, "deceased")),
        ({"state": "sent"}, "deceased", (Fate.SENT, "")),
        ({"state": "answered"}, "deceased", (Fate.ANSWERED, "")),
        ({"state": "skipped", "cause": "moved"}, None, (LEFT_OUT, "skipped: moved")),
        ({"state": "cancelled", "cause": "deceased"}, None, (LEFT_OUT, "deceased")),
        ({"state": "open", "today": "due"}, "deceased", (GETS, "")),
        ({"state": "open", "today": "late"}, None, (GETS, "")),
        ({"state": "open", "today": "held", "held_by": SPACED}, None, (WAITS, SPACED)),
        ({"state": "open", "today": "held", "held_by": "until 2026-11-21"}, None, (LEFT_OUT, "until 2026-11-21")),
        ({"state": "open", "today": "snoozed", "held_by": "until 2026-11-20"}, None, (WAITS, "until 2026-11-20")),
        ({"state": "printed", "today": "held", "held_by": "until 2026-11-21"}, None, (WAITS, "until 2026-11-21")),
        ({"state": "printed", "today": "late"}, "deceased", (Fate.PRINTED, "")),
        ({"state": "printed", "lapses": "2026-11-01"}, None, (Fate.PRINTED, "")),
        ({"state": "open", "lapses": "2026-11-01"}, None, (LEFT_OUT, "lapsed unsent")),
        ({"state": "open", "lapses": "2026-11-02"}, None, (GETS, "")),
        ({"state": "open"}, "no address", (LEFT_OUT, "no address")),
    ],
)
def test_what_becomes_of_a_campaign_follows_from_the_letter_or_from_what_it_will_meet(
    letter: dict[str, str], ahead: str | None, expected: tuple[Fate, str]
) -> None:
    """LET-2: what is on paper already has no last day any more."""
    line = Line(7, 1 if letter else None, **{"lapses": LAPSES, **letter})
    meets = Decision(0, State.HELD if ahead else State.DUE, None, ahead)
    found = person_of(line, meets, LAPSES, "", day("11-02"))
    assert (found.customer_id, found.letter_id, found.fate, found.cause) == (7, 1 if letter else None, *expected)


@pytest.mark.parametrize(
    ("state", "ahead", "expected"),
    [(None, "", "switched off"), (None, "deceased", "deceased"), ("open", "", "")],
)
def test_who_has_no_letter_hears_why_unless_something_stops_it_anyway(
    state: str | None, ahead: str, expected: str
) -> None:
    decision = Decision(0, State.HELD, None, ahead or None)
    assert person_of(Line(7, state=state), decision, None, "switched off", day("11-02")).cause == expected


@pytest.mark.parametrize(
    ("kind", "is_on", "horizon", "expected"),
    [
        ("newsletter", False, None, "switched off"),
        ("newsletter", True, None, ""),
        ("newsletter", True, "11-01", ""),
        ("newsletter", True, "11-02", "came into the book too late"),
        ("seasons_greeting", True, "12-31", "came into the book too late"),
        ("appreciation", True, "11-01", ""),
        ("appreciation", True, "11-02", "appreciated already this year"),
    ],
)
def test_why_there_is_no_letter(kind: str, is_on: bool, horizon: str | None, expected: str) -> None:
    found = Campaign(1, kind, "", "", "", "", day("11-02"), None)
    assert why_none(found, is_on=is_on, horizon=day(horizon) if horizon else None) == expected


DEAD, NOWHERE, NOR_WANTS = ((LEFT_OUT, cause) for cause in ("deceased", "no address", "no address; no-marketing"))
PUT_OFF, TOO_SOON = (WAITS, "until 2026-11-09"), (WAITS, "spacing until 2026-11-20")


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([], []),
        (
            [(Fate.ANSWERED, ""), (Fate.SENT, ""), (Fate.PRINTED, ""), (Fate.GETS, ""), PUT_OFF, DEAD],
            [
                *((LEFT_OUT, "has died", [6]), (WAITS, "put off", [5]), (Fate.GETS, "", [4])),
                *((Fate.PRINTED, "", [3]), (Fate.SENT, "", [2]), (Fate.ANSWERED, "", [1])),
            ],
        ),
        (
            [DEAD, NOWHERE, TOO_SOON, TOO_SOON, NOR_WANTS, PUT_OFF, PUT_OFF],
            [
                *((LEFT_OUT, "no address", [2, 5]), (LEFT_OUT, "has died", [1])),
                *((WAITS, "put off", [6, 7]), (WAITS, "too soon after another letter", [3, 4])),
            ],
        ),
    ],
    ids=["nobody", "by fate", "then by number and word"],
)
def test_causes_are_told_in_one_order(
    people: list[tuple[Fate, str]], expected: list[tuple[Fate, str, list[int]]]
) -> None:
    """LET-2: who is left out first, then who waits; the most common cause first."""
    found = by_cause(Person(place, None, *one) for place, one in enumerate(people, 1))
    assert [(fate, said, [one.customer_id for one in group]) for fate, said, group in found] == expected


def test_everybody_stands_under_one_cause_and_the_greatest_comes_first() -> None:
    fates = [Person(1, None, Fate.GETS, ""), Person(2, 9, Fate.SENT, ""), Person(3, None, LEFT_OUT, "deceased")]
    fates += [Person(n, None, LEFT_OUT, "no-marketing; no address") for n in (4, 5)]
    fates += [Person(6, None, WAITS, "spacing until 2026-11-20")]
    reach = reach_of(fates)
    assert reach[:4] == (6, 2, 1, 3)
    assert [(one.said, one.customers) for one in reach.causes] == [
        ("wants no marketing", 2),
        ("has died", 1),
        ("too soon after another letter", 1),
    ]
    assert reach_of([]) == Reach(0, 0, 0, 0, ())


@pytest.mark.parametrize(
    ("cost", "profit", "pieces", "expected"),
    [
        (85, 4500, 2000, (38, 2000, 1.9)),
        (100, 100, 7, (7, 7, 100.0)),
        (0, 4500, 2000, (0, 2000, 0.0)),
        (85, 50, 10, (17, 10, 170.0)),
        (85, 0, 2000, None),
        (None, 4500, 2000, None),
        (85, None, 2000, None),
    ],
)
def test_so_many_must_answer_to_pay_for_all(
    cost: int | None, profit: int | None, pieces: int, expected: tuple[int, int, float] | None
) -> None:
    even = break_even(cost, profit, pieces)
    assert (None if even is None else (*even[:2], round(even.share, 1))) == expected


@given(cost=st.integers(0, 500), profit=st.integers(1, 10_000), pieces=st.integers(0, 3000))
def test_so_many_answers_pay_and_one_less_does_not(cost: int, profit: int, pieces: int) -> None:
    even = break_even(cost, profit, pieces)
    assert even
    assert even.answers * profit >= pieces * cost
    assert even.answers == 0 or (even.answers - 1) * profit < pieces * cost


def test_a_campaign_is_planned_going_out_and_done(rosie: Rosie) -> None:
    one = found(rosie, campaign(rosie, starts_on="2026-11-10"))
    assert laws.how_far(one, 5, day("11-09")) is HowFar.PLANNED
    assert laws.how_far(one, 5, day("11-10")) is HowFar.GOING_OUT
    assert laws.how_far(one, 0, day("11-10")) is HowFar.DONE


# What may come in ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": ""}, "title"),
        ({"message": " "}, "message"),
        ({"kind": "raffle"}, "kind"),
        ({"tier": "gold"}, "tier"),
        ({"stage": "asleep"}, "stage"),
        ({"piece_cost": "-1"}, "piece_cost"),
        ({"piece_cost": "a lot"}, "piece_cost"),
        ({"answer_profit": "-0.01"}, "answer_profit"),
        ({"bought_from": "2026-05-01"}, "product"),
        ({"product": "mower", "bought_from": "2026-05-01", "bought_until": "2026-04-01"}, "bought_until"),
        ({"kind": "promotion", "offer": "10 % off"}, "ends_on"),
        ({"kind": "appreciation", "ends_on": "2026-11-01"}, "ends_on"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(rosie: Rosie, typed: dict[str, str], field: str) -> None:
    with pytest.raises(Wrong) as wrong:
        entry(rosie, **typed)
    assert list(wrong.value.errors) == [field]


def test_a_greeting_needs_no_words_and_never_offers(rosie: Rosie) -> None:
    """LET-10."""
    greeting = entry(rosie, kind="seasons_greeting", title="", message="", offer="10 % off")
    assert (greeting.title, greeting.offer) == ("Season's greeting 2026", "")


def test_a_notice_goes_to_every_buyer_whatever_else_is_typed(rosie: Rosie) -> None:
    notice = entry(rosie, kind="product_notice", title="", product="mower", tag="vip", tier="VIP", place="Bath")
    assert (notice.title, notice.tag, notice.tier, notice.place) == ("mower", "", None, "")


# The segment ---------------------------------------------------------------------------------------------


def segments(rosie: Rosie) -> dict[str, int]:
    """Enter customers of whom one differs from the others in each part of a segment."""
    made = {
        "tag": rosie.customer("Tag", tags="garden club, seeds"),
        "persona": rosie.customer("Persona", persona="flower lover"),
        "stage": rosie.customer("Stage", stage="research"),
        "place": rosie.customer("Place", city="Rockland"),
        "product": rosie.customer("Product"),
        "plain": rosie.customer("Plain"),
    }
    rosie.sale(made["product"], "2026-08-01", product="mower", amount="10")
    rosie.sale(made["plain"], "2026-06-01", product="mower", amount="900")
    return made


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        ({"tag": "garden club"}, {"tag"}),
        ({"persona": "flower lover"}, {"persona"}),
        ({"stage": "research"}, {"stage"}),
        ({"place": "rockland"}, {"place"}),
        ({"tier": "VIP"}, {"plain"}),
        ({"product": "mower"}, {"product", "plain"}),
        ({"product": "mower", "bought_from": "2026-07-01"}, {"product"}),
        ({"product": "mower", "bought_until": "2026-07-01"}, {"plain"}),
        ({"product": "mower", "tier": "VIP"}, {"plain"}),
        ({"tag": "garden club", "place": "Rockland"}, set()),
        ({}, {"tag", "persona", "stage", "place", "product", "plain"}),
    ],
)
def test_a_newsletter_goes_to_its_segment(rosie: Rosie, typed: dict[str, str], whom: set[str]) -> None:
    made = segments(rosie)
    number = campaign(rosie, **typed)
    expected = {made[name] for name in whom}
    assert written_to(rosie, "newsletter") == expected
    assert people(rosie, number).keys() == expected


def test_who_comes_into_a_segment_later_gets_it_and_who_leaves_it_does_not(rosie: Rosie) -> None:
    """LET-3."""
    ann = rosie.customer(persona="landscaper")
    bo = rosie.customer("Bo Lund")
    campaign(rosie, product="mower")
    assert written_to(rosie, "newsletter") == set()
    sale = rosie.sale(bo, "2026-10-01", product="mower")
    assert written_to(rosie, "newsletter") == {bo}
    rosie.refund(sale)
    assert written_to(rosie, "newsletter") == set()
    assert ann not in written_to(rosie, "newsletter")


def test_a_newsletter_to_buyers_is_not_about_their_sale(rosie: Rosie) -> None:
    """A complaint in answer to it is about something else: only a notice is about what they bought."""
    ann = rosie.customer()
    rosie.sale(ann, "2026-10-01", product="mower")
    campaign(rosie, product="mower")
    assert sale_behind(rosie.book.db, rosie.one("newsletter").id) is None


# Left out, by cause --------------------------------------------------------------------------------------


def stopped(rosie: Rosie) -> dict[str, int]:
    """Enter a customer for each cause."""
    book, today = rosie.book, rosie.today
    made = {name: rosie.customer(name) for name in ("gets", "deceased", "no-marketing", "do-not-contact", "gone-away")}
    customers.mark_deceased(book, made["deceased"], "", today)
    for cause in (Cause.NO_MARKETING, Cause.DO_NOT_CONTACT, Cause.GONE_AWAY):
        customers.stop(book, made[str(cause)], cause, "said so", today)
    made["no address"] = rosie.customer("Nowhere", address1="", city="", region="", postcode="")
    made["by e-mail"] = rosie.customer("Mail", address1="", city="", region="", postcode="", email="m@example.com")
    return made


def test_who_is_left_out_is_told_by_cause_before_and_after_it_is_saved(rosie: Rosie) -> None:
    """SUP-1, SUP-3, SUP-5, SUP-6."""
    made = stopped(rosie)
    expected = {
        made["gets"]: ("gets it", ""),
        made["deceased"]: ("left out", "deceased"),
        made["no-marketing"]: ("left out", "no-marketing"),
        made["do-not-contact"]: ("left out", "do-not-contact"),
        made["gone-away"]: ("left out", "gone away"),
        made["no address"]: ("left out", "no address"),
        made["by e-mail"]: ("left out", "no permission for e-mail"),
    }
    planned = Campaign(0, **entry(rosie).model_dump())
    before = store.preview(rosie.book.db, planned, rosie.today)
    assert {one.customer_id: (str(one.fate), one.cause) for one in before} == expected
    number = campaign(rosie)
    assert fates(rosie, number) == expected


def test_those_who_wait_are_not_left_out_and_one_printed_or_sent_is_neither(rosie: Rosie) -> None:
    """FRQ-1."""
    ann, bo, cy, di = (rosie.customer(name) for name in ("Ann", "Bo", "Cy", "Di"))
    first = campaign(rosie)
    letters = {one.customer_id: one.id for one in rosie.letters("newsletter")}
    sending.mark_sent(rosie.book, [letters[ann]], rosie.today, rosie.today)
    sending.skip(rosie.book, [letters[bo]], "moved abroad", rosie.today)
    sending.snooze(rosie.book, [letters[cy]], day("11-20"), rosie.today)
    second = campaign(rosie, title="More news")
    assert fates(rosie, first) == {
        ann: ("sent", ""),
        bo: ("left out", "skipped: moved abroad"),
        cy: ("waits", "until 2026-11-20"),
        di: ("gets it", ""),
    }
    assert fates(rosie, second)[ann] == ("waits", "spacing until 2026-11-09")
    rosie.on("2027-02-01").customer("Late")
    assert {who: fate for who, (fate, _) in fates(rosie, first).items()} == {
        ann: "sent",
        bo: "left out",
        cy: "left out",
        di: "left out",
    }


def test_a_campaign_ahead_is_looked_at_as_of_its_day(rosie: Rosie) -> None:
    ann = rosie.customer()
    rosie.sale(ann, rosie.today.isoformat())
    sending.mark_sent(rosie.book, [rosie.one("thank_you").id], rosie.today, rosie.today)
    far = campaign(rosie, starts_on="2027-06-01")
    assert rosie.letters("newsletter") == []
    assert fates(rosie, far) == {ann: ("gets it", "")}
    running.switch(rosie.book, "newsletter", rosie.today, on=False)
    assert fates(rosie, far) == {ann: ("left out", "switched off")}


@dataclass(frozen=True)
class Made:
    """A customer that hypothesis made up."""

    tag: bool
    persona: str
    place: str
    bought: bool
    stop: str
    has_post: bool


_ANY = st.builds(
    Made,
    tag=st.booleans(),
    persona=st.sampled_from(["", "flower lover", "landscaper"]),
    place=st.sampled_from(["Bath", "Rockland"]),
    bought=st.booleans(),
    stop=st.sampled_from(["", "", "", "no-marketing", "do-not-contact", "gone-away", "deceased"]),
    has_post=st.booleans(),
)
_SEGMENT = st.fixed_dictionaries(
    {
        "tag": st.sampled_from(["", "club"]),
        "persona": st.sampled_from(["", "flower lover"]),
        "place": st.sampled_from(["", "Bath"]),
        "product": st.sampled_from(["", "mower"]),
    }
)


def _is_in(one: Made, segment: dict[str, str]) -> bool:
    return (
        (one.tag or not segment["tag"])
        and segment["persona"] in ("", one.persona)
        and segment["place"] in ("", one.place)
        and (one.bought or not segment["product"])
    )


def _cause(one: Made) -> str:
    if one.stop in ("deceased", "do-not-contact", "no-marketing"):
        return one.stop
    if not one.has_post:
        return "no address"
    return "gone away" if one.stop == "gone-away" else ""


@settings(max_examples=12)
@given(crowd=st.lists(_ANY, max_size=5), segment=_SEGMENT)
def test_the_counts_are_those_of_a_recount_by_hand(bare_book: Path, crowd: list[Made], segment: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        path.write_bytes(bare_book.read_bytes())
        with rosies(path, "11-02") as rosie:
            for place, one in enumerate(crowd):
                address = {"address1": "4 Mill Lane" if one.has_post else "", "city": one.place}
                typed = {"persona": one.persona, "tags": "club" if one.tag else "", **address}
                who = rosie.customer(f"Guest {place}", **typed)
                if one.bought:
                    rosie.sale(who, "2025-08-01", product="mower")
                if one.stop == "deceased":
                    customers.mark_deceased(rosie.book, who, "", rosie.today)
                elif one.stop:
                    customers.stop(rosie.book, who, Cause(one.stop), "said so", rosie.today)
            expected = Counter(_cause(one) for one in crowd if _is_in(one, segment))
            planned = Campaign(0, **entry(rosie, **segment).model_dump())
            before = store.preview(rosie.book.db, planned, rosie.today)
            assert Counter(one.cause for one in before) == expected
            after = people(rosie, campaign(rosie, **segment)).values()
            assert Counter(one.cause for one in after) == expected
            living = sum(_is_in(one, segment) and one.stop != "deceased" for one in crowd)
            assert len(written_to(rosie, "newsletter")) == living
            rosie.undo()
            assert rosie.letters("newsletter") == []


# In the place of the plan's own --------------------------------------------------------------------------


def test_a_greeting_as_a_campaign_goes_to_its_segment_on_its_own_days(rosie: Rosie) -> None:
    """LET-3: the key stays, so that nobody gets two."""
    ann, bo = rosie.customer(tags="club"), rosie.customer("Bo Lund")
    own = rosie.windows("seasons_greeting")
    assert own == [("11-26", "11-12", "11-18", "11-25")] * 2
    number = season(rosie, tag="club", starts_on="2026-12-01", ends_on="2026-12-20")
    assert rosie.windows("seasons_greeting") == [("12-01", "12-01", "12-07", "12-20")]
    assert written_to(rosie, "seasons_greeting") == {ann}
    assert [(one.customer_id, one.cause) for one in rosie.letters("seasons_greeting", "cancelled")] == [
        (bo, "no longer applies")
    ]
    running.remove_campaign(rosie.book, number, rosie.today)
    assert rosie.windows("seasons_greeting") == own
    assert written_to(rosie, "seasons_greeting") == {ann, bo}


def test_a_greeting_without_an_end_is_as_long_as_the_plans_own(rosie: Rosie) -> None:
    rosie.customer()
    season(rosie, starts_on="2026-12-10")
    assert rosie.windows("seasons_greeting") == [("12-10", "12-10", "12-16", "12-23")]


def test_who_has_this_years_greeting_gets_no_other(rosie: Rosie) -> None:
    ann, bo, cy = (rosie.customer(name) for name in ("Ann Park", "Bo Lund", "Cy Moss"))
    rosie.on("11-12")
    letters = {one.customer_id: one.id for one in rosie.letters("seasons_greeting")}
    sending.mark_sent(rosie.book, [letters[ann]], rosie.today, rosie.today)
    sending.skip(rosie.book, [letters[cy]], "moved abroad", rosie.today)
    planned = Campaign(0, **entry(rosie, kind="seasons_greeting", starts_on="2026-12-01").model_dump())
    before = store.preview(rosie.book.db, planned, rosie.today)
    number = season(rosie, starts_on="2026-12-01")
    assert {one.customer_id: (str(one.fate), one.cause) for one in before} == fates(rosie, number)
    assert fates(rosie, number) == {
        ann: ("sent", ""),
        bo: ("gets it", ""),
        cy: ("left out", "skipped: moved abroad"),
    }
    assert len(rosie.letters("seasons_greeting")) == 3
    assert store.tallies(rosie.book.db, [found(rosie, number)], rosie.today)[number][:3] == (1, 0, 1)


def test_another_year_keeps_the_plans_own(rosie: Rosie) -> None:
    rosie.customer()
    season(rosie, starts_on="2027-11-15")
    assert rosie.windows("seasons_greeting") == [("11-26", "11-12", "11-18", "11-25")]
    assert [one.year for one in store.own_seasons(rosie.book.db, rosie.today) if one.kind == "seasons_greeting"] == [
        2026
    ]
    rosie.on("2027-11-10")
    assert rosie.windows("seasons_greeting")[-1][:2] == ("2027-11-15", "2027-11-15")


def test_two_greetings_in_one_year_are_refused(rosie: Rosie) -> None:
    number = season(rosie)
    with pytest.raises(NotInThePlan, match="nobody gets two in a year"):
        season(rosie, starts_on="2026-12-01")
    season(rosie, starts_on="2027-11-01")
    with pytest.raises(NotInThePlan, match="the season's greeting of 2027 already"):
        running.edit_campaign(
            rosie.book, number, entry(rosie, kind="seasons_greeting", starts_on="2027-12-01"), rosie.today
        )


def test_a_greeting_after_thanksgiving_does_not_speak_of_it_and_has_the_owners_lines(rosie: Rosie) -> None:
    rosie.customer()
    season(rosie, starts_on="2026-12-10", message="The stove is lit.")
    letter = rosie.one("seasons_greeting").id
    text = compose(rosie.book.db, [letter], day("12-10"))[letter]
    assert isinstance(text, LetterText)
    assert "Thanksgiving" not in text.plain()
    assert "The stove is lit." in text.plain()
    shown = detail_of(rosie.book.db, "letter", letter, rosie.today)
    assert shown
    assert shown.notes[0] == ("why", "the campaign that starts on Thu 10 Dec: Season's greeting 2026")


def first_and_others(rosie: Rosie) -> tuple[set[int], set[int]]:
    """Enter two who come first, by what they spend and whom they sent us, and twenty others."""
    others = {rosie.customer(f"Guest {number}") for number in range(20)}
    vip, referrer = rosie.customer("Vip"), rosie.customer("Referrer")
    rosie.sale(vip, "2026-06-01", amount="900")
    WordOfMouth(rosie).introduce(referrer)
    return {vip, referrer}, others


def test_vips_and_referrers_are_appreciated_first(rosie: Rosie) -> None:
    first, others = first_and_others(rosie)
    gathering(rosie, "12-20")
    due = {one.customer_id: one.due for one in rosie.letters("appreciation", "open")}
    assert due.keys() == first | others
    assert {due[one] for one in first} <= {day("11-29") + timedelta(days=n) for n in range(5)}
    assert min(due[one] for one in others) > max(due[one] for one in first)
    assert max(due.values()) <= day("12-13")


def test_the_drawn_day_is_kept_when_somebody_becomes_a_vip_and_moves_with_the_gathering(rosie: Rosie) -> None:
    _, others = first_and_others(rosie)
    party = gathering(rosie, "12-20")
    before = {one.customer_id: one.due for one in rosie.letters("appreciation", "open")}
    for who in sorted(others)[:3]:
        rosie.sale(who, "2026-10-01", amount="5000")
    assert {one.customer_id: one.due for one in rosie.letters("appreciation", "open")} == before
    with rosie.book.act("moved the party", rosie.today) as act:
        act.db.execute("UPDATE gathering SET day = '2026-12-22' WHERE id = ?", [party])
    moved = {one.customer_id: one.due for one in rosie.letters("appreciation", "open")}
    assert moved == {who: due + timedelta(days=2) for who, due in before.items()}


def test_who_becomes_a_vip_while_the_days_are_being_planned_is_not_passed_over(rosie: Rosie) -> None:
    """LET-3: planning goes on day by day, and the days of VIPs are planned first."""
    ann = rosie.customer()
    gathering(rosie, "2027-01-20")
    rosie.on("11-08")
    assert rosie.letters("appreciation") == []
    rosie.sale(ann, "2026-11-07", amount="5000")
    for n in range(9, 30):
        rosie.on(f"11-{n:02}")
    assert len(rosie.letters("appreciation", "open")) == 1


@pytest.mark.parametrize("has_gathering", [True, False])
def test_appreciation_as_a_campaign(rosie: Rosie, has_gathering: bool) -> None:
    """Nobody gets two, and the drawn days come back when it is taken out."""
    ann, bo = rosie.customer(tags="club"), rosie.customer("Bo Lund", tags="club")
    other = rosie.customer("Cy Dahl")
    if has_gathering:
        gathering(rosie, "12-20")
    own = sorted(rosie.windows("appreciation"))
    number = season(rosie, "appreciation", tag="club", starts_on="2026-11-10", ends_on="2026-11-24")
    assert written_to(rosie, "appreciation") == {ann, bo}
    assert {window[1:] for window in rosie.windows("appreciation")} == {("11-10", "11-17", "11-24")}
    rosie.on("11-10")
    letter = next(one for one in rosie.letters("appreciation", "open") if one.customer_id == ann)
    assert store.campaign_of(rosie.book.db, letter.id) == found(rosie, number)
    sending.mark_sent(rosie.book, [letter.id], rosie.today, rosie.today)
    assert {who: fate for who, (fate, _) in fates(rosie, number).items()} == {ann: "sent", bo: "gets it"}
    running.remove_campaign(rosie.book, number, rosie.today)
    back = sorted(rosie.windows("appreciation"))
    assert len(back) == (2 if has_gathering else 0)
    assert set(back) <= set(own)
    assert ann not in written_to(rosie, "appreciation")
    assert not has_gathering or other in written_to(rosie, "appreciation")


def test_a_campaign_leaves_no_trace_once_it_is_undone(rosie: Rosie) -> None:
    """S9."""
    first_and_others(rosie)
    gathering(rosie, "12-20")
    before = rosie.facts()
    season(rosie, "appreciation", tier="VIP", starts_on="2026-11-10")
    season(rosie, tier="VIP", starts_on="2026-11-10")
    rosie.undo()
    rosie.undo()
    assert rosie.facts() == before


def test_what_touches_few_kinds_leaves_the_plan_as_planning_all_of_it_would(rosie: Rosie) -> None:
    """Only the kinds that they can touch are planned anew: a book of 100,000 customers waits for no others."""
    for name in ("Ann Park", "Bob Reed"):
        rosie.sale(rosie.customer(name), "2026-11-02")
    newsletter = entry(rosie)
    notice = entry(rosie, kind="product_notice", product="rose arch")
    acts: list[Callable[[], object]] = [
        lambda: gathering(rosie, "12-10"),
        lambda: season(rosie, "appreciation", starts_on="2026-11-10"),
        lambda: season(rosie),
        lambda: running.add_campaign(rosie.book, newsletter, rosie.today),
        lambda: running.add_campaign(rosie.book, notice, rosie.today),
        lambda: running.remove_campaign(rosie.book, 2, rosie.today),
        lambda: shop_desk.remove_gathering(rosie.book, 1, rosie.today),
        lambda: shop_desk.close_on(rosie.book, {day("11-03"): "Fair"}, rosie.today),
        lambda: running.switch(rosie.book, "thank_you", rosie.today, on=False),
        *[rosie.undo] * 9,
    ]
    for act in acts:
        act()
        planned = rosie.facts()["letter"]
        with rosie.book.writing():
            planning.follow(rosie.book.db, Change(0, "", {"number": frozenset()}), rosie.today)
        assert rosie.facts()["letter"] == planned


def test_what_the_plan_writes_by_itself_is_told_until_a_campaign_takes_its_place(rosie: Rosie) -> None:
    greeting, thanks = store.own_seasons(rosie.book.db, rosie.today)
    assert greeting[:4] == ("seasons_greeting", 2026, day("11-12"), day("11-25"))
    assert thanks[:4] == ("appreciation", 2026, None, None)
    gathering(rosie, "12-20")
    assert store.own_seasons(rosie.book.db, rosie.today)[1][2:4] == (day("11-29"), day("12-20"))
    season(rosie)
    assert [one.kind for one in store.own_seasons(rosie.book.db, rosie.today)] == ["appreciation"]
    assert store.own_seasons(rosie.book.db, day("11-26"))[0].year == 2027
    running.switch(rosie.book, "appreciation", rosie.today, on=False)
    assert store.own_seasons(rosie.book.db, rosie.today) == []


# For a tier, which is counted anew every night ------------------------------------------------------------

FOR_VIPS: dict[str, dict[str, str]] = {
    "newsletter": {"starts_on": "2026-11-04"},
    "promotion": {"starts_on": "2026-11-04", "ends_on": "2026-12-20", "offer": "10 % off"},
    "seasons_greeting": {"starts_on": "2026-11-04", "title": "", "message": ""},
    "appreciation": {"starts_on": "2026-11-04", "title": "", "message": ""},
}


def vip_for_a_day(rosie: Rosie) -> tuple[int, int]:
    """Ann's great purchase is soon two years ago (VAL-3): return her and Bo, who is the VIP from then on."""
    ann, bo = rosie.customer(), rosie.customer("Bo Lund")
    rosie.sale(ann, "2024-11-05", amount="500")
    rosie.sale(bo, "2026-09-01", amount="100")
    rosie.on("11-03")
    return ann, bo


@pytest.mark.parametrize("days", [["11-04", "11-05", "11-06", "11-07"], ["11-07"]], ids=["daily", "once"])
@pytest.mark.parametrize("kind", FOR_VIPS)
def test_a_campaign_goes_to_who_is_in_its_tier_by_the_morning(rosie: Rosie, kind: str, days: list[str]) -> None:
    """LET-3, S9: whoever is touched that day, or not."""
    ann, bo = vip_for_a_day(rosie)
    campaign(rosie, kind=kind, tier="VIP", **FOR_VIPS[kind])
    assert written_to(rosie, kind) == {ann}
    for on in days:
        rosie.on(on)
    assert written_to(rosie, kind) == {bo}
    before = rosie.facts()
    for who in (ann, bo):
        rosie.birthday(who, "2 June")
    assert rosie.facts()["letter"] == before["letter"]


@pytest.mark.parametrize("kind", FOR_VIPS)
def test_what_is_printed_to_one_who_leaves_the_tier_stays(rosie: Rosie, kind: str) -> None:
    ann, bo = vip_for_a_day(rosie)
    campaign(rosie, kind=kind, tier="VIP", **FOR_VIPS[kind])
    printed = {"state": "printed", "printed_on": rosie.today, "channel": "post", "text": "Dear Ann"}
    with rosie.book.act("Printed", rosie.today) as act:
        letters.set_on(act.db, [rosie.one(kind).id], **printed)
    rosie.on("11-07").birthday(ann, "2 June")
    assert written_to(rosie, kind) == {bo}
    assert [one.customer_id for one in rosie.letters(kind, "printed")] == [ann]


def test_a_campaign_that_has_ended_asks_for_nothing_by_its_tier(rosie: Rosie) -> None:
    ann, _ = vip_for_a_day(rosie)
    ends = {"ends_on": "2026-11-09", "offer": "10 % off"}
    campaign(rosie, kind="promotion", tier="VIP", starts_on="2026-11-03", **ends)
    rosie.on("11-05")
    assert written_to(rosie, "promotion") == {ann}


# Changing one ---------------------------------------------------------------------------------------------


def test_a_campaign_is_changed_until_its_first_letter_is_printed_or_sent(rosie: Rosie) -> None:
    ann, bo = rosie.customer(tags="club"), rosie.customer("Bo Lund")
    number = campaign(rosie)
    running.edit_campaign(rosie.book, number, entry(rosie, title="Club news", tag="club"), rosie.today)
    assert (found(rosie, number).title, written_to(rosie, "newsletter")) == ("Club news", {ann})
    running.edit_campaign(rosie.book, number, entry(rosie, title="Club news"), rosie.today)
    assert written_to(rosie, "newsletter") == {ann, bo}
    sending.mark_sent(rosie.book, [rosie.letters("newsletter", "open")[0].id], rosie.today, rosie.today)
    for changed in ({"message": "Else."}, {"title": "Else"}, {"tag": "club"}, {"starts_on": "2026-12-01"}):
        with pytest.raises(NotInThePlan, match="1 letter of it is printed or sent"):
            running.edit_campaign(rosie.book, number, entry(rosie, **{"title": "Club news", **changed}), rosie.today)
    costs = {"title": "Club news", "piece_cost": "0.85", "answer_profit": "45"}
    running.edit_campaign(rosie.book, number, entry(rosie, **costs), rosie.today)
    assert (found(rosie, number).piece_cost, found(rosie, number).answer_profit) == (85, 4500)
    rosie.undo()
    assert found(rosie, number).piece_cost is None


def test_a_campaign_keeps_its_kind_and_one_that_is_gone_cannot_be_changed(rosie: Rosie) -> None:
    number = campaign(rosie)
    with pytest.raises(NotInThePlan, match="keeps its kind"):
        running.edit_campaign(rosie.book, number, entry(rosie, kind="seasons_greeting"), rosie.today)
    running.remove_campaign(rosie.book, number, rosie.today)
    with pytest.raises(NotInThePlan, match="not there any more"):
        running.edit_campaign(rosie.book, number, entry(rosie), rosie.today)


# What came of it -----------------------------------------------------------------------------------------


def test_answers_and_what_was_bought_within_60_days_are_counted(rosie: Rosie) -> None:
    """VAL-2: what is given back takes its share of the profit."""
    ann, bo, other = rosie.customer(), rosie.customer("Bo Lund"), rosie.customer("Cy Dahl", city="Rockland")
    rosie.sale(ann, "2026-10-30", amount="500")
    number = campaign(rosie, place="Bath")
    letters = {one.customer_id: one.id for one in rosie.letters("newsletter")}
    sending.mark_sent(rosie.book, list(letters.values()), rosie.today, rosie.today)
    rosie.on("11-20")
    rosie.sale(ann, "2026-11-10", amount="100", cost="60")
    given_back = rosie.sale(ann, "2026-11-11", amount="100", cost="60")
    rosie.refund(given_back, "50")
    rosie.sale(bo, "2026-11-12", amount="10")
    rosie.sale(bo, "2026-11-02", amount="70")
    rosie.sale(other, "2026-11-12", amount="999")
    bought = store.bought_after(rosie.book.db, found(rosie, number), rosie.today)
    assert bought == (2, 3, 16_000, 4_000 + 2_000 + 400)
    rosie.on("2027-02-01").sale(bo, "2027-01-20", amount="80")
    assert store.bought_after(rosie.book.db, found(rosie, number), rosie.today) == bought
    said_yes = read(ContactEntry, {"channel": "phone", "direction": "in", "response": "positive"}, rosie.setting)
    with rosie.book.act("answered", rosie.today) as act:
        act.db.execute("UPDATE letter SET state = 'answered' WHERE id = ?", [letters[ann]])
        act.db.execute(
            "INSERT INTO contact (customer_id, on_day, channel, direction, response, letter_id)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [ann, rosie.today.isoformat(), said_yes.channel, said_yes.direction, said_yes.response, letters[ann]],
        )
    tally = store.tallies(rosie.book.db, [found(rosie, number)], rosie.today)[number]
    assert tally == (0, 0, 2, 1, 1)
    assert fates(rosie, number)[ann] == ("answered", "")


@pytest.mark.parametrize(
    ("sold_on", "sales"), [("2026-11-02", 0), ("2026-11-03", 1), ("2027-01-01", 1), ("2027-01-02", 0)]
)
def test_the_last_day_on_which_a_sale_counts_is_the_sixtieth_after_it(rosie: Rosie, sold_on: str, sales: int) -> None:
    ann = rosie.customer()
    number = campaign(rosie)
    sending.mark_sent(rosie.book, [rosie.one("newsletter").id], rosie.today, rosie.today)
    rosie.on("2027-01-10").sale(ann, sold_on, amount="80")
    assert store.bought_after(rosie.book.db, found(rosie, number), rosie.today).sales == sales


def test_answers_to_a_season_are_those_of_its_campaign(rosie: Rosie) -> None:
    """A greeting is about no campaign, but takes its year's place; another year's is not answered with it."""
    ann, number = rosie.customer(), season(rosie)
    later = season(rosie, starts_on="2027-11-10")
    letter = rosie.one("seasons_greeting").id
    sending.mark_sent(rosie.book, [letter], rosie.today, rosie.today)
    answers.log_answers(rosie.book, [letter], "positive", rosie.today, rosie.today)
    db = rosie.book.db
    assert rates.by_campaign(db, rosie.today) == {number: rates.Rate(1, 1, 1, 0, 0, 0)}
    asked = [answering.of_campaign(one, "seasons_greeting") for one in (number, later)]
    assert [[one.customer_id for one in answering.found(db, scope, "ann")] for scope in asked] == [[ann], []]
    assert [len(answering.found(db, scope, str(letter))) for scope in asked] == [1, 0]


def test_the_letters_of_one_campaign_are_counted_without_those_of_others(rosie: Rosie) -> None:
    ann, _ = rosie.customer(tags="club"), rosie.customer("Bo Lund")
    club, all_ = campaign(rosie, tag="club"), campaign(rosie, title="Later", starts_on="2026-11-09")
    (letter,) = [one.id for one in rosie.letters("newsletter") if (one.subject_id, one.customer_id) == (club, ann)]
    sending.mark_sent(rosie.book, [letter], rosie.today, rosie.today)
    both = [found(rosie, number) for number in (club, all_)]
    assert store.tallies(rosie.book.db, both, rosie.today) == {club: (0, 0, 1, 0, 0), all_: (2, 0, 0, 0, 0)}
    assert [store.count_left(rosie.book.db, one, rosie.today) for one in both] == [1, 0]


@pytest.mark.parametrize("kind", ["seasons_greeting", "appreciation"])
def test_two_records_that_both_got_a_seasons_letter_count_as_two_after_they_are_merged(rosie: Rosie, kind: str) -> None:
    """SUP-9: both letters left, and both stay."""
    ann, double, other = rosie.customer(), rosie.customer("Ann Parc"), rosie.customer("Bo Lund")
    number = season(rosie, kind, starts_on="2026-11-02", ends_on="2026-11-20")
    sent = [one.id for one in rosie.letters(kind, "open") if one.customer_id in (ann, double)]
    assert sending.mark_sent(rosie.book, sent, rosie.today, rosie.today).done == tuple(sent)
    rosie.on("11-04").sale(double, "2026-11-03", amount="80")
    merge(rosie.book, ann, double, rosie.today)
    db, it = rosie.book.db, found(rosie, number)
    assert store.season_tally(db, kind, 2026, rosie.today).sent == 2
    assert store.count_left(db, it, rosie.today) == 2
    assert store.bought_after(db, it, rosie.today)[:3] == (1, 1, 8_000)
    assert fates(rosie, number) == {ann: ("sent", ""), other: ("gets it", "")}
    assert [store.campaign_of(db, letter) for letter in sent] == [it, it]
    assert {one.customer_id: one.fate for one in store.preview(db, it, rosie.today)} == {ann: "sent", other: "gets it"}


def test_who_was_appreciated_under_another_record_is_not_appreciated_again(rosie: Rosie) -> None:
    """LET-3: the letter that came with the other record has its number behind its year."""
    ann = rosie.customer()
    season(rosie, "appreciation", starts_on="2026-11-02", ends_on="2026-11-20")
    sending.mark_sent(rosie.book, [rosie.one("appreciation").id], rosie.today, rosie.today)
    with rosie.book.act("merged before", rosie.today) as act:
        act.db.execute("UPDATE letter SET occurrence = occurrence || '#45' WHERE customer_id = ?", [ann])
    gathering(rosie, "12-20")
    rosie.on("12-02")
    assert rosie.letters("appreciation", "open") == []


def test_its_letters_that_may_leave_today_are_found(rosie: Rosie) -> None:
    ann, bo = rosie.customer("Zoe"), rosie.customer("Bo Lund")
    customers.stop(rosie.book, rosie.customer("No"), Cause.NO_MARKETING, "said so", rosie.today)
    number = campaign(rosie)
    due = store.due_letters(rosie.book.db, found(rosie, number), printed=False)
    names = [next(one.customer_id for one in rosie.letters("newsletter") if one.id == letter) for letter in due]
    assert names == [bo, ann]
    assert list(due.values()) == ["post", "post"]
    assert store.due_letters(rosie.book.db, found(rosie, number), printed=True) == {}
    rosie.on("12-10")
    assert rosie.review()[0][:2] == ("newsletter", "late")
    assert store.due_letters(rosie.book.db, found(rosie, number), printed=False) == due


def test_a_book_opened_to_read_looks_at_everybody_too(rosie: Rosie) -> None:
    """A connection without a temporary table yet reads through more than one page of households."""
    with rosie.book.act("many came", rosie.today) as act:
        act.db.executemany(
            "INSERT INTO customer (name, address1, entered_on) VALUES (?, '4 Mill Lane', '2026-11-02')",
            [(f"Guest {number}",) for number in range(1100)],
        )
    planned = Campaign(0, **entry(rosie).model_dump())
    with Book.open(rosie.book.path, write=False) as reader:
        assert reach_of(store.preview(reader.db, planned, rosie.today)).gets == 1100


def test_days_far_ahead_do_no_harm(rosie: Rosie) -> None:
    """D1."""
    rosie.customer()
    season(rosie, starts_on="2036-12-31")
    season(rosie, "appreciation", starts_on="2036-12-31", ends_on="2036-12-31")
    assert store.own_seasons(rosie.book.db, date(2036, 12, 31))


def test_a_preview_weighs_the_other_letters_of_the_day_as_they_are_once_it_is_saved(rosie: Rosie) -> None:
    """FRQ-1, FRQ-3: a newsletter goes before a promotion, so all of its readers wait."""
    for name in ("Ann", "Bo"):
        rosie.customer(name)
    campaign(rosie)
    ends_on = (rosie.today + timedelta(days=60)).isoformat()
    typed = entry(rosie, kind="promotion", offer="15 % off", ends_on=ends_on)
    before = reach_of(store.preview(rosie.book.db, Campaign(0, **typed.model_dump()), rosie.today))
    assert (before.segment, before.gets, before.waits) == (2, 0, 2)
    number = running.add_campaign(rosie.book, typed, rosie.today).only("campaign")
    assert reach_of(people(rosie, number).values()) == before
    again = Campaign(number, **typed.model_dump())
    assert reach_of(store.preview(rosie.book.db, again, rosie.today)) == before


@pytest.mark.parametrize(
    ("name", "text"), [("message", "Dear {{ foo }}"), ("title", "{% if x %}"), ("message", "{{ a")]
)
def test_what_looks_like_a_field_is_refused_beside_the_words_of_a_campaign(rosie: Rosie, name: str, text: str) -> None:
    with pytest.raises(Wrong) as no:
        campaign(rosie, **{name: text})
    assert list(no.value.errors) == [name]
    assert "would be printed as it stands" in no.value.errors[name]


def test_a_season_that_is_over_keeps_its_counts(rosie: Rosie) -> None:
    ann = rosie.customer("Ann")
    rosie.book.db.execute(
        "INSERT INTO letter (customer_id, kind, subject_kind, subject_id, occurrence, anchor, due, state, sent_on)"
        " VALUES (?, 'seasons_greeting', 'customer', ?, '2025', '2025-11-26', '2025-11-12', 'sent', '2025-11-20')",
        [ann, ann],
    )
    (past,) = past_seasons(rosie.book.db, store.own_seasons(rosie.book.db, rosie.today))
    assert past == ("seasons_greeting", 2025, date(2025, 11, 20), date(2025, 11, 20), True)
    assert store.season_tally(rosie.book.db, past.kind, past.year, rosie.today).sent == 1
    assert past_seasons(rosie.book.db, [past]) == []
