"""Worth and leaving as they are read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar


class State(StrEnum):
    """How long a customer has been silent, by their own rhythm (VAL-1)."""

    ACTIVE = "active"
    SLIPPING = "slipping"
    DORMANT = "dormant"
    LOST = "lost"
    PROSPECT = "prospect"


class Tier(StrEnum):
    """A customer's place by the profit of the last 24 months, among those who brought any (VAL-3)."""

    VIP = "VIP"
    CORE = "core"
    LOW = "low"


class Churn(StrEnum):
    """The three ways in which custom is lost (CHN-1)."""

    ACCOUNT = "account"
    PRODUCTS = "products"
    SPEND = "spend"


class Reason(StrEnum):
    """Why a customer left (CHN-2)."""

    DIED = "died"
    MOVED = "moved"
    FRIEND = "friend's advice"
    BETTER_VALUE = "better value elsewhere"
    DISSATISFIED = "dissatisfied"
    UNAPPRECIATED = "felt unappreciated"
    NEED_ENDED = "need ended"
    UNKNOWN = "unknown"


RULE_OF_THUMB: dict[Reason, int] = {
    Reason.DIED: 1,
    Reason.MOVED: 3,
    Reason.FRIEND: 5,
    Reason.BETTER_VALUE: 9,
    Reason.DISSATISFIED: 14,
    Reason.UNAPPRECIATED: 68,
}
"""Why customers leave, in percent, as it is commonly told (CHN-2); the others have no such share."""


class Opportunity(StrEnum):
    """The eleven lists over a customer's life, each by its name in the book (VAL-4)."""

    ENQUIRIES = "enquiries"
    SECOND_SALE = "second sale"
    BIG_SALE = "big sale"
    CROSS_SELL = "cross-sell"
    UP_SELL = "up-sell"
    PRAISE = "praise"
    COMPLAINTS = "complaints"
    SLIPPING = "slipping"
    DECREASED = "decreased"
    DORMANT = "dormant"
    LOST = "lost"


TITLES: dict[Opportunity, str] = {
    Opportunity.ENQUIRIES: "Answer new enquiries",
    Opportunity.SECOND_SALE: "Turn a first sale into a second",
    Opportunity.BIG_SALE: "Reassure after a big sale",
    Opportunity.CROSS_SELL: "Show what goes with it",
    Opportunity.UP_SELL: "Show the better one",
    Opportunity.PRAISE: "Thank the happy, ask who else",
    Opportunity.COMPLAINTS: "Recover a complaint",
    Opportunity.SLIPPING: "Save the slipping",
    Opportunity.DECREASED: "Bring back what they used to spend",
    Opportunity.DORMANT: "Wake the dormant",
    Opportunity.LOST: "Win back the lost",
}
"""The lists for the screen, in the order of a customer's life."""

LETTER_FITS = frozenset((Opportunity.SECOND_SALE, Opportunity.SLIPPING, Opportunity.DECREASED, Opportunity.DORMANT))
"""The lists whose customers a reactivation letter can be written to."""

WIN_BACK_FITS = frozenset((Opportunity.SLIPPING, Opportunity.DECREASED, Opportunity.DORMANT, Opportunity.LOST))
"""The lists whose customers can be won back, step by step."""


class Worked(StrEnum):
    """What came of working an entry of a list."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NONE = "none"
    LATER = "later"
    LETTER = "letter"
    WIN_BACK = "win-back"
    LEFT_ALONE = "left alone"


class Working(NamedTuple):
    """An entry of a list that was worked, and what came of it (VAL-4)."""

    id: int
    customer_id: int
    list: str
    about: str
    on_day: date
    outcome: str


class Yardstick(NamedTuple):
    """What the whole shop is measured by, counted once a day (VAL-1a); days, and minor units of money."""

    counted_on: date
    customers: int
    """With at least one purchase day."""
    mean_gap: float | None
    """Days between two purchase days, over all gaps of all customers; None where there are none."""
    median_gap: float | None
    """The median of customers' own mean gaps (VAL-1b)."""
    vip_from: int | None
    """From this profit in 24 months on a customer is a VIP, and from `core_from` on core (VAL-3)."""
    core_from: int | None
    top20_share: float | None
    """The part of all profit that the best fifth brings."""
    big_sale: int | None
    """From this amount on a sale is a big one here: three times the mean sale of the last 12 months."""


Day = TypeVar("Day", date, str)


def state_on(on: Day, slipping_on: Day, dormant_on: Day, lost_on: Day) -> State:
    """Return how a customer with these first days of each state stands on a day, all as days or all as ISO text."""
    if on >= lost_on:
        return State.LOST
    if on >= dormant_on:
        return State.DORMANT
    return State.SLIPPING if on >= slipping_on else State.ACTIVE


class Standing(NamedTuple):
    """What is kept of one customer's buying; days of silence count from `last_on`, money is in minor units."""

    customer_id: int
    purchase_days: int
    first_on: date
    last_on: date
    rhythm: float
    """The customer's usual gap in days, leaned on the shop's (VAL-1)."""
    slipping_on: date
    """The first day of silence beyond 2 times the rhythm; then 3 times; then 5 times, or the day they told us."""
    dormant_on: date
    lost_on: date
    profit: int
    """Of all that they ever bought, refunds subtracted."""
    profit_24m: int
    spent_now: int
    """In the last 12 months, and in the 12 before."""
    spent_before: int
    products_now: int
    products_before: int
    tier: str | None
    churn: str | None

    def state(self, on: date) -> State:
        """Return how they stand on a day (VAL-1)."""
        return state_on(on, self.slipping_on, self.dormant_on, self.lost_on)

    def silent_days(self, on: date) -> int:
        """Return the days since the last purchase day."""
        return (on - self.last_on).days


