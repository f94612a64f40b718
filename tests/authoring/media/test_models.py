"""A 3D model is taken with what a phone has to know of it, or refused in a sentence that says what to do."""

import json
import resource
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from authoring.errors import Refused
from authoring.media import glb, models, workbench
from authoring.media.budget import suggested_scale
from authoring.media.verdict import family_of
from authoring.refusal import SandboxRefusal
from authoring.words import of_error, say
from tests.authoring.media import glb_makers as make
from tests.authoring.media.conftest import Installation
from tour_schema import read

pytestmark = pytest.mark.skipif(
    not workbench.PROGRAM.is_file(), reason="the front end was not built: `uv sync` without HATCH_BUILD_NO_HOOKS does"
)

Json = dict[str, Any]


def facts_of(installation: Installation, data: bytes) -> Json:
    uploaded = installation.upload(data, "house.glb")
    assert read(uploaded.medium.body.encode()).document is not None
    facts: Json = uploaded.medium.value["model"]
    return facts


def code_of(installation: Installation, data: bytes, name: str = "house.glb") -> str:
    """Why a file is refused; that it leaves nothing, and that there are sentences which name it."""
    before = installation.holds()
    with pytest.raises(Refused) as caught:
        installation.upload(data, name)
    assert installation.holds() == before
    sentences = {of_error(caught.value, language) for language in ("de", "en")}
    assert len(sentences) == 2
    assert all(name in sentence and "{" not in sentence for sentence in sentences)
    return caught.value.code.removeprefix("media.refused.")


def reports(samples: Path) -> list[tuple[Path, Json]]:
    paths = sorted((samples / "glb_problem").glob("*.glb"))
    return [(path, json.loads(path.with_name(f"{path.name}.report.json").read_bytes())["issues"]) for path in paths]


def test_the_validators_own_cases_are_refused_or_warned_about_as_its_reports_say(
    installation: Installation, samples: Path
) -> None:
    refused = taken = 0
    for path, issues in reports(samples):
        if issues["numErrors"]:
            refused += 1
            code = code_of(installation, path.read_bytes(), path.name)
            families = {family_of(each["code"]) for each in issues["messages"] if each["severity"] == 0}
            assert code == "empty" if not path.stat().st_size else code in {f"model_{family}" for family in families}
        else:
            taken += 1
            body = installation.upload(path).medium.value
            kept = body.get("extensions", {}).get("org.khronos.gltf-validator", {}).get("warnings", {})
            assert set(kept) == {each["code"] for each in issues["messages"] if each["severity"] == 1}, path.name
    assert (refused, taken) == (13, 6)


def test_real_models_are_taken(installation: Installation, samples: Path) -> None:
    seen = {}
    for path in sorted((samples / "glb_valid").glob("*.glb")):
        uploaded = installation.upload(path)
        seen[path.stem] = uploaded.medium.value["model"]
        assert all(say(notice.code, "de", **notice.values) for notice in uploaded.notices)
    assert len(seen) == 10
    assert seen["DenseSphere"]["triangles"] == 30_720
    assert seen["BoxMeshopt"]["size_m"] == pytest.approx([1, 1, 1], abs=1e-4)
    assert seen["AlphaBlendModeTest"]["textures"] == 9
    assert seen["AlphaBlendModeTest"]["largest_texture_px"] == 2048
    assert "size_m" not in seen["empty_nodes"]


def test_a_model_says_what_it_weighs(installation: Installation) -> None:
    model = make.with_clip(make.with_picture(make.a_box((2, 3, 0.5)), make.a_picture(size=(512, 256))))
    make.with_clip(model, None, 4)
    assert facts_of(installation, make.with_skeleton(model, 3).glb()) == {
        "triangles": 12,
        "materials": 1,
        "textures": 1,
        "largest_texture_px": 512,
        "texture_bytes": round(512 * 256 * 4 * 4 / 3),
        "joints": 3,
        "clips": ["open", "animation_1"],
        "clips_s": [1.5, 4.0],
        "size_m": [2.0, 3.0, 0.5],
        "scale": 1.0,
    }


