"""The laws of the letters' desk: windows, who may be written to, what has to wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carebook.complaints.model import Shadow
from carebook.days import OpenDays
from carebook.letters.model import KINDS, LetterClass, State, Window
from carebook.letters.rules import (
    Candidate,
    Decision,
    Earlier,
    Household,
    Piece,
    SaleDay,
    Standing,
    decide,
    reach,
    sales_to_ask_about,
    sales_to_thank_for,
    window_of,
)
from carebook.shop.model import Numbers

TODAY = "2026-11-25"
HOME = Household((), (), has_post=True, has_email=True, has_phone=True, quiet_from=None)
NUMBERS = Numbers()


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def ago(days: int) -> str:
    return (date.fromisoformat(TODAY) - timedelta(days=days)).isoformat()


def candidate(kind: str = "birthday", number: int = 1, **changes: Any) -> Candidate:
    known = KINDS[kind]
    channel = "handwritten" if known.handwritten else "post"
    plain = Candidate(
        number, kind, known.letter_class, known.rank, TODAY, None, channel, known.spaced,
        printed=False, snoozed_until=None, overridden=(),
    )  # fmt: skip
    return replace(plain, **changes)


def piece(days: int, *, spaced: bool = True, posted: bool = True, sells: bool = False) -> Piece:
    return Piece(99, ago(days), False, spaced, posted, sells)


def only(letter: Candidate, household: Household = HOME, numbers: Numbers = NUMBERS) -> Decision:
    (decision,) = decide([letter], household, TODAY, numbers)
    return decision


# Windows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "anchor", "due", "late_after", "lapses"),
    [
        ("thank_you", "11-02", "11-02", "11-02", "11-04"),
        ("thank_you", "11-06", "11-06", "11-06", "11-10"),  # a Friday: the weekend does not count
        ("thank_you", "11-07", "11-07", "11-07", "11-10"),  # 0 is the day itself, open or not
        ("welcome", "11-01", "11-11", "11-15", "12-01"),
        ("how_did_we_do", "11-02", "11-09", "11-16", "11-23"),
        ("anniversary", "05-15", "05-12", "05-18", "05-29"),
        ("birthday", "12-04", "11-24", "11-28", "12-04"),
        ("pet_birthday", "12-04", "11-24", "11-28", "12-04"),
        ("seasons_greeting", "11-26", "11-12", "11-18", "11-25"),
        ("how_are_we_doing", "06-01", "06-01", "07-01", "07-31"),
        ("newsletter", "10-01", "10-01", "10-15", "11-15"),
        ("congratulation", "11-02", "11-02", "11-09", "11-23"),
        ("condolence", "11-02", "11-02", "11-09", "11-23"),
        ("referral_thanks", "11-02", "11-02", "11-04", "12-02"),
        ("referral_thanks", "11-06", "11-06", "11-10", "12-06"),  # business days, and then days
        ("referral_ask", "11-02", "11-02", "11-16", "12-02"),
    ],
)
def test_the_windows_are_those_of_the_plan(kind: str, anchor: str, due: str, late_after: str, lapses: str) -> None:
    """Care.md section 3, every kind with days of its own."""
    assert window_of(KINDS[kind].window, day(anchor), OpenDays()) == (day(due), day(late_after), day(lapses))


def test_what_has_no_limit_has_none() -> None:
    assert window_of(KINDS["appreciation"].window, day("06-01"), OpenDays()) == (day("06-01"), day("06-08"), None)
    assert window_of(Window(0, None, None), day("06-01"), OpenDays()) == (day("06-01"), None, None)


def test_business_days_are_the_shops_own() -> None:
    closed = OpenDays(frozenset({6}), frozenset({day("11-03")}))
    assert window_of(KINDS["thank_you"].window, day("11-02"), closed) == (day("11-02"), day("11-02"), day("11-05"))


def test_the_kinds_stand_in_the_order_in_which_they_go_first() -> None:
    """FRQ-3."""
    order = [
        *("complaint_acknowledgement", "adjustment", "refusal", "recovery_follow_up", "product_notice"),
        *("condolence", "thank_you", "referral_thanks", "welcome", "how_did_we_do", "congratulation"),
        *("own_letter", "birthday", "pet_birthday"),
        *("anniversary", "appreciation", "seasons_greeting", "how_are_we_doing", "win_back_enquiry"),
        *("win_back_amends", "win_back_offer", "reactivation", "newsletter", "referral_ask", "promotion"),
    ]
    assert sorted(KINDS, key=lambda kind: KINDS[kind].rank) == order
    assert [KINDS[kind].rank for kind in order] == [
        0,
        0,
        0,
        0,
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
    ]


# Whom a sale's letters go to -------------------------------------------------------------------------------


def thanked(number: int, anchor: str) -> SaleDay:
    due, _, lapses = window_of(KINDS["thank_you"].window, day(anchor), OpenDays())
    assert lapses
    return SaleDay(number, day(anchor).isoformat(), due.isoformat(), lapses.isoformat())


def asked(number: int, anchor: str) -> SaleDay:
    due, _, lapses = window_of(KINDS["how_did_we_do"].window, day(anchor), OpenDays())
    assert lapses
    return SaleDay(number, day(anchor).isoformat(), due.isoformat(), lapses.isoformat())


def earlier(sale: int, on: str, standing: Standing = Standing.OPEN, *, settled: bool = False) -> Earlier:
    return Earlier(100 + sale, sale, standing, day(on).isoformat(), settled or standing is Standing.WENT)


MON, TUE, WED = thanked(1, "11-02"), thanked(2, "11-03"), thanked(3, "11-04")


@pytest.mark.parametrize(
    ("sales", "letters", "wanted"),
    [
        pytest.param([MON], [], [(1, None)], id="one sale, one letter"),
        pytest.param([WED, MON, TUE], [], [(3, None)], id="several together name the latest"),
        pytest.param([MON, thanked(9, "11-05")], [], [(1, None), (9, None)], id="a lapsed one is not joined"),
        pytest.param([MON, TUE], [earlier(1, "11-02")], [(2, 101)], id="a sale joins the open letter"),
        pytest.param([MON, TUE], [earlier(2, "11-03")], [(2, None)], id="a joined letter stays"),
        pytest.param([thanked(5, "11-16")], [earlier(1, "11-02", Standing.WENT)], [], id="none within 14 days"),
        pytest.param(
            [thanked(5, "11-17")], [earlier(1, "11-02", Standing.WENT)], [(5, None)], id="one after 15 days"
        ),
        pytest.param([MON], [earlier(1, "11-02", Standing.WENT)], [(1, None)], id="what went keeps its sale"),
        pytest.param([MON, TUE], [earlier(2, "11-03", Standing.SKIPPED)], [(2, None)], id="skipped for both"),
        pytest.param(
            [MON, TUE], [earlier(1, "11-02"), earlier(2, "11-03", Standing.CANCELLED)], [(2, None)],
            id="a letter of its own comes back instead of a second one taking its place",
        ),
        pytest.param(
            [MON], [Earlier(108, 8, Standing.WENT, "2026-11-02", settled=False)], [(1, None)],
            id="a printed one whose sale is gone does not count",
        ),
    ],
)  # fmt: skip
def test_thanks_for(sales: list[SaleDay], letters: list[Earlier], wanted: list[tuple[int, int | None]]) -> None:
    found = sales_to_thank_for(sales, letters)
    assert [(sale.sale, taken_over.letter if taken_over else None) for sale, taken_over in found] == wanted


FIRST, SECOND = asked(1, "08-03"), asked(2, "10-05")


@pytest.mark.parametrize(
    ("sales", "letters", "wanted"),
    [
        pytest.param([FIRST], [], [1], id="one sale, one survey"),
        pytest.param([SECOND, FIRST], [], [1], id="one in 90 days, the first"),
        pytest.param([FIRST, asked(3, "11-01")], [], [1, 3], id="the next after 90 days"),
        pytest.param([FIRST, asked(3, "10-31")], [], [1], id="none after 89 days"),
        pytest.param([SECOND], [earlier(1, "08-12", Standing.WENT)], [], id="one went: counted from its day"),
        pytest.param([FIRST, SECOND], [earlier(2, "10-12")], [2], id="what is planned stays"),
        pytest.param([SECOND], [earlier(1, "08-10", settled=True)], [], id="one that lapsed unsent counts"),
        pytest.param([SECOND], [earlier(1, "08-10")], [2], id="one that is about to be cancelled does not"),
        pytest.param([FIRST, SECOND], [earlier(1, "08-10", Standing.SKIPPED)], [2], id="a skipped one does not"),
        pytest.param([FIRST], [earlier(1, "08-12", Standing.WENT)], [1], id="what went keeps its sale"),
    ],
)
def test_asks_about(sales: list[SaleDay], letters: list[Earlier], wanted: list[int]) -> None:
    assert [sale.sale for sale in sales_to_ask_about(sales, letters)] == wanted


anchors = st.integers(0, 40).map(lambda n: (day("10-01") + timedelta(days=n)).isoformat()[5:])


@given(st.lists(anchors, max_size=6), st.integers(0, 40))
def test_what_is_planned_stays_planned_as_days_go_by(found: list[str], passed: int) -> None:
    """LET-3: planning again, when the first windows have closed, wants what is there and nothing else."""
    sales = [thanked(number, anchor) for number, anchor in enumerate(found)]
    letters = [Earlier(s.sale, s.sale, Standing.OPEN, s.due, settled=False) for s, _ in sales_to_thank_for(sales, [])]
    floor = (day("10-01") + timedelta(days=passed)).isoformat()
    left = [sale for sale in sales if sale.lapses >= floor]
    now = [replace(one, settled=sales[one.sale].lapses < floor) for one in letters]
    wanted = sales_to_thank_for(left, now)
    assert {sale.sale for sale, _ in wanted} == {one.sale for one in now if not one.settled}
    assert not any(taken_over for _, taken_over in wanted)

    surveys = [asked(number, anchor) for number, anchor in enumerate(found)]
    letters = [Earlier(s.sale, s.sale, Standing.OPEN, s.due, settled=False) for s in sales_to_ask_about(surveys, [])]
    left = [sale for sale in surveys if sale.lapses >= floor]
    now = [replace(one, settled=surveys[one.sale].lapses < floor) for one in letters]
    assert {sale.sale for sale in sales_to_ask_about(left, now)} == {one.sale for one in now if not one.settled}


# Who may be written to -------------------------------------------------------------------------------------

KINDS_BY_CLASS = {
    "service": ("newsletter", LetterClass.SERVICE),
    "goodwill": ("welcome", LetterClass.GOODWILL),
    "survey": ("how_did_we_do", LetterClass.SURVEY),
    "selling": ("newsletter", LetterClass.SELLING),
}


def of_class(word: str) -> Candidate:
    kind, letter_class = KINDS_BY_CLASS[word]
    return candidate(kind, letter_class=letter_class)


@pytest.mark.parametrize(
    ("word", "cause", "stopped"),
    [
        *((word, "deceased", True) for word in KINDS_BY_CLASS),
        *((word, "do-not-contact", word != "service") for word in KINDS_BY_CLASS),
        *((word, "no-marketing", word != "service") for word in KINDS_BY_CLASS),
    ],
)
def test_a_suppression_stops(word: str, cause: str, stopped: bool) -> None:
    """SUP-1, SUP-3, SUP-8: no reason lets it through, and no channel is left."""
    let_go = replace(of_class(word), overridden=[cause])
    for letter in (of_class(word), let_go, replace(of_class(word), printed=True)):
        found = only(letter, replace(HOME, causes=[cause]))
        if stopped:
            assert found == Decision(1, State.HELD, None, cause, suppressed=True)
        else:
            assert (found.state, found.channel) == (State.DUE, "post")


def test_every_stop_is_named() -> None:
    found = only(of_class("selling"), replace(HOME, causes=["no-marketing", "do-not-contact", "deceased"]))
    assert found.cause == "deceased; do-not-contact; no-marketing"


@pytest.mark.parametrize(
    ("letter", "permitted", "goes"),
    [
        (of_class("survey"), ["surveys"], True),
        (of_class("survey"), ["e-mail"], False),
        (candidate("condolence"), [], True),
        (candidate("referral_thanks"), [], True),
        (candidate("referral_ask"), ["surveys"], False),
        (candidate("congratulation"), [], False),
        (candidate("birthday"), ["surveys"], False),
    ],
)
def test_no_marketing_still_lets_through(letter: Candidate, permitted: list[str], goes: bool) -> None:
    """SUP-3: referral thanks and hand-written condolence; surveys only where the customer allows them."""
    found = only(letter, replace(HOME, causes=["no-marketing"], permitted=permitted))
    assert (found.state is State.DUE) is goes


NO_POST, NO_ADDRESS = replace(HOME, causes=["no-post"]), replace(HOME, has_post=False)


@pytest.mark.parametrize(
    ("letter", "household", "channel", "cause"),
    [
        pytest.param(candidate(), HOME, "post", None, id="the plan's own"),
        pytest.param(candidate(channel="e-mail"), HOME, "e-mail", None, id="the plan's own is e-mail"),
        pytest.param(candidate(channel="in person"), NO_ADDRESS, "in person", None, id="in person needs no address"),
        pytest.param(candidate(channel="text"), replace(HOME, has_phone=False), "post", None, id="no phone for a text"),
        pytest.param(candidate(), NO_POST, "e-mail", None, id="another allowed channel"),
        pytest.param(candidate(), replace(HOME, causes=["gone-away"]), "e-mail", None, id="gone away"),
        pytest.param(candidate(), replace(NO_POST, has_email=False), "phone", None, id="the next one"),
        pytest.param(candidate(), NO_ADDRESS, "e-mail", None, id="no address"),
        pytest.param(
            candidate(channel="e-mail"), replace(HOME, causes=["no-e-mail"]), "post", None, id="back to post"
        ),
        pytest.param(candidate("congratulation"), HOME, "handwritten", None, id="a card"),
        pytest.param(candidate("congratulation"), NO_POST, "e-mail", None, id="a card is post too"),
        pytest.param(
            candidate(), replace(NO_ADDRESS, has_email=False, has_phone=False), None, "no address", id="none at all"
        ),
        pytest.param(
            candidate(), replace(NO_POST, has_email=False, has_phone=False), None, "channel opt-out", id="opted out"
        ),
        pytest.param(
            candidate(), replace(HOME, causes=["gone-away"], has_email=False, has_phone=False), None, "gone away",
            id="gone away and nothing else",
        ),
        pytest.param(
            of_class("selling"), replace(NO_POST, has_phone=False), None,
            "channel opt-out; no permission for e-mail", id="selling by e-mail needs leave",
        ),
        pytest.param(
            of_class("selling"), replace(NO_POST, permitted=["e-mail"]), "e-mail", None, id="leave was given"
        ),
        pytest.param(of_class("selling"), NO_POST, "phone", None, id="selling by phone needs none"),
        pytest.param(
            replace(of_class("selling"), channel="text"), replace(HOME, permitted=["text"]), "text", None,
            id="a text with leave",
        ),
        pytest.param(replace(of_class("selling"), channel="text"), HOME, "post", None, id="a text without"),
        pytest.param(candidate(printed=True), NO_POST, None, "channel opt-out", id="on paper it goes by post or not"),
        pytest.param(
            candidate(printed=True), replace(HOME, causes=["gone-away"]), None, "gone away", id="on paper, gone away"
        ),
    ],
)  # fmt: skip
def test_the_channel(letter: Candidate, household: Household, channel: str | None, cause: str | None) -> None:
    """SUP-3, SUP-5, SUP-6 and the plan's rule of channels."""
    found = only(letter, household)
    assert (found.channel, found.cause, found.suppressed) == (channel, cause, cause is not None)
    assert reach(letter, household) == (channel, cause.split("; ") if cause else [])


