"""Drafts whose fields hold what the format does not know: they are saved, and no page or list breaks on them.

Every field of the fullest example of each kind is replaced by values of a wrong type, one draft for each, and
every address that shows documents is opened with them, and with documents that use them.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from authoring import jobs
from authoring.actions.create_document import create_document
from authoring.db import Database
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.permissions import Actor
from authoring.queries.media import without_variants
from authoring.queries.targets import uncompiled
from tests import builders
from tests.authoring.web.conftest import Browser, Town

Json = dict[str, Any]
Way = tuple[str | int, ...]

MUSEUM: Final = Path(__file__).parents[2] / "tour_schema" / "museum" / "1.0"
MODEL: Final = {
    "triangles": 12, "materials": 1, "largest_texture_px": 512, "textures": 1, "texture_bytes": 9, "joints": 2,
    "clips": ["idle"], "clips_s": [1.5], "size_m": [1.0, 2.0, 1.0], "scale": 0.01,
}  # fmt: skip
TARGET: Final = {
    "score": 40, "reasons": ["small", "dark"], "found": 0.5, "alike": [{"medium": new_id(), "likeness": 0.5}],
}  # fmt: skip
WRONG: Final[tuple[Any, ...]] = (
    None, True, 7, -1.5, 10**30, "Wort", "", [], {}, [None], ["Wort", 7], [[1]], [{}], {"de": 5},
    {"de": None, "en": []}, {"de": {"de": "tief"}}, {"position": "hier", "coordinates": [["a"]]},
)  # fmt: skip
"""What a field may come to hold; where it may rightly hold it, that does no harm."""
A_PAGE: Final = 40
"""How many drafts are saved before the lists are opened: they show no more at once."""

EACH: Final = (
    "/documents/{id}/history", "/documents/{id}/history?shown=1", "/api/v1/documents/{id}",
    "/api/v1/documents/{id}/report", "/api/v1/documents/{id}/revisions/0/difference/1",
)  # fmt: skip
ONE: Final = {
    "station": ("/library/{id}",),
    "tour": (
        "/tours/{id}", "/exports/tours/{id}", "/exports/tours/{id}/codes", "/exports/tours/{id}/bundle",
        "/exports/tours/{id}/geojson", "/exports/tours/{id}/gpx", "/exports/tours/{id}/reference_images",
        "/exports/tours/{id}/signs", "/exports/tours/{id}/image_targets", "/exports/tours/{id}/leaflet",
        "/exports/tours/{id}/codes/tour.svg",
        "/api/v1/tours/{id}/workspace", "/api/v1/tours/{id}/news",
    ),
    "guide": (),
    "medium": (
        "/media/{id}", "/api/v1/media/{id}/budget", "/api/v1/media/{id}/waveform", "/api/v1/media/{id}/file/480",
        "/api/v1/media/{id}/file/original", "/api/v1/media/{id}/target",
    ),
}  # fmt: skip
ALL: Final = (
    "/tours", "/library", "/library?q=wort", "/library?bbox=-180,-90,180,90", "/library?theme=wort", "/media",
    "/media?q=wort", "/media?missing=alt", "/people", "/trash", "/import",
    "/api/v1/documents?kind={kind}&limit=200", "/api/v1/stations/search?q=wort", "/api/v1/stations/search",
    "/api/v1/map", "/api/v1/map/places/de/0/0/0", "/api/v1/map/places/de/14/8694/5499",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is handed in: to start the engine takes a second."""
    monkeypatch.setattr(jobs, "enqueue", lambda *_, **__: "job")


def ways(value: Any, above: Way = ()) -> Iterator[Way]:
    """The way to every field and to every first element."""
    within: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        within = list(value.items())
    elif isinstance(value, list):
        # Blocks, triggers and contents are of many kinds, each with fields of its own.
        within = list(enumerate(value if value and isinstance(value[0], dict) else value[:1]))
    for step, inner in within:
        yield (*above, step)
        yield from ways(inner, (*above, step))


def ways_that_differ(value: Json) -> list[Way]:
    """One way for each that leads through the same fields; languages are all alike."""
    fixed = {"kind", "id", "format"}
    every = (way for way in ways(value) if not (len(way) == 1 and way[0] in fixed))
    return list({tuple(step for step in way if isinstance(step, str) and step != "en"): way for way in every}.values())


