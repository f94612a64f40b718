"""What is published of a model: two lean files in metres, in which nobody finds a word of its maker."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from authoring import jobs
from authoring.actions.finish_model import finishing_job
from authoring.actions.make_variants import VariantMaker
from authoring.actions.scale_model import scale_model
from authoring.actions.start_jobs import hand_in_again
from authoring.errors import Forbidden, Refused
from authoring.media import glb, models, workbench
from authoring.media.budget import lights
from authoring.media.intake import GLB
from authoring.permissions import Actor
from authoring.refusal import SandboxRefusal
from authoring.words import of_error, say
from tests.authoring.media import glb_makers as make
from tests.authoring.media import makers
from tests.authoring.media.conftest import Installation, everywhere
from tests.authoring.media.test_models import pytestmark as built

pytestmark = built

Json = dict[str, Any]


def published(installation: Installation, source: Path | bytes) -> dict[str, bytes]:
    """The files of a model by their quality."""
    body = installation.finish(installation.upload(source, "a.glb"))
    return {use: data for (use, kind), data in installation.published(body).items() if kind == "model/gltf-binary"}


def described(data: bytes) -> Json:
    return glb.read(memoryview(data)).description


def validated(tmp_path: Path, data: bytes) -> Json:
    path = tmp_path / "published.glb"
    path.write_bytes(data)
    said: Json = workbench.ask("validate", cpu_s=5, reads=[path], path=str(path))
    return said


def size_of(tmp_path: Path, data: bytes) -> list[float]:
    path = tmp_path / "published.glb"
    path.write_bytes(data)
    size: list[float] = models.look({"path": str(path), "format": "GLB"})["size_m"]
    return size


def test_every_real_model_becomes_two_sound_ones_of_its_size(
    installation: Installation, samples: Path, tmp_path: Path
) -> None:
    for path in sorted((samples / "glb_valid").glob("*.glb")):
        uploaded = installation.upload(path)
        files = installation.published(installation.finish(uploaded))
        assert {use for use, _ in files} == {"low", "high"}, path.name
        wanted = uploaded.medium.value["model"].get("size_m")
        for data in files.values():
            assert validated(tmp_path, data)["errors"] == {}, path.name
            if wanted:
                assert size_of(tmp_path, data) == pytest.approx(wanted, rel=0.01, abs=1e-3), path.name


def test_no_published_byte_carries_what_the_maker_wrote(installation: Installation, tmp_path: Path) -> None:
    data = make.a_model_that_tells_all()
    assert makers.carries_a_canary(data)
    uploaded = installation.upload(data)
    body = installation.finish(uploaded)
    files = installation.published(body)
    assert len(files) == 2
    for each in files.values():
        assert not makers.carries_a_canary(each)
        assert validated(tmp_path, each)["errors"] == {}
        assert [clip["name"] for clip in described(each)["animations"]] == ["open"]
    assert not makers.carries_a_canary(json.dumps(body).encode())


def test_pictures_become_webp_that_fit_a_phone(installation: Installation) -> None:
    model = make.with_picture(make.a_box(), make.a_picture("JPEG", (3000, 1500)), "image/jpeg")
    files = published(installation, model.glb())
    for use, longest in (("low", 1024), ("high", 2048)):
        read = glb.read(memoryview(files[use]))
        (image,) = read.many("images")
        view = read.many("bufferViews")[image["bufferView"]]
        assert read.binary is not None
        data = bytes(read.binary[view.get("byteOffset", 0) :][: view["byteLength"]])
        assert image["mimeType"] == "image/webp"
        assert Image.open(BytesIO(data)).size == (longest, longest // 2)
    assert len(files["low"]) < len(files["high"]) < len(model.glb())


def test_a_model_with_too_many_triangles_is_made_simpler(installation: Installation, tmp_path: Path) -> None:
    files = published(installation, make.a_sphere(rings=200, steps=200).glb())
    counts = {}
    for use, data in files.items():
        path = tmp_path / use
        path.write_bytes(data)
        counts[use] = models.look({"path": str(path), "format": "GLB"})["triangles"]
    assert counts["low"] <= 30_000 < counts["high"] == 80_000


def test_a_skeleton_and_its_clip_survive(installation: Installation) -> None:
    model = make.with_skeleton(make.with_clip(make.a_box()), 3)
    for data in published(installation, model.glb()).values():
        (skin,) = described(data)["skins"]
        assert len(skin["joints"]) == 3
        (clip,) = described(data)["animations"]
        assert clip["channels"][0]["target"]["path"] == "translation"


def test_packed_geometry_whose_indices_lead_out_is_refused_by_the_job(
    installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "lean.glb"
    model = make.a_box()
    model.description["accessors"][0]["count"] = 4
    path.write_bytes(model.glb())
    with pytest.raises(SandboxRefusal) as caught:
        workbench.ask(
            "optimise",
            cpu_s=5,
            reads=[path],
            writes=[tmp_path],
            path=str(path),
            output=str(tmp_path / "out.glb"),
            scale=1,
            most_triangles=10,
        )
    assert caught.value.code == "model_geometry"


def test_a_model_in_centimetres_is_brought_to_metres_in_one_step(installation: Installation, tmp_path: Path) -> None:
    uploaded = installation.upload(make.with_skeleton(make.with_clip(make.a_box((60, 180, 40))), 1).glb())
    installation.finish(uploaded)
    scale_model(installation.database, installation.author, uploaded.medium.id, 0.01)
    body = installation.body(uploaded.medium.id)
    assert (body["model"]["size_m"], body["model"]["scale"], body["variants"]) == ([0.6, 1.8, 0.4], 0.01, [])
    for data in installation.published(installation.finish(uploaded)).values():
        assert validated(tmp_path, data)["errors"] == {}
    plain = installation.upload(make.a_box((100, 200, 300)).glb())
    scale_model(installation.database, installation.author, plain.medium.id, 0.5)
    scale_model(installation.database, installation.author, plain.medium.id, 0.01)
    for data in installation.published(installation.finish(plain)).values():
        assert size_of(tmp_path, data) == pytest.approx([1, 2, 3], rel=0.01)


def test_variants_of_an_old_size_are_not_saved(installation: Installation) -> None:
    uploaded = installation.upload(make.a_box().glb())
    maker = VariantMaker(installation.database, installation.store)
    facts = maker.read(uploaded.medium.id)
    assert facts is not None
    made = [maker.make_model(facts["original"], "low", facts["scale"])]
    scale_model(installation.database, installation.author, uploaded.medium.id, 2)
    maker.save(uploaded.medium.id, made, facts["scale"])
    assert installation.body(uploaded.medium.id)["variants"] == []


def test_only_models_have_a_size_and_only_some_sizes_are_possible(installation: Installation) -> None:
    model = installation.upload(make.a_box().glb()).medium.id
    captions = installation.upload(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHallo\n").medium.id
    for medium_id, scale, code in (
        (captions, 2, "not_a_model"),
        (model, 0, "scale_out_of_range"),
        (model, float("nan"), "scale_out_of_range"),
    ):
        with pytest.raises(Refused) as caught:
            scale_model(installation.database, installation.author, medium_id, scale)
        assert caught.value.code == code
        assert of_error(caught.value, "de") != of_error(caught.value, "en")
    with pytest.raises(Forbidden):
        scale_model(installation.database, Actor(person_id="q", name="Ben", roles={}), model, 2)


def test_a_model_whose_files_are_missing_is_handed_in_again(installation: Installation) -> None:
    uploaded = installation.upload(make.a_box().glb())
    assert hand_in_again(installation.database) == 1
    installation.finish(uploaded)
    assert hand_in_again(installation.database) == 0


@everywhere
def test_the_jobs_make_both_qualities_a_picture_and_a_usdz(working: Installation) -> None:
    uploaded = working.upload(make.with_picture(make.a_box(), make.a_picture()).glb())
    assert jobs.wait(uploaded.job_id or "").state == "done"
    model = uploaded.medium
    assert jobs.wait(finishing_job(model.id, model.value["original"]["sha256"][:16])).state == "done"
    uses = {each["use"] for each in working.body(model.id)["variants"]}
    assert uses == {"low", "high", "thumbnail", "usdz"}
    job = scale_model(working.database, working.author, uploaded.medium.id, 2)
    assert jobs.wait(job).state == "done"
    assert working.body(uploaded.medium.id)["model"]["size_m"] == [2.0, 2.0, 2.0]
    lighter = [each for each in working.body(uploaded.medium.id)["variants"] if each["media_type"] == GLB]
    assert len(lighter) == 2


def test_the_traffic_light_says_what_to_do_in_both_languages() -> None:
    facts = {
        "triangles": 50_000,
        "largest_texture_px": 8192,
        "texture_bytes": 1_000_000,
        "joints": 300,
        "clips_s": [3.0, 12.0],
    }
    variants = [{"use": "low", "bytes": 1}, {"use": "high", "bytes": 7_000_000}]
    shown = lights({"type": "model", "model": facts, "variants": variants})
    assert {light.budget: light.colour for light in shown} == {
        "triangles": "amber",
        "texture_px": "red",
        "texture_mb": "green",
        "megabytes": "amber",
        "joints": "red",
        "clip_s": "amber",
    }
    for light in shown:
        values = {"value": light.value, "green": light.green, "most": light.most}
        said = {say(light.code, language, **values) for language in ("de", "en")}
        assert len(said) == 2
        assert not any("{" in sentence for sentence in said)
    assert lights({"type": "image"}) == []
    small = lights({"type": "model", "model": facts, "variants": [{"use": "high", "bytes": 2_300}]})
    assert [light.value for light in small if light.budget == "megabytes"] == [0.01]


def test_the_program_reads_only_what_it_was_given(tmp_path: Path) -> None:
    secret = tmp_path / "secret.glb"
    secret.write_bytes(make.a_box().glb())
    with pytest.raises(SandboxRefusal) as caught:
        workbench.ask("validate", cpu_s=5, reads=[], path=str(secret))
    assert caught.value.code == "crashed"
    assert "EACCES" in str(caught.value.__cause__) or "permission" in str(caught.value.__cause__)
