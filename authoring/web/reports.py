"""A report as people read it: each issue with the sentences of their language."""

from typing import Any

from tour_schema import Report, words


def told(report: Report, language: str) -> dict[str, Any]:
    """The report as JSON, its issues each with `title`, `help` and, where there is a fix, `fix_label`."""
    issues = []
    for issue, one in zip(report.issues, report.model_dump(mode="json", exclude_none=True)["issues"], strict=True):
        said = words(issue, language)
        one["title"], one["help"] = said.title, said.help
        if said.fix:
            one["fix_label"] = said.fix
        issues.append(one)
    return {"kind": "report", "issues": issues}
