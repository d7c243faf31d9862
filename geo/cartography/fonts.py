"""The web fonts: chosen subsets, their style sheet and their licences.

The style sheet keeps fontsource's ``unicode-range`` of every subset, so that a
browser fetches only the scripts a page shows.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
FACES = {
    "alegreya": ("400", "400-italic", "500", "700"),
    "source-sans-3": ("400", "600", "700"),
}

RULE = """\
@font-face {{
  font-family: "{family}";
  font-style: {style};
  font-weight: {weight};
  font-display: swap;
  src: url("fonts/{file}") format("woff2");
  unicode-range: {ranges};
}}
"""

#: The East Asian characters of the record, which :mod:`geo.cartography.print_fonts` cuts; it stands in every type's
#: stack of families.  In Latin, Cyrillic and punctuation no character of it is used.
EAST, EAST_FILE, EAST_FROM = "East", "noto-sans-cjk-names.woff2", 0x2E80

_BLOCK = re.compile(
    r"/\* (?P<name>\S+) \*/\s*@font-face \{.*?font-family: '(?P<family>[^']+)'"
    r".*?font-style: (?P<style>\w+).*?font-weight: (?P<weight>\d+)"
    r".*?unicode-range: (?P<ranges>[^;]+);",
    re.DOTALL,
)


def install(packages_dir: Path, assets_dir: Path) -> None:
    """Copy the fonts into *assets_dir* and write ``fonts.css``.

    Parameters
    ----------
    packages_dir : the unpacked npm packages.
    """
    folder = assets_dir / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    rules = []
    for package, sheets in FACES.items():
        source = packages_dir / package / "package"
        shutil.copyfile(source / "LICENSE", folder / f"OFL-{package}.txt")
        for sheet in sheets:
            css = (source / f"{sheet}.css").read_text("utf-8")
            for block in _BLOCK.finditer(css):
                subset = block["name"].removeprefix(f"{package}-")
                subset = subset.removesuffix(f"-{block['weight']}-{block['style']}")
                if subset not in SUBSETS:
                    continue
                file = f"{block['name']}.woff2"
                shutil.copyfile(source / "files" / file, folder / file)
                rules.append(RULE.format(**block.groupdict(), file=file))
    ranges = f"U+{EAST_FROM:X}-FFEF"
    rules.append(RULE.format(family=EAST, style="normal", weight="100 900", file=EAST_FILE, ranges=ranges))
    (assets_dir / "fonts.css").write_text("\n".join(rules), encoding="utf-8")
