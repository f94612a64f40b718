"""``wayfable walk``: play a tour along its route, or a recorded track, before anybody walks it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from authoring import console
from tour_schema import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from tour_schema.desk_walk import Visited, Walk
    from tour_schema.place import Position

_REFUSED: Final = {"language": "walk.refused.language", "modules": "walk.refused.module"}


@click.command(help=console.text("walk.help"))
@click.argument("tour")
@click.option("--noise", type=click.FloatRange(0, 100), default=5, help=console.text("walk.option.noise"))
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, help=console.text("walk.option.seed"))
@click.option("--speed", type=click.FloatRange(0.4, 250), help=console.text("walk.option.speed"))
@click.option("--language", "tag", help=console.text("walk.option.language"))
@click.option("--modules", help=console.text("walk.option.modules"))
@click.option("--required", is_flag=True, help=console.text("walk.option.required"))
@click.option("--step-free", is_flag=True, help=console.text("walk.option.step_free"))
@click.option("--track", type=click.Path(dir_okay=False, path_type=Path), help=console.text("walk.option.track"))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=console.text("walk.option.format")
)
@console.lang(expose_value=False)
@click.pass_context
def command(
    context: click.Context,
    *,
    tour: str,
    noise: float,
    seed: int,
    speed: float | None,
    tag: str | None,
    modules: str | None,
    required: bool,
    step_free: bool,
    track: Path | None,
    form: str,
) -> None:
    """Walk a tour, and say what goes wrong on the way."""
    from pydantic import ValidationError

    from authoring.errors import Refused
    from authoring.permissions import Actor
    from authoring.queries.documents import find_tour
    from authoring.queries.walks import walk_of
    from tour_schema.desk_walk import Options

    try:
        options = Options(
            modules=None if modules is None else tuple(each for each in modules.split(",") if each),
            optional=not required,
            step_free=step_free,
            language=tag,
            speed_m_s=None if speed is None else speed / 3.6,
            noise_m=noise,
            seed=seed,
            track=() if track is None else _track(track),
        )
    except ValidationError as fault:
        field = str(fault.errors()[0]["loc"][0])
        raise Refused(_REFUSED.get(field, "walk.refused.number"), {"language": tag, "module": modules}) from fault
    with console.opened() as database, database.read() as session:
        found = walk_of(session, Actor.command_line(), find_tour(session, tour), options)
        titles = _titles(session, found)
    if form == "json":
        click.echo(found.model_dump_json(exclude_none=True))
    else:
        for line in _lines(found, titles):
            console.echo(line)
    context.exit(1 if found.report.issues else 0)


def _track(path: Path) -> tuple[Position, ...]:
    """The way of a GPX file, its pieces one after the other."""
    from authoring.importers.source import Source
    from authoring.importers.track import way_of

    return way_of(Source(path.name, path))


def _titles(session: Session, walk: Walk) -> dict[str, str]:
    """What the stations are called, by their ids."""
    from authoring.queries.documents import entries
    from authoring.store.cards import title_in

    found = entries(session, [each.station for each in walk.visits])
    return {each.id: title_in(each.card, console.language()) for each in found}


def _lines(walk: Walk, titles: dict[str, str]) -> Iterator[str]:
    for number, visit in enumerate(walk.visits, start=1):
        yield _of_stop(number, visit, titles.get(visit.station) or visit.stop)
        if visit.onward_s is not None:
            minutes = round(visit.onward_s / 60)
            yield "         " + console.text("walk.onward", metres=round(visit.onward_m or 0), minutes=minutes)
    yield console.text("walk.total", clock=_clock(walk.lasts_s), kilometres=round(walk.distance_m / 1000, 1))
    for each in walk.variants:
        clock, kilometres = _clock(each.walking_s + each.staying_s), round(each.distance_m / 1000, 1)
        yield console.text(f"walk.variant.{each.kind}", clock=clock, kilometres=kilometres)
    for issue in walk.report.issues:
        told = words(issue, console.language())
        yield f"{console.text(f'check.severity_{issue.severity}')}: {told.title}"
        yield f"    {told.help}"
    if not walk.report.issues:
        yield console.text("walk.well")


def _of_stop(number: int, visit: Visited, title: str) -> str:
    how = console.text(f"walk.how.{visit.fired}", clock=_clock(visit.fired_s or 0))
    if visit.arrived_s is None:
        return console.text("walk.stop", number=number, title=title, how=how)
    return console.text("walk.stop_at", number=number, title=title, how=how, clock=_clock(visit.arrived_s))


def _clock(seconds: int) -> str:
    """Hours, minutes and seconds: ``1:05:00``."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
