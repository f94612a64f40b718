"""The anchors of an AR scene: put into order, set in their place, measured; and the photo behind it is aligned."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from authoring.actions.create_document import create_document
from authoring.tables import Document
from tests import builders
from tests.browser.editing import open_editor, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.staging import (
    ON_EARTH,
    a_gate_all_round,
    number,
    open_stage,
    pose,
    scene,
    stage,
    thing,
    with_scene,
)
from tests.browser.storytelling import a_photo, upload
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_a_scene_hangs_on_its_target_in_its_true_size(page: Page, live_server: Site, walk: Walk) -> None:
    label = {"id": "label-1", "kind": "label", "text": {"de": "Breiter Herd"}}
    with_scene(live_server, walk, contents=[label])
    open_stage(page, walk)
    page.get_by_role("button", name="Anker hinzufügen").click()
    page.get_by_role("menuitem", name="Zielbild").click()
    upload(page, page.get_by_role("button", name="Zielbild auswählen"), a_photo("ziel.jpg", "#d9a3a3"))
    number(page, "Breite des Drucks").fill("42")
    # Two anchors that lie differently make trouble, and the ladder says so.
    expect(page.get_by_text("Diese Leiter mischt Anker")).to_be_visible()
    page.get_by_role("button", name="2. Zielbild nach oben").press("Enter")
    expect(page.get_by_text("Anker steht jetzt an Stelle 1 von 2.")).to_be_attached()
    expect(thing(page, "1. Zielbild")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(thing(page, "2. Zielbild")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.get_by_role("button", name="2. Ort auf der Erde entfernen").click()
    expect(page.get_by_text("Diese Leiter mischt Anker")).to_have_count(0)
    wait_for_save(page)
    target, plain = scene(live_server, walk)["anchors"]
    assert (target["kind"], target["width_m"], plain["kind"]) == ("image", 0.42, "plain")
    # Up is up on a wall, too: in the picture's own frame that is towards its upper edge. A step is a centimetre.
    thing(page, "Breiter Herd").click()
    stage(page).press("PageUp")
    wait_for_save(page)
    assert pose(live_server, walk)["translation_m"] == [0, 0, -0.01]
    look(page, "ar-stage-target", whole=False)


def test_whoever_has_no_ar_gets_a_model_to_turn_that_is_chosen_by_keys(
    page: Page, live_server: Site, walk: Walk
) -> None:
    tower = builders.a_medium_json(type="model", title={"de": "Turm von 1325"}, variants=[])
    create_document(live_server.database, live_server.author, live_server.office, json.dumps(tower).encode())
    with_scene(live_server, walk, anchors=[ON_EARTH, {"id": "anchor-6", "kind": "plain"}])
    open_stage(page, walk)
    thing(page, "2. Ohne AR").press("Enter")
    page.get_by_role("button", name="Bild oder 3D-Modell auswählen").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Turm von 1325").press("Enter")
    # The dialog fetches the model before it leaves it to the field.
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_for_save(page)
    assert scene(live_server, walk)["anchors"][1] == {"id": "anchor-6", "kind": "plain", "medium": tower["id"]}


def test_anchors_are_put_into_order_by_dragging(page: Page, live_server: Site, walk: Walk) -> None:
    tower = builders.a_medium_json(type="model", title={"de": "Turm von 1325"}, variants=[])
    create_document(live_server.database, live_server.author, live_server.office, json.dumps(tower).encode())
    others = [{"id": "anchor-5", "kind": "plane"}, {"id": "anchor-6", "kind": "plain", "medium": tower["id"]}]
    with_scene(live_server, walk, anchors=[ON_EARTH, *others])
    open_stage(page, walk)
    grip = page.locator(".stage-list .grip").nth(1)
    box, above = grip.bounding_box(), thing(page, "1. Ort").bounding_box()
    assert box is not None
    assert above is not None
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 8, above["y"] + 2, steps=5)
    page.mouse.up()
    wait_for_save(page)
    assert [each["id"] for each in scene(live_server, walk)["anchors"]] == ["anchor-5", "anchor-1", "anchor-6"]
    # What is seen without AR may be a model, which is called by its name and is no broken picture.
    thing(page, "3. Ohne AR").click()
    expect(page.locator(".medium .file")).to_have_text("Turm von 1325")


def test_an_anchor_on_earth_is_turned_moved_and_measured(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk)
    open_stage(page, walk)
    thing(page, "1. Ort auf der Erde").click()
    dial = page.get_by_role("slider", name="Ausrichtung")
    expect(dial).to_have_attribute("aria-valuetext", "90° Osten")
    dial.scroll_into_view_if_needed()
    box = dial.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8, steps=3)
    page.mouse.up()
    expect(dial).to_have_attribute("aria-valuetext", "180° Süden")
    dial.press("ArrowRight")
    expect(number(page, "Ausrichtung")).to_have_value("181")
    page.get_by_label("Position", exact=True).fill("50.97880, 11.03080")
    wait_for_save(page)
    geopose = scene(live_server, walk)["anchors"][0]["geopose"]
    assert geopose["position"] == {"lat": 50.9788, "lon": 11.0308, "h": 0}
    # A compass heading of 181° is a GeoPose yaw of −91°: a turn about Up by its half.
    assert geopose["quaternion"]["z"] == pytest.approx(-0.7132504, abs=1e-6)
    # Heights are never guessed: what is missing is asked for.
    page.get_by_label("Höhe gemessen über").select_option("sea_level")
    number(page, "Höhe").fill("195,5")
    page.get_by_text("Höhe umrechnen").click()
    expect(page.get_by_role("button", name="Erst die Geoidhöhe eintragen")).to_be_disabled()
    number(page, "Geoidhöhe").fill("46,2")
    page.get_by_role("button", name="241,7 m über dem Ellipsoid").click()
    wait_for_save(page)
    anchor = scene(live_server, walk)["anchors"][0]
    assert anchor["height_reference"] == "ellipsoid"
    assert anchor["geopose"]["position"]["h"] == 241.7
    look(page, "ar-stage-on-earth", whole=False)


def test_an_anchor_is_put_in_its_place_on_the_map(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk)
    open_stage(page, walk)
    thing(page, "1. Ort auf der Erde").click()
    page.get_by_text("Auf der Karte setzen").click()
    pin = page.get_by_role("button", name="Anker, Pfeiltasten verschieben um einen Meter")
    pin.press("Shift+ArrowRight")
    wait_for_save(page)
    east = scene(live_server, walk)["anchors"][0]["geopose"]["position"]
    assert east["lon"] == pytest.approx(11.0307 + 10 / 70_100, abs=2e-6)
    assert (east["lat"], east["h"]) == (pytest.approx(50.9787), 0)
    place = page.get_by_role("group", name="Auf der Karte setzen")
    place.click(position={"x": 60, "y": 60})
    wait_for_save(page)
    clicked = scene(live_server, walk)["anchors"][0]["geopose"]["position"]
    assert clicked["lon"] < east["lon"]
    assert clicked["lat"] > east["lat"]
    page.get_by_role("button", name="An die Position der Station").click()
    wait_for_save(page)
    assert scene(live_server, walk)["anchors"][0]["geopose"] == ON_EARTH["geopose"]


def test_a_photo_is_aligned_by_pointing_at_two_places(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk)
    open_stage(page, walk)
    page.get_by_role("button", name="360°-Foto").click()
    upload(page, page.get_by_role("button", name="360°-Bild auswählen"), a_gate_all_round("#d7dee2"))
    page.get_by_text("Auf der Karte ausrichten").click()
    seen = page.get_by_role("button", name="Das zeigt die Mitte des Fotos")
    for _ in range(3):
        seen.press("Shift+ArrowRight")
    # Thirty metres North as it was found, thirty East: that is Northeast.
    expect(page.get_by_role("slider", name="Mitte des Fotos")).to_have_attribute(
        "aria-valuetext", re.compile(r"4[45](,\d)?° Nordosten")
    )
    page.get_by_role("button", name="Hier wurde das Foto aufgenommen").press("Shift+ArrowUp")
    wait_for_save(page)
    (photo,) = [each for each in media(live_server) if "position" in each.get("heading", {})]
    assert photo["heading"]["position"][1] > 50.97878
    # Now twenty metres North and thirty East.
    assert photo["heading"]["compass_deg"] == pytest.approx(56.3, abs=0.5)
    look(page, "ar-stage-aligned", whole=False)


def test_a_fault_of_a_scene_leads_to_its_field_on_the_stage(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk, anchors=[{"id": "anchor-1", "kind": "image"}, {"id": "anchor-2", "kind": "plain"}])
    open_editor(page, walk)
    page.get_by_role("button", name="Prüfbericht").click()
    page.locator('[data-code="ar.target_missing"]').get_by_role("button", name="hingehen").click()
    expect(page.get_by_role("heading", name="Zielbild")).to_be_visible()
    expect(page.locator(".stage :focus")).to_have_count(1)


def media(site: Site) -> list[dict[str, Any]]:
    """Every medium of the installation."""
    with site.database.read() as session:
        heads = session.exec(select(Document).where(Document.kind == "medium")).all()
    return [stored(site, head.id) for head in heads]
