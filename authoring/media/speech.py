"""Has a text spoken by a speech engine, confined: it sees the text and a folder for the sound, and no network."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from authoring import sandbox
from authoring.refusal import SandboxRefusal

VOICE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._-]{0,63}")
"""A voice is a name and never a path or an option."""


def speak(command: Sequence[str], text: str, language: str, voice: str, folder: Path) -> Path:
    """Have the configured command speak, and return the sound that it wrote into ``folder``.

    Raises:
        SandboxRefusal: ``silent`` where nothing was written, or with a code of the sandbox.
    """
    written, output = folder / "text.txt", folder / "speech.wav"
    written.write_text(text, encoding="utf-8")
    places = {"text": str(written), "output": str(output), "voice": voice, "language": language}
    arguments = [_filled(word, places) for word in command[1:]]
    sandbox.run_tool([command[0], *arguments], written, writes=[folder])
    if not output.is_file() or output.stat().st_size == 0:
        raise SandboxRefusal("silent")
    return output


def _filled(word: str, places: dict[str, str]) -> str:
    for name, value in places.items():
        word = word.replace(f"{{{name}}}", value)
    return word
