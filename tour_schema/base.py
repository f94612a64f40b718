"""The one base model, and the small types that every noun is made of.

Models say what a *draft* may be; the rules in :mod:`tour_schema.rules` say what may be
*published*. A tour without a title is a draft, so it parses; a tour whose title is a
number is not a tour.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

FORMAT: Final = "wayfable/1.0"

Format = Annotated[str, StringConstraints(pattern=r"^wayfable/1\.\d{1,4}$")]
"""The format's version. :mod:`tour_schema.upgrade` brings every older one to :data:`FORMAT`."""

Uuid = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
]
"""A document's id: a UUID in lower case (RFC 9562; version 7 when Wayfable makes it)."""

LocalId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""An id inside one document, unique there, such as ``"scene-1"``."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
"""A tour's name in an address, such as ``"zeitreise-ins-mittelalter"``."""

Keyword = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=64)]
"""A theme or an audience, such as ``"middle-ages"``; its words are the reader's business."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 digest as 64 lower-case hexadecimal digits (FIPS 180-4)."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
"""One line of text that is not for translation: a name, a street, an address of a page."""

Instant = Annotated[
    str,
    StringConstraints(
        pattern=r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
        r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$"
    ),
]
"""A moment, RFC 3339 §5.6 with capital ``T`` and ``Z``."""

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$")]
"""A calendar day, RFC 3339 ``full-date``."""

DayOfYear = Annotated[str, StringConstraints(pattern=r"^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$")]
"""A day of every year, ``MM-DD``."""

Metres = Annotated[float, Field(ge=0)]
"""A length in metres, not negative."""

Seconds = Annotated[int, Field(ge=0, le=7 * 24 * 3600)]
"""A duration in whole seconds, a week at most."""

Vector = tuple[float, float, float]
"""x, y, z in metres, in the frame that the field's docstring names."""

Quaternion = tuple[float, float, float, float]
"""x, y, z, w. That its length is 1 is a rule, not a type: an editor may be half-way there."""

MediumId = Annotated[Uuid, "medium"]
"""The id of a medium document; marked, so that a program finds every place that names one."""

Extensions = dict[
    Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)+$", max_length=128)],
    dict[str, JsonValue],
]
"""Additions by others, one object for each reverse domain name."""


class Model(BaseModel):
    """Frozen, strict and closed: what is not in the format is a fault, not a surprise.

    Parse bytes with ``model_validate_json`` (``read`` does): strict mode then takes JSON's own
    types, and arrays become tuples. ``None`` stands for *absent* and is never written.
    """

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        use_attribute_docstrings=True,
    )


class Head(Model):
    """What every document begins with."""

    format: Format = FORMAT
    id: Uuid
    extensions: Extensions | None = None


class Same(Model):
    """Where the same thing is described elsewhere."""

    title: Line
    href: Line | None = None
    same_as: Line | None = None
    """The record that this one was made from, such as a ThüCAT address."""


Kind = Literal["station", "tour", "guide", "medium", "manifest", "resolved_tour", "catalogue"]
"""The kinds of document."""

Json = dict[str, Any]
"""A JSON object as the json module gives it."""
