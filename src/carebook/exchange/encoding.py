"""What a file is made of before it is a table: its kind, its encoding, its line ends (X1)."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from carebook.errors import Refusal

_CHUNK: Final = 1 << 20
_HEAD: Final = 1 << 16
_LONGEST_LINE: Final = 1_000_000

_SIGNATURES: Final = (
    (b"PK\x03\x04", "a spreadsheet or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BEGIN:VCARD", "a file of vCards"),
    (b"BEGIN:VCALENDAR", "a calendar"),
    (b"!HDR", "a QuickBooks IIF file"),
    (b"!CUST", "a QuickBooks IIF file"),
    (b"{\\rtf", "a word processor's document"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED: Final = (
    "cp1252",
    "cp1251",
    "koi8-r",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp932",
    "euc-jp",
    "cp949",
    "gb18030",
    "big5hkscs",
)
_WINDOWS_PUNCTUATION: Final = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99")
_UNKNOWN_TO_CP1252: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")
_QUOTED: Final = re.compile(r'"[^"]*"')


class NotATable(Refusal):
    """The path leads to nothing that could be read as rows and columns."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that can be read as text: `lines` counts its line ends; `damaged` when bytes fit no letter."""

    path: Path
    encoding: str
    line_end: str
    lines: int
    damaged: bool

    def read(self) -> Iterator[str]:
        """Every line in a stream, line ends included, so that a file of any size costs little memory (X3)."""
        newline = "\r" if self.line_end == "\r" else "\n"
        with self.path.open(encoding=self.encoding, errors="replace", newline=newline) as stream:
            lines = self._whole_lines(stream)
            if self.line_end == "\r\r\n":
                lines = (line.rstrip("\r\n") + "\n" for line in lines)
            yield from lines

    def _whole_lines(self, stream: TextIO) -> Iterator[str]:
        for number, line in enumerate(iter(partial(stream.readline, _LONGEST_LINE), ""), 1):
            if len(line) == _LONGEST_LINE:
                raise NotATable(
                    f"Line {number} of {self.path.name} is over a million letters long: this is not a table. "
                    "Please export it again as CSV."
                )
            yield line


def open_text(path: Path) -> TextFile:
    """Look at the whole file once, in a stream, and say how to read it; refuse what is no text."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise NotATable(f"{path} is a device and not a file. Please name a CSV file.")
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        _refuse_what_is_no_text(path, head)
        encoding = _marked_encoding(head)
        lines, unreadable = _scan(path, encoding or "utf-8")
    except FileNotFoundError:
        raise NotATable(f"There is no file at {path}. Please check the name.") from None
    except IsADirectoryError:
        raise NotATable(f"{path} is a folder. Please name one CSV file in it.") from None
    except OSError as error:
        raise NotATable(f"{path} cannot be read ({error.strerror}). Please check it and try again.") from None
    damaged = bool(unreadable)
    if unreadable and encoding is None and not _is_mostly_utf8(head + unreadable):
        encoding, damaged = _guess_eight_bit(unreadable), False
    encoding = encoding or "utf-8"
    return TextFile(path, encoding, _line_end(head.decode(encoding, "replace")), lines, damaged)


def _refuse_what_is_no_text(path: Path, head: bytes) -> None:
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise NotATable(f"{path.name} is empty: there is nothing to import.")
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    for signature, what in _SIGNATURES:
        if start[: len(signature)].lower() == signature.lower():
            raise NotATable(f"{path.name} is {what}, not a CSV file. Please export the list as CSV and import that.")
    controls = sum(head.count(bytes([code])) for code in (*range(9), *range(14, 32)))
    if _marked_encoding(head) is None and controls * 20 > len(head):
        raise NotATable(f"{path.name} is not a text file. Please export the list as CSV and import that.")


def _marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark names, or the NUL bytes of UTF-16 without one."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    return _bare_utf16(head)


def _bare_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: commas, digits and line ends all have their NUL on the same side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd < len(head) // 20 + 1 or min(even, odd) * 20 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    seen = head[: len(head) // 2 * 2].decode(encoding, "replace")
    odd_ones = sum(not (letter.isprintable() or letter in "\t\r\n") for letter in seen)
    return encoding if odd_ones * 50 <= len(seen) else None


def _scan(path: Path, encoding: str) -> tuple[int, bytes]:
    """How many lines the file has, and up to 64 KB of the lines that the encoding cannot read."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines, unreadable = 0, bytearray()
    with path.open("rb") as stream:
        for chunk in iter(partial(stream.read, _CHUNK), b""):
            lines += chunk.count(b"\n") or chunk.count(b"\r")
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                decoder.reset()
                if len(unreadable) < _HEAD:
                    unreadable += b"\n".join(_lines_beyond_ascii(chunk))[:_HEAD]
    return lines, bytes(unreadable)


def _lines_beyond_ascii(chunk: bytes) -> Iterator[bytes]:
    return (line for line in chunk.splitlines() if not line.isascii())


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether more letters fit UTF-8 than not: then the others are damage, and not another encoding."""
    read = sample.decode("utf-8", "replace")
    unreadable = read.count("\ufffd")
    return sum(not letter.isascii() for letter in read) > unreadable * 2


def _guess_eight_bit(sample: bytes) -> str:
    """The encoding of text that is not Unicode.

    In western languages accented letters stand alone between plain ones; other scripts come in runs or, in
    Japanese, with bytes that Windows leaves to punctuation. Only for those is the statistical guess any good.
    """
    runs = _HIGH_RUN.findall(sample)
    high = b"".join(runs)
    alone = sum(len(run) == 1 for run in runs)
    low = sum(byte < 0xA0 and byte not in _WINDOWS_PUNCTUATION for byte in high)
    western = "latin-1" if _UNKNOWN_TO_CP1252.search(high) else "cp1252"
    if alone * 10 >= len(high) * 4 and low * 5 < len(high):
        return western
    import chardet

    guess = chardet.detect(sample, include_encodings=_GUESSED)["encoding"]
    return codecs.lookup(guess).name if guess else western


def _line_end(head: str) -> str:
    """How lines end outside quotes: LF, CRLF, CR only (old Macs) or CR CR LF (a text twice converted)."""
    bare = _QUOTED.sub("", head)
    for line_end in ("\r\r\n", "\r\n", "\n"):
        if line_end in bare:
            return line_end
    return "\r" if "\r" in bare else "\n"
