"""`wayfable publish`, `verify`, `withdraw`, `rollback` and `keys`, as they are typed."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from authoring import clock
from authoring.db import Database
from authoring.tables import AuditLine, Document, PublishedPart
from exports.publish.keys import KeyFolder
from exports.publish.viewer_files import Viewer
from tests.authoring.commands.conftest import Typed
from tests.authoring.commands.publishing import Json, a_blob_of, a_store, a_tour, an_organisation, change
from tests.builders import words
from tests.services.ports import a_free_port


@pytest.fixture
def folder(environment: Path) -> Path:
    return environment / "published"


@pytest.fixture
def tour(installation: Database, environment: Path) -> Json:
    return a_tour(installation, a_store(environment), an_organisation(installation))


def test_a_tour_is_published_and_proven_and_a_second_time_nothing_changes(
    typed: Typed, tour: Json, folder: Path, environment: Path
) -> None:
    code, out, err = typed("publish", "am-wasser")
    assert (code, err) == (0, "")
    assert "for the first time" in out
    assert str(environment / "keys") in out
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    code, out, _ = typed("publish", "am-wasser")
    assert code == 0
    assert "unchanged (version 1)" in out
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    code, out, _ = typed("verify")
    assert (code, "All is well: 1 tour, 3 files") == (0, out[:28])
    assert tour["id"] in (folder / "catalogue.json").read_text()


def test_what_visitors_download_again_is_said_before_and_nothing_is_written(
    typed: Typed, tour: Json, installation: Database, folder: Path
) -> None:
    typed("publish", "am-wasser")
    change(installation, tour["id"], teaser=words("Neu am Wasser.", "New by the water."))
    before = (folder / "metadata/timestamp.json").read_bytes()
    code, out, _ = typed("--lang", "de", "publish", "--plan", "am-wasser")
    assert code == 0
    assert re.search(r"Version 2: Besucher laden erneut [\d,.]+ (kB|Byte)\.", out)
    assert (folder / "metadata/timestamp.json").read_bytes() == before
    typed("publish", "am-wasser")
    assert (folder / "metadata/timestamp.json").read_bytes() != before


def test_all_publishes_what_changed_and_leaves_withdrawn_tours_alone(
    typed: Typed, tour: Json, installation: Database, environment: Path
) -> None:
    home = an_organisation(installation, "Jena")
    other = a_tour(installation, a_store(environment), home, "licht")
    code, out, _ = typed("publish", "--all")
    assert (code, out.count("for the first time")) == (0, 2)
    assert typed("withdraw", "licht")[0] == 0
    station = tour["modules"][0]["stops"][0]["station"]
    change(installation, station, summary=words("Neu.", "New."))
    code, out, _ = typed("publish", "--all")
    assert (code, out.count("version 2")) == (0, 1)
    assert typed("publish", "--all")[1].count("“") == 0
    with installation.read() as session:
        parts = session.exec(select(PublishedPart.tour_id)).all()
        states = dict(session.exec(select(Document.id, Document.state).where(Document.kind == "tour")).all())
    assert set(parts) == {tour["id"]}
    assert states == {tour["id"]: "published", other["id"]: "withdrawn"}


def test_a_folder_that_was_lost_is_made_again(typed: Typed, tour: Json, folder: Path) -> None:
    typed("publish", "--all")
    shutil.rmtree(folder)
    assert typed("publish", "--all")[0] == 0
    assert typed("verify")[0] == 0
    assert tour["id"] in (folder / "catalogue.json").read_text()


def test_errors_are_never_published_and_warnings_only_where_somebody_accepts_them(
    typed: Typed, tour: Json, installation: Database, folder: Path
) -> None:
    change(installation, tour["id"], licence=None)
    code, _, err = typed("--lang", "de", "publish", "am-wasser")
    assert code == 1
    assert "wird nicht veröffentlicht: Der Prüfbericht nennt einen Fehler." in err
    change(installation, tour["id"], licence="CC-BY-4.0", teaser={"de": "Nur deutsch."})
    code, _, err = typed("publish", "am-wasser")
    assert code == 1
    assert "nobody has accepted" in err
    assert tour["id"] not in (folder / "catalogue.json").read_text()
    assert typed("publish", "am-wasser", "--accept-warnings")[0] == 0
    assert tour["id"] in (folder / "catalogue.json").read_text()


def test_publishing_wants_tours_or_all(typed: Typed, installation: Database) -> None:
    assert typed("publish")[0] == 2
    assert typed("publish", "nirgends")[0] == 1


def test_somewhere_else_is_published_too_and_nothing_of_it_is_remembered(
    typed: Typed, tour: Json, installation: Database, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    assert typed("publish", "--all", "--to", str(tmp_path / "stick"))[0] == 0
    assert typed("verify", str(tmp_path / "stick"))[0] == 0
    assert tour["id"] in (tmp_path / "stick/catalogue.json").read_text()
    with installation.read() as session:
        assert session.exec(select(PublishedPart)).all() == []


def test_a_bucket_is_published_and_proven(
    typed: Typed, tour: Json, storage_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYFABLE_PUBLISH_URL", storage_url)
    code, out, _ = typed("publish", "--all")
    assert (code, tour["title"]["en"] in out) == (0, True)
    code, out, _ = typed("verify", storage_url)
    assert (code, storage_url in out) == (0, True)


def test_a_tour_is_withdrawn_and_comes_back_as_it_was(
    typed: Typed, tour: Json, installation: Database, folder: Path
) -> None:
    typed("publish", "am-wasser")
    first = (folder / "catalogue.json").read_text()
    change(installation, tour["id"], title=words("Falsch", "Wrong"))
    typed("publish", "am-wasser")
    code, out, _ = typed("rollback", "am-wasser")
    assert (code, len(out.splitlines())) == (0, 2)
    assert "Version 2" in out.splitlines()[0]
    assert "published now" in out.splitlines()[0]
    assert typed("rollback", "am-wasser", "1")[0] == 0
    assert (folder / "catalogue.json").read_text() == first
    assert typed("withdraw", "am-wasser")[0] == 0
    assert typed("withdraw", "am-wasser")[1].strip() == f"am-wasser was not published here: {folder.as_uri()}"
    assert typed("rollback", "am-wasser", "1")[0] == 0
    assert typed("rollback", "am-wasser", "9")[0] == 1
    # The authors' newer state is a change that visitors do not have.
    assert "version 3" in typed("publish", "--all")[1]
    with installation.read() as session:
        verbs = session.exec(select(AuditLine.verb).where(AuditLine.subject_id == tour["id"]).order_by("at")).all()
    assert [verb for verb in verbs if verb in {"publish", "withdraw", "roll_back"}] == [
        "publish",
        "publish",
        "roll_back",
        "withdraw",
        "roll_back",
        "publish",
    ]


def test_versions_that_nobody_can_go_back_to_give_their_space_back(
    typed: Typed, tour: Json, installation: Database, folder: Path
) -> None:
    for number in range(3):
        change(installation, tour["id"], title=words(f"Neu {number}", f"New {number}"))
        typed("publish", "am-wasser")
    assert len(list(folder.glob("tours/*/*"))) == 3
    code, out, _ = typed("sweep", "--keep", "2", "--grace-days", "0")
    assert (code, "Marked" in out) == (0, True)
    code, out, _ = typed("--lang", "de", "sweep", "--keep", "2", "--grace-days", "0")
    assert (code, "Weggenommen: 0" in out) == (0, False)
    assert len(list(folder.glob("tours/*/*/*"))) == 2
    assert len(typed("rollback", "am-wasser")[1].splitlines()) == 2
    assert typed("rollback", "am-wasser", "1")[0] == 1
    assert typed("rollback", "am-wasser", "2")[0] == 0
    assert typed("verify")[0] == 0


def test_what_was_never_published_says_so_and_where(typed: Typed, tour: Json, folder: Path, tmp_path: Path) -> None:
    assert "Nothing is published here yet: " + folder.as_uri() in typed("verify")[2]
    typed("publish", "am-wasser", "--to", str(tmp_path / "stick"))
    assert f"{tour['slug']} was never published here: {folder.as_uri()}" in typed("rollback", "am-wasser")[1]


def test_a_root_that_is_none_is_named(typed: Typed, tour: Json, tmp_path: Path) -> None:
    typed("publish", "am-wasser")
    (tmp_path / "root.json").write_bytes(b"")
    code, _, err = typed("verify", "--root", str(tmp_path / "root.json"))
    assert (code, err.strip().endswith(": 1.root.json")) == (1, True)


def tampered(folder: Path) -> None:
    blob = a_blob_of(folder)
    data = bytearray(blob.read_bytes())
    data[7] ^= 1
    blob.write_bytes(data)


def missing(folder: Path) -> None:
    a_blob_of(folder).unlink()


def without_manifest(folder: Path) -> None:
    next(folder.glob("tours/*/*/*")).unlink()


def unreadable(folder: Path) -> None:
    (folder / "metadata/timestamp.json").write_bytes(b"{")


def with_another_catalogue(folder: Path) -> None:
    (folder / "catalogue.json").write_bytes(b"{}")


def with_another_snapshot(folder: Path) -> None:
    snapshot = next(folder.glob("metadata/*.snapshot.json"))
    snapshot.write_bytes(snapshot.read_bytes().replace(b'"version": 1', b'"version": 2').replace(b"T", b"t"))


@pytest.mark.parametrize(
    ("spoil", "german", "english"),
    [
        (tampered, "Diese Datei ist nicht die, die veröffentlicht wurde: blobs/", "This file is not the one that was"),
        (missing, "Diese Datei fehlt, oder die Tour wird nicht mehr genannt: blobs/", "This file is missing, or"),
        (without_manifest, "Diese Datei fehlt, oder die Tour", "This file is missing, or"),
        (unreadable, "lässt sich nicht lesen: metadata/timestamp.json", "cannot be read: metadata/timestamp.json"),
        (with_another_catalogue, "ist nicht der unterschriebene: catalogue.json", "is not the signed one: catalogue"),
        (with_another_snapshot, "Diese Datei ist nicht die, die veröff", "This file is not the one that was"),
    ],
)
def test_what_is_not_as_it_was_published_is_told_in_a_sentence(
    typed: Typed, tour: Json, folder: Path, spoil: Callable[[Path], None], german: str, english: str
) -> None:
    typed("publish", tour["slug"])
    spoil(folder)
    for language, sentence in (("de", german), ("en", english)):
        code, _, err = typed("--lang", language, "verify")
        assert code == 1
        assert sentence in err
        assert len(err.splitlines()) == 1


@pytest.mark.localhost
def test_an_address_at_which_nobody_answers_is_told_in_a_sentence(typed: Typed) -> None:
    code, _, err = typed("--lang", "de", "verify", f"http://127.0.0.1:{a_free_port()}/tours")
    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith("Der Ort der Veröffentlichung ist nicht zu erreichen (metadata/1.root.json).")


def test_older_metadata_played_again_are_recognised(
    typed: Typed, tour: Json, installation: Database, folder: Path, tmp_path: Path
) -> None:
    typed("publish", "am-wasser")
    shutil.copytree(folder, tmp_path / "old")
    change(installation, tour["id"], title=words("Neu", "New"))
    typed("publish", "am-wasser")
    assert typed("verify")[0] == 0
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old", folder)
    for language, sentence in (("de", "älterer Stand"), ("en", "an older state")):
        code, _, err = typed("--lang", language, "verify")
        assert (code, sentence in err, "metadata/timestamp.json" in err) == (1, True, True)


def test_an_expired_timestamp_is_told_and_renewed(typed: Typed, tour: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as turned:
        then = clock.now() - timedelta(days=31)
        turned.setattr(clock, "now", lambda: then)
        typed("publish", tour["slug"])
    for language, sentence in (("de", "Gültigkeit ist abgelaufen"), ("en", "This has expired")):
        code, _, err = typed("--lang", language, "verify")
        assert (code, sentence in err, "metadata/timestamp.json" in err) == (1, True, True)
    assert typed("keys", "renew")[0] == 0
    assert typed("verify")[0] == 0


def test_another_key_is_told(typed: Typed, tour: Json, folder: Path, environment: Path, tmp_path: Path) -> None:
    typed("publish", tour["slug"])
    others = KeyFolder(tmp_path / "others")
    others.make(clock.now())
    (tmp_path / "root.json").write_bytes(others.root_data()[0])
    for language, sentence in (("de", "anderen Schlüssel"), ("en", "another key")):
        code, _, err = typed("--lang", language, "verify", "--root", str(tmp_path / "root.json"))
        assert (code, sentence in err) == (1, True)
    # Somebody who has no keys trusts the first root, and says which.
    shutil.move(environment / "keys", tmp_path / "keys")
    code, out, _ = typed("verify", folder.as_uri())
    assert (code, "the first root" in out) == (0, True)
    assert typed("verify", str(tmp_path / "nowhere"))[0] == 1
    (tmp_path / "empty").mkdir()
    assert typed("verify", str(tmp_path / "empty"))[0] == 1


def test_keys_are_made_listed_replaced_and_taken_offline(
    typed: Typed, tour: Json, environment: Path, tmp_path: Path
) -> None:
    assert typed("keys", "make")[0] == 0
    code, _, err = typed("keys", "make")
    assert (code, "There are keys already" in err) == (1, True)
    typed("publish", tour["slug"])
    (tmp_path / "words").write_text("kein Wort im Wörterbuch\n", encoding="utf-8")
    stick = tmp_path / "root.pem"
    code, out, _ = typed("keys", "take-offline", str(stick), "--passphrase-file", str(tmp_path / "words"))
    assert (code, str(stick) in out) == (0, True)
    code, out, _ = typed("--lang", "de", "keys", "list")
    assert [line.split()[0] for line in out.splitlines()] == ["root", "targets", "snapshot", "timestamp"]
    assert out.count("auf diesem Rechner") == 3
    assert "Wurzel gültig bis" in out
    code, _, err = typed("keys", "rotate", "timestamp")
    assert (code, "--root-key" in err) == (1, True)
    with_root = ("--root-key", str(stick), "--passphrase-file", str(tmp_path / "words"))
    code, out, _ = typed("keys", "rotate", "timestamp", *with_root)
    assert (code, "Signed anew" in out) == (0, True)
    assert typed("verify")[0] == 0
    assert "stays as it is" in typed("keys", "renew")[1]
    assert "good for longer" in typed("keys", "renew", *with_root)[1]
    assert typed("verify")[0] == 0
    secrets = [file.read_bytes().splitlines()[1] for file in (environment / "keys").glob("*.pem")]
    assert len(secrets) == 3
    assert not any(secret.decode() in out for secret in secrets)


def test_lost_keys_are_asked_for_and_not_made_anew(typed: Typed, tour: Json, environment: Path, tmp_path: Path) -> None:
    typed("publish", tour["slug"])
    shutil.move(environment / "keys", tmp_path / "safe")
    code, _, err = typed("publish", tour["slug"])
    assert (code, "bring the folder “keys” back" in err) == (1, True)
    assert not (environment / "keys").exists()
    shutil.move(tmp_path / "safe", environment / "keys")
    assert typed("publish", tour["slug"])[0] == 0


def test_a_passphrase_is_asked_for_where_no_file_holds_it(
    typed: Typed, environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, object]] = []

    def prompt(_text: str, **options: object) -> str:
        asked.append(options)
        return "kein Wort im Wörterbuch"

    monkeypatch.setattr("click.prompt", prompt)
    typed("keys", "make")
    assert typed("keys", "take-offline", str(tmp_path / "root.pem"))[0] == 0
    assert asked[0]["hide_input"] is True
    assert asked[0]["confirmation_prompt"]
    assert json.loads((environment / "keys/1.root.json").read_bytes())["signed"]["version"] == 1


@pytest.mark.parametrize("given", ["ftp://example.org/tours", "https://example.org/tours", "gs://bucket"])
def test_where_nothing_can_be_published_is_no_folder(
    typed: Typed, tour: Json, given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = typed("publish", tour["slug"], "--to", given)
    assert (code, f"Nothing can be published there: {given}" in err) == (1, True)
    assert not any(path.name.endswith(":") for path in tmp_path.iterdir())


def test_a_file_is_no_place_to_publish_to(typed: Typed, tour: Json, tmp_path: Path) -> None:
    (tmp_path / "tour.zip").write_bytes(b"")
    code, _, err = typed("publish", tour["slug"], "--to", str(tmp_path / "tour.zip"))
    assert (code, err.strip()) == (1, f"This is a file and no folder: {tmp_path / 'tour.zip'}")


def test_a_plan_of_what_is_published_already_says_that_there_is_nothing_to_do(typed: Typed, tour: Json) -> None:
    typed("publish", tour["slug"])
    code, out, _ = typed("--lang", "de", "publish", tour["slug"], "--plan")
    assert (code, "ist unverändert" in out, "Es gibt nichts zu veröffentlichen" in out) == (0, True, True)
    assert "Noch nicht veröffentlicht" not in out


def test_a_version_that_there_never_was_is_named_by_its_number(typed: Typed, tour: Json) -> None:
    typed("publish", tour["slug"])
    code, _, err = typed("--lang", "de", "rollback", tour["slug"], "99")
    assert (code, "Eine Version 99 dieser Tour gibt es nicht" in err) == (1, True)
    assert tour["id"] not in err


def test_an_installation_that_lacks_the_viewer_says_that_it_published_without(
    typed: Typed, tour: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Viewer, "built", property(lambda _: False))
    code, _, err = typed("--lang", "de", "publish", tour["slug"])
    assert (code, err.startswith("Ohne den Viewer veröffentlicht")) == (0, True)
