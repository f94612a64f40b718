"""Somebody brings in a 3D model that was drawn in centimetres, sees what phones make of it, and corrects its size."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.authoring.media.glb_makers import a_box, with_clip
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.staging import brought


def test_a_model_in_centimetres_is_brought_to_metres_in_one_step(page: Page, tmp_path: Path) -> None:
    (tmp_path / "figur.glb").write_bytes(with_clip(a_box((60, 180, 40)), "winken", 12).glb())
    page.goto("/media?type=model")
    page.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(tmp_path / "figur.glb")
    # When all have arrived, the page shows itself anew.
    expect(page.locator(".light-table a")).to_have_count(1, timeout=60_000)
    page.locator(".light-table a").click()
    expect(page.get_by_role("heading", name="Was Telefone tragen")).to_be_visible()
    expect(page.get_by_text("60 × 180 × 40 m")).to_be_visible()
    # At the end of a job the page shows itself anew.
    expect(page.locator("[data-job]")).to_have_count(0, timeout=60_000)
    look(page, "model-in-centimetres")
    suggested = page.get_by_role("button", name="Ja, es sind 1,8 m")
    suggested.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("0,6 × 1,8 × 0,4 m")).to_be_visible()
    expect(suggested).to_have_count(0)
    look(page, "model-in-metres")


_DRAWN = """async (medium) => {
  const faces = async () => (await (await fetch(`/api/v1/documents/${medium}`)).json()).body.model.usdz;
  while (!(await faces())) await new Promise((after) => setTimeout(after, 200));
}"""


def test_a_model_is_turned_and_set_going_by_keys_alone(page: Page, live_server: Site) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/media?type=model")
    model = with_clip(a_box((1, 2, 1)), "winken", 2).glb()
    medium = brought(page, live_server, "turm.glb", "model/gltf-binary", model)
    # Its picture, and why there is no version for iPhones, come by a job of their own.
    page.evaluate(_DRAWN, medium)
    page.goto("/media?type=model")
    row = page.locator(".light-table li").filter(has_text="turm.glb")
    expect(row.get_by_role("presentation")).to_have_js_property("naturalWidth", 480)
    look(page, "media-with-a-model")
    row.get_by_role("link").press("Enter")
    table = page.get_by_role("application", name="turm.glb, in 3D")
    expect(page.get_by_role("button", name="Drehen lassen")).to_be_visible(timeout=30_000)
    table.focus()
    before = table.screenshot()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert table.screenshot() != before
    page.get_by_label("Mensch von 1,75 m daneben").press("Space")
    clip = page.get_by_role("button", name="„winken“ abspielen")
    clip.press("Enter")
    expect(clip).to_have_attribute("aria-pressed", "true")
    still = table.screenshot()
    assert any(table.screenshot() != still for _ in range(20))
    expect(page.get_by_text("2 s", exact=True)).to_be_visible()
    expect(page.get_by_text("Das Modell bewegt sich.")).to_be_visible()
    look(page, "model-turned")
