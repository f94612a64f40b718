"""Alembic's door: it always gets an open connection and never makes one."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from authoring.migrations.env_rules import include, render


def run() -> None:
    """Run the migrations that were asked for."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=SQLModel.metadata,
        include_object=include,  # type: ignore[arg-type, unused-ignore]
        render_item=render,  # type: ignore[arg-type, unused-ignore]
        render_as_batch=True,
        transactional_ddl=True,
    )
    context.run_migrations()


run()
