"""The handout: one or two pages whose text can be selected, with every doubt written out and nothing cut in silence."""

import datetime as dt
import io
import logging
import math
import re
from dataclasses import replace

import docx
import pypdf
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.core.points import Point
from geo.documents.lesson import handout, handout_content, plan_plates
from geo.documents.lesson.lesson_sheet import LessonSheet
from geo.documents.lesson.plan_plates import NO_PLATES, Plates, plates_of
from geo.documents.paper import blocks as blocks_module
from geo.documents.paper import paper_docx, paper_pdf
from geo.documents.paper.blocks import Bar, Bars, Picture, Text
from geo.documents.request import order
from geo.maps.pictures import on_paper, paper
from geo.maps.pictures.on_paper import Pin
from geo.query.selection import Selection, View
from geo.record import tables
from geo.web import routes
from tests.builders import (
    EVENT,
    a_claim,
    a_disagreement,
    a_line,
    a_package,
    a_place,
    a_position,
    a_source,
    a_support,
    a_term,
    a_unit,
    an_event,
)
from tests.geo.documents.test_offline_html import DAY, HOME, a_step, a_tour, an_order
from tests.strategies import HOSTILE

MM = 72 / 25.4  # in points


@pytest.fixture(autouse=True)
def _no_movements(monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "DATA", tmp_path)


@pytest.fixture
def _no_map(monkeypatch):
    """Leave the map out, which takes longest and holds no text."""
    raw = io.BytesIO()
    Image.new("RGB", (83, 43), "white").save(raw, "JPEG")
    monkeypatch.setattr(on_paper, "jpeg", lambda *_: raw.getvalue())


def read(data, wanted):
    return pypdf.PdfReader(io.BytesIO(handout.pdf(data, wanted)))


def words(document):
    """Return the text of all pages without any blank, as lines are broken anywhere."""
    return "".join("".join(page.extract_text() for page in document.pages).split())


def squeezed(text):
    return "".join(text.split())


