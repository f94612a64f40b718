"""Finding a program, and installing it from Debian where it is missing and this may be done."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path


class CannotInstall(Exception):
    """The program is missing and cannot be installed here; the message says why."""


def found(*names: str, folders: tuple[Path, ...] = ()) -> Path | None:
    """The first of these programs on PATH or in one of the folders."""
    for name in names:
        for place in (shutil.which(name), *(shutil.which(name, path=str(folder)) for folder in folders)):
            if place:
                return Path(place)
    return None


@cache
def from_debian(*packages: str) -> None:
    """Install Debian packages, once a process.

    Raises:
        CannotInstall: no apt-get, not root, or apt-get failed.
    """
    wanted = " ".join(packages)
    if not shutil.which("apt-get"):
        raise CannotInstall(f"{wanted}: not installed, and there is no apt-get here")
    if os.geteuid() != 0:
        raise CannotInstall(f"{wanted}: not installed, and only root may run apt-get install")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # Two test workers may arrive here together: the lock of dpkg is waited for.
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *wait, *command], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0 and command[0] == "install":
            raise CannotInstall(f"apt-get install {wanted} failed: {done.stderr.strip()[-400:]}")
