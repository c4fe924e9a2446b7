"""How the screen starts: nothing heavy before the first paint, and how it ends, whatever happens (T3, T4)."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

RUN = "import sys; from pathlib import Path; from carebook.tui.run import run; sys.exit(run(Path(sys.argv[1])))"
BREAK_AT_J = """
from carebook.tui.terminal import Terminal
whole = Terminal.process_message
def process_message(self, message):
    if getattr(message, "key", "") == "j":
        raise ValueError("no")
    whole(self, message)
Terminal.process_message = process_message
"""
HEAVY = "pydantic sqlite_utils jinja2 babel typst chardet holidays phonenumbers dateutil"
START = """
import sys
from pathlib import Path
from carebook.tui.app import CarebookApp
{patch}
app = CarebookApp(Path(sys.argv[1]))
app.run(headless=True, size=(120, 40))
print(*[name for name in {heavy!r}.split() if name in sys.modules])
sys.exit(app.return_code or 0)
"""


def start(path: Path, patch: str) -> subprocess.CompletedProcess[str]:
    code = START.format(patch=patch, heavy=HEAVY)
    environment = {**os.environ, "CAREBOOK_TODAY": "2026-11-25"}
    return subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, env=environment, timeout=60
    )


def test_nothing_heavy_is_loaded_before_the_first_paint(shop_path: Path) -> None:
    look = "CarebookApp.begin = lambda self: (print(self.main.pane.lines.count), self.exit())"
    assert start(shop_path, look).stdout.split() == ["12"]


def test_a_crash_shows_no_customer_and_says_where_the_report_is(shop_path: Path, tmp_path: Path) -> None:
    """T4: Textual would print the locals."""
    crash = "def begin(self):\n    name = 'Ann and John Park'\n    raise ValueError('no')\nCarebookApp.begin = begin"
    ended = start(shop_path, crash)
    shown = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert "Ann and John" not in shown
    assert "ValueError" not in shown
    assert "carebook stopped by a fault of its own" in " ".join(shown.split())
    (log,) = tmp_path.rglob("crash.log")
    assert log.stat().st_mode & 0o777 == 0o600
    assert "ValueError: no" in log.read_text()


def in_terminal(path: Path, *, first: str = "", **environment: str) -> tuple[int, int, bytes]:
    """Start the screen in a terminal of its own; return its process, the terminal, and Today as it was painted."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", CAREBOOK_TODAY="2026-11-25", **environment)
        code = f"{first}\n{RUN}"
        os.execv(sys.executable, [sys.executable, "-c", code, str(path)])
    return process, terminal, read_until(terminal, b"Ann and John")


def read_until(terminal: int, marker: bytes | None, seconds: float = 60) -> bytes:
    """Read what the program draws, until a marker or the end."""
    got, piece = b"", b"-"
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                piece = b""
            got += piece
            if marker and marker in got:
                return got
            if not piece:
                break
    if marker is None and not piece:
        return got
    raise AssertionError(f"{marker!r} never came; the last was {got[-300:]!r}")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_gives_the_terminal_back(shop_path: Path, number: int, code: int) -> None:
    """T3."""
    process, terminal, _ = in_terminal(shop_path)
    os.kill(process, number)
    drawn = read_until(terminal, None)
    assert b"\x1b[?1049l" in drawn, "the other screen was not left"
    assert b"\x1b[?25h" in drawn, "the cursor was not shown again"
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == code
    os.close(terminal)


def half_typed(path: Path) -> str | None:
    """What the draft in a book holds as the note of a contact."""
    with closing(sqlite3.connect(path)) as db:
        row = db.execute("SELECT fields FROM draft").fetchone()
    return json.loads(row[0])["note"] if row else None


