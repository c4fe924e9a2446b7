"""A real terminal for measuring: a program on a pseudo-terminal, timed by the bytes that it paints."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

COLUMNS, LINES = 120, 40


class Terminal:
    """One program on a terminal of 120 by 40."""

    def __init__(self, argv, env=None):
        self.started = time.perf_counter()
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.execve(argv[0], argv, {**os.environ, "TERM": "xterm-256color", **(env or {})})
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def read(self, wait):
        """Return what was painted within so many seconds; empty when nothing was."""
        ready, _, _ = select.select([self.file], [], [], wait)
        if not ready:
            return b""
        try:
            return os.read(self.file, 1 << 20)
        except OSError:
            return b""

    def until(self, *marks, most=30.0):
        """Wait until all of these texts were painted; return the seconds since the program started."""
        seen = b""
        while not all(mark.encode() in seen for mark in marks):
            if time.perf_counter() - self.started > most:
                sys.exit(f"never painted {marks}: {seen[-2000:]!r}")
            seen += self.read(0.5)
        return time.perf_counter() - self.started

    def settle(self, quiet=0.4):
        """Wait until nothing is painted for a while."""
        while self.read(quiet):
            pass

    def key(self, keys, least=1, quiet=0.2):
        """Press keys; return the seconds until they were painted: so many bytes at least. Then let the rest come."""
        pressed = time.perf_counter()
        os.write(self.file, keys.encode())
        seen = 0
        while seen < least and time.perf_counter() - pressed < 5:
            seen += len(self.read(1.0))
        painted = time.perf_counter() - pressed
        self.settle(quiet)
        return painted

    def memory(self):
        """Return the memory that the program holds, in MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def end(self):
        """End the program."""
        os.kill(self.pid, signal.SIGTERM)
        deadline = time.perf_counter() + 5
        while time.perf_counter() < deadline:
            self.read(0.05)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.file)
