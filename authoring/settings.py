"""Configuration: every ``WAYFABLE_*`` variable, read and checked once, at start."""

from __future__ import annotations

import os
import re
import secrets
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from authoring.errors import WayfableError

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = (
    "WAYFABLE_DATA",
    "WAYFABLE_DATABASE_URL",
    "WAYFABLE_STORAGE_URL",
    "WAYFABLE_PUBLISH_URL",
    "WAYFABLE_HOST",
    "WAYFABLE_PORT",
    "WAYFABLE_PUBLIC_URL",
    "WAYFABLE_SECRET",
    "WAYFABLE_MAP",
    "WAYFABLE_MAP_STYLE",
    "WAYFABLE_MAP_ATTRIBUTION",
    "WAYFABLE_MAP_HOSTS",
    "WAYFABLE_VALHALLA_URL",
    "WAYFABLE_SPEECH",
    "WAYFABLE_SMTP_URL",
    "WAYFABLE_MAIL_FROM",
    "WAYFABLE_UPLOAD_LIMIT_MB",
    "WAYFABLE_PROXIES",
    "WAYFABLE_TIME_ZONE",
)
_HIGHEST_PORT = 65535
# It is written into a header as it stands, so it may hold nothing else.
_ORIGIN = re.compile(r"https?://[a-z0-9.*-]+(:\d{1,5})?")
# Who signs in where, and with what: no business of a terminal or a log.
_USER_INFO = re.compile(r"//[^/]*@")
_MINIMUM_SECRET = 32
# What espeak-ng is to be told: the voice, that the text is UTF-8, where it lies, and where the sound goes.
_ESPEAK = ("-b", "1", "-v", "{voice}", "-f", "{text}", "-w", "{output}")
_PLACE = re.compile(r"\{(\w*)\}")
_PLACES = frozenset({"output", "text", "voice", "language"})
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


