"""Parting what is pasted from what is typed: no byte of a paste is a key, whatever it holds (T6)."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Paste
from textual.message import Message

from carebook.text import clean

TICKS_OF_PATIENCE = 50
"""Ticks without input after which a paste whose end never came is taken as it is: five seconds of the terminal's."""
_REMEMBERED = len(BRACKETED_PASTE_END) - 1
"""Letters at the end of a piece that may be the beginning of a mark, which goes on in the next piece."""


class PasteParser(XTermParser):
    """Textual's parser, to which a paste is one text up to its end mark, and not a row of escape sequences."""

    def __init__(self, debug: bool = False) -> None:
        """Begin outside a paste."""
        super().__init__(debug)
        self._within = False
        self._pasted: list[str] = []
        self._tail = ""
        self._quiet = 0

    def feed(self, data: str) -> Iterator[Message]:
        """Yield what comes of a piece of input."""
        self._quiet = 0
        while data:
            data = yield from self._pasting(data) if self._within else self._typing(data)

    def tick(self) -> Iterator[Message]:
        """Yield what comes of waiting: a lone escape, or a paste whose end never came."""
        self._quiet += 1
        if self._within and self._quiet > TICKS_OF_PATIENCE:
            yield self._paste(self._tail)
        yield from super().tick()

    def _typing(self, data: str) -> Generator[Message, None, str]:
        """Parse keys up to the mark that begins a paste; return the rest."""
        before, mark, rest = (self._tail + data).partition(BRACKETED_PASTE_START)
        if mark:
            self._within, self._tail = True, ""
        else:
            self._tail = before[-_REMEMBERED:]
        yield from super().feed(data.removesuffix(rest))
        return rest

    def _pasting(self, data: str) -> Generator[Message, None, str]:
        """Gather text up to the mark that ends a paste; return the rest."""
        text, mark, rest = (self._tail + data).partition(BRACKETED_PASTE_END)
        if mark:
            yield self._paste(text)
        else:
            self._pasted.append(text[:-_REMEMBERED])
            self._tail = text[-_REMEMBERED:]
        return rest

    def _paste(self, last: str) -> Paste:
        """Leave the paste, Textual's parser too, which saw an empty one; return it as clean text (T2)."""
        text = "".join([*self._pasted, last])
        self._within, self._pasted, self._tail = False, [], ""
        for _ in super().feed(BRACKETED_PASTE_END):
            pass
        return Paste(clean(text, lines=True))
