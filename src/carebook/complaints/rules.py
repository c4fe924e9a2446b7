"""The laws of the complaints' desk: what a case owes, in which order it moves, how long its shadow is (CMP-1 to 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from carebook.complaints.model import (
    BONUSES,
    CORE_REMEDIES,
    Complaint,
    Duty,
    Loss,
    Outcome,
    Part,
    Remedy,
    Severity,
    Share,
    Stage,
)
from carebook.days import OpenDays, add_months
from carebook.shop.model import Numbers

FOLLOW_UP_DAYS = 7
"""After so many days we ask: is it right now? (CMP-5)"""
LATEST_FOLLOW_UP_DAYS = 14
SILENT_DAYS = 21
"""After so many days without an answer a case may be closed as such (CMP-5)."""
MUCH_PERCENT = 150
"""A remedy and bonus above so much of the price ask for a second look (CMP-4)."""
SAME_CAUSE = 3
"""So many cases with one root cause in ALERT_DAYS raise an alert (CMP-7)."""
ALERT_DAYS = 90
AT_RISK_MONTHS = 12
"""A second complaint within so many months marks the customer at risk (CMP-7)."""
BOUGHT_AGAIN_MONTHS = 12
"""A purchase within so many months after a case counts as bought again (CMP-9)."""
FEW = 10
"""With fewer than so many cases counts are shown, not percentages (CMP-9)."""
HAS_DIED = "Close: has died"
"""What is left to do in the case of a customer who died."""


def case_number(year: int, nth: int) -> str:
    """Return the number that a customer is told."""
    return f"{year:04}-{nth:03}"


def acknowledge_by(begun_on: date, open_days: OpenDays, numbers: Numbers) -> date:
    """Return the day by which a case is acknowledged (CMP-1)."""
    return open_days.nth_open_day(begun_on, numbers.acknowledge_open_days)


def propose_by(begun_on: date, open_days: OpenDays, numbers: Numbers) -> date:
    """Return the day by which a remedy is proposed (CMP-2)."""
    return open_days.nth_open_day(begun_on, numbers.propose_open_days)


def answer_by(begun_on: date, acknowledged_on: date, open_days: OpenDays, numbers: Numbers) -> date:
    """Return the day that an acknowledgement names: when a proposal is due, but never a day that is over by then."""
    return max(propose_by(begun_on, open_days, numbers), open_days.nth_open_day(acknowledged_on, 1))


# What is owed --------------------------------------------------------------------------------------------


def duties(
    case: Complaint, today: date, open_days: OpenDays, numbers: Numbers, died_on: date | None = None
) -> list[Duty]:
    """Return what the desk owes in an open case, whether its day has come or not; a closed one owes nothing.

    To a customer who died, as we heard on a day, nothing is owed any more but the end of the case (SUP-1).
    """
    if died_on is not None and case.stage is not Stage.CLOSED:
        return [_closing(case, max(died_on, case.begun_on), HAS_DIED)]
    owed = []
    if next_one := _next_duty(case, open_days, numbers):
        owed.append(next_one)
    if missed := missed_promise(case, today):
        day_after = missed + timedelta(days=1)
        owed.append(Duty(case, "progress", "Tell how it stands", day_after, day_after))
    return owed


def _next_duty(case: Complaint, open_days: OpenDays, numbers: Numbers) -> Duty | None:
    begun, proposal = case.begun_on, propose_by(case.begun_on, open_days, numbers)
    match case.stage:
        case Stage.RECEIVED:
            return Duty(case, "acknowledge", "Acknowledge", begun, acknowledge_by(begun, open_days, numbers))
        case Stage.ACKNOWLEDGED:
            return Duty(case, "ask", "Ask what helps", max(case.acknowledged_on or begun, begun), proposal)
        case Stage.ASKED:
            return Duty(case, "propose", "Propose a remedy", case.asked_on or begun, proposal)
        case Stage.PROPOSED:
            again = open_days.nth_open_day(case.proposed_on or begun, numbers.propose_open_days)
            return Duty(case, "propose", "Do they agree?", again, again)
        case Stage.AGREED:
            return Duty(case, "put_right", "Put it right", case.agreed_on or begun, case.promised_on or proposal)
        case Stage.PUT_RIGHT:
            return _follow_up(case)
        case Stage.FOLLOWED_UP:
            return _closing(case, case.followed_up_on or begun)
        case Stage.REFUSED:
            return _closing(case, (case.refused_on or begun) + timedelta(days=LATEST_FOLLOW_UP_DAYS))
    return None


def _follow_up(case: Complaint) -> Duty:
    if case.asked_again_on is not None:
        silent = case.asked_again_on + timedelta(days=SILENT_DAYS)
        return Duty(case, "follow_up", "Close: no answer", silent, silent)
    done = case.put_right_on or case.begun_on
    due, by = (done + timedelta(days=days) for days in (FOLLOW_UP_DAYS, LATEST_FOLLOW_UP_DAYS))
    return Duty(case, "follow_up", "Is it right now?", due, by)


def _closing(case: Complaint, due: date, to_do: str = "Close it") -> Duty:
    return Duty(case, "follow_up", to_do, due, due + timedelta(days=FOLLOW_UP_DAYS))


def missed_promise(case: Complaint, today: date) -> date | None:
    """Return the day that we named to the customer and that has passed without what was promised."""
    if case.stage in (Stage.ACKNOWLEDGED, Stage.ASKED):
        promised = case.answer_by
    elif case.stage is Stage.AGREED:
        promised = case.promised_on
    else:
        return None
    return promised if promised is not None and promised < today else None


# In which order ------------------------------------------------------------------------------------------

_STAGE_ORDER = tuple(Stage)
_NEEDS: dict[str, tuple[Stage, str]] = {
    "ask": (Stage.ACKNOWLEDGED, "Acknowledge it first: say that we heard and who looks after it."),
    "propose": (Stage.ASKED, "First ask what would put it right, and note the answer."),
    "agree": (Stage.PROPOSED, "Nothing was proposed yet. Propose a remedy first."),
    "put right": (Stage.AGREED, "First note what was agreed: which remedy, and by when."),
    "follow up": (Stage.PUT_RIGHT, "It is not put right yet. Note that first."),
    "refuse": (Stage.ACKNOWLEDGED, "Acknowledge it first: even a no begins with having listened."),
    "progress": (Stage.ACKNOWLEDGED, "Acknowledge it first: that is the word they wait for."),
}
_DONE_BEFORE: dict[str, Stage] = {
    "acknowledge": Stage.RECEIVED,
    "ask": Stage.ACKNOWLEDGED,
    "propose": Stage.PROPOSED,
    "agree": Stage.PROPOSED,
    "put right": Stage.AGREED,
    "follow up": Stage.PUT_RIGHT,
    "refuse": Stage.PROPOSED,
    "progress": Stage.AGREED,
}
"""The last stage at which a step can still be taken."""


def out_of_turn(case: Complaint, step: str) -> str | None:
    """Say why a step cannot be taken now, naming the one that is missing; None where it can.

    A refusal may be said anew, in better words, until the case is closed.
    """
    reached = _STAGE_ORDER.index(case.stage)
    if case.stage is Stage.CLOSED:
        return f"Case {case.number} is closed. Reopen it first, with the reason."
    if step == "refuse" and case.stage is Stage.REFUSED:
        return None
    if step in _NEEDS and reached < _STAGE_ORDER.index(_NEEDS[step][0]):
        return _NEEDS[step][1]
    if reached > _STAGE_ORDER.index(_DONE_BEFORE[step]):
        return f"Case {case.number} is further than that: it is {case.stage} already."
    return None


_DAYS = (
    (Stage.ACKNOWLEDGED, "acknowledged_on", "was acknowledged"),
    (Stage.ASKED, "asked_on", "had its question answered"),
    (Stage.PROPOSED, "proposed_on", "had its proposal"),
    (Stage.AGREED, "agreed_on", "had its agreement"),
    (Stage.PUT_RIGHT, "put_right_on", "was put right"),
    (Stage.PUT_RIGHT, "asked_again_on", "was asked about"),
    (Stage.FOLLOWED_UP, "followed_up_on", "was followed up"),
    (Stage.REFUSED, "refused_on", "was refused"),
    (Stage.CLOSED, "closed_on", "was closed"),
)


def last_step(case: Complaint, until: Stage = Stage.CLOSED) -> tuple[date, str]:
    """Return the day before which nothing more can be done in a case, and what happened on it.

    That is the latest of what was done to reach a stage, or the day from which the case's clocks run.
    """
    done = [(case.begun_on, "was opened again" if case.reopened_on else "came in")]
    for stage, name, said in _DAYS:
        day = getattr(case, name)
        if day is not None and _STAGE_ORDER.index(stage) <= _STAGE_ORDER.index(until):
            done.append((day, said))
    return max(reversed(done), key=lambda one: one[0])


def no_bonus_yet(case: Complaint, remedies: Sequence[Remedy]) -> str | None:
    """Say why a bonus cannot be recorded: it comes on top of a core remedy that is promised (CMP-4)."""
    if case.stage in (Stage.REFUSED, Stage.CLOSED):
        return out_of_turn(case, "propose")
    if case.promised_on is not None and offered_now(case, remedies):
        return None
    return "A bonus comes on top: first promise what puts it right, with its day."


def outcomes(case: Complaint, today: date) -> list[Outcome]:
    """Return how a case could be closed as it stands."""
    if case.stage is Stage.CLOSED:
        return []
    if case.stage is Stage.REFUSED:
        return [Outcome.REFUSED, Outcome.UNRECOVERED, Outcome.WITHDRAWN]
    found = []
    if case.stage is Stage.FOLLOWED_UP and case.is_right:
        found.append(Outcome.RECOVERED)
    if case.acknowledged_on is not None:
        found.append(Outcome.UNRECOVERED)
    if case.asked_again_on is not None and case.stage is Stage.PUT_RIGHT and silent_for(case, today) >= SILENT_DAYS:
        found.append(Outcome.NO_ANSWER)
    return [*found, Outcome.WITHDRAWN]


def silent_for(case: Complaint, today: date) -> int:
    """Return for how many days the question "is it right now?" has gone unanswered."""
    return (today - case.asked_again_on).days if case.asked_again_on else 0


def not_that_outcome(case: Complaint, outcome: Outcome, today: date) -> str | None:
    """Say what is missing before a case can be closed so; None where it can."""
    if outcome in outcomes(case, today):
        return None
    if case.stage is Stage.CLOSED:
        return f"Case {case.number} is closed already, as {case.outcome}."
    return {
        Outcome.RECOVERED: "It counts as recovered once they said that it is right now. Follow up first.",
        Outcome.NO_ANSWER: f"Ask first whether it is right now, and wait {SILENT_DAYS} days for the answer.",
        Outcome.REFUSED: "Refuse it first, with the reason and an alternative.",
    }.get(outcome, "Acknowledge it first.")


def begin_anew(case: Complaint, today: date) -> Complaint:
    """Return a case as it stands when it is reopened: urgent, and to be asked about once more.

    An acknowledgement holds good; a case that had none still waits for it.
    """
    return case._replace(
        severity=Severity.URGENT,
        answer_by=None,
        asked_on=None,
        proposed_on=None,
        agreed_on=None,
        promised_on=None,
        put_right_on=None,
        asked_again_on=None,
        followed_up_on=None,
        followed_up_by=None,
        is_right=False,
        satisfaction=None,
        refused_on=None,
        closed_on=None,
        outcome=None,
        reopened=case.reopened + 1,
        reopened_on=today,
    )


# What is offered -----------------------------------------------------------------------------------------


def suggested(loss: str | None, part: Part) -> list[str]:
    """Return the remedies or bonuses, those that match the loss first (CMP-3)."""
    known = CORE_REMEDIES if part is Part.CORE else BONUSES
    return sorted(known, key=lambda kind: loss not in known[kind])


def offered_now(case: Complaint, remedies: Sequence[Remedy]) -> Sequence[Remedy]:
    """Return what is offered in a case as it stands: the newest core remedy and what was added to it since.

    A case has one core remedy at a time, and one that begins anew has none until it is proposed.
    """
    if case.proposed_on is None:
        return []
    cores = [place for place, remedy in enumerate(remedies) if remedy.part == Part.CORE]
    return remedies[max(cores, default=len(remedies)) :]


def offer_at_hand(case: Complaint, remedies: Sequence[Remedy]) -> Sequence[Remedy]:
    """Return what is proposed and not agreed yet."""
    return [] if case.agreed_on is not None else offered_now(case, remedies)


def second_looks(cost: int, price: int | None) -> list[str]:
    """Return the warnings of an offer: its cost and the price of what went wrong in minor units (CMP-4)."""
    if price is not None and 0 < price * MUCH_PERCENT < cost * 100:
        return [f"Remedy and bonus come to {cost * 100 // price} % of the price."]
    return []


def above_limit(cost: int, numbers: Numbers, minor_in_one: int) -> bool:
    """Tell whether an offer is above the shop's own limit, so that the owner has to confirm it (CMP-4)."""
    return 0 < numbers.remedy_limit * minor_in_one < cost


