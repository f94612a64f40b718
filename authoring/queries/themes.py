"""The themes that stations have, to offer them where somebody filters."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlmodel import col, select

from authoring.tables import Document

if TYPE_CHECKING:
    from sqlmodel import Session

_LOOKED_AT = 1_000


def common_themes(session: Session, *, most: int = 40) -> list[str]:
    """Return the commonest themes of the stations changed last, by name; more would help nobody to choose."""
    query = (
        select(Document.card)
        .where(Document.kind == "station", col(Document.deleted_at).is_(None))
        .order_by(col(Document.updated_at).desc())
        .limit(_LOOKED_AT)
    )
    counted = Counter(theme for card in session.exec(query) for theme in card.get("themes", ()))
    return sorted(theme for theme, _ in counted.most_common(most))
