"""How the map looks, where more than one part of the atlas has to know it."""

from __future__ import annotations

__all__ = ["MANY"]

#: Above so many plotted events the map draws marks on a canvas: symbols could no longer be pulled apart, and
#: would be slow (``DODGE_LIMIT`` in ``assets/layer.js``).
MANY = 400
