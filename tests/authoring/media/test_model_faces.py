"""A 3D model gets a picture for lists, and a version for iPhones where one can be made, in its real size."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pxr import Usd, UsdGeom, UsdShade, UsdValidation

from authoring.actions.attach_usdz import attach_usdz, detach_usdz
from authoring.actions.finish_model import ModelFinisher
from authoring.actions.scale_model import scale_model
from authoring.media import usdz_asking, usdz_zip
from authoring.queries.media import unfinished_models, variant
from tests.authoring.media import glb_makers as make
from tests.authoring.media import makers
from tests.authoring.media.conftest import AtOnce, Installation
from tests.authoring.media.test_models import pytestmark as built
from tests.authoring.media.usdz_makers import a_usdz
from tour_schema import read

pytestmark = built

Json = dict[str, Any]


def finished(installation: Installation, data: bytes | Path) -> Json:
    """The body of a model with its two faces."""
    return finish(installation, installation.upload(data, "Turm.glb").medium.id)


def finish(installation: Installation, medium: str) -> Json:
    ModelFinisher(installation.database, installation.store)(AtOnce(), medium)
    body = installation.body(medium)
    assert read(json.dumps(body).encode()).document is not None
    return body


def usdz_of(installation: Installation, body: Json, tmp_path: Path) -> Usd.Stage:
    """What iPhones open of a model, without a fault for any of USD's own validators."""
    path = tmp_path / "model.usdz"
    (file,) = [each for each in body["variants"] if each["use"] == "usdz"]
    path.write_bytes(installation.store.read(file["sha256"]))
    stage = Usd.Stage.Open(str(path))
    validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    assert len(validators) > 20
    faults = UsdValidation.ValidationContext(validators).Validate(stage)
    assert [fault.GetErrorAsString() for fault in faults] == []
    return stage


def size_of(stage: Usd.Stage) -> list[float]:
    box = UsdGeom.BBoxCache(Usd.TimeCode.Default(), [UsdGeom.Tokens.default_]).ComputeWorldBound(stage.GetPseudoRoot())
    return [round(side * UsdGeom.GetStageMetersPerUnit(stage), 4) for side in box.ComputeAlignedRange().GetSize()]


def drawn(installation: Installation, body: Json) -> Image.Image:
    chosen = variant(body, "480")
    assert chosen is not None
    assert chosen.media_type == "image/webp"
    return Image.open(BytesIO(installation.store.read(chosen.sha256)))


@pytest.mark.parametrize("name", ["BoxTextured", "BoxMeshopt", "AlphaBlendModeTest", "monkey", "simple_pole"])
def test_a_still_model_becomes_a_sound_usdz_of_its_size(
    installation: Installation, samples: Path, tmp_path: Path, name: str
) -> None:
    body = finished(installation, samples / "glb_valid" / f"{name}.glb")
    stage = usdz_of(installation, body, tmp_path)
    assert UsdGeom.GetStageUpAxis(stage) == "Y"
    assert size_of(stage) == pytest.approx(body["model"]["size_m"], rel=0.01, abs=1e-3)
    assert body["model"]["usdz"] == {"made": True, "size_m": pytest.approx(size_of(stage))}
    assert drawn(installation, body).size == (480, 480)


def test_every_picture_of_a_material_has_its_place_in_the_usdz(installation: Installation, tmp_path: Path) -> None:
    model = make.with_picture(make.a_box((1, 2, 3)), make.a_picture("JPEG", (256, 128)), "image/jpeg")
    clear = BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGBA").point(lambda value: value // 2).save(clear, "PNG")
    for data, kind in ((make.a_picture("PNG"), "image/png"), (clear.getvalue(), "image/png")):
        model.description["images"].append({"bufferView": model.lay(data), "mimeType": kind})
    model.description["textures"] = [{"source": 0, "sampler": 0}, {"source": 1}, {"source": 2}]
    model.description["samplers"] = [{"wrapS": 33071, "wrapT": 33648}]
    model.description["extensionsUsed"] = ["KHR_texture_transform"]
    moved = {"index": 1, "extensions": {"KHR_texture_transform": {"offset": [0.5, 0], "scale": [2, 2]}}}
    model.description["materials"] = [
        {
            "pbrMetallicRoughness": {
                "baseColorTexture": {"index": 2},
                "baseColorFactor": [1, 0.5, 1, 0.5],
                "metallicRoughnessTexture": {"index": 1},
            },
            "normalTexture": moved,
            "occlusionTexture": {"index": 1, "strength": 0.5},
            "emissiveTexture": {"index": 0},
            "emissiveFactor": [1, 1, 1],
            "alphaMode": "BLEND",
            "doubleSided": True,
        }
    ]
    stage = usdz_of(installation, finished(installation, model.glb()), tmp_path)
    surface = UsdShade.Shader.Get(stage, "/Model/Look0/Surface")
    found = {}
    for each in surface.GetInputs():
        if each.HasConnectedSource():
            picture, output, _ = each.GetConnectedSource()
            shader = UsdShade.Shader(picture.GetPrim())
            kind = Path(shader.GetInput("file").Get().path).suffix
            found[each.GetBaseName()] = (str(output), kind, shader.GetInput("sourceColorSpace").Get())
    assert found == {
        "diffuseColor": ("rgb", ".png", "sRGB"),
        "opacity": ("a", ".png", "sRGB"),
        "metallic": ("b", ".jpeg", "raw"),
        "roughness": ("g", ".jpeg", "raw"),
        "normal": ("rgb", ".jpeg", "raw"),
        "occlusion": ("r", ".jpeg", "raw"),
        "emissiveColor": ("rgb", ".jpeg", "sRGB"),
    }
    part = UsdGeom.Mesh.Get(stage, "/Model/Part0")
    assert part.GetDoubleSidedAttr().Get()
    # The lower edge of USD is the upper one of glTF; what is moved lies in a list of its own.
    plain, moved_places = (np.array(UsdGeom.PrimvarsAPI(part).GetPrimvar(name).Get()) for name in ("st", "st1"))
    assert moved_places == pytest.approx(np.stack([plain[:, 0] * 2 + 0.5, 1 - (1 - plain[:, 1]) * 2], axis=1))
    emissive = UsdShade.Shader.Get(stage, "/Model/Look0/emissiveColorPicture")
    assert [emissive.GetInput(name).Get() for name in ("wrapS", "wrapT")] == ["clamp", "mirror"]


