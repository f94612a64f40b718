"""How the tables came to be: Alembic's versions, run at every start under ``Database.migrate``'s lock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def configuration() -> Config:
    """Return Alembic's configuration; it has no ini file of its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: Connection) -> bool:
    """Bring the tables to the newest version, in the connection's open transaction; return whether they had to be."""
    if current(connection) == newest():
        return False
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


def current(connection: Connection) -> str | None:
    """Return the version that the tables have, ``None`` for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the newest version that this program knows."""
    return ScriptDirectory.from_config(configuration()).get_current_head()
