"""X1, X3: a file is looked at, its columns are guessed, and its rows come out as import fields."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carebook.exchange.reading import Reject
from carebook.exchange.rows import Row
from carebook.exchange.source import MappingRefused, Source, look

TODAY = date(2026, 11, 25)


@pytest.fixture
def look_at(tmp_path: Path):
    def look_at(text: str | bytes, **owners: Any) -> Source:
        path = tmp_path / "list.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return look(path, shop_country=owners.pop("shop_country", "US"), today=TODAY, **owners)

    return look_at


def rows(source: Source) -> dict[int, dict[str, str]]:
    return {row.line: row.fields for row in source.rows() if isinstance(row, Row)}


def rejects(source: Source) -> dict[int, str]:
    return {row.line: row.reason for row in source.rows() if isinstance(row, Reject)}


CUSTOMER_FILES: list[tuple[str, str, Mapping[str, str]]] = [
    (
        "xero",
        "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAddressLine1,POAddressLine2,POCity,PORegion,"
        "POPostalCode,POCountry,SACity,PhoneNumber,MobileNumber,TaxNumber,Website\n"
        "Elm Bakery,ELM1,a@elm.example,Ann,Park,1 Elm St,Rear,Perth,WA,6000,Australia,Hobart,08 9000 0000,,1,w\n",
        {
            "name": "Elm Bakery",
            "external_id": "ELM1",
            "email": "a@elm.example",
            "given_name": "Ann",
            "family_name": "Park",
            "address1": "1 Elm St",
            "address2": "Rear",
            "city": "Perth",
            "region": "WA",
            "postcode": "6000",
            "country": "AU",
            "phone": "08 9000 0000",
        },
    ),
    (
        "shopify",
        "First Name,Last Name,Email,Accepts Email Marketing,Address1,City,Province Code,Country,Country Code,Zip,"
        "Total Spent,Tags,Note,Tax Exempt\n"
        'Ann,Park,a@elm.example,no,1 Elm St,Boise,ID,United States,US,83702,99.10,"vip, choir",kind,no\n',
        {
            "given_name": "Ann",
            "family_name": "Park",
            "email": "a@elm.example",
            "email_ok": "no",
            "address1": "1 Elm St",
            "city": "Boise",
            "region": "ID",
            "country": "US",
            "postcode": "83702",
            "tags": "vip, choir",
            "note": "kind",
        },
    ),
    (
        "google",
        "Given Name,Family Name,Birthday,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,"
        "Address 1 - Street,Address 1 - Postal Code,Address 2 - Street\n"
        "Ann,Park,--05-17,Home,a@elm.example,555-010-020,Elm Bakery,1 Elm St,83702,9 Oak St\n",
        {
            "given_name": "Ann",
            "family_name": "Park",
            "birthday": "--05-17",
            "email": "a@elm.example",
            "phone": "555-010-020",
            "company": "Elm Bakery",
            "address1": "1 Elm St",
            "postcode": "83702",
        },
    ),
    (
        "outlook, where only the office is filled in",
        "First Name,Last Name,Company,Business Street,Business City,Home Street,Home City,E-mail Address,Mobile Phone\n"
        "Ann,Park,Elm Bakery,1 Elm St,Boise,,,a@elm.example,555-010-020\n",
        {
            "given_name": "Ann",
            "family_name": "Park",
            "company": "Elm Bakery",
            "address1": "1 Elm St",
            "city": "Boise",
            "email": "a@elm.example",
            "mobile": "555-010-020",
        },
    ),
    (
        "thunderbird with a birthday in three columns",
        "First Name,Last Name,Display Name,Primary Email,Secondary Email,Birth Year,Birth Month,Birth Day,Custom 1\n"
        "Ann,Park,Ann Park,a@elm.example,b@elm.example,1970,2,5,x\n",
        {
            "given_name": "Ann",
            "family_name": "Park",
            "name": "Ann Park",
            "email": "a@elm.example",
            "birthday": "1970-02-05",
        },
    ),
    (
        "german",
        "Kundennummer;Vorname;Name;E-Mail;Straße;Hausnummer;PLZ;Ort;Land;Geburtstag\n"
        "00012;Änne;Groß;a@elm.example;Ulmenweg;7;01067;Dresden;Deutschland;05.02.1970\n",
        {
            "external_id": "00012",
            "given_name": "Änne",
            "family_name": "Groß",
            "email": "a@elm.example",
            "address1": "Ulmenweg 7",
            "postcode": "01067",
            "city": "Dresden",
            "country": "DE",
            "birthday": "1970-02-05",
        },
    ),
    (
        "russian and hindi names of columns",
        "Имя,Фамилия,Телефон,शहर\nИван,Петров,+7 495 000 0000,Москва\n",
        {"given_name": "Иван", "family_name": "Петров", "phone": "+7 495 000 0000", "city": "Москва"},
    ),
    (
        "mail and telephone in one column",
        "Lead ID,Contact,Email / Phone,Owner\nL-1,Ann Park,a@elm.example / 987 650 1234,Bo\n",
        {"external_id": "L-1", "name": "Ann Park", "email": "a@elm.example", "phone": "987 650 1234"},
    ),
    (
        "permissions refused",
        "Name,Do Not Email,Opt Out\nAnn Park,1,0\n",
        {"name": "Ann Park", "email_ok": "no"},
    ),
]


@pytest.mark.parametrize(("text", "fields"), [case[1:] for case in CUSTOMER_FILES], ids=[c[0] for c in CUSTOMER_FILES])
def test_customers_of_known_programs_are_understood(look_at, text: str, fields: Mapping[str, str]):
    source = look_at(text)
    assert source.kind == "customers"
    assert rows(source) == {2: fields}


def test_columns_named_like_the_import_fields_are_taken_at_their_word(look_at):
    source = look_at("customer,date,amount,note\nAnn Park,2026-01-05,12.50,\n")
    assert source.mapping == {"customer": "customer", "date": "date", "amount": "amount", "note": "note"}
    assert rows(source) == {2: {"customer": "Ann Park", "date": "2026-01-05", "amount": "12.50"}}


def test_sales_keep_their_amounts_as_written_with_the_mark_of_the_column(look_at):
    source = look_at(
        "Datum;Kunde;Artikel;Menge;Betrag\n05.02.2026;Änne Groß;Vase;2;1.250,00\n06.02.2026;Bo Au;Krug;1;0,5\n"
    )
    assert (source.kind, source.delimiter, source.date_order, source.decimal) == ("sales", ";", "dmy", ",")
    assert rows(source)[2] == {
        "date": "2026-02-05",
        "customer_name": "Änne Groß",
        "product": "Vase",
        "quantity": "2",
        "amount": "1.250,00",
    }


def test_an_invoice_number_that_repeats_is_no_id_of_a_sale(look_at):
    text = "Invoice Number,Date,Client,Item Total\n7,2026-01-05,Ann Park,1.00\n{},2026-01-05,Ann Park,2.00\n"
    repeated, single = look_at(text.format(7)), look_at(text.format(8))
    assert "external_id" not in repeated.mapping.values()
    assert repeated.repeating == "Invoice Number"
    assert (single.mapping["Invoice Number"], single.repeating) == ("external_id", None)


@pytest.mark.parametrize("name", ["External ID", "Line Item ID"])
def test_the_number_of_a_line_of_sales_is_that_though_one_stands_twice(look_at, name):
    source = look_at(f"{name},Date,Client,Item Total\n7,2026-01-05,Ann Park,1.00\n7,2026-01-05,Ann Park,2.00\n")
    assert (source.mapping[name], source.repeating) == ("external_id", None)


def test_the_id_of_sales_that_repeats_is_the_customers_and_no_number_is_missed(look_at):
    source = look_at("ID,Date,Amount\n7,2026-01-05,1.00\n7,2026-01-06,2.00\n")
    assert (source.mapping["ID"], source.repeating) == ("customer", None)


def test_a_customers_number_may_repeat_and_an_id_that_does_is_named(look_at):
    numbers = look_at("Customer ID,Name\n7,Ann Park\n7,Ann Park\n")
    assert (numbers.mapping["Customer ID"], numbers.repeating) == ("external_id", None)
    ids = look_at("ID,Name\n7,Ann Park\n7,Bo Au\n")
    assert ("ID" in ids.mapping, ids.repeating) == (False, "ID")


def test_preamble_and_footer_of_a_report_are_no_rows(look_at):
    source = look_at(
        "Elm Bakery\nCustomer Contact List\nAs of May 1, 2026\n\n"
        'Customer,Phone Numbers,Email,Open Balance\n"Ann Park",555-010-020,a@elm.example,"1,200.00"\nBo Au,,,0\n'
        'Total,,,"1,200.00"\n'
    )
    assert source.header_line == 5
    assert list(rows(source)) == [6, 7]
    assert rejects(source) == {8: "a total line, not a customer"}


def test_a_quickbooks_list_gives_plain_names_to_customers_and_sales_alike(look_at):
    customers = look_at('Customer,Email,Open Balance\n"Park, Ann - USD",,0\nElm:Bo Au (deleted),,0\n')
    assert rows(customers) == {2: {"name": "Ann Park"}, 3: {"name": "Bo Au", "note": "Part of Elm", "tags": "inactive"}}
    sales = look_at('Date,Num,Customer,Amount,Open Balance\n1/5/2026,1,"Park, Ann - USD",2.00,0\n')
    assert rows(sales)[2]["customer_name"] == "Ann Park"


def test_totals_of_sales_with_and_without_the_word_are_rejected(look_at):
    source = look_at("Date,Num,Customer,Amount\n15/01/2026,1,Ann Park,10.00\n,,,10.00\nTotal,,,10.00\n,,Bo Au,2.00\n")
    assert list(rows(source)) == [2]
    assert rejects(source) == {
        3: "a total line, not a sale",
        4: "a total line, not a sale",
        5: "a sale needs a date",
    }


def test_a_customer_called_total_with_an_address_is_a_customer(look_at):
    source = look_at("Name,City,Balance\nTotal,Boise,1.00\nAnn Park,Rome,2.00\n")
    assert list(rows(source)) == [2, 3]


def test_a_file_without_header_line_is_guessed_from_its_contents(look_at):
    source = look_at("Ann Park,Ann,Park,a@elm.example,555-010-020\nBo Au,Bo,Au,b@elm.example,555-010-021\n")
    assert source.header_line is None
    assert source.mapping == {"column 1": "name", "column 4": "email", "column 5": "phone"}
    assert list(rows(source)) == [1, 2]


def test_columns_of_the_same_name_stay_apart(look_at):
    source = look_at("Name,Phone,Phone,,Name\nAnn Park,,555-010-020,x,y\n")
    assert source.columns == ("Name", "Phone", "Phone (2)", "column 4", "Name (2)")
    assert rows(source) == {2: {"name": "Ann Park", "phone": "555-010-020"}}


def test_a_row_that_lost_a_cell_in_its_middle_is_rejected_and_one_without_its_empty_end_is_not(look_at):
    source = look_at(
        "name,street,city,country,note\nAnn Park,1 Elm St,Rome,IT,\nBo Au,Bonn,DE\nCy Fox,2 Elm St,Rome,IT\n"
        "Di Orr,3 Elm St,Rome,IT,,,\nEd Ray,4 Elm St,Rome,IT,,x\n"
    )
    assert list(rows(source)) == [2, 4, 5]
    assert list(rejects(source)) == [3, 6]


def test_rejected_rows_name_column_and_cell(look_at):
    source = look_at(
        "name,email,birthday,country\nAnn,a@elm.example,1970-01-02,IT\nBo,b@elm.example,1971-02-30,IT\n"
        "Cy,c@elm.example,1970-01-02,Narnia\nDi,d at elm,1970-01-02,IT\n,,1970-01-02,IT\n"
    )
    assert list(rows(source)) == [2]
    assert rejects(source) == {
        3: "birthday: “1971-02-30” is not a day of the calendar (read as month, day, year)",
        4: "country: “Narnia” is not a country that carebook knows",
        5: "“d at elm” is neither an e-mail address nor a phone number",
        6: "a row needs a name or an e-mail",
    }


def test_the_line_of_a_row_is_where_it_begins(look_at):
    source = look_at('Email,Note\r\n"a@elm.example","two\r\nlines"\r\n\r\n"b@elm.example","open\r\nc@elm.example,x\r\n')
    assert rows(source) == {
        2: {"email": "a@elm.example", "note": "two\nlines"},
        6: {"email": "c@elm.example", "note": "x"},
    }
    assert rejects(source) == {5: "a quote is opened on this line and not closed"}


def test_hostile_cells_are_cleaned_at_the_door(look_at):
    """T2"""
    source = look_at("name,note\n\x1b[31mAnn\u202e Park\x00,a\tb\n[/],[bold]x\n")
    assert rows(source) == {2: {"name": "Ann Park", "note": "a\tb"}, 3: {"name": "[/]", "note": "[bold]x"}}


def test_a_damaged_line_is_rejected_and_the_others_are_read(look_at):
    source = look_at("name,city\nZoë,Köln\n".encode() + b"Ann\xff,Rome\nBob,Bonn\n")
    assert list(rows(source)) == [2, 4]
    assert rejects(source) == {3: "some letters on this line cannot be read as utf-8"}


def test_the_order_of_dates_is_found_far_behind_days_that_could_be_either(look_at):
    early = "".join(f"Ann Park,0{1 + i % 9}/02/2026,1.00\n" for i in range(700))
    text = "Customer,Date,Amount\n" + early + "Ann Park,25/02/2026,1.00\n"
    assert look_at(text).date_order == "dmy"
    assert look_at("Customer,Date,Amount\n" + early).date_order == "mdy"
    assert look_at("Customer,Date,Amount\n" + early, shop_country="DE").date_order == "dmy"
    assert look_at(text, date_order="ymd").date_order == "ymd"


def test_the_owner_overrules_the_guess(look_at):
    text = "Name,Work Mail,Email,Remark\nAnn Park,w@elm.example,a@elm.example,x\n"
    source = look_at(text, mapping={"Work Mail": "email", "Remark": "tags", "Name": ""})
    assert source.mapping == {"Work Mail": "email", "Remark": "tags"}
    assert rows(source) == {2: {"email": "w@elm.example", "tags": "x"}}


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"Nmae": "name"}, "no column “Nmae”"),
        ({"Name": "nickname"}, "“nickname” is no field of customers"),
        ({"Name": "email", "Email": "email"}, "Only one column can be the email"),
    ],
)
def test_a_mapping_to_nowhere_is_refused(look_at, mapping: Mapping[str, str], sentence: str):
    with pytest.raises(MappingRefused, match=sentence):
        look_at("Name,Email\nAnn Park,a@elm.example\n", mapping=mapping)


def test_a_header_line_alone_is_a_list_of_nobody(look_at):
    source = look_at("Customer ID,Customer Name,Bill to City,Customer E-mail,Credit Limit\n")
    assert source.mapping == {
        "Customer ID": "external_id",
        "Customer Name": "name",
        "Bill to City": "city",
        "Customer E-mail": "email",
    }
    assert list(source.rows()) == []


def test_samples_show_the_first_rows_that_can_be_read(look_at):
    source = look_at("name,email\n" + "".join(f"Ann {i},a{i}@elm.example\n" for i in range(9)))
    assert [row.fields["name"] for row in source.samples()] == [f"Ann {i}" for i in range(5)]


def test_every_encoding_gives_the_same_rows(look_at):
    text = "Name,City\nZoë Groß,Köln\nRené Noël,Orléans\n"
    expected = rows(look_at(text))
    for codec in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        assert rows(look_at(text.encode(codec))) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_line_end_gives_the_same_rows(look_at, line_end: str):
    source = look_at(line_end.join(("name,city", "Ann,Rome", "", "Bo,Bonn", "")))
    assert rows(source) == {2: {"name": "Ann", "city": "Rome"}, 4: {"name": "Bo", "city": "Bonn"}}


def test_looking_at_files_loads_nothing_heavy_before_it_is_asked():
    heavy = "chardet babel pydantic sqlite_utils textual dateutil"
    code = f"import sys, carebook.exchange.source; print(set({heavy!r}.split()) & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