# What has to wait ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letter", "quiet_from", "cause"),
    [
        (of_class("selling"), ago(0), "quiet period until 2027-02-23"),
        (of_class("survey"), ago(89), "quiet period until 2026-11-26"),
        (of_class("survey"), ago(90), None),
        (of_class("goodwill"), ago(0), None),
        (candidate("condolence"), ago(0), None),
        (of_class("service"), ago(0), None),
        (candidate(letter_class=LetterClass.SELLING), ago(0), "quiet period until 2027-02-23"),
        (replace(of_class("selling"), printed=True), ago(0), "quiet period until 2027-02-23"),
    ],
)
def test_the_quiet_period_holds(letter: Candidate, quiet_from: str, cause: str | None) -> None:
    """SUP-1, and SUP-4 for a birthday card with an offer."""
    found = only(letter, replace(HOME, quiet_from=quiet_from))
    assert (found.state is State.HELD, found.cause, found.suppressed) == (cause is not None, cause, False)


def test_the_quiet_period_is_as_long_as_the_shop_sets() -> None:
    found = only(of_class("selling"), replace(HOME, quiet_from=ago(20)), Numbers(quiet_days=30))
    assert found.cause == "quiet period until 2026-12-05"


@pytest.mark.parametrize(
    ("letter", "pieces", "cause"),
    [
        (candidate(), [piece(6)], "spacing until 2026-11-26"),
        (candidate(), [piece(0), piece(3)], "spacing until 2026-12-02"),
        (candidate(), [piece(7)], None),
        (candidate(), [piece(1, spaced=False)], None),
        (candidate("thank_you"), [piece(1)], None),
        (of_class("service"), [piece(1)], None),
        (candidate(printed=True), [piece(0)], None),
        (candidate(), [piece(-3)], None),
    ],
)
def test_the_days_between_pieces(letter: Candidate, pieces: list[Piece], cause: str | None) -> None:
    """FRQ-1: thank-you and service are exempt, what is printed already goes, what went later does not count."""
    assert only(letter, replace(HOME, pieces=pieces)).cause == cause


