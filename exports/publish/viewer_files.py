"""The viewer among the published files: static, and bound to the root that its publisher's keys began with.

`viewer/assets/…` have their content in their name and are written first; `viewer/index.html` and the worker, which name
them, are written when they are there, and last come the pages below `t/`, to which printed codes lead. The page of a
tour that was withdrawn stays: the viewer says so to whoever scans the code. None of them is signed: what the viewer
shows is proven by the viewer itself.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from exports.blobs import blob_path
from exports.publish.catalogue import entry_of
from exports.publish.keys import KeyFolder
from exports.publish.pages import SITEMAP, Pages, sitemap
from exports.publish.places import Place
from exports.publish.publishing import Plan

BUILT: Final = Path(__file__).parents[1] / "viewer" / "built"
"""Where the build hook writes the viewer; git knows nothing of it."""

INDEX: Final = "viewer/index.html"
WORKER: Final = "viewer/service-worker.js"
EMBED: Final = "embed.js"
"""What pages of others load: it frames the viewer, knows nothing of its files, and is replaced under its name."""
_UNPINNED: Final = '<meta name="wayfable-root" content="" />'


class Viewer:
    """The built viewer in ``folder``."""

    def __init__(self, folder: Path = BUILT) -> None:
        """Use what the build hook left there."""
        self._folder = folder

    @property
    def built(self) -> bool:
        """Whether there is a viewer: an installation may have been put together without its front end."""
        return (self._folder / "index.html").exists()

    def publish(self, planned: Plan, place: Place, keys: KeyFolder) -> None:
        """Put the viewer, and the pages of the tours that a plan names, beside what was carried out of it.

        The same again writes nothing. Whoever reads meanwhile has the older viewer: its files are not taken away.
        Nothing is put there where none was ``built``; whoever publishes says so.

        Raises:
            KeyFault: no keys were made.
            PlaceFault: the folder cannot be read or written.
        """
        if not self.built:
            return
        index = self._index(keys)
        if not _is_at(place, INDEX, index):
            for file in sorted((self._folder / "assets").iterdir()):
                name = f"viewer/assets/{file.name}"
                if place.size(name) != file.stat().st_size:
                    place.put(name, file)
            place.put(WORKER, self._folder / "service-worker.js")
            place.put(INDEX, index)
        embed = (self._folder / EMBED).read_bytes()
        if not _is_at(place, EMBED, embed):
            place.put(EMBED, embed)
        script = self._script("onward")
        for step in planned.steps:
            if step.resolved is not None and step.feature is not None:
                _publish_pages(Pages(step.resolved, entry_of(step.feature), place.public_url, script), place)
        found = sitemap(map(entry_of, planned.outcome.values()), place.public_url)
        if not _is_at(place, SITEMAP, found):
            place.put(SITEMAP, found)

    def _index(self, keys: KeyFolder) -> bytes:
        # The first of the chain: a newer one is found from there, and a rotation leaves the page as it is.
        root = hashlib.sha256(keys.root_data()[0]).hexdigest()
        page = (self._folder / "index.html").read_text(encoding="utf-8")
        return page.replace(_UNPINNED, f'<meta name="wayfable-root" content="1 {root}" />').encode()

    def _script(self, name: str) -> str:
        manifest = json.loads((self._folder / ".vite" / "manifest.json").read_bytes())
        return next(str(each["file"]) for each in manifest.values() if each.get("isEntry") and each["name"] == name)


def _publish_pages(pages: Pages, place: Place) -> None:
    if pages.cover and place.size(pages.cover_path) != pages.cover.bytes:
        place.put(pages.cover_path, place.read(blob_path(pages.cover.sha256)))
    for path, data in pages.files():
        if not _is_at(place, path, data):
            place.put(path, data)


def _is_at(place: Place, path: str, data: bytes) -> bool:
    found = place.find(path)
    return found is not None and found.data == data
