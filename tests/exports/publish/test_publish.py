"""A tour that is published is found by any TUF client, and nothing is written that need not be."""

import hashlib
import json
from pathlib import Path

import pytest

from exports.publish.changes import Edition, Return, Withdrawal
from exports.publish.faults import PlaceFault, ProofFault
from exports.publish.places import Place
from exports.publish.proof import prove
from exports.publish.publishing import StoreFault, carry_out, plan
from tests.builders import an_id, words
from tests.exports.conftest import Shelf
from tests.exports.publish.conftest import Office
from tour_schema.tour import Tour


def changed(tour: Tour, **facts: object) -> Tour:
    return tour.model_copy(update=facts)


def test_a_client_of_tuf_finds_the_manifest_and_every_file_of_it(office: Office, tour: Tour) -> None:
    office.publish(tour)
    manifest = office.fetched(tour.id, 1)
    assert manifest is not None
    assert manifest.version == 1
    assert manifest.made_at is not None
    for file in manifest.files:
        data = (office.folder / file.path).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (file.sha256, file.bytes)


def test_both_qualities_are_published(office: Office, tour: Tour) -> None:
    office.publish(tour)
    manifest = office.fetched(tour.id, 1)
    assert manifest is not None
    assert {file.purpose.quality for file in manifest.files} == {None, "low", "high"}


def test_the_same_state_again_writes_nothing(office: Office, tour: Tour) -> None:
    office.publish(tour)
    assert office.writes()[-2:] == ["metadata/timestamp.json", "catalogue.json"]
    again = office.publish(tour)
    assert office.writes() == []
    assert [step.changed for step in again.steps] == [False]
    assert again.steps[0].version == 1


def test_a_change_writes_only_what_is_new(office: Office, tour: Tour) -> None:
    office.publish(tour)
    office.writes()
    office.publish(changed(tour, title=words("Neuer Titel", "New title")))
    names = [path.partition("/")[0] for path in office.writes()]
    # The resolved tour, patches of it and of the manifest, the manifest, the catalogue, two roles, and the switch.
    assert names == ["blobs", "patches", "patches", "tours", names[4], *["metadata"] * 4, "catalogue.json"]
    assert office.fetched(tour.id, 1) is None
    manifest = office.fetched(tour.id, 2)
    assert manifest is not None
    assert manifest.version == 2


def test_the_switch_comes_after_everything_that_it_leads_to(office: Office, tour: Tour) -> None:
    office.publish(tour)
    written = office.writes()
    switch = written.index("metadata/timestamp.json")
    assert written[switch + 1 :] == ["catalogue.json"]
    assert len(set(written)) == len(written)


def test_the_catalogue_is_geojson_with_boxes_languages_and_sizes(office: Office, tour: Tour) -> None:
    office.publish(tour)
    catalogue = json.loads((office.folder / "catalogue.json").read_bytes())
    (feature,) = catalogue["features"]
    assert catalogue["type"] == "FeatureCollection"
    assert feature["bbox"] == [11.0290, 50.9775, 11.0308, 50.9788]
    assert feature["geometry"] == {"type": "Point", "coordinates": [11.0308, 50.9788]}
    assert feature["properties"]["languages"] == ["de", "en"]
    manifest = office.fetched(tour.id, 1)
    assert manifest is not None
    assert feature["properties"]["bytes"] == sum(file.bytes for file in manifest.files)
    assert feature["properties"]["distance_m"] == 300
    client = office.client()
    info = client.get_targetinfo("catalogue.json")
    assert info is not None
    assert Path(client.download_target(info)).read_bytes() == (office.folder / "catalogue.json").read_bytes()


def test_a_tour_without_a_place_is_in_the_catalogue_without_one(office: Office, tour_without_places: Tour) -> None:
    office.publish(tour_without_places)
    (feature,) = json.loads((office.folder / "catalogue.json").read_bytes())["features"]
    assert feature["geometry"] is None
    assert "bbox" not in feature


def test_another_tour_leaves_the_first_one_as_it_is(office: Office, tour: Tour) -> None:
    office.publish(tour)
    other = changed(tour, id=an_id(), slug="andere")
    office.publish(other)
    assert office.fetched(tour.id, 1) == office.fetched(tour.id, 1, "later")
    assert office.fetched(other.id, 1) is not None
    assert len(json.loads((office.folder / "catalogue.json").read_bytes())["features"]) == 2


