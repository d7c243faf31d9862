"""The day of a battle's plan as a picture of the map shows it: what is drawn, and what stands under it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PIL import Image

from geo.basemap.svg import Camera, Window
from geo.content.plans.day import caption, on_day
from geo.content.plans.key import claimants, key_text
from geo.content.plans.plan import battle_of, plan, summaries
from geo.core.edtf import spoken
from geo.core.points import Point
from geo.maps.pictures import plan_on_paper
from geo.query.selection import View
from geo.record.tables import Dataset

__all__ = ["PlanPicture", "plan_at"]


@dataclass(frozen=True)
class PlanPicture:
    """A day of a plan, seen from somewhere.

    Attributes
    ----------
    view : whose account, with which signs, and the unit that is marked.
    look : the middle and the zoom.
    size_px : in pixels of a screen.
    """

    dataset: Dataset
    battle: str
    day: dt.date
    view: View
    look: tuple[Point, float]
    size_px: tuple[int, int]

    def drawn(self, density: float) -> Image.Image:
        """Return the map, with *density* times as many pixels as a screen has."""
        return plan_on_paper.plate(
            self.dataset, self.battle, self.day, self.view, self.look, self.size_px, density
        ).image.convert("RGB")

    @property
    def about(self) -> str:
        """The day, by whose account, and what happened."""
        made = plan(self.dataset, self.battle)
        accounts = self.view.accounts
        by = f"{made['sides'][accounts]} account" if accounts in made["sides"] else ""
        return " · ".join(filter(None, (spoken(self.day.isoformat()), by, caption(made, self.day))))

    @property
    def key(self) -> tuple[str, ...]:
        """Who says so, or that nobody does, and how the plan is to be read."""
        made = plan(self.dataset, self.battle)
        day = on_day(made, self.day, self.view.accounts)
        told = claimants(day)
        who = f"Drawn after: {'; '.join(told)}." if told else "Nothing is attested of where anybody stood on this day."
        return tuple(filter(None, (who, key_text(made, [day], self.view.symbols))))


def plan_at(dataset: Dataset, view: View, camera: Camera, window: Window) -> PlanPicture | None:
    """Return the plan that a view shows: where it names a day of one, and looks from as near as that is drawn."""
    battle = battle_of(dataset, view.event) if view.event and view.on else ""
    summary = next((one for one in summaries(dataset) if one["event"] == battle), None)
    if summary is None or view.on is None or not summary["from"] <= view.on.isoformat() <= summary["to"]:
        return None
    if not summary["zooms"][0] <= camera.zoom <= summary["zooms"][1]:
        return None
    lat, lon = camera.place(window.width / 2, window.height / 2)
    size = (window.width, window.height)
    return PlanPicture(dataset, battle, view.on, view, (Point(lat, lon), float(camera.zoom)), size)
