"""What is generated from the models and the codes, and committed: schemas, types, numbers, documentation.

``python -m tour_schema.publishing`` renews it; a test fails where the committed files differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tour_schema.publishing.frames import frames_text
from tour_schema.publishing.issues import issues_page
from tour_schema.publishing.schemas import ROOTS, schema_text
from tour_schema.publishing.typescript import types_text

PACKAGE: Final = Path(__file__).resolve().parent.parent
"""The folder of ``tour_schema``."""


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file and what it has to hold."""
    for name in ROOTS:
        yield PACKAGE / "published" / "1.0" / f"{name}.schema.json", schema_text(name)
    yield PACKAGE / "typescript" / "generated" / "types.ts", types_text()
    yield PACKAGE / "typescript" / "generated" / "frames.json", frames_text()
    yield PACKAGE / "ISSUES.md", issues_page()
