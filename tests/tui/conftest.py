"""A machine with nothing of its own: a fixed day, folders of its own, no viewer to open files in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from calm import calm
from shops import TODAY, empty_shop, small_shop


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the owner's own folders and programs out of the tests."""
    monkeypatch.setenv("CAREBOOK_TODAY", TODAY.isoformat())
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is done when nothing is left to do, and a cursor rests at once."""
    monkeypatch.setattr("textual.app.wait_for_idle", calm)
    monkeypatch.setattr("textual.pilot.wait_for_idle", calm)
    monkeypatch.setattr("carebook.tui.panes.list_and_detail.PAUSE", 0.001)


@pytest.fixture
def quick_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed is kept after a moment instead of a second."""
    monkeypatch.setattr("carebook.tui.widgets.form.PAUSE", 0.01)


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that every `shop_path` is a copy of."""
    return small_shop(tmp_path_factory.mktemp("small") / "rosie.db")


@pytest.fixture(scope="session")
def unplanned_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that every `unplanned_path` is a copy of."""
    return small_shop(tmp_path_factory.mktemp("unplanned") / "rosie.db", planned=False)


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that every `new_path` is a copy of."""
    return empty_shop(tmp_path_factory.mktemp("empty") / "rosie.db")


@pytest.fixture
def shop_path(small_book: Path, tmp_path: Path) -> Path:
    """The small shop's book, planned for today."""
    return Path(shutil.copy(small_book, tmp_path))


@pytest.fixture
def unplanned_path(unplanned_book: Path, tmp_path: Path) -> Path:
    """The small shop's book before its first day."""
    return Path(shutil.copy(unplanned_book, tmp_path))


@pytest.fixture
def new_path(empty_book: Path, tmp_path: Path) -> Path:
    """A shop without customers."""
    return Path(shutil.copy(empty_book, tmp_path))