@pytest.mark.usefixtures("_no_map")
class TestText:
    def test_an_event_stands_with_date_place_and_source(self, dataset):
        data = dataset(places=[a_place(title="Ördög tó", where_prec="4", approximation_km="60")])
        document = read(data, an_order(data))
        text = words(document)
        for part in ("Clash at the ford", "29 July 1938", "Ördög tó (± 60 km)", "Ivanov 1939:", "On the map"):
            assert squeezed(part) in text
        assert len(document.pages) <= handout.MOST_PAGES

    def test_it_says_where_it_comes_from(self, dataset):
        data = dataset()
        text = words(read(data, an_order(data)))
        for part in (
            "Creative Commons Attribution 4.0",
            "31 January 2026",
            "Cite as",
            HOME,
            "The code leads to this view",
            "Natural Earth",
        ):
            assert squeezed(part) in text

    def test_a_step_has_its_words_and_its_question(self, dataset):
        data = dataset()
        tour = a_tour(a_step(title="First"), a_step(title="At the weir", say="The water was high.", ask="Whose water?"))
        text = words(read(data, an_order(data, view=View(tour="the-ford", step=2), tour=tour)))
        for part in (
            "At the weir",
            "The ford, step 2 of 2",
            "The water was high.",
            "1. Whose water?",
        ):
            assert squeezed(part) in text

    def test_rival_figures_stand_as_bars_the_largest_first(self, dataset):
        claims = [a_claim(), a_claim(id="other", best="37", claimant="Tokyo", claimant_role="belligerent_b")]
        data = dataset(claims=claims)
        text = words(read(data, an_order(data)))
        row = text[text.index(squeezed("Clash at the ford: killed, Soviet Union")) :]
        assert row.index("Tokyo") < row.index("37") < row.index(squeezed("Soviet staff")) < row.index("10")

    def test_it_has_lines_for_a_name_three_tasks_and_six_words(self, dataset):
        terms = [a_term(id=f"word-{number}", term=f"word no. {number}x") for number in range(9)]
        data = dataset(glossary=terms)
        text = words(read(data, an_order(data)))
        assert text.index("Name") < text.index("Class") < text.index("Date")
        assert len(re.findall(r"wordno\.\dx", text)) == 6
        assert [number for number in "1234" if f"{number}." in text[text.index("Tasks") :]][:3] == ["1", "2", "3"]

    def test_an_open_event_is_what_the_sheet_is_about(self, dataset):
        events = [an_event(significance="It opened the valley."), an_event(id="part", title="A part", part_of=EVENT)]
        data = dataset(events=[*events, an_event(id="other", title="Something else")])
        text = words(read(data, an_order(data, view=View(event=EVENT))))
        assert text.startswith(squeezed(f"{data.atlas.title}Clash at the ford"))
        for part in ("Two patrols met at the ford and fired.", "It opened the valley.", "A part"):
            assert squeezed(part) in text
        assert squeezed("Something else") not in text

    def test_every_font_is_inside(self, dataset):
        data = dataset(sources=[a_source(title="ノモンハン事件 и Халхин-Гол")])
        document = read(data, an_order(data))
        assert squeezed("ノモンハン事件 и Халхин-Гол") in words(document)
        for page in document.pages:
            for font in page["/Resources"]["/Font"].values():
                descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(descriptor.get_object())

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
    def test_text_stays_text(self, dataset, text):
        data = dataset(
            events=[an_event(title=text)],
            places=[a_place(title=text)],
            claims=[a_claim(claimant=text, locator=text)],
            disagreements=[a_disagreement(topic=text, reading_a=text)],
            event_sources=[a_support(locator=text)],
            sources=[a_source(title=text, author=text)],
        )
        tour = a_tour(a_step(title=text, say=text, ask=text))
        document = read(data, an_order(data, tour=tour))
        assert words(document).count(squeezed(text)) >= 3
        assert "/JavaScript" not in str(document.trailer["/Root"])

    def test_what_no_font_has_is_a_box_and_in_the_log(self, dataset, caplog):
        data = dataset(events=[an_event(title="A \U00013000 B")])
        with caplog.at_level(logging.WARNING, "atlas"):
            text = words(read(data, an_order(data)))
        assert "A□B" in text
        assert "U+13000 EGYPTIAN HIEROGLYPH A001" in caplog.text

    @pytest.mark.parametrize("count", [1, 45, 300])
    def test_what_does_not_fit_is_counted(self, dataset, count):
        events = [an_event(id=f"clash-{number}", title=f"Clash no. {number}x") for number in range(count)]
        data = dataset(events=events)
        document = read(data, an_order(data))
        text = words(document)
        listed = len(re.findall(r"Clashno\.\d+x", text[text.index("Onthemap") : text.index("Tasks")]))
        more = re.search(r"(\d+)moreevents?here", text)
        assert listed + int(more[1] if more else 0) == count
        assert len(document.pages) <= handout.MOST_PAGES

    def test_long_words_do_not_need_a_third_page(self, dataset):
        title = "Very long title " * 60
        claims = [a_claim(id=f"c-{number}", claimant="A claimant of many words " * 30) for number in range(30)]
        data = dataset(events=[an_event(title=title)], claims=claims)
        document = read(data, an_order(data))
        assert len(document.pages) <= handout.MOST_PAGES
        assert "…" in words(document)

    def test_no_event_says_what_to_do(self, dataset):
        data = dataset()
        assert squeezed("Widen the years") in words(read(data, an_order(data, Selection(kinds=("landing",)))))

    def test_without_an_address_there_is_no_code(self, dataset):
        data = dataset()
        assert "Thecodeleads" not in words(read(data, an_order(data, live_url="")))

    def test_the_same_order_makes_the_same_pages(self, dataset):
        data = dataset()
        first, second = (handout.pdf(data, an_order(data)) for _ in range(2))
        assert len(first) == len(second)


