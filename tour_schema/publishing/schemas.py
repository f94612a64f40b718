"""JSON Schema 2020-12 of each document and of the report, with permanent ids.

Some things are said as the format means them and not as pydantic writes them: what is optional is
absent and never ``null``; every member of a union says its ``kind``; a key that fits no pattern is
refused; OpenAPI's ``discriminator`` is left out.
"""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel

from tour_schema.guide import Guide
from tour_schema.issue import Report
from tour_schema.manifest import Catalogue, Manifest, ResolvedTour
from tour_schema.media import Medium
from tour_schema.station import Station
from tour_schema.tour import Tour

BASE: Final = "https://wayfable.org/schema/1.0/"
"""Where the schemas of format 1.0 live for ever."""
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

ROOTS: Final[dict[str, type[BaseModel]]] = {
    "station": Station,
    "tour": Tour,
    "guide": Guide,
    "medium": Medium,
    "manifest": Manifest,
    "resolved_tour": ResolvedTour,
    "catalogue": Catalogue,
    "report": Report,
}
"""The published schemas by their names."""

Json = dict[str, Any]


def schema(name: str) -> Json:
    """The JSON Schema of one of :data:`ROOTS`."""
    made = _said_right(ROOTS[name].model_json_schema(mode="validation", by_alias=True))
    definitions = {key: made["$defs"][key] for key in sorted(made.get("$defs", {}))}
    rest = {key: value for key, value in made.items() if key != "$defs"}
    head = {"$schema": DIALECT, "$id": f"{BASE}{name}.schema.json"}
    return {**head, **rest, **({"$defs": definitions} if definitions else {})}


def schema_text(name: str) -> str:
    """The schema as the committed file holds it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def _said_right(node: Any) -> Any:
    if isinstance(node, list):
        return [_said_right(each) for each in node]
    if not isinstance(node, dict):
        return node
    node = {key: _said_right(value) for key, value in node.items() if key != "discriminator"}
    node = _without_null(node)
    if "patternProperties" in node:
        node["additionalProperties"] = False
    properties = node.get("properties")
    if isinstance(properties, dict):
        # pydantic makes a field's title of its name, which is there already
        named = {
            key: {part: said for part, said in each.items() if part != "title"} for key, each in properties.items()
        }
        node["properties"] = named
        if "const" in named.get("kind", {}):
            node["required"] = ["kind", *(each for each in node.get("required", []) if each != "kind")]
    return node


def _without_null(node: Json) -> Json:
    choices = node.get("anyOf")
    if not isinstance(choices, list) or {"type": "null"} not in choices:
        return node
    rest = [each for each in choices if each != {"type": "null"}]
    kept = {key: value for key, value in node.items() if key not in {"anyOf", "default"}}
    return {**rest[0], **kept} if len(rest) == 1 else {"anyOf": rest, **kept}
