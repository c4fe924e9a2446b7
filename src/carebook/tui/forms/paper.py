"""The forms for paper: a printer, what was measured on its page, a sheet of labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.letters.paper.measures import in_millimetres
from carebook.letters.paper.model import LabelSheet, Printer
from carebook.letters.paper.sizes import page_of
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_MEASURES = (
    ("width", "Width of a label", "63.5, or 2 5/8 in"),
    ("height", "Height of a label", "38.1, or 1 in"),
    ("left_edge", "Left margin", "paper's edge to the first label"),
    ("top_edge", "Top margin", "paper's edge to the first label"),
    ("across", "Across", "from label to label, their left edges"),
    ("down", "Down", "from label to label, their upper edges"),
)
"""The measures of a sheet: field, label, hint."""


def printer_form(printer: Printer | None = None) -> FormScreen:
    """Make the form for a printer's name."""

    def fields() -> Sequence[Field]:
        return [Field("name", "Name", LineInput(printer.name if printer else "", hint="the one in the back office"))]

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.letters.desk.printers import add_printer, rename_printer
        from carebook.letters.paper.entry import PrinterEntry

        entry = read_typed(book, PrinterEntry, values, today)
        if printer:
            return rename_printer(book, printer.id, entry, today)
        return add_printer(book, entry, today, token=token)

    title = f"Rename {printer.name}" if printer else "A printer"
    return FormScreen(title, fields, save, draft=f"Printer #{printer.id}" if printer else "")


def measured_form(printer: Printer) -> FormScreen:
    """Make the form for what was measured on a printer's page."""

    def fields() -> Sequence[Field]:
        return (
            Field("right_by", "From the left", LineInput(hint="left edge of the paper to cross A, like 48.5")),
            Field("down_by", "From the top", LineInput(hint="upper edge of the paper to cross A, like 51")),
        )

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.letters.desk.printers import align_printer
        from carebook.letters.paper.entry import MeasuredEntry

        return align_printer(book, printer.id, read_typed(book, MeasuredEntry, values, today), today)

    sentence = (
        "Print the test page with p, at its full size. Measure with a ruler, in millimetres, from the edges of the "
        "paper to the cross marked A. Both would be 50 if the printer were exact."
    )
    return FormScreen(
        f"Measured on {printer.name}", fields, save, draft=f"Measured on #{printer.id}", sentence=sentence
    )


def label_sheet_form(app: CarebookApp, sheet: LabelSheet | None = None) -> FormScreen:
    """Make the form for a sheet of labels."""
    here = "letter" if page_of(app.shop.country) == "us" else "a4"

    def fields() -> Sequence[Field]:
        pages = [("letter", "letter (8½ × 11 in)"), ("a4", "A4 (210 × 297 mm)")]
        return (
            Field("name", "Name", LineInput(sheet.name if sheet else "", hint="as it stands on the box")),
            Field("page", "Paper", Choice(pages, sheet.page if sheet else here)),
            Field("columns", "Columns", LineInput(str(sheet.columns) if sheet else "", hint="labels side by side")),
            Field("rows", "Rows", LineInput(str(sheet.rows) if sheet else "", hint="labels one below the other")),
            *(
                Field(name, label, LineInput(in_millimetres(getattr(sheet, name)) if sheet else "", hint=hint))
                for name, label, hint in _MEASURES
            ),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.letters.desk.printers import add_label_sheet, edit_label_sheet
        from carebook.letters.paper.entry import LabelSheetEntry

        entry = read_typed(book, LabelSheetEntry, values, today)
        if sheet:
            return edit_label_sheet(book, sheet.id, entry, today)
        return add_label_sheet(book, entry, today, token=token)

    title = f"The labels {sheet.name}" if sheet else "A sheet of labels"
    draft = f"Labels #{sheet.id}" if sheet else ""
    sentence = "Millimetres, unless you write in behind it. The box or the maker's page has these measures."
    return FormScreen(title, fields, save, draft=draft, sentence=sentence)
