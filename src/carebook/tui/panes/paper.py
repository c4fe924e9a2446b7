"""Paper: the printers and what each prints beside its mark, sheets of labels, the letterhead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from carebook.letters.paper.labels import KNOWN
from carebook.letters.paper.measures import in_millimetres, moved
from carebook.letters.paper.model import LabelSheet, Letterhead, Printer, Setup
from carebook.letters.store import paper as store
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.panes.plain_list import PlainList
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.stored import FreshRows
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row, Source

if TYPE_CHECKING:
    from carebook.book.book import Book

PRINTER, OWN, BUILT_IN, LOGO, HEAD, NONE = "printer", "own labels", "labels", "logo", "head", "no printer"
"""What a row stands for; its key is this word and an id, or the name of a sheet that carebook knows."""
_NOT_MOVED = "not measured yet, or exact: p prints the page, m takes what you measured"
_PAGES = {"letter": "letter paper", "a4": "A4"}


class PaperView(PlainList):
    """What the shop prints on."""

    PLACE: ClassVar[str] = "paper"
    BINDINGS: ClassVar[list[BindingType]] = bindings("paper")
    ABOUT: ClassVar[str] = (
        "n adds a printer, p prints a page to measure it by, m takes what you measured: from then on every page is "
        "moved so that windows and labels fit. N adds labels of your own, e on the logo chooses a picture."
    )
    COLUMNS: ClassVar = (Column("name", least=16, share=2), Column("how", least=20, share=3, rank=1))

    def __init__(self) -> None:
        """Nothing being printed."""
        super().__init__()
        self._printing = Beside(self)

    def rows(self) -> Source:
        """Return printers, sheets and the letterhead."""
        return Sections(self._sections, counted=False)

    def _sections(self) -> list[tuple[str, Source]]:
        db = self.keeper.book.db
        return [
            ("Printers", FreshRows(lambda: _printer_rows(store.printers(db)))),
            ("Sheets of labels", FreshRows(lambda: _sheet_rows(store.label_sheets(db)))),
            ("Letterhead", FreshRows(lambda: _head_rows(store.setup(db)))),
        ]

    @property
    def printer(self) -> Printer | None:
        """The printer under the cursor."""
        number = self.key_of(PRINTER)
        return next((one for one in store.printers(self.keeper.book.db) if one.id == number), None)

    @property
    def sheet(self) -> LabelSheet | None:
        """The sheet of labels under the cursor."""
        number, name = self.key_of(OWN), self.key_of(BUILT_IN)
        if number is not None:
            return next((one for one in store.label_sheets(self.keeper.book.db) if one.id == number), None)
        return next((one for one in KNOWN if one.name == name), None)

    @property
    def head(self) -> Letterhead:
        """The letterhead."""
        return store.letterhead(self.keeper.book.db)

    # What can be done -------------------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off for the row under the cursor."""
        on_printer, sheet = self.printer is not None, self.sheet
        match name:
            case "edit" if sheet and not sheet.id:
                return "These measures are the maker's. N adds a sheet of your own."
            case "edit":
                editable = on_printer or sheet or self.key_of(LOGO, HEAD) is not None
                return None if editable else "There is no printer yet. n adds one."
            case "switch":
                usable = on_printer or self.key_of(HEAD) is not None
                return None if usable else "Put the cursor on a printer, or on the paper with a printed head."
            case "measured":
                return None if on_printer else "Put the cursor on a printer. n adds one."
            case "print" if self._printing.under_way:
                return "One moment: a page is being made."
            case "print":
                return None if on_printer or sheet else "Put the cursor on a printer or on a sheet of labels."
            case "remove":
                has_logo = self.key_of(LOGO) is not None and self.head.logo
                removable = on_printer or (sheet and sheet.id) or has_logo
                return None if removable else "Only printers, sheets of your own and the logo are taken out."
        return None

    def do_new(self) -> None:
        """Add a printer."""
        from carebook.tui.forms.paper import printer_form

        self.app.push_screen(printer_form())

    def do_sheet(self) -> None:
        """Add a sheet of labels."""
        from carebook.tui.forms.paper import label_sheet_form

        self.app.push_screen(label_sheet_form(self.keeper))

    @on(RecordList.Chosen)
    def open_chosen(self) -> None:
        """Do what a line is there for: measure a printer, change a sheet, choose a logo."""
        if self.key_of(NONE) is not None:
            self.action_do("new")
        elif self.printer:
            self.action_do("measured")
        else:
            self.action_do("switch" if self.key_of(HEAD) is not None else "edit")

    def do_edit(self) -> None:
        """Change what the cursor is on."""
        from carebook.tui.forms.paper import label_sheet_form, printer_form

        if self.printer:
            self.app.push_screen(printer_form(self.printer))
        elif self.sheet:
            self.app.push_screen(label_sheet_form(self.keeper, self.sheet))
        elif self.key_of(HEAD) is not None:
            self.do_switch()
        else:
            self._choose_logo()

    def _choose_logo(self) -> None:
        from carebook.tui.screens.choose_file import ChooseFile

        def put(path: Path | None) -> None:
            if path:
                self._set_logo(path)

        sentence = "A PNG, JPEG or SVG of at most 500 KB. It stands at the head of every letter in place of the name."
        self.app.push_screen(ChooseFile("The logo of the letters", sentence), put)

    def _set_logo(self, path: Path) -> None:
        from carebook.letters.desk.letterhead import set_logo

        self.keeper.run_verb(lambda book, today: set_logo(book, path, today))

    def do_measured(self) -> None:
        """Take what was measured on the printer's page."""
        from carebook.tui.forms.paper import measured_form

        if self.printer:
            self.app.push_screen(measured_form(self.printer))

    def do_switch(self) -> None:
        """Print on the printer under the cursor; or leave the head of the letters to the shop's paper, or not."""
        from carebook.letters.desk.letterhead import set_preprinted
        from carebook.letters.desk.printers import use_printer

        printer, preprinted = self.printer, not store.preprinted(self.keeper.book.db)
        if printer:
            self.keeper.run_verb(lambda book, today: use_printer(book, printer.id, today))
        else:
            self.keeper.run_verb(lambda book, today: set_preprinted(book, today, preprinted=preprinted))

    def do_remove(self) -> None:
        """Take the printer, the sheet or the logo out."""
        from carebook.letters.desk.letterhead import remove_logo
        from carebook.letters.desk.printers import remove_label_sheet, remove_printer

        printer, sheet = self.printer, self.sheet
        if printer:
            self.keeper.run_verb(lambda book, today: remove_printer(book, printer.id, today))
        elif sheet:
            self.keeper.run_verb(lambda book, today: remove_label_sheet(book, sheet.id, today))
        else:
            self.keeper.run_verb(remove_logo)

    # Test pages -------------------------------------------------------------------------------------------

    def do_print(self) -> None:
        """Print the page to measure the printer by, or the edges of the labels."""
        from carebook.letters.desk.printers import print_alignment, print_trial

        printer, sheet = self.printer, self.sheet
        if printer:
            self._print(lambda book, today, folder: print_alignment(book, printer.id, today, folder))
        elif sheet:
            self._print(lambda book, today, folder: print_trial(book, sheet, today, folder))

    def _print(self, make: Callable[[Book, date, Path], Path]) -> None:
        from carebook.book.files import folder_beside

        today = self.keeper.today
        self._printing.do(lambda book: make(book, today, folder_beside(book.path, "letters")), self._show)

    def _show(self, path: Path) -> None:
        from carebook.tui.panes.printing import open_in_viewer

        seen = "" if open_in_viewer(path) else " · no viewer found"
        self.keeper.say(f"Made {path.name} in {path.parent.name}; print it at its full size{seen}")


