"""Reading the terminal: whatever bytes come from it, the screen goes on (T6), and a fault ends it as any other (T4)."""

from __future__ import annotations

import os
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterable
from selectors import EVENT_READ, SelectSelector

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from carebook.tui.pasting import PasteParser

_AT_ONCE = 4096
"""Bytes that are read at once."""
_TICK = 0.1
"""Seconds without input after which the parser looks whether a lone escape was meant as the key."""


class Terminal(LinuxDriver):
    """Textual's driver, which reads bytes that are no text as U+FFFD instead of ending the program."""

    def run_input_thread(self) -> None:
        """Hand over what comes from the terminal until the screen ends."""
        try:
            self._read()
        except OSError:
            os.kill(os.getpid(), signal.SIGHUP)
        except Exception as error:
            self._app.call_later(_fail, error)

    def _read(self) -> None:
        """Read, decode and parse; raises an OSError when the terminal is gone."""
        parser = PasteParser(self._debug)
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_TICK):
                    read = os.read(self.fileno, _AT_ONCE)
                    if not read:
                        raise OSError("the terminal is gone")
                    if text := decoder.decode(read):
                        self._pass_on(parser.feed(text))
                self._pass_on(parser.tick())

    def _pass_on(self, events: Iterable[Message]) -> None:
        for event in events:
            self.process_message(event)


def _fail(error: Exception) -> None:
    """Raise on the app's own thread what went wrong on the reading one, so that it ends as every crash does."""
    raise error
