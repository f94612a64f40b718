"""The version of a 3D model for iPhones, as its page shows it: made of the GLB, and brought from a 3D program."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from authoring.media import usdz_asking
from tests.authoring.media.glb_makers import a_box
from tests.authoring.media.usdz_makers import a_usdz
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.staging import brought

pytestmark = pytest.mark.skipif(not usdz_asking.is_possible(), reason="the extra `usd` is not installed")

_MADE = """async (medium) => {
  const uses = async () => (await (await fetch(`/api/v1/documents/${medium}`)).json()).body.variants ?? [];
  while (!(await uses()).some(({use}) => use === 'usdz')) await new Promise((after) => setTimeout(after, 200));
}"""


def test_a_model_has_a_version_for_iphones_that_another_one_takes_the_place_of(
    page: Page, live_server: Site, tmp_path: Path
) -> None:
    page.goto("/media")
    medium = brought(page, live_server, "turm.glb", "model/gltf-binary", a_box((1, 2, 1)).glb())
    page.evaluate(_MADE, medium)
    page.goto(f"/media/{medium}")
    expect(page.get_by_text("aus dem GLB gemacht")).to_be_visible()
    look(page, "usdz-made")
    (tmp_path / "Turm.usdz").write_bytes(a_usdz())
    page.locator("#usdz-file").set_input_files(tmp_path / "Turm.usdz")
    expect(page.get_by_text("hochgeladen", exact=True)).to_be_visible(timeout=30_000)
    look(page, "usdz-brought")
