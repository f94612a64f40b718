"""A model gets the version that iPhones open: checked, cleaned, and refused in a sentence where it leads elsewhere."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pxr import Usd, UsdGeom, UsdUtils

from authoring.actions.attach_usdz import attach_usdz, detach_usdz
from authoring.actions.scale_model import scale_model
from authoring.errors import Forbidden, Refused
from authoring.media import usdz_asking, usdz_zip
from authoring.permissions import Actor
from authoring.words import of_error
from tests.authoring.media import makers, usdz_makers
from tests.authoring.media.conftest import Installation
from tests.authoring.media.glb_makers import a_sphere
from tests.authoring.media.usdz_makers import a_plain_zip, a_scene, a_usdz, with_mode, with_name
from tour_schema import read


def a_model(installation: Installation) -> str:
    return installation.upload(a_sphere(4, 6).glb(), "Turm.glb").medium.id


def attach(installation: Installation, medium: str, data: bytes, *, actor: Actor | None = None) -> None:
    attach_usdz(
        installation.database,
        installation.store,
        actor or installation.author,
        medium,
        [data],
        "Turm.usdz",
        limit_bytes=10_000_000,
    )


def published(installation: Installation, medium: str) -> bytes:
    body = installation.body(medium)
    assert read(json.dumps(body).encode()).document is not None
    (variant,) = [each for each in body["variants"] if each["use"] == "usdz"]
    return installation.store.read(variant["sha256"])


def test_a_model_has_a_version_for_iphones_without_a_word_of_its_maker(
    installation: Installation, tmp_path: Path
) -> None:
    assert makers.carries_a_canary(a_usdz())
    medium = a_model(installation)
    attach(installation, medium, a_usdz())
    data = published(installation, medium)
    assert not makers.carries_a_canary(data)
    names = [entry.name for entry in usdz_zip.entries(memoryview(data))]
    assert names == ["model.usdc", "0.jpeg"]
    path = tmp_path / "published.usdz"
    path.write_bytes(data)
    assert UsdUtils.ComputeAllDependencies(str(path))[2] == []
    stage = Usd.Stage.Open(str(path))
    face = UsdGeom.Mesh(stage.GetPrimAtPath("/Square/Face"))
    assert len(face.GetPointsAttr().Get()) == 4
    assert stage.GetPrimAtPath("/Square").GetAttribute("xformOp:translate").GetNumTimeSamples() == 2
    assert stage.GetPrimAtPath("/Square/Stone/Picture").GetAttribute("inputs:file").Get().path == "0.jpeg"
    assert stage.GetPrimAtPath("/Square/Stone/Reader").GetAttribute("inputs:varname").Get() == "st"


def test_the_same_file_is_written_as_the_same_bytes(installation: Installation) -> None:
    one, other = a_model(installation), a_model(installation)
    attach(installation, one, a_usdz())
    before = published(installation, one)
    attach(installation, other, a_usdz())
    assert published(installation, other) == before


def test_what_iphones_open_survives_a_change_of_size_and_can_be_taken_away(installation: Installation) -> None:
    medium = a_model(installation)
    attach(installation, medium, a_usdz())
    scale_model(installation.database, installation.author, medium, 0.01)
    assert published(installation, medium)
    detach_usdz(installation.database, installation.author, medium)
    assert "usdz" not in {each["use"] for each in installation.body(medium)["variants"]}


@pytest.mark.parametrize(
    "name", ["AnimatedTriangle", "BoxAnimated", "NormalsTextureBiasAndScale", "RiggedSimple", "texture-cat-plane"]
)
def test_every_real_file_is_taken(installation: Installation, samples: Path, name: str) -> None:
    medium = a_model(installation)
    attach(installation, medium, (samples / "usdz" / f"{name}.usdz").read_bytes())
    data = published(installation, medium)
    assert b"Blender" not in data
    assert usdz_zip.entries(memoryview(data))[0].name == "model.usdc"


def _leading_to(path: str) -> Callable[[], bytes]:
    return lambda: a_usdz({"scene.usda": a_scene(picture=path), "stone.jpg": b"\xff\xd8\xff"})


REFERENCE = 'def Xform "Far" ( references = @{}@ ) {{}}'

BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no usdz": ("not_usdz", lambda: makers.a_picture_that_tells_all("PNG")),
    "compressed": ("usdz_container", lambda: a_plain_zip({"scene.usda": a_scene()}, method=8)),
    "not aligned": ("usdz_container", lambda: a_plain_zip({"scene.usda": a_scene()})),
    "cut off": ("usdz_container", lambda: a_usdz()[:-40]),
    "a length that lies": ("usdz_container", lambda: _with_longer_entry(a_usdz())),
    "a link": ("zip_path", lambda: with_mode(a_usdz(), 0o120777)),
    "out of the archive": ("zip_path", lambda: with_name(a_usdz(), "textures/stone.jpg", "../../ures/one.jpg")),
    "an absolute name": ("zip_path", lambda: with_name(a_usdz(), "textures/stone.jpg", "/extures/stone.jpg")),
    "a script": ("usdz_entry", lambda: a_usdz({"scene.usda": a_scene(), "run.js": b"alert(1)"})),
    "many entries": ("zip_too_many", lambda: a_usdz({"s.usda": a_scene(), **{f"{n}.png": b"" for n in range(300)}})),
    "a picture on the web": ("usdz_external", _leading_to("https://example.org/track.png")),
    "a picture of the machine": ("usdz_external", _leading_to("/etc/hostname.png")),
    "a picture above": ("usdz_external", _leading_to("../stone.jpg")),
    "a picture that did not come": ("usdz_external", _leading_to("other.jpg")),
    "a scene elsewhere": (
        "usdz_external",
        lambda: a_usdz({"scene.usda": a_scene(picture="stone.jpg", more=REFERENCE.format("/far/far.usda"))}),
    ),
    "no scene": ("usdz_broken", lambda: a_usdz({"scene.usda": b"#usda 1.0\ndef Xform ("})),
    "rubbish": ("usdz_broken", lambda: a_usdz({"scene.usdc": b"PXR-USDC" + bytes(range(256)) * 40})),
    "a broken picture": (
        "damaged",
        lambda: a_usdz({"scene.usda": a_scene(picture="stone.jpg"), "stone.jpg": b"\xff\xd8\xff" + bytes(200)}),
    ),
}


def _with_longer_entry(data: bytes) -> bytes:
    """The last entry claims to be longer than the file, in both places."""
    size = (1 << 30).to_bytes(4, "little")
    at, head = data.rindex(b"PK\1\2"), data.rindex(b"PK\3\4")
    data = data[: at + 20] + size + size + data[at + 28 :]
    return data[: head + 18] + size + size + data[head + 26 :]


@pytest.mark.parametrize("case", BAD)
def test_what_leads_elsewhere_or_is_broken_is_refused_and_leaves_nothing(installation: Installation, case: str) -> None:
    code, make = BAD[case]
    medium = a_model(installation)
    before = installation.holds()
    with pytest.raises(Refused) as caught:
        attach(installation, medium, make())
    assert caught.value.code == f"media.refused.{code}"
    sentences = {of_error(caught.value, language) for language in ("de", "en")}
    assert len(sentences) == 2
    assert all("Turm.usdz" in sentence for sentence in sentences)
    assert installation.holds() == before


def test_what_a_tap_would_set_going_is_left_out(installation: Installation, tmp_path: Path) -> None:
    deed = 'def Preliminary_Action "Go"\n{\n    uniform token info:id = "OpenURL"\n}\n'
    files = {
        "scene.usda": a_scene(picture="stone.jpg", more=deed),
        "stone.jpg": makers.a_picture_that_tells_all("JPEG"),
    }
    medium = a_model(installation)
    attach(installation, medium, a_usdz(files))
    path = tmp_path / "published.usdz"
    path.write_bytes(published(installation, medium))
    stage = Usd.Stage.Open(str(path))
    assert not stage.GetPrimAtPath("/Square/Go")
    assert stage.GetPrimAtPath("/Square/Face")


def test_only_a_model_has_such_a_version_and_only_its_own_people_attach_it(installation: Installation) -> None:
    picture = installation.upload(makers.a_picture_that_tells_all("PNG")).medium.id
    model = a_model(installation)
    before = installation.holds()
    with pytest.raises(Refused, match="not_a_model_yet"):
        attach(installation, picture, a_usdz())
    with pytest.raises(Forbidden):
        attach(installation, model, a_usdz(), actor=Actor(person_id="q", name="Ben", roles={}))
    assert installation.holds() == before


def test_an_installation_without_the_library_says_what_is_missing(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usdz_asking, "is_possible", lambda: False)
    with pytest.raises(Refused, match="usdz_unavailable") as caught:
        attach(installation, a_model(installation), a_usdz())
    assert "wayfable[usd]" in of_error(caught.value, "de")


def test_a_usdz_alone_is_told_where_it_belongs(installation: Installation) -> None:
    before = installation.holds()
    with pytest.raises(Refused, match="kind_later") as caught:
        installation.upload(usdz_makers.a_usdz(), "Turm.usdz")
    assert "auf seiner Seite" in of_error(caught.value, "de")
    assert installation.holds() == before
