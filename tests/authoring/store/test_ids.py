"""Identifiers sort by the time they were made."""

import re
from threading import Thread

from authoring.ids import new_id
from tour_schema.base import Uuid


def test_ids_are_the_formats_and_grow() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))
    pattern = Uuid.__metadata__[0].pattern  # type: ignore[attr-defined]
    assert all(re.match(pattern, made_id) for made_id in (made[0], made[-1]))
    assert all(made_id[14] == "7" for made_id in made)


def test_threads_never_make_the_same() -> None:
    made: list[str] = []
    threads = [Thread(target=lambda: made.extend(new_id() for _ in range(2_000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000
