"""Files of a form on their way to an import: written to a temporary folder under names of ours."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from werkzeug.datastructures import FileStorage

from authoring.importers.source import Source
from authoring.media_store import MediaStore


@contextmanager
def incoming(store: MediaStore, files: Sequence[FileStorage]) -> Iterator[list[Source]]:
    """Yield the files that were really chosen; they are gone when the block ends."""
    with store.workplace() as folder:
        sources = []
        for number, file in enumerate(each for each in files if each.filename):
            path = folder / f"{number:04d}"
            file.save(path)
            sources.append(Source(_shown(file.filename or ""), path))
        yield sources


def _shown(name: str) -> str:
    """A file's name as a sentence can show it: a folder of a folder's upload stays, control characters go."""
    return "".join(letter for letter in name.replace("\\", "/") if letter.isprintable()).strip()[-200:] or "?"
