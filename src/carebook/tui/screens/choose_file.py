"""Choosing a file: a path is typed, tab completes it, and what is in its folder stands below."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import ClassVar
from urllib.parse import unquote

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets.input import Selection

from carebook.text import fold
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.over import Over
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.controls import Edited, Entered, LineInput
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row
from carebook.tui.widgets.status_line import StatusLine

_WHOLE = ("/", "~/")
"""What a whole path begins with."""
_COLUMNS = (Column("name", rank=0), Column("size", width=10, align="right", rank=1))


class PathInput(LineInput):
    """A path; a whole one that is pasted, such as a dropped file's, takes the place of all that stands there."""

    def _insert_as_one_line(self, text: str) -> None:
        path = as_path(text)
        if path.startswith(_WHOLE):
            self.selection = Selection(0, len(self.value))
        super()._insert_as_one_line(path)


class ChooseFile(Doer, Over["Path | None"]):
    """Answers with a file that is there."""

    PLACE: ClassVar[str] = "choosing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("choosing")
    DEFAULT_CSS = """
    ChooseFile RecordList { height: 12; margin-top: 1; }
    """

    def __init__(self, title: str, sentence: str) -> None:
        """Ask under a title; begin in the folder where downloads are, or at home."""
        super().__init__(title, sentence)
        downloads = Path.home() / "Downloads"
        self._typed = PathInput(_shown(downloads if downloads.is_dir() else Path.home()) + "/")
        self.lines = RecordList(_COLUMNS, empty="Nothing in this folder begins like that.")
        self.lines.can_focus = False
        self._folder: Path | None = None
        self._names: list[tuple[str, str]] = []

    def asked(self) -> Iterator[Widget]:
        """The path, and what is in its folder."""
        yield self._typed
        yield self.lines

    def on_mount(self) -> None:
        """Type at once."""
        self._typed.focus()
        self.list_folder()

    @on(Edited)
    def list_folder(self) -> None:
        """List what the typed path may go on to; one that begins anew behind another takes its place."""
        self._typed.value = re.sub(r".*/(?=/|~/)", "", self._typed.value)
        folder, begun = _parted(self._typed.value)
        if folder != self._folder:
            self._folder, self._names = folder, _listed(folder)
        self.lines.show(
            FixedRows([Row(name, (name, size)) for name, size in self._names if fold(name).startswith(fold(begun))])
        )
        self.query_one(StatusLine).clear()

    def do_complete(self) -> None:
        """Write out the name under the cursor."""
        name = self.lines.cursor_key
        if isinstance(name, str):
            folder, _ = _parted(self._typed.value)
            self._typed.value = f"{_shown(folder)}/{name}".replace("//", "/")
            self._typed.action_end()

    @on(Entered)
    @on(RecordList.Chosen)
    def do_open(self) -> None:
        """Go into a folder, or answer with a file."""
        if not S_ISREG(_mode(_meant(self._typed.value))):
            self.do_complete()
        path = _meant(self._typed.value)
        if S_ISREG(_mode(path)):
            self.dismiss(path)
        elif not S_ISDIR(_mode(path)):
            self.query_one(StatusLine).say(f"There is no file {path}.", "refusal")

    def do_back(self) -> None:
        """Leave without a file."""
        self.dismiss(None)

    def action_step(self, step: int) -> None:
        """Move in the list while typing."""
        self.lines.action_step(step)


def as_path(pasted: str) -> str:
    """Return the path in what a terminal pastes for a dropped file: quoted, with escaped spaces, or as an address."""
    text = pasted.strip()
    if _mode(_meant(text)):
        return text
    if text.startswith("file://"):
        return unquote(re.sub("file://[^/]*", "", text, count=1))
    try:
        words = shlex.split(text)
    except ValueError:  # an apostrophe of the name's own
        return text
    return words[0] if len(words) == 1 and words[0].startswith(_WHOLE) else text


def _parted(typed: str) -> tuple[Path, str]:
    """Part a path into the folder that is sure and the beginning of a name."""
    folder, _, begun = typed.rpartition("/")
    return _meant(folder or ("/" if typed.startswith("/") else ".")), begun


def _meant(typed: str) -> Path:
    """Return the path that is meant, where `~` is the owner's folder."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:  # ~ and the name of nobody here
        return Path(typed)


def _mode(path: Path) -> int:
    """Tell what is at a path, as stat does; 0 is nothing, also where the path is too odd for any file."""
    with suppress(OSError, ValueError):
        return path.stat().st_mode
    return 0


def _shown(path: Path) -> str:
    """Write a path as short as an owner would."""
    home = Path.home()
    return f"~/{path.relative_to(home)}".removesuffix("/.") if path.is_relative_to(home) else str(path)


def _listed(folder: Path) -> list[tuple[str, str]]:
    """Return what is in a folder, folders first, with the sizes of the files; nothing where it cannot be read."""
    try:
        found = [(path, path.is_dir()) for path in folder.iterdir() if not path.name.startswith(".")]
        found.sort(key=lambda one: (not one[1], one[0].name.casefold()))
        return [(f"{path.name}/", "") if is_folder else (path.name, _size(path)) for path, is_folder in found]
    except OSError:
        return []


def _size(path: Path) -> str:
    try:
        count = path.stat().st_size
    except OSError:
        return ""
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{max(count // 1000, 1):,} kB"
