"""The search of the library through the API: words, map box, theme, language and organisation together."""

from typing import Literal

from flask import Response
from pydantic import Field

from authoring.actions.recount_faults import recount_faults
from authoring.queries.library import Search, parse_box, search
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply
from authoring.web.shapes import ListPage, item_of

room = Room("library")


class SearchWish(Shape):
    """What is looked for; everything that is given has to be true of a find."""

    q: str = Field(default="", max_length=400)
    """Every word of it begins a word of the document, in any language."""
    kind: Literal["station", "tour", "guide", "medium"] = "station"
    bbox: str | None = None
    """`west,south,east,north` in degrees; west > east crosses the antimeridian."""
    theme: str | None = None
    language: str | None = None
    organisation: str | None = None
    placed: bool | None = None
    """Whether it has a position."""
    cursor: str | None = None
    """`next` of the page before."""
    limit: int = Field(default=50, ge=1, le=200)


@room.operation(
    "GET", "/stations/search", access_for=Access.READ, query=SearchWish, answers={200: ListPage}, problems=(422,)
)
def search_library(query: SearchWish) -> Response:
    """Search the library, best first; `total` is missing where there are more than a thousand."""
    wanted = Search(
        text=query.q,
        kind=query.kind,
        box=None if query.bbox is None else parse_box(query.bbox),
        theme=query.theme or None,
        language=query.language or None,
        organisation=query.organisation or None,
        placed=query.placed,
    )
    database = installation().database
    with database.read() as session:
        page = search(session, actor(), wanted, cursor=query.cursor, limit=query.limit)
    items = [item_of(row) for row in recount_faults(database, page.items)]
    return reply(ListPage.model_construct(items=items, next=page.next, total=None if page.more else page.total))
