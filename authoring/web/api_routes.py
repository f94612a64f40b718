"""Walking routes, by the routing server that the installation was given."""

from typing import Annotated, Literal

from flask import Response
from pydantic import Field

from authoring import walking
from authoring.web.auth import Access
from authoring.web.context import installation
from authoring.web.operations import Room, Shape
from authoring.web.problems import Problem
from authoring.web.replies import reply

room = Room("routes")

Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Position = tuple[Longitude, Latitude]


class Walk(Shape):
    """The places to walk to, in order: longitude, latitude."""

    coordinates: list[Position] = Field(min_length=2, max_length=walking.MOST_POSITIONS)


class Line(Shape):
    """A GeoJSON LineString."""

    type: Literal["LineString"]
    coordinates: list[Position]


class WalkLeg(Shape):
    """The way from one place to the next."""

    geometry: Line
    distance_m: float
    duration_s: int


class WalkRoute(Shape):
    """The ways between the places: one fewer than there are places."""

    legs: list[WalkLeg]


@room.operation(
    "POST",
    "/routes/walking",
    access_for=Access.READ,
    body=Walk,
    answers={200: WalkRoute},
    problems=(404, 502),
)
def walk(body: Walk) -> Response:
    """Find the way on foot through some places; 404 where no routing server is configured, or there is no way."""
    address = installation().settings.valhalla_url
    if address is None:
        raise Problem(404, "no_router")
    try:
        legs = walking.walk(address, body.coordinates)
    except walking.NoRouteError:
        raise Problem(404, "no_way") from None
    except walking.RouterUnavailableError:
        raise Problem(502, "router") from None
    return reply(
        WalkRoute(
            legs=[
                WalkLeg(
                    geometry=Line(type="LineString", coordinates=list(leg.line)),
                    distance_m=leg.distance_m,
                    duration_s=leg.duration_s,
                )
                for leg in legs
            ],
        ),
    )
