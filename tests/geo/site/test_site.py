"""The pages of the record: what each says, where its links lead, what machines read on it."""

import json
import re
from urllib.parse import parse_qs

import pytest
from defusedxml.ElementTree import fromstring

from geo.basemap import store
from geo.citation import items, styles
from geo.core.edtf import day_span
from geo.errors import NotFoundError
from geo.query import addresses
from geo.record import tables
from geo.site import indexes, machine, sheet, site
from geo.site.folder import extras
from geo.site.host import Host
from geo.site.listed import things
from tests.geo.site.reading import EVIL, HOME, Read

SITEMAP, ATOM = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/2005/Atom}"
APP, FOLDER = Host(HOME), Host(HOME, is_folder=True)


def pages(record, host=APP):
    return {path: Read(site.page(record, host, path)) for path in site.paths(record)}


@pytest.mark.parametrize("host", [APP, FOLDER, Host()], ids=["app", "folder", "unknown address"])
def test_every_page_is_valid_and_says_what_it_is(record, host):
    found = pages(record, host)
    kinds = {path.partition("/")[0] for path in found}
    assert kinds == set(indexes.LISTS)
    for path, page in found.items():
        assert len([*page.tree.iter("h1")]) == 1, path
        meta = page.meta()
        assert meta["description"] and meta["og:title"], path
        picture = re.fullmatch(rf"{host.home_url}(assets/icon\.png|place/([^/<]+)/map\.jpg)", meta["og:image"])
        assert picture and picture[2] in {None, *record.places.index}, (path, meta["og:image"])
        canonical = [one.get("href") for one in page.tree.iter("link") if one.get("rel") == "canonical"]
        assert canonical == ([HOME + path] if host.home_url else []), path
        assert page.graph()[-1]["@type"] == "BreadcrumbList", path


def test_text_from_the_data_stays_text(record):
    for path, page in pages(record).items():
        scripts = [one.text for one in page.tree.iter("script") if one.get("type") != "application/ld+json"]
        assert scripts == [], path
    assert EVIL in Read(site.page(record, APP, "event/second/")).words()
    assert {"event/second/", "disagreement/of-all/"} <= set(pages(record))


def test_every_link_leads_to_a_page_or_to_the_atlas(record):
    known = {*site.paths(record), *extras.FILES, "", "?event=the-clash", "?event=second", "?event=talks"}
    known |= {f"?tour=the-ford&step={step}" for step in range(1, 7)}
    known |= {f"place/{one}/{name}" for one in record.places.index for name in site.PICTURES}
    for path, page in pages(record).items():
        strays = {link for link in page.inner(path) if link not in known and not link.startswith("assets/")}
        assert not strays, path


#: Words and links of pages.
SAID = {
    "event/the-clash/": (
        "Two patrols met at the ford and fired. | Nobody won. | Soviet staff | The other staff | p. 12 | Day of the",
        "person/the-captain/ unit/the-regiment/ source/the-report/ disagreement/the-point/ event/second/ "
        "place/the-ford/ ?event=the-clash chapter/lake-khasan/",
    ),
    "place/the-ford/": ("The ford | Read off a map.", "event/the-clash/ event/second/ ?event=the-clash"),
    "place/the-hill/": ("No event of the atlas is placed here", "place/"),
    "person/the-captain/": (
        "I. Ivanov | born 1900 | captain",
        "event/the-clash/ unit/the-regiment/ source/the-report/",
    ),
    "unit/the-regiment/": (
        "held the ford | Soviet staff | ± 1 km",
        "unit/the-company/ person/the-captain/ place/the-ford/",
    ),
    "source/the-report/": ("Report on the clash | 37", "event/the-clash/ disagreement/the-point/ tier/primary/"),
    "disagreement/the-point/": ("On 29 July. | On 30 July. | The earlier day", "event/the-clash/ source/the-report/"),
    "tour/the-ford/": ("One clash in six steps | Who fired the first shot?", "event/the-clash/ source/the-report/"),
    "event/": ("Events | 1938", "chapter/lake-khasan/ year/1939/ theatre/east/"),
    "year/1939/": ("about May 1939", "event/second/"),
}


@pytest.mark.parametrize("path", SAID)
def test_what_a_page_says_and_where_it_leads(record, path):
    page = Read(site.page(record, APP, path))
    words, links = SAID[path]
    assert all(word in page.words() for word in words.split(" | "))
    assert set(links.split()) <= set(page.inner(path))


def test_first_what_happened_then_who_says_so(record):
    words = Read(site.page(record, APP, "event/the-clash/")).words()
    order = ["Clash at the ford", "Two patrols met", "Soviet staff", "Where the sources disagree", "Works cited"]
    at = [words.index(one) for one in order]
    assert at == sorted(at)


