"""A report as people read it: each issue with the sentences of their language."""

from typing import Any

from tour_schema import Report, words


def told(report: Report, language: str) -> list[dict[str, Any]]:
    """The issues as JSON, each with `title`, `help` and, where there is a fix, `fix_label`."""
    told_issues = []
    for issue in report.issues:
        said = words(issue, language)
        one = issue.model_dump(mode="json", exclude_none=True)
        one["title"], one["help"] = said.title, said.help
        if said.fix:
            one["fix_label"] = said.fix
        told_issues.append(one)
    return told_issues
