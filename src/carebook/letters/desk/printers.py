"""Printers with what each prints beside its mark, and sheets of labels of the shop's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.errors import Refusal
from carebook.letters.desk.addressing import trial_job
from carebook.letters.desk.setting import set_all
from carebook.letters.paper.measures import moved as moved_in_words
from carebook.letters.paper.model import LabelSheet, Printer, Setup
from carebook.letters.paper.press import Job, moved
from carebook.letters.paper.sizes import page_of
from carebook.letters.store import paper as store
from carebook.shop import store as shop_store
from carebook.text import fold

if TYPE_CHECKING:
    from carebook.letters.paper.entry import LabelSheetEntry, MeasuredEntry, PrinterEntry


class NameTaken(Refusal):
    """Another printer or sheet is called so."""

    def __init__(self, name: str) -> None:
        """Quote the name."""
        super().__init__(f"There is one called “{name[:60]}” already. Give this one another name.")


class NotThere(Refusal):
    """A printer or a sheet that was taken out meanwhile."""

    def __init__(self) -> None:
        """Say that it is gone."""
        super().__init__("That one is not in the list any more.")


class NotShown(Refusal):
    """A name with a letter that is in no font."""

    def __init__(self, cause: str) -> None:
        """Say which letter it is."""
        super().__init__(f"The page could not be set: there is {cause}. Give it another name, then print it again.")


def add_printer(book: Book, entry: PrinterEntry, today: date, *, token: str | None = None) -> Change:
    """Add a printer; the first one is the one in use."""
    known = store.printers(book.db)
    _check_name(entry.name, [one.name for one in known])
    with book.act(f"Added the printer {entry.name}", today, token=token) as act:
        rows.insert(act.db, "printer", {"name": entry.name, "in_use": int(not known)})
    return act.change


def rename_printer(book: Book, printer: int, entry: PrinterEntry, today: date) -> Change:
    """Give a printer another name."""
    before = _printer(book, printer)
    _check_name(entry.name, [one.name for one in store.printers(book.db) if one.id != printer])
    with book.act(f"Renamed the printer {before.name} to {entry.name}", today) as act:
        rows.update(act.db, "printer", printer, {"name": entry.name})
    return act.change


def align_printer(book: Book, printer: int, entry: MeasuredEntry, today: date) -> Change:
    """Keep what was measured on a printer's alignment page: every page printed on it is moved by that."""
    name = _printer(book, printer).name
    with book.act(f"Aligned {name}: {moved_in_words(entry.right_by, entry.down_by)}", today) as act:
        rows.update(act.db, "printer", printer, entry.model_dump())
    return act.change


def use_printer(book: Book, printer: int, today: date) -> Change:
    """Print on this printer from now on."""
    name = _printer(book, printer).name
    with book.act(f"Pages are now set for {name}", today) as act:
        store.stop_using_printers(act.db)
        rows.update(act.db, "printer", printer, {"in_use": 1})
    return act.change


def remove_printer(book: Book, printer: int, today: date) -> Change:
    """Take a printer out."""
    return _remove(book, "printer", printer, f"the printer {_printer(book, printer).name}", today)


def print_alignment(book: Book, printer: int, on: date, folder: Path) -> Path:
    """Typeset the page to measure a printer by: cross A as it comes, cross B where the kept measures move it."""
    found, country = _printer(book, printer), shop_store.shop(book.db).country
    said = moved_in_words(found.right_by, found.down_by)
    kept = f"Kept for this printer until now: {said}." if said.endswith(("left", "right", "up", "down")) else ""
    piece = {"id": 0, "printer": found.name, "kept": kept}
    inputs = {"page": page_of(country), **moved(Setup(found.right_by, found.down_by))}
    return _one_file(Job("alignment.typ", [piece], inputs), on, folder, f"alignment-{on}")


# Sheets of labels ------------------------------------------------------------------------------------------


def add_label_sheet(book: Book, entry: LabelSheetEntry, today: date, *, token: str | None = None) -> Change:
    """Add a sheet of labels."""
    _check_name(entry.name, [one.name for one in store.label_sheets(book.db)])
    with book.act(f"Added the labels {entry.name}", today, token=token) as act:
        rows.insert(act.db, "label_sheet", entry.model_dump())
    return act.change


def edit_label_sheet(book: Book, sheet: int, entry: LabelSheetEntry, today: date) -> Change:
    """Change the measures of a sheet of labels."""
    _label_sheet(book, sheet)
    _check_name(entry.name, [one.name for one in store.label_sheets(book.db) if one.id != sheet])
    with book.act(f"Changed the labels {entry.name}", today) as act:
        rows.update(act.db, "label_sheet", sheet, entry.model_dump())
    return act.change


def remove_label_sheet(book: Book, sheet: int, today: date) -> Change:
    """Take a sheet of labels out."""
    return _remove(book, "label_sheet", sheet, f"the labels {_label_sheet(book, sheet).name}", today)


def print_trial(book: Book, sheet: LabelSheet, on: date, folder: Path) -> Path:
    """Typeset the edges of a sheet's labels on plain paper, to hold against the sheet and the light."""
    return _one_file(trial_job(sheet, store.setup(book.db)), on, folder, f"trial-{on}")


def _one_file(job: Job, on: date, folder: Path, stem: str) -> Path:
    made = set_all([job], {}, on, folder, stem)
    if not made.files:
        raise NotShown(made.left_out[0][1])
    return made.files[0]


def _remove(book: Book, table: str, row_id: int, what: str, today: date) -> Change:
    with book.act(f"Removed {what}", today) as act:
        rows.delete(act.db, table, row_id)
    return act.change


def _printer(book: Book, printer: int) -> Printer:
    found = store.printer(book.db, printer)
    if found is None:
        raise NotThere
    return found


def _label_sheet(book: Book, sheet: int) -> LabelSheet:
    found = next((one for one in store.label_sheets(book.db) if one.id == sheet), None)
    if found is None:
        raise NotThere
    return found


def _check_name(name: str, others: list[str]) -> None:
    if fold(name) in map(fold, others):
        raise NameTaken(name)
