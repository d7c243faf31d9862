"""Tables as people keep them, a kind each: letters, heads, dates and sheets that no template foresees."""

import datetime as dt
import io
import json

import openpyxl
import pytest

from geo.uploads import readings
from geo.uploads.cells.dates import Read, clock_of, read_date
from geo.uploads.columns.column_mapping import guess
from geo.uploads.reader import read as read_file
from geo.uploads.tables.table_start import start_of


def read(data, name="table.csv"):
    return readings.read(name, data if isinstance(data, bytes) else data.encode(), readings.Options())


def events(reading):
    """Return what matters of each event, in the order of the file."""
    found = reading.dataset.events.sort_index(key=lambda ids: ids.str.extract(r"(\d+)", expand=False).astype(int))
    return [
        (row.title, row.date_edtf, None if row.latitude != row.latitude else (row.latitude, row.longitude))
        for row in found.itertuples()
    ]


def notes(reading):
    return " | ".join(reading.notes)


def a_workbook(*rows, merged=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


# --- letters ---


@pytest.mark.parametrize(
    ("encoding", "text", "first"),
    [
        ("koi8-r", "Название;Дата\nБой у высоты;29 июля 1938\nНалёт на аэродром;27.06.1939\n",
         ("Бой у высоты", "1938-07-29", None)),
        ("big5", "名稱,日期\n張鼓峰事件,民國27年7月29日\n諾門罕戰役,民國二十八年五月十一日\n",
         ("張鼓峰事件", "1938-07-29", None)),
        ("euc-kr", "이름,날짜\n장고봉 전투,1938년 7월 29일\n할힌골 전투,1939년 5월 11일\n",
         ("장고봉 전투", "1938-07-29", None)),
        ("cp1257", "Pavadinimas;Pradžia\nDurbės mūšis;1260 m. liepos 13 d.\nŽalgirio mūšis;1410-07-15\n",
         ("Durbės mūšis", "1260-07-13", None)),
        ("cp1254", "Adı;Tarih\nÇaldıran Savaşı;23 Ağustos 1514\nİnebahtı;7 Ekim 1571\n",
         ("Çaldıran Savaşı", "1514-08-23", None)),
        ("cp1253", "Όνομα;Ημερομηνία\nΜάχη της Κρήτης;20 Μαΐου 1941\nΆλωση;29 Μαΐου 1453\n",
         ("Μάχη της Κρήτης", "1941-05-20", None)),
        ("utf-16-le", "\ufefftitle\tdate\nHöhe „Z“\t29.07.1938\n", ("Höhe „Z“", "1938-07-29", None)),
    ],
    ids=["KOI8-R", "Big5", "EUC-KR", "Baltic", "Turkish", "Greek", "UTF-16 with tabs"],
)  # fmt: skip
def test_two_rows_are_enough_to_tell_an_encoding(encoding, text, first):
    assert events(read(text.encode(encoding)))[0] == first


# --- heads ---


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("Nazwa bitwy;Data rozpoczęcia;Data zakończenia;Miejscowość;Szer. geogr.;Dł. geogr.;Polegli",
         "Bitwa;9 września 1939;22 września 1939;Kutno;52,23;19,36;15 000"),
        ("Назва події;Дата початку;Дата закінчення;Місце;Широта;Довгота;Втрати",
         "Бій;9 вересня 1939;22 вересня 1939;Київ;50.45;30.52;300"),
        ("전투명;시작일;종료일;장소;위도;경도;전사자", "전투;1939.09.09;1939.09.22;장고봉;42.45;130.6;8000"),
        ("Тулааны нэр;Эхэлсэн огноо;Дууссан огноо;Байршил;Өргөрөг;Уртраг;Барсан",
         "Тулаан;1939 оны 9-р сарын 9;1939 оны 9-р сарын 22;Халхын гол;47.7;118.6;5"),
        ("Tên trận đánh;Ngày bắt đầu;Ngày kết thúc;Địa điểm;Vĩ độ;Kinh độ;Số người chết",
         "Trận;1939-09-09;1939-09-22;Ấp Bắc;10.44;106.18;83"),
        ("اسم المعركة;تاريخ البداية;تاريخ النهاية;المكان;خط العرض;خط الطول;القتلى",
         "معركة;9 سبتمبر 1939;22 سبتمبر 1939;العلمين;30.84;28.95;7"),
    ],
    ids=["Polish", "Ukrainian", "Korean", "Mongolian", "Vietnamese", "Arabic"],
)  # fmt: skip
def test_heads_in_other_languages(heads, row):
    found = read(f"{heads}\n{row}\n{row}\n")
    names = heads.split(";")
    fields = ("title", "date_start", "date_end", "place_title", "latitude", "longitude", "best")
    mapping = guess(read_file(f"{heads}\n{row}\n{row}\n".encode(), "table.csv").frame).mapping
    assert {field: mapping[field] for field in fields} == dict(zip(fields, names, strict=True))
    assert [date for _, date, _ in events(found)] == ["1939-09-09/1939-09-22"] * 2
    assert len(found.dataset.claims) == 2


