"""A process that saves without end, and prints what was acknowledged: made to be killed."""

import json
import sys

from authoring.actions.create_document import create_document
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.permissions import Actor
from tests import builders


def main(url: str, organisation: str, first: int) -> None:
    """Create a station, save it three times, and again with another."""
    database, actor = Database(url), Actor.command_line()
    for number in range(first, first + 10_000):
        station = builders.a_station_json(id=builders.an_id(number), title=f"Halt {number}")
        saved = create_document(database, actor, organisation, json.dumps(station).encode())
        told(saved.document_id, saved.revision)
        for duration in (1, 2, 3):
            body = json.dumps(json.loads(saved.body) | {"duration_s": duration}).encode()
            saved = save_document(database, actor, saved.document_id, body, saved.revision)
            told(saved.document_id, saved.revision)


def told(document_id: str, revision: int) -> None:
    """Print what may never be lost from now on."""
    sys.stdout.write(f"{document_id} {revision}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
