"""Chromium: found on the machine, else installed. Browser tests are never skipped."""

import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tests.services.install import CannotInstall, found, from_debian

#: WebGL on the processor, and no errand to anybody's servers. Only maps and scenes go that way: a page that is put
#: together there too costs a test up to twice its time.
ARGUMENTS = (
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-gpu-compositing",
    "--disable-gpu-rasterization",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that beeps once a second, for whoever asks.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


_WINDOWLESS = "chromium-headless-shell"


@cache
def program(playwright: Playwright) -> Path:
    """The browser's program: without windows, the machine's or Debian's; else what Chromium there is, or Playwright's.

    Raises:
        CannotInstall: none of them is to be had; a browser test then fails, and says so.
    """
    # The same engine and nothing around it: no tabs and no address bar are drawn, and a page opens for three fifths of
    # the processor's time. It is what Playwright, too, starts where no window is asked for.
    if found(_WINDOWLESS) is None:
        with suppress(CannotInstall):
            from_debian(_WINDOWLESS)
    own = Path(playwright.chromium.executable_path)
    there = found(_WINDOWLESS, "chromium", "chromium-browser", "google-chrome") or (own if own.exists() else None)
    if there is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        there = own if own.exists() else None
    if there is None:
        from_debian("chromium")
        there = found("chromium")
    assert there is not None, "Debian's chromium is installed and is not on PATH"
    return there


def launch(playwright: Playwright, *, filming: Path | None = None) -> Browser:
    """Start the browser, without a window; its camera films what is in the file, again and again."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    if filming is not None:
        arguments.append(f"--use-file-for-fake-video-capture={filming.absolute()}")
    return playwright.chromium.launch(executable_path=program(playwright), args=arguments)
