"""Damaged at random, a file is a medium or a sentence: no decoder's fault reaches us."""

import random
from io import BytesIO
from pathlib import Path

import pytest

from authoring.errors import Refused
from tests.authoring.media import makers
from tests.authoring.media.conftest import Installation

TRIES = 6


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes with some flipped, some cut out, perhaps the end missing; the first stay, or it would be another kind."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(16, len(changed))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.5:
        start = chance.randrange(16, len(changed))
        del changed[start : start + chance.randint(1, 200)]
    if chance.random() < 0.3:
        del changed[chance.randrange(64, len(changed)) :]
    return bytes(changed)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_damaged_pictures(installation: Installation, kind: str) -> None:
    file = BytesIO()
    makers.quadrants((320, 200)).save(file, kind, quality=60)
    try_all(installation, file.getvalue(), random.Random(f"picture {kind}"))  # noqa: S311 - the same damage each time


@pytest.mark.parametrize("container", ["mp3", "ipod", "ogg", "flac", "wav"])
def test_damaged_sounds(installation: Installation, tmp_path: Path, container: str) -> None:
    source = makers.a_wave(tmp_path / "plain.wav", seconds=1, channels=2)
    path = makers.a_sound_that_tells_all(tmp_path / "sound", container, source)
    try_all(installation, path.read_bytes(), random.Random(f"sound {container}"))  # noqa: S311 - as above


def test_damaged_photographs_of_a_telephone(installation: Installation, samples: Path) -> None:
    data = (samples / "image_exif" / "IMG_5195.HEIC").read_bytes()
    try_all(installation, data, random.Random("heic"))  # noqa: S311 - as above


def try_all(installation: Installation, data: bytes, chance: random.Random) -> None:
    for _ in range(TRIES):
        before = installation.holds()
        try:
            installation.upload(damaged(data, chance))
        except Refused:
            assert installation.holds() == before
        else:
            assert installation.holds()[0] == before[0] + 1
