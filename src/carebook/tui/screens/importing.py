"""Importing a file: looked at, shown, corrected, and taken in as one action that u takes back (X1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from carebook.days import Order
from carebook.errors import Refusal
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.screens.importing_row import LeftOutRow
from carebook.tui.screens.importing_rows import COLUMNS, preview_rows
from carebook.tui.text import plain
from carebook.tui.widgets.bars import ProgressLine
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from carebook.exchange.columns import Kind
    from carebook.exchange.model import Imported, Preview
    from carebook.exchange.source import Source
    from carebook.tui.app import CarebookApp

_ABOUT = (
    "This is how the file is understood; nothing is in the book yet. Enter on a line corrects it, i takes it all in."
)
_ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
_KINDS: tuple[Kind, ...] = ("customers", "sales", "complaints", "referrals")


def import_file(app: CarebookApp) -> None:
    """Ask for a file, and show what it would bring."""
    from carebook.tui.screens.choose_file import ChooseFile

    def look_at(path: Path | None) -> None:
        if path:
            app.push_screen(ImportScreen(path))

    sentence = "Customers, sales, complaints or referrals, as CSV or TSV, from a spreadsheet or another program."
    app.push_screen(ChooseFile("Which file?", sentence), look_at)


@dataclass(frozen=True)
class Corrections:
    """What the owner corrected in the guess."""

    kind: Kind | None = None
    order: Order | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


class ImportScreen(KeysOfScreen, Doer, Screen[None]):
    """One file on its way into the book."""

    PLACE: ClassVar[str] = "importing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("importing")
    CSS_PATH = "importing.tcss"

    def __init__(self, path: Path) -> None:
        """Show a file."""
        super().__init__()
        self._path = path
        self._corrections = Corrections()
        self._source: Source | None = None
        self._preview: Preview | None = None
        self._stop: Event | None = None
        self.lines = RecordList(COLUMNS, classes="choices")
        self.progress = ProgressLine()

    def compose(self) -> ComposeResult:
        """The file's name, what is understood of it, the progress."""
        yield Static(plain(f"Import · {self._path.name}"), classes="head")
        yield Static(plain(_ABOUT), classes="about")
        yield self.lines
        yield self.progress
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Look at the file."""
        self.lines.focus()
        self._look(self._corrections)

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name == "run" and self._stop:
            return "One moment: the file is being read. esc stops it."
        if name == "run" and self._preview and self._preview.nothing:
            return self._preview.nothing
        if name == "run" and not (self._preview and self._preview.added + self._preview.updated):
            return "There is nothing in this file to take in."
        return None

    # Looking --------------------------------------------------------------------------------------------

    def _look(self, corrections: Corrections) -> None:
        """Look at the file with these corrections, which stay only if it can be read by them."""
        self._work("Reading · esc leaves", lambda stop: self._read(corrections, stop))

    def _read(self, corrections: Corrections, stop: Event) -> Callable[[], None]:
        """Look at the file and weigh every row, in a thread."""
        from carebook.exchange.desk import preview
        from carebook.exchange.source import look
        from carebook.shop.store import shop

        keeper = self.keeper
        with closing(keeper.book.twin()) as twin:
            source = look(
                self._path,
                shop_country=shop(twin.db).country,
                today=keeper.today,
                kind=corrections.kind,
                mapping=corrections.mapping,
                date_order=corrections.order,
            )
            weighed = preview(twin, source, progress=self._tell, cancelled=stop.is_set)
        return lambda: self._show(corrections, source, weighed)

    def _show(self, corrections: Corrections, source: Source, preview: Preview) -> None:
        self._corrections, self._source, self._preview = corrections, source, preview
        self.lines.show(preview_rows(source, preview))

    @on(RecordList.Chosen)
    def correct(self, chosen: RecordList.Chosen) -> None:
        """Correct what is under the cursor, and look again."""
        if self._source is None or self._stop or not isinstance(chosen.key, tuple):
            return
        match chosen.key:
            case ("guess", "kind"):
                place = _KINDS.index(self._source.kind)
                self._look(Corrections(kind=_KINDS[(place + 1) % len(_KINDS)]))
            case ("guess", "order"):
                place = _ORDERS.index(self._source.date_order)
                self._look(replace(self._corrections, order=_ORDERS[(place + 1) % len(_ORDERS)]))
            case ("column", str(column)):
                self._choose_field(self._source, column)
            case ("left out", int(place)) if self._preview:
                self.app.push_screen(LeftOutRow(self._preview.rejected[place]))

    def _choose_field(self, source: Source, column: str) -> None:
        from carebook.exchange.columns import FIELDS
        from carebook.tui.screens.choose_field import ChooseField

        def correct(field: str | None) -> None:
            if field is not None and field != source.mapping.get(column, ""):
                self._look(replace(self._corrections, mapping={**self._corrections.mapping, column: field}))

        self.app.push_screen(ChooseField(column, FIELDS[source.kind], source.mapping.get(column, "")), correct)

    # Taking in ------------------------------------------------------------------------------------------

    def do_run(self) -> None:
        """Take the file in."""
        self._work("Importing · esc stops", self._take_in)

    def _take_in(self, stop: Event) -> Callable[[], None]:
        """Import, in a thread."""
        from carebook.exchange.desk import run

        keeper, source = self.keeper, self._source
        if source is None:
            return lambda: None
        tell, cancelled = self._tell, stop.is_set
        done = run(keeper.book, source, keeper.today, file_name=self._path.name, progress=tell, cancelled=cancelled)
        return lambda: self._finish(done)

    def _finish(self, done: Imported) -> None:
        """Leave, show everything anew, and say what came in."""
        keeper = self.keeper
        if self.is_current:
            self.dismiss(None)
        keeper.main.reload_all()
        left_out = f" · {len(done.rejected):,} left out" if done.rejected else ""
        if done.batch is None:
            keeper.say(f"Everything in {self._path.name} was known already{left_out}")
        else:
            keeper.say(f"{keeper.book.next_undo()}{left_out} · u to undo")

    # Work in a thread -----------------------------------------------------------------------------------

    def _work(self, label: str, work: Callable[[Event], Callable[[], None]]) -> None:
        """Do something long, that esc stops and that then is shown."""
        stop = self._stop = Event()
        self._label = label
        self.progress.show(label, 0, 0)
        self.add_class("-working")
        self.run_worker(lambda: self._do(stop, work), thread=True, group="import")

    def _do(self, stop: Event, work: Callable[[Event], Callable[[], None]]) -> None:
        try:
            after = work(stop)
        except Refusal as refusal:
            said = str(refusal)
            self.app.call_from_thread(self._rest, lambda: self._refuse(said))
        else:
            self.app.call_from_thread(self._rest, after)

    def _refuse(self, said: str) -> None:
        self.lines.say_when_empty("Nothing of this file can be shown. esc goes back.")
        self.keeper.say(said, "refusal")

    def _rest(self, after: Callable[[], None]) -> None:
        self._stop = None
        self.remove_class("-working")
        after()
        if self.is_current:
            self.show_keys()

    def _tell(self, done: int, total: int) -> None:
        self.app.call_from_thread(self.progress.show, self._label, done, total)

    def do_back(self) -> None:
        """Stop an import under way; else leave the file alone."""
        if self._stop and self._preview:
            self._stop.set()
        else:
            self.dismiss(None)

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        if self._stop:
            self._stop.set()
