"""Choosing whom a record is to be merged with: who may be the same first, else anybody who is found."""

from __future__ import annotations

from collections.abc import Callable

from carebook.customers import store
from carebook.customers.model import Line
from carebook.tui.panes.customer_rows import customer_rows
from carebook.tui.screens.choose_customer import ChooseCustomer
from carebook.tui.screens.find import HOW
from carebook.tui.text import plain
from carebook.tui.widgets.rows import FixedRows

NOBODY_ALIKE = "Nobody has the same name, e-mail or phone. "


class ChooseDouble(ChooseCustomer):
    """Finds the other record of a customer; with nothing typed it lists those who may be it."""

    CSS_PATH = "../find.tcss"

    def __init__(self, customer_id: int, then: Callable[[int], None]) -> None:
        """Find another record of this customer, and go on with `then`."""
        super().__init__(then, "Merge with")
        self._customer_id = customer_id

    def on_mount(self) -> None:
        """List those who may be the same at once."""
        super().on_mount()
        self.find()

    def find(self) -> None:
        """List who is found; with nothing typed, who may be the same."""
        if self._typed.value.strip():
            super().find()
            return
        keeper = self.keeper
        alike = self._alike()
        self.lines.say_when_empty(NOBODY_ALIKE + HOW)
        self.lines.show(FixedRows(customer_rows(keeper.book.db, alike, keeper.shop, keeper.today)))
        self._count.update(plain(f"{len(alike):,} may be the same" if alike else "", "$foreground-muted"))

    def _alike(self) -> list[Line]:
        db = self.keeper.book.db
        one = store.customer(db, self._customer_id)
        found = [
            *store.likely_same(db, one.name, one.email, one.phone),
            *store.likely_same(db, one.name, "", one.mobile),
        ]
        return list({line.id: line for line in found if line.id != self._customer_id}.values())

    def choose(self, customer_id: int) -> None:
        """Go on with who was chosen, unless that is the customer's own record."""
        if customer_id == self._customer_id:
            self.keeper.say("That is the record itself. Choose the other one.", "warning")
        else:
            super().choose(customer_id)
