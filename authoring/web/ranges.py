"""One part of a large file, as a map or a player asks for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flask import Response, request
from werkzeug.http import parse_range_header

from authoring.web.problems import Problem

_PIECE: Final = 256 * 1024


def asked_range(size: int) -> tuple[int, int] | None:
    """The part that is asked for, as first byte and one past the last; `None` for the whole.

    Raises:
        Problem: 416, the file of `size` bytes has no such part.
    """
    header = request.headers.get("Range")
    if header is None:
        return None
    wanted = parse_range_header(header)
    # RFC 9110 lets a server overlook a range that it does not understand; several at once are nobody's need.
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return None
    found: tuple[int, int] | None = wanted.range_for_length(size)
    if found is None:
        raise Problem(416, "range", None, {"Content-Range": f"bytes */{size}"})
    return found


def send_range(path: Path, media_type: str) -> Response:
    """The file at `path`, or the part that is asked for."""
    about = path.stat()
    tag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
    part = asked_range(about.st_size) if request.headers.get("If-Range", tag) == tag else None
    start, end = part or (0, about.st_size)
    response = Response(_pieces(path, start, end), 206 if part else 200, mimetype=media_type)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return with_range(response, start, end, about.st_size, partial=part is not None)


def with_range(response: Response, start: int, end: int, size: int, *, partial: bool) -> Response:
    """Say in `response` which bytes of how many it holds."""
    response.headers["Accept-Ranges"] = "bytes"
    response.content_length = end - start
    if partial:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
