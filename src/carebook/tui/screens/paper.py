"""What to make of letters: on paper, on labels and envelopes, as e-mail drafts; with the counts before it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, cast

from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from carebook.letters.causes import said
from carebook.tui.beside import Beside
from carebook.tui.doer import hints
from carebook.tui.panes.printing import counted
from carebook.tui.screens.over import Over
from carebook.tui.text import plain
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form
from carebook.tui.widgets.key_bar import KeyHint
from carebook.typed import NotSo, a_number

if TYPE_CHECKING:
    from textual.screen import Screen

    from carebook.book.book import Book
    from carebook.letters.desk.counting_pages import PageCount
    from carebook.letters.desk.orders import Order
    from carebook.tui.panes.printing_pane import Wanted

FORMS = {
    "letters": "letters",
    "email": "e-mail drafts",
    "labels": "address labels",
    "envelopes": "envelopes",
    "cards": "the list of cards to write",
    "sheets": "survey sheets alone",
    "again": "once more, word for word",
}
"""What can be made, and how it is called."""
_PAPER = "paper"
_ENTER = KeyHint("enter", "make")
_CAUSES = 3
_PIECES = {"email": "e-mail", "cards": "card", "sheets": "survey sheet", "labels": "label", "envelopes": "envelope"}


class Stock(Choice):
    """What it is made on: sheets of labels, envelopes, or the shop's paper."""

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other stock, beginning with the first."""
        self._options = tuple(options)
        self._place = 0
        self.refresh()


class Altered(Message):
    """Something else is asked for."""


class Asked(Field):
    """A field whose enter makes what is asked for."""

    enough = True

    def judge(self) -> None:
        """Let the box count anew."""
        super().judge()
        self.post_message(Altered())


class PaperBox(Over["Order | None"]):
    """Asks what to make, and answers with the order."""

    DEFAULT_CSS = """
    PaperBox .counted { padding: 1 0 0 18; height: auto; }
    PaperBox.-narrow {
        .counted { padding: 0; dock: bottom; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        .sentence { display: none; }
    }
    """

    def __init__(self, wanted: Wanted) -> None:
        """Ask about these letters or customers."""
        super().__init__(f"Paper: {wanted.title}", "Enter makes it; esc leaves.")
        self._wanted = wanted
        self._beside = Beside(self)
        self._stop = Event()
        self._counted = Static(classes="counted")
        self._form = Choice([(form, FORMS[form]) for form in wanted.forms])
        self._stock = Stock([(_PAPER, "paper")])
        self._first = Asked("first", "From label", LineInput("1"))

    def asked(self) -> Iterator[Widget]:
        """What, on what, from where on; then what that would be."""
        yield Form(Asked("form", "Make", self._form), Asked("stock", "On", self._stock), self._first)
        yield self._counted

    def on_mount(self) -> None:
        """Look at the first thing that can be made."""
        self._offer_stock()
        self._count()

    def on_unmount(self) -> None:
        """Stop counting."""
        self._stop.set()

    @on(Altered)
    def follow(self) -> None:
        """Count anew what is asked for now; other things are made on other stock."""
        if self._form.has_focus:
            self._offer_stock()
        self._count()

    def _offer_stock(self) -> None:
        from carebook.letters.desk.addressing import ENVELOPES, label_sheets, usual_envelope

        form = self._form.value
        if form == "labels":
            sheets = label_sheets(self.keeper.book.db)
            options = [(str(place), f"{one.name}, {one.on_one} on a sheet") for place, one in enumerate(sheets)]
        elif form == "envelopes":
            usual = usual_envelope(self.keeper.shop.country)
            options = sorted(ENVELOPES.items(), key=lambda one: one[0] != usual)
        else:
            options = [(_PAPER, self._usual_stock(form))]
        self._stock.offer(options)
        self._first.display = form == "labels"

    def _usual_stock(self, form: str) -> str:
        from carebook.letters.store.paper import printers

        if form == "email":
            return "a file for each, to open in your mail program"
        in_use = next((one.name for one in printers(self.keeper.book.db) if one.in_use), "")
        return f"your paper, set for {in_use}" if in_use else "your paper"

    def _order(self) -> Order:
        """Return what is asked for; raise NotSo."""
        from carebook.letters.desk.addressing import ENVELOPES, label_sheets
        from carebook.letters.desk.orders import Order

        form, wanted, stock = self._form.value, self._wanted, self._stock.value
        order = Order(form, wanted.letters, wanted.customers)
        if form == "labels":
            sheet = label_sheets(self.keeper.book.db)[int(stock)]
            return order._replace(sheet=sheet, first=a_number(self._first.value or "1", 1, sheet.on_one))
        if form == "envelopes":
            return order._replace(envelope=next(name for name in ENVELOPES if name == stock))
        return order

    # Counting ---------------------------------------------------------------------------------------------

    def _count(self) -> None:
        self._stop.set()
        self._stop = Event()
        try:
            order = self._order()
        except NotSo as no:
            self._beside.leave()
            self._say_wrong(str(no))
            return
        self._counted.update(plain("Counting…", "$foreground-muted"))
        self._beside.do(partial(self._look, order, self._stop), partial(self._tell, order), self._say_wrong)

    def _look(self, order: Order, stop: Event, book: Book) -> PageCount:
        """Count, in a thread, until it is stopped."""
        from carebook.letters.desk.orders import look

        def so_far(done: int, total: int) -> None:
            self.app.call_later(self._tell_so_far, done, total, stop)

        return look(book.db, order, self.keeper.today, so_far, stop.is_set)

    def _tell_so_far(self, done: int, total: int, stop: Event) -> None:
        """Say how many there are while their pages are counted."""
        if not stop.is_set():
            self._counted.update(
                plain(f"{counted(total, 'letter')}; counting pages, {done:,} done", "$foreground-muted")
            )

    def _tell(self, order: Order, found: PageCount) -> None:
        self._counted.update(plain(self._in_words(order, found), lines=True))

    def _say_wrong(self, why: str) -> None:
        self._counted.update(plain(why, "$text-error"))

    def _in_words(self, order: Order, found: PageCount) -> str:
        """Say what it would be: "23 letters on 31 pages", and below how many stay out and why."""
        pieces = counted(found.pieces, _PIECES.get(order.form, "letter"))
        pages = counted(found.pages, "sheet" if order.form == "labels" else "page")
        made = pieces if order.form in ("email", "envelopes") else f"{pieces} on {pages}"
        if found.left_out:
            made = f"{made if found.pieces else 'Nothing to make'}, {len(found.left_out):,} left out"
        elif not found.pieces:
            made = "There is nothing to make."
        causes = Counter(said(cause, self.keeper.today) for cause in found.left_out.values()).most_common()
        named = [f"{count:,}: {cause}" for cause, count in causes[:_CAUSES]]
        others = causes[_CAUSES:]
        rest = f"and {sum(count for _, count in others):,} more: " if others else ""
        why = others[0][0] if len(others) == 1 else f"{len(others)} other reasons"
        return "\n".join([made, *named, *([rest + why] if others else [])])

    def show_keys(self) -> None:
        """Show the keys; enter is what makes it."""
        self.key_bar.show(
            [_ENTER if hint.word == "save" else hint for hint in hints(cast("Screen[object]", self), self.keeper)]
        )

    # Answering --------------------------------------------------------------------------------------------

    @on(Form.Submitted)
    def order(self) -> None:
        """Answer with what is asked for."""
        try:
            self.dismiss(self._order())
        except NotSo as no:
            self._first.say(str(no), wrong=True)

    @on(Form.Cancelled)
    def leave(self) -> None:
        """Make nothing."""
        self.dismiss(None)
