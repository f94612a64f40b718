"""A tour to edit: a walk through Erfurt in two modules, half translated, with something missing here and there."""

import json
from dataclasses import dataclass
from typing import Any

from authoring.actions.create_document import create_document
from authoring.actions.save_document import save_document
from authoring.ids import new_id
from authoring.permissions import Actor
from authoring.queries import documents
from tests.browser.site import Site
from tour_schema.base import FORMAT

_STATIONS: list[dict[str, Any]] = [
    {
        "title": {"de": "Krämerbrücke", "en": "Merchants' Bridge"},
        "summary": {"de": "Die längste bebaute Brücke Europas.", "en": "Europe's longest inhabited bridge."},
        "place": {"position": [11.0307, 50.9787]},
        "duration_s": 600,
        "triggers": [
            {"kind": "geofence", "area": {"kind": "circle", "centre": [11.0307, 50.9787], "radius_m": 3}},
            {"kind": "code", "number": "1"},
        ],
        "story": [
            {
                "id": "text-1",
                "kind": "text",
                "text": {
                    "de": "Wer **handeln** wollte, musste über die Gera. Seit 1325 steht die Brücke aus Stein, und "
                    "auf ihr stehen Häuser: einst 62, heute 32.",
                    "en": "Whoever wanted to **trade** had to cross the Gera. The bridge has been of stone since 1325.",
                },
            },
            {
                "id": "quote-1",
                "kind": "quote",
                "text": {"de": "Hier wohnt man über dem Wasser und unter dem Himmel."},
                "by": {"de": "ein Brückenbewohner"},
            },
            {
                "id": "quiz-1",
                "kind": "quiz",
                "question": {"de": "Wie viele Häuser stehen heute auf der Brücke?"},
                "answer": {"kind": "number", "value": 32},
            },
        ],
        "licence": "CC-BY-4.0",
        "credit": "Stadt Erfurt",
    },
    {
        "title": {"de": "Alte Synagoge", "en": "Old Synagogue"},
        "summary": {"de": "Eine der ältesten erhaltenen Synagogen Mitteleuropas."},
        "place": {"position": [11.0295, 50.9789]},
        "duration_s": 900,
        "facts": {"opening_hours": "Tu-Su 10:00-18:00", "time_zone": "Europe/Berlin"},
    },
    {"title": {"de": "Fischmarkt", "en": "Fish Market"}, "place": {"position": [11.0283, 50.9776]}, "duration_s": 300},
    {
        "title": {"de": "Allerheiligenkirche mit dem höchsten Turm der Altstadt"},
        "place": {"position": [11.0262, 50.9771]},
        "duration_s": 420,
    },
    {
        "title": {"de": "Mariendom und Severikirche", "en": "Cathedral and St Severus"},
        "place": {"position": [11.0236, 50.9758]},
        "duration_s": 1200,
    },
    {"title": {"de": "Zitadelle Petersberg", "en": "Petersberg Citadel"}, "duration_s": 900},
]


@dataclass(frozen=True)
class Walk:
    """The ids of what was made."""

    tour: str
    stations: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where the editor of it is."""
        return f"/tours/{self.tour}"


def make_walk(site: Site, title: str = "Zeitreise ins Mittelalter", *, stations: int = len(_STATIONS)) -> Walk:
    """Write the tour as the author of the office; more stations than the six are copies, further along."""
    ids = tuple(make_document(site, "station", _station(number)) for number in range(stations))
    stops = [{"id": f"stop-{number + 1}", "station": each} for number, each in enumerate(ids)]
    half = (len(stops) + 1) // 2
    tour = {
        "title": {"de": title, "en": "Journey to the Middle Ages"},
        "teaser": {"de": "Zwei Stunden zwischen Brücke und Burg."},
        "languages": ["de", "en"],
        "modules": [
            {
                "id": "module-1",
                "title": {"de": "Am Wasser", "en": "By the water"},
                "required": True,
                "stops": stops[:half],
            },
            {"id": "module-2", "title": {"de": "Auf den Berg"}, "after": ["module-1"], "stops": stops[half:]},
        ],
        "route": {
            "legs": [
                {"from": "stop-1", "to": "stop-2", "distance_m": 140, "duration_s": 120},
                {"from": "stop-2", "to": "stop-3", "distance_m": 210, "duration_s": 180},
            ]
        },
    }
    return Walk(make_document(site, "tour", tour), ids)


def stored(site: Site, document: str) -> dict[str, Any]:
    """The document's body as it is in the database now."""
    with site.database.read() as session:
        body: dict[str, Any] = json.loads(documents.load(session, site.author, document).body)
    return body


def change(site: Site, document: str, **facts: Any) -> None:
    """Write some fields of a document behind the editor's back, before it is opened."""
    with site.database.read() as session:
        loaded = documents.load(session, site.author, document)
    body = json.dumps(json.loads(loaded.body) | facts).encode()
    save_document(site.database, site.author, document, body, loaded.revision)


def _station(number: int) -> dict[str, Any]:
    known = _STATIONS[number % len(_STATIONS)]
    if number < len(_STATIONS):
        return known
    position = [11.02 + number % 20 / 2000, 50.97 + number // 20 / 2000]
    return known | {"title": {"de": f"Station {number + 1}"}, "place": {"position": position}, "triggers": []}


def make_document(site: Site, kind: str, facts: dict[str, Any], actor: Actor | None = None) -> str:
    """Write a document of the office, and return its id."""
    body = {"format": FORMAT, "kind": kind, "id": new_id(), "original": "de"} | facts
    saved = create_document(site.database, actor or site.author, site.office, json.dumps(body).encode())
    return saved.document_id
