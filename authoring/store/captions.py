"""The file of captions follows from their cues: the same cues make the same bytes, whoever saves them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from authoring.media.captions import Cue, write
from authoring.store import body as bodies
from tour_schema.media import Medium

if TYPE_CHECKING:
    from authoring.store.body import Body

_USE: Final = "captions"
_VTT: Final = "text/vtt"


def file_of(body: Body) -> bytes | None:
    """Return the WebVTT file that a medium's cues make, ``None`` where it has none."""
    medium = body.document
    if not isinstance(medium, Medium) or medium.type != "captions" or not medium.cues:
        return None
    return write([Cue.from_json(cue.model_dump(exclude_none=True)) for cue in medium.cues])


def settle(body: Body) -> Body:
    """Return captions with the variant that their cues make."""
    data = file_of(body)
    if data is None or not isinstance(body.document, Medium):
        return body
    made: dict[str, Any] = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "media_type": _VTT,
        "duration_s": max(cue.end_s for cue in body.document.cues),
        "use": _USE,
    }
    there = [each.model_dump(exclude_none=True) for each in body.document.variants]
    if made in there:
        return body
    others = [each for each in there if each["use"] != _USE]
    return bodies.of_value(body.value | {"variants": [*others, made]})