@pytest.mark.parametrize(
    ("letter", "pieces", "cause"),
    [
        (candidate(), [piece(n) for n in (89, 60, 50, 40, 30)], "5 posted pieces in 90 days until 2026-11-26"),
        (candidate(), [piece(n) for n in (90, 60, 50, 40, 30)], None),
        (candidate(), [piece(n) for n in (80, 70, 60, 50, 40, 30)], "5 posted pieces in 90 days until 2026-12-15"),
        (candidate(), [piece(n, posted=False) for n in (89, 60, 50, 40, 30)], None),
        (candidate(channel="e-mail"), [piece(n) for n in (89, 60, 50, 40, 30)], None),
        (
            candidate("thank_you"),
            [piece(n) for n in (89, 60, 50, 40, 30)],
            "5 posted pieces in 90 days until 2026-11-26",
        ),
        (of_class("service"), [piece(n) for n in (89, 60, 50, 40, 30)], None),
        (of_class("selling"), [piece(n, sells=True) for n in (80, 40)], "2 selling pieces in 90 days until 2026-12-05"),
        (of_class("goodwill"), [piece(n, sells=True) for n in (80, 40)], None),
        (of_class("selling"), [piece(80, sells=True), piece(40)], None),
    ],
)
def test_the_most_in_ninety_days(letter: Candidate, pieces: list[Piece], cause: str | None) -> None:
    """FRQ-2."""
    assert only(letter, replace(HOME, pieces=pieces)).cause == cause