# --- dates ---


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("康德5年7月29日", "1938-07-29"),
        ("民國二十八年", "1939"),
        ("昭和十四年五月十一日", "1939-05-11"),
        ("昭和14年5月11日~9月16日", "1939-05-11/1939-09-16"),
        ("昭和14年5月11日～昭和14年9月16日", "1939-05-11/1939-09-16"),
        ("1939년 5월 11일 ~ 9월 16일", "1939-05-11/1939-09-16"),
        ("1938~1939", "1938/1939"),
        ("1938~", "1938~"),
        ("1938~/1939", "1938~/1939"),
        ("1st July 1938", "1938-07-01"),
        ("Juli 1938", "1938-07"),
        ("28.12.1937–3.1.1938", "1937-12-28/1938-01-03"),
        ("Winter 1938/39", "1938-12~/1939-02~"),
        ("зима 1938-1939", "1938-12~/1939-02~"),
        ("1260 m. liepos 13 d.", "1260-07-13"),
        ("1236. gada 22. septembris", "1236-09-22"),
        ("22. september 1236", "1236-09-22"),
    ],
)
def test_dates_of_other_calendars_and_languages(text, edtf):
    assert read_date(text).edtf == edtf


@pytest.mark.parametrize("text", ["Winter 1938/40", "Summer 1938/39x"])
def test_what_is_no_date_stays_none(text):
    found = read(f"title,date\nA,{text}\n")
    assert (len(found.dataset.events), found.bad_count) == (0, 1)


def test_the_days_of_a_spreadsheet_are_read_and_said():
    found = read("title,date\nA,14090\nB,14455.5\n")
    assert [date for _, date, _ in events(found)] == ["1938-07-29", "1939-07-29"]
    assert "as spreadsheets count them" in notes(found)
    assert (read_date("14090"), clock_of("14455.5"), clock_of("14090")) == (Read("1938-07-29", "days"), "12:00", "")


def test_a_column_of_numbers_is_no_column_of_days():
    frame = read_file(b"title,code,when\nA,14090,1938-07-29\nB,14100,1938-07-30\n", "table.csv").frame
    assert guess(frame).mapping["date_edtf"] == "when"
    frame = read_file(b"title,code\nA,14090\nB,14100\n", "table.csv").frame
    assert "code" not in (guess(frame).mapping[field] for field in ("date_edtf", "date_start", "year"))


# --- sheets ---


ROWS = [(f"Fight {day}", dt.date(1938, 7, day), 42.5, 130.5, day) for day in range(20, 25)]


def test_totals_and_a_second_table_below_are_left_out_and_said():
    heads = ("title", "date", "lat", "lon", "killed")
    total = ("Total", None, None, None, 110)
    found = read(a_workbook(heads, *ROWS, total, (), ("weapon", "count"), ("rifle", 200), ("gun", 12)), "a.xlsx")
    assert [title for title, _, _ in events(found)] == [title for title, *_ in ROWS]
    assert "a second table begins in row 9 (“weapon · count”)" in notes(found)
    assert "row 7, “Total”, adds up others" in notes(found)
    assert found.bad_count == 0


@pytest.mark.parametrize("word", ["Total", "Итого:", "合計", "Summe", "Tổng cộng"])
def test_a_row_of_totals_is_no_event(word):
    found = read(f"title,date,lat,lon,killed\nA,1938,42,130,5\nB,1939,42,131,6\n{word},,,,11\n")
    assert ([title for title, _, _ in events(found)], found.bad_count) == (["A", "B"], 0)


def test_what_only_looks_like_totals_or_another_table_stays():
    found = read("title,date,lat,lon\nTotal war,1938,42,130\nB,1939,42,131\nTotal,1940,42,131\n")
    assert len(found.dataset.events) == 3
    gap = read("title,date,note\nA,1938,x\n\nB,1939,y\n\nC,1940,\nD,1941,\n")
    assert (len(gap.dataset.events), gap.bad_count) == (4, 0)


def test_heads_that_stand_again_are_left_out():
    found = read("title,date\nA,1938\ntitle,date\nB,1939\n")
    assert [title for title, _, _ in events(found)] == ["A", "B"]
    assert "stand again in 1 row" in notes(found)


def test_heads_in_two_rows_are_read_together():
    rows = [(f"Fight {day}", f"{day} July 1938", f"Hill {day}", 42.5, 130.5) for day in (20, 21, 22)]
    groups, heads = ("Event", None, "Place", None, None), ("Name", "Date", "Name", "Latitude", "Longitude")
    found = read(a_workbook(groups, heads, *rows, merged=["A1:B1", "C1:E1"]), "a.xlsx")
    assert list(found.raw.frame.columns) == ["Event Name", "Date", "Place Name", "Latitude", "Longitude"]
    assert events(found)[0] == ("Fight 20", "1938-07-20", (42.5, 130.5))
    assert "rows 1 and 2 name the columns together" in notes(found)
    assert not start_of([["title", "date"], ["A", "B"], ["C", "1938"]]).has_two_rows


