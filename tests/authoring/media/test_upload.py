"""Every file that comes ends as a medium or as a sentence, and a sentence leaves nothing behind."""

import itertools
import resource
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from authoring.actions.upload_medium import TooLarge
from authoring.errors import Forbidden, Refused
from authoring.media.sniff import TAKEN
from authoring.permissions import Actor
from authoring.tables import Blob
from authoring.words import of_error, say
from tests.authoring.media.conftest import Installation
from tour_schema import read

MIB = 1 << 20
FOLDERS = {"image_exif": (23, 1), "image_corrupt": (6, 8), "image_odd": (33, 3), "audio": (11, 6)}


def a_picture(size: tuple[int, int] = (900, 600), kind: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, (180, 40, 40)).save(file, kind, **options)
    return file.getvalue()


def refusal_of(installation: Installation, source: Path | bytes, name: str = "a.jpg") -> Refused:
    before = installation.holds()
    with pytest.raises(Refused) as caught:
        installation.upload(source, name)
    assert installation.holds() == before
    return caught.value


def said(refusal: Refused, name: str) -> None:
    """Assert that there is a sentence in both languages, that it names the file, and that no decoder crashed."""
    sentences = {of_error(refusal, language) for language in ("de", "en")}
    assert len(sentences) == 2
    assert all(name in sentence for sentence in sentences)
    assert refusal.code not in {"media.refused.crashed", "media.refused.time"}, name


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_real_file_ends_as_a_medium_or_as_a_sentence(
    installation: Installation, samples: Path, folder: str
) -> None:
    taken = refused = 0
    for path in sorted(samples.glob(f"{folder}/*")):
        before = installation.holds()
        try:
            uploaded = installation.upload(path)
        except Refused as refusal:
            refused += 1
            said(refusal, path.name)
            assert installation.holds() == before, path
        else:
            taken += 1
            assert read(uploaded.medium.body.encode()).document is not None, path
            for notice in uploaded.notices:
                assert say(notice.code, "de", **notice.values)
    assert (taken, refused) == FOLDERS[folder]
    assert installation.store.waiting() == []


def test_a_picture_becomes_a_medium_with_a_preview_at_once(installation: Installation) -> None:
    data = a_picture((900, 600))
    uploaded = installation.upload(data, "Brücke.jpg")
    body = uploaded.medium.value
    assert body["type"] == "image"
    assert body["original"] == {
        "sha256": body["original"]["sha256"],
        "bytes": len(data),
        "media_type": "image/jpeg",
        "width_px": 900,
        "height_px": 600,
    }
    (preview,) = body["variants"]
    assert (preview["use"], preview["width_px"], preview["height_px"]) == ("480", 480, 320)
    assert installation.store.read(body["original"]["sha256"], private=True) == data
    with installation.database.read() as session:
        row = session.get(Blob, body["original"]["sha256"])
        assert row is not None
        assert (row.bytes, row.crc32, row.private) == (len(data), zlib.crc32(data), True)


def test_the_name_and_the_type_that_a_browser_says_decide_nothing(installation: Installation) -> None:
    assert installation.upload(a_picture(kind="PNG"), "song.mp3").medium.value["original"]["media_type"] == "image/png"


def test_the_same_file_twice_is_the_same_medium(installation: Installation) -> None:
    first = installation.upload(a_picture())
    before = installation.holds()
    second = installation.upload(a_picture(), "other name.jpg")
    assert second.duplicate
    assert not first.duplicate
    assert second.medium.id == first.medium.id
    assert second.job_id == first.job_id
    assert installation.holds() == before


def test_where_a_photograph_was_taken_is_offered_and_not_kept(installation: Installation, samples: Path) -> None:
    uploaded = installation.upload(samples / "image_exif" / "DSCN0010.jpg")
    assert uploaded.offered_position == pytest.approx((11.8851267, 43.4674483))
    assert uploaded.offered_time == "2008-10-22T16:28:39"
    assert "43.46" not in uploaded.medium.body


def test_a_moving_picture_is_taken_with_its_first_frame_and_says_so(installation: Installation, samples: Path) -> None:
    uploaded = installation.upload(samples / "image_odd" / "iss634.apng")
    assert [notice.code for notice in uploaded.notices] == ["media.notice.first_frame"]


def test_somebody_of_another_organisation_may_not_upload(installation: Installation) -> None:
    stranger = Actor(person_id="q", name="Ben", roles={})
    before = installation.holds()
    with pytest.raises(Forbidden):
        type(installation)(**{**vars(installation), "author": stranger}).upload(a_picture())
    assert installation.holds() == before


