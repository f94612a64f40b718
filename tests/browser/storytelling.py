"""Telling a story in the editor: adding a block, and bringing a file into one of its fields."""

import io
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.site import Site
from tests.browser.walk import Walk, stored


def a_photo(
    name: str, ground: str, *, size: tuple[int, int] = (800, 600), exif: Image.Exif | None = None
) -> FilePayload:
    """A drawn photograph of a house before a sky of some colour, as a phone would send it."""
    picture = Image.new("RGB", size, ground)
    middle, floor = size[0] // 2, size[1] * 7 // 8
    roof = [(middle - 150, floor), (middle - 150, floor - 260), (middle, floor - 390), (middle + 150, floor - 260)]
    ImageDraw.Draw(picture).polygon([*roof, (middle + 150, floor)], fill="#6b4a2b")
    data = io.BytesIO()
    picture.save(data, "JPEG", exif=exif or Image.Exif())
    return FilePayload(name=name, mimeType="image/jpeg", buffer=data.getvalue())


def told(site: Site, walk: Walk) -> dict[str, Any]:
    """The only block of the walk's third station, which begins with none."""
    (block,) = stored(site, walk.stations[2])["story"]
    found: dict[str, Any] = block
    return found


def story(page: Page) -> Locator:
    """The story of the station whose form is open."""
    return page.get_by_role("region", name="Geschichte")


def add_block(page: Page, kind: str, *, keys: bool = False) -> Locator:
    """Add a block of a kind to the story, by mouse or by keys alone, and return the story."""
    opener = page.get_by_role("button", name="Block hinzufügen")
    choice = page.get_by_role("list", name="Block hinzufügen").get_by_role("button", name=kind, exact=True)
    if keys:
        opener.press("Enter")
        choice.press("Enter")
    else:
        opener.click()
        choice.click()
    expect(story(page).locator(".body")).to_be_visible()
    return story(page)


def field(within: Locator, label: str) -> Locator:
    """The group of a field that is more than one control, by its label: a picture, a recording."""
    return within.get_by_role("group", name=label, exact=True)


def upload(page: Page, opener: Locator, *files: FilePayload, keys: bool = False) -> None:
    """Open the media from a field and bring files in, by mouse or by keys alone; wait until they are taken."""
    dialog = page.get_by_role("dialog")
    button = dialog.get_by_role("button", name="Hochladen")
    if keys:
        opener.press("Enter")
    else:
        opener.click()
    with page.expect_file_chooser() as chooser:
        if keys:
            button.press("Enter")
        else:
            button.click()
    chooser.value.set_files(list(files))
    expect(dialog).to_have_count(0, timeout=30_000)
