"""Tables of other domains and languages, each in a shape that people's files have: they are read without a choice."""

from __future__ import annotations

import io
from typing import NamedTuple

import openpyxl
import pytest

from geo.uploads import readings
from geo.uploads.own_events import Reading
from geo.uploads.readings import Options


class Case(NamedTuple):
    """A table, the encoding it is written in, and its events in the order of time: title, date and latitude."""

    text: str
    encoding: str
    events: list[tuple[str, str, float | None]]


def read(data: bytes, name: str = "mine.csv", options: Options = Options()) -> Reading:  # noqa: B008 - frozen
    return readings.read(name, data, options)


CASES = {
    "quakes": Case(
        "time,latitude,longitude,depth,mag,magType,nst,gap,place,type,updated\n"
        '2011-03-11T05:46:24.120Z,38.297,142.373,29,9.1,mww,541,9.5,"2011 Great Tohoku Earthquake, Japan",earthquake,2022-08-01T00:00:00Z\n'  # noqa: E501
        '2011-03-11T06:15:34.000Z,36.28,141.11,42.6,7.9,mww,,,"off the coast",earthquake,2022-08-01T00:00:00Z\n',
        "utf-8",
        [
            ("earthquake, 2011 Great Tohoku Earthquake, Japan", "2011-03-11", 38.297),
            ("earthquake, off the coast", "2011-03-11", 36.28),
        ],
    ),
    "gtd": Case(
        "eventid,iyear,imonth,iday,approxdate,country,country_txt,region_txt,provstate,city,latitude,longitude,specificity,attacktype1_txt,targtype1_txt,gname,nkill,nwound,summary\n"
        "197000000001,1970,7,2,,58,Dominican Republic,Central America,,Santo Domingo,18.456792,-69.951164,1,Assassination,Private,MANO-D,1,0,\n"  # noqa: E501
        "197000000002,1970,0,0,,130,Mexico,North America,Federal,Mexico city,19.371887,-99.086624,1,Hostage,Gov,23rd of September,0,0,\n"  # noqa: E501
        "197001000003,1970,1,0,,101,Japan,East Asia,Fukuoka,Fukuoka,33.580412,130.396361,1,Facility,Gov,Unknown,NA,,text\n",  # noqa: E501
        "utf-8",
        [
            ("Unknown, Fukuoka", "1970-01", 33.580412),
            ("23rd of September, Mexico city", "1970", 19.371887),
            ("MANO-D, Santo Domingo", "1970-07-02", 18.456792),
        ],
    ),
    "strikes": Case(
        "Streik;Beginn;Ende;Ort;Breite;Länge;Beteiligte\n"
        "Bergarbeiterstreik;01.05.1889;31.05.1889;Gelsenkirchen;51,51;7,10;90.000\n"
        "Hafenarbeiterstreik;21. November 1896;6. Februar 1897;Hamburg;53,55;9,99;ca. 16.000\n"
        "Weberaufstand;4.–6. Juni 1844;;Peterswaldau;50,72;16,58;3000\n",
        "cp1252",
        [
            ("Weberaufstand", "1844-06-04/1844-06-06", 50.72),
            ("Bergarbeiterstreik", "1889-05-01/1889-05-31", 51.51),
            ("Hafenarbeiterstreik", "1896-11-21/1897-02-06", 53.55),
        ],
    ),
    "sorcieres": Case(
        "Procès;Date du procès;Commune;Lat;Lng;Exécutés\n"
        "Affaire de Loudun;1634;Loudun;47,01;0,08;1\n"
        "Procès de Labourd;été 1609;Saint-Pée;43,36;-1,55;env. 80\n"
        "Possédées d’Aix;1609–1611;Aix;43,53;5,45;1\n",
        "cp1252",
        [
            ("Possédées d’Aix", "1609/1611", 43.53),
            ("Procès de Labourd", "1609-22", 43.36),
            ("Affaire de Loudun", "1634", 47.01),
        ],
    ),
    "naufragios": Case(
        "Nombre del buque,Fecha del naufragio,Lugar,Latitud,Longitud,Víctimas\n"
        "Nuestra Señora de Atocha,6 de septiembre de 1622,Cayos,24.52,-82.33,260\n"
        "San José,8 de junio de 1708,Cartagena,10.2,-75.7,más de 500\n"
        "Galga,5-9-1750,Virginia,37.9,-75.3,unos 5\n",
        "cp1252",
        [
            ("Nuestra Señora de Atocha", "1622-09-06", 24.52),
            ("San José", "1708-06-08", 10.2),
            ("Galga", "1750-09-05", 37.9),
        ],
    ),
    "acled": Case(
        "data_id,iso,event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,actor2,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities,timestamp\n"
        "1,12,ALG1,01 January 2019,2019,1,Protests,Peaceful protest,Protesters (Algeria),,,Algeria,Alger,Algiers,36.75,3.04,1,El Watan,Text.,0,1567462863\n"  # noqa: E501
        "2,12,ALG2,02 January 2019,2019,2,Battles,Armed clash,Army,,Rebels,Algeria,Blida,Blida,36.47,2.83,2,TSA,Text.,3,1567462863\n",  # noqa: E501
        "utf-8",
        [("Protesters (Algeria), Algiers", "2019-01-01", 36.75), ("Army – Rebels, Blida", "2019-01-02~", 36.47)],
    ),
    "korean": Case(
        "사건명,발생일,장소,위도,경도,사망자수\n"
        "청산리 전투,1920년 10월 21일,화룡,42.55,129.0,1200여명\n"
        "봉오동 전투,1920년 6월 7일,봉오동,43.05,129.7,약 150\n",
        "euc-kr",
        [("봉오동 전투", "1920-06-07", 43.05), ("청산리 전투", "1920-10-21", 42.55)],
    ),
    "chinese": Case(
        "战役名称,开始日期,结束日期,地点,纬度,经度,阵亡人数\n"
        "台儿庄战役,1938年3月24日,1938年4月7日,台儿庄,34.56,117.73,约3万\n"
        "平型关大捷,1937年9月25日,,平型关,39.35,113.95,1000以上\n",
        "gb18030",
        [("平型关大捷", "1937-09-25", 39.35), ("台儿庄战役", "1938-03-24/1938-04-07", 34.56)],
    ),
    "taiwan": Case(
        "事件,日期,緯度,經度\n"
        "霧社事件,昭和5年10月27日,24.02,121.13\n"
        "古寧頭戰役,民國38年10月25日,24.47,118.31\n"
        "八二三砲戰,民國四十七年八月二十三日,24.43,118.32\n",
        "big5",
        [("霧社事件", "1930-10-27", 24.02), ("古寧頭戰役", "1949-10-25", 24.47), ("八二三砲戰", "1958-08-23", 24.43)],
    ),
    "eucjp": Case(
        "戦闘,日時,北緯,東経,戦死\n"
        "奉天会戦,明治38年3月10日,41.8,123.4,15892\n"
        "遼陽会戦,1904年8月下旬,41.27,123.18,5537\n",
        "euc-jp",
        [("遼陽会戦", "1904-08~", 41.27), ("奉天会戦", "1905-03-10", 41.8)],
    ),
    "russian": Case(
        "Сражение;Дата начала;Дата окончания;Широта;Долгота;Потери\n"
        "Бородинское сражение;7 сентября 1812;7 сентября 1812;55,51;35,82;ок. 45 тыс.\n"
        "Переправа через Березину;26 ноября 1812 г.;29 ноября 1812 г.;54,32;28,35;более 20000\n",
        "cp1251",
        [("Бородинское сражение", "1812-09-07", 55.51), ("Переправа через Березину", "1812-11-26/1812-11-29", 54.32)],
    ),
    "ukrainian": Case(
        "Назва;Дата;Широта;Довгота\n"
        "Бій під Крутами;29 січня 1918;51,05;31,9\n"
        "Битва за Київ;6 листопада 1943;50,45;30,52\n",
        "cp1251",
        [("Бій під Крутами", "1918-01-29", 51.05), ("Битва за Київ", "1943-11-06", 50.45)],
    ),
    "turkish": Case(
        "Savaş;Tarih;Yer;Enlem;Boylam\n"
        "Çanakkale Savaşı;18 Mart 1915;Çanakkale;40,15;26,4\n"
        "Dumlupınar Meydan Muharebesi;30 Ağustos 1922;Dumlupınar;38,85;30,0\n",
        "cp1254",
        [("Çanakkale Savaşı", "1915-03-18", 40.15), ("Dumlupınar Meydan Muharebesi", "1922-08-30", 38.85)],
    ),
    "greek": Case(
        "Μάχη;Ημερομηνία;Τόπος;Γεωγραφικό πλάτος;Γεωγραφικό μήκος\n"
        "Μάχη της Κρήτης;20 Μαΐου 1941;Κρήτη;35,5;24,0\n"
        "Μάχη του Μαραθώνα;1825;Μαραθώνας;38,15;23,96\n",
        "cp1253",
        [("Μάχη του Μαραθώνα", "1825", 38.15), ("Μάχη της Κρήτης", "1941-05-20", 35.5)],
    ),
    "polish": Case(
        "Bitwa;Data;Miejsce;Szerokość;Długość;Polegli\n"
        "Bitwa pod Grunwaldem;15 lipca 1410;Grunwald;53,48;20,12;ok. 200\n"
        "Oblężenie Zamościa;XII 1648;Zamość;50,72;23,25;\n",
        "iso8859-2",
        [("Bitwa pod Grunwaldem", "1410-07-15", 53.48), ("Oblężenie Zamościa", "1648-12", 50.72)],
    ),
    "portuguese": Case(
        "Revolta;Início;Fim;Município;Latitude;Longitude;Mortos\n"
        "Guerra de Canudos;nov. 1896;5/10/1897;Canudos;-9,9;-39,0;15 mil a 25 mil\n"
        "Balaiada;13 de dezembro de 1838;1841;São Luís;-2,53;-44,3;desconhecido\n",
        "cp1252",
        [("Balaiada", "1838-12-13/1841", -2.53), ("Guerra de Canudos", "1896-11/1897-10-05", -9.9)],
    ),
    "czech": Case(
        "Název,Datum,Místo,GPS\n"
        'Bitva u Hradce Králové,3. července 1866,Hradec Králové,"50.29, 15.73"\n'
        "Bitva na Žižkově,14. 7. 1420,Praha,\"50°5'N, 14°27'E\"\n",
        "cp1250",
        [("Bitva na Žižkově", "1420-07-14", 50.0833333), ("Bitva u Hradce Králové", "1866-07-03", 50.29)],
    ),
    "mongol": Case(
        "Үйл явдал,Огноо,Өргөрөг,Уртраг\n"
        "Халхын голын дайн,1939 оны 5-р сарын 11,47.7,118.6\n"
        "Чөлөөлөх дайн,1945 оны 8 сар,44.5,113.0\n",
        "utf-8",
        [("Халхын голын дайн", "1939-05-11", 47.7), ("Чөлөөлөх дайн", "1945-08", 44.5)],
    ),
    "camel": Case(
        "battleName,beginDate,endDate,locationName,latDD,lonDD\n"
        "Antietam,1862-9-17,1862-9-17,Sharpsburg,39.47,-77.74\n"
        "Seven Days,1862-6-25,1862-7-1,Richmond,37.5,-77.3\n",
        "utf-8",
        [("Seven Days", "1862-06-25/1862-07-01", 37.5), ("Antietam", "1862-09-17", 39.47)],
    ),
    "wikidata": Case(
        "battle,battleLabel,date,coord\n"
        "http://www.wikidata.org/entity/Q1,Battle of Example,1863-07-01T00:00:00Z,Point(-77.23 39.81)\n"
        "http://www.wikidata.org/entity/Q2,Siege of Nowhere,1863-05-00T00:00:00Z,Point(-90.87 32.34)\n",
        "utf-8",
        [("Siege of Nowhere", "1863-05", 32.34), ("Battle of Example", "1863-07-01", 39.81)],
    ),
    "nohead": Case(
        "X-1,2020-01-05,2020-01-05,Someone attacked a post,34.5213,69.1723,3\n"
        "X-2,2020-02-11,2020-02-12,Another thing happened,31.6133,65.7101,0\n"
        "X-3,2020-03-01,2020-03-01,A third thing,36.7069,67.1122,5\n",
        "utf-8",
        [
            ("Someone attacked a post", "2020-01-05", 34.5213),
            ("Another thing happened", "2020-02-11/2020-02-12", 31.6133),
            ("A third thing", "2020-03-01", 36.7069),
        ],
    ),
    "titles": Case(
        "Table 3. Naval actions;;;;\n"
        "Source: own work;;;;\n"
        ";;;;\n"
        "Action;Date;Lat (N);Lon (E);Ships lost (no.)\n"
        "First;c. 1250;54,1;10,2;3\n"
        "Second;before 1300;55,0;11;~4\n",
        "utf-8",
        [("First", "1250~", 54.1), ("Second", "1300?", 55.0)],
    ),
    "greenwich": Case(
        "event,date,lat,lon_360\nA,1942-06-04,28.2,182.6\nB,1942-05-07,-15.1,155.2\nC,1943-11-20,1.35,172.9\n",
        "utf-8",
        [("B", "1942-05-07", -15.1), ("A", "1942-06-04", 28.2), ("C", "1943-11-20", 1.35)],
    ),
    "utf16": Case(
        "Navn\tDato\tSted\tBredde\tLengde\nSlaget ved Narvik\t9. april 1940\tNarvik\t68,43\t17,42\n",
        "utf-16",
        [("Slaget ved Narvik", "1940-04-09", 68.43)],
    ),
    "timeline": Case(
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Type,Group\n"  # noqa: E501
        "1914,6,28,,,,,,,Assassination,Text here,https://x.org/a.jpg,,,\n"
        "1914,7,28,11:00,1918,11,11,,,The war,Text,,,,\n",
        "utf-8",
        [("Assassination", "1914-06-28", None), ("The war", "1914-07-28/1918-11-11", None)],
    ),
    "cdb": Case(
        "ISEQNO,NAME,YR1,MO1,DA1,YR2,MO2,DA2,ATK,DEF\n"
        "1,NIEUPORT,1600,7,2,1600,7,2,Nassau,Spain\n"
        "2,WHITE MOUNTAIN,1620,11,8,1620,11,8,Empire,Bohemia\n",
        "utf-8",
        [("NIEUPORT", "1600-07-02", None), ("WHITE MOUNTAIN", "1620-11-08", None)],
    ),
    "epochsec": Case(
        "name,timestamp,lat,lon\nA,1299822384,1,2\nB,1300000000,3,4\n",
        "utf-8",
        [("A", "2011-03-11", 1.0), ("B", "2011-03-13", 3.0)],
    ),
    "quote": Case(
        'name\tdate\tlat\tlon\n"The Hill" fight\t1938-07-29\t1.5\t2.5\n5" gun\t1938-07-30\t3\t4\n',
        "utf-8",
        [('"The Hill" fight', "1938-07-29", 1.5), ('5" gun', "1938-07-30", 3.0)],
    ),
    "names": Case(
        "Engagement Name,State,County,Date(s),Latitude,Longitude\n"
        'Fort Sumter,SC,Charleston,"April 12-14, 1861",32.75,-79.87\n'
        'Shiloh,TN,Hardin,"April 6-7, 1862",35.14,-88.33\n'
        'Atlanta campaign,GA,,"May 7 - September 2, 1864",33.7,-84.4\n',
        "utf-8",
        [
            ("Fort Sumter", "1861-04-12/1861-04-14", 32.75),
            ("Shiloh", "1862-04-06/1862-04-07", 35.14),
            ("Atlanta campaign", "1864-05-07/1864-09-02", 33.7),
        ],
    ),
}
#: Tables in which the order of day and month must be said.
ASKED = {"naufragios", "portuguese"}


