"""Survey sheets: the questions that go with a cover letter, on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Ask = Literal["open", "scale 1-5", "scale 0-10", "call"]
"""Lines to write on, numbers to circle, or yes or no with a telephone number."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `low` and `high` say what the ends of its scale mean."""

    ask: Ask
    text: str
    low: str = ""
    high: str = ""

    @property
    def steps(self) -> tuple[int, ...]:
        """The numbers to circle, none for a question without a scale."""
        return {"scale 1-5": tuple(range(1, 6)), "scale 0-10": tuple(range(11))}.get(self.ask, ())


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """A sheet of questions, numbered so that an answer finds its letter."""

    title: str
    number: int
    lead: str
    questions: tuple[Question, ...]
    end: str

    def plain(self) -> str:
        """Return the sheet as text, as it is kept once the letter is sent (LET-7)."""
        asked = [f"{place}. {_in_line(question)}" for place, question in enumerate(self.questions, 1)]
        heading = f"{self.title} (No. {self.number})" if self.number else self.title
        return "\n".join([heading, self.lead, *asked, self.end])


def _in_line(question: Question) -> str:
    if question.ask == "call":
        return f"{question.text} yes / no, telephone:"
    if not question.steps:
        return question.text
    return f"{question.text} {question.low} {' '.join(map(str, question.steps))} {question.high}"


def sheet(kind: str, number: int) -> SurveySheet:
    """Return the shipped sheet of a survey kind with the letter's number on it."""
    title, lead, questions, end = _read(kind)
    return SurveySheet(title, number, lead, questions, end)


@lru_cache
def _read(kind: str) -> tuple[str, str, tuple[Question, ...], str]:
    lines = (files("carebook.letters") / "words" / f"{kind}.sheet").read_text("utf-8").splitlines()
    entries = [(key.strip(), value.strip()) for key, value in (line.split(":", 1) for line in lines)]
    around = {key: value for key, value in entries if key in ("title", "lead", "end")}
    questions = tuple(_question(key, value) for key, value in entries if key not in around)
    return around["title"], around["lead"], questions, around["end"]


def _question(key: str, value: str) -> Question:
    text, *ends = (part.strip() for part in value.split("|"))
    asks: dict[str, Ask] = {"open": "open", "scale 1-5": "scale 1-5", "scale 0-10": "scale 0-10", "call": "call"}
    return Question(asks[key], text, *ends)
