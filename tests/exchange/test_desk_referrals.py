"""X1: introductions are imported as one action, as what was long known (REF-1, REF-3, REF-4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing import TODAY, Shop, counts, reasons
from introductions import HEAD, all_of, enter, ids, who, with_people

from carebook.referrals import rules
from carebook.referrals.desk import introducing, rewarding
from carebook.referrals.entry import CorrectionEntry, IntroductionEntry, NotNowEntry, TermsEntry
from carebook.referrals.model import Stage
from carebook.referrals.store import owed, referrals


@pytest.fixture
def shop(shop: Shop) -> Shop:
    return with_people(shop)


def test_introductions_come_in_as_one_action_with_rewards_and_a_diary(shop: Shop):
    before = shop.facts()
    done = shop.run(
        HEAD
        + "R-1,A-1,,2026-05-02,D-4,paid,20,met at the fair\n,cy@example.com,Zed,2026-05-03,,,,\n"
        + ",Bo Ray,Yve,2026-05-04,,not now,5.50,\n"
    )
    assert (done.kind, done.added, shop.book.next_undo()) == ("referrals", 3, "Imported 3 referrals from list.csv")
    assert all_of(shop) == [
        ("Ann Park", "Dora Lee", "Dora Lee", "bought", True),
        ("Cy Dorn", "Zed", "", "introduced", True),
        ("Bo Ray", "Yve", "", "not now", True),
    ]
    assert shop.rows("SELECT external_id, note, entered_on FROM referral WHERE external_id = 'R-1'") == [
        ("R-1", "met at the fair", TODAY.isoformat())
    ]
    first, *_ = referrals.rewards(shop.book.db, ids(shop)[0])
    assert (first.for_whom, first.kind, first.amount, str(first.paid_on)) == ("referrer", "money", 2000, "2026-05-02")
    assert [(one.amount, one.paid_on) for one in referrals.rewards(shop.book.db, ids(shop)[2])] == [(550, None)]
    assert [step.step for step in referrals.steps(shop.book.db, ids(shop)[0])] == [
        "introduced",
        "in contact",
        "rewarded",
    ]
    shop.book.undo(TODAY)
    assert shop.facts() == before
    shop.book.redo(TODAY)
    assert len(all_of(shop)) == 3


def test_what_is_long_past_is_history_and_asks_for_no_thanks(shop: Shop):
    """LET-5; and an import promises nothing by the terms, which hold for what is noted in the shop (REF-3)."""
    terms = {"referrer_kind": "voucher", "referrer_amount": "10"}
    rewarding.set_terms(shop.book, enter(TermsEntry, **terms), TODAY.replace(year=2025))
    shop.run(HEAD + ",A-1,Zed,2026-05-03,,,,\n,A-1,Yve,2026-11-24,,,,\n")
    (asked,) = owed.thanks(shop.book.db, TODAY)
    assert "Yve" in asked.about
    assert shop.rows("SELECT count(*) FROM reward") == [(0,)]


@pytest.mark.parametrize(
    ("status", "customer", "stage"),
    [
        ("", "", Stage.INTRODUCED),
        ("Pending", "", Stage.INTRODUCED),
        ("", "Cy Dorn", Stage.IN_CONTACT),
        ("Contacted", "", Stage.IN_CONTACT),
        ("Purchased", "Cy Dorn", Stage.IN_CONTACT),
        ("bought", "", Stage.IN_CONTACT),
        ("bought", "D-4", Stage.BOUGHT),
        ("", "D-4", Stage.BOUGHT),
        ("not now", "", Stage.NOT_NOW),
        ("Declined", "Cy Dorn", Stage.NOT_NOW),
        ("not now", "D-4", Stage.BOUGHT),
        ("n/a", "", Stage.INTRODUCED),
    ],
)
def test_how_far_one_has_come_is_the_word_of_the_file_but_buying_that_of_the_sales(
    shop: Shop, status: str, customer: str, stage: Stage
):
    """REF-1."""
    shop.run(HEAD + f",A-1,Somebody,2026-05-02,{customer},{status},,\n")
    assert referrals.referral(shop.book.db, ids(shop)[0]).stage == stage


def test_the_preview_says_who_has_no_sale_and_what_is_owed(shop: Shop):
    text = HEAD + ",A-1,Zed,2026-05-02,,bought,10,\n,A-1,,2026-05-02,D-4,bought,,\n,A-1,Yve,2026-05-03,,paid,7,\n"
    found = shop.preview(text)
    assert found.consequence == (
        "2 of them stand as “in contact” and not as “bought”: the book has no sale to them since."
        " 1 reward of them is not paid yet, and owed once the introduced person has bought."
    )
    assert shop.preview(HEAD + ",A-1,Zed,2026-05-02,,,,\n").consequence == ""


WRONG = {
    ",Zoe,Zed,2026-05-02,,,,": "referrer: nobody in the book has the number, the e-mail or the name “Zoe”",
    ",Twin,Zed,2026-05-02,,,,": "referrer: several customers are called “Twin”; say which by number or e-mail",
    ",A-1,Zed,2026-05-02,Zoe,,,": "customer: nobody in the book has the number, the e-mail or the name “Zoe”",
    ",,Zed,2026-05-02,,,,": "a referral needs a referrer",
    ",A-1,,2026-05-02,,,,": "a referral needs an introduced person",
    ",A-1,Zed,,,,,": "a referral needs a day",
    ",A-1,Zed,2026-11-26,,,,": "on: 2026-11-26 is still to come",
    ",A-1,Zed,1899-12-31,,,,": "before 1900",
    ",A-1,Zed,2026-05-02,,perhaps,,": "status: “perhaps” is no status",
    ",A-1,Zed,2026-05-02,,,a cake,": "reward: ",
    ",A-1,Zed,2026-05-02,,,-5,": "reward: a reward is not below zero",
    ",A-1,Zed 802 555 0100,2026-05-02,,,,": "introduced: Leave out how to reach them",
    ",A-1,zed@example.com,2026-05-02,,,,": "introduced: Leave out how to reach them",
    ",A-1,Zed,2026-05-02,,,,call (802) 555-0100": "note: Leave out how to reach them",
    ",A-1,Zed,2026-05-02,A-1,,,": "referrer: “Ann Park” cannot have brought themselves",
    ",A-1,ann park,2026-05-02,,,,": "referrer: “Ann Park” cannot have brought themselves",
    ",D-4,,2026-05-02,Bo Ray,,,": "customer: “Bo Ray” stands above “Dora Lee” among those who brought one another",
    "R-7,A-1,Zed,2026-05-02,,,,": "external_id: that is a referral by another customer",
    "R-7,Bo Ray,,2026-05-02,Cy Dorn,,,": "customer: that referral brought somebody else",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_row_that_cannot_be_taken_is_left_out_with_its_line_and_the_reason(shop: Shop, row: str):
    """REF-1: no way to reach a friend is kept; REF-4: nobody brings themselves, and no circle is closed."""
    shop.run(HEAD + "R-7,Bo Ray,,2026-04-02,D-4,,,\n")
    done = shop.run(HEAD + f",A-1,Uma,2026-05-02,,,,\n{row}\n")
    assert (done.added, list(reasons(done))) == (1, [3])
    assert WRONG[row] in reasons(done)[3]


def test_nobody_is_brought_by_themselves_in_whatever_letters_their_name_is_written(shop: Shop):
    """REF-4."""
    shop.run("name,email\nДора Élysée,dora@example.com\n")
    done = shop.run(HEAD + ",dora@example.com,ДОРА ELYSÉE,2026-05-02,,,,\n,dora@example.com,Вера,2026-05-02,,,,\n")
    assert (done.added, list(reasons(done))) == (1, [2])
    assert "cannot have brought themselves" in reasons(done)[2]


def test_a_circle_within_one_file_costs_the_row_that_closes_it(shop: Shop):
    """REF-4: whatever the order of the rows, the latest introduction closes it."""
    rows = [",A-1,,2026-05-01,Bo Ray,,,\n", ",Bo Ray,,2026-05-02,Cy Dorn,,,\n", ",Cy Dorn,,2026-05-03,A-1,,,\n"]
    done = shop.run(HEAD + rows[2] + rows[0] + rows[1])
    assert (done.added, list(reasons(done))) == (2, [2])
    assert "this would close a circle" in reasons(done)[2]


def test_the_first_named_referrer_counts_in_the_file_and_in_the_book(shop: Shop):
    """REF-1: the others are kept, and count no more."""
    noted = enter(IntroductionEntry, introduced="Dora", introduced_on="2026-05-10")
    introducing.introduce(shop.book, who(shop, "Bo Ray"), noted, TODAY, referred_id=who(shop, "Dora Lee"))
    shop.run(HEAD + ",Cy Dorn,,2026-05-09,D-4,,,\n,A-1,,2026-05-08,D-4,,,\n,Cy Dorn,,2026-05-08,D-4,,,\n")
    assert [one[0] for one in all_of(shop) if one[4]] == ["Ann Park"]
    assert len(all_of(shop)) == 4


def test_a_number_that_is_known_updates_its_referral(shop: Shop):
    shop.run(HEAD + "R-1,A-1,Dora,2026-05-02,,,,\n")
    done = shop.run(HEAD + "R-1,A-1,Dora Lee,2026-05-03,D-4,paid,20,met at the fair\n")
    assert (done.updated, done.added) == (1, 0)
    found = referrals.referral(shop.book.db, ids(shop)[0])
    assert (found.introduced, str(found.introduced_on), str(found.contact_on)) == (
        *("Dora Lee", "2026-05-03"),
        "2026-05-03",
    )
    assert (found.stage, found.note, found.counts) == ("bought", "met at the fair", True)
    assert all_of(shop)[0][2] == "Dora Lee"
    assert [(one.amount, str(one.paid_on)) for one in referrals.rewards(shop.book.db, ids(shop)[0])] == [
        (2000, "2026-05-03")
    ]
    diary = [(step.step, str(step.on_day)) for step in referrals.steps(shop.book.db, ids(shop)[0])]
    assert diary == [("introduced", "2026-05-03"), ("in contact", "2026-05-03"), ("rewarded", "2026-05-03")]
    assert shop.run(HEAD + "R-1,A-1,Dora Lee,2026-05-03,D-4,paid,20,\n").unchanged == 1


def test_what_was_done_in_the_book_is_not_taken_back_by_the_file_that_it_came_with(shop: Shop):
    text = HEAD + "R-1,A-1,Zed,2026-05-02,,not now,10,\nR-2,A-1,Dora,2026-05-02,D-4,,,\n"
    shop.run(text)
    introducing.take_up(shop.book, ids(shop)[0], TODAY)
    introducing.correct_referrer(shop.book, ids(shop)[1], who(shop, "Bo Ray"), enter(CorrectionEntry), TODAY)
    assert shop.run(text).unchanged == 2
    assert [one[0] for one in all_of(shop) if one[4] and one[2]] == ["Bo Ray"]
    introducing.not_now(shop.book, ids(shop)[0], enter(NotNowEntry), TODAY)
    shop.run(HEAD + "R-1,A-1,Zed,2026-04-01,,not now,10,\n")
    assert str(referrals.referral(shop.book.db, ids(shop)[0]).introduced_on) == "2026-05-02"


def test_one_that_was_noted_before_is_the_same_and_takes_its_number(shop: Shop):
    introducing.introduce(shop.book, 1, enter(IntroductionEntry, introduced="Zed", introduced_on="2026-05-02"), TODAY)
    text = HEAD + "R-1,A-1,Zed,2026-05-02,,,,\nR-2,A-1,Zed,2026-05-02,,,,\n"
    assert counts(shop.run(text))[:4] == (2, 1, 1, 0)
    assert shop.rows("SELECT external_id FROM referral ORDER BY id") == [("R-1",), ("R-2",)]
    assert shop.run(text).unchanged == 2


def test_a_number_twice_in_one_file_is_refused_with_the_line_of_the_first(shop: Shop):
    done = shop.run(HEAD + "R-1,A-1,Zed,2026-05-02,,,,\nR-1,A-1,Yve,2026-05-02,,,,\n")
    assert (done.added, reasons(done)) == (1, {3: "line 2 has the same external_id"})


@pytest.mark.parametrize("who", ["A-1", "ANN@example.com", "ann park", "#1"])
def test_the_referrer_is_found_by_number_e_mail_or_name(shop: Shop, who: str):
    shop.run(HEAD + f",{who},Zed,2026-05-02,,,,\n")
    assert shop.rows("SELECT customer_id FROM referral") == [(1,)]


@pytest.mark.parametrize("name", ["[bold]Zed[/]", "=1+1", "Zed'); DROP TABLE referral;--", "\u202eZed\x07", "陈" * 300])
def test_a_hostile_name_is_a_name(shop: Shop, name: str):
    """T1: without what a terminal would obey; X3: a formula is text."""
    shop.run(HEAD + f'R-1,A-1,"{name}",2026-05-02,,,,"{name}"\n')
    (kept,) = shop.rows("SELECT introduced, note FROM referral")
    visible = name.replace("\u202e", "").replace("\x07", "")
    assert kept[0] == visible
    assert shop.run(HEAD + f'R-1,A-1,"{name}",2026-05-02,,,,"{name}"\n').unchanged == 1


HEADERS = {
    "ID;Referred by;Friend;Date;Status;Reward": ("external_id", "referrer", "introduced", "on", "status", "reward"),
    "Recommended by,New customer,Date,Notes": ("referrer", "introduced", "on", "note"),
    "Referrer,Friend,Referral date,Result": ("referrer", "introduced", "on", "status"),
    "Date,Customer,Referred By": ("on", "customer", "referrer"),
    "referrer,introduced,on": ("referrer", "introduced", "on"),
    "Empfohlen von;Freund;Datum;Prämie": ("referrer", "introduced", "on", "reward"),
    "Referrer,Friend,Date,Reward given": ("referrer", "introduced", "on", "reward"),
    "Referrer,Friend,Date,Reward paid": ("referrer", "introduced", "on", "reward"),
}
CELLS = {"on": "2026-05-02", "status": "Purchased", "reward": "20", "external_id": "R-1", "note": "at the fair"}


@pytest.mark.parametrize("names", HEADERS)
def test_a_file_of_referrals_is_known_by_its_columns(shop: Shop, names: str):
    delimiter = ";" if ";" in names else ","
    row = delimiter.join(CELLS.get(field, "Cy Dorn") for field in HEADERS[names])
    source = shop.look(f"{names}\n{row}\n")
    assert (source.kind, tuple(source.mapping.values())) == ("referrals", HEADERS[names])


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("Name,E-mail,Referred by,Created", "customers"),
        ("Name,Referred By,Date", "customers"),
        ("Customer,Phone,Referred by,Date", "customers"),
        ("Customer,Date,Amount,Referred by", "sales"),
        ("Customer,Date,Status,Notes", "customers"),
    ],
)
def test_other_files_are_not_taken_for_referrals(shop: Shop, names: str, kind: str):
    cells = {"Date": "2026-05-02", "Created": "2026-05-02", "Amount": "5", "E-mail": "a@b.example", "Phone": "555 0100"}
    row = ",".join(cells.get(name, "Ann Park") for name in names.split(","))
    assert shop.look(f"{names}\n{row}\n").kind == kind


NAMINGS = st.lists(
    st.tuples(
        st.sampled_from(["Ann Park", "Bo Ray", "Cy Dorn"]), st.sampled_from(["Dora Lee", "Eve"]), st.integers(1, 9)
    ),
    unique_by=lambda naming: naming[:2],
)


@given(NAMINGS, st.integers(0, 6))
def test_the_first_named_is_the_same_by_a_file_as_by_the_desk(
    shop: Shop, namings: list[tuple[str, str, int]], noted: int
):
    """REF-1: whichever of them the desk noted before, and which a file brings."""
    before = shop.facts()
    if not shop.rows("SELECT 1 FROM customer WHERE name = 'Eve'"):
        shop.run("external_id,name\nE-5,Eve\n")
    first: dict[str, tuple[int, str]] = {}
    for referrer, referred, day in namings:
        first[referred] = min(first.get(referred, (day, referrer)), (day, referrer), key=lambda one: one[0])
    for referrer, referred, day in namings[:noted]:
        entry = enter(IntroductionEntry, introduced=referred, introduced_on=f"2026-05-{day:02}")
        introducing.introduce(shop.book, who(shop, referrer), entry, TODAY, referred_id=who(shop, referred))
    rows = [f",{referrer},,2026-05-{day:02},{referred},,,\n" for referrer, referred, day in namings[noted:]]
    if rows:
        assert shop.run(HEAD + "".join(rows)).added == len(rows)
    assert sorted(referrals.edges(shop.book.db)) == sorted(
        (who(shop, referrer), who(shop, referred)) for referred, (_, referrer) in first.items()
    )
    while shop.facts() != before:
        shop.book.undo(TODAY)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "", "R-1", "R-2"]),
            st.sampled_from(["A-1", "Bo Ray", "Cy Dorn"]),
            st.sampled_from(["", "Zed"]),
            st.sampled_from(["2026-05-01", "2026-05-02", "2026-05-03"]),
            st.sampled_from(["", "A-1", "Bo Ray", "Cy Dorn", "D-4"]),
            st.sampled_from(["", "paid", "not now", "bought"]),
            st.sampled_from(["", "10"]),
        ),
        min_size=1,
        max_size=9,
    )
)
def test_any_file_taken_in_twice_is_there_once_and_has_no_circle(shop: Shop, rows: list[tuple[str, ...]]):
    """S2 and REF-4: whatever was left out the first time is left out again, and undo leaves nothing."""
    before = shop.facts()
    text = HEAD + "".join(f"{','.join(row)},\n" for row in rows)
    first = shop.run(text)
    facts = shop.facts()
    assert rules.loops({referred: referrer for referrer, referred in referrals.edges(shop.book.db)}) == []
    again = shop.run(text)
    assert (again.added, again.updated, again.batch, again.rejected) == (0, 0, None, first.rejected)
    assert shop.facts() == facts
    if first.batch is not None:
        shop.book.undo(TODAY)
    assert shop.facts() == before
