"""Patches: what a new file has of its own, beside an older one (Zstandard, RFC 8878, as ``zstd --patch-from``)."""

from __future__ import annotations

import sys
from typing import Final

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LARGEST: Final = 64_000_000
"""Bytes of a file of which a patch is made: old and new together fit the largest window that readers open, 128 MiB."""

WORTH_IT: Final = 0.8
"""A patch that is not a fifth smaller than the file is not published."""

_LARGEST_WINDOW: Final = 27
_SMALL: Final = 8_000_000
_SHORTEST: Final = 8
"""Bytes of a prefix, by the library."""


def patch_path(old: str, new: str) -> str:
    """Where the patch lies that makes a file of an older one, both named by their SHA-256."""
    return f"patches/{old}-{new}.zst"


def make_patch(old: bytes, new: bytes) -> bytes | None:
    """One frame that gives ``new`` to who has ``old``; ``None`` where that is not worth a file of its own."""
    if max(len(old), len(new)) > LARGEST or len(old) < _SHORTEST:
        return None
    options: dict[int, int] = {
        # The best level costs 0.15 s a megabyte: on large models it would keep a person waiting.
        zstd.CompressionParameter.compression_level: 19 if len(new) <= _SMALL else 9,
        # Far enough back for the first byte of the old file.
        zstd.CompressionParameter.window_log: min(max((len(old) + len(new)).bit_length(), 10), _LARGEST_WINDOW),
        zstd.CompressionParameter.enable_long_distance_matching: 1,
    }
    patch = zstd.compress(new, options=options, zstd_dict=zstd.ZstdDict(old, is_raw=True).as_prefix)
    return patch if len(patch) < len(new) * WORTH_IT else None


def apply_patch(old: bytes, patch: bytes, limit: int) -> bytes:
    """The new file, of at most ``limit`` bytes. Whoever applies a patch compares the hash of what comes out.

    Raises:
        ValueError: it is no patch, or not of this file.
    """
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _LARGEST_WINDOW}
    try:
        reader = zstd.ZstdDecompressor(zstd.ZstdDict(old, is_raw=True).as_prefix, options)
        return reader.decompress(patch, limit)
    except (zstd.ZstdError, ValueError) as fault:
        raise ValueError("no patch of this file") from fault
