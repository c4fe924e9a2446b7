"""carebook as a shop types it: one command, its exit code, and what it printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = [sys.executable, "-c", "from carebook.cli import main; main()"]
ON = "2026-11-25"


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def surroundings(home: Path, today: str = ON) -> dict[str, str]:
    """A machine of its own: nothing of the real one is read or written."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}
    places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("STATE", "DATA", "CACHE", "CONFIG")}
    return {**kept, **places, "HOME": str(home), "CAREBOOK_TODAY": today}


def carebook(*words: object, today: str = ON, home: Path | None = None, typed: str | None = None) -> Answer:
    """Run one command away from any terminal."""
    place = home or next((Path(str(w)).parent for w in words if str(w).endswith(".db")), Path("/nonexistent"))
    done = subprocess.run(
        [*PROGRAM, *map(str, words)],
        env=surroundings(place, today),
        input=typed,
        stdin=subprocess.DEVNULL if typed is None else None,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)
