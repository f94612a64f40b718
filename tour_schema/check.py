"""The judge: every fault of a document and of what would be published with it."""

from __future__ import annotations

import functools
from datetime import date
from typing import Final

from tour_schema.codes import Fitting, fitting_for, given_for
from tour_schema.document import Document
from tour_schema.issue import Issue, Report
from tour_schema.manifest import ResolvedTour
from tour_schema.scope import Documents, Resolver, Scope, Setting, Usual
from tour_schema.survey import Survey, survey_of

_SETTINGS: Final = 4
"""In how many settings it is remembered what a document was told alone: a tour of its own, and others on that day."""


def check(document: Document, resolver: Resolver, *, on: date, usual: Usual | None = None) -> Report:
    """Every issue of the document on that day.

    For a tour the report covers its stations, guides and media too, for a station its media and
    guides: what would be published with it. A resolved tour is judged as its tour, with what it
    holds. ``usual`` is what a fix proposes where a licence or a credit is missing and the tour says
    none. The same documents on the same day always give the same report.
    """
    if isinstance(document, ResolvedTour):
        held = Documents(*document.stations, *document.guides, *document.media)
        return check(document.tour, held, on=on, usual=usual)
    scope = Scope(document, resolver, on, usual)
    setting = _first_met(scope.setting)
    issues: list[Issue] = []
    for each in scope.documents:
        survey = survey_of(each)
        fitting = survey.fitting = survey.fitting or _fitting(each, survey)
        issues += _told_alone(each, survey, setting)
        for judge in fitting.scoped:
            issues += judge(each, scope)
    return Report.model_construct(issues=tuple(issues))


@functools.lru_cache(maxsize=_SETTINGS)
def _first_met(setting: Setting) -> Setting:
    """The equal setting that was met first: what was told in it is found again by looking whether it is the same."""
    return setting


def _told_alone(document: Document, survey: Survey, setting: Setting) -> tuple[Issue, ...]:
    """What a document is told alone, remembered with it: after an edit only one document is new."""
    for known, told in survey.told:
        if known is setting:
            return told
    issues: list[Issue] = []
    for judge in survey.fitting.alone:
        issues += judge(document, setting)
    told = tuple(issues)
    survey.told = ((setting, told), *survey.told[: _SETTINGS - 1])
    return told


def _fitting(document: Document, survey: Survey) -> Fitting:
    """The rules that may have something to say about the document; chosen once, for it never changes."""
    model, fields = type(document), document.__dict__
    given = tuple([name for name in given_for(model) if fields[name]])
    return fitting_for(model, given, tuple(survey.classes))
