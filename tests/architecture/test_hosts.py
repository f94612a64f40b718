"""No third party ever sees a visitor, and nothing is installed from anywhere but the public registries."""

import json
import re
from urllib.parse import urlsplit

from tests.architecture.sources import ROOT, sources, tracked

#: What makes a browser fetch: attributes, style sheets, modules and requests. A link that a person follows may lead
#: anywhere, and so may the name of a schema.
_FETCHES = re.compile(
    r"""<(?:script|img|iframe|audio|video|source|track|embed)\b[^>]*\b(?:src|srcset|poster)\s*=\s*["']?(https?:)?//"""
    r"""|<link\b[^>]*\bhref\s*=\s*["'](https?:)?//"""
    r"""|url\(\s*["']?(https?:)?//"""
    r"""|@import\s+["'](https?:)?//"""
    r"""|(?:fetch|import|importScripts|sendBeacon|EventSource|WebSocket)\(\s*["'`](?:https?:|wss?:)?//""",
    re.IGNORECASE,
)


def test_no_page_style_or_script_fetches_from_a_foreign_host() -> None:
    fetches = [
        f"{path}: {match[0]}"
        for path, text in sources(".html", ".css", ".ts", ".svelte", ".js", ".mjs", ".svg")
        for match in _FETCHES.finditer(text)
    ]
    assert fetches == []


def test_uv_lock_names_only_the_public_index() -> None:
    hosts = {urlsplit(url).hostname for url in re.findall(r'"(https?://[^"]+)"', (ROOT / "uv.lock").read_text())}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_package_locks_name_no_host_but_the_public_registry() -> None:
    for path in tracked():
        if not path.endswith("package-lock.json"):
            continue
        packages = json.loads((ROOT / path).read_text())["packages"]
        fetched = {urlsplit(entry["resolved"]).hostname for entry in packages.values() if "resolved" in entry}
        assert fetched <= {"registry.npmjs.org"}, path
        assert "omit-lockfile-registry-resolved=true" in (ROOT / path).with_name(".npmrc").read_text(), path


def test_no_file_names_a_place_of_one_machine() -> None:
    # Split so that this file does not find itself.
    places = re.compile("/" + r"(?:root|home)/\w|/" + r"work/(?:main|trees|shared)")
    named = [
        f"{path}: {match[0]}"
        for path in tracked()
        if path.endswith((".py", ".toml", ".yaml", ".yml", ".json", ".md", ".ts", ".svelte", ".css", ".html", "run"))
        for match in places.finditer((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert named == []