@pytest.mark.parametrize("name", CASES)
def test_a_table_is_read_unaided(name: str) -> None:
    case = CASES[name]
    reading = read(case.text.encode(case.encoding))
    if name in ASKED:
        assert reading.asks_order
        reading = read(case.text.encode(case.encoding), options=Options(order="dmy"))
    events = reading.dataset.events[["title", "date_edtf", "latitude"]]
    found = [(title, date, None if lat != lat else lat) for title, date, lat in events.itertuples(index=False)]
    assert found == case.events
    assert reading.bad_count == 0


def test_of_two_encodings_that_are_close_lines_are_shown() -> None:
    reading = read(CASES["eucjp"].text.encode("euc-jp"))
    assert [one.name for one in reading.raw.doubts] == ["euc-jp", "gb18030"]
    assert reading.raw.doubts[0].lines[0] == "戦闘,日時,北緯,東経,戦死"
    assert all(one.lines for one in reading.raw.doubts)
    assert not read("title,date\nБой у озера,1938\n".encode("koi8-r")).raw.doubts


def test_a_table_on_the_second_sheet_is_found_and_said() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Public table of disasters"])
    book.active.append(["Please cite as follows"])
    sheet = book.create_sheet("Data")
    for row in (
        ["DisNo.", "Disaster Type", "Event Name", "Country", "Location", "Start Year", "Start Month", "Start Day",
         "End Year", "End Month", "End Day", "Total Deaths", "No. Injured", "Entry Date"],
        ["1900-3", "Storm", None, "Someland", "Porttown", 1900, 9, 8, 1900, 9, 8, 6000, None, "2004-10-18"],
        ["1906-1", "Flood", None, "Nowhere", None, 1906, 5, None, 1906, None, None, None, None, None],
    ):  # fmt: skip
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    reading = read(data.getvalue(), "b.xlsx")
    events = reading.dataset.events
    assert events[["title", "date_edtf"]].to_numpy().tolist() == [
        ["Storm, Porttown", "1900-09-08"],
        ["Flood", "1906-05"],
    ]
    assert "“Data” is read" in reading.notes[0]
    assert reading.dataset.claims["best"].tolist() == [6000]


