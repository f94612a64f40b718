"""The project's own files, as git knows them."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("tour_schema", "exports", "authoring")

#: Written by our generators, not by hand.
_GENERATED = re.compile(r"^(tour_schema/(published|typescript/generated)/|authoring/migrations/versions/)|\.d\.ts$")


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the project, tracked or new and not ignored, as a path from the root with slashes."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(sorted(path for path in listed.splitlines() if (ROOT / path).is_file()))


def sources(*endings: str, under: tuple[str, ...] = PACKAGES) -> Iterator[tuple[str, str]]:
    """(path, text) of each file written by hand in these folders with one of these endings."""
    for path in tracked():
        wanted = path.startswith(tuple(f"{folder}/" for folder in under)) and path.endswith(endings)
        if wanted and not _GENERATED.search(path):
            yield path, (ROOT / path).read_text(encoding="utf-8")
