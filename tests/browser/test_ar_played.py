"""What of a scene is heard is played on a press, with its captions: on the stage, and on a phone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from authoring.demo import sounds
from tests.authoring.media import film_makers
from tests.browser.conftest import PageAs
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.staging import brought, open_stage, with_scene
from tests.browser.storytelling import a_photo
from tests.browser.test_guide_speaks import a_figure
from tests.browser.walk import Walk, change, make_document, make_walk

LINE = "Kommt nur näher! Hier roch es nach Karpfen."
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\n{}\n\n00:01.000 --> 00:09.000\n{}\n"
OF_THE_FILM = ("Ein Markttag 1910.", "So klang es hier.")
OF_THE_LINE = ("Kommt nur näher!", "Hier roch es nach Karpfen.")


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def fill(page: Page, site: Site, walk: Walk, folder: Path) -> None:
    """A scene with a film, a sound and a guide, each with what it needs."""
    page.goto("/media")
    film = film_makers.a_film(folder / "markt.mov", container="mov", seconds=4, size=(320, 180)).read_bytes()
    water = sounds.as_wav(sounds.water()[: sounds.RATE_HZ * 3])
    spoken = sounds.as_wav(sounds.water()[: sounds.RATE_HZ * 4])
    portrait, figure = a_photo("martha.jpg", "#d9a3a3"), a_figure()
    ids = {
        name: brought(page, site, name, media_type, content)
        for name, media_type, content in (
            ("markt.mov", "video/quicktime", film),
            ("wasser.wav", "audio/wav", water),
            ("martha.wav", "audio/wav", spoken),
            ("film.vtt", "text/vtt", CAPTIONS.format(*OF_THE_FILM).encode()),
            ("line.vtt", "text/vtt", CAPTIONS.format(*OF_THE_LINE).encode()),
            (portrait["name"], portrait["mimeType"], portrait["buffer"]),
            (figure["name"], figure["mimeType"], figure["buffer"]),
        )
    }
    change(site, ids["markt.mov"], captions={"de": ids["film.vtt"]}, title={"de": "Markttag"})
    change(site, ids["wasser.wav"], title={"de": "Die Gera"})
    clips = {"idle": "Stehen", "talk": "Reden", "wave": "Winken"}
    about = {"name": {"de": "Martha"}, "portrait": ids["martha.jpg"], "figure": ids["martha.glb"], "clips": clips}
    change(site, walk.tour, guide=make_document(site, "guide", about))
    recording = {"medium": ids["martha.wav"], "captions": ids["line.vtt"]}
    line = {"id": "line-1", "kind": "guide_line", "text": {"de": LINE}, "gesture": "wave"}
    change(site, walk.stations[0], story=[line | {"recordings": {"de": recording}}])
    contents: list[dict[str, Any]] = [
        {"id": "video-1", "kind": "video", "medium": ids["markt.mov"], "width_m": 1.6, "pose": at(1.5, 1.2)},
        {"id": "sound-1", "kind": "sound", "medium": ids["wasser.wav"], "visible_m": [0, 3], "pose": at(-1.5, 0.5)},
        {"id": "guide-1", "kind": "guide", "line": "line-1", "pose": at(0)},
    ]
    with_scene(site, walk, contents=contents)


def at(x: float, y: float = 0) -> dict[str, list[float]]:
    """A pose that turns nothing."""
    return {"translation_m": [x, y, 0.0]}


def read(page: Page) -> None:
    """Write down what is shown to be read from now on, each once it has changed."""
    page.evaluate(
        """() => {
          const seen = (window.read = []);
          new MutationObserver(() => {
            const now = document.querySelector('[data-caption]')?.innerText ?? '';
            if (seen.at(-1) !== now) seen.push(now);
          }).observe(document.body, {childList: true, characterData: true, subtree: true});
        }"""
    )


def captions(page: Page) -> list[str]:
    """What was to be read since."""
    return [" ".join(each.split()) for each in page.evaluate("window.read") if each]


def moved(canvas: Locator) -> bool:
    """Whether what is drawn changes by itself."""
    before = canvas.screenshot()
    canvas.page.wait_for_timeout(300)
    return canvas.screenshot() != before


def test_a_film_a_sound_and_a_guide_are_played_on_the_stage_and_on_a_phone(
    page: Page, page_as: PageAs, live_server: Site, walk: Walk, tmp_path: Path
) -> None:
    fill(page, live_server, walk, tmp_path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "media" else None)
    page.emulate_media(reduced_motion="no-preference")
    open_stage(page, walk)
    expect(page.get_by_text("wird geladen …")).to_have_count(0, timeout=30_000)
    canvas = page.locator(".canvas canvas")
    look(page, "ar-stage-heard", whole=False)
    # Nothing plays unasked, nor is anything fetched for it.
    assert asked == []
    assert not moved(canvas)
    read(page)
    page.get_by_role("button", name="Abspielen: Markttag").click()
    expect(page.locator("[data-caption]")).to_have_text(OF_THE_FILM[0])
    assert moved(canvas)
    # One listens to one of them; what sounds round it goes on.
    page.get_by_role("button", name="Abspielen: Die Gera").click()
    page.get_by_role("button", name="Abspielen: Martha").click()
    expect(page.get_by_role("button", name="Abspielen: Markttag")).to_be_visible()
    expect(page.get_by_role("button", name="Anhalten: Die Gera")).to_be_visible()
    expect(page.get_by_role("button", name="Abspielen: Martha")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Abspielen: Die Gera")).to_be_visible(timeout=30_000)
    assert captions(page)[-2:] == [f"Martha {each}" for each in OF_THE_LINE]
    assert not moved(canvas)
    page.get_by_role("button", name="Auf dem Handy ansehen").click()
    link = page.get_by_role("textbox", name="Link")
    expect(link).to_be_visible()
    phone = page_as(None, touch=True)
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto(link.input_value())
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    read(phone)
    phone.get_by_role("button", name="Film ansehen").press("Enter")
    expect(phone.locator("[data-caption]")).to_have_text(OF_THE_FILM[0])
    phone.get_by_role("button", name="Film anhalten").press("Enter")
    expect(phone.locator("[data-caption]")).to_have_count(0)
    phone.get_by_role("button", name="Klang anhören").click()
    # Whoever wishes for less motion has the portrait with a speech bubble (as this phone does).
    phone.get_by_role("button", name="Guide zuhören").click()
    expect(phone.locator("[data-caption] img")).to_be_visible()
    look(phone, "phone-guide", whole=False)
    expect(phone.get_by_role("button", name="Guide zuhören")).to_be_visible(timeout=30_000)
    assert captions(phone)[-2:] == [f"Martha {each}" for each in OF_THE_LINE]