@pytest.mark.parametrize(
    ("rows", "words", "remedy"),
    [
        ("A,1863,412,880\nB,1864,300,120\nC,1865,500,640\n", "places on a picture", "Leave the positions out"),
        ("A,1863,136,51\nB,1864,137,52\nC,1865,135,50\n", "seem to be swapped", "Swap latitude and longitude"),
        ("A,1863,0.1,0.2\nB,1864,0.3,0.4\nC,1865,1,1\n", "near 0, 0", "Leave the positions out"),
        ("".join(f"E{n},19{40 + n},50,10\n" for n in range(6)), "one and the same, 50, 10", "Leave the positions out"),
    ],
)
def test_positions_that_cannot_be_meant_are_told_with_a_remedy(rows: str, words: str, remedy: str) -> None:
    reading = read(f"name,date,lat,lon\n{rows}".encode())
    (remark,) = reading.remarks
    assert words in remark.words and remark.remedy == remedy
    assert remark.words in reading.notes
    mapping = {"title": "name", "date_edtf": "date", "latitude": "lat", "longitude": "lon", **remark.mapping}
    after = readings.again(reading.raw, Options(mapping=mapping))
    assert after.bad_count == 0 and not after.remarks


def test_a_fault_of_a_whole_column_is_one_sentence() -> None:
    reading = read(b"battle,year,lat,lon\nCannae,-216,41.3,16.1\nZama,202 BC,36.3,9.4\nActium,31 BCE,38,20\n")
    (whole,) = reading.whole
    assert (whole.column, whole.row_count) == ("dates before the year 1", 3)
    assert whole.words.startswith("All 3 rows have a date before the year 1 and are left out, such as “-216”")
    (whole,) = read(b"battle,year,lat,lon\nA,soon,41.3,16.1\nB,late,36.3,9.4\nC,never,38,20\n").whole
    assert (whole.column, whole.row_count) == ("year", 3)
    assert whole.words.startswith("All 3 rows have a fault in the column “year”")


