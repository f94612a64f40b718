"""Who may do what: one enum of verbs, one pure function, one truth table in the tests.

The roles are a ladder: each may do everything the one below may. All signed-in people read
the shared library (stations, guides, media) of the whole installation; tours in the making,
people and the audit log are for members; only members write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from authoring.errors import Forbidden

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """What a person is in an organisation, lowest first."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"

    @property
    def step(self) -> int:
        """Return the place on the ladder, from 0."""
        return list(Role).index(self)


class Scope(StrEnum):
    """What a machine's token may do in its organisation, least first."""

    READ = "read"
    WRITE = "write"
    PUBLISH = "publish"


class Verb(Enum):
    """Everything that can be asked, and the least role that may (``None``: anybody signed in)."""

    READ_LIBRARY = ("read_library", None, Scope.READ)
    READ_TOUR = ("read_tour", Role.AUTHOR, Scope.READ)
    READ_HISTORY = ("read_history", Role.AUTHOR, Scope.READ)
    READ_PEOPLE = ("read_people", Role.AUTHOR, None)
    READ_BIN = ("read_bin", Role.AUTHOR, Scope.READ)
    EXPORT = ("export", Role.AUTHOR, Scope.READ)
    CREATE = ("create", Role.AUTHOR, Scope.WRITE)
    EDIT = ("edit", Role.AUTHOR, Scope.WRITE)
    DELETE = ("delete", Role.AUTHOR, Scope.WRITE)
    RESTORE = ("restore", Role.AUTHOR, Scope.WRITE)
    PREVIEW = ("preview", Role.AUTHOR, Scope.WRITE)
    READ_ON_SITE = ("read_on_site", Role.AUTHOR, Scope.READ)
    REPORT_ON_SITE = ("report_on_site", Role.AUTHOR, Scope.WRITE)
    UPLOAD = ("upload", Role.AUTHOR, Scope.WRITE)
    IMPORT = ("import", Role.AUTHOR, Scope.WRITE)
    UNDO_IMPORT = ("undo_import", Role.AUTHOR, Scope.WRITE)
    SUBMIT = ("submit", Role.AUTHOR, Scope.WRITE)
    COMMENT = ("comment", Role.AUTHOR, Scope.WRITE)
    REVIEW = ("review", Role.REVIEWER, None)
    PUBLISH = ("publish", Role.PUBLISHER, Scope.PUBLISH)
    WITHDRAW = ("withdraw", Role.PUBLISHER, Scope.PUBLISH)
    READ_AUDIT = ("read_audit", Role.ADMINISTRATOR, None)
    MANAGE_PEOPLE = ("manage_people", Role.ADMINISTRATOR, None)
    MANAGE_TOKENS = ("manage_tokens", Role.ADMINISTRATOR, None)
    RENAME_ORGANISATION = ("rename_organisation", Role.ADMINISTRATOR, None)
    SET_DEFAULTS = ("set_defaults", Role.ADMINISTRATOR, None)
    PURGE = ("purge", Role.ADMINISTRATOR, None)
    # Only the command line of the installation itself: no role has it.
    ADMINISTER_INSTALLATION = ("administer_installation", None, None)

    def __init__(self, word: str, least: Role | None, scope: Scope | None) -> None:
        """Keep the verb's word, the least role and the least scope (``None``: never a token)."""
        self.word = word
        self.least = least
        self.scope = scope


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who asks. A person has roles, a token has a scope in one organisation.

    ``machine`` is the installation's own command line: whoever may run it owns the data folder.
    """

    person_id: str | None
    name: str
    language: str = "en"
    roles: Mapping[str, Role] = field(default_factory=lambda: MappingProxyType({}))
    token_id: str | None = None
    token_scope: Scope | None = None
    token_organisation: str | None = None
    machine: bool = False

    @classmethod
    def command_line(cls, language: str = "en") -> Actor:
        """Return the one who sits at the machine."""
        return cls(person_id=None, name="wayfable", language=language, machine=True)


def allowed(actor: Actor, verb: Verb, organisation_id: str | None) -> bool:
    """Tell whether the actor may do this to something of that organisation."""
    if actor.machine:
        return True
    if verb is Verb.ADMINISTER_INSTALLATION:
        return False
    if actor.token_scope is not None:
        return _token_allowed(actor, verb, organisation_id)
    if actor.person_id is None:
        return False
    if verb.least is None:
        return True
    role = actor.roles.get(organisation_id) if organisation_id is not None else None
    return role is not None and role.step >= verb.least.step


def require(actor: Actor, verb: Verb, organisation_id: str | None) -> None:
    """Raise ``Forbidden`` unless the actor may."""
    if not allowed(actor, verb, organisation_id):
        raise Forbidden(verb.word, organisation_id)


def _token_allowed(actor: Actor, verb: Verb, organisation_id: str | None) -> bool:
    if verb.scope is None or actor.token_scope is None:
        return False
    order = list(Scope)
    if order.index(actor.token_scope) < order.index(verb.scope):
        return False
    return verb.least is None or organisation_id == actor.token_organisation
