"""A visitor who took a tour along gets the office's next version of it: by what is new in it, and by no more."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visited import Office, Server, a_whole_tour, served
from tests.builders import words
from tests.exports.conftest import Json

NEW = "Wer wollte, handelte auf der Brücke mit Waid, Seide und Safran."


@pytest.fixture
def tour(office: Office) -> Json:
    return office.publish(a_whole_tour(office))


@pytest.fixture
def server(office: Office, tour: Json) -> Iterator[Server]:
    with served(office.folder) as running:
        yield running


def publish_another_text(office: Office, tour: Json) -> None:
    """The office writes the first text of the first stop anew."""
    station = tour["modules"][0]["stops"][0]["station"]
    found: Any = office.shelf.find(station)
    body = found.model_dump(mode="json", by_alias=True, exclude_none=True)
    next(block for block in body["story"] if block["kind"] == "text")["text"] = words(NEW, NEW)
    office.shelf.put(body)
    office.publish(tour)


def fetched(office: Office, server: Server, pattern: str) -> dict[str, int]:
    """What was asked for below these paths, and how large it is."""
    asked = {path.lstrip("/") for path in server.asked if re.search(pattern, path)}
    return {path: (office.folder / path).stat().st_size for path in asked if (office.folder / path).is_file()}


def test_another_text_comes_as_a_patch_and_is_there_without_a_network(
    phone: Page, office: Office, server: Server, tour: Json
) -> None:
    phone.goto(f"/viewer/?tour={tour['id']}")
    phone.get_by_role("button", name="Für unterwegs laden").click()
    expect(phone.get_by_text("Ohne Netz verfügbar")).to_be_visible(timeout=20_000)
    publish_another_text(office, tour)
    server.asked.clear()
    phone.reload()
    rest = phone.get_by_role("button", name="Den Rest laden")
    expect(rest).to_have_accessible_name("Den Rest laden (1 kB)")
    rest.click()
    expect(phone.get_by_text("Ohne Netz verfügbar")).to_be_visible(timeout=20_000)
    patches = fetched(office, server, "/patches/")
    # One of the list of files, one of the tour; beside them nothing came but metadata.
    assert len(patches) == 2
    assert sum(patches.values()) < 2000
    assert fetched(office, server, "/(blobs|tours)/") == {}
    phone.context.set_offline(True)
    phone.goto(f"/viewer/?tour={tour['id']}&station={tour['modules'][0]['stops'][0]['station']}")
    expect(phone.get_by_text(NEW)).to_be_visible()
    phone.context.set_offline(False)


def test_where_a_patch_is_spoilt_the_whole_file_comes(phone: Page, office: Office, server: Server, tour: Json) -> None:
    phone.goto(f"/viewer/?tour={tour['id']}")
    phone.get_by_role("button", name="Für unterwegs laden").click()
    expect(phone.get_by_text("Ohne Netz verfügbar")).to_be_visible(timeout=20_000)
    publish_another_text(office, tour)
    for patch in (office.folder / "patches").iterdir():
        patch.write_bytes(patch.read_bytes()[:-1] + b"x")
    server.asked.clear()
    phone.goto(f"/viewer/?tour={tour['id']}&station={tour['modules'][0]['stops'][0]['station']}")
    expect(phone.get_by_text(NEW)).to_be_visible()
    assert len(fetched(office, server, "/blobs/")) == 1
