"""What the shop has not said about itself: each leaves a line out of letters (LET-8)."""

from __future__ import annotations

from carebook.shop.model import Shop

DETAILS: dict[str, tuple[str, str]] = {
    "owner": ("Your own name", "nobody signs your letters"),
    "sign_off": ("Your sign-off", "letters end with ours, not with yours"),
    "phone": ("Your telephone", "nobody can call you back"),
    "email": ("Your e-mail address", "nobody can write back at once"),
    "address1": ("Your address", "the head of your letters has none"),
}
"""The details that letters use: what each is, and what is missing without it."""


def missing_details(shop: Shop) -> list[str]:
    """Return the details that are not filled in."""
    return [name for name in DETAILS if not getattr(shop, name)]
