"""Shapes that the browser draws as SVG, drawn with Pillow."""
