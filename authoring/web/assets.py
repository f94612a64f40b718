"""The built front end: which files Vite made of an entry, by its manifest."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

BUILT: Final = Path(__file__).parent / "static" / "built"
"""Where the build hook writes; git knows nothing of it."""


class NotBuiltError(Exception):
    """The front end was not built, or has no such entry. A page says so; it is never a traceback."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page needs of one entry: its module script, its style sheets, and what to preload. All URL paths."""

    script: str | None
    styles: tuple[str, ...]
    preloads: tuple[str, ...]


@dataclass(slots=True)
class Assets:
    """The manifest in `folder`, read again whenever a build has replaced it."""

    folder: Path = BUILT
    _manifest: Mapping[str, Any] | None = None
    _read_at: int = 0

    def entry(self, name: str) -> Entry:
        """The files of the entry `name`, for example `editor` or `pages`.

        Raises:
            NotBuiltError: there is no manifest, or it has no such entry.
        """
        manifest = self._read()
        for key, chunk in manifest.items():
            if chunk.get("isEntry") and name in {chunk.get("name"), key, Path(key).stem}:
                return self._entry(manifest, key)
        raise NotBuiltError(name)

    def _entry(self, manifest: Mapping[str, Any], key: str) -> Entry:
        chunks = [manifest[each] for each in _imported(manifest, key, set())]
        file = manifest[key]["file"]
        styles = dict.fromkeys(style for chunk in chunks for style in chunk.get("css", ()))
        if file.endswith(".css"):
            return Entry(None, (_url(file), *map(_url, styles)), ())
        preloads = tuple(_url(chunk["file"]) for chunk in chunks[:-1])
        return Entry(_url(file), tuple(map(_url, styles)), preloads)

    def _read(self) -> Mapping[str, Any]:
        path = self.folder / ".vite" / "manifest.json"
        try:
            written_at = path.stat().st_mtime_ns
            if self._manifest is None or written_at != self._read_at:
                self._manifest = json.loads(path.read_bytes())
                self._read_at = written_at
        except (OSError, ValueError) as error:
            raise NotBuiltError(str(path)) from error
        return self._manifest


def _imported(manifest: Mapping[str, Any], key: str, seen: set[str]) -> Iterator[str]:
    """`key` and all that it imports at once, each one time, the imported before the importer."""
    if key in seen:
        return
    seen.add(key)
    for imported in manifest[key].get("imports", ()):
        yield from _imported(manifest, imported, seen)
    yield key


def _url(file: str) -> str:
    return f"/static/built/{file}"