def test_the_weightiest_are_kept_in_order_of_time(dataset):
    events = [an_event(id=name, date_edtf=date) for name, date in (("a", "1935"), ("b", "1936"), ("c", "1937"))]
    supports = [a_support(event_id=name) for name in "abc"] + [a_support(event_id="c", source_id="second")]
    data = dataset(
        events=events,
        event_sources=supports,
        sources=[a_source(), a_source(id="second")],
        claims=[a_claim(event_id="a"), a_claim(id="x", event_id="a", best="11")],
    )
    assert list(handout_content.weightiest(data, data.events, 2).index) == ["a", "c"]
    assert list(handout_content.weightiest(data, data.events, 2, {"b"}).index) == ["a", "b"]
    assert list(handout_content.weightiest(data, data.events, 3).index) == ["a", "b", "c"]


TWO = [a_claim(), a_claim(id="x", best="37", claimant="Tokyo", claimant_role="belligerent_b")]
FAR = {
    "events": [an_event(), an_event(id="far", title="Far away", place_id="hill")],
    "places": [a_place(), a_place(id="hill", latitude="43.5")],
}


@pytest.mark.parametrize(
    ("rows", "asked", "expected"),
    [
        (
            {"disagreements": [a_disagreement()]},
            "One reading: On 29 July. Another: On 30 July.",
            "The earlier day, as the order of the unit has it.",
        ),
        ({"claims": TWO}, "Who gives the smallest number", "Smallest: 10, Soviet staff (party: Soviet Union)"),
        (FAR, "Find 1 and 2 on the map", "About 111 km to the north"),
        ({"events": [an_event(significance="It opened the valley.")]}, "matter?", "It opened the valley."),
        ({}, "in three sentences", "names and days"),
    ],
    ids=["a disagreement", "rival figures", "two places", "a reason", "nothing"],
)
def test_tasks_are_made_of_the_record_and_the_key_answers_them(dataset, rows, asked, expected):
    data = dataset(**rows)
    sheet = LessonSheet(data, an_order(data))
    assert len(sheet.tasks) == 3
    assert asked in sheet.tasks[0].text
    assert expected in sheet.tasks[0].answer
    key = words(pypdf.PdfReader(io.BytesIO(handout.key_pdf(data, an_order(data)))))
    assert squeezed(expected) in key
    assert squeezed(expected) not in squeezed(" ".join(task.text for task in sheet.tasks))


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ([("soviet-union", "china")], "black: Soviet Union; hatched: China."),
        (
            [("soviet-union", "china"), ("mongolia", "japan")],
            "black: Side A side; hatched: Side B side.",
        ),
        ([("soviet-union", "")], "black: Soviet Union; hatched: Side B side."),
    ],
)
def test_the_bars_name_who_counted_in_these_battles(dataset, sides, said):
    ids = [f"event-{n}" for n in range(len(sides))]
    events = [an_event(id=one, side_a=a, side_b=b) for one, (a, b) in zip(ids, sides, strict=True)]
    claims = [row | {"id": f"{row['id']}-{one}", "event_id": one} for one in ids for row in TWO]
    data = dataset(events=events, claims=claims)
    blocks = LessonSheet(data, an_order(data)).blocks()
    assert [block.text for block in blocks if isinstance(block, Text) and block.label == "Bars:"] == [said]


