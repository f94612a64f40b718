"""A real reverse proxy with HTTPS, set up as the README says."""

import os
import re
import shutil
import subprocess
import tempfile
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from tests.services.install import CannotInstall, found, from_debian
from tests.services.waiting import until_it_listens

_README = Path(__file__).resolve().parents[2] / "README.md"
_AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


@contextmanager
def in_front(address: str, port: int, published: Path) -> Iterator[str]:
    """A proxy at `https://localhost:port` before the server at `address` and what is `published`; gives its address.

    The certificate is signed by nobody whom a browser knows.

    Raises:
        CannotInstall: nginx is neither here nor to be had.
    """
    program = _program()
    folder = Path(tempfile.mkdtemp(prefix="wayfable-nginx-"))
    settings = folder / "nginx.conf"
    # As root it would give up its rights to a user who may not look into the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    server = _as_in_the_readme(address, port, folder, published)
    settings.write_text(_AROUND.format(user=user, folder=folder, server=server))
    process = subprocess.Popen([program, "-p", folder, "-c", settings])
    try:
        until_it_listens(port, process, folder / "error.log")
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _program() -> Path:
    there = found("nginx", folders=(Path("/usr/sbin"),))
    if there is None:
        from_debian("nginx-light")
        there = found("nginx", folders=(Path("/usr/sbin"),))
    if there is None:
        raise CannotInstall("nginx is installed and not to be found")
    return there


def _as_in_the_readme(address: str, port: int, folder: Path, published: Path) -> str:
    """The README's example with this port, this certificate and this server in the places of its own."""
    (example,) = re.findall(r"```nginx\n(.*?)```", _README.read_text(encoding="utf-8"), re.DOTALL)
    issued = trustme.CA().issue_cert("localhost")
    issued.cert_chain_pems[0].write_to_path(folder / "certificate.pem")
    issued.private_key_pem.write_to_path(folder / "key.pem")
    upstream = urllib.parse.urlsplit(address).netloc
    for pattern, here in (
        (r"listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (r"server_name \S+;", "server_name localhost;"),
        (r"ssl_certificate \S+;", f"ssl_certificate {folder / 'certificate.pem'};"),
        (r"ssl_certificate_key \S+;", f"ssl_certificate_key {folder / 'key.pem'};"),
        (r"127\.0\.0\.1:8000", upstream),
        (r"root /srv/wayfable/published;", f"root {published};"),
    ):
        example, changed = re.subn(pattern, here, example)
        assert changed == 1, pattern
    return str(example)
