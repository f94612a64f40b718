"""What is written down of a request: which route, how it ended, how long it took, who asked.

Never an address with what stands in it, for a sign-in link is a secret; never a header, a cookie or a body.
"""

import logging
import sys
import time

import structlog
from flask import Flask, Response, g, request

_log = structlog.get_logger("authoring.web")


def configure() -> None:
    """Write logs to standard error: to be read by people at a terminal, as JSON lines anywhere else."""
    person = sys.stderr.isatty()
    # The renderer's own way to show an error prints the values of variables: passwords are among them.
    to_read = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if person else [structlog.processors.format_exc_info]),
            to_read if person else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def write_down(app: Flask) -> None:
    """Write a line for each request to `app`; style sheets and the like are not worth one."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        if request.endpoint not in {"static", "built"}:
            visit = g.get("visit")
            _log.info(
                "request",
                method=request.method,
                route=request.url_rule.rule if request.url_rule else None,
                status=response.status_code,
                ms=round((time.perf_counter() - g.began) * 1000, 1),
                person=None if visit is None else visit.actor.person_id,
            )
        return response
