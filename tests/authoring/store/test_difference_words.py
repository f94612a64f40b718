"""The history has a word for every field of the format, and one that is added brings its own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tour_schema
from authoring.words import has_words

_SCHEMAS = Path(tour_schema.__file__).parent / "published" / "1.0"


def _fields(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        found = schema.get("properties")
        if isinstance(found, dict):
            yield from found
        for value in schema.values():
            yield from _fields(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _fields(value)


@pytest.mark.parametrize("kind", ["station", "tour", "guide", "medium"])
def test_every_field_of_the_format_has_a_word_in_the_history(kind: str) -> None:
    fields = set(_fields(json.loads((_SCHEMAS / f"{kind}.schema.json").read_bytes())))
    assert len(fields) > 5
    assert [field for field in sorted(fields) if not has_words(f"history.field.{field}")] == []
