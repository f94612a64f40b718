"""Pictures that are more than one: a gallery in an order, the same view at two times, and one all around."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import a_photo, add_block, field, story, told, upload
from tests.browser.walk import Walk, make_walk, stored

_BLUE = a_photo("blau.jpg", "#9cc3de")
_GOLD = a_photo("gold.jpg", "#e3c169")
_GREEN = a_photo("wiese.jpg", "#8fbf8a")


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def thumb(page: Page, number: int, count: int) -> Locator:
    return page.get_by_role("button", name=f"Bild {number} von {count}")


def test_a_gallery_is_filled_ordered_and_described(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    gallery = field(add_block(page, "Bildergalerie"), "Bildergalerie")
    upload(page, gallery.get_by_role("button", name="Bilder hinzufügen"), _BLUE, _GOLD, _GREEN)
    # The first of the new ones is open, and asks what it shows.
    expect(thumb(page, 1, 3)).to_have_attribute("aria-pressed", "true")
    gallery.get_by_label("Alternativtext").fill("Ein Haus vor blauem Himmel")
    gallery.get_by_role("button", name="Weiter nach hinten").click()
    expect(thumb(page, 2, 3)).to_have_attribute("aria-pressed", "true")
    wait_for_save(page)
    media = told(live_server, walk)["media"]
    assert len(media) == 3
    assert stored(live_server, media[1])["alt"] == {"de": "Ein Haus vor blauem Himmel"}
    show_form(page)
    look(page, "editor-gallery", whole=False)


def test_a_gallery_is_ordered_and_cut_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    gallery = field(add_block(page, "Bildergalerie", keys=True), "Bildergalerie")
    upload(page, gallery.get_by_role("button", name="Bilder hinzufügen"), _BLUE, _GOLD, _GREEN, keys=True)
    wait_for_save(page)
    first, second, third = told(live_server, walk)["media"]
    thumb(page, 3, 3).press("Enter")
    earlier = page.get_by_role("button", name="Weiter nach vorn")
    earlier.press("Enter")
    page.keyboard.press("Enter")
    # It has come to the front: the focus is on the only way that is left.
    expect(page.get_by_role("button", name="Weiter nach hinten")).to_be_focused()
    page.get_by_role("button", name="Aus der Galerie nehmen").press("Enter")
    expect(thumb(page, 1, 2)).to_be_focused()
    wait_for_save(page)
    assert told(live_server, walk)["media"] == [first, second]
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert told(live_server, walk)["media"] == [third, first, second]


def fill_both(page: Page, block: Locator, *, keys: bool) -> None:
    # Pictures of this time's own: one that is known already has its alternative text, and asks for nothing.
    blue = 90 + 5 * keys
    for label, colour in (("Früher", f"#e3c1{blue}"), ("Heute", f"#9cc3{blue}")):
        picture = a_photo(f"{label}.jpg", colour)
        upload(page, field(block, label).get_by_role("button", name="Bild auswählen"), picture, keys=keys)
        block.get_by_label("Alternativtext").last.fill(f"Das Haus, {label}")


def share_of_the_past(block: Locator) -> float:
    """How much of the preview the older picture covers, 0 to 100."""
    share: float = block.locator(".veil").evaluate(
        "(veil) => 100 - parseFloat(/inset\\(0px ([\\d.]+)%/.exec(getComputedStyle(veil).clipPath)?.[1] ?? '0')"
    )
    return share


def test_the_past_is_drawn_over_today_by_mouse(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Früher und heute")
    fill_both(page, block, keys=False)
    block.get_by_label("Jahr früher").fill("1840")
    expect(block.get_by_text("Gespeichert werden beide Jahre oder keines")).to_be_visible()
    block.get_by_label("Jahr heute").fill("2026")
    expect(block.get_by_text("Gespeichert werden beide Jahre oder keines")).to_have_count(0)
    slider = block.get_by_role("slider", name="Zwischen früher und heute schieben")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    assert share_of_the_past(block) > 80
    wait_for_save(page)
    block_now = told(live_server, walk)
    assert block_now["years"] == ["1840", "2026"]
    assert block_now["before"] != block_now["after"]
    show_form(page)
    look(page, "editor-before-after", whole=False)


def test_the_past_is_drawn_over_today_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    block = add_block(page, "Früher und heute", keys=True)
    fill_both(page, block, keys=True)
    slider = block.get_by_role("slider", name="Zwischen früher und heute schieben")
    slider.press("Home")
    assert share_of_the_past(block) == 0
    slider.press("End")
    assert share_of_the_past(block) == 100
    wait_for_save(page)
    assert {"before", "after"} <= told(live_server, walk).keys()


def test_a_single_year_waits_for_the_other_even_while_something_else_is_open(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    add_block(page, "Früher und heute").get_by_label("Jahr früher").fill("um 1900")
    row(page, "stop:stop-4").click()
    row(page, "stop:stop-3").click()
    story(page).get_by_role("button", name="Früher und heute").first.click()
    expect(story(page).get_by_label("Jahr früher")).to_have_value("um 1900")


@pytest.mark.parametrize("keys", [False, True], ids=["mouse", "keys"])
def test_a_picture_all_around_is_added(page: Page, live_server: Site, walk: Walk, *, keys: bool) -> None:
    open_editor(page, walk)
    if keys:
        row(page, "stop:stop-3").press("Enter")
    else:
        row(page, "stop:stop-3").click()
    panorama = field(add_block(page, "360°-Bild", keys=keys), "360°-Bild")
    # A picture that does not say of itself that it is one: its shape tells.
    around = a_photo("rundum.jpg", "#c9b8de" if keys else "#deb8c9", size=(2000, 1000))
    upload(page, panorama.get_by_role("button", name="360°-Bild auswählen"), around, keys=keys)
    panorama.get_by_label("Alternativtext").fill("Der Fischmarkt, rundum")
    points = field(panorama, "Punkte im 360°-Bild")
    if keys:
        points.get_by_role("button", name="Punkt hinzufügen").press("Enter")
        for key in ("Shift+ArrowRight", "Shift+ArrowRight", "ArrowUp"):
            page.keyboard.press(key)
    else:
        picture = points.locator("img")
        box = picture.bounding_box()
        assert box is not None
        picture.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    points.get_by_label("Was hier zu sehen ist").fill("Das Rathaus von 1419")
    if not keys:
        points.get_by_label("Über dem Horizont").fill("12,5")
        look(page, "hotspots", whole=False)
        points.get_by_role("button", name="Punkt entfernen").click()
        expect(points.get_by_role("button", name="Punkt 1")).to_have_count(0)
        page.keyboard.press("Control+z")
    expect(points.get_by_role("button", name="Punkt 1")).to_be_visible()
    wait_for_save(page)
    medium = stored(live_server, told(live_server, walk)["medium"])
    assert medium["type"] == "panorama"
    assert medium["alt"] == {"de": "Der Fischmarkt, rundum"}
    (spot,) = medium["hotspots"]
    assert spot["text"] == {"de": "Das Rathaus von 1419"}
    assert spot["pitch_deg"] == (1.0 if keys else 12.5)
    assert spot["yaw_deg"] == pytest.approx(20 if keys else 90, abs=0.01 if keys else 2)


def test_a_picture_that_is_not_all_around_is_not_taken_for_one(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    panorama = field(add_block(page, "360°-Bild"), "360°-Bild")
    panorama.get_by_role("button", name="360°-Bild auswählen").click()
    dialog = page.get_by_role("dialog")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Hochladen").click()
    chooser.value.set_files([a_photo("schmal.jpg", "#b8dede")])
    expect(dialog.get_by_text("Dieses Bild zeigt nicht alles rundum")).to_be_visible(timeout=30_000)
    dialog.get_by_role("button", name="Abbrechen").click()
    wait_for_save(page)
    assert "medium" not in told(live_server, walk)


def test_the_spot_that_a_crop_must_keep_is_moved_by_keys_and_shown_in_the_crops(
    page: Page, live_server: Site, walk: Walk
) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    picture = field(add_block(page, "Bild", keys=True), "Bild")
    upload(page, picture.get_by_role("button", name="Bild auswählen"), _GREEN, keys=True)
    focal = picture.get_by_role("application", name="Wichtigste Stelle")
    for _ in range(4):
        focal.press("Shift+ArrowRight")
    focal.press("Shift+ArrowUp")
    focal.press("ArrowLeft")
    expect(picture.get_by_text("89 % von links, 40 % von oben")).to_be_attached()
    assert picture.locator(".crops .tall").evaluate("(crop) => getComputedStyle(crop).objectPosition") == "89% 40%"
    # It stops at the edge.
    for _ in range(3):
        focal.press("Shift+ArrowRight")
    wait_for_save(page)
    assert stored(live_server, told(live_server, walk)["medium"])["focal_point"] == [1, 0.4]
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert "focal_point" not in stored(live_server, told(live_server, walk)["medium"])
