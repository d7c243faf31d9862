"""Citations: in words as a style wants them, in files that reference managers read back."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy

from geo.citation import csl, items, styles
from geo.record.tables import Dataset, load
from tests import programs
from tests.builders import a_source

Build = Callable[..., Dataset]


def work(build: Build, **cells: str) -> dict[str, Any]:
    return items.source(build(sources=[a_source(**cells)]), "the-report")


@pytest.mark.parametrize("date_edtf", ["1936-03~", "1904/1905", "193X", "1938-07-XX", "1938-22", "1938-21/1938-22"])
@pytest.mark.parametrize("style", styles.STYLES)
def test_every_style_takes_every_sort_of_date(dataset: Build, date_edtf: str, style: str) -> None:
    text = styles.cite(work(dataset, issued=date_edtf, accessed=""), style)
    assert "Report on the clash".lower() in text.lower()
    assert re.search(r"19[03][\dX]", text)
    assert not re.search(r"-01|/01|January|\b1\b July", text), "a first of the month is an invention"


@pytest.mark.parametrize(
    ("date_edtf", "chicago", "apa"),
    [
        ("1936-03~", "The Staff, ca. March 1936", "(ca. 1936)"),
        ("1904/1905", "The Staff, 1904–1905", "(1904–1905)"),
        ("1938-22", "The Staff, summer 1938", "(summer 1938)"),
        ("193X", "The Staff, 1930s", "(1930s)"),
    ],
)
def test_a_doubtful_date_is_said_to_be_one(dataset: Build, date_edtf: str, chicago: str, apa: str) -> None:
    item = work(dataset, issued=date_edtf)
    assert chicago in styles.cite(item, "chicago")
    assert apa in styles.cite(item, "apa")
    if date_edtf == "1936-03~":
        assert "N1  - Date approximate" in styles.cite(item, "ris")


# --- Chicago and APA ---


@pytest.mark.parametrize(
    ("cells", "chicago", "apa"),
    [
        (
            {},
            "Ivanov, Ivan. Report on the clash. The Staff, 1939. https://example.org/report.",
            "Ivanov, I. (1939). Report on the clash. The Staff. https://example.org/report",
        ),
        (
            {"type": "chapter", "container_title": "Papers", "author": "Grew, Joseph C.", "language": "en"},
            "Grew, Joseph C. ‘Report on the Clash’. In Papers. The Staff, 1939. https://example.org/report.",
            "Grew, J. C. (1939). Report on the clash. In Papers. The Staff. https://example.org/report",
        ),
        (  # no author: the title stands in for it, once
            {"type": "entry-encyclopedia", "author": "", "container_title": "Wikipedia", "issued": "", "accessed": ""},
            "‘Report on the clash’. In Wikipedia. The Staff, n.d. https://example.org/report.",
            "The Staff. (n.d.). Report on the clash. In Wikipedia. https://example.org/report",
        ),
        (
            {
                "type": "article-newspaper",
                "author": "",
                "container_title": "Wairarapa Age",
                "publisher": "",
                "issued": "1936-02-15",
                "url": "",
                "language": "en",
            },
            "Wairarapa Age. ‘Report on the Clash’, 15 February 1936.",
            "Report on the clash. (1936, February 15). Wairarapa Age.",
        ),
        (
            {"type": "book", "title": "Хасан [Lake Khasan]", "author": "Cherevko, Kirill; Ivanov, Ivan", "url": ""},
            "Cherevko, Kirill, and Ivan Ivanov. Хасан [Lake Khasan]. The Staff, 1939.",
            "Cherevko, K., & Ivanov, I. (1939). Хасан [Lake Khasan]. The Staff.",
        ),
        (
            {
                "author": "",
                "publisher": "",
                "issued": "",
                "accessed": "",
                "url": "",
                "type": "webpage",
                "title": "[A page]",
            },
            "‘[A page]’, n.d.",
            "[A page]. (n.d.).",
        ),
    ],
)
def test_a_work_in_chicago_and_apa(dataset: Build, cells: dict[str, str], chicago: str, apa: str) -> None:
    item = work(dataset, **cells)
    assert (styles.cite(item, "chicago"), styles.cite(item, "apa")) == (chicago, apa)


def test_a_given_name_is_written_out_in_chicago(dataset: Build) -> None:
    assert styles.cite(work(dataset, author="Henderson, Loy W."), "chicago").startswith("Henderson, Loy W. ")


def test_titles_are_italic_and_nothing_else_is_html(dataset: Build) -> None:
    title = "<img src=x onerror=alert(1)> & <i>more</i> {{ 7*7 }} \ue000"
    text = str(csl.html(work(dataset, type="book", title=title)))
    assert re.findall(r"<[^>]*>", text) == ["<i>", "<i>", "</i>"] or re.findall(r"<[^>]*>", text) == ["<i>", "</i>"]
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &lt;i&gt;more&lt;/i&gt; {{ 7*7 }}" in text


# --- files for reference managers ---


def test_csl_json_is_read_back_as_it_was(dataset: Build) -> None:
    item = work(dataset, title="[\n  1,\n 2 ] “Бой”", page="doc. 49")
    assert json.loads(styles.cite(item, "csl-json")) == [item]
    assert item["note"] == "doc. 49" and "page" not in item


def test_ris_is_read_back_as_it_was(dataset: Build) -> None:
    text = styles.cite(work(dataset, page="pp. 12–15", issued="1936-02-15", author="Ivanov, Ivan; The Staff"), "ris")
    (record,) = rispy.loads(text)
    assert text.startswith("TY  - RPRT\n")
    assert record["title"] == "Report on the clash" and record["authors"] == ["Ivanov, Ivan", "The Staff"]
    assert (record["year"], record["date"]) == ("1936", "1936/02/15")
    assert (record["start_page"], record["end_page"]) == ("12", "15")
    assert record["urls"] == ["https://example.org/report"] and record["access_date"] == "2020/01/31"


def test_a_line_break_does_not_begin_another_field(dataset: Build) -> None:
    item = work(dataset) | {"title": "A\nUR  - https://evil.example", "URL": "https://e.example/\n} @book{x,"}
    (record,) = rispy.loads(styles.cite(item, "ris"))
    assert record["title"] == "A UR - https://evil.example"
    library = bibtexparser.parse_string(styles.cite(item, "bibtex"))
    assert [entry.key for entry in library.entries] == ["the-report"] and not library.failed_blocks


@pytest.mark.parametrize(
    ("kind", "bibtex", "field"),
    [
        ("book", "book", "series"),
        ("chapter", "incollection", "booktitle"),
        ("entry-encyclopedia", "misc", "howpublished"),
        ("article-journal", "article", "journal"),
        ("report", "techreport", "note"),
        ("thesis", "misc", "howpublished"),
    ],
)
def test_bibtex_is_read_back_as_it_was(dataset: Build, kind: str, bibtex: str, field: str) -> None:
    title = "Бои & {Хасан} 50% #1 a_b $5 日本 ~ ^ \\new"
    item = work(
        dataset, type=kind, title=title, container_title="Papers", url="https://e.org/a_b?c=1&d=%20", author="The Staff"
    )
    library = bibtexparser.parse_string(styles.cite(item, "bibtex"))
    (entry,) = library.entries
    assert not library.failed_blocks
    assert (entry.entry_type, entry.key) == (bibtex, "the-report")
    fields = {name: one.value for name, one in entry.fields_dict.items()}
    assert fields["title"] == (
        r"{Бои \& \{Хасан\} 50\% \#1 a\_b \$5 日本 \textasciitilde{} \textasciicircum{} \textbackslash{}new}"
    )
    assert fields[field] == "Papers"
    assert fields["url"] == "https://e.org/a_b?c=1&d=%20", "an address is not TeX"
    assert fields["author"] == "{The Staff}", "a body is not taken apart into names"
    assert (fields["year"], fields["urldate"]) == ("1939", "2020-01-31")


@pytest.mark.parametrize(
    ("kind", "cells", "bibtex", "fields"),
    [
        ("article-journal", {"container_title": "Papers"}, "article", {"journal": "Papers", "note": "The Staff"}),
        ("article-journal", {"container_title": ""}, "misc", {"organization": "The Staff"}),
        ("report", {"container_title": "Papers"}, "techreport", {"institution": "The Staff", "note": "Papers"}),
        ("report", {"publisher": ""}, "misc", {}),
        ("webpage", {"container_title": "A site"}, "misc", {"howpublished": "A site", "organization": "The Staff"}),
        ("book", {"container_title": "A series"}, "book", {"series": "A series", "publisher": "The Staff"}),
    ],
)
def test_an_entry_has_only_fields_that_its_sort_has(
    dataset: Build, kind: str, cells: dict[str, str], bibtex: str, fields: dict[str, str]
) -> None:
    (entry,) = bibtexparser.parse_string(styles.cite(work(dataset, type=kind, **cells), "bibtex")).entries
    found = {name: one.value for name, one in entry.fields_dict.items()}
    where = ("journal", "series", "booktitle", "howpublished", "publisher", "institution", "organization", "note")
    assert entry.entry_type == bibtex
    assert {name: found[name] for name in where if name in found} == fields


@pytest.mark.skipif(programs.find("biber") is None, reason="biber is not installed")
def test_biber_finds_nothing_wrong_but_what_is_not_known(tmp_path: Path) -> None:
    record = load()
    works = [items.source(record, source_id) for source_id in record.sources.index]
    events = [items.event(record, event_id, "https://example.org/?event=a_b") for event_id in record.events.index]
    for name, cited in {
        "works": works,
        "events": [*events, items.atlas(), items.view("Map", "https://e.org/")],
    }.items():
        (tmp_path / f"{name}.bib").write_text(
            "\n".join(styles.cite(item, "bibtex") for item in cited), encoding="utf-8"
        )
        command = [str(programs.find("biber")), "--tool", "--validate-datamodel", f"{name}.bib"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        warned = [line for line in done.stdout.splitlines() if line.startswith(("WARN", "ERROR"))]
        unknown = re.compile(r"Missing mandatory field( 'editor'| 'author'| - one of 'date, year')")
        assert done.returncode == 0, done.stdout[-2000:]
        assert [line for line in warned if name == "events" or not unknown.search(line)] == []


def bibtex_fields(item: dict[str, Any]) -> dict[str, str]:
    library = bibtexparser.parse_string(styles.cite(item, "bibtex"))
    (entry,) = library.entries
    assert not library.failed_blocks
    assert re.fullmatch(r"[a-z0-9-]+", entry.key)
    return {name: str(one.value) for name, one in entry.fields_dict.items()}


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ("1936-03~", {"date": "1936-03~"}),
        ("1936?", {"date": "1936~"}),
        ("1904/1905", {"date": "1904/1905"}),
        ("1938-07-29/1938-08-11", {"date": "1938-07-29/1938-08-11"}),
        ("193X", {"date": "193X"}),
        ("1938-22", {"date": "1938-22"}),
        ("1938-07-29", {"year": "1938", "month": "7", "day": "29"}),
        ("1938-07-XX", {"year": "1938", "month": "7"}),
        ("1938", {"year": "1938"}),
        ("", {}),
    ],
)
def test_a_date_is_one_that_biber_reads(dataset: Build, issued: str, date: dict[str, str]) -> None:
    fields = bibtex_fields(work(dataset, issued=issued))
    assert {name: fields[name] for name in ("date", "year", "month", "day") if name in fields} == date


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ivanov, Ivan; et al.", "Ivanov, Ivan and others"),
        ("Иванов, Иван; и др.", "Иванов, Иван and others"),
        ("The Staff and others", "{The Staff and others}"),
        ("O'Neill & Sons", r"{O'Neill \& Sons}"),
    ],
)
def test_those_who_are_not_named_are_others(dataset: Build, author: str, names: str) -> None:
    assert bibtex_fields(work(dataset, author=author))["author"] == names
