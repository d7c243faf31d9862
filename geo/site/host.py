"""Where the pages of the record stand: beside the app, or in a folder of files on any host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["FONTS", "JOINED", "STYLES", "Host"]

#: The sheets of the pages below the assets, in the order in which they count; a folder has them joined as one file.
STYLES = ("css/palette.css", "css/record.css", "css/pages_of_record.css")
JOINED = "pages.css"
#: The sheet of the typefaces stands at the end of a page: its text is there before they are.
FONTS = "fonts.css"


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
    def styles(self) -> tuple[str, ...]:
        """The sheets that a page asks for, before which it shows nothing."""
        return (JOINED,) if self.is_folder else STYLES

    @property
    def fonts(self) -> str:
        """The sheet of the typefaces, which a page does not wait for."""
        return FONTS

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
