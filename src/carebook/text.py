"""Text at the door: what may come in (T2), how it is found again, and how it fits on a line.

Every text from a person or a file passes through `clean`, and the book's own CHECK (`sql_check`)
stands behind it. Finding compares `fold` keys, so that Müller, MULLER and Muller meet.
"""

import re
import unicodedata
from collections.abc import Sequence

_ESCAPE_SEQUENCES = (
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x1b\][^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)"  # OSC: window titles, links
)
_LINE_END = "\r{0,2}\n|[\r\x0b\x0c\x85\u2028\u2029]"
_FORBIDDEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)


def clean(text: str, *, lines: bool = False) -> str:
    """Text as the book keeps it: NFC, nothing in it that could drive a terminal (T2).

    A one-line text has single spaces and none at its ends; with `lines` it keeps its lines and tabs
    but no blank ones around it and no space at the end of any.
    """
    if not text.isprintable():
        text = re.sub(_ESCAPE_SEQUENCES, "", text)
        text = re.sub(_FORBIDDEN, "", text)
        text = re.sub(_LINE_END, "\n" if lines else " ", text)
    elif text.isascii() and "  " not in text:
        return text.rstrip() if lines else text.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if lines:
        return "\n".join([line.rstrip() for line in text.split("\n")]).strip("\n")
    if "\t" in text:
        text = text.replace("\t", " ")
    if "  " in text:
        text = re.sub(" {2,}", " ", text)
    return text.strip()


_INVISIBLE = frozenset(("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"))
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol that take room and show nothing."""


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: it is empty, or spaces, joiners, fillers and marks on no letter."""
    if text.isascii():
        return not text or text.isspace()
    return all(unicodedata.category(letter) in _INVISIBLE or letter in _FILLERS for letter in text)


_FORBIDDEN_SET = "\x7f-\x9f\u061c\u200e-\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)
)
_ALPHABETS = "\u00a0-\u061b\u061d-\u1fff"


def _sql_text(pattern: str) -> str:
    return f"CAST(x'{pattern.encode().hex()}' AS TEXT)"


def sql_check(column: str, *, lines: bool = False) -> str:
    """An SQL expression that is true for NULL and for text that `clean` could have given (T2).

    Plain ASCII passes by its two lengths (one stops at NUL) and a short pattern, other alphabets by a
    second one, and only the rest pays for the whole list; patterns are in hex, to keep the schema printable.
    U+FFFE and U+FFFF need `instr`, because GLOB reads both as U+FFFD; lone surrogates need nothing, because
    Python refuses to hand them to SQLite.
    """
    plain, controls = (" -~\t\n", "\x01-\x08\x0b-\x1f") if lines else (" -~", "\x01-\x1f")
    return (
        f"({column} IS NULL OR length({column}) = length(CAST({column} AS BLOB))"
        f" AND {column} NOT GLOB {_sql_text(f'*[^{plain}]*')}"
        f" OR instr({column}, char(0)) = 0 AND ({column} NOT GLOB {_sql_text(f'*[^{plain}{_ALPHABETS}]*')}"
        f" OR {column} NOT GLOB {_sql_text(f'*[{controls}{_FORBIDDEN_SET}]*')}"
        f" AND instr({column}, char(0xFFFE)) = 0 AND instr({column}, char(0xFFFF)) = 0))"
    )


_APOSTROPHES = "'`\u2018\u2019\u02bb\u02bc\u2032\u05f3"
_UNDECOMPOSED = (
    dict.fromkeys(_APOSTROPHES, "")
    | dict(zip("łøđıħŧðŋĸəɓɗƙƒґς", "lodihtdnkebdkfгσ", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)
_WORDS_UNSPACED = ("CJK ", "HIRAGANA ", "KATAKANA ")


class _SearchLetters(dict[int, str]):
    """What each character becomes in a search key, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = key = _search_letter(letter)
        return key


def _search_letter(letter: str) -> str:
    if letter in _UNDECOMPOSED:
        return _UNDECOMPOSED[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if unicodedata.category(letter)[0] not in "LMN":
        return " "
    return f" {letter} " if unicodedata.name(letter, "").startswith(_WORDS_UNSPACED) else letter


_SEARCH_LETTERS = _SearchLetters()


def fold(text: str) -> str:
    """The key by which text is found: no case, no accents, no punctuation, words apart by one space.

    Apostrophes vanish (O'Brien is obrien), other marks part words, and the characters of scripts written
    without spaces stand alone, so that a search by word beginnings finds each of them.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_SEARCH_LETTERS).split())
    decomposed = unicodedata.normalize("NFKD", text.replace("´", ""))
    decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    letters = unicodedata.normalize("NFC", decomposed.translate(_SEARCH_LETTERS))
    return " ".join(letters.split())


def digits(text: str) -> str:
    """The decimal digits of a text, of any script, as 0-9: the key of a phone number."""
    if text.isascii():
        return "".join(filter(str.isdecimal, text))
    return "".join([str(unicodedata.decimal(letter)) for letter in text if letter.isdecimal()])


def _width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def cells(text: str) -> int:
    """How many terminal cells a one-line text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, ended by … where something is left out."""
    if width <= 0:
        return ""
    if len(text) * 2 <= width:
        return text
    used = fitting = 0
    for place, letter in enumerate(text):
        used += _width(letter)
        if used <= width - 1:
            fitting = place + 1
        elif used > width:
            return text[:fitting].rstrip() + "…"
    return text


def names_in_words(names: Sequence[str]) -> str:
    """Names as a sentence has them: "Ann, Bob and Cy"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
