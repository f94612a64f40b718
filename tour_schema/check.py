"""The judge: every fault of a document and of what would be published with it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date

from tour_schema.codes import rules_for
from tour_schema.document import Document
from tour_schema.issue import Issue, Report
from tour_schema.manifest import ResolvedTour
from tour_schema.rule import Judge
from tour_schema.scope import Documents, Resolver, Scope, Setting
from tour_schema.survey import REMEMBERED, Same


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
    issues: list[Issue] = []
    for each in scope.documents:
        issues.extend(_alone(Same(each), scope.setting))
        for judge in _fitting(each, scope, is_alone=False):
            issues.extend(judge(each, scope))
    return Report.model_construct(issues=tuple(issues))


@functools.lru_cache(maxsize=REMEMBERED)
def _alone(same: Same, setting: Setting) -> tuple[Issue, ...]:
    """What a document is told alone, remembered with it: after an edit only one document is new."""
    document = same.document
    judges = _fitting(document, setting, is_alone=True)
    return tuple(issue for judge in judges for issue in judge(document, setting))


def _fitting(document: Document, scope: Scope | Setting, *, is_alone: bool) -> Iterator[Judge]:
    """The rules that may have something to say about the document."""
    fields, classes = document.__dict__, scope.survey(document).classes
    for rule in rules_for(type(document), is_alone):
        if rule.given is not None and not fields[rule.given]:
            continue
        if rule.holding and rule.holding.isdisjoint(classes):
            continue
        yield rule.judge
