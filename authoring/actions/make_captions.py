"""Make captions of a text that is spoken in a recording."""

import json
from collections.abc import Mapping
from typing import Any, Final

from authoring.actions.upload_medium import make_medium, name_of_line, take_back
from authoring.db import Database
from authoring.errors import Refused
from authoring.media.captioning import captioned
from authoring.media.captions import Cue, write
from authoring.media.intake import VTT, of_cues
from authoring.media_store import MediaStore, MissingFileError
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import Loaded, load
from authoring.queries.media import variant

Json = dict[str, Any]

_HEARD: Final = frozenset({"audio", "video"})
_RIGHTS: Final = ("licence", "credit", "rights_until")


def cues_for(database: Database, store: MediaStore, actor: Actor, medium_id: str, text: str) -> list[Json]:
    """Return the cues of a text over a recording, timed by its length and its pauses.

    Raises:
        NotFound, Forbidden: there is no such medium for the actor.
        Refused: ``captions_not_heard`` of a medium that has no sound, ``captions_no_text`` of a text without words.
    """
    with database.read() as session:
        loaded = load(session, actor, medium_id)
    return _cues(store, loaded, text)


def make_captions(
    database: Database, store: MediaStore, actor: Actor, medium_id: str, language: str, text: str
) -> Loaded:
    """Make a medium of such cues, in the organisation of the recording. Raises as :func:`cues_for`."""
    with database.read() as session:
        loaded = load(session, actor, medium_id)
    require(actor, Verb.UPLOAD, loaded.organisation_id)
    cues = _cues(store, loaded, text)
    made = of_cues(store, cues)
    original = store.put(write([Cue.from_json(cue) for cue in cues]), VTT, private=True)
    try:
        with database.write() as session:
            name = f"{language}.vtt"
            given = {"language": language, "title": name_of_line(text, language)}
            # Whoever may show a recording may show its words.
            given |= {field: loaded.value[field] for field in _RIGHTS if field in loaded.value}
            made_id = make_medium(session, actor, loaded.organisation_id, made, original, name, given=given)
    except BaseException:
        take_back(database, store, [original, *(each.stored for each in made.variants)])
        raise
    with database.read() as session:
        return load(session, actor, made_id)


def _cues(store: MediaStore, loaded: Loaded, text: str) -> list[Json]:
    body = loaded.value
    if loaded.kind != "medium" or not loaded.readable or body["type"] not in _HEARD:
        raise Refused("captions_not_heard")
    duration_s = body["original"].get("duration_s") or 0
    found = captioned(text, duration_s, _peaks(store, body))
    if not found:
        raise Refused("captions_no_text")
    return [cue.as_json(number) for number, cue in enumerate(found, start=1)]


def _peaks(store: MediaStore, body: Mapping[str, Any]) -> list[int]:
    """Return how loud a recording is from moment to moment; nothing where nobody has looked."""
    wave = variant(body, "waveform")
    if wave is None:
        return []
    try:
        return [int(peak) for peak in json.loads(store.read(wave.sha256))["peaks"]]
    except MissingFileError:
        return []
