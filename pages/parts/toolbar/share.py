"""The link of the present view: to be copied, or photographed off the wall."""

from __future__ import annotations

import streamlit as st

from geo.core import qr, templating
from geo.query import addresses
from geo.record import tables
from geo.web.security import framed_by
from pages.parts.shell import events_shown, lazy, own_address, state

_LABEL = "QR code of the link to this view"
#: ``navigator.clipboard`` exists on https alone, and in a school the page may come over plain http.
#: The script holds no data, and no angle bracket: Streamlit's sanitiser would drop it.
_COPY = """<script>
document.querySelectorAll(".share-link").forEach((box) => {
  const [link, said] = [box.querySelector("input, textarea"), box.querySelector("[role=status]")];
  box.querySelector("button").onclick = () => {
    link.select();
    said.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl and C";
  };
});
</script>"""


def heading(title: str) -> None:
    """Draw the heading of a page without a toolbar, and the link at its right."""
    with st.container(key="page_head", horizontal=True, vertical_alignment="center"):
        st.html(templating.html("page/heading.html", title=title), width="stretch")
        popover()


def popover() -> None:
    """Draw a button that shows the link of the present view."""
    lazy.popover("Link", "link", _show)


def _show() -> None:
    link = state.address()
    with st.container(key="share"):
        boxes = templating.html("share.html", link=link, page=_page(), snippet=_snippet(link))
        st.html(boxes + _COPY, unsafe_allow_javascript=True)
        if _draw_code(link) and st.button("Show large", key="share_large", icon=":material/fullscreen:"):
            _large(link)
        st.caption("Link and code open what you see now: years, filters, event, place on the map, step or exercise.")


@st.dialog("Link to this view", width="large")
def _large(link: str) -> None:
    """Draw the code as large as the window, to be photographed from the back of a room."""
    with st.container(key="share_wall"):
        _draw_code(link)
        st.html(templating.html("wall.html", link=link))


def _page() -> str:
    """Return the address of the open event's page; empty without one, and of a visitor's own event."""
    event_id, home = state.view().event, own_address.home()
    return addresses.of(home, "event", event_id) if event_id and home and not events_shown.own() else ""


def _snippet(link: str) -> str:
    """Return the code that shows this view of the map in a page of somebody else's; empty if none may frame it."""
    if not framed_by() or not state.is_on_map():
        return ""
    address = f"{link}{'&' if '?' in link else '?'}embed=1"
    return templating.html("snippet.html", address=address, title=tables.atlas().title).strip()


def _draw_code(link: str) -> bool:
    """Draw the QR code; return whether the link fits into one."""
    try:
        st.html(qr.image(link, _LABEL))
    except ValueError:
        st.caption("This link is too long for a QR code. Shorten the search, or choose fewer filters.")
        return False
    return True
