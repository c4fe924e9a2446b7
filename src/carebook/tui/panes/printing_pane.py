"""A pane that prints letters: with progress, a way to stop, and the question whether they did print (LET-7)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carebook.errors import Refusal
from carebook.tui.beside import Beside
from carebook.tui.panes.pane import Pane
from carebook.tui.panes.printing import Printed, Printing, open_in_viewer

if TYPE_CHECKING:
    from carebook.letters.desk.orders import Order
    from carebook.tui.widgets.bars import ProgressLine
    from carebook.tui.widgets.record_list import RecordList


_NAMED = 6
"""So many files are named."""


class Wanted(NamedTuple):
    """What a pane would have made into paper: these letters, or these customers; None is all that are due."""

    title: str
    forms: Sequence[str]
    letters: list[int] | None = None
    customers: list[int] | None = None


class PrintingPane(Pane):
    """A pane with a list and a line of progress."""

    lines: RecordList
    progress: ProgressLine
    printing: Printing | None = None

    def start_printing(self, letters: list[int] | None, cards: list[int] | None, emails: Sequence[int] = ()) -> None:
        """Print these letters and the list of these cards, and draft these e-mails; None is all that are due."""
        from carebook.letters.desk.orders import Order

        orders = [Order("letters", letters)] if letters is None or letters or not (cards or emails) else []
        orders += [Order("cards", cards)] if cards is None or cards else []
        orders += [Order("email", emails)] if emails else []
        self.fill_orders(orders)

    def fill_orders(self, orders: Sequence[Order]) -> None:
        """Make what is ordered, in a thread."""
        self.printing = Printing(self.keeper, orders)
        self._tell(0, sum(len(order.letters or ()) for order in orders))
        self.add_class("-printing")
        Beside(self).do(partial(self.printing.run, self._tell), self._finish, self._not_printed)

    # Paper of every kind ----------------------------------------------------------------------------------

    def wanted(self) -> Wanted | None:
        """Return what would be made into paper here; None where there is nothing."""
        raise NotImplementedError

    def do_paper(self) -> None:
        """Ask what to make of it, and make it."""
        from carebook.tui.screens.paper import PaperBox

        def make(order: Order | None) -> None:
            if order:
                self.fill_orders([order])

        if found := self.wanted():
            self.app.push_screen(PaperBox(found), make)

    def letter_here(self) -> int | None:
        """Return the letter under the cursor; None where there are no letters."""
        return None

    def do_copy(self) -> None:
        """Copy the text of the letter under the cursor."""
        from carebook.letters.desk.copying import text_to_copy

        number, keeper = self.letter_here(), self.keeper
        if number is None:
            return
        try:
            text = text_to_copy(keeper.book.db, number, keeper.today)
        except Refusal as refusal:
            keeper.say(str(refusal), "warning")
        else:
            self.app.copy_to_clipboard(text)
            keeper.say(f"Copied the text, {len(text):,} characters: paste it where you want to write")

    # What came of it --------------------------------------------------------------------------------------

    def _mark_sent(self, letters: list[int]) -> None:
        from carebook.letters.desk.sending import mark_sent

        if self.keeper.run_verb(lambda book, today: mark_sent(book, letters, today, today)):
            self.lines.clear_marks()

    def on_unmount(self) -> None:
        """Stop a printing when the program ends; nothing is left half done."""
        if self.printing:
            self.printing.stop()

    def _tell(self, done: int, total: int) -> None:
        self.progress.show("Printing · esc stops", done, total)

    def _not_printed(self, why: str) -> None:
        self.printing = None
        self.remove_class("-printing")
        self.keeper.say(why, "refusal")

    def _finish(self, printed: Printed) -> None:
        self.printing = None
        self.remove_class("-printing")
        for change in printed.changes:
            self.keeper.spread(change)
        self.lines.clear_marks()
        drafts = [path for path in printed.files if path.suffix == ".eml"]
        others = [path for path in printed.files if path.suffix != ".eml"]
        opened = [open_in_viewer(path) for path in (*others, *(drafts if len(drafts) == 1 else _folders(drafts)))]
        words = [
            printed.said,
            *(["u to undo"] if printed.changes else []),
            *(["no viewer found"] if False in opened else []),
        ]
        self.keeper.say(" · ".join(words), "ok" if printed.files else "warning")
        if printed.letters:
            self._ask_whether_printed(printed)

    def _ask_whether_printed(self, printed: Printed) -> None:
        from carebook.tui.screens.ask import AskYesNo

        count, kinds = len(printed.letters), {path.suffix == ".eml" for path in printed.files}
        drafts = kinds == {True}
        noun = "e-mail" if drafts else "letter"
        pieces = f"1 {noun}" if count == 1 else f"{count:,} {noun}s"
        done = "drafted" if drafts else "printed"

        def answered(yes: bool | None) -> None:
            if yes:
                self._mark_sent(list(printed.letters))
            else:
                self.keeper.say(
                    f"{pieces.capitalize()} {done}, not yet sent: s marks them sent when they are.", "warning"
                )

        names = [path.name for path in printed.files]
        where = "\n".join([*names[:_NAMED], *([f"and {len(names) - _NAMED} more"] if len(names) > _NAMED else [])])
        sentence = f"{pieces.capitalize()} in {printed.files[0].parent}:\n{where}\n\nYes marks them sent today."
        question = "Did you send these from your mail program?" if drafts else "Did these print?"
        if len(kinds) > 1:
            question = "Did these print, and did you send the drafts?"
        self.app.push_screen(AskYesNo(question, sentence), answered)


def _folders(files: Sequence[Path]) -> list[Path]:
    """Return where files are: a mail program is shown their folder, not a hundred windows."""
    return list(dict.fromkeys(path.parent for path in files))
