"""Where the pages of the record stand: beside the app, or in a folder of files on any host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["Host"]


@dataclass(frozen=True)
class Host:
    """One of the two, and its address.

    Attributes
    ----------
    home_url : address of the atlas with a slash at its end; empty if it cannot be known.
    is_folder : whether the pages are files without the app behind them.
    """

    home_url: str = ""
    is_folder: bool = False

    def event_on_map(self, event_id: str) -> str:
        """Return where the map opens an event, from the atlas's own address on."""
        return f"map.html#event/{quote(event_id)}" if self.is_folder else f"?event={quote(event_id)}"

    @property
    def map(self) -> str:
        """Where the map is."""
        return "map.html" if self.is_folder else "./"

    def tour_on_map(self, slug: str, step: int = 1) -> str:
        """Return where the map goes through a tour; empty where it does not."""
        return "" if self.is_folder else f"?tour={quote(slug)}&step={step}"

    def download(self, file_name: str, extension: str) -> str:
        """Return where all events stand as a file."""
        return f"data/{file_name}" if self.is_folder else f"api/events.{extension}"

    def package(self, file_name: str) -> str:
        """Return where the data package stands."""
        return f"data/{file_name}" if self.is_folder else "api/datapackage.zip"
