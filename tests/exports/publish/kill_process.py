"""A process that publishes, and kills itself at each of its writes: before it, in the midst of it, after it.

`python -m tests.exports.publish.kill_process WORK`: WORK holds `base` (a published folder), `keys` and `edition.json`
(the resolved tour to publish next), `store` (its files). For each moment a copy `killed-<n>` is left behind; prints
how many.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exports.publish.changes import Edition
from exports.publish.keys import KeyFolder
from exports.publish.places import Place
from exports.publish.publishing import carry_out, plan
from tests.exports.conftest import Folder
from tour_schema.manifest import ResolvedTour

MOMENTS = 3
"""Before a write, when half of it is under a name that nobody knows, and after it."""


class Doomed(Place):
    """A place whose process dies at its nth moment."""

    moment: int
    _passed = 0

    def create(self, path: str, data: bytes) -> bool:
        return bool(self._dying(path, data, lambda: super(Doomed, self).create(path, data)))

    def put(self, path: str, source: Any) -> None:
        self._dying(path, b"half", lambda: super(Doomed, self).put(path, source))

    def _dying(self, path: str, data: bytes, write: Callable[[], object]) -> object:
        self._die()
        if self._passed == self.moment and self._folder is not None:
            half = self._folder / f"{path}#1"
            half.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(data[: len(data) // 2])
        self._die()
        done = write()
        self._die()
        return done

    def _die(self) -> None:
        if self._passed == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)
        self._passed += 1


def _publish(work: Path, moment: int) -> None:
    folder = work / f"killed-{moment}"
    shutil.copytree(work / "base", folder)
    keys = KeyFolder(work / "keys")
    place = Doomed.at(folder.as_uri())
    place.moment = moment
    store = Folder(work / "store")
    for file in store.root.iterdir():
        store.put(file.read_bytes())
    edition = Edition(ResolvedTour.model_validate_json((work / "edition.json").read_bytes()))
    now = datetime.now(UTC)
    carry_out(plan(place, keys, [edition], store, now), place, store, now)


def main(work: Path) -> int:
    """Fork a publisher for each moment, until one of them comes to its end."""
    for moment in range(1_000):
        # Forked before obstore starts its threads, so that each has threads of its own.
        child = os.fork()
        if child == 0:
            _publish(work, moment)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0
            return moment
    raise AssertionError("it never came to an end")


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))  # noqa: T201 - the test reads it
