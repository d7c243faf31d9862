"""A zip archive that a visitor's file is → its members, each only if it unpacks to a bearable size."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from geo.errors import UploadError

__all__ = ["MAX_MEMBER_BYTES", "MAX_UNPACKED_BYTES", "opened", "pieces"]

MAX_UNPACKED_BYTES = 400_000_000
MAX_MEMBER_BYTES = 200_000_000
_MAX_MEMBERS = 2_000
_MOST_TIMES = 200  # a sheet packs to about a tenth; a bomb to a thousandth
_SMALL_BYTES = 1_000_000
_PROLOG_BYTES = 65_536
_PIECE_BYTES = 262_144
_ENTRY = b"PK\x01\x02"  # begins each line of an archive's list
_DAMAGED = "the workbook is damaged or locked; save it again without a password, or as CSV"


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose members all declare bearable sizes; more than declared is never unpacked.

    Raises
    ------
    UploadError
        If the archive is damaged, or would unpack to too much; also while it is open.
    """
    if (entries := data.count(_ENTRY)) > 10 * _MAX_MEMBERS:
        raise UploadError(f"the archive lists {entries:,} parts; a workbook has at most {_MAX_MEMBERS:,}")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _look_over(archive)
            yield archive
    except UploadError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, RecursionError):
            raise
        raise UploadError(_DAMAGED) from None


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of a member, unpacked piece by piece."""
    with archive.open(name) as member:
        while piece := member.read(_PIECE_BYTES):
            yield piece


def _look_over(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked, packed = (sum(getattr(one, size) for one in members) for size in ("file_size", "compress_size"))
    if len(members) > _MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        raise UploadError(
            f"the archive would unpack to {unpacked / 1e6:,.0f} MB in {len(members):,} parts; "
            f"at most {MAX_UNPACKED_BYTES // 1_000_000} MB can be read. Load the table by itself, as CSV"
        )
    sizes = [(one.file_size, one.compress_size) for one in members] + [(unpacked, packed)]
    if any(size > _SMALL_BYTES and size > _MOST_TIMES * small for size, small in sizes):
        raise UploadError("the archive would unpack to far more than a table does; load the table by itself, as CSV")
    for one in members:
        if one.filename.endswith((".xml", ".rels")):
            with archive.open(one) as member:
                if b"<!DOCTYPE" in member.read(_PROLOG_BYTES).upper().replace(b"\0", b""):
                    raise UploadError("the workbook declares XML entities, which no spreadsheet writes")
