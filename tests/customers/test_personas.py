"""Personas and the content map: described, renamed with everything that has the name, and laid out stage by stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carebook.book import journal, rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import desk, store
from carebook.customers.desk import personas as verbs
from carebook.customers.entry import ContentEntry, CustomerEntry, PersonaEntry
from carebook.customers.model import Content, Persona, Stage
from carebook.customers.refusals import DescribedBefore, Gone, ServesAlready
from carebook.customers.store.personas import (
    contents,
    persona,
    persona_lines,
    persona_names,
    personas,
    rename_persona,
)
from carebook.letters.content_map import as_page, content_map, empty_cells, entered_as, kinds_named, title_of
from carebook.shop.store import shop
from carebook.typed import Wrong

Enter = Callable[..., Any]


@pytest.fixture
def gardeners(book: Book, today: date, enter: Enter) -> int:
    """Gardeners, whom two customers are, and a landscaper whom nobody described."""
    for name, kind in (("Ann", "gardeners"), ("Bea", "gardeners"), ("Cy", "landscapers"), ("Di", "")):
        desk.add_customer(book, enter(CustomerEntry, name=name, persona=kind), today)
    entry = enter(PersonaEntry, name="gardeners", problems="slugs", needs="a word with somebody who knows")
    return verbs.add_persona(book, entry, today).only("persona")


def put(book: Book, persona_id: int, enter: Enter, today: date, **typed: str) -> Change:
    return verbs.add_content(book, persona_id, enter(ContentEntry, **typed), today)


def test_a_persona_is_listed_with_its_customers_and_so_is_one_that_nobody_described(book: Book, gardeners: int) -> None:
    assert persona_lines(book.db) == [("gardeners", gardeners, 2, 0), ("landscapers", None, 1, 0)]
    assert persona_names(book.db) == ["gardeners", "landscapers"]


def test_a_new_name_is_followed_by_customers_and_campaigns_in_one_action(
    book: Book, gardeners: int, today: date, enter: Enter
) -> None:
    with book.writing():
        campaign = {"kind": "newsletter", "title": "Spring", "starts_on": today, "entered_on": today}
        rows.insert(book.db, "campaign", {**campaign, "persona": "gardeners"})
    before = journal.dump(book.db)
    change = verbs.edit_persona(book, gardeners, enter(PersonaEntry, name="Plant lovers"), today)
    assert change.label == "Changed the persona Plant lovers"
    theirs = [store.customer(book.db, number).persona for number in (1, 2, 3, 4)]
    assert theirs == ["Plant lovers", "Plant lovers", "landscapers", ""]
    assert book.db.execute("SELECT persona FROM campaign").fetchall() == [("Plant lovers",)]
    book.undo(today)
    assert journal.dump(book.db) == before


@pytest.fixture
def mixed(book: Book, gardeners: int, today: date, enter: Enter) -> int:
    """Two more, whose word begins with a capital."""
    for name, kind in (("Eve", "Gardeners"), ("Flo", "Landscapers")):
        desk.add_customer(book, enter(CustomerEntry, name=name, persona=kind), today)
    return gardeners


def test_one_that_is_written_in_several_ways_is_one_line(book: Book, mixed: int) -> None:
    """The way in which it is described stands."""
    assert persona_lines(book.db) == [("gardeners", mixed, 3, 0), ("Landscapers", None, 2, 0)]


def test_a_new_name_is_followed_by_all_ways_in_which_the_old_one_is_written(
    book: Book, mixed: int, today: date, enter: Enter
) -> None:
    with book.writing():
        campaign = {"kind": "newsletter", "title": "Spring", "starts_on": today, "entered_on": today}
        rows.insert(book.db, "campaign", {**campaign, "persona": "GARDENERS"})
    verbs.edit_persona(book, mixed, enter(PersonaEntry, name="Plant lovers"), today)
    assert [store.customer(book.db, number).persona for number in (1, 2, 5)] == ["Plant lovers"] * 3
    assert book.db.execute("SELECT persona FROM campaign").fetchall() == [("Plant lovers",)]


def test_a_hundred_thousand_are_looked_up_by_an_index(book: Book) -> None:
    asked: list[str] = []
    book.db.set_trace_callback(asked.append)
    persona_lines(book.db)
    with book.writing():
        rename_persona(book.db, "gardeners", "Plant lovers")
    book.db.set_trace_callback(None)
    of_customers = [sql for sql in asked if "FROM customer" in sql or sql.startswith("UPDATE customer")]
    plans = [" ".join(row[3] for row in book.db.execute(f"EXPLAIN QUERY PLAN {sql}")) for sql in of_customers]
    assert len(plans) == 2
    assert "TEMP B-TREE FOR GROUP BY" not in plans[0], plans
    assert "INDEX customer_by_persona (persona=?)" in plans[1], plans


def test_one_that_is_removed_leaves_its_word_with_its_customers(
    book: Book, gardeners: int, today: date, enter: Enter
) -> None:
    put(book, gardeners, enter, today, stage="research", title="What slugs hate")
    before = journal.dump(book.db)
    verbs.remove_persona(book, gardeners, today)
    assert store.customer(book.db, 1).persona == "gardeners"
    assert [line.id for line in persona_lines(book.db)] == [None, None]
    assert contents(book.db) == []
    with pytest.raises(Gone):
        persona(book.db, gardeners)
    book.undo(today)
    assert journal.dump(book.db) == before


@pytest.mark.parametrize("name", ["gardeners", "GARDENERS"])
def test_a_second_one_of_the_name_is_refused(book: Book, gardeners: int, today: date, enter: Enter, name: str) -> None:
    with pytest.raises(DescribedBefore):
        verbs.add_persona(book, enter(PersonaEntry, name=name), today)
    assert verbs.edit_persona(book, gardeners, enter(PersonaEntry, name=name, needs="time"), today).touched


def test_a_name_is_needed(enter: Enter) -> None:
    with pytest.raises(Wrong, match="A name is needed"):
        enter(PersonaEntry, name="  ", needs="time")


def test_the_map_says_what_serves_whom_and_what_is_empty(book: Book, gardeners: int, today: date, enter: Enter) -> None:
    put(book, gardeners, enter, today, stage="awareness", **entered_as("newsletter"))
    put(book, gardeners, enter, today, stage="awareness", title="What slugs hate")
    put(book, gardeners, enter, today, stage="purchase", **entered_as("Thank-you"))
    (strand,) = content_map(personas(book.db), contents(book.db))
    assert [[title_of(piece) for piece in cell] for cell in strand.cells.values()] == [
        ["Newsletter", "What slugs hate"],
        [],
        [],
        ["Thank-you"],
    ]
    assert empty_cells([strand]) == ["Nothing yet for gardeners at research", "Nothing yet for gardeners at comparison"]
    assert persona_lines(book.db)[0].cells == 2


def test_a_persona_that_nothing_serves_is_said_once() -> None:
    nobody = Persona(1, "pet lovers", "", "", "", "")
    assert empty_cells(content_map([nobody], [])) == ["Nothing yet for pet lovers at any stage"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Newsletter", {"letter_kind": "newsletter", "title": ""}),
        ("thank-you", {"letter_kind": "thank_you", "title": ""}),
        ("What slugs hate", {"letter_kind": "", "title": "What slugs hate"}),
    ],
)
def test_a_letter_of_the_plan_is_known_by_its_title(typed: str, read: dict[str, str]) -> None:
    assert entered_as(typed) == read


def test_every_kind_is_offered_by_its_title_and_found_by_it() -> None:
    assert all(entered_as(title)["letter_kind"] for title in kinds_named())


def test_a_kind_that_the_plan_no_longer_has_is_still_shown() -> None:
    assert title_of(Content(1, 1, "research", "gazette", "Spring")) == "gazette: Spring"


def test_the_same_piece_twice_in_a_cell_is_refused_and_nothing_is_no_piece(
    book: Book, gardeners: int, today: date, enter: Enter
) -> None:
    put(book, gardeners, enter, today, stage="research", title="Soil")
    with pytest.raises(ServesAlready):
        put(book, gardeners, enter, today, stage="research", title="Soil")
    put(book, gardeners, enter, today, stage="purchase", title="Soil")
    with pytest.raises(Wrong, match="Say what serves them"):
        enter(ContentEntry, stage="research")


def test_a_piece_taken_out_comes_back_with_undo(book: Book, gardeners: int, today: date, enter: Enter) -> None:
    piece = put(book, gardeners, enter, today, stage="research", title="Soil").only("content")
    before = journal.dump(book.db)
    assert verbs.remove_content(book, piece, today).label == "Took a piece off gardeners at research"
    assert contents(book.db) == []
    book.undo(today)
    assert journal.dump(book.db) == before
    book.redo(today)
    with pytest.raises(Gone):
        verbs.remove_content(book, piece, today)


def test_the_sheet_has_every_cell_and_every_gap_in_words(book: Book, gardeners: int, today: date, enter: Enter) -> None:
    put(book, gardeners, enter, today, stage="comparison", letter_kind="promotion")
    page = as_page(content_map(personas(book.db), contents(book.db)), ["landscapers"], shop(book.db), today)
    assert page["stages"] == [str(stage) for stage in Stage]
    assert page["rows"] == [
        {"name": "gardeners", "about": "a word with somebody who knows", "cells": [[], [], ["Promotion"], []]}
    ]
    assert len(page["empty"]) == 3
    assert (page["dated"], page["undescribed"]) == ("November 25, 2026", ["landscapers"])


@pytest.mark.parametrize("stage", ["", *Stage])
def test_how_far_a_customer_is_on_the_way_is_kept_with_the_customer(
    book: Book, today: date, enter: Enter, stage: str
) -> None:
    number = desk.add_customer(book, enter(CustomerEntry, name="Ann", stage=stage), today).only("customer")
    assert store.customer(book.db, number).stage == (stage or None)
