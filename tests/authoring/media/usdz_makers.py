"""USDZ files that the tests make: a square with a picture on it, and everything that one could hide in one."""

import io
import struct
import zipfile
from collections.abc import Mapping

from authoring.media import usdz_zip
from tests.authoring.media.makers import CANARY, a_picture_that_tells_all

SCENE = """#usda 1.0
(
    doc = "{word} in the file"
    customLayerData = {{ string creator = "{word} in the layer" }}
    defaultPrim = "Square"
    metersPerUnit = 1
    upAxis = "Y"
    startTimeCode = 0
    endTimeCode = 24
)

# {word} in a remark
def Xform "Square" (
    assetInfo = {{ string name = "{word} in an asset" }}
    customData = {{ string note = "{word} in a note" }}
    doc = "{word} in a description"
)
{{
    custom string userProperties:author = "{word} in a property"
    string note = "{word} in a text"
    float3 xformOp:translate.timeSamples = {{ 0: (0, 0, 0), 24: (0, 1, 0) }}
    uniform token[] xformOpOrder = ["xformOp:translate"]

    def Mesh "Face" (
        prepend apiSchemas = ["MaterialBindingAPI"]
        displayName = "{word} in a name"
    )
    {{
        int[] faceVertexCounts = [4]
        int[] faceVertexIndices = [0, 1, 2, 3]
        point3f[] points = [(0, 0, 0), (2, 0, 0), (2, 2, 0), (0, 2, 0)]
        texCoord2f[] primvars:st = [(0, 0), (1, 0), (1, 1), (0, 1)] ( interpolation = "vertex" )
        rel material:binding = </Square/Stone>
    }}

    def Material "Stone"
    {{
        token outputs:surface.connect = </Square/Stone/Surface.outputs:surface>

        def Shader "Surface"
        {{
            uniform token info:id = "UsdPreviewSurface"
            color3f inputs:diffuseColor.connect = </Square/Stone/Picture.outputs:rgb>
            token outputs:surface
        }}

        def Shader "Picture"
        {{
            uniform token info:id = "UsdUVTexture"
            asset inputs:file = @{picture}@
            float2 inputs:st.connect = </Square/Stone/Reader.outputs:result>
            float3 outputs:rgb
        }}

        def Shader "Reader"
        {{
            uniform token info:id = "UsdPrimvarReader_float2"
            string inputs:varname = "st"
            float2 outputs:result
        }}
    }}
    {more}
}}
"""


def a_scene(*, picture: str = "textures/stone.jpg", more: str = "") -> bytes:
    """The square as text."""
    return SCENE.format(word=CANARY, picture=picture, more=more).encode()


def a_usdz(files: Mapping[str, bytes] | None = None) -> bytes:
    """A USDZ of these files, by default of the square and its picture."""
    parts = {"scene.usda": a_scene(), "textures/stone.jpg": a_picture_that_tells_all("JPEG", (64, 64))}
    return usdz_zip.write((parts if files is None else files).items())


def a_plain_zip(files: Mapping[str, bytes], *, method: int = 0, mode: int = 0) -> bytes:
    """A zip as any program writes it: nothing aligned, or compressed, or with links."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
    return written.getvalue()


def with_name(data: bytes, was: str, now: str) -> bytes:
    """The archive with an entry called otherwise, in both places."""
    assert len(was) == len(now)
    assert data.count(was.encode()) >= 2
    return data.replace(was.encode(), now.encode())


def with_mode(data: bytes, mode: int) -> bytes:
    """The archive with its last entry being of that kind to Unix."""
    at = data.rindex(b"PK\1\2") + 38
    return data[:at] + struct.pack("<I", mode << 16) + data[at + 4 :]
