"""The usual answer to a click: streamlit-folium reports where, the page looks for the event that lies there."""

import folium
from streamlit_folium import st_folium

from bench.rivals.data import CENTRE, echo, events, local, marker

base = local(folium.Map(CENTRE, zoom_start=5))
table = events()
for _, event in table.iterrows():
    marker(event).add_to(base)
said = st_folium(base, key="map", height=600, use_container_width=True, returned_objects=["last_object_clicked"])
where = (said or {}).get("last_object_clicked")
if where:
    distance = (table["latitude"] - where["lat"]).abs() + (table["longitude"] - where["lng"]).abs()
    echo(table.loc[distance.idxmin(), "id"])