def test_zeros_far_from_all_others_are_no_position_and_counted() -> None:
    reading = read(b"name,date,lat,lon\nA,1938,42,130\nB,1939,0,0\n")
    assert reading.dataset.events["status"].tolist() == ["plotted", "panel-only"]
    assert any("taken for no position, in 1 row" in note for note in reading.notes)


def test_each_name_of_a_party_stays_itself() -> None:
    reading = read(b"title,date,side_a,side_b\nA,1938,Group A+,???\nB,1938,group a,???\n")
    assert sorted(reading.dataset.sides.values()) == ["???", "Group A+", "group a"]


RECORDS = (
    '[{"name": "Haiti", "date": {"created": "2014-09-02", "changed": "2024-11-05", "event": "2010-01-12"}},'
    '{"name": "Haiyan", "date": {"created": "2014-01-15", "changed": "2024-11-05", "event": "2013-11-06"}},'
    '{"name": "Nepal", "date": {"created": "2015-04-25", "changed": "2024-11-05", "event": "2015-04-25"}}]'
)
#: Heads of a column of dates beside “date”, each a day long after most of the events.
OF_THE_RECORD = ["date changed", "Datum geändert", "date modified", "Date revised", "дата изменения", "date of entry"]


def test_when_a_record_was_written_is_not_when_an_event_ended() -> None:
    found = read(RECORDS.encode(), "api.json")
    assert found.dataset.events["date_edtf"].tolist() == ["2010-01-12", "2013-11-06", "2015-04-25"]


