"""Published folders for whoever reads them elsewhere: `python -m tests.exports.publish.sample FOLDER`.

Below FOLDER: `before` and `after`, one tour and a newer version of it; `rotated`, `after` with another timestamp key
and thus another root; `withdrawn`, without the tour; `strange`, the same tour signed by others. Prints the tour's id
and the SHA-256 of the first root.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from exports.publish.changes import Edition, Withdrawal
from exports.publish.keys import KeyFolder
from exports.publish.places import Place
from exports.publish.publishing import carry_out, plan
from exports.resolve import Choice, resolve
from tests.builders import a_station_json, a_tour_json, words
from tests.exports.conftest import Folder, Shelf
from tour_schema.tour import Tour


def main(folder: Path) -> None:
    """Write the folders, and print what somebody has to know of them."""
    store = folder / "store"
    store.mkdir(parents=True)
    shelf = Shelf(Folder(store))
    station = shelf.put(a_station_json("Krämerbrücke", cover=shelf.picture("bridge")["id"]))
    document = shelf.put(a_tour_json([station]))
    tour = shelf.find(document["id"])
    assert isinstance(tour, Tour)
    now = datetime.now(UTC)

    def published(name: str, keys: KeyFolder, *, of: Tour | None, begun: str | None = None) -> None:
        if begun is not None:
            shutil.copytree(folder / begun, folder / name)
        place = Place.at((folder / name).as_uri())
        change = Withdrawal(tour.id) if of is None else Edition(resolve(of, shelf, Choice(quality=None)))
        carry_out(plan(place, keys, [change], shelf.folder, now), place, shelf.folder, now)

    own, others = KeyFolder(folder / "keys"), KeyFolder(folder / "others")
    own.make(now)
    others.make(now)
    newer = tour.model_copy(update={"title": words("Neuer Titel", "New title")})
    published("before", own, of=tour)
    published("after", own, of=newer, begun="before")
    published("withdrawn", own, of=None, begun="after")
    published("strange", others, of=tour)
    root = hashlib.sha256(own.root_data()[0]).hexdigest()
    own.rotate("timestamp", now)
    published("rotated", own, of=newer, begun="after")
    json.dump({"tour": tour.id, "root": root}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