def test_the_shops_own_limits() -> None:
    numbers = Numbers(posted_most=1, selling_most=0, spacing_days=0)
    found = only(of_class("selling"), replace(HOME, pieces=[piece(30)]), numbers)
    assert found.cause == "1 posted pieces in 90 days until 2027-01-24; no selling pieces in this shop"


QUIET = "quiet period until 2027-02-23"


@pytest.mark.parametrize(
    ("shadow", "sells", "asks"),
    [
        (Shadow("2026-014"), "complaint 2026-014", "complaint 2026-014"),
        (Shadow(None, ago(1), "A", ago(-60), "B"), None, f"complaint B until {ago(-60)}"),
        (Shadow(None, ago(-5), "A", ago(-60), "B"), f"complaint A until {ago(-5)}", f"complaint B until {ago(-60)}"),
        (Shadow(None, ago(-90), "A", ago(-60), "B"), *[f"complaint A until {ago(-90)}"] * 2),
        (Shadow(None, ago(0), "A", ago(0), "B"), None, None),
    ],
)
def test_a_complaint_holds_what_asks_for_an_introduction_longer_than_what_sells(
    shadow: Shadow, sells: str | None, asks: str | None
) -> None:
    """CMP-6: until both waiting times are over."""
    household = replace(HOME, shadow=shadow)
    assert (only(of_class("selling"), household).cause, only(candidate("referral_ask"), household).cause) == (
        sells,
        asks,
    )
    assert only(candidate("referral_thanks"), household).state is State.DUE


