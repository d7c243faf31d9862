"""The map as a picture: on paper, as SVG or PNG, as the plate of a battle; nothing here knows a browser."""
