"""The way of the first tutorials: a new folium map with all its markers on every run."""

import folium
from streamlit_folium import st_folium

from bench.rivals.data import CENTRE, events, local, marker, years

first, last = years()
base = local(folium.Map(CENTRE, zoom_start=5))
for _, event in events(first, last).iterrows():
    marker(event).add_to(base)
st_folium(base, use_container_width=True, height=600, returned_objects=[])
