"""Reads WebVTT captions (W3C WebVTT 1) with webvtt-py and writes them anew: cues only, no notes, styles or regions.

What a browser would silently drop is counted here, so that the editor hears of it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from authoring.refusal import SandboxRefusal

MOST_BYTES: Final = 2_000_000
MOST_CUES: Final = 5000
"""Two hours of speech have some two thousand."""

_SETTING: Final = re.compile(r"^(?:vertical:(?:rl|lr)|(?:line|position|size|align):[0-9a-z.,%-]{1,32})$")
_BREAK: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Cue:
    """Lines to show from ``start_ms`` until ``end_ms``."""

    start_ms: int
    end_ms: int
    text: str
    settings: str = ""

    def as_json(self, number: int) -> dict[str, Any]:
        """Return the cue as a medium's document holds it."""
        found = {"id": f"c{number}", "start_s": self.start_ms / 1000, "end_s": self.end_ms / 1000, "text": self.text}
        return found | ({"settings": self.settings} if self.settings else {})

    @classmethod
    def from_json(cls, cue: Mapping[str, Any]) -> "Cue":
        """Return a cue of a medium's document, of milliseconds: WebVTT has no smaller ones."""
        start, end = (round(float(cue[name]) * 1000) for name in ("start_s", "end_s"))
        return cls(start, end, cue["text"], cue.get("settings", ""))


def look(request: dict[str, Any]) -> dict[str, Any]:
    """Read the captions at ``path``.

    Returns ``cues``, as a medium's document holds them, and ``skipped``: how many had times that cannot be.

    Raises:
        SandboxRefusal: ``not_utf8``, ``not_webvtt``, ``no_cues``, ``too_many_cues`` (``most``), ``too_large``
            (``megabytes``).
    """
    with Path(request["path"]).open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    cues, skipped = read(data)
    return {"cues": [cue.as_json(number) for number, cue in enumerate(cues, start=1)], "skipped": skipped}


def read(data: bytes) -> tuple[list[Cue], int]:
    """Return the cues in order and how many had times that cannot be. Raises as :func:`look`."""
    import webvtt
    from webvtt.errors import MalformedFileError

    if len(data) > MOST_BYTES:
        raise SandboxRefusal("too_large", {"megabytes": MOST_BYTES // 1_000_000})
    try:
        text = data.decode("utf-8-sig").replace("\0", "\ufffd")
    except UnicodeDecodeError:
        raise SandboxRefusal("not_utf8") from None
    first, *lines = _BREAK.split(text)
    # The library takes any line that begins so, `WEBVTTx` too, which no browser does.
    if not re.match(r"^WEBVTT(?:[ \t]|$)", first):
        raise SandboxRefusal("not_webvtt")
    try:
        found = webvtt.from_string("\n".join([first, *lines])).captions
    except MalformedFileError:
        raise SandboxRefusal("not_webvtt") from None
    cues = sorted(_cues(found), key=lambda cue: cue.start_ms)
    if not cues:
        raise SandboxRefusal("no_cues")
    if len(cues) > MOST_CUES:
        raise SandboxRefusal("too_many_cues", {"most": MOST_CUES})
    silent = sum(not caption.raw_text.strip() for caption in found)
    return cues, sum("-->" in line for line in lines) - len(cues) - silent


def write(cues: Sequence[Cue]) -> bytes:
    """Return the cues as a WebVTT file."""
    import webvtt
    from webvtt.models import Timestamp

    captions = [
        webvtt.Caption(
            str(Timestamp.from_seconds(cue.start_ms / 1000)),
            str(Timestamp.from_seconds(cue.end_ms / 1000)),
            _lines(cue.text),
            settings=cue.settings or None,
        )
        for cue in cues
    ]
    content: str = webvtt.WebVTT(captions=captions).content
    return content.encode()


def _cues(found: Sequence[Any]) -> Iterator[Cue]:
    for caption in found:
        start, end = (time.in_milliseconds() for time in (caption.start_time, caption.end_time))
        text = caption.raw_text.strip()
        settings = " ".join(word for word in str(caption.settings or "").split() if _SETTING.match(word))
        if text and start < end:
            yield Cue(start, end, text, settings)


def _lines(text: str) -> list[str]:
    """Return the lines of a cue: an empty one would end it, and an arrow would begin the next."""
    return [line.replace("-->", "→") for line in _BREAK.split(text) if line.strip()]
