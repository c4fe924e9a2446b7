"""What can be done with the words of letters, with trials of them, and with the answers that come back."""

from __future__ import annotations

from carebook.tui.action import Action

POSITIVE, NEGATIVE, LATER, CAME_BACK = "plus", "minus", "greater_than_sign", "less_than_sign"
"""The keys of an answer: no name is written with them, so they log while a name is typed, too."""

_LETTERS = (
    Action(
        "letters.words",
        "",
        "words",
        "Show the words of every letter: ours, or your own.",
        also="template text edit wording language version trial",
    ),
    Action(
        "letters.answers",
        "",
        "answers",
        "Show how many answer, by kind, text and campaign; log the answers that came.",
        also="response rates log replies returned",
    ),
)

_WORDS = (
    Action("words.edit", "e", "edit", "Change these words, and see the letter as you type.", bar=20, writes=True),
    Action(
        "words.try_out",
        "t",
        "try",
        "Try a second text against this one, or see how the trial goes and end it.",
        bar=30,
        writes=True,
        also="trial test compare a b split",
    ),
    Action("words.versions", "v", "versions", "Show every version: what went out, when, and how often.", bar=40),
    Action(
        "words.language",
        "l",
        "language",
        "Write these words in another language, for customers who speak it.",
        bar=50,
        writes=True,
        also="translate translation",
    ),
    Action(
        "words.original",
        "o",
        "ours",
        "Put our words back in the place of yours; yours stay among the versions.",
        bar=60,
        writes=True,
        also="restore original reset",
    ),
)

_EDITOR = (
    Action("editor.save", "ctrl+s", "save", "Save these words: letters are written with them from now on.", bar=10),
    Action("editor.back", "escape", "leave", "Leave; what is not saved is kept as a draft.", bar=20),
    Action("editor.field", "f2", "field", "Put in a detail of the customer or sale. Typing {{ does it too.", bar=30),
    Action("editor.reader", "f3", "for whom", "Show the letter for another customer.", bar=40),
    Action("editor.turn", "f4", "letter", "Turn from the text to the letter, and back.", bar=50),
    Action("editor.next_remark", "f8", "next remark", "Go to what the next remark is about.", bar=55),
    Action("editor.help", "f1", "help", "Show the keys of this screen.", bar=999),
    Action("editor.afresh", "ctrl+r", "afresh", "Begin again from the words as they are saved.", bar=70),
)

_VERSIONS = (
    Action("versions.back", "escape", "back", "Go back to the words.", bar=10),
    Action("versions.bring_back", "b", "bring back", "Write letters with this version again.", bar=30, writes=True),
)

_TRIAL = (
    Action("trial.back", "escape", "back", "Go back; the trial goes on.", bar=10),
    Action("trial.keep_a", "a", "keep A", "End the trial and keep the first text.", bar=30, writes=True),
    Action("trial.keep_b", "b", "keep B", "End the trial and take the second text.", bar=40, writes=True),
    Action("trial.turn", "f4", "other text", "Turn to the other text, where there is no room for both.", bar=50),
)

_ANSWERS = (
    Action(
        "answers.log",
        "n",
        "log answers",
        "Log answers as they come: a name, and one key for what they said.",
        bar=30,
        writes=True,
        also="response reply returned positive negative",
    ),
)

_ARCHIVE = (
    Action("archive.positive", POSITIVE, "yes", "They answered, and gladly.", bar=44, writes=True),
    Action("archive.negative", NEGATIVE, "no", "They answered, with a no.", bar=45, writes=True),
    Action("archive.later", LATER, "later", "They answered “later”: call them on a day.", bar=46, writes=True),
    Action(
        "archive.came_back",
        CAME_BACK,
        "came back",
        "The post brought it back: they are not at this address.",
        bar=47,
        writes=True,
        also="returned gone away undeliverable",
    ),
)

_ANSWERING = (
    Action("answering.positive", POSITIVE, "yes", "They answered, and gladly.", bar=10, writes=True),
    Action("answering.negative", NEGATIVE, "no", "They answered, with a no.", bar=11, writes=True),
    Action("answering.later", LATER, "later", "They answered “later”: call them on a day.", bar=12, writes=True),
    Action("answering.came_back", CAME_BACK, "came back", "The post brought it back.", bar=13, writes=True),
    Action("answering.take_back", "ctrl+z", "undo", "Take the last one back.", bar=15),
    Action("answering.back", "escape", "done", "Clear what is typed; with nothing typed, go back.", bar=20),
    Action("answering.help", "f1", "help", "Show the keys of this screen.", bar=999),
    Action("answering.up", "up", "up", "The letter above.", calls="step(-1)"),
    Action("answering.down", "down", "down", "The letter below.", calls="step(1)"),
)

WORDS: tuple[Action, ...] = (
    *(*_LETTERS, *_WORDS, *_EDITOR, *_VERSIONS, *_TRIAL),
    *(*_ANSWERS, *_ARCHIVE, *_ANSWERING),
)
