"""Sheets for a class: what stands on a lesson sheet, a kit or a key, as a list of parts."""
