"""A bare stage for one widget, and the texts that try to be more than text."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import ClassVar

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from carebook.tui.widgets.form import Form
from carebook.tui.widgets.record_list import RecordList

HOSTILE = [
    "[/]",
    "[bold]x",
    "[@click=app.quit]hi[/]",
    "[$x]",
    "x" * 10_000,
    "a\u200bb\u200dc",
    "\u200b" * 500,
    "田中 花子",
    "👩‍🌾 garden",
    "שלום עולם",
    "\u202egnp.exe",
    "\x1b[31mred\x1b[0m\x07",
    "\x1b]0;title\x07x",
    "two\nlines\tand a tab",
    "C1 \x9b31m",
    "nul\x00byte",
]


class Stage(App[None]):
    """Shows widgets, or what makes them (an input needs its app), hears them, and counts keys that fall through."""

    BINDINGS: ClassVar = [("q,x,1,p", "note_key", "A key of the program")]

    def __init__(self, makers: tuple[Widget | Callable[[], Widget], ...]) -> None:
        super().__init__()
        self.makers = makers
        self.widgets: list[Widget] = []
        self.heard: list[Message] = []
        self.keys_of_the_program = 0

    def compose(self) -> ComposeResult:
        self.widgets = [maker if isinstance(maker, Widget) else maker() for maker in self.makers]
        yield from self.widgets

    def action_note_key(self) -> None:
        self.keys_of_the_program += 1

    @on(RecordList.Chosen)
    @on(RecordList.Highlighted)
    @on(RecordList.Marked)
    @on(Form.Changed)
    @on(Form.Submitted)
    @on(Form.Cancelled)
    def hear(self, message: Message) -> None:
        self.heard.append(message)

    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    def heard_of(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.heard if isinstance(message, kind)]


Show = Callable[..., AbstractAsyncContextManager[tuple[Stage, Pilot[None]]]]


@pytest.fixture
def show() -> Show:
    @asynccontextmanager
    async def shown(
        *makers: Widget | Callable[[], Widget], size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[tuple[Stage, Pilot[None]]]:
        stage = Stage(makers)
        async with stage.run_test(size=size) as pilot:
            await pilot.pause()
            yield stage, pilot

    return shown


@pytest.fixture
def hostile_texts() -> list[str]:
    """All of them, for one widget that shows them one after the other."""
    return HOSTILE


@pytest.fixture(params=HOSTILE, ids=lambda text: ascii(text)[:24])
def hostile(request: pytest.FixtureRequest) -> str:
    text: str = request.param
    return text
