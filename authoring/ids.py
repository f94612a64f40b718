"""Identifiers of everything that is stored: UUID version 7, so that they sort by the time they were made."""

from __future__ import annotations

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last_ms = 0
_counter = 0
_COUNTER_LIMIT = 1 << 12


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562) as text; two calls in one process never go backwards."""
    global _last_ms, _counter  # noqa: PLW0603 - the sequence is one per process by definition
    with _lock:
        milliseconds = max(time.time_ns() // 1_000_000, _last_ms)
        if milliseconds == _last_ms:
            _counter += 1
            if _counter == _COUNTER_LIMIT:
                milliseconds, _counter = milliseconds + 1, 0
        else:
            _counter = 0
        _last_ms = milliseconds
        counter = _counter
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    value = (milliseconds << 80) | (0x7 << 76) | (counter << 64) | (0b10 << 62) | tail
    return str(uuid.UUID(int=value))
