"""The judge: every fault of a document and of what would be published with it."""

from __future__ import annotations

from datetime import date

from tour_schema.codes import rules_for
from tour_schema.document import Document
from tour_schema.issue import Issue, Report
from tour_schema.manifest import ResolvedTour
from tour_schema.scope import Documents, Resolver, Scope


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
        fields, survey = each.__dict__, scope.survey(each)
        for rule in rules_for(type(each)):
            if rule.given is not None and not fields[rule.given]:
                continue
            if not rule.holding or any(survey.nodes(model) for model in rule.holding):
                issues.extend(rule.judge(each, scope))
    return Report.model_construct(issues=tuple(issues))