@pytest.mark.usefixtures("_no_map")
class TestFiles:
    @pytest.fixture
    def sheet(self, dataset):
        data = dataset(claims=TWO, disagreements=[a_disagreement()], glossary=[a_term()], **FAR)
        return LessonSheet(data, an_order(data))

    def test_both_files_say_the_same(self, sheet):
        blocks = sheet.blocks()
        pages = pypdf.PdfReader(io.BytesIO(paper_pdf.pdf("A sheet", blocks, DAY)))
        word = docx.Document(io.BytesIO(paper_docx.docx("A sheet", blocks, DAY)))
        written = squeezed("".join(word.element.body.itertext()))
        for text in blocks_module.texts(blocks):
            assert squeezed(text) in words(pages)
            assert squeezed(text) in written

    def test_the_pdf_is_tagged(self, sheet):
        document = pypdf.PdfReader(io.BytesIO(paper_pdf.pdf("A sheet", sheet.blocks(), DAY)))
        root = document.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert document.metadata.title == "A sheet"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert root["/Lang"] == "en"
        kinds = [kid.get_object()["/S"] for kid in root["/StructTreeRoot"]["/K"][0]["/K"]]
        assert kinds.count("/H1") == 1
        assert {"/H2", "/P", "/LI", "/Figure"} <= set(kinds)
        figures = [kid for kid in root["/StructTreeRoot"]["/K"][0]["/K"] if kid.get_object()["/S"] == "/Figure"]
        assert all("numbered events" in figure.get_object()["/Alt"] for figure in figures)

    def test_no_page_is_less_than_half_full(self, sheet, dataset):
        """Ink reaches the lower half of every page: lines to write on take what is left."""
        for data in (sheet.dataset, dataset()):
            document = read(data, an_order(data))
            for page in document.pages:
                lowest = []
                page.extract_text(
                    visitor_operand_before=lambda op, args, cm, tm, lowest=lowest: (
                        lowest.append(float(args[1])) if op in (b"l", b"m", b"re") else None
                    )
                )
                assert min(lowest) < page.mediabox.height / 2

    def test_bars_of_one_thing_stand_on_one_page(self):
        bars = Bars("All casualties", tuple(Bar(f"Witness {n}", "Report", str(n), n, n, "a") for n in range(1, 8)))
        above = [Text("A line.") for _ in range(40)]
        pages = pypdf.PdfReader(io.BytesIO(paper_pdf.pdf("A sheet", [*above, bars], DAY))).pages
        assert len(pages) == 2 and "Witness" not in pages[0].extract_text()
        assert all(text in pages[1].extract_text() for text in ("All casualties", "Witness 1", "Witness 7"))

    def test_a_row_of_the_word_file_is_never_cut(self, sheet):
        word = docx.Document(io.BytesIO(paper_docx.docx("A sheet", sheet.blocks(), DAY)))
        rows = [row for table in word.tables for row in table.rows]
        assert rows and all("w:cantSplit" in row._tr.xml for row in rows)

    def test_a_key_has_one_page(self, dataset):
        sources = [a_source(id=f"work-{n}", title=f"Work {n}, " + "a long title " * 12) for n in range(14)]
        supports = [a_support(source_id=one["id"]) for one in sources]
        points = [
            a_disagreement(id=f"point-{n}", topic=f"Point {n}", our_reading=f"Reading {n} " + "at length " * 40)
            for n in range(9)
        ]
        data = dataset(sources=[a_source(), *sources], event_sources=[a_support(), *supports], disagreements=points)
        pages = pypdf.PdfReader(io.BytesIO(handout.key_pdf(data, an_order(data)))).pages
        assert len(pages) == 1 and "more works" in pages[0].extract_text()

    @pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("letter", (216, 279))])
    def test_both_files_have_the_paper_that_is_asked_for(self, sheet, paper, size):
        wanted = replace(sheet.wanted, paper=paper)
        document = read(sheet.dataset, wanted)
        assert {
            (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) for page in document.pages
        } == {size}
        assert document.metadata.title == sheet.title
        assert document.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
        page = docx.Document(io.BytesIO(handout.docx(sheet.dataset, wanted))).sections[0]
        assert (round(page.page_width.mm), round(page.page_height.mm)) == size

    @pytest.mark.parametrize("count", [1, 2, 3, 4])
    def test_small_maps_stand_in_pairs_with_their_captions_and_key(self, sheet, count):
        raw = io.BytesIO()
        Image.new("RGB", (80, 40), "white").save(raw, "JPEG")
        plans = tuple(Picture(raw.getvalue(), 0.5, f"Plan {day}", f"Day {day}") for day in range(count))
        with_plans = LessonSheet(sheet.dataset, sheet.wanted, plans=Plates(plans, "How to read them."))
        pages = pypdf.PdfReader(io.BytesIO(paper_pdf.pdf("A sheet", with_plans.blocks(), DAY)))
        assert all(f"Day{day}" in words(pages) for day in range(count))
        assert squeezed("The plans: How to read them.") in words(pages)
        word = docx.Document(io.BytesIO(paper_docx.docx("A sheet", with_plans.blocks(), DAY)))
        assert len(word.element.findall(".//{*}docPr")) == 1 + count
        written = [one.text for one in word.element.body.iter("{*}t")]
        assert written.count(next(text for text in written if "How to read them." in text)) == 1