def test_clips_of_one_name_can_be_told_apart(installation: Installation) -> None:
    model = make.with_clip(make.with_clip(make.a_box(), "turn"), "turn")
    assert facts_of(installation, model.glb())["clips"] == ["turn", "turn_"]


def test_the_size_is_measured_where_the_nodes_put_the_meshes(installation: Installation) -> None:
    model = make.a_box((1, 2, 3))
    model.description["nodes"] = [
        {"children": [1, 2], "scale": [2, 2, 2]},
        {"mesh": 0, "rotation": [0, 0, 0.70710678, 0.70710678]},
        {"mesh": 0, "matrix": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 10, 0, 0, 1]},
    ]
    facts = facts_of(installation, model.glb())
    # One lies on its side, from −4 to 0; the other stands from 20 to 22. Both are drawn.
    assert facts["size_m"] == pytest.approx([26, 4, 6], abs=1e-3)
    assert facts["triangles"] == 24


def test_a_skinned_model_is_as_large_as_its_joints_make_it(installation: Installation) -> None:
    model = make.with_skeleton(make.a_box((1, 2, 1)), 1, scale=0.01)
    model.description["nodes"][0]["scale"] = [100, 100, 100]
    assert facts_of(installation, model.glb())["size_m"] == pytest.approx([1, 2, 1], abs=1e-3)


def test_a_model_made_in_centimetres_is_recognised(installation: Installation) -> None:
    uploaded = installation.upload(make.a_box((60, 180, 40)).glb())
    (notice,) = uploaded.notices
    assert (notice.code, notice.values) == ("media.notice.model_size", {"metres": 180.0, "rather": 1.8})
    assert "1,8 m" in say(notice.code, "de", **notice.values)
    assert [suggested_scale([each, each / 2, 0]) for each in (0.01, 3, 40, 180, 4000)] == [100, None, None, 0.01, 0.001]
    assert suggested_scale(None) is None


def test_a_model_with_nothing_to_see_is_taken_and_says_so(installation: Installation) -> None:
    model = make.a_box()
    model.description["scenes"] = [{}]
    assert "media.notice.model_empty" in {notice.code for notice in installation.upload(model.glb()).notices}


def changed(change: Callable[[Json], object]) -> bytes:
    """A box with a picture, described differently."""
    model = make.with_picture(make.a_box(), make.a_picture())
    change(model.description)
    return model.glb()


