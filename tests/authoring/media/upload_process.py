"""A process of its own that uploads a file and works on its job until somebody kills it."""

import sys
import time
from pathlib import Path
from typing import Any

from authoring.actions.start_jobs import start_jobs
from authoring.actions.upload_medium import upload_medium
from authoring.db import Database
from authoring.media import intake
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Role
from authoring.settings import Settings

_ask = intake.ask


def _never_the_largest(function: str, *arguments: Any, **options: Any) -> Any:
    """What `intake.ask` does, but the step of the largest size never ends: that is where this process is killed."""
    if options.get("sizes", [{"longest": 0}])[0]["longest"] == 2160:
        time.sleep(60)
    return _ask(function, *arguments, **options)


def main(source: Path, data: Path, database_url: str, storage_url: str, organisation: str) -> None:
    settings = Settings(data=data, database_url=database_url, storage_url=storage_url)
    database, store = Database(database_url), MediaStore.from_settings(settings)
    start_jobs(settings, database, store)
    intake.ask = _never_the_largest
    author = Actor(person_id="p", name="Anna", roles={organisation: Role.AUTHOR})
    with source.open("rb") as file:
        uploaded = upload_medium(database, store, author, organisation, file, source.name)
    sys.stdout.write(f"{uploaded.medium.id} {uploaded.job_id}\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:6])
