"""What every answer tells the browser: trust this origin and nothing else."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response

from authoring.settings import Settings

FOREVER: Final = "public, max-age=31536000, immutable"
"""For files whose name holds a hash of their content."""

_ALWAYS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(self), microphone=(self), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def content_security_policy(map_hosts: Iterable[str] = ()) -> str:
    """The policy of every page. `map_hosts` are origins such as `https://tiles.example`, configured and no others."""
    hosts = "".join(f" {host}" for host in sorted(set(map_hosts)))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' blob: data:{hosts}",
            "media-src 'self' blob:",
            "font-src 'self'",
            f"connect-src 'self'{hosts}",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        ),
    )


def map_hosts(settings: Settings) -> set[str]:
    """The origins that a configured map may fetch from: that of its style, and those named beside it."""
    hosts = set(settings.map_hosts)
    if settings.map_style:
        parts = urlsplit(settings.map_style)
        hosts.add(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
    return hosts


def guard(app: Flask, *, secure: bool, map_hosts: Iterable[str]) -> None:
    """Set the headers on every answer of `app`; `secure` says that it is reached by HTTPS."""
    policy = content_security_policy(map_hosts)

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        # What a signed-in person sees lies in no shared cache, and is gone from the back button with them.
        response.headers.setdefault("Cache-Control", "no-store")
        return response
