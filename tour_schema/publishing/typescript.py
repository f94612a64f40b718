"""TypeScript types of every document and of the report, made from the JSON Schemas.

Everything is ``readonly``, as the documents are frozen; what is optional may be absent and is never
``null``. Patterns and ranges have no type; they stand in the schemas.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from tour_schema.publishing.schemas import ROOTS, schema

_HEADER: Final = """\
// Made from tour_schema/published/1.0 by `python -m tour_schema.publishing`: do not edit.
"""
_SCALARS: Final = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean"}
Json = dict[str, Any]


def types_text() -> str:
    """The module of all types, each once, by their names."""
    found: dict[str, Json] = {}
    for name in ROOTS:
        root = schema(name)
        for key, definition in root.pop("$defs", {}).items():
            found.setdefault(key, definition)
        found[root["title"]] = root
    documents = [each.__name__ for name, each in ROOTS.items() if name != "report"]
    parts = [_HEADER]
    parts += [_declaration(name, found[name]) for name in sorted(found)]
    parts.append(
        f"/** A document of the format, told apart by its `kind`. */\nexport type Document = {' | '.join(documents)};\n"
    )
    return "\n".join(parts)


def _declaration(name: str, definition: Json) -> str:
    if definition.get("type") == "object" and "properties" in definition:
        body = "".join(_members(definition))
        return f"{_comment(definition, '')}export interface {name} {{\n{body}}}\n"
    return f"{_comment(definition, '')}export type {name} = {_type(definition)};\n"


def _members(definition: Json) -> Iterator[str]:
    required = set(definition.get("required", ()))
    for key, member in definition["properties"].items():
        mark = "" if key in required else "?"
        yield f"{_comment(member, '  ')}  readonly {key}{mark}: {_type(member)};\n"


def _comment(definition: Json, indent: str) -> str:
    text = definition.get("description", "")
    if not text:
        return ""
    lines = [line for part in text.replace("*/", "* /").split("\n") for line in textwrap.wrap(part, 100) or [""]]
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    return f"{indent}/**\n" + "".join(f"{indent} *{' ' if line else ''}{line}\n" for line in lines) + f"{indent} */\n"


def _type(node: Json) -> str:
    """The type expression of a schema."""
    if "$ref" in node:
        return str(node["$ref"]).rpartition("/")[2]
    if "const" in node:
        return json.dumps(node["const"])
    if "enum" in node:
        return " | ".join(json.dumps(each) for each in node["enum"])
    for union in ("anyOf", "oneOf"):
        if union in node:
            return " | ".join(dict.fromkeys(_type(each) for each in node[union]))
    made = {"array": _array, "object": _record}.get(str(node.get("type")))
    return made(node) if made else _SCALARS.get(str(node.get("type")), "unknown")


def _record(node: Json) -> str:
    values = node.get("additionalProperties") or next(iter(node.get("patternProperties", {}).values()), True)
    inner = _type(values) if isinstance(values, dict) else "unknown"
    return f"Readonly<Record<string, {inner}>>"


def _array(node: Json) -> str:
    if "prefixItems" in node:
        return f"readonly [{', '.join(_type(each) for each in node['prefixItems'])}]"
    inner = _type(node["items"]) if isinstance(node.get("items"), dict) else "unknown"
    return f"readonly ({inner})[]" if " " in inner else f"readonly {inner}[]"
