"""Choosing a file: a path is typed, tab completes it, and what is in its folder stands below."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from carebook.text import fold
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.over import Over
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.controls import Edited, Entered, LineInput
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row
from carebook.tui.widgets.status_line import StatusLine

_COLUMNS = (Column("name", rank=0), Column("size", width=10, align="right", rank=1))


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
        self._typed = LineInput(_shown(downloads if downloads.is_dir() else Path.home()) + "/")
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
        """List what the typed path may go on to."""
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
        path = Path(self._typed.value).expanduser()
        if not path.is_file():
            self.do_complete()
            path = Path(self._typed.value).expanduser()
        if path.is_file():
            self.dismiss(path)
        elif not path.is_dir():
            self.query_one(StatusLine).say(f"There is no file {path}.", "refusal")

    def do_back(self) -> None:
        """Leave without a file."""
        self.dismiss(None)

    def action_step(self, step: int) -> None:
        """Move in the list while typing."""
        self.lines.action_step(step)


def _parted(typed: str) -> tuple[Path, str]:
    """Part a path into the folder that is sure and the beginning of a name."""
    folder, _, begun = typed.rpartition("/")
    return Path(folder or ("/" if typed.startswith("/") else ".")).expanduser(), begun


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
