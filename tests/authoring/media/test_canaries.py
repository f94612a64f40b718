"""No word that is hidden in an upload reaches a byte that leaves the house: every kind at once, in each format."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from authoring.actions.attach_captions import attach_captions
from authoring.actions.attach_usdz import attach_usdz
from authoring.actions.create_document import create_document
from authoring.actions.export_tour import export_tour
from authoring.actions.finish_model import ModelFinisher
from exports.resolve import Choice
from exports.targets import targets
from tests import builders
from tests.authoring.media import film_makers, glb_makers, makers, usdz_makers
from tests.authoring.media.conftest import AtOnce, Installation

PICTURES = ("JPEG", "PNG", "WEBP", "AVIF")
SOUNDS = ("mp3", "ipod", "ogg", "flac")
FILMS = ("mp4", "mov", "webm")


def uploads(folder: Path, samples: Path) -> dict[str, bytes]:
    """A file of every kind that is taken, each with a canary in all that its format has room for."""
    tone = makers.a_wave(folder / "tone.wav", seconds=1)
    files = {kind: makers.a_picture_that_tells_all(kind) for kind in PICTURES}
    for kind in SOUNDS:
        files[kind] = makers.a_sound_that_tells_all(folder / kind, kind, tone).read_bytes()
    files["wav"] = makers.a_wave_that_tells_all(folder / "told.wav")
    # Nothing here writes HEIC: a real one, whose camera is renamed wherever it is named.
    files["heic"] = (samples / "image_exif" / "IMG_5195.HEIC").read_bytes().replace(b"iPhone", makers.CANARY.encode())
    files["cover"] = makers.with_a_cover(files["mp3"])
    for kind in FILMS:
        files[kind] = film_makers.a_film_that_tells_all(folder / kind, kind)
    files["glb"] = glb_makers.a_model_that_tells_all()
    return files


def everything_of(path: Path) -> bytes:
    """What a file holds; of a zip what is in it, too."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return data + b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    return data


def block_of(medium: dict[str, Any], number: int) -> dict[str, Any] | None:
    """The block of a story that shows a medium; a model has its place in a scene."""
    start = {"id": f"b{number}"}
    if medium["type"] == "audio":
        return start | {"kind": "audio", "recordings": {"de": medium["id"]}}
    if medium["type"] in {"image", "video"}:
        return start | {"kind": medium["type"], "medium": medium["id"]}
    return None


def test_no_hidden_word_leaves_the_house(installation: Installation, samples: Path, tmp_path: Path) -> None:
    bodies: list[dict[str, Any]] = []
    for name, data in uploads(tmp_path, samples).items():
        assert makers.carries_a_canary(data), name
        bodies.append(installation.finish(installation.upload(data, f"{makers.CANARY}.{name}")))
    whole = (installation.database, installation.store, installation.author)
    model = next(body for body in bodies if body["type"] == "model")
    ModelFinisher(installation.database, installation.store)(AtOnce(), model["id"])
    attach_usdz(*whole, model["id"], [usdz_makers.a_usdz()], f"{makers.CANARY}.usdz", limit_bytes=10_000_000)
    film = next(body for body in bodies if body["type"] == "video")
    told = f"WEBVTT {makers.CANARY}\n\nNOTE {makers.CANARY}\n\n{makers.CANARY}-1\n00:00.000 --> 00:01.000\nMarkt\n"
    attach_captions(*whole, film["id"], "de", [told.encode()], f"{makers.CANARY}.vtt", limit_bytes=1_000_000)
    story = [block for number, body in enumerate(bodies) if (block := block_of(body, number))]
    pose = {"translation_m": [0, 0, 0], "rotation": [0, 0, 0, 1], "scale": 1}
    scene = {
        "id": "s1",
        "anchors": [
            {"id": "a0", "kind": "image", "target": bodies[0]["id"], "width_m": 0.2},
            {"id": "a1", "kind": "plain", "medium": bodies[0]["id"]},
        ],
        "contents": [{"id": "c1", "kind": "model", "medium": model["id"], "pose": pose}],
    }
    station = builders.a_station_json(story=story, scenes=[scene])
    tour = builders.a_tour_json([station], cover=bodies[0]["id"])
    for document in (station, tour):
        create_document(
            installation.database, installation.author, installation.organisation, json.dumps(document).encode()
        )
    for quality in ("low", "high"):
        for target in targets():
            path = tmp_path / f"{quality}-{target}"
            choice, home = Choice(quality=quality), "https://touren.example.org"
            export_tour(*whole, tour["id"], path, target=target, choice=choice, public_url=home)
            assert not makers.carries_a_canary(everything_of(path)), (quality, target)
    with zipfile.ZipFile(tmp_path / "high-bundle") as bundle:
        inside = {hash_of(entry) for entry in bundle.namelist()}
    shown = {each["sha256"] for body in bodies for each in body["variants"] if each["use"] == "high"}
    # What was looked at is what is published: the largest file of each is among it.
    assert shown <= inside


def hash_of(path: str) -> str:
    """What a file of a bundle is called."""
    return path.rpartition("/")[2]
