"""JSON pointers (RFC 6901): made from keys, and followed through raw JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def pointer(*keys: str | int) -> str:
    """The pointer that goes through ``keys``.

    >>> pointer("story", 0, "text", "a/b")
    '/story/0/text/a~1b'
    """
    return "".join(f"/{_escaped(key)}" for key in keys)


def _escaped(key: str | int) -> str:
    return key.replace("~", "~0").replace("/", "~1") if isinstance(key, str) else str(key)


def keys(text: str) -> tuple[str, ...]:
    """The keys that a pointer goes through, unescaped; an array's index stays text.

    >>> keys("/story/0/text/a~1b")
    ('story', '0', 'text', 'a/b')
    """
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in text.split("/")[1:])


def follow(document: object, path: Iterable[str | int]) -> object:
    """What stands at the end of ``path`` in raw JSON. Raises :class:`LookupError` where nothing does."""
    for key in path:
        if isinstance(document, Mapping):
            document = document[key]
        elif isinstance(document, Sequence) and not isinstance(document, str):
            document = document[_index(key)]
        else:
            raise LookupError(key)  # noqa: TRY004 - whoever follows a pointer asks whether it leads anywhere
    return document


def _index(key: str | int) -> int:
    text = str(key)
    if not text.isdecimal():
        raise LookupError(key)
    return int(text)
