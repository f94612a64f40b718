"""Mail to a person, by the server that `WAYFABLE_SMTP_URL` names; `smtps:` or STARTTLS where it is offered."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import structlog

from authoring.settings import Settings

_log = structlog.get_logger("authoring.web")
_TIMEOUT_S = 15


def send(settings: Settings, to: str, subject: str, text: str) -> None:
    """Send a plain-text mail. A server that does not take it is written down; whoever asked is told nothing of it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, to, subject
    message.set_content(text)
    parts = urlsplit(settings.smtp_url or "")
    try:
        with _connect(parts.scheme, parts.hostname or "localhost", parts.port or 0) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        _log.error("mail not sent", reason=type(error).__name__)


def _connect(scheme: str, host: str, port: int) -> smtplib.SMTP:
    safe = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=_TIMEOUT_S, context=safe)
    server = smtplib.SMTP(host, port or 25, timeout=_TIMEOUT_S)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=safe)
    return server
