"""``wayfable serve``: serve the installation until it is stopped."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING

import click

from authoring import console

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from wsgiref.types import WSGIApplication

    from authoring.settings import Settings

# How long requests may still take after the signal to end.
_GRACE_S = 8
# What the server thinks right for the machine: with more it warns, and an administrator reads that as a fault.
_THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)


@click.command(help=console.text("cli.serve.help"))
def command() -> None:
    """Bring the tables up to date, sweep the bin, serve."""
    settings = console.settings()
    refuse(settings)
    prepare(settings)
    console.tell("cli.serve.address", url=settings.public_url)
    _say_who_may_come_in(settings)
    serve(settings)


def refuse(settings: Settings) -> None:
    """End with a sentence where the worker could not start: said before anything is announced, and only once."""
    _refuse_taken_port(settings)
    settings.refuse_unsafe_address()


def _refuse_taken_port(settings: Settings) -> None:
    """The server itself would share a port on which something listens already, and say nothing."""
    from authoring.settings import SettingsError

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as fault:
            if isinstance(fault, socket.gaierror) or fault.errno == errno.EADDRNOTAVAIL:
                unknown = {"name": "WAYFABLE_HOST", "value": settings.host}
                raise SettingsError([("settings_host", unknown)]) from fault
            if fault.errno == errno.EACCES:
                console.fail("cli.serve.port_forbidden", code=2, port=str(settings.port))
            if fault.errno != errno.EADDRINUSE:
                raise
            console.fail("cli.serve.taken", code=2, port=str(settings.port))


def _say_who_may_come_in(settings: Settings) -> None:
    """A new installation has no password and nobody in it; say how to begin."""
    from authoring.permissions import Actor
    from authoring.queries.people import organisations

    with console.opened(settings) as database, database.read() as session:
        if not organisations(session, Actor.command_line()):
            console.tell("cli.nobody")


def prepare(settings: Settings) -> None:
    """Bring the tables up to date, and find secret and files in place."""
    from authoring.media_store import MediaStore

    with console.opened(settings):
        pass
    settings.secret_key()
    MediaStore.from_settings(settings)


def serve(settings: Settings) -> None:
    """Serve in one worker process with threads, until a signal comes."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        f"{__name__}:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=_THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        # A connection that nobody closes must not keep the server from ending; jobs go on at the next start.
        workers_kill_timeout=_GRACE_S,
    ).serve()


def _end_with(server: BaseProcess) -> None:
    """End this worker after its server: one that was killed ends nobody, and the port would stay taken."""
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE_S)
    os.kill(os.getpid(), signal.SIGKILL)


def application() -> WSGIApplication:
    """Return the application of this environment; called in the worker process."""
    from authoring import collector
    from authoring.actions.keep_published import keep_published
    from authoring.actions.start_jobs import start_jobs
    from authoring.checkpoints import watch
    from authoring.db import Database
    from authoring.media_store import MediaStore
    from authoring.settings import Settings
    from authoring.web import create_app, logs

    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_end_with, args=(server,), name="wayfable-server-watch", daemon=True).start()
    logs.configure()
    settings = Settings.from_environment(os.environ)
    database, store = Database(settings.database_url), MediaStore.from_settings(settings)
    app = create_app(settings, database)
    # Going on with jobs that were left takes a second of imports, which no request should wait for.
    work = threading.Thread(
        target=start_jobs, args=(settings, database, store), kwargs={"wake": True}, name="wayfable-jobs", daemon=True
    )
    work.start()
    care = threading.Thread(
        target=keep_published, args=(settings, database, store), name="wayfable-published", daemon=True
    )
    care.start()
    if database.is_sqlite:
        threading.Thread(target=watch, args=(database,), name="wayfable-checkpoints", daemon=True).start()
    collector.settle()
    return app
