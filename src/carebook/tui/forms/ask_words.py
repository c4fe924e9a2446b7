"""What to say when a customer is asked whom else we could help: whom we wish for, and what both get."""

from __future__ import annotations

from carebook.referrals.model import ForWhom, Terms
from carebook.referrals.words import reward_in_words
from carebook.shop.model import Shop

WITHOUT_TERMS = "Whom do they know who could do with our help too? A name is enough; they bring them along."
_GETS = {ForWhom.REFERRER: "They get", ForWhom.INTRODUCED: "Whom they send gets"}


def to_say(terms: Terms | None, shop: Shop) -> list[str]:
    """Return in lines what to say by these terms; None: before there are any."""
    if terms is None:
        return [WITHOUT_TERMS]
    said = [f"Who fits: {terms.who_fits}" if terms.who_fits else "", terms.what_to_say]
    for who, gets in _GETS.items():
        if given := terms.given(who):
            said.append(f"{gets} {reward_in_words(*given, shop.currency, shop.country)}")
    return [line for line in said if line] or [WITHOUT_TERMS]
