"""What a tour is: the frozen models of the format, their checks and their words."""

from tour_schema.check import check
from tour_schema.document import Document, dump
from tour_schema.issue import Fix, Issue, Report, Severity
from tour_schema.read import Reading, read
from tour_schema.scope import Documents, Resolver, Usual
from tour_schema.words import Words, words

__all__ = [
    "Document",
    "Documents",
    "Fix",
    "Issue",
    "Reading",
    "Report",
    "Resolver",
    "Severity",
    "Usual",
    "Words",
    "check",
    "dump",
    "read",
    "words",
]
