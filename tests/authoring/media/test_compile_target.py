"""A target is compiled for MindAR and shown to its tracker, by a job that survives its process."""

from typing import Any

import cv2
import pytest

from authoring import jobs
from authoring.actions.compile_target import TargetCompiler
from authoring.actions.make_target import make_target, take_target_back
from authoring.actions.start_jobs import hand_in_again
from authoring.media import workbench
from tests.authoring.media import target_pictures as draw
from tests.authoring.media.conftest import AtOnce, Installation

pytestmark = pytest.mark.skipif(
    not workbench.PROGRAM.is_file(), reason="the front end was not built: `uv sync` without HATCH_BUILD_NO_HOOKS does"
)


def made(installation: Installation, picture: draw.Picture) -> str:
    """A target, not compiled yet."""
    medium_id = installation.upload(cv2.imencode(".png", picture)[1].tobytes()).medium.id
    make_target(installation.database, installation.store, installation.author, medium_id)
    return medium_id


def compiled(installation: Installation, medium_id: str) -> dict[str, Any]:
    """Its document when the job is through."""
    TargetCompiler(installation.database, installation.store)(AtOnce(), medium_id)
    return installation.body(medium_id)


def test_a_target_gets_its_mind_file_and_is_found_in_the_film(installation: Installation) -> None:
    medium_id = made(installation, draw.town(3))
    body = compiled(installation, medium_id)
    data = installation.published(body)["mind", "application/octet-stream"]
    # MessagePack: a map of two, whose first member is `v`: 2.
    assert data[:4] == b"\x82\xa1v\x02"
    assert body["target"]["found"] >= 10 / 12
    assert body["target"]["score"] > 75


def test_the_same_picture_makes_the_same_bytes(installation: Installation) -> None:
    medium_id = made(installation, draw.street_map(4))
    first = installation.published(compiled(installation, medium_id))
    assert installation.published(compiled(installation, medium_id)) == first


def test_what_is_no_target_any_more_stays_a_picture(installation: Installation) -> None:
    medium_id = made(installation, draw.blank())
    compiler = TargetCompiler(installation.database, installation.store)
    original = compiler.read(medium_id)
    assert original is not None
    variant = compiler.compile(original)
    take_target_back(installation.database, installation.author, medium_id)
    compiler.save(medium_id, original["sha256"], variant, 0.0)
    assert installation.body(medium_id)["type"] == "image"
    assert compiler.read(medium_id) is None


def test_a_target_that_was_not_compiled_is_handed_in_again(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    medium_id = made(installation, draw.blank())
    handed_in: list[tuple[str, str]] = []
    monkeypatch.setattr(jobs, "enqueue", lambda name, **asked: handed_in.append((name, asked["medium_id"])))
    hand_in_again(installation.database)
    assert ("compile_target", medium_id) in handed_in
    compiled(installation, medium_id)
    handed_in.clear()
    hand_in_again(installation.database)
    assert "compile_target" not in {name for name, _ in handed_in}