# --- the plan of a battle ---

ITS_DAYS = "1938-07-29/1938-08-02"
OTHERS = {"party": "japan", "claimant": "Japanese staff", "claimant_role": "belligerent_b"}


@pytest.fixture
def battle(dataset):
    """Return a battle of five days with a plan; a part of it on the third, and a quarrel without a plan."""
    days = ("1938-07-29", "1938-07-30", "1938-07-31", "1938-08-01", "1938-08-02")
    return dataset(
        events=[
            an_event(caption="Two patrols meet at the ford", date_edtf=ITS_DAYS),
            an_event(id="a-part", part_of=EVENT, date_edtf="1938-07-31", caption="The ford is taken"),
            an_event(id="elsewhere", date_edtf="1939"),
        ],
        units=[a_unit()],
        positions=[a_position()],
        lines=[
            *(a_line(id=f"front-{day}", date_edtf=day) for day in days),
            a_line(id="the-other-front", geometry_wkt="LINESTRING (130.59 42.515, 130.589 42.5)", **OTHERS),
        ],
    )


def opened(data, **view):
    return order(data, Selection(), View(**view), HOME, DAY)


@pytest.mark.usefixtures("_no_map")
class TestPlans:
    def test_the_open_battle_shows_four_days_with_who_says_so_and_how_far_they_may_be_off(self, battle):
        found = handout.sheet(battle, opened(battle, event=EVENT))
        captions = [one.caption for one in found.plans.pictures]
        assert [caption[:12].strip(" .") for caption in captions] == [
            "29 July 1938", "30 July 1938", "31 July 1938", "1 August 193",
        ]  # fmt: skip
        assert captions[0] == ("29 July 1938. Two patrols meet at the ford. Drawn after: Soviet staff; Japanese staff.")
        assert all(one.alt.startswith("Plan of the battle, ") for one in found.plans.pictures)
        pages = pypdf.PdfReader(io.BytesIO(handout.pdf(battle, opened(battle, event=EVENT))))
        word = docx.Document(io.BytesIO(handout.docx(battle, opened(battle, event=EVENT))))
        written = squeezed("".join(word.element.body.itertext()))
        for text in (*captions, found.plans.key):
            assert squeezed(text) in words(pages)
            assert squeezed(text) in written
        assert len(word.element.findall(".//{*}docPr")) == 1 + len(captions)
        assert len(pages.pages) <= handout.MOST_PAGES + 1

    def test_a_part_shows_its_own_days(self, battle):
        (one,) = plates_of(battle, opened(battle, event="a-part")).pictures
        assert one.caption.startswith("31 July 1938. The ford is taken.")

    def test_an_account_is_kept_to(self, battle):
        (one,) = plates_of(battle, opened(battle, event=EVENT, accounts="b")).pictures
        assert one.caption.endswith("Drawn after: Japanese staff.")

    @pytest.mark.parametrize("view", [{}, {"event": "elsewhere"}], ids=["a view", "an event without a plan"])
    def test_what_has_no_plan_shows_none(self, battle, view):
        assert plates_of(battle, opened(battle, **view)) == NO_PLATES

    def test_a_day_of_many_events_is_told_by_as_many_as_have_room(self, battle):
        made = plan_plates._brief(" · ".join(("The ford is taken at noon", "x" * 200, "The night is quiet")))
        assert made == "The ford is taken at noon"
        assert plan_plates._brief("y" * 200).endswith("y…")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"approximation_km": "1"}, "The ford"),
        ({"approximation_km": "3"}, "The ford (±\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}km)"),
        ({"approximation_km": "60", "where_prec": "4"}, "The ford (±\N{NO-BREAK SPACE}60\N{NO-BREAK SPACE}km)"),
    ],
)
def test_a_vague_place_is_never_a_bare_name(dataset, cells, text):
    data = dataset(places=[a_place(**cells)])
    assert handout_content.place_text(data.event(EVENT)) == text


