"""Which paper, and which window envelope, the letters of a country go out in."""

from __future__ import annotations

from typing import Literal

Page = Literal["us", "din", "dl"]
"""us: letter paper in a #10 window envelope; din: A4 by DIN 5008 form B; dl: A4 in thirds in a DL window envelope."""

_PAGES: tuple[tuple[Page, str], ...] = (
    ("us", "US CA MX PH PR GU VI AS MP BZ CL CO CR GT NI PA SV VE"),
    ("dl", "GB IE GG JE IM AU NZ ZA IN PK LK BD HK SG MY MT CY KE NG GH"),
)


def page_of(country: str) -> Page:
    """Return the page of a country by its two letters; DIN 5008 where nothing else is known."""
    return next((page for page, countries in _PAGES if country in countries.split()), "din")
