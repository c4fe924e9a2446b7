"""A machine with nothing of its own: a fixed day, folders of its own, no viewer to open files in."""

from __future__ import annotations

from pathlib import Path

import pytest
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


@pytest.fixture
def shop_path(tmp_path: Path) -> Path:
    """The small shop's book, planned for today."""
    return small_shop(tmp_path / "rosie.db")


@pytest.fixture
def unplanned_path(tmp_path: Path) -> Path:
    """The small shop's book before its first day."""
    return small_shop(tmp_path / "rosie.db", planned=False)


@pytest.fixture
def new_path(tmp_path: Path) -> Path:
    """A shop without customers."""
    return empty_shop(tmp_path / "rosie.db")
