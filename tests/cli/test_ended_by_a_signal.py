"""A command that is told to end, ends: with the code of the signal, nothing said, the book unharmed (T3)."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commands import carebook, surroundings

from carebook.book.book import Book

TELLS_THAT_IT_WAITS = """
import time
pause = time.sleep
time.sleep = lambda seconds: (print("waits", flush=True), pause(seconds))
from carebook.cli import main
main()
"""


STOPPED_WHILE_IT_STARTS = """
import signal, sys
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Slow())
from carebook.cli import main
main()
"""


def test_a_signal_while_the_program_is_being_read_ends_it_quietly(morning: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_WHILE_IT_STARTS, "check", str(morning)],
        env=surroundings(morning.parent),
        capture_output=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["INT", "TERM", "HUP"]
)
def test_each_signal_has_its_exit_code(morning: Path, number: int, code: int) -> None:
    with Book.open(morning, write=True):
        with subprocess.Popen(
            [sys.executable, "-c", TELLS_THAT_IT_WAITS, "sent", str(morning), "1"],
            env=surroundings(morning.parent),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as waiting:
            assert waiting.stdout
            assert waiting.stdout.readline() == b"waits\n"
            waiting.send_signal(number)
            _, said = waiting.communicate(timeout=60)
        assert (waiting.returncode, said) == (code, b"")
    assert carebook("check", morning).code == 0
