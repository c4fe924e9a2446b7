"""How one referral stands for those who act on it: what is owed for it, and what is next (REF-1, REF-3)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carebook.referrals.model import Referral, Reward, Stage
from carebook.referrals.store import referrals
from carebook.referrals.store.owed import Owed, rewards, thanks


class NextStep(StrEnum):
    """What a referral waits for."""

    THANK = "thank"
    REWARD = "reward"
    CAME = "came"
    BOUGHT = "bought"


@dataclass(frozen=True)
class Standing:
    """A referral, and what is owed for it now."""

    referral: Referral
    thanks: Owed | None
    rewards: list[Reward]
    due: dict[int, Owed]
    """Of the rewards, those to hand over now, by their id."""

    @property
    def open_rewards(self) -> list[Reward]:
        """The rewards that were neither handed over nor dropped, those due now first."""
        unsettled = [one for one in self.rewards if not (one.paid_on or one.waived_on)]
        return sorted(unsettled, key=lambda one: one.id not in self.due)

    @property
    def next_step(self) -> NextStep | None:
        """What is next; None when nothing is left to do. Who came and has no record is entered before they buy."""
        if self.thanks:
            return NextStep.THANK
        if self.due:
            return NextStep.REWARD
        later = _LATER.get(self.referral.stage)
        return NextStep.CAME if later and self.referral.referred_id is None else later


_LATER = {Stage.INTRODUCED: NextStep.CAME, Stage.IN_CONTACT: NextStep.BOUGHT}


def standing(db: sqlite3.Connection, referral_id: int, today: date) -> Standing:
    """Return how a referral stands today; raise NotThere."""
    found = referrals.referral(db, referral_id)
    owed = None if found.thanked_on else next((one for one in thanks(db, today) if one.id == found.id), None)
    promised = referrals.rewards(db, referral_id)
    due = {one.id: one for one in rewards(db, of=referral_id) if one.id is not None}
    return Standing(found, owed, promised, due)