class SettingsError(WayfableError):
    """One or more variables are wrong; ``faults`` are ``(code, values)`` in order of the names."""

    def __init__(self, faults: list[tuple[str, dict[str, str]]]) -> None:
        """Keep all the faults, not the first."""
        super().__init__("settings", {"count": len(faults)})
        self.faults = faults

    def sentences(self, language: str) -> list[str]:
        """Return one sentence a fault."""
        from authoring.words import say

        return [say(f"error.{code}", language, **values) for code, values in self.faults]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation was told; all paths absolute, all URLs without a trailing slash.

    ``map_hosts`` are further origins from which a configured map style fetches its parts.
    ``speech`` is the command of a speech engine, its program by its whole path; empty where there is none.
    ``proxies`` is how many reverse proxies stand in front (their ``X-Forwarded-*`` is believed).
    """

    data: Path
    database_url: str
    storage_url: str
    publish_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    secret: str | None = None
    map_file: Path | None = None
    map_style: str | None = None
    map_attribution: str | None = None
    map_hosts: tuple[str, ...] = ()
    valhalla_url: str | None = None
    speech: tuple[str, ...] = ()
    smtp_url: str | None = None
    mail_from: str | None = None
    upload_limit_bytes: int = 2000 * 1_000_000
    proxies: int = 0
    time_zone: str = "Europe/Berlin"

    @property
    def secure(self) -> bool:
        """Tell whether people reach the installation over HTTPS (then cookies are ``__Host-``)."""
        return self.public_url.startswith("https://")

    @property
    def safe_address(self) -> bool:
        """Tell whether no sign-in crosses a network in the clear: HTTPS, or this machine alone."""
        return self.secure or urlsplit(self.public_url).hostname in _THIS_MACHINE

    def refuse_unsafe_address(self) -> None:
        """Raise ``SettingsError`` where people would sign in over plain HTTP."""
        if not self.safe_address:
            raise SettingsError([("settings_https", {"name": "WAYFABLE_PUBLIC_URL", "value": self.public_url})])

    @property
    def published_url(self) -> str:
        """Return where tours are published: the data folder's own place where nothing else was said."""
        return self.publish_url or (self.data / "published").as_uri()

    @property
    def keys_folder(self) -> Path:
        """Return where the keys are kept that sign what is published."""
        return self.data / "keys"

    @property
    def secret_file(self) -> Path:
        """Return where the secret is kept when no variable gives one."""
        return self.data / "secret"

    def secret_key(self) -> str:
        """Return the signing secret; the first call on a new data folder makes it (mode 0600)."""
        if self.secret is not None:
            return self.secret
        self.data.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(self.secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return self.secret_file.read_text(encoding="ascii").strip()
        with os.fdopen(handle, "w", encoding="ascii") as file:
            made = secrets.token_urlsafe(48)
            file.write(made + "\n")
            file.flush()
            os.fsync(file.fileno())
        return made

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read the variables; raise ``SettingsError`` with every fault, unknown names included."""
        reader = _Reader(environ)
        data = reader.folder("WAYFABLE_DATA", "wayfable-data")
        host = reader.text("WAYFABLE_HOST") or "127.0.0.1"
        port = reader.number("WAYFABLE_PORT", 8000, 1, _HIGHEST_PORT)
        shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
        shown = f"[{shown}]" if ":" in shown else shown
        settings = cls(
            data=data,
            database_url=reader.url("WAYFABLE_DATABASE_URL", ("sqlite", "postgresql", "postgres"))
            or f"sqlite:///{data / 'wayfable.sqlite'}",
            storage_url=reader.url("WAYFABLE_STORAGE_URL", ("file", "s3")) or (data / "files").as_uri(),
            publish_url=reader.url("WAYFABLE_PUBLISH_URL", ("file", "s3")),
            host=host,
            port=port,
            public_url=reader.url("WAYFABLE_PUBLIC_URL", ("https", "http")) or f"http://{shown}:{port}",
            secret=reader.secret("WAYFABLE_SECRET"),
            map_file=reader.file("WAYFABLE_MAP", ".pmtiles"),
            map_style=reader.url("WAYFABLE_MAP_STYLE", ("https", "http")),
            map_attribution=reader.text("WAYFABLE_MAP_ATTRIBUTION"),
            map_hosts=reader.origins("WAYFABLE_MAP_HOSTS"),
            valhalla_url=reader.url("WAYFABLE_VALHALLA_URL", ("https", "http")),
            speech=reader.speech("WAYFABLE_SPEECH"),
            smtp_url=reader.url("WAYFABLE_SMTP_URL", ("smtp", "smtps")),
            mail_from=reader.text("WAYFABLE_MAIL_FROM"),
            upload_limit_bytes=reader.number("WAYFABLE_UPLOAD_LIMIT_MB", 2000, 1, 100_000) * 1_000_000,
            proxies=reader.number("WAYFABLE_PROXIES", 0, 0, 8),
            time_zone=reader.zone("WAYFABLE_TIME_ZONE") or "Europe/Berlin",
        )
        if settings.map_style and not settings.map_attribution:
            reader.fault("settings_attribution", "WAYFABLE_MAP_ATTRIBUTION")
        if settings.smtp_url and not settings.mail_from:
            reader.fault("settings_mail_from", "WAYFABLE_MAIL_FROM")
        if not unquote(urlsplit(settings.smtp_url or "").netloc).isascii():
            # What smtplib signs in with is ASCII; said now, not when the first link is to be sent.
            reader.fault("settings_mail_ascii", "WAYFABLE_SMTP_URL")
        reader.finish()
        return settings


class _Reader:
    """Takes values out of an environment and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults: list[tuple[str, dict[str, str]]] = [
            ("settings_unknown", {"name": name})
            for name in sorted(environ)
            if name.startswith("WAYFABLE_") and name not in NAMES
        ]

    def fault(self, code: str, name: str, **values: str) -> None:
        shown = _USER_INFO.sub("//…@", self._environ.get(name, ""))
        self._faults.append((code, {"name": name, "value": shown, **values}))

    def finish(self) -> None:
        if self._faults:
            raise SettingsError(self._faults)

    def text(self, name: str) -> str | None:
        return self._environ.get(name, "").strip() or None

    def zone(self, name: str) -> str | None:
        from tour_schema.rules.hours import is_zone

        given = self.text(name)
        if given is None or is_zone(given):
            return given
        self.fault("settings_time_zone", name)
        return None

    def number(self, name: str, default: int, least: int, most: int) -> int:
        given = self.text(name)
        if given is None:
            return default
        if not (given.isascii() and given.isdigit()) or not least <= int(given) <= most:
            self.fault("settings_number", name, least=str(least), most=str(most))
            return default
        return int(given)

    def url(self, name: str, schemes: tuple[str, ...]) -> str | None:
        given = self.text(name)
        if given is None:
            return None
        try:
            parts = urlsplit(given)
            scheme = parts.scheme.split("+")[0]
            complete = bool(parts.netloc or parts.path) and parts.port != 0
        except ValueError:
            scheme, complete = "", False
        if scheme not in schemes or not complete:
            self.fault("settings_url", name, schemes=", ".join(f"{scheme}:" for scheme in schemes))
            return None
        # sqlite:///x is a path and may end as it likes; everything else is joined with "/".
        return given if scheme == "sqlite" else given.rstrip("/")

    def origins(self, name: str) -> tuple[str, ...]:
        given = (self.text(name) or "").replace(",", " ").split()
        for origin in given:
            if not _ORIGIN.fullmatch(origin):
                self.fault("settings_origin", name)
                return ()
        return tuple(given)

    def speech(self, name: str) -> tuple[str, ...]:
        """A command with ``{output}``, and perhaps ``{text}``, ``{voice}`` and ``{language}``."""
        try:
            words = shlex.split(self.text(name) or "")
        except ValueError:
            self.fault("settings_speech_quotes", name)
            return ()
        if not words:
            return ()
        program = shutil.which(words[0])
        if program is None:
            self.fault("settings_speech_program", name, program=words[0])
            return ()
        if len(words) == 1 and Path(program).name == "espeak-ng":
            words += _ESPEAK
        places = {place for word in words[1:] for place in _PLACE.findall(word)}
        if "output" not in places or places - _PLACES:
            named = ", ".join(f"{{{place}}}" for place in sorted(_PLACES))
            self.fault("settings_speech_places", name, output="{output}", places=named)
            return ()
        return (str(Path(program).absolute()), *words[1:])

    def secret(self, name: str) -> str | None:
        given = self.text(name)
        if given is not None and len(given) < _MINIMUM_SECRET:
            self._faults.append(("settings_secret", {"name": name, "least": str(_MINIMUM_SECRET)}))
            return None
        return given

    def folder(self, name: str, default: str) -> Path:
        path = Path(self.text(name) or default).expanduser().resolve()
        there = next(each for each in (path, *path.parents) if each.exists())
        if not there.is_dir():
            self.fault("settings_folder", name)
        return path

    def file(self, name: str, suffix: str) -> Path | None:
        given = self.text(name)
        if given is None:
            return None
        path = Path(given).expanduser().resolve()
        if path.suffix.lower() != suffix or not path.is_file():
            self.fault("settings_file", name, suffix=suffix)
            return None
        return path
