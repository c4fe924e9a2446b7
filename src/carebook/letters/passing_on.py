"""Cards to pass on: small ones to cut out, which go with a letter that asks for a referral, on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassingOn:
    """A page of cards that are all the same."""

    title: str
    lead: str
    shop: str
    lines: tuple[str, ...]
    """What the friend reads: a greeting, what there is for them, and who sent them."""
    reach: tuple[str, ...]
    """Where the shop is, and how to get hold of it: a line each."""

    def plain(self) -> str:
        """Return one card as text, as it is kept once the letter is sent (LET-7)."""
        return "\n".join([self.title, self.lead, self.shop, *self.lines, *self.reach])
