"""Write ``founding_shingles.txt``: every eight consecutive words of the founding documents, hashed.

The documents themselves are not ours to publish.  Their hashes are enough to see that no
sentence of the atlas is one of theirs.  Run by hand, with the documents as arguments::

    python -m tests.data.make_shingles 000.txt 001.txt 002.txt 003.txt
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

WORDS = 8
FILE = Path(__file__).with_name("founding_shingles.txt")


def shingles(text: str) -> Iterator[tuple[str, str]]:
    """Yield every run of :data:`WORDS` words of *text* as its eight-digit hash and the words.

    Case, punctuation and marks over letters are set aside.
    """
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(mark))
    words = re.findall(r"\w+", bare)
    for start in range(len(words) - WORDS + 1):
        run = " ".join(words[start : start + WORDS])
        yield hashlib.sha256(run.encode()).hexdigest()[:8], run


def main() -> None:
    """Read the documents named on the command line and write the hashes, sorted."""
    found = {digest for path in sys.argv[1:] for digest, _ in shingles(Path(path).read_text(encoding="utf-8"))}
    FILE.write_text("\n".join(sorted(found)) + "\n", encoding="ascii")
    print(f"{FILE}: {len(found)} hashes")


if __name__ == "__main__":
    main()
