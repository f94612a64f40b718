"""`uv run python -m tests.pictures`: renew the README's pictures from a demo of its own."""

import os
import re
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.services import chromium
from tests.services.ports import a_free_port
from tests.services.waiting import until_it_answers

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "authoring" / "demo" / "pictures"
TOUR = "Zeitreise ins Mittelalter"


def main() -> None:
    """Seed and serve a demo in a temporary folder, walk through it, and keep what is seen."""
    with tempfile.TemporaryDirectory() as folder:
        port = a_free_port()
        url = f"http://127.0.0.1:{port}"
        variables = {"WAYFABLE_DATA": folder, "WAYFABLE_PORT": str(port), "WAYFABLE_PUBLIC_URL": url, "LC_ALL": "de"}
        command = [sys.executable, "-m", "authoring.cli", "demo"]
        with subprocess.Popen(
            command, env=os.environ | variables, stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as server:
            try:
                assert server.stdout is not None
                link = next(found[0] for line in server.stdout if (found := re.search(r"http\S+/sign-in/\S+", line)))
                until_it_answers(f"{url}/sign-in", server)
                _walk(url, link)
            finally:
                server.terminate()


def _walk(url: str, link: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as player:
        browser = chromium.launch(player)
        page = browser.new_page(
            base_url=url, locale="de-DE", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        page.goto(link)
        page.get_by_role("button", name="Anmelden").click()
        page.goto("/tours")
        _keep(page, "tours")
        page.goto("/library")
        _keep(page, "library")
        page.goto("/tours")
        page.get_by_role("link", name=TOUR, exact=True).click()
        page.get_by_text("Krämerbrücke").first.click()
        _keep(page, "editor")
        browser.close()


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(4000)  # a map says nothing when its last tile is painted
    picture = Image.open(BytesIO(page.screenshot()))
    picture.save(PICTURES / f"{name}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()
