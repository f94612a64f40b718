"""Somebody makes an image target of a picture, is told that it is a bad one and why, and takes a better one."""

from pathlib import Path

import cv2
from playwright.sync_api import Page, expect

from tests.authoring.media import target_pictures as draw
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.staging import number, open_stage, with_scene
from tests.browser.walk import make_walk


def test_a_bad_target_is_called_bad_and_a_good_one_good_by_keyboard(page: Page, tmp_path: Path) -> None:
    for name, picture in (("mauer", draw.bricks()), ("plakat", draw.poster()), ("plakat-neu", changed())):
        cv2.imwrite(str(tmp_path / f"{name}.png"), picture)
    judge(page, tmp_path / "mauer.png")
    expect(page.get_by_text("wird kaum gefunden")).to_be_visible()
    expect(page.get_by_text("Wiederholt sich")).to_be_visible()
    look(page, "target-bad")
    judge(page, tmp_path / "plakat.png")
    expect(page.get_by_text("wird gefunden", exact=False).first).to_be_visible()
    expect(page.get_by_role("img", name="Wo sich die Kamera festhält")).to_be_visible()
    judge(page, tmp_path / "plakat-neu.png")
    expect(page.get_by_role("heading", name="Leicht zu verwechseln")).to_be_visible()
    # The job compiles it and shows it to the tracker; the page follows it by itself.
    expect(page.get_by_text("Im simulierten Kamerafilm")).to_be_visible(timeout=120_000)
    look(page, "target-good")
    page.goto("/media?type=target")
    expect(page.locator(".light-table .badge-red")).to_contain_text("wird kaum gefunden")
    look(page, "target-list")


def test_the_stage_tells_the_score_and_what_the_pixels_carry(page: Page, live_server: Site, tmp_path: Path) -> None:
    walk = make_walk(live_server)
    wall = draw.bricks()
    # Not the very file of the test above, which would be stored once.
    wall[:40, :40] = 0
    cv2.imwrite(str(tmp_path / "wand.png"), wall)
    judge(page, tmp_path / "wand.png")
    target = page.url.partition("#")[0].rpartition("/")[2]
    anchor = {"id": "anchor-1", "kind": "image", "target": target, "width_m": 0.6}
    with_scene(live_server, walk, anchors=[anchor, {"id": "anchor-2", "kind": "plain"}])
    open_stage(page, walk)
    page.locator(".stage-list .row", has_text="Zielbild").click()
    expect(page.get_by_text("wird kaum gefunden")).to_be_visible()
    expect(page.get_by_text("1.200 Bildpunkte auf 0,6 m: 51 dpi.")).to_be_visible()
    page.get_by_text("Warum, und was hilft").scroll_into_view_if_needed()
    look(page, "target-on-stage", whole=False)
    number(page, "Breite des Drucks").fill("200")
    expect(page.get_by_text("So grob sieht man im Druck die Bildpunkte")).to_be_visible()


def changed() -> draw.Picture:
    """The poster of the year after, with the same lower half."""
    picture = draw.poster()
    picture[:300] = draw.poster(2)[:300]
    return picture


def judge(page: Page, file: Path) -> None:
    """Upload a picture and have it checked as a target, by keyboard."""
    page.goto("/media")
    before = page.locator(".light-table a").count()
    page.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(file)
    # When it has arrived, the page shows itself anew.
    expect(page.locator(".light-table a")).to_have_count(before + 1, timeout=60_000)
    page.locator(".light-table a").first.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Als Zielbild prüfen")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Noch einmal prüfen")).to_be_visible(timeout=60_000)
