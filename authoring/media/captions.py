"""Reads WebVTT captions (W3C WebVTT 1, §6.1) and writes them anew: cues only, no notes, styles or regions.

What a browser would silently drop is counted here, so that the editor hears of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from authoring.refusal import SandboxRefusal

MOST_BYTES = 2_000_000

_STAMP = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMINGS = re.compile(rf"^\s*{_STAMP}[ \t]*-->[ \t]*{_STAMP}(?!\d)(.*)$")
_SETTING = re.compile(r"^(?:vertical:(?:rl|lr)|(?:line|position|size|align):[0-9a-z.,%-]{1,32})$")


@dataclass(frozen=True)
class Cue:
    """A line to show from ``start_ms`` until ``end_ms``."""

    start_ms: int
    end_ms: int
    settings: str
    text: str


def look(request: dict[str, Any]) -> dict[str, Any]:
    """Read the captions at ``path`` and write them clean to ``output``.

    Returns ``cues``, ``skipped`` (cues with broken times), ``duration_s``.

    Raises:
        SandboxRefusal: ``not_utf8``, ``not_webvtt``, ``no_cues``, ``too_large`` (``megabytes``).
    """
    with Path(request["path"]).open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    cues, skipped = read(data)
    Path(request["output"]).write_bytes(write(cues))
    return {"cues": len(cues), "skipped": skipped, "duration_s": max(cue.end_ms for cue in cues) / 1000}


def read(data: bytes) -> tuple[list[Cue], int]:
    """Return the cues in order and how many blocks had times that cannot be. Raises as :func:`look`."""
    if len(data) > MOST_BYTES:
        raise SandboxRefusal("too_large", {"megabytes": MOST_BYTES // 1_000_000})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SandboxRefusal("not_utf8") from None
    lines = re.split(r"\r\n|\r|\n", text.replace("\0", "\ufffd"))
    if not re.match(r"^WEBVTT(?:[ \t]|$)", lines[0]):
        raise SandboxRefusal("not_webvtt")
    found = [_cue(block) for block in _blocks(lines[1:])]
    cues = sorted((cue for cue in found if isinstance(cue, Cue)), key=lambda cue: cue.start_ms)
    if not cues:
        raise SandboxRefusal("no_cues")
    return cues, sum(fault is False for fault in found)


def write(cues: list[Cue]) -> bytes:
    """Return the cues as a WebVTT file."""
    blocks = (
        f"{_stamp(cue.start_ms)} --> {_stamp(cue.end_ms)}{' ' + cue.settings if cue.settings else ''}\n{cue.text}\n"
        for cue in cues
    )
    return "\n".join(["WEBVTT\n", *blocks]).encode()


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line:
            block.append(line)
        elif block:
            yield block
            block = []


def _cue(block: list[str]) -> Cue | bool | None:
    """Return a block's cue, ``None`` for a note or a style, ``False`` for a cue whose times are broken."""
    place = next((number for number, line in enumerate(block[:2]) if "-->" in line), None)
    if place is None:
        return None
    found = _TIMINGS.match(block[place])
    if found is None:
        return False
    parts = found.groups()
    start, end = _milliseconds(parts[:4]), _milliseconds(parts[4:8])
    if end <= start:
        return False
    settings = " ".join(word for word in parts[8].split() if _SETTING.match(word))
    text = "\n".join(block[place + 1 :]).strip()
    return Cue(start, end, settings, text) if text else None


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _stamp(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
