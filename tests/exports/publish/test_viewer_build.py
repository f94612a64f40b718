"""What the build hook made of the viewer: small at first, and nothing in its page but files."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

from exports.publish.viewer_files import BUILT

LEAST_BYTES = 5_000
MOST_BYTES = 60_000
LEAST_EMBED_BYTES = 500
MOST_EMBED_BYTES = 2_000


def _manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((BUILT / ".vite" / "manifest.json").read_bytes())
    return found


def _loaded(manifest: dict[str, Any], *keys: str) -> Iterator[str]:
    """The scripts of these entries and of all that they import at once."""
    waiting, seen = list(keys), set()
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += manifest[key].get("imports", ())
            yield manifest[key]["file"]


def _key(manifest: dict[str, Any], end: str) -> str:
    return next(key for key in manifest if key.endswith(end))


def test_a_first_look_at_a_station_loads_at_most_60_kb_of_javascript() -> None:
    manifest = _manifest()
    keys = (_key(manifest, each) for each in ("app/viewer.ts", "app/StationPage.svelte", "viewer/de.json"))
    scripts = set(_loaded(manifest, *keys))
    size = sum(len(gzip.compress((BUILT / script).read_bytes(), 9)) for script in scripts)
    assert LEAST_BYTES < size <= MOST_BYTES


def test_what_pages_of_others_load_is_one_small_script_that_needs_nothing_else() -> None:
    script = (BUILT / "embed.js").read_text(encoding="utf-8")
    assert re.findall(r"\bimport\b|\bexport\b|\beval\b|innerHTML", script) == []
    assert LEAST_EMBED_BYTES < len(gzip.compress(script.encode(), 9)) <= MOST_EMBED_BYTES


def test_the_page_holds_no_script_and_no_style_and_allows_none() -> None:
    page = (BUILT / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<style|\bstyle=|\bon\w+=|<script[^>]*>[^<]", page) == []
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]


def test_a_worker_keeps_all_that_the_screens_of_the_viewer_load() -> None:
    kept = (BUILT / "service-worker.js").read_text()
    parts = [path.name for path in (BUILT / "assets").iterdir() if path.suffix in {".js", ".css", ".wasm"}]
    # What reads printed codes is a program of its own.
    assert any(name.endswith(".wasm") for name in parts)
    assert [name for name in parts if f"assets/{name}" not in kept] == []


def test_every_file_of_the_viewer_has_its_content_in_its_name() -> None:
    names = [path.name for path in (BUILT / "assets").iterdir()]
    assert [name for name in names if not re.search(r"-[\w-]{8}\.\w+$", name)] == []
