"""The room of the import verbs: an installation with two organisations, a file store, and files of our own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from authoring.db import Database
from authoring.importers.source import Source
from authoring.media_store import MediaStore
from tests.authoring.store.conftest import Office, office

__all__ = ["Office", "office"]

WALK = """<gpx version="1.1" creator="us"><metadata><name>Rundgang</name></metadata>
<wpt lat="50.9760" lon="11.0230"><name>Domplatz</name><desc>Hier beginnt es.</desc></wpt>
<wpt lat="50.9775" lon="11.0270"><name>Fischmarkt</name></wpt>
<wpt lat="50.9790" lon="11.0310"><name>Krämerbrücke</name></wpt>
<trk><name>Weg</name><trkseg><trkpt lat="50.9760" lon="11.0230"/><trkpt lat="50.9770" lon="11.0255"/>
<trkpt lat="50.9775" lon="11.0270"/><trkpt lat="50.9790" lon="11.0310"/></trkseg></trk></gpx>"""

TABLE = "Name;Breitengrad;Längengrad;Thema\nDom;50,9760;11,0230;Kirche\nMarkt;50,9780;11,0290;Handel\nOhne Ort;;;\n"


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Database]:
    """A migrated database without a row: SQLite, and PostgreSQL too for a test that asks for `migrated_url`."""
    if "migrated_url" in request.fixturenames:
        url = request.getfixturevalue("migrated_url")
    else:
        url = f"sqlite:///{shutil.copy(migrated, tmp_path / 'wayfable.sqlite')}"
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def media_store(tmp_path: Path) -> MediaStore:
    """An empty file store in a folder."""
    return MediaStore.open_url((tmp_path / "files").as_uri(), waiting_room=tmp_path / "incoming")


def a_source(folder: Path, name: str, data: bytes | str) -> Source:
    """A file with a name as a person gave it."""
    path = folder / f"given-{name}"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Source(name, path)
