"""Where files lie: a folder or a bucket by one URL, through obstore."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from obstore.store import HTTPStore, LocalStore, ObjectStore, S3Store

_S3_OPTIONS: Final = {"endpoint", "region", "virtual_hosted_style_request"}
_RETRIES = 3
_PATIENCE: Final = timedelta(seconds=30)
"""How long a server that answers 500, or not at all, is asked again."""


def store_at(url: str) -> tuple[ObjectStore, Path | None]:
    """Open ``file:///folder``, ``s3://bucket/prefix?endpoint=…&region=…`` or, to read only, ``https://host/folder``.

    The second value is the folder where it is on this machine; it is made where it is missing. For S3 everything
    else comes from the usual ``AWS_*`` variables.

    Raises:
        OSError: the folder cannot be made.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(unquote(parts.path))
        folder.mkdir(parents=True, exist_ok=True)
        return LocalStore(folder), folder
    retry: Any = {"max_retries": _RETRIES, "retry_timeout": _PATIENCE}
    if parts.scheme in {"http", "https"}:
        allow: Any = {"allow_http": parts.scheme == "http"}
        return HTTPStore.from_url(url, client_options=allow, retry_config=retry), None
    options: Any = {name: value for name, value in parse_qsl(parts.query) if name in _S3_OPTIONS}
    endpoint = options.get("endpoint") or os.environ.get("AWS_ENDPOINT_URL") or ""
    store = S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        config=options,
        client_options={"allow_http": endpoint.startswith("http://")},
        retry_config=retry,
    )
    return store, None


def flush(path: Path) -> None:
    """Wait until the disk has a file and its name."""
    for place, how in ((path, os.O_RDWR), (path.parent, os.O_RDONLY)):
        handle = os.open(place, how)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
