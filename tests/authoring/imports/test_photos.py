"""Photographs as an import: a station, a medium and a picture each."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from authoring.actions import import_photos
from authoring.actions.apply_import import Wish, apply_import
from authoring.actions.import_photos import THUMBNAIL_PX, thumbnail
from authoring.actions.make_variants import VariantMaker
from authoring.actions.plan_import import plan_import, replan_import
from authoring.actions.save_document import save_document
from authoring.actions.undo_import import undo_import
from authoring.db import Database
from authoring.errors import Refused
from authoring.importers.choices import Choices
from authoring.media.intake import examine
from authoring.media_store import MediaStore
from authoring.queries.documents import load
from authoring.queries.imports import load_import
from authoring.queries.usage import InUse
from authoring.refusal import SandboxRefusal
from tests.authoring.importers.test_photos import a_photo
from tests.authoring.imports.conftest import Office, a_source
from tests.authoring.imports.test_imports import documents, files


@pytest.fixture(autouse=True)
def handed_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The media whose variants were handed in; the jobs themselves are proved in the media's room."""
    found: list[str] = []
    monkeypatch.setattr(import_photos, "start_variants", lambda medium, _: found.append(medium))
    return found


@pytest.fixture
def held(database: Database, media_store: MediaStore, office: Office, tmp_path: Path) -> str:
    sources = [
        a_source(tmp_path, "spät.jpg", a_photo(11.03, 50.98, "2026:05:01 11:00:00", "Am Ende")),
        a_source(tmp_path, "früh.jpg", a_photo(11.02, 50.97, "2026:05:01 10:00:00", "Am Anfang")),
        a_source(tmp_path, "kopie.jpg", a_photo(11.02, 50.97, "2026:05:01 10:00:00", "Am Anfang")),
    ]
    choices = Choices(language="de")
    return plan_import(database, media_store, office.author, office.erfurt, sources, choices).id


def test_each_photograph_becomes_a_station_with_its_picture(
    database: Database, media_store: MediaStore, office: Office, held: str, handed_in: list[str]
) -> None:
    applied = apply_import(database, media_store, office.author, held, Wish(tour="Spaziergang"))
    assert len(applied.stations) == 3
    assert len(applied.media) == 2
    assert handed_in == list(applied.media)
    with database.read() as session:
        first, second, last = (load(session, office.author, each).value for each in applied.stations)
    assert [each["title"]["de"] for each in (first, second, last)] == ["Am Anfang", "Am Anfang", "Am Ende"]
    assert first["cover"] == second["cover"] == first["story"][0]["medium"]
    assert last["place"]["position"] == pytest.approx([11.03, 50.98], abs=1e-6)


def test_files_wait_and_are_kept_in_a_folder_and_on_s3(
    database: Database, storage_url: str, office: Office, tmp_path: Path
) -> None:
    store = MediaStore.open_url(storage_url, waiting_room=tmp_path / "incoming")
    source = a_source(tmp_path, "dom.jpg", a_photo(11.02, 50.97, "2026:05:01 10:00:00"))
    planned = plan_import(database, store, office.author, office.erfurt, [source], Choices(language="de"))
    again = replan_import(database, store, office.author, planned.id, Choices(language="en"))
    assert again.plan.stations == planned.plan.stations
    (medium,) = apply_import(database, store, office.author, planned.id).media
    with database.read() as session:
        original = load(session, office.author, medium).value["original"]
    assert store.has(original["sha256"], private=True)


def test_an_undo_takes_the_pictures_with_it(
    database: Database, media_store: MediaStore, office: Office, held: str
) -> None:
    applied = apply_import(database, media_store, office.author, held)
    undone = undo_import(database, office.author, held)
    assert set(undone.removed) == {*applied.stations, *applied.media}
    assert documents(database) == []


def make_a_size(database: Database, store: MediaStore, office: Office, medium: str) -> None:
    """What the job does in the end, with a size that costs nothing to make."""
    with database.read() as session:
        (preview, *_) = load(session, office.author, medium).value["variants"]
    VariantMaker(database, store).save(medium, [preview | {"use": "1080"}])


def test_the_sizes_of_a_picture_are_no_change_by_a_person(
    database: Database, media_store: MediaStore, office: Office, held: str
) -> None:
    applied = apply_import(database, media_store, office.author, held)
    make_a_size(database, media_store, office, applied.media[0])
    with database.read() as session:
        assert load(session, office.author, applied.media[0]).revision == 2
    undone = undo_import(database, office.author, held)
    assert set(undone.removed) == {*applied.stations, *applied.media}


def test_a_picture_that_somebody_described_is_a_change_even_when_its_sizes_came_later(
    database: Database, media_store: MediaStore, office: Office, held: str
) -> None:
    applied = apply_import(database, media_store, office.author, held)
    medium = applied.media[0]
    with database.read() as session:
        body = load(session, office.author, medium).value
    body["alt"] = {"de": "Ein Tor"}
    save_document(database, office.author, medium, json.dumps(body).encode(), 1)
    make_a_size(database, media_store, office, medium)
    with pytest.raises(InUse) as refusal:
        undo_import(database, office.author, held)
    assert [user.id for user in refusal.value.users.shown] == [medium]


def test_it_is_told_how_many_photographs_are_done(
    database: Database, media_store: MediaStore, office: Office, held: str
) -> None:
    heard: list[tuple[int, int]] = []
    apply_import(database, media_store, office.author, held, tell=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_preview_shows_each_photograph_small_and_without_what_the_camera_noted(
    database: Database, media_store: MediaStore, office: Office, held: str
) -> None:
    with database.read() as session:
        preview = load_import(session, office.author, held)
    for draft in preview.plan.stations:
        small = thumbnail(media_store, preview, draft)
        with Image.open(BytesIO(small)) as picture:
            assert picture.format == "JPEG"
            assert max(picture.size) <= THUMBNAIL_PX
            assert not picture.getexif()


def test_a_picture_that_fails_in_the_end_stops_everything_and_leaves_nothing(
    database: Database, media_store: MediaStore, office: Office, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(media_store)
    count = 0

    def fail_late(*arguments: object) -> object:
        nonlocal count
        count += 1
        if count == 2:
            raise SandboxRefusal("damaged")
        return examine(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(import_photos, "examine", fail_late)
    with pytest.raises(Refused, match=r"media\.refused\.damaged"):
        apply_import(database, media_store, office.author, held)
    assert documents(database) == []
    assert files(media_store) == before
