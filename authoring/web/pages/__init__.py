"""The server-rendered pages: lists, library, media, panoramas, people, history and bin. Each works without a script.

A page reads through `authoring.queries` and changes through `authoring.actions`, like the API; after a change it
answers with a redirect (so that a reload repeats nothing) and says on the next page what happened, with the way back
where there is one.
"""

from typing import Final

from flask import Blueprint

from authoring.web.pages import (
    changes,
    exports,
    films,
    frame,
    guides,
    history,
    imports,
    library,
    media,
    panoramas,
    people,
    republish,
    targets,
    tokens,
    tours,
    trash,
    usdz,
)

ROOMS: Final[tuple[Blueprint, ...]] = (
    frame.room,
    tours.room,
    library.room,
    guides.room,
    media.room,
    targets.room,
    films.room,
    panoramas.room,
    usdz.room,
    imports.room,
    people.room,
    tokens.room,
    history.room,
    trash.room,
    changes.room,
    republish.room,
    exports.room,
)