def test_nobody_finds_a_word_of_the_maker_in_either_face(installation: Installation) -> None:
    model = make.a_model_that_tells_all()
    still = make.with_picture(make.a_box(), makers.a_picture_that_tells_all("PNG", (64, 32)))
    still.description["nodes"][0]["name"] = still.description["materials"][0]["name"] = makers.CANARY
    for data in (model, still.glb()):
        assert makers.carries_a_canary(data)
        body = finished(installation, data)
        assert body["variants"]
        for each in installation.published(body).values():
            assert not makers.carries_a_canary(each)


def _with_colours(model: make.Model, rows: Sequence[tuple[float, ...]]) -> make.Model:
    attributes = model.description["meshes"][0]["primitives"][0]["attributes"]
    attributes["COLOR_0"] = model.numbers("VEC3", make.FLOAT, rows)
    return model


def _morphing(model: make.Model) -> make.Model:
    moves = model.numbers("VEC3", make.FLOAT, [(0, 0, 1)] * 8, min=[0, 0, 1], max=[0, 0, 1])
    model.description["meshes"][0]["primitives"][0]["targets"] = [{"POSITION": moves}]
    return model


def _of_lines(model: make.Model) -> make.Model:
    model.description["meshes"][0]["primitives"][0]["mode"] = 1
    return model


@pytest.mark.parametrize(
    ("obstacle", "model"),
    [
        ("animated", make.with_clip(make.a_box())),
        ("skinned", make.with_skeleton(make.a_box(), 3)),
        ("morphed", _morphing(make.a_box())),
        ("lines", _of_lines(make.a_box())),
        ("colours", _with_colours(make.a_box(), [(corner / 8, 0, 0) for corner in range(8)])),
    ],
)
def test_what_iphones_would_show_wrongly_is_not_made_but_drawn(
    installation: Installation, obstacle: str, model: make.Model
) -> None:
    body = finished(installation, model.glb())
    assert body["model"]["usdz"]["obstacle"] == obstacle
    uses = {each["use"] for each in body["variants"]}
    assert uses == ({"thumbnail"} if obstacle != "lines" else set())
    if uses:
        assert max(drawn(installation, body).getchannel("A").getextrema()) == 255


def test_a_colour_that_all_corners_share_belongs_to_the_material(installation: Installation, tmp_path: Path) -> None:
    body = finished(installation, _with_colours(make.a_box(), [(0.25, 0.5, 1.0)] * 8).glb())
    stage = usdz_of(installation, body, tmp_path)
    surface = UsdShade.Shader.Get(stage, "/Model/Look0/Surface")
    assert surface.GetInput("diffuseColor").Get() == pytest.approx((0.25, 0.5, 1.0))


def faces_outwards(stage: Usd.Stage) -> list[bool]:
    """Of each triangle round the origin that has an area: whether its front is outside."""
    part = UsdGeom.Mesh.Get(stage, "/Model/Part0")
    corners = np.array(part.GetFaceVertexIndicesAttr().Get()).reshape(-1, 3)
    one, two, three = (np.array(part.GetPointsAttr().Get())[corners[:, corner]] for corner in range(3))
    volumes = (np.cross(two - one, three - one) * (one + two + three)).sum(axis=1)
    return [bool(volume > 0) for volume in volumes if abs(volume) > 1e-6]


