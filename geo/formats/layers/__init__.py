"""Chosen events as layers with shapes: GeoJSON, GeoPackage, KML, Linked Places."""