def with_wrong(value: Json, way: Way, wrong: Any) -> Json:
    """A copy with another value there."""
    changed: Json = json.loads(json.dumps(value))
    at: Any = changed
    for step in way[:-1]:
        at = at[step]
    at[way[-1]] = wrong
    return changed


def drafts_of(kind: str) -> list[Json]:
    """A draft for every field of the kind's example, the wrong values taking turns; and all fields wrong at once."""
    example: Json = json.loads((MUSEUM / f"{kind}.json").read_text(encoding="utf-8"))
    found = []
    if kind == "medium":
        target = example | {"type": "target", "target": TARGET}
        within = [way for way in ways_that_differ(target) if way[0] == "target"]
        found += [with_wrong(target, way, wrong) for way in within for wrong in WRONG]
        example |= {"type": "model", "model": MODEL}
    for number, way in enumerate(ways_that_differ(example)):
        # What stands at the top is what pages show: a third of all for each field, deeper down one.
        turns = WRONG[number % 3 :: 3] if len(way) == 1 else WRONG[number % len(WRONG) :][:1]
        found += [with_wrong(example, way, wrong) for wrong in turns]
    return [*found, *({**dict.fromkeys(example, wrong), "kind": kind} for wrong in WRONG)]


def users_of(kind: str, ids: list[str]) -> Iterator[Json]:
    """Documents as they should be that use all of them."""
    if kind == "station":
        stops = [builders.a_stop(number, station) for number, station in enumerate(ids, start=1)]
        modules = [{"id": "m1", "title": builders.words("Am Wasser", "By the water"), "stops": stops}]
        yield builders.a_tour_json(modules=modules)
    elif kind == "guide":
        for guide in ids[:4]:
            yield builders.a_tour_json(guide=guide)
    elif kind == "medium":
        blocks = [{"id": f"b{number}", "kind": "image", "medium": one} for number, one in enumerate(ids)]
        station = builders.a_station_json(story=blocks, cover=ids[0])
        yield station
        yield builders.a_tour_json([station], cover=ids[-1])


def save(database: Database, town: Town, drafts: list[Json]) -> list[str]:
    """Save those that the store takes."""
    saved = []
    with database.write() as session:
        for draft in drafts:
            body = json.dumps(draft).encode()
            with suppress(Refused):
                saved.append(create_document(session, Actor.command_line(), town.erfurt, body).document_id)
    return saved


@pytest.mark.parametrize("kind", ["station", "tour", "guide", "medium"])
def test_no_page_breaks_on_a_draft_of_wrong_types(kind: str, admin: Browser, database: Database, town: Town) -> None:
    opened, broken, drafts = 0, [], [draft | {"id": new_id()} for draft in drafts_of(kind)]
    for start in range(0, len(drafts), A_PAGE):
        ids = save(database, town, drafts[start : start + A_PAGE])
        opened += len(ids)
        users = list(users_of(kind, ids))
        addresses = [each.format(id=document) for document in ids for each in (*EACH, *ONE[kind])]
        addresses += [
            each.format(id=user)
            for user, value in zip(save(database, town, users), users, strict=True)
            for each in (*EACH, *ONE[value["kind"]])
        ]
        addresses += [each.format(kind=kind) for each in ALL]
        broken += [address for address in addresses if admin.get(address).status_code >= 500]
    assert broken == []
    assert opened > len(drafts) * 0.9


def test_no_verb_breaks_on_a_medium_of_wrong_types_nor_does_the_next_start(
    admin: Browser, database: Database, town: Town
) -> None:
    ids = save(database, town, [draft | {"id": new_id()} for draft in drafts_of("medium")])
    csrf = {"X-CSRF-Token": admin.csrf, "Origin": "http://localhost"}
    said: dict[str, int] = {}
    for medium in ids:
        page, scale = f"/media/{medium}", f"/api/v1/media/{medium}/scale"
        said[scale] = admin.client.put(scale, json={"scale": 0.5}, headers=csrf).status_code
        forms = {
            page: {"based_on": "1", "alt.de": "x"},
            f"{page}/size": {"longest_m": "2"},
            f"{page}/target": {},
            f"{page}/picture": {},
        }
        for address, form in forms.items():
            said[address] = admin.client.post(address, data=form, headers=csrf).status_code
    assert [address for address, status in said.items() if status >= 500] == []
    with database.read() as session:
        assert without_variants(session) is not None
        assert uncompiled(session) is not None
