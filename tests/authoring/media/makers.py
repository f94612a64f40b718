"""Files that the tests make: pictures with everything hidden in them, sounds of a known loudness."""

import math
import struct
import wave
from array import array
from io import BytesIO
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from PIL import Image, ImageCms

CANARY = "CANARY"

#: Every way in which a published byte could carry the word.
HIDDEN = tuple(CANARY.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def carries_a_canary(data: bytes) -> bool:
    return any(word in data for word in HIDDEN)


def quadrants(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """A picture whose four corners have four colours."""
    width, height = size
    picture = Image.new("RGB", size, (200, 30, 30))
    for colour, x, y in (((30, 160, 30), 1, 0), ((30, 30, 200), 0, 1), ((230, 220, 60), 1, 1)):
        picture.paste(colour, (x * width // 2, y * height // 2, (x + 1) * width // 2, (y + 1) * height // 2))
    return picture


def a_profile_with_red_and_green_exchanged() -> bytes:
    """An sRGB profile whose red primary is called green, and whose copyright is a canary."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = data.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    was, now = "No copyright".encode("utf-16-be"), f"{CANARY:<12}".encode("utf-16-be")
    assert was in exchanged
    return exchanged.replace(was, now)


def exif_with_everything() -> Image.Exif:
    """EXIF with a name, a comment, a place in Erfurt, a time and a thumbnail."""
    exif = Image.Exif()
    exif[0x013B] = CANARY
    exif[0x010E] = CANARY
    exif.get_ifd(0x8769).update({0x9286: b"ASCII\0\0\0" + CANARY.encode(), 0x9003: "2024:05:31 14:02:11"})
    exif.get_ifd(0x8769)[0x9011] = "+02:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 58.0, 43.68), 3: "E", 4: (11.0, 1.0, 50.88), 0x1D: CANARY})
    return exif


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{CANARY}</dc:creator></x:xmpmeta>'.encode()


def a_picture_that_tells_all(kind: str, size: tuple[int, int] = (700, 500)) -> bytes:
    """A picture in which every block of metadata that the format knows holds a canary."""
    file = BytesIO()
    options: dict[str, Any] = {"exif": exif_with_everything(), "icc_profile": a_profile_with_red_and_green_exchanged()}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        options["pnginfo"] = notes = PngInfo()
        notes.add_text("Author", CANARY)
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        notes.add_text("Comment", CANARY, zip=True)
    else:
        options["xmp"] = XMP
    if kind == "JPEG":
        options["comment"] = CANARY
    quadrants(size).save(file, kind, **options)
    data = file.getvalue()
    if kind == "JPEG":
        # IPTC by-line and an MPF-like tail behind the picture's end: Pillow writes neither.
        iptc = (
            b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", 11) + b"\x1c\x02\x50\0\x06" + CANARY.encode()
        )
        data = data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:] + CANARY.encode()
    return data


def a_wave(path: Path, *, seconds: float = 4, level_db: float = -30, channels: int = 1, burst: bool = False) -> Path:
    """A 440 Hz tone at a level in dB below full scale; ``burst`` puts loud clicks on it."""
    rate = 44_100
    top = 32767 * 10 ** (level_db / 20)
    samples = array("h")
    for number in range(int(seconds * rate)):
        value = top * math.sin(2 * math.pi * 440 * number / rate)
        if burst and number % rate < 40:
            value = 32000 * (-1) ** number
        samples.extend([int(value)] * channels)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def a_wave_that_tells_all(path: Path) -> bytes:
    """A second of WAV with canaries as broadcasters (``bext``) and everybody else (``LIST``) put notes into it."""
    data = a_wave(path, seconds=1).read_bytes()
    note = CANARY.encode()
    told = b"INFO" + b"".join(tag + struct.pack("<I", len(note)) + note for tag in (b"IART", b"ICMT", b"INAM"))
    broadcast = note.ljust(256, b"\0") + note.ljust(346, b"\0")
    for kind, content in ((b"LIST", told), (b"bext", broadcast)):
        data += kind + struct.pack("<I", len(content)) + content
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def with_a_cover(mp3: bytes) -> bytes:
    """An MP3 with an ID3v2.3 tag before it that holds a picture, in which a canary is hidden."""
    picture = b"\0image/jpeg\0\3\0" + a_picture_that_tells_all("JPEG", (64, 64))
    frame = b"APIC" + len(picture).to_bytes(4, "big") + b"\0\0" + picture
    length = len(frame)
    syncsafe = bytes(length >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\3\0\0" + syncsafe + frame + mp3


_CODECS = {"mp3": "libmp3lame", "ipod": "aac", "ogg": "libopus", "flac": "flac", "wav": "pcm_s16le", "webm": "libopus"}


def a_sound_that_tells_all(path: Path, container: str, source: Path) -> Path:
    """A sound in a container whose tags hold canaries."""
    with av.open(str(source)) as read, av.open(str(path), "w", format=container) as write:
        write.metadata.update(dict.fromkeys(("title", "artist", "comment", "location", "lyrics"), CANARY))
        stream: Any = write.add_stream(_CODECS[container], rate=48_000)
        stream.metadata.update({"title": CANARY})
        resampler = av.AudioResampler(stream.codec_context.format, stream.codec_context.layout or "stereo", 48_000)
        for frame in [*read.decode(audio=0), None]:
            for ready in resampler.resample(frame):
                assert isinstance(ready, AudioFrame)
                write.mux(stream.encode(ready))
        write.mux(stream.encode(None))
    return path
