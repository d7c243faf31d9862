"""The way of streamlit-folium's handbook: the map stays, a feature group holds the markers."""

import folium
from streamlit_folium import st_folium

from bench.rivals.data import CENTRE, events, local, marker, years

first, last = years()
group = folium.FeatureGroup(name="events")
for _, event in events(first, last).iterrows():
    marker(event).add_to(group)
st_folium(
    local(folium.Map(CENTRE, zoom_start=5)),
    feature_group_to_add=group,
    key="map",
    use_container_width=True,
    height=600,
    returned_objects=[],
)