def test_pages_lead_on_in_time(record):
    page = Read(site.page(record, APP, "event/second/"))
    rels = {one.get("rel"): one.get("href") for one in page.tree.iter("a") if one.get("rel") in ("prev", "next")}
    assert rels == {"prev": "../../event/the-clash/", "next": "../../event/talks/"}


@pytest.mark.parametrize(
    "path", ["event/none/", "place/none/", "chapter/none/", "year/soon/", "nothing/", "event", "../"]
)
def test_what_there_is_not_is_an_error(record, path):
    with pytest.raises(NotFoundError):
        site.page(record, APP, path)


# --- what machines read ---


def test_an_event_for_machines(record):
    node = Read(site.page(record, APP, "event/the-clash/")).graph()[0]
    assert node["@type"] == "Event" and node["@id"] == node["url"] == f"{HOME}event/the-clash/"
    assert (node["startDate"], node["endDate"]) == ("1938-07-29", "1938-07-29")
    assert node["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 42.5, "longitude": 130.6}
    assert node["subEvent"] == [{"@id": f"{HOME}event/second/"}]
    assert {"@language": "ru", "@value": "Бой у брода"} in node["alternateName"]


def test_reference_managers_read_what_the_page_cites(record):
    page = Read(site.page(record, APP, "event/the-clash/"))
    item = items.event(record, "the-clash", f"{HOME}event/the-clash/")
    assert styles.cite(item, "chicago") in page.words()
    meta = page.meta()
    assert (meta["citation_title"], meta["citation_inbook_title"]) == (item["title"], item["container-title"])
    assert (meta["citation_public_url"], meta["citation_publication_date"]) == (item["URL"], "2026")
    (span,) = (one for one in page.tree.iter("span") if one.get("class") == "Z3988")
    fields = {name: values[0] for name, values in parse_qs(span.get("title")).items()}
    assert fields["ctx_ver"] == "Z39.88-2004" and fields["rft.type"] == "encyclopediaArticle"
    assert (fields["rft.title"], fields["rft.identifier"]) == (item["title"], item["URL"])


def test_a_work_is_offered_as_the_work_it_is(record):
    page = Read(site.page(record, APP, "source/the-report/"))
    (span,) = (one for one in page.tree.iter("span") if one.get("class") == "Z3988")
    fields = parse_qs(span.get("title"))
    assert fields["rft.creator"] == ["Ivanov, Ivan"] and fields["rft.type"] == ["report"]
    assert not [name for name in page.meta() if name.startswith("citation_")], "the page itself is not the work"


@pytest.mark.parametrize(
    "date",
    [
        "1938-07-29",
        "1936-03~",
        "1938",
        "193X",
        "1938-07-XX",
        "1938-22",
        "1929/1931",
        "1936-03?/1936-05-02",
        "1938-07-29/1938-08-11",
    ],
)
def test_dates_for_machines_are_no_more_exact_than_they_are_and_hold_every_day(date):
    start, end = machine.ends(date)
    span = day_span(date)
    assert day_span(start).first <= span.first <= span.last <= day_span(end).last
    assert len(start) <= max(len(one.strip("~?%")) for one in date.split("/"))


# --- what stands beside the pages ---


def test_the_list_of_addresses_holds_every_page_once(record):
    text = extras.FILES["sitemap.xml"][1](record, APP)
    listed = [
        line.removeprefix("<url><loc>").removesuffix("</loc></url>") for line in text.splitlines() if "<loc>" in line
    ]
    assert sorted(listed) == sorted(HOME + path for path in ("", *site.paths(record)))


def test_the_search_knows_every_thing_by_every_name(record):
    text = extras.FILES["search/names.js"][1](record, APP)
    names = json.loads(text.removeprefix("self.atlasNames=").removesuffix(";\n"))
    found = {(names["kinds"][kind][0], thing_id): words for kind, thing_id, _, _, words in names["rows"]}
    assert {addresses.path(*one) for one in found} == {
        path for path in site.paths(record) if path.count("/") == 2 and path.partition("/")[0] in addresses.KINDS
    }
    assert "бой у брода" in found["event", "the-clash"] and "klash" not in found["event", "the-clash"]


def test_the_feed_tells_the_changes_of_dated_versions(record):
    feed = fromstring(extras.FILES["feed.xml"][1](record, APP).encode())
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "2.0.0: Lake Khasan"
    assert entry.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00Z"
    told = entry.findtext(f"{ATOM}content")
    assert f'<a href="{HOME}event/the-clash/">the-clash</a>: on 28 July' in told
    assert "&lt;as&gt; “the report” says on its third page." in told and "<code>gone</code>" in told


def test_a_tour_shows_each_ground_once(record):
    """Steps at one place, or near it, have one map over the first of them."""
    page = Read(site.page(record, FOLDER, "tour/the-ford/"))
    assert [one.get("src") for one in page.tree.iter("img")] == ["../../place/the-ford/map.svg"]


def test_a_page_waits_for_one_sheet_and_asks_for_its_types_beside_it(record):
    for host in (APP, FOLDER):
        page = Read(site.page(record, host, "event/the-clash/"))  # it has a Russian name
        links = [(one.get("rel"), one.get("href", "").removeprefix("../../assets/")) for one in page.tree.iter("link")]
        assert [link for rel, link in links if rel == "stylesheet"] == [sheet.NAME]
        assert [link for rel, link in links if rel == "preload"] == list(sheet.faces(page.words()))


def test_a_page_with_russian_letters_asks_for_them_at_once_and_another_does_not():
    assert sheet.faces("Hill 268, 二六八高地") == sheet.FACES
    (russian,) = set(sheet.faces("высота 268")) - set(sheet.FACES)
    assert f'url("{russian}")' in sheet.text()


def test_until_the_types_are_there_those_of_the_machine_stand_as_wide_and_as_high():
    """Each stack goes on with a face of the machine that is fitted to its own, in every weight that pages use."""
    text = sheet.text()
    stacks = re.findall(r"--(?:serif|sans): ([^;]+);", text)
    faces = [rule.partition("}")[0] for rule in text.split("@font-face")[1:] if "local(" in rule]
    for own in ("Alegreya", '"Source Sans 3"'):
        after = [stack.split(", ") for stack in stacks if stack.startswith(own)][-1]
        assert after[1] == "var(--east)"
        fitted = [face for face in faces if f"font-family: {after[2]};" in face]
        weights = {int(one) for face in fitted for one in re.search(r"font-weight: ([\d ]+);", face)[1].split()}
        assert {400, 700} <= weights
        assert all(f"{part}-override" in face for face in fitted for part in ("ascent", "descent", "line-gap"))
        assert all("size-adjust" in face and "url(" not in face for face in fitted)


def test_sides_keep_their_marks_where_a_system_forces_its_colours():
    assert "forced-color-adjust: none" in sheet.text().partition("\n.side::before {")[2].partition("}")[0]


def test_the_letters_of_the_east_come_after_the_first_sight():
    text = sheet.text()
    assert "--east: East;" in text and "East" not in text.partition("@keyframes east {")[2].partition("}")[0]
    asking = [line for line in text.splitlines() if " East," in line]
    assert all(re.match("--(serif|sans):", line) for line in asking), "only what the pages set anew names them at once"


def test_the_sheet_has_the_types_of_the_first_sight_and_says_nothing_of_the_map():
    text = sheet.text()
    faces = [rule.partition("}")[0] for rule in text.split("@font-face")[1:]]
    first = [face for face in faces if any(name in face for name in sheet.FACES)]
    assert len(first) == len(sheet.FACES)
    assert any(" 700;" in face for face in first) and "-700-" not in text, "the heaviest of them stands for bold"
    assert set(re.findall(r"(--[\w-]+):", text)) == set(re.findall(r"var\((--[\w-]+)", text))
    assert "/*" not in text and ".st-key" not in text and ".tour-step" not in text
    assert len(text) < 27_000


def test_a_part_names_the_whole_with_its_date(record):
    assert "Part of Clash at the ford 29 July 1938" in Read(site.page(record, APP, "event/second/")).words()


def test_on_paper_nothing_stays_folded_and_nothing_is_pressed():
    printed = (store.ASSETS / "css" / "pages_of_record.css").read_text(encoding="utf-8").partition("@media print")[2]
    assert "section.names { content-visibility: visible" in printed
    assert "details::details-content { content-visibility: visible" in printed
    assert all(name in printed.partition("display: none")[0] for name in ("nav", ".open", "form", ".ways"))


def test_the_page_of_a_person_or_a_unit_shows_where_they_are_first_told_of(record):
    """It looks where a place is known well enough, and says of what it is a map."""
    real = tables.load()
    bare = {"person": 0, "unit": 0}
    for kind in bare:
        for thing_id in things(real, kind):
            page = Read(site.page(real, APP, addresses.path(kind, thing_id)))
            figures = [*page.tree.iter("figure")]
            if not figures:
                bare[kind] += 1
                continue
            (figure,) = figures
            words = " ".join(figure.itertext())
            assert ":" in words and "Open on the map" in words, thing_id
            (image,) = figure.iter("img")
            place_id = image.get("src").split("/")[-2]
            assert real.places.at[place_id, "title"] in words
    assert bare["person"] <= 10 and bare["unit"] <= 20, bare
