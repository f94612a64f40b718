"""The demo: seeded once through the same verbs a person uses, without a fault, and exported as a bundle."""

import socket
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import zxingcpp
from PIL import Image
from sqlmodel import Session

from authoring.db import Database
from authoring.demo.content import demo_id
from authoring.queries.documents import find_tour
from authoring.queries.resolver import StoreResolver
from tests.authoring.commands.conftest import Typed
from tour_schema import check
from tour_schema.anchor import ImageAnchor
from tour_schema.media import Medium
from tour_schema.rules.targets import GOOD
from tour_schema.station import Station
from tour_schema.story import PanoramaBlock

SLUGS = ("zeitreise-ins-mittelalter", "licht-und-glas")


def _sign(session: Session) -> str:
    """The picture on which a scene of the demo hangs."""
    bridge = StoreResolver(session).find(demo_id("station", "merchants-bridge"))
    assert isinstance(bridge, Station)
    (anchor, *_) = bridge.scenes[0].anchors
    assert isinstance(anchor, ImageAnchor)
    assert anchor.target is not None
    return anchor.target


def _dome(session: Session) -> str:
    """The picture all round."""
    planetarium = StoreResolver(session).find(demo_id("station", "planetarium"))
    assert isinstance(planetarium, Station)
    (medium,) = [block.medium for block in planetarium.story if isinstance(block, PanoramaBlock)]
    assert medium is not None
    return medium


@pytest.fixture
def no_new_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time, nothing is drawn."""

    def draw(name: str) -> bytes:
        raise AssertionError(f"{name} was drawn again")

    monkeypatch.setattr("authoring.demo.seed.draw", draw)


def test_the_demo_is_without_error_or_warning_and_its_bundle_is_accepted(
    typed: Typed, installation: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    code, out, _ = typed("demo", "--no-serve")
    assert code == 0
    assert "http://127.0.0.1:8000/sign-in/" in out

    with installation.read() as session:
        for slug in SLUGS:
            resolver = StoreResolver(session)
            tour = resolver.find(find_tour(session, slug))
            assert tour is not None
            report = check(tour, resolver, on=date(2026, 11, 23))
            assert [issue.code for issue in (*report.errors, *report.warnings)] == []
        sign = StoreResolver(session).find(_sign(session))
        assert isinstance(sign, Medium)
        assert sign.target is not None
        assert sign.target.score >= GOOD
        dome = StoreResolver(session).find(_dome(session))
        assert isinstance(dome, Medium)
        assert (dome.type, len(dome.hotspots)) == ("panorama", 3)

    bundle = tmp_path / "jena.zip"
    assert typed("export", "licht-und-glas", "-o", str(bundle))[0] == 0
    assert zipfile.ZipFile(bundle).testzip() is None
    assert typed("check", str(bundle))[0] == 0

    assert typed("codes", "licht-und-glas", "-o", str(tmp_path / "codes"), "--format", "png")[0] == 0
    drawn = sorted((tmp_path / "codes").glob("*.png"))
    assert len(drawn) == 11
    code, _, error = typed("codes", "licht-und-glas", "-o", str(tmp_path / "codes"), "--format", "png")
    assert (code, str(tmp_path / "codes") in error) == (1, True)
    assert typed("codes", "licht-und-glas", "-o", str(tmp_path / "codes"), "--format", "png", "--force")[0] == 0
    (read,) = zxingcpp.read_barcodes(Image.open(drawn[0]))
    assert read.text.startswith("http://127.0.0.1:8000/t/licht-und-glas/?station=")

    request.getfixturevalue("no_new_pictures")
    code, again, _ = typed("demo", "--no-serve")
    assert code == 0
    assert again != out, "each start has its own link"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", "nirgends"), "nirgends"),
        (("codes", "nirgends"), "nirgends"),
    ],
)
def test_a_tour_that_does_not_exist_is_named(typed: Typed, words: tuple[str, ...], sentence: str) -> None:
    code, _, error = typed(*words)
    assert code == 1
    assert sentence in error
    assert "Traceback" not in error


def test_the_demo_serves_in_the_language_in_which_it_was_asked(
    typed: Typed, environment: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: None
) -> None:
    started: list[list[str]] = []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("WAYFABLE_PORT", str(port))
    monkeypatch.setattr("authoring.demo.seed.seed", lambda *_, **__: SimpleNamespace(person_id="somebody"))
    monkeypatch.setattr("authoring.actions.make_sign_in_link.make_sign_in_link", lambda *_: "token")
    monkeypatch.setattr("os.execv", lambda _, words: started.append(words))
    assert typed("--lang", "de", "demo")[0] == 0
    assert started[0][-3:] == ["--lang", "de", "serve"]
