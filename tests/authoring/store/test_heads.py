"""The newest revision of everything that a tour leads to."""

import json

from authoring.actions.create_document import create_document
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.queries.heads import heads
from tests import builders
from tests.authoring.store.conftest import Office


def test_the_heads_of_a_tour_are_its_own_and_those_of_all_it_leads_to(database: Database, office: Office) -> None:
    station, elsewhere = builders.a_station_json(), builders.a_station_json()
    tour = builders.a_tour_json([station])
    for body in (station, elsewhere, tour):
        create_document(database, office.author, office.erfurt, json.dumps(body).encode())
    save_document(database, office.author, station["id"], json.dumps(station | {"duration_s": 60}).encode(), 1)
    with database.read() as session:
        found = {head.id: head.revision for head in heads(session, office.author, tour["id"])}
    assert found == {tour["id"]: 1, station["id"]: 2}
