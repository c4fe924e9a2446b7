"""A paste is one text: no byte of it is a key, however it comes and whatever it holds (T6, T2)."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from textual import constants
from textual.events import Key, Paste
from textual.message import Message

from carebook.text import clean
from carebook.tui.pasting import TICKS_OF_PATIENCE, PasteParser

BEGIN, END = "\x1b[200~", "\x1b[201~"


def parse(*pieces: str) -> list[tuple[str, str]]:
    """What the parser makes of pieces of input, with a tick after each as the terminal gives one."""
    parser = PasteParser()
    return [told(event) for piece in pieces for event in (*parser.feed(piece), *parser.tick())]


def told(event: Message) -> tuple[str, str]:
    if isinstance(event, Paste):
        return "paste", event.text
    assert isinstance(event, Key)
    return "key", event.key


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("plain", "plain"),
        ("one\rtwo\r", "one\ntwo"),
        ("a \x1b[31mred\x1b[0m word", "a red word"),
        ("ends with an escape\x1b", "ends with an escape"),
        ("\x1b", ""),
        ("an arrow \x1b[A, a key \x1bx", "an arrow , a key x"),
        ("a paste \x1b[200~ in a paste", "a paste  in a paste"),
        ("half an end \x1b[201", "half an end [201"),
        ("", ""),
    ],
    ids=repr,
)
def test_a_paste_is_one_clean_text_and_presses_no_key(pasted: str, text: str) -> None:
    whole = f"a{BEGIN}{pasted}{END}b"
    expected = [("key", "a"), ("paste", text), ("key", "b")]
    assert parse(whole) == expected
    assert parse(*whole) == expected


@given(st.text(st.sampled_from("ab \x1b[2015~\r"), max_size=40), st.lists(st.integers(0, 60), max_size=6))
def test_it_does_not_matter_where_the_reads_fall(pasted: str, cuts: list[int]) -> None:
    assume(END not in pasted)
    whole = f"a{BEGIN}{pasted}{END}b{BEGIN}c{END}"
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    assert parse(*(whole[start:end] for start, end in pairwise(places))) == [
        *(("key", "a"), ("paste", clean(pasted, lines=True)), ("key", "b"), ("paste", "c")),
    ]


def test_keys_beside_a_paste_are_keys_as_before() -> None:
    assert parse("\x1b[A", "\x1b[", "B", f"\x1b[C{BEGIN}x{END}\x1b[D") == [
        *(("key", "up"), ("key", "down"), ("key", "right"), ("paste", "x"), ("key", "left")),
    ]


def test_a_lone_escape_is_the_key_still() -> None:
    parser = PasteParser()
    assert [*parser.feed("\x1b"), *parser.tick()] == []
    time.sleep(constants.ESCAPE_DELAY * 1.5)
    assert [told(event) for event in parser.tick()] == [("key", "escape")]


def test_a_paste_whose_end_never_comes_is_text_after_a_while_and_keys_are_keys_again() -> None:
    parser = PasteParser()
    assert list(parser.feed(f"{BEGIN}half a \x1bnote")) == []
    for _ in range(TICKS_OF_PATIENCE):
        assert list(parser.tick()) == []
    assert [told(event) for event in parser.tick()] == [("paste", "half a note")]
    assert [told(event) for event in (*parser.feed("\x1b[A"), *parser.tick())] == [("key", "up")]


def test_a_long_paste_of_escapes_takes_no_time() -> None:
    started = time.process_time()
    lines = "\x1b[1mline\x1b[0m \x1b\x1b of many\r" * 10_000
    data = f"{BEGIN}{lines}{END}"
    events = parse(*(data[start : start + 4096] for start in range(0, len(data), 4096)))
    assert [kind for kind, _ in events] == ["paste"]
    assert events[0][1].count("\n") == 9_999
    assert time.process_time() - started < 2
