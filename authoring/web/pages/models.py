"""A 3D model on its medium's page: to be turned and set going, and what iPhones get of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from authoring.actions.finish_model import THUMBNAIL, finishing_job
from authoring.media import usdz_asking
from authoring.media.budget import size_of
from authoring.media.intake import GLB
from authoring.queries.documents import Loaded
from authoring.queries.media import lacking
from authoring.web.language import language, t
from authoring.web.pages.cards import picture_of
from authoring.web.pages.films import Making, shown
from authoring.words import bytes_written, written
from tour_schema.rules.media import SEEN_DIFFERENCE

UsdzState = Literal["made", "brought", "making", "obstacle", "impossible"]


@dataclass(frozen=True, slots=True)
class Clip:
    """A movement of a model; no two have the same name."""

    name: str
    seconds: str


@dataclass(frozen=True, slots=True)
class Usdz:
    """The version for iPhones, or why there is none."""

    state: UsdzState
    weight: str
    extent: str
    differs: bool
    """An iPhone shows the model in another size than every other phone."""
    obstacle: str
    possible: bool
    """Whether this installation can check one that somebody brings."""


@dataclass(frozen=True, slots=True)
class ModelView:
    """What is shown of a model."""

    source: str | None
    """The file to be turned; none while it is being made."""
    poster: str | None
    height: str
    clips: list[Clip]
    usdz: Usdz


def model_of(loaded: Loaded, value: Mapping[str, Any]) -> ModelView | None:
    """What the page of a medium shows of a model, ``None`` where it is none."""
    if value.get("type") != "model":
        return None
    facts: Mapping[str, Any] = value.get("model") or {}
    variants = value.get("variants", ())
    source = next((use for use in ("low", "high") if _there(variants, use, GLB)), None)
    size = size_of(value)
    clips = zip(facts.get("clips", ()), facts.get("clips_s", ()), strict=False)
    return ModelView(
        source=picture_of(loaded.id, source) if source else None,
        poster=picture_of(loaded.id, THUMBNAIL) if _there(variants, THUMBNAIL) else None,
        height=written(round(size[1], 2), language()) if size else "",
        clips=[Clip(name, written(round(seconds, 1), language())) for name, seconds in clips],
        usdz=_usdz(value),
    )


def finishing_of(loaded: Loaded, value: Mapping[str, Any]) -> Making | None:
    """How far a model's picture and USDZ are, since its upload or since its size was corrected."""
    if value.get("type") != "model" or not lacking(value, usdz=usdz_asking.is_possible()):
        return None
    marks = (value["original"]["sha256"][:16], str(loaded.revision))
    return next((job for mark in marks if (job := shown(finishing_job(loaded.id, mark)))), None)


def _usdz(value: Mapping[str, Any]) -> Usdz:
    known: Mapping[str, Any] = (value.get("model") or {}).get("usdz") or {}
    file = next((each for each in value.get("variants", ()) if each["use"] == usdz_asking.USE), None)
    possible = usdz_asking.is_possible()
    state: UsdzState = "impossible"
    if file is not None:
        state = "made" if known.get("made") else "brought"
    elif "obstacle" in known:
        state = "obstacle"
    elif possible:
        state = "making"
    size, shown = size_of(value), known.get("size_m")
    return Usdz(
        state=state,
        weight=bytes_written(file["bytes"], language()) if file else "",
        extent=extent_written(shown) if shown else "",
        differs=bool(size and shown and abs(max(size) - max(shown)) > SEEN_DIFFERENCE * max(*size, *shown)),
        obstacle=t(f"page.media.usdz_obstacle_{known['obstacle']}") if "obstacle" in known else "",
        possible=possible,
    )


def _there(variants: Sequence[Mapping[str, Any]], use: str, media_type: str | None = None) -> bool:
    return any(each["use"] == use and media_type in {None, each["media_type"]} for each in variants)


def extent_written(size_m: Sequence[float]) -> str:
    """Width, height and depth as the reader writes numbers."""
    return f"{' × '.join(written(round(each, 2), language()) for each in size_m)} m"