HUGE = 2**63
LIES: dict[str, tuple[Callable[[Json], object], str]] = {
    "a view that ends behind its buffer": (
        lambda d: d["bufferViews"][0].update(byteLength=10**6),
        "model_geometry",
    ),
    "a view whose end does not fit 64 bits": (
        lambda d: d["bufferViews"][0].update(byteOffset=HUGE, byteLength=HUGE),
        "model_geometry",
    ),
    "an accessor that is too long": (lambda d: d["accessors"][0].update(count=9), "model_geometry"),
    "an accessor whose length does not fit 64 bits": (
        lambda d: d["accessors"][0].update(count=HUGE),
        "model_geometry",
    ),
    "an accessor that begins too late": (lambda d: d["accessors"][0].update(byteOffset=4), "model_geometry"),
    "a stride that leads out": (lambda d: d["bufferViews"][0].update(byteStride=252), "model_geometry"),
    "a view of a buffer that is not there": (lambda d: d["bufferViews"][0].update(buffer=7), "model_links"),
    "an accessor of a view that is not there": (lambda d: d["accessors"][0].update(bufferView=99), "model_links"),
    "sparse values that lead out": (
        lambda d: d["accessors"][0].update(
            sparse={
                "count": 8,
                "indices": {"bufferView": 1, "componentType": make.UNSIGNED_SHORT},
                "values": {"bufferView": 1},
            }
        ),
        "model_geometry",
    ),
    "more sparse values than there are": (
        lambda d: d["accessors"][0].update(
            sparse={
                "count": 9,
                "indices": {"bufferView": 1, "componentType": make.UNSIGNED_SHORT},
                "values": {"bufferView": 0},
            }
        ),
        "model_geometry",
    ),
    "zeros without end": (
        lambda d: d["accessors"].append({"componentType": 5126, "count": 400_000_000, "type": "MAT4"}),
        "model_unpacks",
    ),
    "a negative offset": (lambda d: d["bufferViews"][0].update(byteOffset=-4), "model_description"),
    "a length that is a word": (lambda d: d["bufferViews"][0].update(byteLength="all"), "model_description"),
    "a count that is a truth": (lambda d: d["accessors"][0].update(count=True), "model_description"),
    "views that are a number": (lambda d: d.update(bufferViews=7), "model_description"),
    "nodes that are words": (lambda d: d.update(nodes=["a"]), "model_description"),
    "a mesh without its list": (lambda d: d.update(meshes=[{"primitives": 5}]), "model_description"),
    "attributes that are a list": (
        lambda d: d["meshes"][0]["primitives"][0].update(attributes=[]),
        "model_description",
    ),
    "glTF 1": (lambda d: d["asset"].update(version="1.0"), "model_description"),
    "a description without an end": (
        lambda d: d.update(extras=json.loads("[" * 500 + "]" * 500)),
        "model_description",
    ),
    "an index behind the last vertex": (
        lambda d: d["accessors"][0].update(count=4, max=[0, 1, 1]),
        "model_geometry",
    ),
    "nodes in a ring": (
        lambda d: d.update(nodes=[{"children": [1]}, {"children": [0], "mesh": 0}], scenes=[{"nodes": [0]}]),
        "model_links",
    ),
    "an unknown extension that is required": (
        lambda d: d.update(extensionsUsed=["ACME_secret"], extensionsRequired=["ACME_secret"]),
        "model_extension",
    ),
    "a picture from the web": (lambda d: d.update(images=[{"uri": "https://spy.example/a.png"}]), "model_external"),
    "a picture from this machine": (lambda d: d.update(images=[{"uri": "file:///etc/passwd"}]), "model_external"),
    "a buffer beside the file": (
        lambda d: d.update(buffers=[{"byteLength": 4, "uri": "../a.bin"}]),
        "model_external",
    ),
    "a picture whose text is no base64": (
        lambda d: d.update(images=[{"uri": "data:image/png;base64,@@"}]),
        "model_description",
    ),
    "an SVG for a picture": (lambda d: d.update(images=[{"uri": "data:image/png,<svg/>"}]), "model_picture"),
    "packed geometry that promises more than its room": (
        lambda d: d["bufferViews"][0].update(
            extensions={
                "EXT_meshopt_compression": {
                    "buffer": 0,
                    "byteLength": 8,
                    "byteStride": 16,
                    "count": HUGE,
                    "mode": "ATTRIBUTES",
                }
            }
        ),
        "model_geometry",
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_model_that_lies_is_refused(installation: Installation, lie: str) -> None:
    change, code = LIES[lie]
    model = make.with_picture(make.a_box(), make.a_picture())
    change(model.description)
    described = model.description if "buffers" in model.description else model.whole()
    assert code_of(installation, glb.write(described, model.binary)) == code


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(installation: Installation, kind: str) -> None:
    data = make.a_picture(kind, size=(300, 300))
    model = make.with_picture(make.a_box(), data[: len(data) // 2], f"image/{kind.lower()}")
    if kind == "WEBP":
        model.description |= {"extensionsUsed": ["EXT_texture_webp"], "extensionsRequired": ["EXT_texture_webp"]}
        model.description["textures"] = [{"extensions": {"EXT_texture_webp": {"source": 0}}}]
    assert code_of(installation, model.glb()) == "model_picture"


def test_a_picture_of_400_megapixels_is_refused(installation: Installation) -> None:
    small = make.a_picture()
    claimed = small[:16] + struct.pack(">II", 20_000, 20_000) + small[24:]
    assert code_of(installation, make.with_picture(make.a_box(), claimed).glb()) == "model_picture"


@pytest.mark.parametrize(
    "chunks",
    [
        [(100, 0x4E4F534A, b"{}  ")],
        [(0xFFFFFFFC, 0x4E4F534A, b"{}  ")],
        [(4, 0x4E4F534A, b"{}  "), (4, 0x004E4942, b"")],
        [(4, 0x4E4F534A, b"{}  "), (4, 0x4E4F534A, b"{}  ")],
    ],
)
def test_a_chunk_that_claims_more_than_there_is_is_refused(
    installation: Installation, chunks: list[tuple[int, int, bytes]]
) -> None:
    inner = b"".join(struct.pack("<II", length, kind) + data for length, kind, data in chunks)
    assert code_of(installation, struct.pack("<4sII", b"glTF", 2, 12 + len(inner)) + inner) == "model_container"


def test_what_a_description_claims_is_never_allocated(tmp_path: Path) -> None:
    model = make.a_box()
    model.description["accessors"].append({"componentType": 5126, "count": 2**40, "type": "MAT4"})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = tmp_path / "a.glb"
    path.write_bytes(model.glb())
    with pytest.raises(SandboxRefusal):
        models.look({"path": str(path), "format": "GLB"})
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) < 32 * 1024


def test_a_gltf_with_its_files_in_a_zip_becomes_one_glb(installation: Installation) -> None:
    model = make.with_picture(make.a_box((1, 2, 3)), make.a_picture())
    picture = make.a_picture(size=(128, 64))
    uploaded = installation.upload(make.a_gltf_zip(model, picture=picture), "house.zip")
    body = uploaded.medium.value
    assert body["original"]["media_type"] == "model/gltf-binary"
    assert (body["model"]["size_m"], body["model"]["largest_texture_px"]) == ([1.0, 2.0, 3.0], 128)
    stored = installation.store.read(body["original"]["sha256"], private=True)
    assert len(stored) == body["original"]["bytes"]
    assert picture in stored
    assert "uri" not in json.dumps(glb.read(memoryview(stored)).description)


def test_a_zip_that_was_packed_differently_is_still_the_same_model(installation: Installation) -> None:
    model = make.a_box()
    first = installation.upload(make.a_gltf_zip(model))
    second = installation.upload(make.a_gltf_zip(model, beside={"readme.txt": b"thank you"}))
    assert (second.duplicate, second.medium.id) == (True, first.medium.id)


def test_a_glb_alone_in_a_zip_is_taken_out_of_it(installation: Installation) -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("a/house.glb", make.a_box().glb())
    body = installation.upload(archive.getvalue(), "a.zip").medium.value
    assert installation.store.read(body["original"]["sha256"], private=True) == make.a_box().glb()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make.a_gltf_zip(make.a_box(), lambda d: d["buffers"][0].update(uri="missing.bin")), "model_external"),
        (make.a_gltf_zip(make.a_box(), lambda d: d["buffers"][0].update(uri="/etc/hostname")), "model_external"),
        (make.a_gltf_zip(make.a_box(), lambda d: d["buffers"][0].update(uri="../../a.bin")), "model_external"),
        (make.a_gltf_zip(make.a_box(), lambda d: d["buffers"][0].update(byteLength=10**6)), "model_geometry"),
        (make.a_gltf_zip(make.a_box(), lambda d: d["bufferViews"][0].update(buffer=3)), "model_links"),
        (make.a_gltf_zip(make.a_box(), beside={"other.gltf": b"{}"}), "many_models"),
        (make.a_gltf_zip(make.a_box(), beside={"../../evil.bin": b"{}"}), "zip_path"),
        (make.a_gltf_zip(make.a_box(), beside={"zeros.bin": bytes(30_000_000)}), "zip_bomb"),
        (make.a_gltf_zip(make.a_box())[:-60], "zip_broken"),
        (make.a_gltf_zip(make.a_box(), beside={"[Content_Types].xml": b"<a/>"}), "no_model"),
    ],
)
def test_a_zip_that_is_no_model_is_refused(installation: Installation, data: bytes, code: str) -> None:
    assert code_of(installation, data, "house.zip") == code
