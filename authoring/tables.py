"""The tables. They hold no rules: a SQLModel table validates nothing, the verbs do.

A document is a row in ``document`` (what it is, where its head stands, what lists show)
and one row a ``revision`` in ``revision`` (the whole JSON, never changed again). All times
are aware and in UTC. Ids of our own making are UUIDv7 text.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, DateTime, Float, ForeignKey, Index, Integer, Text, TypeDecorator, text
from sqlmodel import Field, SQLModel


class UtcTime(TypeDecorator[datetime]):
    """An aware moment; SQLite keeps it without a zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: object) -> datetime | None:
        """Refuse a naive moment: nobody knows what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: object) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _moment(*, required: bool = True, index: bool = False) -> Any:
    return Field(
        default=... if required else None,
        sa_column=Column(UtcTime(), nullable=not required, index=index),
    )


def _json() -> Any:
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Organisation(SQLModel, table=True):
    """A tourism office, a town, a castle: who owns documents."""

    id: str = Field(primary_key=True)
    name: str
    slug: str = Field(unique=True)
    created_at: datetime = _moment()
    time_zone: str | None = None
    """Where its clocks stand (IANA); the installation's where absent."""
    licence: str | None = None
    """What it usually puts its own works under."""
    review: str | None = None
    """``always`` or ``never`` publishes it only what was approved; absent: as ``queries.approvals`` says."""


class Person(SQLModel, table=True):
    """Somebody who can sign in; ``email`` is stored in lower case."""

    id: str = Field(primary_key=True)
    name: str
    email: str = Field(unique=True)
    language: str = "de"
    password_hash: str | None = None
    created_at: datetime = _moment()


class Membership(SQLModel, table=True):
    """What a person is in an organisation: ``author``, ``reviewer``, ``publisher`` or ``administrator``."""

    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id", ondelete="CASCADE")
    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE", index=True)
    role: str
    since: datetime = _moment()


class SignInLink(SQLModel, table=True):
    """A one-time link; only the SHA-256 of its token is kept."""

    __tablename__ = "sign_in_link"
    token_hash: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    created_at: datetime = _moment()
    expires_at: datetime = _moment()
    used_at: datetime | None = _moment(required=False)


class WebSession(SQLModel, table=True):
    """A signed-in browser; only the SHA-256 of its cookie is kept."""

    __tablename__ = "web_session"
    token_hash: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    csrf_token: str
    created_at: datetime = _moment()
    seen_at: datetime = _moment()
    expires_at: datetime = _moment(index=True)


class Attempt(SQLModel, table=True):
    """A failed sign-in; ``subject`` is ``email:…`` or ``address:…``."""

    id: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    subject: str
    at: datetime = _moment()
    __table_args__ = (Index("attempt_subject_at", "subject", "at"),)


