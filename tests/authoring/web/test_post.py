"""Mail goes out through a real server: encrypted where it offers that, and never in clear where that fails."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from authoring.settings import Settings
from authoring.web import post
from tests.services.ports import a_free_port

pytestmark = pytest.mark.localhost

Mail = tuple[str, str, str]


class Box:
    """Keeps what comes in: to whom, under what subject, saying what."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def handle_DATA(self, _server: object, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos[0], message["Subject"], message.get_content().strip()))
        return "250 OK"


def only_anna(_server: object, _session: object, _envelope: object, _kind: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"anna", b"rot & gut"))


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def mail_server(box: Box, authority: trustme.CA) -> Iterator[int]:
    """A server that takes mail only over TLS and from somebody who signed in; gives its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    server = Controller(
        box,
        hostname="127.0.0.1",
        port=a_free_port(),
        tls_context=context,
        require_starttls=True,
        authenticator=only_anna,
        auth_required=True,
    )
    server.start()
    yield server.port
    server.stop()


@pytest.fixture
def configured(settings: Settings, mail_server: int) -> Settings:
    # The password as it is written in an address: percent-encoded.
    address = f"smtp://anna:rot%20%26%20gut@localhost:{mail_server}"
    return replace(settings, smtp_url=address, mail_from="touren@erfurt.example")


def test_a_mail_goes_out_encrypted_and_signed_in(
    configured: Settings, authority: trustme.CA, box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    post.send(configured, "berta@erfurt.example", "Ihr Anmeldelink für Wayfable", "Grüße aus Öttingen")
    assert box.mails == [("berta@erfurt.example", "Ihr Anmeldelink für Wayfable", "Grüße aus Öttingen")]


def test_nothing_is_said_to_a_server_that_cannot_prove_its_name(
    configured: Settings, box: Box, capsys: pytest.CaptureFixture[str]
) -> None:
    post.send(configured, "berta@erfurt.example", "Ihr Anmeldelink", "geheim")
    assert box.mails == []
    printed = capsys.readouterr()
    assert "gut" not in printed.out + printed.err
