"""``python -m geo convert FILE OUT``: whatever *Your events* reads, in any of the formats of the downloads.

A file is read as on the page, in a process of its own.  A data package stays what it is: as a folder
or as a zip archive it is carried over byte by byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.errors import UploadError
from geo.formats import package_tables
from geo.formats.registry import FORMATS, Format
from geo.record.files import datapackage
from geo.uploads import package_file, package_reading
from geo.uploads.own_events import Reading
from geo.uploads.process import errand

__all__ = ["Converted", "convert"]

_MOST_SHOWN = 20


@dataclass(frozen=True)
class Converted:
    """What became of a file.

    Attributes
    ----------
    events : how many were written.
    left_out : how many rows were not, for what ``words`` says of them.
    words : what was understood or changed, and the first complaints.
    """

    events: int
    left_out: int
    words: tuple[str, ...]


def convert(source: Path, target: Path, links: str = "") -> Converted:
    """Write the events of *source* as *target*, whose ending says how: a format, ``.zip`` or a new folder.

    Parameters
    ----------
    source : a file, or the folder of a data package.
    links : the address of an atlas, that begins links to its events; of a file none is known.

    Raises
    ------
    UploadError
        If the file is no table of events, or the ending is of no format.
    OSError
        If a file cannot be read or written, or the folder is not empty.
    """
    kind = _format(target)
    files, data = _read(source)
    if kind is None and files:
        _write_package(target, files)
        return Converted(_rows(files), 0, ())
    reading = errand.read(source.name if source.is_file() else f"{source.name}.zip", data)
    if reading.dataset.events.empty:
        raise UploadError(f"no row of {source.name} could be read: {'; '.join(_words(reading)[:3])}")
    if kind is None:
        _write_package(target, package_tables.files(reading.dataset))
    else:
        body = kind.build(reading.dataset, reading.dataset.events, links)
        target.write_bytes(body.encode() if isinstance(body, str) else body)
    return Converted(len(reading.dataset.events), reading.bad_count, tuple(_words(reading)))


def _format(target: Path) -> Format | None:
    """Return the format that a name ends in; ``None`` for a package."""
    name = target.name.lower()
    found = [kind for ending, kind in FORMATS.items() if name.endswith(f".{ending}")]
    if found:
        return max(found, key=lambda kind: len(kind.extension))
    if name.endswith(".zip") or not target.suffix:
        return None
    endings = ", ".join(f".{ending}" for ending in FORMATS)
    raise UploadError(f"{target.name} ends as no format does; write {endings}, .zip or a folder for a data package")


def _read(source: Path) -> tuple[dict[str, bytes], bytes]:
    """Return the files of a package, if *source* is one, and the bytes to read it from."""
    if source.is_dir():
        files = {
            path.relative_to(source).as_posix(): path.read_bytes()
            for path in sorted(source.rglob("*"))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(source).parts)
        }
        if not package_file.is_package(name.removesuffix(".csv") for name in files):
            raise UploadError(f"{source} holds no data package; it needs events.csv and places.csv")
        return files, package_tables.packed({name: files[name] for name in files if not name.startswith("basemap/")})
    data = source.read_bytes()
    is_archive = data.startswith(b"PK\x03\x04")
    return package_reading.held(data) if is_archive else {}, data


def _rows(files: Mapping[str, bytes]) -> int:
    from geo.uploads.files.held_folder import HeldFolder

    sheets = datapackage.read(HeldFolder(files)).sheets  # type: ignore[arg-type]
    return len(sheets["events"].rows)


def _write_package(target: Path, files: Mapping[str, bytes]) -> None:
    if target.suffix.lower() == ".zip":
        target.write_bytes(package_tables.packed(files))
        return
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target} is not empty; name a new folder")
    for name, content in files.items():
        path = target / name
        if not path.resolve().is_relative_to(target.resolve()):
            raise UploadError(f"the package names a file outside of itself: {name[:60]}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _words(reading: Reading) -> list[str]:
    whole = {one.column for one in reading.whole}
    problems = reading.problems[~reading.problems["column"].isin(whole)].head(_MOST_SHOWN).to_dict("records")
    told = [f"row {one['row']}: {one['column']}: {one['found']!r}: {one['right']}" for one in problems]
    more = reading.problem_count - len(told) - sum(one.row_count for one in reading.whole)
    is_told = {"latitude", "longitude"} if reading.remarks else set()  # by a remark, with its remedy
    return [
        *reading.notes,
        *(one.words for one in reading.whole if one.field not in is_told),
        *told,
        *([f"and {more:,} complaints more"] if more > 0 else []),
    ]
