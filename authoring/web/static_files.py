"""The built front end, served: files whose names hold a hash are kept by browsers for ever, and go out packed."""

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Flask, Response, abort, make_response, request, send_from_directory
from markupsafe import Markup
from werkzeug.security import safe_join

from authoring.web.assets import Entry, NotBuiltError
from authoring.web.auth import Access, access
from authoring.web.context import installation, visitor
from authoring.web.csrf import FIELD
from authoring.web.headers import FOREVER

#: The two scripts that run WebAssembly: workers that unpack 3D models and read printed codes. No page may, and no other
#: script. The second one fetches what it runs.
_WORKERS: Final = {
    "assets/unpackWorker-": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    "assets/codeWorker-": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
}
_PACKED: Final = frozenset({".js", ".mjs", ".css", ".svg", ".json", ".wasm"})


def serve(app: Flask) -> None:
    """Serve the built front end from `/static/built/`, and let templates name its files."""
    # Some machines call a module text/plain, and a browser then refuses to run it.
    mimetypes.add_type("text/javascript", ".mjs")
    mimetypes.add_type("text/javascript", ".js")
    mimetypes.add_type("application/wasm", ".wasm")
    mimetypes.add_type("font/woff2", ".woff2")
    app.add_url_rule("/static/built/<path:name>", "built", built_file)
    app.add_url_rule("/static/<name>", "static", own_file)
    app.jinja_env.globals.update(asset=asset, visitor=visitor, csrf_token=csrf_token, csrf_field=csrf_field)


def asset(name: str) -> Entry | None:
    """The files of an entry of the front end for a template, or `None` where it was not built."""
    try:
        return installation().assets.entry(name)
    except NotBuiltError:
        return None


def csrf_token() -> str:
    """The token that a form of this page has to bring back."""
    return installation().csrf.token()


def csrf_field() -> Markup:
    """The hidden field of a form of this page; each form that changes something needs it."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


@access(Access.EVERYONE)
def own_file(name: str) -> Response:
    """One of the few files that are served as they were written, such as the mark."""
    response = send_from_directory(Path(__file__).parent / "static", name)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@access(Access.EVERYONE)
def built_file(name: str) -> Response:
    """One file of the built front end."""
    folder = installation().assets.folder
    found = safe_join(str(folder), name)
    if found is None or any(part.startswith(".") for part in name.split("/")):
        abort(404)
    path = Path(found)
    if path.suffix in _PACKED and path.is_file() and request.accept_encodings.quality("gzip") > 0:
        response = make_response(_packed(path, path.stat().st_mtime_ns))
        response.mimetype = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = send_from_directory(folder, name, max_age=None)
    response.vary.add("Accept-Encoding")
    for worker, policy in _WORKERS.items():
        if name.startswith(worker):
            response.headers["Content-Security-Policy"] = policy
    # Vite writes a hash into the name of whatever lies in this folder, and nothing else lies there.
    response.headers["Cache-Control"] = FOREVER if name.startswith("assets/") else "no-cache"
    return response


@lru_cache(maxsize=256)
def _packed(path: Path, _written_at: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