def test_every_hold_is_named_and_a_reason_lets_it_go_all_the_same() -> None:
    """SUP-8."""
    household = replace(HOME, quiet_from=ago(0), pieces=[piece(2)])
    letter = of_class("selling")
    assert only(letter, household).cause == "quiet period until 2027-02-23; spacing until 2026-11-30"
    assert only(replace(letter, overridden=["spacing", QUIET]), household).state is State.DUE


@pytest.mark.parametrize(
    ("let_go", "household", "cause"),
    [
        (["spacing"], replace(HOME, quiet_from=ago(0), pieces=[piece(2)]), QUIET),
        (["spacing"], replace(HOME, shadow=Shadow("2026-014"), pieces=[piece(2)]), "complaint 2026-014"),
        (["complaint 2026-014"], replace(HOME, shadow=Shadow("2026-015")), "complaint 2026-015"),
        ([QUIET], replace(HOME, quiet_from=ago(-3)), "quiet period until 2027-02-26"),
        (["selling pieces"], replace(HOME, pieces=[piece(n, sells=True) for n in (80, 2)]), "spacing until 2026-11-30"),
    ],
)
def test_a_reason_lets_it_go_for_what_held_it_then_and_no_other(
    let_go: list[str], household: Household, cause: str
) -> None:
    """SUP-8, CMP-6."""
    assert only(replace(of_class("selling"), overridden=let_go), household).cause == cause