def test_what_is_withdrawn_is_found_by_nobody_and_may_come_back(office: Office, tour: Tour) -> None:
    first = office.publish(tour).steps[0]
    office.publish(Withdrawal(tour.id))
    assert office.fetched(tour.id, 1) is None
    assert json.loads((office.folder / "catalogue.json").read_bytes())["features"] == []
    office.writes()
    assert office.publish(Withdrawal(tour.id)).changed == ()
    assert office.writes() == []
    office.publish(Return(tour.id, 1, first.sha256))
    assert office.fetched(tour.id, 1) is not None


def test_a_tour_goes_back_to_an_earlier_version(office: Office, tour: Tour) -> None:
    first = office.publish(tour).steps[0]
    before = json.loads((office.folder / "catalogue.json").read_bytes())
    office.publish(changed(tour, title=words("Falsch", "Wrong")))
    back = office.publish(Return(tour.id, 1, first.sha256)).steps[0]
    assert office.fetched(tour.id, 1) is not None
    assert office.fetched(tour.id, 2) is None
    assert json.loads((office.folder / "catalogue.json").read_bytes()) == before
    assert 0 < back.again_bytes < back.whole_bytes


def test_a_version_that_is_gone_cannot_come_back(office: Office, tour: Tour) -> None:
    first = office.publish(tour).steps[0]
    manifest = office.fetched(tour.id, 1)
    assert manifest is not None
    office.publish(changed(tour, title=words("Neu", "New")))
    (office.folder / manifest.files[0].path).unlink()
    with pytest.raises(ProofFault) as fault:
        office.publish(Return(tour.id, 1, first.sha256))
    assert fault.value.code == "publish.proof.missing"
    with pytest.raises(ProofFault):
        office.publish(Return(tour.id, 7, first.sha256))
    assert office.fetched(tour.id, 2) is not None


def test_a_version_is_not_given_twice(office: Office, tour: Tour) -> None:
    office.publish(Edition(office.resolved(tour), version=5))
    later = office.publish(Edition(office.resolved(changed(tour, colour="#123456")), version=5))
    assert later.steps[0].version == 6


def test_of_two_who_publish_at_once_the_second_is_told_and_spoils_nothing(office: Office, tour: Tour) -> None:
    office.publish(tour)
    slow = office.plan(changed(tour, title=words("Langsam", "Slow")))
    office.publish(changed(tour, title=words("Schnell", "Fast")))
    with pytest.raises(PlaceFault) as fault:
        carry_out(slow, office.place, office.shelf.folder, office.now)
    assert fault.value.code == "publish.place.raced"
    client = office.client()
    info = client.get_targetinfo(f"tours/{tour.id}/2/manifest.json")
    assert info is not None
    client.download_target(info)


def test_a_file_that_the_store_gives_wrongly_is_not_published(office: Office, tour: Tour) -> None:
    blob = next(iter(office.shelf.folder.known))
    (office.shelf.folder.root / blob).write_bytes(b"rotten" * 300)
    with pytest.raises(StoreFault):
        office.publish(tour)
    assert not (office.folder / "metadata/timestamp.json").exists()


def test_large_files_go_in_pieces(office: Office, shelf: Shelf, tour: Tour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.publish.publishing._IN_ONE_PIECE", 100)
    office.publish(tour)
    assert prove(office.place, office.keys.root_data()[0], office.folder.parent / "memory").tours == 1


def test_a_folder_and_a_bucket_are_published_alike(
    storage_url: str, office: Office, tour: Tour, tmp_path: Path
) -> None:
    place = Place.at(storage_url)

    def publish(*tours: Tour) -> None:
        changes = [Edition(office.resolved(each)) for each in tours]
        planned = plan(place, office.keys, changes, office.shelf.folder, office.now)
        carry_out(planned, place, office.shelf.folder, office.now)

    publish(tour)
    slow = plan(place, office.keys, [Withdrawal(tour.id)], office.shelf.folder, office.now)
    publish(changed(tour, title=words("Neu", "New")))
    with pytest.raises(PlaceFault) as fault:
        carry_out(slow, place, office.shelf.folder, office.now)
    assert fault.value.code == "publish.place.raced"
    found = prove(place, office.keys.root_data()[0], tmp_path / "memory")
    assert (found.tours, found.patches) == (1, 1)
    place.delete("catalogue.json")
    assert "catalogue.json" not in {each.path for each in place.files()}
