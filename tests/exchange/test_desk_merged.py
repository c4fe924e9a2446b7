"""X1: a file that still knows two records of one customer adds nobody after they were merged."""

from __future__ import annotations

from importing import TODAY, Shop

from carebook.customers.store import who
from carebook.merging.desk import merge

PEOPLE = (
    "external_id,name,email,phone,address1,city,note,birthday\n"
    "C1,Ann Park,ann@example.org,,4 Mill Lane,Bath,Likes roses,\n"
    "C2,Anna Park,anna@example.org,207 555 0101,9 Elm Road,York,Has a dog,1950-12-04\n"
)
SALES = "external_id,customer,date,product,amount\nS1,C1,2026-11-02,Vase,5\nS2,C2,2026-11-03,Bowl,6\n"


def merged(shop: Shop, keep: str = "C1", gone: str = "C2") -> int:
    """Import two records and merge them; return the kept one."""
    shop.run(PEOPLE)
    shop.run(SALES)
    kept = who(shop.book.db, keep)
    merge(shop.book, kept, who(shop.book.db, gone), TODAY)
    return kept


def test_the_same_files_again_change_nothing_after_a_merge(shop: Shop):
    merged(shop)
    before = shop.facts()
    for text in (PEOPLE, SALES):
        done = shop.run(text)
        assert (done.added, done.updated) == (0, 0)
    assert shop.facts() == before


def test_whichever_record_was_kept(shop: Shop):
    merged(shop, keep="C2", gone="C1")
    before = shop.facts()
    assert (shop.run(PEOPLE).unchanged, shop.run(SALES).unchanged) == (2, 2)
    assert shop.facts() == before


def test_a_row_of_the_merged_record_fills_what_is_empty_and_replaces_nothing(shop: Shop):
    kept = merged(shop)
    done = shop.run("external_id,name,phone,mobile,city,tags\nC2,Anna Parker,1,2,Leeds,garden\n")
    assert (done.added, done.updated) == (0, 1)
    sql = "SELECT external_id, name, phone, mobile, city FROM customer WHERE id = ?"
    assert shop.rows(sql, kept) == [("C1", "Ann Park", "207 555 0101", "2", "Bath")]
    assert shop.rows("SELECT name FROM tag WHERE customer_id = ?", kept) == [("garden",)]


def test_the_parts_of_another_name_are_not_taken_from_a_row_of_the_merged_record(shop: Shop):
    kept = merged(shop)
    assert shop.run("external_id,given_name,family_name\nC2,Anna,Parker\n").unchanged == 1
    sql = "SELECT given_name, salutation FROM customer WHERE id = ?"
    assert shop.rows(sql, kept) == [("", "Dear Ann Park,")]


def test_a_new_sale_of_the_merged_record_goes_to_the_kept_one(shop: Shop):
    kept = merged(shop)
    done = shop.run(SALES + "S3,C2,2026-11-04,Pot,7\n")
    assert (done.added, done.unchanged) == (1, 2)
    assert shop.rows("SELECT customer_id FROM sale WHERE external_id = 'S3'") == [(kept,)]


def test_complaints_and_referrals_find_the_kept_one_too(shop: Shop):
    kept = merged(shop)
    assert who(shop.book.db, "C2") == kept
    assert shop.run("customer,received_on,via,text\nC2,2026-11-05,phone,It leaks\n", kind="complaints").added == 1
    assert shop.rows("SELECT customer_id FROM complaint") == [(kept,)]


def test_a_stop_in_a_row_of_the_merged_record_holds(shop: Shop):
    """SUP-3: a stop is put, whoever's row it is."""
    kept = merged(shop)
    shop.run("external_id,name,email_ok\nC2,Anna Park,no\n")
    assert shop.rows("SELECT cause FROM suppression WHERE customer_id = ?", kept) == [("no-e-mail",)]
