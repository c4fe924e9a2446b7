"""Letters as they are read, and the aftercare plan as data."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class LetterClass(StrEnum):
    """Decides who may get a letter."""

    SERVICE = "service"
    GOODWILL = "goodwill"
    SURVEY = "survey"
    SELLING = "selling"


class Anchor(StrEnum):
    """The fact whose day is day 0 of a kind."""

    SALE = "sale"
    ACCOUNT_OPENED = "account opened"
    ACCOUNT_YEARLY = "account opened, yearly"
    ACCOUNT_HALF_YEAR = "half a year after the account day, yearly"
    BIRTHDAY = "birthday"
    PET_BIRTHDAY = "pet's birthday"
    GATHERING = "a gathering"
    SEASON = "the season"
    CAMPAIGN = "campaign"
    NEWS = "news heard"
    COMPLAINT_RECEIVED = "complaint received"
    REMEDY_AGREED = "remedy agreed"
    REFUSED = "complaint refused"
    PUT_RIGHT = "complaint put right"
    DORMANT = "the customer turns dormant"
    WANTED_BACK = "win-back begun"
    OFFERS_KNOWN = "win-back: the offers written down"
    OFFER_ASKED = "win-back: the offer asked for"
    INTRODUCED = "introduction"
    REFERRAL_ASKED = "referral asked"
    OWN = "the day that you chose"


class Window(NamedTuple):
    """The send window of a kind: days from the anchor, or business days where `open_days` says so.

    None: no such limit. With `lapses_by_days` the last number counts days all the same.
    """

    due: int
    late_after: int | None
    lapses: int | None
    open_days: bool = False
    lapses_by_days: bool = False

    @property
    def lapses_by_open_days(self) -> bool:
        """Whether the last number counts business days too."""
        return self.open_days and not self.lapses_by_days


class Kind(NamedTuple):
    """One letter kind of the aftercare plan; `rank` is its place in FRQ-3."""

    name: str
    title: str
    letter_class: LetterClass
    anchor: Anchor
    window: Window
    rank: int
    handwritten: bool = False
    spaced: bool = True
    """Whether it keeps, and makes others keep, the days between pieces (FRQ-1)."""
    may_offer: bool = False
    """Whether the shop may put an offer into it, which makes it sell (SUP-4); all others keep one purpose (LET-10)."""


_ROWS = (
    (
        *("complaint_acknowledgement", "We have heard you", LetterClass.SERVICE, Anchor.COMPLAINT_RECEIVED),
        *(Window(0, 1, None, open_days=True), 0),
    ),
    ("adjustment", "We put it right", LetterClass.SERVICE, Anchor.REMEDY_AGREED, Window(0, 1, None, open_days=True), 0),
    ("refusal", "A fair no", LetterClass.SERVICE, Anchor.REFUSED, Window(0, 1, None, open_days=True), 0),
    ("recovery_follow_up", "Is it right now?", LetterClass.SERVICE, Anchor.PUT_RIGHT, Window(5, 7, 14), 0),
    ("product_notice", "Notice to buyers", LetterClass.SERVICE, Anchor.CAMPAIGN, Window(0, 1, None, open_days=True), 0),
    ("condolence", "Condolence", LetterClass.GOODWILL, Anchor.NEWS, Window(0, 7, 21), 1),
    ("thank_you", "Thank-you", LetterClass.GOODWILL, Anchor.SALE, Window(0, 0, 2, open_days=True), 2),
    (
        *("referral_thanks", "Thanks for an introduction", LetterClass.GOODWILL, Anchor.INTRODUCED),
        *(Window(0, 2, 30, open_days=True, lapses_by_days=True), 3),
    ),
    ("welcome", "Welcome", LetterClass.GOODWILL, Anchor.ACCOUNT_OPENED, Window(10, 14, 30), 4),
    ("how_did_we_do", "How did we do?", LetterClass.SURVEY, Anchor.SALE, Window(7, 14, 21), 5),
    ("congratulation", "Congratulations", LetterClass.GOODWILL, Anchor.NEWS, Window(0, 7, 21), 6),
    ("own_letter", "Your own letter", LetterClass.GOODWILL, Anchor.OWN, Window(0, 7, None), 7),
    ("birthday", "Birthday", LetterClass.GOODWILL, Anchor.BIRTHDAY, Window(-10, -6, 0), 8),
    ("pet_birthday", "Pet's birthday", LetterClass.GOODWILL, Anchor.PET_BIRTHDAY, Window(-10, -6, 0), 8),
    ("anniversary", "Anniversary", LetterClass.GOODWILL, Anchor.ACCOUNT_YEARLY, Window(-3, 3, 14), 9),
    ("appreciation", "Appreciation", LetterClass.GOODWILL, Anchor.GATHERING, Window(0, 7, None), 10),
    ("seasons_greeting", "Season's greeting", LetterClass.GOODWILL, Anchor.SEASON, Window(-14, -8, -1), 11),
    ("how_are_we_doing", "How are we doing?", LetterClass.SURVEY, Anchor.ACCOUNT_HALF_YEAR, Window(0, 30, 60), 12),
    ("win_back_enquiry", "Win-back: asking why", LetterClass.GOODWILL, Anchor.WANTED_BACK, Window(0, 7, 30), 13),
    ("win_back_amends", "Win-back: our part", LetterClass.GOODWILL, Anchor.OFFERS_KNOWN, Window(0, 7, 30), 14),
    ("win_back_offer", "Win-back: the offer", LetterClass.SELLING, Anchor.OFFER_ASKED, Window(0, 7, 60), 15),
    ("reactivation", "We miss you", LetterClass.SELLING, Anchor.DORMANT, Window(0, 30, 60), 16),
    ("newsletter", "Newsletter", LetterClass.SELLING, Anchor.CAMPAIGN, Window(0, 14, 45), 17),
    ("referral_ask", "Asking for an introduction", LetterClass.SELLING, Anchor.REFERRAL_ASKED, Window(0, 14, 30), 18),
    ("promotion", "Promotion", LetterClass.SELLING, Anchor.CAMPAIGN, Window(0, None, -5), 19),
)

CASE_KINDS = ("complaint_acknowledgement", "adjustment", "refusal", "recovery_follow_up")
"""The kinds that a case asks for; each is about a complaint."""
WIN_BACK_KINDS = ("win_back_enquiry", "win_back_amends", "win_back_offer")
"""The kinds that a step of winning back asks for; each is about a win-back."""
REFERRAL_KINDS = ("referral_thanks", "referral_ask")
"""The kinds of the referrals' desk: the first is about a referral, the second about an ask."""

