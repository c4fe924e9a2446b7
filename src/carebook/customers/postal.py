"""A postal address as it is written on an envelope in its country."""

from __future__ import annotations

_TOWN_REGION_CODE = frozenset({"US", "CA", "AU", "PR", "IN", "MX"})
"""Where the last line is town, region and postcode."""
_CODE_LAST = frozenset({"GB", "IE", "NZ", "SG", "HK", "ZA", "UA", "RU"})
"""Where the postcode has the last line to itself, or comes after the town."""


def postal_lines(
    address1: str, address2: str, city: str, region: str, postcode: str, country: str, *, home: str
) -> tuple[str, ...]:
    """Return the address's lines below the name; a country other than the shop's own stands last, in capitals."""
    where = country or home
    if where in _TOWN_REGION_CODE:
        state = " ".join(filter(None, (region, postcode)))
        town = [", ".join(filter(None, (city, state))) if where == "US" else " ".join(filter(None, (city, state)))]
    elif where in _CODE_LAST:
        town = [city, region if region != city else "", postcode]
    else:
        town = [" ".join(filter(None, (postcode, city))), region if region != city else ""]
    abroad = [country_name(country).upper()] if country and country != home else []
    return tuple(line for line in (address1, address2, *town, *abroad) if line)


def country_name(code: str) -> str:
    """Return a country's English name, or its code where it has none."""
    from babel import Locale

    return str(Locale("en").territories.get(code, code))
