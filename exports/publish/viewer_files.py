"""The viewer among the published files: static, and bound to the root that its publisher's keys began with.

`viewer/assets/…` have their content in their name and are written first; `viewer/index.html` and the worker, which name
them, are written when they are there, and last come the pages below `t/`, to which printed codes lead. The page of a
tour that was withdrawn stays: the viewer says so to whoever scans the code. None of them is signed: what the viewer
shows is proven by the viewer itself.
"""

from __future__ import annotations

import hashlib
import json
from html import escape
from pathlib import Path
from typing import Final

from exports.publish.catalogue import entry_of
from exports.publish.keys import KeyFolder
from exports.publish.places import Place
from exports.publish.publishing import Plan
from tour_schema.manifest import CatalogueEntry

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
        for tour in (entry_of(step.feature) for step in planned.steps if step.feature is not None):
            path, page = f"t/{tour.slug}/index.html", _page(tour, script)
            if not _is_at(place, path, page):
                place.put(path, page)

    def _index(self, keys: KeyFolder) -> bytes:
        # The first of the chain: a newer one is found from there, and a rotation leaves the page as it is.
        root = hashlib.sha256(keys.root_data()[0]).hexdigest()
        page = (self._folder / "index.html").read_text(encoding="utf-8")
        return page.replace(_UNPINNED, f'<meta name="wayfable-root" content="1 {root}" />').encode()

    def _script(self, name: str) -> str:
        manifest = json.loads((self._folder / ".vite" / "manifest.json").read_bytes())
        return next(str(each["file"]) for each in manifest.values() if each.get("isEntry") and each["name"] == name)


def _is_at(place: Place, path: str, data: bytes) -> bool:
    found = place.find(path)
    return found is not None and found.data == data


_PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; base-uri 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="description" content="{teaser}" />
<meta property="og:title" content="{title}" />
<meta property="og:description" content="{teaser}" />
<title>{title}</title>
<script type="module" src="../../viewer/{script}"></script>
</head>
<body><h1><a data-onward href="../../viewer/index.html?tour={tour}">{title}</a></h1><p>{teaser}</p></body>
</html>
"""


def _page(tour: CatalogueEntry, script: str) -> bytes:
    language = tour.languages[0] if tour.languages else "de"
    told = {"title": tour.title.get(language, tour.slug), "teaser": tour.teaser.get(language, "")}
    words = {name: escape(text) for name, text in told.items()}
    return _PAGE.format(language=escape(language), tour=escape(tour.tour), script=script, **words).encode()
