"""Labels and envelopes as pictures, held against what their makers and the postal services publish."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image

from carebook.letters.desk.addressing import trial_job
from carebook.letters.paper.labels import KNOWN, PAPERS
from carebook.letters.paper.model import AS_IT_COMES, LabelSheet, Setup
from carebook.letters.paper.press import Job, Pressed, envelopes_job, labels_job, moved, press

TODAY = date(2026, 11, 25)
INCH, POINT, DPI = 25.4, 25.4 / 72, 300
NEAR = 0.5  # mm
SHEETS = {
    # the maker's figures: columns, rows, left and top margin, width, height, horizontal and vertical pitch, in mm
    "Avery 5160": (3, 10, 0.19 * INCH, 0.5 * INCH, 2.63 * INCH, 1 * INCH, 2.75 * INCH, 1 * INCH),
    "Avery 5163": (2, 5, 0.16 * INCH, 0.5 * INCH, 4 * INCH, 2 * INCH, 4.19 * INCH, 2 * INCH),
    "Avery L7160": (3, 7, 7.2, 15.1, 63.5, 38.1, 66.0, 38.1),
    "Avery L7163": (2, 7, 4.6, 15.1, 99.1, 38.1, 101.6, 38.1),
}
OWN = LabelSheet(0, "Own", "a4", 2, 5, 12_500, 21_000, 90_000, 50_000, 95_000, 51_500)
BY_NAME = {sheet.name: sheet for sheet in KNOWN}
HOSTILE = {
    "long": ("W" * 10_000, "4 Mill Lane"),
    "rtl": ("יעל כהן \u202e", "رامي حداد"),
    "markup": ("[/] [bold]x[/bold]", "#panic() $x$ *b* _i_ `r` @ref <l> // c", '\\ "q" #let x = 1'),
    "many lines": tuple(f"Line {place} of a very long address indeed" for place in range(9)),
    "wide": ("Señora Doña María del Carmen Fernández-Montenegro y Álvarez de Toledo y Figueroa", "Bath, ME 04530"),
}


def picture(made: Pressed, page: int = 0) -> Image.Image:
    return pdfium.PdfDocument(made.pdf)[page].render(scale=DPI / 72).to_pil().convert("L")


def lines_in(image: Image.Image, *, across: bool) -> list[float]:
    """Return where lines run through a good part of a picture, in mm from its left (or upper) edge."""
    width, height = image.size
    profile = image.resize((width, 1) if across else (1, height), Image.Resampling.BOX).tobytes()
    paper, ink = max(profile), max(profile) - min(profile)
    places = [place for place, mean in enumerate(profile) if paper - mean > ink * 0.6]
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] == 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [(run[0] + run[-1] + 1) / 2 / DPI * INCH for run in runs]


def edges(first: float, size: float, step: float, count: int) -> list[float]:
    """Return where labels begin and end; where one ends as the next begins there is one edge."""
    found = sorted(first + place * step + side for place in range(count) for side in (0, size))
    return [one for one, after in pairwise([*found, 1e9]) if after - one > 0.3]


@pytest.mark.parametrize("setup", [AS_IT_COMES, Setup(3_000, -2_000)], ids=["exact printer", "printer with offsets"])
@pytest.mark.parametrize("sheet", KNOWN, ids=lambda sheet: sheet.name)
def test_every_label_lies_where_the_maker_has_it(sheet: LabelSheet, setup: Setup) -> None:
    columns, rows, left, top, width, height, across, down = SHEETS[sheet.name]
    image = picture(press(trial_job(sheet, setup), TODAY))
    assert [size / DPI * INCH for size in image.size] == pytest.approx(
        [side / 1000 for side in PAPERS[sheet.page]], abs=0.1
    )
    right_by, down_by = setup.right_by / 1000, setup.down_by / 1000
    assert lines_in(image, across=True) == pytest.approx(edges(left + right_by, width, across, columns), abs=NEAR)
    assert lines_in(image, across=False) == pytest.approx(edges(top + down_by, height, down, rows), abs=NEAR)


def boxes(made: Pressed, page: int = 0):
    """Yield each visible character with its left, top, right, bottom in mm from the upper left corner."""
    sheet = pdfium.PdfDocument(made.pdf)[page]
    height, text = sheet.get_height(), sheet.get_textpage()
    for place in range(text.count_chars()):
        if text.get_text_range(place, 1).strip("\u200b \r\n"):
            left, bottom, right, top = text.get_charbox(place)
            yield tuple(edge * POINT for edge in (left, height - top, right, height - bottom))


def text_of(made: Pressed, page: int = 0) -> str:
    return pdfium.PdfDocument(made.pdf)[page].get_textpage().get_text_bounded().replace("\u200b", "")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("sheet", [*KNOWN, OWN], ids=lambda sheet: sheet.name)
def test_nothing_is_printed_within_2_mm_of_a_labels_edge(sheet: LabelSheet, name: str) -> None:
    """The text shrinks by height and by width until it fits; the last label of a used sheet, to be far out."""
    setup = Setup(1_500, 1_000)
    made = press(labels_job([(1, HOSTILE[name])], sheet, sheet.on_one, setup), TODAY)
    assert made.left_out == {}
    left = (sheet.left_edge + (sheet.columns - 1) * sheet.across + setup.right_by) / 1000
    top = (sheet.top_edge + (sheet.rows - 1) * sheet.down + setup.down_by) / 1000
    found = list(boxes(made))
    assert found
    assert min(box[0] for box in found) >= left + 2 - 0.1
    assert min(box[1] for box in found) >= top + 2 - 0.1
    assert max(box[2] for box in found) <= left + sheet.width / 1000 - 2 + 0.1
    assert max(box[3] for box in found) <= top + sheet.height / 1000 - 2 + 0.1


def test_markup_in_a_name_is_just_letters() -> None:
    """T1."""
    job = labels_job([(1, HOSTILE["markup"])], BY_NAME["Avery 5160"], 1, AS_IT_COMES)
    shown = " ".join(text_of(press(job, TODAY)).split())
    assert "[/] [bold]x[/bold]" in shown
    assert "#panic() $x$ *b* _i_ `r` @ref <l> // c" in shown


def test_a_used_sheet_is_begun_at_the_chosen_label_and_goes_on_with_a_new_one() -> None:
    sheet = BY_NAME["Avery 5160"]
    made = press(labels_job([(n, (f"Name {n}",)) for n in range(1, 5)], sheet, 28, AS_IT_COMES), TODAY)
    assert len(pdfium.PdfDocument(made.pdf)) == 2
    assert text_of(made).split() == ["Name", "1", "Name", "2", "Name", "3"]
    assert text_of(made, 1).split() == ["Name", "4"]
    assert min(box[1] for box in boxes(made)) > 9 * INCH
    assert max(box[3] for box in boxes(made, 1)) < 1.5 * INCH


ENVELOPES = {
    # width, height; then where the address may stand: left, top, right, bottom; all in mm
    "no10": (9.5 * INCH, 4.125 * INCH, 0.5 * INCH, 1.375 * INCH, 9 * INCH, 3.5 * INCH),
    "dl": (220, 110, 15, 40, 205, 95),
    "c6": (162, 114, 15, 40, 147, 99),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("envelope", ENVELOPES)
def test_an_envelope_is_as_large_as_it_is_and_addressed_where_it_is_read(envelope: str, name: str) -> None:
    width, height, left, top, right, bottom = ENVELOPES[envelope]
    made = press(envelopes_job([(1, HOSTILE[name])], (), envelope, AS_IT_COMES), TODAY)
    page = pdfium.PdfDocument(made.pdf)[0]
    assert (page.get_width() * POINT, page.get_height() * POINT) == pytest.approx((width, height), abs=0.1)
    found = list(boxes(made))
    assert found
    assert all(left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom for box in found)
    assert min(box[0] for box in found) > 0.35 * width


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_a_long_name_takes_two_lines_of_an_envelope_before_it_gets_small(envelope: str) -> None:
    """From across a counter all of it is read as well as a short one."""
    made = press(envelopes_job([(1, HOSTILE["wide"])], (), envelope, AS_IT_COMES), TODAY)
    text = pdfium.PdfDocument(made.pdf)[0].get_textpage()
    assert pdfium_c.FPDFText_GetFontSize(text, 0) >= 10


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_the_shop_stands_in_the_upper_left_corner_of_an_envelope(envelope: str) -> None:
    sender = ("Rosie's Garden Supplies", "12 High Street", "Bath, ME 04530", "x" * 10_000)
    made = press(envelopes_job([(1, ("Ann",)), (2, ("Bo",))], sender, envelope, AS_IT_COMES), TODAY)
    assert made.pages == {1: 1, 2: 1}
    own = [box for box in boxes(made) if box[0] < 0.35 * ENVELOPES[envelope][0]]
    assert len(own) > 50
    assert all(box[0] >= 7.9 and box[1] >= 7.9 and box[2] <= 70.1 and box[3] <= 34.1 for box in own)


def test_an_envelope_is_moved_as_the_printer_needs_it() -> None:
    here, there = (
        min(box[:2] for box in boxes(press(envelopes_job([(1, ("Ann",))], (), "dl", setup), TODAY)))
        for setup in (AS_IT_COMES, Setup(4_000, -2_500))
    )
    assert (there[0] - here[0], there[1] - here[1]) == pytest.approx((4, -2.5), abs=0.05)


def test_the_crosses_of_the_alignment_page_stand_where_the_form_expects_them() -> None:
    """Cross A is 50 mm from both edges whatever is kept, cross B 100 mm and moved as is kept."""
    asked = {"id": 0, "printer": "Any", "kept": ""}
    inputs = {"page": "us", **moved(Setup(2_000, 3_000))}
    image = picture(press(Job("alignment.typ", [asked], inputs), TODAY))
    for middle in ((50.0, 50.0), (102.0, 103.0)):
        box = tuple(round((value + side) / INCH * DPI) for side in (-7, 7) for value in middle)
        part = image.crop((box[0], box[1], box[2], box[3]))
        upright, level = lines_in(part, across=True), lines_in(part, across=False)
        assert any(abs(place - 7) < 0.15 for place in upright), upright
        assert any(abs(place - 7) < 0.15 for place in level), level