@pytest.mark.parametrize(
    ("let_go", "household"),
    [
        (["spacing"], replace(HOME, pieces=[piece(1)])),
        (["complaint 2026-014"], replace(HOME, shadow=Shadow(None, "2027-01-01", "2026-014"))),
        (["selling pieces", "spacing"], replace(HOME, pieces=[piece(n, sells=True) for n in (3, 2, 1)])),
    ],
)
def test_a_hold_that_goes_on_longer_is_the_same_hold(let_go: list[str], household: Household) -> None:
    """SUP-8: another piece that went, or a case that was closed."""
    assert only(replace(of_class("selling"), overridden=let_go), household).state is State.DUE


def test_of_two_on_one_day_the_first_goes_and_the_other_waits_a_week() -> None:
    """FRQ-1, FRQ-3."""
    letters = [candidate("newsletter", 1), candidate("welcome", 2), candidate("thank_you", 3), candidate("birthday", 4)]
    found = {one.letter: (str(one.state), one.cause) for one in decide(letters, HOME, TODAY, NUMBERS)}
    waits = ("held", "spacing until 2026-12-02")
    assert found == {3: ("due", None), 2: ("due", None), 4: waits, 1: waits}


def test_of_two_of_a_kind_the_one_that_is_due_longer_goes_first() -> None:
    found = decide([candidate(number=1), candidate("pet_birthday", 2, due=ago(3))], HOME, TODAY, NUMBERS)
    assert [(one.letter, str(one.state)) for one in found] == [(2, "due"), (1, "held")]


def test_one_that_cannot_go_holds_no_other_up() -> None:
    household = replace(HOME, quiet_from=ago(0))
    found = decide([candidate("welcome", 1, snoozed_until="2026-12-24"), of_class("survey"), candidate(number=3)],
                   household, TODAY, NUMBERS)  # fmt: skip
    assert [str(one.state) for one in found] == ["snoozed", "held", "due"]