# --- layers and lists ---


def a_layer(*geometries):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": one, "properties": {"name": f"E{place}", "date": "1938-07-29"}}
                for place, one in enumerate(geometries)
            ],
        }
    )


def test_a_shape_without_points_is_no_place_and_heights_are_passed_over():
    line = {"type": "LineString", "coordinates": [[130.6, 42.4, 1], [130.7, 42.5, 2]]}
    found = read(
        a_layer(
            None,
            {"type": "GeometryCollection", "geometries": []},
            {"type": "Point", "coordinates": []},
            {"type": "Polygon", "coordinates": [[]]},
            {"type": "Point", "coordinates": [130.7, 42.5, 88.0]},
            {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [130.6, 42.4, 9]}, line]},
        ),
        "a.geojson",
    )
    assert [point for _, _, point in events(found)] == [None] * 4 + [(42.5, 130.7), (42.4, 130.6)]
    assert found.bad_count == 0


def test_a_dictionary_of_records_and_lines_with_a_mark_at_their_start():
    record = {"name": "A", "date": "1938-07-29", "lat": 42.4, "lon": 130.6}
    found = read(json.dumps({"E1": record, "E2": {**record, "name": "B"}}), "a.json")
    assert list(found.dataset.events["title"]) == ["A", "B"]
    lines = b"\xef\xbb\xbf" + json.dumps(record).encode() + b"\n" + json.dumps(record).encode() + b"\n"
    assert len(read(lines, "a.ndjson").dataset.events) == 2


def test_longitudes_all_round_the_globe_and_quotes_in_quotes():
    found = read('name,date,lat,lon\n"The ""Red"" ford",1942-06-04,28.2,182.65\nHill "A",1943-05-11,52.9,172.9\n')
    assert events(found) == [
        ('The "Red" ford', "1942-06-04", (28.2, -177.35)),
        ('Hill "A"', "1943-05-11", (52.9, 172.9)),
    ]


# --- before the year 1, and the first thousand years ---


@pytest.mark.parametrize(
    ("text", "dates", "left_out"),
    [
        ("name,date\nA,509 BCE\nB,-479\nC,79 CE\nD,1066\n", ["0079", "1066"], 2),
        ("name,year,month,day\nA,624,3,13\nB,-479,,\nC,79,8,24\n", ["0079-08-24", "0624-03-13"], 1),
        ("name,date\nA,0624-03-13\nB,13 March 624\nC,79 AD\nD,624\nF,13.3.624\nG,AD 9\n",
         ["0009", "0079", "0624", "0624-03-13", "0624-03-13", "0624-03-13"], 0),
        ("name,start,end\nA,-264,-241\nB,-10,14\nC,5,7\nD,0,8\nE,890,911\n", ["0005/0007", "0890/0911"], 3),
        ("name,date\nA,-0509-01-01T00:00:00Z\nB,+0100-02-03T00:00:00Z\nC,+00000001939-09-01T00:00:00Z\n",
         ["0100-02-03", "1939-09-01"], 1),
    ],
    ids=["a column of dates", "parts", "the first thousand", "years alone", "as Wikidata writes them"],
)  # fmt: skip
def test_the_first_thousand_years_are_read_and_what_lies_before_is_said_once(text, dates, left_out):
    found = read(text)
    assert list(found.dataset.events["date_edtf"]) == dates
    assert found.bad_count == left_out
    said = [one for one in found.whole if one.column == "dates before the year 1"]
    assert [one.row_count for one in said] == ([left_out] if left_out else [])
    assert all("the calendar here begins with the year 1" in one.words for one in said)


def test_numbers_that_may_be_days_are_no_years():
    found = read("name,date\nA,5\nB,12\nC,31\n")
    assert found.dataset.events.empty


def test_the_types_of_a_gazetteer_table_are_the_kinds():
    found = read(
        "id\ttitle\ttitle_source\tfclasses\tstart\ttypes\tlon\tlat\n"
        "1\tBattle 0\tx\tL\t1938-07\tbattle\t130.6\t42.4\n"
        "2\tRaid\tx\tL\t1938-07-29\thill;air action\t130.7\t42.5\n"
        "3\tTown\tx\tP\t1938\tsettlement\t130.8\t42.6\n",
        "a.tsv",
    )
    assert found.dataset.events["kind"].to_dict() == {"3": "incident", "1": "battle", "2": "air_action"}
    assert found.dataset.more["kind"].tolist() == ["battle", "hill;air action", "settlement"]