@pytest.mark.parametrize("head", OF_THE_RECORD)
def test_one_day_behind_many_is_no_last_day(head: str) -> None:
    rows = "".join(f"Flood {n},200{n}-03-01,2012-06-05\n" for n in range(1, 9))
    found = read(f"title,date,{head}\n{rows}".encode())
    assert found.dataset.events["date_edtf"].tolist() == [f"200{n}-03-01" for n in range(1, 9)]


@pytest.mark.parametrize(
    ("head", "measure"),
    [
        ("Honvéd veszteség", "casualties_total"),
        ("Veszteségek", "casualties_total"),
        ("Ztráty", "casualties_total"),
        ("Pierderi", "casualties_total"),
        ("Απώλειες", "casualties_total"),
        ("死傷者数", "casualties_total"),
        ("伤亡人数", "casualties_total"),
        ("사상자", "casualties_total"),
        ("Áldozatok", "killed"),
        ("Döda", "killed"),
    ],
)
def test_losses_are_counted_under_heads_in_many_languages(head: str, measure: str) -> None:
    found = read(f"name;date;{head}\nA;1849-02-26;7\nB;1849-05-04;~300\nC;1849-06-01;\n".encode())
    claims = found.dataset.claims
    assert claims["best"].tolist() == [7, 300]
    assert set(claims["measure"]) == {measure}


@pytest.mark.parametrize("head", ["Gemeinde", "Commune", "Comune", "Gmina", "Kommun", "Municipio", "Obec", "Община"])
def test_a_municipality_is_a_place(head: str) -> None:
    found = read(f"name;date;{head}\nLawine;1951-01-20;Vals\nSturm;1990-02-27;Airolo\n".encode())
    assert found.dataset.events["place_title"].tolist() == ["Vals", "Airolo"]


def test_a_level_of_losses_is_no_number_of_the_dead() -> None:
    found = read(b"dispnum,styear,stmon,stday,fatality,fatalpre,hiact,name\n1,1969,7,14,6,2100,20,Football War\n"
                 b"2,1982,4,2,5,-9,20,Falklands\n")  # fmt: skip
    assert found.dataset.claims["best"].tolist() == [2100]