def _printer_rows(printers: list[Printer]) -> list[Row]:
    if not printers:
        return [Row((NONE, 0), ("none yet", "enter adds one"), dim=True)]
    return [
        Row(
            (PRINTER, one.id),
            (one.name, moved(one.right_by, one.down_by) or _NOT_MOVED),
            mark="●" if one.in_use else " ",
        )
        for one in printers
    ]


def _sheet_rows(own: list[LabelSheet]) -> list[Row]:
    rows = [Row((OWN, one.id), (one.name, _measures(one)), mark="●") for one in own]
    return [*rows, *(Row((BUILT_IN, one.name), (one.name, _measures(one))) for one in KNOWN)]


def _measures(sheet: LabelSheet) -> str:
    size = f"{in_millimetres(sheet.width)} × {in_millimetres(sheet.height)} mm"
    return f"{sheet.columns} × {sheet.rows} of {size} on {_PAGES[sheet.page]}"


def _head_rows(setup: Setup) -> list[Row]:
    head = setup.head
    kind = {"png": "PNG", "jpg": "JPEG", "svg": "SVG"}.get(head.logo_kind, "")
    logo = f"{head.logo_name} ({kind})" if head.logo else "none; enter chooses a picture"
    paper = "yes: it is left out of the letters" if setup.preprinted else "no: it is printed with each letter"
    return [
        Row((LOGO, 0), ("Logo", logo), mark="●" if head.logo else " "),
        Row((HEAD, 0), ("Our paper has its head", paper), mark="●" if setup.preprinted else " "),
    ]
