"""demo and sample: the shop that is only there to be looked at."""

from __future__ import annotations

from pathlib import Path

from commands import carebook


def test_demo_without_a_terminal_prints_the_morning_and_leaves_nothing(tmp_path: Path) -> None:
    for words in (["--plain"], []):
        answer = carebook("demo", *words, home=tmp_path)
        assert answer.code == 0
        assert answer.out.startswith("Rosie's Garden Supplies · Wed 25 Nov 2026 · ")
        assert "Tonight's cards" in answer.out
        assert answer.err == ""
    assert list(tmp_path.iterdir()) == []


def test_the_sample_shop_can_be_reviewed_on_its_day(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    assert carebook("sample", path, "--today", "2026-11-25").code == 0
    rows = carebook("review", path, "--json").json
    assert {row["desk"] for row in rows} == {"complaints", "callbacks", "referrals", "winbacks", "letters"}
    assert {row["state"] for row in rows} == {"due", "late"}
    assert carebook("check", path).code == 0


def test_sample_never_writes_over_anything(tmp_path: Path) -> None:
    """X4."""
    path = tmp_path / "sample.db"
    path.write_text("mine")
    assert carebook("sample", path).code == 1
    assert path.read_text() == "mine"
