"""Owed: the thanks and rewards that are due, late first, and the rewards handed over lately (REF-3)."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from carebook.referrals.model import Reward
from carebook.referrals.refusals import NotThere
from carebook.referrals.store.referrals import reward
from carebook.referrals.store.standing import Standing
from carebook.tui.actions import bindings
from carebook.tui.panes.referrals_rows import OWED_COLUMNS, REFERRAL, REWARD, owed
from carebook.tui.panes.referrals_teaching import Teaching
from carebook.tui.panes.referrals_verbs import ReferralsView
from carebook.tui.widgets.rows import Source

_TEACHING = Teaching(
    "Nothing is owed. Thanks stand here from the day on which somebody was sent to you, rewards once that person has "
    "bought, until they are said and handed over.",
    "They come by themselves when you note who was sent to you: ← to Referrals, then n.",
    "They come by themselves once a customer sends you somebody. Your customers come into the book with 2 and then n.",
)


class OwedView(ReferralsView):
    """What is owed, and the referral that it is owed for."""

    PLACE: ClassVar[str] = "owed"
    BINDINGS: ClassVar[list[BindingType]] = bindings("owed")

    def __init__(self) -> None:
        """Nothing listed yet."""
        super().__init__(OWED_COLUMNS, _TEACHING)

    def source(self) -> Source:
        """Return what is owed, and what was handed over lately."""
        return owed(self.keeper)

    def referral_id(self) -> int | None:
        """Return the referral that the line under the cursor is about."""
        match self.lines.cursor_key:
            case (word, int(number)) if word == REFERRAL:
                return number
            case (word, int(number)) if word == REWARD:
                return self._rewarded(number)
        return None

    def _rewarded(self, reward_id: int) -> int | None:
        try:
            return reward(self.keeper.book.db, reward_id).referral_id
        except NotThere:
            return None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the line under the cursor."""
        if self.how is None:
            return "Nothing is under the cursor: nothing is owed."
        return super().why_not(self._verb if name == "go_on" else name)

    @property
    def _verb(self) -> str:
        """What is to be done about the line under the cursor."""
        match self.lines.cursor_key:
            case (word, _) if word == REWARD:
                return "pay"
        return "thank"

    def do_go_on(self) -> None:
        """Thank, or hand over the reward under the cursor."""
        if self._verb == "pay":
            self.do_pay()
        else:
            self.do_thank()

    def in_turn(self, how: Standing) -> list[Reward]:
        """Return the rewards that are not settled, the one under the cursor first."""
        return sorted(super().in_turn(how), key=lambda one: self.lines.cursor_key != (REWARD, one.id))
