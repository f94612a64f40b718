"""How other pages show a published tour by its address alone: the oEmbed endpoint (https://oembed.com)."""

from typing import Annotated
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Response
from pydantic import BaseModel, ConfigDict, Field

from authoring.errors import NotFound
from authoring.published import place_of, told
from authoring.web.auth import Access
from authoring.web.context import installation
from authoring.web.operations import Raw, Room
from authoring.web.problems import Problem
from authoring.web.replies import to_json
from exports.publish.catalogue import entry_of, features_in
from exports.publish.ledger import CATALOGUE
from exports.publish.oembed import HEIGHT_PX, WIDTH_PX, oembed
from tour_schema.manifest import CatalogueEntry

room = Room("oembed")

_NOT_IMPLEMENTED = 501


class OembedWish(BaseModel):
    """Which page, and how much room there is for it."""

    # Consumers add names of their own, which the specification leaves them.
    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    url: Annotated[str, Field(max_length=2000)]
    """The address of a tour's page."""
    maxwidth: Annotated[int, Field(ge=1)] = WIDTH_PX
    """Pixels."""
    maxheight: Annotated[int, Field(ge=1)] = HEIGHT_PX
    """Pixels."""
    format: str = "json"
    """Only `json`."""


@room.operation(
    "GET",
    "/oembed",
    access_for=Access.EVERYONE,
    query=OembedWish,
    answers={200: Raw("application/json", {"type": "object"})},
    problems=(404, 501),
)
def oembed_of(query: OembedWish) -> Response:
    """Say how to show the page of a published tour, no larger than asked; 404 for any other address."""
    if query.format != "json":
        raise Problem(_NOT_IMPLEMENTED, "oembed_format")
    public_url = installation().settings.public_url
    named, language = _named(query.url, public_url)
    tour = _published(named) if named else None
    if tour is None:
        raise NotFound("document", query.url)
    answer = oembed(
        tour,
        public_url,
        language=language if language in tour.languages else None,
        width_px=min(query.maxwidth, WIDTH_PX),
        height_px=min(query.maxheight, HEIGHT_PX),
    )
    response = Response(to_json(answer), mimetype="application/json")
    # It says nothing but what is published.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _named(address: str, public_url: str) -> tuple[str | None, str | None]:
    """The tour (by short name or id) and the language that an address of ours names."""
    home = f"{public_url.rstrip('/')}/"
    try:
        asked = urlsplit(address.removeprefix(home))
    except ValueError:
        return None, None
    if not address.startswith(home):
        return None, None
    said = parse_qs(asked.query)
    match [unquote(part) for part in asked.path.split("/") if part and part != "index.html"]:
        case ["t", slug]:
            return slug, None
        case ["t", slug, language]:
            return slug, language
        case ["viewer"]:
            return said.get("tour", [None])[0], said.get("language", [None])[0]
    return None, None


def _published(named: str) -> CatalogueEntry | None:
    with told():
        found = place_of(installation().settings).find(CATALOGUE)
    tours = map(entry_of, features_in(found.data).values()) if found else ()
    return next((tour for tour in tours if named in {tour.slug, tour.tour}), None)
