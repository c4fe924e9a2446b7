"""X1: complaints are imported as one action, as cases of their day; the same complaint is never there twice (S2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing import TODAY, Shop, counts, reasons

from carebook.complaints.desk import acknowledge, ask, close, log, reopen
from carebook.complaints.entry import AcknowledgementEntry, AskEntry, CaseEntry, ClosingEntry, ReopeningEntry
from carebook.complaints.store import cases
from carebook.entry import read
from carebook.typed import Setting

HEAD = "external_id,customer,received_on,via,text,category,severity,sale,remedy_sought\n"
SETTING = Setting("US", "USD", TODAY)
PEOPLE = "external_id,name,email,phone\nA-1,Ann Park,ann@example.com,\n,Bo Ray,,\n,Twin,,1\n,Twin,,2\n"
SALES = "external_id,customer,date,product,amount\nS-1,A-1,2026-11-02,mower,300\nS-2,Bo Ray,2026-11-02,rake,20\n"


@pytest.fixture
def shop(shop: Shop) -> Shop:
    """With Ann, Bo, two called Twin, a sale to Ann and one to Bo."""
    shop.run(PEOPLE)
    shop.run(SALES)
    return shop


def mower(shop: Shop) -> int:
    """The sale to Ann."""
    return shop.rows("SELECT id FROM sale WHERE external_id = 'S-1'")[0][0]


def enter(model, **typed: str):
    return read(model, typed, SETTING)


def test_complaints_come_in_as_open_cases_of_their_day_in_one_action(shop: Shop):
    before = shop.facts()
    done = shop.run(
        HEAD
        + "T-7,A-1,2026-11-23,email,Nine days late,Late,high,S-1,half the price\n,Bo Ray,2026-11-24,,It broke,,,,\n"
    )
    assert (done.kind, done.added, shop.book.next_undo()) == ("complaints", 2, "Imported 2 complaints from list.csv")
    first, second = (cases.case(shop.book.db, number) for number in (1, 2))
    assert (first.external_id, first.number, first.customer_id, first.received_on.isoformat(), first.via) == (
        *("T-7", "2026-001", 1),
        *("2026-11-23", "e-mail"),
    )
    assert (first.words, first.severity, first.sale_id, first.product, first.remedy_sought, first.stage) == (
        *("Nine days late", "urgent", mower(shop)),
        *("mower", "half the price", "received"),
    )
    assert cases.label_name(shop.book.db, first.category_id) == "Late"
    assert (second.external_id, second.via, second.severity, second.entered_on) == (None, "phone", "serious", TODAY)
    assert [step.on_day.isoformat() for step in cases.steps(shop.book.db, 1)] == ["2026-11-23"]
    assert shop.rows("SELECT count(*) FROM contact WHERE complaint_id IS NOT NULL") == [(2,)]
    shop.book.undo(TODAY)
    assert shop.facts() == before


def test_the_same_file_again_adds_nothing(shop: Shop):
    text = HEAD + (
        "T-7,A-1,2026-11-23,phone,Late,Late,small,S-1,money\n"
        "T-8,A-1,2026-11-23,,Late,,,S-1,\n"
        ",Bo Ray,2026-11-24,,Broke,,,,\n"
        ",Bo Ray,2026-11-24,,Broke,,,,\n"
    )
    assert (counts(shop.run(text))[:4], shop.run(text).batch) == ((4, 3, 0, 1), None)
    assert shop.run(text).unchanged == 4


def test_a_complaint_that_was_taken_down_before_is_the_same_and_takes_its_number(shop: Shop):
    """S2: the same customer, sale, text and day."""
    log(shop.book, 1, enter(CaseEntry, words="Late", received_on="2026-11-23"), TODAY, sale_id=mower(shop))
    text = HEAD + "T-1,A-1,2026-11-23,,Late,,,S-1,\nT-2,A-1,2026-11-23,,Late,,,S-1,\n"
    assert counts(shop.run(text))[:4] == (2, 1, 1, 0)
    assert shop.rows("SELECT external_id FROM complaint ORDER BY id") == [("T-1",), ("T-2",)]
    assert shop.run(text).unchanged == 2


def test_a_number_that_is_known_updates_its_case(shop: Shop):
    shop.run(HEAD + "T-7,A-1,2026-11-23,phone,Late,Late,small,,money\n")
    done = shop.run(HEAD + "T-7,A-1,2026-11-22,post,Nine days late,Something new,urgent,S-1,a new one\n")
    assert (done.updated, done.added) == (1, 0)
    case = cases.case(shop.book.db, 1)
    assert (case.received_on.isoformat(), case.via, case.words, case.severity) == (
        *("2026-11-22", "post"),
        *("Nine days late", "urgent"),
    )
    assert (case.sale_id, case.remedy_sought) == (mower(shop), "a new one")
    assert cases.label_name(shop.book.db, case.category_id) == "Something new"
    assert shop.run(HEAD + "T-7,A-1,2026-11-22,,Nine days late,,,,\n").unchanged == 1


def test_what_was_done_in_a_case_is_not_taken_back_by_the_file_that_it_came_with(shop: Shop):
    """CMP-2: what they answered when they were asked stays; a reopened case stays urgent, a closed one as it is."""
    text = HEAD + "T-7,A-1,2026-11-23,phone,Late,Late,small,,money\n"
    shop.run(text)
    acknowledge(shop.book, 1, enter(AcknowledgementEntry, handler="Rosie"), TODAY)
    ask(shop.book, 1, enter(AskEntry, remedy_sought="a new one"), TODAY)
    assert shop.run(text).unchanged == 1
    ending = {"outcome": "withdrawn", "category": "Other", "root_cause": "Training", "what_changed": "a list"}
    close(shop.book, 1, enter(ClosingEntry, **ending), TODAY)
    assert shop.run(text).unchanged == 1
    reopen(shop.book, 1, enter(ReopeningEntry, reason="It came back"), TODAY)
    assert shop.run(HEAD + "T-7,A-1,2026-11-23,phone,Late,Other,small,,money\n").updated == 1
    assert cases.case(shop.book.db, 1).severity == "urgent"


WRONG = {
    ",Zoe,2026-11-23,,Late,,,,": "nobody in the book has the number, the e-mail or the name “Zoe”",
    ",Twin,2026-11-23,,Late,,,,": "several customers are called “Twin”; say which by number or e-mail",
    ",A-1,2026-11-23,,Late,,,S-9,": "sale: there is no sale “S-9”",
    ",A-1,2026-11-23,,Late,,,S-2,": "sale: that is a sale to another customer",
    ",A-1,2026-11-26,,Late,,,,": "received_on: 2026-11-26 is still to come",
    ",A-1,1899-12-31,,Late,,,,": "before 1900",
    ",A-1,2026-11-23,,,,,,": "a complaint needs a text",
    ",A-1,,,Late,,,,": "a complaint needs a day on which it was received",
    ",,2026-11-23,,Late,,,,": "a complaint needs a customer",
    ",A-1,2026-11-23,pigeon,Late,,,,": "via: “pigeon” is no channel",
    ",A-1,2026-11-23,,Late,,awful,,": "severity: “awful” is no severity",
    "T-7,Bo Ray,2026-11-23,,Late,,,,": "external_id: that is a complaint of another customer",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_row_that_cannot_be_taken_is_left_out_with_its_line_and_the_reason(shop: Shop, row: str):
    shop.run(HEAD + "T-7,A-1,2026-11-23,,Late,,,,\n")
    done = shop.run(HEAD + f",Bo Ray,2026-11-20,,Too dear,,,,\n{row}\n")
    assert done.added == 1
    assert list(reasons(done)) == [3]
    assert WRONG[row] in reasons(done)[3]


def test_a_number_twice_in_one_file_is_refused_with_the_line_of_the_first(shop: Shop):
    done = shop.run(HEAD + "T-7,A-1,2026-11-23,,Late,,,,\nT-7,Bo Ray,2026-11-23,,Broke,,,,\n")
    assert (done.added, reasons(done)) == (1, {3: "line 2 has the same external_id"})


@pytest.mark.parametrize("who", ["A-1", "ANN@example.com", "ann park", "#1"])
def test_the_customer_is_found_by_number_e_mail_or_name(shop: Shop, who: str):
    shop.run(HEAD + f",{who},2026-11-23,,Late,,,,\n")
    assert shop.rows("SELECT customer_id FROM complaint") == [(1,)]


def test_an_old_complaint_is_a_case_of_its_day_and_asks_for_no_call(shop: Shop):
    """CMP-7: the call is asked for while the customer is at risk, and not for a year long past."""
    shop.run(HEAD + ",A-1,2021-03-01,,Late,,,,\n,A-1,2021-05-01,,Broke,,,,\n")
    assert shop.rows("SELECT number, received_on FROM complaint ORDER BY id") == [
        ("2021-001", "2021-03-01"),
        ("2021-002", "2021-05-01"),
    ]
    assert shop.rows("SELECT count(*) FROM contact WHERE call_back_on IS NOT NULL") == [(0,)]
    shop.run(HEAD + ",Bo Ray,2026-10-01,,Late,,,,\n,Bo Ray,2026-11-01,,Broke,,,,\n")
    asked = "SELECT name, call_back_on FROM contact JOIN customer c ON c.id = customer_id WHERE call_back_on <> ''"
    assert shop.rows(asked) == [("Bo Ray", TODAY.isoformat())]


def test_the_preview_says_how_many_become_open_cases(shop: Shop):
    found = shop.preview(HEAD + ",A-1,2026-11-23,,Late,,,,\n,Bo Ray,2021-11-23,,Broke,,,,\n")
    assert found.consequence == "The 2 new ones become open cases: the desk owes each of them an answer."
    assert shop.preview(PEOPLE).consequence == ""


HEADERS = {
    "Complaint ID;Date;Customer;Complaint;Severity": ("external_id", "received_on", "customer", "text", "severity"),
    "Kunde;Datum;Beschwerde;Kanal": ("customer", "received_on", "text", "via"),
    "E-mail,Received,What happened,Remedy sought": ("customer", "received_on", "text", "remedy_sought"),
}


@pytest.mark.parametrize("names", HEADERS)
def test_a_file_of_complaints_is_known_by_its_columns(shop: Shop, names: str):
    delimiter = ";" if ";" in names else ","
    cells = {"received_on": "2026-11-23", "customer": "ann@example.com", "text": "It came late", "via": "E-Mail"}
    cells |= {"severity": "low", "remedy_sought": "money", "external_id": "C-1"}
    source = shop.look(names + "\n" + delimiter.join(cells[field] for field in HEADERS[names]) + "\n")
    assert (source.kind, tuple(source.mapping.values())) == ("complaints", HEADERS[names])


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("Name,E-mail,Created,Notes", "customers"),
        ("Customer,Date,Amount,Comments", "sales"),
        ("Order,Customer,Date,Total,Reason,Description", "sales"),
        ("Client,Date,Category,Message", "customers"),
    ],
)
def test_other_files_are_not_taken_for_complaints(shop: Shop, names: str, kind: str):
    row = ",".join(
        "2026-11-23" if name in ("Date", "Created") else "5" if name in ("Amount", "Total") else "a@b.example"
        for name in names.split(",")
    )
    assert shop.look(f"{names}\n{row}\n").kind == kind


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "", "T-1", "T-2"]),
            st.sampled_from(["A-1", "Bo Ray", "Zoe"]),
            st.sampled_from(["2026-11-20", "2026-11-21"]),
            st.sampled_from(["Late", "Broke"]),
            st.sampled_from(["", "S-1", "S-2"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_file_taken_in_twice_is_there_once(shop: Shop, rows: list[tuple[str, ...]]):
    """S2: whatever was left out the first time is left out again, and nothing else happens."""
    text = HEAD + "".join(f"{number},{who},{day},,{words},,,{sale},\n" for number, who, day, words, sale in rows)
    first = shop.run(text)
    facts = shop.facts()
    again = shop.run(text)
    assert (again.added, again.updated, again.batch, again.rejected) == (0, 0, None, first.rejected)
    assert shop.facts() == facts
    if first.batch is not None:
        shop.book.undo(TODAY)


def test_a_number_that_stands_twice_costs_its_second_line_and_not_the_numbers_of_all(shop: Shop):
    """X1: rows without their numbers would be opened anew by the corrected file."""
    text = (
        "Complaint ID,Customer,Received,Complaint\nT-1,A-1,2026-11-20,Late\nT-2,A-1,2026-11-21,Broken\n"
        "{},Bo Ray,2026-11-22,Lost\n"
    )
    done = shop.run(text.format("T-2"))
    assert (done.added, reasons(done), done.repeating) == (2, {4: "line 3 has the same external_id"}, None)
    assert (shop.run(text.format("T-3")).added, shop.run(text.format("T-3")).unchanged) == (1, 3)


@pytest.mark.parametrize("name", ["Reference", "Number", "ID"])
def test_a_column_that_may_be_the_number_of_something_else_is_left_out_and_named(shop: Shop, name: str):
    text = f"{name},Customer,Received,Complaint\n7,A-1,2026-11-20,Late\n7,A-1,2026-11-21,Broken\n"
    done = shop.run(text)
    assert (done.added, done.repeating, name in done.mapping) == (2, name, False)
    assert shop.preview(text, mapping={name: ""}).repeating is None
