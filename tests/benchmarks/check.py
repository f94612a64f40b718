"""Full check of a 200-station tour in two languages, against `jsonschema` on its documents' schemas alone.

Every station is full: a story of five blocks with a text of some nine hundred letters and a link, which no other
has, a picture, a guide who speaks, recorded in both languages, a quiz and a quotation, an AR scene, a geofence and
opening hours; a leg of twenty points leads to it. Every run checks documents that no rule has seen before, on another
day.
CPU time is measured: a check does nothing but compute, and what else the machine does is not its business.
"""

from __future__ import annotations

import gc
import json
import math
import time
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from typing import Any, Final

from jsonschema import Draft202012Validator

from authoring import collector
from tests.benchmarks.figure import Figure
from tests.builders import a_document, a_guide_json, a_medium_json, a_station_json, a_tour_json, words
from tour_schema import Documents, check, read
from tour_schema.document import Document
from tour_schema.freshness import made_from

STATIONS: Final = 200
RUNS: Final = 15
ON: Final = date(2026, 5, 15)
Json = dict[str, Any]


def a_full_tour() -> tuple[Json, list[Json]]:
    """The tour and everything that it names, as JSON."""
    guide = a_guide_json()
    media: list[Json] = []
    stations = [_station(number, guide["id"], media) for number in range(STATIONS)]
    cover = a_medium_json()
    tour = a_tour_json(stations, guide=guide["id"], cover=cover["id"], season={"from": "04-01", "to": "10-31"})
    stops = tour["modules"][0]["stops"]
    tour["modules"] = [
        {
            "id": f"m{number}",
            "title": words(f"Baustein {number}", f"Module {number}"),
            "after": [f"m{number - 1}"] if number % 3 == 2 else [],
            "required": number == 0,
            "stops": stops[number * 10 : number * 10 + 10],
        }
        for number in range(STATIONS // 10)
    ]
    for leg in tour["route"]["legs"]:
        (west, south), (east, north) = leg["geometry"]["coordinates"]
        steps = [step / 19 for step in range(20)]
        leg["geometry"]["coordinates"] = [
            [west + (east - west) * share, south + (north - south) * share] for share in steps
        ]
        leg["duration_s"] = 300
    return tour, [*stations, guide, cover, *media]


def _station(number: int, guide: str, media: list[Json]) -> Json:
    turn = number * math.tau / STATIONS
    picture = a_medium_json()
    media.append(picture)
    link = f"https://example.org/{number}"
    told = words(
        f"Wer an Halt {number} **handeln** wollte, musste auf der Brücke Zoll zahlen. " * 12 + f"[Mehr]({link})",
        f"Whoever wished to *trade* at stop {number} had to pay a toll on the bridge. " * 12 + f"[More]({link})",
    )
    quoted = words(f"Ein Haus auf Wasser, {number} Schritte.", f"A house on water, {number} steps.")
    return a_station_json(
        f"Halt Nummer {number}",
        position=[11.03 + 0.08 * math.cos(turn), 50.98 + 0.05 * math.sin(turn)],
        cover=picture["id"],
        facts={
            "opening_hours": f"Mo-Su {number % 10 + 8:02d}:{number % 60:02d}-18:{number % 50:02d}",
            "time_zone": "Europe/Berlin",
        },
        story=[
            {"id": "b1", "kind": "text", "text": told},
            {"id": "b2", "kind": "image", "medium": picture["id"]},
            {"id": "b3", "kind": "quote", "text": quoted, "by": words("A", "A")},
            _spoken(number, guide, media),
            _quiz(),
        ],
        scenes=[_scene(picture["id"])],
    )


def _spoken(number: int, guide: str, media: list[Json]) -> Json:
    text = {"de": f"Willkommen an Halt {number}.", "en": f"Welcome to stop {number}."}
    recordings = {}
    for language, words_ in text.items():
        medium = _recording(language, words_)
        media.append(medium)
        recordings[language] = {"medium": medium["id"], "made_from": made_from(words_)}
    return {"id": "b4", "kind": "guide_line", "guide": guide, "text": text, "recordings": recordings}


def _quiz() -> Json:
    options = [{"text": words(f"{year}", f"{year}"), "correct": year == 1325} for year in (1325, 1525, 1725)]
    return {
        "id": "b5",
        "kind": "quiz",
        "question": words("Aus welchem Jahr?", "Of which year?"),
        "answer": {"kind": "choice", "options": options},
        "explanation": words("Die Balken wurden datiert.", "The beams were dated."),
    }


def _scene(picture: str) -> Json:
    verified = {"at": "2026-04-02T10:11:00Z", "by": "Tourismus Erfurt"}
    return {
        "id": "s1",
        "title": words("Das Haus", "The house"),
        "anchors": [
            {"id": "a1", "kind": "image", "target": picture, "width_m": 0.4, "verified": verified},
            {"id": "a2", "kind": "plain", "medium": picture},
        ],
        "contents": [{"id": "c1", "kind": "label", "text": words("1325", "1325")}],
    }


def _recording(language: str, text: str) -> Json:
    digest = made_from(text)
    original = {"sha256": digest, "bytes": 90_000, "media_type": "audio/mpeg", "duration_s": 40}
    return a_medium_json(
        type="audio",
        language=language,
        alt={},
        transcript={language: text},
        original=original,
        variants=[{**original, "media_type": "audio/mp4", "use": "low"}],
    )


def run() -> Iterator[Figure]:
    """The check, the reading, and the peer."""
    collector.settle()  # as every process of ours does that checks: `wayfable`, and the server's worker
    tour, others = a_full_tour()
    peer = _peer(tour, others)
    spent = min(_checked(tour, others, run) for run in range(RUNS))
    yield Figure(
        "full check of 200 stations in two languages",
        spent * 1e3,
        "ms",
        bound=25,
        peer="jsonschema, the schemas alone:",
        peer_value=peer * 1e3,
        ratio=peer / spent,
        least_ratio=5,
    )
    spent = min(_again(tour, others))
    yield Figure("the same again after an edit of one text", spent * 1e3, "ms", bound=25)
    data = [json.dumps(each).encode() for each in (tour, *others)]
    begin = time.process_time()
    for each in data:
        read(each)
    yield Figure("reading the same from bytes", (time.process_time() - begin) * 1e3, "ms")


def _checked(tour: Json, others: list[Json], run: int) -> float:
    documents: list[Document] = [a_document(each) for each in (tour, *others)]
    resolver = Documents(*documents)
    gc.collect()  # what the preparation left behind is not the check's to clear away
    on = ON + timedelta(days=run)  # another day: nothing remembered of the last run helps
    begin = time.process_time()
    report = check(documents[0], resolver, on=on)
    spent = time.process_time() - begin
    if report.errors or report.warnings:
        raise ValueError(report.issues[0])
    return spent


def _again(tour: Json, others: list[Json]) -> Iterator[float]:
    documents: list[Document] = [a_document(each) for each in (tour, *others)]
    check(documents[0], Documents(*documents), on=ON)
    for run in range(RUNS):
        edited = a_document(others[0] | {"summary": words(f"Kurz {run}.", f"Short {run}.")})
        resolver = Documents(*documents, edited)
        begin = time.process_time()
        check(documents[0], resolver, on=ON)
        yield time.process_time() - begin


def _peer(tour: Json, others: list[Json]) -> float:
    folder = resources.files("tour_schema").joinpath("published", "1.0")
    validators = {
        name: Draft202012Validator(json.loads(folder.joinpath(f"{name}.schema.json").read_text()))
        for name in ("tour", "station", "guide", "medium")
    }
    begin = time.process_time()
    for each in (tour, *others):
        fault = next(validators[each["kind"]].iter_errors(each), None)
        if fault is not None:
            raise ValueError(fault.message)
    return time.process_time() - begin
