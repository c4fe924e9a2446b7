"""How the list of customers is narrowed down, in words."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.retention.store.listing import Narrowed


def in_words(only: Narrowed) -> str:
    """Say who is listed: "tagged roses, in Bath, with a stop"."""
    return ", ".join(_parts(only)) or "all"


def _parts(only: Narrowed) -> Iterator[str]:
    segment = only.segment
    if segment.tag:
        yield f"tagged {segment.tag}"
    if segment.persona:
        yield segment.persona
    if segment.stage:
        yield f"at {segment.stage}"
    if segment.tier:
        yield segment.tier
    if segment.place:
        yield f"in {segment.place}"
    if segment.product:
        yield f"bought {segment.product}"
    if only.stopped is not None:
        yield "with a stop" if only.stopped else "without a stop"
