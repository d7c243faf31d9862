"""The tables of the data package, as data: column, type, meaning, unit, vocabulary, keys.

This is the one place where a column is declared.  ``data/datapackage.json`` (Frictionless
Data Package v2) and ``data/DICTIONARY.md`` are generated from it by ``python -m geo
dictionary``; the loader and the checker read it.

Names are the field's own: UCDP GED for events, places and figures (``side_a``,
``where_prec``, ``best``/``low``/``high``), EDTF for dates, CSL for sources, BCP 47 for
languages, Linked Places for names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

__all__ = ["KINDS", "MEASURES", "TABLES", "Column", "ForeignKey", "Table"]

#: Between the values of a list in one cell.
LIST_SEPARATOR = ", "

Type = Literal["string", "number", "integer", "edtf", "list", "wkt", "url", "language"]


def _vocabulary(**terms: str) -> Mapping[str, str]:
    return MappingProxyType({key.replace("__", "-"): meaning for key, meaning in terms.items()})


KINDS = _vocabulary(
    incident="a clash of patrols or posts, or an occupation without a battle",
    battle="a fight of formed units over hours or days",
    operation="a planned advance or encirclement of large formations",
    landing="a landing from the sea or by air, or an airborne detachment",
    air_action="a fight or raid in the air",
    diplomatic="a treaty, note, talk or declaration",
    context="an event outside the conflict that explains it",
)
MEASURES = _vocabulary(
    killed="killed, died of wounds included where the source says so",
    killed_and_missing="killed and missing given as one figure",
    wounded="wounded",
    wounded_and_sick="wounded and sick given as one figure",
    sick="sick or other non-combat cases",
    missing="missing",
    captured="taken prisoner",
    irrecoverable="irrecoverable losses (killed, missing, captured), as general staffs count them",
    casualties_total="all casualties together, however composed",
    strength="people engaged or present",
    divisions="divisions engaged, surrounded or destroyed",
    aircraft="aircraft engaged",
    aircraft_lost="aircraft lost",
    tanks="tanks and tankettes engaged",
    tanks_lost="tanks and tankettes lost",
    armoured_vehicles="armoured cars and other armoured vehicles engaged",
    armoured_vehicles_lost="armoured cars and other armoured vehicles lost",
    vessels="boats and ships engaged",
    vessels_lost="boats and ships sunk",
    vessels_damaged="boats and ships damaged",
    guns="guns and mortars",
    machine_guns="machine guns",
    rifles="rifles",
    vehicles="trucks and tractors",
    horses_captured="horses captured",
    advisers="advisers and volunteers sent",
    fortifications="fortified areas or permanent works",
    incidents="incidents counted in a period",
    attempts="attacks or attempts counted",
    duration_days="days a state of things lasted",
    advance_km_per_day="rate of advance",
    ratio="a ratio to an earlier state; the note says of what",
)


CERTAINTIES = _vocabulary(
    certain="several independent sources agree",
    less__certain="one good source, or sources that disagree in part",
    uncertain="one weak source, or doubted altogether",
)
CLAIMANT_ROLES = _vocabulary(
    belligerent_a="a body or officer of side a, or a work of its side of the time",
    belligerent_b="a body or officer of side b, or a work of its side of the time",
    third_party="an observer of the time who took no part",
    later_scholarship="a later historian, reference work or retelling",
)
ECHELONS = _vocabulary(
    front="front",
    army_group="army group",
    army="army",
    corps="corps",
    division="division",
    brigade="brigade",
    regiment="regiment",
    battalion="battalion",
    company="company",
    detachment="detachment",
    fleet="fleet",
    flotilla="flotilla",
    garrison="garrison",
    other="other",
)
BRANCHES = _vocabulary(
    infantry="foot soldiers; rifle units",
    motorised="infantry in lorries",
    mechanised="infantry with armoured vehicles",
    airborne="infantry landed from the air",
    marines="infantry landed from the sea",
    cavalry="mounted troops",
    reconnaissance="scouts",
    armour="tanks and armoured cars",
    artillery="guns and howitzers",
    anti_tank="guns against tanks",
    engineers="engineers and sappers",
    air="aircraft",
    naval="ships and boats",
)
#: Characters of a caption, which stands large over the map.
MOST_CAPTION = 90


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : as in the header row.
    meaning : one sentence for the data dictionary.
    type : ``edtf``, ``wkt``, ``url``, ``language`` and ``list`` are text with a rule of
        their own; a ``list`` holds values separated by ``", "``.
    unit : of a number; empty where it has none.
    vocabulary : allowed values with their meanings; empty means any.
    minimum, maximum : inclusive bounds of a number.
    most : largest number of characters.
    """

    name: str
    meaning: str
    type: Type = "string"
    unit: str = ""
    required: bool = False
    unique: bool = False
    vocabulary: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    most: int | None = None


