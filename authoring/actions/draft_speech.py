"""Have a text spoken by the configured speech engine, as a draft until somebody records it."""

from collections.abc import Sequence
from typing import Any, Final

from authoring import jobs
from authoring.actions.bring_import import Who
from authoring.actions.upload_medium import make_medium, name_of_line, start_variants, take_back
from authoring.db import Database
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.jobs import JobRefusedError, Work
from authoring.media.intake import check_kind, examine
from authoring.media.sniff import LOOK_AT
from authoring.media.speech import VOICE, speak
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Verb, require
from authoring.queries.people import actor_once_more
from authoring.refusal import SandboxRefusal
from authoring.settings import Settings
from authoring.tables import Document

_MOST_BYTES: Final = 200_000_000
_LONGEST_NAME: Final = 40


def draft_speech(
    settings: Settings, actor: Actor, organisation_id: str, language: str, text: str, voice: str | None
) -> tuple[str, str]:
    """Hand the job in; return its id, and that of the medium that it makes.

    Raises:
        Forbidden: the actor may not upload there.
        Refused: ``speech_none`` where no engine is configured, ``speech_voice`` of what cannot be a voice's name.
    """
    require(actor, Verb.UPLOAD, organisation_id)
    if not settings.speech:
        raise Refused("speech_none")
    spoken = voice or language.partition("-")[0]
    if VOICE.fullmatch(spoken) is None:
        raise Refused("speech_voice")
    medium_id = new_id()
    who = {"person_id": actor.person_id, "token_id": actor.token_id}
    wish = {"organisation_id": organisation_id, "language": language, "text": text, "voice": spoken}
    return jobs.enqueue(
        "draft_speech", job_id=f"speech-{medium_id}", medium_id=medium_id, who=who, wish=wish
    ), medium_id


class SpeechDrafter:
    """The job ``draft_speech``; its step may run twice and leaves the same."""

    def __init__(self, command: Sequence[str], database: Database, store: MediaStore) -> None:
        self._command = command
        self._database = database
        self._store = store

    def __call__(self, work: Work, medium_id: str, who: Who, wish: dict[str, str]) -> None:
        """Speak the text, in one step: it takes a second."""
        work.tell(0, 1, "media.job.speech")
        work.step(self.draft, medium_id, who, wish)

    def draft(self, medium_id: str, who: Who, wish: dict[str, str]) -> None:
        """Speak the text and make a medium of it."""
        with self._database.read() as session:
            actor = actor_once_more(session, **who)
            done = session.get(Document, medium_id) is not None
        if actor is None or not self._command:
            raise JobRefusedError("error.forbidden" if actor is None else "error.speech_none")
        if done:
            return
        try:
            self._keep(actor, medium_id, wish)
        except SandboxRefusal as refusal:
            raise JobRefusedError("error.speech_silent", {"voice": wish["voice"]}) from refusal

    def _keep(self, actor: Actor, medium_id: str, wish: dict[str, str]) -> None:
        with self._store.workplace() as folder:
            sound = speak(self._command, wish["text"], wish["language"], wish["voice"], folder)
            data = sound.read_bytes()
        kind = check_kind(data[:LOOK_AT])
        with self._store.receive([data], limit=_MOST_BYTES) as received:
            examined = examine(self._store, received, kind)
            original = self._store.keep(received, examined.facts["media_type"], private=True)
        try:
            with self._database.write() as session:
                name = f"{wish['text'][:_LONGEST_NAME].strip()}.wav"
                title = name_of_line(wish["text"], wish["language"])
                given: dict[str, Any] = {"id": medium_id, "language": wish["language"], "title": title}
                make_medium(session, actor, wish["organisation_id"], examined, original, name, given=given)
        except BaseException:
            take_back(self._database, self._store, [original, *(each.stored for each in examined.variants)])
            raise
        start_variants(medium_id, original.sha256)
