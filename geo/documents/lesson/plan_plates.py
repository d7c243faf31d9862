"""The plan of the open event as small maps for a sheet: what happened on each day, who says so, how to read them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any, NamedTuple

from geo.content.plans.day import on_day, telling_days
from geo.content.plans.key import key_text
from geo.content.plans.plan import battle_of, plan
from geo.core.edtf import spoken
from geo.core.text import clipped
from geo.documents.paper.blocks import Picture
from geo.documents.request import Order
from geo.maps.pictures.plan_on_paper import Plate, plates
from geo.record.tables import Dataset

__all__ = ["NO_PLATES", "Plates", "plates_of"]

_SIZE_PX = (400, 250)
_MOST_CAPTION, _MOST_CLAIMANTS = 130, 3
_QUALITY = 88


class Plates(NamedTuple):
    """Small maps, and the key to them; both empty where no plan shows the event."""

    pictures: tuple[Picture, ...] = ()
    key: str = ""


NO_PLATES = Plates()


def plates_of(dataset: Dataset, wanted: Order, most: int = 4) -> Plates:
    """Return the plan of the open event on the *most* days of its time of which most is told."""
    view = wanted.view
    if wanted.step or not view.event or not battle_of(dataset, view.event):
        return NO_PLATES
    made, event = plan(dataset, view.event), dataset.event(view.event)
    first, last = (dt.date.fromordinal(event[name]).isoformat() for name in ("first_day", "last_day"))
    told = {name: [one for one in made[name] if _is_told(one, view.accounts)] for name in ("lines", "units")}
    days = telling_days({**made, **told, "days": [one for one in made["days"] if first <= one["on"] <= last]}, most)
    if not days:
        return NO_PLATES
    drawn = plates(dataset, view.event, days, _SIZE_PX, view)
    return Plates(
        tuple(_picture(one) for one in drawn),
        key_text(made, [on_day(made, day, view.accounts) for day in days], view.symbols),
    )


def _is_told(one: Mapping[str, Any], accounts: str) -> bool:
    """Whether a line or unit stands in the account ``a``, ``b`` or ``both``."""
    return accounts == "both" or one["account"] in (accounts, "both")


def _picture(plate: Plate) -> Picture:
    raw = io.BytesIO()
    plate.image.convert("RGB").save(raw, "JPEG", quality=_QUALITY)
    day = spoken(plate.day.isoformat())
    who = list(plate.claimants[:_MOST_CLAIMANTS])
    if left := len(plate.claimants) - len(who):
        who.append(f"{left} more")
    said = ". ".join(filter(None, (day, _brief(plate.caption))))
    caption = f"{said}. Drawn after: {'; '.join(who)}." if who else f"{said}."
    return Picture(raw.getvalue(), _SIZE_PX[1] / _SIZE_PX[0], f"Plan of the battle, {said}", caption)


def _brief(caption: str) -> str:
    """Return as many of a day's captions, which a dot parts, as have room; the first one in any case."""
    first, *rest = caption.split(" · ")
    for one in rest:
        if len(first) + len(one) > _MOST_CAPTION:
            break
        first = f"{first} · {one}"
    return clipped(first, _MOST_CAPTION)
