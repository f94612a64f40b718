"""Keys are made, replaced and renewed, and readers follow: with the root they were given on the first day."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.exceptions import ExpiredMetadataError, UnsignedMetadataError

from exports.publish.faults import KeyFault, ProofFault
from exports.publish.keys import LIFETIMES, ROLES, KeyFolder, RoleName
from exports.publish.ledger import Ledger
from exports.publish.proof import prove
from tests.builders import an_id, words
from tests.exports.publish.conftest import Office
from tour_schema.tour import Tour

PASSPHRASE = "kein Wort im Wörterbuch"


def private_files(office: Office) -> list[Path]:
    return sorted(office.folder.parent.glob("keys/*.pem"))


def test_nobody_else_can_read_a_private_key(office: Office) -> None:
    assert len(private_files(office)) == len(ROLES)
    for file in private_files(office):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_no_private_byte_is_ever_published(office: Office, tour: Tour) -> None:
    office.publish(tour)
    secrets = [b"".join(file.read_bytes().splitlines()[1:2]) for file in private_files(office)]
    for path in office.folder.rglob("*"):
        if path.is_file():
            assert not any(secret in path.read_bytes() for secret in secrets)


def test_keys_are_made_once(office: Office) -> None:
    with pytest.raises(KeyFault) as fault:
        office.keys.make(office.now)
    assert fault.value.code == "publish.keys.there"


@pytest.mark.parametrize("role", ROLES)
def test_a_reader_of_the_first_day_follows_a_new_key(office: Office, tour: Tour, role: RoleName) -> None:
    office.publish(tour)
    assert office.fetched(tour.id, 1) is not None
    before = {key.key_id for key in office.keys.listed()}
    office.keys.rotate(role, office.now)
    assert len({key.key_id for key in office.keys.listed()} - before) == 1
    office.publish()
    # One who was there before, and one who comes for the first time with the first root.
    assert office.fetched(tour.id, 1) is not None
    assert office.fetched(tour.id, 1, "newcomer") is not None
    assert len(private_files(office)) == len(ROLES)
    office.writes()
    office.publish(tour)
    assert office.writes() == []
    office.publish(tour.model_copy(update={"title": words("Neu", "New")}))
    assert office.fetched(tour.id, 2) is not None


@pytest.mark.parametrize("role", ROLES[1:])
def test_a_reader_is_served_between_the_switch_and_the_new_root(
    office: Office, tour: Tour, role: RoleName, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.publish(tour)
    office.keys.rotate(role, office.now)
    monkeypatch.setattr(Ledger, "_write_roots", lambda _: None)
    monkeypatch.setattr(KeyFolder, "forget_replaced", lambda _: None)
    office.publish()
    assert not (office.folder / "metadata/2.root.json").exists()
    assert office.fetched(tour.id, 1) is not None
    monkeypatch.undo()
    office.publish()
    assert (office.folder / "metadata/2.root.json").exists()
    assert office.fetched(tour.id, 1) is not None
    assert len(private_files(office)) == len(ROLES)


def test_what_a_replaced_key_signs_is_refused(office: Office, tour: Tour, tmp_path: Path) -> None:
    office.publish(tour)
    timestamp = (office.folder / "metadata/timestamp.json").read_bytes()
    office.keys.rotate("timestamp", office.now)
    office.publish()
    (office.folder / "metadata/timestamp.json").write_bytes(timestamp)
    with pytest.raises(UnsignedMetadataError):
        office.fetched(tour.id, 1)
    with pytest.raises(ProofFault) as fault:
        office.publish(tour)
    assert fault.value.code == "publish.proof.key"
    with pytest.raises(ProofFault) as fault:
        prove(office.place, office.keys.root_data()[0], tmp_path / "memory")
    assert (fault.value.code, fault.value.values["file"]) == ("publish.proof.key", "metadata/timestamp.json")


def test_the_root_key_goes_offline_and_comes_back_with_its_passphrase(
    office: Office, tour: Tour, tmp_path: Path
) -> None:
    office.publish(tour)
    file = tmp_path / "stick" / "root.pem"
    file.parent.mkdir()
    office.keys.take_root_offline(file, PASSPHRASE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"ENCRYPTED" in file.read_bytes()
    assert [key.role for key in office.keys.listed() if not key.here] == ["root"]
    # Publishing needs no root.
    office.publish(tour.model_copy(update={"id": an_id()}))
    with pytest.raises(KeyFault) as fault:
        office.keys.rotate("snapshot", office.now)
    assert fault.value.code == "publish.keys.offline"
    with pytest.raises(KeyFault) as fault:
        office.keys.renew(office.now)
    assert fault.value.code == "publish.keys.offline"
    with pytest.raises(KeyFault) as fault:
        office.keys.rotate("snapshot", office.now, file.read_bytes(), "etwas anderes, das lang ist")
    assert fault.value.code == "publish.keys.passphrase"
    office.keys.rotate("snapshot", office.now, file.read_bytes(), PASSPHRASE)
    office.publish()
    assert office.fetched(tour.id, 1) is not None
    with pytest.raises(KeyFault) as fault:
        office.keys.take_root_offline(tmp_path / "again.pem", PASSPHRASE)
    assert fault.value.code == "publish.keys.offline"


def test_a_short_passphrase_takes_no_key_offline(office: Office, tmp_path: Path) -> None:
    with pytest.raises(KeyFault) as fault:
        office.keys.take_root_offline(tmp_path / "root.pem", "kurz")
    assert fault.value.code == "publish.keys.passphrase_short"
    assert not (tmp_path / "root.pem").exists()


def test_the_root_key_of_somebody_else_opens_nothing(office: Office, tmp_path: Path) -> None:
    others = KeyFolder(tmp_path / "others")
    others.make(office.now)
    others.take_root_offline(tmp_path / "root.pem", PASSPHRASE)
    with pytest.raises(KeyFault) as fault:
        office.keys.renew(office.now, (tmp_path / "root.pem").read_bytes(), PASSPHRASE)
    assert fault.value.code == "publish.keys.other"


def test_without_keys_nothing_is_published(office: Office, tour: Tour, tmp_path: Path) -> None:
    office.keys = KeyFolder(tmp_path / "none")
    with pytest.raises(KeyFault) as fault:
        office.publish(tour)
    assert fault.value.code == "publish.keys.missing"


def test_a_key_that_is_lost_or_exchanged_signs_nothing(office: Office, tour: Tour) -> None:
    key_id = next(key.key_id for key in office.keys.listed() if key.role == "timestamp")
    other = next(key.key_id for key in office.keys.listed() if key.role == "root")
    folder = office.folder.parent / "keys"
    (folder / f"{key_id}.pem").write_bytes((folder / f"{other}.pem").read_bytes())
    with pytest.raises(KeyFault) as fault:
        office.publish(tour)
    assert fault.value.code == "publish.keys.other"
    (folder / f"{key_id}.pem").unlink()
    with pytest.raises(KeyFault) as fault:
        office.publish(tour)
    assert fault.value.code == "publish.keys.missing"
    assert not (office.folder / "metadata/timestamp.json").exists()


def test_what_has_expired_is_refused_until_it_is_renewed(office: Office, tour: Tour, tmp_path: Path) -> None:
    long_ago = office.now - LIFETIMES["timestamp"] - timedelta(days=1)
    office.publish(tour, now=long_ago)
    with pytest.raises(ExpiredMetadataError):
        office.fetched(tour.id, 1)
    with pytest.raises(ProofFault) as fault:
        prove(office.place, office.keys.root_data()[0], tmp_path / "memory")
    assert (fault.value.code, fault.value.values["file"]) == ("publish.proof.expired", "metadata/timestamp.json")
    office.writes()
    office.publish()
    # The timestamp alone: the snapshot is good for longer.
    assert office.writes() == ["metadata/timestamp.json"]
    assert office.fetched(tour.id, 1) is not None


def test_metadata_in_the_second_half_of_their_life_are_renewed_on_the_way(office: Office, tour: Tour) -> None:
    office.publish(tour, now=office.now - LIFETIMES["targets"] / 2 - timedelta(days=1))
    office.writes()
    office.publish()
    assert len(office.writes()) == 1 + 16 + 1 + 1 + 1
    assert office.fetched(tour.id, 1) is not None


def test_a_renewed_root_is_good_for_two_years_more(office: Office, tour: Tour) -> None:
    office.publish(tour)
    later = office.now + timedelta(days=400)
    office.keys.renew(later)
    expires = office.keys.listed()[0].expires
    assert expires is not None
    assert expires > later + timedelta(days=729)
    office.publish()
    assert (office.folder / "metadata/2.root.json").exists()
    assert office.fetched(tour.id, 1) is not None
