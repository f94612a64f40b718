"""AR at a station: a ladder of anchors, best first, and contents placed relative to the one that held."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.anchor import Anchor
from tour_schema.base import Line, LocalId, MediumId, Metres, Model, Quaternion, Uuid, Vector
from tour_schema.text import NO_TEXT, LocalizedText


class Pose(Model):
    """Where a content stands in the anchor's frame: scaled, then turned, then moved."""

    translation_m: Vector = (0.0, 0.0, 0.0)
    rotation: Quaternion = (0.0, 0.0, 0.0, 1.0)
    """A unit quaternion x, y, z, w."""
    scale: Annotated[float, Field(gt=0)] = 1.0


class OpenBlock(Model):
    """Shows a block of the story."""

    kind: Literal["open_block"] = "open_block"
    block: LocalId


class PlayClip(Model):
    """Plays an animation clip of the model."""

    kind: Literal["play_clip"] = "play_clip"
    clip: Line


class OpenLink(Model):
    """Opens a page, after asking."""

    kind: Literal["open_link"] = "open_link"
    href: Line


class ShowContent(Model):
    """Shows or hides another content of the scene."""

    kind: Literal["toggle_content"] = "toggle_content"
    content: LocalId


Action = Annotated[OpenBlock | PlayClip | OpenLink | ShowContent, Field(discriminator="kind")]


class Content(Model):
    """What all contents share."""

    id: LocalId
    pose: Pose = Pose()
    visible_m: tuple[Metres, Metres] | None = None
    """Shown while the phone is between these distances from it, in metres."""
    on_tap: Action | None = None


class ModelContent(Content):
    """A 3D model: GLB, with a USDZ variant for iOS."""

    kind: Literal["model"] = "model"
    medium: MediumId | None = None
    clip: Line | None = None


class ImageContent(Content):
    """A flat picture of the given width, standing in the x-y plane."""

    kind: Literal["image"] = "image"
    medium: MediumId | None = None
    width_m: Annotated[float, Field(gt=0)] | None = None


class VideoContent(Content):
    """A film on a plane of the given width."""

    kind: Literal["video"] = "video"
    medium: MediumId | None = None
    width_m: Annotated[float, Field(gt=0)] | None = None


class LabelContent(Content):
    """Words that turn towards the visitor."""

    kind: Literal["label"] = "label"
    text: LocalizedText = NO_TEXT


class SoundContent(Content):
    """A sound that comes from a place: softer with the distance, silent outside ``visible_m``, or beyond 10 m."""

    kind: Literal["sound"] = "sound"
    medium: MediumId | None = None
    loop: bool = False


class GuideContent(Content):
    """The guide performs a line of the story."""

    kind: Literal["guide"] = "guide"
    line: LocalId | None = None


SceneContent = Annotated[
    ModelContent | ImageContent | VideoContent | LabelContent | SoundContent | GuideContent,
    Field(discriminator="kind"),
]


class Scene(Model):
    """One AR scene of a station."""

    id: LocalId
    title: LocalizedText = NO_TEXT
    anchors: tuple[Anchor, ...] = ()
    contents: tuple[SceneContent, ...] = ()
    backdrop: Uuid | None = None
    """A panorama of the spot, before which the scene was placed. It is no use of that medium: a tour does not bring it
    along."""
