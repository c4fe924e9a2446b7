"""Find, to choose the customer whom something is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from carebook.tui.screens.find import HOW, FindScreen


class ChooseCustomer(FindScreen):
    """Finds a customer and goes on with them instead of opening the record."""

    LABEL: ClassVar[str] = "Who?"
    HOW: ClassVar[str] = f"Who is it about? {HOW}"

    def __init__(self, then: Callable[[int], None]) -> None:
        """Go on with `then`."""
        super().__init__()
        self._then = then

    def choose(self, customer_id: int) -> None:
        """Go on with who was found, once this screen is gone: what it opens would answer to it."""
        self.dismiss()
        self.app.call_later(self._then, customer_id)
