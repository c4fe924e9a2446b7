"""Why a letter waits or stays, in the owner's words; the causes themselves keep to the words of the rules (LET-2)."""

from __future__ import annotations

import re
from datetime import date

from carebook.days import days_on, in_words
from carebook.letters.model import Due

_PLAIN = (
    (r"spacing until (.+)", r"waits until \1: too soon after another letter"),
    (r"quiet period until (.+)", r"waits until \1: a death in the household"),
    (r"(\d+) posted pieces in (\d+) days until (.+)", r"waits until \3: no more than \1 by post in \2 days"),
    (r"(\d+) selling pieces in (\d+) days until (.+)", r"waits until \3: no more than \1 offers by post in \2 days"),
    (r"(\d+) win-back contacts in (\d+) days until (.+)", r"waits until \3: \1 times in touch in \2 days is enough"),
    (r"complaint (\S+) until (.+)", r"waits until \2: too soon after complaint \1"),
    (r"complaint (\S+)", r"waits until complaint \1 is settled"),
    (r"no posted pieces in this shop", r"your settings let nothing go by post"),
    (r"no selling pieces in this shop", r"your settings let no offer go by post"),
    (r"no permission for (.+)", r"no leave yet for offers by \1"),
    (r"An offer letter needs (.+) first\.", r"needs \1 first"),
    (r"They asked us not to keep in touch, so no offer is written\.", r"asked us not to keep in touch"),
    (r"win-back ended", r"the win-back has ended"),
    (r"deceased", r"has died"),
    (r"do-not-contact", r"asked not to be contacted"),
    (r"no-marketing", r"wants no marketing"),
    (r"gone away", r"moved away, and no new address yet"),
    (r"channel opt-out", r"wants nothing by any way we have"),
    (r"whom to write to: .+", r"somebody died, or is a child: change envelope and salutation on the record"),
    (r"no address", r"no address to send it to"),
)
"""Each cause of `rules.decide`, and how it is said."""


_UNTIL = re.compile(r"until (\d{4}-\d{2}-\d{2})$")


def said(cause: str, today: date) -> str:
    """Say a cause, or several, as the screen does: "waits until Wed 2 Dec: too soon after another letter"."""
    return "; ".join(_with_days(_plain(one), today) for one in cause.split("; "))


def said_of(due: Due, today: date) -> str:
    """Say why a letter waits; of one that lapses before its wait is over, that it does, and on which day."""
    if due.lapses and waits_too_long(due):
        return f"lapses on {in_words(days_on(date.fromisoformat(due.lapses), 1), today)} before its wait is over"
    return said(due.cause or "", today)


def waits_too_long(due: Due) -> bool:
    """Tell whether what holds a letter ends only after the last day on which it may leave (FRQ-1)."""
    if due.lapses is None or due.printed_on:
        return False
    return any(until > due.lapses for one in (due.cause or "").split("; ") for until in _UNTIL.findall(one))


def _plain(cause: str) -> str:
    found = ((re.fullmatch(pattern, cause), words) for pattern, words in _PLAIN)
    return next((match.expand(words) for match, words in found if match), cause)


def _with_days(sentence: str, today: date) -> str:
    def in_its_place(found: re.Match[str]) -> str:
        try:
            return in_words(date.fromisoformat(found[0]), today)
        except ValueError:
            return found[0]

    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", in_its_place, sentence)
