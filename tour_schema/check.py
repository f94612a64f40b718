"""The judge: every fault of a document and of what would be published with it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date

from tour_schema.codes import Fitting, fitting_for, given_for
from tour_schema.document import Document
from tour_schema.issue import Issue, Report
from tour_schema.manifest import ResolvedTour
from tour_schema.scope import Documents, Resolver, Scope, Setting
from tour_schema.survey import REMEMBERED, Same, Survey, survey_of


def check(document: Document, resolver: Resolver, *, on: date) -> Report:
    """Every issue of the document on that day.

    For a tour the report covers its stations, guides and media too, for a station its media and
    guides: what would be published with it. A resolved tour is judged as its tour, with what it
    holds. The same documents on the same day always give the same report.
    """
    if isinstance(document, ResolvedTour):
        held = Documents(*document.stations, *document.guides, *document.media)
        return check(document.tour, held, on=on)
    scope = Scope(document, resolver, on)
    alone = _alone(scope.setting)
    issues: list[Issue] = []
    for each in scope.documents:
        issues += alone(Same(each))
        for judge in _fitting(each, survey_of(each)).scoped:
            issues += judge(each, scope)
    return Report.model_construct(issues=tuple(issues))


@functools.lru_cache(maxsize=4)
def _alone(setting: Setting) -> Callable[[Same], tuple[Issue, ...]]:
    """What a document is told alone, remembered with it: after an edit only one document is new."""

    @functools.lru_cache(maxsize=REMEMBERED)
    def told(same: Same) -> tuple[Issue, ...]:
        document, issues = same.document, list[Issue]()
        for judge in _fitting(document, survey_of(document)).alone:
            issues += judge(document, setting)
        return tuple(issues)

    return told


def _fitting(document: Document, survey: Survey) -> Fitting:
    """The rules that may have something to say about the document; chosen once, for it never changes."""
    fitting: Fitting | None = survey.fitting
    if fitting is None:
        model, fields = type(document), document.__dict__
        given = tuple([name for name in given_for(model) if fields[name]])
        fitting = survey.fitting = fitting_for(model, given, tuple(survey.classes))
    return fitting
