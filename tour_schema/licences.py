"""Licences by their SPDX id, as far as tourism content is licensed, and what they ask for.

The ids were read in the SPDX licence list 3.27; the Creative Commons ones follow a pattern.
"""

from __future__ import annotations

import functools
import re
from typing import Final

_CREATIVE_COMMONS: Final = re.compile(
    r"CC-BY(?:-NC)?(?:-ND|-SA)?-(?:1\.0|2\.0|2\.5|3\.0|4\.0)(?:-(?:AT|AU|DE|FR|IGO|NL|UK|US))?"
)
_WRITTEN: Final = re.compile(
    r"CC[ -]?BY(?P<nc>[ -]?NC)?(?P<more>[ -]?(?:SA|ND))?[ -]?(?P<version>[1-4]\.[05])?(?:[ -](?P<port>DE|AT))?",
    re.IGNORECASE,
)
FREE: Final = frozenset({"CC0-1.0", "CC-PDDC", "CC-PDM-1.0", "DL-DE-ZERO-2.0", "PDDL-1.0", "Unlicense", "0BSD"})
"""Licences that ask for no credit."""
OTHERS: Final = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "DL-DE-BY-2.0",
        "GFDL-1.2-only",
        "GFDL-1.2-or-later",
        "GFDL-1.3-only",
        "GFDL-1.3-or-later",
        "LAL-1.3",
        "MIT",
        "OFL-1.1",
        "ODbL-1.0",
        "ODC-By-1.0",
        "OGL-UK-3.0",
        "etalab-2.0",
    }
)
_CUSTOM: Final = re.compile(r"LicenseRef-[A-Za-z0-9.-]{1,64}")
_CREATIVE_COMMONS_ADDRESS: Final = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<name>by(?:-nc)?(?:-sa|-nd)?)/(?P<version>[1-4]\.[05])|"
    r"(?P<zero>publicdomain/zero/1\.0)|(?P<mark>publicdomain/mark/1\.0))(?:/.*)?"
)


@functools.lru_cache(maxsize=1024)
def is_known(licence: str) -> bool:
    """Whether it is an SPDX id that we know, a ``LicenseRef-`` of one's own or an ``https:`` address."""
    return (
        licence in FREE
        or licence in OTHERS
        or _CREATIVE_COMMONS.fullmatch(licence) is not None
        or _CUSTOM.fullmatch(licence) is not None
        or re.fullmatch(r"https://[^\s/?#]+\.[^\s/?#]+\S*", licence) is not None
    )


@functools.lru_cache(maxsize=1024)
def asks_for_credit(licence: str) -> bool:
    """Whether whoever made it has to be named; assumed of a licence that is known by its address only."""
    return licence not in FREE and spdx_of(licence) not in FREE


def spdx_of(written: str) -> str | None:
    """The SPDX id that somebody meant, ``None`` where that is not clear.

    >>> spdx_of("cc by-sa 4.0"), spdx_of("http://creativecommons.org/licenses/by/4.0/deed.de"), spdx_of("CC BY")
    ('CC-BY-SA-4.0', 'CC-BY-4.0', None)
    """
    text = written.strip()
    for known in FREE | OTHERS:
        if text.lower() in {known.lower(), known.lower().replace("-", " ")}:
            return known
    if text.lower() in {"cc0", "cc 0", "cc0 1.0"}:
        return "CC0-1.0"
    address = _CREATIVE_COMMONS_ADDRESS.fullmatch(text)
    if address is not None:
        if address["name"]:
            return f"CC-{address['name'].upper()}-{address['version']}"
        return "CC0-1.0" if address["zero"] else "CC-PDM-1.0"
    return _creative_commons(text)


def _creative_commons(text: str) -> str | None:
    found = _WRITTEN.fullmatch(text)
    if found is None or found["version"] is None:
        return None
    parts = ["CC-BY", "NC" if found["nc"] else "", (found["more"] or "").strip(" -").upper(), found["version"]]
    name = "-".join(part for part in parts if part)
    return f"{name}-{found['port'].upper()}" if found["port"] else name
