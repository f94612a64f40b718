"""How fast people are told something, and how fast they get on."""

from typing import Final

from tour_schema.earth import length_m
from tour_schema.tour import Leg, Mode

CHARACTERS_A_SECOND: Final = 15.0
"""How fast a text is read out: some 140 words a minute, German and English alike."""
PACE_M_S: Final[dict[Mode, float]] = {
    "walk": 1.2,
    "bike": 4.0,
    "car": 12.0,
    "public_transport": 8.0,
    "indoor": 0.8,
}
"""How fast a visitor gets on, stops on the way included."""


def lasts_s(leg: Leg, mode: Mode) -> float:
    """How long a leg takes, in seconds; 0 where nobody knows."""
    if leg.duration_s is not None:
        return float(leg.duration_s)
    return (leg.distance_m or length_m(leg.geometry.coordinates)) / PACE_M_S[mode]
