"""The content map: for every persona and stage of buying, which letter or piece serves it, and what is still empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from carebook.customers.model import Content, Persona, Stage
from carebook.days import long
from carebook.letters.model import KINDS
from carebook.shop.model import Shop
from carebook.text import fold


class Strand(NamedTuple):
    """One persona's row: what serves it at each stage, as it was entered."""

    persona: Persona
    cells: dict[Stage, tuple[Content, ...]]


def content_map(personas: Iterable[Persona], contents: Iterable[Content]) -> list[Strand]:
    """Lay out what serves each persona, stage by stage."""
    pieces = list(contents)
    return [
        Strand(
            persona,
            {stage: tuple(p for p in pieces if (p.persona_id, p.stage) == (persona.id, stage)) for stage in Stage},
        )
        for persona in personas
    ]


def title_of(piece: Content) -> str:
    """Say what a piece is: the title of the letter in the plan, or its own."""
    kind = KINDS[piece.letter_kind].title if piece.letter_kind in KINDS else piece.letter_kind
    return ": ".join(filter(None, (kind, piece.title)))


def empty_cells(strands: Iterable[Strand]) -> list[str]:
    """Say what is still empty: "Nothing yet for Gardeners at comparison"; for nothing at all, once."""
    found = []
    for persona, cells in strands:
        empty = [stage for stage in Stage if not cells[stage]]
        if len(empty) == len(Stage):
            found.append(f"Nothing yet for {persona.name} at any stage")
        else:
            found += [f"Nothing yet for {persona.name} at {stage}" for stage in empty]
    return found


_FITTING = (
    *("newsletter", "promotion", "welcome", "thank_you", "how_did_we_do", "referral_ask", "appreciation"),
    *("seasons_greeting", "anniversary", "birthday", "pet_birthday", "reactivation", "how_are_we_doing", "own_letter"),
)
"""The kinds that can lead somebody on to a purchase; the others answer what happened."""


def kinds_named() -> list[str]:
    """Return the titles of the plan's letters to choose from, those that fit most often first."""
    return [KINDS[name].title for name in _FITTING]


def entered_as(typed: str) -> dict[str, str]:
    """Return what was typed as the plan's letter of that title, or as the title of a piece of the shop's own."""
    kind = next((kind.name for kind in KINDS.values() if fold(kind.title) == fold(typed)), "")
    return {"letter_kind": kind, "title": "" if kind else typed}


def as_page(strands: Sequence[Strand], undescribed: Sequence[str], shop: Shop, today: date) -> dict[str, Any]:
    """Word the map for its sheet of paper."""
    return {
        "shop": shop.name,
        "dated": long(today, shop.country),
        "stages": [str(stage) for stage in Stage],
        "rows": [
            {
                "name": persona.name,
                "about": persona.needs or persona.problems or persona.looks_for,
                "cells": [[title_of(piece) for piece in cells[stage]] for stage in Stage],
            }
            for persona, cells in strands
        ],
        "empty": empty_cells(strands),
        "undescribed": list(undescribed),
    }
