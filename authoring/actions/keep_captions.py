"""Keep the file that a saved document's cues make."""

from authoring.actions.keep_file import keep_file
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.store import body as bodies
from authoring.store.captions import file_of

_TYPE = b'"captions"'


def keep_captions(database: Database, store: MediaStore, body: bytes) -> bool:
    """Write the file of captions that have just been saved, and return whether there was one to write.

    Which file that is their revision says already (``store.captions``). No permission is asked: whoever could save
    the cues may have them written. A crash in between is made good by ``start_jobs``.
    """
    # Nearly everything that is saved has nothing to do with captions.
    data = file_of(bodies.of_value(bodies.of_text(body.decode()))) if _TYPE in body else None
    if data is None:
        return False
    stored = store.put(data, "text/vtt")
    with database.write() as session:
        keep_file(session, stored)
    return True
