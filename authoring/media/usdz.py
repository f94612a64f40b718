"""Cleans the version of a 3D model that iPhones open. Runs only in a child; needs the optional ``usd-core``.

What is published is written anew: one layer with what is seen and moves, and pictures that have never seen the
metadata of those that came.
"""

import io
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath
from typing import Any, Final

from pxr import Ar, Sdf, Tf, Usd, UsdGeom

from authoring.media import usdz_zip
from authoring.media.pictures import clean as clean_picture
from authoring.media.pictures import opened
from authoring.refusal import SandboxRefusal

LONGEST_PX: Final = 2048
MOST_OBJECTS: Final = 20_000

_SAID: Final = (
    "comment",
    "documentation",
    "customData",
    "assetInfo",
    "clips",
    "displayName",
    "displayGroup",
    "userDocBrief",
)
"""What is written about a thing, and not seen of it."""
_NEEDED: Final = frozenset({"inputs:varname"})
"""Text without which a material does not know what to draw."""
_UNSEEN: Final = tuple(getattr(Sdf.ValueTypeNames, name) for name in ("String", "StringArray", "Asset", "AssetArray"))
_FORMATS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


def clean(request: dict[str, Any]) -> dict[str, Any]:
    """Check the USDZ at ``path``, and write it to ``output`` without a word of its maker; ``folder`` is for the work.

    Returns ``size_m`` (x, y, z as iPhones show it, or null where nothing is seen).

    Raises:
        SandboxRefusal: those of ``usdz_zip``, ``usdz_external`` (``found``), ``usdz_broken``, ``usdz_heavy``,
            ``too_many_pixels``, ``damaged``.
    """
    stage, files = _opened(request)
    answer = {"size_m": _size(stage)}
    layer = stage.Flatten(addSourceFileComment=False)
    pictures = _Pictures(files)
    _silence(layer, pictures)
    made = Path(request["folder"]) / "model.usdc"
    layer.Export(str(made))
    Path(request["output"]).write_bytes(usdz_zip.write([("model.usdc", made.read_bytes()), *pictures.made]))
    return answer


def check(request: dict[str, Any]) -> dict[str, Any]:
    """Check the USDZ at ``path`` as strictly as one that somebody brings; returns and raises as :func:`clean`."""
    stage, _ = _opened(request)
    return {"size_m": _size(stage)}


def _opened(request: dict[str, Any]) -> tuple[Usd.Stage, dict[str, bytes]]:
    """The scene of a package that leads nowhere else, and its files."""
    data = Path(request["path"]).read_bytes()
    view = memoryview(data)
    files = {entry.name: bytes(view[entry.start : entry.start + entry.size]) for entry in usdz_zip.entries(view)}
    # Known by its name alone.
    package = Path(request["folder"]) / "package.usdz"
    package.write_bytes(data)
    for name in files:
        if PurePosixPath(name).suffix.lower() in usdz_zip.LAYERS:
            _check_references(package, name, frozenset(files))
    try:
        stage = Usd.Stage.Open(str(package))
    except Tf.ErrorException as fault:
        raise SandboxRefusal("usdz_broken") from fault
    objects = sum(1 for _ in stage.TraverseAll())
    if objects > MOST_OBJECTS:
        raise SandboxRefusal("usdz_heavy", {"most": MOST_OBJECTS})
    return stage, files


def _check_references(package: Path, name: str, there: frozenset[str]) -> None:
    """Refuse a layer that names a file which did not come with it."""
    try:
        layer = Sdf.Layer.FindOrOpen(Ar.JoinPackageRelativePath(str(package), name))
    except Tf.ErrorException as fault:
        raise SandboxRefusal("usdz_broken") from fault
    if layer is None:
        raise SandboxRefusal("usdz_broken")
    found = set(layer.GetCompositionAssetDependencies()) | set(layer.GetExternalAssetDependencies())

    def visit(path: Sdf.Path) -> None:
        spec = layer.GetObjectAtPath(path)
        if isinstance(spec, Sdf.AttributeSpec):
            values = [spec.default, *(layer.QueryTimeSample(path, at) for at in layer.ListTimeSamplesForPath(path))]
            found.update(each for value in values for each in _assets(value))

    layer.Traverse(Sdf.Path.absoluteRootPath, visit)
    for each in found - {""}:
        near, at_root = normpath(join(dirname(name), each)), normpath(each)
        if ":" in each or "\\" in each or each.startswith("/") or not {near, at_root} & there:
            raise SandboxRefusal("usdz_external", {"found": each[-60:]})


