"""The image targets of a tour for native apps: a list for ARCore's ``arcoreimg``, a resource group for ARKit.

Names are ASCII and widths metres, as both want them. A target that was not prepared yet has no picture to give and is
left out, as the sheet in the zip says.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exports.archive import stored_zip
from exports.blobs import MemoryBlobs
from exports.markers import image_targets
from exports.targets import Order, Target
from tour_schema.manifest import ResolvedTour
from tour_schema.media import Variant
from tour_schema.text import best

ARCORE_MOST: Final = 1_000
"""Images in one database of ARCore's; 20 are tracked at once."""
ARKIT_ADVISED: Final = 100
"""Images in one resource group that Apple advises at most; 4 are tracked at once."""

_IN_ASCII: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class _Reference:
    """A target as an app needs it; ``picture`` is absent where none was prepared."""

    name: str
    width_m: float | None
    picture: Variant | None


def _write(order: Order, path: Path) -> None:
    found = list(_references(order.resolved))
    ready = [(each, each.picture) for each in found if each.picture is not None]
    own = MemoryBlobs()
    with stored_zip(path) as archive:

        def text(name: str, content: str) -> None:
            archive.add(name, own.add(content.encode()), own)

        text("README.txt", _sheet(len(ready), [each.name for each in found if each.picture is None]))
        text("arcore/images.txt", "".join(f"{_line(each)}\n" for each, _ in ready))
        group = {"resources": [{"filename": f"{each.name}.arreferenceimage"} for each, _ in ready]}
        text("arkit/targets.arresourcegroup/Contents.json", _json(group))
        for each, picture in ready:
            blob = order.blobs.blob(picture.sha256)
            folder = f"arkit/targets.arresourcegroup/{each.name}.arreferenceimage"
            archive.add(f"arcore/{each.name}.jpg", blob, order.blobs)
            archive.add(f"{folder}/{each.name}.jpg", blob, order.blobs)
            width = {} if each.width_m is None else {"properties": {"width": each.width_m}}
            image = {"filename": f"{each.name}.jpg", "idiom": "universal"}
            text(f"{folder}/Contents.json", _json({"images": [image], **width}))


def _references(resolved: ResolvedTour) -> Iterator[_Reference]:
    """Each target once, in the order of the stations, with the width of the first place where it hangs."""
    for number, target in enumerate(image_targets(resolved), 1):
        name = _ascii(best(target.station.title, target.station.original, target.station.original) or "")
        yield _Reference(f"{number:03}-{name}", target.width_m, target.picture)


def _ascii(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.translate(_IN_ASCII)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-") or "target"


def _line(reference: _Reference) -> str:
    """As arcoreimg reads it: name, file, and width where it is known."""
    width = "" if reference.width_m is None else f"|{reference.width_m:g}"
    return f"{reference.name}|{reference.name}.jpg{width}"


def _json(content: dict[str, Any]) -> str:
    return json.dumps({"info": {"author": "wayfable", "version": 1}, **content}, indent=2) + "\n"


def _sheet(count: int, left_out: list[str]) -> str:
    lines = [
        f"Image targets: {count}",
        "",
        "ARCore: cd arcore && arcoreimg build-db --input_image_list_path=images.txt --output_db_path=targets.imgdb",
        f"One database takes {ARCORE_MOST} images; 20 are tracked at once.",
        "",
        "ARKit: drag arkit/targets.arresourcegroup into an asset catalogue.",
        f"Apple advises {ARKIT_ADVISED} images in a group at most; 4 are tracked at once.",
    ]
    if count > ARKIT_ADVISED:
        lines += ["", f"This tour has more than {ARKIT_ADVISED}: divide the group by place."]
    if left_out:
        lines += ["", "Left out, because no JPEG of them was made yet:", *left_out]
    return "\n".join(lines) + "\n"


TARGET: Final = Target(name="reference_images", suffix=".zip", media_type="application/zip", write=_write)
