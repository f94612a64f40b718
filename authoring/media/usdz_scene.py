"""Writes a 3D model that rests as the USDZ that iPhones open. Runs only in a child; needs the optional ``usd-core``.

The scene is flat: a mesh for each part, in metres and in the world (y up), with a material of UsdPreviewSurface whose
pictures are PNG or JPEG. What an iPhone would show wrongly is refused, each with its reason
(:data:`tour_schema.media.UsdzObstacle`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from pxr import Gf, Sdf, Usd, UsdGeom, UsdShade, Vt

from authoring.media import glb, glb_arrays, glb_ranges, usdz_zip
from authoring.media.glb import Glb, Json
from authoring.media.glb_arrays import Part
from authoring.refusal import SandboxRefusal

_WRAPS: Final = {33071: "clamp", 33648: "mirror", 10497: "repeat"}
_REPEAT: Final = 10497
_ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpeg"}
_WHITE: Final = (1.0, 1.0, 1.0, 1.0)
_GLASS: Final = 0.8
"""How far what lets all light through is made clear: iPhones know how much is seen through a thing, not what bends."""


def make(request: dict[str, Any]) -> None:
    """Write the GLB at ``path``, which the workbench laid open, to ``output``; ``folder`` is for the work.

    Raises:
        SandboxRefusal: ``usdz_obstacle`` (``obstacle``), and those of :mod:`authoring.media.glb_arrays`.
    """
    model = glb.read(memoryview(Path(request["path"]).read_bytes()))
    glb_ranges.check(model)
    for obstacle in obstacles(model):
        raise SandboxRefusal("usdz_obstacle", {"obstacle": obstacle})
    written = Path(request["folder"]) / "model.usdc"
    pictures = _write(model, written)
    Path(request["output"]).write_bytes(usdz_zip.write([(written.name, written.read_bytes()), *pictures]))


def obstacles(model: Glb) -> Iterator[str]:
    """Yield why no version for iPhones can be made of a model."""
    primitives = [each for mesh in model.many("meshes") for each in glb.objects(mesh, "primitives")]
    if model.many("skins"):
        yield "skinned"
    if model.many("animations"):
        yield "animated"
    if any("targets" in each for each in primitives):
        yield "morphed"
    if any(each.get("mode", 4) != 4 for each in primitives):
        yield "lines"
    if any("KHR_materials_pbrSpecularGlossiness" in (each.get("extensions") or {}) for each in model.many("materials")):
        yield "material"
    if any(each.get("mimeType") not in _ENDINGS for each in model.many("images")):
        yield "pictures"


def _write(model: Glb, path: Path) -> list[tuple[str, bytes]]:
    stage = Usd.Stage.CreateNew(str(path))
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.y)
    UsdGeom.SetStageMetersPerUnit(stage, 1.0)
    root = UsdGeom.Xform.Define(stage, "/Model")
    stage.SetDefaultPrim(root.GetPrim())
    looks = _Looks(stage, model)
    drawn = [part for part in glb_arrays.parts(model) if len(part.corners)]
    if not drawn:
        raise SandboxRefusal("model_empty")
    for number, part in enumerate(drawn):
        _mesh(stage, f"/Model/Part{number}", part, looks)
    stage.GetRootLayer().Save()
    return looks.pictures


def _mesh(stage: Usd.Stage, path: str, part: Part, looks: "_Looks") -> None:
    mesh = UsdGeom.Mesh.Define(stage, path)
    mesh.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(np.ascontiguousarray(part.points)))
    mesh.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.full(len(part.corners), 3, np.int32)))
    mesh.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(np.ascontiguousarray(part.corners.reshape(-1))))
    mesh.CreateExtentAttr(Vt.Vec3fArray.FromNumpy(np.stack([part.points.min(axis=0), part.points.max(axis=0)])))
    # Else it would be rounded.
    mesh.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
    mesh.CreateDoubleSidedAttr(bool(part.material.get("doubleSided", False)))
    if part.normals is not None:
        mesh.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(np.ascontiguousarray(part.normals)))
        mesh.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
    else:
        mesh.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(np.repeat(glb_arrays.flat_normals(part), 3, axis=0)))
        mesh.SetNormalsInterpolation(UsdGeom.Tokens.faceVarying)
    look = looks.of(part)
    UsdShade.MaterialBindingAPI.Apply(mesh.GetPrim()).Bind(look.material)
    for name, info in look.places.items():
        rows = glb_arrays.texture_rows(part, info)
        # A picture for which a part says no places shows one point of it.
        rows = np.zeros((len(part.points), 2), np.float32) if rows is None else rows
        kind = Sdf.ValueTypeNames.TexCoord2fArray
        places = UsdGeom.PrimvarsAPI(mesh).CreatePrimvar(name, kind, UsdGeom.Tokens.vertex)
        # USD counts from the lower left.
        flipped = np.stack([rows[:, 0], 1 - rows[:, 1]], axis=1)
        places.Set(Vt.Vec2fArray.FromNumpy(np.ascontiguousarray(flipped, np.float32)))


class _Look:
    """A material, and by which names its pictures look for their places."""

    def __init__(self, material: UsdShade.Material) -> None:
        self.material = material
        self.places: dict[str, Json] = {}


class _Looks:
    """The materials of a scene, each written when it is first asked for, and their pictures."""

    def __init__(self, stage: Usd.Stage, model: Glb) -> None:
        self._stage = stage
        self._model = model
        self._made: dict[tuple[int, bytes], _Look] = {}
        self._names: dict[int, str] = {}
        self.pictures: list[tuple[str, bytes]] = []

    def of(self, part: Part) -> _Look:
        """Return the material of a part; colours that all its corners share belong to it."""
        tint = _tint(part)
        key = (id(part.material), tint.tobytes())
        if key not in self._made:
            self._made[key] = _Writer(self, self._stage, f"/Model/Look{len(self._made)}").write(part.material, tint)
        return self._made[key]

    def name_of(self, info: Json) -> tuple[str, Json] | None:
        """Return what a texture's picture is called in the archive, and its sampler."""
        image = glb_arrays.picture_of(self._model, info)
        if image is None:
            return None
        if id(image) not in self._names:
            self._names[id(image)] = f"{len(self.pictures)}.{_ENDINGS[image['mimeType']]}"
            data = bytes(glb_ranges.picture_bytes(self._model, image))
            self.pictures.append((self._names[id(image)], data))
        texture = glb.chosen(self._model.many("textures"), info, "index")
        has = "sampler" in texture
        return self._names[id(image)], glb.chosen(self._model.many("samplers"), texture, "sampler") if has else {}


