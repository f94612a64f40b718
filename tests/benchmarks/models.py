"""A GLB of 6 MB: from upload to a checked medium, and to two lean variants, beside the libraries alone."""

import random
import resource
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

from PIL import Image

from authoring.actions.make_variants import QUALITIES, VariantMaker
from authoring.actions.upload_medium import upload_medium
from authoring.media import workbench
from authoring.queries.documents import load
from tests.authoring.media.glb_makers import FLOAT, Model, a_sphere
from tests.benchmarks.figure import Figure
from tests.benchmarks.office import AtOnce, an_office

_PICTURES = 3
_SIZE = (2048, 2048)


def a_statue(number: int) -> bytes:
    """Some 6 MB: 60,000 triangles with normals, and three pictures of 2048 pixels with the detail of a photograph."""
    model: Model = a_sphere(rings=150, steps=200)
    chance = random.Random(number)  # noqa: S311 - the same statue each time
    position = model.description["accessors"][0]
    data = bytes(model.binary[: position["count"] * 12])
    normals = list(struct.iter_unpack("<fff", data))
    attributes = model.description["meshes"][0]["primitives"][0]["attributes"]
    attributes["NORMAL"] = model.numbers("VEC3", FLOAT, normals)
    attributes["TEXCOORD_0"] = model.numbers("VEC2", FLOAT, [(chance.random(), chance.random()) for _ in normals])
    model.description["images"] = [
        {"bufferView": model.lay(_picture(number * _PICTURES + each)), "mimeType": "image/jpeg"}
        for each in range(_PICTURES)
    ]
    model.description["textures"] = [{"source": each} for each in range(_PICTURES)]
    model.description["materials"] = [
        {
            "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicRoughnessTexture": {"index": 1}},
            "emissiveTexture": {"index": 2},
        }
    ]
    model.description["meshes"][0]["primitives"][0]["material"] = 0
    return model.glb()


def _picture(number: int) -> bytes:
    soft = Image.effect_noise((256, 256), 120).resize(_SIZE, Image.Resampling.BICUBIC)
    shifted = soft.point(lambda value: (value + number) % 256)
    picture = Image.merge("RGB", [soft, shifted, soft.transpose(Image.Transpose.ROTATE_90)])
    file = BytesIO()
    Image.blend(picture, Image.effect_noise(_SIZE, 30).convert("RGB"), 0.15).save(file, "JPEG", quality=88)
    return file.getvalue()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _alone(request: str) -> None:
    """The same library in a Node of its own, with nothing around it: no check of ours, no sandbox, no store."""
    subprocess.run([workbench.node(), workbench.PROGRAM], input=request, text=True, check=True, capture_output=True)


def run() -> Iterator[Figure]:
    """Measure the check and the variants, in turns with the libraries alone, and the best of each."""
    statues = [a_statue(number) for number in range(4)]
    yield Figure("the model", len(statues[0]) / 1e6, "MB", bound=5.5, at_least=True)
    with an_office() as office:
        path, output = office.folder / "statue.glb", office.folder / "lean.glb"
        path.write_bytes(statues[0])
        validate = f'{{"payload": {{"task": "validate", "path": "{path}"}}}}'
        media: list[str] = []
        checks = []

        def upload(statue: bytes) -> None:
            uploaded = upload_medium(
                office.database, office.store, office.author, office.organisation, [statue], "a.glb"
            )
            media.append(uploaded.medium.id)

        for statue in statues:
            ours = _timed(partial(upload, statue))
            checks.append((_timed(partial(_alone, validate)), ours))
        alone, ours = (min(times) for times in zip(*checks, strict=True))
        yield Figure(
            "checked twice, confined, and stored",
            ours,
            "s",
            bound=0.3,
            peer="gltf-validator alone",
            peer_value=alone,
            ratio=alone / ours,
        )
        optimise = (
            f'{{"payload": {{"task": "optimise", "path": "{path}", "output": "{output}", "scale": 1,'
            f' "most_triangles": {QUALITIES["high"].triangles}}}}}'
        )
        maker = VariantMaker(office.database, office.store)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        rounds = [(_timed(partial(_alone, optimise)), _timed(partial(maker, AtOnce(), each))) for each in media[:3]]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        alone, ours = (min(times) for times in zip(*rounds, strict=True))
        yield Figure(
            "two variants, pictures encoded anew",
            ours,
            "s",
            bound=3,
            peer="glTF-Transform alone, one variant, pictures as they are",
            peer_value=alone,
        )
        yield Figure("memory of the largest child", after.ru_maxrss / 1024, "MiB", bound=256)
        yield Figure("processor time of a model's variants", (after.ru_utime - before.ru_utime) / 3, "s")
        with office.database.read() as session:
            made = {each["use"]: each["bytes"] for each in load(session, office.author, media[0]).value["variants"]}
        for use, size in made.items():
            yield Figure(f"what a phone fetches ({use})", size / 1e6, "MB", bound=len(statues[0]) / 1e6)
