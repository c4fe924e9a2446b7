"""A name is just a name, on every screen (T1, T2)."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import owner
from shops import TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day

NAMES = ["[/]", "[bold]x", "[@click=app.quit]hi[/]", "[$x]", "\x1b[31mred\x1b[0m \u202egnp", "x" * 10_000]


@pytest.fixture
def hostile_path(tmp_path: Path) -> Path:
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=[follow]) as book:
        for name in NAMES:
            sale(book, customer(book, name), name, TODAY)
        plan_day(book, TODAY)
    return path


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_names_stand_literally_on_every_screen(hostile_path: Path, size: tuple[int, int]) -> None:
    async with owner(hostile_path, size=size) as it:
        for key in (
            "down",
            "enter",
            "down",
            "down",
            "down",
            "escape",
            "A",
            "question_mark",
            "escape",
            "z",
            "escape",
            "x",
        ):
            await it.press(key)
            assert "\x1b" not in it.text
            assert "\u202e" not in it.text
        await it.press("escape", "home")
        for name in ("[/]", "[bold]x", "[@click", "[$x]", "red gnp"):
            assert any(name in line for line in [seen(it), *it.text.splitlines()]), name
        await it.press("2", "enter", "c", "escape", "escape", "4", "comma", "1", "s")
        assert "u to undo" in it.status


def seen(it) -> str:
    """Everything that the list shows, whatever the size."""
    return " ".join(
        cell for place in range(it.app.main.pane.lines.count) for cell in it.app.main.pane.lines._pages.row(place).cells
    )


async def test_no_colour_is_needed(hostile_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """T5: NO_COLOR."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with owner(hostile_path) as it:
        assert it.app.theme == "ansi-dark"
        assert "▌" in it.text
