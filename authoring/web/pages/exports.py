"""What leaves the house: bundles and files of a tour, and the codes for its signs."""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, TypeVar, get_args

from flask import Blueprint, Response, render_template, request
from PIL import Image
from werkzeug.utils import secure_filename

from authoring.actions.export_tour import export_tour
from authoring.errors import NotFound
from authoring.queries.codes import SignCode, codes_of
from authoring.queries.documents import Loaded, listing
from authoring.store.cards import title_in
from authoring.web.asked import number
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.readable import load_readable
from exports.codes import Code, ErrorLevel, png, svg
from exports.printing.choices import Paper, Printing
from exports.resolve import Choice
from exports.targets import targets
from tour_schema.manifest import Quality
from tour_schema.text import best

T = TypeVar("T", bound=str)

room = Blueprint("pages_exports", __name__, url_prefix="/exports/tours")

_LEVELS: Final[tuple[ErrorLevel, ...]] = get_args(ErrorLevel)
_QUALITIES: Final[tuple[Quality, ...]] = get_args(Quality)
_PAPERS: Final[tuple[Paper, ...]] = get_args(Paper)
_PRINTED: Final = ("signs", "image_targets", "leaflet")
"""In the order in which one needs them; each other target is a file to go on with."""
_PIECE: Final = 1 << 20
_LARGEST_PX: Final = 4000
_MOST_LOGOS: Final = 200


@room.get("/<uuid:tour_id>")
@access(Access.SIGNED_IN)
def show(tour_id: object) -> str:
    """What the tour can be written as, with its choices."""
    loaded = _loaded(str(tour_id))
    tour = loaded.value
    return render_template(
        "exports.html",
        tour=loaded,
        name=_title(tour),
        targets=[each for name, each in targets().items() if name not in _PRINTED],
        printed=[targets()[name] for name in _PRINTED],
        tour_languages=tour.get("languages") or [tour.get("original")],
        qualities=_QUALITIES,
        papers=_PAPERS,
    )


@room.get(f"/<uuid:tour_id>/<any({','.join(targets())}):target>")
@access(Access.SIGNED_IN)
def download(tour_id: object, target: str) -> Response:
    """The tour as a file; ``language`` may be repeated, ``quality`` is ``low`` or ``high``.

    For print: ``paper`` (``A6`` to ``A3``) and ``crop_marks``.
    """
    loaded = _loaded(str(tour_id))
    installed = installation()
    chosen = targets()[target]
    quality = _one_of(_QUALITIES, "quality", "high")
    with tempfile.TemporaryDirectory(prefix="wayfable-") as folder:
        path = Path(folder) / "tour"
        export_tour(
            installed.database,
            installed.media_store,
            actor(),
            loaded.id,
            path,
            target=target,
            choice=Choice(tuple(request.args.getlist("language")), quality),
            printing=Printing(_one_of(_PAPERS, "paper", "A4"), "crop_marks" in request.args),
            public_url=installed.settings.public_url,
        )
        # The name goes with the folder; the file stays as long as it is read.
        file = path.open("rb")
    name = secure_filename(f"{loaded.value.get('slug') or loaded.id}{chosen.suffix}")
    answer = Response(_pieces(file), mimetype=chosen.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Length"] = str(file.seek(0, 2))
    file.seek(0)
    answer.call_on_close(file.close)
    return answer


@room.get("/<uuid:tour_id>/codes")
@access(Access.SIGNED_IN)
def codes(tour_id: object) -> str:
    """All codes of a tour, to look at, to print and to download."""
    loaded = _loaded(str(tour_id))
    signs = _signs(str(tour_id))
    with installation().database.read() as session:
        images = listing(session, actor(), "medium", organisation_id=loaded.organisation_id, limit=_MOST_LOGOS)
    return render_template(
        "codes.html",
        tour=loaded,
        name=_title(loaded.value),
        signs=[(sign, best(sign.title, language(), sign.original)) for sign in signs],
        levels=_LEVELS,
        level=_one_of(_LEVELS, "level", "M"),
        quiet=_number("quiet", 4, 0, 12),
        logo=request.args.get("logo", ""),
        logos=[
            (entry.id, title_in(entry.card, language()) or t("export.untitled_picture", when=entry.created_at.date()))
            for entry in images
            if entry.card.get("type") == "image"
        ],
    )


@room.get("/<uuid:tour_id>/codes/<key>.<any(svg,png):suffix>")
@access(Access.SIGNED_IN)
def code(tour_id: object, key: str, suffix: str) -> Response:
    """One code, as SVG or PNG, with ``level``, ``quiet``, ``size`` (mm or pixels) and ``logo`` (a medium's id)."""
    sign = next((each for each in _signs(str(tour_id)) if each.key == key), None)
    if sign is None:
        raise NotFound("document", key)
    drawn = Code(sign.address, _one_of(_LEVELS, "level", "M"), _number("quiet", 4, 0, 12), _logo())
    title = best(sign.title, language(), sign.original) or sign.address
    if suffix == "svg":
        answer = Response(svg(drawn, title=title, size_mm=_number("size", 40, 10, 1000)), mimetype="image/svg+xml")
        # Opened by itself, an SVG is a page: it may do nothing.
        answer.headers["Content-Security-Policy"] = "default-src 'none'; img-src data:; sandbox"
    else:
        answer = Response(png(drawn, size_px=_number("size", 1200, 100, _LARGEST_PX)), mimetype="image/png")
    if "download" in request.args:
        name = secure_filename(f"{sign.number or ''}-{title}.{suffix}".lstrip("-"))
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _loaded(tour_id: str) -> Loaded:
    return load_readable(tour_id, "tour")


def _signs(tour_id: str) -> tuple[SignCode, ...]:
    installed = installation()
    with installed.database.read() as session:
        return codes_of(session, actor(), tour_id, installed.settings.public_url)


def _logo() -> Image.Image | None:
    """The small variant of a medium: made by us, so it may be decoded here."""
    wanted = request.args.get("logo")
    if not wanted:
        return None
    medium = load_readable(wanted, "medium").value
    for variant in medium.get("variants", []):
        if variant["use"] == "480" and variant["media_type"] in {"image/jpeg", "image/png"}:
            data = b"".join(installation().media_store.stream(variant["sha256"]))
            return Image.open(BytesIO(data))
    return None


def _title(tour: dict[str, object]) -> str | None:
    title, original = tour.get("title"), tour.get("original")
    return best(title, language(), str(original)) if isinstance(title, dict) else None


def _one_of(known: tuple[T, ...], name: str, otherwise: T) -> T:
    asked = request.args.get(name)
    return next((each for each in known if each == asked), otherwise)


def _number(name: str, otherwise: int, least: int, most: int) -> int:
    asked = number(request.args, name)
    return otherwise if asked is None else min(max(asked, least), most)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
