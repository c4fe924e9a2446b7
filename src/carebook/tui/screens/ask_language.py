"""Asking for a language, by its name or code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on

from carebook.text import cut
from carebook.tui.screens.over import Over
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form


class AskLanguage(Over[str | None]):
    """Asks for a language and answers with its code."""

    def __init__(self, title: str, spoken: Sequence[str]) -> None:
        """Ask for the language of a text; `spoken` are the languages of customers."""
        others = f"Your customers speak {', '.join(spoken)}. " if spoken else ""
        super().__init__(
            f"{title} in another language",
            f"{others}Whoever has this language in their record gets these words; everybody else the ones you have.",
        )
        self._hint = spoken[0] if spoken else "Spanish"

    def asked(self) -> Iterator[Form]:
        """The one field."""
        yield Form(Field("language", "Language", LineInput(hint=self._hint)))

    @on(Form.Submitted)
    def answer(self, submitted: Form.Submitted) -> None:
        """Answer with the code, or say that there is no such language."""
        from carebook.letters.languages import code_of

        typed = submitted.values["language"] or self._hint
        if code := code_of(typed):
            self.dismiss(code)
        else:
            unknown = f"“{cut(typed, 40)}” is not a language that carebook knows. Type its name, or its two letters."
            self.query_one(Form).show_errors({"language": unknown})

    @on(Form.Cancelled)
    def leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
