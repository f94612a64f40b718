"""An acknowledged save survives ``kill -9``, and what was not acknowledged is there whole or not at all."""

import signal
import subprocess
import sys

from sqlalchemy import text
from sqlmodel import select

from authoring.db import Database
from authoring.tables import AuditLine, Document, Revision, SearchEntry
from tests.authoring.store.conftest import Office


def test_what_was_acknowledged_survives_kill_9(database: Database, office: Office) -> None:
    acknowledged: dict[str, int] = {}
    for round_ in range(3):
        acknowledged |= killed_while_writing(database, office.erfurt, first=900_000 + round_ * 20_000, lines=25)
    with database.read() as session:
        heads = {row.id: row.head for row in session.exec(select(Document))}
        revisions = {(row.document_id, row.number) for row in session.exec(select(Revision))}
        entries = set(session.exec(select(SearchEntry.document_id)))
        lines = len(session.exec(select(AuditLine)).all())
    assert len(acknowledged) >= 3 * 6
    assert all(heads[id_] >= revision for id_, revision in acknowledged.items())
    # Whatever is there is whole: every head has its revisions, its search entry and its lines in the log.
    assert revisions == {(id_, number) for id_, head in heads.items() for number in range(1, head + 1)}
    assert entries == heads.keys()
    assert lines == len(revisions)
    if database.is_sqlite:
        with database.write() as session:
            session.execute(text("INSERT INTO search_text(search_text, rank) VALUES ('integrity-check', 1)"))
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def killed_while_writing(database: Database, organisation: str, *, first: int, lines: int) -> dict[str, int]:
    """Start a writing process, read so many acknowledgements, kill it, and return the last for each document."""
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.authoring.store.keep_writing", url, organisation, str(first)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    read = [writer.stdout.readline() for _ in range(lines)]
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read()
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    # The last line may have been cut by the blow; what is whole was acknowledged.
    whole = [line for line in ("".join(read) + rest).splitlines(keepends=True) if line.endswith("\n")]
    return {line.split()[0]: int(line.split()[1]) for line in whole}
