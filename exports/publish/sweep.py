"""Taking away what no kept version names, after a grace time."""

from __future__ import annotations

import json
from typing import Final

from exports.publish.places import Place

CONDEMNED: Final = "sweep.json"
"""What will be taken away when its time has come: ``{path: since when}``."""


def condemned(place: Place) -> frozenset[str]:
    """The files that a publisher has to write anew although they are there: they are about to go."""
    found = place.find(CONDEMNED)
    return frozenset(json.loads(found.data)) if found else frozenset()
