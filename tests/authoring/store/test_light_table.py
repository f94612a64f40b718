"""The light table finds media by word, type and by what they lack."""

import json
from typing import Any

import pytest

from authoring.actions.create_document import create_document
from authoring.db import Database
from authoring.queries.light_table import Wish, media
from tests import builders
from tests.authoring.store.conftest import Office


@pytest.fixture
def table(database: Database, office: Office) -> dict[str, str]:
    """Four media by what makes them different."""

    def put(**facts: Any) -> str:
        data = json.dumps(builders.a_medium_json(**facts)).encode()
        return create_document(database, office.author, office.erfurt, data).document_id

    undescribed = {"alt": {}, "title": builders.words("Brückenbogen", "Arch")}
    return {
        "described": put(),
        "undescribed": put(**undescribed),
        "decorative": put(alt={}, decorative=True),
        "spoken": put(type="audio", language="de", alt={}),
    }


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), {"described", "undescribed", "decorative", "spoken"}),
        (Wish(type="audio"), {"spoken"}),
        (Wish(lacking=True), {"undescribed", "spoken"}),
        (Wish(words="brückenb"), {"undescribed"}),
        (Wish(words="brueckenbogen arch"), {"undescribed"}),
        (Wish(words="brueckenbogen nowhere"), set()),
        (Wish(organisation_id="nobody"), set()),
    ],
)
def test_media_are_found_by_what_is_asked(
    database: Database, office: Office, table: dict[str, str], wish: Wish, expected: set[str]
) -> None:
    with database.read() as session:
        found, total = media(session, office.neighbour, wish)
    assert {entry.id for entry in found} == {table[name] for name in expected}
    assert total == len(expected)


def test_pages_follow_each_other_without_a_gap(database: Database, office: Office, table: dict[str, str]) -> None:
    with database.read() as session:
        first, total = media(session, office.author, Wish(), limit=3)
        last = first[-1]
        rest, _ = media(session, office.author, Wish(), before=(last.updated_at, last.id))
    assert total == 4
    assert [entry.id for entry in (*first, *rest)] == list(reversed(table.values()))


def test_a_picture_without_a_title_is_known_by_its_description(database: Database, office: Office) -> None:
    picture = builders.a_medium_json(title={}, alt=builders.words("Häuser auf einer Brücke", "Houses on a bridge"))
    create_document(database, office.author, office.erfurt, json.dumps(picture).encode())
    with database.read() as session:
        ((entry,), _) = media(session, office.author, Wish())
    assert entry.card["title"]["de"] == "Häuser auf einer Brücke"
