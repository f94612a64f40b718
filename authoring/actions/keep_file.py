"""Write down a file that lies in the media store."""

from sqlmodel import Session

from authoring import clock
from authoring.media_store import Stored
from authoring.tables import Blob


def keep_file(session: Session, stored: Stored) -> None:
    """Keep what was computed while the file was written: length, CRC-32, media type; a bundle needs no second reading.

    No permission is asked: only verbs that have asked call this, in their own transaction. The row of a file that lies
    on both shelves is public; keeping it again makes it young again, so that it is not collected as old and unused.
    """
    row = session.get(Blob, stored.sha256)
    if row is None:
        session.add(
            Blob(
                sha256=stored.sha256,
                bytes=stored.bytes,
                crc32=stored.crc32,
                media_type=stored.media_type,
                private=stored.private,
                created_at=clock.now(),
            )
        )
    else:
        row.created_at = clock.now()
        if row.private and not stored.private:
            row.private, row.media_type = False, stored.media_type
    session.flush()
