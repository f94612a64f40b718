"""A picture comes into a story: chosen or uploaded, described at once, with the spot that a crop must keep."""

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import a_photo, add_block
from tests.browser.walk import Walk, make_walk, stored

#: Degrees, minutes and seconds of 50° 58′ 40″ N, 11° 1′ 45″ E.
_GPS = {1: "N", 2: (50.0, 58.0, 40.0), 3: "E", 4: (11.0, 1.0, 45.0)}
_GPS_TAG = 0x8825


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def a_geotagged_photo(name: str, ground: str) -> FilePayload:
    exif = Image.Exif()
    exif[_GPS_TAG] = _GPS
    return a_photo(name, ground, exif=exif)


def test_a_picture_is_uploaded_described_and_focused_by_keyboard(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    story = add_block(page, "Bild", keys=True)
    story.get_by_role("button", name="Bild auswählen").press("Enter")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Hochladen").press("Enter")
    chooser.value.set_files(a_photo("haus.jpg", "#9cc3de"))
    story.get_by_label("Alternativtext").fill("Ein Fachwerkhaus am Markt")
    focal = story.get_by_role("application", name="Wichtigste Stelle")
    focal.focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowUp")
    wait_for_save(page)
    block = stored(live_server, walk.stations[2])["story"][0]
    medium = stored(live_server, block["medium"])
    assert medium["alt"] == {"de": "Ein Fachwerkhaus am Markt"}
    assert medium["focal_point"] == [0.4, 0.49]
    show_form(page)
    look(page, "editor-picture", whole=False)


def test_a_picture_of_the_library_is_chosen_and_its_focus_clicked(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    story = add_block(page, "Bild", keys=True)
    story.get_by_role("button", name="Bild auswählen").click()
    page.get_by_role("dialog").get_by_role("listitem").first.get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    if not story.get_by_role("application").is_visible():
        story.get_by_text("Beschreibung und Rechte").click()
    focal = story.get_by_role("application", name="Wichtigste Stelle")
    focal.scroll_into_view_if_needed()
    box = focal.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    wait_for_save(page)
    medium = stored(live_server, stored(live_server, walk.stations[2])["story"][0]["medium"])
    assert medium["focal_point"] == pytest.approx([0.25, 0.75], abs=0.02)


def test_what_is_no_picture_is_refused_in_a_sentence(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    story = add_block(page, "Bild", keys=True)
    story.get_by_role("button", name="Bild auswählen").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Hochladen").click()
    chooser.value.set_files(FilePayload(name="haus.jpg", mimeType="image/jpeg", buffer=b"not a picture"))
    refused = page.get_by_role("dialog").locator(".refused")
    expect(refused).to_contain_text("haus.jpg")
    # A sentence of the server's own, not a code.
    assert len(refused.inner_text()) > len("haus.jpg") + 20


def test_photos_on_the_map_become_stations_where_they_were_taken(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Fotos hinzufügen").click()
    photos = [a_geotagged_photo("eins.jpg", "#efb95a"), a_photo("zwei.jpg", "#86d0ac")]
    chooser.value.set_files(photos)
    expect(page.get_by_text("„zwei.jpg“ verrät seinen Ort nicht.")).to_be_visible(timeout=30_000)
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("Enter")
    expect(row(page, "stop:stop-8")).to_be_visible()
    wait_for_save(page)
    stops = [stop for module in stored(live_server, walk.tour)["modules"] for stop in module["stops"]]
    placed = [stored(live_server, stop["station"]) for stop in stops if stop["id"] in {"stop-7", "stop-8"}]
    assert {station["story"][0]["kind"] for station in placed} == {"image"}
    by_id = {stop["id"]: stored(live_server, stop["station"]) for stop in stops}
    assert by_id["stop-7"]["place"]["position"] == pytest.approx([11.029167, 50.977778], abs=1e-5)
    assert "position" in by_id["stop-8"]["place"]