def type_half_a_note(terminal: int) -> None:
    """Begin the note of a contact."""
    os.write(terminal, b"c")
    read_until(terminal, b"What was said")
    for typed in (b"\x1b[B", b"\x1b[B", b"\x1b[200~half a note\x1b[201~"):
        time.sleep(0.3)
        os.write(terminal, typed)
    read_until(terminal, b"half a note")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_keeps_what_is_half_typed(shop_path: Path, number: int) -> None:
    """T7: as it is at that moment."""
    process, terminal, _ = in_terminal(shop_path)
    type_half_a_note(terminal)
    os.kill(process, number)
    read_until(terminal, None)
    os.waitpid(process, 0)
    os.close(terminal)
    assert half_typed(shop_path) == "half a note"


def test_a_fault_in_reading_the_terminal_ends_like_every_crash(shop_path: Path) -> None:
    """T4: with our sentence and code 1."""
    process, terminal, _ = in_terminal(shop_path, first=BREAK_AT_J)
    os.write(terminal, b"j")
    drawn = read_until(terminal, None)
    assert b"carebook stopped by a fault of its own" in drawn
    assert b"Traceback" not in drawn
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 1
    os.close(terminal)


def test_a_lost_terminal_ends_the_program(shop_path: Path) -> None:
    """T3: never a spin."""
    process, terminal, _ = in_terminal(shop_path)
    os.close(terminal)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) == 129
            return
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    pytest.fail("it went on without a terminal")


def test_no_colour_means_none(shop_path: Path) -> None:
    """T5: NO_COLOR leaves the terminal's own two colours, which can be read."""
    process, terminal, painted = in_terminal(shop_path, NO_COLOR="1")
    os.write(terminal, b"q")
    read_until(terminal, None)
    os.waitpid(process, 0)
    os.close(terminal)
    styles = re.findall(rb"\x1b\[([0-9;]*)m", painted)
    assert styles
    assert not [style for style in styles if re.search(rb"(?:^|;)(?:3[0-8]|4[0-8]|9\d|10\d)(?:;|$)", style)]


def test_q_leaves_with_code_0(shop_path: Path) -> None:
    process, terminal, _ = in_terminal(shop_path)
    os.write(terminal, b"q")
    read_until(terminal, None)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    os.close(terminal)


@pytest.mark.parametrize("typed", [b"\x80", b"\xff", b"\xc3(", b"\x1b[200~a \xff paste\x1b[201~"])
def test_a_byte_that_is_no_text_does_not_end_the_program(shop_path: Path, typed: bytes) -> None:
    """T6."""
    process, terminal, _ = in_terminal(shop_path)
    os.write(terminal, typed)
    time.sleep(0.3)
    os.write(terminal, b"?")
    read_until(terminal, b"What you can do here")
    os.write(terminal, b"\x1b")
    read_until(terminal, b"Ann and John")
    os.write(terminal, b"q")
    read_until(terminal, None)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    os.close(terminal)


def test_a_paste_with_escapes_is_text_in_the_form_that_stays_open(shop_path: Path) -> None:
    """T6: no byte of it presses a key, whatever stands in it and however it is read."""
    process, terminal, _ = in_terminal(shop_path)
    type_half_a_note(terminal)
    for typed in (b"\x1b[200~, \x1b[31mred", b" ink\x1b[A and \x1b", b"[20", b"1~\x1b[200~, an escape\x1b\x1b[201~"):
        time.sleep(0.3)
        os.write(terminal, typed)
    read_until(terminal, b"an escape")
    os.write(terminal, b".")
    time.sleep(0.5)
    os.kill(process, signal.SIGTERM)
    read_until(terminal, None)
    os.waitpid(process, 0)
    os.close(terminal)
    assert half_typed(shop_path) == "half a note, red ink and, an escape."


def test_without_a_terminal_it_says_so_and_ends(shop_path: Path) -> None:
    """T3: exit 2 with one sentence."""
    ended = subprocess.run(
        [sys.executable, "-c", RUN, str(shop_path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "no terminal" in ended.stderr
