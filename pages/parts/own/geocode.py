"""Rows that have a place name only: look the names up, decide where it is doubtful, keep the paper trail."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import streamlit as st

from geo.content.panel import where_text
from geo.core import templating
from geo.core.edtf import spoken
from geo.core.text import counted
from geo.errors import DateError
from geo.geocoding import ranking, search
from geo.geocoding.ranking import Candidate, Finding, Located, Question, Wanted
from geo.geocoding.services import CachedNominatim
from geo.record import tables
from geo.record.schema import PLACES
from pages.parts.shell import choose
from pages.parts.shell.markdown import plain

_FOUND, _CHOICES, _ASKING, _GROUP, _PAGE = (
    f"_geocode_{name}" for name in ("found", "choices", "asking", "group", "page")
)
_LEAVE_OUT = -1
_PER_PAGE, _MOST_LISTED = 8, 200
#: What can be the matter with a name, in the order in which a reader deals with it.
_GROUPS = {"waits": "To decide", "placed": "Placed", "unknown": "Not found", "out": "Left out"}
_EMPTY = {
    "waits": "Nothing waits for a decision.",
    "placed": "No name has been placed yet.",
    "unknown": "Every name was found somewhere.",
    "out": "Nothing is left out.",
}

Asked = Mapping[Question, Sequence[Wanted]]


def draw(wanted: list[Wanted]) -> dict[str, Located]:
    """Draw the search for *wanted* and return where the rows are put, by ``row_id``; those in doubt are missing."""
    session = st.session_state
    for name, empty in ((_FOUND, {}), (_CHOICES, {}), (_ASKING, ""), (_GROUP, ""), (_PAGE, 0)):
        session.setdefault(name, empty)
    asked = ranking.questions(wanted)
    with st.container(key="geocode"):
        if not asked:
            st.html('<p class="lead">Every row has its coordinates; there is no name to look up.</p>')
            return {}
        _actions(asked)
        findings = {question: session[_FOUND][question] for question in asked if question in session[_FOUND]}
        if findings and not session[_ASKING]:
            _decisions(asked, findings)
        else:
            _names(asked)
    chosen = {question: _chosen(finding) for question, finding in findings.items()}
    return {
        row.row_id: findings[question].located(place)
        for question, place in chosen.items()
        if place
        for row in asked[question]
    }


def _actions(asked: Asked) -> None:
    """Draw what can be asked of whom, and what is being asked."""
    session = st.session_state
    rows = sum(map(len, asked.values()))
    st.html(
        templating.html(
            "geocode_lead.html",
            counts=f"{counted(len(asked), 'name')} in {counted(rows, 'row')}",
            accept=f"{ranking.ACCEPT:.2f}",
            close=f"{ranking.CLOSE:.2f}",
            scale=ranking.SCALE,
        )
    )
    new = [question for question in asked if question not in session[_FOUND]]
    open_ = [one for one in asked if one in session[_FOUND] and _state(session[_FOUND][one]) in {"waits", "unknown"}]
    if session[_ASKING]:
        _ask(new if session[_ASKING] == "offline" else open_)
        return
    with st.container(key="geocode_actions", horizontal=True, vertical_alignment="center"):
        if new:
            st.button(
                "Look up offline" if len(new) == len(asked) else f"Look up {counted(len(new), 'more name')} offline",
                key="geocode_offline",
                type="primary",
                on_click=_start,
                args=("offline",),
            )
            st.html('<p class="lead">in the gazetteer of this atlas and in GeoNames; nothing leaves this server.</p>')
            return
        if not open_:
            return
        with st.popover(f"Ask online about {counted(len(open_), 'open name')}"), st.container(key="geocode_online"):
            st.markdown(
                "**Nominatim** knows far more places, as they are today. "
                f"{counted(len(open_), 'name')} still in doubt, "
                "each with its country, would go from the server of this atlas to nominatim.openstreetmap.org, "
                "run by the OpenStreetMap Foundation. Nothing else of your rows is sent. It takes about "
                f"{counted(len(open_), 'second')}; the answers are kept on the server."
            )
            agreed = st.checkbox("I agree to send these names", key="geocode_agreed")
            st.button(
                "Ask Nominatim",
                key="geocode_ask",
                disabled=not agreed,
                on_click=_start,
                args=("online",),
            )
    for words in dict.fromkeys(
        words for one in asked if one in session[_FOUND] for words in session[_FOUND][one].silent
    ):
        with st.container(key=f"geocode_silent_{zlib.crc32(words.encode())}"):
            st.text(f"{words}.")


def _ask(questions: Sequence[Question]) -> None:
    """Search, drawing how far it is; what is found is kept at once, so that nothing is lost when it is cancelled."""
    session = st.session_state
    is_online = session[_ASKING] == "online"
    services = (CachedNominatim(search.cache_folder()),) if is_online else search.offline(tables.load())
    aside = "one name a second" if is_online else "the very first time GeoNames is made ready, some ten seconds"
    with st.container(key="geocode_asking", horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, f"Looking up {counted(len(questions), 'name')}; {aside}")
        st.button("Cancel", key="geocode_cancel", on_click=_start, args=("",))
    for done, finding in enumerate(search.search(questions, services, session[_FOUND]), 1):
        session[_FOUND][finding.question] = finding
        bar.progress(done / len(questions), f"{done} of {len(questions)}: {plain(finding.question.name)}")
    session[_ASKING] = ""
    st.rerun()


def _start(what: str) -> None:
    """Begin to ask, or end it with ``""``; consent holds for one time of asking."""
    st.session_state[_ASKING], st.session_state["geocode_agreed"] = what, False
    st.session_state[_GROUP], st.session_state[_PAGE] = "", 0


def _names(asked: Asked) -> None:
    """Draw the names before they are looked up."""
    names = [
        {"name": one.name, "country": one.country, "dates": _dates(rows), "rows": len(rows)}
        for one, rows in list(asked.items())[:_MOST_LISTED]
    ]
    st.html(templating.html("geocode_names.html", names=names))
    if len(asked) > _MOST_LISTED:
        st.html(templating.html("page/lead.html", words=f"and {len(asked) - _MOST_LISTED} more."))


def _decisions(asked: Asked, findings: Mapping[Question, Finding]) -> None:
    """Draw the names by what is the matter with them, a page at a time."""
    session = st.session_state
    groups: dict[str, list[Finding]] = {name: [] for name in _GROUPS}
    for finding in findings.values():
        groups[_state(finding)].append(finding)
    if session[_GROUP] not in groups:
        session[_GROUP] = next(name for name, found in groups.items() if found)
    with st.container(key="geocode_bar", horizontal=True, vertical_alignment="center"):
        titles = {name: f"{title} · {len(groups[name])}" for name, title in _GROUPS.items()}
        choose.one("Names", titles, session[_GROUP], "geocode_group", _take_group, label_visibility="collapsed")
        st.space("stretch")
        st.download_button(
            "Paper trail as CSV",
            ranking.trail_csv(asked, findings, session[_CHOICES]),
            "places-by-name.csv",
            "text/csv",
            key="geocode_trail",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
    shown = groups[session[_GROUP]]
    if not shown:
        st.html(templating.html("page/lead.html", words=_EMPTY[session[_GROUP]]))
    last = max(0, (len(shown) - 1) // _PER_PAGE)
    page = session[_PAGE] = min(session[_PAGE], last)
    with st.container(key="geocode_cards"):
        for finding in shown[page * _PER_PAGE : (page + 1) * _PER_PAGE]:
            _card(asked[finding.question], finding)
    if last:
        _pager(page, last)


def _pager(page: int, last: int) -> None:
    with st.container(key="geocode_pager", horizontal=True, vertical_alignment="center", horizontal_alignment="center"):
        for label, to in (("Previous", page - 1), ("Next", page + 1)):
            st.button(
                label,
                key=f"geocode_{label.lower()}",
                disabled=not 0 <= to <= last,
                on_click=st.session_state.__setitem__,
                args=(_PAGE, to),
            )
        st.html(templating.html("page/lead.html", words=f"{page + 1} of {last + 1}"))


def _card(rows: Sequence[Wanted], finding: Finding) -> None:
    """Draw one name: what is doubtful, what it may be, and the trail of what is chosen."""
    question, state = finding.question, _state(finding)
    number = f"{zlib.crc32(repr(question).encode()):08x}"
    aside = " · ".join(part for part in (question.country, _dates(rows), counted(len(rows), "row")) if part)
    doubt = finding.doubt if state in {"waits", "unknown"} else ""
    with st.container(key=f"geocode_card_{number}"):
        st.html(templating.html("geocode_card.html", name=question.name, aside=aside, doubt=doubt))
        if not finding.candidates:
            return
        chosen = _chosen(finding)
        options = [*range(len(finding.candidates)), _LEAVE_OUT]
        now = finding.candidates.index(chosen) if chosen else _LEAVE_OUT if state == "out" else None
        key = f"geocode_choice_{number}"
        st.session_state[key] = now
        st.selectbox(
            f"Place meant by {plain(question.name)}",
            options,
            index=None,
            key=key,
            format_func=lambda one: "Leave out" if one == _LEAVE_OUT else _label(finding.candidates, one),
            placeholder=f"Choose one of {len(finding.candidates)}"
            if len(finding.candidates) > 1
            else "Is it this one?",
            label_visibility="collapsed",
            on_change=_choose,
            args=(finding, key),
        )
        if chosen:
            _trail(chosen)


def _choose(finding: Finding, key: str) -> None:
    """Keep the decision; none at all gives the name back to the rule."""
    picked, choices = st.session_state[key], st.session_state[_CHOICES]
    if picked is None:
        choices.pop(finding.question, None)
    else:
        choices[finding.question] = None if picked == _LEAVE_OUT else finding.candidates[picked]


def _take_group(group: str) -> None:
    st.session_state[_GROUP], st.session_state[_PAGE] = group, 0


def _label(candidates: Sequence[Candidate], index: int) -> str:
    one = candidates[index]
    away = f"{one.distance_km(candidates[0]):,.0f} km from the first" if index else ""
    return " · ".join(part for part in (one.title, f"{one.score:.2f}", away, one.service, one.country) if part)


def _trail(place: Candidate) -> None:
    st.html(
        templating.html(
            "geocode_trail.html",
            place=place,
            precision=where_text(
                {
                    "place_id": place.service_id,
                    "where_prec": place.where_prec,
                    "approximation_km": place.approximation_km,
                }
            ),
            coordinates=f"{place.lat:.3f}, {place.lon:.3f}",
            basis=PLACES["geo_basis"].vocabulary[place.basis].capitalize(),
        )
    )


def _chosen(finding: Finding) -> Candidate | None:
    """Return the place that a human chose, or else the one accepted by rule."""
    found: Candidate | None = st.session_state[_CHOICES].get(finding.question, finding.accepted)
    return found


def _state(finding: Finding) -> str:
    if finding.question in st.session_state[_CHOICES]:
        return "placed" if _chosen(finding) else "out"
    return "placed" if finding.accepted else "waits" if finding.candidates else "unknown"


def _dates(rows: Sequence[Wanted]) -> str:
    """Return the first and the last date of *rows*, in words; what cannot be read stays as it is written."""
    dates = sorted({row.date for row in rows} - {""})
    written = "/".join(dict.fromkeys((*dates[:1], *dates[-1:])))
    try:
        return spoken(written) if written else ""
    except DateError:
        return written.replace("/", " to ")
