"""A document for an answer that shows what is in it: of the kind that the page is about, and as the format has it.

Drafts are saved whatever they say, by programs too. A list shows what it can of each; what opens one says
in a sentence when there is nothing in it that could be shown.
"""

from authoring.errors import NotFound
from authoring.queries.documents import Loaded, load
from authoring.web.context import actor, installation
from authoring.web.problems import Problem


def load_readable(document_id: str, kind: str) -> Loaded:
    """The document, for whoever asks.

    Raises:
        NotFound: there is none, or it is of another kind.
        Problem: 409, its body does not have the format's shape.
    """
    with installation().database.read() as session:
        loaded = load(session, actor(), document_id)
    if loaded.kind != kind:
        raise NotFound("document", document_id)
    if not loaded.readable:
        raise Problem(409, "draft_unreadable")
    return loaded
