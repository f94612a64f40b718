"""``python -m tour_schema.publishing``: write what is generated."""

from __future__ import annotations

from tour_schema.publishing import generated


def main() -> None:
    """Write every generated file whose content has changed."""
    for path, text in generated():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
