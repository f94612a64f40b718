"""The museum: what was ever released still opens, and is written back as the present format has it.

A folder holds the first example of each document of a released version; it is never changed.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from tour_schema import Documents, check, dump, read
from tour_schema.anchor import Anchor
from tour_schema.base import FORMAT
from tour_schema.manifest import ResolvedTour
from tour_schema.place import Area
from tour_schema.scene import Action, SceneContent
from tour_schema.story import Answer, StoryBlock
from tour_schema.trigger import Trigger

MUSEUM = Path(__file__).parent / "museum"
EXHIBITS = sorted(path for path in MUSEUM.glob("*/*.json") if path.name != "hashes.json")


@pytest.mark.parametrize("path", EXHIBITS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_was_released_still_opens(path: Path) -> None:
    reading = read(path.read_bytes())
    assert reading.document is not None
    assert reading.report.issues == ()
    assert reading.document.format == FORMAT
    assert reading.document.kind == path.stem
    assert read(dump(reading.document)).document == reading.document


def test_an_exhibit_is_never_changed() -> None:
    for folder in {path.parent for path in EXHIBITS}:
        kept = json.loads((folder / "hashes.json").read_text())
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in EXHIBITS if path.parent == folder}
        assert found == kept


def test_the_first_tour_is_still_without_fault() -> None:
    resolved = read((MUSEUM / "1.0" / "resolved_tour.json").read_bytes()).document
    assert isinstance(resolved, ResolvedTour)
    assert check(resolved, Documents(), on=date(2026, 5, 15)).issues == ()


def test_the_first_tour_says_everything_that_the_format_can_say() -> None:
    text = (MUSEUM / "1.0" / "resolved_tour.json").read_text("utf-8")
    kinds = {
        each.model_fields["kind"].default
        for union in (Trigger, StoryBlock, Anchor, SceneContent, Action, Answer, Area)
        for each in get_args(get_args(union)[0])
    }
    assert {kind for kind in kinds if f'"{kind}"' not in text} == set()