def _tint(part: Part) -> np.ndarray[Any, Any]:
    if part.colours is None:
        return np.ones(4, np.float32)
    seen = part.colours[part.corners.reshape(-1)]
    if np.ptp(seen, axis=0).max() > 1 / 255:
        raise SandboxRefusal("usdz_obstacle", {"obstacle": "colours"})
    return np.asarray(seen[0])


class _Writer:
    """Writes one material."""

    def __init__(self, looks: _Looks, stage: Usd.Stage, path: str) -> None:
        self._looks = looks
        self._stage = stage
        self._path = path
        self._look = _Look(UsdShade.Material.Define(stage, path))
        self._surface = UsdShade.Shader.Define(stage, f"{path}/Surface")
        self._readers: dict[str, UsdShade.Shader] = {}

    def write(self, material: Json, tint: np.ndarray[Any, Any]) -> _Look:
        """Write it and return it."""
        self._surface.CreateIdAttr("UsdPreviewSurface")
        self._look.material.CreateSurfaceOutput().ConnectToSource(self._surface.ConnectableAPI(), "surface")
        rough = glb.member(material, "pbrMetallicRoughness") or {}
        extensions = glb.member(material, "extensions") or {}
        colour = [a * float(b) for a, b in zip(rough.get("baseColorFactor", _WHITE), tint, strict=True)]
        if "KHR_materials_unlit" in extensions:
            # It shines by itself, and what lights it changes nothing.
            self._number("roughness", 1.0)
            self._colour("diffuseColor", {}, [0, 0, 0])
            self._colour("emissiveColor", rough.get("baseColorTexture"), colour)
        else:
            self._colour("diffuseColor", rough.get("baseColorTexture"), colour)
            self._roughness(rough)
            self._bumps(glb.member(material, "normalTexture"))
            self._shadow(glb.member(material, "occlusionTexture"))
            strength = (extensions.get("KHR_materials_emissive_strength") or {}).get("emissiveStrength", 1.0)
            glow = [strength * each for each in material.get("emissiveFactor", (0, 0, 0))]
            self._colour("emissiveColor", material.get("emissiveTexture"), glow)
            self._coat(extensions)
        self._opacity(material, extensions, rough.get("baseColorTexture"), colour)
        return self._look

    def _coat(self, extensions: Json) -> None:
        coat = extensions.get("KHR_materials_clearcoat") or {}
        if coat.get("clearcoatFactor"):
            self._number("clearcoat", coat["clearcoatFactor"])
            self._number("clearcoatRoughness", coat.get("clearcoatRoughnessFactor", 0.0))
        if "KHR_materials_ior" in extensions:
            self._number("ior", extensions["KHR_materials_ior"].get("ior", 1.5))

    def _colour(self, name: str, info: Json | None, factor: list[float]) -> None:
        picture = self._picture(name, info, "sRGB", scale=[*factor[:3], 1.0]) if info and any(factor[:3]) else None
        entry = self._surface.CreateInput(name, Sdf.ValueTypeNames.Color3f)
        if picture is None:
            entry.Set(Gf.Vec3f(*map(float, factor[:3])))
        else:
            self._join(entry, picture, "rgb", Sdf.ValueTypeNames.Float3)

    def _roughness(self, rough: Json) -> None:
        metal, dull = rough.get("metallicFactor", 1.0), rough.get("roughnessFactor", 1.0)
        info = rough.get("metallicRoughnessTexture")
        picture = self._picture("roughness", info, "raw", scale=[1.0, dull, metal, 1.0]) if info else None
        for name, factor, channel in (("metallic", metal, "b"), ("roughness", dull, "g")):
            if picture is None:
                self._number(name, factor)
            else:
                entry = self._surface.CreateInput(name, Sdf.ValueTypeNames.Float)
                self._join(entry, picture, channel, Sdf.ValueTypeNames.Float)

    def _bumps(self, info: Json | None) -> None:
        if info is None:
            return
        depth = 2.0 * info.get("scale", 1.0)
        bias = [-depth / 2, -depth / 2, -1.0, 0.0]
        picture = self._picture("normal", info, "raw", scale=[depth, depth, 2.0, 1.0], bias=bias)
        if picture is not None:
            entry = self._surface.CreateInput("normal", Sdf.ValueTypeNames.Normal3f)
            self._join(entry, picture, "rgb", Sdf.ValueTypeNames.Float3)

    def _shadow(self, info: Json | None) -> None:
        if info is None:
            return
        strength = info.get("strength", 1.0)
        weakened, rest = [strength, 1.0, 1.0, 1.0], [1.0 - strength, 0.0, 0.0, 0.0]
        picture = self._picture("occlusion", info, "raw", scale=weakened, bias=rest)
        if picture is not None:
            entry = self._surface.CreateInput("occlusion", Sdf.ValueTypeNames.Float)
            self._join(entry, picture, "r", Sdf.ValueTypeNames.Float)

    def _opacity(self, material: Json, extensions: Json, info: Json | None, colour: list[float]) -> None:
        mode = material.get("alphaMode", "OPAQUE")
        glass = (extensions.get("KHR_materials_transmission") or {}).get("transmissionFactor", 0.0)
        alpha = (colour[3] if mode != "OPAQUE" else 1.0) * (1.0 - _GLASS * glass)
        if mode == "MASK":
            self._number("opacityThreshold", material.get("alphaCutoff", 0.5))
        picture = self._picture("opacity", info, "sRGB", scale=[1.0, 1.0, 1.0, alpha]) if info else None
        if mode == "OPAQUE" or picture is None:
            self._number("opacity", alpha)
        else:
            entry = self._surface.CreateInput("opacity", Sdf.ValueTypeNames.Float)
            self._join(entry, picture, "a", Sdf.ValueTypeNames.Float)

    def _number(self, name: str, value: float) -> None:
        self._surface.CreateInput(name, Sdf.ValueTypeNames.Float).Set(float(value))

    def _picture(
        self, name: str, info: Json | None, space: str, *, scale: list[float], bias: list[float] | None = None
    ) -> UsdShade.Shader | None:
        named = self._looks.name_of(info) if info else None
        if named is None or info is None:
            return None
        file, sampler = named
        shader = UsdShade.Shader.Define(self._stage, f"{self._path}/{name}Picture")
        shader.CreateIdAttr("UsdUVTexture")
        shader.CreateInput("file", Sdf.ValueTypeNames.Asset).Set(Sdf.AssetPath(file))
        shader.CreateInput("sourceColorSpace", Sdf.ValueTypeNames.Token).Set(space)
        for side in ("S", "T"):
            wrap = _WRAPS.get(sampler.get(f"wrap{side}", _REPEAT), "repeat")
            shader.CreateInput(f"wrap{side}", Sdf.ValueTypeNames.Token).Set(wrap)
        if tuple(scale) != _WHITE:
            shader.CreateInput("scale", Sdf.ValueTypeNames.Float4).Set(Gf.Vec4f(*map(float, scale)))
        if bias is not None:
            shader.CreateInput("bias", Sdf.ValueTypeNames.Float4).Set(Gf.Vec4f(*map(float, bias)))
        places = shader.CreateInput("st", Sdf.ValueTypeNames.Float2)
        places.ConnectToSource(self._reader(info).ConnectableAPI(), "result")
        return shader

    def _reader(self, info: Json) -> UsdShade.Shader:
        """What looks up a picture's places on a mesh: one for all that lie alike."""
        alike = next((name for name, other in self._look.places.items() if _lie_alike(other, info)), None)
        if alike is not None:
            return self._readers[alike]
        name = f"st{len(self._readers) or ''}"
        reader = UsdShade.Shader.Define(self._stage, f"{self._path}/{name}")
        reader.CreateIdAttr("UsdPrimvarReader_float2")
        reader.CreateInput("varname", Sdf.ValueTypeNames.String).Set(name)
        reader.CreateOutput("result", Sdf.ValueTypeNames.Float2)
        self._look.places[name], self._readers[name] = info, reader
        return reader

    @staticmethod
    def _join(entry: UsdShade.Input, shader: UsdShade.Shader, output: str, kind: Sdf.ValueTypeName) -> None:
        shader.CreateOutput(output, kind)
        entry.ConnectToSource(shader.ConnectableAPI(), output)


def _lie_alike(one: Json, other: Json) -> bool:
    moved = [(each.get("extensions") or {}).get("KHR_texture_transform") for each in (one, other)]
    return moved[0] == moved[1] and one.get("texCoord", 0) == other.get("texCoord", 0)