# --- the map ---

LOOK = (Point(47.7, 118.6), 7.0)


def a_pin(number=1, lat=47.7, lon=118.6, radius_km=1.0, **more):
    return Pin(number, Point(lat, lon), radius_km, **more)


def dark(image, spot):
    """Return how dark the darkest pixel near *spot* is: 0 is black."""
    x, y = spot
    return min(image.convert("L").crop((int(x) - 4, int(y) - 4, int(x) + 5, int(y) + 5)).get_flattened_data())


def test_a_vague_place_has_its_circle():
    day = dt.date(1939, 1, 1)
    bare, vague = (on_paper.picture([a_pin(radius_km=km)], day, LOOK) for km in (1, 60))
    metres_a_pixel = 40_075_016.686 * math.cos(math.radians(47.7)) / (256 * 2**7 * paper.DENSITY)
    radius = 60_000 / metres_a_pixel
    middle = (paper.WIDTH_PX * paper.DENSITY / 2, paper.HEIGHT_PX * paper.DENSITY / 2)
    ring = [(middle[0] + radius * math.cos(at / 20), middle[1] + radius * math.sin(at / 20)) for at in range(125)]
    ring = [spot for spot in ring if 9 < spot[0] < bare.width - 9 and 9 < spot[1] < bare.height - 9]
    darker = [dark(vague, spot) < dark(bare, spot) - 60 for spot in ring]
    assert sum(darker) > 0.6 * len(ring) > 30


@pytest.mark.parametrize(
    "pins",
    [
        [a_pin()],
        [a_pin(), a_pin(2, 42.4, 130.6)],
        [a_pin(radius_km=250)],
        [a_pin(), a_pin(2, 50.9, 156.4), a_pin(3, 39, 121)],
    ],
)
def test_a_fitted_frame_holds_all_pins(pins):
    look = on_paper.look_at(pins)
    assert all(on_paper.is_inside(pin.place, look) for pin in pins)


def test_a_pin_in_moscow_does_not_shrink_the_rest():
    near = [a_pin(), a_pin(2, 42.4, 130.6)]
    assert on_paper.look_at([*near, a_pin(3, 55.75, 37.6)]) == on_paper.look_at(near)


# --- over HTTP ---


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "DATA", a_package(tmp_path / "package"))
    return TestClient(Starlette(routes=routes.routes()), base_url="https://atlas.example.org")


@pytest.mark.parametrize(
    ("path", "kind", "start", "name"),
    [
        ("/api/export.html", "text/html; charset=utf-8", b"<!doctype html>", "border-conflicts-1938-1939.html"),
        ("/api/handout.pdf", handout.PAPERS["pdf"], b"%PDF-", "border-conflicts-1938-1939.pdf"),
        ("/api/handout.docx", handout.PAPERS["docx"], b"PK", "border-conflicts-1938-1939.docx"),
        ("/api/handout-key.pdf", handout.PAPERS["pdf"], b"%PDF-", "key-border-conflicts-1938-1939.pdf"),
    ],
)
def test_both_are_served_for_the_parameters_of_a_page(client, path, kind, start, name):
    answer = client.get(path, params={"from": "1938", "to": "1939", "event": EVENT, "lang": "ru", "v": "1"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.content.startswith(start)
    assert client.get(path, headers={"If-None-Match": client.get(path).headers["etag"]}).status_code == 304


def test_the_paper_is_a_parameter(client):
    page = pypdf.PdfReader(io.BytesIO(client.get("/api/handout.pdf?paper=letter").content)).pages[0]
    assert [round(float(side) / MM) for side in (page.mediabox.width, page.mediabox.height)] == [216, 279]
    assert client.get("/api/handout.pdf?paper=foolscap").status_code == 400


@pytest.mark.parametrize("path", ["/api/export.html", "/api/handout.pdf"])
@pytest.mark.parametrize(
    ("name", "value"), [("from", "soon"), ("event", "nothing"), ("tour", "nothing"), ("kind", "party")]
)
def test_a_wrong_parameter_is_named(client, path, name, value):
    answer = client.get(path, params={name: value})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == name
