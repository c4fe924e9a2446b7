"""docs/keys.md, made from the registry of actions."""

from __future__ import annotations

from carebook.tui.action import Action, shown_key
from carebook.tui.actions import PLACE_NAMES, actions_of


def keys_page() -> str:
    """Return docs/keys.md."""
    parts = ["# Keys\n\nOn the screen, `?` shows the keys of where you are, and `ctrl+p` every command by name.\n"]
    for place, heading in PLACE_NAMES.items():
        rows = [f"| {_as_code(one)} | {one.word} | {one.tooltip} |\n" for one in actions_of(place) if one.keys]
        if rows:
            parts.append(f"\n## {heading}\n\n| key | word | what it does |\n|---|---|---|\n{''.join(rows)}")
    return "".join(parts)


def _as_code(one: Action) -> str:
    return " ".join(f"`{shown_key(key).replace('^', 'ctrl+')}`" for key in one.keys.split(","))