SEASON_KINDS = ("seasons_greeting", "appreciation")
"""The kinds that the plan writes by itself once a year, unless a campaign takes its place."""
CAMPAIGN_KINDS = ("newsletter", "promotion", "product_notice", *SEASON_KINDS)

_BY_HAND = ("condolence", "congratulation")
_UNSPACED = ("thank_you", "referral_thanks")
_MAY_OFFER = ("birthday", "pet_birthday")

KINDS: dict[str, Kind] = {
    name: Kind(
        *(name, title, group, anchor, window, rank),
        handwritten=name in _BY_HAND,
        spaced=group is not LetterClass.SERVICE and name not in _UNSPACED,
        may_offer=name in _MAY_OFFER,
    )
    for name, title, group, anchor, window, rank in _ROWS
}
"""The kinds whose anchor exists, in the order of FRQ-3. A promotion lapses before its offer's end,
an appreciation with its gathering. The class of a letter of one's own is chosen for each."""


class State(StrEnum):
    """What a letter is on a given day: follows from its window, the facts and the day, and is not its stored life."""

    DUE = "due"
    LATE = "late"
    HELD = "held"
    SNOOZED = "snoozed"
    UPCOMING = "upcoming"


class Pursuit(NamedTuple):
    """What the letters of an open win-back wait for (WIN-2)."""

    rests: str
    """The hold once there were contacts enough; empty: another one may be made."""
    no_offer: str
    """Why an offer may not be written, naming the step that is missing; empty: it may."""


