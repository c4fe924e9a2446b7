"""Find, to choose the customer whom something is about."""

from __future__ import annotations

from collections.abc import Callable

from carebook.tui.screens.find import HOW, FindScreen


class ChooseCustomer(FindScreen):
    """Finds a customer and goes on with them instead of opening the record."""

    def __init__(self, then: Callable[[int], None], question: str = "Who?") -> None:
        """Go on with `then`; `question` says whom to choose."""
        super().__init__(question, "Who is it about? " + HOW if question == "Who?" else HOW)
        self._then = then

    def choose(self, customer_id: int) -> None:
        """Go on with who was found, once this screen is gone: what it opens would answer to it."""
        self.dismiss()
        self.app.call_later(self._then, customer_id)
