"""The program's entry: a signal is answered from the first moment on, before anything that takes time is imported."""

import signal
import sys
from types import FrameType


def main() -> None:
    """Run one command from the command line; a signal ends it with what it had begun taken back (T3)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    from carebook.cli.program import run

    sys.exit(run(sys.argv[1:]))


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
