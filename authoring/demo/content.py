"""What the demo tells, as it stands in the TOML files beside this module."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Final
from uuid import UUID, uuid5

Json = dict[str, Any]

TOURS: Final = ("erfurt", "jena")
_NAMESPACE: Final = UUID("5e0a2a3c-6d54-5b1e-9d7e-0d3b6a4a1c11")

GUIDES: Final[dict[str, Json]] = {
    "magdalena": {
        "name": {"de": "Magdalena", "en": "Magdalena"},
        "introduction": {
            "de": "Waidhändlerin, geboren in einem Haus auf der Brücke. Sie weiß, was alles kostet und wert ist.",
            "en": "A woad trader, born in a house on the bridge. She knows what things cost, and are worth.",
        },
        "figure": "magdalena-figure",
        "clips": {"idle": "idle", "talk": "talk", "point": "point", "wave": "wave"},
        "alt": {
            "de": "Magdalena, eine freundlich blickende Frau mit weißer Haube und blauem Mantel.",
            "en": "Magdalena, a woman with a friendly look, a white hood and a blue coat.",
        },
    },
    "johanna": {
        "name": {"de": "Johanna", "en": "Johanna"},
        "introduction": {
            "de": "Linsenschleiferin aus der Werkstatt von Carl Zeiss. Sie sieht in jedem Glas zuerst den Fehler.",
            "en": "A grinder of lenses from Carl Zeiss's workshop. In every glass she sees the flaw first.",
        },
        "figure": "johanna-figure",
        "clips": {"idle": "idle", "talk": "talk", "point": "point", "wave": "wave"},
        "alt": {
            "de": "Johanna, eine Frau mit hochgestecktem rotbraunem Haar und grauem Kittel, die eine große Lupe hält.",
            "en": "Johanna, a woman with pinned-up auburn hair and a grey smock, holding a large magnifying glass.",
        },
    },
}

TARGETS: Final[dict[str, Json]] = {
    "bridge-sign": {
        "de": "Das Schild an der Krämerbrücke: fünf Fachwerkhäuser, das Erfurter Rad, ein Rahmen aus Kacheln.",
        "en": "The sign at the Merchants' Bridge: five timbered houses above arches, Erfurt's wheel, a frame of tiles.",
    },
}
"""Alt texts of the pictures that are printed as signs and hold a scene."""

MODEL_TEXTS: Final[dict[str, Json]] = {
    "bridge-model": {
        "title": {"de": "Krämerbrücke, Modell", "en": "Merchants' Bridge, model"},
        "alt": {
            "de": "Die Krämerbrücke als Modell: sechs Bögen, zwei Reihen bunter Häuser und der Turm von St. Ägidien.",
            "en": "The Merchants' Bridge as a model: six arches, two rows of colourful houses, and St Giles' tower.",
        },
    },
    "bell-model": {
        "title": {"de": "Gloriosa, Modell in wahrer Größe", "en": "Gloriosa, model in true size"},
        "alt": {
            "de": "Eine bronzene Glocke, höher als ein Mensch, hängt an einem Joch in einem Stuhl aus Eichenbalken.",
            "en": "A bronze bell, taller than a person, hangs from a yoke in a frame of oak beams.",
        },
    },
    "star-projector": {
        "title": {"de": "Sternprojektor, Modell", "en": "Star projector, model"},
        "alt": {
            "de": "Ein Sternprojektor wie eine Hantel: zwei dunkle Kugeln voller leuchtender Linsen an einem Gitter.",
            "en": "A star projector like a dumbbell: two dark balls full of shining lenses on a lattice.",
        },
    },
    "magdalena-figure": {
        "title": {"de": "Magdalena, Figur", "en": "Magdalena, figure"},
        "alt": {
            "de": "Magdalena als Figur: eine Frau in blauem Kleid mit weißer Schürze und weißer Haube.",
            "en": "Magdalena as a figure: a woman in a blue dress with a white apron and a white hood.",
        },
    },
    "johanna-figure": {
        "title": {"de": "Johanna, Figur", "en": "Johanna, figure"},
        "alt": {
            "de": "Johanna als Figur: eine Frau in grauem Kittel mit hochgestecktem Haar und einer Lupe in der Hand.",
            "en": "Johanna as a figure: a woman in a grey smock with pinned-up hair, holding a magnifying glass.",
        },
    },
}

SOUND_TITLES: Final[dict[str, Json]] = {
    "bell": {"de": "Glocke", "en": "Bell"},
    "water": {"de": "Wasser unter Brückenbögen", "en": "Water below the arches of a bridge"},
    "stars": {"de": "Musik auf Gläsern", "en": "Music on glasses"},
    "furnace": {"de": "Feuer im Glasofen", "en": "Fire in a glass furnace"},
}


def demo_id(kind: str, key: str) -> str:
    """The id of a demo document: the same in every installation, so that two demos can be compared."""
    return str(uuid5(_NAMESPACE, f"{kind}/{key}"))


def read_tour(key: str) -> Json:
    """A tour's content: its own facts, ``modules`` and ``stations``."""
    return tomllib.loads((files(__package__) / f"{key}.toml").read_text(encoding="utf-8"))


def pictures(tours: list[Json]) -> dict[str, Json]:
    """Alt texts of all pictures by their names: the stations', those in the stories, and the portraits."""
    found = {name: guide["alt"] for name, guide in GUIDES.items()} | TARGETS
    for tour in tours:
        for station in tour["stations"]:
            found[picture_of(station)] = station["alt"]
            found |= {block["picture"]: block["alt"] for block in station["story"] if block["kind"] == "image"}
            found |= {block["panorama"]: block["alt"] for block in station["story"] if block["kind"] == "panorama"}
            found |= {block["before"]: block["alt"] for block in station["story"] if block["kind"] == "before_after"}
    return found


def around(tours: list[Json]) -> dict[str, Json]:
    """What there is to know of panoramas by their names: how they lie in the world, and their points."""
    blocks = (block for tour in tours for station in tour["stations"] for block in station["story"])
    return {
        block["panorama"]: {"heading": block["heading"], "hotspots": block["hotspots"]}
        for block in blocks
        if block["kind"] == "panorama"
    }


def models(tours: list[Json]) -> list[str]:
    """The names of all models, each once: the guides' figures, and those of the scenes."""
    scenes = (scene for tour in tours for station in tour["stations"] for scene in station.get("scenes", []))
    shown = [content["medium"] for scene in scenes for content in scene["contents"] if content["kind"] == "model"]
    return list(dict.fromkeys([guide["figure"] for guide in GUIDES.values() if "figure" in guide] + shown))


def sounds(tours: list[Json]) -> list[str]:
    """The names of all sounds, each once."""
    blocks = (block for tour in tours for station in tour["stations"] for block in station["story"])
    return list(dict.fromkeys(block["sound"] for block in blocks if block["kind"] == "audio"))


def picture_of(station: Json) -> str:
    """The name of a station's picture: its own key where nothing else is said."""
    return str(station.get("picture", station["key"]))
