"""Killed at any moment, readers see the old state or the new one, and the next publishing finishes the work."""

import shutil
import subprocess
import sys
from pathlib import Path

from exports.publish.faults import ProofFault
from exports.publish.places import Place
from exports.publish.proof import prove
from tests.builders import words
from tests.exports.publish.conftest import CountingPlace, Office
from tests.exports.publish.kill_process import MOMENTS
from tour_schema.document import dump
from tour_schema.tour import Tour


def test_killed_at_any_moment_readers_see_the_old_state_or_the_new_one(
    office: Office, tour: Tour, tmp_path: Path
) -> None:
    office.publish(tour)
    office.folder.rename(tmp_path / "base")
    new = tour.model_copy(update={"title": words("Neu", "New")})
    (tmp_path / "edition.json").write_bytes(dump(office.resolved(new)))
    command = [sys.executable, "-m", "tests.exports.publish.kill_process", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    moments = int(done.stdout)
    assert moments >= 10 * MOMENTS

    seen = []
    for moment in range(moments):
        office.folder = tmp_path / f"killed-{moment}"
        old, later = (office.fetched(tour.id, version, f"client-{moment}") for version in (1, 2))
        assert (old is None) is not (later is None), moment
        for file in (old or later).files:  # type: ignore[union-attr]  # one of them is there
            assert (office.folder / file.path).stat().st_size == file.bytes
        seen.append(1 if old else 2)
        office.place = CountingPlace.at(office.folder.as_uri())
        office.publish(new)
        assert office.fetched(tour.id, 2, f"client-{moment}") is not None
        assert prove(office.place, office.keys.root_data()[0], tmp_path / f"memory-{moment}").tours == 1
        shutil.rmtree(office.folder)
    # One switch, from the old to the new; and both were seen.
    assert seen == sorted(seen)
    assert set(seen) == {1, 2}


def test_killed_before_the_very_first_switch_there_is_nothing_yet(office: Office, tour: Tour, tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "edition.json").write_bytes(dump(office.resolved(tour)))
    command = [sys.executable, "-m", "tests.exports.publish.kill_process", str(tmp_path)]
    moments = int(subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout)
    begun = []
    for moment in range(moments):
        folder = tmp_path / f"killed-{moment}"
        place = Place.at(folder.as_uri())
        begun.append((folder / "metadata/timestamp.json").exists())
        if begun[-1]:
            try:
                found = prove(place, office.keys.root_data()[0], tmp_path / f"memory-{moment}").tours
            except ProofFault as fault:
                # Only what nobody proves by it: the copy of the catalogue for readers who prove nothing.
                assert fault.code == "publish.proof.catalogue"  # noqa: PT017
                found = 1
            assert found == 1
        office.place = CountingPlace.at(folder.as_uri())
        office.publish(tour)
        assert prove(office.place, office.keys.root_data()[0], tmp_path / f"memory-{moment}").tours == 1
    assert begun == sorted(begun)
