"""Somebody brings in a 3D model that was drawn in centimetres, sees what phones make of it, and corrects its size."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.authoring.media.glb_makers import a_box, with_clip
from tests.browser.looking import look


def test_a_model_in_centimetres_is_brought_to_metres_in_one_step(page: Page, tmp_path: Path) -> None:
    (tmp_path / "figur.glb").write_bytes(with_clip(a_box((60, 180, 40)), "winken", 12).glb())
    page.goto("/media?type=model")
    page.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(tmp_path / "figur.glb")
    # When all have arrived, the page shows itself anew.
    expect(page.locator(".light-table a")).to_have_count(1, timeout=60_000)
    page.locator(".light-table a").click()
    expect(page.get_by_role("heading", name="Was Telefone tragen")).to_be_visible()
    expect(page.get_by_text("60 × 180 × 40 m")).to_be_visible()
    look(page, "model-in-centimetres")
    suggested = page.get_by_role("button", name="Ja, es sind 1,8 m")
    suggested.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("0,6 × 1,8 × 0,4 m")).to_be_visible()
    expect(suggested).to_have_count(0)
    look(page, "model-in-metres")
