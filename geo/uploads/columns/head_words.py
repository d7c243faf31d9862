"""What people call the columns of their tables, in many languages → what such a word stands for.

A head is cut into words (``beginDate``, ``battle_name``, ``Latitude (deg)``), and a head that is written without
gaps (``年月日``) is searched for the words of its own script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from geo.uploads.cells.month_words import plain

__all__ = ["EAST", "OF_NUMBERS", "SPOILERS", "WORDS", "counted_in", "words_of"]

_UNIT = re.compile(r"[(\[{<][^)\]}>]*[)\]}>]?")
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: Words, with the signs of Indian and Thai vowels, which are no letters to Unicode.
_LETTERS = re.compile("(?:[^\\W_]|[\u0900-\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])+")
_ARTICLE = re.compile(r"\Aال(?=\w{3})")  # of Arabic, which is written together with its word
#: Words that say something together and something else, or nothing, alone.
_PHRASES = {
    "item label": "title",  # of the results of Wikidata
    "عرض جغرافیایی": "latitude",
    "طول جغرافیایی": "longitude",
    "gjeresia gjeografike": "latitude",
    "gjatesia gjeografike": "longitude",
    "vi do": "latitude",
    "kinh do": "longitude",
    "bat dau": "start",
    "ket thuc": "end",
    "dia diem": "place",
    "so nguoi chet": "killed",
    "tran danh": "battle",
    "thoi gian": "date",
    "ghi chu": "notes",
    "nguon": "source",
    "خط عرض": "latitude",
    "خط طول": "longitude",
    "szer geogr": "latitude",
    "dl geogr": "longitude",
    "szerokosc geograficzna": "latitude",
    "dlugosc geograficzna": "longitude",
    "not before": "start date",
    "not after": "end date",
    "point in time": "date",
    "part of label": "group",
    "terminus post quem": "start date",
    "terminus ante quem": "end date",
    "bat death": "deaths",
    "bat deaths": "deaths",
}
_PHRASE = re.compile(rf"(?<!\w)(?:{'|'.join(_PHRASES)})(?!\w)")
#: Words written together with the end of the time that they tell of: ``stday``, ``datebeg``.
_GLUED = re.compile(
    r"(?P<first>st|strt|start|beg|begin|end|fin)(?P<unit>day|dy|mon|month|year|yr|date)|"
    r"(?P<unit_first>date|day|mon|month|year|yr)(?P<last>st|start|beg|begin|end|fin)"
)
#: The same in languages that write most words together: ``Enddatum``, ``päättymispäivä``.
_GLUED_DATE = re.compile(
    r"(?:(?P<start>start|anfangs?|beginn?|alkamis|algus)|(?P<end>ende?|eind|schluss|slut|paattymis|lopp))"
    r"(?:datum|dato|data|paiva|paivamaara|kuupaev)"
)
_DEGREES = ("latitude", "longitude")
_RUNS = {
    "startdate": "start date",
    "enddate": "end date",
    "begindate": "begin date",
    "eventdate": "event date",
    "eventname": "event name",
    "placename": "place name",
    "latlon": "latlon",
    "latlng": "latlng",
    "iyear": "year",
    "imonth": "month",
    "iday": "day",
    "nkill": "killed",
    "msndate": "mission date",
    "lats": "lat",
    "lons": "lon",
    "datum": "datum",
    "itemlabel": "title",
}


def words_of(head: str) -> list[str]:
    """Return the words of a column's head, in lower case and without accents; units in brackets are left out.

    What stands in brackets and tells columns apart, as in ``Location (lat)``, is no unit.

    Examples
    --------
    >>> words_of("Latitude (deg)"), words_of("beginDate"), words_of("EVENT_ID_CNTY"), words_of("YR1")
    (['latitude'], ['begin', 'date'], ['event', 'id', 'cnty'], ['yr', '1'])
    >>> words_of("Location (lat)"), words_of("styear"), words_of("xlongitude")
    (['location', 'lat'], ['start', 'year'], ['x', 'longitude'])
    """
    bare = _UNIT.sub(lambda unit: unit[0] if _tells_apart(unit[0]) else " ", head).strip() or head
    apart = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", _CAMEL.sub(" ", bare))
    found = [_ARTICLE.sub("", word) for word in _LETTERS.findall(plain(apart))]
    found = _PHRASE.sub(lambda phrase: _PHRASES[phrase[0]], " ".join(found)).split()
    return [piece for word in found for piece in _cut(word)]


def _tells_apart(unit: str) -> bool:
    """Whether brackets hold nothing but words of a side of the globe or an end of a time."""
    words = _LETTERS.findall(plain(unit))
    return bool(words) and all(len(word) > 1 and {*_DEGREES, "start", "end"} & {*WORDS.get(word, ())} for word in words)


def _cut(word: str) -> list[str]:
    """Return the words that are written together in one."""
    if word in _RUNS:
        return _RUNS[word].split()
    if match := _GLUED.fullmatch(word):
        end = "end" if (match["first"] or match["last"]) in ("end", "fin") else "start"
        return [end, match["unit"] or match["unit_first"]]
    if match := _GLUED_DATE.fullmatch(word):
        return ["start" if match["start"] else "end", "date"]
    if match := re.fullmatch(r"([a-z]{1,3})(latitude|longitude)", word):
        return [match[1], match[2]]
    if match := re.fullmatch(r"(?!up|out|pre|man|post|candi|vali)([a-z]{1,6})date", word):
        return [match[1], "date"] if match[1] in SPOILERS else ["date"]
    return [word]


#: The words of each meaning; the first of all words of a head that is known decides least, a whole head most.
_MEANINGS: Mapping[str, str] = {
    "id": "id uid guid key no nr num number code kennung nummer identifiant numero identificador codigo номер ид ключ "
    "numer cislo dis eventid fid objectid gid"
    " شناسه",
    "title": "title name event trial strike proces streik headline label battle engagement incident siege skirmish wreck ship vessel storm attack "
    "operation campaign what titel bezeichnung ereignis schlacht gefecht benennung vorfall schiff nom titre evenement "
    "bataille combat intitule designation libelle nombre titulo acontecimiento suceso batalla combate denominacion "
    "evento nome batalha battaglia titolo denominazione naam gebeurtenis slag название наименование событие бой "
    "сражение битва заголовок имя эпизод nazwa tytul wydarzenie bitwa nazev udalost bitva nazov isim ad adi olay savas "
    "muharebe baslik nev esemeny csata megnevezes namn handelse nummi nimi tapahtuma navn begivenhed hendelse slaget "
    "nume denumire eveniment batalie titlu ονομα τιτλος γεγονος μαχη назва подія битва назвата име наименуване наслов "
    "naziv ime dogadjaj bitka pavadinimas ivykis musis nosaukums нэр үйл явдал اسم الحدث عنوان معركة שם אירוע קרב "
    "judul nama peristiwa ten"
    " عنوان نام رویداد نبرد واقعه ชื่อ เหตุการณ์ การรบ नाम शीर्षक घटना युद्ध लड़ाई სახელი დასახელება"
    " მოვლენა ბრძოლა անուն անվանում իրադարձություն ճակատամարտ naslov dogodek dogadaj emri titulli ngjarja"
    " beteja titol nom esdeveniment batalla heiti nafn atburdur orrusta lahing sundmus nimetus падзея"
    " бітва настан battles",
    "kind": "attacktype type kind category class classification subtype art typ kategorie genre categorie tipo clase categoria "
    "soort тип вид категория rodzaj druh tur turu tipus slags laji gen ειδος төрөл نوع סוג jenis"
    " نوع ประเภท प्रकार ტიპი տեսակ tuup vrsta lloji tipus",
    "date": "date dates when datetime timestamp time dt datum tag zeit wann zeitpunkt jour quand temps fecha cuando data "
    "quando giorno dia wanneer дата когда день время termin kdy tarih zaman idopont mikor dato aika paivamaara "
    "paivays ημερομηνια dato дата датум datums огноо تاريخ התאריך תאריך tanggal ngay"
    " تاریخ วันที่ तारीख दिनांक तिथि თარიღი ամսաթիվ kuupaev dagsetning dita дата occurred sunk happened",
    "start": "start begin beginning began from since first beginn anfang von debut commencement depuis inicio comienzo "
    "desde inizio dal begin vanaf zahajeni zaciatok inceperii inceput alkoi borjade borjan begyndelse aanvang αρχη начало начала с от poczatek rozpoczecia rozpoczecie od zacatek baslangic baslama kezdet kezdete "
    "початку startdatum startade alku inceput inceputul εναρξη початок начало pradzia sakums эхэлсэн بداية התחלה mulai zacatku zaciatku kezdo "
    "εναρξης αρχικη начална почетак почетка pocetka эхлэх эхлэл بدء pradzios sakuma commenced tpq"
    " آغاز شروع เริ่ม เริ่มต้น प्रारंभ आरंभ დასაწყისი სկիզբ սկիզբ algus pocetak zacetek fillimi inici beg",
    "end": "end ending ended to until till last finish stop ende bis schluss fin jusqu hasta final fine al fim ate einde "
    "eind tot termino incheierii terminarii ukonceni skonceni ukoncenie paattyi slutade slutt befejezes τελος конец окончание окончания конца по до koniec zakonczenia zakonczenie do konec bitis bitim vege slut loppu sfarsit ληξη λήξη "
    "кінець закінчення завершення край pabaiga beigas дууссан نهاية סוף selesai akhir "
    "konce konca zaro ληξης τελικη завершения крайна крај краја zavrsetka дуусах انتهاء סיום pabaigos beigu concluded taq"
    " پایان สิ้นสุด अंत समाप्ति დასასრული վերջ lopp kraj zavrsetak svrsetak fundi final fi",
    "year": "year yr years jahr annee an ano anno jaar год года rok lata yil ev ar aar vuosi anul ετος рік година "
    "godina metai gads он سنة שנה tahun nam"
    " سال ปี वर्ष साल წელი տարի aasta leto viti any godina",
    "month": "month mo mon monat mois mes mese mese maand месяц miesiac mesic ay ho honap manad maned kuukausi luna "
    "μηνας місяць месец mjesec menuo menesis сар شهر חודש bulan"
    " ماه เดือน महीना माह თვე ամիս kuu muaji",
    "day": "day dy dd da tag jour dia giorno dag день dzien den gun nap paiva ziua ημερα день ден dan diena өдөр يوم יום "
    "hari"
    " روز วัน दिन დღე օր paev dita",
    "time": "time hour uhrzeit zeit stunde heure hora ora tijd uur время час godzina czas hodina cas saat ido klockslag "
    "tid klokkeslett kello ωρα цаг وقت שעה jam",
    "place": "place location where town city village site locality county municipality area region position spot "
    "ort ortschaft stadt platz schauplatz lieu endroit ville localite commune lugar localidad sitio ciudad localidade "
    "local cidade luogo localita citta plaats locatie место местность населенный пункт город miejsce miejscowosc misto "
    "mesto yer konum sehir hely helyszin telepules plats ort stad sted by paikka loc localitate τοπος τοποθεσια місце "
    "място mjesto vieta газар байршил مكان موقع מקום tempat lokasi noi"
    " مکان محل สถานที่ स्थान जगह ადგილი վայր koht lloc stadur vendi"
    " gemeinde gemeente kommune kommun kunta comune comuna municipio municipi gmina obec opcina opstina obcina kozseg"
    " falu dorf weiler vald община муниципалитет село деревня поселок хутор станица місто селище",
    "country": "country nation state province land staat pays etat pais estado paese stato staten страна государство kraj "
    "panstwo zeme stat ulke orszag maa tara χωρα країна държава zemlja salis valsts улс بلد دولة ארץ מדינה negara"
    " کشور ประเทศ देश ქვეყანა երկիր riik drzava shteti land",
    "latitude": "latitude lat latitud latitudine breite breitengrad breddegrad bredd breedte breedtegraad geobreite ycoord "
    "y north nord широта szerokosc sirka zemepisna enlem szelesseg leveysaste leveys γεωγραφικοπλατος πλατος "
    "өргөрөг lintang platuma shirota latdd declat northing"
    " ละติจูด अक्षांश განედი լայնություն platums laius laiuskraad sirina breiddargrada шырата n ш",
    "longitude": "longitude lon lng long longitud longitudine lange laenge langengrad laengengrad lengdegrad langd lengte "
    "lengtegraad længdegrad længde xcoord x east ost долгота dlugosc delka boylam hosszusag pituusaste pituus μηκος γεωγραφικομηκος "
    "довгота уртраг bujur ilguma garums dolgota londd declon easting"
    " ลองจิจูด देशांतर देशान्तर გრძედი երկայնություն pikkus pikkuskraad duzina dolzina lengdargrada"
    " даўгата д",
    "coordinates": "coordinates coordinate coords coord latlon latlng latlong geo gps position koordinaten koordinate "
    "coordonnees coordenadas coordinate coordinaten координаты wspolrzedne souradnice koordinatlar koordinatak "
    "koordinater koordinaatit συντεταγμενες координати солбицол احداثيات קואורדינטות koordinat point geopoint"
    " مختصات พิกัด निर्देशांक კოორდინატები կոորդինատներ koordinaadid koordinata koordinate",
    "wkt": "wkt geowkt geometry geom shape geometrie geometria the_geom polygon",
    "side_a": "attacker belligerent1 combatant1 party1 actor1 side1 aggressor angreifer attaquant agresseur atacante "
    "attaccante aanvaller нападающий атакующий saldirgan perpetrator gname",
    "side_b": "defender belligerent2 combatant2 party2 actor2 side2 verteidiger defenseur defensor difensore verdediger "
    "обороняющийся защитник savunan target",
    "best": "killed deaths dead lives executed executes ejecutados hingerichtete polegli fatalities casualties losses victims tote gefallene todesopfer verluste morts tues "
    "deces pertes victimes muertos fallecidos bajas victimas mortos baixas vitimas morti caduti vittime doden "
    "slachtoffers погибшие погибло убитые убито потери жертвы zabici ofiary straty mrtvi obeti olu kayip halott "
    "elesettek doda drab dode kuolleet morti νεκροι загиблі загинуло втрати жертви бројмртвих zuvo нас барсан قتلى הרוגים "
    "korban tewas sehit sehitler алагдсан алагдсад үрэгдсэн хохирол полеглі полеглих вбито вбиті вбитих погибших убитых "
    "gefallen caidos gesneuveld gesneuvelden padli padlych padlo mrtvych zabitych poleglych halottak kaatuneet stupade "
    "falne faldne døde ucisi убити загинали погинули شهداء bdeaths kia fatality fallen"
    " کشته تلفات เสียชีวิต मृत मृतक დაღუპული զոհեր hukkunud poginuli gubici zrtve ubijeni"
    " veszteseg vesztesegek aldozat aldozatok elesett meghalt ztraty tappiot forluster pierderi απωλειες θυματα загуби"
    " губици kayiplar nuostoliai zaudejumi verliezen izgube kaotused perdues perdidas kerugian خسائر ضحايا אבדות"
    " dodade stupade draept drepte kaatuneita menehtyneet",
    "summary": "description notes note text summary details comment comments remarks abstract narrative story beschreibung "
    "bemerkung anmerkung notiz texte commentaire remarque resume descripcion notas texto comentario resumen descricao "
    "observacoes resumo descrizione testo riassunto beschrijving opmerkingen описание примечание примечания текст "
    "содержание opis uwagi popis poznamka aciklama notlar leiras megjegyzes beskrivning kommentar anteckning kuvaus "
    "beskrivelse descriere περιγραφη σημειωσεις опис примітка aprasymas тайлбар وصف תיאור keterangan deskripsi"
    " توضیحات شرح หมายเหตุ คำอธิบาย विवरण टिप्पणी აღწერა նկարագրություն kirjeldus opis pershkrimi"
    " descripcio",
    "result": "result outcome victor winner ergebnis ausgang sieger resultat issue vainqueur resultado vencedor risultato "
    "esito vincitore uitslag результат исход итог wynik vysledek sonuc eredmeny resultatet tulos rezultat αποτελεσμα "
    "үр дүн نتيجة תוצאה hasil",
    "source": "source sources reference references citation url link quelle quellen literatur reference fuente fuentes "
    "fonte fonti bron bronnen источник источники ссылка литература zrodlo zdroj pramen kaynak forras kalla kilde "
    "lahde sursa πηγη джерело източник izvor saltinis эх сурвалж مصدر מקור sumber",
    "group": "group conflict war campaign chapter series krieg konflikt feldzug guerre conflit campagne guerra conflicto "
    "conflito oorlog война конфликт кампания wojna valka savasi haboru krig sota razboi πολεμος війна rat karas",
    "low": "low min minimum lowest earliest",
    "high": "high max maximum highest latest",
    "magnitude": "magnitude mag strength intensity scale stufe wert magnitud magnitudine магнитуда",
}
#: What each word stands for; a word may have two meanings.
WORDS: Mapping[str, tuple[str, ...]] = {
    _ARTICLE.sub("", plain(word)): tuple(meaning for meaning, text in _MEANINGS.items() if word in text.split())
    for words in _MEANINGS.values()
    for word in words.split()
}
#: The words of scripts that leave no gaps; a head is searched for them, the longest first.
EAST: Mapping[str, str] = {
    word: meaning
    for meaning, words in {
        "wkt": "形状",
        "coordinates": "座標 坐标 坐標 経緯度 经纬度 經緯度 좌표",
        "latitude": "緯度 纬度 北緯 北纬 위도",
        "longitude": "経度 经度 經度 東経 东经 東經 경도",
        "start": "開始 开始 開戰 开战 開戦 始 起 自 시작",
        "end": "終了 结束 結束 終 止 迄 至 종료 끝",
        "date": "年月日 日付 日期 日時 时间 時間 時期 时期 期日 날짜 일자 일시",
        "year": "年 연도 년도 년",
        "month": "月 월",
        "day": "日 일",
        "title": "名称 名稱 名 事件 戦闘 戰鬥 战斗 戰役 战役 会戦 會戰 会战 題名 标题 標題 件名 이름 명칭 제목 사건 전투",
        "place": "場所 地点 地點 所在地 地名 位置 地 장소 위치 지명",
        "country": "国 國 国家 國家 나라 국가",
        "best": "死傷 伤亡 傷亡 사상자 損害 損失 损失 피해 손실 死者 戦死 戦没 战死 戰死 死亡 阵亡 陣亡 犠牲 사망 전사 사망자",
        "kind": "種類 类型 類型 種別 类别 類別 종류 유형",
        "summary": "説明 说明 說明 概要 備考 备注 備註 内容 描述 설명 내용 비고",
        "source": "出典 典拠 来源 來源 資料 资料 출처",
        "result": "結果 结果 결과",
        "side_a": "攻撃側 進攻方 攻方",
        "side_b": "防御側 防守方 守方",
        "id": "番号 編號 编号 序号 번호",
    }.items()
    for word in words.split()
}
#: Words by which a head speaks of something else than the event itself.
SPOILERS = frozenset(
    "source quelle fuente fonte precision accuracy prec uncertainty basis updated update modified created published "
    "changed edited revised revision saved synced scraped downloaded imported exported verified checked "
    "publication accessed retrieved birth born died zone timezone tz offset entry upload uploaded added edited "
    "alt alternative alternate other old former short previous source2 author editor url link wikipedia wikidata wiki "
    "image photo media caption credit thumbnail background color colour icon count total num number quality status "
    "error rms gap depth type2 magtype iso iso2 iso3 iso_code cnty code codes id ids specificity flag known unknown "
    "approx estimate estimated ground property damage ransom hostages wounded injured missing affected "
    "homeless genauigkeit stand geandert erstellt bearbeitet aktualisiert modifie cree actualizado modificado creado aggiornato "
    "modificato creato utworzono zmieniono zmeneno vytvoreno modositva letrehozva gewijzigd bijgewerkt точность обновлено "
    "изменено создано".split()
)
#: Of the words for the dead, those that may count the wounded and the missing as well.
_OF_LOSSES = frozenset(
    plain(word)
    for word in (
        "casualties losses verluste pertes bajas baixas perdite gubici потери straty втрати kayip تلفات veszteseg "
        "vesztesegek ztraty tappiot forluster pierderi απωλειες загуби губици kayiplar nuostoliai zaudejumi verliezen "
        "izgube kaotused perdidas kerugian خسائر אבדות"
    ).split()
)
_OF_EASTERN_LOSSES = "死傷 伤亡 傷亡 사상 損害 損失 损失 피해 손실".split()
#: Those that speak of a number of people all the same.
OF_NUMBERS = frozenset("total num number count known estimate estimated".split())


def counted_in(column: str) -> str:
    """Return what is counted in a column of figures, by its head: the killed, or all casualties.

    Examples
    --------
    >>> counted_in("Casualties"), counted_in("Casualties: killed"), counted_in("best"), counted_in("死傷者数")
    ('casualties_total', 'killed', 'killed', 'casualties_total')
    """
    if any(word in column for word in _OF_EASTERN_LOSSES):
        return "casualties_total"
    of_dead = {word for word in words_of(column) if "best" in WORDS.get(word, ())}
    return "casualties_total" if of_dead and of_dead <= _OF_LOSSES else "killed"