class PlannedKind(NamedTuple):
    """A kind as this shop runs it: switched on or off, by which channel, with which offer, in which window."""

    kind: Kind
    is_on: bool
    channel: str
    offer: str
    window: Window


class Campaign(NamedTuple):
    """A dated effort: a newsletter's issue, a promotion with its offer and last day, a notice to buyers of a product.

    A season's greeting or an appreciation takes the place of the plan's own in its year. Whom it is for is what all
    of `tag`, `persona`, `stage`, `tier`, `place` and `product` (bought in its period) say; empty ones say nothing.
    """

    id: int
    kind: str
    title: str
    message: str
    offer: str
    tag: str
    starts_on: date
    ends_on: date | None
    product: str = ""
    bought_from: date | None = None
    bought_until: date | None = None
    persona: str = ""
    stage: str | None = None
    tier: str | None = None
    place: str = ""
    piece_cost: int | None = None
    """What one piece costs, in minor units."""
    answer_profit: int | None = None
    """What one answer brings on the average, in minor units."""


class OwnWords(NamedTuple):
    """A text in the owner's words, in the place of ours; each save is a version of its own (LET-7)."""

    id: int
    name: str
    """Which text: thank_you, thank_you_gift, stop."""
    language: str
    """For customers of this language, as two letters; empty: for everybody else."""
    text: str
    made_on: date
    retired_on: date | None
    """The day on which another version, or the original, took its place."""
    on_trial: bool
    """Whether it was only ever tried against the words in use, as arm b; where it was kept, it is that no longer."""


class Trial(NamedTuple):
    """Two texts for one kind tried against each other: `template_id` as arm b, the words of before as arm a."""

    id: int
    name: str
    language: str
    template_id: int
    against_id: int | None
    """The owner's words that were in use as it began: arm a, whatever takes their place meanwhile."""
    ours: str
    """Where those were ours: as they were then, because another release may have others."""
    begun_on: date
    ended_on: date | None
    kept: str | None
    """The arm whose words were kept at its end."""


class OwnLetter(NamedTuple):
    """A letter of the owner's own to one customer, with its class chosen by the owner."""

    id: int
    customer_id: int
    title: str
    text: str
    letter_class: str
    wanted_on: date


class Due(NamedTuple):
    """A letter on the review. `id` is None where it was planned only to look ahead (LET-3)."""

    id: int | None
    kind: str
    letter_class: str
    customer_id: int
    customer: str
    subject_kind: str
    subject_id: int
    about: str
    """The subject in words: the product, the pet, the campaign."""
    anchor: str
    due: str
    late_after: str | None
    lapses: str | None
    state: str
    cause: str | None
    channel: str | None
    printed_on: str | None


class Letter(NamedTuple):
    """One planned piece for one customer, as stored (LET-1)."""

    id: int
    customer_id: int
    kind: str
    subject_kind: str
    subject_id: int
    occurrence: str
    anchor: date
    due: date
    late_after: date | None
    lapses: date | None
    state: str
    channel: str | None
    snoozed_until: date | None
    printed_on: date | None
    sent_on: date | None
    ended_on: date | None
    cause: str
    override: str
    """Why the owner let it go in spite of a hold (SUP-8)."""
    in_spite_of: tuple[str, ...]
    """The holds that this lifts."""
    sells: bool
    late_on: date | None
    text: str
    template_id: int | None
    """The owner's words that it was written with; None: ours."""
    trial_id: int | None
    arm: str | None
    """Which of the two texts of a trial it was written with."""
