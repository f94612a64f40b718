"""A published folder behind nothing but a server of plain files, as a visitor's phone meets it: no Wayfable runs."""

import io
import threading
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from authoring.demo.drawing.gallery import draw
from exports.publish.changes import Edition
from exports.publish.keys import KeyFolder
from exports.publish.places import Place
from exports.publish.publishing import carry_out, plan
from exports.publish.viewer_files import BUILT, Viewer
from exports.resolve import Choice, resolve
from tests.builders import a_guide_json, a_medium_json, a_station_json, a_stop, a_tour_json, words
from tests.exports.conftest import Folder, Json, Shelf
from tour_schema.tour import Tour

SIZES = {"480": 480, "1080": 1080}


class Office:
    """Publishes into `folder`; what it writes down stands on `shelf`."""

    def __init__(self, work: Path) -> None:
        store = work / "store"
        store.mkdir()
        self.shelf = Shelf(Folder(store))
        self.folder = work / "published"
        self.place = Place.at(self.folder.as_uri())
        self.keys = KeyFolder(work / "keys")
        self.keys.make(datetime.now(UTC))

    def picture(self, name: str, **facts: Any) -> str:
        """A drawing of the demo; its id."""
        drawn = Image.open(io.BytesIO(draw(name))).convert("RGB")
        variants = []
        for use, width in SIZES.items():
            out = io.BytesIO()
            small = drawn.resize((width, width * drawn.height // drawn.width))
            small.save(out, "WEBP", quality=80)
            sizes = {"width_px": small.width, "height_px": small.height}
            variants.append(self.shelf.variant(use, out.getvalue(), "image/webp") | sizes)
        original = {"sha256": "0" * 64, "bytes": 1, "media_type": "image/png", "width_px": 1620, "height_px": 1080}
        return str(self.shelf.put(a_medium_json(variants=variants, original=original, **facts))["id"])

    def sound(self, seconds: float = 20, **facts: Any) -> str:
        """A tone; its id."""
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            time = np.arange(int(8000 * seconds)) / 8000
            file.writeframes((np.sin(2 * np.pi * 220 * time) * 8000).astype("<i2").tobytes())
        variants = [self.shelf.variant("low", out.getvalue(), "audio/wav")]
        original = {"sha256": "0" * 64, "bytes": 1, "media_type": "audio/wav", "duration_s": seconds}
        return str(self.shelf.put(a_medium_json(type="audio", variants=variants, original=original, **facts))["id"])

    def publish(self, tour: Json) -> Json:
        """Publish a tour with the viewer, as `wayfable publish` does."""
        assert (BUILT / "index.html").exists(), "the viewer was not built"
        self.shelf.put(tour)
        found = self.shelf.find(tour["id"])
        assert isinstance(found, Tour)
        now = datetime.now(UTC)
        edition = Edition(resolve(found, self.shelf, Choice(quality=None)))
        planned = plan(self.place, self.keys, [edition], self.shelf.folder, now)
        carry_out(planned, self.place, self.shelf.folder, now)
        Viewer().publish(planned, self.place, self.keys)
        return tour


def a_whole_tour(office: Office) -> Json:
    """Three stations in Erfurt with every kind of block, in German and English."""
    shelf, picture = office.shelf, office.picture
    bridge, market = picture("merchants-bridge"), picture("fish-market")
    hall = a_station_json(
        "Fischmarkt mit Rathaus und Donaudampfschifffahrtsgesellschaftskapitänsmütze",
        position=[11.0290, 50.9775],
        cover=market,
        triggers=[{"kind": "code", "number": "12", "qr": True}],
        story=_riddles(),
        access={"step_free": True, "seating": True},
    )
    shelf.put(hall)
    guide = shelf.put(a_guide_json(portrait=picture("magdalena")))
    shelf.put(
        first := a_station_json(
            "Krämerbrücke",
            cover=bridge,
            story=_story(office, bridge, market, hall["id"]),
            facts={
                "opening_hours": "Mo-Su 10:00-18:00",
                "time_zone": "Europe/Berlin",
                "prices": [{"amount": 0}],
                "links": [{"rel": "website", "href": "https://example.org/"}],
            },
        )
    )
    shelf.put(last := a_station_json("Alte Universität", position=[11.0302, 50.9802], cover=picture("old-university")))
    stations = [first, hall, last]
    stops = [a_stop(number, station["id"]) for number, station in enumerate(stations, start=1)]
    modules = [
        {"id": "m1", "title": words("Am Wasser", "By the water"), "required": True, "stops": stops[:2]},
        {"id": "m2", "title": words("Bei den Gelehrten", "Among scholars"), "stops": stops[2:]},
    ]
    guided = {
        "name": "Stadtführungen Erfurt",
        "offer": words("Zwei Stunden durch die Altstadt", "Two hours through the old town"),
        "meets": "Sa,Su 11:00",
        "where": words("Vor der Touristinformation", "In front of the tourist information"),
        "booking": "https://example.org/buchen",
    }
    meeting = {"note": words("Am Fischmarkt, beim Römer.", "At the fish market."), "transit": words("Tram 3", "Tram 3")}
    cover = picture("cathedral")
    return a_tour_json(
        stations, modules=modules, guide=guide["id"], cover=cover, meeting_point=meeting, partners=[guided]
    )


def _story(office: Office, bridge: str, market: str, station: str) -> list[Json]:
    transcript = words("Es rauscht die Gera.", "The Gera murmurs.")
    cues = [{"id": "c1", "start_s": 0, "end_s": 20, "text": "Es rauscht <i>die Gera</i>."}]
    told = "# Häuser\n\nWer **handeln** wollte, las <b onclick=x>das</b> [Buch](https://example.org/buch).\n\n- Waid"
    onward = f"[zum Markt](station:{station}), [hier nicht](javascript:alert(1))"
    wooden, woad = office.picture("wooden-bridge"), office.picture("woad", caption=words("Färberwaid", "Woad"))
    river = office.sound(language="de", transcript=transcript, cues=cues)
    blocks: list[Json] = [
        {"kind": "guide_line", "text": words("Kommen Sie mit über die Brücke!", "Come along!")},
        {"kind": "text", "text": words(f"{told}\n\n{onward}", told)},
        {"kind": "image", "medium": woad},
        {"kind": "gallery", "media": [bridge, market]},
        {"kind": "before_after", "before": wooden, "after": bridge, "years": ["1290", "1325"]},
        {"kind": "audio", "title": words("Unter den Bögen", "Below the arches"), "recordings": {"de": river}},
        {"kind": "quote", "text": words("Erfordia turrita.", "Erfurt of towers."), "by": words("Luther", "Luther")},
        {"kind": "anecdote", "title": words("Der Zoll", "The toll"), "text": words("Ein Pfennig.", "A penny.")},
        {"kind": "link", "href": "https://example.org/", "label": words("Mehr über die Brücke", "More")},
    ]
    return [{"id": f"b{at}"} | block for at, block in enumerate(blocks)]


def _riddles() -> list[Json]:
    options = [
        {"text": words("Zwei", "Two"), "feedback": words("Es sind mehr.", "There are more.")},
        {"text": words("Sechs", "Six"), "correct": True, "feedback": words("Gut gezählt.", "Well counted.")},
    ]
    answers: list[Json] = [
        {"kind": "choice", "options": options},
        {"kind": "number", "value": 1325, "unit": words("Jahr", "year")},
        {"kind": "word", "accepted": {"de": ["Gera"]}},
        {"kind": "order", "items": [words("Holz", "Wood"), words("Stein", "Stone"), words("Stahl", "Steel")]},
    ]
    question = words("Was ist richtig?", "What is right?")
    why = words("So steht es in der Chronik.", "So says the chronicle.")
    return [
        {"id": f"q{at}", "kind": "quiz", "question": question, "answer": answer, "explanation": why}
        for at, answer in enumerate(answers)
    ]


@dataclass
class Server:
    """Plain files by HTTP. `cut` says of which paths the line breaks, `asked` which were asked for."""

    url: str
    asked: list[str] = field(default_factory=list)
    cut: Callable[[str], bool] = lambda _: False


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve a folder's files until the end of the block."""

    class Files(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            if server.cut(self.path):
                self.close_connection = True
                return
            # It counts seconds, and a test writes anew within one.
            del self.headers["If-Modified-Since"]
            super().do_GET()

        def end_headers(self) -> None:
            # What a host sends for the one file that pages of others load as a module.
            if self.path == "/embed.js":
                self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder))) as http:
        server = Server(f"http://127.0.0.1:{http.server_port}")
        threading.Thread(target=http.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            http.shutdown()
