"""What the shop prints on: printers, labels of its own, the letterhead; addresses, sheets and letters once more."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rosie import Rosie, rosies

from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.letters.desk import letterhead, printers, printing, sending
from carebook.letters.desk.addressing import NoSuchLabel, of_customers, of_letters, print_envelopes, print_labels
from carebook.letters.desk.orders import Order, fill, look
from carebook.letters.desk.printing_again import print_again, print_sheets
from carebook.letters.paper.entry import LabelSheetEntry, MeasuredEntry, PrinterEntry
from carebook.letters.paper.labels import KNOWN, sheets_to_offer, what_is_wrong
from carebook.letters.paper.logos import NoLogo, logo_kind, read_logo
from carebook.letters.paper.measures import a_measure, in_millimetres, moved
from carebook.letters.paper.model import LabelSheet, Letterhead
from carebook.letters.store import letters as store
from carebook.letters.store import paper
from carebook.typed import NotSo, Wrong

SHEET = {"name": "Ours", "page": "a4", "columns": "2", "rows": "5", "width": "90", "height": "50 mm"} | {
    "left_edge": "1.25 cm",
    "top_edge": "21",
    "across": "95",
    "down": "51,5",
}
BY_NAME = {sheet.name: sheet for sheet in KNOWN}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="{}"/>{}</svg>'


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    with rosies(book_path, "11-02") as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book-letters"


def texts(path: Path) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdfium.PdfDocument(path)]


# Measures


@pytest.mark.parametrize(
    ("typed", "micrometres"),
    [
        *(("63.5", 63_500), ("63,5 mm", 63_500), ("6.35cm", 63_500), ("0", 0), ("-0", 0), ("38.1", 38_100)),
        *(("2 5/8 in", 66_675), ('2 5/8"', 66_675), ("5/8 in", 15_875), ("1 inch", 25_400), ("0.1875 in", 4_762)),
    ],
)
def test_a_measure_is_read_in_millimetres_or_inches(typed: str, micrometres: int) -> None:
    assert a_measure(typed) == micrometres


@pytest.mark.parametrize("typed", ["", "wide", "1/0 in", "-3", "1.5 1/2 in", "3 ft", "1e9", "12345678", "mm"])
def test_what_is_no_measure_is_said(typed: str) -> None:
    with pytest.raises(NotSo):
        a_measure(typed)


@given(st.integers(0, 500_000))
def test_a_measure_is_read_back_as_it_is_shown(measure: int) -> None:
    assert a_measure(in_millimetres(measure)) == measure


def test_how_a_page_is_moved_is_said_in_words() -> None:
    assert moved(1_500, -500) == "1.5 mm to the right, 0.5 mm up"
    assert moved(-20_000, 0) == "20 mm to the left"
    assert moved(0, 0) == ""


# Printers


def printer(rosie: Rosie, name: str) -> int:
    return printers.add_printer(rosie.book, read(PrinterEntry, {"name": name}, rosie.setting), rosie.today).only(
        "printer"
    )


def test_what_is_measured_moves_every_page_of_the_printer_in_use(rosie: Rosie, folder: Path) -> None:
    before = rosie.facts()
    office, counter = printer(rosie, "Office"), printer(rosie, "Counter")
    assert [one.name for one in paper.printers(rosie.book.db) if one.in_use] == ["Office"]
    measured = read(MeasuredEntry, {"right_by": "48.5", "down_by": "2 in"}, rosie.setting)
    change = printers.align_printer(rosie.book, counter, measured, rosie.today)
    assert change.label == "Aligned Counter: 1.5 mm to the right, 0.8 mm up"
    assert paper.setup(rosie.book.db)[:2] == (0, 0)
    printers.use_printer(rosie.book, counter, rosie.today)
    assert paper.setup(rosie.book.db)[:2] == (1_500, -800)
    assert [one.name for one in paper.printers(rosie.book.db) if one.in_use] == ["Counter"]
    page = printers.print_alignment(rosie.book, counter, rosie.today, folder)
    assert page.stat().st_mode & 0o777 == 0o600
    (said,) = texts(page)
    assert "1.5 mm to the right, 0.8 mm up" in said
    printers.remove_printer(rosie.book, counter, rosie.today)
    assert paper.setup(rosie.book.db)[:2] == (0, 0)
    for _ in range(5):
        rosie.undo()
    assert rosie.facts() == before
    assert office


def test_two_printers_of_one_name_are_one_too_many(rosie: Rosie) -> None:
    office = printer(rosie, "Office")
    with pytest.raises(printers.NameTaken):
        printer(rosie, "OFFICE")
    renamed = printers.rename_printer(
        rosie.book, office, read(PrinterEntry, {"name": "office"}, rosie.setting), rosie.today
    )
    assert renamed.label == "Renamed the printer Office to office"
    with pytest.raises(printers.NotThere):
        printers.use_printer(rosie.book, 99, rosie.today)


def test_a_name_that_no_font_can_show_makes_no_page(rosie: Rosie, folder: Path) -> None:
    office = printer(rosie, "\U0010fffd")
    with pytest.raises(printers.NotShown, match="no font for"):
        printers.print_alignment(rosie.book, office, rosie.today, folder)
    assert not folder.exists()


@pytest.mark.parametrize("typed", ["", "29.9", "70.1", "-50", "x"])
def test_a_cross_far_from_its_place_was_not_measured_right(rosie: Rosie, typed: str) -> None:
    with pytest.raises(Wrong):
        read(MeasuredEntry, {"right_by": typed, "down_by": "50"}, rosie.setting)


# Labels


def test_a_sheet_of_ones_own_is_kept_changed_and_taken_out(rosie: Rosie, folder: Path) -> None:
    entry = read(LabelSheetEntry, SHEET, rosie.setting)
    number = printers.add_label_sheet(rosie.book, entry, rosie.today).only("label_sheet")
    (sheet,) = paper.label_sheets(rosie.book.db)
    assert (sheet.left_edge, sheet.height, sheet.down, sheet.on_one) == (12_500, 50_000, 51_500, 10)
    letter, a4 = ["Avery 5160", "Avery 5163"], ["Avery L7160", "Avery L7163"]
    assert [one.name for one in sheets_to_offer([sheet], "US")] == ["Ours", *letter, *a4]
    assert [one.name for one in sheets_to_offer([sheet], "GB")] == ["Ours", *a4, *letter]
    assert sheets_to_offer([], "DE")[0].name == "Avery L7160"
    printers.edit_label_sheet(
        rosie.book, number, read(LabelSheetEntry, SHEET | {"rows": "4"}, rosie.setting), rosie.today
    )
    assert paper.label_sheets(rosie.book.db)[0].rows == 4
    trial = printers.print_trial(rosie.book, paper.label_sheets(rosie.book.db)[0], rosie.today, folder)
    assert texts(trial)[0].count("Ours") == 8
    printers.remove_label_sheet(rosie.book, number, rosie.today)
    assert paper.label_sheets(rosie.book.db) == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("columns", "3"),
        ("rows", "6"),
        ("across", "80"),
        ("down", "49"),
        ("columns", "0"),
        ("width", "4"),
        ("name", " "),
    ],
)
def test_labels_that_cannot_be_are_said_beside_the_field(rosie: Rosie, field: str, typed: str) -> None:
    """Columns and rows have to fit on the page, and no label lies on another."""
    with pytest.raises(Wrong) as wrong:
        read(LabelSheetEntry, SHEET | {field: typed}, rosie.setting)
    assert list(wrong.value.errors) == [field]


INCH = 25_400


@pytest.mark.parametrize(
    ("name", "page", "labels", "edges", "size", "steps"),
    [
        ("Avery 5160", "letter", (3, 10), (0.1875 * INCH, 0.5 * INCH), (2.625 * INCH, INCH), (2.75 * INCH, INCH)),
        ("Avery 5163", "letter", (2, 5), (0.15625 * INCH, 0.5 * INCH), (4 * INCH, 2 * INCH), (4.1875 * INCH, 2 * INCH)),
        ("Avery L7160", "a4", (3, 7), (7_250, 15_150), (63_500, 38_100), (66_000, 38_100)),
        ("Avery L7163", "a4", (2, 7), (4_650, 15_150), (99_100, 38_100), (101_600, 38_100)),
    ],
)
def test_a_known_sheet_has_the_measures_that_its_maker_publishes(
    name: str,
    page: str,
    labels: tuple[int, int],
    edges: tuple[float, float],
    size: tuple[float, float],
    steps: tuple[float, float],
) -> None:
    """Each across, then down, to the micrometre."""
    sheet = BY_NAME[name]
    assert (sheet.page, sheet.columns, sheet.rows) == (page, *labels)
    assert sheet[-6:] == pytest.approx((*edges, *size, *steps), abs=0.5)
    assert what_is_wrong(sheet) == {}


def test_labels_are_for_what_goes_by_post_cards_too_and_one_for_an_envelope(rosie: Rosie, folder: Path) -> None:
    ann, mail = rosie.customer("Ann Park"), rosie.customer("By Mail", email="a@b.example")
    for customer in (ann, ann, mail, rosie.customer("Nowhere", address1="")):
        rosie.sale(customer, "2026-11-02")
    customers.stop(rosie.book, mail, Cause.NO_POST, "", rosie.today)
    rosie.news(rosie.customer("Card"), "congratulation", "Won the flower show")
    rosie.news(ann, "congratulation", "Won it too")
    addressed = of_letters(rosie.book.db, None, rosie.today)
    assert [lines[0] for _, lines in addressed.lines] == ["Ann Park", "Card"]
    assert "in one envelope with another letter" in addressed.left_out.values()
    batch = print_labels(rosie.book, addressed, rosie.today, folder, BY_NAME["Avery L7160"], 21)
    assert batch.files[0].name == "labels-2026-11-02.pdf"
    assert texts(batch.files[0]) == ["Ann Park 4 Mill Lane Bath, ME 04530", "Card 4 Mill Lane Bath, ME 04530"]
    assert batch.change is None
    envelopes = print_envelopes(rosie.book, addressed, rosie.today, folder)
    assert len(texts(envelopes.files[0])) == 2
    with pytest.raises(NoSuchLabel):
        print_labels(rosie.book, addressed, rosie.today, folder, BY_NAME["Avery L7160"], 22)


@pytest.mark.parametrize(
    ("stop", "cause"),
    [
        *((Cause.DECEASED, "deceased"), (Cause.GONE_AWAY, "gone away"), (Cause.NO_POST, "channel opt-out")),
        *((Cause.DO_NOT_CONTACT, "do-not-contact"), (Cause.NO_MARKETING, None), (Cause.NO_PHONE, None)),
    ],
)
def test_chosen_customers_have_labels_unless_nothing_may_go_to_them(
    rosie: Rosie, stop: Cause, cause: str | None
) -> None:
    """SUP-1, SUP-3: the stops are called as a hold calls them."""
    ann, stopped = rosie.customer("Ann"), rosie.customer("Stopped")
    customers.stop(rosie.book, stopped, stop, "", rosie.today)
    found = of_customers(rosie.book.db, [ann, stopped, ann])
    assert found.left_out == ({stopped: cause} if cause else {})
    assert [one for one, _ in found.lines] == ([ann] if cause else [ann, stopped])


def test_chosen_customers_without_a_street_have_no_label(rosie: Rosie) -> None:
    ann, nowhere = rosie.customer("Ann"), rosie.customer("Nowhere", address1="")
    found = of_customers(rosie.book.db, [nowhere, ann, 99])
    assert [one for one, _ in found.lines] == [ann]
    assert found.left_out == {nowhere: "no address", 99: "no address"}


def test_an_order_is_counted_as_it_is_filled(rosie: Rosie, folder: Path) -> None:
    for name in ("Ann", "Bo", "Cy"):
        rosie.sale(rosie.customer(name), "2026-11-02")
    order = Order("labels", sheet=BY_NAME["Avery 5160"], first=29)
    assert look(rosie.book.db, order, rosie.today)[:2] == (3, 2)
    assert len(texts(fill(rosie.book, order, rosie.today, folder).files[0])) == 2
    assert look(rosie.book.db, Order("envelopes"), rosie.today)[:2] == (3, 3)
    assert look(rosie.book.db, Order("email"), rosie.today)[:2] == (0, 0)


# Once more


def test_a_sent_letter_is_printed_again_word_for_word(rosie: Rosie, folder: Path) -> None:
    """LET-7: whatever was changed since."""
    sale = rosie.sale(rosie.customer("Ann Park"), "2026-11-02")
    letter = rosie.one("thank_you")
    printing.print_letters(rosie.book, None, rosie.today, folder)
    sending.mark_sent(rosie.book, [letter.id], rosie.today, rosie.today)
    rosie.edit_sale(sale, "2026-11-02", product="something else")
    rosie.on("11-20")
    before = rosie.facts()
    batch = print_again(rosie.book, [letter.id, 99], rosie.today, folder)
    assert batch.left_out == ((99, "no such letter"),)
    first, again = texts(folder / "letters-2026-11-02.pdf")[0], texts(batch.files[0])[0]
    assert sorted(again.split()) == sorted(first.split())
    assert "rose arch" in again
    assert rosie.facts() == before


def test_an_email_is_printed_as_it_was_drafted(rosie: Rosie, folder: Path) -> None:
    rosie.sale(rosie.customer("Ann Park"), "2026-11-02")
    letter = rosie.one("thank_you")
    with rosie.book.act("Drafted", rosie.today) as act:
        text = "Subject: Thank you\n\nHello Ann,\n\n#panic() [/]\nsecond line"
        store.set_on(act.db, [letter.id], state="sent", sent_on=rosie.today, channel="e-mail", text=text)
    batch = print_again(rosie.book, [letter.id], rosie.today, folder)
    assert texts(batch.files[0]) == ["Subject: Thank you Hello Ann, #panic() [/] second line"]


def test_survey_sheets_are_printed_alone_with_the_number_of_their_letter(rosie: Rosie, folder: Path) -> None:
    rosie.sale(rosie.customer("Ann Park"), "2026-11-02")
    letter, survey = rosie.one("thank_you"), rosie.one("how_did_we_do")
    batch = print_sheets(rosie.book, [survey.id, letter.id], rosie.today, folder)
    assert batch.left_out == ((letter.id, "has no survey sheet"),)
    (said,) = texts(batch.files[0])
    assert f"No. {survey.id}" in said
    assert "Ann Park" not in said
    stored = store.letter(rosie.book.db, survey.id)
    assert stored
    assert stored.state == "open"


# The letterhead


def picture(kind: str, size: tuple[int, int] = (60, 30)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "green").save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", picture("PNG")), ("a.jpg", picture("JPEG")), ("a.svg", SVG.format("green", "").encode())],
    ids=["png", "jpg", "svg"],
)
def test_a_logo_is_kept_printed_and_taken_out(
    rosie: Rosie, folder: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = rosie.facts()
    letterhead.set_logo(rosie.book, path, rosie.today)
    assert paper.letterhead(rosie.book.db).logo_name == name
    assert name.endswith(paper.letterhead(rosie.book.db).logo_kind)
    rosie.sale(rosie.customer("Ann Park"), "2026-11-02")
    batch = printing.print_letters(rosie.book, None, rosie.today, folder)
    image = pdfium.PdfDocument(batch.files[0])[0].render(scale=1).to_pil()
    assert image.getpixel((80, 60)) == pytest.approx((0, 128, 0), abs=3)
    rosie.undo(), rosie.undo(), rosie.undo()
    letterhead.remove_logo(rosie.book, rosie.today)
    assert paper.letterhead(rosie.book.db) == Letterhead()
    rosie.undo(), rosie.undo()
    assert rosie.facts() == before


def test_paper_with_a_printed_head_gets_no_second_one(rosie: Rosie, folder: Path) -> None:
    rosie.sale(rosie.customer("Ann Park"), "2026-11-02")
    printed = []
    for preprinted in (False, True):
        letterhead.set_preprinted(rosie.book, rosie.today, preprinted=preprinted)
        printed.append(texts(printing.print_letters(rosie.book, None, rosie.today, folder).files[0])[0])
    shop = rosie.book.db.execute("SELECT name FROM shop").fetchone()[0]
    assert [said.count(shop) for said in printed] == [2, 1]


def test_turning_the_printed_head_on_and_off_journals_no_logo(rosie: Rosie, tmp_path: Path) -> None:
    """The journal keeps whole rows, and keeps them for good."""
    path = tmp_path / "logo.png"
    path.write_bytes(picture("PNG", (400, 400)))
    letterhead.set_logo(rosie.book, path, rosie.today)
    size = "SELECT sum(ifnull(length(before), 0) + ifnull(length(after), 0)) FROM journal"
    before, facts = rosie.book.db.execute(size).fetchone()[0], rosie.facts()
    for turn in range(10):
        letterhead.set_preprinted(rosie.book, rosie.today, preprinted=turn % 2 == 0)
    assert rosie.book.db.execute(size).fetchone()[0] - before < 1_000
    assert paper.setup(rosie.book.db).head.logo_name == "logo.png"
    for _ in range(10):
        rosie.undo()
    assert rosie.facts() == facts


HREF = '<a xmlns:x="http://www.w3.org/1999/xlink" {}="{}"><path d="M0 0h9v9z"/></a>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"0" * 40,
        b"\x89PNG\r\n\x1a\n",
        picture("PNG")[:40].replace(b"IHDR", b"IHDx"),
        b"\xff\xd8\xff\xe0",
        b"not a picture \xff",
        b"<html></html>",
        b"<svg></svg>",
        SVG.format("green", '<image href="https://evil.example/x.png"/>').encode(),
        SVG.format("green", '<image href="data:image/png;base64,AAAA"/>').encode(),
        SVG.format("green", "<script>alert(1)</script>").encode(),
        SVG.format("green", "<style>@import 'https://evil.example';</style>").encode(),
        SVG.format("url(https://evil.example/p.svg#a)", "").encode(),
        SVG.format("url( 'file:///etc/passwd#a')", "").encode(),
        SVG.format("green", HREF.format("x:href", "file:///etc/passwd")).encode(),
        SVG.format("green", '<use href="other.svg#a"/>').encode(),
        b'<?xml-stylesheet href="x.css"?>' + SVG.format("green", "").encode(),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("green", "&a;").encode(),
        b"\x89PNG\r\n\x1a\n" + b"0" * 600_000,
        picture("PNG", (9_000, 10)),
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_what_is_no_logo_or_loads_something_is_refused(content: bytes) -> None:
    """X5: nothing at the head of a letter is fetched from anywhere."""
    with pytest.raises(NoLogo):
        logo_kind(content, "logo")


def test_a_drawing_may_point_to_its_own_parts() -> None:
    own = SVG.format("url(#g)", '<defs><linearGradient id="g"/></defs><use href="#g"/>')
    usual = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert logo_kind(own.encode(), "logo") == logo_kind((usual + own).encode(), "logo") == "svg"


def test_a_drawing_that_keeps_the_processor_busy_is_refused(
    rosie: Rosie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every batch of letters would take that much longer."""
    monkeypatch.setattr(letterhead, "_MOST_SECONDS", 0)
    clouds = '<filter id="f"><feTurbulence baseFrequency="0.05" numOctaves="500"/></filter>'
    path = tmp_path / "clouds.svg"
    path.write_text(SVG.format("green", clouds + '<rect width="40" height="20" filter="url(#f)"/>' * 99))
    with pytest.raises(NoLogo, match="takes too long"):
        letterhead.set_logo(rosie.book, path, rosie.today)


def test_a_damaged_picture_never_gets_to_stop_a_letter(rosie: Rosie, tmp_path: Path) -> None:
    path = tmp_path / "torn.png"
    path.write_bytes(picture("PNG")[:45])
    with pytest.raises(NoLogo):
        letterhead.set_logo(rosie.book, path, rosie.today)
    with pytest.raises(NoLogo):
        letterhead.set_logo(rosie.book, tmp_path / "not there.png", rosie.today)
    assert paper.letterhead(rosie.book.db) == Letterhead()


def test_a_pipe_in_the_place_of_a_logo_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """X4"""
    pipe = tmp_path / "logo.png"
    os.mkfifo(pipe)
    with pytest.raises(NoLogo, match="no file with a picture"):
        read_logo(pipe)


@pytest.mark.parametrize(("width", "height", "wrong"), [(29_999, 16_000, "width"), (30_000, 15_999, "height")])
def test_labels_on_which_an_address_would_be_cut_off_are_refused(width: int, height: int, wrong: str) -> None:
    sheet = LabelSheet(0, "Tiny", "a4", 2, 2, 5_000, 5_000, width, height, 40_000, 20_000)
    assert list(what_is_wrong(sheet)) == [wrong]
