"""Writes docs/keys.md from the registry of actions: python tests/tui/renew_keys.py."""

from pathlib import Path

from carebook.tui.keys_page import keys_page

if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "keys.md").write_text(keys_page(), "utf-8")