def a_png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose pixels are all zero and compress a thousandfold."""
    rows = zlib.compressobj(9)
    data = b"".join(rows.compress(b"\0" * (width // 8 + 1)) for _ in range(height)) + rows.flush()
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\1\0\0\0\0"
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big") for name, body in chunks
    )


def test_a_picture_of_400_megapixels_is_refused_before_it_is_decoded(installation: Installation) -> None:
    refusal = refusal_of(installation, a_png_that_claims(20_000, 20_000))
    assert refusal.code == "media.refused.too_many_pixels"
    assert "400 Megapixel" in of_error(refusal, "de")


def a_png_that_moves(size: int, frames: int) -> bytes:
    """A PNG of grey squares, one after the other, each compressed a thousandfold."""
    data = zlib.compress(bytes(size + 1) * size, 9)
    number = itertools.count()
    sides = size.to_bytes(4, "big") * 2

    def control() -> tuple[bytes, bytes]:
        return b"fcTL", next(number).to_bytes(4, "big") + sides + bytes(8) + b"\0\1\0\x0a\0\0"

    chunks = [(b"IHDR", sides + b"\x08\0\0\0\0"), (b"acTL", frames.to_bytes(4, "big") + bytes(4)), control()]
    chunks.append((b"IDAT", data))
    for _ in range(frames - 1):
        chunks += [control(), (b"fdAT", next(number).to_bytes(4, "big") + data)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in [*chunks, (b"IEND", b"")]
    )


def test_a_photo_that_moves_through_two_gigabytes_costs_no_more_than_its_first_picture(
    installation: Installation,
) -> None:
    data = a_png_that_moves(2000, 500)
    assert len(data) < 10 * MIB
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    uploaded = installation.upload(data, "Foto.png")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 5
    assert [notice.code for notice in uploaded.notices] == ["media.notice.first_frame"]


def test_a_drawing_with_a_script_is_refused_and_says_what_to_do(installation: Installation) -> None:
    drawing = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    refusal = refusal_of(installation, drawing, "Wappen.svg")
    assert refusal.code == "media.refused.kind_foreign"
    assert "SVG" in of_error(refusal, "de")
    assert TAKEN["sounds"] in of_error(refusal, "de")
    said(refusal, "Wappen.svg")


def test_a_picture_that_is_endlessly_long_is_refused(installation: Installation) -> None:
    assert refusal_of(installation, a_png_that_claims(60_000, 8)).code == "media.refused.too_many_pixels"


def test_the_largest_picture_that_is_taken_fits_into_the_childs_memory(installation: Installation) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    colours = Image.effect_noise((300, 200), 90).resize((9000, 6600)).convert("RGB")
    file = BytesIO()
    colours.save(file, "PNG", compress_level=1)
    colours.close()
    assert installation.upload(file.getvalue()).medium.value["original"]["width_px"] == 9000
    assert before > 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"just some words", "unknown"),
        (b"GIF89a" + bytes(50), "kind_foreign"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind_foreign"),
        (b"%PDF-1.7", "kind_foreign"),
        (b"PK\x03\x04" + bytes(60), "zip_broken"),
        (b"glTF\2\0\0\0", "model_container"),
        (b"\x1a\x45\xdf\xa3" + bytes(60), "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\0\0\0\x1cftypheic" + bytes(40), "damaged"),
        (b"\0\0\0\x1cftypavif" + bytes(40), "damaged"),
        (b"OggS" + bytes(40), "damaged"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "damaged"),
        (b"WEBVTT\n\nno cue here", "no_cues"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nGrüße".encode("latin-1"), "not_utf8"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(installation: Installation, data: bytes, code: str) -> None:
    refusal = refusal_of(installation, data, "../../etc/Ferien\n2024.xyz")
    assert refusal.code == f"media.refused.{code}"
    assert "„Ferien2024.xyz“" in of_error(refusal, "de")
    assert "/" not in of_error(refusal, "en").replace("“", "")


def test_a_cut_picture_is_refused(installation: Installation) -> None:
    data = a_picture((2000, 2000), quality=95)
    assert refusal_of(installation, data[: len(data) // 2]).code == "media.refused.damaged"


def test_an_upload_of_five_gigabytes_is_cut_off(installation: Installation) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        yield a_picture()
        for _ in range(5000):
            taken += 1
            yield bytes(MIB)

    before = installation.holds()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooLarge) as caught:
        installation._upload(endless(), "a.jpg", limit_bytes=50 * MIB)
    assert taken <= 51
    assert caught.value.values["megabytes"] == 52
    assert installation.holds() == before
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) * 1024 < 32 * MIB


def test_what_is_no_medium_is_refused_after_its_first_bytes(installation: Installation) -> None:
    pieces = itertools.count()

    def letter() -> Iterator[bytes]:
        for _ in pieces:
            yield b"%PDF-1.7" + bytes(MIB)

    with pytest.raises(Refused, match="kind_foreign"):
        installation._upload(letter(), "brief.pdf")
    assert next(pieces) <= 2


def test_captions_are_written_anew_without_notes_and_styles(installation: Installation) -> None:
    data = (
        "\ufeffWEBVTT - by Anna\n\nNOTE call 0361 12345\n\nSTYLE\n::cue { color: url(https://spy) }\n\n"
        "00:01.000 --> 00:04.000 align:start evil:1\nGrüß Gott\n\n00:09.000 --> 00:05.000\nbackwards\n"
    ).encode()
    uploaded = installation.upload(data, "de.vtt")
    assert uploaded.medium.value["type"] == "captions"
    assert uploaded.job_id is None
    (clean,) = installation.published(uploaded.medium.value).values()
    assert clean.decode() == "WEBVTT\n\n00:00:01.000 --> 00:00:04.000 align:start\nGrüß Gott\n"
    assert [(notice.code, notice.values["count"]) for notice in uploaded.notices] == [("media.notice.cues_skipped", 1)]
