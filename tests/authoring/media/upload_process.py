"""A process of its own that uploads a file and works on its job until somebody kills it."""

import sys
import time
from pathlib import Path

from authoring.actions.start_jobs import start_jobs
from authoring.actions.upload_medium import upload_medium
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Role
from authoring.settings import Settings


def main(source: Path, data: Path, database_url: str, storage_url: str, organisation: str) -> None:
    settings = Settings(data=data, database_url=database_url, storage_url=storage_url)
    database, store = Database(database_url), MediaStore.from_settings(settings)
    start_jobs(settings, database, store)
    author = Actor(person_id="p", name="Anna", roles={organisation: Role.AUTHOR})
    with source.open("rb") as file:
        uploaded = upload_medium(database, store, author, organisation, file, source.name)
    sys.stdout.write(uploaded.medium.id + "\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:6])
