"""A logo's file: what it is by its content, and that a drawing loads nothing from outside (X5)."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

from carebook.errors import Refusal

MOST_BYTES = 500_000
MOST_PIXELS = 4_000
"""More in one direction is no logo, and would fill the memory when it is unpacked."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset(("script", "foreignObject", "image", "feImage", "iframe", "audio", "video"))
"""What a plain drawing has no need of, and by which one could load something."""
_FRAME = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""The marks in a JPEG behind which its size stands."""


class NoLogo(Refusal):
    """A file that cannot be the logo."""


def logo_kind(content: bytes, name: str) -> str:
    """Return what a logo is by its content, png, jpg or svg; raise NoLogo with why it cannot be one."""
    if len(content) > MOST_BYTES:
        raise NoLogo(
            f"{name} has {len(content) / 1000:,.0f} KB, and a logo may have {MOST_BYTES // 1000}. "
            "Save it smaller: 1,200 pixels across are plenty."
        )
    if content.startswith(_PNG):
        return _sized("png", _png_size(content), name)
    if content.startswith(_JPEG):
        return _sized("jpg", _jpeg_size(content), name)
    _check_drawing(content, name)
    return "svg"


def read_logo(path: Path) -> bytes:
    """Read a file that may be a logo, and no more of it than a logo may have."""
    if path.exists() and not path.is_file():
        raise NoLogo(f"{path.name} is no file with a picture in it. Choose a PNG, JPEG or SVG file.")
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NoLogo(f"{path.name} could not be read: {(error.strerror or str(error)).lower()}.") from error


def _sized(kind: str, size: tuple[int, int] | None, name: str) -> str:
    if size is None or not all(size):
        raise NoLogo(f"{name} is damaged. Open it in a picture program, save it anew, and choose it again.")
    if max(size) > MOST_PIXELS:
        raise NoLogo(f"{name} has {size[0]:,} × {size[1]:,} pixels. Save it smaller: 1,200 pixels across are plenty.")
    return kind


def _png_size(content: bytes) -> tuple[int, int] | None:
    if len(content) < 24 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        if content[place + 1] in _FRAME:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return None


def _check_drawing(content: bytes, name: str) -> None:
    """Look through a drawing: no declarations of its own, nothing active, no link to anywhere but itself."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if re.search(r"<!DOCTYPE[^>]*\[|<!ENTITY|<!ATTLIST", text, re.IGNORECASE):
        raise _loads_something(name)
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        root = None
    if root is None or root.tag != f"{_SVG}svg":
        raise NoLogo(f"{name} is no picture that letters can have. A logo is a PNG, a JPEG or an SVG.")
    if "<?xml-stylesheet" in text:
        raise _loads_something(name)
    if any(_is_active(element) for element in root.iter()):
        raise _loads_something(name)


def _is_active(element: ElementTree.Element) -> bool:
    """Tell whether a part of a drawing does or loads something."""
    tag = element.tag.rpartition("}")[2]
    in_style = tag == "style" and _loads(element.text or "")
    return tag in _ACTIVE or in_style or any(_leads_out(key, value) for key, value in element.attrib.items())


def _leads_out(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    if name in ("href", "src"):
        return not value.strip().startswith("#")
    return name.startswith("on") or _loads(value)


def _loads(style: str) -> bool:
    return "@import" in style.lower() or re.search(r"url\(\s*['\"]?\s*(?!#|['\"\s])", style, re.IGNORECASE) is not None


def _loads_something(name: str) -> NoLogo:
    return NoLogo(
        f"{name} is a drawing with a picture, a script or a link inside, and letters load nothing from elsewhere. "
        "Save it as plain SVG or as PNG, and choose that."
    )
