"""Looking at a page: pictures of it at two widths in light and dark, and what axe has to say about it."""

import os
import re
from functools import cache
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "tests" / "screenshots"
_AXE = ROOT / "authoring" / "editor" / "node_modules" / "axe-core" / "axe.min.js"
_SIZES = {1280: 800, 390: 844}
#: For each size; begun with the one in which the other ends, because a map is drawn anew for each.
_SCHEMES: tuple[tuple[Literal["light", "dark"], ...], ...] = (("light", "dark"), ("dark", "light"))
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def faults(page: Page, *, colours_only: bool = False) -> list[str]:
    """What axe finds on the page as it is now: rule, how many places, and the first of them."""
    # Evaluated, not added as a tag: the page's own policy allows no foreign script, and stays as it is.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    only = {"type": "rule", "values": ["color-contrast"]} if colours_only else {"type": "tag", "values": _STANDARDS}
    result = page.evaluate("(only) => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only)
    return [
        f"{fault['id']}: {len(fault['nodes'])} × {fault['nodes'][0]['html'][:160]}" for fault in result["violations"]
    ]


def look(page: Page, name: str, *, whole: bool = True) -> None:
    """Take the page's pictures in German at both widths, light and dark; assert that it is accessible and fits.

    The pictures are `tests/screenshots/<name>-<width>-<scheme>.png`. With `whole` they show the full height.
    """
    assert re.fullmatch(r"[a-z0-9-]+", name)
    PICTURES.mkdir(exist_ok=True)
    found: list[str] = []
    for (width, height), schemes in zip(_SIZES.items(), _SCHEMES, strict=True):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            # What a bar that stays half covers is too small for axe.
            page.evaluate("scrollTo(0, 0)")
            _settle(page)
            if "NO_PICTURES" not in os.environ:
                if whole:
                    # The window as high as the page: what is fixed to its edges stays at them.
                    tall = page.evaluate("Math.min(document.documentElement.scrollHeight, 4000)")
                    page.set_viewport_size({"width": width, "height": max(height, tall)})
                page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png")
                page.set_viewport_size({"width": width, "height": height})
            # Darkness changes nothing but colours.
            found += [f"{width} {scheme} {fault}" for fault in faults(page, colours_only=scheme == "dark")]
        found += [f"{width}: {what} is wider than the page" for what in too_wide(page)]
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    assert found == [], "\n".join(found)


_SETTLED = """async () => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const busy = () =>
    document.querySelector('[data-station-map]:not([data-ready]), [data-changes-map]:not([data-ready])') ||
    [...document.images].some((image) => !image.complete && image.getBoundingClientRect().top < innerHeight);
  await document.fonts.ready;
  await pause(50);
  for (let waited = 0; busy() && waited < 15000; waited += 50) await pause(50);
  return !busy();
}"""


def _settle(page: Page) -> None:
    """Wait for fonts, for the map, and for pictures that are in sight."""
    # In one call: a page's own policy forbids the evaluations by which Playwright would wait.
    assert page.evaluate(_SETTLED), "the page did not come to rest"


def too_wide(page: Page) -> list[str]:
    """What makes a page scroll sideways (WCAG 2.2, 1.4.10)."""
    wide: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
           [...document.querySelectorAll('body *')]
             .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
             .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
    )
    return wide
