"""A command that is told to end, ends: with the code of the signal, nothing said, the book unharmed (T3)."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import PROGRAM, carebook, surroundings

from carebook.book.book import Book


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["INT", "TERM", "HUP"]
)
def test_each_signal_has_its_exit_code(morning: Path, number: int, code: int) -> None:
    with Book.open(morning, write=True):
        waiting = subprocess.Popen(
            [*PROGRAM, "sent", str(morning), "1"], env=surroundings(morning.parent), stderr=subprocess.PIPE
        )
        time.sleep(1)
        waiting.send_signal(number)
        assert waiting.wait(timeout=10) == code
        assert waiting.stderr
        assert waiting.stderr.read() == b""
        waiting.stderr.close()
    assert carebook("check", morning).code == 0