class Departure(NamedTuple):
    """Why a customer left, or is leaving, in their words (CHN-2)."""

    id: int
    customer_id: int
    noted_on: date
    told: bool
    """They told us: then they are lost from this day on, until they buy again."""
    reason: str
    words: str


class Strength(NamedTuple):
    """Something that the shop is good at, by which wins and losses are counted (WIN-4)."""

    id: int
    name: str
    retired: bool


class WinBackStep(StrEnum):
    """The steps of winning a customer back, in their order (WIN-1)."""

    WANT = "want"
    WHY = "why"
    OFFERS = "offers"
    RESPONSIBILITY = "responsibility"
    PERMISSION = "permission"
    OUTCOME = "outcome"


TO_DO: dict[WinBackStep, str] = {
    WinBackStep.WANT: "Want them back?",
    WinBackStep.WHY: "Find out why",
    WinBackStep.OFFERS: "Note the offers",
    WinBackStep.RESPONSIBILITY: "Own our part",
    WinBackStep.PERMISSION: "Ask leave to write",
    WinBackStep.OUTCOME: "Offer, or end it",
}
"""What a step asks for, for the screen."""


class Ending(StrEnum):
    """How a win-back ended."""

    WON = "won back"
    NOT_WON = "not won"
    LET_GO = "let go"
    STOPPED = "stopped"


class Permission(StrEnum):
    """Whether we may keep in touch: given now, standing from before, or refused."""

    GIVEN = "given"
    STANDING = "standing"
    REFUSED = "refused"


class WinBack(NamedTuple):
    """One case of winning a customer back; each `_on` is the day on which that step was done."""

    id: int
    customer_id: int
    opened_on: date
    wanted_on: date | None
    why_on: date | None
    reason: str | None
    reason_words: str
    chose_for: int | None
    """The strength for which they once chose us, and the one for which they left."""
    left_for: int | None
    offers_on: date | None
    responsibility_on: date | None
    our_part: str
    what_changed: str
    permission_on: date | None
    permission: str | None
    permission_how: str
    offered_on: date | None
    """The day on which the offer letter was asked for."""
    offer: str
    ended_on: date | None
    outcome: str | None
    ending: str
    """Why it ended so; for one let go, the reason and the farewell."""

    @property
    def next_step(self) -> WinBackStep | None:
        """Return the step whose turn it is; None where the case has ended."""
        if self.ended_on:
            return None
        return next((step for step, day in self.days.items() if day is None), WinBackStep.OUTCOME)

    @property
    def days(self) -> dict[WinBackStep, date | None]:
        """Return the day on which each step was done, in their order."""
        return {
            WinBackStep.WANT: self.wanted_on,
            WinBackStep.WHY: self.why_on,
            WinBackStep.OFFERS: self.offers_on,
            WinBackStep.RESPONSIBILITY: self.responsibility_on,
            WinBackStep.PERMISSION: self.permission_on,
            WinBackStep.OUTCOME: self.ended_on,
        }


class Probe(NamedTuple):
    """A probing question and its answer (WIN-1)."""

    id: int
    win_back_id: int
    customer_id: int
    on_day: date
    question: str
    answer: str


class Offer(NamedTuple):
    """What was offered, by us or by another shop, at what price in minor units, and how the customer rates it."""

    id: int
    win_back_id: int
    customer_id: int
    on_day: date
    side: str
    """ours or theirs."""
    who: str
    feature: str
    price: int | None
    rating: int | None
    """1 to 10."""


class Liked(NamedTuple):
    """How much one feature, or one level of prices, was liked (WIN-3)."""

    level: str | int | None
    """What the feature is called; of prices the place of the level from the cheapest on, None where none was named."""
    worth: float
    """What it adds to the mean rating, or its own mean where that cannot be told."""
    ratings: int
    """So many stand behind it."""


class TradeOff(NamedTuple):
    """What customers liked of all that was offered to them (WIN-3)."""

    features: tuple[Liked, ...]
    """The best liked first."""
    prices: tuple[Liked, ...]
    """The cheapest first."""
    limits: tuple[int, ...]
    """The highest price of each level but the last, in minor units."""
    mean: float
    adds: bool
    """Whether the worths are by least squares, around the mean; else they are plain means."""


class StepDone(NamedTuple):
    """One line of a win-back's diary."""

    id: int
    win_back_id: int
    customer_id: int
    step: str
    on_day: date
    by_channel: str | None
    what: str


class NextStep(NamedTuple):
    """The next step of a win-back: due from a day on, and late after another."""

    case: WinBack
    customer: str
    step: WinBackStep
    due: date
    by: date


QUESTIONS = (
    "What made you look elsewhere?",
    "When did we last let you down, even a little?",
    "What do they do better than we did?",
    "What would we have had to do for you to stay?",
    "What do you miss about us, if anything?",
    "Was there a moment when you made up your mind?",
    "What did you first come to us for?",
    "If you ran this shop, what would you change first?",
)
"""Probing questions to choose from (WIN-1)."""
