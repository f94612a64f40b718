"""Drafts as documents of the format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from authoring.ids import new_id
from authoring.importers.documents import Placed, commonmark, station_of, tour_of
from authoring.importers.plan import Draft, Line
from tour_schema import dump, read


def a_draft(**fields: object) -> Draft:
    return Draft.model_validate({"key": "0-1", "file": 0, "origin": "row", "number": 1, **fields}, strict=False)


def test_a_draft_becomes_a_station_that_can_be_read() -> None:
    draft = a_draft(
        title="Dom",
        story="Alt & hoch.\n\n1. Nicht *fett*",
        position=(11.02, 50.97),
        area=(((11.0, 50.9), (11.1, 50.9), (11.1, 51.0), (11.0, 50.9)),),
        street="Domstufen 1",
        postal_code="99084",
        country="DE",
        phone="+49 361 1",
        email="kein Postfach",
        links=("https://example.org",),
    )
    reading = read(dump(station_of(draft, document_id=new_id(), language="de")))
    station = reading.document
    assert station is not None
    assert station.kind == "station"
    assert station.title == {"de": "Dom"}
    assert station.place.position == (11.02, 50.97)
    assert station.facts.contact is not None
    assert station.facts.contact.email is None
    assert station.triggers[0].kind == "geofence"


def test_what_the_file_does_not_say_stays_absent() -> None:
    station = station_of(a_draft(), document_id=new_id(), language="en")
    assert station.title == {}
    assert station.place.position is None
    assert station.place.address is None
    assert station.triggers == ()
    assert station.licence is None


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"], include_characters=" \n"), max_size=80))
def test_plain_text_reads_the_same_as_commonmark(text: str) -> None:
    text = "\n".join(" ".join(line.split()) for line in text.strip().split("\n")).strip()
    tokens = [child for token in MarkdownIt("commonmark").parse(commonmark(text)) for child in (token.children or [])]
    assert {child.type for child in tokens} <= {"text", "hardbreak"}
    assert "".join(child.content for child in tokens if child.type == "text").split() == text.split() or "\n" in text


def test_a_tour_has_a_leg_wherever_the_line_leads() -> None:
    line = Line(file=0, coordinates=tuple((11.0 + i / 1000, 50.0) for i in range(21)), points_read=21)
    drafts = [
        a_draft(position=(11.0, 50.0)),
        a_draft(position=(11.01, 50.0)),
        a_draft(),
        a_draft(position=(11.02, 50.0)),
    ]
    placed = [Placed(new_id(), draft) for draft in drafts]
    tour = tour_of("Rundgang", placed, [line], document_id=new_id(), language="de")
    assert [stop.station for stop in tour.stops()] == [each.id for each in placed]
    (leg,) = tour.route.legs
    assert (leg.from_, leg.to) == ("h1", "h2")
    assert leg.distance_m == pytest.approx(714.8, abs=1)
    assert read(dump(tour)).document == tour
