"""Free ports of this machine."""

import os
import socket
from contextlib import closing


def is_free(port: int) -> bool:
    """Whether nobody listens on the port of 127.0.0.1 now."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def a_free_port() -> int:
    """A port that the system gives out now; another process may take it before you do."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def a_free_block(size: int, *, twin: int = 0) -> int:
    """The first port of `size` free ones; with `twin`, the ports that far above are free as well.

    Blocks lie below the range from which systems hand out ports, so nobody takes one by chance; each process
    starts looking at another place, so that test workers do not meet.
    """
    blocks = [11_000 + size * number for number in range(8_000 // size)]
    start = os.getpid() % len(blocks)
    for base in blocks[start:] + blocks[:start]:
        ports = [base + offset for offset in range(size)]
        if all(is_free(port) for port in ports + ([port + twin for port in ports] if twin else [])):
            return base
    raise RuntimeError("no block of free ports on this machine")