_WISHED = {
    "refund": ("refund", "money"),
    "discount": ("discount", "cheaper", "off the price"),
    "replacement": ("replac", "exchange", "new one", "another"),
    "repair": ("repair", "fix", "mend"),
    "redo": ("redo", "again"),
    "apology in person": ("apolog", "sorry"),
}
"""The words by which a customer asks for a remedy."""


def mismatch(loss: str | None, kind: str, wish: str = "") -> str | None:
    """Hint at what would match the loss (CMP-3); None where the remedy does, was wished for, or where nobody knows."""
    matches = CORE_REMEDIES.get(kind)
    if loss is None or matches is None or Loss(loss) in matches:
        return None
    if any(word in wish.casefold() for word in _WISHED[kind]):
        return None
    return f"A hint: they lost {loss}, which {_one(suggested(loss, Part.CORE)[0])} gives back."


def _one(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


# What a case does to others ------------------------------------------------------------------------------


def selling_waits_until(outcome: str, closed_on: date, numbers: Numbers) -> date:
    """Return the first day on which a letter may sell again after a case (CMP-6)."""
    recovered = outcome == Outcome.RECOVERED
    days = numbers.selling_after_recovery if recovered else numbers.waiting_after_other_close
    return closed_on + timedelta(days=days)


def asking_waits_until(outcome: str, closed_on: date, numbers: Numbers) -> date:
    """Return the first day on which a referral may be asked for again after a case (CMP-6)."""
    recovered = outcome == Outcome.RECOVERED
    days = numbers.asking_after_recovery if recovered else numbers.waiting_after_other_close
    return closed_on + timedelta(days=days)


def at_risk(received: Sequence[date], today: date) -> bool:
    """Tell whether a customer had a second complaint within 12 months, the latest of them not longer ago (CMP-7)."""
    if len(received) < 2:
        return False
    first, second = sorted(received)[-2:]
    return second <= add_months(first, AT_RISK_MONTHS) and today <= add_months(second, AT_RISK_MONTHS)


# What they teach -----------------------------------------------------------------------------------------


def percent(share: Share) -> int | None:
    """Return a share in percent; None of so few that only the counts speak (CMP-9)."""
    return round(share.n * 100 / share.of) if share.of >= FEW else None
