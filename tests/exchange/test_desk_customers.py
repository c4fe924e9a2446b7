"""X1: customers are imported as one action; each row finds its customer, and nothing is lost or permitted by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing import TODAY, Shop

from carebook.book.book import Book
from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.exchange import desk
from carebook.exchange.model import ImportStopped

LIST = (
    "external_id,name,given_name,family_name,email,phone,address1,city,birthday,opened_on,tags,note\n"
    '00012,,Ann,Park,Ann@Elm.example,555-0101,1 Elm St,Boise,1970-02-05,2020-01-02,"vip, roses",likes roses\n'
    ",Bo Au,,,,555-0102,2 Elm St,Boise,--03-04,,,\n"
    ",,,,cy@elm.example,,,,,,,\n"
)


def test_new_customers_stand_in_the_book_with_all_that_the_file_says(shop: Shop):
    done = shop.run(LIST)
    assert (done.added, done.batch) == (3, 1)
    assert shop.rows(
        "SELECT external_id, name, email, addressee, salutation, opened_on FROM customer ORDER BY name"
    ) == [
        ("00012", "Ann Park", "Ann@Elm.example", "Ann Park", "Dear Ann,", "2020-01-02"),
        (None, "Bo Au", "", "Bo Au", "Dear Bo Au,", None),
        (None, "cy@elm.example", "cy@elm.example", "cy@elm.example", "Dear cy@elm.example,", None),
    ]
    assert shop.rows(
        "SELECT name, year, month_day, o.entered_on FROM occasion o JOIN customer c ON c.id = customer_id ORDER BY 1"
    ) == [
        ("Ann Park", 1970, "02-05", "2026-11-25"),
        ("Bo Au", None, "03-04", "2026-11-25"),
    ]
    assert shop.rows("SELECT name FROM tag ORDER BY name") == [("roses",), ("vip",)]
    assert shop.book.next_undo() == "Imported 3 customers from list.csv"
    assert len(list(shop.book.path.parent.glob("*-backups/*before-import.db"))) == 1


def test_the_same_file_again_adds_nothing_and_leaves_no_action(shop: Shop):
    shop.run(LIST)
    again = shop.run(LIST)
    assert (again.read, again.unchanged, again.batch) == (3, 3, None)
    assert shop.book.next_undo() == "Imported 3 customers from list.csv"


def test_an_import_is_undone_and_redone_exactly(shop: Shop):
    """S9"""
    shop.run("name,email,note\nAnn Park,ann@elm.example,one\n")
    before = shop.facts()
    shop.run("name,email,note,email_ok,tags,birthday\nAnn Park,ann@elm.example,two,no,x,1970-01-02\nBo,,,,y,\n")
    after = shop.facts()
    assert after != before
    shop.book.undo(TODAY)
    assert shop.facts() == before
    shop.book.redo(TODAY)
    assert shop.facts() == after


WHOSE = [
    ("the same number", "external_id,name\nC1,Ann\n", "external_id,name\nC1,Anne\n", 0),
    ("a known number needs no name", "external_id,name\nC1,Ann\n", "external_id,phone\nC1,555\n", 0),
    ("another number is another customer", "external_id,name\nC1,Ann\n", "external_id,name\nc1,Ann\n", 1),
    ("the same e-mail and name", "name,email\nAnn,A@x.example\n", "name,email\nANN,a@X.example\n", 0),
    ("one e-mail, two names", "name,email\nAnn,a@x.example\n", "name,email\nBo,a@x.example\n", 1),
    ("an e-mail alone", "name,email\nAnn,a@x.example\n", "email,phone\na@x.example,555\n", 0),
    ("a new number for one without", "name,email\nAnn,a@x.example\n", "external_id,name,email\n1,Ann,a@x.example\n", 0),
    (
        "a new number beside an old",
        "external_id,name,email\n1,Ann,a@x.example\n",
        "external_id,name,email\n2,Ann,a@x.example\n",
        1,
    ),
    ("name and phone", "name,phone,address1\nAnn,555,1 Elm St\n", "name,phone,address1\nAnn,555,2 Elm St\n", 0),
    ("name and another phone", "name,phone\nAnn,555\n", "name,phone\nAnn,556\n", 1),
    ("name and street", "name,address1\nAnn,1 Elm St\n", "name,address1,note\nAnn,1 Elm St,x\n", 0),
    ("a name alone, the only one", "name,phone\nAnn,555\n", "name,note\nAnn,x\n", 0),
    ("a name alone, one of two", "name,phone\nAnn,555\nAnn,556\n", "name,note\nAnn,x\n", 1),
]


@pytest.mark.parametrize(("earlier", "file", "added"), [case[1:] for case in WHOSE], ids=[case[0] for case in WHOSE])
def test_a_row_finds_its_customer(shop: Shop, earlier: str, file: str, added: int):
    shop.run(earlier, kind="customers")
    assert shop.run(file, kind="customers").added == added
    assert shop.run(file, kind="customers").added == 0


def test_two_rows_of_one_file_about_one_customer_are_one_and_the_later_fills_in(shop: Shop):
    done = shop.run("external_id,name,phone,note\nC1,Ann,555,one\nC1,,556,two\nC1,Ann,,one\n")
    assert (done.added, done.updated, done.unchanged) == (1, 1, 1)
    assert shop.rows("SELECT name, phone, note FROM customer") == [("Ann", "556", "one\ntwo")]


CONTRADICTIONS = [
    "external_id,name\n,Ann\n1,Ann\n1,Anne\n",
    "external_id,name\n1,Ann\n1,Anne\n,Ann\n,Anne\n",
    "name,email,phone\nAnn,,555\nAnn,a@x.example,555\nAnn,a@x.example,556\n",
]


@pytest.mark.parametrize("text", CONTRADICTIONS)
def test_a_file_that_contradicts_itself_adds_nothing_the_second_time(shop: Shop, text: str):
    """X1"""
    shop.run(text, kind="customers")
    assert shop.run(text, kind="customers").added == 0


def test_absent_columns_and_empty_cells_change_nothing(shop: Shop):
    shop.run(LIST)
    before = shop.facts()
    done = shop.run("external_id,name,phone,city,birthday,tags,note,opened_on\n00012,Ann Park,,,,,,\n")
    assert (done.unchanged, shop.facts()) == (1, before)


def test_a_list_whose_names_were_corrected_is_followed_by_addressee_and_salutation(shop: Shop):
    shop.run("external_id,given_name,family_name\n1,An,Park\n2,Bo,Au\n")
    with shop.book.act("x", TODAY):
        shop.book.db.execute("UPDATE customer SET salutation = 'Hello Bo!' WHERE external_id = '2'")
    assert shop.run("external_id,given_name,family_name\n1,Ann,Park\n2,Bob,Au\n").updated == 2
    assert shop.rows("SELECT name, addressee, salutation FROM customer") == [
        ("Ann Park", "Ann Park", "Dear Ann,"),
        ("Bob Au", "Bob Au", "Hello Bo!"),
    ]


REJECTED = [
    ("external_id,name,email\nC9,,\n", "no name and no e-mail", "C9"),
    ("name,opened_on\nAnn,2027-01-01\n", "opened_on: 2027-01-01 is still to come", "Ann"),
    ("name,deceased_on\nAnn,2027-01-01\n", "deceased_on: 2027-01-01 is still to come", "Ann"),
    ("name,birthday\nAnn,1801-01-01\n", "birthday: 1801-01-01 is before 1850", "Ann"),
    ("phone,name,birthday\n555,Ann,1971-02-30\n", "birthday: “1971-02-30” is not a day of the calendar", "Ann"),
    ("phone,name,city\n,,Bath\n", "a row needs a name or an e-mail", "Bath"),
    ('name,city\nAnn,"Bath\n', "a quote is opened on this line and not closed", 'Ann,"Bath'),
]


@pytest.mark.parametrize(("text", "reason", "about"), REJECTED)
def test_rows_that_cannot_be_taken_are_listed_with_whom_they_are_about(shop: Shop, text: str, reason: str, about: str):
    done = shop.run(text, kind="customers")
    assert [(reject.line, reject.about, done.batch) for reject in done.rejected] == [(2, about, None)]
    assert done.rejected[0].reason.startswith(reason)


def test_what_is_said_of_a_row_that_is_left_out_is_short_and_clean(shop: Shop):
    """T2"""
    done = shop.run("city,name\n\x1b[31m{},\n".format("x" * 10_000), kind="customers")
    assert done.rejected[0].about == "x" * 59 + "…"


def stops(shop: Shop) -> set[str]:
    return {cause for (cause,) in shop.rows("SELECT cause FROM suppression")}


def test_permissions_refused_become_stops_and_leave_given_says_how(shop: Shop):
    text = "name,email,mail_ok,email_ok,phone_ok,marketing_ok\nAnn,a@x.example,{0},{0},{0},{0}\n"
    shop.run(text.format("yes"))
    assert shop.rows("SELECT channel, how FROM permission") == [("e-mail", "import of list.csv")]
    shop.run(text.format("no"))
    assert stops(shop) == {"no-post", "no-e-mail", "no-phone", "no-marketing"}
    assert shop.rows("SELECT * FROM permission") == []
    assert shop.run(text.format("yes")).unchanged == 1
    assert (len(stops(shop)), shop.rows("SELECT * FROM permission")) == (4, [])


def test_leave_that_was_withdrawn_never_comes_back(shop: Shop):
    text = "name,email,email_ok\nAnn,a@x.example,yes\n"
    shop.run(text)
    customers.withdraw(shop.book, 1, "e-mail", "rang", TODAY)
    assert shop.run(text).unchanged == 1
    other_name = shop.run("name,email,email_ok\nA. Park,A@x.example,yes\n")
    assert (other_name.added, shop.rows("SELECT * FROM permission")) == (1, [])


@pytest.mark.parametrize("turned", [False, True])
def test_a_stop_holds_for_everyone_of_that_address_in_any_order(shop: Shop, turned: bool):
    customers_rows = ["Ann,a@x.example,no", "Bo,A@x.example,yes"]
    shop.run("name,email\nCy,a@x.example\n")
    shop.run("name,email,email_ok\n" + "\n".join(customers_rows[::-1] if turned else customers_rows) + "\n")
    assert shop.rows("SELECT name FROM customer c JOIN suppression s ON s.customer_id = c.id ORDER BY 1") == [
        ("Ann",),
        ("Bo",),
        ("Cy",),
    ]
    assert shop.rows("SELECT * FROM permission") == []


def test_the_deceased_are_marked_and_a_household_with_members_is_not(shop: Shop):
    """SUP-1"""
    shop.run("external_id,name,kind\n1,Ann,person\n2,The Parks,household\n")
    with shop.book.act("x", TODAY):
        shop.book.db.execute("INSERT INTO member (customer_id, name, role) VALUES (2, 'Bo', 'partner')")
    done = shop.run("external_id,deceased_on\n1,2026-11-01\n2,2026-11-01\n")
    assert (done.updated, done.rejected[0][::2]) == (1, (3, "2"))
    assert shop.rows("SELECT customer_id, cause, since, how FROM suppression") == [
        (1, "deceased", "2026-11-25", "died 2026-11-01, import of list.csv")
    ]
    assert shop.rows("SELECT quiet_from FROM customer") == [("2026-11-25",), (None,)]


def test_another_address_lifts_gone_away_and_another_spelling_does_not(shop: Shop):
    """SUP-6"""
    shop.run("external_id,name,address1\n1,Ann,1 Elm St\n")
    customers.stop(shop.book, 1, Cause.GONE_AWAY, "came back", TODAY)
    shop.run("external_id,address1\n1,1 ELM ST\n")
    assert stops(shop) == {"gone-away"}
    shop.run("external_id,address1\n1,2 Oak St\n")
    assert stops(shop) == set()


def test_hostile_cells_come_in_cleaned_and_whole(shop: Shop):
    """T2"""
    shop.run("name,note\n\x1b[31mAnn\u202e\x00,{}\n[/],x\n".format("n" * 10_000))
    assert shop.rows("SELECT name, length(note) FROM customer") == [("Ann", 10_000), ("[/]", 1)]


def test_stopping_an_import_leaves_nothing_of_it(shop: Shop):
    """X3"""
    before = shop.facts()
    text = "name\n" + "".join(f"Ann {i}\n" for i in range(5000))
    for looks in (0, 3, 6):
        answers = iter([False] * looks + [True] * 9)
        with pytest.raises(ImportStopped):
            desk.run(shop.book, shop.look(text), TODAY, file_name="x", cancelled=lambda a=answers: next(a))
        assert (shop.facts(), shop.book.next_undo()) == (before, None)
    told: list[tuple[int, int]] = []
    desk.run(shop.book, shop.look(text), TODAY, file_name="x", progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_preview_needs_no_writing_and_shows_samples_by_name(shop: Shop):
    source = shop.look(LIST)
    with Book.open(shop.book.path, write=False) as reader:
        shown = desk.preview(reader, source)
    assert (shown.added, shown.names) == (3, ("Ann Park", "Bo Au", "cy@elm.example"))
    assert (shown.kind, shown.header_line, shown.delimiter) == ("customers", 1, ",")


COLUMNS = {
    "external_id": ("1", "01", "2"),
    "name": ("Ann", "ann", "Bo"),
    "email": ("a@x.example", "A@x.example", "b@x.example"),
    "phone": ("555", "556"),
    "mobile": ("555", "556"),
    "address1": ("1 Elm St", "2 Elm St"),
    "birthday": ("1970-01-02", "--03-04"),
    "email_ok": ("yes", "no"),
    "tags": ("x", "x; y"),
    "note": ("one", "two"),
    "deceased_on": ("2026-01-01",),
}
"""Cells of people hard to tell apart; a file may say two things about one of them, or the same of two."""

ROWS = st.tuples(*(st.sampled_from(("", "", *cells)) for cells in COLUMNS.values())).map(",".join)
FILES = st.lists(ROWS, min_size=1, max_size=6).map(lambda rows: "\n".join([",".join(COLUMNS), *rows, ""]))


@given(first=FILES, second=FILES)
def test_any_file_imported_again_adds_nothing_and_undo_is_exact(shop: Shop, first: str, second: str):
    """X1, S9"""
    while shop.book.next_undo():
        shop.book.undo(TODAY)
    empty = shop.facts()
    done = []
    for text in (first, second):
        done += [shop.run(text, kind="customers"), shop.run(text, kind="customers")]
        assert done[-1].added == 0
    after = shop.facts()
    while shop.book.next_undo():
        shop.book.undo(TODAY)
    assert shop.facts() == empty
    for imported in done:
        if imported.batch:
            shop.book.redo(TODAY)
    assert shop.facts() == after
