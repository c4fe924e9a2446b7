"""What every screen about a customer does: it is read anew with each change, and left when there is no customer."""

from __future__ import annotations

from textual.screen import Screen

from carebook.book.change import Change
from carebook.customers.refusals import NoSuchCustomer
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen


class OfCustomer(KeysOfScreen, Doer, Screen[None]):
    """A screen about a customer, or about two."""

    _to_leave = False

    def show(self) -> None:
        """Read everything anew; raise NoSuchCustomer."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show it."""
        self.show()

    def follow(self, change: Change) -> None:
        """Show what changed; leave with a customer who is not in the book any more."""
        self._to_leave = False
        try:
            self.show()
        except NoSuchCustomer:
            self._to_leave = True
            self._leave_if_gone()

    def on_screen_resume(self) -> None:
        """Show the keys again; or leave, where the customer was taken out meanwhile."""
        super().on_screen_resume()
        self._leave_if_gone()

    def _leave_if_gone(self) -> None:
        """Leave, once no other screen lies over this one."""
        if self._to_leave and self.is_active:
            self.dismiss()

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss()