def _assets(value: object) -> list[str]:
    if isinstance(value, Sdf.AssetPath):
        return [value.path]
    if isinstance(value, Sdf.AssetPathArray):
        return [each.path for each in value]
    return []


def _size(stage: Usd.Stage) -> list[float] | None:
    purposes = [UsdGeom.Tokens.default_, UsdGeom.Tokens.render]
    start = Usd.TimeCode(stage.GetStartTimeCode()) if stage.HasAuthoredTimeCodeRange() else Usd.TimeCode.Default()
    box = UsdGeom.BBoxCache(start, purposes).ComputeWorldBound(stage.GetPseudoRoot()).ComputeAlignedRange()
    if box.IsEmpty():
        return None
    sides = [side * UsdGeom.GetStageMetersPerUnit(stage) for side in box.GetSize()]
    if UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.z:
        sides = [sides[0], sides[2], sides[1]]
    return [round(side, 4) for side in sides]


def _silence(layer: Sdf.Layer, pictures: "_Pictures") -> None:
    """Take away what is only said, and let every picture be one of ours."""
    layer.comment = layer.documentation = ""
    layer.customLayerData = {}
    paths: list[Sdf.Path] = []
    layer.Traverse(Sdf.Path.absoluteRootPath, paths.append)
    unseen: list[Sdf.Path] = []
    gone = Sdf.Path.emptyPath
    # A thing comes before what is in it.
    for path in sorted(paths):
        spec = layer.GetObjectAtPath(path)
        if spec is None or path == Sdf.Path.absoluteRootPath or (gone and path.HasPrefix(gone)):
            continue
        for key in _SAID:
            if spec.HasInfo(key):
                spec.ClearInfo(key)
        if isinstance(spec, Sdf.AttributeSpec) and isinstance(spec.default, Sdf.AssetPath):
            spec.default = Sdf.AssetPath(pictures.name_of(spec.default.path))
        elif _is_said(spec):
            unseen.append(path)
            gone = path
    for path in unseen:
        spec = layer.GetObjectAtPath(path)
        if isinstance(spec, Sdf.PrimSpec):
            del spec.nameParent.nameChildren[spec.name]
        else:
            spec.owner.RemoveProperty(spec)


def _is_said(spec: Sdf.Spec) -> bool:
    """Whether something is not seen: text, what a program noted for itself, what a tap or a clock sets going."""
    if isinstance(spec, Sdf.PrimSpec):
        # Such a deed of an iPhone's could open an address.
        return bool(spec.typeName.startswith("Preliminary_"))
    if not isinstance(spec, Sdf.AttributeSpec) or spec.name in _NEEDED:
        return False
    # Pictures that change with time, or several at once, are nothing that a phone shows.
    return bool(spec.typeName in _UNSEEN or spec.custom or spec.name.startswith("userProperties:"))


class _Pictures:
    """The pictures of a model, each made anew when it is first asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files
        self._names: dict[str, str] = {}
        self.made: list[tuple[str, bytes]] = []

    def name_of(self, path: str) -> str:
        """Return what a picture is called from now on; its path leads into the package."""
        inside = Ar.SplitPackageRelativePathInner(path)[1] if Ar.IsPackageRelativePath(path) else normpath(path)
        kind = _FORMATS.get(PurePosixPath(inside).suffix.lower())
        if inside not in self._files or kind is None:
            raise SandboxRefusal("usdz_external", {"found": inside[-60:]})
        if inside not in self._names:
            self._names[inside] = f"{len(self.made)}.{kind.lower()}"
            self.made.append((self._names[inside], _anew(self._files[inside], kind)))
        return self._names[inside]


def _anew(data: bytes, kind: str) -> bytes:
    picture = clean_picture(opened(io.BytesIO(data), kind), LONGEST_PX)
    written = io.BytesIO()
    if kind == "JPEG":
        (picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")).save(written, "JPEG", quality=90)
    else:
        picture.save(written, "PNG")
    return written.getvalue()
