"""Every group of routes, named once; an application is made of these and of nothing else."""

from typing import Final

from flask import Blueprint

from authoring.web import (
    api_about,
    api_captions,
    api_documents,
    api_guides,
    api_history,
    api_imports,
    api_library,
    api_map,
    api_media,
    api_oembed,
    api_on_site,
    api_presence,
    api_previews,
    api_publishing,
    api_reviews,
    api_routes,
    api_speech,
    api_targets,
    api_tokens,
    api_tours,
    api_walks,
    own_settings,
    pages,
    scene_previews,
    shell,
    sign_in,
)
from authoring.web.operations import Room

PAGES: Final[tuple[Blueprint, ...]] = (sign_in.room, own_settings.room, shell.room, scene_previews.room, *pages.ROOMS)
API: Final[tuple[Room, ...]] = (
    api_about.room,
    api_documents.room,
    api_library.room,
    api_history.room,
    api_imports.room,
    api_presence.room,
    api_tours.room,
    api_guides.room,
    api_walks.room,
    api_media.room,
    api_captions.room,
    api_speech.room,
    api_targets.room,
    api_previews.room,
    api_on_site.room,
    api_oembed.room,
    api_reviews.room,
    api_publishing.room,
    api_routes.room,
    api_map.room,
    api_tokens.room,
)
