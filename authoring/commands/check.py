"""``wayfable check FILE…``: judge documents and bundles, in words or as a report for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from authoring import clock, console
from authoring.words import say
from tour_schema import Document, Documents, Issue, Report, Severity, check, read, words
from tour_schema.bundle import is_zip, read_bundle
from tour_schema.geometry import check_geojson
from tour_schema.manifest import Catalogue, Manifest, ResolvedTour
from tour_schema.read import FILE_TOO_LARGE, MAX_BYTES

UNREADABLE = 2
_SEVERITIES = {
    Severity.ERROR: "check.severity_error",
    Severity.WARNING: "check.severity_warning",
    Severity.HINT: "check.severity_hint",
}


class Looked(NamedTuple):
    """What one argument gave."""

    name: str
    documents: tuple[Document, ...]
    issues: tuple[Issue, ...]
    sentence: str | None = None
    """Why there is nothing to judge, where no issue says it."""

    @property
    def readable(self) -> bool:
        """Whether there was a document, be it a faulty one."""
        families = {issue.code.split(".")[0] for issue in self.issues if issue.severity is Severity.ERROR}
        return bool(self.documents) or (self.sentence is None and families <= {"structure"})


@click.command(help=say("check.help", console.language()))
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=say("check.format", console.language()),
)
@console.lang()
@click.pass_context
def command(context: click.Context, files: tuple[str, ...], form: str, lang: str | None) -> None:
    """Judge every file; exit 0 without errors, 1 with errors, 2 where something could not be read."""
    language = lang or console.language()
    looked = [_look(name, language) for name in files]
    judged = list(_judged(looked, clock.today()))
    report = Report(issues=tuple(issue for _, issue in judged))
    if form == "json":
        click.echo(report.to_json().decode())
        for each in looked:
            if each.sentence is not None:
                console.echo(each.sentence, err=True)
    else:
        for line in _lines(looked, judged, report, language):
            console.echo(line)
    unreadable = not all(each.readable for each in looked)
    context.exit(UNREADABLE if unreadable else 1 if report.errors else 0)


def _look(name: str, language: str) -> Looked:
    path = Path(name)
    try:
        if not path.exists():
            return Looked(name, (), (), say("check.no_file", language, file=name))
        if path.is_dir() or (path.is_file() and is_zip(path)):
            bundle = read_bundle(path)
            found = (bundle.manifest, bundle.resolved)
            return Looked(name, tuple(each for each in found if each is not None), bundle.report.issues)
        if not path.is_file():
            return Looked(name, (), (), say("check.not_a_file", language, file=name))
        size = path.stat().st_size
        if size > MAX_BYTES:  # said with the file's own size, and not with how much of it would be read
            return Looked(name, (), (FILE_TOO_LARGE.at(None, bytes=size, limit=MAX_BYTES),))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as fault:
        if isinstance(fault, OSError):
            sentence = console.of_machine(fault, language, file=name)
        else:
            # A name with a NUL in it names nothing.
            sentence = say("check.no_file", language, file=name)
        return Looked(name, (), (), sentence)
    reading = read(data)
    documents = () if reading.document is None else (reading.document,)
    issues = reading.report.issues
    if any(issue.code == "file.geojson" for issue in issues):
        issues += check_geojson(data).issues
    return Looked(name, documents, issues)


def _judged(looked: list[Looked], on: date) -> Iterator[tuple[str, Issue]]:
    """Every issue with the file that it was found in, each once."""
    together = [document for each in looked for document in each.documents]
    resolver = Documents(*(each for each in together if not isinstance(each, Manifest | Catalogue | ResolvedTour)))
    seen: set[str] = set()
    for each in looked:
        for issue in each.issues:
            yield each.name, issue
        for document in each.documents:
            for issue in check(document, resolver, on=on).issues:
                key = issue.model_dump_json()
                if key not in seen:
                    seen.add(key)
                    yield each.name, issue


def _lines(looked: list[Looked], judged: list[tuple[str, Issue]], report: Report, language: str) -> Iterator[str]:
    for each in looked:
        mine = [issue for name, issue in judged if name == each.name]
        if mine or each.sentence is not None:
            yield each.name
        if each.sentence is not None:
            yield f"  {each.sentence}"
        for issue in mine:
            yield from _told(issue, language)
    errors, warnings, hints = len(report.errors), len(report.warnings), len(report.hints)
    if report.issues:
        counts = (("page.errors", errors), ("page.warnings", warnings), ("page.hints", hints))
        yield " · ".join(say(key, language, count=count) for key, count in counts)
    elif all(each.sentence is None for each in looked):
        yield say("check.ready", language)


def _told(issue: Issue, language: str) -> Iterator[str]:
    told = words(issue, language)
    yield f"  {say(_SEVERITIES[issue.severity], language)}: {told.title}"
    yield f"      {told.help}"
    if told.fix is not None:
        yield f"      {say('check.to_fix', language, label=told.fix)}"
    where = " ".join(part for part in (issue.document_kind, issue.document, issue.pointer) if part)
    yield f"      [{issue.code}] {where}".rstrip()