@dataclass(frozen=True)
class ForeignKey:
    """A column whose every value must be an ``id`` of one of *tables*."""

    column: str
    tables: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One CSV file of the data package; an optional one may be missing, which means that it has no rows."""

    name: str
    title: str
    row: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    is_optional: bool = False

    @property
    def file(self) -> str:
        """File name inside the package."""
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """Column names in file order."""
        return tuple(column.name for column in self.columns)

    def __getitem__(self, name: str) -> Column:
        """Return the column called *name*; raise ``KeyError`` if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def __iter__(self) -> Iterator[Column]:
        """Iterate over the columns in file order."""
        return iter(self.columns)


SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


def _id(meaning: str) -> Column:
    return Column("id", meaning, required=True, unique=True, pattern=SLUG)


EVENTS = Table(
    name="events",
    title="Events",
    row="one event",
    primary_key=("id",),
    foreign_keys=(
        ForeignKey("chapter", ("chapters",)),
        ForeignKey("theatre", ("theatres",)),
        ForeignKey("place_id", ("places",)),
        ForeignKey("part_of", ("events",)),
        *(ForeignKey(column, ("parties",)) for column in ("side_a", "side_b", "side_a_2nd", "side_b_2nd")),
    ),
    columns=(
        _id("Stable identifier; never reused, safe to cite and to link."),
        Column("title", "Short neutral English title.", required=True),
        Column("chapter", "Chapter of the atlas.", required=True),
        Column("kind", "What sort of event it was.", required=True, vocabulary=KINDS),
        Column(
            "date_edtf",
            "When it happened, as precisely as the sources allow (EDTF level 0–1).",
            type="edtf",
            required=True,
        ),
        Column("theatre", "Lane of the timeline; empty means the chapter's own."),
        Column("place_id", "Where it happened; empty if it has no place on the map."),
        Column(
            "place_relation",
            "How the event lies to its place.",
            vocabulary=_vocabulary(
                at="at the place",
                near="in its neighbourhood",
                along="along a line or across an area the place stands for",
                **{"from": "starting from the place"},
            ),
        ),
        Column("part_of", "The larger event this one belongs to."),
        Column("side_a", "First party (UCDP GED); one of side a in `parties.csv` wherever one took part."),
        Column("side_b", "Second party; one of side b wherever one took part."),
        Column("side_a_2nd", "Further parties on side A.", type="list"),
        Column("side_b_2nd", "Further parties on side B.", type="list"),
        Column("summary", "What happened, told in 40 to 120 words of our own, and then who says so.", required=True),
        Column("significance", "Why it matters, in one sentence."),
        Column(
            "caption",
            f"What is to be seen while it plays: present tense, at most {MOST_CAPTION} characters.",
            most=MOST_CAPTION,
        ),
        Column("result", "How it ended, in one sentence, where a source says so."),
        Column(
            "certainty",
            "How sure it is that the event took place as described (Linked Places).",
            required=True,
            vocabulary=_vocabulary(
                certain="several independent sources agree that it happened",
                less__certain="one good source, or sources that disagree on its course",
                uncertain="one weak source, or its very occurrence is doubted",
            ),
        ),
        Column(
            "cow_mid",
            "Number of the militarized interstate dispute (Correlates of War), where known.",
            pattern=r"\d{1,5}",
        ),
        Column(
            "status",
            "Whether the event is drawn on the map.",
            required=True,
            vocabulary=_vocabulary(
                plotted="drawn on the map",
                panel__only="shown in lists and panels; its place is too vague or off the theatre",
            ),
        ),
    ),
)
PLACES = Table(
    name="places",
    title="Places",
    row="one place",
    primary_key=("id",),
    columns=(
        _id("Stable identifier of the place."),
        Column(
            "title", "Name of the time in Latin letters, the modern name after a slash where it differs.", required=True
        ),
        Column(
            "kind",
            "What sort of place it is.",
            vocabulary=_vocabulary(
                settlement="a city, town, village or farm",
                height="a hill, ridge or sandy height",
                water="a river, lake, strait or bay",
                crossing="a bridge, ford or ferry",
                post="a border post or guard house",
                fort="a fortified place",
                airfield="an airfield",
                station="a railway station or siding",
                island="an island",
                region="a stretch of land or sea",
                frontier="a stretch of frontier",
                other="anything else",
            ),
        ),
        Column(
            "latitude",
            "WGS 84 latitude of the point or of the middle of the line or area.",
            type="number",
            unit="degree",
            required=True,
            minimum=-90,
            maximum=90,
        ),
        Column(
            "longitude",
            "WGS 84 longitude of the same.",
            type="number",
            unit="degree",
            required=True,
            minimum=-180,
            maximum=180,
        ),
        Column(
            "where_prec",
            "Precision of the place (UCDP GED): 1 exact, 2 within about 25 km of a known point, 3 district, "
            "4 province, 5 a line or a fuzzy area, 6 only the country, 7 open sea or air.",
            type="integer",
            required=True,
            minimum=1,
            maximum=7,
        ),
        Column(
            "approximation_km",
            "The true place lies within this distance of the point.",
            type="number",
            unit="km",
            required=True,
            minimum=0,
            maximum=2000,
        ),
        Column("elevation_m", "Height above the sea, where a source gives it.", type="number", unit="m"),
        Column(
            "geometry_wkt",
            "A line or area (WKT, longitude latitude) where a point would lie, or, for a disputed place, "
            "a MULTIPOINT of the point and other readings.",
            type="wkt",
        ),
        Column(
            "country_then",
            "State or territory it lay in at the time; several, separated by '; ', on a frontier.",
            required=True,
        ),
        Column(
            "ccodes",
            "Correlates of War codes of those states; a state outside that system has the code of its former one.",
            type="list",
            pattern=r"\d{1,3}",
        ),
        Column(
            "geo_basis",
            "Where the coordinates come from.",
            required=True,
            vocabulary=_vocabulary(
                page="read in a published work",
                gazetteer="taken from a gazetteer",
                estimate="worked out from descriptions; the note says how",
            ),
        ),
        Column("geo_note", "How the place was found and what is doubtful about it.", required=True),
    ),
)
NAMES = Table(
    name="names",
    title="Names",
    row="one name of an event, a place, a person or a unit",
    primary_key=("subject_id", "toponym", "lang", "role"),
    foreign_keys=(
        ForeignKey("subject_id", ("events", "places", "people", "units")),
        ForeignKey("source_id", ("sources",)),
    ),
    columns=(
        Column("subject_id", "The event, place, person or unit that bears the name.", required=True),
        Column("toponym", "The name in its own script.", required=True),
        Column("lang", "Language and, where needed, script (BCP 47).", type="language", required=True),
        Column(
            "role",
            "What sort of name it is.",
            required=True,
            vocabulary=_vocabulary(
                preferred="the usual name in that language",
                historical="a name of the time, now out of use",
                modern="the name in use today",
                transliteration="a name of another script written in Latin letters",
            ),
        ),
        Column("source_id", "The work the name was read in."),
    ),
)
CLAIMS = Table(
    name="claims",
    title="Claims",
    row="one figure that somebody gave",
    primary_key=("id",),
    foreign_keys=(
        ForeignKey("event_id", ("events",)),
        ForeignKey("side", ("parties",)),
        ForeignKey("source_id", ("sources",)),
    ),
    columns=(
        _id("Stable identifier of the claim."),
        Column("event_id", "The event the figure is about.", required=True),
        Column("measure", "What was counted.", required=True, vocabulary=MEASURES),
        Column("side", "Whose people or things were counted.", required=True),
        Column("low", "Lowest value given.", type="number", minimum=0),
        Column("best", "The value given, or the best of a range where the source names one.", type="number", minimum=0),
        Column("high", "Highest value given.", type="number", minimum=0),
        Column("claimant", "Who gave the figure, as named by the source.", required=True),
        Column(
            "claimant_role",
            "Where the claimant stood.",
            required=True,
            vocabulary=CLAIMANT_ROLES,
        ),
        Column("source_id", "The work the figure was read in.", required=True),
        Column("locator", "Page, paragraph or document number in that work.", required=True),
        Column("as_of", "Day or year the figure was given or refers to.", type="edtf"),
        Column("note", "What the figure includes, how sure it is."),
    ),
)
DISAGREEMENTS = Table(
    name="disagreements",
    title="Disagreements",
    row="one point on which sources differ",
    primary_key=("id",),
    foreign_keys=(
        ForeignKey("event_id", ("events",)),
        ForeignKey("source_a", ("sources",)),
        ForeignKey("source_b", ("sources",)),
    ),
    columns=(
        _id("Stable identifier of the point."),
        Column("event_id", "The event concerned; empty if the point concerns the whole conflict."),
        Column("topic", "What is in dispute, in a few words.", required=True),
        Column("reading_a", "One account.", required=True),
        Column("source_a", "Who gives it.", type="list", required=True),
        Column("reading_b", "The other account.", required=True),
        Column("source_b", "Who gives that.", type="list", required=True),
        Column("our_reading", "What this atlas does about it, and why.", required=True),
        Column(
            "weight",
            "How much it matters to the understanding of the event.",
            required=True,
            vocabulary=_vocabulary(
                high="changes who did what, when or at what cost",
                medium="changes a detail worth knowing",
                low="a matter of wording or spelling",
            ),
        ),
    ),
)
EVENT_SOURCES = Table(
    name="event_sources",
    title="Sources of events",
    row="one support of an event by a work",
    primary_key=("event_id", "source_id", "locator", "supports"),
    foreign_keys=(ForeignKey("event_id", ("events",)), ForeignKey("source_id", ("sources",))),
    columns=(
        Column("event_id", "The event supported.", required=True),
        Column("source_id", "The work that supports it.", required=True),
        Column("locator", "Page, paragraph or document number.", required=True),
        Column(
            "supports",
            "What the work is evidence for.",
            required=True,
            vocabulary=_vocabulary(
                date="when it happened",
                place="where it happened",
                participants="who took part",
                course="what happened",
                outcome="how it ended",
                figures="a figure",
            ),
        ),
    ),
)
SOURCES = Table(
    name="sources",
    title="Sources",
    row="one work",
    primary_key=("id",),
    columns=(
        _id("Stable identifier of the work."),
        Column(
            "type",
            "Kind of work (CSL).",
            required=True,
            vocabulary=_vocabulary(
                book="book",
                chapter="chapter or document in a volume",
                article__journal="journal article",
                article__newspaper="newspaper article",
                article__magazine="magazine article",
                entry__encyclopedia="encyclopedia entry",
                report="report or statement",
                thesis="thesis",
                webpage="web page",
                document="other document",
            ),
        ),
        Column("title", "Title (CSL).", required=True),
        Column("author", "Authors as 'Family, Given', separated by '; '; bodies by their name."),
        Column("issued", "Date of publication (CSL), as EDTF.", type="edtf"),
        Column("publisher", "Publisher (CSL)."),
        Column("container_title", "Journal, newspaper, series or volume it stands in (CSL)."),
        Column("page", "Page or document number (CSL)."),
        Column("language", "Language of the work (BCP 47).", type="language"),
        Column("url", "Address at the publisher, an archive or an encyclopedia; never a mirror.", type="url"),
        Column("accessed", "Day the address was read (CSL).", type="edtf"),
        Column(
            "tier",
            "What sort of evidence it is.",
            required=True,
            vocabulary=_vocabulary(
                primary="made at the time by a party or an official observer",
                scholarly="research with evidence of its own",
                press="newspaper or magazine of the time or later",
                reference="encyclopedia or work of reference",
                popular="retelling without evidence of its own",
                founding_document="one of the four documents this atlas started from",
            ),
        ),
    ),
)
PARTIES = Table(
    name="parties",
    title="Parties",
    row="one party, or several that are counted together",
    primary_key=("id",),
    foreign_keys=(ForeignKey("members", ("parties",)),),
    columns=(
        _id("Stable identifier of the party."),
        Column("title", "Its name.", required=True),
        Column(
            "side",
            "On which side it stands in this atlas.",
            required=True,
            vocabulary=_vocabulary(
                a="the first of the two sides", b="the second of the two sides", other="neither of them"
            ),
        ),
        Column("members", "Whom a joint party counts together; it is never a side of an event.", type="list"),
        Column("colour", "Its colour on map and charts: a name of the palette."),
        Column("mark", "Its mark on charts: a name of the palette."),
        Column("date_edtf", "When it existed; an event before or after cannot have it as a side.", type="edtf"),
        Column("ccode", "Its code in the Correlates of War, where it has one.", pattern=r"\d{1,3}"),
    ),
)
CHAPTERS = Table(
    name="chapters",
    title="Chapters",
    row="one chapter; the order of the rows is the order on the page",
    primary_key=("id",),
    columns=(
        _id("Stable identifier of the chapter."),
        Column("title", "Its name.", required=True),
        Column("date_edtf", "The time it covers.", type="edtf"),
    ),
)
THEATRES = Table(
    name="theatres",
    title="Theatres",
    row="one lane of the timeline, from the top",
    primary_key=("id",),
    is_optional=True,
    columns=(
        _id("Stable identifier of the theatre."),
        Column("title", "Its name.", required=True),
        Column("about", "What lies in it, in a few words."),
    ),
)
PERIODS = Table(
    name="periods",
    title="Periods",
    row="one named range of days to choose",
    primary_key=("id",),
    foreign_keys=(ForeignKey("event_id", ("events",)),),
    is_optional=True,
    columns=(
        _id("Stable identifier of the period."),
        Column("title", "Its name.", required=True),
        Column("from", "First day.", type="edtf", required=True),
        Column("to", "Last day.", type="edtf", required=True),
        Column("event_id", "The event whose view on the map is the period's."),
    ),
)
PEOPLE = Table(
    name="people",
    title="People",
    row="one person",
    primary_key=("id",),
    foreign_keys=(ForeignKey("party", ("parties",)),),
    is_optional=True,
    columns=(
        _id("Stable identifier of the person."),
        Column("name", "The name in Latin letters, in the order usual in its language.", required=True),
        Column("born", "Day or year of birth.", type="edtf"),
        Column("died", "Day or year of death.", type="edtf"),
        Column("party", "Whom the person served."),
        Column("about", "Who the person was, in one neutral sentence."),
    ),
)
UNITS = Table(
    name="units",
    title="Units",
    row="one formation",
    primary_key=("id",),
    foreign_keys=(ForeignKey("party", ("parties",)), ForeignKey("part_of", ("units",))),
    is_optional=True,
    columns=(
        _id("Stable identifier of the unit."),
        Column("title", "Its name in English.", required=True),
        Column("party", "Whose unit it was.", required=True),
        Column("echelon", "Its size.", vocabulary=ECHELONS),
        Column("part_of", "The formation it belonged to."),
        Column("branch", "What it fought as, where its name says so.", vocabulary=BRANCHES),
    ),
)
EVENT_PEOPLE = Table(
    name="event_people",
    title="People in events",
    row="one person's part in one event",
    primary_key=("event_id", "person_id", "role"),
    foreign_keys=(
        ForeignKey("event_id", ("events",)),
        ForeignKey("person_id", ("people",)),
        ForeignKey("unit_id", ("units",)),
        ForeignKey("source_id", ("sources",)),
    ),
    is_optional=True,
    columns=(
        Column("event_id", "The event.", required=True),
        Column("person_id", "The person.", required=True),
        Column("role", "What the person was or did there, in a few words.", required=True),
        Column("unit_id", "The unit the person led or served in."),
        Column("source_id", "The work that says so.", required=True),
        Column("locator", "Page, paragraph or document number in it.", required=True),
    ),
)
_APPROXIMATION = Column(
    "approximation_km",
    "The true place lies within this distance.",
    type="number",
    unit="km",
    required=True,
    minimum=0,
    maximum=2000,
)
_CERTAINTY = Column("certainty", "How sure it is.", required=True, vocabulary=CERTAINTIES)
POSITIONS = Table(
    name="positions",
    title="Positions",
    row="one unit at one place on one day",
    primary_key=("id",),
    foreign_keys=(
        ForeignKey("unit_id", ("units",)),
        ForeignKey("event_id", ("events",)),
        ForeignKey("place_id", ("places",)),
        ForeignKey("source_id", ("sources",)),
    ),
    is_optional=True,
    columns=(
        _id("Stable identifier of the position."),
        Column("unit_id", "The unit.", required=True),
        Column("event_id", "The event, mostly a battle, in which it stood there.", required=True),
        Column("date_edtf", "On which day or days.", type="edtf", required=True),
        Column("local_time", "At what hour, on the clock of the source: `HH:MM`, or two with a slash between them."),
        Column("clock", "Which clock that is, where the source says it."),
        Column("place_id", "Where, if it is a place of `places.csv`."),
        Column("geometry_wkt", "Where, if it is none: a POINT or a LINESTRING (longitude latitude).", type="wkt"),
        _APPROXIMATION,
        Column("did", "What it did there, in a few words."),
        Column("claimant", "Who says so, by name.", required=True),
        Column("claimant_role", "Where the claimant stood.", required=True, vocabulary=CLAIMANT_ROLES),
        _CERTAINTY,
        Column("source_id", "The work it was read in.", required=True),
        Column("locator", "Page, paragraph or document number in it.", required=True),
    ),
)
LINES = Table(
    name="lines",
    title="Lines",
    row="one line on the ground on one day, as one claimant gives it",
    primary_key=("id",),
    foreign_keys=(
        ForeignKey("event_id", ("events",)),
        ForeignKey("party", ("parties",)),
        ForeignKey("source_id", ("sources",)),
    ),
    is_optional=True,
    columns=(
        _id("Stable identifier of the line."),
        Column("event_id", "The event it belongs to.", required=True),
        Column(
            "kind",
            "What sort of line it is.",
            required=True,
            vocabulary=_vocabulary(
                front="where two sides faced each other",
                position="ground that one side held",
                encirclement="a ring round the other side",
                claim="a frontier as one side claimed it",
                crossing="a crossing of a river or a frontier",
                advance="a way that troops took",
            ),
        ),
        Column("party", "Whose line it is.", required=True),
        Column("date_edtf", "On which day or days.", type="edtf", required=True),
        Column("local_time", "At what hour, on the clock of the source: `HH:MM`, or two with a slash between them."),
        Column("clock", "Which clock that is, where the source says it."),
        Column("geometry_wkt", "A LINESTRING or POLYGON (longitude latitude).", type="wkt", required=True),
        _APPROXIMATION,
        Column("claimant", "Who gives the line, by name.", required=True),
        Column("claimant_role", "Where the claimant stood.", required=True, vocabulary=CLAIMANT_ROLES),
        _CERTAINTY,
        Column("source_id", "The work it was read in.", required=True),
        Column("locator", "Page, paragraph or document number in it.", required=True),
        Column("note", "What is to be known of it."),
    ),
)
GLOSSARY = Table(
    name="glossary",
    title="Glossary",
    row="one word that a sheet for a class explains; of several that are due, the first rows come first",
    primary_key=("id",),
    is_optional=True,
    columns=(
        _id("Stable identifier of the word."),
        Column("term", "The word, as a sheet prints it.", required=True, most=40),
        Column("forms", "Other forms and words by which a text leads to it, in lower case.", type="list"),
        Column("meaning", "What it means, for a reader of fifteen.", required=True, most=170),
    ),
)
TABLES: tuple[Table, ...] = (
    EVENTS,
    PLACES,
    NAMES,
    CLAIMS,
    DISAGREEMENTS,
    EVENT_SOURCES,
    SOURCES,
    PARTIES,
    CHAPTERS,
    THEATRES,
    PERIODS,
    PEOPLE,
    EVENT_PEOPLE,
    UNITS,
    POSITIONS,
    LINES,
    GLOSSARY,
)
