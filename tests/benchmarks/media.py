"""A 12-megapixel photograph: from upload to six published files, beside a plain Pillow script."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps

from authoring import jobs
from authoring.actions.make_variants import SIZES, VariantMaker
from authoring.actions.upload_medium import upload_medium
from authoring.media.pictures import AVIF_QUALITY, AVIF_SPEED, AVIF_THREADS, JPEG_QUALITY
from authoring.sandbox import run as run_child
from tests.benchmarks.figure import Figure, percentile, seconds
from tests.benchmarks.office import AtOnce, an_office

_SIZE = (4000, 3000)


def a_photograph(number: int = 0) -> bytes:
    """A JPEG of twelve megapixels with the detail of a photograph: soft shapes and a little noise."""
    soft = Image.effect_noise((500, 375), 120).resize(_SIZE, Image.Resampling.BICUBIC)
    bands = [
        soft.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        soft.filter(ImageFilter.GaussianBlur(6)),
        soft.point(lambda value: (value + number) % 256),
    ]
    picture = Image.blend(Image.merge("RGB", bands), Image.effect_noise(_SIZE, 30).convert("RGB"), 0.15)
    file = BytesIO()
    picture.save(file, "JPEG", quality=90)
    return file.getvalue()


def plain_pillow(data: bytes, folder: Path) -> None:
    """What a script of ten lines does: in the process, with the same qualities, all metadata left out."""
    for use, longest in SIZES:
        picture = ImageOps.exif_transpose(Image.open(BytesIO(data)))
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        picture.save(folder / f"{use}.avif", quality=AVIF_QUALITY, speed=AVIF_SPEED, max_threads=AVIF_THREADS)
        picture.save(folder / f"{use}.jpg", quality=JPEG_QUALITY, optimize=True, progressive=True)


def run() -> Iterator[Figure]:
    """Measure the start of a child, an upload, and the variants."""
    start = percentile(seconds(lambda: run_child("json:dumps", 1), times=20), 50)
    yield Figure("a confined child starts and answers", start * 1000, "ms", bound=150)
    with an_office() as office:
        photographs = [a_photograph(number) for number in range(4)]
        waiting = iter(photographs)
        media: list[str] = []

        def upload() -> None:
            uploaded = upload_medium(
                office.database, office.store, office.author, office.organisation, [next(waiting)], "a.jpg"
            )
            media.append(uploaded.medium.id)

        yield Figure("12 MP upload, decoded and stored", seconds(upload, times=3)[1] * 1000, "ms", bound=1500)
        jobs.stop()
        maker = VariantMaker(office.database, office.store)
        # In turns, and the best of each: another program on this machine disturbs both alike.
        rounds = [
            (
                seconds(lambda: plain_pillow(photographs[1], office.folder), times=1, warm_up=0)[0],
                seconds(lambda: maker(AtOnce(), media[1]), times=1, warm_up=0)[0],
            )
            for _ in range(4)
        ]
        plain, ours = (min(times) for times in zip(*rounds, strict=True))
        yield Figure(
            "12 MP to six variants, confined and durable",
            ours,
            "s",
            peer="plain Pillow",
            peer_value=plain,
            ratio=plain / ours,
            least_ratio=0.7,
        )