def test_a_mirrored_part_keeps_its_outside_outside(installation: Installation, tmp_path: Path) -> None:
    plain, mirrored = make.a_sphere(8, 12), make.a_sphere(8, 12)
    mirrored.description["nodes"][0]["scale"] = [-1, 1, 1]
    sides = [
        faces_outwards(usdz_of(installation, finished(installation, each.glb()), tmp_path))
        for each in (plain, mirrored)
    ]
    assert len({side for each in sides for side in each}) == 1


def test_a_corrected_size_makes_the_usdz_anew_and_leaves_the_picture(
    installation: Installation, tmp_path: Path
) -> None:
    body = finished(installation, make.a_box((60, 180, 40)).glb())
    picture = variant(body, "thumbnail")
    scale_model(installation.database, installation.author, body["id"], 0.01)
    waiting = installation.body(body["id"])
    assert "usdz" not in waiting["model"]
    assert [each["use"] for each in waiting["variants"]] == ["thumbnail"]
    corrected = finish(installation, body["id"])
    assert size_of(usdz_of(installation, corrected, tmp_path)) == pytest.approx([0.6, 1.8, 0.4])
    assert variant(corrected, "thumbnail") == picture


def test_what_somebody_brought_goes_first_and_tells_its_own_size(installation: Installation) -> None:
    medium = installation.upload(make.a_box((1, 2, 1)).glb(), "Turm.glb").medium.id
    attach_usdz(
        installation.database, installation.store, installation.author, medium, [a_usdz()], "a.usdz", limit_bytes=10**7
    )
    brought = variant(installation.body(medium), "usdz")
    body = finish(installation, medium)
    assert variant(body, "usdz") == brought
    assert body["model"]["usdz"] == {"made": False, "size_m": [2.0, 2.0, 0.0]}
    scale_model(installation.database, installation.author, medium, 0.5)
    assert variant(installation.body(medium), "usdz") == brought
    detach_usdz(installation.database, installation.author, medium)
    assert finish(installation, medium)["model"]["usdz"]["made"]


def test_a_usdz_that_came_while_one_was_made_stays(installation: Installation) -> None:
    medium = installation.upload(make.a_box().glb(), "Turm.glb").medium.id
    finisher = ModelFinisher(installation.database, installation.store)
    facts = finisher.read(medium)
    assert facts is not None
    made = finisher.make(facts["original"], facts["scale"], facts["lacks"])
    attach_usdz(
        installation.database, installation.store, installation.author, medium, [a_usdz()], "a.usdz", limit_bytes=10**7
    )
    brought = variant(installation.body(medium), "usdz")
    finisher.save(medium, made, facts["scale"])
    body = installation.body(medium)
    assert variant(body, "usdz") == brought
    assert {each["use"] for each in body["variants"]} == {"usdz", "thumbnail"}


def test_without_the_library_a_model_is_drawn_and_waits_for_it(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usdz_asking, "is_possible", lambda: False)
    body = finished(installation, make.a_box().glb())
    assert [each["use"] for each in body["variants"]] == ["thumbnail"]
    with installation.database.read() as session:
        assert unfinished_models(session, usdz=False) == []
        # With the library there, the next start hands it in.
        assert unfinished_models(session, usdz=True) == [body["id"]]


def test_the_picture_shows_the_model_upright_and_in_its_colours(installation: Installation) -> None:
    # Green at its foot, red at its head.
    rows = [(1.0, 0.0, 0.0) if corner & 2 else (0.0, 1.0, 0.0) for corner in range(8)]
    model = _with_colours(make.a_box((1, 3, 1)), rows)
    model.description["materials"] = [{"pbrMetallicRoughness": {"metallicFactor": 0}}]
    model.description["meshes"][0]["primitives"][0]["material"] = 0
    picture = drawn(installation, finished(installation, model.glb()))
    left, top, right, bottom = picture.getchannel("A").getbbox() or (0, 0, 0, 0)
    assert bottom - top > 1.8 * (right - left)
    assert (bottom - top) / 480 == pytest.approx(0.88, abs=0.02)
    head, foot = (np.asarray(picture)[row, 240].astype(int) for row in (top + 60, bottom - 60))
    assert head[3] == foot[3] == 255
    assert head[0] > 2 * head[1]
    assert foot[1] > 2 * foot[0]


def test_the_same_model_is_drawn_and_written_as_the_same_bytes(installation: Installation) -> None:
    one = finished(installation, make.a_sphere(6, 9).glb())
    for use in ("thumbnail", "usdz"):
        (before,) = [each for each in one["variants"] if each["use"] == use]
        finisher = ModelFinisher(installation.database, installation.store)
        again = finisher.make(one["original"], 1.0, [use])
        assert again["variants"] == [before]


def test_the_archive_is_as_iphones_want_it(installation: Installation, tmp_path: Path) -> None:
    body = finished(installation, make.with_picture(make.a_box(), make.a_picture()).glb())
    usdz_of(installation, body, tmp_path)
    data = memoryview((tmp_path / "model.usdz").read_bytes())
    entries = usdz_zip.entries(data)
    assert [entry.name for entry in entries] == ["model.usdc", "0.jpeg"]
    assert all(entry.start % 64 == 0 for entry in entries)