class ApiToken(SQLModel, table=True):
    """A machine's key to one organisation; ``scope`` is ``read``, ``write`` or ``publish``."""

    __tablename__ = "api_token"
    id: str = Field(primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    name: str
    token_hash: str = Field(unique=True)
    scope: str
    created_by: str | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    created_at: datetime = _moment()
    expires_at: datetime | None = _moment(required=False)
    last_used_at: datetime | None = _moment(required=False)
    revoked_at: datetime | None = _moment(required=False)


class AuditLine(SQLModel, table=True):
    """Who did what to what; never changed, never deleted with its subject."""

    __tablename__ = "audit_line"
    id: str = Field(primary_key=True)
    at: datetime = _moment(index=True)
    actor_id: str | None = None
    actor_name: str
    organisation_id: str | None = Field(default=None, index=True)
    verb: str
    subject_kind: str
    subject_id: str = Field(index=True)
    values: dict[str, Any] = _json()


class Document(SQLModel, table=True):
    """A station, tour, guide or medium, and where its head stands.

    ``card`` is what a list shows without opening the body: ``title`` (localised), ``languages``,
    ``themes``, ``cover`` (a medium's id), ``position`` ``[lon, lat]``, ``type`` (of a medium) …;
    ``errors``, ``warnings`` and ``hints`` count the report of the head, and are to be renewed
    when ``checked_on`` is empty or not today. ``file_name`` is what a medium's upload was called: it stands
    beside the document and never in it, so that nothing can publish it.
    """

    id: str = Field(primary_key=True)
    kind: str
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    slug: str | None = Field(default=None, unique=True)
    state: str = "draft"
    head: int
    card: dict[str, Any] = _json()
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    checked_on: date | None = None
    created_at: datetime = _moment()
    updated_at: datetime = _moment()
    updated_by: str | None = None
    deleted_at: datetime | None = _moment(required=False)
    file_name: str | None = None
    __table_args__ = (
        Index("document_kind_updated", "kind", "updated_at", "id"),
        # Of the deleted ones only: SQLite would else look up by "not deleted", which is nearly all there is.
        Index(
            "document_deleted",
            "deleted_at",
            sqlite_where=text("deleted_at IS NOT NULL"),
            postgresql_where=text("deleted_at IS NOT NULL"),
        ),
    )


class Revision(SQLModel, table=True):
    """A document as it was saved once: its JSON, and the revision it was based on (0: none)."""

    document_id: str = Field(primary_key=True, foreign_key="document.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    body: str = Field(sa_column=Column(Text, nullable=False))
    author_id: str | None = None
    author_name: str = ""
    at: datetime = _moment()
    based_on: int = 0
    summary: str = ""
    import_id: str | None = Field(default=None, index=True)


class Reference(SQLModel, table=True):
    """The head of ``source_id`` names ``target_id`` (which need not exist)."""

    source_id: str = Field(primary_key=True, foreign_key="document.id", ondelete="CASCADE")
    target_id: str = Field(primary_key=True, index=True)


class SearchEntry(SQLModel, table=True):
    """What the search knows of a document's head, but for its words; short, because every find is looked up.

    ``seq`` grows with every new document, so descending it is newest first. ``letters`` are the first
    letters of its words as bits, beside them those of its titles; ``languages`` and ``themes`` stand between
    blanks; ``title_key`` holds the folded titles, one a line. Positions in degrees.
    """

    __tablename__ = "search_entry"
    seq: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    document_id: str = Field(
        sa_column=Column(ForeignKey("document.id", ondelete="CASCADE"), nullable=False, unique=True)
    )
    kind: str
    organisation_id: str
    lon: float | None = Field(default=None, sa_column=Column(Float))
    lat: float | None = Field(default=None, sa_column=Column(Float))
    letters: int = Field(sa_column=Column(BigInteger, nullable=False))
    title_letters: int = Field(sa_column=Column(BigInteger, nullable=False))
    languages: str
    themes: str
    title_key: str = Field(sa_column=Column(Text, nullable=False))


class SearchWords(SQLModel, table=True):
    """The words of a search entry: folded, between blanks; ``facets`` are marks (see ``authoring.store.index``)."""

    __tablename__ = "search_words"
    seq: int | None = Field(sa_column=Column(ForeignKey("search_entry.seq", ondelete="CASCADE"), primary_key=True))
    words: str = Field(sa_column=Column(Text, nullable=False))
    facets: str = Field(sa_column=Column(Text, nullable=False))


class Presence(SQLModel, table=True):
    """Somebody has a document open; forgotten when not renewed."""

    document_id: str = Field(primary_key=True, foreign_key="document.id", ondelete="CASCADE")
    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    since: datetime = _moment()
    seen_at: datetime = _moment()


class Blob(SQLModel, table=True):
    """A stored file by its content; ``crc32`` and ``bytes`` spare a bundle a second reading."""

    sha256: str = Field(primary_key=True)
    bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    crc32: int = Field(sa_column=Column(BigInteger, nullable=False))
    media_type: str
    private: bool = False
    created_at: datetime = _moment()


class Import(SQLModel, table=True):
    """An import from its preview to its undo; ``state`` is ``planned``, ``applied`` or ``undone``."""

    id: str = Field(primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    person_id: str | None = None
    state: str = "planned"
    plan: dict[str, Any] = _json()
    result: dict[str, Any] = _json()
    created_at: datetime = _moment()
    applied_at: datetime | None = _moment(required=False)
    undone_at: datetime | None = _moment(required=False)


class ColumnMapping(SQLModel, table=True):
    """How an organisation mapped a table's columns last time; ``header`` is a hash of their names."""

    __tablename__ = "column_mapping"
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id", ondelete="CASCADE")
    header: str = Field(primary_key=True)
    mapping: dict[str, Any] = _json()
    used_at: datetime = _moment()


class OnSiteReport(SQLModel, table=True):
    """What a colleague found at an anchor on site; ``id`` was chosen by the phone, so that a second delivery is none.

    ``finding`` is ``authoring.store.on_site.Finding`` less the columns, ``anchor`` the anchor as the phone showed it;
    ``state`` is ``waiting``, ``accepted`` or ``declined``; ``photograph`` a private file.
    """

    __tablename__ = "on_site_report"
    id: str = Field(primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    station_id: str = Field(foreign_key="document.id", ondelete="CASCADE")
    scene_id: str
    anchor_id: str
    based_on: int
    anchor: dict[str, Any] = _json()
    finding: dict[str, Any] = _json()
    photograph: str | None = None
    person_id: str | None = None
    person_name: str = ""
    measured_at: datetime = _moment()
    received_at: datetime = _moment()
    state: str = "waiting"
    reason: str = ""
    decided_at: datetime | None = _moment(required=False)
    decided_by: str | None = None
    __table_args__ = (Index("on_site_report_station_state", "station_id", "state"),)


class Publication(SQLModel, table=True):
    """A version of a tour as visitors had it, and may have again; ``manifest`` is its SHA-256 in the published folder.

    ``current`` is true of the one that visitors have now; of a withdrawn tour none is. ``parts`` says of which
    revisions it was made: ``{document id: revision}``.
    """

    tour_id: str = Field(primary_key=True, foreign_key="document.id", ondelete="CASCADE")
    version: int = Field(primary_key=True)
    manifest: str
    current: bool = False
    parts: dict[str, Any] = _json()
    whole_bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    at: datetime = _moment()
    by_id: str | None = None
    by_name: str = ""
    note: str = ""


class PublishedPart(SQLModel, table=True):
    """The current version of ``tour_id`` was made of this revision of ``document_id``, itself among them."""

    __tablename__ = "published_part"
    tour_id: str = Field(primary_key=True, foreign_key="document.id", ondelete="CASCADE")
    document_id: str = Field(primary_key=True, index=True)
    revision: int


class Review(SQLModel, table=True):
    """A tour that somebody was asked to look at; ``state`` is ``waiting``, ``approved``, ``sent_back`` or ``recalled``.

    ``revisions`` says what it was made of when it was handed in: ``{document id: revision}``.
    """

    id: str = Field(primary_key=True)
    tour_id: str = Field(foreign_key="document.id", ondelete="CASCADE", index=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    state: str = "waiting"
    revisions: dict[str, Any] = _json()
    note: str = ""
    submitted_at: datetime = _moment()
    submitted_by: str = ""
    submitter_id: str | None = None
    reason: str = ""
    decided_at: datetime | None = _moment(required=False)
    decided_by: str | None = None


class FieldComment(SQLModel, table=True):
    """What somebody says at a field of a document (``pointer``, RFC 6901); ``revision`` is the one that was read."""

    __tablename__ = "field_comment"
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="document.id", ondelete="CASCADE", index=True)
    pointer: str
    revision: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime = _moment()
    by_id: str | None = None
    by_name: str = ""
    settled_at: datetime | None = _moment(required=False)
    settled_by: str | None = None


class PublishOrder(SQLModel, table=True):
    """A tour that is to be published at a time; ``state`` is ``waiting``, ``done``, ``failed`` or ``cancelled``.

    ``fault`` is the code and values of what kept it from being published.
    """

    __tablename__ = "publish_order"
    id: str = Field(primary_key=True)
    tour_id: str = Field(foreign_key="document.id", ondelete="CASCADE", index=True)
    due_at: datetime = _moment(index=True)
    state: str = "waiting"
    accept_warnings: bool = False
    person_id: str | None = None
    person_name: str = ""
    ordered_at: datetime = _moment()
    note: str = ""
    fault: dict[str, Any] = _json()