@pytest.mark.parametrize(
    ("changes", "state", "cause"),
    [
        ({"snoozed_until": "2026-11-26"}, State.SNOOZED, "until 2026-11-26"),
        ({"snoozed_until": TODAY}, State.DUE, None),
        ({"snoozed_until": "2026-11-26", "printed": True}, State.DUE, None),
        ({"late_after": TODAY}, State.DUE, None),
        ({"late_after": ago(1)}, State.LATE, None),
        ({"late_after": ago(1), "printed": True}, State.LATE, None),
    ],
)
def test_due_late_and_put_off(changes: dict[str, Any], state: State, cause: str | None) -> None:
    found = only(candidate(**changes))
    assert (found.state, found.cause) == (state, cause)


@pytest.mark.parametrize(
    ("kind", "late_after", "entered_on", "state"),
    [
        ("seasons_greeting", 7, 0, State.DUE),
        ("appreciation", 7, 6, State.DUE),
        ("welcome", 1, 0, State.DUE),
        ("seasons_greeting", 7, 7, State.LATE),
        ("seasons_greeting", 7, 8, State.LATE),
        ("thank_you", 1, 0, State.LATE),
        ("how_did_we_do", 1, 0, State.LATE),
    ],
)
def test_late_is_only_what_could_have_left(kind: str, late_after: int, entered_on: int, state: State) -> None:
    """LET-5: not what should have left before the customer came; a sale's letters count from the sale."""
    newcomer = replace(HOME, entered_on=ago(entered_on))
    assert only(candidate(kind, late_after=ago(late_after)), newcomer).state is state


# Of any household ------------------------------------------------------------------------------------------

some_days = st.integers(-10, 120).map(ago)
candidates = st.builds(
    candidate,
    st.sampled_from(sorted(KINDS)),
    number=st.just(0),
    due=some_days,
    late_after=st.none() | some_days,
    channel=st.sampled_from(["post", "e-mail", "phone", "text", "in person", "handwritten"]),
    printed=st.booleans(),
    snoozed_until=st.none() | some_days,
    overridden=st.sets(st.sampled_from(["spacing", "posted pieces", "selling pieces"])),
)
numbered = st.lists(candidates, max_size=6).map(lambda found: [replace(c, letter=n) for n, c in enumerate(found)])
causes = ["deceased", "do-not-contact", "no-marketing", "no-post", "no-e-mail", "no-phone", "no-text", "gone-away"]
pieces = st.builds(Piece, st.just(99), some_days, st.booleans(), st.booleans(), st.booleans(), st.booleans())
households = st.builds(
    Household,
    st.sets(st.sampled_from(causes), max_size=2),
    st.sets(st.sampled_from(["e-mail", "text", "surveys"])),
    has_post=st.booleans(),
    has_email=st.booleans(),
    has_phone=st.booleans(),
    quiet_from=st.none() | some_days,
    pieces=st.lists(pieces, max_size=4),
)
GOING = (State.DUE, State.LATE)


@settings(max_examples=300)  # quick, and the sum of every rule
@given(numbered, households, st.randoms())
def test_any_household(letters: list[Candidate], household: Household, random: Any) -> None:
    """FRQ-1, SUP-8, LET-2: each letter is answered once; a stopped one has no channel; every wait has a cause."""
    found = {one.letter: one for one in decide(letters, household, TODAY, NUMBERS)}
    assert sorted(found) == [letter.letter for letter in letters]
    for one in found.values():
        assert (one.channel is None) is one.suppressed
        assert (one.cause is None) is (one.state in GOING)
        assert one.state is State.HELD or not one.suppressed
    spaced = [
        one for one in letters
        if found[one.letter].state in GOING and one.spaced and not one.printed and "spacing" not in one.overridden
    ]  # fmt: skip
    assert len(spaced) <= 1
    shuffled = random.sample(letters, len(letters))
    turned = replace(household, pieces=household.pieces[::-1])
    assert {one.letter: one for one in decide(shuffled, turned, TODAY, NUMBERS)} == found


def test_only_thanks_and_service_are_exempt_from_spacing() -> None:
    """FRQ-1: of the kinds that there are, these neither wait nor make others wait."""
    unspaced = {kind for kind in KINDS.values() if not kind.spaced}
    assert unspaced - {kind for kind in KINDS.values() if kind.letter_class is LetterClass.SERVICE} == {
        KINDS["thank_you"],
        KINDS["referral_thanks"],
    }
