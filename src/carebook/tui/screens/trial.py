"""A trial: two texts for one letter side by side, what came back on each, and what can be said by now."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.days import in_words
from carebook.letters.languages import name_of
from carebook.letters.model import Trial
from carebook.letters.store.rates import Rate, by_arm
from carebook.letters.store.wording import trial_on, tried_texts
from carebook.letters.trials import Counts, verdict
from carebook.letters.wording import title_of
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.words_rows import WordsKey, letter_with, words_of
from carebook.tui.text import plain
from carebook.tui.widgets.letter_preview import LetterPreview
from carebook.tui.widgets.status_line import StatusLine


class TrialScreen(KeysOfScreen, Doer, Screen[Any]):
    """The two texts of a trial that is on."""

    PLACE: ClassVar[str] = "trial"
    BINDINGS: ClassVar[list[BindingType]] = bindings("trial")
    CSS_PATH = "trial.tcss"
    AUTO_FOCUS = "LetterPreview"

    def __init__(self, trial: Trial) -> None:
        """Show a trial."""
        super().__init__()
        self._trial = trial
        self._verdict = Static(classes="verdict")
        self._heads = {arm: Static(classes="arm-head") for arm in "ab"}
        self._letters = {arm: LetterPreview() for arm in "ab"}

    def compose(self) -> ComposeResult:
        """The title, what can be said, the two letters; status, keys."""
        language = f" in {name_of(self._trial.language)}" if self._trial.language else ""
        note = f"{language} · two texts on trial since {in_words(self._trial.begun_on, self.keeper.today)}"
        title = title_of(self._trial.name)
        yield Static(Content.assemble(plain(title, "bold"), (note, "$foreground-muted")), classes="head")
        yield self._verdict
        with Container(classes="desk"):
            for arm in "ab":
                with Vertical(classes=f"arm arm-{arm}"):
                    yield self._heads[arm]
                    yield self._letters[arm]
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Show it."""
        self.show()

    def follow(self, change: Change) -> None:
        """Show what came back meanwhile; leave a trial that is over, or was taken back."""
        if trial_on(self.keeper.book.db, self._trial.name, self._trial.language) == self._trial:
            self.show()
        else:
            self.dismiss()

    def show(self) -> None:
        """Show both texts and what came back."""
        db, trial = self.keeper.book.db, self._trial
        texts, rates = tried_texts(db, trial), by_arm(db, trial.id)
        for arm in "ab":
            name = "the one you have" if arm == "a" else "the second one"
            self._heads[arm].update(
                Content.assemble((f"{arm.upper()} ", "bold $primary"), plain(f"{name} · {came_back(rates[arm])}"))
            )
            key = WordsKey(trial.name, trial.language)
            self._letters[arm].show(words_of(letter_with(db, key, texts[arm], self.keeper.today)))
        self._verdict.update(plain(verdict(counts(rates["a"]), counts(rates["b"]))))

    def do_turn(self) -> None:
        """Turn to the other text."""
        self.toggle_class("-b")
        self._letters["b" if self.has_class("-b") else "a"].focus()

    def do_keep_a(self) -> None:
        """Keep the text that was there."""
        self._end("a")

    def do_keep_b(self) -> None:
        """Keep the second text."""
        self._end("b")

    def _end(self, keep: Literal["a", "b"]) -> None:
        from carebook.letters.desk.wording import end_trial

        self.keeper.run_verb(lambda book, today: end_trial(book, self._trial.id, keep, today))

    def do_back(self) -> None:
        """Go back; the trial goes on."""
        self.dismiss()


def counts(rate: Rate) -> Counts:
    """Return what a verdict weighs of a rate."""
    return Counts(rate.sent, rate.positive, rate.answered)


def came_back(rate: Rate) -> str:
    """Say what came back: "12 of 240 answered, 9 gladly"."""
    if not rate.sent:
        return "none sent yet"
    return f"{rate.answered:,} of {rate.sent:,} answered, {rate.positive:,} gladly"
