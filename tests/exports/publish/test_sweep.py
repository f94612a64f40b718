"""What no kept version names goes after a grace time, and nothing else."""

from datetime import timedelta
from pathlib import Path

from exports.publish.changes import Return, Withdrawal
from exports.publish.ledger import Ledger
from exports.publish.proof import prove
from exports.publish.sweep import CONDEMNED, GRACE, Swept, sweep
from tests.builders import words
from tests.exports.conftest import Shelf
from tests.exports.publish.conftest import Office
from tour_schema.tour import Tour

LATER = GRACE + timedelta(days=1)


def swept(office: Office, *kept: str, later: timedelta = timedelta()) -> Swept:
    return sweep(office.place, Ledger.read(office.place, office.keys), kept, office.now + later)


def files(office: Office) -> set[str]:
    return {each.path for each in office.place.files()}


def titled(tour: Tour, title: str) -> Tour:
    return tour.model_copy(update={"title": words(title, title)})


def test_a_folder_in_use_is_left_as_it_is(office: Office, tour: Tour) -> None:
    office.publish(tour)
    before = files(office)
    assert swept(office) == Swept()
    assert swept(office, later=LATER) == Swept()
    assert files(office) == before


def test_what_only_a_dropped_version_names_goes_after_the_grace_time(
    office: Office, tour: Tour, tmp_path: Path
) -> None:
    first = office.publish(tour).steps[0]
    old = files(office)
    office.publish(titled(tour, "Neu"))
    assert swept(office).condemned > 0
    assert swept(office, later=GRACE / 2) == Swept()
    assert old <= files(office)
    taken = swept(office, later=LATER)
    assert taken.taken > 0
    assert taken.bytes > 0
    gone = old - files(office)
    assert f"tours/{tour.id}/1/{first.sha256}.manifest.json" in gone
    assert not any(path.endswith(".root.json") for path in gone)
    assert prove(office.place, office.keys.root_data()[0], tmp_path / "memory").tours == 1
    # The pictures of both versions are the same.
    assert sum(path.startswith("blobs/") for path in gone) == 1


def test_a_kept_version_can_be_gone_back_to(office: Office, tour: Tour, tmp_path: Path) -> None:
    first = office.publish(tour).steps[0]
    office.publish(titled(tour, "Neu"))
    office.publish(Withdrawal(tour.id))
    swept(office, first.sha256)
    swept(office, first.sha256, later=LATER)
    office.publish(Return(tour.id, 1, first.sha256))
    assert prove(office.place, office.keys.root_data()[0], tmp_path / "memory").tours == 1


def test_what_is_published_again_in_the_grace_time_is_spared(office: Office, tour: Tour, tmp_path: Path) -> None:
    office.publish(tour)
    office.publish(Withdrawal(tour.id))
    assert swept(office).condemned > 0
    office.writes()
    office.publish(tour)
    # Written anew, because somebody might be about to take it away.
    assert any(path.startswith("blobs/") for path in office.writes())
    swept(office, later=LATER)
    assert prove(office.place, office.keys.root_data()[0], tmp_path / "memory").tours == 1


def test_what_was_written_anew_since_is_not_taken(office: Office, tour: Tour) -> None:
    office.publish(tour)
    office.publish(Withdrawal(tour.id))
    swept(office)
    blob = next(path for path in files(office) if path.startswith("blobs/"))
    (office.folder / blob).touch()
    swept(office, later=LATER)
    assert blob in files(office)


def test_strange_files_are_left_alone(office: Office, tour: Tour) -> None:
    office.publish(tour)
    (office.folder / "index.html").write_text("<h1>Touren</h1>")
    (office.folder / "viewer").mkdir()
    (office.folder / "viewer/app.js").write_text("")
    swept(office)
    swept(office, later=LATER)
    assert {"index.html", "viewer/app.js"} <= files(office)
    assert CONDEMNED not in files(office)


def test_patches_go_with_what_they_make(office: Office, shelf: Shelf, tour: Tour) -> None:
    for title in ("Eins", "Zwei", "Drei"):
        office.publish(titled(tour, title))
    assert sum(path.startswith("patches/") for path in files(office)) == 6
    office.publish(Withdrawal(tour.id))
    swept(office)
    swept(office, later=LATER)
    assert not any(path.startswith(("patches/", "blobs/", "tours/")) for path in files(office))
