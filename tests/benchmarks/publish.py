"""What a phone downloads again after a change, beside what else it could do; and publishing among 1,000 tours.

Beside the whole zip stand rsync and zsync, where the machine has them, on the zips before and after: what they send.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from authoring import clock
from authoring.actions.create_document import create_document
from authoring.actions.publish_tours import intend, publish_tours
from authoring.actions.save_document import save_document
from authoring.permissions import Actor
from authoring.queries.documents import load
from authoring.queries.publications import tours_to_publish
from exports.blobs import MemoryBlobs
from exports.bundle import write_bundle
from exports.publish.changes import Edition
from exports.publish.keys import KeyFolder
from exports.publish.places import Place
from exports.publish.publishing import carry_out, plan
from exports.resolve import Choice, resolve
from tests.benchmarks.figure import Figure, seconds
from tests.benchmarks.office import Office, an_office
from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json, an_id, words
from tour_schema.document import Document
from tour_schema.manifest import ResolvedTour
from tour_schema.tour import Tour

TOURS, STATIONS, STOPS = 1_000, 500, 5
PHOTO_BYTES, MODEL_BYTES, CHANGED_BYTES = 400_000, 3_000_000, 200
ROUNDS = 5
_SENT = re.compile(r"Total bytes sent: ([\d,.]+)")
_FOUND = re.compile(r"([\d.]+)% complete")


class _Shelf(dict[str, Document]):
    def find(self, id_: str, /) -> Document | None:
        return self.get(id_)


def run() -> Iterable[Figure]:
    """Bytes after a changed text, photograph and model; then the time of one changed station among 1,000 tours."""
    yield from _downloads()
    with an_office() as office:
        yield _among_many(office)


def _downloads() -> Iterator[Figure]:
    random = Random(7)  # noqa: S311 - noise, no secret
    photo, model = random.randbytes(PHOTO_BYTES), random.randbytes(MODEL_BYTES)
    other = random.randbytes(PHOTO_BYTES)
    changed = bytearray(model)
    for place in random.sample(range(MODEL_BYTES), CHANGED_BYTES):
        changed[place] ^= 0xFF
    before = (photo, model, "Brücke")
    yield from _beside("one changed text", before, (photo, model, "Neue Brücke"), 2_000)
    yield from _beside("one changed photo", before, (other, model, "Brücke"), 1.05 * PHOTO_BYTES + 2_000)
    yield from _beside("a GLB of 3 MB changed in 200 bytes", before, (photo, bytes(changed), "Brücke"), 300_000)


def _beside(
    what: str, before: tuple[bytes, bytes, str], after: tuple[bytes, bytes, str], bound: float
) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place, keys = Place.at((folder / "published").as_uri()), KeyFolder(folder / "keys")
        keys.make(clock.now())
        again = 0
        for zip_name, state in (("old.zip", before), ("new.zip", after)):
            resolved, blobs = _tour(*state)
            planned = plan(place, keys, [Edition(resolved)], blobs, clock.now())
            carry_out(planned, place, blobs, clock.now())
            again = planned.again_bytes
            write_bundle(resolved, blobs, folder / zip_name)
        whole = (folder / "new.zip").stat().st_size
        yield Figure(what, again, "bytes", bound=bound, peer="whole zip", peer_value=whole)
        for peer, sent in _others(folder):
            yield Figure(what, again, "bytes", bound=bound, peer=peer, peer_value=sent)


def _others(folder: Path) -> Iterator[tuple[str, float]]:
    old, new = folder / "old.zip", folder / "new.zip"
    if shutil.which("rsync"):
        shutil.copy(old, folder / "there.zip")
        # What the server sends to a phone that has the old zip, compressed.
        command = ["rsync", "-z", "-I", "--no-whole-file", "--stats", str(new), str(folder / "there.zip")]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = _SENT.search(said)
        if found:
            yield "rsync -z", float(re.sub(r"[,.]", "", found[1]))
    if shutil.which("zsyncmake") and shutil.which("zsync"):
        yield "zsync", _zsync(folder, old, new)


def _zsync(folder: Path, old: Path, new: Path) -> float:
    """What zsync fetches: its list of checksums, and the blocks that it does not find in the old file."""
    control = folder / "new.zip.zsync"
    make = ["zsyncmake", "-u", "http://127.0.0.1:9/new.zip", "-o", str(control), str(new)]
    subprocess.run(make, check=True, capture_output=True)
    # Nobody answers there: how much of the file it has by then is what it says first.
    command = ["zsync", "-i", str(old), "-o", str(folder / "z.zip"), str(control)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    found = _FOUND.search(said.stdout + said.stderr)
    assert found, said
    return control.stat().st_size + new.stat().st_size * (1 - float(found[1]) / 100)


def _tour(photo: bytes, model: bytes, title: str) -> tuple[ResolvedTour, MemoryBlobs]:
    """Forty stations with a story each, a photograph and a model."""
    blobs, shelf = MemoryBlobs(), _Shelf()

    def put(json_: dict[str, Any]) -> dict[str, Any]:
        shelf[json_["id"]] = a_document(json.loads(json.dumps(json_)))
        return json_

    def variant(data: bytes, use: str, media_type: str) -> dict[str, Any]:
        blob = blobs.add(data)
        return {"use": use, "sha256": blob.sha256, "bytes": blob.bytes, "media_type": media_type}

    picture = put(a_medium_json(id=an_id(900_001), variants=[variant(photo, "480", "image/webp")]))
    glb = put(a_medium_json(id=an_id(900_002), type="model", variants=[variant(model, "high", "model/gltf-binary")]))
    pose = {"translation_m": [0, 0, 0], "rotation": [0, 0, 0, 1], "scale": 1}
    content = {"id": "c1", "kind": "model", "medium": glb["id"], "pose": pose}
    scene = {"id": "s1", "title": words("Haus", "House"), "anchors": [], "contents": [content]}
    stations = []
    for number in range(40):
        named = title if number == 7 else f"Station {number}"
        story = [{"id": "b1", "kind": "text", "text": words(f"Wer {number} Waren …", f"Whoever {number} …")}]
        facts = {"cover": picture["id"], "scenes": [scene]} if number == 3 else {}
        stations.append(put(a_station_json(named, id=an_id(910_000 + number), story=story, **facts)))
    tour = shelf.find(put(a_tour_json(stations, id=an_id(900_003)))["id"])
    assert isinstance(tour, Tour)
    return resolve(tour, shelf, Choice(quality=None)), blobs


def _among_many(office: Office) -> Figure:
    """How long it takes from one saved station until visitors have it, in every tour that uses it."""
    actor = Actor.command_line()
    stations = [a_station_json(f"Station {number}", position=_position(number)) for number in range(STATIONS)]
    with office.database.write() as session:
        for station in stations:
            create_document(session, actor, office.organisation, json.dumps(station).encode())
    for start in range(0, TOURS, 100):
        with office.database.write() as session:
            for number in range(start, start + 100):
                used = [stations[(number * STOPS // 2 + each) % STATIONS] for each in range(STOPS)]
                tour = a_tour_json(used, slug=f"tour-{number}")
                create_document(session, actor, office.organisation, json.dumps(tour).encode())
    place = Place.at((office.folder / "published").as_uri())
    keys = KeyFolder(office.folder / "keys")
    _publish(office, actor, place, keys)
    reached: list[int] = []

    def change_and_publish() -> None:
        with office.database.read() as session:
            loaded = load(session, actor, stations[17]["id"])
        body = loaded.value | {"duration_s": 400 + len(reached)}
        save_document(office.database, actor, loaded.id, json.dumps(body).encode(), loaded.revision)
        reached.append(_publish(office, actor, place, keys))

    taken = seconds(change_and_publish, times=ROUNDS)
    name = f"one station of {reached[-1]} among {TOURS} tours changed and published"
    return Figure(name, taken[len(taken) // 2], "s", bound=2.0)


def _publish(office: Office, actor: Actor, place: Place, keys: KeyFolder) -> int:
    with office.database.read() as session:
        tours = tours_to_publish(session)
    intention = intend(office.database, office.store, actor, place, keys, tours, accept_warnings=True)
    done = publish_tours(office.database, actor, place, keys, intention)
    assert not done.left_out
    return len(done.plan.changed)


def _position(number: int) -> list[float]:
    return [11.0 + number % 25 * 0.002, 50.9 + number // 25 * 0.002]
