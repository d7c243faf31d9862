"""Encodings told apart on tables of two or three short lines."""

from __future__ import annotations

import pytest

from geo.uploads.files.encodings import ENCODINGS, encoding_of, told_apart

#: By encoding, short texts; what must come back is the text, for many encodings say some texts alike.
TEXTS = {
    "cp1252": [
        "title;date\nCombate de Logroño;1936",
        "nom;date\nAttaque à la crête près de Fère;1916",
        "nome;data\nCombate de São João;1824\nIbiapina – Conceição;1825",
        "name;datum\nGefecht bei Köln;1945\nGroßbeeren;1813",
        "navn;dato\nSlaget på Lyrskov Hede;1043\nNæstved;1259",
        "nimi;aika\nTaistelu Äyräpää;1940",
        "title,date\nBatalla de Peñón,1936\nSitio de Castellón,1938",
        "title;date\nSüdfront;1915",
        "titre;date\nBataille de Fère-en-Tardenois;1918\nPrise de Vézaponin;1918",
        "navn\nSlaget på Fælleden",
        "naam\nSlag bij Waterloo – België",
        "nome\nPerché è così\nCittà di Castello",
        "name\nCafé “quoted” text",
        "name\nO’Neill’s fort",
        "nome\nGuerra do Paraguai: Curupaiti\nItororó\nAvaí",
    ],
    "cp1250": [
        "nazwa;data\nBitwa pod Łodzią;1914\nŚwięciany;1915",
        "název;datum\nBitva u Hradce Králové;1866\nŽižkov;1420",
        "név;dátum\nA győri csata;1809\nMohács;1526\nÜtközet Törökszentmiklósnál;1919",
        "nume;data\nBătălia de la Mărăşeşti;1917",
        "naziv\nBitka na Neretvi\nŽeljava\nČakovec",
        "nazov\nBitka pri Košiciach\nŽilina",
        "nazwa\nBitwa pod Grunwaldem\nPłowce",
        "ime\nBoj na Krki\nŠentjernej",
    ],
    "cp1251": [
        "название;дата\nБой у озера Хасан;1938",
        "название;дата\nХалхин-Гол;1939\nЗаозёрная;1938",
        "назва\nБитва під Крутами\nКиїв",
        "name\nБитка при Сливница",
        "ад\nБой",
        "x;y\nСталинград;1",
    ],
    "koi8-r": [
        "название;дата\nБой у озера Хасан;1938",
        "title;date\nБой у деревни 0;1943",
        "name\nСталинград\nКурск\nПрохоровка",
    ],
    "cp866": [
        "название;дата\nБой у озера Хасан;1938",
    ],
    "cp1253": [
        "όνομα;ημερομηνία\nΜάχη του Μαραθώνα;1821\nΚρήτη;1941",
        "τόπος\nΜάνη\nΚρήτη",
    ],
    "cp1254": [
        "ad;tarih\nÇanakkale Savaşı;1915\nSakarya Meydan Muharebesi;1921\nDumlupınar;1922",
        "yer\nİnönü\nEskişehir\nSakarya",
    ],
    "cp1257": [
        "pavadinimas;data\nŽalgirio mūšis;1410\nŠiaulių kautynės;1919",
        "vieta\nRīga\nCēsis\nDaugavpils ķīla",
        "koht\nVõnnu lahing\nTähtvere",
    ],
    "cp932": [
        "名称,日付\n張鼓峰事件,1938\n",
        "名称,日付\nノモンハン事件の停戦,1939",
        "a,b\n奉天会戦,1905",
        "戦闘名,日付,緯度,経度\n旅順攻囲戦,1904-08-19,38.8,121.2\n",
        "題,日\nタ弾,1938",
    ],
    "euc-jp": [
        "名称,日付\n張鼓峰事件,1938\nノモンハン事件,1939",
        "名称,日付\n張鼓峰事件,1938\n乾岔子島事件,1937",
    ],
    "gb18030": [
        "名称,日期\n诺门罕战役,1939\n张鼓峰事件,1938",
        "名称,日期\n台儿庄战役,1938",
        "名称,日期,纬度,经度\n平型关战斗,1937-09-25,39.3,113.9",
        "a\n长沙会战\n武汉会战",
    ],
    "big5": [
        "名稱,日期\n諾門罕戰役,1939\n張鼓峰事件,1938",
        "名稱,日期,緯度,經度\n金門古寧頭戰役,1949-10-25,24.4,118.3",
        "a\n台北大空襲",
    ],
    "euc-kr": [
        "이름,날짜\n장고봉 전투,1938\n할힌골 전투,1939",
        "이름,날짜\n청산리 전투,1920",
        "이름,날짜,위도,경도\n인천상륙작전,1950-09-15,37.5,126.6",
        "a\n부산",
    ],
    "mac-roman": [
        "nom;date\nAttaque à la crête près de Fère;1916\nÉté;1917",
        "nom\nÉté à la crête\nForêt d’Argonne",
    ],
    "iso8859-5": [
        "название;дата\nБой у озера Хасан;1938",
    ],
    "cp850": [
        "name;datum\nGefecht bei Köln;1945\nGrünberg;1813",
        "name\nGefecht bei Köln\nGroßbeeren",
    ],
    "iso8859-2": [
        "nazwa;data\nBitwa pod Łodzią;1914\nŚwięciany;1915\nŻółkiew",
        "název\nBitva u Žižkova\nŠternberk",
    ],
    "cp1256": [
        "name\nمعركة القادسية\nاليرموك",
    ],
    "cp1255": [
        "name\nקרב לטרון\nירושלים",
    ],
}


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in TEXTS.items() for text in texts])
def test_short_texts_come_back_as_they_were(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert data.decode(encoding_of(data)) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_that_can_be_chosen_is_known(encoding: str) -> None:
    assert "a1".encode(encoding).decode(encoding) == "a1"


def test_what_stays_possible_is_given_with_lines() -> None:
    found = told_apart("title;date\nCombate de Logroño;1936".encode("cp1252"))
    assert [(one.name, one.lines) for one in found] == [
        ("cp1252", ("Combate de Logroño;1936",)),
        ("cp1250", ("Combate de Logrońo;1936",)),
    ]
