"""`python -m tests.browser.serve`: an installation for a browser test, configured by its environment."""

import os

from werkzeug.serving import run_simple

from authoring.actions.start_jobs import start_jobs
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.settings import Settings
from authoring.web import create_app


def main() -> None:
    """Serve until somebody ends the process."""
    settings = Settings.from_environment(os.environ)
    database = Database(settings.database_url)
    start_jobs(settings, database, MediaStore.from_settings(settings), wake=True)
    run_simple(settings.host, settings.port, create_app(settings, database), threaded=True)


if __name__ == "__main__":
    main()
