"""Tables in text: separator, encoding and decimal comma found out, columns mapped by guess or by a person."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import clevercsv

from authoring.importers.encoding import decoded
from authoring.importers.features import MOST_COLUMNS, Row, Table, plan_of
from authoring.importers.plan import MOST_STATIONS, FileFacts, ImportRefusedError, Plan, Remarks
from authoring.importers.source import Source
from tour_schema.place import HeightReference

_SEPARATORS: Final = (";", "\t", ",", "|")
_LONGEST_CELL: Final = 16 * 1024 * 1024
_SAMPLE_CHARACTERS: Final = 20_000


def read_csv(
    source: Source,
    file: int = 0,
    *,
    mapping: Mapping[str, str] | None = None,
    swap: bool = False,
    heights: HeightReference | None = None,
) -> Plan:
    """The plan of one table.

    Raises:
        ImportRefusedError: it is no text, no table, or has too many rows.
    """
    remarks = Remarks(file)
    text = decoded(source.bytes())
    body = text.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator, body = _separator(body)
    names, cells = _cells(body, separator, remarks)
    rows = [Row(number, dict(zip(names, row, strict=False)), heights_from=heights) for number, row in cells]
    facts = FileFacts(
        name=source.name,
        format="csv",
        bytes=source.size,
        encoding=text.encoding,
        separator=separator,
        decimal_comma=_decimal_comma([row for _, row in cells]),
    )
    return plan_of(Table(facts, file, "row", names, rows), mapping, remarks, swap=swap)


def _separator(text: str) -> tuple[str, str]:
    """The separator and the text below a spreadsheet's ``sep=;`` line."""
    told = re.match(r"\s*\"?sep=(.)\"?[ \t]*\n", text)
    if told:
        return told[1], text[told.end() :]
    sample = text[:_SAMPLE_CHARACTERS]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1] or sample
    by_rows = _by_rows(sample)
    if by_rows is not None:
        return by_rows, text
    try:
        dialect = clevercsv.Sniffer().sniff(sample, delimiters=list(_SEPARATORS))
    except (clevercsv.Error, ValueError, IndexError):
        dialect = None
    found = dialect.delimiter if dialect is not None else ""
    return (found if found in _SEPARATORS else ","), text


def _by_rows(sample: str) -> str | None:
    """The separator that cuts every row into the same number of cells, when there is exactly one; else ``None``."""
    fits: dict[str, int] = {}
    for separator in _SEPARATORS:
        rows = [row for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
        widths = Counter(len(row) for row in rows)
        width, often = widths.most_common(1)[0] if widths else (0, 0)
        if width > 1 and often >= 0.9 * len(rows) and len(rows[0]) == width:
            fits[separator] = width
    if len(fits) > 1 and ";" in fits:
        # A decimal comma cuts as evenly as the semicolons do; the semicolon is then the one that was meant.
        return ";"
    return next(iter(fits)) if len(fits) == 1 else None


def _cells(text: str, separator: str, remarks: Remarks) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Column names, and ``(row number in the file, cells)`` for each row that is not blank."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, row in enumerate(reader, start=1):
            if any(cell.strip() for cell in row):
                rows.append((number, row))
            if len(rows) > MOST_STATIONS + 1:
                raise ImportRefusedError("too_many_rows", count=len(rows), most=MOST_STATIONS)
    except csv.Error:
        raise ImportRefusedError("csv_broken", line=reader.line_num) from None
    rows = _from_header(rows)
    if not rows:
        raise ImportRefusedError("csv_empty")
    if _is_data(rows):
        remarks.noticed("no_header")
        rows = [(0, [""] * max(len(row) for _, row in rows)), *rows]
    names = _names(rows[0][1])
    for number, row in rows[1:]:
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            remarks.left("cells_beyond", str(number))
    if len(rows) == 1:
        remarks.noticed("no_rows")
    return names, rows[1:]


def _from_header(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows from the one with the columns' names on: reports begin with a title and a blank line or two."""
    widths = Counter(sum(1 for cell in row if cell.strip()) for _, row in rows[:200])
    usual = max((width for width, often in widths.items() if often > 1), default=0)
    for index, (_, row) in enumerate(rows[:30]):
        filled = sum(1 for cell in row if cell.strip())
        if filled >= max(1, 0.6 * usual):
            return rows[index:]
    return rows


def _is_data(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether the first row is no list of names: it has a number with decimals where the second has one too."""
    if len(rows) < 2:
        return False
    pairs = zip(rows[0][1], rows[1][1], strict=False)
    return any(all(re.fullmatch(r"\s*-?\d{1,3}[.,]\d{2,}\s*", cell) for cell in pair) for pair in pairs)


def _names(header: Sequence[str]) -> list[str]:
    """The columns' names, each once: an unnamed column is called by its number, a second ``Name`` is ``Name (2)``."""
    if len(header) > MOST_COLUMNS:
        raise ImportRefusedError("too_many_columns", count=len(header), most=MOST_COLUMNS)
    names: list[str] = []
    for index, cell in enumerate(header, start=1):
        name = " ".join(cell.split())[:120] or f"#{index}"
        copies = 2
        unique = name
        while unique in names:
            unique = f"{name} ({copies})"
            copies += 1
        names.append(unique)
    return names


def _decimal_comma(rows: Sequence[Sequence[str]]) -> bool:
    numbers = [cell for row in rows[:500] for cell in row if re.fullmatch(r"\s*-?\d{1,3}[.,]\d+\s*", cell)]
    return sum("," in cell for cell in numbers) > len(numbers) / 2
