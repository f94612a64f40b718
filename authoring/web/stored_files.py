"""A file of the store on its way out: whole or in part, to be asked for again only when it has changed."""

from typing import Final

from flask import Response, request

from authoring.media_store import MissingFileError
from authoring.web.context import installation
from authoring.web.problems import Problem
from authoring.web.ranges import asked_range, with_range

_ALONE: Final = "default-src 'none'; sandbox"
"""The policy of a file that somebody uploaded: whatever it holds, it can do nothing here."""


def send_stored(sha256: str, size: int, media_type: str, *, private: bool) -> Response:
    """Answer with the file of that hash, from the private shelf or the one of variants.

    Raises:
        Problem: 404, it is not there; 416, it has no such part.
    """
    tag = f'"{sha256[:32]}"'
    same = request.headers.get("If-Range", tag) == tag
    part = asked_range(size) if same else None
    start, end = part or (0, size)
    if request.if_none_match.contains_raw(tag) or request.if_none_match.contains(sha256[:32]):
        response = Response(status=304)
    else:
        try:
            pieces = installation().media_store.stream(sha256, start=start, end=end, private=private)
        except MissingFileError:
            raise Problem(404, "not_found") from None
        response = Response(pieces, 206 if part else 200, mimetype=media_type)
        with_range(response, start, end, size, partial=part is not None)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = _ALONE
    response.vary.add("Accept")
    if private:
        response.headers["Content-Disposition"] = "attachment"
    return response
