"""How a phone notices a station. Away from the place everything can be opened by hand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import LocalId, Model, Seconds
from tour_schema.place import Area

Repeat = Literal["once", "always"]


class GeofenceTrigger(Model):
    """Fires when the phone has been inside the area for ``dwell_s`` seconds."""

    kind: Literal["geofence"] = "geofence"
    area: Area
    dwell_s: Seconds = 0
    repeat: Repeat = "once"


class ImageTrigger(Model):
    """Fires when the camera sees the target of one of the station's scenes."""

    kind: Literal["image"] = "image"
    scene: LocalId


class CodeTrigger(Model):
    """A number on a sign, to type, to scan as QR or to read by NFC. The number is unique in a tour."""

    kind: Literal["code"] = "code"
    number: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,12}$")]
    qr: bool = True
    nfc: bool = False


class IBeacon(Model):
    """What an iBeacon sends: proximity UUID, major and minor."""

    uuid: Annotated[str, Field(pattern=r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    major: Annotated[int, Field(ge=0, le=65_535)]
    minor: Annotated[int, Field(ge=0, le=65_535)]


class Eddystone(Model):
    """What an Eddystone-UID frame sends: namespace (10 bytes) and instance (6 bytes), hexadecimal."""

    namespace: Annotated[str, Field(pattern=r"^[0-9a-f]{20}$")]
    instance: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class BeaconTrigger(Model):
    """A Bluetooth beacon. Only native apps hear it: a station needs another way as well."""

    kind: Literal["beacon"] = "beacon"
    ibeacon: IBeacon | None = None
    eddystone: Eddystone | None = None
    repeat: Repeat = "once"


class ManualTrigger(Model):
    """The visitor opens it."""

    kind: Literal["manual"] = "manual"


Trigger = Annotated[
    GeofenceTrigger | ImageTrigger | CodeTrigger | BeaconTrigger | ManualTrigger, Field(discriminator="kind")
]
