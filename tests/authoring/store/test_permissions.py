"""The truth table: role × verb × own or another organisation."""

import itertools

import pytest

from authoring.errors import Forbidden
from authoring.permissions import Actor, Role, Scope, Verb, allowed, require

EVERYBODY = {Verb.READ_LIBRARY}
AUTHOR = EVERYBODY | {
    Verb.READ_TOUR,
    Verb.READ_HISTORY,
    Verb.READ_PEOPLE,
    Verb.READ_BIN,
    Verb.EXPORT,
    Verb.CREATE,
    Verb.EDIT,
    Verb.DELETE,
    Verb.RESTORE,
    Verb.PREVIEW,
    Verb.READ_ON_SITE,
    Verb.REPORT_ON_SITE,
    Verb.UPLOAD,
    Verb.IMPORT,
    Verb.UNDO_IMPORT,
    Verb.SUBMIT,
    Verb.COMMENT,
}
REVIEWER = AUTHOR | {Verb.REVIEW}
PUBLISHER = REVIEWER | {Verb.PUBLISH, Verb.WITHDRAW}
ADMINISTRATOR = PUBLISHER | {
    Verb.READ_AUDIT,
    Verb.MANAGE_PEOPLE,
    Verb.MANAGE_TOKENS,
    Verb.RENAME_ORGANISATION,
    Verb.SET_DEFAULTS,
    Verb.PURGE,
}
OWN = {
    Role.AUTHOR: AUTHOR,
    Role.REVIEWER: REVIEWER,
    Role.PUBLISHER: PUBLISHER,
    Role.ADMINISTRATOR: ADMINISTRATOR,
}
READ_TOKEN = {
    Verb.READ_LIBRARY,
    Verb.READ_TOUR,
    Verb.READ_HISTORY,
    Verb.READ_BIN,
    Verb.READ_ON_SITE,
    Verb.EXPORT,
}
WRITE_TOKEN = READ_TOKEN | {
    Verb.CREATE,
    Verb.EDIT,
    Verb.DELETE,
    Verb.RESTORE,
    Verb.PREVIEW,
    Verb.REPORT_ON_SITE,
    Verb.UPLOAD,
    Verb.IMPORT,
    Verb.UNDO_IMPORT,
    Verb.SUBMIT,
    Verb.COMMENT,
}
TOKENS = {
    Scope.READ: READ_TOKEN,
    Scope.WRITE: WRITE_TOKEN,
    Scope.PUBLISH: WRITE_TOKEN | {Verb.PUBLISH, Verb.WITHDRAW},
}


@pytest.mark.parametrize(("role", "verb"), list(itertools.product(Role, Verb)))
def test_a_role_holds_in_its_own_organisation_and_nowhere_else(role: Role, verb: Verb) -> None:
    actor = Actor(person_id="p", name="P", roles={"own": role})
    assert allowed(actor, verb, "own") is (verb in OWN[role])
    assert allowed(actor, verb, "other") is (verb in EVERYBODY)
    assert allowed(actor, verb, None) is (verb in EVERYBODY)


@pytest.mark.parametrize(("scope", "verb"), list(itertools.product(Scope, Verb)))
def test_a_token_holds_in_its_organisation_as_far_as_its_scope(scope: Scope, verb: Verb) -> None:
    actor = Actor(person_id=None, name="token", token_scope=scope, token_organisation="own")
    assert allowed(actor, verb, "own") is (verb in TOKENS[scope])
    assert allowed(actor, verb, "other") is (verb in EVERYBODY)


@pytest.mark.parametrize("verb", Verb)
def test_a_token_is_no_more_than_its_scope_whatever_roles_stand_beside_it(verb: Verb) -> None:
    actor = Actor(
        person_id="p",
        name="token",
        roles={"own": Role.ADMINISTRATOR},
        token_scope=Scope.READ,
        token_organisation="own",
    )
    assert allowed(actor, verb, "own") is (verb in READ_TOKEN)


@pytest.mark.parametrize("verb", Verb)
def test_nobody_may_do_nothing_and_the_machine_everything(verb: Verb) -> None:
    assert not allowed(Actor(person_id=None, name=""), verb, "own")
    assert allowed(Actor.command_line(), verb, "own")


def test_a_person_without_a_role_reads_the_library_only() -> None:
    guest = Actor(person_id="p", name="P")
    assert {verb for verb in Verb if allowed(guest, verb, "own")} == EVERYBODY


def test_require_says_what_was_asked_and_where() -> None:
    with pytest.raises(Forbidden) as caught:
        require(Actor(person_id="p", name="P"), Verb.EDIT, "own")
    assert caught.value.values == {"verb": "edit", "organisation": "own"}
